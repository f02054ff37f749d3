//! A table as records, a record a row: what CSV and JSONL hold where columns are asked for.
//!
//! A score or rank with an interval is several fields (`score`, `score_low`, `score_high`); one
//! that may be incomplete has `score_incomplete`; where some rank is provisional or lies outside
//! its interval, `rank_provisional` and `rank_outside` say which.

use crate::board::columns::{Figure, Value as Shown};
use crate::dataset::Counts;
use crate::format::exported;
use crate::rank::Rank;
use crate::table::{Head, Table};

use super::cells::Value;

/// Whether a value is such; `None` where it cannot be.
type Flag = fn(Shown<'_>) -> Option<bool>;

/// The records of a table.
pub(super) struct Records<'a> {
    /// Names of the fields.
    pub names: Vec<String>,
    /// A value for each name.
    pub rows: Vec<Vec<Value<'a>>>,
}

impl<'a> Records<'a> {
    /// Those of `table`; its cells of tasks are the shown accuracies.
    pub fn of(table: &Table<'a>) -> Self {
        let mut records = Records {
            names: Vec::new(),
            rows: table.rows().map(|_| Vec::new()).collect(),
        };
        for (at, head) in table.columns.iter().enumerate() {
            let values: Vec<Shown<'a>> = table.rows().map(|row| row[at].value).collect();
            let values = || values.iter().copied();
            records.add(head, head.key, values().map(figure));
            if values().any(|value| !value.interval().is_absent()) {
                for (end, name) in ["low", "high"].into_iter().enumerate() {
                    let name = format!("{}_{name}", head.key);
                    records.add(head, &name, values().map(|one| ends(one)[end]));
                }
            }
            let flags: [(&str, Flag); 3] = [
                ("provisional", |value| Some(rank(value)?.provisional)),
                ("outside", |value| Some(rank(value)?.is_outside())),
                ("incomplete", incomplete),
            ];
            for (name, flag) in flags {
                if values().any(|value| flag(value) == Some(true)) {
                    let flags = values().map(|value| flag(value).map_or(Value::Empty, Value::Flag));
                    records.add(head, &format!("{}_{name}", head.key), flags);
                }
            }
        }
        records
    }

    fn add(&mut self, head: &Head<'_>, name: &str, values: impl Iterator<Item = Value<'a>>) {
        let is_taken = self.names.iter().any(|known| known == name);
        self.names.push(match is_taken {
            true => format!("{}:{name}", head.id),
            false => name.to_owned(),
        });
        for (row, value) in self.rows.iter_mut().zip(values) {
            row.push(value);
        }
    }
}

fn figure<'a>(value: Shown<'a>) -> Value<'a> {
    match value {
        Shown::Rank(at) => {
            let rank = at.entry.rank;
            rank.map_or(Value::Empty, |rank| Value::Count(rank.place as u64))
        }
        Shown::Model(at) => Value::Text(&at.entry.label),
        Shown::Text(text) | Shown::Link(text) => Value::Text(text),
        Shown::Score(score) => Value::Number(exported(score.value)),
        Shown::Number(value, figure) => match exported(value) {
            count if figure == Figure::Count && is_whole(count) => Value::Count(count as u64),
            number => Value::Number(number),
        },
        Shown::Cell(at) => match at.cell().measured() {
            Some(cell) => Value::Number(exported(cell.shown.value)),
            None => Value::Empty,
        },
        Shown::Absent | Shown::ScoreInterval(..) | Shown::RankInterval(..) => Value::Empty,
    }
}

fn is_whole(number: f64) -> bool {
    number.fract() == 0.0 && (0.0..=Counts::MAX as f64).contains(&number)
}

/// Lower and upper end of a value's interval.
fn ends<'a>(value: Shown<'a>) -> [Value<'a>; 2] {
    match value.interval() {
        Shown::ScoreInterval(_, low, high) => [low, high].map(|end| Value::Number(exported(end))),
        Shown::RankInterval(low, high) => [low, high].map(|end| Value::Count(end as u64)),
        _ => [Value::Empty; 2],
    }
}

fn rank(value: Shown<'_>) -> Option<Rank> {
    match value {
        Shown::Rank(at) => at.entry.rank,
        _ => None,
    }
}

fn incomplete(value: Shown<'_>) -> Option<bool> {
    match value {
        Shown::Score(score) => Some(score.incomplete),
        _ => None,
    }
}
