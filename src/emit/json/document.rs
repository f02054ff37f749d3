//! The members of the document; `schema/board.schema.json` says what they mean.

mod cell;

use std::path::Path;

use indexmap::IndexMap;
use serde::{Serialize, Serializer};

use crate::board::{self, Board, Mark, Shortfall};
use crate::dataset;
use crate::format::exported;

use super::VERSION;
use cell::Cell;

/// A float as exports give it.
struct Figure(f64);

impl Serialize for Figure {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(exported(self.0))
    }
}

#[derive(Serialize)]
pub(super) struct Document<'a> {
    format: &'static str,
    version: u32,
    generator: &'static str,
    title: Option<&'a str>,
    score: ScoreKind,
    rank_intervals: &'static str,
    accuracy: &'static str,
    filters: Vec<Filter>,
    inputs: Vec<Input>,
    levels: Vec<Level<'a>>,
    tasks: Vec<Task<'a>>,
    recorded: Recorded,
    summary: Summary<'a>,
    models: Vec<Model<'a>>,
}

#[derive(Serialize)]
struct ScoreKind {
    kind: &'static str,
    name: &'static str,
    formula: String,
}

#[derive(Serialize)]
struct Filter {
    name: &'static str,
    value: String,
}

#[derive(Serialize)]
struct Input {
    file: String,
    kind: &'static str,
}

#[derive(Serialize)]
struct Level<'a> {
    key: &'a str,
    label: &'a str,
}

#[derive(Serialize)]
struct Task<'a> {
    key: &'a str,
    label: &'a str,
    points: Option<u64>,
}

#[derive(Serialize)]
struct Recorded {
    truncation: bool,
    guess_chance: bool,
    tokens: bool,
    standard_errors: bool,
    unknown_intervals: bool,
}

#[derive(Serialize)]
struct Summary<'a> {
    models: usize,
    models_before_top: usize,
    rows: usize,
    incomplete_rows: usize,
    cells_missing: usize,
    cells_truncated: usize,
    usage: Usage,
    bands: Vec<Band>,
    best_models: Vec<&'a str>,
    best_efficiency: Option<Place<'a>>,
}

#[derive(Serialize)]
struct Band {
    name: &'static str,
    from: Figure,
    rows: usize,
}

#[derive(Serialize)]
struct Place<'a> {
    model: &'a str,
    level: &'a str,
}

#[derive(Serialize)]
struct Model<'a> {
    key: &'a str,
    label: &'a str,
    groups: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    attributes: &'a IndexMap<String, String>,
    rank: Option<Rank>,
    block: usize,
    score: Score,
    usage: Usage,
    missing_levels: &'a [String],
    rows: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Rank {
    place: usize,
    low: usize,
    high: usize,
    outside: bool,
    provisional: bool,
}

#[derive(Serialize)]
struct Score {
    value: Figure,
    low: Option<Figure>,
    high: Option<Figure>,
    incomplete: bool,
    band: Option<&'static str>,
}

#[derive(Serialize)]
struct Usage {
    tests: Option<u64>,
    cells: usize,
    cells_with_tests: usize,
    cells_with_truncation: usize,
    cells_with_tokens: usize,
    tests_per_task: Option<Figure>,
    truncated: Option<u64>,
    truncation: Option<Figure>,
    total_tokens: Option<Figure>,
    tokens_per_completion: Option<Figure>,
}

#[derive(Serialize)]
struct Row<'a> {
    level: &'a str,
    level_key: &'a str,
    score: Score,
    best_score: bool,
    efficiency: Option<Figure>,
    efficiency_mark: Option<&'static str>,
    usage: Usage,
    lacks: Vec<Lack<'a>>,
    cells: Vec<Cell<'a>>,
}

#[derive(Serialize)]
struct Lack<'a> {
    task: &'a str,
    what: &'static str,
    has: Option<u64>,
    expected: Option<u64>,
}

/// What the document says of `board`.
pub(super) fn document(board: &Board) -> Document<'_> {
    let filters = board.filters.iter().map(|filter| Filter {
        name: filter.as_str(),
        value: filter.value(),
    });
    let levels = board.levels.iter().map(|level| Level {
        key: level.key(),
        label: &level.label,
    });
    let tasks = board.tasks.iter().map(|task| Task {
        key: &task.key,
        label: &task.label,
        points: task.points,
    });
    let models = board.entries.iter().map(|entry| model(board, entry));
    Document {
        format: "evalboard",
        version: VERSION,
        generator: concat!("evalboard ", env!("CARGO_PKG_VERSION")),
        title: board.title.as_deref(),
        score: ScoreKind {
            kind: board.score.word(),
            name: board.score.title(),
            formula: board.cell_formula(),
        },
        rank_intervals: board.rank_intervals.word(),
        accuracy: board.accuracy.word(),
        filters: filters.collect(),
        inputs: board.inputs.iter().map(input).collect(),
        levels: levels.collect(),
        tasks: tasks.collect(),
        recorded: Recorded {
            truncation: board.recorded.truncation,
            guess_chance: board.recorded.guess_chance,
            tokens: board.recorded.tokens,
            standard_errors: board.recorded.standard_errors,
            unknown_intervals: board.recorded.unknown_intervals,
        },
        summary: summary(board),
        models: models.collect(),
    }
}

