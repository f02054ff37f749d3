//! Filled outlines as coverage: the exact area of each pixel that lies inside.
//!
//! Each edge adds, to the pixels that it crosses, how the covered area changes there; a running sum
//! along the rows then gives the coverage (the signed-area method of libart and font-rs, in whole
//! numbers as FreeType has them). Where contours overlap, as those of a stroke do, what is inside
//! twice counts once in pixels that are whole inside; in a pixel that the edges of several pass,
//! their shares add up.

use std::cmp::Ordering;
use std::ops::Range;

use resvg::tiny_skia::{Path, PathSegment, Point};

use crate::drawing::scene::Turn;

use super::coverage_mask::{ALIKE, CoverageMask, LEVELS};

/// Largest distance in px between a curve and the lines drawn for it.
const TOLERANCE: f32 = 0.05;

/// Parts of a px in which points are given.
const PX: i32 = 1 << PX_BITS;
const PX_BITS: u32 = 8;

/// Widest outline in px: what an edge moves in a row can still be multiplied.
const WIDEST: usize = (1 << 15) - 1;

/// Most pixels of an outline. No shape of a board has so many; a glyph of a broken font may.
const LARGEST: usize = 1 << 26;

/// A point in parts of a px.
type Place = (i32, i32);

/// An outline as straight lines in parts of a px from its origin, every contour closed.
pub(super) struct EdgeList {
    lines: Vec<(Place, Place)>,
    /// Least and greatest x and y.
    least: Place,
    most: Place,
}

impl EdgeList {
    /// The lines of an outline whose unit is `scale` px, turned as its text is.
    pub fn of(outline: &Path, scale: f32, turn: Turn) -> EdgeList {
        let (cos, sin) = turn.direction();
        let (cos, sin) = (cos as f32, sin as f32);
        let lines = flattened(outline, |point: Point| {
            let (x, y) = (point.x * scale, point.y * scale);
            match turn {
                Turn::Level => (x, y),
                _ => (x * cos + y * sin, y * cos - x * sin),
            }
        });
        let (mut least, mut most) = ((i32::MAX, i32::MAX), (i32::MIN, i32::MIN));
        for ((x, y), _) in &lines {
            least = (least.0.min(*x), least.1.min(*y));
            most = (most.0.max(*x), most.1.max(*y));
        }
        EdgeList { lines, least, most }
    }

    /// The coverage of the outline with its origin at `origin` px; `None` where there is nothing to
    /// see, or where it is larger than any picture.
    pub fn filled(&self, origin: (f32, f32)) -> Option<CoverageMask> {
        self.filled_in(origin, i64::MIN..i64::MAX)
    }

    /// As [`EdgeList::filled`], but only in some rows.
    pub fn filled_in(&self, origin: (f32, f32), rows: Range<i64>) -> Option<CoverageMask> {
        if self.lines.is_empty() {
            return None;
        }
        let origin = parts(origin);
        let whole = |part: i32| i64::from(part >> PX_BITS);
        let left = whole(self.least.0 + origin.0);
        let right = whole(self.most.0 + origin.0 + PX - 1);
        let top = whole(self.least.1 + origin.1).max(rows.start);
        let bottom = whole(self.most.1 + origin.1 + PX - 1).min(rows.end);
        let width = (right - left) as usize;
        let height = (bottom - top).max(0) as usize;
        if width == 0 || height == 0 || width > WIDEST || width * height > LARGEST {
            return None;
        }
        let mut area = Area {
            // What changes in the last pixel may change the one after it.
            width: width + 2,
            changes: vec![0; (width + 2) * height],
        };
        let (x, y) = (origin.0 - left as i32 * PX, origin.1 - top as i32 * PX);
        let end = height as i32 * PX;
        for ((x0, y0), (x1, y1)) in &self.lines {
            let (from, to) = ((x0 + x, y0 + y), (x1 + x, y1 + y));
            if let Some((from, to)) = between(from, to, end) {
                area.edge(from, to);
            }
        }
        Some(CoverageMask {
            left,
            top,
            width,
            values: area.levels(),
        })
    }
}

