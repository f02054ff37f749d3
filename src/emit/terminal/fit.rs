//! Which columns are shown, how wide cells are, and how short names get, so that the table fits.

use unicode_width::UnicodeWidthStr;

use super::columns::Column;
use super::{Terminal, heat, plain_width};
use crate::abbreviation::short_heads;
use crate::board::Board;
use crate::error::printable;

/// Columns that are left out where there is no room, the first one first; then all other numbers,
/// from the right.
const EXPENDABLE: [&str; 5] = [
    "efficiency",
    "overall_interval",
    "tokens",
    "score_interval",
    "rank_interval",
];

/// Columns of numbers that stay.
const KEPT: [&str; 3] = ["rank", "overall", "score"];

/// Columns of what stands under a name (`1000* overall`).
const UNDER_NAME: usize = 13;

/// The shortest that names get.
const SHORTEST_NAME: usize = 14;

/// Columns for names that come before all columns that can be left out.
const COMFORTABLE_NAME: usize = 30;

/// The short title of the score where there is little room.
const SCORE: &str = "Score";

/// The narrowest heat cell that has a place beside its number, and the widest.
const COMFORTABLE_CELL: usize = 5;
const WIDEST_CELL: usize = 10;

/// The usual width of a heat cell where nothing limits it.
const USUAL_CELL: usize = 7;

/// A table that fits.
pub(super) struct Fitted {
    pub(super) columns: Vec<Column>,
    /// What is not shown.
    pub(super) left_out: Vec<String>,
    /// The width that it fits.
    pub(super) width: usize,
    gap: usize,
    /// Width of a task's cell.
    cell: usize,
}

impl Fitted {
    /// Heads of tasks that were shortened, with the whole title.
    pub(super) fn short_titles(&self) -> impl Iterator<Item = (&str, &str)> {
        let tasks = self.columns.iter().filter(|column| column.is_task());
        tasks
            .map(|task| (task.title.trim_start(), task.words.as_str()))
            .filter(|(head, title)| head != title)
    }

    /// Spaces after a column.
    pub(super) fn gap_after(&self, column: &Column) -> usize {
        match column.is_task() {
            true => gap_after_cell(self.cell),
            false => self.gap,
        }
    }
}

/// Spaces after a cell of this width: the narrowest begins with the place of its hatch, which is
/// gap enough.
fn gap_after_cell(cell: usize) -> usize {
    usize::from(cell > heat::NARROWEST)
}

/// One way to lay the table out.
#[derive(Clone, Copy)]
struct Layout {
    /// How many of those that can be are left out.
    dropped: usize,
    /// Columns for names.
    names: usize,
    cell: usize,
    gap: usize,
}

/// The columns of `board` in `terminal`, as rich as its width allows.
pub(super) fn fit(terminal: &Terminal, board: &Board) -> Fitted {
    let Some(width) = terminal.width else {
        let mut columns = terminal.lead_columns(board, None);
        columns.extend(terminal.task_columns(board, USUAL_CELL));
        return Fitted {
            columns,
            left_out: Vec::new(),
            width: 0,
            gap: 2,
            cell: USUAL_CELL,
        };
    };
    let room = Room::new(terminal, board, width);
    match room.richest() {
        Some(layout) => lay_out(terminal, board, &room, layout),
        None => {
            let mut fitted = lay_out(terminal, board, &room, room.poorest());
            drop_tasks(&mut fitted, room.tasks);
            fitted
        }
    }
}

/// How much room the columns take.
struct Room {
    width: usize,
    /// The first columns with their widths; names at their shortest.
    lead: Vec<(&'static str, usize)>,
    /// What can be left out.
    expendable: Vec<&'static str>,
    tasks: usize,
    /// The widest title of a task.
    title: usize,
    /// The longest name.
    whole: usize,
}

impl Room {
    fn new(terminal: &Terminal, board: &Board, width: usize) -> Self {
        let whole = longest_name(board);
        let lead = terminal.lead_columns(board, Some(SHORTEST_NAME.min(whole)));
        let tasks = board.columns.tasks();
        let titles = tasks.iter().map(|task| board.tasks[*task].label.width());
        Room {
            width,
            lead: lead.iter().map(|one| (one.id, widest(one))).collect(),
            expendable: expendable(&lead),
            tasks: tasks.len(),
            title: titles.max().unwrap_or(0),
            whole,
        }
    }

    /// The richest layout that fits: cells get narrower, then a column goes, so that names stay
    /// whole or comfortable. When all that can go is gone, all columns come back if they fit closer
    /// to each other; else cells lose places beside their number, which may bring columns back, and
    /// names get short. To drop columns for wide cells that stand closer would lose more.
    fn richest(&self) -> Option<Layout> {
        let most = self.title.clamp(USUAL_CELL, WIDEST_CELL);
        let all = self.expendable.len();
        let kept = (0..=all).flat_map(|dropped| {
            let cells = (COMFORTABLE_CELL..=most).rev();
            let whole_names = cells.map(move |cell| (dropped, cell, 2, self.whole));
            whole_names.chain([(dropped, COMFORTABLE_CELL, 2, COMFORTABLE_NAME)])
        });
        let least = [(COMFORTABLE_NAME, 0), (SHORTEST_NAME, all)].into_iter();
        let narrow = least.flat_map(|(least, fewest)| {
            let layouts = [
                (COMFORTABLE_CELL, 2),
                (heat::NARROWEST, 2),
                (heat::NARROWEST, 1),
            ];
            layouts.into_iter().flat_map(move |(cell, gap)| {
                (fewest..=all).map(move |dropped| (dropped, cell, gap, least))
            })
        });
        let close = [(0, COMFORTABLE_CELL, 1, COMFORTABLE_NAME)];
        let mut layouts = kept.chain(close).chain(narrow);
        layouts.find_map(|(dropped, cell, gap, least)| {
            let taken = self.without_names(dropped, cell, gap);
            let names = self.width.checked_sub(taken)?;
            (names >= least.min(self.whole)).then_some(Layout {
                dropped,
                names: names.min(self.whole),
                cell,
                gap,
            })
        })
    }

