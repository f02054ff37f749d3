//! The values of a table as markdown.

use crate::board::caption::{NOT_RECORDED_MARK, of_cells};
use crate::board::columns::{Align, Value};
use crate::board::{Mark, TaskCell};
use crate::table::{Cell, Head, Table};

use super::table::{Part, PipeTable};
use super::{escape, marked, model_at_level};

/// How the values of a table are written.
pub(super) struct Values<'a> {
    /// Whether ranks and scores have their intervals behind them.
    pub intervals: bool,
    /// Writes a cell of a task.
    pub task: &'a dyn Fn(&TaskCell) -> String,
    /// Whether it is said of how many cells a figure is.
    pub recorded: bool,
    /// Whether the level of a row stands behind the name of its model.
    pub levels: bool,
    /// Whether only what a model has is written, in one row for it.
    pub models: bool,
}

impl Default for Values<'_> {
    fn default() -> Self {
        Values {
            intervals: false,
            task: &|_| String::new(),
            recorded: false,
            levels: false,
            models: false,
        }
    }
}

impl Values<'_> {
    /// `table` as a pipe table.
    pub fn pipes(&self, table: &Table<'_>) -> Part {
        let mut pipes = PipeTable::new(table.columns.iter().map(title));
        let groups = table.groups.iter();
        let rows = groups.flat_map(|group| match self.models {
            true => &group.rows[..group.rows.len().min(1)],
            false => &group.rows,
        });
        for row in rows {
            let cells = table.columns.iter().zip(row);
            let texts = cells.map(|(head, cell)| match cell.value {
                Value::Absent if head.blank => String::new(),
                _ => self.text(cell),
            });
            pipes.row(texts);
        }
        pipes.finish()
    }

    fn text(&self, cell: &Cell<'_>) -> String {
        let best = cell.mark == Some(Mark::Best);
        let interval = match cell.value.interval_beside() {
            interval if self.intervals && !interval.is_absent() => {
                format!(" ({})", interval.text())
            }
            _ => String::new(),
        };
        let text = match cell.value {
            Value::Absent => NOT_RECORDED_MARK.to_owned(),
            Value::Model(at) if self.levels => model_at_level(at.board, at.entry, at.row),
            Value::Model(at) => escape::name(&at.entry.label),
            Value::Text(text) => escape::name(text),
            Value::Link(url) => escape::link(url),
            // Its star is no markup.
            Value::Score(_) => escape::text(&cell.value.text()),
            Value::Cell(at) => (self.task)(at.cell()),
            value => value.text(),
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

fn title(head: &Head<'_>) -> (String, Align) {
    let title = match head.id {
        "tasks" => escape::name(head.title),
        _ => head.full_title.to_owned(),
    };
    (title, head.align)
}
