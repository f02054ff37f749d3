//! The columns of the table with their texts.

use std::collections::BTreeMap;

use anstyle::{AnsiColor, Style};
use unicode_width::UnicodeWidthStr;

use super::Terminal;
use super::colour::Depth;
use crate::abbreviation::abbreviated;
use crate::board::caption::NOT_RECORDED_MARK;
use crate::board::columns::{Align, At, Scope, Value, link_text};
use crate::board::{Board, Entry, Mark, Score};
use crate::error::printable;
use crate::table::{Cell, Head, Table};

/// A column with a text for each row of the table.
#[derive(Debug, Clone)]
pub(super) struct Column {
    pub(super) id: &'static str,
    pub(super) title: String,
    /// What a note calls it.
    pub(super) words: String,
    /// Whether it stands at the right of its place.
    pub(super) is_number: bool,
    pub(super) cells: Vec<String>,
}

impl Column {
    /// Whether it is that of a task.
    pub(super) fn is_task(&self) -> bool {
        self.id == "tasks"
    }
}

impl Terminal {
    /// All columns but those of tasks. `longest_name`: columns for the longest name; `None`: names
    /// stay as they are, and stand in every line.
    pub(super) fn lead_columns(&self, board: &Board, longest_name: Option<usize>) -> Vec<Column> {
        // Where every model has several rows, its overall score and rank interval stand under its
        // name.
        let under_name = longest_name.is_some()
            && board.columns.has("model")
            && board.has_levels()
            && board.entries.iter().all(|e| e.rows.len() > 1);
        let mut columns = match under_name || board.columns.asked || !board.has_levels() {
            true => board.columns.to_vec(),
            false => board.columns.with("overall"),
        };
        columns.retain(|one| one.column.id != "tasks");
        let mut table = Table::with(board, columns);
        if !under_name {
            table.spread(&["rank"]);
        }
        table.spread(&["overall", "score"]);
        let labels = board.entries.iter();
        let labels = labels.map(|entry| printable(&entry.label, usize::MAX));
        let labels: Vec<String> = labels.collect();
        let names = match longest_name {
            Some(most) => abbreviated(&labels, |name| name.width() <= most),
            None => labels,
        };
        let keys = board.entries.iter().map(|entry| entry.key.as_str());
        let text = Texts {
            terminal: self,
            names: keys.zip(names).collect(),
            longest_name,
            under_name,
            some_incomplete: board.entries.iter().any(|entry| entry.overall.incomplete),
        };
        let columns = table.columns.iter().enumerate();
        let columns = columns.map(|(at, head)| text.column(&table, at, head));
        columns.collect()
    }

    /// The columns of the tasks, each cell `width` wide.
    pub(super) fn task_columns(&self, board: &Board, width: usize) -> Vec<Column> {
        let column = |task: usize| {
            let title = printable(&board.tasks[task].label, usize::MAX);
            let cells = board
                .rows()
                .map(|(_, row)| self.heat(&row.cells[task], width));
            Column {
                id: "tasks",
                words: title.clone(),
                title,
                is_number: false,
                cells: cells.collect(),
            }
        };
        board.columns.tasks().into_iter().map(column).collect()
    }

    fn bold(&self, text: &str) -> String {
        self.styled(text, Style::new().bold())
    }

    fn dim(&self, text: &str) -> String {
        self.styled(text, Style::new().dimmed())
    }

    fn marked(&self, text: String, mark: Option<Mark>) -> String {
        let Some(mark) = mark else {
            return text;
        };
        let colour = match (mark, self.depth) {
            (Mark::Best, Depth::Named) => AnsiColor::Green.into(),
            (Mark::Worst, Depth::Named) => AnsiColor::Red.into(),
            (Mark::Best, _) => self.colour(self.colours.best),
            (Mark::Worst, _) => self.colour(self.colours.worst),
        };
        self.styled(&text, Style::new().bold().fg_color(Some(colour)))
    }

    fn styled(&self, text: &str, style: Style) -> String {
        let style = self.style(style);
        format!("{style}{text}{style:#}")
    }
}

/// Writes the values of a table as texts.
struct Texts<'a> {
    terminal: &'a Terminal,
    /// The name of each model by its key, no two alike.
    names: BTreeMap<&'a str, String>,
    longest_name: Option<usize>,
    /// Whether overall score and rank interval stand under the names.
    under_name: bool,
    /// Whether some overall score has a `*`.
    some_incomplete: bool,
}

impl Texts<'_> {
    fn column(&self, table: &Table<'_>, at: usize, head: &Head<'_>) -> Column {
        let rows = table
            .groups
            .iter()
            .flat_map(|group| group.rows.iter().enumerate());
        let words = match head.blank {
            true => head.about,
            false => head.id,
        };
        Column {
            id: head.id,
            title: head.title.to_owned(),
            words: words.to_owned(),
            is_number: head.align == Align::Right,
            cells: rows.map(|(ix, row)| self.cell(head, ix, row[at])).collect(),
        }
    }

    /// The text of a cell in row `ix` of its model.
    fn cell(&self, head: &Head<'_>, ix: usize, cell: Cell<'_>) -> String {
        if let Value::Model(at) = cell.value {
            return self.model(at, ix);
        }
        if head.scope == Scope::Model && ix > 0 && self.longest_name.is_some() {
            return String::new();
        }
        let text = match cell.value {
            Value::Absent if head.blank => String::new(),
            Value::Absent => NOT_RECORDED_MARK.to_owned(),
            Value::Text(text) => printable(text, 20),
            Value::Link(url) => printable(link_text(url), 40),
            Value::Score(score) => self.score(score),
            value => value.text(),
        };
        self.terminal.marked(text, cell.mark)
    }

    fn model(&self, At { board, entry, .. }: At<'_>, ix: usize) -> String {
        let name = &self.names[entry.key.as_str()];
        match self.longest_name {
            None => name.clone(),
            Some(_) if ix == 0 => self.terminal.bold(name),
            Some(most) if self.under_name => {
                self.terminal.dim(&about_entry(board, entry, ix, most))
            }
            Some(_) => String::new(),
        }
    }

    /// A score. Where some have a `*`, one without has a space in its place.
    fn score(&self, score: &Score) -> String {
        let has_space = self.some_incomplete && !score.incomplete;
        score.starred() + if has_space { " " } else { "" }
    }
}

/// What stands under a model's name beside its row `ix`, in at most `most` columns.
fn about_entry(board: &Board, entry: &Entry, ix: usize, most: usize) -> String {
    let overall = entry.overall.starred();
    let Some(range) = entry.rank_interval_caption(board) else {
        return if ix == 1 { overall } else { String::new() };
    };
    match (entry.rows.len(), ix) {
        (2, 1) => [
            format!("{overall} · rank {range}"),
            format!("{overall} #{range}"),
            overall,
        ]
        .into_iter()
        .find(|text| text.width() <= most)
        .unwrap_or_default(),
        (_, 1) => format!("{overall} overall"),
        (_, 2) => format!("rank {range}"),
        _ => String::new(),
    }
}
