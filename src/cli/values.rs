//! Choices of the library as values of options.

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};

use crate::board::AccuracyKind;
use crate::emit::markdown::Section;
use crate::output::{Family, Format};
use crate::picture::palette::Palette;
use crate::picture::theme::Theme;
use crate::picture::{Arrangement, Density};
use crate::plot::Expense;
use crate::rank::RankIntervals;
use crate::wrap::wrapped;

/// Makes options take types that list their values in `ALL` and name each by its `word`.
macro_rules! by_word {
    ($($choice:ty),+) => {
        $(impl ValueEnum for $choice {
            fn value_variants<'a>() -> &'a [Self] {
                &Self::ALL
            }

            fn to_possible_value(&self) -> Option<PossibleValue> {
                Some(PossibleValue::new(self.word()))
            }
        })+
    };
}

by_word!(
    AccuracyKind,
    Arrangement,
    Density,
    Expense,
    Palette,
    RankIntervals,
    Section,
    Theme
);

/// The format of a picture.
#[derive(Debug, Clone, Copy, Args)]
pub struct PictureFormatArgs {
    /// Format [default: by the ending of FILE]
    #[arg(long, value_name = "FORMAT")]
    #[arg(value_parser = format_in(Family::Pictures), help_heading = "Picture")]
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
