//! A board as a table for the terminal: a line a row, a heat cell a task.
//!
//! Where the width is limited, the table fits it: columns are left out, then names are cut so that
//! no two read alike, and a line under the table says which. Without a limit (a pipe) every column
//! is there, and every line names its model.

mod colour;
mod columns;
mod fit;
mod heat;
mod width;

use std::io::{self, Write};

use anstyle::Style;
use comfy_table::{CellAlignment, Table, presets};

use crate::board::Board;
use crate::board::caption::About;
use crate::picture::colours::Colours;
use crate::picture::palette::Palette;
use crate::picture::theme::Theme;

use super::Emit;

pub use colour::{Depth, When, theme_of_environment};
use fit::Fitted;

/// Writes a table for the terminal.
#[derive(Debug, Clone, Copy)]
pub struct Terminal {
    /// Columns of the terminal to fit in; `None`: as many as it takes.
    pub width: Option<usize>,
    /// How many colours there are.
    pub depth: Depth,
    /// The ground that cells are to be seen on.
    pub theme: Theme,
    /// The colours of accuracy.
    pub palette: Palette,
    /// All colours of both.
    pub colours: Colours,
}

/// Between a short title and the whole one: no line ends there.
const TOGETHER: char = '\u{a0}';

impl Emit for Terminal {
    fn emit(&self, board: &Board, out: &mut dyn Write) -> io::Result<()> {
        if let Some(title) = &board.title {
            let bold = self.style(Style::new().bold());
            writeln!(
                out,
                "{bold}{}{bold:#}",
                width::shortened(title, self.width.unwrap_or(200))
            )?;
            if self.width.is_some() {
                writeln!(out)?;
            }
        }
        if board.entries.is_empty() {
            writeln!(out, "{}", board.why_empty())?;
            return self.notes(&Vec::from_iter(board.filters_caption()), out);
        }
        let fitted = fit::fit(self, board);
        writeln!(out, "{}", self.ruled(board, &table(&fitted)))?;
        self.notes(&notes(board, &fitted), out)
    }
}

impl Terminal {
    /// `style`, or none where the terminal has no colours.
    fn style(&self, style: Style) -> Style {
        match self.depth {
            Depth::Plain => Style::new(),
            _ => style,
        }
    }

    /// The lines of the table with one under the head, and a faint one before each model but the
    /// first where models have several rows. A pipe gets the bare table.
    fn ruled(&self, board: &Board, table: &str) -> String {
        if self.width.is_none() {
            return table.to_owned();
        }
        let lines: Vec<&str> = table.lines().collect();
        let width =
            |line: &&str| width::text_width(&anstream::adapter::strip_str(line).to_string());
        let width = lines.iter().map(width).max().unwrap_or(0);
        let rule = |of: &str, style: Style| {
            let style = self.style(style);
            format!("{style}{}{style:#}", of.repeat(width))
        };
        let mut starts = Vec::new();
        if board.entries.iter().any(|entry| entry.rows.len() > 1) {
            let mut row = 0;
            for entry in &board.entries {
                starts.push(row);
                row += entry.rows.len();
            }
        }
        let mut ruled = Vec::with_capacity(lines.len() * 2);
        for (ix, line) in lines.into_iter().enumerate() {
            if ix > 1 && starts.contains(&(ix - 1)) {
                ruled.push(rule("╌", Style::new().dimmed()));
            }
            ruled.push(line.to_owned());
            if ix == 0 {
                ruled.push(rule("─", Style::new()));
            }
        }
        ruled.push(rule("─", Style::new()));
        ruled.join("\n")
    }

    /// What the table does not say by itself.
    fn notes(&self, notes: &[String], out: &mut dyn Write) -> io::Result<()> {
        let dim = self.style(Style::new().dimmed());
        for note in notes {
            for line in wrapped_parts(note, self.width.unwrap_or(100)) {
                let line = line.replace(TOGETHER, " ");
                writeln!(out, "{dim}{line}{dim:#}")?;
            }
        }
        Ok(())
    }
}

fn table(fitted: &Fitted) -> String {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table.set_header(fitted.columns.iter().map(|column| &column.title));
    let rows = fitted
        .columns
        .first()
        .map_or(0, |column| column.cells.len());
    for row in 0..rows {
        table.add_row(fitted.columns.iter().map(|column| &column.cells[row]));
    }
    for (column, about) in table.column_iter_mut().zip(&fitted.columns) {
        column.set_padding((0, fitted.gap_after(about) as u16));
        if about.is_number {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table.trim_fmt()
}

fn notes(board: &Board, fitted: &Fitted) -> Vec<String> {
    let mut notes = Vec::new();
    let short_titles = fitted.short_titles();
    let titles: Vec<String> = short_titles
        .map(|(short, title)| format!("{short}{TOGETHER}{title}"))
        .collect();
    if !titles.is_empty() {
        notes.push(titles.join(" · "));
    }
    let has = |id: &str| fitted.columns.iter().any(|column| column.id == id);
    let remarks: Vec<String> = board
        .remarks()
        .into_iter()
        .filter(|remark| !matches!(remark.about, About::Bands | About::Filters))
        .map(|remark| remark.text)
        .chain(
            board
                .efficiency_caption("/token")
                .filter(|_| has("efficiency")),
        )
        .chain(board.sign_captions(&format!("{}", heat::HATCH)))
        .collect();
    notes.push(remarks.join(" · "));
    notes.extend(board.filters_caption());
    if !fitted.left_out.is_empty() {
        notes.push(format!(
            "Left out to fit {} columns: {}. --width N, or a pipe, shows more.",
            fitted.width,
            fitted.left_out.join(", ")
        ));
    }
    notes
}

/// `text` in lines of at most `width` columns, broken at spaces. Of parts between `·`, a short one
/// stays whole, and no line begins or ends with a `·`.
fn wrapped_parts(text: &str, width: usize) -> Vec<String> {
    const BETWEEN: &str = " · ";
    let mut lines: Vec<String> = Vec::new();
    for (ix, part) in text.split(BETWEEN).enumerate() {
        let taken = lines.last().map_or(width, |line| width::text_width(line));
        let is_short = width::text_width(part) <= width / 2;
        let beginning = match is_short {
            true => part,
            false => part.split(' ').next().unwrap_or_default(),
        };
        let goes_on =
            ix > 0 && taken + width::text_width(BETWEEN) + width::text_width(beginning) <= width;
        for (ix, word) in part.split(' ').enumerate() {
            let before = match ix {
                0 if goes_on => BETWEEN,
                _ => " ",
            };
            match lines.last_mut() {
                Some(line)
                    if (ix > 0 || goes_on)
                        && width::text_width(line)
                            + width::text_width(before)
                            + width::text_width(word)
                            <= width =>
                {
                    *line += before;
                    *line += word;
                }
                _ => lines.push(word.to_owned()),
            }
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_parts_stay_whole_and_no_line_begins_or_ends_with_a_dot() {
        let text = "Ari Arithmetic · Let Letters · Mov Movies";
        assert_eq!(
            wrapped_parts(text, 30),
            ["Ari Arithmetic · Let Letters", "Mov Movies"]
        );
        let text = "A sentence that is longer than a line · x y · another long one at the end";
        assert_eq!(
            wrapped_parts(text, 20),
            [
                "A sentence that is",
                "longer than a line",
                "x y · another long",
                "one at the end"
            ]
        );
        assert_eq!(wrapped_parts("", 20), [""]);
    }
}
