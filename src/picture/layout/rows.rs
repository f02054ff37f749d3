//! The rows: a block a model, a row a level.

use rayon::prelude::*;

use crate::board::caption::{NOT_COMPARABLE, NOT_RECORDED_MARK, STAR, WHOLE, shortened};
use crate::board::{Entry, Mark, Page, Row};
use crate::drawing::scene::Area;
use crate::drawing::text::Weight;
use crate::format::{efficiency, grouped as thousands};

use super::columns::{Columns, Span};
use super::model::About;
use super::sheet::{Sheet, rect_item, size, text_item};
use super::{CELL, MARGIN, ROW, named, tooltip};

/// Draws all rows of the page; returns where the next part begins.
pub(super) fn rows(sheet: &mut Sheet<'_>, page: &Page<'_>, columns: &Columns, y: f64) -> f64 {
    let right = columns.width - MARGIN;
    let mut y = y;
    if page.entries.is_empty() {
        let style = sheet.muted(size::NAME).middle();
        let text = page.board.why_empty();
        sheet.text(text, columns.width / 2.0, y + 36.0, style);
        y += 60.0;
        sheet.rule(MARGIN, right, y - 0.5, sheet.colours.rule);
        return y;
    }
    // First where each block stands, then all of them at once.
    let mut blocks = Vec::with_capacity(page.entries.len());
    let mut block_of_previous = 0;
    for (ix, entry) in page.entries.iter().enumerate() {
        if entry.block != block_of_previous {
            y = separator(sheet, columns, y);
            block_of_previous = entry.block;
        }
        let block = Block::new(sheet, page, columns, entry, ix % 2 == 1, y);
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
    let style = sheet.muted(size::SMALL);
    let left = columns.model.map_or(MARGIN, |span| span.left);
    sheet.text(NOT_COMPARABLE, left, y + 17.0, style);
    let y = y + 26.0;
    sheet.rule(MARGIN, columns.width - MARGIN, y - 0.5, sheet.colours.rule);
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
    fn new(
        sheet: &Sheet<'_>,
        page: &Page<'a>,
        columns: &Columns,
        entry: &'a Entry,
        banded: bool,
        top: f64,
    ) -> Self {
        let about = columns
            .model
            .map(|span| (span, About::new(sheet, page.board, entry, span)));
        let rows = entry.rows.len().max(1) as f64;
        let needed = about.as_ref().map_or(0.0, |(_, about)| about.height());
        Block {
            entry,
            about,
            banded,
            top,
            height: (rows * ROW).max(needed).ceil(),
        }
    }

    fn draw(self, sheet: &mut Sheet<'_>, page: &Page<'_>, columns: &Columns) {
        let Block {
            entry, top, height, ..
        } = self;
        let (left, right) = (MARGIN, columns.width - MARGIN);
        if self.banded {
            let area = Area {
                x: left,
                y: top,
                width: right - left,
                height,
            };
            sheet.rect(area, 0.0, sheet.colours.band);
        }
        if let Some(span) = columns.rank {
            let style = sheet.strong(size::SCORE).middle();
            let text = entry
                .rank
                .map_or("–".to_owned(), |rank| rank.place.to_string());
            sheet.text(text, span.middle(), top + height / 2.0 + 5.8, style);
        }
        if let Some((span, about)) = self.about {
            about.draw(sheet, page.board, entry, span, top, height);
        }
        let pitch = height / entry.rows.len().max(1) as f64;
        for (ix, row) in entry.rows.iter().enumerate() {
            let middle = (top + pitch * (ix as f64 + 0.5)).round();
            row_of(sheet, page, columns, row, middle);
        }
        sheet.rule(left, right, top + height - 0.5, sheet.colours.rule);
    }
}

/// One row around its middle.
fn row_of(sheet: &mut Sheet<'_>, page: &Page<'_>, columns: &Columns, row: &Row, middle: f64) {
    let board = page.board;
    if let Some(span) = columns.level {
        let style = sheet.plain(size::NAME);
        let whole = named(&board.levels[row.level].label);
        let shown = sheet
            .fonts
            .shortened(&whole, style.size, style.weight, span.width - 6.0);
        let item = text_item(shown.as_str(), span.left, middle + 5.0, style);
        if shown == whole {
            sheet.items.push(item);
        } else {
            sheet.grouped(vec![item], || shortened(&whole, WHOLE));
        }
    }
    if let Some(span) = columns.score {
        let level = columns
            .levels_with_scores
            .then(|| named(&board.levels[row.level].label));
        row_score(sheet, page, row, level, span, middle);
    }
    if let Some(span) = columns.tokens {
        tokens(sheet, row, span, middle);
    }
    for (ix, span) in columns.tasks.iter().enumerate() {
        let area = Area {
            x: span.left,
            y: middle - CELL / 2.0,
            width: span.width,
            height: CELL,
        };
        let items = super::cell::cell(sheet.fonts, sheet.colours, area, &row.cells[ix]);
        sheet.grouped(items, || tooltip::cell(board, row, ix));
    }
}

/// A row's score, its star, and its interval under it.
fn row_score(
    sheet: &mut Sheet<'_>,
    page: &Page<'_>,
    row: &Row,
    level: Option<String>,
    span: Span,
    middle: f64,
) {
    let right = span.right() - 8.0;
    let strong = sheet.strong(size::SCORE).end();
    let text = row.score.figure();
    let mut items = Vec::new();
    let mut style = strong;
    let interval = row.score.interval_caption();
    let below: Vec<String> = [level, interval].into_iter().flatten().collect();
    // A score without a second line stands in the middle.
    let baseline = if below.is_empty() {
        middle + 6.0
    } else {
        middle - 1.0
    };
    if row.best_score {
        let width = sheet.width(&text, strong);
        let pill = Area {
            x: right - width - 6.0,
            y: baseline - 14.5,
            width: width + 12.0,
            height: 17.0,
        };
        items.push(rect_item(pill, 4.0, sheet.colours.best_ground));
        style = strong.fill(sheet.colours.best);
    }
    items.push(text_item(text, right, baseline, style));
    if row.score.incomplete {
        let star = sheet.strong(size::SCORE);
        items.push(text_item(STAR, right + 0.5, baseline, star));
    }
    if !below.is_empty() {
        let style = sheet.muted(size::SMALL).end();
        let room = span.width - 10.0;
        let text = below.join(" ");
        let text = sheet.fonts.shortened(&text, style.size, style.weight, room);
        items.push(text_item(text, right, middle + 13.5, style));
    }
    sheet.grouped(items, || tooltip::row_score(page.board, row));
}

/// Mean tokens, and the efficiency under them.
fn tokens(sheet: &mut Sheet<'_>, row: &Row, span: Span, middle: f64) {
    let right = span.right() - 4.0;
    let style = sheet.plain(size::NAME).end();
    let Some(tokens) = row.usage.tokens_per_completion else {
        sheet.text(
            NOT_RECORDED_MARK,
            right,
            middle + 5.0,
            style.fill(sheet.colours.muted),
        );
        return;
    };
    let Some(value) = row.efficiency else {
        sheet.text(thousands(tokens), right, middle + 5.0, style);
        return;
    };
    sheet.text(thousands(tokens), right, middle - 1.0, style);
    let (fill, weight) = match row.efficiency_mark {
        Some(Mark::Best) => (sheet.colours.best, Weight::SemiBold),
        Some(Mark::Worst) => (sheet.colours.worst, Weight::SemiBold),
        None => (sheet.colours.muted, Weight::Regular),
    };
    let mut small = sheet.muted(size::SMALL).end().fill(fill);
    small.weight = weight;
    sheet.text(
        format!("{}/tok", efficiency(value)),
        right,
        middle + 13.5,
        small,
    );
}
