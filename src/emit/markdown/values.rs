//! The values of a table as markdown.

use crate::board::caption::{NO_RANK_MARK, NOT_RECORDED_MARK, of_cells};
use crate::board::columns::{Align, Value};
use crate::board::{Mark, TaskCell};
use crate::format::{rank_interval, score_interval};
use crate::table::{Cell, Head, Table};

use super::table::{Part, PipeTable};
use super::{escape, marked, starred};

/// How the values of a table are written.
pub(super) struct Values<'a> {
    /// Whether ranks and scores have their intervals behind them.
    pub intervals: bool,
    /// Writes a cell of a task.
    pub task: &'a dyn Fn(&TaskCell) -> String,
    /// Whether it is said of how many cells a figure is.
    pub recorded: bool,
    /// Whether only what a model has is written, in one row for it.
    pub models: bool,
}

impl Default for Values<'_> {
    fn default() -> Self {
        Values {
            intervals: false,
            task: &|_| String::new(),
            recorded: false,
            models: false,
        }
    }
}

impl Values<'_> {
    /// `table` as a pipe table; `level` is what stands behind the name of a model in each row.
    pub fn pipes(&self, table: &Table<'_>, level: impl Fn(usize) -> String) -> Part {
        let mut pipes = PipeTable::new();
        for head in &table.columns {
            pipes = title(pipes, head);
        }
        let groups = table.groups.iter();
        let rows = groups.flat_map(|group| match self.models {
            true => &group.rows[..group.rows.len().min(1)],
            false => &group.rows,
        });
        for (ix, row) in rows.enumerate() {
            let cells = table.columns.iter().zip(row);
            let texts = cells.map(|(head, cell)| match cell.value {
                Value::Model(at) => escape::name(&at.entry.label) + &level(ix),
                Value::Absent if head.blank => String::new(),
                _ => self.text(cell),
            });
            pipes.row(texts);
        }
        pipes.finish()
    }

    fn text(&self, cell: &Cell<'_>) -> String {
        let best = cell.mark == Some(Mark::Best);
        let interval = match cell.value {
            _ if !self.intervals => Value::Absent,
            value => value.interval_beside(),
        };
        let interval = match interval {
            Value::ScoreInterval(kind, low, high) => {
                format!(" ({})", score_interval(kind, low, high))
            }
            Value::RankInterval(low, high) => {
                format!(" ({})", rank_interval(low, high))
            }
            _ => String::new(),
        };
        let text = match cell.value {
            Value::Absent => NOT_RECORDED_MARK.to_owned(),
            Value::Rank(at) => at
                .entry
                .rank
                .map_or(NO_RANK_MARK.to_owned(), |rank| rank.to_string()),
            Value::Model(at) => escape::name(&at.entry.label),
            Value::Text(text) => escape::name(text),
            Value::Link(url) => escape::link(url),
            Value::Score(score) => starred(score),
            Value::ScoreInterval(kind, low, high) => score_interval(kind, low, high),
            Value::RankInterval(low, high) => rank_interval(low, high),
            Value::Number(value, figure) => figure.text(value),
            Value::Cell(at) => (self.task)(at.cell()),
        };
        let part = match cell.recorded {
            Some((recorded, all)) if self.recorded && !cell.value.is_absent() => {
                of_cells(recorded, all)
            }
            _ => String::new(),
        };
        marked(text, best) + &part + &interval
    }
}

fn title(pipes: PipeTable, head: &Head<'_>) -> PipeTable {
    match (head.id, head.align) {
        ("tasks", _) => pipes.number(escape::name(head.title)),
        (_, Align::Left) => pipes.text(head.full_title),
        _ => pipes.number(head.full_title),
    }
}
