//! A scene as SVG: self-contained, presentation attributes only.
//!
//! Text is outlines, so that it looks the same in every viewer: each glyph is a path in `<defs>`,
//! each different text a group of them, and each place where it stands one `<use>`. All ids begin
//! with a prefix made from the content: several different pictures can stand inline in one page,
//! and the same data give the same ids.

mod ids;
mod logo;
mod syntax;
mod texts;

use rayon::prelude::*;

use super::scene::{
    Anchor, Area, Circle, Fill, Group, HatchTile, Item, Line, Path, Rect, Scene, Stroke, Text, Turn,
};
use super::text::{FAMILY, FaceIx, Fonts, Weight};

use ids::UNNAMED;
use syntax::{area, attribute, escaped, fill, integer, number, paint, path_data, place, stroke};
use texts::Texts;

/// Items that are written, or looked through, in one go: chunks of them on all cores.
const CHUNK: usize = 128;

/// The scene as an SVG document of `scale` times its size; `live_text`: with `<text>` in place of
/// outlines.
pub(super) fn write(scene: &Scene, fonts: &Fonts, scale: f64, live_text: bool) -> String {
    let texts = match live_text {
        true => Texts::of(&[], fonts),
        false => Texts::of(&scene.items, fonts),
    };
    let body = || {
        let chunks = scene.items.par_chunks(CHUNK).map(|items| {
            let mut writer = Writer {
                fonts,
                texts: &texts,
                live_text,
                body: String::with_capacity(items.len() * 768),
            };
            writer.items(items);
            writer.body
        });
        chunks.collect::<Vec<String>>()
    };
    let (definitions, body) = rayon::join(|| texts.definitions(), body);

    let mut svg = String::from("<svg xmlns=\"http://www.w3.org/2000/svg\"");
    attribute(&mut svg, "width", scene.width * scale);
    attribute(&mut svg, "height", scene.height * scale);
    svg.push_str(" viewBox=\"0 0 ");
    number(&mut svg, scene.width);
    svg.push(' ');
    number(&mut svg, scene.height);
    svg += &format!("\" role=\"img\" aria-labelledby=\"{UNNAMED}title {UNNAMED}desc\"");
    if live_text {
        svg += &format!(" font-family=\"{FAMILY}\"");
    }
    svg += &format!(">\n<title id=\"{UNNAMED}title\">");
    escaped(&mut svg, &scene.title);
    svg += &format!("</title>\n<desc id=\"{UNNAMED}desc\">");
    escaped(&mut svg, &scene.description);
    svg.push_str("</desc>\n<defs>\n");
    if let Some(tile) = scene.used_hatch() {
        hatch_definition(&mut svg, tile);
    }
    svg.push_str(&definitions);
    svg.push_str("</defs>\n");
    if let Some(background) = scene.background {
        rect(&mut svg, &Rect::filled(scene.area(), 0.0, background));
    }
    let mut parts = vec![svg];
    parts.extend(body);
    parts.push("</svg>\n".to_owned());
    ids::named_by_content(&parts)
}

fn hatch_definition(svg: &mut String, tile: &HatchTile) {
    *svg += &format!("<g id=\"{UNNAMED}h\">");
    for tone in [&tile.hatch.under, &tile.hatch.over] {
        svg.push_str("<path d=\"");
        for (from, to) in tile.lines() {
            place(svg, 'M', from);
            place(svg, 'L', to);
        }
        svg.push('"');
        stroke(svg, tone);
        svg.push_str("/>");
    }
    svg.push_str("</g>\n");
}

fn rect(svg: &mut String, rect: &Rect) {
    svg.push_str("<rect");
    area(svg, &rect.area);
    if rect.radius > 0.0 {
        attribute(svg, "rx", rect.radius);
    }
    paint(svg, rect.fill.map(Fill::from), rect.stroke.as_ref());
    svg.push_str("/>\n");
}

/// Writes items of a scene.
struct Writer<'a> {
    fonts: &'a Fonts,
    texts: &'a Texts<'a>,
    live_text: bool,
    body: String,
}

