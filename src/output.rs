//! What is written, and how: in one of the [`FORMATS`], to standard output or to a file whole or
//! not at all, and never over an input.

mod formats;
mod inputs;
mod write;

use crate::board::Board;
use crate::drawing::text::Fonts;
use crate::drawing::{EncodeOptions, encode};
use crate::error::Result;
use crate::picture::{Options, scene};

pub use formats::{FORMATS, Family};
pub use inputs::refuse_inputs;
pub use write::{PendingFile, Target};

pub use crate::output_format::{Format, Picture, Writer};

/// Writes the whole board in `format`, with its usual options; `options` say how a picture looks.
/// The same board gives the same bytes.
///
/// # Errors
/// Where a picture would be larger than its format allows.
pub fn render(board: &Board, options: &Options, format: &Format) -> Result<Vec<u8>> {
    match format.writer {
        Writer::Text(text) => Ok((text.emitter)().to_bytes(board)),
        Writer::Picture(picture) => {
            let options = Options {
                no_tooltips: options.no_tooltips || !picture.has_tooltips,
                ..options.clone()
            };
            let fonts = Fonts::embedded();
            let scene = scene(&board.whole(), &fonts, &options);
            encode(&scene, &fonts, picture.encoding, EncodeOptions::default())
        }
    }
}
