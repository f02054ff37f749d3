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

/// `text` on at most `lines` lines of `width` px. A piece wider than a line is broken anywhere;
/// what does not fit is shortened with `…`.
pub(crate) fn wrapped(
    fonts: &Fonts,
    text: &str,
    size: f64,
    weight: Weight,
    width: f64,
    lines: usize,
) -> Vec<String> {
    let mut done = broken_lines(fonts, text, size, weight, width, lines);
    if let Some(last) = done.last_mut() {
        *last = fonts.shortened(last, size, weight, width);
    }
    done
}

/// `text` on at most `lines` lines of `width` px, broken anywhere if need be; `None` where it does
/// not fit.
pub(crate) fn wrapped_anywhere(
    fonts: &Fonts,
    text: &str,
    size: f64,
    weight: Weight,
    width: f64,
    lines: usize,
) -> Option<Vec<String>> {
    let done = broken_lines(fonts, text, size, weight, width, lines);
    let last = done.last().map_or("", String::as_str);
    (fonts.width(last, size, weight) <= width).then_some(done)
}

/// `text` on at least one and at most `lines` lines of `width` px; the last takes all that is left.
fn broken_lines(
    fonts: &Fonts,
    text: &str,
    size: f64,
    weight: Weight,
    width: f64,
    lines: usize,
) -> Vec<String> {
    let measure = |text: &str| fonts.width(text, size, weight);
    let mut done: Vec<String> = Vec::new();
    let mut line = String::new();
    let mut rest = text;
    while let Some(piece) = pieces(rest).first().copied() {
        if line.is_empty() && !done.is_empty() && piece.trim_end() == DOT {
            rest = &rest[piece.len()..];
            continue;
        }
        if done.len() + 1 >= lines {
            line.push_str(rest);
            break;
        }
        if measure((line.clone() + piece).trim_end()) <= width {
            line.push_str(piece);
            rest = &rest[piece.len()..];
        } else if line.is_empty() {
            let end = broken(piece, |part| measure(part) <= width);
            done.push(piece[..end].to_owned());
            rest = &rest[end..];
        } else {
            done.push(ended(&std::mem::take(&mut line)).to_owned());
        }
    }
    done.push(line.trim_end().to_owned());
    done.retain(|line| !line.is_empty());
    if done.is_empty() {
        done.push(String::new());
    }
    done
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

/// `text` on at most `lines` lines, broken at separators only; `None` where it does not fit
/// `width`.
pub(crate) fn wrapped_whole(
    fonts: &Fonts,
    text: &str,
    size: f64,
    weight: Weight,
    width: f64,
    lines: usize,
) -> Option<Vec<String>> {
    let measure = |text: &str| fonts.width(text.trim_end(), size, weight);
    let mut done: Vec<String> = Vec::new();
    let mut line = String::new();
    for piece in pieces(text) {
        if !line.is_empty() && measure(&(line.clone() + piece)) > width {
            done.push(std::mem::take(&mut line).trim_end().to_owned());
        }
        line.push_str(piece);
        if measure(&line) > width {
            return None;
        }
    }
    done.push(line.trim_end().to_owned());
    (done.len() <= lines).then_some(done)
}

/// As [`wrapped_whole`], with lines about as long as each other.
pub(crate) fn balanced(
    fonts: &Fonts,
    text: &str,
    size: f64,
    weight: Weight,
    width: f64,
    lines: usize,
) -> Option<Vec<String>> {
    let within = |width: f64, lines| wrapped_whole(fonts, text, size, weight, width, lines);
    let mut best = within(width, lines)?;
    // The same number of lines, each as short as can be.
    let count = best.len();
    let (mut least, mut most) = (width / count as f64 / 2.0, width);
    while count > 1 && most - least > 1.0 {
        let middle = f64::midpoint(least, most);
        match within(middle, count) {
            Some(lines) => (best, most) = (lines, middle),
            None => least = middle,
        }
    }
    Some(best)
}

#[cfg(test)]
mod tests;
