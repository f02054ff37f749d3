//! EvalScope reports: `reports/MODEL/DATASET.json`.

use serde_json::Value;

use super::metric::{Figure, names};
use super::stated::stated_within;
use super::value::{count_at, list_at, number_at, text_at};
use super::{Parsed, Run, Source, Wanted};
use crate::error::Result;
use crate::input::format::{Format, Reader};

pub(in super::super) const FORMAT: Format = Format {
    id: "evalscope",
    label: "EvalScope report",
    endings: &["json"],
    keys: &["dataset_name", "model_name", "metrics", "score"],
    detect: |clues| {
        clues.head.has("dataset_name")
            && clues.head.has("model_name")
            && clues.head.value("metrics") == Some(b'[')
    },
    read: Reader::Results(read),
};

/// Scores are rounded to four decimals.
const RESOLUTION: f64 = 0.00005;

fn read(source: &mut Source, wanted: &Wanted) -> Result<Parsed> {
    let report: Value = source.json()?;
    let text = |key: &str| {
        text_at(&report, key).ok_or_else(|| source.error_at(key, "a report has this text"))
    };
    let (model, dataset) = (text("model_name")?, text("dataset_name")?);
    let task = text_at(&report, "dataset_pretty_name").unwrap_or(dataset);
    let metrics = list_at(&report, "metrics");
    let name = |metric: &Value| {
        let name = text_at(metric, "name").or(text_at(metric, "identity"));
        name.unwrap_or("score").to_owned()
    };
    let figures: Vec<Figure> = metrics
        .iter()
        .filter_map(|metric| Some(Figure::new(&name(metric), number_at(metric, "score")?)))
        .collect();
    let mut parsed = Parsed::default();
    let Some(figure) = wanted.choose(task, &figures) else {
        parsed.without_share(&[format!("{dataset} ({})", names(&figures))]);
        return Ok(parsed);
    };
    let mut chosen = metrics.iter().filter(|metric| name(metric) == figure.name);
    let chosen = chosen.next().unwrap_or(&Value::Null);
    let mut run = |level: &str, accuracy: f64, n: Option<u64>| {
        let evidence = stated_within(RESOLUTION, accuracy, n, None)
            .map_err(|problem| source.error_at(&figure.name, problem))?;
        parsed.runs.push(Run {
            level: level.to_owned(),
            ..Run::new(model, task, &figure.name, evidence)
        });
        Ok(())
    };
    // Subsets that are levels are shown as such; others are parts of the one figure.
    let subsets = subsets(chosen);
    let level = |subset: &&Value| text_at(subset, "name").is_some_and(is_level);
    if subsets.len() > 1 && subsets.iter().all(level) {
        for level in subsets {
            if let (Some(name), Some(score)) = (text_at(level, "name"), number_at(level, "score")) {
                run(name, score, count_at(level, "num"))?;
            }
        }
    } else {
        let n = count_at(chosen, "num").or(count_at(&report, "num"));
        run("", figure.value, n)?;
    }
    Ok(parsed)
}

/// The subsets of a metric, without those that sum others up.
fn subsets(metric: &Value) -> Vec<&Value> {
    let categories = list_at(metric, "categories").iter();
    let is_single = |subset: &&Value| {
        let name = text_at(subset, "name").unwrap_or_default();
        subset["is_aggregate"] != true && !name.eq_ignore_ascii_case("overall")
    };
    categories
        .flat_map(|category| list_at(category, "subsets"))
        .filter(is_single)
        .collect()
}

/// Whether a subset's name is one of a difficulty: `Level 3`, `easy`.
fn is_level(name: &str) -> bool {
    let name = name.to_lowercase();
    matches!(name.as_str(), "easy" | "medium" | "hard") || name.starts_with("level ")
}
