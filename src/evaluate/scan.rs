//! The fast way through a line: a walk over its keys that keeps slices of the wanted values.
//!
//! The walk checks the structure of the line and the form of every number and literal. It does not look
//! into strings beyond finding their end. Where something wanted holds a backslash, or anything is not as
//! expected, it gives up, and [`super::strict`] decides. For every line that is JSON both agree.

use memchr::memchr;

use super::answer::{Field, Slot, Slots, USAGE_TOKENS};

/// Nesting beyond which the strict reader decides; it refuses 128.
const MAX_DEPTH: usize = 100;
/// Length beyond which a number is the strict reader's: it may be out of range.
const MAX_NUMBER: usize = 300;
/// The same where there is an exponent, of at most two digits: 1e200 and beyond is left to the strict reader.
const MAX_NUMBER_WITH_EXPONENT: usize = 100;
/// Digits up to which an integer's text is the same however it is read.
const PLAIN_DIGITS: usize = 18;

/// Bytes of a string in which its end is looked for without a vectorised search.
const NEAR: usize = 24;

/// Puts the wanted values of `line` into `slots`; `None` where the strict reader must decide.
pub(super) fn scan<'a>(line: &'a [u8], slots: &mut Slots<'a>) -> Option<()> {
    let mut walk = Walk { line, at: 0 };
    walk.space();
    walk.object(0, |walk, key| match Field::of(key) {
        None => walk.skip(1),
        Some(Field::Usage) => {
            slots[Field::Usage as usize] = walk.usage()?;
            Some(())
        }
        Some(field) => {
            slots[field as usize] = walk.value(field)?;
            Some(())
        }
    })?;
    walk.space();
    (walk.at == line.len()).then_some(())
}

/// A place in a line. Its methods stand at the first byte of what they read, and end behind the last.
struct Walk<'a> {
    line: &'a [u8],
    at: usize,
}

impl<'a> Walk<'a> {
    #[inline]
    fn peek(&self) -> Option<u8> {
        self.line.get(self.at).copied()
    }

