//! A page of a board as a scene: header, column heads, a row for each model and level, legend,
//! footer.

mod cell;
mod columns;
mod density;
mod head;
mod heads;
mod legend;
mod model;
mod names;
mod rows;
pub(crate) mod sheet;
mod tooltip;
mod transposed;
mod widths;
pub(crate) mod wrap;

use crate::board::Page;

use super::{Colours, Palette, Theme};
use crate::drawing::colour::Rgb;
use crate::drawing::logo::Logo;
use crate::drawing::scene::{HatchTile, Scene};
use crate::drawing::text::{Fonts, one_line};

use columns::Columns;
use sheet::Sheet;

#[cfg(feature = "plot")]
pub(crate) use legend::footer;

pub use density::Density;

/// How a board is drawn.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Light or dark.
    pub theme: Theme,
    /// The colours of accuracy.
    pub palette: Palette,
    /// What is behind everything.
    pub background: Background,
    /// Left of the title.
    pub logo: Option<Logo>,
    /// In place of the board's title; empty: none.
    pub title: Option<String>,
    /// In place of the line under the title; empty: none.
    pub subtitle: Option<String>,
    /// Below the legend.
    pub footer: Option<String>,
    /// How rows and columns are arranged.
    pub arrangement: Arrangement,
    /// How close rows stand.
    pub density: Density,
    /// Leave out the legend.
    pub no_legend: bool,
    /// Leave out the tooltips, which only an SVG shows, and only where it is not in an `<img>`.
    pub no_tooltips: bool,
}

/// How rows and columns are arranged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Arrangement {
    /// A model a row, or a row for each of its levels; a task a column.
    #[default]
    Table,
    /// The same, the tasks in blocks below each other, so that the picture stays narrow.
    Wrap,
    /// A task a row, a model a column.
    Transpose,
}

impl Arrangement {
    /// All of them.
    pub const ALL: [Arrangement; 3] = [
        Arrangement::Table,
        Arrangement::Wrap,
        Arrangement::Transpose,
    ];

    /// The word of the command line.
    pub fn word(self) -> &'static str {
        match self {
            Arrangement::Table => "table",
            Arrangement::Wrap => "wrap",
            Arrangement::Transpose => "transpose",
        }
    }
}

/// What is behind everything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Background {
    /// The theme's ground.
    #[default]
    Theme,
    /// This colour.
    Colour(Rgb),
    /// Nothing.
    Transparent,
}

impl Background {
    /// What is behind everything, on the theme's `ground`; `None`: nothing.
    pub(crate) fn over(self, ground: Rgb) -> Option<Rgb> {
        match self {
            Background::Theme => Some(ground),
            Background::Colour(colour) => Some(colour),
            Background::Transparent => None,
        }
    }
}

/// Around everything.
const MARGIN: f64 = 16.0;

/// Draws logo, title and subtitle on a sheet of this width; returns their lower edge.
#[cfg(feature = "plot")]
pub(crate) fn heading(
    sheet: &mut Sheet<'_>,
    page: &Page<'_>,
    options: &Options,
    width: f64,
) -> f64 {
    head::title(sheet, page, options, width).bottom
}

/// The page as a scene.
pub fn scene(page: &Page<'_>, fonts: &Fonts, options: &Options) -> Scene {
    let colours = Colours::new(options.theme, options.palette);
    let mut sheet = Sheet::new(fonts, &colours, !options.no_tooltips);
    let (columns, mut y) = match options.arrangement {
        Arrangement::Table => blocks(&mut sheet, page, options, usize::MAX),
        Arrangement::Wrap => blocks(&mut sheet, page, options, columns::README_TASKS),
        Arrangement::Transpose => transposed::table(&mut sheet, page, options),
    };
    if !options.no_legend {
        y = legend::legend(&mut sheet, page, &columns, y);
    }
    y = legend::footer(&mut sheet, page, options, columns.width, y);
    Scene {
        width: columns.width,
        height: (y + MARGIN).ceil(),
        title: head::name_of(page, options),
        description: page.alt_text(),
        background: options.background.over(colours.ground),
        hatch: Some(HatchTile {
            hatch: colours.hatch.pattern(),
            width: columns.cell.max(48.0),
            height: Density::Normal.cell(),
        }),
        items: sheet.items,
    }
}

/// Between two blocks of tasks.
const BETWEEN_BLOCKS: f64 = 18.0;

/// Draws title and tables of at most so many tasks; returns the columns of the first, and where the
/// next part begins.
fn blocks(
    sheet: &mut Sheet<'_>,
    page: &Page<'_>,
    options: &Options,
    tasks: usize,
) -> (Columns, f64) {
    let mut blocks = Columns::blocks(page, sheet.fonts, options.density, tasks);
    let first = blocks.remove(0);
    sheet.small = first.small;
    let title = head::title(sheet, page, options, first.width);
    let y = head::columns(sheet, page, &first, title);
    let mut y = rows::rows(sheet, page, &first, y);
    for block in &blocks {
        let above = head::Titled {
            bottom: y + BETWEEN_BLOCKS - 10.0,
            right: first.width,
        };
        y = head::columns(sheet, page, block, above);
        y = rows::rows(sheet, page, block, y);
    }
    (first, y)
}

/// A name as it is drawn.
pub(crate) fn named(name: &str) -> String {
    match one_line(name) {
        line if line.is_empty() => "(no name)".to_owned(),
        line => line,
    }
}
