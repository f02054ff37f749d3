//! Writes the made-up dataset of `golden/reasonscape`: a config, and bucket files as `evaluate`
//! writes them.
//!
//! ```sh
//! cargo run --example generate_golden
//! ```
//!
//! Seeded: the same files at each run. Every model has a skill, every task a difficulty and a
//! chance to be right by guessing; answers are drawn from what both give together. Longer answers
//! are cut off more often at the harder levels.

#[path = "../tests/support/random.rs"]
mod random;

use std::error::Error;
use std::fs;
use std::path::Path;

use evalboard::internals::stats::wilson;
use random::Random;
use serde_json::{Map, Value, json};

/// What makes a model.
struct Model {
    key: &'static str,
    label: &'static str,
    groups: &'static [&'static str],
    /// Log-odds of being right on a task of no difficulty.
    skill: f64,
    /// Mean tokens of an answer at the easy level.
    tokens: f64,
    /// How much of the answers is cut off at the hard level, where answers are as long as can be.
    cut_off: f64,
    /// The file that holds it.
    file: &'static str,
}

const MODELS: [Model; 14] = [
    model(
        "aurora-max+zerocot+greedy",
        "Aurora Max",
        &["top", "production", "size:large", "family:aurora"],
        3.9,
        640.0,
        0.03,
        "aurora",
    ),
    model(
        "aurora-mid+zerocot+greedy",
        "Aurora Mid",
        &["production", "size:mid", "family:aurora"],
        2.2,
        520.0,
        0.05,
        "aurora",
    ),
    model(
        "aurora-nano+zerocot+greedy",
        "Aurora Nano",
        &["size:small", "family:aurora"],
        0.1,
        410.0,
        0.09,
        "aurora",
    ),
    model(
        "basalt-r2+thinking+t06",
        "Basalt R2 (thinking)",
        &["top", "size:large", "family:basalt"],
        4.6,
        3150.0,
        0.34,
        "basalt",
    ),
    model(
        "basalt-r2-mini+thinking+t06",
        "Basalt R2 mini (thinking)",
        &["top", "production", "size:mid", "family:basalt"],
        3.3,
        2480.0,
        0.42,
        "basalt",
    ),
    model(
        "basalt-i1+zerocot+greedy",
        "Basalt I1",
        &["size:mid", "family:basalt"],
        1.3,
        450.0,
        0.04,
        "basalt",
    ),
    model(
        "cirrus-235b+thinking+t06",
        "Cirrus 235B (thinking)",
        &["top", "size:large", "family:cirrus"],
        4.2,
        2210.0,
        0.18,
        "cirrus",
    ),
    model(
        "cirrus-235b+zerocot+greedy",
        "Cirrus 235B",
        &["top", "production", "size:large", "family:cirrus"],
        2.9,
        610.0,
        0.05,
        "cirrus",
    ),
    model(
        "cirrus-32b+zerocot+greedy",
        "Cirrus 32B",
        &["production", "size:mid", "family:cirrus"],
        1.8,
        560.0,
        0.06,
        "cirrus",
    ),
    model(
        "cirrus-8b+zerocot+greedy",
        "Cirrus 8B",
        &["size:small", "family:cirrus"],
        0.6,
        530.0,
        0.12,
        "cirrus",
    ),
    model(
        "delta-med+zerocot+t03",
        "Delta Medium",
        &["production", "size:mid", "family:delta"],
        2.0,
        480.0,
        0.02,
        "others",
    ),
    model(
        "echo-13b+zeroshot+greedy",
        "Echo 13B",
        &["size:mid", "family:echo"],
        -0.4,
        160.0,
        0.0,
        "others",
    ),
    model(
        "echo-3b+zeroshot+greedy",
        "Echo 3B",
        &["size:small", "family:echo"],
        -1.5,
        150.0,
        0.01,
        "others",
    ),
    model(
        "fjord-7b+zerocot+t03",
        "Fjord 7B",
        &["size:small", "family:fjord"],
        0.4,
        980.0,
        0.85,
        "others",
    ),
];

const fn model(
    key: &'static str,
    label: &'static str,
    groups: &'static [&'static str],
    skill: f64,
    tokens: f64,
    cut_off: f64,
    file: &'static str,
) -> Model {
    Model {
        key,
        label,
        groups,
        skill,
        tokens,
        cut_off,
        file,
    }
}

/// What makes a task.
struct Task {
    key: &'static str,
    label: &'static str,
    difficulty: f64,
    /// How much harder each level is than the one before.
    step: f64,
    choices: u64,
    points: u64,
    /// Length of answers against the model's mean.
    length: f64,
}

const TASKS: [Task; 12] = [
    task("arithmetic", "Arithmetic", 0.4, 1.7, 0, 26, 1.2),
    task("boolean", "Boolean", 0.9, 0.8, 2, 20, 0.8),
    task("brackets", "Brackets", 1.1, 1.4, 0, 18, 1.1),
    task("cars", "Cars", 1.5, 0.9, 0, 16, 1.3),
    task("dates", "Dates", 0.2, 0.7, 0, 12, 0.7),
    task("letters", "Letters", 0.8, 0.9, 0, 24, 0.9),
    task("movies", "Movies", -0.3, 0.3, 4, 24, 0.4),
    task("objects", "Objects", 0.1, 0.8, 0, 24, 0.7),
    task("sequence", "Sequence", 1.3, 1.0, 0, 16, 1.4),
    task("shapes", "Shapes", 1.7, 0.6, 8, 20, 1.0),
    task("shuffle", "Shuffle", 0.6, 1.2, 7, 24, 1.0),
    task("sort", "Sort", 0.3, 1.5, 0, 20, 1.6),
];

