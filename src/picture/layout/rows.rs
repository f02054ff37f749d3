//! The rows: a block a model, a row a level.

use rayon::prelude::*;

use crate::board::caption::{NOT_COMPARABLE, NOT_RECORDED_MARK, STAR, WHOLE, shortened};
use crate::board::columns::{Scope, Value, link_text};
use crate::board::{Entry, Mark, Page, Row, Score};
use crate::drawing::scene::Area;

use super::columns::{Columns, Lead, Span};
use super::model::About;
use super::sheet::{Sheet, rect_item, size, text_item};
use super::widths::AFTER_FIGURES;
use super::{MARGIN, named, tooltip};

/// Baseline of all texts of a row, below its middle.
const BASELINE: f64 = 5.0;

/// Draws all rows of the page; returns where the next part begins.
pub(super) fn rows(sheet: &mut Sheet<'_>, page: &Page<'_>, columns: &Columns, y: f64) -> f64 {
    let right = columns.right;
    let mut y = y;
    if page.entries.is_empty() {
        let style = sheet.muted(size::NAME).middle();
        let text = page.board.why_empty();
        sheet.text(text, (MARGIN + right) / 2.0, y + 36.0, style);
        sheet.rule(MARGIN, right, y + 59.5, sheet.colours.rule);
        return y + 60.0;
    }
    // First where each block stands, then all of them at once.
    let mut blocks = Vec::with_capacity(page.entries.len());
    let mut block_of_previous = 0;
    for (ix, entry) in page.entries.iter().enumerate() {
        if entry.block != block_of_previous {
            y = separator(sheet, columns, y);
            block_of_previous = entry.block;
        }
        let block = Block::new(sheet, page, columns, ix, y);
        y += block.height;
        blocks.push(block);
    }
    let drawn: Vec<Sheet<'_>> = blocks
        .into_par_iter()
        .map(|block| {
            let mut sheet = sheet.blank();
            block.draw(&mut sheet, page, columns);
            sheet
        })
        .collect();
    for block in drawn {
        sheet.take(block);
    }
    y
}

/// The line before models that cannot be compared with those above.
fn separator(sheet: &mut Sheet<'_>, columns: &Columns, y: f64) -> f64 {
    let style = sheet.muted(sheet.small.text());
    let left = columns.model().map_or(MARGIN, |span| span.left);
    sheet.text(NOT_COMPARABLE, left, y + 17.0, style);
    let y = y + 26.0;
    sheet.rule(MARGIN, columns.right, y - 0.5, sheet.colours.rule);
    y
}

/// One model, with where it stands.
struct Block<'a> {
    entry: &'a Entry,
    /// The column of the model and what stands in it.
    about: Option<(Span, About)>,
    banded: bool,
    top: f64,
    height: f64,
}

impl<'a> Block<'a> {
    fn new(sheet: &Sheet<'_>, page: &Page<'a>, columns: &Columns, ix: usize, top: f64) -> Self {
        let entry = &page.entries[ix];
        let about = columns.model().map(|span| {
            let name = columns.names[ix].clone();
            let about = About::new(sheet, page.board, entry, name, span, columns.density);
            (span, about)
        });
        let rows = columns.rows_of(entry) as f64;
        let needed = about.as_ref().map_or(0.0, |(_, about)| about.height());
        Block {
            entry,
            about,
            banded: ix % 2 == 1,
            top,
            height: (rows * columns.density.row()).max(needed).ceil(),
        }
    }

    fn draw(self, sheet: &mut Sheet<'_>, page: &Page<'_>, columns: &Columns) {
        let Block {
            entry, top, height, ..
        } = self;
        let (left, right) = (MARGIN, columns.right);
        if self.banded {
            let area = Area::new(left, top, right - left, height);
            sheet.rect(area, 0.0, sheet.colours.band);
        }
        let row_of = |row| RowOf {
            page,
            columns,
            entry,
            row,
        };
        if let Some(first) = entry.rows.first() {
            row_of(first).draw(sheet, Scope::Model, top + height / 2.0);
        }
        if let Some((span, about)) = self.about {
            about.draw(sheet, page.board, entry, span, top, height);
        }
        let rows = columns.rows_of(entry);
        let pitch = height / rows as f64;
        for (ix, row) in entry.rows.iter().take(rows).enumerate() {
            let middle = (top + pitch * (ix as f64 + 0.5)).round();
            row_of(row).draw(sheet, Scope::Row, middle);
            row_of(row).cells(sheet, middle);
        }
        sheet.rule(left, right, top + height - 0.5, sheet.colours.rule);
    }
}

/// One row.
#[derive(Clone, Copy)]
struct RowOf<'a> {
    page: &'a Page<'a>,
    columns: &'a Columns,
    entry: &'a Entry,
    row: &'a Row,
}

