//! A board as a `<table>`, to be pasted into a page or a wiki.
//!
//! Everything stands in `style` attributes: a wiki, a blog or a mail takes those where it drops `<style>` and does not
//! know our style file. The class `evalboard` on the table is there for those who want to add rules of their own. No
//! script, no link, no image, no `id`. What says something is text: where all style is dropped, a plain table is left.

use std::io::{self, Write};

use maud::{Markup, html};

use crate::board::caption::{Fact, NOT_EVALUATED_MARK, WHOLE, shortened};
use crate::board::{Board, Entry, Mark, Measured, Row, TaskCell};
use crate::format;
use crate::picture::hatch::css_backgrounds;
use crate::picture::palette::Palette;
use crate::picture::theme::{Colours, Theme};

use super::Emit;
use super::notes::notes;

/// Writes an HTML table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct HtmlTable {
    /// Colours of accuracy.
    pub palette: Palette,
}

impl Emit for HtmlTable {
    fn emit(&self, board: &Board, out: &mut dyn Write) -> io::Result<()> {
        // A line a row, so that a difference between two versions can be read.
        let html = self.table(board).into_string().replace("<tr", "\n<tr");
        writeln!(out, "{html}")
    }
}

impl HtmlTable {
    fn table(&self, board: &Board) -> Markup {
        let colours = Colours::new(Theme::Light, self.palette);
        let style = format!(
            "border-collapse:separate;border-spacing:3px 2px;font:14px/1.35 system-ui,sans-serif;font-variant-numeric:tabular-nums;text-align:center;font-weight:600;color:{};background:{}",
            colours.number, colours.ground
        );
        let columns = 5 + usize::from(board.has_levels()) + board.tasks.len();
        html! {
            table.evalboard style=(style) {
                caption style="text-align:left;padding:4px 0;caption-side:top;font-weight:400" { (caption(board)) }
                thead { tr { (self.heads(board, &colours)) } }
                @if board.entries.is_empty() {
                    tbody { tr { td colspan=(columns) { (board.why_empty()) } } }
                }
                @for entry in &board.entries {
                    tbody {
                        @for (ix, row) in entry.rows.iter().enumerate() {
                            tr { (cells(board, &colours, entry, ix, row)) }
                        }
                    }
                }
            }
        }
    }

    fn heads(&self, board: &Board, colours: &Colours) -> Markup {
        let style = |align: &str| {
            format!(
                "text-align:{align};vertical-align:bottom;padding:2px 6px;color:{}",
                colours.muted
            )
        };
        html! {
            th scope="col" style=(style("right")) { "#" }
            th scope="col" style=(style("left")) { "Model" }
            @if board.has_levels() { th scope="col" style=(style("left")) { "Level" } }
            th scope="col" style=(style("right")) { (board.score.title()) }
            th scope="col" style=(style("right")) { "95 %" }
            th scope="col" style=(style("right")) { "Tokens" }
            @for task in &board.tasks {
                th scope="col" style={ (style("center")) ";min-width:44px" } { (shortened(&task.label, WHOLE)) }
            }
        }
    }
}

/// What the table shows, in words.
fn caption(board: &Board) -> Markup {
    let notes = notes(board).join(" ");
    let title = board.title.as_deref().unwrap_or("Leaderboard");
    html! {
        strong style="font-size:18px" { (shortened(title, WHOLE)) }
        br;
        (notes)
    }
}

