//! Blocks of a document that evalboard fills: what stands between `<!-- evalboard:start -->` and
//! `<!-- evalboard:end -->`. Every other byte stays as it is.
//!
//! A block may have a name (`<!-- evalboard:start small -->`), so that a document can have several.
//! Markers stand alone on their lines; both of one block may share a line. In code (fenced,
//! indented by four, between backticks) and in quotations they are no markers: a README can show
//! them.

mod marker;
mod reader;

use std::fmt;
use std::ops::Range;

use crate::error::{nearest, printable};

/// What is wrong with the markers of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadMarkers {
    /// The line, counted from 1; `None`: the document as a whole.
    pub line: Option<u64>,
    /// What is wrong and what would be right.
    pub problem: String,
}

impl fmt::Display for BadMarkers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.problem)
    }
}

impl std::error::Error for BadMarkers {}

/// A block of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// Its name; empty where it has none.
    pub name: String,
    /// Line of its start, counted from 1.
    pub line: u64,
    /// Bytes between its markers, without what is left of their lines.
    pub inside: Range<usize>,
    /// Spaces before its start: the content gets as many.
    indent: usize,
    /// Whether both markers stand on one line.
    on_one_line: bool,
}

/// The document with the content of the block called `name` (empty: the one without a name)
/// replaced. Line ends are those of the document's first line.
///
/// # Errors
/// Where markers are missing, crossed, doubled or not alone on their lines, and where there is no
/// block of that name.
pub fn replaced(document: &[u8], name: &str, content: &str) -> Result<Vec<u8>, BadMarkers> {
    let blocks = blocks(document)?;
    let Some(block) = blocks.iter().find(|block| block.name == name) else {
        return Err(no_block(name, &blocks));
    };
    let line_end = match document.iter().position(|byte| *byte == b'\n') {
        Some(at) if document[..at].ends_with(b"\r") => "\r\n",
        _ => "\n",
    };
    // Empty lines around it: without them, pandoc takes a table for a part of the comment.
    let mut inside = line_end.repeat(if block.on_one_line { 2 } else { 1 });
    for line in content.trim_end().lines() {
        if !line.is_empty() {
            inside.extend(std::iter::repeat_n(' ', block.indent));
        }
        inside.push_str(line);
        inside.push_str(line_end);
    }
    inside.push_str(line_end);
    let before = &document[..block.inside.start];
    let after = &document[block.inside.end..];
    Ok([before, inside.as_bytes(), after].concat())
}

/// The blocks of a document, from top to bottom.
///
/// # Errors
/// Where markers are crossed, doubled, without their other half, or not alone on their lines.
pub fn blocks(document: &[u8]) -> Result<Vec<Block>, BadMarkers> {
    let mut reader = reader::Reader::default();
    let mut from = 0;
    for (number, line) in (1..).zip(document.split_inclusive(|byte| *byte == b'\n')) {
        reader.line(number, from, line)?;
        from += line.len();
    }
    reader.finish()
}

/// The name of a block in messages.
fn named(name: &str) -> String {
    match name {
        "" => "without a name".to_owned(),
        name => format!("'{}'", printable(name, 60)),
    }
}

fn no_block(name: &str, blocks: &[Block]) -> BadMarkers {
    let known: Vec<String> = blocks.iter().map(|block| named(&block.name)).collect();
    let names = blocks.iter().map(|block| block.name.as_str());
    let near = nearest(name, names.filter(|name| !name.is_empty()));
    let space = if name.is_empty() { "" } else { " " };
    BadMarkers {
        line: None,
        problem: match (known.is_empty(), near) {
            (true, _) => format!(
                "there is no block: put this line where the board shall stand\n\
                 <!-- evalboard:start{space}{0} --><!-- evalboard:end{space}{0} -->",
                printable(name, 60)
            ),
            (_, Some(near)) if !name.is_empty() => {
                format!(
                    "there is no block {}; did you mean {}?",
                    named(name),
                    named(near)
                )
            }
            _ => format!(
                "there is no block {}, but one {}: --block says which",
                named(name),
                known.join(", ")
            ),
        },
    }
}

#[cfg(test)]
mod tests;
