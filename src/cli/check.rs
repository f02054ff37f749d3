//! `evalboard check`: what was found in the data, and whether it is as it should be.

// Into a `String`: writing cannot fail, so its results are passed over.
use std::fmt::Write as _;
use std::process::ExitCode;

use clap::Args;

use super::{DataArgs, Session};
use crate::board::{Board, Entry, caption};
use crate::dataset::{Input, note_lines};
use crate::error::{Result, printable};
use crate::format::{grouped, percent};
use crate::output::{Target, refuse_inputs};
use crate::wrap::wrapped;

/// Reads data, says what was found, and checks it
///
/// Prints the files with their kinds, how many models, levels, tasks and cells they hold, what is
/// missing, and every warning. For CI: the exit code is 1 where a check fails that was asked for, 2
/// on bad input, else 0.
#[derive(Debug, Args)]
#[command(next_help_heading = "Checks")]
#[command(after_help = "\
Examples:
  evalboard check golden/reasonscape/dataset.json
  evalboard check results/ --strict
  evalboard check nightly.csv --models 'ours*' --min-score 600
  evalboard check nightly.csv --max-truncation 5%")]
pub struct CheckArgs {
    /// List for each cell its file, metric, filter, number of answers, harness and its version
    /// (tab-separated)
    #[arg(long)]
    provenance: bool,
    /// Fail on any warning
    #[arg(long)]
    strict: bool,
    /// Fail where a model's overall score is below N
    #[arg(long, value_name = "N", value_parser = finite)]
    min_score: Option<f64>,
    /// Fail where more than this share of a model's responses is truncated: `0.05` or `5%`
    #[arg(long, value_name = "P", value_parser = share)]
    max_truncation: Option<f64>,
    #[command(flatten)]
    data: DataArgs,
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

fn finite(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(value) if value.is_finite() => Ok(value),
        _ => Err("not a number".to_owned()),
    }
}

impl CheckArgs {
    pub(super) fn run(self, session: &Session) -> Result<ExitCode> {
        let dataset = self.data.dataset()?;
        let mut board = Board::new(&dataset, &self.data.filters.selection())?;
        if let Some(caption) = board.few_trials_caption() {
            board.warnings.push(caption, "");
        }
        refuse_inputs([&Target::Stdout], self.data.files(&board))?;
        let failures = self.failures(&board);
        let mut findings = Findings {
            text: String::new(),
            whole: session.verbose,
        };
        let examples = if session.verbose { usize::MAX } else { 3 };
        findings.files(&board.inputs);
        findings.amounts(&board);
        findings.section("read as", &note_lines(&dataset.notes));
        findings.section("incomplete", &incomplete(&board));
        findings.section("warnings", &board.warnings.lines(examples));
        findings.section("failed", &failures);
        if self.provenance {
            provenance(&board, &mut findings.text);
        }
        if failures.is_empty() {
            findings.text += "\nok\n";
        }
        Target::Stdout.write(findings.text.as_bytes())?;
        Ok(ExitCode::from(u8::from(!failures.is_empty())))
    }

    /// The checks that were asked for and failed, in words.
    fn failures(&self, board: &Board) -> Vec<String> {
        let mut failures = Vec::new();
        if self.strict && !board.warnings.is_empty() {
            let warnings = caption::counted(board.warnings.count(), "warning");
            failures.push(format!("{warnings} with --strict"));
        }
        if board.entries.is_empty() && (self.min_score.is_some() || self.max_truncation.is_some()) {
            failures.push("there is no model to check".to_owned());
        }
        for entry in &board.entries {
            let name = caption::shortened(&entry.label, caption::LINE);
            let score = entry.overall.value;
            if let Some(least) = self.min_score
                && score < least * (1.0 - 1e-12)
            {
                let problem = format!("score {score:.1} is below --min-score {least}");
                failures.push(format!("{name}: {problem}"));
            }
            if let (Some(most), Some(truncation)) = (self.max_truncation, entry.usage.truncation)
                && truncation > most
            {
                let (truncation, most) = (percent(truncation), percent(most));
                let problem = format!("{truncation} truncated is above --max-truncation {most}");
                failures.push(format!("{name}: {problem}"));
            }
        }
        failures
    }
}

/// What is printed.
struct Findings {
    text: String,
    /// Whether lists are shown whole.
    whole: bool,
}

impl Findings {
    /// The columns that a line may take.
    const WIDTH: usize = 80;
    /// The column at which values begin.
    const INDENT: usize = 11;
    /// The items of a list that are shown, where it is not shown whole.
    const SHOWN: usize = 12;

    /// The files with their kinds.
    fn files(&mut self, inputs: &[Input]) {
        let width = inputs.iter().map(|input| input.kind.len()).max();
        for input in self.shown(inputs) {
            let file = printable(&input.file.to_string_lossy(), 200);
            let kind = format!("{:width$}", input.kind, width = width.unwrap_or(0));
            let _ = writeln!(self.text, "{kind}  {file}");
        }
        let left = inputs.len() - self.shown(inputs).len();
        if left > 0 {
            let _ = writeln!(self.text, "… and {}", caption::counted(left, "more file"));
        }
        self.text.push('\n');
    }

