//! How close rows stand.

use crate::board::caption::Margin;
use crate::board::{Board, Measured, Page, TaskCell};
use crate::drawing::scene::Area;
use crate::drawing::text::{Fonts, Weight};
use crate::format::share;

use super::sheet::{Small, size};

/// How close rows stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Density {
    /// A row for each level of a model, with room around its line.
    #[default]
    Normal,
    /// A low row for each model; the levels stand side by side in a cell.
    Compact,
}

/// Between two levels in a cell.
const BETWEEN_LEVELS: f64 = 1.0;

/// Between a number and the edges of its part, at least: room for the fill to be seen, and for a
/// narrow hatch.
const BESIDE_NUMBER: f64 = 5.0;

/// Sizes of the numbers of cells, the best first.
const SIZES: [f64; 3] = [size::NUMBER, 13.0, size::SMALL];

impl Density {
    /// Both of them.
    pub const ALL: [Density; 2] = [Density::Normal, Density::Compact];

    /// The word of the command line.
    pub fn word(self) -> &'static str {
        match self {
            Density::Normal => "normal",
            Density::Compact => "compact",
        }
    }

    /// Height of a row, which is one line of text, where nothing needs more.
    pub(super) fn row(self) -> f64 {
        match self {
            Density::Normal => 29.0,
            Density::Compact => 22.0,
        }
    }

    /// Height of a cell.
    pub(super) fn cell(self) -> f64 {
        match self {
            Density::Normal => 23.0,
            Density::Compact => 19.0,
        }
    }

    /// How many levels of the board stand side by side in a cell.
    pub(super) fn levels_in_a_cell(self, board: &Board) -> usize {
        match self {
            Density::Normal => 1,
            Density::Compact => board.levels.len().max(1),
        }
    }

    /// The lines beside a score that say how far its interval reaches: two where a row has room
    /// for them.
    pub(super) fn margin_lines(self, margin: Margin, small: Small) -> Vec<String> {
        let has_room = self == Density::Normal && small == Small::USUAL;
        match margin {
            Margin::Even(text) => vec![text],
            Margin::Sides { above, below } if has_room => vec![above, below],
            Margin::Sides { above, below } => vec![format!("{above} {below}")],
        }
    }
}

/// What stands in a cell.
#[derive(Debug, Clone, Copy)]
pub(super) struct Parts {
    /// How many levels stand side by side; 1: the one of the row.
    pub levels: usize,
    /// Width that a part needs for the numbers of the page in each of the sizes.
    needed: [f64; SIZES.len()],
}

impl Parts {
    /// Those of the cells of some tasks.
    pub fn new(page: &Page<'_>, fonts: &Fonts, density: Density, tasks: &[usize]) -> Parts {
        let levels = density.levels_in_a_cell(page.board);
        let cells = shown_cells(page, tasks).filter(|_| levels > 1);
        let widths = cells.map(|cell| fonts.width(&share(cell.shown.value), 1.0, Weight::SemiBold));
        let widest = widths.fold(0.0, f64::max);
        Parts {
            levels,
            needed: SIZES.map(|size| (widest * size + 2.0 * BESIDE_NUMBER).ceil()),
        }
    }

    /// Width of a cell in which the numbers stand in the best size.
    pub fn wanted(&self) -> f64 {
        match self.levels {
            1 => 0.0,
            levels => self.needed[0] * levels as f64 + BETWEEN_LEVELS * (levels - 1) as f64,
        }
    }

    /// Width of a part of a cell of `width` px.
    pub fn width(&self, width: f64) -> f64 {
        let between = BETWEEN_LEVELS * (self.levels - 1) as f64;
        match self.levels {
            1 => width,
            levels => ((width - between) / levels as f64).floor().max(1.0),
        }
    }

    /// The part at `ix` of the cell in `area`.
    pub fn area(&self, area: Area, ix: usize) -> Area {
        let width = self.width(area.width);
        Area {
            x: area.x + (width + BETWEEN_LEVELS) * ix as f64,
            width,
            ..area
        }
    }

    /// The size of all numbers in cells of `width` px; `None` where the least one needs more.
    pub fn size_of_numbers(&self, width: f64) -> Option<f64> {
        let part = self.width(width);
        let sizes = SIZES.into_iter().zip(self.needed);
        let mut fitting = sizes.filter(|(_, needed)| self.levels == 1 || *needed <= part);
        fitting.next().map(|(size, _)| size)
    }
}

/// The measured cells of some tasks.
pub(super) fn shown_cells<'a>(
    page: &'a Page<'_>,
    tasks: &'a [usize],
) -> impl Iterator<Item = &'a Measured> {
    let rows = page.entries.iter().flat_map(|entry| &entry.rows);
    let cells = rows.flat_map(|row| tasks.iter().map(|task| &row.cells[*task]));
    cells.filter_map(TaskCell::measured)
}
