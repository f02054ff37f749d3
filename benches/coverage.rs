//! What intervals and ranks hold, in simulation: `cargo bench --bench coverage` prints the tables
//! of `docs/statistics.md`. An argument names the tables to print: `intervals`, `alike`, `single`,
//! `repeated`, `equal`, `ranks`.

#[path = "../tests/support/random.rs"]
mod random;
#[path = "../tests/support/simulation.rs"]
mod simulation;

use evalboard::{RankIntervals, ScoreKind};
use simulation::{Model, Repeated, Truncation, ranks, spread};

const CHANCES: [f64; 3] = [0.0, 0.25, 0.5];
const RUNS: u64 = 20_000;

fn main() {
    let asked: Vec<String> = std::env::args()
        .skip(1)
        .filter(|word| !word.starts_with('-'))
        .collect();
    let tables: [(&str, fn()); 6] = [
        ("intervals", intervals),
        ("alike", alike),
        ("single", single),
        ("repeated", repeated),
        ("equal", equal),
        ("ranks", rank_intervals),
    ];
    for (name, table) in tables {
        if asked.is_empty() || asked.iter().any(|word| word == name) {
            table();
        }
    }
}

/// Least and greatest figure of some, for each kind of score: `94.1–96.2`.
#[derive(Clone, Copy)]
struct Range([(f64, f64); 4]);

impl Range {
    const EMPTY: Range = Range([(1.0, 0.0); 4]);

    fn add(&mut self, figures: [f64; 4]) {
        for (range, figure) in self.0.iter_mut().zip(figures) {
            *range = (range.0.min(figure), range.1.max(figure));
        }
    }

    fn cells(&self) -> String {
        let text = self
            .0
            .map(|(low, high)| format!("{:.1}–{:.1}", 100.0 * low, 100.0 * high));
        text.join(" | ")
    }
}

fn head(first: &str) {
    let kinds = ScoreKind::ALL.map(ScoreKind::word).join(" | ");
    println!(
        "\n| {first} | {kinds} |\n| {} | --- | --- | --- | --- |",
        first
            .split('|')
            .map(|_| "---")
            .collect::<Vec<_>>()
            .join(" | ")
    );
}

/// One line for each number of responses and kind of truncation: the range over the chances to
/// guess right and over `cases`, lists of accuracies.
fn coverage_table(title: &str, cases: &[Vec<f64>], seed: u64) {
    println!("\n### {title}");
    head("responses a cell | truncation");
    for responses in [20, 100, 500, 2000] {
        for truncation in Truncation::ALL {
            let mut range = Range::EMPTY;
            for (ix, accuracies) in cases.iter().enumerate() {
                for chance in CHANCES {
                    let model = Model {
                        accuracies: accuracies.clone(),
                        chance,
                        truncation,
                    };
                    let seed = seed ^ (ix as u64) << 8 ^ (chance * 4.0) as u64 ^ responses << 12;
                    range.add(model.coverage(responses, RUNS, seed));
                }
            }
            println!(
                "| {responses} | {} | {} |",
                truncation.label(),
                range.cells()
            );
        }
    }
}

fn intervals() {
    for cells in [12, 36] {
        coverage_table(
            &format!("{cells} cells, accuracies from .05 to .98"),
            &[spread(cells)],
            1,
        );
    }
}

fn alike() {
    for cells in [12, 36] {
        for accuracies in [&[0.2, 0.4, 0.6, 0.8][..], &[0.9, 0.98][..]] {
            let cases: Vec<Vec<f64>> = accuracies.iter().map(|a| vec![*a; cells]).collect();
            let shown: Vec<String> = accuracies.iter().map(|a| format!("{a}")).collect();
            coverage_table(
                &format!("{cells} cells, all at {}", shown.join(", ")),
                &cases,
                2,
            );
        }
    }
}

/// The truncation of the first task is .02.
fn single() {
    let cases: Vec<Vec<f64>> = (0..8).map(|ix| vec![0.12 + 0.11 * f64::from(ix)]).collect();
    coverage_table("One cell, accuracy from .12 to .89", &cases, 3);
}

fn repeated() {
    println!("\n### 60 items with 16 answers each");
    head("cells | correlation | answers taken as");
    for (cells, accuracies) in [("one at .6", vec![0.6]), ("12 from .05 to .98", spread(12))] {
        for correlation in [0.2, 0.8] {
            let repeated = Repeated {
                items: 60,
                answers: 16,
                correlation,
            };
            let coverage = repeated.coverage(&accuracies, RUNS, 6);
            for (way, coverage) in ["independent", "clusters"].into_iter().zip(coverage) {
                let figures = coverage.map(|share| format!("{:.1}", 100.0 * share));
                let figures = figures.join(" | ");
                println!("| {cells} | {correlation} | {way} | {figures} |");
            }
        }
    }
}

fn equal() {
    println!("\n### Equal models that are called different");
    head("responses | cells | truncation");
    for responses in [(100, 1000), (30, 120), (50, 50), (500, 500), (20, 2000)] {
        for cells in [12, 36] {
            for truncation in Truncation::ALL {
                let mut range = Range::EMPTY;
                for chance in CHANCES {
                    let model = Model {
                        accuracies: spread(cells),
                        chance,
                        truncation,
                    };
                    range.add(model.called_different(responses, RUNS, 4 ^ (chance * 4.0) as u64));
                }
                let (a, b) = responses;
                println!(
                    "| {a} v {b} | {cells} | {} | {} |",
                    truncation.label(),
                    range.cells()
                );
            }
        }
    }
}

fn rank_intervals() {
    println!("\n### Ranks");
    println!("| models | cells | responses | each | width | all at once | width |");
    println!("| --- | --- | --- | --- | --- | --- | --- |");
    let even =
        |models: usize| (0..models).map(move |ix| 0.3 + 0.4 * ix as f64 / (models - 1) as f64);
    let clusters = |models: usize| (0..models).map(move |ix| if ix % 2 == 0 { 0.45 } else { 0.6 });
    let fields: [(&str, Vec<f64>); 7] = [
        ("5 equal", vec![0.5; 5]),
        ("20 equal", vec![0.5; 20]),
        ("50 equal", vec![0.5; 50]),
        ("20 in two clusters", clusters(20).collect()),
        ("50 in two clusters", clusters(50).collect()),
        ("20 evenly spaced", even(20).collect()),
        ("50 evenly spaced", even(50).collect()),
    ];
    for (name, skills) in &fields {
        for cells in [12, 36] {
            let mixed: fn(usize) -> u64 = |ix| if ix % 4 < 2 { 50 } else { 1000 };
            for (label, responses) in [
                ("100", (|_| 100) as fn(usize) -> u64),
                ("50 and 1,000", mixed),
            ] {
                let run = |intervals| ranks(skills, cells, responses, intervals, RUNS / 20, 5);
                let (each, all) = (run(RankIntervals::Each), run(RankIntervals::All));
                println!(
                    "| {name} | {cells} | {label} | {:.1} | {:.1} | {:.1} | {:.1} |",
                    100.0 * each.each,
                    each.width,
                    100.0 * all.all,
                    all.width
                );
            }
        }
    }
}
