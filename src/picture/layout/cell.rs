//! One task cell: track, fill, hatch, whisker, plate, number.

use crate::board::caption::NOT_EVALUATED_MARK;
use crate::board::{Measured, TaskCell};
use crate::drawing::colour::Rgb;
use crate::drawing::scene::{Area, Bar, Item, Point, Rect, Stroke};
use crate::format::share;
use crate::picture::colours::Colours;
use crate::picture::hatch::{END, has_bar};

use super::density::Density;
use super::sheet::{Sheet, rect_item, size, text_item};

/// Radius of a cell's corners.
const RADIUS: f64 = 3.0;

/// Baseline of the number below the top of a cell of the usual height.
const BASELINE: f64 = 16.5;

/// By how much a lower cell has its number nearer to the top: the whisker keeps clear of it.
const RAISED: f64 = 0.7;

/// Heights of the whisker's band and of its tick above the foot of the cell.
const WHISKER: f64 = 3.5;
const TICK: f64 = 5.0;

/// Opacity of the band: fill and track are told apart below it, and it from both by its lightness.
const WHISKER_OPACITY: f64 = 0.75;

/// Narrowest whisker in px that is drawn: a narrower one looks like dirt.
const NARROWEST_WHISKER: f64 = 4.0;

/// Narrowest whisker in px with a tick at the estimate, where the fill ends too.
const NARROWEST_TICKED: f64 = 10.0;

/// Width of the bar of a small truncated share.
const TRUNCATION_BAR: f64 = 2.0;

/// The narrowest interval that has a whisker in a cell of `width` px.
pub(super) fn narrowest_interval(width: f64) -> f64 {
    NARROWEST_WHISKER / width
}

/// The ends of a cell's whisker, where it has one in a cell of `width` px.
pub(super) fn whisker_of(cell: &Measured, width: f64) -> Option<(f64, f64)> {
    let interval = cell.shown.interval.as_ref()?;
    let (low, high) = (interval.low.max(0.0), interval.high.min(1.0));
    (high - low >= narrowest_interval(width)).then_some((low, high))
}

/// Where the number of a cell of this height stands below its top.
fn baseline(height: f64) -> f64 {
    BASELINE + (height - Density::Normal.cell()) * RAISED
}

/// The cell in `area`, with its number in `size`; `None`: without.
pub(super) fn cell(sheet: &Sheet<'_>, area: Area, cell: &TaskCell, size: Option<f64>) -> Vec<Item> {
    match cell {
        TaskCell::Measured(cell) => measured(sheet, area, cell, size),
        TaskCell::Absent(_) => absent(sheet, area, size),
    }
}

fn measured(sheet: &Sheet<'_>, area: Area, cell: &Measured, size: Option<f64>) -> Vec<Item> {
    let colours = sheet.colours;
    let bar = |length: f64, fill: Rgb| {
        Item::Bar(Bar {
            track: area,
            radius: RADIUS,
            length,
            fill,
        })
    };
    let mut items = Vec::with_capacity(6);
    items.push(rect_item(area, RADIUS, colours.track));
    let filled = area.width * cell.shown.value.clamp(0.0, 1.0);
    let fill = colours.accuracy(cell.shown.value);
    if filled >= area.width {
        items.push(rect_item(area, RADIUS, fill));
    } else if filled > 0.0 {
        items.push(bar(filled, fill));
    }
    let truncation = cell.truncation.unwrap_or(0.0).clamp(0.0, 1.0);
    let hatched = area.width * truncation;
    if has_bar(truncation) {
        let below = if filled < 1.0 { colours.track } else { fill };
        items.push(bar(TRUNCATION_BAR, shade(colours, below)));
    } else if hatched > 0.0 {
        let below = if filled < hatched {
            colours.track
        } else {
            fill
        };
        items.extend(truncated(colours, area, hatched, below));
    }
    if let Some((low, high)) = whisker_of(cell, area.width) {
        items.extend(whisker(colours, area, low, cell.shown.value, high));
    }
    let Some(size) = size else { return items };
    let text = share(cell.shown.value);
    let style = sheet.strong(size).fill(colours.number).middle();
    let half = sheet.width(&text, style) / 2.0;
    // Where the number begins, with room for a pixel around it.
    let begins = area.width / 2.0 - half - 1.0;
    let on_hatch = hatched > begins;
    let on_fill = filled > begins;
    if on_hatch || (on_fill && !colours.number_is_legible_on(fill)) {
        let width = (2.0 * half + 6.0).min(area.width);
        let top = baseline(area.height) - 13.0;
        let whisker = area.height - WHISKER - 1.0;
        let left = area.x + (area.width - width) / 2.0;
        let plate = Area::new(left, area.y + top, width, (whisker - top).min(15.0));
        items.push(rect_item(plate, RADIUS, colours.halo));
    }
    items.push(text_item(
        text,
        area.middle().x,
        area.y + baseline(area.height),
        style,
    ));
    items
}

