//! A board as a `<table>`, to be pasted into a page or a wiki.
//!
//! Everything stands in `style` attributes: a wiki, a blog or a mail takes those where it drops
//! `<style>` and does not know our style file. The class `evalboard` on the table is there for
//! those who want to add rules of their own. No script, no link, no image, no `id`. What says
//! something is text: where all style is dropped, a plain table is left.

use std::io::{self, Write};

use maud::{Markup, html};

use crate::board::caption::{Fact, NOT_EVALUATED_MARK, WHOLE, shortened};
use crate::board::columns::{Align, At, Scope, Value, link_text};
use crate::board::{Board, Mark, Measured, TaskCell};
use crate::format;
use crate::output_format::{Format, Writer};
use crate::picture::hatch::css_backgrounds;
use crate::picture::{Colours, Palette, Theme};
use crate::table::{Cell, Head, Table};

use super::Emit;

/// The format, for the list of outputs.
pub const FORMAT: Format = Format {
    id: "html-table",
    label: "HTML table",
    about: "a <table> with coloured cells, to be pasted into a page, a wiki or a mail: all of its \
            look stands in it",
    endings: &["html", "htm"],
    media_type: "text/html; charset=utf-8",
    page_file: None,
    writer: Writer::text(|| Box::new(HtmlTable::default())),
};

/// Writes an HTML table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct HtmlTable {
    /// Colours of accuracy.
    pub palette: Palette,
}

impl Emit for HtmlTable {
    fn emit(&self, board: &Board, out: &mut dyn Write) -> io::Result<()> {
        let mut table = Table::of(board);
        table.spread(&["overall", "score"]);
        // A line a row, so that a difference between two versions can be read.
        let html = self.table(&table).into_string().replace("<tr", "\n<tr");
        writeln!(out, "{html}")
    }
}

