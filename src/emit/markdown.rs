//! A board as a report in markdown, and as a table for a README: pipe tables that GitHub, GitLab,
//! Hugging Face and pandoc read alike.

mod escape;
mod leaderboard;
mod limit;
mod overall;
mod performance;
mod resources;
mod table;
mod values;

use std::io::{self, Write};

use crate::board::caption::About;
use crate::board::{Board, Entry, Row};
use crate::output_format::{Format, Writer};

use super::Emit;

/// The format, for the list of outputs.
pub const FORMAT: Format = Format {
    id: "markdown",
    label: "Markdown",
    about: "the report, as `evalboard report` writes it",
    endings: &["md", "markdown"],
    media_type: "text/markdown; charset=utf-8",
    page_file: Some("report"),
    writer: Writer::text(|| Box::new(Markdown::default())),
};

pub use leaderboard::Leaderboard;
pub use limit::Place;
use table::{Part, document};

/// Inputs named at the end of a report; of more, the number.
const INPUTS_NAMED: usize = 10;

/// A part of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// Scores and the interval of each cell, a line a row.
    Performance,
    /// Tokens and tests, a line a row.
    Resources,
    /// Ranks, totals, bands, and what is incomplete.
    Overall,
}

impl Section {
    /// All of them, in the order of the report.
    pub const ALL: [Section; 3] = [Section::Performance, Section::Resources, Section::Overall];

    /// The word of the command line.
    pub fn word(self) -> &'static str {
        match self {
            Section::Performance => "performance",
            Section::Resources => "resources",
            Section::Overall => "overall",
        }
    }
}

/// Writes a report.
#[derive(Debug, Clone)]
pub struct Markdown {
    /// What it holds; in the order of [`Section::ALL`] whatever the order here.
    pub sections: Vec<Section>,
    /// Digits of an accuracy.
    pub digits: usize,
    /// Title, in place of the board's.
    pub title: Option<String>,
    /// Lines of markdown or HTML under the title: pictures.
    pub pictures: Option<String>,
    /// Lines of markdown or HTML behind the sections, under a heading: plots.
    pub plots: Option<String>,
    /// A date for the last line.
    pub date: Option<String>,
    /// What it must fit in.
    pub place: Option<Place>,
}

impl Default for Markdown {
    fn default() -> Self {
        Markdown {
            sections: Section::ALL.to_vec(),
            digits: 2,
            title: None,
            pictures: None,
            plots: None,
            date: None,
            place: None,
        }
    }
}

impl Emit for Markdown {
    fn emit(&self, board: &Board, out: &mut dyn Write) -> io::Result<()> {
        let mut parts = self.head(board);
        // Where there is no room for all, the ranking is what is wanted first.
        let mut order = Vec::new();
        if board.entries.is_empty() {
            parts.push(Part::line(board.why_empty()));
        } else {
            parts.push(Part::line(remarks(board).join("\n")));
            for section in Section::ALL
                .into_iter()
                .filter(|one| self.sections.contains(one))
            {
                let from = parts.len();
                match section {
                    Section::Performance => parts.extend(performance::parts(board, self.digits)),
                    Section::Resources => parts.extend(resources::parts(board)),
                    Section::Overall => parts.extend(overall::parts(board)),
                }
                match section {
                    Section::Overall => order.splice(0..0, from..parts.len()).for_each(drop),
                    _ => order.extend(from..parts.len()),
                }
            }
        }
        if let Some(plots) = &self.plots {
            parts.push(Part::line(format!("## Plots\n\n{}", plots.trim_end())));
        }
        parts.push(self.origin(board));
        if let Some(place) = self.place {
            parts = limit::fit(parts, &order, place);
        }
        out.write_all(document(&parts).as_bytes())
    }
}

impl Markdown {
    fn head(&self, board: &Board) -> Vec<Part> {
        let title = self.title.clone().filter(|title| !title.is_empty());
        let title = title.unwrap_or_else(|| board.title_or_source());
        let mut parts = vec![Part::line(format!("# {}", escape::text(&title)))];
        if let Some(pictures) = &self.pictures {
            parts.push(Part::line(pictures.trim_end()));
        }
        parts
    }

    /// Version, names of the inputs, filters and date. No paths: they say nothing elsewhere.
    fn origin(&self, board: &Board) -> Part {
        let mut names: Vec<String> = Vec::new();
        for input in &board.inputs {
            let name = input.file.file_name().unwrap_or(input.file.as_os_str());
            let name = escape::name(&name.to_string_lossy());
            if !names.contains(&name) {
                names.push(name);
            }
        }
        let more = names.len().saturating_sub(INPUTS_NAMED);
        names.truncate(INPUTS_NAMED);
        let mut text = format!("evalboard {}", env!("CARGO_PKG_VERSION"));
        if !names.is_empty() {
            text += &format!(" · from {}", names.join(", "));
        }
        if more > 0 {
            text += &format!(" and {more} more");
        }
        if let Some(filters) = board.filters_caption() {
            text += &format!(" · {}", escape::text(&filters));
        }
        if let Some(date) = &self.date {
            text += &format!(" · {}", escape::text(date));
        }
        Part::line(format!("---\n\n{text}"))
    }
}

/// A model's name with its level (`name (Easy)`), where the data have levels.
fn model_at_level(board: &Board, entry: &Entry, row: &Row) -> String {
    let name = escape::name(&entry.label);
    match board.levels[row.level].label.as_str() {
        "" => name,
        level => format!("{name} ({})", escape::name(level)),
    }
}

/// `text` in bold if it is the best.
fn marked(text: String, best: bool) -> String {
    match best {
        true => format!("**{text}**"),
        false => text,
    }
}

/// The remarks of a board, a point each.
fn remarks(board: &Board) -> Vec<String> {
    let remarks = board.remarks().into_iter();
    remarks
        .filter(|remark| !matches!(remark.about, About::Bands | About::Filters))
        .map(|remark| format!("- {}", escape::text(&remark.sentence())))
        .collect()
}
