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
    /// The lines of the piece from end to end.
    pub fn lines(&self) -> Vec<(Point, Point)> {
        let mut lines = Vec::new();
        let mut sum = self.hatch.pitch / 2.0;
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
