//! One task cell: track, fill, hatch, whisker, number.

use crate::board::caption::NOT_EVALUATED_MARK;
use crate::board::{Measured, TaskCell};
use crate::drawing::scene::{Anchor, Area, Bar, Item, Path, Point, Rect, Segment, Stroke, Text};
use crate::drawing::text::{Fonts, Weight};
use crate::format::share;
use crate::picture::theme::Colours;

use super::sheet::{rect_item, size};

/// Radius of a cell's corners.
const RADIUS: f64 = 3.0;

/// Baseline of the number, and middle of the whisker, below the top of the cell.
const BASELINE: f64 = 18.0;
const WHISKER: f64 = 23.5;

/// The cell in `area`.
pub(super) fn cell(fonts: &Fonts, colours: &Colours, area: Area, cell: &TaskCell) -> Vec<Item> {
    match cell {
        TaskCell::Measured(cell) => measured(fonts, colours, area, cell),
        TaskCell::Absent(_) => absent(colours, area),
    }
}

fn measured(fonts: &Fonts, colours: &Colours, area: Area, cell: &Measured) -> Vec<Item> {
    let mut items = Vec::with_capacity(6);
    items.push(rect_item(area, RADIUS, colours.track));
    let filled = area.width * cell.shown.value.clamp(0.0, 1.0);
    let fill = colours.accuracy(cell.shown.value);
    if filled >= area.width {
        items.push(rect_item(area, RADIUS, fill));
    } else if filled > 0.0 {
        items.push(Item::Bar(Bar {
            track: area,
            radius: RADIUS,
            length: filled,
            fill,
        }));
    }
    let hatched = area.width * cell.truncation.unwrap_or(0.0).clamp(0.0, 1.0);
    if hatched > 0.0 {
        items.push(Item::Hatch(Area {
            width: hatched,
            ..area
        }));
    }
    if let Some(interval) = cell
        .shown
        .interval
        .filter(|interval| interval.high > interval.low)
    {
        items.extend(whisker(colours, area, interval.low, interval.high));
    }
    let text = share(cell.shown.value);
    let half = fonts.width(&text, size::NUMBER, Weight::SemiBold) / 2.0;
    // Where the number begins, with room for a pixel around it.
    let begins = area.width / 2.0 - half - 1.0;
    let on_hatch = hatched > begins;
    let on_fill = filled > begins;
    let needs_halo = on_hatch || (on_fill && !colours.number_is_legible_on(fill));
    items.push(number(colours, area, text, needs_halo));
    items
}

fn number(colours: &Colours, area: Area, text: String, halo: bool) -> Item {
    Item::Text(Text {
        text,
        at: Point {
            x: area.x + area.width / 2.0,
            y: area.y + BASELINE,
        },
        anchor: Anchor::Middle,
        size: size::NUMBER,
        weight: Weight::SemiBold,
        fill: colours.number,
        halo: halo.then(|| Stroke::new(colours.halo, 3.2)),
        upright: false,
    })
}

/// The interval as a thin line with ends.
pub(super) fn whisker(colours: &Colours, area: Area, low: f64, high: f64) -> [Item; 2] {
    let y = area.y + WHISKER;
    let at = |share: f64| area.x + 0.5 + (area.width - 1.0) * share.clamp(0.0, 1.0);
    let (from, to) = (at(low), at(high));
    let segments = vec![
        Segment::Move(Point {
            x: from,
            y: y - 2.5,
        }),
        Segment::Line(Point {
            x: from,
            y: y + 2.5,
        }),
        Segment::Move(Point { x: from, y }),
        Segment::Line(Point { x: to, y }),
        Segment::Move(Point { x: to, y: y - 2.5 }),
        Segment::Line(Point { x: to, y: y + 2.5 }),
    ];
    let stroked = |segments, stroke| Item::Path(Path::stroked(segments, stroke));
    [
        stroked(
            segments.clone(),
            Stroke {
                opacity: 0.6,
                ..Stroke::new(colours.halo, 2.6)
            },
        ),
        stroked(segments, Stroke::new(colours.number, 1.0)),
    ]
}

/// Not evaluated: an outline of dashes around `N/A`.
pub(super) fn absent(colours: &Colours, area: Area) -> Vec<Item> {
    let outline = Area {
        x: area.x + 0.5,
        y: area.y + 0.5,
        width: area.width - 1.0,
        height: area.height - 1.0,
    };
    vec![
        Item::Rect(Rect {
            area: outline,
            radius: RADIUS - 0.5,
            fill: None,
            stroke: Some(Stroke {
                dash: Some((3.0, 3.0)),
                ..Stroke::new(colours.muted, 1.0)
            }),
        }),
        Item::Text(Text {
            text: NOT_EVALUATED_MARK.to_owned(),
            at: Point {
                x: area.x + area.width / 2.0,
                y: area.y + BASELINE,
            },
            anchor: Anchor::Middle,
            size: 12.0,
            weight: Weight::Regular,
            fill: colours.muted,
            halo: None,
            upright: false,
        }),
    ]
}
