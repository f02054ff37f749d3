//! Scores and ranks with their intervals, sorted: which models are really apart.

use crate::board::caption::{INTERVAL, counted};
use crate::board::{Board, Entry};
use crate::drawing::scene::{Area, Point, Stroke};
use crate::drawing::text::Weight;
use crate::picture::layout::sheet::size;

use super::axis::Axis;
use super::canvas::{Canvas, MARGIN, Sign};
use super::frame::{Frame, Polyline};
use super::groups::{Shape, colour, mark};
use super::names::{self, score_tooltip};
use super::{Choices, Head, Plot, Subject, WIDTH, hollow_note, most, range_of_scores, ranked};

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
    let texts = names::short(labels, fonts, Weight::Regular, 210.0);
    let left = MARGIN + 30.0 + names::widest(&texts, fonts, 60.0) + 12.0;
    let top = canvas.y + 26.0;
    let bottom = top + ROW * entries.len() as f64;
    let room = canvas.width - MARGIN - left;
    let area = |x: f64, width: f64| Area::new(x, top, width, bottom - top);
    let gap = 28.0;
    let of_scores = ((room - gap) * 0.62).floor();
    let rows = Axis::bare(-(entries.len() as f64), 0.0);
    let ranks = entries.iter().filter_map(|entry| entry.rank);
    let last = ranks.map(|rank| rank.high.max(rank.place)).max();
    let (low, high) = range_of_scores(entries.iter().copied());
    let scores = Frame {
        area: area(left, of_scores),
        x: Axis::linear(low, high, most(board), 6),
        y: rows.clone(),
    };
    let ranks = Frame {
        area: area(left + of_scores + gap, room - of_scores - gap),
        x: Axis::ranks(last.unwrap_or(1), 7),
        y: rows,
    };
    canvas.bands(entries.len(), ROW, top);
    draw_panels(canvas, &entries, &scores, &ranks);
    let sheet = &mut canvas.sheet;
    let style = sheet.plain(size::SMALL);
    let number = sheet.muted(size::SMALL).end();
    for (ix, (entry, text)) in entries.iter().zip(&texts).enumerate() {
        let baseline = top + ROW * (ix as f64 + 0.5) + 4.0;
        if let Some(rank) = entry.rank {
            sheet.text(rank.place.to_string(), MARGIN + 22.0, baseline, number);
        }
        sheet.text(text, MARGIN + 30.0, baseline, style);
    }
    let style = sheet.label(size::HEAD);
    sheet.text("#", MARGIN + 22.0, top - 10.0, style.end());
    sheet.text("Model", MARGIN + 30.0, top - 10.0, style);
    let score = format!("{} with {INTERVAL}", board.score.title());
    sheet.text(score, scores.area.x, top - 10.0, style);
    sheet.text("Rank interval", ranks.area.x, top - 10.0, style);
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
            let stroke = Stroke::new(tone(entry), 7.0).with_opacity(0.45);
            lines.1.push(Polyline::level(y(ix), interval, stroke));
        }
    }
    scores.draw(&mut canvas.sheet, &lines.0);
    ranks.draw(&mut canvas.sheet, &lines.1);
    for (ix, entry) in entries.iter().enumerate() {
        let dot = |at: Point, hollow: bool| {
            let (shape, tone) = (shape(entry), tone(entry));
            mark(shape, at, RADIUS, tone, colours.ground, hollow)
        };
        let at = scores.at((entry.overall.value, y(ix)));
        let mut items = vec![dot(at, entry.overall.incomplete)];
        if let Some(rank) = entry.rank {
            items.push(dot(ranks.at((rank.place as f64, y(ix))), false));
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
    let dot = |hollow| Sign::Mark(Shape::Circle, colours.muted, hollow);
    let keys = [
        (
            Sign::Mark(Shape::Diamond, blue, false),
            first,
            "may be first",
        ),
        (dot(false), lower, "first place ruled out at 95 %"),
        (dot(true), hollow.count(), starred),
    ];
    let keys = keys.into_iter().filter(|(_, models, _)| *models > 0);
    let keys = keys.map(|(sign, models, text)| (sign, format!("{text} ({models})")));
    canvas.legend(keys.collect());
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
