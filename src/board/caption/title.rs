//! What a board is called, and what stands around its table or in place of it.

use std::path::{self, Path, PathBuf};

use super::{WHOLE, capitalised, counted, shortened};
use crate::board::{Board, Filter};

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

    /// `5 of 14 models · 3 levels · 12 tasks · ranked by ReasonScore`.
    pub fn subtitle(&self) -> String {
        let shown = self.entries.len();
        let models = match self.models_before_top {
            all if all > shown => format!("{shown} of {}", counted(all, "model")),
            _ => counted(shown, "model"),
        };
        let levels = self
            .has_levels()
            .then(|| counted(self.levels.len(), "level"));
        let tasks = counted(self.tasks.len(), "task");
        let ranked = format!("ranked by {}", self.score.title());
        let parts = [Some(models), levels, Some(tasks), Some(ranked)];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }

    /// Why no model is shown, as a sentence.
    pub fn why_empty(&self) -> &'static str {
        match self.filters.iter().any(Filter::excludes_models) {
            true => "No model to show: none passes the filters.",
            false => "No model to show: the data hold no result.",
        }
    }

    /// The filters in force on one line, `Filters: groups = top · top = 5`; `None` where all is
    /// shown.
    pub fn filters_caption(&self) -> Option<String> {
        let filters: Vec<String> = self.filters.iter().map(Filter::caption).collect();
        (!filters.is_empty()).then(|| format!("Filters: {}", filters.join(" · ")))
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

impl Filter {
    /// `groups = top`, on one line.
    pub fn caption(&self) -> String {
        format!("{} = {}", self.as_str(), shortened(&self.value(), WHOLE))
    }
}
