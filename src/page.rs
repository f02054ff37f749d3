//! The leaderboard as HTML: the board, a model, an error. What is shown is the board's; here is how.

pub mod view;
