//! Text in lines.

use unicode_width::UnicodeWidthStr;

/// `text` in lines of at most `width` columns, where its words allow; all but the first are
/// indented. What ends with several spaces, as a prefix does, stays with the word behind it.
pub(crate) fn wrapped(text: &str, width: usize, indent: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line)
                if line.trim().is_empty()
                    || line.ends_with(' ')
                    || line.width() + 1 + word.width() <= width =>
            {
                line.push(' ');
                line.push_str(word);
            }
            Some(_) => lines.push(format!("{:indent$}{word}", "")),
            None => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::wrapped;

    #[test]
    fn lines_break_between_words() {
        let lines = ["id  one", "  two 数", "  a-long-word"];
        assert_eq!(wrapped("id  one two 数 a-long-word", 8, 2), lines);
        assert_eq!(wrapped("", 8, 2), [""]);
    }

    #[test]
    fn a_prefix_stays_with_its_word() {
        for text in ["  a-long-word", "id   a-long-word"] {
            assert_eq!(wrapped(text, 8, 4), [text]);
            assert_eq!(wrapped(&format!("{text} b"), 8, 4), [text, "    b"]);
        }
    }
}
