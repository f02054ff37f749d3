//! From a dataset and a selection to a board.

use std::sync::Arc;

use indexmap::IndexSet;
use rayon::prelude::*;

use crate::dataset::{Dataset, Evidence, Level, LevelIx, ModelIx, Task, TaskIx};
use crate::error::Result;
use crate::rank::{Comparisons, Test, rank};
use crate::stats::{CellScore, CellStatistics, ScoreKind, score_interval, score_of};

use super::grid::Grid;
use super::highlight::highlight;
use super::selection::{AccuracyKind, Resolved, Selection};
use super::summary::Summary;
use super::{
    Absence, Accuracy, Board, Columns, Entry, FewTrials, Measured, Recorded, Row, Score, Shortfall,
    TaskCell, Usage,
};

impl Board {
    /// Scores, ranks and highlights what `selection` keeps of `dataset`.
    ///
    /// # Errors
    /// Where the selection names a group, level, task or model that the dataset does not have. A
    /// selection that leaves nothing is not an error: the board is then empty.
    pub fn new(dataset: &Dataset, selection: &Selection) -> Result<Board> {
        Board::of(dataset, selection, Scored::new(dataset, selection)?)
    }

    /// The same, of what [`Scored::new`] made of it.
    pub(crate) fn of(dataset: &Dataset, selection: &Selection, scored: Scored) -> Result<Board> {
        let resolved = selection.resolve(dataset)?;
        let view = View::new(dataset, selection, &resolved);
        let mut warnings = dataset.warnings.clone();
        let mut entries = Vec::new();
        for (model, entry) in scored.entries {
            match entry {
                Some(entry) => entries.push(entry),
                None => warnings.push(
                    "models without any result here are not shown",
                    &dataset.models[model].label,
                ),
            }
        }
        let (levels, tasks) = view.levels_and_tasks();
        let grid = Grid::new(&levels, &tasks);
        let comparisons = scored.comparisons.as_deref();
        let mut entries = in_rank_order(entries, selection, &grid, comparisons);
        highlight(&mut entries, view.levels.len(), tasks.len());
        let few_trials = FewTrials::of(selection.score, &entries, tasks.len());
        let models_before_top = entries.len();
        entries.truncate(selection.top.unwrap_or(usize::MAX));
        let summary = Summary::of(&entries);
        let mut board = Board {
            title: dataset.title.clone(),
            score: selection.score,
            accuracy: selection.accuracy,
            rank_intervals: selection.rank_intervals,
            levels,
            tasks,
            few_trials,
            recorded: recorded(&summary),
            attributes: attributes(&entries),
            summary,
            entries,
            models_before_top,
            filters: resolved.filters,
            inputs: dataset.inputs.clone(),
            warnings,
            columns: Columns::default(),
        };
        board.show(&selection.columns)?;
        Ok(board)
    }
}

/// Models that are scored, and maybe compared: what boards are made of.
#[derive(Debug)]
pub(crate) struct Scored {
    /// Models, each with what is shown of it; `None` where it has no evaluated cell.
    entries: Vec<(usize, Option<Entry>)>,
    /// What comparing these says, and maybe further ones with them.
    pub(crate) comparisons: Option<Arc<Comparisons>>,
}

impl Scored {
    /// Those that `selection` keeps, not compared yet.
    ///
    /// # Errors
    /// As [`Board::new`].
    pub(crate) fn new(dataset: &Dataset, selection: &Selection) -> Result<Scored> {
        let resolved = selection.resolve(dataset)?;
        let view = View::new(dataset, selection, &resolved);
        let entry = |model| (model, view.entry(ModelIx(model)));
        Ok(Scored {
            entries: of_each(&kept(&resolved.models), entry),
            comparisons: None,
        })
    }

    /// Of all models those that `selection` keeps, which differs from theirs in these only.
    ///
    /// # Errors
    /// As [`Board::new`].
    pub(crate) fn part(&self, dataset: &Dataset, selection: &Selection) -> Result<Scored> {
        let kept = kept(&selection.resolve(dataset)?.models);
        Ok(Scored {
            entries: of_each(&kept, |model| self.entries[model].clone()),
            comparisons: self.comparisons.clone(),
        })
    }

