//! Line breaks of the document: outer objects and arrays are spread over lines, inner ones stand on
//! one.

use std::io::{self, Write};

use serde_json::ser::Formatter;

/// Depth from which on everything stands on one line: that of a cell.
const INLINE_FROM: usize = 6;

/// A formatter that breaks lines down to a depth.
#[derive(Debug, Default)]
pub(super) struct Layout {
    depth: usize,
    /// Whether the innermost open object or array has something in it.
    filled: bool,
}

impl Layout {
    fn open<W: ?Sized + Write>(&mut self, out: &mut W, bracket: &[u8]) -> io::Result<()> {
        self.depth += 1;
        self.filled = false;
        out.write_all(bracket)
    }

    fn item<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.filled = true;
        if self.depth >= INLINE_FROM {
            return out.write_all(if first { b"" } else { b", " });
        }
        out.write_all(if first { b"" } else { b"," })?;
        self.line(out)
    }

    fn close<W: ?Sized + Write>(&mut self, out: &mut W, bracket: &[u8]) -> io::Result<()> {
        let spread = self.filled && self.depth < INLINE_FROM;
        self.depth -= 1;
        self.filled = true;
        if spread {
            self.line(out)?;
        }
        out.write_all(bracket)
    }

    fn line<W: ?Sized + Write>(&self, out: &mut W) -> io::Result<()> {
        out.write_all(b"\n")?;
        (0..self.depth).try_for_each(|_| out.write_all(b" "))
    }
}

impl Formatter for Layout {
    fn begin_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.open(out, b"[")
    }

    fn end_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.close(out, b"]")
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.item(out, first)
    }

    fn begin_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.open(out, b"{")
    }

    fn end_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.close(out, b"}")
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.item(out, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        out.write_all(b": ")
    }
}

#[cfg(test)]
mod tests {
    use serde::Serialize;

    use super::Layout;

    #[test]
    fn breaks_outer_lines_only() {
        let value = serde_json::json!({"a": [], "b": [[{"c": [{"d": [1, 2]}]}]]});
        let mut out = Vec::new();
        let mut serializer = serde_json::Serializer::with_formatter(&mut out, Layout::default());
        value.serialize(&mut serializer).unwrap();
        let text = String::from_utf8(out).unwrap();
        let expected = "{\n \"a\": [],\n \"b\": [\n  [\n   {\n    \"c\": [\n     \
                        {\"d\": [1, 2]}\n    ]\n   }\n  ]\n ]\n}";
        assert_eq!(text, expected);
    }
}