impl Writer<'_> {
    fn items(&mut self, items: &[Item]) {
        for item in items {
            match item {
                Item::Rect(shape) => rect(&mut self.body, shape),
                Item::Bar(_) => item.to_path().iter().for_each(|path| self.path(path)),
                Item::Line(line) => self.line(line),
                Item::Path(path) => self.path(path),
                Item::Circle(circle) => self.circle(circle),
                Item::Text(text) if self.live_text => self.live_text(text),
                Item::Text(text) => self.outlined_text(text),
                Item::Hatch(area) => self.hatch(area),
                Item::Logo(placed) => logo::write(&mut self.body, &placed.logo, &placed.area),
                Item::Group(group) => self.group(group),
            }
        }
    }

    fn group(&mut self, group: &Group) {
        self.body.push_str("<g><title>");
        escaped(&mut self.body, &group.tooltip);
        self.body.push_str("</title>");
        self.items(&group.items);
        self.body.push_str("</g>\n");
    }

    fn circle(&mut self, circle: &Circle) {
        self.body.push_str("<circle");
        attribute(&mut self.body, "cx", circle.center.x);
        attribute(&mut self.body, "cy", circle.center.y);
        attribute(&mut self.body, "r", circle.radius);
        paint(&mut self.body, circle.fill, circle.stroke.as_ref());
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
        self.body.push_str("<svg");
        area(&mut self.body, hatched);
        self.body
            .extend(["><use href=\"#", UNNAMED, "h\"/></svg>\n"]);
    }

    fn outlined_text(&mut self, text: &Text) {
        let (name, width) = self.texts.get(text);
        let before = text.anchor.before(width);
        if let Some(halo) = &text.halo {
            self.use_text(name, text, before);
            // The text's own units are font units.
            let unit = text.size / self.fonts.face(FaceIx(text.weight as usize)).units_per_em;
            let halo = Stroke {
                width: halo.width / unit,
                ..halo.rounded()
            };
            stroke(&mut self.body, &halo);
            self.body.push_str("/>\n");
        }
        self.use_text(name, text, before);
        fill(&mut self.body, text.fill);
        self.body.push_str("/>\n");
    }

    /// `<use` of a text that begins `before` px before its place.
    fn use_text(&mut self, name: usize, text: &Text, before: f64) {
        self.body.extend(["<use href=\"#", UNNAMED, "t"]);
        integer(&mut self.body, name as u64);
        self.body.push('"');
        self.place(text, before);
    }

    /// Where a text begins, `before` px before its place, and its turn.
    fn place(&mut self, text: &Text, before: f64) {
        let (cos, sin) = text.turn.direction();
        let (x, y) = (text.at.x - before * cos, text.at.y + before * sin);
        let rotation = match text.turn {
            Turn::Level => {
                attribute(&mut self.body, "x", x);
                return attribute(&mut self.body, "y", y);
            }
            Turn::Slanted => ")rotate(-45)\"",
            Turn::Upright => ")rotate(-90)\"",
        };
        self.body.push_str(" transform=\"translate(");
        number(&mut self.body, x);
        self.body.push(' ');
        number(&mut self.body, y);
        self.body.push_str(rotation);
    }

    fn live_text(&mut self, text: &Text) {
        if let Some(halo) = &text.halo {
            self.text(text, |svg| stroke(svg, &halo.rounded()));
        }
        self.text(text, |svg| fill(svg, text.fill));
    }

    /// `<text>` with the attributes that `paint` writes.
    fn text(&mut self, text: &Text, paint: impl FnOnce(&mut String)) {
        self.body.push_str("<text");
        self.place(text, 0.0);
        attribute(&mut self.body, "font-size", text.size);
        if text.weight == Weight::SemiBold {
            attribute(&mut self.body, "font-weight", 600.0);
        }
        match text.anchor {
            Anchor::Start => {}
            Anchor::Middle => self.body.push_str(" text-anchor=\"middle\""),
            Anchor::End => self.body.push_str(" text-anchor=\"end\""),
        }
        paint(&mut self.body);
        self.body.push('>');
        escaped(&mut self.body, &text.text);
        self.body.push_str("</text>\n");
    }
}
