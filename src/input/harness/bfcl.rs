//! Berkeley Function Calling Leaderboard: `score/MODEL/…/BFCL_v4_CATEGORY_score.json`, JSON Lines.

use std::io::{BufRead, Read};

use serde_json::Value;

use super::stated::counted;
use super::value::{count_at, json, text_at};
use super::{Parsed, Run, Source, Wanted};
use crate::error::{Error, Place, Result};
use crate::input::format::{Format, Reader};

pub(in super::super) const FORMAT: Format = Format {
    id: "bfcl",
    label: "BFCL scores",
    endings: &["json"],
    keys: &["accuracy", "correct_count", "total_count"],
    detect: |clues| {
        let keys = ["accuracy", "correct_count", "total_count"];
        clues.head.has_all(&keys)
    },
    read: Reader::Results(read),
};

fn read(source: &mut Source, _: &Wanted) -> Result<Parsed> {
    // The first line counts; the others are the wrong answers.
    let mut lines: Vec<Value> = Vec::new();
    for (number, line) in (1..).zip(source.content.by_ref().lines().take(2)) {
        let line = line.map_err(Error::reading(&source.path))?;
        if !line.trim().is_empty() {
            let value = json(line.as_bytes());
            let place = Place::Line(number);
            lines.push(value.map_err(|error| Error::json_at(&source.path, place, &error))?);
        }
    }
    let Some(first) = lines.first() else {
        return Err(source.error("the file is empty"));
    };
    let count =
        |key: &str| count_at(first, key).ok_or_else(|| source.error_at(key, "not a whole number"));
    let (n, correct) = (count("total_count")?, count("correct_count")?);
    let evidence = counted(n, correct, None).map_err(|problem| source.error(problem))?;
    // `score/MODEL/non_live/FILE`: the folder below `score`.
    let folders: Vec<String> = (1..6).map(|up| source.folder(up)).collect();
    let score = folders.iter().position(|folder| folder == "score");
    let below = score.and_then(|at| folders.get(at.checked_sub(1)?));
    let named = lines.get(1).and_then(|line| text_at(line, "model_name"));
    let model = named.unwrap_or(below.unwrap_or(&folders[0]));
    let stem = source.stem();
    let name = stem.strip_suffix("_score").unwrap_or(&stem);
    let name = name.strip_prefix("BFCL_").unwrap_or(name);
    let (version, task) = match name.split_once('_') {
        Some((version, task)) if version.starts_with('v') => (Some(version), task),
        _ => (None, name),
    };
    Ok(Parsed {
        runs: vec![Run::new(model, task, "accuracy", evidence)],
        version: version.map(str::to_owned),
        ..Parsed::default()
    })
}
