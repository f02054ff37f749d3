//! Berkeley Function Calling Leaderboard: `score/MODEL/…/BFCL_v4_CATEGORY_score.json`, JSON Lines.

use std::io::BufRead;

use serde_json::Value;

use super::value::{count_at, json, text_at};
use super::{Parsed, Run, Source, Wanted, counted};
use crate::error::{Error, Place, Result};
use crate::input::format::{Format, Reader};

pub(in super::super) const FORMAT: Format = Format {
    id: "bfcl",
    label: "BFCL scores",
    endings: &["json"],
    keys: &["accuracy", "correct_count", "total_count"],
    detect: |clues| {
        clues
            .head
            .has_all(&["accuracy", "correct_count", "total_count"])
    },
    read: Reader::Results(read),
};

fn read(source: &mut Source, _: &Wanted) -> Result<Parsed> {
    // The first line counts; the others are the wrong answers.
    let mut lines: Vec<Value> = Vec::new();
    for number in 1..=2 {
        let mut line = Vec::new();
        if source
            .content
            .read_until(b'\n', &mut line)
            .map_err(Error::reading(&source.path))?
            > 0
            && !line.trim_ascii().is_empty()
        {
            lines.push(
                json(&line)
                    .map_err(|error| Error::json_at(&source.path, Place::Line(number), &error))?,
            );
        }
    }
    let first = lines
        .first()
        .ok_or_else(|| source.error("the file is empty"))?;
    let count =
        |key: &str| count_at(first, key).ok_or_else(|| source.error_at(key, "not a whole number"));
    let (n, correct) = (count("total_count")?, count("correct_count")?);
    let evidence = counted(n, correct, None).map_err(|problem| source.error(problem))?;
    // `score/MODEL/non_live/FILE`: the folder below `score`.
    let folders: Vec<String> = (1..6).map(|up| source.folder(up)).collect();
    let below = folders
        .iter()
        .position(|folder| folder == "score")
        .filter(|at| *at > 0)
        .map(|at| folders[at - 1].clone());
    let named = lines
        .get(1)
        .and_then(|answer| text_at(answer, "model_name"))
        .map(str::to_owned);
    let model = named.or(below).unwrap_or_else(|| folders[0].clone());
    let stem = source.stem();
    let name = stem.strip_suffix("_score").unwrap_or(&stem);
    let name = name.strip_prefix("BFCL_").unwrap_or(name);
    let (version, task) = match name.split_once('_') {
        Some((version, task)) if version.starts_with('v') => (Some(version), task),
        _ => (None, name),
    };
    let mut parsed = Parsed {
        version: version.map(str::to_owned),
        ..Parsed::default()
    };
    parsed
        .runs
        .push(Run::new(&model, task, "accuracy", evidence));
    Ok(parsed)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{parsed, shown};
    use super::*;

    #[test]
    fn the_first_line_counts() {
        let text = "{\"accuracy\": 0.75, \"correct_count\": 150, \"total_count\": 200}\n";
        let path = "score/o_m/non_live/BFCL_v4_multiple_score.json";
        assert_eq!(
            shown(&parsed(read, path, text, &[])),
            ["o_m | multiple | accuracy, | 150/200"]
        );
        let found = parsed(
            read,
            path,
            format!("{text}{{\"model_name\": \"M\", \"valid\": false}}\n"),
            &[],
        );
        assert_eq!(shown(&found), ["M | multiple | accuracy, | 150/200"]);
        assert_eq!(found.version.as_deref(), Some("v4"));
    }
}
