//! The pattern of hatched areas.

use super::{Point, Stroke};

/// Crossed diagonals: first all of them in one tone, then all in another over them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hatch {
    /// Distance of the lines along the edges in px.
    pub pitch: f64,
    /// The wide lines below.
    pub under: Stroke,
    /// The fine lines above.
    pub over: Stroke,
}

/// A piece of the pattern, as large as the largest hatched area. It is laid with its top left
/// corner on that of each area and cut off at the area's edges.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HatchTile {
    /// The pattern.
    pub hatch: Hatch,
    /// Width of the piece in px.
    pub width: f64,
    /// Height of the piece in px.
    pub height: f64,
}

impl HatchTile {
    /// Where the first line meets the upper edge, in px from the left: a quarter of a pitch or
    /// more. The leftmost crossings then stand a quarter of a pitch from the left edge, so that an
    /// area of half a pitch shows them whole.
    pub fn first_line(&self) -> f64 {
        let half = self.hatch.pitch / 2.0;
        let quarter = half / 2.0;
        quarter + (self.height / 2.0).rem_euclid(half)
    }

    /// The lines of the piece from end to end.
    pub fn lines(&self) -> Vec<(Point, Point)> {
        let mut lines = Vec::new();
        let mut sum = self.first_line();
        while sum < self.width + self.height {
            // The line x + y = sum within the piece, and its mirror image at half height.
            let ends = [(sum - self.height).max(0.0), sum.min(self.width)];
            let [from, to] = ends.map(|x| Point { x, y: sum - x });
            let mirrored = |end: Point| Point {
                y: self.height - end.y,
                ..end
            };
            lines.extend([(from, to), (mirrored(from), mirrored(to))]);
            sum += self.hatch.pitch;
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::drawing::colour::Rgb;

    #[test]
    fn a_narrow_area_shows_a_whole_crossing() {
        let stroke = Stroke::new(Rgb::WHITE, 1.0);
        for height in [23.0, 19.0, 20.5, 7.0, 40.0] {
            let hatch = Hatch {
                pitch: 7.0,
                under: stroke,
                over: stroke,
            };
            let tile = HatchTile {
                hatch,
                width: 48.0,
                height,
            };
            let first = tile.first_line();
            assert!((1.75..5.25).contains(&first), "{height}: {first}");
            // x + y = first meets its mirror image x + height - y = first, or the next one.
            let crossing = (first - height / 2.0).rem_euclid(3.5);
            assert!((crossing - 1.75).abs() < 1e-9, "{height}: {crossing}");
        }
    }
}
