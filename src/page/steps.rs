//! Previous and next, and the numbers between.

use maud::{Markup, html};

use super::Pages;
use super::view::View;
use crate::board::Page;
use crate::board::caption::counted;

/// Pages to each side of this one whose numbers are named.
const NEAR: usize = 2;

pub(super) fn steps(pages: &Pages<'_>, page: Page<'_>, view: &View) -> Markup {
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
