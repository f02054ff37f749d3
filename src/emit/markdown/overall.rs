//! Ranks, totals, bands, and what is incomplete.

use crate::board::caption::{EFFICIENCY, INTERVAL, NOT_RECORDED};
use crate::board::columns::{Align, Columns, Value};
use crate::board::{Board, Mark};
use crate::format::{efficiency, grouped};
use crate::table::Table;

use super::table::{Part, PipeTable};
use super::values::Values;
use super::{escape, marked, model_at_level};

/// Models that share the first place and are named.
const BEST_NAMED: usize = 5;

pub(super) fn parts(board: &Board) -> Vec<Part> {
    let ranking_head = Part::line("### Ranking");
    let mut parts = vec![Part::line("## Overall"), totals(board), ranking_head];
    let meaning = board.rank_interval_meaning();
    parts.extend(meaning.map(|meaning| Part::line(format!("{meaning}."))));
    parts.extend([ranking(board), Part::line("### Score bands"), bands(board)]);
    let incomplete = incomplete(board);
    if !incomplete.is_empty() {
        parts.extend([Part::line("### Incomplete"), incomplete.finish()]);
    }
    parts
}

fn totals(board: &Board) -> Part {
    let summary = &board.summary;
    let usage = &summary.usage;
    let mut lines = Vec::new();
    let mut line = |what: &str, value: String| lines.push(format!("- {what}: {value}"));
    let known = |caption: Option<String>| caption.unwrap_or(NOT_RECORDED.to_owned());
    let shown = board.entries.len();
    line(
        "Models",
        match board.models_before_top {
            all if all > shown => format!("{} of {}", grouped(shown as f64), grouped(all as f64)),
            _ => grouped(shown as f64),
        },
    );
    let rows = grouped(summary.rows as f64);
    line(
        "Rows",
        match summary.incomplete_rows {
            0 => rows,
            some => format!("{rows}, {} of them incomplete", grouped(some as f64)),
        },
    );
    line("Tests", known(usage.tests_caption()));
    line("Tokens", known(usage.total_tokens_caption()));
    line("Truncation", known(usage.truncation_caption()));
    line("Best model", best_model(board));
    line("Best efficiency", best_efficiency(board));
    lines.push(String::new());
    Part::Text(lines.join("\n"))
}

fn best_model(board: &Board) -> String {
    let best = &board.summary.best_models;
    let Some(first) = best.first() else {
        return "none is complete".to_owned();
    };
    let named = best.iter().take(BEST_NAMED);
    let names: Vec<String> = named
        .map(|ix| marked(escape::name(&board.entries[*ix].label), true))
        .collect();
    let more = match best.len() - names.len() {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let overall = &board.entries[*first].overall;
    let interval = overall.interval_caption();
    let interval = interval.map_or(String::new(), |ends| format!(" ({INTERVAL} {ends})"));
    format!(
        "{}{more}, {} {}{interval}",
        names.join(", "),
        board.score.title(),
        overall.figure()
    )
}

fn best_efficiency(board: &Board) -> String {
    let at = board.summary.best_efficiency.and_then(|(entry, row)| {
        let entry = board.entries.get(entry)?;
        let row = entry.rows.get(row)?;
        Some((entry, row, row.efficiency?))
    });
    match at {
        Some((entry, row, value)) => format!(
            "{}, {EFFICIENCY} {}",
            marked(model_at_level(board, entry, row), true),
            efficiency(value)
        ),
        None if board.recorded.tokens => "nothing to compare".to_owned(),
        None => format!("tokens {NOT_RECORDED}"),
    }
}

fn ranking(board: &Board) -> Part {
    let score = match board.has_levels() {
        true => "overall",
        false => "score",
    };
    let columns = ["rank", "model", score, "band"];
    let mut table = Table::with(board, Columns::of_ids(board, &columns));
    for (ix, group) in table.groups.iter_mut().enumerate() {
        let best = board.summary.best_models.contains(&ix);
        for cell in group.rows.iter_mut().flatten() {
            let is_score = matches!(cell.value, Value::Score(_));
            cell.mark = (best && is_score).then_some(Mark::Best);
        }
    }
    table.spread(&["rank", "overall", "score"]);
    let values = Values {
        models: true,
        ..Values::default()
    };
    values.pipes(&table)
}

fn bands(board: &Board) -> Part {
    let mut table = PipeTable::new([
        ("Band", Align::Left),
        ("Score", Align::Left),
        ("Rows", Align::Right),
    ]);
    for count in &board.summary.bands {
        table.row([
            count.band.name().to_owned(),
            count.band.range().to_owned(),
            grouped(count.rows as f64),
        ]);
    }
    table.finish()
}

/// The models whose evaluation is incomplete, with what they lack.
fn incomplete(board: &Board) -> PipeTable {
    let mut table = PipeTable::new([("Model", Align::Left), ("Lacks", Align::Left)]);
    for (entry, row) in board.rows().filter(|(_, row)| !row.shortfalls.is_empty()) {
        let lacks = row.shortfalls.iter();
        let lacks: Vec<String> = lacks.map(|lack| escape::name(&lack.to_string())).collect();
        table.row([model_at_level(board, entry, row), lacks.join("; ")]);
    }
    let entries = board.entries.iter();
    for entry in entries.filter(|entry| !entry.missing_levels.is_empty()) {
        let levels = entry.missing_levels.iter();
        let levels: Vec<String> = levels.map(|level| escape::name(level)).collect();
        let lack = format!("any result at {}", levels.join(", "));
        table.row([escape::name(&entry.label), lack]);
    }
    table
}
