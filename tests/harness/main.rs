//! Results of harnesses: real files (`../shared/data`), where they are there, against small
//! independent readers, and mixes of formats in one folder.

#[path = "../support/mod.rs"]
mod support;

mod data;
mod further;
mod inspect;
mod lm_eval;
mod mix;
mod others;
