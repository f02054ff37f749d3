//! The columns of the table with their texts.

use anstyle::{AnsiColor, Style};

use super::Terminal;
use super::colour::Depth;
use crate::board::{Board, Entry, Mark, Row, Score};
use crate::error::printable;
use crate::format;

/// What a column shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Rank,
    RankInterval,
    Model,
    Level,
    Overall,
    OverallInterval,
    Score,
    ScoreInterval,
    Tokens,
    Efficiency,
    /// Index of the task.
    Task(usize),
}

/// A column with a cell for each row of the board.
#[derive(Debug, Clone)]
pub(super) struct Column {
    pub(super) role: Role,
    pub(super) title: String,
    pub(super) cells: Vec<String>,
}

impl Column {
    /// Whether it stands at the right of its place.
    pub(super) fn is_number(&self) -> bool {
        !matches!(self.role, Role::Model | Role::Level | Role::Task(_))
    }

    /// What a note calls it.
    pub(super) fn words(&self) -> &str {
        match self.role {
            Role::RankInterval => "rank intervals",
            Role::OverallInterval => "intervals of overall scores",
            Role::ScoreInterval => "intervals of scores",
            Role::Tokens => "tokens",
            Role::Efficiency => "efficiency",
            _ => &self.title,
        }
    }
}

/// What the first columns are to show.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lead {
    /// Columns for the longest name; `None`: names stay as they are, and stand in every line.
    pub(super) names: Option<usize>,
}

impl Terminal {
    /// All columns but those of tasks.
    pub(super) fn lead_columns(&self, board: &Board, lead: Lead) -> Vec<Column> {
        let repeat = lead.names.is_none();
        // Where every model has several rows, its overall score and rank interval stand under its name.
        let under_name =
            !repeat && board.has_levels() && board.entries.iter().all(|e| e.rows.len() > 1);
        let some_incomplete = board.entries.iter().any(|entry| entry.overall.incomplete);
        let mut columns = vec![column(board, Role::Rank, "#", |entry, ix, _| {
            match entry.rank {
                _ if ix > 0 && !repeat => String::new(),
                Some(rank) => rank.place.to_string(),
                None => "–".to_owned(),
            }
        })];
        if !under_name {
            columns.push(column(
                board,
                Role::RankInterval,
                "Rank 95 %",
                |entry, ix, _| {
                    let first = ix == 0 || repeat;
                    let rank = entry.rank_interval_caption(board).filter(|_| first);
                    rank.unwrap_or_default()
                },
            ));
        }
        columns.push(column(
            board,
            Role::Model,
            "Model",
            |entry, ix, _| match lead.names {
                None => printable(&entry.label, usize::MAX),
                Some(most) if ix == 0 => self.bold(&super::fit::shortened(&entry.label, most)),
                Some(most) if under_name => self.dim(&about_entry(board, entry, ix, most)),
                Some(_) => String::new(),
            },
        ));
        if board.has_levels() {
            columns.push(column(board, Role::Level, "Level", |_, _, row| {
                printable(&board.levels[row.level].label, 20)
            }));
            if !under_name {
                let first = move |ix: usize| ix == 0 || repeat;
                columns.push(column(board, Role::Overall, "Overall", |entry, ix, _| {
                    if first(ix) {
                        starred(&entry.overall, some_incomplete)
                    } else {
                        String::new()
                    }
                }));
                columns.push(column(
                    board,
                    Role::OverallInterval,
                    "95 %",
                    |entry, ix, _| {
                        let shown = entry.overall.interval_caption().filter(|_| first(ix));
                        shown.unwrap_or_default()
                    },
                ));
            }
        }
        columns.push(column(
            board,
            Role::Score,
            board.score.title(),
            |_, _, row| {
                let text = starred(&row.score, some_incomplete);
                if row.best_score {
                    self.marked(&text, Mark::Best)
                } else {
                    text
                }
            },
        ));
        columns.push(column(board, Role::ScoreInterval, "95 %", |_, _, row| {
            row.score.interval_caption().unwrap_or_default()
        }));
        if board.recorded.tokens {
            columns.push(column(board, Role::Tokens, "Tokens", |_, _, row| {
                row.usage
                    .tokens_per_completion
                    .map_or("-".to_owned(), format::grouped)
            }));
            columns.push(column(board, Role::Efficiency, "/token", |_, _, row| {
                let text = row.efficiency.map_or("-".to_owned(), format::efficiency);
                row.efficiency_mark
                    .map_or(text.clone(), |mark| self.marked(&text, mark))
            }));
        }
        columns
    }

    /// The columns of the tasks, each cell `width` wide.
    pub(super) fn task_columns(&self, board: &Board, width: usize) -> Vec<Column> {
        let tasks = board.tasks.iter().enumerate();
        tasks
            .map(|(ix, task)| {
                column(
                    board,
                    Role::Task(ix),
                    &printable(&task.label, usize::MAX),
                    |_, _, row| self.heat(&row.cells[ix], width),
                )
            })
            .collect()
    }

    fn bold(&self, text: &str) -> String {
        self.styled(text, Style::new().bold())
    }

    fn dim(&self, text: &str) -> String {
        self.styled(text, Style::new().dimmed())
    }

    fn marked(&self, text: &str, mark: Mark) -> String {
        let colour = match (mark, self.depth) {
            (Mark::Best, Depth::Named) => AnsiColor::Green.into(),
            (Mark::Worst, Depth::Named) => AnsiColor::Red.into(),
            (Mark::Best, _) => self.colour(self.colours.best),
            (Mark::Worst, _) => self.colour(self.colours.worst),
        };
        self.styled(text, Style::new().bold().fg_color(Some(colour)))
    }

    fn styled(&self, text: &str, style: Style) -> String {
        let style = self.style(style);
        format!("{style}{text}{style:#}")
    }
}

fn column(
    board: &Board,
    role: Role,
    title: &str,
    text: impl Fn(&Entry, usize, &Row) -> String,
) -> Column {
    let rows = board.entries.iter().flat_map(|entry| {
        entry
            .rows
            .iter()
            .enumerate()
            .map(move |(ix, row)| (entry, ix, row))
    });
    Column {
        role,
        title: title.to_owned(),
        cells: rows.map(|(entry, ix, row)| text(entry, ix, row)).collect(),
    }
}

/// A score. Where `some` have a `*`, one without has a space in its place.
fn starred(score: &Score, some: bool) -> String {
    let space = if some && !score.incomplete { " " } else { "" };
    score.starred() + space
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
        .find(|text| super::fit::text_width(text) <= most)
        .unwrap_or_default(),
        (_, 1) => format!("{overall} overall"),
        (_, 2) => format!("rank {range}"),
        _ => String::new(),
    }
}
