//! One cell of the table, drawn by classes, and what it tells about itself.

use maud::{Markup, html};

use super::shown;
use super::style::{fill_class, hatch_class, whisker_classes};
use crate::board::caption::{Fact, NOT_EVALUATED_MARK};
use crate::board::{Board, Entry, Interval, Measured, Row, TaskCell};
use crate::format;

/// The cell of a task; `id` is that of its tooltip.
pub(super) fn task_cell(board: &Board, entry: &Entry, row: &Row, task: usize, id: &str) -> Markup {
    let about = board.cell_facts(row, task);
    let heading = heading(board, entry, row, &board.tasks[task].label);
    match &row.cells[task] {
        TaskCell::Measured(cell) => html! {
            td class=(classes(cell)) tabindex="0" aria-describedby=(id) {
                b { (format::share(cell.shown.value)) }
                @if let Some(interval) = cell.shown.interval.filter(is_wide) {
                    i class=(whisker_classes(interval.low, interval.high)) {}
                }
                (tooltip(id, &heading, &about))
            }
        },
        TaskCell::Absent(_) => html! {
            td.m.none tabindex="0" aria-describedby=(id) {
                b { (NOT_EVALUATED_MARK) }
                (tooltip(id, &heading, &about))
            }
        },
    }
}

/// Whether an interval is wide enough to be seen: 4 px of a cell of 42.
fn is_wide(interval: &Interval) -> bool {
    interval.high.min(1.0) - interval.low.max(0.0) >= 0.1
}

/// A tooltip: hidden until its cell is hovered or focused; lines are kept as lines by the style.
pub(super) fn tooltip(id: &str, heading: &str, facts: &[Fact]) -> Markup {
    html! {
        span.tip role="tooltip" id=(id) {
            strong { (heading) }
            @for fact in facts { "\n" (fact) }
        }
    }
}

fn heading(board: &Board, entry: &Entry, row: &Row, what: &str) -> String {
    let level = board.levels[row.level].label.as_str();
    let parts = [entry.label.as_str(), level, what];
    let named: Vec<_> = parts
        .into_iter()
        .filter(|part| !part.is_empty())
        .map(shown)
        .collect();
    named.join(" · ")
}

fn classes(cell: &Measured) -> String {
    let mut classes = format!("m {}", fill_class(cell.shown.value));
    let number = format::share(cell.shown.value);
    if let Some(hatch) = cell
        .truncation
        .and_then(|share| hatch_class(share, &number))
    {
        classes.push(' ');
        classes.push_str(&hatch);
    }
    classes
}

/// A row's score with its interval, and what it means.
pub(super) fn score_cell(board: &Board, entry: &Entry, row: &Row, id: &str) -> Markup {
    let heading = heading(board, entry, row, board.score.title());
    let about = row.score_facts(board);
    html! {
        td.score tabindex="0" aria-describedby=(id) {
            b class=[row.best_score.then_some("best")] { (row.score.starred()) }
            @if row.best_score { span.unseen { " best of its level" } }
            @if let Some(interval) = row.score.interval_caption() { small { (interval) } }
            (tooltip(id, &heading, &about))
        }
    }
}
