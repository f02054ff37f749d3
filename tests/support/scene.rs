//! Scenes as files.

use evalboard::internals::drawing::scene::{Area, Group, Item, Scene, Text};
use evalboard::internals::drawing::text::Fonts;
use evalboard::internals::drawing::{EncodeOptions, Format, encode};

/// The SVG of a scene.
pub fn svg_of(scene: &Scene, fonts: &Fonts) -> String {
    svg_with(scene, fonts, false)
}

/// The SVG of a scene, with `<text>` or with outlines.
pub fn svg_with(scene: &Scene, fonts: &Fonts, live_text: bool) -> String {
    let options = EncodeOptions {
        live_text,
        ..EncodeOptions::default()
    };
    String::from_utf8(encode(scene, fonts, Format::Svg, options).unwrap()).unwrap()
}

/// The PNG of a scene.
pub fn painted(scene: &Scene, fonts: &Fonts, scale: f64) -> Vec<u8> {
    let options = EncodeOptions {
        scale,
        ..EncodeOptions::default()
    };
    encode(scene, fonts, Format::Png, options).unwrap()
}

/// The room that a text takes: capitals and descenders. Of a slanted one, the room of its corners.
pub fn room(text: &Text, fonts: &Fonts) -> Area {
    let points = corners(text, fonts);
    let least = |of: fn(&(f64, f64)) -> f64| points.iter().map(of).fold(f64::MAX, f64::min);
    let most = |of: fn(&(f64, f64)) -> f64| points.iter().map(of).fold(f64::MIN, f64::max);
    let (x, y) = (least(|point| point.0), least(|point| point.1));
    Area {
        x,
        y,
        width: most(|point| point.0) - x,
        height: most(|point| point.1) - y,
    }
}

/// The corners of the room that a text takes.
pub fn corners(text: &Text, fonts: &Fonts) -> [(f64, f64); 4] {
    let width = fonts.width(&text.text, text.size, text.weight);
    let before = text.anchor.before(width);
    let (up, down) = (text.size * 0.74, text.size * 0.21);
    let (cos, sin) = text.turn.direction();
    let at = |along: f64, below: f64| {
        (
            text.at.x + along * cos + below * sin,
            text.at.y - along * sin + below * cos,
        )
    };
    [
        at(-before, -up),
        at(width - before, -up),
        at(width - before, down),
        at(-before, down),
    ]
}

/// The least distance of two texts on one of the four axes along which they run; below 0 they may
/// overlap.
pub fn distance(a: &Text, b: &Text, fonts: &Fonts) -> f64 {
    let (corners_a, corners_b) = (corners(a, fonts), corners(b, fonts));
    let axes = [a, b].into_iter().flat_map(|text| {
        let (cos, sin) = text.turn.direction();
        [(cos, -sin), (sin, cos)]
    });
    let gap = |(x, y): (f64, f64)| {
        let along = |corners: &[(f64, f64); 4]| {
            let along = corners.map(|corner| corner.0 * x + corner.1 * y);
            let least = along.into_iter().fold(f64::MAX, f64::min);
            (least, along.into_iter().fold(f64::MIN, f64::max))
        };
        let (a, b) = (along(&corners_a), along(&corners_b));
        f64::max(a.0 - b.1, b.0 - a.1)
    };
    axes.map(gap).fold(f64::MIN, f64::max)
}

/// The groups of task cells: those that begin with a track or an outline of the cell's height and
/// roundness.
pub fn cells(scene: &Scene) -> Vec<(Area, &Group)> {
    scene
        .items
        .iter()
        .filter_map(|item| match item {
            Item::Group(group) => match group.items.first() {
                Some(Item::Rect(rect)) if rect.area.height >= 18.0 && rect.radius <= 3.0 => {
                    Some((rect.area, group))
                }
                _ => None,
            },
            _ => None,
        })
        .collect()
}
