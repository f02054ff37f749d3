//! The column of a model: its name, and under it the overall score and the rank interval.

use crate::board::{Board, Entry};
use crate::drawing::scene::Item;

use super::columns::Span;
use super::density::Density;
use super::sheet::{Sheet, Style, size, text_item};
use super::tooltip;

/// Height of a line of a name, and of a line under it.
const NAME_LINE: f64 = 17.5;
const NOTE_LINE: f64 = 15.0;

/// What is written about one model.
pub(super) struct About {
    name: Vec<String>,
    /// Lines of parts after each other.
    notes: Vec<Vec<(String, Style)>>,
}

impl About {
    /// The lines of the name, and what stands under them.
    pub fn new(
        sheet: &Sheet<'_>,
        board: &Board,
        entry: &Entry,
        name: Vec<String>,
        span: Span,
        density: Density,
    ) -> About {
        let width = span.width - 10.0;
        let small = sheet.muted(sheet.small.text());
        // In one row stands the overall score, and the rank with its interval.
        let notes = if board.levels.len() > 1 && density == Density::Normal {
            let rank = entry.rank_interval_words(board, "no rank");
            let figure = (entry.overall.starred(), sheet.strong(sheet.small.text()));
            match rank {
                None => vec![vec![figure]],
                Some(rank) => {
                    let beside = format!(" · {rank}");
                    let taken = sheet.width(&figure.0, figure.1) + sheet.width(&beside, small);
                    match taken <= width {
                        true => vec![vec![figure, (beside, small)]],
                        false => vec![vec![figure], vec![(rank, small)]],
                    }
                }
            }
        } else {
            Vec::new()
        };
        About { name, notes }
    }

    fn text_height(&self) -> f64 {
        self.name.len() as f64 * NAME_LINE + self.notes.len() as f64 * NOTE_LINE
    }

    /// Height that a block needs for it.
    pub fn height(&self) -> f64 {
        self.text_height() + 4.0
    }

    /// Draws it in the middle of a block.
    pub fn draw(
        self,
        sheet: &mut Sheet<'_>,
        board: &Board,
        entry: &Entry,
        span: Span,
        y: f64,
        height: f64,
    ) {
        let mut items: Vec<Item> = Vec::new();
        let mut baseline = y + (height - self.text_height()) / 2.0 + 13.0;
        let style = sheet.strong(size::NAME);
        for line in self.name {
            items.push(text_item(line, span.left, baseline, style));
            baseline += NAME_LINE;
        }
        baseline -= 1.5;
        for parts in self.notes {
            let mut x = span.left;
            for (text, style) in parts {
                let width = sheet.width(&text, style);
                items.push(text_item(text, x, baseline, style));
                x += width;
            }
            baseline += NOTE_LINE;
        }
        sheet.grouped(items, || tooltip::model(board, entry));
    }
}
