//! Scenes that are no boards: each primitive in all formats.

mod support;

use std::io::Read;

use evalboard::internals::drawing::scene::{
    Circle, Fill, Item, Join, Path, Point, Scene, Segment, Stroke,
};
use evalboard::internals::drawing::text::Fonts;
use evalboard::internals::drawing::{EncodeOptions, Format, Rgb, encode};

use support::picture::{Picture, difference};
use support::root;
use support::scene::{painted, svg_of};

const BLUE: Rgb = Rgb(0x1f, 0x77, 0xb4);
const ORANGE: Rgb = Rgb(0xff, 0x7f, 0x0e);

fn at(x: f64, y: f64) -> Point {
    Point { x, y }
}

fn scene_of(items: Vec<Item>) -> Scene {
    Scene {
        width: 320.0,
        height: 240.0,
        title: "Primitives".to_owned(),
        description: "Paths and circles".to_owned(),
        background: Some(Rgb::WHITE),
        hatch: None,
        items,
    }
}

fn half(colour: Rgb) -> Fill {
    Fill {
        opacity: 0.5,
        ..Fill::from(colour)
    }
}

/// A zigzag of `corners` from (x, y).
fn zigzag(x: f64, y: f64, corners: u32) -> Vec<Segment> {
    let corner = |ix: u32| {
        let up = f64::from(ix % 2) * 23.3;
        Segment::Line(at(x + f64::from(ix) * 9.7, y - up))
    };
    let mut segments = vec![Segment::Move(at(x, y))];
    segments.extend((1..=corners).map(corner));
    segments
}

fn star(x: f64, y: f64, radius: f64) -> Vec<Segment> {
    let corner = |ix: i32| {
        let angle = f64::from(ix) * 0.8 * std::f64::consts::PI;
        at(x + radius * angle.sin(), y - radius * angle.cos())
    };
    let mut segments = vec![Segment::Move(corner(0))];
    segments.extend((1..5).map(|ix| Segment::Line(corner(ix))));
    segments.push(Segment::Close);
    segments
}

/// A circle within a circle that runs the other way, and a curve that is not closed.
fn filled_paths() -> Vec<Item> {
    let ring = |radius: f64| {
        let circle = Circle {
            center: at(70.2, 60.7),
            radius,
            fill: None,
            stroke: None,
        };
        circle.outline()
    };
    let mut hole = ring(18.0);
    for segment in &mut hole {
        // Mirrored, so that it runs the other way.
        *segment = segment.map(|point| at(2.0 * 70.2 - point.x, point.y));
    }
    let ring = [ring(41.3), hole].concat();
    let open = vec![
        Segment::Move(at(130.0, 100.0)),
        Segment::Cubic(at(140.5, -20.0), at(200.5, 170.0), at(230.0, 30.2)),
        Segment::Quad(at(260.0, 120.0), at(290.0, 100.0)),
    ];
    vec![
        Item::Path(Path::filled(ring, BLUE)),
        Item::Path(Path::filled(open, half(ORANGE))),
        Item::Path(Path {
            segments: star(90.0, 170.0, 60.0),
            fill: Some(half(BLUE)),
            stroke: Some(Stroke::new(Rgb::BLACK, 2.5)),
        }),
        Item::Path(Path::filled(star(220.0, 170.0, 60.0), ORANGE)),
    ]
}

fn stroked_paths() -> Vec<Item> {
    let mut items = Vec::new();
    for (ix, join) in [Join::Miter, Join::Round].into_iter().enumerate() {
        let x = 10.3 + 105.0 * ix as f64;
        let stroke = Stroke {
            join,
            ..Stroke::new(BLUE, 6.5)
        };
        let dashed = Stroke {
            dash: Some((9.0, 8.0)),
            ..stroke
        };
        let thin = Stroke {
            opacity: 0.6,
            ..Stroke::new(ORANGE, 1.2)
        };
        items.push(Item::Path(Path::stroked(zigzag(x, 50.0, 9), stroke)));
        items.push(Item::Path(Path::stroked(zigzag(x, 110.0, 9), dashed)));
        items.push(Item::Path(Path::stroked(zigzag(x, 150.0, 9), thin)));
        // Along the axes, where ends are seen best.
        let corner = vec![
            Segment::Move(at(x, 200.0)),
            Segment::Line(at(x + 60.0, 200.0)),
            Segment::Line(at(x + 60.0, 225.0)),
        ];
        items.push(Item::Path(Path::stroked(corner, stroke)));
        let across = vec![
            Segment::Move(at(x, 170.0)),
            Segment::Line(at(x + 60.0, 170.0)),
        ];
        items.push(Item::Path(Path::stroked(across, stroke)));
    }
    items
}

