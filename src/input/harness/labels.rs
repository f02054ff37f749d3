//! How models are shown: a path on somebody's disk by its last parts.

use std::collections::BTreeMap;

/// The label of each model: its name, but of a path only the last component, or as many as tell it
/// from others.
pub(super) fn labels<'a>(models: &[&'a str]) -> BTreeMap<&'a str, String> {
    let mut labels: BTreeMap<&str, String> = models
        .iter()
        .map(|model| (*model, tail(model, 1)))
        .collect();
    for depth in 2..8 {
        let mut uses: BTreeMap<&str, usize> = BTreeMap::new();
        labels
            .values()
            .for_each(|label| *uses.entry(label).or_default() += 1);
        let shared: Vec<&str> = labels
            .iter()
            .filter(|(model, label)| uses[label.as_str()] > 1 && is_path(model))
            .map(|(model, _)| *model)
            .collect();
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
    let parts: Vec<&str> = model
        .split(['/', '\\'])
        .filter(|part| !part.is_empty() && *part != ".")
        .collect();
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
