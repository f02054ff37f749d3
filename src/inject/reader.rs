//! Finds the blocks of a document, line by line.

use super::marker::{End, Fence, Marker, markers, unindented};
use super::{BadMarkers, Block, named};

/// What was read so far.
#[derive(Default)]
pub(super) struct Reader {
    fence: Option<Fence>,
    open: Option<Block>,
    blocks: Vec<Block>,
    /// Line of the last marker that stands in code, for the error about a missing one.
    in_code: Option<u64>,
}

impl Reader {
    /// Reads line `number`, which begins at byte `from`. One that is not UTF-8 has no marker.
    pub fn line(&mut self, number: u64, from: usize, line: &[u8]) -> Result<(), BadMarkers> {
        let Ok(line) = std::str::from_utf8(line) else {
            return Ok(());
        };
        let found = markers(line);
        if let Some(fence) = self.fence {
            if fence.is_closed_by(line) {
                self.fence = None;
            }
            if !found.is_empty() {
                self.in_code = Some(number);
            }
            return Ok(());
        }
        self.fence = Fence::opened_by(line);
        if found.is_empty() {
            return Ok(());
        }
        if self.fence.is_some() || shows_code(line, &found) {
            self.in_code = Some(number);
            return Ok(());
        }
        // A byte order mark is no text.
        let before = line[..found[0].at.start].trim_start_matches('\u{feff}');
        let after = &line[found[found.len() - 1].at.end..];
        let alone = before.trim().is_empty() && after.trim().is_empty();
        match found.as_slice() {
            [one] if alone => match one.end {
                End::Start => self.start(one, number, from + line.len(), before.len()),
                End::Stop => self.stop(one, number, from),
            },
            [first, last] if alone && (first.end, last.end) == (End::Start, End::Stop) => {
                self.start(first, number, from + first.at.end, before.len())?;
                if let Some(open) = &mut self.open {
                    open.on_one_line = true;
                }
                self.stop(last, number, from + last.at.start)
            }
            _ => Err(bad(number, "the marker must stand alone on its line")),
        }
    }

    fn start(
        &mut self,
        marker: &Marker,
        line: u64,
        from: usize,
        indent: usize,
    ) -> Result<(), BadMarkers> {
        if let Some(open) = &self.open {
            let first = open.line;
            let problem = format!(
                "evalboard:start inside of the block that line {first} starts: end that one first"
            );
            return Err(bad(line, problem));
        }
        let mut known = self.blocks.iter();
        if let Some(first) = known.find(|block| block.name == marker.name) {
            let (name, first) = (named(&marker.name), first.line);
            let problem = format!(
                "a second block {name}, line {first} starts one: give each a name, <!-- \
                 evalboard:start NAME -->"
            );
            return Err(bad(line, problem));
        }
        self.open = Some(Block {
            name: marker.name.clone(),
            line,
            inside: from..from,
            indent,
            on_one_line: false,
        });
        Ok(())
    }

    fn stop(&mut self, marker: &Marker, line: u64, at: usize) -> Result<(), BadMarkers> {
        let Some(mut block) = self.open.take() else {
            let problem = format!("evalboard:end without a start before it{}", self.hint());
            return Err(bad(line, problem));
        };
        // The end of a named block may leave the name out.
        if !marker.name.is_empty() && marker.name != block.name {
            let (end, first, start) = (named(&marker.name), block.line, named(&block.name));
            let problem = format!(
                "the end of block {end}, but line {first} starts one {start}: blocks cannot cross"
            );
            return Err(bad(line, problem));
        }
        block.inside.end = at;
        self.blocks.push(block);
        Ok(())
    }

    pub fn finish(self) -> Result<Vec<Block>, BadMarkers> {
        let Some(open) = &self.open else {
            return Ok(self.blocks);
        };
        let hint = self.hint();
        let problem = format!("evalboard:start without <!-- evalboard:end --> after it{hint}");
        Err(bad(open.line, problem))
    }

    fn hint(&self) -> String {
        match self.in_code {
            Some(line) => format!("; the marker on line {line} stands in code"),
            None => String::new(),
        }
    }
}

/// Whether markers are only shown here: indented code, inline code, or a quotation.
fn shows_code(line: &str, found: &[Marker]) -> bool {
    let before = &line[..found[0].at.start];
    let after = &line[found[found.len() - 1].at.end..];
    unindented(line).is_none_or(|body| body.starts_with('>'))
        || (before.contains('`') && after.contains('`'))
}

fn bad(line: u64, problem: impl Into<String>) -> BadMarkers {
    BadMarkers {
        line: Some(line),
        problem: problem.into(),
    }
}
