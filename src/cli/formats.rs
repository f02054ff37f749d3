//! Output formats as arguments.

use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use crate::output::{Family, Format};
use crate::wrap::wrapped;

/// The format of a picture.
#[derive(Debug, Clone, Copy, Args)]
pub struct PictureFormatArgs {
    /// Format [default: by the ending of FILE]
    #[arg(
        long,
        value_name = "FORMAT",
        value_parser = format_in(Family::Pictures),
        help_heading = "Picture"
    )]
    pub to: Option<&'static Format>,
}

/// Parses the id of a format of a family.
pub(super) fn format_in(family: Family) -> impl TypedValueParser<Value = &'static Format> {
    let values = family
        .formats()
        .map(|format| PossibleValue::new(format.id).help(format.about));
    PossibleValuesParser::new(values).try_map(|id| Format::named(&id).ok_or("no such format"))
}

/// The formats of a family with what they are, for a help text: a paragraph each, below one
/// another.
pub(super) fn described(family: Family) -> String {
    /// Columns of the ids, and of a line.
    const INDENT: usize = 13;
    const WIDTH: usize = 80;
    let lines = family.formats().flat_map(|format| {
        let line = format!("{:INDENT$}{}", format.id, format.about);
        wrapped(&line, WIDTH, INDENT)
    });
    lines.collect::<Vec<_>>().join("\n")
}
