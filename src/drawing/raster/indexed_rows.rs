//! A painted band until it is encoded: of each row only what differs from the row above, which is
//! little.

use super::color_table::{ColorIndex, Rgba};
use super::quantise::{Counts, merge_edges};

/// Pixels that are compared with those above them, and kept, at a time.
const CHUNK: usize = 16;

/// The pixels of a band as indices of a color table.
pub(super) struct IndexedRows {
    width: usize,
    /// The color table.
    colours: Vec<Rgba>,
    /// For each row, where its part of `columns` ends, and of `colors`.
    row_ends: Vec<(usize, usize)>,
    /// The first column of each chunk that differs.
    columns: Vec<u32>,
    /// The pixels of these chunks, one chunk after the other.
    colors: Vec<ColorIndex>,
}

impl IndexedRows {
    /// Keeps rows of `width` pixels.
    pub fn new(width: usize, pixels: &[ColorIndex], colours: Vec<Rgba>) -> IndexedRows {
        let mut painted = IndexedRows {
            width,
            colours,
            row_ends: Vec::with_capacity(pixels.len() / width),
            columns: Vec::with_capacity(pixels.len() / CHUNK / 4),
            colors: Vec::with_capacity(pixels.len() / 4),
        };
        let mut above: &[ColorIndex] = &[];
        for row in pixels.chunks_exact(width) {
            let mut chunks_above = above.chunks(CHUNK);
            for (ix, chunk) in row.chunks(CHUNK).enumerate() {
                if !chunks_above.next().is_some_and(|above| same(above, chunk)) {
                    painted.columns.push((ix * CHUNK) as u32);
                    painted.colors.extend(chunk);
                }
            }
            let end = (painted.columns.len(), painted.colors.len());
            painted.row_ends.push(end);
            above = row;
        }
        painted
    }

    /// Rows.
    pub fn height(&self) -> usize {
        self.row_ends.len()
    }

    /// Pixels a row.
    pub fn width(&self) -> usize {
        self.width
    }

    /// The color table.
    pub fn colours(&self) -> &[Rgba] {
        &self.colours
    }

    /// Shows each row to `take`, with what each of the colours stands for.
    pub fn each_row<const BYTES: usize>(
        &self,
        colours: impl IntoIterator<Item = [u8; BYTES]>,
        mut take: impl FnMut(&[u8]),
    ) {
        let pixels: Vec<[u8; BYTES]> = colours.into_iter().collect();
        let mut row = vec![[0; BYTES]; self.width];
        for chunks in self.rows() {
            for (column, chunk) in chunks {
                for (pixel, index) in row[column..].iter_mut().zip(chunk) {
                    *pixel = pixels[usize::from(*index)];
                }
            }
            take(row.as_flattened());
        }
    }

    /// Merges colours where they are too many for a palette (see [`merge_edges`]); returns how
    /// often each is seen.
    pub fn merge_edges(&mut self) -> Counts {
        let counts = self.counts_by_number();
        merge_edges(&mut self.colours, &counts);
        let seen = self.colours.iter().copied().zip(counts);
        seen.filter(|(_, count)| *count > 0).collect()
    }

    fn counts_by_number(&self) -> Vec<u64> {
        let mut counts = vec![0; self.colours.len()];
        let mut count = |chunk: &[ColorIndex], rows: usize| {
            for index in chunk {
                counts[usize::from(*index)] += rows as u64;
            }
        };
        // What stands in each column now, and since which row.
        let mut standing: Vec<(&[ColorIndex], usize)> = vec![(&[], 0); self.width.div_ceil(CHUNK)];
        for (row, chunks) in self.rows().enumerate() {
            for (column, chunk) in chunks {
                let (gone, since) = std::mem::replace(&mut standing[column / CHUNK], (chunk, row));
                count(gone, row - since);
            }
        }
        for (chunk, since) in standing {
            count(chunk, self.height() - since);
        }
        counts
    }

    /// For each row the chunks that differ from what is above, with their first columns.
    fn rows(&self) -> impl Iterator<Item = impl Iterator<Item = (usize, &[ColorIndex])>> {
        let starts = std::iter::once(&(0, 0)).chain(&self.row_ends);
        starts.zip(&self.row_ends).map(move |(start, end)| {
            let mut rest = &self.colors[start.1..end.1];
            self.columns[start.0..end.0].iter().map(move |column| {
                let column = *column as usize;
                let (chunk, after) = rest.split_at(CHUNK.min(self.width - column));
                rest = after;
                (column, chunk)
            })
        })
    }
}

/// Whether both are alike; whole chunks are compared at once.
fn same(above: &[ColorIndex], chunk: &[ColorIndex]) -> bool {
    match (above.first_chunk::<CHUNK>(), chunk.first_chunk::<CHUNK>()) {
        (Some(above), Some(chunk)) => above == chunk,
        _ => above == chunk,
    }
}

#[cfg(test)]
mod tests;
