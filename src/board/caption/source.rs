//! What a board is called where nothing names it.

use std::path::{self, Path, PathBuf};

use super::capitalised;
use crate::board::Board;

/// What a board is called whose data have no name either.
const NAMELESS: &str = "Leaderboard";

impl Board {
    /// The title, else the name of the file that was read, or of the folder that holds all of them:
    /// `helm_capabilities.csv` is `Helm capabilities`.
    pub fn title_or_source(&self) -> String {
        if let Some(title) = &self.title {
            return title.clone();
        }
        let files: Vec<&Path> = self.files().collect();
        let name = match files.as_slice() {
            [] => None,
            [file] => plain(file),
            files => folder_of(files),
        };
        let name = name.map(|name| name.replace('_', " ").trim().to_owned());
        let name = name.filter(|name| name.chars().any(char::is_alphanumeric));
        name.map_or_else(|| NAMELESS.to_owned(), |name| capitalised(&name))
    }
}

/// The name of the folder that holds all files, wherever they are named from.
fn folder_of(files: &[&Path]) -> Option<String> {
    let whole = |file: &&Path| path::absolute(file).ok();
    let files: Vec<PathBuf> = files.iter().map(whole).collect::<Option<_>>()?;
    let (first, others) = files.split_first()?;
    let mut folders = first.ancestors().skip(1);
    let folder = folders.find(|folder| others.iter().all(|file| file.starts_with(folder)))?;
    Some(folder.file_name()?.to_string_lossy().into_owned())
}

/// The name of a file without its endings; `None` for standard input.
fn plain(file: &Path) -> Option<String> {
    let name = file.file_name()?.to_string_lossy();
    let name = name.trim_end_matches(".gz").trim_end_matches(".zst");
    let stem = Path::new(name).file_stem()?.to_string_lossy();
    (stem != "-" && stem != "stdin").then(|| stem.into_owned())
}
