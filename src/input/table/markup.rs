//! Emphasis, and what else stands beside a figure.

use crate::error::is_bidi_control;

use super::latex::without_latex;
use super::link::linked;

/// The text of a figure without emphasis, tags and links; and whether something else was taken off
/// that may say more: a footnote, `~`, an interval. `None` where it has nothing of these.
pub(super) fn bare_figure(text: &str) -> Option<(String, bool)> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b".-+ ".contains(&byte);
    if !text.bytes().any(|byte| byte.is_ascii_digit()) || text.bytes().all(plain) {
        return None;
    }
    let mut bare = without_latex(text)
        .replace("\\*", "*")
        .replace("&plusmn;", "±")
        .replace("&nbsp;", " ");
    let mut says_more = bare.contains("[^");
    while let (Some(start), Some(end)) = (bare.find("<sup>"), bare.find("</sup>")) {
        if end < start {
            return None;
        }
        bare.replace_range(start..end + "</sup>".len(), "");
        says_more = true;
    }
    bare = linked(&bare).text;
    loop {
        let before = bare.len();
        bare = bare.trim().trim_matches(['*', '_', '`']).trim().to_owned();
        let emphasis = before - bare.len();
        let kept = bare.trim_end_matches(is_sign);
        let kept = kept.trim_start_matches(|c| c == '~' || is_sign(c));
        let kept = without_bracket(kept).unwrap_or(kept).trim().to_owned();
        // `**5**` is emphasis, `5*` a footnote.
        let is_lone = emphasis == 1 && text.ends_with('*');
        says_more |= kept.len() < bare.len() || is_lone;
        bare = kept;
        if bare.len() == before {
            break;
        }
    }
    (bare != text).then_some((bare, says_more))
}

/// Whether a character beside a figure is a footnote or an ornament: `*`, `†`, `²`, `🥇`.
fn is_sign(c: char) -> bool {
    let is_seen = !c.is_control() && !is_bidi_control(c);
    let is_other = !c.is_ascii() && !c.is_alphanumeric() && is_seen;
    let says_something = "−–—±€£¥≥≤".contains(c);
    "*¹²³⁴⁵⁶⁷⁸⁹⁰".contains(c) || (is_other && !says_something)
}

/// `text` without `[1]`, `[^a]`, `(5-shot)`, `[62.1, 66.3]` or `(62.1–66.3)` at its end.
fn without_bracket(text: &str) -> Option<&str> {
    let (close, open) = [(']', '['), (')', '(')]
        .into_iter()
        .find(|(close, _)| text.ends_with(*close))?;
    let start = text.rfind(open)?;
    let inner = &text[start + 1..text.len() - 1];
    let is_number = |text: &str| text.trim().parse::<f64>().is_ok();
    let is_note = close == ']' && (inner.starts_with('^') || inner.parse::<u16>().is_ok());
    let is_interval = [",", "–", "-", ";"].iter().any(|sign| {
        let ends = inner.split_once(sign);
        ends.is_some_and(|(low, high)| is_number(low) && is_number(high))
    });
    let says_how = |c: char| c.is_alphabetic() || is_sign(c);
    let is_change = inner.starts_with(['+', '-', '−']) && !inner.contains('/');
    let is_remark = is_change || (inner.contains(says_how) && !inner.contains('/'));
    let is_figure = is_number(&text[..start]);
    (start > 0 && (is_note || is_interval || (is_remark && is_figure))).then(|| &text[..start])
}

#[cfg(test)]
mod tests;