/// What of an edge lies between the heights 0 and `end`.
fn between(from: Place, to: Place, end: i32) -> Option<(Place, Place)> {
    let inside = |place: Place| (0..=end).contains(&place.1);
    if inside(from) && inside(to) {
        return Some((from, to));
    }
    if from.1.max(to.1) <= 0 || from.1.min(to.1) >= end {
        return None;
    }
    let (width, height) = (i64::from(to.0 - from.0), i64::from(to.1 - from.1));
    let cut = |place: Place| {
        let y = place.1.clamp(0, end);
        (from.0 + (width * i64::from(y - from.1) / height) as i32, y)
    };
    Some((cut(from), cut(to)))
}

/// A point in px in parts of a px; what is far from any picture comes nearer, so that it can be
/// added up.
fn parts((x, y): (f32, f32)) -> Place {
    // Rounded by hand: the processors that we compile for have no instruction for it.
    let part = |px: f32| {
        let parts = px.clamp(-1e6, 1e6) * PX as f32;
        (parts + 0.5f32.copysign(parts)) as i32
    };
    (part(x), part(y))
}

/// The outline as straight lines, every contour closed, of points that `place` puts into px.
fn flattened(outline: &Path, place: impl Fn(Point) -> (f32, f32)) -> Vec<(Place, Place)> {
    let mut lines = Vec::with_capacity(outline.len() * 4);
    let mut line = |at: &mut (f32, f32), to: (f32, f32)| {
        lines.push((parts(*at), parts(to)));
        *at = to;
    };
    let mut start = (0.0, 0.0);
    let mut at = start;
    let bend = |p: (f32, f32), q: (f32, f32), r: (f32, f32)| {
        (p.0 - 2.0 * q.0 + r.0).abs() + (p.1 - 2.0 * q.1 + r.1).abs()
    };
    let count = |bend: f32| (bend / (8.0 * TOLERANCE)).sqrt().ceil().max(1.0) as u32;
    for segment in outline.segments() {
        match segment {
            PathSegment::MoveTo(to) => {
                line(&mut at, start);
                start = place(to);
                at = start;
            }
            PathSegment::LineTo(to) => line(&mut at, place(to)),
            PathSegment::QuadTo(control, to) => {
                let (from, c, to) = (at, place(control), place(to));
                let count = count(2.0 * bend(from, c, to));
                for part in 1..=count {
                    let t = part as f32 / count as f32;
                    let mix = |a: f32, b: f32, c: f32| {
                        (1.0 - t) * (1.0 - t) * a + 2.0 * t * (1.0 - t) * b + t * t * c
                    };
                    line(&mut at, (mix(from.0, c.0, to.0), mix(from.1, c.1, to.1)));
                }
            }
            PathSegment::CubicTo(a, b, to) => {
                let (from, a, b, to) = (at, place(a), place(b), place(to));
                let count = count(6.0 * bend(from, a, b).max(bend(a, b, to)));
                for part in 1..=count {
                    let t = part as f32 / count as f32;
                    let u = 1.0 - t;
                    let mix = |p: f32, q: f32, r: f32, s: f32| {
                        u * u * u * p + 3.0 * u * u * t * q + 3.0 * u * t * t * r + t * t * t * s
                    };
                    let next = (mix(from.0, a.0, b.0, to.0), mix(from.1, a.1, b.1, to.1));
                    line(&mut at, next);
                }
            }
            PathSegment::Close => line(&mut at, start),
        }
    }
    line(&mut at, start);
    lines.retain(|(from, to)| from != to);
    lines
}

/// A pixel that is covered whole: twice its area in parts.
const WHOLE: i32 = 1 << WHOLE_BITS;
const WHOLE_BITS: u32 = 2 * PX_BITS + 1;

