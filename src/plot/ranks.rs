//! Scores and ranks with their intervals, sorted: which models are really apart.

use crate::board::caption::{INTERVAL, counted};
use crate::board::{Board, Entry};
use crate::drawing::scene::{Area, Point, Stroke};
use crate::drawing::text::Weight;
use crate::picture::layout::sheet::size;

use super::axis::Axis;
use super::canvas::{Canvas, Key, MARGIN, Sign};
use super::frame::{Frame, Polyline};
use super::groups::{Shape, colour, mark};
use super::names::{self, score_tooltip};
use super::{Choices, Head, Plot, Subject, WIDTH, hollow_note, most, ranked};

/// The list's line.
pub(super) const PLOT: Plot = Plot {
    id: "ranks",
    about: "scores and ranks with their intervals: which models are really apart",
    subject: Subject::Board,
    option: None,
    lacks,
    head,
    draw,
};

/// Height of a row.
const ROW: f64 = 21.0;

/// Half the size of a mark.
const RADIUS: f64 = 4.0;

fn lacks(board: &Board, _: &Choices) -> Option<String> {
    if ranked(board).next().is_none() {
        return Some("it needs ranks, and no shown model has one".to_owned());
    }
    (!ranked(board).any(|entry| entry.overall.interval.is_some()))
        .then(|| "it needs intervals, and no shown model has one for all of its cells".to_owned())
}

fn head(board: &Board, _: &Choices) -> Head {
    Head {
        title: format!("{} and ranks with {INTERVAL}s", board.score.title()),
        width: WIDTH,
    }
}

fn draw(canvas: &mut Canvas<'_>) {
    let board = canvas.board;
    let mut entries: Vec<&Entry> = ranked(board).collect();
    entries.sort_by_key(|entry| entry.rank.map(|rank| rank.place));
    legend(canvas, &entries);
    let fonts = canvas.sheet.fonts;
    let labels = entries.iter().map(|entry| entry.label.as_str());
    let texts = names::short(labels, fonts, size::SMALL, Weight::Regular, 210.0);
    let widest = texts
        .iter()
        .map(|text| fonts.width(text, size::SMALL, Weight::Regular))
        .fold(60.0, f64::max);
    let left = MARGIN + 30.0 + widest.ceil() + 12.0;
    let top = canvas.y + 26.0;
    let bottom = top + ROW * entries.len() as f64;
    let room = canvas.width - MARGIN - left;
    let area = |x: f64, width: f64| Area {
        x,
        y: top,
        width,
        height: bottom - top,
    };
    let gap = 28.0;
    let of_scores = ((room - gap) * 0.62).floor();
    let rows = Axis::bare(-(entries.len() as f64), 0.0);
    let last = entries
        .iter()
        .filter_map(|entry| entry.rank)
        .map(|rank| rank.high.max(rank.place))
        .max()
        .unwrap_or(1);
    let ends = entries.iter().flat_map(|entry| {
        let value = entry.overall.value;
        let (low, high) = entry.overall.interval.unwrap_or((value, value));
        [low, value, high]
    });
    let (low, high) = ends.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), end| {
        (low.min(end), high.max(end))
    });
    let scores = Frame {
        area: area(left, of_scores),
        x: Axis::linear(low, high, most(board), 6),
        y: rows.clone(),
    };
    let ranks = Frame {
        area: area(left + of_scores + gap, room - of_scores - gap),
        x: Axis::ranks(last, 7),
        y: rows,
    };
    canvas.bands(entries.len(), ROW, top);
    draw_panels(canvas, &entries, &scores, &ranks);
    let style = canvas.sheet.plain(size::SMALL);
    let number = canvas.sheet.muted(size::SMALL).end();
    for (ix, (entry, text)) in entries.iter().zip(&texts).enumerate() {
        let baseline = top + ROW * (ix as f64 + 0.5) + 4.0;
        if let Some(rank) = entry.rank {
            canvas
                .sheet
                .text(rank.place.to_string(), MARGIN + 22.0, baseline, number);
        }
        canvas
            .sheet
            .text(text.as_str(), MARGIN + 30.0, baseline, style);
    }
    let style = canvas
        .sheet
        .strong(size::HEAD)
        .fill(canvas.sheet.colours.muted);
    canvas
        .sheet
        .text("#", MARGIN + 22.0, top - 10.0, style.end());
    canvas.sheet.text("Model", MARGIN + 30.0, top - 10.0, style);
    let score = format!("{} with {INTERVAL}", board.score.title());
    canvas.sheet.text(score, scores.area.x, top - 10.0, style);
    canvas
        .sheet
        .text("Rank interval", ranks.area.x, top - 10.0, style);
    canvas.y = bottom + 26.0;
    notes(canvas, &entries);
}

