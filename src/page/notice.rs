//! The page that says why there is nothing else to show.

use maud::{Markup, html};

use super::Pages;
use super::frame::document;
use super::view::View;

pub(super) fn notice_page(pages: &Pages<'_>, heading: &str, text: &str, view: &View) -> Markup {
    let board = View::of(pages.start.clone()).with(|board| board.theme = view.theme);
    let content = html! {
        header { h1 { (heading) } }
        @for line in text.lines() { p { (line) } }
        @if let Some(href) = pages.addresses.view(&board) {
            p { a href=(href) { "To the leaderboard" } }
        }
    };
    document(pages, heading, view, |_| None, content)
}
