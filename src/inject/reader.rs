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
            _ => Err(bad(
                number,
                "the marker must stand alone on its line".to_owned(),
            )),
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
            return Err(bad(
                line,
                format!(
                    "evalboard:start inside of the block that line {} starts: end that one first",
                    open.line
                ),
            ));
        }
        let mut known = self.blocks.iter();
        if let Some(first) = known.find(|block| block.name == marker.name) {
            return Err(bad(
                line,
                format!(
                    "a second block {}, line {} starts one: give each a name, <!-- \
                     evalboard:start NAME -->",
                    named(&marker.name),
                    first.line
                ),
            ));
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
            return Err(bad(
                line,
                format!(
                    "the end of block {}, but line {} starts one {}: blocks cannot cross",
                    named(&marker.name),
                    block.line,
                    named(&block.name)
                ),
            ));
        }
        block.inside.end = at;
        self.blocks.push(block);
        Ok(())
    }

    pub fn finish(self) -> Result<Vec<Block>, BadMarkers> {
        match &self.open {
            None => Ok(self.blocks),
            Some(open) => Err(bad(
                open.line,
                format!(
                    "evalboard:start without <!-- evalboard:end --> after it{}",
                    self.hint()
                ),
            )),
        }
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

fn bad(line: u64, problem: String) -> BadMarkers {
    BadMarkers {
        line: Some(line),
        problem,
    }
}