fn input(input: &dataset::Input) -> Input {
    Input {
        file: name(&input.file),
        kind: input.kind,
    }
}

/// The name of a file without its folders: an export tells nothing of the machine that made it.
fn name(file: &Path) -> String {
    let name = file.file_name();
    name.map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

fn summary(board: &Board) -> Summary<'_> {
    let summary = &board.summary;
    let key = |entry: usize| board.entries[entry].key.as_str();
    let bands = summary.bands.iter().map(|count| Band {
        name: count.band.name(),
        from: Figure(count.band.from()),
        rows: count.rows,
    });
    let best_models = summary.best_models.iter().map(|entry| key(*entry));
    Summary {
        models: board.entries.len(),
        models_before_top: board.models_before_top,
        rows: summary.rows,
        incomplete_rows: summary.incomplete_rows,
        cells_missing: summary.holes,
        cells_truncated: summary.truncated_cells,
        usage: usage(&summary.usage),
        bands: bands.collect(),
        best_models: best_models.collect(),
        best_efficiency: summary.best_efficiency.map(|(entry, row)| Place {
            model: key(entry),
            level: &board.levels[board.entries[entry].rows[row].level].label,
        }),
    }
}

fn model<'a>(board: &'a Board, entry: &'a board::Entry) -> Model<'a> {
    Model {
        key: &entry.key,
        label: &entry.label,
        groups: &entry.groups,
        url: entry.url.as_deref(),
        attributes: &entry.attributes,
        rank: entry.rank.map(|rank| Rank {
            place: rank.place,
            low: rank.low,
            high: rank.high,
            outside: rank.is_outside(),
            provisional: rank.provisional,
        }),
        block: entry.block,
        score: score(&entry.overall),
        usage: usage(&entry.usage),
        missing_levels: &entry.missing_levels,
        rows: entry.rows.iter().map(|each| row(board, each)).collect(),
    }
}

fn score(score: &board::Score) -> Score {
    Score {
        value: Figure(score.value),
        low: score.interval.map(|ends| Figure(ends.0)),
        high: score.interval.map(|ends| Figure(ends.1)),
        incomplete: score.incomplete,
        band: score.band.map(crate::stats::Band::name),
    }
}

fn usage(usage: &board::Usage) -> Usage {
    Usage {
        tests: usage.tests,
        cells: usage.cells,
        cells_with_tests: usage.cells_with_tests,
        cells_with_truncation: usage.cells_with_truncation,
        cells_with_tokens: usage.cells_with_tokens,
        tests_per_task: usage.tests_per_task.map(Figure),
        truncated: usage.truncated,
        truncation: usage.truncation.map(Figure),
        total_tokens: usage.total_tokens.map(Figure),
        tokens_per_completion: usage.tokens_per_completion.map(Figure),
    }
}

fn row<'a>(board: &'a Board, row: &'a board::Row) -> Row<'a> {
    let cells = row.cells.iter().zip(&board.tasks);
    Row {
        level: &board.levels[row.level].label,
        level_key: board.levels[row.level].key(),
        score: score(&row.score),
        best_score: row.best_score,
        efficiency: row.efficiency.map(Figure),
        efficiency_mark: row.efficiency_mark.map(|mark| match mark {
            Mark::Best => "best",
            Mark::Worst => "worst",
        }),
        usage: usage(&row.usage),
        lacks: row.shortfalls.iter().map(lack).collect(),
        cells: cells.map(|(cell, task)| Cell::of(cell, task)).collect(),
    }
}

fn lack(shortfall: &Shortfall) -> Lack<'_> {
    let (task, what, counts) = match shortfall {
        Shortfall::Missing { task } => (task, "result", None),
        Shortfall::Points {
            task,
            has,
            expected,
        } => (task, "points", Some((*has, *expected))),
        Shortfall::Responses { task, has, wanted } => (task, "responses", Some((*has, *wanted))),
    };
    Lack {
        task,
        what,
        has: counts.map(|(has, _)| has),
        expected: counts.map(|(_, expected)| expected),
    }
}
