//! Markers in a line, and the code fences that hide them.

use std::ops::Range;

/// Which end of a block a marker is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    Start,
    Stop,
}

/// A marker.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Marker {
    pub end: End,
    /// Name of the block; empty where it says none.
    pub name: String,
    /// Its bytes in the line.
    pub at: Range<usize>,
}

/// The markers in a line, whatever stands around them.
pub(super) fn markers(line: &str) -> Vec<Marker> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(open) = line[from..].find("<!--").map(|at| from + at) {
        let inside = open + "<!--".len();
        let (length, tail) = match &line[inside..] {
            // Whole comments with nothing in them, in CommonMark as in HTML.
            rest if rest.starts_with('>') => (0, ">"),
            rest if rest.starts_with("->") => (0, "->"),
            rest => match rest.find("-->") {
                Some(length) => (length, "-->"),
                None => break,
            },
        };
        let close = inside + length;
        let at = open..close + tail.len();
        from = at.end;
        let mut words = line[inside..close].split_whitespace();
        let end = match words.next() {
            Some("evalboard:start") => End::Start,
            Some("evalboard:end") => End::Stop,
            _ => continue,
        };
        found.push(Marker {
            end,
            name: words.collect::<Vec<_>>().join(" "),
            at,
        });
    }
    found
}

/// A fenced code block that is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Fence {
    character: char,
    length: usize,
    /// Whether it stands in an item of a list, where it may be indented further.
    in_item: bool,
}

impl Fence {
    /// The fence that a line opens, as CommonMark has it.
    pub fn opened_by(line: &str) -> Option<Fence> {
        let (body, in_item) = match without_item(line.trim_end()) {
            Some(body) => (body, true),
            None => (unindented(line.trim_end())?, false),
        };
        let character = body.chars().next().filter(|c| matches!(c, '`' | '~'))?;
        let info = body.trim_start_matches(character);
        let length = body.len() - info.len();
        let is_fence = length >= 3 && !(character == '`' && info.contains('`'));
        is_fence.then_some(Fence {
            character,
            length,
            in_item,
        })
    }

    /// Whether a line closes it.
    pub fn is_closed_by(&self, line: &str) -> bool {
        let line = line.trim_end();
        let body = match self.in_item {
            true => Some(line.trim_start()),
            false => unindented(line),
        };
        body.is_some_and(|body| {
            body.len() >= self.length && body.chars().all(|c| c == self.character)
        })
    }
}

/// The line without up to three spaces before it; `None` where there are more, which make it code.
pub(super) fn unindented(line: &str) -> Option<&str> {
    let body = line.trim_start_matches(' ');
    (line.len() - body.len() <= 3 && !body.starts_with('\t')).then_some(body)
}

/// What stands behind the bullets or numbers of list items; `None` where there are none.
fn without_item(line: &str) -> Option<&str> {
    let body = line.trim_start();
    let digits = body.trim_start_matches(|c: char| c.is_ascii_digit());
    let rest = match body.len() - digits.len() {
        0 => body.strip_prefix(['-', '*', '+']),
        1..=9 => digits.strip_prefix(['.', ')']),
        _ => None,
    }?;
    let inner = rest.strip_prefix([' ', '\t'])?.trim_start();
    Some(without_item(inner).unwrap_or(inner))
}

#[cfg(test)]
mod tests;
