//! The parts of a picture: layout, SVG, PNG. Boards of 360 and 7,200 cells (`benches/peers.sh`
//! times whole processes).

// Tests use the rest of it.
#[allow(dead_code)]
#[path = "../tests/support/boards.rs"]
mod boards;
#[path = "../tests/support/random.rs"]
mod random;

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use evalboard::internals::drawing::text::Fonts;
use evalboard::internals::drawing::{EncodeOptions, Format, encode};
use evalboard::internals::picture::scene;
use evalboard::{Board, Options, Selection};

fn board(models: usize) -> Board {
    let names: Vec<String> = (1..=models)
        .map(|ix| format!("Model number {ix}"))
        .collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let data = boards::dataset(&names, &boards::LEVELS, &boards::TASKS);
    Board::new(&data, &Selection::default()).expect("no filters, no errors")
}

fn pictures(criterion: &mut Criterion) {
    let fonts = Fonts::embedded();
    let options = Options::default();
    for models in [10, 200] {
        let board = board(models);
        let mut group = criterion.benchmark_group(format!("{} cells", models * 36));
        group.sample_size(10);
        group.bench_function("layout", |bencher| {
            bencher.iter(|| scene(black_box(&board.whole()), &fonts, &options));
        });
        let scene = scene(&board.whole(), &fonts, &options);
        group.bench_function("SVG", |bencher| {
            let options = EncodeOptions::default();
            bencher.iter(|| encode(black_box(&scene), &fonts, Format::Svg, options));
        });
        group.bench_function("PNG, 1600 px wide", |bencher| {
            let options = EncodeOptions {
                scale: 1600.0 / scene.width,
                ..EncodeOptions::default()
            };
            bencher.iter(|| encode(black_box(&scene), &fonts, Format::Png, options));
        });
    }
}

criterion_group!(benches, pictures);
criterion_main!(benches);
