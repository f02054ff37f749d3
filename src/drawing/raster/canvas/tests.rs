use super::*;
use crate::drawing::scene::{Area, Segment, Turn};

/// Whether each pixel has the colour, row by row.
fn has(painted: &IndexedRows, colour: Rgba) -> Vec<Vec<bool>> {
    let colours = painted.colours().iter();
    let is = colours.map(|known| [u8::from(*known == colour)]);
    let mut rows = Vec::new();
    painted.each_row(is, |row| rows.push(row.iter().map(|is| *is == 1).collect()));
    rows
}

#[test]
fn rectangles_are_filled() {
    let mut canvas = Canvas::new(37, 13, 100, Some(Rgb::WHITE));
    let (dark, red) = (opaque(Rgb(10, 20, 30)), opaque(Rgb(200, 0, 0)));
    canvas.fill_rect([3.0, 101.5, 33.25, 109.0], dark);
    canvas.fill_rect([20.0, 90.0, 21.0, 200.0], red);
    let painted = canvas.finish();
    let count = |colour: Rgba| {
        has(&painted, colour)
            .concat()
            .iter()
            .filter(|is| **is)
            .count()
    };
    assert_eq!(count(red), 13);
    assert_eq!(count(dark), 7 * 29);
    // Half of 30 pixels, and a quarter of others.
    assert_eq!(count(opaque(Rgb::WHITE)), 37 * 13 - 13 - 7 * 29 - 30 - 7);
}

#[test]
fn rounded_rectangles_are_filled_as_outlines() {
    let area = Area::new(2.3, 1.6, 30.1, 21.7);
    let path = Segment::to_tiny_skia(&area.outline(4.6)).unwrap();
    let lines = EdgeList::of(&path, 1.0, Turn::Level);
    let edges = [area.x, area.y, area.right(), area.bottom()];
    let painted = |fill: &dyn Fn(&mut Canvas)| {
        let mut canvas = Canvas::new(40, 30, 0, Some(Rgb::WHITE));
        fill(&mut canvas);
        let painted = canvas.finish();
        let reds = painted.colours().iter().map(|colour| [*colour as u8]);
        let mut rows: Vec<u8> = Vec::new();
        painted.each_row(reds, |row| rows.extend(row));
        rows
    };
    let black = opaque(Rgb(0, 0, 0));
    let outline = painted(&|canvas| canvas.fill(&lines, black));
    let rounded = painted(&|canvas| canvas.fill_rounded(&lines, edges, 4.6, black));
    // 29 x 21 whole pixels, but for 14 in the corners.
    assert_eq!(outline.iter().filter(|red| **red == 0).count(), 595);
    for (a, b) in outline.iter().zip(&rounded) {
        // A step of coverage.
        assert!(a.abs_diff(*b) <= 255 / LEVELS + 1);
    }
}

#[test]
fn what_lies_outside_is_left_out() {
    let mut canvas = Canvas::new(4, 2, 10, Some(Rgb::WHITE));
    let coverage = CoverageMask {
        left: -2,
        top: -1,
        width: 9,
        values: vec![LEVELS; 9 * 3],
    };
    let black = opaque(Rgb(0, 0, 0));
    canvas.fill_mask(&coverage, (3, 10), black);
    canvas.fill_mask(&coverage, (-30, 10), black);
    canvas.fill_mask(&coverage, (3, 100), black);
    let expected = vec![vec![false, true, true, true]; 2];
    assert_eq!(has(&canvas.finish(), black), expected);
}
