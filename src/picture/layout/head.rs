//! Title and column heads.

use crate::board::Page;
use crate::board::caption::{WHOLE, shortened};
use crate::board::columns::Align;
use crate::drawing::scene::{Anchor, Area, Item, PlacedLogo, Point, Text};
use crate::drawing::text::{Weight, one_line};

use super::columns::{BEFORE_SCORE, Columns, TaskNames};
use super::sheet::{Sheet, Style, size, text_item};
use super::wrap::wrapped;
use super::{MARGIN, Options};

/// The title that is shown: the one asked for, else the data's, else a plain word.
pub(super) fn title_of(page: &Page<'_>, options: &Options) -> String {
    let given = options.title.as_deref().or(page.board.title.as_deref());
    shortened(&one_line(given.unwrap_or("Leaderboard")), WHOLE)
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
        let area = Area {
            x: MARGIN,
            y: MARGIN,
            width,
            height,
        };
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
    let mut add = |sheet: &Sheet<'_>, text: &str, style: Style, height: f64, descent: f64| {
        if !text.is_empty() {
            let wrapped = wrapped(sheet.fonts, text, style.size, style.weight, room, 2);
            lines.extend(
                wrapped
                    .into_iter()
                    .map(|line| (line, style, height, descent)),
            );
        }
    };
    let subtitle = match &options.subtitle {
        Some(given) => shortened(&one_line(given), WHOLE),
        None => page.board.subtitle(),
    };
    add(
        sheet,
        &title_of(page, options),
        sheet.strong(size::TITLE),
        25.0,
        6.0,
    );
    add(sheet, &subtitle, sheet.muted(size::SUBTITLE), 19.0, 5.0);
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

/// Draws the column heads and the line under them; returns where the rows begin. Turned names may
/// reach up beside the title.
pub(super) fn columns(
    sheet: &mut Sheet<'_>,
    page: &Page<'_>,
    columns: &Columns,
    above: Titled,
) -> f64 {
    let after_title = above.bottom + 10.0;
    let lines = columns.lead.iter().map(|lead| lead.head.len()).max();
    let level = |lines: usize| (14.0 + 13.5 * lines as f64).max(28.0);
    let lead_height = level(lines.unwrap_or(1));
    let bottom = match &columns.names {
        TaskNames::Lines(names) => {
            let lines = names.iter().map(Vec::len).max().unwrap_or(1);
            after_title + level(lines).max(lead_height)
        }
        TaskNames::Upright(_, longest) => {
            let first = columns.tasks.first().map_or(0.0, |(_, span)| span.left);
            let beside = above.right + 16.0 <= first;
            let top = if beside { MARGIN } else { after_title };
            (top + longest + 10.0).max(after_title + lead_height)
        }
    }
    .ceil();
    let baseline = bottom - 9.0;
    let style = sheet.strong(size::HEAD).fill(sheet.colours.muted);
    for lead in &columns.lead {
        let (x, style) = match (lead.column.column.id, lead.column.column.align) {
            ("rank", _) => (lead.figures, style.end()),
            ("score" | "overall", _) => (lead.span.left + BEFORE_SCORE, style),
            (_, Align::Right) => (lead.figures, style.end()),
            _ => (lead.span.left, style),
        };
        for (up, line) in lead.head.iter().rev().enumerate() {
            sheet.text(line.as_str(), x, baseline - 13.5 * up as f64, style);
        }
    }
    for (ix, (task, span)) in columns.tasks.iter().enumerate() {
        let style = sheet.muted(size::SMALL).middle();
        let items = match &columns.names {
            TaskNames::Lines(names) => {
                let lines = names[ix].iter().rev().enumerate();
                lines
                    .map(|(up, line)| {
                        text_item(line, span.middle(), baseline - 13.5 * up as f64, style)
                    })
                    .collect()
            }
            TaskNames::Upright(names, _) => vec![Item::Text(Text {
                text: names[ix].clone(),
                at: Point {
                    x: span.middle() + 4.0,
                    y: bottom - 7.0,
                },
                anchor: Anchor::Start,
                size: size::SMALL,
                weight: Weight::Regular,
                fill: style.fill,
                halo: None,
                upright: true,
            })],
        };
        sheet.grouped(items, || shortened(&page.board.tasks[*task].label, WHOLE));
    }
    let right = columns.width - MARGIN;
    sheet.rule(MARGIN, right, bottom - 0.5, sheet.colours.rule);
    bottom
}
