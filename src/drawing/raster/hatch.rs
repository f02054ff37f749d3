//! Hatches, computed: how much of a pixel a diagonal line covers depends on how far the pixel's
//! middle is from it.

use crate::drawing::scene::{HatchTile, Stroke};

use super::coverage_mask::{CoverageMask, LEVELS, covered};

/// Steps of coverage: fewer than of other shapes, since every pixel is an edge.
const STEPS: f32 = 6.0;

/// Lines that are nearer to each other than this, in px, are a shade.
const SMALLEST_PITCH: f64 = 0.25;

/// Places at which the share is known, in a pixel and at least in a pitch.
const PIXEL_PLACES: f64 = 8.0;
const PITCH_PLACES: f64 = 128.0;

/// The lines of one tone in px of the picture.
pub(super) struct HatchLines {
    /// Distance of the lines along the edges.
    pitch: f64,
    /// Height of the pattern.
    height: f64,
    /// Where its first line meets the upper edge.
    first_line: f64,
    /// The share that is covered of a pixel whose middle is so many parts of a pitch after a line,
    /// along the edges.
    shares: Vec<f32>,
}

impl HatchLines {
    /// The lines that `stroke` draws of a pattern, at a scale.
    pub fn new(tile: &HatchTile, stroke: &Stroke, scale: f64) -> HatchLines {
        HatchLines::of_lines(
            tile.hatch.pitch * scale,
            stroke.width * scale * std::f64::consts::FRAC_1_SQRT_2,
            tile.height * scale,
            tile.first_line() * scale,
        )
    }

    /// Lines that are `pitch` apart and reach `half` to each side, both along the edges.
    fn of_lines(pitch: f64, half: f64, height: f64, first_line: f64) -> HatchLines {
        let places = (pitch * PIXEL_PLACES).max(PITCH_PLACES).ceil() as usize;
        let place = |ix: usize| (ix as f64 + 0.5) / places as f64 * pitch;
        let shares = (0..places).map(|ix| share(pitch, half, place(ix)));
        HatchLines {
            pitch,
            height,
            first_line,
            shares: shares.collect(),
        }
    }

    /// The coverage of a hatched area, given by its edges, in the rows of `rows`.
    pub fn coverage(
        &self,
        [left, top, right, bottom]: [f64; 4],
        rows: &std::ops::Range<i64>,
    ) -> CoverageMask {
        let (first, end) = (left.floor() as i64, right.ceil() as i64);
        let first_row = (top.floor() as i64).max(rows.start);
        let end_row = (bottom.ceil() as i64).min(rows.end).max(first_row);
        let (width, height) = ((end - first) as usize, (end_row - first_row) as usize);
        // The middle of the first pixel, from the corner of the pattern.
        let (x, y) = (first as f64 + 0.5 - left, first_row as f64 + 0.5 - top);
        // Pixels on a rising diagonal have x + y in common, on a falling one x + height - y.
        let rising = self.along(x + y, width + height);
        let falling = self.along(x + self.height - y - height as f64, width + height);
        let columns = (first..end).map(|x| covered(x, left, right) as f32);
        let columns: Vec<f32> = columns.collect();
        let mut values = Vec::with_capacity(width * height);
        for row in 0..height {
            let shown = covered(first_row + row as i64, top, bottom) as f32;
            let lines = rising[row..].iter().zip(&falling[height - row..]);
            values.extend(lines.zip(&columns).map(|((rising, falling), column)| {
                // What both cover counts once.
                let share = rising + falling - rising * falling;
                (share * column * shown * STEPS + 0.5) as u8 * (LEVELS / STEPS as u8)
            }));
        }
        CoverageMask {
            left: first,
            top: first_row,
            width,
            values,
        }
    }

    /// The shares that are covered of pixels along an edge, the middle of the first of which is
    /// `first` from where the pattern begins.
    fn along(&self, first: f64, pixels: usize) -> Vec<f32> {
        let places = self.shares.len();
        let step = places as f64 / self.pitch;
        let start = ((first - self.first_line) / self.pitch).rem_euclid(1.0) * places as f64;
        let place = |pixel: usize| (start + pixel as f64 * step) as usize % places;
        (0..pixels).map(|pixel| self.shares[place(pixel)]).collect()
    }
}

/// The share that is covered of a pixel whose middle is `from_line` along the edges from one of
/// many lines.
fn share(pitch: f64, half: f64, from_line: f64) -> f32 {
    if pitch < SMALLEST_PITCH {
        return (2.0 * half / pitch).min(1.0) as f32;
    }
    let reach = ((1.0 + half) / pitch).ceil() as i32 + 1;
    let covered = (-reach..=reach).map(|line| {
        let from_line = from_line + f64::from(line) * pitch;
        below(from_line + half) - below(from_line - half)
    });
    covered.sum::<f64>().min(1.0) as f32
}

/// How much of a pixel lies on the near side of a diagonal that passes `distance` beyond its
/// middle, measured along the edges: the distribution of the sum of two uniform variables.
fn below(distance: f64) -> f64 {
    let rest = 1.0 - distance.abs().min(1.0);
    let beyond = rest * rest / 2.0;
    if distance < 0.0 { beyond } else { 1.0 - beyond }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_much_is_covered_as_lines_cover() {
        for scale in [20.0, 4.0, 1.0, 0.5, 0.25, 0.1, 0.03] {
            let tone = HatchLines::of_lines(7.0 * scale, 1.2 * scale, 28.0 * scale, 3.5 * scale);
            let count = 10_000;
            let shares = tone.along(0.371, count).into_iter();
            let mean = shares.map(f64::from).sum::<f64>() / count as f64;
            assert!((mean - 2.4 / 7.0).abs() < 0.01, "{scale}: {mean}");
        }
    }

    #[test]
    fn a_hatch_ends_at_its_edges() {
        let tone = HatchLines::of_lines(7.0, 10.0, 20.0, 3.5);
        let coverage = tone.coverage([10.5, 0.0, 14.0, 20.0], &(5..8));
        assert_eq!((coverage.left, coverage.top), (10, 5));
        assert_eq!((coverage.width, coverage.height()), (4, 3));
        assert_eq!(coverage.values[..4], [LEVELS / 2, LEVELS, LEVELS, LEVELS]);
    }
}
