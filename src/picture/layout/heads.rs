//! The names of tasks over their columns: level where there is room, on one line or two, else
//! turned.

use crate::abbreviation::abbreviated;
use crate::drawing::scene::Turn;
use crate::drawing::text::{Fonts, Weight};

use super::MARGIN;
use super::sheet::{Small, widest};
use super::wrap::TextBox;

/// Narrowest cell and its gap: names have room first.
pub(super) const PITCH: f64 = 44.0;

/// Widest column of a task, also where its name wants more.
const WIDEST: f64 = 84.0;

/// Width of a column, where there is room, that a name of one line or two does not fit.
const USUAL: f64 = 60.0;

/// Tasks up to which short names, too, have columns of that width: there is room.
const FEW: usize = 6;

/// Least space between two level names.
const BETWEEN: f64 = 5.0;

/// Longest slanted name, and how far it may reach beyond the margin.
const LONGEST_SLANTED: f64 = 110.0;
const BEYOND: f64 = 32.0;

/// Longest line of an upright name, and from which length on it takes two.
const LONGEST_UPRIGHT: f64 = 120.0;
const ONE_LINE: f64 = 90.0;

/// Space between a turned name and the edge of the picture.
const EDGE: f64 = 4.0;

/// How far above the foot of a head its text begins, and right of the column's middle.
pub(super) const FOOT: f64 = 8.0;
pub(super) const ASIDE: f64 = 2.0;

/// The names of all tasks.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Heads {
    /// From one column to the next.
    pub pitch: f64,
    /// The lines of each name.
    pub names: Vec<Vec<String>>,
    pub turn: Turn,
    /// How high the turned ones reach.
    pub rise: f64,
    /// How far the last ones reach beyond the margin of the picture.
    pub beyond: f64,
}

impl Heads {
    /// Set in columns that take `room` together, or more where they are as narrow as can be. Where
    /// there is room, a column is `wanted` px wide at least.
    pub fn new(fonts: &Fonts, names: &[String], room: f64, wanted: f64, small: Small) -> Heads {
        let room = (room / names.len().max(1) as f64).floor().max(PITCH);
        let wanted = wanted.min(room);
        for lines in 1..=2 {
            if let Some(heads) = Heads::level(fonts, names, room, (lines, wanted), small) {
                return heads;
            }
        }
        let pitch = room.min(USUAL.max(wanted));
        Heads::slanted(fonts, names, pitch, small)
            .unwrap_or_else(|| Heads::upright(fonts, names, pitch, small))
    }

    /// On so many lines, if all fit.
    fn level(
        fonts: &Fonts,
        names: &[String],
        room: f64,
        (lines, wanted): (usize, f64),
        small: Small,
    ) -> Option<Heads> {
        let within = |width: f64| {
            let room = text_box(fonts, small, width, lines);
            let set = names.iter().map(|name| room.balanced(name));
            set.collect::<Option<Vec<_>>>()
        };
        let most = room.min(WIDEST.max(wanted));
        let set = within(most - BETWEEN)?;
        let texts = set.iter().flatten();
        let widest = widest(texts.map(|line| width(fonts, small, line))) + BETWEEN;
        let least = match lines == 1 && names.len() > FEW {
            true => PITCH,
            false => most.min(USUAL),
        };
        let least = least.max(wanted);
        Some(Heads {
            pitch: (widest + 1.0).clamp(least, most).floor(),
            names: set,
            turn: Turn::Level,
            rise: 0.0,
            beyond: 0.0,
        })
    }

    /// Rising to the right, if the last ones do not reach too far.
    fn slanted(fonts: &Fonts, names: &[String], pitch: f64, small: Small) -> Option<Heads> {
        let (cos, sin) = Turn::Slanted.direction();
        let lengths: Vec<f64> = names.iter().map(|name| width(fonts, small, name)).collect();
        let longest = widest(lengths.iter().copied());
        let reach = lengths.iter().rev().enumerate().map(|(before, length)| {
            // From the right edge of the last column.
            length * cos + small.text() * 0.25 + ASIDE - pitch * (before as f64 + 0.5)
        });
        let beyond = widest(reach) + EDGE - MARGIN;
        (longest <= small.scaled(LONGEST_SLANTED) && beyond <= BEYOND).then(|| Heads {
            pitch,
            names: names.iter().map(|name| vec![name.clone()]).collect(),
            turn: Turn::Slanted,
            rise: longest * sin + small.text() * 0.6,
            beyond: beyond.max(0.0).ceil(),
        })
    }

    /// Running upwards, on one line or two; cut so that no two read alike.
    pub fn upright(fonts: &Fonts, names: &[String], pitch: f64, small: Small) -> Heads {
        let longest = widest(names.iter().map(|name| width(fonts, small, name)));
        let lines = if longest > small.scaled(ONE_LINE) {
            2
        } else {
            1
        };
        let set = |name: &str| {
            let room = |width| text_box(fonts, small, width, lines);
            let longest = room(small.scaled(LONGEST_UPRIGHT));
            let whole = room(small.scaled(ONE_LINE))
                .balanced(name)
                .or_else(|| longest.balanced(name));
            whole.or_else(|| longest.anywhere(name))
        };
        let shown = abbreviated(names, |name| set(name).is_some());
        let shown = shown.into_iter();
        let names: Vec<Vec<String>> = shown.map(|name| set(&name).unwrap_or(vec![name])).collect();
        let lengths = names.iter().flatten().map(|line| width(fonts, small, line));
        Heads {
            pitch,
            rise: widest(lengths),
            names,
            turn: Turn::Upright,
            beyond: 0.0,
        }
    }
}

/// Room for a name.
fn text_box(fonts: &Fonts, small: Small, width: f64, lines: usize) -> TextBox<'_> {
    TextBox {
        fonts,
        size: small.text(),
        weight: Weight::Regular,
        width,
        lines,
    }
}

/// The width of a name.
fn width(fonts: &Fonts, small: Small, text: &str) -> f64 {
    fonts.width(text, small.text(), Weight::Regular)
}
