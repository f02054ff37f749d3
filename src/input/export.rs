//! The board that `export --to json` writes: for programs, and not read back.

use super::format::{Format, Reader};

pub(super) const FORMAT: Format = Format {
    id: "evalboard-json",
    label: "board exported as JSON",
    endings: &["json"],
    keys: &["generator", "rank_intervals"],
    detect: |clues| clues.head.has("generator") && clues.head.has("rank_intervals"),
    read: Reader::Unsupported(
        "give the data that it was made of; export --to csv or jsonl writes what is read back",
    ),
};
