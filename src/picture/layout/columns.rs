//! Which columns there are and where they stand.

use std::ops::Range;

use crate::board::columns::{BoardColumn, Scope};
use crate::board::{Board, Entry, Page};
use crate::drawing::scene::Area;
use crate::drawing::text::Fonts;

use super::density::{Density, Parts};
use super::heads::{Heads, PITCH};
use super::names::ModelNames;
use super::sheet::{Sheet, Small};
use super::widths::{AFTER_FIGURES, LeadParts, Widths, beside_rank, head};
use super::{MARGIN, cell, named, tooltip};

/// Width that a picture of twelve tasks keeps to, so that its texts are readable in a README.
pub(super) const WIDEST: f64 = 1050.0;

/// Narrowest picture: title and legend want some room.
const NARROWEST: f64 = 420.0;

/// Between two cells.
pub(super) const GAP: f64 = 4.0;

/// Between the other columns and those of the tasks.
const BEFORE_TASKS: f64 = 8.0;

/// Tasks up to which a picture keeps to [`WIDEST`], whatever the names of its models.
pub(super) const README_TASKS: usize = 12;

/// A column's left edge and width.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Span {
    pub left: f64,
    pub width: f64,
}

impl Span {
    /// Cells beside each other, `pitch` px from one to the next.
    pub fn of_cells(left: f64, pitch: f64) -> impl Iterator<Item = Span> {
        (0..).map(move |ix| Span {
            left: left + pitch * f64::from(ix),
            width: pitch - GAP,
        })
    }

    pub fn middle(&self) -> f64 {
        self.left + self.width / 2.0
    }
}

/// A column that is no task's, where it stands.
#[derive(Debug, Clone)]
pub(super) struct Lead {
    pub column: BoardColumn,
    /// Its head, a line each.
    pub head: Vec<String>,
    pub span: Span,
    /// Where its figures end.
    pub figures: f64,
    /// Where the intervals of its scores begin.
    pub small_print: f64,
}

/// The columns that are shown.
#[derive(Debug, Clone)]
pub(super) struct Columns {
    /// Width of the picture.
    pub width: f64,
    /// Right edge of the table, beyond which only turned names reach.
    pub right: f64,
    /// Those before the tasks, from left to right.
    pub lead: Vec<Lead>,
    /// Whether a model's rank interval stands beside its rank: where it has one row.
    pub flat: bool,
    /// How close rows stand.
    pub density: Density,
    /// Sizes of small texts.
    pub small: Small,
    /// What stands in a cell.
    pub parts: Parts,
    /// The tasks that are shown, with their places.
    pub tasks: Vec<(usize, Span)>,
    /// Width of a task's cell.
    pub cell: f64,
    /// The names of the tasks.
    pub heads: Heads,
    /// The names of the page's models, a line each.
    pub names: Vec<Vec<String>>,
}

impl Columns {
    /// The columns of blocks of at most so many tasks, which stand below each other; there is one
    /// block at least.
    pub fn blocks(page: &Page<'_>, fonts: &Fonts, density: Density, most: usize) -> Vec<Columns> {
        let tasks = page.board.columns.tasks();
        let count = tasks.len().div_ceil(most).max(1);
        let mut parts = tasks.chunks(tasks.len().div_ceil(count).max(1));
        let first = Columns::new(page, fonts, density, parts.next().unwrap_or_default());
        let mut blocks = vec![first];
        for part in parts {
            let first = &blocks[0];
            let pitch = first.heads.pitch;
            let titles = titles(page.board, part);
            let room = pitch * part.len() as f64;
            let mut heads = Heads::new(fonts, &titles, room, PITCH, first.small);
            if heads.beyond > first.heads.beyond {
                heads = Heads::upright(fonts, &titles, pitch, first.small);
            }
            let spans = first.tasks.iter().map(|(_, span)| *span);
            let block = Columns {
                tasks: part.iter().copied().zip(spans).collect(),
                heads: Heads { pitch, ..heads },
                ..first.clone()
            };
            blocks.push(block);
        }
        blocks
    }

    /// Those of a page with some of its tasks. Where they are wide, small texts are larger.
    pub fn new(page: &Page<'_>, fonts: &Fonts, density: Density, tasks: &[usize]) -> Columns {
        let usual = Columns::with(page, fonts, density, tasks, Small::USUAL);
        // Larger texts take a little more.
        match Small::of_width(usual.width * 1.03) {
            small if usual.width <= WIDEST || small == Small::USUAL => usual,
            small => Columns::with(page, fonts, density, tasks, small),
        }
    }

