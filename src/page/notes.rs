//! What stands below the table: how to read it, what the score means, what it all took.

use maud::{Markup, html};

use super::style::{hatch_class, whisker_classes};
use super::view::View;
use super::{Pages, ViewFile, shown};
use crate::board::Board;
use crate::board::caption::{
    About, EFFICIENCY, NOT_EVALUATED_MARK, STAR, Sign, capitalised, counted, known,
};
use crate::board::columns::TASKS;
use crate::format;
use crate::stats::Band;

/// How cells are to be read, and what is to be said about this board.
pub(super) fn legend(board: &Board) -> Markup {
    let remarks = board.remarks().into_iter();
    // The bands have a table of their own, the accuracy a scale, the filters stand above.
    let remarks = remarks
        .filter(|remark| !matches!(remark.about, About::Bands | About::NoRank | About::Filters));
    html! {
        section.legend aria-label="Legend" {
            @if board.columns.has(TASKS) {
                span.key {
                    span { (capitalised(board.accuracy_name())) }
                    span.scale aria-hidden="true" {
                        @for share in ["0", ".3", ".5", ".7", ".9", "1"] { span { (share) } }
                    }
                }
            }
            @for sign in board.signs() { span.key { (drawn(sign)) (sign.meaning()) } }
            @for remark in remarks { p.key { (remark.sentence()) } }
            @if let Some(caption) = board.efficiency_caption("/tok") { p.key { (caption) "." } }
        }
    }
}

fn drawn(sign: Sign) -> Markup {
    let hatch = hatch_class(0.4, "").unwrap_or_default();
    html! {
        @match sign {
            Sign::Hatch => span class={ "m a0 swatch " (hatch) } aria-hidden="true" {},
            Sign::Whisker => span.m.swatch.plain aria-hidden="true" {
                i class=(whisker_classes(0.15, 0.85)) {}
            },
            Sign::Star => b { (STAR) },
            Sign::Hole => span.m.none.swatch aria-hidden="true" { b { (NOT_EVALUATED_MARK) } },
        }
    }
}

/// What the score means.
pub(super) fn explanation(board: &Board) -> Markup {
    html! {
        details.panel {
            summary { h2 { "What the " (board.score.title()) " means" } }
            p {
                (board.score_caption()) ", over the tasks of a row, each at least 0.01. "
                "A model’s overall score is the same over all its cells. "
                @if board.recorded.intervals {
                    "The interval says how far it could be off by chance alone."
                }
            }
            table.bands {
                caption.unseen { "Bands of scores" }
                thead {
                    tr { @for head in ["Score", "Band", "Rows here"] { th scope="col" { (head) } } }
                }
                tbody {
                    @for band in Band::ALL {
                        @let count = board.summary.bands.iter().find(|count| count.band == band);
                        @let rows = count.map_or(0, |count| count.rows);
                        tr { th scope="row" { (band.range()) } td { (band.name()) } td { (rows) } }
                    }
                }
            }
            p {
                (board.accuracy_caption()) ". "
                @if board.recorded.truncation {
                    "Truncated answers were cut off by the token limit; their share is subtracted. "
                }
                "Models are ranked on the cells that they share. "
                @if let Some(meaning) = board.rank_interval_meaning() { (meaning) ". " }
                "Green marks the best score and efficiency (" (EFFICIENCY) ") of a level, "
                "red the worst efficiency."
            }
        }
    }
}

/// Resources and totals.
pub(super) fn summary(board: &Board) -> Markup {
    let summary = &board.summary;
    let usage = &summary.usage;
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
                (figure("Tests", &known(usage.tests_caption())))
                (figure("Tests a task", &known(usage.tests_per_task_caption())))
                (figure("Tokens", &known(usage.total_tokens_caption())))
                (figure("Tokens a response", &known(usage.tokens_caption())))
                (figure("Truncated", &known(usage.truncation_caption())))
                (figure("Cells not evaluated", &format::grouped(summary.holes as f64)))
                @if !best.is_empty() { (figure("Best model", &shown(&best.join(", ")))) }
                @if let Some((entry, row)) = summary.best_efficiency {
                    @let entry = &board.entries[entry];
                    @let row = &entry.rows[row];
                    @let at = match board.levels[row.level].label.as_str() {
                        "" => String::new(),
                        label => format!(" ({label})"),
                    };
                    @let value = row.efficiency.map_or(String::new(), format::efficiency);
                    @let best = format!("{}{at}, {EFFICIENCY} {value}", shown(&entry.label));
                    (figure("Best efficiency", &best))
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
            h3 {
                (counted(board.summary.incomplete_rows, "incomplete row"))
                ", "
                (counted(lacking.len(), "incomplete model"))
            }
            ul {
                @for entry in lacking.iter().take(NAMED) {
                    li {
                        bdi { (shown(&entry.label)) } ": " (shown(&entry.lacks(board).join("; ")))
                    }
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
        view.page_named = file.format.picture().is_some();
        Some((file, pages.addresses.file(file, &view)?))
    };
    let links: Vec<_> = ViewFile::all().filter_map(link).collect();
    html! {
        @if !links.is_empty() {
            nav.files aria-label="This view as a file" {
                span { "This view as" }
                @for (file, href) in links {
                    a href=(href) type=(file.format.media_type) { (file.format.label) }
                }
            }
        }
    }
}
