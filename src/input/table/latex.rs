//! LaTeX in a text.

use std::borrow::Cow;

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn latex() {
        for (text, expected) in [
            ("MMLU $\\uparrow$", "MMLU ↑"),
            ("\\textbf{64.2}", "64.2"),
            ("\\textbf{\\underline{64.2}}", "64.2"),
            ("\\textsc{Foo}-7B", "Foo-7B"),
            ("Bar$_{13B}$", "Bar13B"),
            ("64.2 $\\pm$ 0.4", "64.2 ± 0.4"),
            ("GSM8K (\\%)", "GSM8K (%)"),
            ("Cost ($)", "Cost ($)"),
            ("a\\b", "a\\b"),
            ("{x}", "{x}"),
        ] {
            assert_eq!(without_latex(text), expected, "{text}");
        }
    }
}
