//! What stands around the content of every page.

use maud::{DOCTYPE, Markup, html};

use super::Pages;
use super::assets::Asset;
use super::view::{THEMES, View, theme_word, unknown_caption};
use crate::picture::theme::Theme;

/// Wide tables are seen whole on a small screen first.
const VIEWPORT: &str =
    "width=device-width, initial-scale=0.4, minimum-scale=0.2, user-scalable=yes";

/// A whole document. `address` is where this page is in another view, for the switch of colours.
pub(super) fn document(
    pages: &Pages<'_>,
    title: &str,
    view: &View,
    address: impl Fn(&View) -> Option<String>,
    content: Markup,
) -> String {
    let fixed = view.theme.or(pages.theme).map(Theme::word);
    let page = html! {
        (DOCTYPE)
        html lang="en" data-theme=[fixed] {
            head {
                meta charset="utf-8";
                meta name="viewport" content=(VIEWPORT);
                title { (title) }
                meta name="color-scheme" content="light dark";
                @let icon = Asset::Icon;
                link rel="icon" type=(icon.media_type()) href=(pages.addresses.asset(icon));
                link rel="stylesheet" href=(pages.addresses.asset(Asset::Style));
                // In the head, so that a remembered theme is there before the first paint.
                script src=(pages.addresses.asset(Asset::Script)) {}
            }
            body {
                a.skip href="#content" { "Skip to the content" }
                @if let Some(problem) = pages.problem {
                    p.notice role="status" {
                        strong { "These are the last good data. " }
                        "The files have changed and cannot be read: " (problem)
                    }
                }
                @if let Some(caption) = unknown_caption(view) {
                    p.notice role="status" { (caption) }
                }
                main #content tabindex="-1" { (content) }
                footer {
                    @if pages.theme.is_none() { (theme_switch(pages, view, address)) }
                    p { "evalboard " (env!("CARGO_PKG_VERSION")) }
                }
            }
        }
    };
    page.into_string()
}

/// Links where a server answers; else buttons that only the script shows.
fn theme_switch(
    pages: &Pages<'_>,
    view: &View,
    address: impl Fn(&View) -> Option<String>,
) -> Markup {
    let served = pages.addresses.is_served();
    let themed = |theme| {
        let same = view.with(|view| view.theme = theme);
        served.then(|| address(&same)).flatten()
    };
    html! {
        nav.themes aria-label="Colours" {
            span { "Colours" }
            @for theme in THEMES {
                @let current = (theme == view.theme).then_some("true");
                @let word = theme_word(theme);
                @match themed(theme) {
                    Some(href) => a.chip href=(href) data-theme-choice=(word)
                        aria-current=[current] { (word) },
                    None => button.chip.scripted type="button" data-theme-choice=(word)
                        aria-pressed=(theme == view.theme) { (word) },
                }
            }
        }
    }
}

impl Pages<'_> {
    /// A page that says why there is nothing else.
    pub fn notice(&self, heading: &str, text: &str, view: &View) -> String {
        let board = View::of(self.start.clone()).with(|board| board.theme = view.theme);
        let content = html! {
            header { h1 { (heading) } }
            @for line in text.lines() { p { (line) } }
            @if let Some(href) = self.addresses.view(&board) {
                p { a href=(href) { "To the leaderboard" } }
            }
        };
        document(self, heading, view, |_| None, content)
    }
}
