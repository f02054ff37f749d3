//! OpenCompass summaries: a data set a row, a model a column; CSV, Markdown, and the text tables
//! pasted in notes.

use indexmap::IndexMap;

use super::metric::Figure;
use super::pipe_table::tables;
use super::stated::{counted, resolution, stated_within};
use super::{Parsed, Run, Source, Wanted, date};
use crate::error::Result;
use crate::input::format::{Format, Reader};
use crate::input::table::begins_as_average;

pub(in super::super) const FORMAT: Format = Format {
    id: "opencompass",
    label: "OpenCompass summary",
    endings: &["csv", "md", "txt"],
    keys: &["dataset", "version", "metric", "mode"],
    detect: |clues| !found(clues.head.prose()).is_empty(),
    read: Reader::Results(read),
};

/// A table: its head and its rows.
struct Table {
    head: Vec<String>,
    rows: Vec<Vec<String>>,
}

/// The summaries in a text; of one that is there in several forms the first.
fn found(text: &str) -> Vec<Table> {
    let is_head = |head: &[String]| {
        let names = ["dataset", "version", "metric", "mode"];
        head.len() > 4
            && head
                .iter()
                .zip(names)
                .all(|(head, name)| head.trim() == name)
    };
    let pipes = tables(text).into_iter().map(|table| Table {
        head: table.header,
        rows: table.rows,
    });
    let mut found: Vec<Table> = pipes.filter(|table| is_head(&table.head)).collect();
    let lines: Vec<&str> = text.lines().collect();
    for (at, line) in lines.iter().enumerate() {
        if !line.starts_with("dataset") || !found.is_empty() {
            continue;
        }
        // Columns of text tables stand two blanks or more apart.
        let (separator, keeps_empty) = match line.contains(',') {
            true => (",", true),
            false => ("  ", false),
        };
        let split = |line: &str| -> Vec<String> {
            let cells = line.split(separator).map(str::trim);
            let cells = cells.filter(|cell| keeps_empty || !cell.is_empty());
            cells.map(str::to_owned).collect()
        };
        let head = split(line);
        if is_head(&head) {
            let rows = lines[at + 1..].iter();
            let rows = rows.take_while(|line| !line.trim().is_empty() && !line.starts_with("```"));
            let rows = rows.filter(|line| !line.starts_with("---"));
            let rows = rows.map(|line| split(line)).collect();
            found.push(Table { head, rows });
        }
    }
    found
}

fn read(source: &mut Source, wanted: &Wanted) -> Result<Parsed> {
    let text = source.text()?;
    let mut parsed = Parsed::default();
    for table in found(&text) {
        let mut averages = Vec::new();
        let mut datasets: IndexMap<&str, Vec<&Vec<String>>> = IndexMap::new();
        for row in &table.rows {
            let dataset = dataset(row);
            if is_average(row) && has_parts(dataset, &table.rows) {
                averages.push(dataset);
            } else if !dataset.is_empty() {
                datasets.entry(dataset).or_default().push(row);
            }
        }
        let total = table.head.iter().position(|head| head == "total_count");
        let models = table.head.iter().enumerate().skip(4);
        for (at, model) in models.filter(|(at, _)| Some(*at) != total) {
            for (dataset, rows) in &datasets {
                let run = run(source, model, dataset, rows, at, total, wanted)?;
                parsed.runs.extend(run);
            }
        }
        if !averages.is_empty() {
            let detail = format!("these rows average others: {}", averages.join(", "));
            parsed.left_out(averages.len(), "average", "", detail);
        }
    }
    Ok(parsed)
}

fn dataset(row: &[String]) -> &str {
    row.first().map_or("", String::as_str).trim()
}

/// Whether a row averages others.
fn is_average(row: &[String]) -> bool {
    let metric = row.get(2).map_or("", String::as_str);
    metric.ends_with("average") || metric.ends_with("_avg")
}

/// Whether the average `name` repeats what other rows say: it is of all of them, or some result's
/// name has its first word (`lukaemon_mmlu_anatomy` of `mmlu`).
fn has_parts(name: &str, rows: &[Vec<String>]) -> bool {
    let words = |name: &str| -> Vec<String> {
        let name = name.to_lowercase();
        name.split(['-', '_', ' ']).map(str::to_owned).collect()
    };
    let first = words(name).swap_remove(0);
    let mut results = rows.iter().filter(|row| {
        let metric = row.get(2).map_or("-", String::as_str);
        metric != "-" && !is_average(row)
    });
    match first == "all" || begins_as_average(name) {
        true => results.next().is_some(),
        false => results.any(|row| words(dataset(row)).contains(&first)),
    }
}

/// What one model reached in one data set; `None` where no cell has a figure.
fn run(
    source: &Source,
    model: &str,
    dataset: &str,
    rows: &[&Vec<String>],
    at: usize,
    total: Option<usize>,
    wanted: &Wanted,
) -> Result<Option<Run>> {
    let mut figures = Vec::new();
    let mut cells = Vec::new();
    for row in rows {
        let (Some(metric), Some(cell)) = (row.get(2), row.get(at)) else {
            continue;
        };
        let shown = cell.split_whitespace().next().unwrap_or_default();
        let Ok(percent) = shown.parse::<f64>() else {
            // `-` and `xx.xx` are not evaluated.
            continue;
        };
        figures.push(Figure::new(metric.trim(), percent / 100.0));
        let n = total.and_then(|total| row.get(total)?.trim().parse().ok());
        cells.push((cell, shown, n));
    }
    let Some(figure) = wanted.choose(dataset, &figures) else {
        return Ok(None);
    };
    let chosen = figures.iter().position(|other| other == figure);
    let (cell, shown, n) = cells[chosen.unwrap_or(0)];
    let evidence = match counts(cell) {
        Some((correct, n)) => counted(n, correct, None),
        None => stated_within(resolution(shown) / 100.0, figure.value, n, None),
    };
    let evidence = evidence.map_err(|problem| source.error_at(dataset, problem))?;
    Ok(Some(Run {
        date: date::in_name(&source.stem()),
        ..Run::new(model.trim(), dataset, &figure.name, evidence)
    }))
}

/// The counts of `82.00 (7/8)`.
fn counts(cell: &str) -> Option<(u64, u64)> {
    let (_, rest) = cell.split_once('(')?;
    let (correct, n) = rest.trim_end().strip_suffix(')')?.split_once('/')?;
    Some((correct.trim().parse().ok()?, n.trim().parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{parsed, shown};
    use super::*;

    #[test]
    fn averages_are_left_out_where_their_parts_stand() {
        let mixed = "dataset,version,metric,mode,m\nmmlu,-,naive_average,gen,64.2\nceval-stem,-,\
         naive_average,gen,50.0\nceval-law,1,accuracy,gen,52.5\n";
        let expected = [
            "m | mmlu | naive_average, | 0.642000",
            "m | ceval-law | accuracy, | 0.525000",
        ];
        assert_eq!(shown(&parsed(read, "summary.csv", mixed, &[])), expected);
    }
}
