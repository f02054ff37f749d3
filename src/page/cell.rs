//! One cell of the table, drawn by classes, and what it tells about itself.

use maud::{Markup, html};

use super::shown;
use super::style::{fill_class, hatch_class, whisker_classes};
use crate::board::caption::{Fact, NOT_EVALUATED_MARK};
use crate::board::{Board, Entry, Interval, Row, TaskCell};
use crate::format;

/// Interval from which on a narrow cell has a whisker: 4 px of 42.
const WIDE: f64 = 0.1;

/// The cell of a task: narrow in the table, where its tooltip names the model; wide on the page of
/// a model. `id` is that of its tooltip.
pub(super) fn task_cell(
    board: &Board,
    entry: Option<&Entry>,
    row: &Row,
    task: usize,
    id: &str,
) -> Markup {
    let model = entry.map_or("", |entry| &entry.label);
    let heading = heading(board, model, row, &board.tasks[task].label);
    let tip = tooltip(id, &heading, &board.cell_facts(row, task));
    let is_seen = |interval: &Interval| {
        entry.is_none() || interval.high.min(1.0) - interval.low.max(0.0) >= WIDE
    };
    html! {
        @match &row.cells[task] {
            TaskCell::Measured(cell) => {
                @let number = format::share(cell.shown.value);
                @let beneath = entry.map_or("", |_| &number);
                @let hatch = cell.truncation.and_then(|share| hatch_class(share, beneath));
                @let hatch = hatch.map_or(String::new(), |hatch| format!(" {hatch}"));
                @let classes = format!("m {}{hatch}", fill_class(cell.shown.value));
                td class=(classes) tabindex="0" aria-describedby=(id) {
                    b { (number) }
                    @if let Some(interval) = cell.shown.interval.filter(is_seen) {
                        i class=(whisker_classes(interval.low, interval.high)) {}
                    }
                    (tip)
                }
            },
            cell if cell.is_blank() => td {},
            TaskCell::Absent(_) => td.m.none tabindex="0" aria-describedby=(id) {
                b { (NOT_EVALUATED_MARK) }
                (tip)
            },
        }
    }
}

/// A tooltip: hidden until its cell is hovered or focused; lines are kept as lines by the style.
fn tooltip(id: &str, heading: &str, facts: &[Fact]) -> Markup {
    html! {
        span.tip role="tooltip" id=(id) {
            strong { (heading) }
            @for fact in facts { "\n" (fact) }
        }
    }
}

fn heading(board: &Board, model: &str, row: &Row, what: &str) -> String {
    let level = board.levels[row.level].label.as_str();
    let named = [model, level, what]
        .into_iter()
        .filter(|part| !part.is_empty());
    named.map(shown).collect::<Vec<_>>().join(" · ")
}

/// A row's score with its interval, and what it means.
pub(super) fn score_cell(board: &Board, entry: &Entry, row: &Row, id: &str) -> Markup {
    let heading = heading(board, &entry.label, row, board.score.title());
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
