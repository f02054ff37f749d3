//! What was decided on the way in, in words.

use std::path::PathBuf;

use indexmap::IndexSet;

use crate::error::printable;

/// What was decided about an input where it left a choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The file as the user named it.
    pub file: PathBuf,
    /// In a few words, to stand in one line with others (`22 tasks in percent`).
    pub brief: String,
    /// In a whole sentence.
    pub detail: String,
}

/// The most characters of the line that sums notes up.
const LONGEST: usize = 240;

/// All that was decided, in one line; `None` where nothing was.
pub fn summary(notes: &[Note]) -> Option<String> {
    let briefs = notes.iter().map(|note| note.brief.as_str());
    let briefs: IndexSet<&str> = briefs.filter(|brief| !brief.is_empty()).collect();
    // `check` finds the project file by itself.
    let is_data = |note: &&Note| note.file.extension().is_none_or(|ending| ending != "toml");
    let first = notes.iter().find(is_data).or(notes.first())?;
    let mut data = notes.iter().filter(is_data);
    let several = data.any(|note| note.file != first.file);
    let file = match several {
        true => "DATA".to_owned(),
        false => printable(&first.file.to_string_lossy(), 200),
    };
    let decided = printable(&Vec::from_iter(briefs).join(", "), LONGEST);
    Some(format!("read as: {decided}; more: evalboard check {file}"))
}

/// All that was decided, a line a decision; of several files each line names its own.
pub fn lines(notes: &[Note]) -> Vec<String> {
    let several = notes.windows(2).any(|pair| pair[0].file != pair[1].file);
    let line = |note: &Note| match several {
        true => {
            let file = printable(&note.file.to_string_lossy(), 200);
            format!("{file}: {}", note.detail)
        }
        false => note.detail.clone(),
    };
    let whole = notes.iter().filter(|note| !note.detail.is_empty());
    whole.map(|note| printable(&line(note), 1000)).collect()
}
