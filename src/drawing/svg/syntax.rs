//! The smallest parts of an SVG: numbers, attributes, path data, text.

use crate::drawing::colour::Rgb;
use crate::drawing::scene::{Area, Fill, Join, Point, Segment, Stroke};

pub(super) fn area(svg: &mut String, area: &Area) {
    attribute(svg, "x", area.x);
    attribute(svg, "y", area.y);
    attribute(svg, "width", area.width);
    attribute(svg, "height", area.height);
}

pub(super) fn paint(svg: &mut String, filled: Option<Fill>, stroked: Option<&Stroke>) {
    match filled {
        Some(filled) => {
            fill(svg, filled.colour);
            if filled.opacity < 1.0 {
                attribute(svg, "fill-opacity", filled.opacity);
            }
        }
        None => svg.push_str(" fill=\"none\""),
    }
    if let Some(stroked) = stroked {
        stroke(svg, stroked);
    }
}

pub(super) fn fill(svg: &mut String, colour: Rgb) {
    colour_attribute(svg, "fill", colour);
}

fn colour_attribute(svg: &mut String, name: &str, Rgb(r, g, b): Rgb) {
    svg.extend([" ", name, "=\"#"]);
    for channel in [r, g, b] {
        for digit in [channel >> 4, channel & 15] {
            svg.push(char::from(b"0123456789abcdef"[usize::from(digit)]));
        }
    }
    svg.push('"');
}

pub(super) fn stroke(svg: &mut String, stroke: &Stroke) {
    colour_attribute(svg, "stroke", stroke.colour);
    if stroke.width != 1.0 {
        attribute(svg, "stroke-width", stroke.width);
    }
    if stroke.opacity < 1.0 {
        attribute(svg, "stroke-opacity", stroke.opacity);
    }
    if let Some((dash, gap)) = stroke.dash {
        svg.push_str(" stroke-dasharray=\"");
        number(svg, dash);
        svg.push(' ');
        number(svg, gap);
        svg.push('"');
    }
    match stroke.join {
        Join::Miter => {}
        Join::Round => svg.push_str(" stroke-linejoin=\"round\""),
    }
}

pub(super) fn place(svg: &mut String, command: char, at: Point) {
    svg.push(command);
    number(svg, at.x);
    svg.push(' ');
    number(svg, at.y);
}

/// Path data in relative steps; what rounding loses in one step is made good in the next.
pub(super) fn path_data(svg: &mut String, segments: &[Segment]) {
    let mut at = Point { x: 0.0, y: 0.0 };
    let mut start = at;
    let step = |svg: &mut String, command: char, points: &[Point], at: &mut Point| {
        svg.push(command);
        let from = *at;
        for (ix, point) in points.iter().enumerate() {
            let (x, y) = (rounded(point.x - from.x), rounded(point.y - from.y));
            if ix > 0 && x >= 0.0 {
                svg.push(' ');
            }
            number(svg, x);
            if y >= 0.0 {
                svg.push(' ');
            }
            number(svg, y);
            at.x = from.x + x;
            at.y = from.y + y;
        }
    };
    for segment in segments {
        match segment {
            Segment::Move(to) => {
                step(svg, 'm', &[*to], &mut at);
                start = at;
            }
            Segment::Line(to) => {
                let (x, y) = (rounded(to.x - at.x), rounded(to.y - at.y));
                if y == 0.0 {
                    svg.push('h');
                    number(svg, x);
                } else if x == 0.0 {
                    svg.push('v');
                    number(svg, y);
                } else {
                    step(svg, 'l', &[*to], &mut at);
                    continue;
                }
                at.x += x;
                at.y += y;
            }
            Segment::Quad(control, to) => step(svg, 'q', &[*control, *to], &mut at),
            Segment::Cubic(a, b, to) => step(svg, 'c', &[*a, *b, *to], &mut at),
            Segment::Close => {
                svg.push('z');
                at = start;
            }
        }
    }
}

pub(super) fn attribute(svg: &mut String, name: &str, value: f64) {
    svg.extend([" ", name, "=\""]);
    number(svg, value);
    svg.push('"');
}

fn rounded(value: f64) -> f64 {
    hundredths(value) as f64 / 100.0
}

/// Rounded half away from zero, as `f64::round` does, which takes a call for it.
fn hundredths(value: f64) -> i64 {
    let scaled = value * 100.0;
    let whole = scaled as i64;
    let rest = scaled - whole as f64;
    whole + i64::from(rest >= 0.5) - i64::from(rest <= -0.5)
}

/// A number with at most two decimals.
pub(super) fn number(svg: &mut String, value: f64) {
    let hundredths = hundredths(value);
    if hundredths < 0 {
        svg.push('-');
    }
    let size = hundredths.unsigned_abs();
    let (whole, part) = (size / 100, size % 100);
    if whole > 0 || part == 0 {
        integer(svg, whole);
    }
    if part > 0 {
        svg.push('.');
        svg.push(char::from(b'0' + (part / 10) as u8));
        if part % 10 > 0 {
            svg.push(char::from(b'0' + (part % 10) as u8));
        }
    }
}

pub(super) fn integer(svg: &mut String, value: u64) {
    if value >= 10 {
        integer(svg, value / 10);
    }
    svg.push(char::from(b'0' + (value % 10) as u8));
}

/// Text as XML holds it.
pub(super) fn escaped(svg: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.bytes().position(may_need_escape) {
        let (plain, from) = rest.split_at(at);
        svg.push_str(plain);
        let mut chars = from.chars();
        match chars.next() {
            Some('&') => svg.push_str("&amp;"),
            Some('<') => svg.push_str("&lt;"),
            Some('>') => svg.push_str("&gt;"),
            Some('"') => svg.push_str("&quot;"),
            Some(c) if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {
                svg.push('\u{fffd}');
            }
            Some(c) => svg.push(c),
            None => {}
        }
        rest = chars.as_str();
    }
    svg.push_str(rest);
}

/// Whether a character that begins with this byte may have to be escaped: most text is passed over
/// byte by byte.
fn may_need_escape(first: u8) -> bool {
    match first {
        b'\n' | b'\t' => false,
        b'&' | b'<' | b'>' | b'"' | 0..=0x1f | 0x7f => true,
        // Control characters from U+0080 on, and U+FFFE.
        0xc2 | 0xef => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers() {
        for (value, text) in [
            (0.0, "0"),
            (1.0, "1"),
            (-0.5, "-.5"),
            (12.345, "12.35"),
            (100.0, "100"),
            (0.05, ".05"),
            (-0.001, "0"),
            (-12.0, "-12"),
        ] {
            let mut out = String::new();
            number(&mut out, value);
            assert_eq!(out, text);
        }
    }

    #[test]
    fn markup_and_control_characters() {
        let mut out = String::new();
        escaped(
            &mut out,
            "<a & \"b\">\u{0}\u{1b}\n\t\u{7f}\u{85}·é–\u{ffff}\u{feff}x",
        );
        let escaped =
            "&lt;a &amp; &quot;b&quot;&gt;\u{fffd}\u{fffd}\n\t\u{fffd}\u{fffd}·é–\u{fffd}";
        assert_eq!(out, format!("{escaped}\u{feff}x"));
    }
}
