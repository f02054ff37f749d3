//! From a CSV file to a picture, without any feature:
//! `cargo run --example csv_to_svg --no-default-features`
use evalboard::{Board, Format, Options, Selection, load, render};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let results = load(["golden/zeroeval/zeroeval.csv"])?;
    let board = Board::new(&results, &Selection::default())?;
    let svg = render(&board, &Options::default(), &Format::SVG)?;
    Ok(std::fs::write("board.svg", svg)?)
}
