//! A logo in an SVG: its shapes, with names of our own.
//!
//! usvg's own writer would do with a fifth of the lines, but it keeps the ids of the file and does
//! not escape them, so that a hostile logo could break out of an attribute; and it leaves out the
//! inner circle of a radial gradient (`fr`).

use resvg::usvg;
// Into a `String`: writing cannot fail, so its results are passed over.
use std::fmt::Write;

use base64::prelude::{BASE64_STANDARD, Engine};
use usvg::tiny_skia_path::PathSegment;
use usvg::{
    BaseGradient, ClipPath, FillRule, Group, Node, Paint, Path, SpreadMethod, Stop, Transform,
};

use super::ids::UNNAMED;
use super::syntax::{area, attribute};
use crate::drawing::logo::{Content, Logo, each_path, numbers};
use crate::drawing::scene::Area;

/// Writes the logo where it stands.
pub(super) fn write(svg: &mut String, logo: &Logo, place: &Area) {
    match &logo.content {
        Content::Drawing(tree) => {
            svg.push_str("<svg");
            area(svg, place);
            let size = tree.size();
            let _ = write!(svg, " viewBox=\"0 0 {} {}\">", size.width(), size.height());
            let mut writer = Writer {
                body: String::new(),
                definitions: String::new(),
                names: 0,
            };
            writer.group(tree.root());
            if !writer.definitions.is_empty() {
                let _ = write!(svg, "<defs>{}</defs>", writer.definitions);
            }
            svg.push_str(&writer.body);
            svg.push_str("</svg>\n");
        }
        Content::Pixels(pixels) => {
            let Ok(png) = pixels.encode_png() else { return };
            svg.push_str("<image");
            area(svg, place);
            let data = BASE64_STANDARD.encode(png);
            let _ = writeln!(svg, " href=\"data:image/png;base64,{data}\"/>");
        }
    }
}

struct Writer {
    body: String,
    definitions: String,
    names: usize,
}

impl Writer {
    fn name(&mut self) -> String {
        self.names += 1;
        format!("{UNNAMED}l{}", self.names)
    }

    fn group(&mut self, group: &Group) {
        self.body.push_str("<g");
        transform(&mut self.body, "transform", group.transform());
        if group.opacity().get() < 1.0 {
            attribute(&mut self.body, "opacity", f64::from(group.opacity().get()));
        }
        if let Some(clip) = group.clip_path() {
            let name = self.clip(clip);
            let _ = write!(self.body, " clip-path=\"url(#{name})\"");
        }
        self.body.push('>');
        for node in group.children() {
            match node {
                Node::Group(group) => self.group(group),
                Node::Path(path) if path.is_visible() => self.path(path),
                _ => {}
            }
        }
        self.body.push_str("</g>");
    }

    fn path(&mut self, path: &Path) {
        let mut element = String::from("<path");
        match path.fill() {
            None => element.push_str(" fill=\"none\""),
            Some(fill) => {
                self.paint(&mut element, "fill", fill.paint());
                if fill.opacity().get() < 1.0 {
                    let _ = write!(element, " fill-opacity=\"{}\"", fill.opacity().get());
                }
                if fill.rule() == FillRule::EvenOdd {
                    element.push_str(" fill-rule=\"evenodd\"");
                }
            }
        }
        if let Some(stroke) = path.stroke() {
            self.paint(&mut element, "stroke", stroke.paint());
            let _ = write!(element, " stroke-width=\"{}\"", stroke.width().get());
            if stroke.opacity().get() < 1.0 {
                let _ = write!(element, " stroke-opacity=\"{}\"", stroke.opacity().get());
            }
            match stroke.linecap() {
                usvg::LineCap::Butt => {}
                usvg::LineCap::Round => element.push_str(" stroke-linecap=\"round\""),
                usvg::LineCap::Square => element.push_str(" stroke-linecap=\"square\""),
            }
            match stroke.linejoin() {
                usvg::LineJoin::Miter | usvg::LineJoin::MiterClip => {
                    let limit = stroke.miterlimit().get();
                    let _ = write!(element, " stroke-miterlimit=\"{limit}\"");
                }
                usvg::LineJoin::Round => element.push_str(" stroke-linejoin=\"round\""),
                usvg::LineJoin::Bevel => element.push_str(" stroke-linejoin=\"bevel\""),
            }
            if let Some(dashes) = stroke.dasharray() {
                let dashes: Vec<String> = dashes.iter().map(f32::to_string).collect();
                let _ = write!(
                    element,
                    " stroke-dasharray=\"{}\" stroke-dashoffset=\"{}\"",
                    dashes.join(" "),
                    stroke.dashoffset()
                );
            }
            if path.paint_order() == usvg::PaintOrder::StrokeAndFill {
                element.push_str(" paint-order=\"stroke\"");
            }
        }
        data(&mut element, path);
        element.push_str("/>");
        self.body.push_str(&element);
    }

