//! Simulated evaluations of models that are truly known: what intervals cover, how often equal
//! models are called different, and whether rank intervals hold the true ranks. Seeded: the same
//! figures everywhere.

use evalboard::internals::rank::{Contender, beyond, compare, rank};
use evalboard::internals::stats::{CellScore, CellStatistics, Z, score_interval, score_of};
use evalboard::{Clusters, Counts, Evidence, RankIntervals, ScoreKind};
use rayon::prelude::*;

use super::random::Random;

/// What harnesses say of truncation, and how much there is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Truncation {
    /// Nothing is recorded.
    NotRecorded,
    /// It is recorded, and there is none.
    None,
    /// .02 to .12, another for each task.
    Some,
}

impl Truncation {
    pub const ALL: [Truncation; 3] = [Truncation::NotRecorded, Truncation::None, Truncation::Some];

    pub fn label(self) -> &'static str {
        match self {
            Truncation::NotRecorded => "not recorded",
            Truncation::None => "none",
            Truncation::Some => ".02 to .12",
        }
    }

    fn share(self, task: usize) -> f64 {
        match self {
            Truncation::Some => 0.02 + 0.02 * (task % 6) as f64,
            _ => 0.0,
        }
    }
}

/// A model as it truly is.
#[derive(Debug, Clone)]
pub struct Model {
    /// Accuracy beyond guessing in each cell.
    pub accuracies: Vec<f64>,
    /// Chance to be right by guessing, the same in all cells.
    pub chance: f64,
    pub truncation: Truncation,
}

/// `cells` accuracies from .05 to .98.
pub fn spread(cells: usize) -> Vec<f64> {
    let step = 0.93 / (cells - 1) as f64;
    (0..cells).map(|cell| 0.05 + step * cell as f64).collect()
}

impl Model {
    /// One evaluation with `responses` responses a cell, as each kind of score takes it.
    fn evaluate(&self, random: &mut Random, responses: u64) -> Vec<CellStatistics> {
        let cells = self.accuracies.iter().enumerate().map(|(task, accuracy)| {
            let truncated = random.binomial(responses, self.truncation.share(task));
            let trials = responses - truncated;
            let correct = random.binomial(trials, accuracy + (1.0 - accuracy) * self.chance);
            let recorded = (self.truncation != Truncation::NotRecorded).then_some(truncated);
            let lucky = trials as f64 * self.chance;
            let counts = Counts::new(trials, correct, recorded, Some(lucky)).unwrap();
            CellStatistics::of(&Evidence::Counts(counts)).unwrap()
        });
        cells.collect()
    }

    /// Share of `runs` evaluations whose interval holds the mean score of them all, for each kind
    /// of score.
    pub fn coverage(&self, responses: u64, runs: u64, seed: u64) -> [f64; 4] {
        let run = |run| self.evaluate(&mut Random::new(seed ^ run << 20), responses);
        coverage(&(0..runs).into_par_iter().map(run).collect::<Vec<_>>())
    }

    /// Share of `runs` pairs of evaluations, with these numbers of responses, that the plain test
    /// calls different.
    pub fn called_different(&self, responses: (u64, u64), runs: u64, seed: u64) -> [f64; 4] {
        let found: Vec<[bool; 4]> = (0..runs)
            .into_par_iter()
            .map(|run| {
                let mut random = Random::new(seed ^ run << 20);
                let first = self.evaluate(&mut random, responses.0);
                let second = self.evaluate(&mut random, responses.1);
                ScoreKind::ALL.map(|kind| {
                    let [first, second] = [&first, &second].map(|cells| scores(kind, cells));
                    beyond(
                        compare(kind, &optional(&first), &optional(&second)).z(0.0),
                        Z,
                    )
                    .is_some()
                })
            })
            .collect();
        [0, 1, 2, 3]
            .map(|kind| found.iter().filter(|found| found[kind]).count() as f64 / runs as f64)
    }
}

/// Share of evaluations whose interval holds the mean score of them all, for each kind of score.
fn coverage(evaluations: &[Vec<CellStatistics>]) -> [f64; 4] {
    ScoreKind::ALL.map(|kind| {
        let found: Vec<(f64, f64, f64)> = evaluations
            .par_iter()
            .map(|cells| {
                let scores = scores(kind, cells);
                let (low, high) = score_interval(kind, scores.iter()).unwrap();
                (score_of(kind, scores.iter()).unwrap(), low, high)
            })
            .collect();
        let mean = found.iter().map(|(score, ..)| score).sum::<f64>() / found.len() as f64;
        let held = found
            .iter()
            .filter(|(_, low, high)| (*low..=*high).contains(&mean));
        held.count() as f64 / found.len() as f64
    })
}

