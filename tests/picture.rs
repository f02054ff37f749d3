//! Pictures of boards: what they hold, and that the backends agree.

mod support;

use evalboard::board::{Board, Selection};
use evalboard::picture::scene::Scene;
use evalboard::picture::svg::SvgOptions;
use evalboard::picture::text::Fonts;
use evalboard::picture::theme::Theme;
use evalboard::picture::{Options, raster, scene, svg};

use support::boards;
use support::picture::{Picture, difference};

const NAMES: [&str; 5] = [
    "Qwen3-32B Think (AWQ)",
    "gpt-oss-120b (high)",
    "DeepSeek-R1-Distill-Llama-70B",
    "Phi-4 reasoning-plus",
    "Llama-3.1-8B-Instruct",
];

/// Five models, three levels, twelve tasks, one hole.
fn board() -> Board {
    let complete = boards::dataset(&NAMES, &boards::LEVELS, &boards::TASKS);
    let data = boards::without(complete, |model, level, task| {
        (model, level, task) == (4, 2, 3)
    });
    Board::new(&data, &Selection::default()).unwrap()
}

/// What resvg draws of our SVG.
fn resvg_draws(scene: &Scene, fonts: &Fonts, scale: f32) -> Picture {
    let text = svg::write(scene, fonts, 1.0, SvgOptions::default());
    let tree = resvg::usvg::Tree::from_str(&text, &resvg::usvg::Options::default()).unwrap();
    let size = |px: f64| (px * f64::from(scale)).round() as u32;
    let (width, height) = (size(scene.width), size(scene.height));
    let mut pixmap = resvg::tiny_skia::Pixmap::new(width, height).unwrap();
    let zoom = resvg::tiny_skia::Transform::from_scale(scale, scale);
    resvg::render(&tree, zoom, &mut pixmap.as_mut());
    let pixels = pixmap
        .pixels()
        .iter()
        .flat_map(|pixel| {
            let colour = pixel.demultiply();
            [colour.red(), colour.green(), colour.blue(), colour.alpha()]
        })
        .collect();
    Picture {
        width,
        height,
        pixels,
    }
}

#[test]
fn resvg_draws_the_svg_as_the_png() {
    let fonts = Fonts::embedded();
    let board = board();
    for theme in Theme::ALL {
        let options = Options {
            theme,
            ..Options::default()
        };
        let scene = scene(&board.whole(), &fonts, &options);
        for scale in [1.0, 1.5, 2.0, 1600.0 / 1050.0] {
            let ours = Picture::decode(&raster::png(&scene, &fonts, scale).unwrap());
            let theirs = resvg_draws(&scene, &fonts, scale as f32);
            let Some(found) = difference(&theirs, &ours, 32) else {
                continue;
            };
            let share = found.pixels as f64 / f64::from(ours.width * ours.height);
            if share > 0.005 {
                let file = support::root().join("target/picture-difference.png");
                std::fs::write(&file, found.side_by_side.encode()).unwrap();
            }
            println!("{theme:?} at {scale:.2}: {:.3} %", share * 100.0);
            assert!(share <= 0.005, "{theme:?} at {scale}: {}", found.words);
        }
    }
}
