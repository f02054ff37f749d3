//! OpenCompass summaries.

use std::path::Path;

use crate::data::{Board, agree, pipe_rows, real, share, text};

/// The cells of rows `dataset, version, metric, mode, models...`: of several rows of a data set the
/// first, without rows of averages.
fn reader(rows: &[Vec<String>], keeps_averages: bool) -> Board {
    let mut board = Board::new();
    let head = rows.iter().position(|row| row[0] == "dataset").unwrap();
    for row in &rows[head + 1..] {
        if row.len() != rows[head].len() || (row[2] == "naive_average" && !keeps_averages) {
            continue;
        }
        for (model, figure) in rows[head].iter().zip(row).skip(4) {
            let percent: f64 = figure.parse().unwrap();
            let names = [model.clone(), String::new(), row[0].clone()];
            board.entry(names).or_insert(share(percent / 100.0, None));
        }
    }
    board
}

fn check(name: &str, split: impl Fn(&str) -> Vec<Vec<String>>, averages: bool, cells: usize) {
    let Some(path) = real(&format!("opencompass/{name}")) else {
        return;
    };
    let expected = reader(&split(&text(&path)), averages);
    assert_eq!(expected.len(), cells, "{name}");
    agree(Path::new(&path), &expected);
}

/// Lines of fields that stand two blanks apart.
fn spaced(text: &str) -> Vec<Vec<String>> {
    let fields = |line: &str| -> Vec<String> {
        let parts = line.split("  ").map(str::trim);
        parts
            .filter(|part| !part.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let begin = text.find("\ndataset ").unwrap();
    let (table, _) = text[begin..].split_once("```").unwrap();
    let lines = table.lines().filter(|line| !line.starts_with("--"));
    lines
        .map(fields)
        .filter(|fields| fields.len() > 4)
        .collect()
}

fn commas(text: &str) -> Vec<Vec<String>> {
    let fields = |line: &str| line.split(',').map(str::to_owned).collect();
    text.lines().map(fields).collect()
}

#[test]
fn every_cell_of_every_summary() {
    check("summary_internlm2-1.8b-hf_ceval.csv", commas, false, 52);
    check("musr_README.md", pipe_rows, false, 30);
    // Nothing but averages: they are what there is.
    check("babilong_README.md", pipe_rows, true, 24);
    check("NPHardEval_README.md", spaced, false, 9);
    // Four metrics of one data set: the first.
    check("IFEval.md", spaced, false, 6);
}

/// The averages that were left out are those of the cells that were read.
#[test]
fn averages_are_those_of_the_cells() {
    let Some(path) = real("opencompass/musr_README.md") else {
        return;
    };
    let rows = pipe_rows(&text(&path));
    let head = rows.iter().position(|row| row[0] == "dataset").unwrap();
    let figure = |row: usize, at: usize| rows[head + row][at].parse::<f64>().unwrap();
    for at in 4..14 {
        let mean = (1..=3).map(|row| figure(row, at)).sum::<f64>() / 3.0;
        assert!((mean - figure(4, at)).abs() <= 0.011, "{at}");
    }
}