/// The hatch over `hatched` px of a cell with a line at its end, where it does not end with the
/// cell: without, a hatch of a few px looks dotted.
pub(super) fn truncated(
    colours: &Colours,
    area: Area,
    hatched: f64,
    below: Rgb,
) -> impl Iterator<Item = Item> + use<> {
    // No narrower than the bar of less.
    let width = hatched.max(TRUNCATION_BAR);
    let end = Area {
        x: area.x + width - END,
        width: END,
        ..area
    };
    let ends_before = width < area.width - RADIUS;
    let end = ends_before.then(|| rect_item(end, 0.0, shade(colours, below)));
    [Item::Hatch(Area { width, ..area })].into_iter().chain(end)
}

/// The colour of the bar of a truncated share: between that of the hatch and what is `below`, so
/// that the bars of many cells do not look like a grid.
fn shade(colours: &Colours, below: Rgb) -> Rgb {
    let (below, over) = (below.to_oklab(), colours.hatch.over.to_oklab());
    below.towards(over, 0.5).to_rgb()
}

/// The interval as a band that stands on the foot of the cell, and a tick at the estimate where it
/// is wide enough for one. Anything that floats there reads as an underscore.
pub(super) fn whisker(
    colours: &Colours,
    area: Area,
    low: f64,
    value: f64,
    high: f64,
) -> impl Iterator<Item = Item> + use<> {
    let (foot, number) = (area.bottom(), colours.number);
    let at = |share: f64| area.x + area.width * share.clamp(0.0, 1.0);
    let line = |from: (f64, f64), to: (f64, f64), stroke| {
        Item::line(Point::new(from.0, from.1), Point::new(to.0, to.1), stroke)
    };
    let (from, to) = (at(low), at(high));
    let middle = foot - WHISKER / 2.0;
    let stroke = Stroke::new(number, WHISKER).with_opacity(WHISKER_OPACITY);
    let tick = at(value).clamp(from + 0.75, to - 0.75);
    let tick = (to - from >= NARROWEST_TICKED)
        .then(|| line((tick, foot - TICK), (tick, foot), Stroke::new(number, 1.5)));
    [line((from, middle), (to, middle), stroke)]
        .into_iter()
        .chain(tick)
}

/// Not evaluated: an outline of dashes around `N/A`, which stands where numbers have the usual
/// size.
pub(super) fn absent(sheet: &Sheet<'_>, area: Area, size: Option<f64>) -> Vec<Item> {
    let mut items = vec![Item::Rect(Rect {
        area: area.grown(-0.5),
        radius: RADIUS - 0.5,
        fill: None,
        stroke: Some(Stroke {
            dash: Some((3.0, 3.0)),
            ..Stroke::new(sheet.colours.muted, 1.0)
        }),
    })];
    if size == Some(size::NUMBER) {
        let y = area.y + baseline(area.height);
        let style = sheet.muted(12.0).middle();
        items.push(text_item(NOT_EVALUATED_MARK, area.middle().x, y, style));
    }
    items
}
