//! The table turned round: a task a row, or a row for each level; a model a column.

use crate::board::caption::Margin;
use crate::board::{Entry, Page};
use crate::drawing::scene::{Area, Item, Turn};

use super::columns::{Columns, GAP, Span, WIDEST, titles};
use super::density::Density;
use super::head::{self, Titled};
use super::heads::Heads;
use super::names::ModelNames;
use super::sheet::{Sheet, Small, rect_item, size, text_item};
use super::{MARGIN, Options, named, tooltip};

/// Width of the column of levels.
const LEVEL: f64 = 64.0;

/// Least and greatest width of a picture's table.
const NARROWEST: f64 = 388.0;

/// Baseline of a text below the middle of its row.
const BASELINE: f64 = 5.0;

/// Between two lines of small print, and between a figure and the first of them.
const SMALL_LINE: f64 = 12.0;
const AFTER_FIGURE: f64 = 2.0;

/// Where everything stands.
struct Grid {
    density: Density,
    small: Small,
    /// Rows of a task: one, or one for each level.
    rows: usize,
    tasks: Span,
    level: Option<Span>,
    models: Vec<Span>,
    right: f64,
}

/// Draws title and table; returns columns for the legend, and where the next part begins.
pub(super) fn table(sheet: &mut Sheet<'_>, page: &Page<'_>, options: &Options) -> (Columns, f64) {
    let board = page.board;
    let tasks = board.columns.tasks();
    let density = options.density;
    let mut columns = Columns::new(page, sheet.fonts, density, &tasks);
    let has_levels = board.levels.len() > 1 && columns.parts.levels == 1;
    let lines = match density {
        Density::Normal => 2,
        Density::Compact => 1,
    };
    let names = ModelNames::of(titles(board, &tasks), sheet.fonts, lines);
    let labels = page.entries.iter().map(|entry| named(&entry.label));
    let labels: Vec<String> = labels.collect();
    let level = if has_levels { LEVEL } else { 0.0 };
    let name = names.width(220.0, false);
    let before = name + level + 8.0;
    let room = WIDEST - 2.0 * MARGIN - before;
    let wanted = columns.parts.wanted() + GAP;
    let heads = Heads::new(sheet.fonts, &labels, room, wanted, Small::USUAL);
    let missing = f64::max(0.0, NARROWEST - before - heads.pitch * labels.len() as f64);
    let name = name + missing;
    let left = MARGIN + before + missing;
    let models = Span::of_cells(left, heads.pitch).take(labels.len());
    let models: Vec<Span> = models.collect();
    let right = models.last().map_or(left, |span| span.left + span.width);
    let grid = Grid {
        density,
        small: sheet.small,
        rows: if has_levels { board.levels.len() } else { 1 },
        tasks: Span {
            left: MARGIN,
            width: name,
        },
        level: has_levels.then_some(Span {
            left: MARGIN + name,
            width: level,
        }),
        models,
        right,
    };
    columns.width = (right + MARGIN + heads.beyond).ceil();
    columns.right = right;
    columns.flat = true;
    columns.cell = heads.pitch - GAP;
    let title = head::title(sheet, page, options, columns.width);
    let mut y = heading(sheet, page, &grid, &heads, title);
    if page.entries.is_empty() {
        let style = sheet.muted(size::NAME);
        sheet.text(page.board.why_empty(), MARGIN, y + 36.0, style);
        return (columns, y + 60.0);
    }
    y = scores(sheet, page, &grid, &columns, y);
    let lines = names.set(name);
    for (ix, task) in tasks.iter().enumerate() {
        let rows = grid.rows;
        let of_title = lines[ix].len() as f64 * 17.5 + 4.0;
        let height = (rows as f64 * density.row()).max(of_title).ceil();
        let block = Block {
            top: y,
            height,
            rows,
            banded: ix % 2 == 1,
        };
        block.ground(sheet, &grid);
        block.title(sheet, &grid, &lines[ix]);
        for level in 0..rows {
            let middle = block.middle(level);
            block.level(sheet, page, &grid, level);
            for (entry, span) in page.entries.iter().zip(&grid.models) {
                let (top, height) = ((middle - density.cell() / 2.0).floor(), density.cell());
                let area = Area::new(span.left, top, span.width, height);
                let levels = columns.levels_beside(level);
                columns.cells(sheet, board, area, entry, (levels, *task));
            }
        }
        y += height;
    }
    (columns, y)
}

