//! Line numbers as an editor shows them, beside a reader that works in bytes.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::io::{self, Read};
use std::rc::Rc;

/// Passes bytes on and remembers where lines end: LF, CRLF or CR.
pub(super) struct LineEnds<R> {
    content: R,
    lines: Lines,
}

/// The line ends that were passed on; shared with whoever asks.
#[derive(Clone, Default)]
pub(super) struct Lines(Rc<RefCell<State>>);

#[derive(Default)]
struct State {
    /// Where each line end begins and where it is over; what was asked is left out.
    ends: VecDeque<[u64; 2]>,
    /// Bytes that were passed on.
    passed: u64,
    /// Whether the last byte was CR: LF behind it is of the same end.
    after_cr: bool,
    /// Line ends that were left out.
    left_out: u64,
}

impl<R: Read> LineEnds<R> {
    /// Passes on what `content` gives.
    pub(super) fn new(content: R) -> (LineEnds<R>, Lines) {
        let lines = Lines::default();
        let passed_on = LineEnds {
            content,
            lines: lines.clone(),
        };
        (passed_on, lines)
    }
}

impl<R: Read> Read for LineEnds<R> {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        let length = self.content.read(room)?;
        let mut state = self.lines.0.borrow_mut();
        let base = state.passed;
        for at in memchr::memchr2_iter(b'\n', b'\r', &room[..length]) {
            let is_behind_cr = match at {
                0 => state.after_cr,
                _ => room[at - 1] == b'\r',
            };
            let start = base + at as u64;
            match state.ends.back_mut() {
                Some(end) if room[at] == b'\n' && is_behind_cr => end[1] = start + 1,
                _ => state.ends.push_back([start, start + 1]),
            }
        }
        if length > 0 {
            state.after_cr = room[length - 1] == b'\r';
        }
        state.passed = base + length as u64;
        Ok(length)
    }
}

impl Lines {
    /// The line, from 1, of the record that begins at byte `at` or behind empty lines there. Bytes
    /// are asked for in ascending order.
    pub(super) fn of(&self, mut at: u64) -> u64 {
        let mut state = self.0.borrow_mut();
        while let Some([start, over]) = state.ends.front().copied() {
            if start > at {
                break;
            }
            // It lies before the record, or ends an empty line.
            at = at.max(over);
            state.left_out += 1;
            state.ends.pop_front();
        }
        state.left_out + 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_an_editor() {
        for (text, records) in [
            ("a\nb\n", &[(0, 1), (2, 2)][..]),
            ("a\r\nb\r\n", &[(0, 1), (2, 2)]),
            ("a\rb", &[(0, 1), (2, 2)]),
            ("\n\na\n\n\nb", &[(0, 3), (4, 6)]),
            ("\r\n\r\na\r\n\r\nb", &[(0, 3), (6, 5)]),
            ("\"x\ny\"\nb", &[(0, 1), (6, 3)]),
        ] {
            let (mut passed, lines) = LineEnds::new(text.as_bytes());
            // In pieces, so that a CRLF is torn.
            let mut piece = [0; 3];
            while passed.read(&mut piece).unwrap() > 0 {}
            for (at, line) in records {
                assert_eq!(lines.of(*at), *line, "{text:?} at {at}");
            }
        }
    }
}
