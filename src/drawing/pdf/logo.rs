//! A logo on a PDF page: its shapes, or its pixels.

use krilla::color::rgb;
use krilla::geom::{self, PathBuilder, Size};
use krilla::image::Image;
use krilla::num::NormalizedF32;
use krilla::paint::{
    Fill, FillRule, LineCap, LineJoin, LinearGradient, Paint, RadialGradient, SpreadMethod, Stop,
    Stroke, StrokeDash,
};
use krilla::surface::Surface;
use resvg::usvg;
use usvg::tiny_skia_path::PathSegment;
use usvg::{ClipPath, Group, Node, PaintOrder, Path, Transform};

use crate::drawing::logo::{Content, Logo, each_path};
use crate::drawing::scene::Area;

/// Draws the logo where it stands.
pub(super) fn draw(surface: &mut Surface<'_>, logo: &Logo, place: &Area) {
    let [x, y, width, height] = [place.x, place.y, place.width, place.height].map(|px| px as f32);
    surface.push_transform(&geom::Transform::from_translate(x, y));
    match &logo.content {
        Content::Drawing(tree) => {
            let size = tree.size();
            let (sx, sy) = (width / size.width(), height / size.height());
            let mut edges = PathBuilder::new();
            if let Some(all) = geom::Rect::from_xywh(0.0, 0.0, width, height) {
                edges.push_rect(all);
            }
            if let Some(edges) = edges.finish() {
                surface.push_clip_path(&edges, &FillRule::NonZero);
                surface.push_transform(&geom::Transform::from_scale(sx, sy));
                group(surface, tree.root());
                surface.pop();
                surface.pop();
            }
        }
        Content::Pixels(pixels) => {
            let colours = pixels.pixels().iter().map(|pixel| pixel.demultiply());
            let data = colours
                .flat_map(|c| [c.red(), c.green(), c.blue(), c.alpha()])
                .collect();
            let image = Image::from_rgba8(data, pixels.width(), pixels.height());
            if let Some(size) = Size::from_wh(width, height) {
                surface.draw_image(image, size);
            }
        }
    }
    surface.pop();
}

fn group(surface: &mut Surface<'_>, group: &Group) {
    surface.push_transform(&placed(group.transform()));
    let clip = group.clip_path().and_then(clip);
    if let Some((path, rule)) = &clip {
        surface.push_clip_path(path, rule);
    }
    surface.push_opacity(opacity(group.opacity().get()));
    for node in group.children() {
        match node {
            Node::Group(inner) => self::group(surface, inner),
            Node::Path(path) if path.is_visible() => self::path(surface, path),
            _ => {}
        }
    }
    surface.pop();
    if clip.is_some() {
        surface.pop();
    }
    surface.pop();
}

/// The shape of a clip: clips of several are refused when a logo is read.
fn clip(clip: &ClipPath) -> Option<(geom::Path, FillRule)> {
    let mut shape = None;
    each_path(clip.root(), clip.transform(), &mut |path, transform| {
        let rule = path.fill().map(|fill| fill.rule()).unwrap_or_default();
        let moved = path.data().clone().transform(transform);
        shape = moved.and_then(|data| Some((outline(&data)?, filling(rule))));
    });
    shape
}

fn path(surface: &mut Surface<'_>, path: &Path) {
    let Some(outline) = outline(path.data()) else {
        return;
    };
    let fill = path.fill().map(|fill| Fill {
        paint: paint(fill.paint()),
        opacity: opacity(fill.opacity().get()),
        rule: filling(fill.rule()),
    });
    let stroke = path.stroke().map(stroke);
    let mut layers = [(fill, None), (None, stroke)];
    if path.paint_order() == PaintOrder::StrokeAndFill {
        layers.reverse();
    }
    for (fill, stroke) in layers {
        if fill.is_some() || stroke.is_some() {
            surface.set_fill(fill);
            surface.set_stroke(stroke);
            surface.draw_path(&outline);
        }
    }
}