    /// What comparing each with each says.
    ///
    /// # Errors
    /// As [`Board::new`].
    pub(crate) fn compare(
        &self,
        dataset: &Dataset,
        selection: &Selection,
    ) -> Result<Arc<Comparisons>> {
        let view = View::new(dataset, selection, &selection.resolve(dataset)?);
        let (levels, tasks) = view.levels_and_tasks();
        let entries = self.entries.iter().filter_map(|(_, entry)| entry.as_ref());
        let contenders = Grid::new(&levels, &tasks).contenders(entries);
        Ok(Arc::new(Comparisons::new(selection.score, &contenders)))
    }
}

fn kept(mask: &[bool]) -> Vec<usize> {
    (0..mask.len()).filter(|ix| mask[*ix]).collect()
}

fn of_each<T: Send>(models: &[usize], result: impl Fn(usize) -> T + Sync) -> Vec<T> {
    // Few are sooner done by one thread.
    let models = models.par_iter().with_min_len(25);
    models.map(|model| result(*model)).collect()
}

/// The part of a dataset that is shown; level and task indices of the board count in these lists.
struct View<'a> {
    dataset: &'a Dataset,
    selection: &'a Selection,
    levels: Vec<usize>,
    tasks: Vec<usize>,
}

impl<'a> View<'a> {
    fn new(dataset: &'a Dataset, selection: &'a Selection, resolved: &Resolved) -> Self {
        View {
            dataset,
            selection,
            levels: kept(&resolved.levels),
            tasks: kept(&resolved.tasks),
        }
    }

    fn levels_and_tasks(&self) -> (Vec<Level>, Vec<Task>) {
        let levels = self
            .levels
            .iter()
            .map(|ix| self.dataset.levels[*ix].clone());
        let tasks = self.tasks.iter().map(|ix| self.dataset.tasks[*ix].clone());
        (levels.collect(), tasks.collect())
    }

    /// One model before ranking; `None` where it has no evaluated cell.
    fn entry(&self, model: ModelIx) -> Option<Entry> {
        let mut rows = Vec::new();
        let mut missing_levels = Vec::new();
        for (ix, level) in self.levels.iter().enumerate() {
            match self.row(model, ix, LevelIx(*level)) {
                Some(row) => rows.push(row),
                None => missing_levels.push(self.dataset.levels[*level].label.clone()),
            }
        }
        let scores = || rows.iter().flat_map(Row::measured).map(|cell| &cell.score);
        let incomplete = !missing_levels.is_empty() || rows.iter().any(|row| row.score.incomplete);
        let overall = score(self.selection.score, scores, incomplete)?;
        let usage = Usage::of(rows.iter().flat_map(Row::measured));
        let about = &self.dataset.models[model.0];
        Some(Entry {
            key: about.key.clone(),
            label: about.label.clone(),
            groups: about.groups.clone(),
            url: about.url.clone(),
            attributes: about.attributes.clone(),
            rank: None,
            block: 0,
            overall,
            usage,
            rows,
            missing_levels,
            test: Test::PLAIN,
        })
    }

    /// One model at one level; `None` where it has no evaluated cell there.
    fn row(&self, model: ModelIx, level: usize, level_ix: LevelIx) -> Option<Row> {
        let mut shortfalls = Vec::new();
        let cells: Vec<TaskCell> = self
            .tasks
            .iter()
            .map(|task| {
                let cell = self.task_cell((model, level_ix, TaskIx(*task)));
                shortfalls.extend(self.shortfall(*task, &cell));
                cell
            })
            .collect();
        let scores = || measured(&cells).map(|cell| &cell.score);
        let score = score(self.selection.score, scores, !shortfalls.is_empty())?;
        let usage = Usage::of(measured(&cells));
        let all_have_tokens = measured(&cells).all(|cell| cell.tokens.is_some());
        let efficiency = usage
            .tokens_per_completion
            .filter(|tokens| all_have_tokens && *tokens > 0.0)
            .map(|tokens| score.value / tokens);
        Some(Row {
            level,
            score,
            best_score: false,
            usage,
            efficiency,
            efficiency_mark: None,
            cells,
            shortfalls,
        })
    }

