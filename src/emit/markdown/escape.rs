//! Names as text of markdown: nothing in them is markup, a link, a mention or the end of a table's
//! cell, neither for CommonMark with GitHub's extensions nor for GitLab's or pandoc's.

// Into a `String`: writing cannot fail, so its results are passed over.
use std::fmt::Write as _;

use crate::board::caption::{WHOLE, shortened};
use crate::board::columns::link_text;

/// Breaks a text without being seen, where a backslash does not: mentions, references and e-mail
/// addresses are looked for after the markdown was read.
const BREAK: &str = "<!-- -->";

/// A name on one line, at most [`WHOLE`] characters long, escaped.
pub fn name(text: &str) -> String {
    match shown(text) {
        line if line.is_empty() => "(no name)".to_owned(),
        line => escaped(&line),
    }
}

/// A web address as a link.
pub fn link(url: &str) -> String {
    let mut target = String::new();
    for byte in url.trim().bytes() {
        match byte {
            b'&' => target.push_str("&amp;"),
            byte if byte.is_ascii_alphanumeric() || b"-._~:/?#@!$'*+,;=%".contains(&byte) => {
                target.push(char::from(byte));
            }
            byte => {
                let _ = write!(target, "%{byte:02X}");
            }
        }
    }
    format!("[{}]({target})", name(link_text(url)))
}

/// Free text on one line, escaped; may be empty.
pub fn text(text: &str) -> String {
    escaped(&shown(text))
}

/// As [`name`], not yet escaped: white space folded, control and direction characters made visible.
fn shown(text: &str) -> String {
    // Cut before the words are joined: a name of megabytes stands in every table.
    let mut words = String::new();
    for word in text.split_whitespace() {
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(word);
        if words.len() > 4 * WHOLE {
            break;
        }
    }
    shortened(&words, WHOLE)
}

/// `line` with everything escaped that could be more than a character.
fn escaped(line: &str) -> String {
    let chars: Vec<char> = line.chars().collect();
    let at = |ix: usize| chars.get(ix).copied().unwrap_or(' ');
    let mut out = String::with_capacity(line.len());
    for (ix, &c) in chars.iter().enumerate() {
        let before = ix.checked_sub(1).map_or(' ', at);
        let after = at(ix + 1);
        match c {
            '&' => out += "&amp;",
            '<' => out += "&lt;",
            '>' => out += "&gt;",
            '\\' | '`' | '*' | '[' | ']' | '{' | '}' | '|' | '~' | '^' | '$' | '"' | '\'' | '!' => {
                out.push('\\');
                out.push(c);
            }
            // Inside a word it is no markup, and `llama_3_8b` stays readable.
            '_' if before.is_alphanumeric() && after.is_alphanumeric() => out.push('_'),
            '_' => out += "\\_",
            '@' | '#' => {
                out.push('\\');
                out.push(c);
                if after.is_alphanumeric() {
                    out += BREAK;
                }
            }
            '%' if after.is_alphanumeric() => out += "\\%",
            ':' if after == '/' => out += "\\:",
            ':' if starts_short_code(&chars[ix + 1..]) => {
                out.push(':');
                out += BREAK;
            }
            '.' if before == '.' || after == '.' || follows_www(&chars[..ix]) => out += "\\.",
            '-' if before == '-' || after == '-' => out += "\\-",
            c => out.push(c),
        }
    }
    out
}

/// Whether `smile:` stands here, behind a colon.
fn starts_short_code(rest: &[char]) -> bool {
    let is_part = |c: &&char| c.is_ascii_alphanumeric() || matches!(c, '_' | '+' | '-');
    let length = rest.iter().take_while(is_part).count();
    length > 0 && rest.get(length) == Some(&':')
}

/// Whether `www` ends here, which a dot makes a link.
fn follows_www(before: &[char]) -> bool {
    before.ends_with(&['w', 'w', 'w']) || before.ends_with(&['W', 'W', 'W'])
}

#[cfg(test)]
mod tests;
