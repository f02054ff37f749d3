//! All models on one page, a line each.

use maud::html;

use super::frame::document;
use super::view::View;
use super::{Pages, shown, title};
use crate::board::Board;
use crate::board::caption::{NO_RANK_MARK, NOT_RECORDED_MARK, UNKNOWN_INTERVAL};
use crate::format;

impl Pages<'_> {
    /// All models in a list, for sites that nobody searches for the reader.
    pub fn models(&self, board: &Board, view: &View) -> String {
        let heading = format!("All models: {}", title(board));
        let content = html! {
            header.top { h1 { (heading) } }
            @if let Some(href) = self.addresses.view(view) {
                p { a href=(href) { "To the leaderboard" } }
            }
            form.search.scripted role="search" action="" method="get" {
                label for="q" { "Model" }
                input #q type="search" name="q" maxlength="200" placeholder="part of a name"
                    autocomplete="off" data-narrows="models";
            }
            table.list #models {
                thead { tr {
                    th scope="col" { "#" }
                    th scope="col" { "Model" }
                    th scope="col" { (board.score.title()) }
                    th scope="col" { "Interval" }
                    th scope="col" { "Rank interval" }
                    th scope="col" { "Tokens" }
                    th scope="col" { "Groups" }
                } }
                tbody {
                    @for entry in &board.entries {
                        tr {
                            @let rank = entry.rank.map(|rank| rank.to_string());
                            td { (rank.unwrap_or(NO_RANK_MARK.to_owned())) }
                            th scope="row" {
                                a href=[self.addresses.model(&entry.key, view)] {
                                    bdi { (shown(&entry.label)) }
                                }
                            }
                            td { b { (entry.overall.starred()) } }
                            @let interval = entry.overall.interval_caption();
                            td { (interval.unwrap_or(UNKNOWN_INTERVAL.to_owned())) }
                            @let ranks = entry.rank_interval_caption(board);
                            td { (ranks.unwrap_or(NO_RANK_MARK.to_owned())) }
                            @let tokens = entry.usage.tokens_per_completion;
                            td { (tokens.map_or(NOT_RECORDED_MARK.to_owned(), format::grouped)) }
                            td { (shown(&entry.groups.join(", "))) }
                        }
                    }
                }
            }
        };
        document(self, &heading, view, |_| None, content)
    }
}
