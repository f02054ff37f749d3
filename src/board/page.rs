//! Pages of models.

use super::{Board, Entry};

/// Models a page unless said otherwise.
pub const PER_PAGE: usize = 10;

/// Some consecutive models of a board.
#[derive(Debug, Clone, Copy)]
pub struct Page<'a> {
    /// The board.
    pub board: &'a Board,
    /// The models of this page.
    pub entries: &'a [Entry],
    /// This page's number, counted from 1.
    pub number: usize,
    /// How many pages there are, at least 1.
    pub of: usize,
}

impl Board {
    /// The whole board as one page.
    pub fn whole(&self) -> Page<'_> {
        Page {
            board: self,
            entries: &self.entries,
            number: 1,
            of: 1,
        }
    }

    /// How many pages of `per_page` models there are, at least 1.
    pub fn pages(&self, per_page: usize) -> usize {
        self.entries.len().div_ceil(per_page.max(1)).max(1)
    }

    /// Page `number`, counted from 1, of `per_page` models; `None` beyond the last.
    pub fn page(&self, number: usize, per_page: usize) -> Option<Page<'_>> {
        let of = self.pages(per_page);
        if !(1..=of).contains(&number) {
            return None;
        }
        let from = (number - 1) * per_page;
        let to = (from + per_page).min(self.entries.len());
        Some(Page {
            board: self,
            entries: &self.entries[from..to],
            number,
            of,
        })
    }
}
