//! What is written, and how: to standard output, or to a file whole or not at all, and never over an input.

mod inputs;
mod write;

pub use inputs::refuse_inputs;
pub use write::{PendingFile, Target};
