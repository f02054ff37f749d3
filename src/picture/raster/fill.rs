//! Filled outlines as coverage: the exact area of each pixel that lies inside.
//!
//! Each edge adds, to the pixels that it crosses, how the covered area changes there; a running sum along the
//! rows then gives the coverage (the signed-area method of libart and font-rs). Contours may overlap only if
//! they turn the same way, as those of glyphs do.

use crate::picture::scene::{Point, Segment};

use super::canvas::Coverage;

/// Largest distance in px between a curve and the lines drawn for it.
const TOLERANCE: f32 = 0.05;

/// Steps of coverage. Eyes do not tell more, and each more makes files larger.
const LEVELS: f32 = 15.0;

/// An outline as straight lines in px from its origin, every contour closed.
pub(super) struct Lines(Vec<((f32, f32), (f32, f32))>);

impl Lines {
    /// The lines of an outline whose unit is `scale` px; `upright`: turned by a quarter, to run upwards.
    pub fn of(outline: &[Segment], scale: f32, upright: bool) -> Lines {
        Lines(flattened(outline, |point: Point| {
            let (x, y) = (point.x as f32 * scale, point.y as f32 * scale);
            if upright { (y, -x) } else { (x, y) }
        }))
    }

    /// The coverage of the outline with its origin at `origin`, and the pixel at which it begins; `None` where there
    /// is nothing to see.
    pub fn filled(&self, origin: (f32, f32)) -> Option<(Coverage, i64, i64)> {
        let Lines(lines) = self;
        if lines.is_empty() {
            return None;
        }
        let points = || lines.iter().flat_map(|(from, to)| [*from, *to]);
        let least = |of: fn((f32, f32)) -> f32| points().map(of).fold(f32::MAX, f32::min);
        let most = |of: fn((f32, f32)) -> f32| points().map(of).fold(f32::MIN, f32::max);
        let (left, top) = (least(|p| p.0) + origin.0, least(|p| p.1) + origin.1);
        let (left, top) = (left.floor(), top.floor());
        let right = (most(|p| p.0) + origin.0).ceil();
        let bottom = (most(|p| p.1) + origin.1).ceil();
        let mut area = Area {
            width: (right - left) as usize + 2,
            rows: (bottom - top) as usize,
            changes: Vec::new(),
        };
        area.changes = vec![0.0; area.width * area.rows];
        let (x, y) = (origin.0 - left, origin.1 - top);
        for ((x0, y0), (x1, y1)) in lines {
            area.edge((x0 + x, y0 + y), (x1 + x, y1 + y));
        }
        Some((area.coverage(), left as i64, top as i64))
    }
}

/// The outline as straight lines, every contour closed, of points that `place` puts into px.
fn flattened(
    outline: &[Segment],
    place: impl Fn(Point) -> (f32, f32),
) -> Vec<((f32, f32), (f32, f32))> {
    let mut lines = Vec::with_capacity(outline.len() * 4);
    let mut start = (0.0, 0.0);
    let mut at = start;
    let parts = |bend: f32| (bend / (8.0 * TOLERANCE)).sqrt().ceil().max(1.0) as u32;
    for segment in outline {
        match *segment {
            Segment::Move(to) => {
                lines.push((at, start));
                start = place(to);
                at = start;
            }
            Segment::Line(to) => {
                let to = place(to);
                lines.push((at, to));
                at = to;
            }
            Segment::Quad(control, to) => {
                let (c, to) = (place(control), place(to));
                let bend = (at.0 - 2.0 * c.0 + to.0).abs() + (at.1 - 2.0 * c.1 + to.1).abs();
                let (from, count) = (at, parts(2.0 * bend));
                for part in 1..=count {
                    let t = part as f32 / count as f32;
                    let mix = |a: f32, b: f32, c: f32| {
                        (1.0 - t) * (1.0 - t) * a + 2.0 * t * (1.0 - t) * b + t * t * c
                    };
                    let next = (mix(from.0, c.0, to.0), mix(from.1, c.1, to.1));
                    lines.push((at, next));
                    at = next;
                }
            }
            Segment::Cubic(a, b, to) => {
                let (a, b, to) = (place(a), place(b), place(to));
                let bend = |p: (f32, f32), q: (f32, f32), r: (f32, f32)| {
                    (p.0 - 2.0 * q.0 + r.0).abs() + (p.1 - 2.0 * q.1 + r.1).abs()
                };
                let (from, count) = (at, parts(6.0 * bend(at, a, b).max(bend(a, b, to))));
                for part in 1..=count {
                    let t = part as f32 / count as f32;
                    let u = 1.0 - t;
                    let mix = |p: f32, q: f32, r: f32, s: f32| {
                        u * u * u * p + 3.0 * u * u * t * q + 3.0 * u * t * t * r + t * t * t * s
                    };
                    let next = (mix(from.0, a.0, b.0, to.0), mix(from.1, a.1, b.1, to.1));
                    lines.push((at, next));
                    at = next;
                }
            }
            Segment::Close => {
                lines.push((at, start));
                at = start;
            }
        }
    }
    lines.push((at, start));
    lines.retain(|(from, to)| from != to);
    lines
}

