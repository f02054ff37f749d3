//! Title and column heads.

use crate::board::Page;
use crate::board::caption::{WHOLE, shortened};
use crate::board::columns::Align;
use crate::drawing::scene::{Area, Item, PlacedLogo, Turn};
use crate::drawing::text::one_line;

use super::columns::{Columns, Span};
use super::heads::{ASIDE, FOOT, Heads};
use super::sheet::{Sheet, Style, size, text_item};
use super::widths::BEFORE_SCORE;
use super::{MARGIN, Options};

/// The title that is shown: the one asked for, else the data's.
pub(super) fn title_of(page: &Page<'_>, options: &Options) -> String {
    let title = match &options.title {
        Some(given) => given.clone(),
        None => page.board.title_or_source(),
    };
    shortened(&one_line(&title), WHOLE)
}

/// What the picture is called by screen readers, which need a name also where no title is shown.
pub(super) fn name_of(page: &Page<'_>, options: &Options) -> String {
    let titles = [title_of(page, options), title_of(page, &Options::default())];
    let mut titles = titles.into_iter().filter(|title| !title.is_empty());
    titles.next().unwrap_or_else(|| "Leaderboard".to_owned())
}

/// The room that the title took.
#[derive(Debug, Clone, Copy)]
pub(super) struct Titled {
    /// Its lower edge.
    pub bottom: f64,
    /// Its right edge.
    pub right: f64,
}

/// Height of a logo: about that of title and subtitle.
const LOGO: f64 = 38.0;

/// Most of the picture's width that a logo takes.
const LOGO_SHARE: f64 = 0.3;

/// Draws logo, title and subtitle.
pub(super) fn title(
    sheet: &mut Sheet<'_>,
    page: &Page<'_>,
    options: &Options,
    width: f64,
) -> Titled {
    let mut logo_area = None;
    let mut left = MARGIN;
    if let Some(logo) = &options.logo {
        let (width, height) = logo.fitted(width * LOGO_SHARE, LOGO);
        let area = Area::new(MARGIN, MARGIN, width, height);
        left = area.right() + 12.0;
        logo_area = Some(area);
        sheet.items.push(Item::Logo(PlacedLogo {
            area,
            logo: logo.clone(),
        }));
    }
    let room = width - MARGIN - left;
    // Lines with their style, how far down they reach, and from there up to the baseline.
    let mut lines: Vec<(String, Style, f64, f64)> = Vec::new();
    let subtitle = match &options.subtitle {
        Some(given) => shortened(&one_line(given), WHOLE),
        None => page.board.subtitle(),
    };
    let (strong, muted) = (
        sheet.strong(size::TITLE),
        sheet.muted(sheet.small.subtitle()),
    );
    for (text, style, height, descent) in [
        (title_of(page, options), strong, 25.0, 6.0),
        (subtitle, muted, 19.0, 5.0),
    ] {
        if !text.is_empty() {
            let wrapped = sheet.room(style, room, 2).shortened(&text).into_iter();
            lines.extend(wrapped.map(|line| (line, style, height, descent)));
        }
    }
    let height: f64 = lines.iter().map(|(_, _, height, _)| height).sum();
    // Texts less high than the logo stand at its middle.
    let beside = logo_area.map_or(0.0, |area| area.height);
    let mut y = MARGIN + f64::max(0.0, (beside - height) / 2.0);
    let mut right = logo_area.map_or(MARGIN, |area| area.right());
    for (line, style, height, descent) in lines {
        y += height;
        right = right.max(left + sheet.width(&line, style));
        sheet.text(line, left, y - descent, style);
    }
    if let Some(area) = logo_area {
        y = y.max(area.bottom());
    }
    Titled { bottom: y, right }
}

/// Height of a line of a head.
const LINE: f64 = 13.5;

impl Heads {
    /// The lower edge of turned names, of which the first stands at `first`: they may reach up
    /// beside the title.
    pub(super) fn bottom(&self, above: Titled, first: f64) -> f64 {
        let beside = above.right + 16.0 <= first;
        let top = if beside { MARGIN } else { above.bottom + 10.0 };
        top + self.rise + FOOT + 3.0
    }
}

/// Height that level heads take together, a line each of their parts.
pub(super) fn level_height<'a>(
    sheet: &Sheet<'_>,
    heads: impl IntoIterator<Item = &'a Vec<String>>,
) -> f64 {
    let lines = heads.into_iter().map(Vec::len).max().unwrap_or(1);
    (14.0 + sheet.small.scaled(LINE) * lines as f64).max(28.0)
}

/// The name over one column, level or turned, above `bottom`.
pub(super) fn turned(
    sheet: &Sheet<'_>,
    heads: &Heads,
    ix: usize,
    span: Span,
    bottom: f64,
) -> Vec<Item> {
    let style = sheet.muted(sheet.small.text());
    let lines = heads.names[ix].iter();
    let last = (lines.len() - 1) as f64;
    let foot = bottom - FOOT;
    let line_height = sheet.small.scaled(LINE);
    let line = |(at, line): (usize, &String)| {
        let up = line_height * (last - at as f64);
        let middle = span.middle();
        match heads.turn {
            Turn::Level => text_item(line, middle, bottom - 9.0 - up, style.middle()),
            Turn::Slanted => text_item(line, middle + ASIDE, foot, style).turned(Turn::Slanted),
            Turn::Upright => {
                let x = middle + sheet.small.scaled(4.0) + last * line_height / 2.0 - up;
                text_item(line, x, foot, style).turned(Turn::Upright)
            }
        }
    };
    lines.enumerate().map(line).collect()
}

/// Draws the column heads and the line under them; returns where the rows begin. Turned names may
/// reach up beside the title.
pub(super) fn columns(
    sheet: &mut Sheet<'_>,
    page: &Page<'_>,
    columns: &Columns,
    above: Titled,
) -> f64 {
    let after_title = above.bottom + 10.0;
    let line_height = sheet.small.scaled(LINE);
    let lead_height = level_height(sheet, columns.lead.iter().map(|lead| &lead.head));
    let heads = &columns.heads;
    let bottom = match heads.turn {
        Turn::Level => after_title + level_height(sheet, &heads.names).max(lead_height),
        Turn::Slanted | Turn::Upright => {
            let first = columns.tasks.first().map_or(0.0, |(_, span)| span.left);
            heads.bottom(above, first).max(after_title + lead_height)
        }
    }
    .ceil();
    let baseline = bottom - 9.0;
    let style = sheet.label(sheet.small.head());
    for lead in &columns.lead {
        let (x, style) = match (lead.column.column.id, lead.column.column.align) {
            ("rank", _) => (lead.figures, style.end()),
            ("score" | "overall", _) => (lead.span.left + BEFORE_SCORE, style),
            (_, Align::Right) => (lead.figures, style.end()),
            _ => (lead.span.left, style),
        };
        for (up, line) in lead.head.iter().rev().enumerate() {
            sheet.text(line.as_str(), x, baseline - line_height * up as f64, style);
        }
    }
    for (ix, (task, span)) in columns.tasks.iter().enumerate() {
        let items = turned(sheet, heads, ix, *span, bottom);
        sheet.grouped(items, || shortened(&page.board.tasks[*task].label, WHOLE));
    }
    sheet.rule(MARGIN, columns.right, bottom - 0.5, sheet.colours.rule);
    bottom
}
