//! What is written, and how: in one of the [`FORMATS`], to standard output or to a file whole or
//! not at all, and never over an input.

mod formats;
mod inputs;
mod pictures;
mod render;
mod write;

pub use formats::{FORMATS, Family, Format, Picture, Writer};
pub use inputs::refuse_inputs;
pub use render::render;
pub use write::{PendingFile, Target};
