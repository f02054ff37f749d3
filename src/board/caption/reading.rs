//! Which tasks are shown otherwise than their source has them.

use super::{WHOLE, shortened};
use crate::board::Board;
use crate::dataset::Task;

impl Board {
    /// What was turned round or scaled: `Less is better in WER: shown and scored as 1 − value`.
    pub fn reading_captions(&self) -> Vec<String> {
        let names = |is: fn(&Task) -> bool| {
            let tasks = self.tasks.iter().filter(|task| is(task));
            let names: Vec<&str> = tasks.map(|task| task.label.as_str()).collect();
            (!names.is_empty()).then(|| shortened(&names.join(", "), WHOLE))
        };
        let reversed = names(|task| task.is_reversed)
            .map(|names| format!("Less is better in {names}: shown and scored as 1 − value"));
        let scaled = names(|task| task.is_scaled)
            .map(|names| format!("Scaled from a range of their own to 0 to 1: {names}"));
        reversed.into_iter().chain(scaled).collect()
    }
}
