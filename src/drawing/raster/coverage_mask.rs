//! How much of each pixel a shape covers.

/// Steps of coverage. Eyes do not tell more, and each more makes files larger.
pub(super) const LEVELS: u8 = 12;

/// Pixels of a row that are looked at together: most are covered alike.
pub(super) const ALIKE: usize = 8;

/// The coverage of a shape's pixels.
#[derive(Debug, Clone, Default)]
pub(super) struct CoverageMask {
    /// Column of the first pixel, from the origin of the shape.
    pub left: i64,
    /// Row of the first pixel, from the origin of the shape.
    pub top: i64,
    /// Pixels a row.
    pub width: usize,
    /// Row by row, in steps: 0 to [`LEVELS`].
    pub values: Vec<u8>,
}

impl CoverageMask {
    /// Rows.
    pub fn height(&self) -> usize {
        self.values.len().checked_div(self.width).unwrap_or(0)
    }

    /// The coverage of what some shapes cover together: in each pixel that of the one which covers
    /// most of it.
    pub fn of_any(shapes: impl Iterator<Item = CoverageMask>) -> CoverageMask {
        shapes.reduce(CoverageMask::or).unwrap_or_default()
    }

    fn or(self, other: CoverageMask) -> CoverageMask {
        let (left, top) = (self.left.min(other.left), self.top.min(other.top));
        let right = |shape: &CoverageMask| shape.left + shape.width as i64;
        let bottom = |shape: &CoverageMask| shape.top + shape.height() as i64;
        let width = (right(&self).max(right(&other)) - left) as usize;
        let height = (bottom(&self).max(bottom(&other)) - top) as usize;
        let mut values = vec![0; width * height];
        for shape in [&self, &other] {
            let (x, y) = ((shape.left - left) as usize, (shape.top - top) as usize);
            let rows = shape.values.chunks_exact(shape.width.max(1));
            for (row, covered) in rows.enumerate() {
                let together = &mut values[(y + row) * width + x..][..shape.width];
                for (together, covered) in together.iter_mut().zip(covered) {
                    *together = (*together).max(*covered);
                }
            }
        }
        CoverageMask {
            left,
            top,
            width,
            values,
        }
    }
}

/// The share of the pixel that begins at `at` that lies between two edges.
pub(super) fn covered(at: i64, from: f64, to: f64) -> f64 {
    let at = at as f64;
    ((at + 1.0).min(to) - at.max(from)).clamp(0.0, 1.0)
}

/// The step of a share.
pub(super) fn level(share: f64) -> u8 {
    (share.min(1.0) * f64::from(LEVELS) + 0.5) as u8
}

/// How much of 255 a step is.
pub(super) fn part_of_255(level: u8) -> u32 {
    let levels = u32::from(LEVELS);
    (u32::from(level) * 255 + levels / 2) / levels
}