const fn task(
    key: &'static str,
    label: &'static str,
    difficulty: f64,
    step: f64,
    choices: u64,
    points: u64,
    length: f64,
) -> Task {
    Task {
        key,
        label,
        difficulty,
        step,
        choices,
        points,
        length,
    }
}

const LEVELS: [(&str, &str); 3] = [
    ("normal+low+0", "Normal (easy)"),
    ("normal+low+1", "Normal (medium)"),
    ("normal+low+2", "Normal (hard)"),
];

/// Responses of a point.
const RESPONSES: u64 = 32;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("golden/reasonscape");
    fs::create_dir_all(folder.join("results"))?;
    let text = serde_json::to_string_pretty(&config())? + "\n";
    fs::write(folder.join("dataset.json"), text)?;
    let mut random = Random::new(2_026);
    for file in ["aurora", "basalt", "cirrus", "others"] {
        let mut lines = Vec::new();
        for model in MODELS.iter().filter(|model| model.file == file) {
            for (degree, (level, _)) in LEVELS.iter().enumerate() {
                for task in &TASKS {
                    for (key, bucket) in buckets(&mut random, model, task, degree, level) {
                        lines.push(format!("{}: {bucket}", Value::from(key)));
                    }
                }
            }
        }
        let text = format!("{{\"buckets\": {{\n{}\n}}}}\n", lines.join(",\n"));
        fs::write(
            folder.join("results").join(file).with_extension("json"),
            text,
        )?;
    }
    Ok(())
}

fn config() -> Value {
    let scenarios: Map<String, Value> = MODELS
        .iter()
        .map(|m| {
            (
                m.key.to_owned(),
                json!({"label": m.label, "groups": m.groups}),
            )
        })
        .collect();
    let tasks: Map<String, Value> = TASKS
        .iter()
        .map(|t| {
            (
                t.key.to_owned(),
                json!({"label": t.label, "points": t.points}),
            )
        })
        .collect();
    let levels: Map<String, Value> = LEVELS
        .iter()
        .map(|(key, label)| ((*key).to_owned(), json!({"label": label})))
        .collect();
    json!({
        "title": "Reasoning at three levels (generated models)",
        "inputs": ["results/*.json"],
        "scenarios": scenarios,
        "basetasks": tasks,
        "manifolds": levels,
    })
}

/// The buckets of a model's task at a level: as a rule one for all its points.
fn buckets(
    random: &mut Random,
    model: &Model,
    task: &Task,
    degree: usize,
    level: &str,
) -> Vec<(String, Value)> {
    // A bend of each pair of model and task, the same at all levels.
    let bend = (hash(model.key, task.key) % 1000) as f64 / 1000.0 - 0.5;
    let odds = model.skill + 1.6 * bend - task.difficulty - task.step * degree as f64;
    let accuracy = 1.0 / (1.0 + libm::exp(-odds));
    let long = task.length * (1.0 + 0.45 * degree as f64);
    let cut_off = (model.cut_off * (long / 3.0) * (long / 3.0)).min(1.0);
    let points = match (model.key, task.key, degree) {
        // Not evaluated.
        ("echo-3b+zeroshot+greedy", "shapes" | "cars", 2) => return Vec::new(),
        ("delta-med+zerocot+t03", _, 2) => return Vec::new(),
        ("fjord-7b+zerocot+t03", "movies", 0) => return Vec::new(),
        // Begun, not finished.
        ("cirrus-8b+zerocot+greedy", "letters", 1) => task.points / 3,
        _ => task.points,
    };
    // Everything cut off.
    let cut_off = if (model.key, task.key, degree) == ("fjord-7b+zerocot+t03", "sort", 2) {
        1.0
    } else {
        cut_off
    };
    let scenario = format!("{}/{level}", model.key);
    let mut bucket = |points: u64, btype: &str| {
        let responses = points * RESPONSES;
        let truncated = random.binomial(responses, cut_off);
        let total = responses - truncated;
        let chance = if task.choices == 0 {
            0.0
        } else {
            1.0 / task.choices as f64
        };
        let correct = random.binomial(total, accuracy + (1.0 - accuracy) * chance);
        let tokens =
            (model.tokens * long * responses as f64) as u64 + random.binomial(responses, 0.5);
        let trials = total as f64 * (1.0 - chance);
        let successes = (correct as f64 - total as f64 * chance).clamp(0.0, trials);
        let interval = wilson(successes, trials);
        let (name, template, sampler) = parts(model.key);
        json!({
            "btype": btype, "scenario": scenario, "base_task": task.key,
            "model": name, "template": template, "param_name": sampler,
            "total": total, "correct": correct, "invalid": (total - correct) / 9,
            "truncated": truncated,
            "adjusted_successes": successes, "adjusted_trials": trials,
            "adjusted_center": interval.centre, "adjusted_margin": interval.margin,
            "truncated_ratio": truncated as f64 / responses as f64,
            "bcount": points, "completion_tokens_total": tokens,
        })
    };
    if model.key.starts_with("echo-13b") {
        // A file of an older evaluation holds points only.
        let point =
            |ix: u64, bucket: Value| (format!("{scenario} {} point {ix}", task.key), bucket);
        return (0..points.div_ceil(8))
            .map(|ix| point(ix, bucket(8.min(points - 8 * ix), "point")))
            .collect();
    }
    vec![(
        format!("{scenario} {}", task.key),
        bucket(points, "scenario_base_task"),
    )]
}

fn parts(key: &str) -> (&str, &str, &str) {
    let mut parts = key.splitn(3, '+');
    let mut next = || parts.next().unwrap_or_default();
    (next(), next(), next())
}

/// FNV-1a of two names.
fn hash(a: &str, b: &str) -> u64 {
    a.bytes()
        .chain(b.bytes())
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        })
}
