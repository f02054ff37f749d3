use resvg::tiny_skia::PathBuilder;

use super::*;

fn filled(outline: &Path) -> CoverageMask {
    EdgeList::of(outline, 1.0, Turn::Level)
        .filled((0.0, 0.0))
        .unwrap()
}

fn polygon(points: &[(f32, f32)]) -> Path {
    let mut builder = PathBuilder::new();
    builder.move_to(points[0].0, points[0].1);
    points[1..]
        .iter()
        .for_each(|(x, y)| builder.line_to(*x, *y));
    builder.close();
    builder.finish().unwrap()
}

#[test]
fn a_rectangle_covers_its_pixels() {
    let rectangle = polygon(&[(0.5, 0.25), (3.0, 0.25), (3.0, 2.0), (0.5, 2.0)]);
    let coverage = filled(&rectangle);
    assert_eq!((coverage.left, coverage.top, coverage.height()), (0, 0, 2));
    let width = coverage.width;
    assert_eq!(coverage.values[..width], [5, 9, 9]);
    assert_eq!(coverage.values[width..], [6, 12, 12]);
}

#[test]
fn the_sum_is_the_area() {
    for points in [
        vec![(0.3, 0.2), (17.9, 4.4), (5.5, 9.9)],
        vec![(1.0, 0.0), (2.0, 10.0), (30.5, 10.0)],
        vec![(0.0, 0.0), (8.0, 0.0), (8.0, 8.0), (0.0, 8.0)],
    ] {
        let pairs = points.iter().zip(points.iter().cycle().skip(1));
        let twice: f32 = pairs.map(|(a, b)| a.0 * b.1 - b.0 * a.1).sum();
        let values = filled(&polygon(&points)).values;
        let sum: f32 = values.iter().map(|value| f32::from(*value)).sum();
        let sum = sum / f32::from(LEVELS);
        assert!((sum - twice.abs() / 2.0).abs() < 0.5, "{points:?}: {sum}");
    }
}

#[test]
fn some_rows_are_those_of_the_whole() {
    let outline = polygon(&[(0.3, 0.2), (17.9, 4.4), (12.1, 30.7), (5.5, 19.9)]);
    let lines = EdgeList::of(&outline, 1.0, Turn::Level);
    let whole = lines.filled((0.0, 0.0)).unwrap();
    for cut in [1, 4, 20, 30] {
        let upper = lines.filled_in((0.0, 0.0), i64::MIN..cut).unwrap();
        let lower = lines.filled_in((0.0, 0.0), cut..i64::MAX).unwrap();
        assert_eq!((upper.top, lower.top), (0, cut));
        let both = [upper.values, lower.values].concat();
        assert_eq!(both.len(), whole.values.len());
        for (part, whole) in both.iter().zip(&whole.values) {
            assert!(part.abs_diff(*whole) <= 1);
        }
    }
    assert!(lines.filled_in((0.0, 0.0), 31..40).is_none());
}

#[test]
fn what_is_larger_than_any_picture_is_left_out() {
    for (x, y) in [
        (1e9, 5.0),
        (40_000.0, 5.0),
        (2_000.0, 1e9),
        (30_000.0, 30_000.0),
    ] {
        let huge = polygon(&[(0.0, 0.0), (x, 1.0), (x, y), (-x, y)]);
        let lines = EdgeList::of(&huge, 1.0, Turn::Level);
        assert!(lines.filled((0.9, 0.9)).is_none(), "{x} {y}");
    }
    let widest = polygon(&[(0.0, 0.0), (30_000.0, 0.5), (30_000.0, 3.0), (0.0, 9.0)]);
    assert_eq!(filled(&widest).width, 30_000);
}
