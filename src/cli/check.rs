//! `evalboard check`: what was found in the data, and whether it is as it should be.

use std::fmt::Write as _;
use std::process::ExitCode;

use clap::Args;

use super::{DataArgs, Session};
use crate::board::{Board, Entry};
use crate::error::{Result, printable};
use crate::format::{grouped, percent, score};
use crate::output::Target;

/// Reads data, says what was found, and checks it
///
/// Prints the files with their kinds, how many models, levels, tasks and cells they hold, what is missing, and
/// every warning. For CI: the exit code is 1 where a check fails that was asked for, 2 on bad input, else 0.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  evalboard check golden/reasonscape/dataset.json
  evalboard check results/ --strict
  evalboard check nightly.csv --models 'ours*' --min-score 600 --max-truncation 5%")]
pub struct CheckArgs {
    #[command(flatten)]
    data: DataArgs,
    /// Fail where there is any warning
    #[arg(long, help_heading = "Checks")]
    strict: bool,
    /// Fail where a model's overall score is below N
    #[arg(long, value_name = "N", help_heading = "Checks")]
    min_score: Option<f64>,
    /// Fail where more than this share of a model's responses is truncated: `0.05` or `5%`
    #[arg(long, value_name = "P", value_parser = share, help_heading = "Checks")]
    max_truncation: Option<f64>,
}

/// A share, or a percentage with `%`.
fn share(text: &str) -> Result<f64, String> {
    let (number, scale) = match text.strip_suffix('%') {
        Some(percent) => (percent.trim_end(), 100.0),
        None => (text, 1.0),
    };
    match number.parse::<f64>() {
        Ok(value) if (0.0..=scale).contains(&value) => Ok(value / scale),
        _ => Err("a share from 0 to 1, or a percentage such as 5%".to_owned()),
    }
}

impl CheckArgs {
    /// Prints what was found.
    ///
    /// # Errors
    /// On bad input and unknown names in filters.
    pub fn run(self, _session: &Session) -> Result<ExitCode> {
        let board = Board::new(&self.data.dataset()?, &self.data.filters.selection())?;
        let failures = self.failures(&board);
        let mut text = found(&board);
        section(&mut text, "incomplete", &incomplete(&board));
        section(&mut text, "warnings", &board.warnings.lines(usize::MAX));
        section(&mut text, "failed", &failures);
        if failures.is_empty() {
            text += "\nok\n";
        }
        Target::Stdout.write(text.as_bytes())?;
        Ok(ExitCode::from(u8::from(!failures.is_empty())))
    }

    /// The checks that were asked for and failed, in words.
    fn failures(&self, board: &Board) -> Vec<String> {
        let mut failures = Vec::new();
        if self.strict && !board.warnings.is_empty() {
            failures.push(format!(
                "{} with --strict",
                plural(board.warnings.count(), "warning")
            ));
        }
        let name = |entry: &Entry| printable(&entry.label, 60);
        for entry in &board.entries {
            let stands_at = entry.overall.value;
            if let Some(least) = self.min_score.filter(|least| stands_at < *least) {
                failures.push(format!(
                    "{}: score {stands_at:.1} is below --min-score {least}",
                    name(entry)
                ));
            }
            if let (Some(most), Some(truncation)) = (self.max_truncation, entry.usage.truncation())
                && truncation > most
            {
                failures.push(format!(
                    "{}: {} truncated is above --max-truncation {}",
                    name(entry),
                    percent(truncation),
                    percent(most)
                ));
            }
        }
        failures
    }
}

/// Files, and how much of what they hold.
fn found(board: &Board) -> String {
    let mut text = String::new();
    let width = board.inputs.iter().map(|input| input.kind.len()).max();
    for input in &board.inputs {
        let file = printable(&input.file.display().to_string(), 200);
        let _ = writeln!(
            text,
            "{:width$}  {file}",
            input.kind,
            width = width.unwrap_or(0)
        );
    }
    if !board.inputs.is_empty() {
        text.push('\n');
    }
    let mut line = |name: &str, value: String| {
        let _ = writeln!(text, "{name:<10} {value}");
    };
    let list = |names: &[String]| {
        let names: Vec<String> = names.iter().map(|name| printable(name, 40)).collect();
        names.join(", ")
    };
    let summary = &board.summary;
    for (what, names) in &board.filters {
        line("filter", format!("{what}: {}", printable(names, 200)));
    }
    line("models", grouped(board.entries.len() as f64));
    if board.has_levels() {
        line(
            "levels",
            format!("{} ({})", board.levels.len(), list(&board.levels)),
        );
    }
    line(
        "tasks",
        format!("{} ({})", board.tasks.len(), list(&board.tasks)),
    );
    line("rows", grouped(summary.rows as f64));
    let evaluated = grouped(summary.usage.cells as f64);
    line(
        "cells",
        match summary.holes {
            0 => evaluated,
            holes => format!("{evaluated}, and {} not evaluated", grouped(holes as f64)),
        },
    );
    let or_unknown = |value: Option<String>| value.unwrap_or_else(|| "not recorded".to_owned());
    line(
        "responses",
        or_unknown(summary.usage.tests.map(|tests| grouped(tests as f64))),
    );
    line(
        "truncated",
        or_unknown(summary.usage.truncation().map(percent)),
    );
    line(
        "tokens",
        or_unknown(
            summary
                .usage
                .tokens_per_completion
                .map(|mean| format!("{} a response", grouped(mean))),
        ),
    );
    if let Some(best) = board.entries.first() {
        line(
            "first",
            format!(
                "{} with {} {}{}",
                printable(&best.label, 60),
                board.score.title(),
                score(best.overall.value),
                if best.overall.incomplete { "*" } else { "" }
            ),
        );
    }
    text
}

/// Models whose evaluation is incomplete, with what they lack.
fn incomplete(board: &Board) -> Vec<String> {
    let entries = board
        .entries
        .iter()
        .filter(|entry| entry.overall.incomplete);
    entries
        .map(|entry| {
            let lacks = entry.lacks(board).join("; ");
            format!(
                "{}: {}",
                printable(&entry.label, 60),
                printable(&lacks, 300)
            )
        })
        .collect()
}

fn section(text: &mut String, title: &str, lines: &[String]) {
    if lines.is_empty() {
        return;
    }
    let _ = writeln!(text, "\n{title} ({})", lines.len());
    for line in lines {
        let _ = writeln!(text, "  {line}");
    }
}

fn plural(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}
