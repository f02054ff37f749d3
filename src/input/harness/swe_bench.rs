//! SWE-bench reports: `MODEL.RUN_ID.json`.

use serde_json::Value;

use super::stated::counted;
use super::value::{count_at, number_at};
use super::{Parsed, Run, Source, Wanted};
use crate::error::Result;
use crate::input::format::{Format, Reader};

pub(in super::super) const FORMAT: Format = Format {
    id: "swe-bench",
    label: "SWE-bench report",
    endings: &["json"],
    keys: &[
        "total_instances",
        "submitted_instances",
        "resolved_instances",
        "resolved_ids",
    ],
    detect: |clues| clues.head.has("total_instances") && clues.head.has("resolved_instances"),
    read: Reader::Results(read),
};

/// The report of one instance, which the run's report counts.
pub(in super::super) const INSTANCE: Format = Format {
    id: "swe-bench-instance",
    label: "SWE-bench report of one instance",
    endings: &["json"],
    keys: &[],
    detect: |clues| {
        clues.head.says("\"patch_successfully_applied\"") && clues.head.says("\"tests_status\"")
    },
    read: Reader::Part("the counts stand in the run's report MODEL.RUN_ID.json"),
};

fn read(source: &mut Source, _: &Wanted) -> Result<Parsed> {
    let report: Value = source.json()?;
    let mut parsed = Parsed::default();
    // Names of models may hold dots, as in `gpt-4.1.my-run.json`; that of the run is what stands
    // behind the last one.
    let stem = source.stem();
    let model = stem.rsplit_once('.').map_or(&*stem, |(model, _)| model);
    let model = model.replace("__", "/");
    if model == "gold" {
        let detail = "`gold` is no model but the reference patches";
        parsed.left_out(1, "report", "of the reference patches", detail);
        return Ok(parsed);
    }
    let count = |key: &str| {
        count_at(&report, key)
            .ok_or_else(|| source.error_at(key, "not a whole number; a report has it"))
    };
    let (total, submitted) = (count("total_instances")?, count("submitted_instances")?);
    if submitted < total {
        let detail =
            format!("{model}: {submitted} of {total} instances were submitted; they alone count");
        parsed.note("SWE-bench runs over a part of the instances", detail);
    }
    // Empty patches and errors are failures.
    let evidence = counted(submitted, count("resolved_instances")?, None)
        .map_err(|problem| source.error(problem))?;
    parsed.version =
        number_at(&report, "schema_version").map(|version| format!("schema {version}"));
    let run = Run::new(&model, task(total), "resolved", evidence);
    parsed.runs.push(run);
    Ok(parsed)
}

/// The data set by its size.
fn task(total: u64) -> &'static str {
    match total {
        300 => "SWE-bench Lite",
        500 => "SWE-bench Verified",
        _ => "SWE-bench",
    }
}

#[cfg(test)]
mod tests;
