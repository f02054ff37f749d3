//! The table: a row group a model, a row a level, a column a task.

use maud::{Markup, html};

use super::cell::{score_cell, task_cell};
use super::view::View;
use super::{Pages, shown};
use crate::board::caption::{NO_RANK_MARK, NOT_COMPARABLE, NOT_RECORDED_MARK};
use crate::board::columns::{Align, BoardColumn, Scope, TASKS, Value, link_text, stacked};
use crate::board::{Board, Entry, Key, Mark, Row};

/// Characters of the longest task name from which on all are turned: in narrow columns, and in wide
/// ones.
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
    let tasks = board.columns.tasks();
    let longest = tasks
        .iter()
        .map(|task| board.tasks[*task].label.chars().count());
    let longest = longest.max().unwrap_or(0);
    let few = tasks.len() <= FEW_TASKS;
    let turned = |from| longest >= from && !few;
    let columns = stacked(board);
    let mut previous_block = 0;
    let ranked = view.sort.key == Key::default();
    html! {
        table.board.few[few].turned[turned(TURNED_FROM)].turned-wide[turned(TURNED_FROM_WIDE)] {
            caption.unseen {
                "Models by " (board.score.title()) ": scores and accuracies"
                @if board.recorded.intervals { " with 95 % intervals" }
                ", a row a "
                @if board.has_levels() { "level" } @else { "model" }
                ", a column a task"
            }
            colgroup { @for (one, _) in &columns { col class=(class(one)); } }
            thead {
                tr {
                    @for (one, beneath) in &columns {
                        (heading(pages, board, view, sorts, one, *beneath))
                    }
                }
            }
            @for (ix, entry) in entries.iter().enumerate() {
                @if ranked && entry.block != previous_block {
                    @let () = previous_block = entry.block;
                    tbody.apart {
                        tr { th colspan=(columns.len()) scope="rowgroup" { (NOT_COMPARABLE) } }
                    }
                }
                tbody { (rows(pages, board, entry, view, ix, &columns)) }
            }
        }
    }
}

/// How a column looks.
fn class(one: &BoardColumn) -> &'static str {
    match (one.column.id, one.column.align) {
        (id @ ("rank" | "model" | "level" | "score"), _) => id,
        ("overall", _) => "score",
        (_, Align::Left) => "level",
        (_, Align::Middle) => "task",
        (_, Align::Right) => "tokens",
    }
}

fn heading(
    pages: &Pages<'_>,
    board: &Board,
    view: &View,
    sorts: bool,
    one: &BoardColumn,
    beneath: Option<BoardColumn>,
) -> Markup {
    let label = shown(one.title(board));
    let long = match one.column.parts {
        Some(_) => label.as_ref(),
        None => one.column.about,
    };
    let order = order_of(board, one);
    let sorted =
        (sorts && order.as_ref() == Some(&view.sort.key)).then_some(match view.sort.descending {
            true => "descending",
            false => "ascending",
        });
    let link = |order: Option<Key>| order_link(pages, view, sorts, order?);
    html! {
        th scope="col" class=(class(one)) aria-sort=[sorted] {
            @match link(order) {
                Some(href) => a href=(href) title={ "Sort by " (long) } { span { (label) } },
                None => span title=[(label != long).then_some(long)] { (label) },
            }
            @if let Some(beneath) = beneath
                && let Some(href) = link(order_of(board, &beneath)) {
                small { a href=(href) title={ "Sort by " (beneath.column.about) } { "per token" } }
            }
        }
    }
}

/// What a column sorts by.
fn order_of(board: &Board, one: &BoardColumn) -> Option<Key> {
    match one.column.parts {
        Some(_) if one.column.id == TASKS => Some(Key::Task(board.tasks[one.part].label.clone())),
        _ => Key::of_id(one.column.id),
    }
}

fn order_link(pages: &Pages<'_>, view: &View, sorts: bool, key: Key) -> Option<String> {
    sorts.then(|| pages.addresses.view(&view.sorted_by(key)))?
}

fn rows(
    pages: &Pages<'_>,
    board: &Board,
    entry: &Entry,
    view: &View,
    ix: usize,
    columns: &[(BoardColumn, Option<BoardColumn>)],
) -> Markup {
    let span = entry.rows.len();
    let of_row = |row_ix| {
        let stands = move |one: &BoardColumn| row_ix == 0 || one.column.scope == Scope::Row;
        columns.iter().filter(move |(one, _)| stands(one))
    };
    html! {
        @for (row_ix, row) in entry.rows.iter().enumerate() {
            tr {
                @for (one, beneath) in of_row(row_ix) {
                    @match one.value(board, entry, row) {
                        Value::Rank(_) => th.rank scope="rowgroup" rowspan=(span) {
                            (place(entry))
                        },
                        Value::Model(_) => th.model scope="rowgroup" rowspan=(span) {
                            (name(pages, board, entry, view))
                        },
                        Value::Text(text) if one.column.scope == Scope::Model => {
                            td.attribute rowspan=(span) { bdi { (shown(text)) } }
                        },
                        Value::Link(url) => td.attribute rowspan=(span) {
                            a href=(url) rel="noopener nofollow" { (shown(link_text(url))) }
                        },
                        Value::Text(text) => th.level scope="row" { (level(text)) },
                        Value::Score(_) if one.column.scope == Scope::Row => {
                            (score_cell(board, entry, row, &format!("s{ix}-{row_ix}")))
                        },
                        Value::Score(overall) => td.score rowspan=(span) {
                            b { (overall.starred()) }
                            @if let Some(interval) = overall.interval_caption() {
                                small { (interval) }
                            }
                        },
                        Value::Cell(_) => {
                            @let id = format!("c{ix}-{row_ix}-{}", one.part);
                            (task_cell(board, Some(entry), row, one.part, &id))
                        },
                        Value::Absent if one.column.id == TASKS => td {},
                        value => (number(board, entry, row, (one, value), beneath.as_ref())),
                    }
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
            Some(rank) => (rank.to_string()),
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

/// A number, and the figure of another column under it.
fn number(
    board: &Board,
    entry: &Entry,
    row: &Row,
    (one, value): (&BoardColumn, Value<'_>),
    beneath: Option<&BoardColumn>,
) -> Markup {
    let class = |mark| match mark {
        Some(Mark::Best) => Some("best"),
        Some(Mark::Worst) => Some("worst"),
        None => None,
    };
    let said = |of: &BoardColumn| match class(of.mark(row)) {
        Some(mark) => format!(" {mark} {} of its level", of.column.about),
        None => String::new(),
    };
    let text = |value| match value {
        Value::Number(value, figure) => figure.text(value),
        _ => NOT_RECORDED_MARK.to_owned(),
    };
    let below = beneath.map(|of| (of, of.value(board, entry, row)));
    let below = below.filter(|(_, value)| !value.is_absent());
    html! {
        td.tokens {
            @match class(one.mark(row)) {
                Some(mark) => b class=(mark) { (text(value)) span.unseen { (said(one)) } },
                None => (text(value)),
            }
            @if let Some((of, value)) = below {
                small class=[class(of.mark(row))] {
                    (text(value)) (of.column.unit)
                    span.unseen { (said(of)) }
                }
            }
        }
    }
}
