//! A scene as SVG: self-contained, presentation attributes only.
//!
//! Text is outlines, so that it looks the same in every viewer: each glyph is a path in `<defs>`, each
//! different text a group of them, and each place where it stands one `<use>`.

mod logo;
mod syntax;
mod texts;

use rayon::prelude::*;

use super::colour::Rgb;
use super::scene::{Anchor, Area, Group, Hatching, Item, Line, Rect, Scene, Segment, Stroke, Text};
use super::text::{FAMILY, FaceIx, Fonts, Weight};

use syntax::{area, attribute, escaped, fill, integer, number, paint, path_data, place, stroke};
use texts::Texts;

/// What to leave open in an SVG.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SvgOptions {
    /// Keep `<text>`, to be selected and edited, in place of outlines: then the viewer's fonts draw it.
    pub live_text: bool,
}

/// Items that are written, or looked through, in one go: chunks of them on all cores.
const CHUNK: usize = 128;

/// The scene as an SVG document of `scale` times its size.
pub fn write(scene: &Scene, fonts: &Fonts, scale: f64, options: SvgOptions) -> String {
    parts(scene, fonts, scale, options).concat()
}

/// The same in parts that follow each other, for those who need not hold it in one piece.
pub fn parts(scene: &Scene, fonts: &Fonts, scale: f64, options: SvgOptions) -> Vec<String> {
    let texts = match options.live_text {
        true => Texts::of(&[], fonts),
        false => Texts::of(&scene.items, fonts),
    };
    let body = || {
        let chunks = scene.items.par_chunks(CHUNK).map(|items| {
            let mut writer = Writer {
                fonts,
                texts: &texts,
                options,
                body: String::with_capacity(items.len() * 768),
            };
            writer.items(items);
            writer.body
        });
        chunks.collect::<Vec<String>>()
    };
    let (definitions, body) = rayon::join(|| texts.definitions(), body);

    let mut svg = String::with_capacity(definitions.len() + (1 << 13));
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
    svg.push_str("</desc>\n<defs>\n");
    if scene.has_hatch() {
        hatch_definition(&mut svg, &scene.hatching);
    }
    svg.push_str(&definitions);
    svg.push_str("</defs>\n");
    if let Some(background) = scene.background {
        rect(
            &mut svg,
            &Rect {
                area: scene.area(),
                radius: 0.0,
                fill: Some(background),
                stroke: None,
            },
        );
    }
    let mut parts = vec![svg];
    parts.extend(body);
    parts.push("</svg>\n".to_owned());
    parts
}

fn hatch_definition(svg: &mut String, hatching: &Hatching) {
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

fn rect(svg: &mut String, rect: &Rect) {
    svg.push_str("<rect");
    area(svg, &rect.area);
    if rect.radius > 0.0 {
        attribute(svg, "rx", rect.radius);
    }
    paint(svg, rect.fill, rect.stroke.as_ref());
    svg.push_str("/>\n");
}

/// Writes items of a scene.
struct Writer<'a> {
    fonts: &'a Fonts,
    texts: &'a Texts<'a>,
    options: SvgOptions,
    body: String,
}

impl Writer<'_> {
    fn items(&mut self, items: &[Item]) {
        for item in items {
            match item {
                Item::Rect(shape) => rect(&mut self.body, shape),
                Item::Bar(bar) => self.path(&bar.outline(), Some(bar.fill), None),
                Item::Line(line) => self.line(line),
                Item::Path(path) => self.path(&path.segments, None, Some(&path.stroke)),
                Item::Text(text) if self.options.live_text => self.live_text(text),
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

    fn line(&mut self, line: &Line) {
        self.body.push_str("<path d=\"");
        place(&mut self.body, 'M', line.from);
        place(&mut self.body, 'L', line.to);
        self.body.push('"');
        stroke(&mut self.body, &line.stroke);
        self.body.push_str("/>\n");
    }

    fn path(&mut self, segments: &[Segment], fill: Option<Rgb>, stroke: Option<&Stroke>) {
        self.body.push_str("<path d=\"");
        path_data(&mut self.body, segments);
        self.body.push('"');
        paint(&mut self.body, fill, stroke);
        self.body.push_str("/>\n");
    }

    fn hatch(&mut self, hatched: &Area) {
        self.body.push_str("<svg");
        area(&mut self.body, hatched);
        self.body.push_str("><use href=\"#h\"/></svg>\n");
    }

    fn outlined_text(&mut self, text: &Text) {
        let (name, width) = self.texts.get(text);
        let before = text.anchor.before(width);
        if let Some(halo) = &text.halo {
            self.use_text(name, text, before);
            // The text's own units are font units.
            let unit = text.size / self.fonts.face(FaceIx(text.weight as usize)).units_per_em();
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

    fn live_text(&mut self, text: &Text) {
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

    fn open_text(&mut self, text: &Text) {
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
}
