//! Texts with a link or markup in them: what is shown, and where it leads.

use super::latex::without_latex;

/// A text without markup, and its link.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Linked {
    pub(super) text: String,
    pub(super) url: Option<String>,
}

/// Takes HTML tags and LaTeX off a text, and `[text](address)` apart. The first link counts;
/// further ones that are signs (📑) are taken off.
pub(super) fn linked(text: &str) -> Linked {
    let text = text.trim();
    // Most have nothing of these.
    if !text.contains(['[', '<', '\\', '$']) {
        let text = text.to_owned();
        return Linked { text, url: None };
    }
    let (mut text, url) = match markdown_link(text) {
        Some((shown, url)) => (shown, Some(url)),
        None => (text.to_owned(), html_link(text)),
    };
    while let Some((shown, _)) = markdown_link(&text).filter(|_| url.is_some()) {
        text = shown;
    }
    // A name may hold markup that is its own: only what is a link, or is closed, is taken off.
    if text.contains("<a ") || text.contains("</") {
        text = tidy(&unescaped(&without_tags(&without_signs(&text))));
    }
    let note = text.find("[^").filter(|note| *note > 0);
    if let Some(note) = note.filter(|_| text.ends_with(']')) {
        text.truncate(note);
    }
    let text = without_latex(&text).into_owned();
    Linked { text, url }
}

/// `text` without further `<a …>…</a>` that hold no letters or digits.
fn without_signs(text: &str) -> String {
    let mut parts = text.split_inclusive("</a>");
    let mut kept = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let tag = part.find("<a ").filter(|_| part.ends_with("</a>"));
        let is_sign = |tag: usize| !without_tags(&part[tag..]).contains(char::is_alphanumeric);
        match tag.filter(|tag| is_sign(*tag)) {
            Some(tag) => kept.push_str(&part[..tag]),
            None => kept.push_str(part),
        }
    }
    kept
}

/// `[text](address)`, with what may stand around it.
fn markdown_link(text: &str) -> Option<(String, String)> {
    let start = text.find('[')?;
    let middle = start + text[start..].find("](")?;
    let end = middle + text[middle..].find(')')?;
    let shown = text[start + 1..middle].trim();
    let url = text[middle + 2..end].split_whitespace().next()?;
    let is_address = url.starts_with("http") || url.starts_with(['/', '.', '#']);
    if shown.is_empty() || !is_address {
        return None;
    }
    let whole = format!("{}{shown}{}", &text[..start], &text[end + 1..]);
    Some((tidy(&whole), url.to_owned()))
}

/// The address of the first `<a href=…>`.
fn html_link(text: &str) -> Option<String> {
    let tag = text.to_ascii_lowercase().find("<a ")?;
    let rest = &text[tag..];
    let value = rest[rest.to_ascii_lowercase().find("href=")? + 5..].trim_start();
    let url = match value.chars().next()? {
        quote @ ('"' | '\'') => value[1..].split(quote).next()?,
        _ => value.split([' ', '>']).next()?,
    };
    Some(url.to_owned()).filter(|url| url.starts_with("http"))
}

/// `text` without what stands between `<` and `>` of tags.
fn without_tags(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        let begins_tag = |c: char| c.is_ascii_alphabetic() || c == '/' || c == '!';
        let is_tag = rest[start + 1..].starts_with(begins_tag);
        let end = rest[start..].find('>').filter(|_| is_tag);
        shown.push_str(&rest[..start]);
        shown.push(if end.is_some() { ' ' } else { '<' });
        rest = &rest[start + end.unwrap_or(0) + 1..];
    }
    shown + rest
}

fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&nbsp;", " ")
        .replace("&amp;", "&")
}

/// `name` with single spaces in place of all white space.
pub(super) fn tidy(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
