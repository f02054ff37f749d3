//! Cuts a JSON array into its elements, each of which is then read as a line would be.

use std::io::{self, Read};
use std::ops::ControlFlow;

use memchr::{memchr_iter, memchr2};

use super::lines::{BLOCK, Line, MAX_LINE, read_full};

/// Whether a file that begins with `head` is an array of objects.
pub(super) fn is_array(head: &[u8]) -> bool {
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let Some(inner) = text.trim_ascii_start().strip_prefix(b"[") else {
        return false;
    };
    matches!(inner.trim_ascii_start().first(), Some(b'{' | b']'))
}

/// Calls `each` with the line and the text of every element of the array that `source` holds, until there are
/// no more, or it breaks. Several arrays may follow each other.
///
/// # Errors
/// Those of `source`, after `each` was called for the whole elements before.
pub(super) fn elements(
    source: &mut impl Read,
    each: impl FnMut(u64, Line<'_>) -> ControlFlow<()>,
) -> io::Result<()> {
    let mut cutter = Cutter {
        each,
        within: Within::Nothing,
        kept: Vec::new(),
        too_long: false,
        line: 1,
        first_line: 1,
    };
    let mut block = vec![0; BLOCK];
    loop {
        let (read, failure) = read_full(source, &mut block);
        if cutter.block(&block[..read]).is_break() {
            return Ok(());
        }
        if let Some(error) = failure {
            return Err(error);
        }
        if read < block.len() {
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
    /// The part of the element that stood in earlier blocks.
    kept: Vec<u8>,
    too_long: bool,
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
                        self.element(&block[start..at])?;
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
            self.keep(&block[start..])?;
        }
        ControlFlow::Continue(())
    }

    /// Keeps a part of an element that goes on in the next block.
    fn keep(&mut self, part: &[u8]) -> ControlFlow<()> {
        if self.too_long {
            return ControlFlow::Continue(());
        }
        self.kept.extend_from_slice(part);
        if self.kept.len() > MAX_LINE {
            self.too_long = true;
            self.kept = Vec::new();
            return (self.each)(self.first_line, Line::TooLong);
        }
        ControlFlow::Continue(())
    }

    /// Hands on the element whose last part is `part`.
    fn element(&mut self, part: &[u8]) -> ControlFlow<()> {
        if std::mem::take(&mut self.too_long) {
            return ControlFlow::Continue(());
        }
        if self.kept.is_empty() {
            return (self.each)(self.first_line, Line::Bytes(part));
        }
        self.kept.extend_from_slice(part);
        let done = (self.each)(self.first_line, Line::Bytes(&self.kept));
        self.kept.clear();
        done
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
mod tests {
    use super::*;

    fn cut(text: &[u8]) -> Vec<(u64, String)> {
        let mut found = Vec::new();
        let mut source = text;
        elements(&mut source, |line, element| {
            found.push((
                line,
                match element {
                    Line::Bytes(bytes) => String::from_utf8_lossy(bytes).trim_end().to_owned(),
                    Line::TooLong => "too long".to_owned(),
                    Line::Broken(problem) => format!("broken: {problem}"),
                },
            ));
            ControlFlow::Continue(())
        })
        .unwrap();
        found
    }

    #[test]
    fn cuts_at_commas_between_elements_only() {
        let text = "\u{feff} [\n {\"a\": [1, 2], \"b\": \"],\\\"[\"},\n\n{\"c\": {}}\n, 5, \"x,y\"\n]\n[{}]";
        assert_eq!(
            cut(text.as_bytes()),
            [
                (2, r#"{"a": [1, 2], "b": "],\"["}"#.to_owned()),
                (4, r#"{"c": {}}"#.to_owned()),
                (5, "5".to_owned()),
                (5, "\"x,y\"".to_owned()),
                (7, "{}".to_owned()),
            ]
        );
        assert_eq!(cut(b"[]"), []);
    }

    #[test]
    fn says_what_is_cut_off_and_what_follows() {
        assert_eq!(
            cut(b"[{\"a\": 1},\n{\"b\": \"x"),
            [
                (1, "{\"a\": 1}".to_owned()),
                (2, "broken: the array is cut off here".to_owned())
            ]
        );
        assert_eq!(
            cut(b"[1]\nmore"),
            [
                (1, "1".to_owned()),
                (2, "broken: the array has ended before this".to_owned())
            ]
        );
    }

    #[test]
    fn elements_go_over_the_borders_of_blocks() {
        let long = "x".repeat(3 * BLOCK);
        let text = format!("[\"{long}\",\n1,\"{long}\"]");
        let found = cut(text.as_bytes());
        assert_eq!(found.len(), 3);
        assert_eq!(found[0], (1, format!("\"{long}\"")));
        assert_eq!(found[1], (2, "1".to_owned()));
        assert_eq!(found[2], (2, format!("\"{long}\"")));
        let endless = "y".repeat(MAX_LINE + 2 * BLOCK);
        let found = cut(format!("[\"{endless}\",2]").as_bytes());
        assert_eq!(found, [(1, "too long".to_owned()), (1, "2".to_owned())]);
    }

    #[test]
    fn an_array_is_told_by_its_beginning() {
        for head in ["[{", "\u{feff}\n [ \r\n{\"a\"", "[]"] {
            assert!(is_array(head.as_bytes()), "{head}");
        }
        for head in ["", "{", "[1, 2]", "[[{", "x[{"] {
            assert!(!is_array(head.as_bytes()), "{head}");
        }
    }
}