/// For each pixel how much the coverage changes there along its row.
struct Area {
    width: usize,
    rows: usize,
    changes: Vec<f32>,
}

impl Area {
    fn edge(&mut self, from: (f32, f32), to: (f32, f32)) {
        if from.1 == to.1 {
            return;
        }
        let (direction, from, to) = if from.1 < to.1 {
            (1.0, from, to)
        } else {
            (-1.0, to, from)
        };
        let slope = (to.0 - from.0) / (to.1 - from.1);
        let mut x = from.0;
        for y in from.1 as usize..self.rows.min(to.1.ceil() as usize) {
            let height = (y as f32 + 1.0).min(to.1) - (y as f32).max(from.1);
            let next = x + slope * height;
            let row = &mut self.changes[y * self.width..(y + 1) * self.width];
            across(row, x, next, height * direction);
            x = next;
        }
    }

    fn coverage(&self) -> Coverage {
        let mut values = Vec::with_capacity(self.changes.len());
        for row in self.changes.chunks_exact(self.width) {
            let mut sum = 0.0;
            values.extend(row.iter().map(|change| {
                sum += change;
                (sum.abs().min(1.0) * LEVELS + 0.5) as u8 * (255.0 / LEVELS) as u8
            }));
        }
        Coverage {
            width: self.width as u32,
            height: self.rows as u32,
            values,
        }
    }
}

/// Adds an edge that goes from `x` to `next` within one row and covers `height` of it (negative upwards).
fn across(row: &mut [f32], x: f32, next: f32, height: f32) {
    // Rounding may carry an end a hair outside.
    let limit = (row.len() - 2) as f32;
    let (left, right) = (x.min(next).clamp(0.0, limit), x.max(next).clamp(0.0, limit));
    let first = left.floor();
    let (ix, end) = (first as usize, right.ceil() as usize);
    if end <= ix + 1 {
        // Within one pixel: what is right of the edge is covered.
        let beside = 0.5 * (left + right) - first;
        row[ix] += height * (1.0 - beside);
        row[ix + 1] += height * beside;
        return;
    }
    let share = 1.0 / (right - left);
    let mut before = 0.0;
    for (step, change) in row[ix..=end].iter_mut().enumerate() {
        // Area right of the edge in this pixel: the part of the edge left of it counts whole, the part in
        // it by what lies beside.
        let at = first + step as f32;
        let (from, to) = (left.max(at), right.min(at + 1.0));
        let done = ((from - left) * share).min(1.0);
        let inside = ((to - from) * share).max(0.0);
        let covered = done + inside * (at + 1.0 - 0.5 * (from + to));
        *change += height * (covered - before);
        before = covered;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(outline: &[Segment]) -> (Coverage, i64, i64) {
        Lines::of(outline, 1.0, false).filled((0.0, 0.0)).unwrap()
    }

    fn polygon(points: &[(f64, f64)]) -> Vec<Segment> {
        let mut points = points.iter().map(|(x, y)| Point { x: *x, y: *y });
        let first = points.next().map(Segment::Move);
        let rest = points.map(Segment::Line);
        first
            .into_iter()
            .chain(rest)
            .chain([Segment::Close])
            .collect()
    }

    #[test]
    fn a_rectangle_covers_its_pixels() {
        let rectangle = polygon(&[(0.5, 0.25), (3.0, 0.25), (3.0, 2.0), (0.5, 2.0)]);
        let (coverage, left, top) = filled(&rectangle);
        assert_eq!((left, top, coverage.height), (0, 0, 2));
        let width = coverage.width as usize;
        assert_eq!(coverage.values[..4], [102, 187, 187, 0]);
        assert_eq!(coverage.values[width..width + 4], [136, 255, 255, 0]);
    }

    #[test]
    fn the_sum_is_the_area() {
        for points in [
            vec![(0.3, 0.2), (17.9, 4.4), (5.5, 9.9)],
            vec![(1.0, 0.0), (2.0, 10.0), (30.5, 10.0)],
            vec![(0.0, 0.0), (8.0, 0.0), (8.0, 8.0), (0.0, 8.0)],
        ] {
            let pairs = points.iter().zip(points.iter().cycle().skip(1));
            let twice: f64 = pairs.map(|(a, b)| a.0 * b.1 - b.0 * a.1).sum();
            let (coverage, ..) = filled(&polygon(&points));
            let sum: f64 = coverage
                .values
                .iter()
                .map(|value| f64::from(*value) / 255.0)
                .sum();
            assert!((sum - twice.abs() / 2.0).abs() < 0.5, "{points:?}: {sum}");
        }
    }
}
