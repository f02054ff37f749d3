//! Texts on several lines.

use crate::drawing::text::{Fonts, Weight};

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
    let measure = |text: &str| fonts.width(text, size, weight);
    let mut done: Vec<String> = Vec::new();
    let mut line = String::new();
    let mut rest = text;
    while let Some(piece) = pieces(rest).first().copied() {
        if done.len() + 1 >= lines {
            // The last line takes all that is left.
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
            done.push(std::mem::take(&mut line).trim_end().to_owned());
        }
    }
    done.push(fonts.shortened(line.trim_end(), size, weight, width));
    done.retain(|line| !line.is_empty());
    if done.is_empty() {
        done.push(String::new());
    }
    done
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

#[cfg(test)]
mod tests;
