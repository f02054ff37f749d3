//! Ranking of large boards: `cargo bench --bench rank`.

use criterion::{Criterion, criterion_group, criterion_main};
use evalboard::internals::rank::{Contender, rank};
use evalboard::internals::stats::{CellScore, CellStatistics};
use evalboard::{Counts, Evidence, RankIntervals, ScoreKind};

const CELLS: usize = 36;

/// What the models of a board have in common.
#[derive(Clone, Copy, PartialEq)]
enum Cells {
    /// All cells with the same trials.
    EqualTrials,
    /// All cells, each with trials of its own.
    OtherTrials,
    /// Each model lacks a fifth of the cells.
    Sparse,
}

/// `models` models with 36 cells each.
fn rows(models: usize, kind: Cells) -> Vec<Vec<Option<CellScore>>> {
    let mut state = 1u64;
    let mut random = |below: u64| {
        state = state
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        (state >> 33) % below
    };
    (0..models)
        .map(|_| {
            (0..CELLS)
                .map(|_| {
                    let trials = if kind == Cells::EqualTrials {
                        600
                    } else {
                        100 + random(1000)
                    };
                    let correct = random(trials + 1);
                    let truncated = if kind == Cells::EqualTrials {
                        10
                    } else {
                        random(20)
                    };
                    let present = kind != Cells::Sparse || random(5) > 0;
                    let counts = Counts::new(trials, correct, Some(truncated), None).ok()?;
                    let statistics = CellStatistics::of(&Evidence::Counts(counts)).ok()?;
                    present.then(|| CellScore::new(ScoreKind::Reason, &statistics))
                })
                .collect()
        })
        .collect()
}

fn ranking(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("rank 2,000 models x 36 cells");
    group.sample_size(10);
    for (name, kind) in [
        ("equal trials", Cells::EqualTrials),
        ("other trials", Cells::OtherTrials),
        ("sparse", Cells::Sparse),
    ] {
        let rows = rows(2000, kind);
        let contenders: Vec<Contender<'_>> = rows
            .iter()
            .map(|row| Contender {
                label: "",
                key: "",
                cells: row.iter().map(Option::as_ref).collect(),
            })
            .collect();
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                rank(
                    ScoreKind::Reason,
                    &contenders,
                    12,
                    RankIntervals::Each,
                    None,
                )
            });
        });
    }
    group.finish();
}

criterion_group!(benches, ranking);
criterion_main!(benches);