    /// How much of what the files hold.
    fn amounts(&mut self, board: &Board) {
        let summary = &board.summary;
        for filter in &board.filters {
            self.line("filter", &filter.caption());
        }
        self.line("models", &grouped(board.entries.len() as f64));
        if board.has_levels() {
            let levels = board.levels.iter().map(|level| &level.label);
            self.line("levels", &counted(levels));
        }
        let tasks = board.tasks.iter().map(|task| &task.label);
        self.line("tasks", &counted(tasks));
        self.line("rows", &grouped(summary.rows as f64));
        let mut cells = grouped(summary.usage.cells as f64);
        if summary.holes > 0 {
            cells += &format!(", and {} not evaluated", grouped(summary.holes as f64));
        }
        self.line("cells", &cells);
        let usage = &summary.usage;
        self.line("responses", &caption::known(usage.tests_caption()));
        self.line("truncated", &caption::known(usage.truncation_caption()));
        if let Some(intervals) = board.intervals_caption() {
            self.line("intervals", intervals.trim_start_matches("Intervals: "));
        }
        let tokens = usage
            .tokens_caption()
            .map(|mean| format!("{mean} a response"));
        self.line("tokens", &caption::known(tokens));
        if let Some(first) = board.entries.first() {
            let label = caption::shortened(&first.label, caption::LINE);
            let title = board.score.title();
            let value = first.overall.starred();
            self.line("first", &format!("{label} with {title} {value}"));
        }
    }

    /// A name and its value.
    fn line(&mut self, name: &str, value: &str) {
        let indent = Self::INDENT;
        let value = printable(value, 2000);
        self.wrapped(&format!("{name:<indent$}{value}"), indent);
    }

    /// A list under its title; nothing where it is empty.
    fn section(&mut self, title: &str, lines: &[String]) {
        if lines.is_empty() {
            return;
        }
        let _ = writeln!(self.text, "\n{title} ({})", lines.len());
        for line in self.shown(lines) {
            self.wrapped(&format!("  {line}"), 4);
        }
        let left = lines.len() - self.shown(lines).len();
        if left > 0 {
            let _ = writeln!(self.text, "  … and {left} more (--verbose names all)");
        }
    }

    /// The part of a list that is shown.
    fn shown<'a, T>(&self, list: &'a [T]) -> &'a [T] {
        let most = if self.whole { list.len() } else { Self::SHOWN };
        &list[..list.len().min(most)]
    }

    /// Writes a text, broken between words; further lines are indented.
    fn wrapped(&mut self, text: &str, indent: usize) {
        for line in wrapped(text, Self::WIDTH, indent) {
            self.text += &line;
            self.text.push('\n');
        }
    }
}

/// How many names there are, and which.
fn counted<'a>(names: impl Iterator<Item = &'a String>) -> String {
    let shown: Vec<String> = names.map(|name| printable(name, 40)).collect();
    match shown.len() {
        0 => "0".to_owned(),
        count => format!("{count} ({})", shown.join(", ")),
    }
}

/// Models whose evaluation is incomplete, with what they lack.
fn incomplete(board: &Board) -> Vec<String> {
    let lacks = |entry: &Entry| {
        let lacks = entry.lacks(board).join("; ");
        let label = caption::shortened(&entry.label, caption::LINE);
        format!("{label}: {}", caption::shortened(&lacks, caption::WHOLE))
    };
    let entries = board.entries.iter();
    let incomplete = entries.filter(|entry| entry.overall.incomplete);
    incomplete.map(lacks).collect()
}

/// Adds a line a cell, its fields separated by tabs, under a line that names them; `-` is not told.
fn provenance(board: &Board, text: &mut String) {
    *text += "\nmodel\tlevel\ttask\tfile\tmetric\tfilter\tn\tharness\tversion\n";
    // Of several files it is not known which gave a cell, unless the cell says so.
    let only_file = match &board.inputs[..] {
        [input] => Some(input.file.to_string_lossy().into_owned()),
        _ => None,
    };
    for (entry, row) in board.rows() {
        for (task, cell) in board.tasks.iter().zip(&row.cells) {
            let Some(cell) = cell.measured() else {
                continue;
            };
            let from = cell.provenance.as_ref();
            let file = from.map(|from| from.file.to_string_lossy().into_owned());
            let n = from.and_then(|from| from.n).or(cell.responses);
            let fields = [
                Some(entry.label.clone()),
                Some(board.levels[row.level].label.clone()),
                Some(task.label.clone()),
                file.or_else(|| only_file.clone()),
                from.and_then(|from| from.metric.clone()),
                from.and_then(|from| from.filter.clone()),
                n.map(|n| n.to_string()),
                from.and_then(|from| from.harness.map(str::to_owned)),
                from.and_then(|from| from.version.as_deref().map(str::to_owned)),
            ];
            let fields = fields.map(|field| match field {
                Some(field) if !field.is_empty() => printable(&field, 200),
                _ => "-".to_owned(),
            });
            let _ = writeln!(text, "{}", fields.join("\t"));
        }
    }
}