    fn paint(&mut self, element: &mut String, what: &str, paint: &Paint) {
        match paint {
            Paint::Color(colour) => {
                let (r, g, b) = (colour.red, colour.green, colour.blue);
                let _ = write!(element, " {what}=\"#{r:02x}{g:02x}{b:02x}\"");
            }
            Paint::LinearGradient(gradient) => {
                let ends = [gradient.x1(), gradient.y1(), gradient.x2(), gradient.y2()];
                let ends = ["x1", "y1", "x2", "y2"].into_iter().zip(ends);
                self.gradient(element, what, "linearGradient", ends, gradient);
            }
            Paint::RadialGradient(gradient) => {
                let (radius, inner) = (gradient.r().get(), gradient.fr().get());
                let outer = [gradient.cx(), gradient.cy(), radius];
                let inner = [gradient.fx(), gradient.fy(), inner];
                let circles = ["cx", "cy", "r", "fx", "fy", "fr"].into_iter();
                let circles = circles.zip([outer, inner].concat());
                self.gradient(element, what, "radialGradient", circles, gradient);
            }
            // Refused when the logo was read.
            Paint::Pattern(_) => {
                let _ = write!(element, " {what}=\"none\"");
            }
        }
    }

    /// Defines a gradient, and paints with it.
    fn gradient(
        &mut self,
        element: &mut String,
        what: &str,
        tag: &str,
        places: impl IntoIterator<Item = (&'static str, f32)>,
        gradient: &BaseGradient,
    ) {
        let name = self.name();
        let definition = &mut self.definitions;
        let _ = write!(
            definition,
            "<{tag} id=\"{name}\" gradientUnits=\"userSpaceOnUse\""
        );
        for (place, value) in places {
            let _ = write!(definition, " {place}=\"{value}\"");
        }
        transform(definition, "gradientTransform", gradient.transform());
        stops(definition, gradient.spread_method(), gradient.stops());
        let _ = write!(definition, "</{tag}>");
        let _ = write!(element, " {what}=\"url(#{name})\"");
    }

    fn clip(&mut self, clip: &ClipPath) -> String {
        let name = self.name();
        let definitions = &mut self.definitions;
        let _ = write!(definitions, "<clipPath id=\"{name}\">");
        each_path(clip.root(), clip.transform(), &mut |path, place| {
            definitions.push_str("<path");
            transform(definitions, "transform", place);
            let rule = path.fill().map(|fill| fill.rule()).unwrap_or_default();
            if rule == FillRule::EvenOdd {
                definitions.push_str(" clip-rule=\"evenodd\"");
            }
            data(definitions, path);
            definitions.push_str("/>");
        });
        self.definitions.push_str("</clipPath>");
        name
    }
}

fn stops(svg: &mut String, spread: SpreadMethod, stops: &[Stop]) {
    match spread {
        SpreadMethod::Pad => {}
        SpreadMethod::Reflect => svg.push_str(" spreadMethod=\"reflect\""),
        SpreadMethod::Repeat => svg.push_str(" spreadMethod=\"repeat\""),
    }
    svg.push('>');
    for stop in stops {
        let (colour, opacity) = (stop.color(), stop.opacity().get());
        let (r, g, b) = (colour.red, colour.green, colour.blue);
        let _ = write!(
            svg,
            "<stop offset=\"{}\" stop-color=\"#{r:02x}{g:02x}{b:02x}\"",
            stop.offset().get()
        );
        if opacity < 1.0 {
            let _ = write!(svg, " stop-opacity=\"{opacity}\"");
        }
        svg.push_str("/>");
    }
}

fn transform(svg: &mut String, name: &str, matrix: Transform) {
    if !matrix.is_identity() {
        let [a, b, c, d, e, f] = numbers(matrix);
        let _ = write!(svg, " {name}=\"matrix({a} {b} {c} {d} {e} {f})\"");
    }
}

fn data(svg: &mut String, path: &Path) {
    svg.push_str(" d=\"");
    for segment in path.data().segments() {
        let _ = match segment {
            PathSegment::MoveTo(to) => write!(svg, "M{} {}", to.x, to.y),
            PathSegment::LineTo(to) => write!(svg, "L{} {}", to.x, to.y),
            PathSegment::QuadTo(c, to) => write!(svg, "Q{} {} {} {}", c.x, c.y, to.x, to.y),
            PathSegment::CubicTo(a, b, to) => {
                write!(svg, "C{} {} {} {} {} {}", a.x, a.y, b.x, b.y, to.x, to.y)
            }
            PathSegment::Close => write!(svg, "Z"),
        };
    }
    svg.push('"');
}
