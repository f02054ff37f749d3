//! The way through a line: a walk over its keys that keeps slices of the wanted values.
//!
//! The walk checks the structure of the line, and the form of every number and literal. It does not
//! look into strings beyond finding their end, so that what stands in a value that nobody wants
//! (half an emoji, a raw tab, a number out of range) does no harm. What is wanted and holds a
//! backslash, or is a list, an object or a number in the place of a name, is handed on raw, and
//! [`super::resolve`] reads it.

use memchr::memchr;

use super::answer::{Slot, Slots};
use crate::interview::{Field, KEYS, Wanted, in_usage, wanted};

/// Nesting beyond which only brackets are counted.
const MAX_DEPTH: usize = 100;
/// Digits up to which an integer's text is the same however it is read.
const PLAIN_DIGITS: usize = 18;

/// Bytes of a string in which its end is looked for without a vectorised search.
const NEAR: usize = 24;

/// Puts the wanted values of the object in `line` into `slots`; tells whether any of them is
/// [`Slot::Raw`].
///
/// # Errors
/// The index of the byte that cannot stand where it does.
pub(super) fn scan<'a>(line: &'a [u8], slots: &mut Slots<'a>) -> Result<bool, usize> {
    let mut walk = Walk {
        line,
        at: 0,
        raw: false,
    };
    walk.line(slots).ok_or(walk.at)?;
    Ok(walk.raw)
}

/// A string as it is written, between its quotes.
#[derive(Clone, Copy)]
struct Written<'a> {
    content: &'a [u8],
    has_backslash: bool,
}

impl Written<'_> {
    /// The key of the board's fields that it stands for.
    #[inline]
    fn wanted(self) -> Option<Wanted> {
        match self.has_backslash {
            false => wanted(self.content),
            true => self.wanted_unescaped(),
        }
    }

    #[cold]
    fn wanted_unescaped(self) -> Option<Wanted> {
        let quoted = [b"\"", self.content, b"\""].concat();
        let key: String = serde_json::from_slice(&quoted).ok()?;
        wanted(key.as_bytes())
    }
}

/// A place in a line. Its methods stand at the first byte of what they read, and end behind the
/// last.
struct Walk<'a> {
    line: &'a [u8],
    at: usize,
    /// Whether a value was kept raw.
    raw: bool,
}

impl<'a> Walk<'a> {
    fn line(&mut self, slots: &mut Slots<'a>) -> Option<()> {
        self.space();
        self.object(|walk, key| match key.wanted() {
            None => walk.skip(1),
            Some(Wanted::Value(slot)) => {
                slots[slot] = walk.value(KEYS[slot].1)?;
                Some(())
            }
            Some(Wanted::Usage) => walk.usage(slots),
        })?;
        self.space();
        (self.at == self.line.len()).then_some(())
    }

    #[inline]
    fn peek(&self) -> Option<u8> {
        self.line.get(self.at).copied()
    }

    #[inline]
    fn space(&mut self) {
        while let Some(b' ' | b'\t' | b'\r' | b'\n') = self.peek() {
            self.at += 1;
        }
    }

    #[inline]
    fn take(&mut self, byte: u8) -> Option<()> {
        if self.peek()? != byte {
            return None;
        }
        self.at += 1;
        Some(())
    }

    /// An object; `member` is called for each key and must read the value.
    #[inline(always)]
    fn object(
        &mut self,
        mut member: impl FnMut(&mut Self, Written<'a>) -> Option<()>,
    ) -> Option<()> {
        self.take(b'{')?;
        self.space();
        if self.peek()? == b'}' {
            self.at += 1;
            return Some(());
        }
        loop {
            let key = self.string()?;
            self.space();
            self.take(b':')?;
            self.space();
            member(self, key)?;
            self.space();
            match self.peek()? {
                b',' => self.at += 1,
                b'}' => {
                    self.at += 1;
                    return Some(());
                }
                _ => return None,
            }
            self.space();
        }
    }

    /// The value of a key of `field`.
    #[inline]
    fn value(&mut self, field: Field) -> Option<Slot<'a>> {
        let start = self.at;
        let slot = match self.peek()? {
            b'"' => {
                let text = self.string()?;
                match text.has_backslash || text.content.iter().any(|byte| *byte < b' ') {
                    true => self.raw(start),
                    false => Slot::Text(text.content),
                }
            }
            b't' => self.literal(b"true", Slot::Bool(true))?,
            b'f' => self.literal(b"false", Slot::Bool(false))?,
            b'n' => self.literal(b"null", Slot::Absent)?,
            b'[' => {
                let length = self.array(1)?;
                match field.is_label() {
                    true => self.raw(start),
                    false => Slot::List(length, &self.line[start..self.at]),
                }
            }
            b'{' => {
                self.skip_object(1)?;
                match field.is_label() {
                    true => self.raw(start),
                    false => Slot::Object(&self.line[start..self.at]),
                }
            }
            _ => {
                let number = self.number()?;
                let plain = number.len() <= PLAIN_DIGITS && number.iter().all(u8::is_ascii_digit);
                match plain || !field.is_label() {
                    true => Slot::Number(number),
                    false => self.raw(start),
                }
            }
        };
        Some(slot)
    }

