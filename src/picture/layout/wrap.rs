//! Texts on several lines.

use crate::drawing::text::{Fonts, Weight};

/// Stands between parts of a line; no line begins or ends with it.
const DOT: &str = "·";

/// Pieces after which a line may end, each with the separator that it ends in.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        if matches!(c, ' ' | '-' | '_' | '/' | ':' | '+') {
            pieces.push(&text[start..end]);
            start = end;
        }
    }
    if start < text.len() {
        pieces.push(&text[start..]);
    }
    pieces
}

/// Room for a text: lines of a type.
#[derive(Clone, Copy)]
pub(crate) struct TextBox<'a> {
    pub fonts: &'a Fonts,
    pub size: f64,
    pub weight: Weight,
    /// Width of a line in px.
    pub width: f64,
    /// Lines at most, one at least.
    pub lines: usize,
}

impl TextBox<'_> {
    /// `text` in lines; a piece wider than a line is broken anywhere, and what does not fit is
    /// shortened with `…`.
    pub fn shortened(self, text: &str) -> Vec<String> {
        let mut done = self.filled(text, true).unwrap_or_default();
        if let Some(last) = done.last_mut() {
            *last = self
                .fonts
                .shortened(last, self.size, self.weight, self.width);
        }
        done
    }

    /// `text` in lines, broken anywhere if need be; `None` where it does not fit.
    pub fn anywhere(self, text: &str) -> Option<Vec<String>> {
        self.filled(text, true).filter(|done| self.fits(done))
    }

    /// `text` in lines, broken at separators only; `None` where it does not fit.
    pub fn whole(self, text: &str) -> Option<Vec<String>> {
        self.filled(text, false).filter(|done| self.fits(done))
    }

    /// As [`Self::whole`], with lines about as long as each other.
    pub fn balanced(self, text: &str) -> Option<Vec<String>> {
        let mut best = self.whole(text)?;
        // The same number of lines, each as short as can be.
        let lines = best.len();
        let (mut least, mut most) = (self.width / lines as f64 / 2.0, self.width);
        while lines > 1 && most - least > 1.0 {
            let width = f64::midpoint(least, most);
            let narrower = TextBox {
                width,
                lines,
                ..self
            };
            match narrower.whole(text) {
                Some(lines) => (best, most) = (lines, width),
                None => least = width,
            }
        }
        Some(best)
    }

    /// `text` in at least one line, each as full as can be; the last takes all that is left. `None`
    /// where a piece is wider than a line, unless it may be broken `anywhere`.
    fn filled(self, text: &str, anywhere: bool) -> Option<Vec<String>> {
        let mut done: Vec<String> = Vec::new();
        let mut line = String::new();
        let mut rest = text;
        while let Some(piece) = pieces(rest).first().copied() {
            if line.is_empty() && !done.is_empty() && piece.trim_end() == DOT {
                rest = &rest[piece.len()..];
            } else if done.len() + 1 >= self.lines {
                line.push_str(rest);
                break;
            } else if self.measure((line.clone() + piece).trim_end()) <= self.width {
                line.push_str(piece);
                rest = &rest[piece.len()..];
            } else if !line.is_empty() {
                done.push(ended(&std::mem::take(&mut line)).to_owned());
            } else if anywhere {
                let end = broken(piece, |part| self.measure(part) <= self.width);
                done.push(piece[..end].to_owned());
                rest = &rest[end..];
            } else {
                return None;
            }
        }
        done.push(line.trim_end().to_owned());
        done.retain(|line| !line.is_empty());
        if done.is_empty() {
            done.push(String::new());
        }
        Some(done)
    }

    fn measure(self, text: &str) -> f64 {
        self.fonts.width(text, self.size, self.weight)
    }

    /// Whether the last line, which took all that was left, fits.
    fn fits(self, lines: &[String]) -> bool {
        let last = lines.last().map_or("", String::as_str);
        self.measure(last) <= self.width
    }
}

/// A line without what only leads to the next one.
fn ended(line: &str) -> &str {
    let line = line.trim_end();
    line.strip_suffix(DOT).map_or(line, str::trim_end)
}

/// Where to break a piece: after the most characters that fit, at least one.
fn broken(piece: &str, fits: impl Fn(&str) -> bool) -> usize {
    let ends = piece.char_indices().map(|(at, c)| at + c.len_utf8());
    let mut best = 0;
    for end in ends {
        if best > 0 && !fits(&piece[..end]) {
            break;
        }
        best = end;
    }
    best
}

#[cfg(test)]
mod tests;
