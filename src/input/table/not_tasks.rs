//! Decision: which columns of numbers are no tasks, and why.

use super::column::Column;
use super::grid::{Grid, words};

/// Why a column of numbers is no task.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reason {
    /// Its name says that it is an average.
    Average,
    /// It equals the mean of its neighbours in every row.
    MeanOfNeighbours,
    /// Its name says that it is something else.
    Known,
    /// Half its figures are above 100.
    NoShare,
    /// It belongs to another column, or repeats it.
    Beside,
    /// More than a tenth of its fields are no figures.
    Mixed,
}

impl Reason {
    /// The reason in words.
    pub(super) fn words(self) -> &'static str {
        match self {
            Reason::Average => "its name says that it is an average",
            Reason::MeanOfNeighbours => "it equals the mean of its neighbours in every row",
            Reason::Known => "its name says that it is no task",
            Reason::NoShare => "half its figures or more are above 100: no share",
            Reason::Beside => "it belongs to another column",
            Reason::Mixed => "more than a tenth of its fields are no figures",
        }
    }
}

const AVERAGES: [&str; 5] = ["average", "avg", "mean", "overall", "total"];

/// Words that say in any place that a column is no task.
const KNOWN: &str = "\
    tokens cost price pricing latency seconds rtf rtfx parameters params param size \
    length votes elo hearts ❤ likes downloads stars temperature shots co2 co₂ rank \
    throughput flops usd runtime stderr stddev delta δ";

/// Words that say so only alone or beside each other: tasks are called "code generation" and "long
/// context" too.
const KNOWN_ALONE: &str = "\
    index speed context words year date version generation top p model release max \
    window inference output input number num of n samples count id steps turns calls \
    time";

/// Units that no share has.
const UNITS: [&str; 14] = [
    "$", "(s)", "(b)", "(ms)", "(kg)", "(gb", "(mb", "€", "(m)", "(usd)", "(h)", "(min)",
    "(words)", "tok/s",
];

/// Words that say so side by side.
const KNOWN_PAIRS: [[&str; 2]; 4] = [
    ["standard", "error"],
    ["std", "err"],
    ["standard", "deviation"],
    ["confidence", "interval"],
];

/// Names of shares, at the end of a name: whatever stands before says of what.
const SHARES: [&str; 3] = ["winrate", "accuracy", "acc"];

/// Whether a name has a word of average.
pub(in super::super) fn is_average(name: &str) -> bool {
    let is_average = |word: &String| AVERAGES.contains(&word.as_str());
    words(name).iter().any(is_average)
}

/// Whether a name has a word of average first: of all, not of a part.
pub(in super::super) fn begins_as_average(name: &str) -> bool {
    let is_average = |word: &String| AVERAGES.contains(&word.as_str());
    words(name).first().is_some_and(is_average)
}

/// Why the name of a column says that it is no task, if it does.
pub(super) fn by_name(name: &str) -> Option<Reason> {
    let lower = name.to_lowercase();
    let words = words(name);
    let has_unit = UNITS.iter().any(|unit| lower.contains(unit));
    let stands_in = |list: &str, word: &String| list.split(' ').any(|known| known == word);
    let known = |word: &String| stands_in(KNOWN, word);
    let known_alone = |word: &String| known(word) || stands_in(KNOWN_ALONE, word);
    let is_numbering = (words.is_empty() && matches!(lower.trim(), "" | "#" | "№"))
        || lower.starts_with("unnamed:");
    let is_count = lower.starts_with("n_") || lower.starts_with("num_");
    let is_pair = |pair: &[String]| KNOWN_PAIRS.iter().any(|known| pair == known);
    let means_nothing_else = !words.is_empty() && words.iter().all(known_alone);
    let ends_as_share = |word: &String| SHARES.contains(&word.as_str());
    let is_share = words.ends_with(&["win".to_owned(), "rate".to_owned()])
        || words.last().is_some_and(ends_as_share);
    let has_word = words.iter().any(known) || words.windows(2).any(is_pair);
    if is_numbering || has_unit || is_count || means_nothing_else || (has_word && !is_share) {
        Some(Reason::Known)
    } else if is_average(name) {
        Some(Reason::Average)
    } else {
        None
    }
}

/// What stands behind the name of the column that a column belongs to: its error, its n, its other
/// form, the ends of its interval.
const BESIDE: [&str; 14] = [
    "stderr", "std err", "se", "±", "n", "raw", "ci", "ci low", "ci high", "ci lower", "ci upper",
    "lower", "upper", "95% ci",
];

/// Why a column of numbers is no task, if it is none.
pub(super) fn reason(grid: &Grid, columns: &[Column], column: usize) -> Option<Reason> {
    let name = &grid.head[column].name;
    let key = grid.head[column].key();
    let others = || (0..grid.head.len()).filter(move |ix| *ix != column);
    let is_beside = BESIDE.iter().any(|suffix| {
        let base = key.strip_suffix(suffix).map_or("", str::trim_end);
        let is_base = |ix: usize| grid.head[ix].key() == base && columns[ix].is_numbers();
        !base.is_empty() && others().any(is_base)
    });
    if is_beside {
        return Some(Reason::Beside);
    }
    let read = &columns[column];
    let says_percent = read.values().all(|figure| figure.number.is_percent);
    if read.is_mixed() {
        // Known to be something else, it is an attribute like any text.
        return Some(match by_name(name) {
            Some(Reason::Known) => Reason::Beside,
            _ => Reason::Mixed,
        });
    }
    let of_group = grid.head[column].group.as_deref().and_then(by_name);
    if of_group == Some(Reason::Known) {
        return of_group;
    }
    let by_name = match by_name(name) {
        Some(Reason::Known) if says_percent => is_average(name).then_some(Reason::Average),
        reason => reason,
    };
    let above = read.values().filter(|figure| figure.number.value > 100.0);
    let above = above.count();
    by_name.or_else(|| (above * 2 >= read.values().count() && above > 0).then_some(Reason::NoShare))
}

/// Words of measures in which less is better.
const LOWER_IS_BETTER: [&str; 7] = [
    "wer",
    "cer",
    "error",
    "errors",
    "hallucination",
    "loss",
    "perplexity",
];

/// Whether a name says that less is better.
pub(super) fn may_be_lower_is_better(name: &str) -> bool {
    let says_so = |word: &String| LOWER_IS_BETTER.contains(&word.as_str());
    name.contains(['↓', '⬇']) || words(name).iter().any(says_so)
}

#[cfg(test)]
mod tests;
