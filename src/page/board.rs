//! The board's page.

use maud::{Markup, html};

use super::Pages;
use super::files::plots;
use super::filters::filters;
use super::frame::document;
use super::notes::{explanation, files, legend, summary};
use super::table::table;
use super::title;
use super::view::View;
use crate::board::caption::counted;
use crate::board::{Board, Page};

impl Pages<'_> {
    /// The page of `board` that `view` names; `None` beyond the last.
    pub fn board(&self, board: &Board, view: &View) -> Option<String> {
        let page = board.page(view.page, view.per_page)?;
        let title = title(board);
        let content = html! {
            header.top {
                h1 { bdi { (title) } }
                p { (board.subtitle()) }
            }
            (filters(self, view))
            div #board aria-live="off" {
                @if board.entries.is_empty() {
                    p.empty { (board.why_empty()) }
                } @else {
                    (table(self, board, page.entries, view, self.addresses.is_served()))
                    (steps(self, page, view))
                }
            }
            @if !board.entries.is_empty() { (legend(board)) }
            (files(self, view))
            (plots(self, board, view))
            div.panels { (explanation(board)) (summary(board)) }
        };
        let heading = match page.number {
            1 => title.clone(),
            number => format!("{title}, page {number}"),
        };
        let address = |view: &View| self.addresses.view(view);
        Some(document(self, &heading, view, address, content))
    }
}

/// Pages to each side of this one whose numbers are named.
const NEAR: usize = 2;

/// Previous and next, and the numbers between.
fn steps(pages: &Pages<'_>, page: Page<'_>, view: &View) -> Markup {
    let href = |number: usize| pages.addresses.view(&view.at_page(number));
    let (here, last) = (page.number, page.of);
    html! {
        nav.steps aria-label="Pages" {
            @if last > 1 {
                @if here > 1 { a.chip rel="prev" href=[href(here - 1)] { "← Previous" } }
                @for number in 1..=last {
                    @if number == here {
                        a.chip href=[href(number)] aria-current="page"
                            aria-label={ "Page " (number) } { (number) }
                    } @else if is_named(number, here, last) {
                        a.chip href=[href(number)] aria-label={ "Page " (number) } { (number) }
                    } @else if is_named(number - 1, here, last) {
                        span { "…" }
                    }
                }
                @if here < last { a.chip rel="next" href=[href(here + 1)] { "Next →" } }
            }
            span.where {
                "page " (here) " of " (last) " · "
                (counted(page.board.entries.len(), "model"))
            }
        }
    }
}

fn is_named(number: usize, here: usize, last: usize) -> bool {
    number == 1 || number == last || number.abs_diff(here) <= NEAR
}