impl HtmlTable {
    fn table(&self, table: &Table<'_>) -> Markup {
        let colours = Colours::new(Theme::Light, self.palette);
        let style = format!(
            "border-collapse:separate;border-spacing:3px 2px;font:14px/1.35 system-ui,sans-serif;\
             font-variant-numeric:tabular-nums;text-align:center;font-weight:600;color:{};\
             background:{}",
            colours.number, colours.ground
        );
        html! {
            table.evalboard style=(style) {
                caption style="text-align:left;padding:4px 0;caption-side:top;font-weight:400" {
                    (caption(table))
                }
                @if !table.columns.is_empty() {
                    thead { tr { @for column in &table.columns { (head(column, &colours)) } } }
                }
                @if table.groups.is_empty() {
                    tbody { tr { td { (table.why_empty) } } }
                }
                @for group in &table.groups {
                    tbody {
                        @for (ix, row) in group.rows.iter().enumerate() {
                            tr {
                                @for (head, cell) in table.columns.iter().zip(row) {
                                    @if ix == 0 || head.scope == Scope::Row {
                                        @let rows = group.rows.len();
                                        @let first = ix == 0;
                                        (Place { head, colours: &colours, rows, first }.cell(cell))
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn head(head: &Head<'_>, colours: &Colours) -> Markup {
    let narrowest = match head.align {
        Align::Middle => ";min-width:44px",
        Align::Left | Align::Right => "",
    };
    let style = format!(
        "text-align:{};vertical-align:bottom;padding:2px 6px;color:{}{narrowest}",
        text_align(head.align),
        colours.muted
    );
    html! { th scope="col" style=(style) { (shortened(head.title, WHOLE)) } }
}

/// Where values stand, in CSS.
fn text_align(align: Align) -> &'static str {
    match align {
        Align::Left => "left",
        Align::Middle => "center",
        Align::Right => "right",
    }
}

/// What the table shows, in words.
fn caption(table: &Table<'_>) -> Markup {
    html! {
        strong style="font-size:18px" { (shortened(&table.name, WHOLE)) }
        br;
        (table.notes.join(" "))
    }
}

/// Where a cell stands.
struct Place<'a> {
    head: &'a Head<'a>,
    colours: &'a Colours,
    /// Rows of its group.
    rows: usize,
    /// Whether its row is the first of them.
    first: bool,
}

impl Place<'_> {
    fn cell(&self, cell: &Cell<'_>) -> Markup {
        let colours = self.colours;
        let span = (self.head.scope == Scope::Model && self.rows > 1).then_some(self.rows);
        let light = ";font-weight:400";
        let marked = match cell.mark {
            Some(Mark::Best) => {
                format!(";color:{};background:{}", colours.best, colours.best_ground)
            }
            Some(Mark::Worst) => format!("{light};color:{}", colours.worst),
            None => String::new(),
        };
        html! {
            @match cell.value {
                Value::Model(at) => (self.model(at, span)),
                Value::Text(text) if self.head.scope == Scope::Model => {
                    td rowspan=[span] style={ (self.style()) (light) } { (shortened(text, WHOLE)) }
                },
                Value::Link(url) => td rowspan=[span] style={ (self.style()) (light) } {
                    a href=(url) rel="noopener nofollow" { (shortened(link_text(url), WHOLE)) }
                },
                Value::Text(text) => th scope="row" style={ (self.style()) (light) } {
                    (shortened(text, WHOLE))
                },
                Value::Rank(_) | Value::Score(_) => {
                    td rowspan=[span] style={ (self.style()) (marked) } { (cell.value.text()) }
                },
                Value::ScoreInterval(..) | Value::RankInterval(..) => {
                    (self.interval(span, &cell.value.text()))
                },
                Value::Number(..) => {
                    @let weight = if marked.is_empty() { light } else { marked.as_str() };
                    @let best = cell.mark == Some(Mark::Best);
                    @let best = best.then(|| format!("best {} of its level", self.head.about));
                    td rowspan=[span] style={ (self.style()) (weight) } title=[best] {
                        (cell.value.text())
                    }
                },
                Value::Absent if self.head.blank => (self.interval(span, "")),
                Value::Absent => td rowspan=[span] style={ (self.style()) (light) } { "–" },
                Value::Cell(at) => @match at.cell() {
                    TaskCell::Measured(cell) => td style=(heat(colours, cell)) title=(about(at)) {
                        (number(colours, cell))
                    },
                    TaskCell::Absent(_) => {
                        @let dashed = "font-weight:400;border:1px dashed ";
                        @let colour = colours.muted;
                        td style={ (dashed) (colour) ";color:" (colour) } title=(about(at)) {
                            (NOT_EVALUATED_MARK)
                        }
                    },
                },
            }
        }
    }

    fn style(&self) -> String {
        let align = text_align(self.head.align);
        let line = match self.first {
            true => format!(";border-top:1px solid {}", self.colours.rule),
            false => String::new(),
        };
        format!("text-align:{align};padding:2px 6px{line}")
    }

    fn interval(&self, span: Option<usize>, text: &str) -> Markup {
        let colour = self.colours.muted;
        html! {
            @let light = ";font-weight:400;white-space:nowrap;color:";
            td rowspan=[span] style={ (self.style()) (light) (colour) } { (text) }
        }
    }

    /// Name of a model, its overall score and rank interval.
    fn model(&self, At { board, entry, .. }: At<'_>, span: Option<usize>) -> Markup {
        let interval = entry.rank_interval_words(board, "not comparable");
        html! {
            @let width = ";min-width:11em;max-width:20em;overflow-wrap:anywhere";
            th rowspan=[span] scope="rowgroup" style={ (self.style()) (width) } {
                bdi { (shortened(&entry.label, WHOLE)) }
                br;
                small style={ "font-weight:400;color:" (self.colours.muted) } {
                    (entry.overall.starred())
                    " overall"
                    @if let Some(interval) = interval { " · " (interval) }
                }
            }
        }
    }
}

/// The look of a cell: filled from the left by accuracy, hatched from the left over the truncated
/// share.
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

/// The number of a cell; on a plate where hatch reaches the middle, where it stands.
fn number(colours: &Colours, cell: &Measured) -> Markup {
    let share = format::share(cell.shown.value);
    html! {
        @if colours.number_needs_plate(cell.truncation) {
            span style={ "padding:0 3px;border-radius:3px;background:" (colours.halo) "d9" } {
                (share)
            }
        } @else { (share) }
    }
}

/// What a pointer on a cell tells.
fn about(at: At<'_>) -> String {
    let facts = at.board.cell_facts(at.row, at.part);
    facts
        .iter()
        .map(Fact::to_string)
        .collect::<Vec<_>>()
        .join("; ")
}
