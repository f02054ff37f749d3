//! Harnesses that are recognised and not read: each with the way in.

use crate::input::clues::Clues;
use crate::input::format::{Format, Reader};

pub(in super::super) const DEEPEVAL: Format = Format {
    id: "deepeval",
    label: "DeepEval test run",
    endings: &["json"],
    keys: &["testRunData", "testRunLink"],
    detect: |clues| {
        let head = &clues.head;
        head.has("testRunData")
            || head.has("testRunLink")
            || (head.has("testCases") && head.has("metricsScores"))
    },
    read: Reader::Unsupported(
        "its metrics are judged scores against thresholds, and it names no model under test; \
         write a cell table with a line a model and metric: model,task,n,correct (n = passes + \
         fails)",
    ),
};

pub(in super::super) const ARC_AGI: Format = Format {
    id: "arc-agi",
    label: "ARC-AGI results",
    endings: &["json"],
    keys: &["task_results", "total_attempts", "attempt_1"],
    detect: |clues| {
        clues.head.has("attempt_1")
            || (clues.head.has("task_results") && clues.head.has("total_attempts"))
    },
    read: Reader::Unsupported(
        "its score sums parts of tasks, best of two attempts; write a cell table: \
         model,task,n,accuracy (n = total_tasks, accuracy = score / total_tasks)",
    ),
};

pub(in super::super) const LIVE_CODE_BENCH: Format = Format {
    id: "livecodebench",
    label: "LiveCodeBench results",
    endings: &["json"],
    keys: &["total_problems", "passed_problems", "pass_at_1"],
    detect: is_live_code_bench,
    read: Reader::Unsupported(
        "its files differ from submission to submission; write a cell table with a line a \
         difficulty: model,level,task,n,correct",
    ),
};

fn is_live_code_bench(clues: &Clues<'_>) -> bool {
    let head = &clues.head;
    let by_name = clues.file_name().contains("codegeneration")
        && clues.file_name().ends_with("_eval_all.json");
    by_name
        || (head.has("graded_list") && head.has("question_id"))
        || (head.has("total_problems") && head.has("passed_problems"))
}

pub(in super::super) const VLM_EVAL_KIT: Format = Format {
    id: "vlmevalkit",
    label: "VLMEvalKit scores",
    endings: &["csv"],
    keys: &[],
    detect: |clues| {
        let name = clues.file_name();
        let line = clues.head.line();
        let is_score = name.ends_with("_acc.csv") || name.ends_with("_score.csv");
        is_score && (line.starts_with(b"\"") || line.starts_with(b"/")) && !line.is_empty()
    },
    read: Reader::Unsupported(
        "a wide table whose model stands in the file's name only: give it with --from csv --map \
         model={file}",
    ),
};

pub(in super::super) const OPENCOMPASS_OUTPUT: Format = Format {
    id: "opencompass-output",
    label: "OpenCompass outputs of one data set",
    endings: &["json"],
    keys: &[],
    detect: |clues| clues.head.value("0") == Some(b'{') && clues.head.says("\"origin_prompt\""),
    read: Reader::Unsupported("its summary has the figures: give summary/summary_TIME.csv"),
};
