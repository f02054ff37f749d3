//! What is said about a board, said once: outputs style these texts, they never compose their own.
//!
//! A caption speaks of the board at hand: it names what the shown cells have, and nothing else.
//! Facts are the lines of a tooltip, remarks the sentences of a legend, signs the marks within the
//! table.

mod accuracy;
mod alt;
mod cell;
mod empty;
mod fact;
mod filters;
mod formula;
mod name;
mod number;
mod order;
mod reading;
mod recorded;
mod remark;
mod score;
mod sign;
mod source;
mod subtitle;
mod usage;

pub use crate::format::counted;
pub use fact::{Fact, INTERVAL, NOT_RECORDED, NOT_RECORDED_MARK, UNKNOWN_INTERVAL};
pub use name::{LINE, WHOLE, shortened};
pub use number::capitalised;
pub use order::{NO_RANK_MARK, NOT_COMPARABLE};
pub use remark::About;
pub use score::{EFFICIENCY, Margin};
pub use sign::{NOT_EVALUATED_MARK, STAR, Sign};
pub use usage::of_cells;