fn circles() -> Vec<Item> {
    let mut items = Vec::new();
    for ix in 0..12 {
        let radius = 1.5 + f64::from(ix) * 2.2;
        let dash = (ix % 3 == 2).then_some((5.0, 3.0));
        items.push(Item::Circle(Circle {
            center: at(
                30.0 + 75.3 * f64::from(ix % 4),
                40.4 + 70.2 * f64::from(ix / 4),
            ),
            radius,
            fill: (ix % 4 != 1).then(|| half(BLUE)),
            stroke: (ix % 2 == 1).then(|| Stroke {
                dash,
                ..Stroke::new(ORANGE, 2.2)
            }),
        }));
    }
    items
}

#[test]
fn resvg_draws_every_primitive_as_the_png() {
    let fonts = Fonts::embedded();
    let scenes = [
        ("filled", filled_paths()),
        ("stroked", stroked_paths()),
        ("circles", circles()),
    ];
    for (name, items) in scenes {
        let scene = scene_of(items);
        let svg = svg_of(&scene, &fonts);
        assert!(!svg.contains("url("), "{name}");
        for scale in [1.0, 2.0] {
            let theirs = Picture::of_svg(&svg, scale as f32);
            let ours = Picture::decode(&painted(&scene, &fonts, scale));
            let blank = svg_of(&scene_of(Vec::new()), &fonts);
            let blank = Picture::of_svg(&blank, scale as f32);
            let drawn = difference(&theirs, &blank, 32).map(|drawn| drawn.pixels);
            assert!(drawn > Some(3000), "{name}: {drawn:?} pixels are drawn");
            let Some(found) = difference(&theirs, &ours, 32) else {
                continue;
            };
            let share = found.pixels as f64 / f64::from(ours.width * ours.height);
            if share > 0.002 {
                let file = root().join(format!("target/drawing-{name}.png"));
                std::fs::write(&file, found.side_by_side.encode()).unwrap();
            }
            assert!(share <= 0.002, "{name} at {scale}: {}", found.words);
        }
    }
}

/// The content of a PDF's streams, unpacked, one after the other.
fn streams(pdf: &[u8]) -> String {
    let mut text = String::new();
    let mut rest = pdf;
    while let Some(start) = memchr::memmem::find(rest, b"stream\n") {
        rest = &rest[start + 7..];
        let mut unpacked = Vec::new();
        if flate2::read::ZlibDecoder::new(rest)
            .read_to_end(&mut unpacked)
            .is_ok()
        {
            text.push_str(&String::from_utf8_lossy(&unpacked));
        }
        let end = memchr::memmem::find(rest, b"endstream").unwrap();
        rest = &rest[end + 9..];
    }
    text
}

#[test]
fn a_pdf_has_every_primitive_as_vectors() {
    let fonts = Fonts::embedded();
    let content = |items: Vec<Item>| {
        let options = EncodeOptions::default();
        let pdf = encode(&scene_of(items), &fonts, Format::Pdf, options).unwrap();
        let text = String::from_utf8_lossy(&pdf);
        assert!(!text.contains("/Subtype/Image") && !text.contains("/Subtype /Image"));
        streams(&pdf)
    };
    let count = |content: &str, operator: &str| {
        content
            .split_ascii_whitespace()
            .filter(|word| *word == operator)
            .count()
    };
    let filled = content(filled_paths());
    // The background, two fills, a fill with its line, another fill.
    assert_eq!(count(&filled, "f") + count(&filled, "B"), 5, "{filled}");
    let circles = content(circles());
    assert_eq!(count(&circles, "c"), 12 * 4);
    let stroked = content(stroked_paths());
    // Round corners; pointed ones are what a PDF begins with.
    for (operators, times) in [("1 j", 4), ("[9 8]0 d", 2)] {
        assert_eq!(stroked.matches(operators).count(), times, "{operators}");
    }
}