fn stroke(stroke: &usvg::Stroke) -> Stroke {
    Stroke {
        paint: paint(stroke.paint()),
        width: stroke.width().get(),
        miter_limit: stroke.miterlimit().get(),
        line_cap: match stroke.linecap() {
            usvg::LineCap::Butt => LineCap::Butt,
            usvg::LineCap::Round => LineCap::Round,
            usvg::LineCap::Square => LineCap::Square,
        },
        line_join: match stroke.linejoin() {
            usvg::LineJoin::Miter | usvg::LineJoin::MiterClip => LineJoin::Miter,
            usvg::LineJoin::Round => LineJoin::Round,
            usvg::LineJoin::Bevel => LineJoin::Bevel,
        },
        opacity: opacity(stroke.opacity().get()),
        dash: stroke.dasharray().map(|dashes| StrokeDash {
            array: dashes.to_vec(),
            offset: stroke.dashoffset(),
        }),
    }
}

fn paint(paint: &usvg::Paint) -> Paint {
    match paint {
        usvg::Paint::Color(colour) => rgb::Color::new(colour.red, colour.green, colour.blue).into(),
        usvg::Paint::LinearGradient(gradient) => LinearGradient {
            x1: gradient.x1(),
            y1: gradient.y1(),
            x2: gradient.x2(),
            y2: gradient.y2(),
            transform: placed(gradient.transform()),
            spread_method: spread(gradient.spread_method()),
            stops: stops(gradient.stops()),
            anti_alias: false,
        }
        .into(),
        usvg::Paint::RadialGradient(gradient) => RadialGradient {
            fx: gradient.fx(),
            fy: gradient.fy(),
            fr: gradient.fr().get(),
            cx: gradient.cx(),
            cy: gradient.cy(),
            cr: gradient.r().get(),
            transform: placed(gradient.transform()),
            spread_method: spread(gradient.spread_method()),
            stops: stops(gradient.stops()),
            anti_alias: false,
        }
        .into(),
        // Refused when the logo was read.
        usvg::Paint::Pattern(_) => rgb::Color::black().into(),
    }
}

fn stops(stops: &[usvg::Stop]) -> Vec<Stop> {
    let stop = |stop: &usvg::Stop| Stop {
        offset: opacity(stop.offset().get()),
        color: rgb::Color::new(stop.color().red, stop.color().green, stop.color().blue).into(),
        opacity: opacity(stop.opacity().get()),
    };
    stops.iter().map(stop).collect()
}

fn spread(spread: usvg::SpreadMethod) -> SpreadMethod {
    match spread {
        usvg::SpreadMethod::Pad => SpreadMethod::Pad,
        usvg::SpreadMethod::Reflect => SpreadMethod::Reflect,
        usvg::SpreadMethod::Repeat => SpreadMethod::Repeat,
    }
}

fn filling(rule: usvg::FillRule) -> FillRule {
    match rule {
        usvg::FillRule::NonZero => FillRule::NonZero,
        usvg::FillRule::EvenOdd => FillRule::EvenOdd,
    }
}

/// A share of 0 to 1 as krilla has it.
fn opacity(share: f32) -> NormalizedF32 {
    NormalizedF32::new(share).unwrap_or(NormalizedF32::ONE)
}

fn placed(matrix: Transform) -> geom::Transform {
    geom::Transform::from_row(
        matrix.sx, matrix.ky, matrix.kx, matrix.sy, matrix.tx, matrix.ty,
    )
}

/// A path as krilla has it; `None` where it has no extent.
pub(super) fn outline(path: &usvg::tiny_skia_path::Path) -> Option<geom::Path> {
    let mut builder = PathBuilder::new();
    for segment in path.segments() {
        match segment {
            PathSegment::MoveTo(to) => builder.move_to(to.x, to.y),
            PathSegment::LineTo(to) => builder.line_to(to.x, to.y),
            PathSegment::QuadTo(c, to) => builder.quad_to(c.x, c.y, to.x, to.y),
            PathSegment::CubicTo(a, b, to) => builder.cubic_to(a.x, a.y, b.x, b.y, to.x, to.y),
            PathSegment::Close => builder.close(),
        }
    }
    builder.finish()
}
