//! The board's page.

use maud::{Markup, html};

use super::Pages;
use super::filters::filters;
use super::frame::document;
use super::notes::{explanation, files, legend, summary};
use super::plots::plots;
use super::steps::steps;
use super::table::table;
use super::title;
use super::view::View;
use crate::board::Page;

pub(super) fn board_page(pages: &Pages<'_>, page: Page<'_>, view: &View) -> Markup {
    let board = page.board;
    let title = title(board);
    let content = html! {
        header.top {
            h1 { bdi { (title) } }
            p { (board.subtitle()) }
        }
        (filters(pages, view))
        div #board aria-live="off" {
            @if board.entries.is_empty() {
                p.empty { (board.why_empty()) }
            } @else {
                (table(pages, board, page.entries, view, pages.addresses.is_served()))
                (steps(pages, page, view))
            }
        }
        @if !board.entries.is_empty() { (legend(board)) }
        (files(pages, view))
        (plots(pages, board, view))
        div.panels { (explanation(board)) (summary(board)) }
    };
    let heading = match page.number {
        1 => title.clone(),
        number => format!("{title}, page {number}"),
    };
    let address = |view: &View| pages.addresses.view(view);
    document(pages, &heading, view, address, content)
}
