//! What is written, and how: in one of the [`FORMATS`], to standard output or to a file whole or
//! not at all, and never over an input.

mod formats;
mod inputs;
mod pictures;
mod render;
mod write;

pub use formats::{FORMATS, Family};
pub use inputs::refuse_inputs;
pub use render::render;
pub use write::{PendingFile, Target};

pub use crate::output_format::{Format, Picture, Writer};