/// Whether rank 1 is not ruled out.
fn may_be_first(entry: &Entry) -> bool {
    entry.rank.is_some_and(|rank| rank.low == 1)
}

fn draw_panels(canvas: &mut Canvas<'_>, entries: &[&Entry], scores: &Frame, ranks: &Frame) {
    let board = canvas.board;
    let colours = *canvas.sheet.colours;
    let theme = canvas.choices.look.theme;
    let tone = |entry: &Entry| match may_be_first(entry) {
        true => colour(theme, 0),
        false => colours.muted,
    };
    let shape = |entry: &Entry| match may_be_first(entry) {
        true => Shape::Diamond,
        false => Shape::Circle,
    };
    let y = |ix: usize| -(ix as f64 + 0.5);
    let mut lines = (Vec::new(), Vec::new());
    for (ix, entry) in entries.iter().enumerate() {
        let stroke = Stroke::new(tone(entry), 2.0);
        if let Some(interval) = entry.overall.interval {
            let line = Polyline::level(y(ix), interval, stroke);
            if scores.is_seen(&line, (entry.overall.value, y(ix)), RADIUS) {
                lines.0.push(line);
            }
        }
        if let Some(rank) = entry.rank {
            let interval = (rank.low as f64 - 0.3, rank.high as f64 + 0.3);
            let stroke = Stroke {
                opacity: 0.45,
                ..Stroke::new(tone(entry), 7.0)
            };
            lines.1.push(Polyline::level(y(ix), interval, stroke));
        }
    }
    scores.draw(&mut canvas.sheet, &lines.0);
    ranks.draw(&mut canvas.sheet, &lines.1);
    for (ix, entry) in entries.iter().enumerate() {
        let at = scores.at(entry.overall.value, y(ix));
        let dot = |at: Point, hollow: bool| {
            mark(
                shape(entry),
                at,
                RADIUS,
                tone(entry),
                colours.ground,
                hollow,
            )
        };
        let mut items = vec![dot(at, entry.overall.incomplete)];
        if let Some(rank) = entry.rank {
            items.push(dot(ranks.at(rank.place as f64, y(ix)), false));
        }
        canvas.sheet.grouped(items, || tooltip(board, entry));
    }
}

fn legend(canvas: &mut Canvas<'_>, entries: &[&Entry]) {
    let colours = *canvas.sheet.colours;
    let blue = colour(canvas.choices.look.theme, 0);
    let first = entries.iter().filter(|entry| may_be_first(entry)).count();
    let lower = entries.len() - first;
    let hollow = entries.iter().filter(|entry| entry.overall.incomplete);
    let [starred, _] = canvas.board.starred_captions();
    let keys = [
        (Shape::Diamond, blue, false, first, "may be first"),
        (
            Shape::Circle,
            colours.muted,
            false,
            lower,
            "first place ruled out at 95 %",
        ),
        (Shape::Circle, colours.muted, true, hollow.count(), starred),
    ];
    let keys = keys.into_iter().filter(|(.., models, _)| *models > 0);
    let keys = keys.map(|(shape, colour, hollow, models, text)| Key {
        sign: Sign::Mark(shape, colour, hollow),
        text: format!("{text} ({models})"),
    });
    let keys = keys.collect();
    canvas.legend(keys);
}

fn notes(canvas: &mut Canvas<'_>, entries: &[&Entry]) {
    let board = canvas.board;
    let mut notes = vec![
        "Rank intervals come from tests on the cells that two models share: overlapping score \
         intervals do not decide whether two models differ."
            .to_owned(),
    ];
    if entries.iter().any(|entry| entry.overall.incomplete) {
        notes.push(hollow_note(board));
    }
    let without = board.entries.len() - entries.len();
    if without > 0 {
        notes.push(format!(
            "{} without a rank left out.",
            counted(without, "model")
        ));
    }
    canvas.notes.push(notes.join(" "));
}

fn tooltip(board: &Board, entry: &Entry) -> String {
    let mut text = score_tooltip(board, entry);
    if let Some(ranks) = entry.rank_interval_caption(board) {
        text += &format!("\nrank interval: {ranks}");
    }
    text
}