impl RowOf<'_> {
    /// Draws the columns before the tasks that have a value for each model, or for each row, around
    /// `middle`.
    fn draw(self, sheet: &mut Sheet<'_>, scope: Scope, middle: f64) {
        let board = self.page.board;
        let columns = self.columns.lead.iter();
        for lead in columns.filter(|lead| lead.column.column.scope == scope) {
            let span = lead.span;
            match lead.column.value(board, self.entry, self.row) {
                Value::Rank(_) => {
                    let style = sheet.strong(size::NAME).end();
                    sheet.text(
                        self.entry.rank_mark(),
                        lead.figures,
                        middle + BASELINE,
                        style,
                    );
                    if let Some(interval) = self.columns.rank_interval(board, self.entry) {
                        let style = sheet.muted(sheet.small.text());
                        let x = lead.figures + AFTER_FIGURES;
                        sheet.text(interval, x, middle + BASELINE, style);
                    }
                }
                Value::Text(text) => self.text(sheet, text, span, middle),
                Value::Link(url) => self.text(sheet, link_text(url), span, middle),
                Value::Score(score) => {
                    let best = lead.column.mark(self.row) == Some(Mark::Best);
                    self.score(sheet, score, best, lead, middle);
                }
                value @ (Value::Number(..) | Value::Absent) => {
                    self.number(sheet, lead, value, middle);
                }
                // The block draws the model; the others are no columns of a picture.
                Value::Model(_)
                | Value::ScoreInterval(..)
                | Value::RankInterval(..)
                | Value::Cell(_) => {}
            }
        }
    }

    /// Draws the cells of the tasks: of the row, or of all levels side by side.
    fn cells(self, sheet: &mut Sheet<'_>, middle: f64) {
        let (board, columns) = (self.page.board, self.columns);
        let height = columns.density.cell();
        for (task, span) in &columns.tasks {
            let area = Area::new(
                span.left,
                (middle - height / 2.0).floor(),
                span.width,
                height,
            );
            let levels = columns.levels_beside(self.row.level);
            columns.cells(sheet, board, area, self.entry, (levels, *task));
        }
    }

    fn text(self, sheet: &mut Sheet<'_>, text: &str, span: Span, middle: f64) {
        let style = sheet.plain(size::NAME);
        let whole = named(text);
        let shown = sheet.shortened(&whole, span.width - 6.0, style);
        let item = text_item(shown.as_str(), span.left, middle + BASELINE, style);
        if shown == whole {
            sheet.items.push(item);
        } else {
            sheet.grouped(vec![item], || shortened(&whole, WHOLE));
        }
    }

    /// A score, its star, and its interval beside it.
    fn score(self, sheet: &mut Sheet<'_>, of: &Score, best: bool, lead: &Lead, middle: f64) {
        let board = self.page.board;
        let right = lead.figures;
        let baseline = middle + BASELINE;
        let strong = sheet.strong(size::SCORE);
        let text = of.figure();
        let mut items = Vec::new();
        let mut style = strong.end();
        if best {
            let width = sheet.width(&text, style);
            let pill = Area::new(right - width - 4.0, baseline - 15.0, width + 8.0, 19.0);
            items.push(rect_item(pill, 4.0, sheet.colours.best_ground));
            style = style.fill(sheet.colours.best);
        }
        items.push(text_item(text, right, baseline, style));
        if of.incomplete {
            items.push(text_item(STAR, right + 0.5, baseline, strong));
        }
        let small = sheet.muted(sheet.small.text());
        let left = lead.small_print;
        let (density, size) = (self.columns.density, self.columns.small);
        let margin = of.margin();
        let lines = margin.map_or(Vec::new(), |margin| density.margin_lines(margin, size));
        let places = match lines.len() {
            0 | 1 => [baseline, baseline],
            _ => [middle - 2.0, middle + 10.0],
        };
        let lines = lines.into_iter().zip(places);
        items.extend(lines.map(|(text, y)| text_item(text, left, y, small)));
        sheet.grouped(items, || match lead.column.column.scope {
            Scope::Row => tooltip::row_score(board, self.row),
            Scope::Model => tooltip::model(board, self.entry),
        });
    }

    fn number(self, sheet: &mut Sheet<'_>, lead: &Lead, value: Value<'_>, middle: f64) {
        let plain = sheet.plain(size::NAME).end();
        let (text, style) = match (value, lead.column.mark(self.row)) {
            (Value::Absent, _) => (
                NOT_RECORDED_MARK.to_owned(),
                plain.fill(sheet.colours.muted),
            ),
            (value, None) => (value.text(), plain),
            (value, Some(mark)) => {
                let colour = match mark {
                    Mark::Best => sheet.colours.best,
                    Mark::Worst => sheet.colours.worst,
                };
                let strong = sheet.strong(size::NAME).end();
                (value.text(), strong.fill(colour))
            }
        };
        sheet.text(text, lead.figures, middle + BASELINE, style);
    }
}