    /// The value that began at `start`, to be read later.
    fn raw(&mut self, start: usize) -> Slot<'a> {
        self.raw = true;
        Slot::Raw(&self.line[start..self.at])
    }

    /// The wanted members of a `usage` object; a `usage` of another kind holds none.
    fn usage(&mut self, slots: &mut Slots<'a>) -> Option<()> {
        for slot in Field::Tokens
            .slots()
            .filter(|slot| KEYS[*slot].0.contains('.'))
        {
            slots[slot] = Slot::Absent;
        }
        if self.peek()? != b'{' {
            return self.skip(1);
        }
        self.object(|walk, key| match in_usage(key.content) {
            None => walk.skip(2),
            Some(slot) => {
                slots[slot] = walk.value(Field::Tokens)?;
                Some(())
            }
        })
    }

    /// Passes over a value that nobody wants.
    #[inline]
    fn skip(&mut self, depth: usize) -> Option<()> {
        match self.peek()? {
            b'"' => self.skip_string(),
            b't' => self.literal(b"true", ()),
            b'f' => self.literal(b"false", ()),
            b'n' => self.literal(b"null", ()),
            b'{' => self.skip_object(depth),
            b'[' => self.array(depth).map(|_| ()),
            _ => self.number().map(|_| ()),
        }
    }

    fn skip_object(&mut self, depth: usize) -> Option<()> {
        match depth > MAX_DEPTH {
            true => self.skip_deep(),
            false => self.object(|walk, _| walk.skip(depth + 1)),
        }
    }

    /// Passes over what is nested too deep to be followed: to the bracket that closes it.
    #[cold]
    fn skip_deep(&mut self) -> Option<()> {
        let mut open = 0_usize;
        loop {
            match self.peek()? {
                b'"' => {
                    self.skip_string()?;
                    continue;
                }
                b'{' | b'[' => open += 1,
                b'}' | b']' => open -= 1,
                _ => {}
            }
            self.at += 1;
            if open == 0 {
                return Some(());
            }
        }
    }

    /// Passes over an array; its length.
    fn array(&mut self, depth: usize) -> Option<usize> {
        if depth > MAX_DEPTH {
            self.skip_deep()?;
            return Some(0);
        }
        self.take(b'[')?;
        self.space();
        if self.peek()? == b']' {
            self.at += 1;
            return Some(0);
        }
        for length in 1.. {
            self.skip(depth + 1)?;
            self.space();
            match self.peek()? {
                b',' => self.at += 1,
                b']' => {
                    self.at += 1;
                    return Some(length);
                }
                _ => return None,
            }
            self.space();
        }
        None
    }

    #[inline]
    fn literal<T>(&mut self, word: &[u8], value: T) -> Option<T> {
        if !self.line[self.at..].starts_with(word) {
            return None;
        }
        self.at += word.len();
        Some(value)
    }

    /// A number as it is written.
    #[inline]
    fn number(&mut self) -> Option<&'a [u8]> {
        let start = self.at;
        if self.peek()? == b'-' {
            self.at += 1;
        }
        let whole = self.digits()?;
        if whole.len() > 1 && whole[0] == b'0' {
            return None;
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if let Some(b'e' | b'E') = self.peek() {
            self.at += 1;
            if let Some(b'+' | b'-') = self.peek() {
                self.at += 1;
            }
            self.digits()?;
        }
        Some(&self.line[start..self.at])
    }

    /// One or more digits.
    #[inline]
    fn digits(&mut self) -> Option<&'a [u8]> {
        let start = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        let digits = &self.line[start..self.at];
        (!digits.is_empty()).then_some(digits)
    }

    #[inline]
    fn string(&mut self) -> Option<Written<'a>> {
        self.take(b'"')?;
        let start = self.at;
        match self.near_mark(start) {
            Some(at) if self.line[at] == b'"' => {
                self.at = at + 1;
                let content = &self.line[start..at];
                Some(Written {
                    content,
                    has_backslash: false,
                })
            }
            _ => {
                let content = self.rest_of_string(start)?;
                let has_backslash = memchr(b'\\', content).is_some();
                Some(Written {
                    content,
                    has_backslash,
                })
            }
        }
    }

    /// Passes over a string.
    #[inline]
    fn skip_string(&mut self) -> Option<()> {
        self.take(b'"')?;
        match self.near_mark(self.at) {
            Some(at) if self.line[at] == b'"' => self.at = at + 1,
            _ => drop(self.rest_of_string(self.at)?),
        }
        Some(())
    }

    /// The first quote or backslash from `start` on, if it is near. Most keys and names are short:
    /// eight bytes at a time end before a vectorised search has begun.
    #[inline]
    fn near_mark(&self, start: usize) -> Option<usize> {
        for at in (start..start + NEAR).step_by(8) {
            let word = u64::from_le_bytes(*self.line.get(at..)?.first_chunk()?);
            let found = first_byte(word, b'"') | first_byte(word, b'\\');
            if found != 0 {
                return Some(at + found.trailing_zeros() as usize / 8);
            }
        }
        None
    }

    /// The content of the string that begins at `start`, behind its quote; ends behind the closing
    /// one.
    #[inline]
    fn rest_of_string(&mut self, start: usize) -> Option<&'a [u8]> {
        let mut from = start;
        loop {
            let quote = from + memchr(b'"', self.line.get(from..)?)?;
            let content = &self.line[start..quote];
            let backslashes = content.iter().rev().take_while(|b| **b == b'\\').count();
            if backslashes % 2 == 0 {
                self.at = quote + 1;
                return Some(content);
            }
            from = quote + 1;
        }
    }
}

/// Not zero where `byte` is in `word`: its lowest bit that is set lies in the first such byte.
/// (Bits above may be set without reason.)
#[inline]
fn first_byte(word: u64, byte: u8) -> u64 {
    const ONES: u64 = u64::MAX / 255;
    let zero = word ^ (ONES * u64::from(byte));
    zero.wrapping_sub(ONES) & !zero & (ONES << 7)
}

#[cfg(test)]
mod tests;
