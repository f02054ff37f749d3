//! A board as a table for the terminal: a line a row, a heat cell a task.
//!
//! Where the width is limited, the table fits it: columns are left out, then names are cut so that
//! no two read alike, and a line under the table says which. Without a limit (a pipe) every column
//! is there, and every line names its model.

mod colour;
mod columns;
mod fit;
mod heat;

use std::io::{self, Write};

use anstyle::Style;
use comfy_table::{CellAlignment, Table, presets};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::board::Board;
use crate::board::caption::About;
use crate::error::printable;
use crate::picture::{Colours, Palette, Theme};

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
                shortened(title, self.width.unwrap_or(200))
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
        let width = lines
            .iter()
            .map(|line| plain_width(line))
            .max()
            .unwrap_or(0);
        let rule = |of: &str, style: Style| {
            let style = self.style(style);
            format!("{style}{}{style:#}", of.repeat(width))
        };
        let mut lines = lines.into_iter().map(str::to_owned);
        let mut ruled = Vec::from_iter(lines.next());
        ruled.push(rule("─", Style::new()));
        let several = board.entries.iter().any(|entry| entry.rows.len() > 1);
        for (ix, entry) in board.entries.iter().enumerate() {
            if several && ix > 0 {
                ruled.push(rule("╌", Style::new().dimmed()));
            }
            ruled.extend(lines.by_ref().take(entry.rows.len()));
        }
        ruled.extend(lines);
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
    let rows = fitted.columns.first().map_or(0, |one| one.cells.len());
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
    let titles = fitted.short_titles();
    let titles = titles.map(|(short, title)| format!("{short}{TOGETHER}{title}"));
    let titles: Vec<String> = titles.collect();
    if !titles.is_empty() {
        notes.push(titles.join(" · "));
    }
    let has = |id: &str| fitted.columns.iter().any(|column| column.id == id);
    let remarks = board.remarks().into_iter();
    let remarks = remarks.filter(|one| !matches!(one.about, About::Bands | About::Filters));
    let mut remarks: Vec<String> = remarks.map(|remark| remark.text).collect();
    let efficiency = board.efficiency_caption("/token");
    remarks.extend(efficiency.filter(|_| has("efficiency")));
    remarks.extend(board.sign_captions(&heat::HATCH.to_string()));
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

/// Columns that a text with colours takes.
fn plain_width(text: &str) -> usize {
    anstream::adapter::strip_str(text).to_string().width()
}

/// `text` in at most `most` columns, with `…` where something was cut; harmless to a terminal.
fn shortened(text: &str, most: usize) -> String {
    let text = printable(text, usize::MAX);
    if text.width() <= most {
        return text;
    }
    let mut used = 0;
    let kept = text.chars().take_while(|c| {
        used += c.width().unwrap_or(0);
        used < most
    });
    kept.chain(['…']).collect()
}

/// `text` in lines of at most `width` columns, broken at spaces. Of parts between `·`, a short one
/// stays whole, and no line begins or ends with a `·`.
fn wrapped_parts(text: &str, width: usize) -> Vec<String> {
    const BETWEEN: &str = " · ";
    let mut lines: Vec<String> = Vec::new();
    for (ix, part) in text.split(BETWEEN).enumerate() {
        let taken = lines.last().map_or(width, |line| line.width());
        let beginning = match part.width() <= width / 2 {
            true => part,
            false => part.split(' ').next().unwrap_or_default(),
        };
        let goes_on = ix > 0 && taken + BETWEEN.width() + beginning.width() <= width;
        for (ix, word) in part.split(' ').enumerate() {
            let before = match ix {
                0 if goes_on => BETWEEN,
                _ => " ",
            };
            match lines.last_mut().filter(|_| ix > 0 || goes_on) {
                Some(line) if line.width() + before.width() + word.width() <= width => {
                    line.extend([before, word]);
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
