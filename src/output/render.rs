//! A board in a format, in one step.

use crate::board::Board;
use crate::drawing::text::Fonts;
use crate::drawing::{EncodeOptions, encode};
use crate::error::Result;
use crate::output_format::{Format, Writer};
use crate::picture::{Options, scene};

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
