//! How models are shown: a path on somebody's disk by its last parts.

use std::collections::BTreeMap;

/// The label of each model: its name, but of a path only the last component, or as many as tell it
/// from others.
pub(super) fn labels<'a>(models: &[&'a str]) -> BTreeMap<&'a str, String> {
    let labels = models.iter().map(|model| (*model, tail(model, 1)));
    let mut labels: BTreeMap<&str, String> = labels.collect();
    for depth in 2..8 {
        let mut uses: BTreeMap<&str, usize> = BTreeMap::new();
        for label in labels.values() {
            *uses.entry(label).or_default() += 1;
        }
        let is_shared =
            |(model, label): &(&&str, &String)| uses[label.as_str()] > 1 && is_path(model);
        let shared = labels.iter().filter(is_shared).map(|(model, _)| *model);
        let shared: Vec<&str> = shared.collect();
        if shared.is_empty() {
            break;
        }
        for model in shared {
            labels.insert(model, tail(model, depth));
        }
    }
    labels
}

/// Whether a name is a place on a disk rather than a repository such as `Qwen/Qwen3-8B`.
fn is_path(model: &str) -> bool {
    let drive = model.as_bytes().get(1) == Some(&b':') && model.contains('\\');
    model.starts_with(['/', '~', '.']) && model.contains('/') || drive
}

/// The last `depth` components of a path; any other name as it is.
fn tail(model: &str, depth: usize) -> String {
    if !is_path(model) {
        return model.to_owned();
    }
    let parts = model.split(['/', '\\']);
    let parts: Vec<&str> = parts.filter(|part| !matches!(*part, "" | ".")).collect();
    match parts.len() {
        0 => model.to_owned(),
        all => parts[all.saturating_sub(depth)..].join("/"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_by_what_tells_them_apart() {
        let models = [
            "/data/meta-llama/Llama-3-8B",
            "Qwen/Qwen3-8B",
            "/runs/a/checkpoint-1",
            "/runs/b/checkpoint-1",
            "./out/",
        ];
        let labels = labels(&models);
        let shown: Vec<&str> = models.iter().map(|model| labels[model].as_str()).collect();
        assert_eq!(
            shown,
            [
                "Llama-3-8B",
                "Qwen/Qwen3-8B",
                "a/checkpoint-1",
                "b/checkpoint-1",
                "out"
            ]
        );
    }
}
