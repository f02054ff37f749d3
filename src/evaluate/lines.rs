//! Cuts what is read into lines, in a buffer that is used again and again.

use std::io::{self, Read};
use std::ops::ControlFlow;

use memchr::memchr;

/// The longest line that is read; longer ones count as broken.
pub const MAX_LINE: usize = 64 << 20;

/// How much is read at once: it stays in the processor's cache until it is scanned.
pub(super) const BLOCK: usize = 256 << 10;

/// One line as it comes out of [`Lines::run`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Line<'a> {
    /// Its bytes, without the line end.
    Bytes(&'a [u8]),
    /// It is longer than [`MAX_LINE`].
    TooLong,
    /// It is not whole, or no value: what is wrong with it.
    Broken(&'static str),
}

/// Which part of a source is wanted: the lines that begin in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Part {
    /// Whether the source starts one byte before the part: what stands before the first line end
    /// belongs to the part before.
    pub(super) starts_before: bool,
    /// Bytes from the start of the source behind which no wanted line begins.
    pub(super) end: u64,
}

impl Part {
    /// All of a source.
    pub(super) const WHOLE: Part = Part {
        starts_before: false,
        end: u64::MAX,
    };
}

/// A buffer for reading lines.
#[derive(Debug, Default)]
pub(super) struct Lines {
    buffer: Vec<u8>,
}

impl Lines {
    /// Calls `each` for the lines of `part` until there are no more, or it breaks.
    ///
    /// # Errors
    /// Those of `source`, after `each` was called for the whole lines before.
    pub(super) fn run(
        &mut self,
        source: &mut impl Read,
        part: Part,
        mut each: impl FnMut(Line<'_>) -> ControlFlow<()>,
    ) -> io::Result<()> {
        self.buffer.resize(BLOCK, 0);
        // Bytes in the buffer, and where they stand in the source.
        let (mut filled, mut base) = (0, 0u64);
        let mut skipping = part.starts_before;
        loop {
            let searched = filled;
            let room = &mut self.buffer[filled..];
            let wanted = match part.end.saturating_sub(base).checked_sub(filled as u64) {
                // A little more than the part: its last line ends behind it, seldom far.
                Some(rest) if rest < room.len() as u64 => (rest as usize + 4096).min(room.len()),
                _ => room.len(),
            };
            let (read, failure) = read_full(source, &mut room[..wanted]);
            filled += read;
            let at_end = read < wanted;

            let mut start = 0;
            let mut from = searched;
            while let Some(found) = memchr(b'\n', &self.buffer[from..filled]) {
                let end = from + found;
                if skipping {
                    skipping = false;
                } else {
                    if base + start as u64 >= part.end {
                        return Ok(());
                    }
                    if each(Line::Bytes(&self.buffer[start..end])).is_break() {
                        return Ok(());
                    }
                }
                start = end + 1;
                from = start;
            }
            if base + start as u64 >= part.end {
                return Ok(());
            }
            if let Some(error) = failure {
                return Err(error);
            }
            if at_end {
                if !skipping && start < filled {
                    // Whether more is wanted does not matter after the last line.
                    let _ = each(Line::Bytes(&self.buffer[start..filled]));
                }
                return Ok(());
            }

            if !skipping && filled - start > MAX_LINE {
                if each(Line::TooLong).is_break() {
                    return Ok(());
                }
                skipping = true;
            }
            if skipping {
                start = filled;
                if base + start as u64 >= part.end {
                    return Ok(());
                }
            }
            self.buffer.copy_within(start..filled, 0);
            filled -= start;
            base += start as u64;
            if filled * 2 > self.buffer.len() {
                let length = (self.buffer.len() * 2).min(MAX_LINE + BLOCK);
                self.buffer.resize(length, 0);
            } else if self.buffer.len() > BLOCK && filled * 2 <= BLOCK {
                self.buffer.truncate(BLOCK);
                self.buffer.shrink_to_fit();
            }
        }
    }
}

/// Reads until `room` is full or the source ends or fails: the bytes read, and the failure.
pub(super) fn read_full(source: &mut impl Read, room: &mut [u8]) -> (usize, Option<io::Error>) {
    let mut filled = 0;
    while filled < room.len() {
        match source.read(&mut room[filled..]) {
            Ok(0) => break,
            Ok(read) => filled += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return (filled, Some(error)),
        }
    }
    (filled, None)
}

#[cfg(test)]
mod tests;