/// Draws the names of the models; returns where the rows begin.
fn heading(
    sheet: &mut Sheet<'_>,
    page: &Page<'_>,
    grid: &Grid,
    heads: &Heads,
    title: Titled,
) -> f64 {
    let bottom = match heads.turn {
        Turn::Level => title.bottom + 10.0 + head::level_height(sheet, &heads.names),
        _ => heads.bottom(title, grid.models.first().map_or(0.0, |span| span.left)),
    }
    .ceil();
    let style = sheet.label(sheet.small.head());
    sheet.text("Task", grid.tasks.left, bottom - 9.0, style);
    if let Some(level) = grid.level {
        sheet.text("Level", level.left, bottom - 9.0, style);
    }
    for (ix, (entry, span)) in page.entries.iter().zip(&grid.models).enumerate() {
        let items = head::turned(sheet, heads, ix, *span, bottom);
        sheet.grouped(items, || tooltip::model(page.board, entry));
    }
    sheet.rule(MARGIN, grid.right, bottom - 0.5, sheet.colours.rule);
    bottom
}

/// Draws rank and score of each model with their intervals under them; returns where the next part
/// begins.
fn scores(sheet: &mut Sheet<'_>, page: &Page<'_>, grid: &Grid, columns: &Columns, y: f64) -> f64 {
    let board = page.board;
    let models = || page.entries.iter().zip(&grid.models);
    let mut y = y;
    if board.columns.has("rank") {
        let intervals = page.entries.iter();
        let intervals = intervals.map(|entry| Vec::from_iter(columns.rank_interval(board, entry)));
        let intervals: Vec<Vec<String>> = intervals.collect();
        let block = Block {
            top: y,
            height: grid.row_with(&intervals),
            rows: 1,
            banded: false,
        };
        block.title(sheet, grid, &["Rank".to_owned()]);
        for ((entry, span), interval) in models().zip(intervals) {
            let style = sheet.strong(size::NAME).middle();
            let baseline = grid.first_baseline(y);
            sheet.text(entry.rank_mark(), span.middle(), baseline, style);
            let items = under(sheet, interval, span.middle(), baseline);
            sheet.items.extend(items);
        }
        y += block.height;
    }
    if board.columns.has("score") {
        let overall = grid.rows == 1 && board.levels.len() > 1;
        let score = |entry: &'_ Entry, level| match overall {
            true => Some(entry.overall),
            false => entry.row_at(level).map(|row| row.score),
        };
        let margins = |level: usize| {
            let margins = models().map(|(entry, span)| {
                let margin = score(entry, level).and_then(|score| score.margin());
                margin.map_or(Vec::new(), |margin| in_column(sheet, margin, span.width))
            });
            margins.collect::<Vec<_>>()
        };
        let margins: Vec<_> = (0..grid.rows).map(margins).collect();
        let row = grid.row_with(margins.iter().flatten());
        let block = Block {
            top: y,
            height: row * grid.rows as f64,
            rows: grid.rows,
            banded: false,
        };
        block.title(sheet, grid, &[board.score.title().to_owned()]);
        for (level, margins) in margins.into_iter().enumerate() {
            let baseline = grid.first_baseline(y + row * level as f64);
            block.level(sheet, page, grid, level);
            for ((entry, span), margin) in models().zip(margins) {
                let Some(score) = score(entry, level) else {
                    continue;
                };
                let mut style = sheet.strong(size::NUMBER).middle();
                let mut items = Vec::new();
                let row = entry.row_at(level).filter(|_| !overall);
                if row.is_some_and(|row| row.best_score) {
                    let pill = Area::new(span.left, baseline - 15.0, span.width, 19.0);
                    items.push(rect_item(pill, 4.0, sheet.colours.best_ground));
                    style = style.fill(sheet.colours.best);
                }
                let text = score.starred();
                items.push(text_item(text, span.middle(), baseline, style));
                items.extend(under(sheet, margin, span.middle(), baseline));
                sheet.grouped(items, || match row {
                    Some(row) => tooltip::row_score(board, row),
                    None => tooltip::model(board, entry),
                });
            }
        }
        y += block.height;
    }
    sheet.rule(MARGIN, grid.right, y - 0.5, sheet.colours.rule);
    y
}

