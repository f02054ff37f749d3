//! A scene as SVG: self-contained, presentation attributes only.
//!
//! Text is outlines, so that it looks the same in every viewer: each glyph is a path in `<defs>`, each
//! different text a group of them, and each place where it stands one `<use>`.

mod logo;

use std::fmt::Write;

use indexmap::IndexMap;

use super::colour::Rgb;
use super::scene::{
    Anchor, Area, Group, Hatching, Item, Line, Path, Point, Rect, Scene, Segment, Stroke, Text,
};
use super::text::{FAMILY, FaceIx, Fonts, Weight};

/// What to leave open in an SVG.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SvgOptions {
    /// Keep `<text>`, to be selected and edited, in place of outlines: then the viewer's fonts draw it.
    pub live_text: bool,
}

/// The scene as an SVG document of `scale` times its size.
pub fn write(scene: &Scene, fonts: &Fonts, scale: f64, options: SvgOptions) -> String {
    let mut writer = Writer {
        fonts,
        options,
        body: String::with_capacity(1 << 16),
        texts: IndexMap::new(),
        glyphs: IndexMap::new(),
        hatched: false,
    };
    if let Some(background) = scene.background {
        let all = Area {
            x: 0.0,
            y: 0.0,
            width: scene.width,
            height: scene.height,
        };
        writer.rect(&Rect {
            area: all,
            radius: 0.0,
            fill: Some(background),
            stroke: None,
        });
    }
    writer.items(&scene.items);

    let mut svg = String::with_capacity(writer.body.len() + (1 << 15));
    svg.push_str("<svg xmlns=\"http://www.w3.org/2000/svg\"");
    attribute(&mut svg, "width", scene.width * scale);
    attribute(&mut svg, "height", scene.height * scale);
    svg.push_str(" viewBox=\"0 0 ");
    number(&mut svg, scene.width);
    svg.push(' ');
    number(&mut svg, scene.height);
    svg.push_str("\" role=\"img\" aria-labelledby=\"title desc\"");
    if options.live_text {
        svg.push_str(" font-family=\"");
        svg.push_str(FAMILY);
        svg.push('"');
    }
    svg.push_str(">\n<title id=\"title\">");
    escaped(&mut svg, &scene.title);
    svg.push_str("</title>\n<desc id=\"desc\">");
    escaped(&mut svg, &scene.description);
    svg.push_str("</desc>\n");
    writer.definitions(&mut svg, &scene.hatching);
    svg.push_str(&writer.body);
    svg.push_str("</svg>\n");
    svg
}

/// A text that is drawn alike wherever it stands. The size is in thousandths of a px.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Run<'a> {
    text: &'a str,
    size: u64,
    weight: Weight,
}

struct Writer<'a> {
    fonts: &'a Fonts,
    options: SvgOptions,
    body: String,
    /// Different texts with their widths; their index is their name.
    texts: IndexMap<Run<'a>, f64>,
    /// Path data of the different glyphs; their index is their name.
    glyphs: IndexMap<(FaceIx, u32), String>,
    hatched: bool,
}

impl<'a> Writer<'a> {
    fn items(&mut self, items: &'a [Item]) {
        for item in items {
            match item {
                Item::Rect(rect) => self.rect(rect),
                Item::Line(line) => self.line(line),
                Item::Path(path) => self.path(path),
                Item::Text(text) if self.options.live_text => self.live_text(text),
                Item::Text(text) => self.outlined_text(text),
                Item::Hatch(area) => self.hatch(area),
                Item::Logo(placed) => logo::write(&mut self.body, &placed.logo, &placed.area),
                Item::Group(group) => self.group(group),
            }
        }
    }

    fn group(&mut self, group: &'a Group) {
        self.body.push_str("<g><title>");
        escaped(&mut self.body, &group.tooltip);
        self.body.push_str("</title>");
        self.items(&group.items);
        self.body.push_str("</g>\n");
    }

    fn rect(&mut self, rect: &Rect) {
        self.body.push_str("<rect");
        area(&mut self.body, &rect.area);
        if rect.radius > 0.0 {
            attribute(&mut self.body, "rx", rect.radius);
        }
        paint(&mut self.body, rect.fill, rect.stroke.as_ref());
        self.body.push_str("/>\n");
    }

    fn line(&mut self, line: &Line) {
        self.body.push_str("<path d=\"");
        place(&mut self.body, 'M', line.from);
        place(&mut self.body, 'L', line.to);
        self.body.push('"');
        stroke(&mut self.body, &line.stroke);
        self.body.push_str("/>\n");
    }