/// The cells of one row.
fn cells(board: &Board, colours: &Colours, entry: &Entry, ix: usize, row: &Row) -> Markup {
    let line = match ix {
        0 => format!(";border-top:1px solid {}", colours.rule),
        _ => String::new(),
    };
    let style = |align: &str| format!("text-align:{align};padding:2px 6px{line}");
    let best = |is_best: bool| match is_best {
        true => format!(";color:{};background:{}", colours.best, colours.best_ground),
        false => String::new(),
    };
    let interval = row.score.interval_caption();
    let tokens = row.usage.tokens_per_completion.map(format::grouped);
    html! {
        @if ix == 0 { (name(board, colours, entry, &style("right"), &style("left"))) }
        @if board.has_levels() {
            th scope="row" style={ (style("left")) ";font-weight:400" } { (shortened(&board.levels[row.level].label, WHOLE)) }
        }
        td style={ (style("right")) (best(row.best_score)) } { (row.score.starred()) }
        td style={ (style("right")) ";font-weight:400;white-space:nowrap;color:" (colours.muted) } { (interval.unwrap_or_default()) }
        td style={ (style("right")) @if row.efficiency_mark == Some(Mark::Best) { (best(true)) } @else { ";font-weight:400" } } title=[(row.efficiency_mark == Some(Mark::Best)).then_some("best score per token of its level")] { (tokens.unwrap_or_else(|| "–".to_owned())) }
        @for (task, cell) in row.cells.iter().enumerate() {
            @match cell {
                TaskCell::Measured(cell) => td style=(heat(colours, cell)) title=(about(board, row, task)) { (number(colours, cell)) },
                TaskCell::Absent(_) => td style={ "font-weight:400;border:1px dashed " (colours.muted) ";color:" (colours.muted) } title=(about(board, row, task)) { (NOT_EVALUATED_MARK) },
            }
        }
    }
}

/// Rank and name of a model, over all its rows.
fn name(board: &Board, colours: &Colours, entry: &Entry, right: &str, left: &str) -> Markup {
    let span = (entry.rows.len() > 1).then_some(entry.rows.len());
    let rank = entry
        .rank
        .map_or("–".to_owned(), |rank| rank.place.to_string());
    let interval = match entry.rank {
        Some(_) => entry
            .rank_interval_caption(board)
            .map(|rank| format!("rank {rank}")),
        None => Some("not comparable".to_owned()),
    };
    html! {
        td rowspan=[span] style=(right) { (rank) }
        th rowspan=[span] scope="rowgroup" style={ (left) ";min-width:11em;max-width:20em;overflow-wrap:anywhere" } {
            bdi { (shortened(&entry.label, WHOLE)) }
            br;
            small style={ "font-weight:400;color:" (colours.muted) } {
                (entry.overall.starred()) " overall" @if let Some(interval) = interval { " · " (interval) }
            }
        }
    }
}

/// The look of a cell: filled from the left by accuracy, hatched from the left over the truncated share.
fn heat(colours: &Colours, cell: &Measured) -> String {
    let fill = colours.accuracy(cell.shown.value);
    let percent = |share: f64| (share.clamp(0.0, 1.0) * 1000.0).round() / 10.0;
    let truncation = cell.truncation.unwrap_or(0.0);
    let mut grounds = Vec::new();
    if truncation > 0.0 {
        let (over, under) = (colours.hatch.over_css(), colours.hatch.under_css());
        let width = percent(truncation);
        for lines in css_backgrounds(&over, &under) {
            grounds.push(format!("{lines} 0/{width}% 100% no-repeat"));
        }
    }
    grounds.push(format!(
        "linear-gradient(90deg,{fill} {}%,{} 0)",
        percent(cell.shown.value),
        colours.track
    ));
    format!(
        "padding:4px 2px;border-radius:3px;background:{}",
        grounds.join(",")
    )
}

/// The number of a cell; on a plate where hatch or a dark fill reaches the middle, where it stands.
fn number(colours: &Colours, cell: &Measured) -> Markup {
    let share = format::share(cell.shown.value);
    html! {
        @if colours.number_needs_plate(cell.shown.value, cell.truncation) {
            span style={ "padding:0 3px;border-radius:3px;background:" (colours.halo) "d9" } { (share) }
        } @else { (share) }
    }
}

/// What a pointer on a cell tells.
fn about(board: &Board, row: &Row, task: usize) -> String {
    let facts = board.cell_facts(row, task);
    facts
        .iter()
        .map(Fact::to_string)
        .collect::<Vec<_>>()
        .join("; ")
}
