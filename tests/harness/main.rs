//! Results of harnesses: real files (`../shared/data`), where they are there, and own samples
//! (`golden/harness`), each number against a small reader of the test's own; traps; mixes of
//! formats in one folder; memory.

#[path = "../support/mod.rs"]
mod support;

mod agents;
mod aider;
mod archive;
mod code;
mod data;
mod every_eval;
mod helm;
mod hugging_face;
mod inspect;
mod lighteval;
mod lm_eval;
mod lm_eval_tables;
#[cfg(target_os = "linux")]
mod memory;
mod mix;
mod opencompass;
mod samples;
mod traps;
mod unread;