/// How far an interval reaches, in lines that fit a column of `width` px where they can.
fn in_column(sheet: &Sheet<'_>, margin: Margin, width: f64) -> Vec<String> {
    match margin {
        Margin::Even(text) => vec![text],
        Margin::Sides { above, below } => {
            let both = format!("{above} {below}");
            match sheet.width(&both, sheet.muted(sheet.small.text())) <= width {
                true => vec![both],
                false => vec![above, below],
            }
        }
    }
}

/// Lines of small print under a figure.
fn under(
    sheet: &Sheet<'_>,
    lines: Vec<String>,
    middle: f64,
    baseline: f64,
) -> impl Iterator<Item = Item> + use<> {
    let style = sheet.muted(sheet.small.text()).middle();
    let line = sheet.small.scaled(SMALL_LINE);
    let lines = lines.into_iter().enumerate();
    lines.map(move |(ix, text)| {
        let y = baseline + AFTER_FIGURE + line * (ix + 1) as f64;
        text_item(text, middle, y, style)
    })
}

impl Grid {
    /// Height of a row with these lines of small print under its figures.
    fn row_with<'a>(&self, small_print: impl IntoIterator<Item = &'a Vec<String>>) -> f64 {
        let lines = small_print.into_iter().map(Vec::len).max().unwrap_or(0);
        let after = if lines > 0 { AFTER_FIGURE } else { 0.0 };
        self.density.row() + after + self.small.scaled(SMALL_LINE) * lines as f64
    }

    /// Where the figures of a row stand that begins at `top`.
    fn first_baseline(&self, top: f64) -> f64 {
        (top + self.density.row() / 2.0).round() + BASELINE
    }
}

/// A task, or the scores: a row for each level.
struct Block {
    top: f64,
    height: f64,
    rows: usize,
    banded: bool,
}

impl Block {
    fn middle(&self, row: usize) -> f64 {
        (self.top + self.height / self.rows as f64 * (row as f64 + 0.5)).round()
    }

    fn ground(&self, sheet: &mut Sheet<'_>, grid: &Grid) {
        if self.banded {
            let area = Area::new(MARGIN, self.top, grid.right - MARGIN, self.height);
            sheet.rect(area, 0.0, sheet.colours.band);
        }
        let bottom = self.top + self.height - 0.5;
        sheet.rule(MARGIN, grid.right, bottom, sheet.colours.rule);
    }

    fn title(&self, sheet: &mut Sheet<'_>, grid: &Grid, lines: &[String]) {
        let style = sheet.strong(size::NAME);
        let height = lines.len() as f64 * 17.5;
        let mut baseline = self.top + (self.height - height) / 2.0 + 13.0;
        for line in lines {
            sheet.text(line.as_str(), grid.tasks.left, baseline, style);
            baseline += 17.5;
        }
    }

    fn level(&self, sheet: &mut Sheet<'_>, page: &Page<'_>, grid: &Grid, level: usize) {
        if let (Some(span), Some(known)) = (grid.level, page.board.levels.get(level)) {
            let style = sheet.plain(size::NAME);
            let name = named(&known.label);
            let shown = sheet.shortened(&name, span.width - 6.0, style);
            sheet.text(shown, span.left, self.middle(level) + BASELINE, style);
        }
    }
}
