//! Marks of typesetting in a text: LaTeX, emphasis, and what stands beside a figure.

use std::borrow::Cow;

use super::link::linked;

/// What LaTeX writes for signs.
const SIGNS: [(&str, &str); 13] = [
    ("\\uparrow", "↑"),
    ("\\downarrow", "↓"),
    ("\\pm", "±"),
    ("\\times", "×"),
    ("\\dagger", "†"),
    ("\\ddagger", "‡"),
    ("\\ast", "*"),
    ("\\sim", "~"),
    ("\\approx", "≈"),
    ("\\%", "%"),
    ("\\_", "_"),
    ("\\&", "&"),
    ("\\#", "#"),
];

/// `text` without LaTeX: `\textbf{64.2}` is 64.2, `MMLU $\uparrow$` is `MMLU ↑`.
pub(super) fn without_latex(text: &str) -> Cow<'_, str> {
    if !["\\", "$_", "$^"].iter().any(|mark| text.contains(mark)) {
        return Cow::Borrowed(text);
    }
    let mut plain = text.to_owned();
    for (latex, sign) in SIGNS {
        plain = plain.replace(latex, sign);
    }
    while let Some((start, open, close)) = innermost(&plain) {
        let inner = plain[open + 1..close].to_owned();
        plain.replace_range(start..=close, &inner);
    }
    if plain == text {
        return Cow::Borrowed(text);
    }
    if plain.matches('$').count().is_multiple_of(2) {
        plain = plain.replace('$', "");
    }
    Cow::Owned(plain)
}

/// The first command with braces and no command in it: where it starts, and its braces.
fn innermost(text: &str) -> Option<(usize, usize, usize)> {
    text.match_indices('{').find_map(|(open, _)| {
        let close = open + text[open..].find('}')?;
        if text[open + 1..close].contains('{') {
            return None;
        }
        let before = text[..open].trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let is_command = before.ends_with('\\') && before.len() < open;
        let is_script = before.len() == open && before.ends_with(['_', '^']);
        (is_command || is_script).then(|| (before.len() - 1, open, close))
    })
}

/// The text of a figure without emphasis, tags and links; and whether something else was taken off
/// that may say more: a footnote, `~`, an interval. `None` where it has nothing of these.
pub(super) fn bare_figure(text: &str) -> Option<(String, bool)> {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '+' | ' ');
    let last = text.chars().next_back()?;
    if !text.contains(|c: char| c.is_ascii_digit()) || (text.chars().all(plain) && last != '%') {
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
    let is_other = !c.is_ascii() && !c.is_alphanumeric();
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
