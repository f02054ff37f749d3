//! One model: its rows, its place and against whom, its tasks level by level.

use maud::{Markup, html};

use super::cell::task_cell;
use super::files::plots_of_model;
use super::frame::document;
use super::notes::legend;
use super::table::{level, table};
use super::view::View;
use super::{Pages, shown, title};
use crate::board::caption::{INTERVAL, NOT_COMPARABLE, Sign};
use crate::board::{Board, Entry};

impl Pages<'_> {
    /// The page of the model at index `ix` of the board; `None` where there is none.
    pub fn model(&self, board: &Board, ix: usize, view: &View) -> Option<String> {
        let entry = board.entries.get(ix)?;
        let heading = format!("{}: {}", shown(&entry.label), title(board));
        let content = html! {
            nav.back aria-label="Back" {
                @if let Some(href) = self.addresses.view(view) {
                    a href=(href) { "← " (title(board)) }
                }
            }
            header.top {
                h1 { bdi { (shown(&entry.label)) } }
                @if entry.key != entry.label { p { code { (shown(&entry.key)) } } }
            }
            (figures(self, board, entry, view))
            section aria-labelledby="rows" {
                h2 #rows { "Scores" }
                (table(self, board, std::slice::from_ref(entry), view, false))
            }
            (rivals(self, board, ix, entry, view))
            (profile(board, entry))
            (plots_of_model(self, board, ix, view))
            (legend(board))
        };
        let address = |view: &View| self.addresses.model(&entry.key, view);
        Some(document(self, &heading, view, address, content))
    }
}

fn figures(pages: &Pages<'_>, board: &Board, entry: &Entry, view: &View) -> Markup {
    let rank = match entry.rank {
        Some(rank) => format!("{rank} of {}", board.models_before_top),
        None => format!("none: {NOT_COMPARABLE}"),
    };
    let facts = board.score_facts(&entry.overall);
    let lacks = entry.lacks(board);
    html! {
        dl.figures {
            div { dt { "Rank" } dd { (rank) }
                @if let Some(rank) = entry.rank_interval_caption(board) {
                    dd { small { (INTERVAL) " " (rank) } }
                }
            }
            // The first fact is the score itself.
            div { dt { (board.score.title()) } dd { (entry.overall.starred()) }
                @for fact in facts.iter().skip(1) { dd { small { (fact) } } }
                @if !lacks.is_empty() {
                    dd { small { (Sign::Star.meaning()) ": " (shown(&lacks.join("; "))) } }
                }
            }
            @if let Some(truncation) = entry.usage.truncation_caption() {
                div { dt { "Truncated" } dd { (truncation) } }
            }
            @if let Some(tokens) = entry.usage.tokens_caption() {
                div { dt { "Tokens a response" } dd { (tokens) }
                    @if let Some(total) = entry.usage.total_tokens_caption() {
                        dd { small { (total) " in all" } }
                    }
                }
            }
            @if let Some(tests) = entry.usage.tests_caption() {
                div { dt { "Tests" } dd { (tests) }
                    @if let Some(each) = entry.usage.tests_per_task_caption() {
                        dd { small { (each) " a task" } }
                    }
                }
            }
            @if !entry.groups.is_empty() {
                div { dt { "Groups" }
                    dd.chips {
                        @for group in &entry.groups {
                            @let only = View { theme: view.theme, ..View::of(pages.start.clone()) }
                                .with(|view| view.selection.groups = vec![group.clone()]);
                            a.chip href=[pages.addresses.view(&only)] { bdi { (shown(group)) } }
                        }
                    }
                }
            }
        }
    }
}

/// From more on, a list of rivals scrolls.
const MANY_RIVALS: usize = 14;

fn rivals(pages: &Pages<'_>, board: &Board, ix: usize, entry: &Entry, view: &View) -> Markup {
    let rivals = board.rivals(ix);
    let lists = [
        ("Significantly better than this model", &rivals.better),
        ("Cannot be told apart from it", &rivals.tied),
        ("Significantly worse", &rivals.worse),
        (
            "Provisional, counted in nobody’s rank interval",
            &rivals.provisional,
        ),
        ("Share no cell with it", &rivals.apart),
    ];
    html! {
        section.rivals aria-labelledby="rivals" {
            h2 #rivals { "Against the others" }
            p.remark { (board.family_caption(entry)) "." }
            div.columns {
                @for (list, (heading, models)) in lists.into_iter().enumerate() {
                    @if !models.is_empty() {
                        @let id = format!("rivals-{list}");
                        @let links = html! {
                            ul { @for ix in models { (rival(pages, &board.entries[*ix], view)) } }
                        };
                        div {
                            h3 id=(id) { (heading) " " span.count { (models.len()) } }
                            @if models.len() > MANY_RIVALS {
                                // Whoever has no pointer scrolls it by keys.
                                div.scroll tabindex="0" role="region" aria-labelledby=(id) {
                                    (links)
                                }
                            } @else {
                                (links)
                            }
                        }
                    }
                }
            }
            @if board.entries.len() < 2 { p { "There is no other model in this view." } }
        }
    }
}

fn rival(pages: &Pages<'_>, entry: &Entry, view: &View) -> Markup {
    html! {
        li {
            a href=[pages.addresses.model(&entry.key, view)] { bdi { (shown(&entry.label)) } }
            " "
            small {
                (entry.overall.starred())
                @if let Some(rank) = entry.rank { ", #" (rank.to_string()) }
            }
        }
    }
}

/// Tasks down, levels across: wide bars with all that is known beside them.
fn profile(board: &Board, entry: &Entry) -> Markup {
    html! {
        section aria-labelledby="profile" {
            h2 #profile { "Task by task" }
            table.profile {
                thead { tr {
                    th scope="col" { "Task" }
                    @for row in &entry.rows {
                        th scope="col" {
                            @if board.has_levels() {
                                (level(&board.levels[row.level].label))
                            } @else {
                                "Accuracy"
                            }
                        }
                    }
                } }
                tbody {
                    @for (task, about) in board.tasks.iter().enumerate() {
                        tr {
                            th scope="row" { bdi { (shown(&about.label)) } }
                            @for (ix, row) in entry.rows.iter().enumerate() {
                                (task_cell(board, None, row, task, &format!("p{task}-{ix}")))
                            }
                        }
                    }
                }
            }
        }
    }
}