    /// Where tasks are left out anyway, names need not be at their shortest.
    fn poorest(&self) -> Layout {
        let names = (self.width / 4).clamp(SHORTEST_NAME, COMFORTABLE_NAME);
        Layout {
            dropped: self.expendable.len(),
            names: names.min(self.whole),
            cell: heat::NARROWEST,
            gap: 1,
        }
    }

    /// Columns that all but the names take, gaps included.
    fn without_names(&self, dropped: usize, cell: usize, gap: usize) -> usize {
        let lead = self.lead.iter();
        let kept = lead.filter(|(id, _)| !self.expendable[..dropped].contains(id));
        let widths = kept.map(|(id, width)| match *id {
            "model" => gap,
            "score" if gap == 1 => SCORE.len().max(5) + gap,
            _ => width + gap,
        });
        let after = gap_after_cell(cell);
        let last = if self.tasks > 0 { after } else { gap };
        // The last column has no gap after it.
        (widths.sum::<usize>() + self.tasks * (cell + after)).saturating_sub(last)
    }
}

/// What of the first columns can be left out, the first one first.
fn expendable(lead: &[Column]) -> Vec<&'static str> {
    let numbers = lead.iter().filter(|column| column.is_number);
    let ids = || numbers.clone().map(|column| column.id);
    let first = EXPENDABLE.into_iter();
    let first = first.filter(|id| ids().any(|known| known == *id));
    let fixed = |id: &&str| KEPT.contains(id) || EXPENDABLE.contains(id);
    first.chain(ids().rev().filter(|id| !fixed(id))).collect()
}

fn lay_out(terminal: &Terminal, board: &Board, room: &Room, layout: Layout) -> Fitted {
    let (width, expendable) = (room.width, &room.expendable);
    let lead = terminal.lead_columns(board, Some(layout.names)).into_iter();
    let (dropped, mut columns): (Vec<Column>, Vec<Column>) =
        lead.partition(|column| expendable[..layout.dropped].contains(&column.id));
    let mut tasks = terminal.task_columns(board, layout.cell);
    let narrowest = layout.cell == heat::NARROWEST;
    shorten_titles(&mut tasks, layout.cell - usize::from(narrowest));
    if narrowest {
        // Over the number, beside the place of the hatch.
        tasks.iter_mut().for_each(|task| task.title.insert(0, ' '));
    }
    columns.extend(tasks);
    if layout.gap == 1 {
        let scores = columns.iter_mut().filter(|column| column.id == "score");
        scores.for_each(|column| column.title = SCORE.to_owned());
    }
    Fitted {
        columns,
        left_out: dropped.iter().map(|column| column.words.clone()).collect(),
        width,
        gap: layout.gap,
        cell: layout.cell,
    }
}

/// Leaves out tasks from the right until the table fits.
fn drop_tasks(fitted: &mut Fitted, tasks: usize) {
    let mut dropped = 0;
    while total(fitted) > fitted.width && fitted.columns.last().is_some_and(Column::is_task) {
        fitted.columns.pop();
        dropped += 1;
    }
    if dropped > 0 {
        fitted
            .left_out
            .push(format!("the last {dropped} of {tasks} tasks"));
    }
}

/// Cuts titles to `most` columns, all told apart.
fn shorten_titles(tasks: &mut [Column], most: usize) {
    let titles: Vec<String> = tasks.iter().map(|task| task.title.clone()).collect();
    let heads = short_heads(&titles, |text| text.width() <= most);
    for (task, head) in tasks.iter_mut().zip(heads) {
        task.title = head;
    }
}

/// Columns that the table takes; the gap after the last column is not written.
fn total(fitted: &Fitted) -> usize {
    let columns = &fitted.columns;
    let widths = columns
        .iter()
        .map(|one| widest(one) + fitted.gap_after(one));
    let last = columns.last().map_or(0, |one| fitted.gap_after(one));
    widths.sum::<usize>() - last
}

fn widest(column: &Column) -> usize {
    let cells = column.cells.iter().map(|cell| plain_width(cell));
    cells.chain([column.title.width()]).max().unwrap_or(0)
}

/// The longest name; what may stand under it counts too.
fn longest_name(board: &Board) -> usize {
    let names = board.entries.iter();
    let names = names.map(|entry| printable(&entry.label, usize::MAX).width());
    names.chain([UNDER_NAME]).max().unwrap_or(UNDER_NAME)
}
