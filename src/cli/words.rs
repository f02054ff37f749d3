//! Choices of the library as values of options: each by its word.

use clap::ValueEnum;
use clap::builder::PossibleValue;

use crate::board::AccuracyKind;
use crate::emit::markdown::Section;
use crate::picture::palette::Palette;
use crate::picture::theme::Theme;
use crate::picture::{Arrangement, Density};
use crate::plot::Expense;
use crate::rank::RankIntervals;

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