    #[inline]
    fn space(&mut self) {
        while let Some(b' ' | b'\t' | b'\r') = self.peek() {
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
        depth: usize,
        mut member: impl FnMut(&mut Self, &'a [u8]) -> Option<()>,
    ) -> Option<()> {
        if depth > MAX_DEPTH {
            return None;
        }
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

    /// The value of a wanted field.
    #[inline]
    fn value(&mut self, field: Field) -> Option<Slot<'a>> {
        match self.peek()? {
            b'"' => self.string().map(Slot::Text),
            b't' => self.literal(b"true", Slot::Bool(true)),
            b'f' => self.literal(b"false", Slot::Bool(false)),
            b'n' => self.literal(b"null", Slot::Absent),
            // Only its length is wanted.
            b'[' if field == Field::Choices => {
                let start = self.at;
                let length = self.array(1)?;
                Some(Slot::List(length, &self.line[start..self.at]))
            }
            b'[' | b'{' => None,
            _ => {
                let number = self.number()?;
                let plain = number.len() <= PLAIN_DIGITS && number.iter().all(u8::is_ascii_digit);
                (plain || !field.is_label()).then_some(Slot::Number(number))
            }
        }
    }

    /// The completion tokens of a `usage` object; a `usage` of another kind holds none.
    fn usage(&mut self) -> Option<Slot<'a>> {
        if self.peek()? != b'{' {
            self.skip(1)?;
            return Some(Slot::Absent);
        }
        let mut tokens = Slot::Absent;
        self.object(1, |walk, key| {
            if key == USAGE_TOKENS {
                tokens = walk.value(Field::CompletionTokens)?;
                Some(())
            } else {
                walk.skip(2)
            }
        })?;
        Some(tokens)
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
        self.object(depth, |walk, _| walk.skip(depth + 1))
    }

    /// Passes over an array; its length.
    fn array(&mut self, depth: usize) -> Option<usize> {
        if depth > MAX_DEPTH {
            return None;
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

    /// A number that is surely in range.
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
        let mut longest = MAX_NUMBER;
        if let Some(b'e' | b'E') = self.peek() {
            self.at += 1;
            if let Some(b'+' | b'-') = self.peek() {
                self.at += 1;
            }
            if self.digits()?.len() > 2 {
                return None;
            }
            longest = MAX_NUMBER_WITH_EXPONENT;
        }
        let number = &self.line[start..self.at];
        (number.len() < longest).then_some(number)
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

    /// A string that is or may become a wanted one: its content. A key with a backslash may be one.
    #[inline]
    fn string(&mut self) -> Option<&'a [u8]> {
        self.take(b'"')?;
        let start = self.at;
        if let Some(at) = self.near_mark(start) {
            self.at = at + 1;
            return (self.line[at] == b'"').then(|| &self.line[start..at]);
        }
        let content = self.rest_of_string(start)?;
        memchr(b'\\', content).is_none().then_some(content)
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

    /// The first quote or backslash from `start` on, if it is near. Most keys and names are short: eight bytes at
    /// a time end before a vectorised search has begun.
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

    /// The content of the string that begins at `start`, behind its quote; ends behind the closing one.
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

/// Not zero where `byte` is in `word`; its lowest bit that is set lies in the first such byte. (Bits above may be set
/// without reason, where a byte that differs by 1 follows.)
#[inline]
fn first_byte(word: u64, byte: u8) -> u64 {
    const ONES: u64 = u64::MAX / 255;
    let zero_where_equal = word ^ (ONES * u64::from(byte));
    zero_where_equal.wrapping_sub(ONES) & !zero_where_equal & (ONES << 7)
}

#[cfg(test)]
mod tests {
    use super::super::answer::FIELDS;
    use super::*;

    fn scanned(line: &[u8]) -> Option<Slots<'_>> {
        let mut slots = [Slot::Absent; FIELDS];
        scan(line, &mut slots).map(|()| slots)
    }

    #[test]
    fn finds_wanted_values_and_skips_the_rest() {
        let line = br#" {"x":{"model":"no","a":[1,-2.5e-3,{"b":"]}"}]},"model":"m","degree":0,
            "response":"say \"hi\\\\\" \\","usage":{"prompt_tokens":1,"completion_tokens":42},"correct":true} "#;
        let line: Vec<u8> = line.iter().copied().filter(|b| *b != b'\n').collect();
        let slots = scanned(&line).unwrap();
        assert_eq!(slots[Field::Model as usize], Slot::Text(b"m"));
        assert_eq!(slots[Field::Degree as usize], Slot::Number(b"0"));
        assert_eq!(slots[Field::Usage as usize], Slot::Number(b"42"));
        assert_eq!(slots[Field::Correct as usize], Slot::Bool(true));
        let slots = scanned(br#"{"choices":["a",["b"],"c"]}"#).unwrap();
        assert!(matches!(slots[Field::Choices as usize], Slot::List(3, _)));
    }

    #[test]
    fn leaves_to_the_strict_reader_what_it_cannot_decide() {
        for line in [
            r#"{"model":"a\n"}"#,
            r#"{"mod\u0065l":"a"}"#,
            r#"{"task":{"length":8}}"#,
            r#"{"degree":0.50}"#,
            r#"{"x":1e999}"#,
            r#"{"x":1e}"#,
            r#"{"degree":1e2}"#,
            r#"{"x":01}"#,
            r#"{"x":-}"#,
            r#"{"x":1"#,
            r#"{"x":"#,
            r#"{"x":"abc\"}"#,
            r#"{"x":tru}"#,
            r#"{"x":1}}"#,
            r#"{"x":1,}"#,
            r#"{"x":[1,]}"#,
            "[]",
            "",
        ] {
            assert_eq!(scanned(line.as_bytes()), None, "{line}");
        }
        let deep = format!("{{\"x\":{}{}}}", "[".repeat(200), "]".repeat(200));
        assert_eq!(scanned(deep.as_bytes()), None);
    }
}
