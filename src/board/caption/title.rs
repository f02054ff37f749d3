//! What a board is called, and what stands around its table or in place of it.

use std::path::{self, Path, PathBuf};

use super::{LINE, WHOLE, capitalised, counted, shortened, verb};
use crate::board::{Board, Filter, Page, TaskCell};
use crate::format::score;

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

impl Page<'_> {
    /// The alternative text of a picture of this page: how many models, by what they are ranked,
    /// the best one, the range of scores, how many cells have truncated responses or were not
    /// evaluated.
    pub fn alt_text(&self) -> String {
        let board = self.board;
        if self.entries.is_empty() {
            return format!("Leaderboard. {}", board.why_empty());
        }
        let mut text = format!("Leaderboard of {}", counted(board.entries.len(), "model"));
        if board.has_levels() {
            text += &format!(" at {}", counted(board.levels.len(), "level"));
        }
        text += &format!(
            " on {}, ranked by {}.",
            counted(board.tasks.len(), "task"),
            board.score.title()
        );
        if self.of > 1 {
            text += &format!(" Page {} of {}.", self.number, self.of);
        }
        let ranked = board.entries.iter().find(|entry| !entry.is_provisional());
        let best = ranked.unwrap_or(&board.entries[0]);
        text += &format!(
            " Best: {} with {}",
            shortened(&best.label, LINE),
            score(board.score, best.overall.value)
        );
        let scores = || board.entries.iter().map(|entry| entry.overall.value);
        let (low, high) = scores().fold((f64::MAX, f64::MIN), |(low, high), value| {
            (low.min(value), high.max(value))
        });
        text += &match board.entries.len() {
            1 => ".".to_owned(),
            _ => format!(
                "; scores range from {} to {}.",
                score(board.score, low),
                score(board.score, high)
            ),
        };
        let cells = || {
            self.entries
                .iter()
                .flat_map(|entry| &entry.rows)
                .flat_map(|row| &row.cells)
                .filter(|cell| !cell.is_blank())
        };
        let of = format!("of {}", counted(cells().count(), "cell"));
        let truncated = cells()
            .filter_map(TaskCell::measured)
            .filter(|cell| cell.truncation.is_some_and(|share| share > 0.0))
            .count();
        let holes = cells().filter(|cell| cell.is_hole()).count();
        if truncated > 0 {
            text += &format!(
                " {truncated} {of} {} truncated responses.",
                verb(truncated, "has", "have")
            );
        }
        if holes > 0 {
            text += &format!(
                " {holes} {of} {} not evaluated.",
                verb(holes, "was", "were")
            );
        }
        text
    }
}
