//! Difficulty levels and how their raw keys are recognised.

/// A recognised difficulty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Difficulty {
    /// Degree 0.
    Easy,
    /// Degree 1.
    Medium,
    /// Degree 2.
    Hard,
}

impl Difficulty {
    const ALL: [Difficulty; 3] = [Difficulty::Easy, Difficulty::Medium, Difficulty::Hard];

    /// What is shown.
    pub fn label(self) -> &'static str {
        match self {
            Difficulty::Easy => "Easy",
            Difficulty::Medium => "Medium",
            Difficulty::Hard => "Hard",
        }
    }

    /// Recognises the difficulty that a level's label or key tells: one that, in lower case,
    /// contains `(easy)`, or `+0` not followed by a digit, or is `easy` or `d0`; likewise 1 for
    /// medium and 2 for hard.
    pub fn recognise(text: &str) -> Option<Difficulty> {
        let text = text.trim().to_lowercase();
        Difficulty::ALL.into_iter().find(|difficulty| {
            let word = difficulty.label().to_lowercase();
            let degree = char::from(b'0' + *difficulty as u8);
            text == word
                || text == format!("d{degree}")
                || text.contains(&format!("({word})"))
                || text
                    .match_indices(&format!("+{degree}"))
                    .any(|(at, found)| {
                        !text[at + found.len()..].starts_with(|c: char| c.is_ascii_digit())
                    })
        })
    }
}

/// A difficulty level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Level {
    /// The raw keys that stand for it in the inputs, in order of appearance.
    pub keys: Vec<String>,
    /// What is shown; empty where the inputs have no levels.
    pub label: String,
    /// What it was recognised as.
    pub difficulty: Option<Difficulty>,
}

impl Level {
    /// The raw key, the first one where several show as the same level; empty where the inputs have
    /// no levels.
    pub fn key(&self) -> &str {
        self.keys.first().map_or("", String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::Difficulty::{self, Easy, Hard, Medium};

    #[test]
    fn recognises_keys_and_labels() {
        for (text, expected) in [
            ("easy", Some(Easy)),
            ("EASY", Some(Easy)),
            ("C2 (Easy)", Some(Easy)),
            ("normal+low+0", Some(Easy)),
            ("+1", Some(Medium)),
            ("d2", Some(Hard)),
            ("+2+x", Some(Hard)),
            ("+10", None),
            ("+0x", Some(Easy)),
            ("Level 1", None),
            ("uneasy", None),
            ("", None),
        ] {
            assert_eq!(Difficulty::recognise(text), expected, "{text}");
        }
    }
}