    fn task_cell(&self, at: (ModelIx, LevelIx, TaskIx)) -> TaskCell {
        let Some(cell) = self.dataset.cells.get(&at) else {
            let pairs = self.dataset.tasks_of_levels.as_ref();
            return TaskCell::Absent(match pairs {
                Some(pairs) if !pairs.contains(&(at.1, at.2)) => Absence::OtherLevel,
                _ => Absence::NoResult,
            });
        };
        let counts = match &cell.evidence {
            Evidence::Counts(counts) => Some(*counts),
            Evidence::Estimate(_) => None,
        };
        let statistics = match CellStatistics::of(&cell.evidence) {
            Ok(statistics) => statistics,
            Err(reason) => return TaskCell::Absent(Absence::NotEvaluated { reason, counts }),
        };
        let adjusted = Accuracy::adjusted(&statistics, counts.as_ref());
        TaskCell::Measured(Measured {
            shown: match self.selection.accuracy {
                AccuracyKind::Adjusted => adjusted,
                AccuracyKind::Raw => counts.as_ref().map_or(adjusted, Accuracy::raw),
            },
            adjusted,
            centre: statistics.centre,
            margin: statistics.margin,
            truncation: statistics.truncation,
            counts,
            responses: cell.responses(),
            tokens: cell.tokens,
            points: cell.points,
            score: CellScore::new(self.selection.score, &statistics),
            provenance: self.dataset.provenance.get(&at).cloned(),
            best: false,
        })
    }

    fn shortfall(&self, task: usize, cell: &TaskCell) -> Option<Shortfall> {
        let task = &self.dataset.tasks[task];
        let label = || task.label.clone();
        let Some(cell) = cell.measured() else {
            return cell.is_hole().then(|| Shortfall::Missing { task: label() });
        };
        if let (Some(has), Some(expected)) = (cell.points, task.points)
            && has < expected
        {
            return Some(Shortfall::Points {
                task: label(),
                has,
                expected,
            });
        }
        let wanted = self.selection.min_trials;
        cell.responses
            .filter(|has| *has < wanted)
            .map(|has| Shortfall::Responses {
                task: label(),
                has,
                wanted,
            })
    }
}

fn measured(cells: &[TaskCell]) -> impl Iterator<Item = &Measured> + Clone {
    cells.iter().filter_map(TaskCell::measured)
}

/// The score over some cells; `None` without cells.
fn score<'a, I: Iterator<Item = &'a CellScore>>(
    kind: ScoreKind,
    cells: impl Fn() -> I,
    incomplete: bool,
) -> Option<Score> {
    let value = score_of(kind, cells())?;
    Some(Score {
        kind,
        value,
        interval: score_interval(kind, cells()),
        incomplete,
        band: kind.band(value),
    })
}

/// The entries from top to bottom, with blocks and ranks.
fn in_rank_order(
    entries: Vec<Entry>,
    selection: &Selection,
    grid: &Grid,
    comparisons: Option<&Comparisons>,
) -> Vec<Entry> {
    let contenders = grid.contenders(entries.iter());
    let standings = rank(
        selection.score,
        &contenders,
        grid.tasks(),
        selection.rank_intervals,
        comparisons,
    );
    drop(contenders);
    let mut entries: Vec<Option<Entry>> = entries.into_iter().map(Some).collect();
    standings
        .into_iter()
        .filter_map(|standing| {
            let mut entry = entries[standing.contender].take()?;
            entry.rank = standing.rank;
            entry.block = standing.block;
            entry.test = standing.test;
            Some(entry)
        })
        .collect()
}

fn attributes(entries: &[Entry]) -> Vec<String> {
    let names = entries.iter().flat_map(|entry| entry.attributes.keys());
    let names: IndexSet<&String> = names.collect();
    names.into_iter().cloned().collect()
}

fn recorded(Summary { usage, known, .. }: &Summary) -> Recorded {
    Recorded {
        truncation: usage.cells_with_truncation > 0,
        guess_chance: known.guess_chance > 0,
        tokens: usage.cells_with_tokens > 0,
        intervals: known.intervals > 0,
        standard_errors: known.standard_errors > 0,
        unknown_intervals: known.intervals < usage.cells,
    }
}