/// For each pixel how much the coverage changes there along its row, in parts of [`WHOLE`].
struct Area {
    width: usize,
    changes: Vec<i32>,
}

impl Area {
    /// Adds an edge, row by row.
    fn edge(&mut self, from: Place, to: Place) {
        let (direction, (x, y), (end, bottom)) = match from.1.cmp(&to.1) {
            Ordering::Less => (1, from, to),
            Ordering::Equal => return,
            Ordering::Greater => (-1, to, from),
        };
        let (width, height) = (end - x, bottom - y);
        let (first, last) = (y >> PX_BITS, (bottom - 1) >> PX_BITS);
        let rows = &mut self.changes[first as usize * self.width..];
        let mut rows = rows.chunks_exact_mut(self.width);
        let mut add = |x: i32, next: i32, height: i32| {
            if let Some(row) = rows.next() {
                across(row, x, next, height * direction);
            }
        };
        if first == last {
            return add(x, end, height);
        }
        // How far it gets in the first row and in each whole one; rests are carried on.
        let begun = (first + 1) * PX - y;
        let mut rest = (begun * width).rem_euclid(height);
        let mut x = {
            let next = x + (begun * width).div_euclid(height);
            add(x, next, begun);
            next
        };
        let step = (PX * width).div_euclid(height);
        let step_rest = (PX * width).rem_euclid(height);
        for _ in first + 1..last {
            rest += step_rest;
            let carried = i32::from(rest >= height);
            rest -= height * carried;
            let next = x + step + carried;
            add(x, next, PX);
            x = next;
        }
        add(x, end, bottom - last * PX);
    }

    /// The steps of coverage of all pixels.
    fn levels(&self) -> Vec<u8> {
        let width = self.width - 2;
        let mut values = vec![0; self.changes.len() / self.width * width];
        let rows = self.changes.chunks_exact(self.width);
        for (row, values) in rows.zip(values.chunks_exact_mut(width)) {
            let mut sum = 0;
            let mut step = |change: &i32| {
                sum += change;
                let share = sum.abs().min(WHOLE);
                ((share * i32::from(LEVELS) + WHOLE / 2) >> WHOLE_BITS) as u8
            };
            let (alike, rest) = row[..width].as_chunks::<ALIKE>();
            let (filled, rest_filled) = values.as_chunks_mut::<ALIKE>();
            let mut last = 0;
            for (changes, filled) in alike.iter().zip(filled) {
                if *changes == [0; ALIKE] {
                    *filled = [last; ALIKE];
                } else {
                    *filled = changes.each_ref().map(&mut step);
                    last = filled[ALIKE - 1];
                }
            }
            for (change, filled) in rest.iter().zip(rest_filled) {
                *filled = step(change);
            }
        }
        values
    }
}

/// Adds an edge that goes from `x` to `next` within one row and covers `height` of it (negative
/// upwards).
fn across(row: &mut [i32], x: i32, next: i32, height: i32) {
    let (left, right) = (x.min(next), x.max(next));
    // What is right of the edge is covered: half of the pixel's part between the ends, and all
    // after it.
    let mut add = |ix: i32, from: i32, to: i32, height: i32| {
        let beside = height * (from + to - 2 * ix * PX);
        let ix = ix as usize;
        row[ix] += 2 * PX * height - beside;
        row[ix + 1] += beside;
    };
    let mut ix = left >> PX_BITS;
    if right <= (ix + 1) * PX {
        return add(ix, left, right, height);
    }
    let (mut from, mut done) = (left, 0);
    while from < right {
        let to = right.min((ix + 1) * PX);
        let height_so_far = height * (to - left) / (right - left);
        add(ix, from, to, height_so_far - done);
        (from, done) = (to, height_so_far);
        ix += 1;
    }
}

#[cfg(test)]
mod tests;