/// Items that are answered several times each.
#[derive(Debug, Clone, Copy)]
pub struct Repeated {
    pub items: u64,
    pub answers: u64,
    /// Between any two answers to one item.
    pub correlation: f64,
}

impl Repeated {
    /// As [`Model::coverage`], of evaluations with these items in each cell: with all answers taken
    /// as independent, and with those to an item as a cluster.
    pub fn coverage(&self, accuracies: &[f64], runs: u64, seed: u64) -> [[f64; 4]; 2] {
        let evaluations: Vec<_> = (0..runs)
            .into_par_iter()
            .map(|run| {
                let mut random = Random::new(seed ^ run << 20);
                let cells = accuracies
                    .iter()
                    .map(|accuracy| self.evaluate(&mut random, *accuracy));
                cells.unzip::<_, _, Vec<_>, Vec<_>>()
            })
            .collect();
        let (independent, clustered): (Vec<_>, Vec<_>) = evaluations.into_iter().unzip();
        [coverage(&independent), coverage(&clustered)]
    }

    /// An answer is that of its item with the chance `sqrt(correlation)`, else one of its own: two
    /// answers to an item then have that correlation.
    fn evaluate(&self, random: &mut Random, accuracy: f64) -> (CellStatistics, CellStatistics) {
        let mut clusters = Clusters::default();
        let mut correct = 0;
        for _ in 0..self.items {
            let alike = random.binomial(self.answers, self.correlation.sqrt());
            let of_item = random.binomial(1, accuracy) * alike;
            let right = of_item + random.binomial(self.answers - alike, accuracy);
            clusters.add(right, self.answers);
            correct += right;
        }
        let counts = Counts::new(self.items * self.answers, correct, None, None).unwrap();
        let of = |counts| CellStatistics::of(&Evidence::Counts(counts)).unwrap();
        (of(counts), of(counts.with_clusters(clusters).unwrap()))
    }
}

/// What a board's rank intervals held.
pub struct Ranks {
    /// Share of models whose interval held the true rank, over all boards.
    pub each: f64,
    /// Share of boards on which all did.
    pub all: f64,
    /// Mean width of the intervals, in ranks.
    pub width: f64,
}

/// Ranks of `boards` boards of models with these accuracies in all of `cells` cells (plus what
/// tasks differ by), with the responses that `responses` says for each model. The true rank of
/// equal models is any that they share.
pub fn ranks(
    skills: &[f64],
    cells: usize,
    responses: fn(usize) -> u64,
    intervals: RankIntervals,
    boards: u64,
    seed: u64,
) -> Ranks {
    let kind = ScoreKind::Reason;
    let model = |skill: &f64| Model {
        accuracies: (0..cells)
            .map(|cell| skill + 0.3 * (cell as f64 / (cells - 1) as f64 - 0.5))
            .collect(),
        chance: 0.0,
        truncation: Truncation::NotRecorded,
    };
    let models: Vec<Model> = skills.iter().map(model).collect();
    let found: Vec<(usize, usize)> = (0..boards)
        .into_par_iter()
        .map(|board| {
            let mut random = Random::new(seed ^ board << 20);
            let evaluated = models.iter().enumerate().map(|(ix, model)| {
                let statistics = model.evaluate(&mut random, responses(ix));
                scores(kind, &statistics)
            });
            let rows: Vec<Vec<CellScore>> = evaluated.collect();
            let contenders: Vec<Contender<'_>> = rows
                .iter()
                .map(|row| Contender {
                    label: "",
                    key: "",
                    cells: optional(row),
                })
                .collect();
            let standings = rank(kind, &contenders, cells, intervals, None);
            let ranks = standings
                .iter()
                .map(|standing| (standing.contender, standing.rank.unwrap()));
            ranks.fold((0, 0), |(held, width), (model, rank)| {
                let better = skills
                    .iter()
                    .filter(|skill| **skill > skills[model])
                    .count();
                let worse = skills
                    .iter()
                    .filter(|skill| **skill < skills[model])
                    .count();
                let holds = rank.low <= 1 + better && rank.high >= skills.len() - worse;
                (held + usize::from(holds), width + rank.high - rank.low + 1)
            })
        })
        .collect();
    let total = (boards as usize * skills.len()) as f64;
    let whole = found.iter().filter(|(held, _)| *held == skills.len());
    Ranks {
        each: found.iter().map(|(held, _)| held).sum::<usize>() as f64 / total,
        all: whole.count() as f64 / boards as f64,
        width: found.iter().map(|(_, width)| width).sum::<usize>() as f64 / total,
    }
}

fn scores(kind: ScoreKind, cells: &[CellStatistics]) -> Vec<CellScore> {
    cells
        .iter()
        .map(|cell| CellScore::new(kind, cell))
        .collect()
}

fn optional(cells: &[CellScore]) -> Vec<Option<&CellScore>> {
    cells.iter().map(Some).collect()
}
