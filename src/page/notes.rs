//! What stands below the table: how to read it, what the score means, what it all took.

use maud::{Markup, html};

use super::steps::counted;
use super::style::{hatch_class, whisker_classes};
use super::table::level;
use super::view::View;
use super::{Pages, ViewFile, shown};
use crate::board::{AccuracyKind, Board};
use crate::format;
use crate::stats::Band;

/// How cells are to be read.
pub(super) fn legend(board: &Board) -> Markup {
    let hatch = hatch_class(0.4).unwrap_or_default();
    html! {
        section.legend aria-label="Legend" {
            span.key {
                span { "Accuracy" @if board.accuracy == AccuracyKind::Raw { " (raw)" } @else { " (adjusted for guessing)" } }
                span.scale aria-hidden="true" { span { "0" } span { ".3" } span { ".5" } span { ".7" } span { ".9" } span { "1" } }
            }
            span.key { span class={ "m a0 swatch " (hatch) } aria-hidden="true" {} "truncated share" }
            span.key { span.m.swatch.plain aria-hidden="true" { i class=(whisker_classes(0.15, 0.85)) {} } "95 % interval" }
            span.key { b { "*" } "incomplete: something is missing" }
            span.key { span.m.none.swatch aria-hidden="true" { b { "N/A" } } "not evaluated" }
            @for note in not_recorded(board) { span.key { (note) } }
        }
    }
}

/// What the data do not say, each as a remark.
fn not_recorded(board: &Board) -> Vec<&'static str> {
    let recorded = board.recorded;
    let remarks = [
        (!recorded.truncation, "truncation not recorded"),
        (!recorded.guess_chance, "chance of guessing not recorded"),
        (!recorded.tokens, "tokens not recorded"),
        (
            recorded.standard_errors,
            "some intervals from reported standard errors",
        ),
        (recorded.unknown_intervals, "some intervals unknown"),
    ];
    let said = |(holds, remark): (bool, &'static str)| {
        (holds && !board.entries.is_empty()).then_some(remark)
    };
    remarks.into_iter().filter_map(said).collect()
}

/// What the score means.
pub(super) fn explanation(board: &Board) -> Markup {
    let kind = board.score;
    html! {
        details.panel {
            summary { h2 { "What the " (kind.title()) " means" } }
            p {
                "1000 × the geometric mean, over the tasks of a row, of " em { (kind.formula()) }
                ", each at least 0.01. A model’s overall score is the same over all its cells. "
                "The interval says how far it could be off by chance alone."
            }
            table.bands {
                caption.unseen { "Bands of scores" }
                thead { tr { th scope="col" { "Score" } th scope="col" { "Band" } th scope="col" { "Rows here" } } }
                tbody {
                    @for band in Band::ALL {
                        @let rows = board.summary.bands.iter().find(|count| count.band == band).map_or(0, |count| count.rows);
                        tr { th scope="row" { (band.range()) } td { (band.name()) } td { (rows) } }
                    }
                }
            }
            p {
                "Accuracy is adjusted for lucky guesses: what is known beyond chance. Truncated answers were cut off by the token limit; their share is subtracted. "
                "Models are ranked on what they were both evaluated on; “rank 2–5” means that the data cannot place the model more narrowly. "
                "Green marks the best score and efficiency (score per token) of a level, red the worst efficiency."
            }
        }
    }
}

/// Resources and totals.
pub(super) fn summary(board: &Board) -> Markup {
    let summary = &board.summary;
    let usage = &summary.usage;
    let known = |value: Option<f64>| value.map_or("not recorded".to_owned(), format::grouped);
    let best: Vec<&str> = summary
        .best_models
        .iter()
        .map(|ix| board.entries[*ix].label.as_str())
        .collect();
    html! {
        details.panel {
            summary { h2 { "Summary" } }
            dl {
                (figure("Models", &board.entries.len().to_string()))
                (figure("Rows", &format::grouped(summary.rows as f64)))
                (figure("Tests", &known(usage.tests.map(|n| n as f64))))
                (figure("Tests a task", &known(usage.tests_per_task)))
                (figure("Tokens", &known(usage.total_tokens)))
                (figure("Tokens a response", &known(usage.tokens_per_completion)))
                (figure("Truncated", &summary.usage.truncation().map_or("not recorded".to_owned(), format::percent)))
                (figure("Cells not evaluated", &format::grouped(summary.holes as f64)))
                @if !best.is_empty() { (figure("Best model", &shown(&best.join(", ")))) }
                @if let Some((entry, row)) = summary.best_efficiency {
                    @let entry = &board.entries[entry];
                    @let row = &entry.rows[row];
                    @let at = match board.levels[row.level].label.as_str() { "" => String::new(), label => format!(" ({label})") };
                    @let value = row.efficiency.map_or(String::new(), format::efficiency);
                    (figure("Best efficiency", &format!("{}{at}, {value} per token", shown(&entry.label))))
                }
            }
            (incomplete(board))
        }
    }
}

fn figure(name: &str, value: &str) -> Markup {
    html! { div { dt { (name) } dd { (value) } } }
}

/// Incomplete models that the summary names.
const NAMED: usize = 50;

fn incomplete(board: &Board) -> Markup {
    let lacking: Vec<_> = board
        .entries
        .iter()
        .filter(|entry| entry.overall.incomplete)
        .collect();
    html! {
        @if !lacking.is_empty() {
            h3 { (counted(board.summary.incomplete_rows, "incomplete row")) ", " (counted(lacking.len(), "incomplete model")) }
            ul {
                @for entry in lacking.iter().take(NAMED) {
                    li { bdi { (shown(&entry.label)) } ": " (shown(&entry.lacks(board).join("; "))) }
                }
                @if lacking.len() > NAMED { li { "and " (lacking.len() - NAMED) " more" } }
            }
        }
    }
}

/// This view in other formats.
pub(super) fn files(pages: &Pages<'_>, view: &View) -> Markup {
    let link = |file: ViewFile| {
        let mut view = view.clone();
        view.page_named = file.is_picture();
        Some((file, pages.addresses.file(file, &view)?))
    };
    let links: Vec<_> = ViewFile::ALL.into_iter().filter_map(link).collect();
    html! {
        @if !links.is_empty() {
            nav.files aria-label="This view as a file" {
                span { "This view as" }
                @for (file, href) in links { a href=(href) type=(file.media_type()) { (file.label()) } }
            }
        }
    }
}

/// The levels of a board in words.
pub(super) fn levels(board: &Board) -> Option<String> {
    let labels: Vec<&str> = board.levels.iter().map(|one| level(&one.label)).collect();
    (board.has_levels() && labels.len() > 1).then(|| counted(labels.len(), "level"))
}
