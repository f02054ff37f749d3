//! Cuts a JSON array into its elements, each of which is then read as a line would be.

use std::io::{self, Read};
use std::ops::ControlFlow;

use memchr::{memchr_iter, memchr2};

use super::lines::{Cut, Line, read_full};

/// Whether a file that begins with `head` is an array of objects.
pub(super) fn is_array(head: &[u8]) -> bool {
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let Some(inner) = text.trim_ascii_start().strip_prefix(b"[") else {
        return false;
    };
    matches!(inner.trim_ascii_start().first(), Some(b'{' | b']'))
}

/// Calls `each` with the line and the text of every element of the array that `source` holds, until
/// there are no more, or it breaks. Several arrays may follow each other. `block` is room to read
/// into.
///
/// # Errors
/// Those of `source`, after `each` was called for the whole elements before.
pub(super) fn elements(
    source: &mut impl Read,
    block: &mut [u8],
    each: impl FnMut(u64, Line<'_>) -> ControlFlow<()>,
) -> io::Result<()> {
    let mut cutter = Cutter {
        each,
        within: Within::Nothing,
        cut: Cut::default(),
        line: 1,
        first_line: 1,
    };
    loop {
        let (read, failure) = read_full(source, block);
        if cutter.block(&block[..read]).is_break() {
            return Ok(());
        }
        if let Some(error) = failure {
            return Err(error);
        }
        if read < block.len() {
            // Whether more is wanted does not matter after the last element.
            let _ = cutter.end();
            return Ok(());
        }
    }
}

/// Where in the file the next byte stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Within {
    /// Outside of an array.
    Nothing,
    /// In an array, before an element.
    Array,
    /// In an element, so many brackets deep.
    Element(usize),
    /// In a string of an element; whether a backslash stands before.
    String(usize, bool),
    /// Behind the array, where nothing should be.
    Rest,
}

struct Cutter<F> {
    each: F,
    within: Within,
    cut: Cut,
    /// The line that the next byte stands in, and the one that the element began in.
    line: u64,
    first_line: u64,
}

impl<F: FnMut(u64, Line<'_>) -> ControlFlow<()>> Cutter<F> {
    fn block(&mut self, block: &[u8]) -> ControlFlow<()> {
        // Where the element begins, and up to where line breaks are counted.
        let (mut start, mut counted) = (0, 0);
        let mut at = 0;
        while at < block.len() {
            let byte = block[at];
            match self.within {
                Within::Nothing | Within::Array if byte.is_ascii_whitespace() => {}
                // A byte order mark.
                Within::Nothing if matches!(byte, 0xef | 0xbb | 0xbf) => {}
                Within::Nothing if byte == b'[' => self.within = Within::Array,
                Within::Array if byte == b']' => self.within = Within::Nothing,
                Within::Array if byte == b',' => {}
                Within::Nothing | Within::Array => {
                    self.within = match self.within {
                        Within::Nothing => Within::Rest,
                        _ => Within::Element(0),
                    };
                    self.line += memchr_iter(b'\n', &block[counted..at]).count() as u64;
                    (start, counted) = (at, at);
                    self.first_line = self.line;
                    continue;
                }
                Within::Element(depth) => match byte {
                    b'"' => self.within = Within::String(depth, false),
                    b'{' | b'[' => self.within = Within::Element(depth + 1),
                    b',' | b']' if depth == 0 => {
                        let each = &mut |element: Line<'_>| (self.each)(self.first_line, element);
                        self.cut.end(&block[start..at], each)?;
                        self.within = Within::Array;
                        continue;
                    }
                    b'}' | b']' => self.within = Within::Element(depth.saturating_sub(1)),
                    _ => {}
                },
                Within::String(depth, true) => self.within = Within::String(depth, false),
                Within::String(depth, false) => match memchr2(b'"', b'\\', &block[at..]) {
                    None => break,
                    Some(found) => {
                        at += found;
                        self.within = match block[at] {
                            b'"' => Within::Element(depth),
                            _ => Within::String(depth, true),
                        };
                    }
                },
                Within::Rest => break,
            }
            at += 1;
        }
        self.line += memchr_iter(b'\n', &block[counted..]).count() as u64;
        if matches!(self.within, Within::Element(_) | Within::String(..)) {
            let each = &mut |element: Line<'_>| (self.each)(self.first_line, element);
            self.cut.keep(&block[start..], each)?;
        }
        ControlFlow::Continue(())
    }

    fn end(&mut self) -> ControlFlow<()> {
        let cut_off = "the array is cut off here";
        let (line, problem) = match self.within {
            Within::Nothing => return ControlFlow::Continue(()),
            Within::Rest => (self.first_line, "the array has ended before this"),
            Within::Array => (self.line, cut_off),
            Within::Element(_) | Within::String(..) => (self.first_line, cut_off),
        };
        (self.each)(line, Line::Broken(problem))
    }
}

#[cfg(test)]
mod tests;