    fn path(&mut self, path: &Path) {
        self.body.push_str("<path d=\"");
        path_data(&mut self.body, &path.segments);
        self.body.push('"');
        paint(&mut self.body, path.fill, path.stroke.as_ref());
        self.body.push_str("/>\n");
    }

    fn hatch(&mut self, hatched: &Area) {
        self.hatched = true;
        self.body.push_str("<svg");
        area(&mut self.body, hatched);
        self.body.push_str("><use href=\"#h\"/></svg>\n");
    }

    fn outlined_text(&mut self, text: &'a Text) {
        let run = Run {
            text: &text.text,
            size: (text.size * 1000.0).round() as u64,
            weight: text.weight,
        };
        let fonts = self.fonts;
        let entry = self.texts.entry(run);
        let name = entry.index();
        let width = *entry.or_insert_with(|| fonts.width(&text.text, text.size, text.weight));
        let before = match text.anchor {
            Anchor::Start => 0.0,
            Anchor::Middle => width / 2.0,
            Anchor::End => width,
        };
        if let Some(halo) = &text.halo {
            self.use_text(name, text, before);
            // The text's own units are font units.
            let unit = text.size / fonts.face(FaceIx(text.weight as usize)).units_per_em();
            let halo = Stroke {
                width: halo.width / unit,
                ..*halo
            };
            stroke(&mut self.body, &halo);
            self.body.push_str(" stroke-linejoin=\"round\"/>\n");
        }
        self.use_text(name, text, before);
        fill(&mut self.body, text.fill);
        self.body.push_str("/>\n");
    }

    /// `<use` of a text that begins `before` px before its place.
    fn use_text(&mut self, name: usize, text: &Text, before: f64) {
        self.body.push_str("<use href=\"#t");
        integer(&mut self.body, name as u64);
        self.body.push('"');
        if text.upright {
            self.body.push_str(" transform=\"translate(");
            number(&mut self.body, text.at.x);
            self.body.push(' ');
            number(&mut self.body, text.at.y + before);
            self.body.push_str(")rotate(-90)\"");
        } else {
            attribute(&mut self.body, "x", text.at.x - before);
            attribute(&mut self.body, "y", text.at.y);
        }
    }

    fn live_text(&mut self, text: &'a Text) {
        if let Some(halo) = &text.halo {
            self.open_text(text);
            stroke(&mut self.body, halo);
            self.body.push_str(" stroke-linejoin=\"round\">");
            escaped(&mut self.body, &text.text);
            self.body.push_str("</text>\n");
        }
        self.open_text(text);
        fill(&mut self.body, text.fill);
        self.body.push('>');
        escaped(&mut self.body, &text.text);
        self.body.push_str("</text>\n");
    }

    fn open_text(&mut self, text: &'a Text) {
        self.body.push_str("<text");
        if text.upright {
            self.body.push_str(" transform=\"translate(");
            number(&mut self.body, text.at.x);
            self.body.push(' ');
            number(&mut self.body, text.at.y);
            self.body.push_str(")rotate(-90)\"");
        } else {
            attribute(&mut self.body, "x", text.at.x);
            attribute(&mut self.body, "y", text.at.y);
        }
        attribute(&mut self.body, "font-size", text.size);
        if text.weight == Weight::SemiBold {
            attribute(&mut self.body, "font-weight", 600.0);
        }
        match text.anchor {
            Anchor::Start => {}
            Anchor::Middle => self.body.push_str(" text-anchor=\"middle\""),
            Anchor::End => self.body.push_str(" text-anchor=\"end\""),
        }
    }

    /// What the body refers to.
    fn definitions(&mut self, svg: &mut String, hatching: &Hatching) {
        svg.push_str("<defs>\n");
        if self.hatched {
            svg.push_str("<g id=\"h\">");
            for tone in [&hatching.under, &hatching.over] {
                svg.push_str("<path d=\"");
                for (from, to) in hatching.lines() {
                    place(svg, 'M', from);
                    place(svg, 'L', to);
                }
                svg.push('"');
                stroke(svg, tone);
                svg.push_str("/>");
            }
            svg.push_str("</g>\n");
        }
        let texts = std::mem::take(&mut self.texts);
        let mut groups = String::new();
        for (name, run) in texts.keys().enumerate() {
            self.text_definition(&mut groups, name, run);
        }
        let drawn = self.glyphs.values().enumerate();
        for (name, data) in drawn.filter(|(_, data)| !data.is_empty()) {
            let _ = writeln!(svg, "<path id=\"g{name}\" d=\"{data}\"/>");
        }
        svg.push_str(&groups);
        svg.push_str("</defs>\n");
    }