    fn with(
        page: &Page<'_>,
        fonts: &Fonts,
        density: Density,
        tasks: &[usize],
        small: Small,
    ) -> Columns {
        let board = page.board;
        let parts = Parts::new(page, fonts, density, tasks);
        let levels = parts.levels;
        let flat = levels > 1 || board.levels.len() <= 1;
        let widths = Widths {
            page,
            fonts,
            flat,
            density,
            small,
        };
        let mut columns = match (levels, board.columns.has("score")) {
            (_, false) => board.columns.to_vec(),
            (1, true) if flat => board.columns.to_vec(),
            // Scores of several levels are told apart.
            (1, true) => board.columns.with("level"),
            (_, true) => board.columns.with("overall"),
        };
        // A row of all levels has the values of the model.
        columns.retain(|one| {
            one.column.id != "tasks" && (levels == 1 || one.column.scope == Scope::Model)
        });
        let wanted = parts.wanted() + GAP;
        let mut leads: Vec<LeadParts> = columns.iter().map(|one| widths.of(one)).collect();
        let model = columns.iter().position(|one| one.column.id == "model");
        // The model takes what is left.
        let others: f64 = leads.iter().map(|parts| parts.whole).sum();
        let fixed = 2.0 * MARGIN + others + BEFORE_TASKS - GAP;
        let titles = titles(board, tasks);
        let names = ModelNames::new(page, fonts, density, small);
        let with_room = |most: f64| {
            let count = titles.len();
            let at_most = most - fixed - PITCH * count as f64;
            let name = match model {
                Some(_) => names.width(at_most, count > README_TASKS),
                None => 0.0,
            };
            let heads = Heads::new(fonts, &titles, most - fixed - name, wanted, small);
            (name, heads)
        };
        let (mut name, mut heads) = with_room(WIDEST);
        // Narrower columns let turned names reach further.
        for _ in 0..3 {
            let width = fixed + name + heads.pitch * tasks.len() as f64 + heads.beyond;
            if heads.beyond > 0.0 && width > WIDEST {
                (name, heads) = with_room(WIDEST - heads.beyond);
            }
        }

        let table = fixed + name + heads.pitch * tasks.len() as f64;
        let mut width = table + heads.beyond;
        if let Some(model) = model {
            let missing = f64::max(0.0, NARROWEST - width);
            leads[model].whole = name + missing;
            width += missing;
        }
        let width = width.max(NARROWEST).ceil();

        let mut left = MARGIN;
        let lead = columns.into_iter().zip(leads).map(|(column, parts)| {
            let span = Span {
                left,
                width: parts.whole,
            };
            left += parts.whole;
            Lead {
                column,
                head: head(board, &column),
                span,
                figures: span.left + parts.figures,
                small_print: span.left + parts.figures + parts.star + AFTER_FIGURES,
            }
        });
        let lead: Vec<Lead> = lead.collect();
        let spans = Span::of_cells(left + BEFORE_TASKS, heads.pitch);
        Columns {
            width,
            right: width - MARGIN - heads.beyond,
            lead,
            flat,
            density,
            small,
            parts,
            names: names.set(name),
            tasks: tasks.iter().copied().zip(spans).collect(),
            cell: heads.pitch - GAP,
            heads,
        }
    }

    /// Whether rank intervals stand beside the ranks.
    pub fn has_intervals_of_ranks(&self) -> bool {
        let mut lead = self.lead.iter();
        self.flat && lead.any(|lead| lead.column.column.id == "rank")
    }

    /// The rank interval of a model, where it stands beside the rank.
    pub fn rank_interval(&self, board: &Board, entry: &Entry) -> Option<String> {
        let interval = || beside_rank(board, entry);
        self.flat.then(interval).flatten()
    }

    /// Width of what shows one result: a cell, or a part of one.
    pub fn part(&self) -> f64 {
        self.parts.width(self.cell)
    }

    /// How many rows a model has.
    pub fn rows_of(&self, entry: &Entry) -> usize {
        match self.parts.levels {
            1 => entry.rows.len().max(1),
            _ => 1,
        }
    }

    /// Size of the numbers in cells; `None`: there is no room for any.
    fn number(&self) -> Option<f64> {
        self.parts.size_of_numbers(self.cell)
    }

    /// Draws what a model did on a task at some levels, side by side in `area`.
    pub fn cells(
        &self,
        sheet: &mut Sheet<'_>,
        board: &Board,
        area: Area,
        entry: &Entry,
        (levels, task): (Range<usize>, usize),
    ) {
        for (ix, level) in levels.enumerate() {
            let part = self.parts.area(area, ix);
            let Some(row) = entry.row_at(level) else {
                let items = cell::absent(sheet, part, self.number());
                sheet.items.extend(items);
                continue;
            };
            if !row.cells[task].is_blank() {
                let items = cell::cell(sheet, part, &row.cells[task], self.number());
                sheet.grouped(items, || tooltip::cell(board, row, task));
            }
        }
    }

    /// The levels that stand in a cell of a row of this level.
    pub fn levels_beside(&self, level: usize) -> Range<usize> {
        match self.parts.levels {
            1 => level..level + 1,
            all => 0..all,
        }
    }

    /// Where the names of models stand.
    pub fn model(&self) -> Option<Span> {
        let mut lead = self.lead.iter();
        let model = lead.find(|lead| lead.column.column.id == "model");
        model.map(|lead| lead.span)
    }
}

/// The names of some tasks.
pub(super) fn titles(board: &Board, tasks: &[usize]) -> Vec<String> {
    let labels = tasks.iter().map(|task| &board.tasks[*task].label);
    labels.map(|label| named(label)).collect()
}
