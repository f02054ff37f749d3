//! The table: a row group a model, a row a level, a column a task.

use maud::{Markup, html};

use super::cell::{score_cell, task_cell};
use super::view::View;
use super::{Pages, shown};
use crate::board::caption::{EFFICIENCY, NO_RANK_MARK, NOT_COMPARABLE, NOT_RECORDED_MARK};
use crate::board::{Board, Column, Entry, Mark, Row};
use crate::format;

/// Characters of the longest task name from which on all are turned: in narrow columns, and in wide ones.
const TURNED_FROM: usize = 8;
const TURNED_FROM_WIDE: usize = 10;

/// Up to so many tasks, columns are wide anyway.
const FEW_TASKS: usize = 6;

/// The table of some entries of a board. Headings sort where `sorts` says so.
pub(super) fn table(
    pages: &Pages<'_>,
    board: &Board,
    entries: &[Entry],
    view: &View,
    sorts: bool,
) -> Markup {
    let has_levels = board.has_levels();
    let longest = board
        .tasks
        .iter()
        .map(|task| task.label.chars().count())
        .max();
    let longest = longest.unwrap_or(0);
    let few = board.tasks.len() <= FEW_TASKS;
    let width = 4 + usize::from(has_levels) + board.tasks.len();
    let mut previous_block = 0;
    let ranked = view.sort.column == Column::Rank;
    html! {
        table.board.few[few].turned[longest >= TURNED_FROM && !few].turned-wide[longest >= TURNED_FROM_WIDE && !few] {
            caption.unseen {
                "Models by " (board.score.title()) ": scores and accuracies"
                @if board.recorded.intervals { " with 95 % intervals" }
                ", a row a "
                @if has_levels { "level" } @else { "model" }
                ", a column a task"
            }
            colgroup {
                col.rank; col.model;
                @if has_levels { col.level; }
                col.score; col.tokens;
                @for _ in &board.tasks { col.task; }
            }
            thead {
                tr {
                    @let head = |column: Column, label: &str, long: &str| heading(pages, view, sorts, column, label, long);
                    (head(Column::Rank, "#", "Rank"))
                    (head(Column::Model, "Model", "Model"))
                    @if has_levels { (head(Column::Level, "Level", "Level")) }
                    (head(Column::Score, board.score.title(), board.score.title()))
                    (head(Column::Tokens, "Tokens", "Mean tokens a response"))
                    @for task in &board.tasks {
                        (head(Column::Task(task.label.clone()), &shown(&task.label), &shown(&task.label)))
                    }
                }
            }
            @for (ix, entry) in entries.iter().enumerate() {
                @if ranked && entry.block != previous_block {
                    @let () = previous_block = entry.block;
                    tbody.apart { tr { th colspan=(width) scope="rowgroup" { (NOT_COMPARABLE) } } }
                }
                tbody { (rows(pages, board, entry, view, ix)) }
            }
        }
    }
}

fn heading(
    pages: &Pages<'_>,
    view: &View,
    sorts: bool,
    column: Column,
    label: &str,
    long: &str,
) -> Markup {
    let kind = match column {
        Column::Rank => "rank",
        Column::Model => "model",
        Column::Level => "level",
        Column::Score => "score",
        Column::Tokens | Column::Efficiency => "tokens",
        Column::Task(_) => "task",
    };
    let sorted = (sorts && view.sort.column == column).then_some(match view.sort.descending {
        true => "descending",
        false => "ascending",
    });
    let efficiency =
        (column == Column::Tokens).then(|| order_link(pages, view, sorts, Column::Efficiency));
    let href = order_link(pages, view, sorts, column);
    html! {
        th scope="col" class=(kind) aria-sort=[sorted] {
            @match href {
                Some(href) => a href=(href) title={ "Sort by " (long) } { span { (label) } },
                None => span title=[(label != long).then_some(long)] { (label) },
            }
            @if let Some(Some(href)) = efficiency {
                small { a href=(href) title={ "Sort by " (EFFICIENCY) } { "per token" } }
            }
        }
    }
}

fn order_link(pages: &Pages<'_>, view: &View, sorts: bool, column: Column) -> Option<String> {
    sorts.then(|| pages.addresses.view(&view.sorted_by(column)))?
}

fn rows(pages: &Pages<'_>, board: &Board, entry: &Entry, view: &View, ix: usize) -> Markup {
    let span = entry.rows.len();
    html! {
        @for (row_ix, row) in entry.rows.iter().enumerate() {
            tr {
                @if row_ix == 0 {
                    th.rank scope="rowgroup" rowspan=(span) { (place(entry)) }
                    th.model scope="rowgroup" rowspan=(span) { (name(pages, board, entry, view)) }
                }
                @if board.has_levels() {
                    th.level scope="row" { (level(&board.levels[row.level].label)) }
                }
                (score_cell(board, entry, row, &format!("s{ix}-{row_ix}")))
                (tokens(row))
                @for task in 0..board.tasks.len() {
                    (task_cell(board, entry, row, task, &format!("c{ix}-{row_ix}-{task}")))
                }
            }
        }
    }
}

/// A level's label, or what a nameless one among others is called.
pub(super) fn level(label: &str) -> &str {
    match label {
        "" => "–",
        label => label,
    }
}

fn place(entry: &Entry) -> Markup {
    html! {
        @match entry.rank {
            Some(rank) => (rank.place),
            None => abbr title=(NOT_COMPARABLE) { (NO_RANK_MARK) },
        }
    }
}

fn name(pages: &Pages<'_>, board: &Board, entry: &Entry, view: &View) -> Markup {
    let label = html! { bdi { (shown(&entry.label)) } };
    html! {
        @match pages.addresses.model(&entry.key, view) {
            Some(href) => a.name href=(href) { (label) },
            None => span.name { (label) },
        }
        small {
            @if board.levels.len() > 1 { b { (entry.overall.starred()) } " overall" }
            @if let Some(rank) = entry.rank_interval_caption(board) {
                @if board.levels.len() > 1 { " · " }
                span { "rank " (rank) }
            }
        }
    }
}

fn tokens(row: &Row) -> Markup {
    let (class, said) = match row.efficiency_mark {
        Some(Mark::Best) => (Some("best"), " best efficiency of its level"),
        Some(Mark::Worst) => (Some("worst"), " worst efficiency of its level"),
        None => (None, ""),
    };
    html! {
        td.tokens {
            (row.usage.tokens_per_completion.map_or(NOT_RECORDED_MARK.to_owned(), format::grouped))
            @if let Some(efficiency) = row.efficiency {
                small class=[class] { (format::efficiency(efficiency)) "/tok" span.unseen { (said) } }
            }
        }
    }
}