    fn text_definition(&mut self, svg: &mut String, name: usize, run: &Run<'_>) {
        let own = FaceIx(run.weight as usize);
        let em = self.fonts.face(own).units_per_em();
        let _ = write!(svg, "<g id=\"t{name}\" transform=\"scale(");
        let scale = run.size as f64 / 1000.0 / em;
        let _ = write!(svg, "{:.7}", scale);
        svg.push_str(")\">");
        let mut at = 0.0;
        for glyph in self.fonts.glyphs(run.text, run.weight) {
            let entry = self.glyphs.entry((glyph.face, glyph.id));
            let glyph_name = entry.index();
            let data = entry.or_insert_with(|| {
                let mut data = String::new();
                path_data(&mut data, &self.fonts.outline(glyph.face, glyph.id));
                data
            });
            if !data.is_empty() {
                let _ = write!(svg, "<use href=\"#g{glyph_name}\"");
                let stretch = em / self.fonts.face(glyph.face).units_per_em();
                if stretch != 1.0 {
                    svg.push_str(" transform=\"translate(");
                    number(svg, at);
                    let _ = write!(svg, ")scale({stretch:.4})\"");
                } else if at != 0.0 {
                    attribute(svg, "x", at);
                }
                svg.push_str("/>");
            }
            at += glyph.advance * em;
        }
        svg.push_str("</g>\n");
    }
}

fn area(svg: &mut String, area: &Area) {
    attribute(svg, "x", area.x);
    attribute(svg, "y", area.y);
    attribute(svg, "width", area.width);
    attribute(svg, "height", area.height);
}

fn paint(svg: &mut String, filled: Option<Rgb>, stroked: Option<&Stroke>) {
    match filled {
        Some(colour) => fill(svg, colour),
        None => svg.push_str(" fill=\"none\""),
    }
    if let Some(stroked) = stroked {
        stroke(svg, stroked);
    }
}

fn fill(svg: &mut String, colour: Rgb) {
    svg.push_str(" fill=\"");
    hex(svg, colour);
    svg.push('"');
}

fn hex(svg: &mut String, Rgb(r, g, b): Rgb) {
    svg.push('#');
    for channel in [r, g, b] {
        for digit in [channel >> 4, channel & 15] {
            svg.push(char::from(b"0123456789abcdef"[usize::from(digit)]));
        }
    }
}

fn stroke(svg: &mut String, stroke: &Stroke) {
    svg.push_str(" stroke=\"");
    hex(svg, stroke.colour);
    svg.push('"');
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
}

fn place(svg: &mut String, command: char, at: Point) {
    svg.push(command);
    number(svg, at.x);
    svg.push(' ');
    number(svg, at.y);
}

/// Path data in relative steps; what rounding loses in one step is made good in the next.
fn path_data(svg: &mut String, segments: &[Segment]) {
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

fn attribute(svg: &mut String, name: &str, value: f64) {
    svg.push(' ');
    svg.push_str(name);
    svg.push_str("=\"");
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
fn number(svg: &mut String, value: f64) {
    let hundredths = hundredths(value);
    if hundredths < 0 {
        svg.push('-');
    }
    let (whole, part) = (
        hundredths.unsigned_abs() / 100,
        hundredths.unsigned_abs() % 100,
    );
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

fn integer(svg: &mut String, value: u64) {
    if value >= 10 {
        integer(svg, value / 10);
    }
    svg.push(char::from(b'0' + (value % 10) as u8));
}

/// Text as XML holds it.
fn escaped(svg: &mut String, text: &str) {
    let plain = |byte: u8| {
        matches!(byte, b' '..=b'~' | b'\n') && !matches!(byte, b'&' | b'<' | b'>' | b'"')
    };
    if text.bytes().all(plain) {
        return svg.push_str(text);
    }
    for c in text.chars() {
        match c {
            '&' => svg.push_str("&amp;"),
            '<' => svg.push_str("&lt;"),
            '>' => svg.push_str("&gt;"),
            '"' => svg.push_str("&quot;"),
            '\n' | '\t' => svg.push(c),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => svg.push('\u{fffd}'),
            c => svg.push(c),
        }
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
        escaped(&mut out, "<a & \"b\">\u{0}\u{1b}\n");
        assert_eq!(out, "&lt;a &amp; &quot;b&quot;&gt;\u{fffd}\u{fffd}\n");
    }
}
