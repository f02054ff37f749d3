//! A table as records, a record a row: what CSV and JSONL hold where columns are asked for.
//!
//! A score or rank with an interval is several fields (`score`, `score_low`, `score_high`); one
//! that may be incomplete has `score_incomplete`; where some rank is provisional or lies outside
//! its interval, `rank_provisional` and `rank_outside` say which.

use crate::board::columns::Value as Shown;
use crate::format::exported;
use crate::rank::Rank;
use crate::table::{Head, Table};

use super::cells::Value;

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
                records.add(
                    head,
                    &format!("{}_low", head.key),
                    values().map(|one| ends(one)[0]),
                );
                records.add(
                    head,
                    &format!("{}_high", head.key),
                    values().map(|one| ends(one)[1]),
                );
            }
            for (name, is) in [
                (
                    "provisional",
                    (|rank| rank.provisional) as fn(&Rank) -> bool,
                ),
                ("outside", Rank::is_outside),
            ] {
                let flag = |value| match value {
                    Shown::Rank(at) => at.entry.rank.map(|rank| is(&rank)),
                    _ => None,
                };
                if values().any(|value| flag(value) == Some(true)) {
                    let flags = values().map(|value| flag(value).map_or(Value::Empty, Value::Flag));
                    records.add(head, &format!("{}_{name}", head.key), flags);
                }
            }
            if values().any(|value| incomplete(value) == Value::Flag(true)) {
                records.add(
                    head,
                    &format!("{}_incomplete", head.key),
                    values().map(incomplete),
                );
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
        Shown::Rank(at) => match at.entry.rank {
            Some(rank) => Value::Count(rank.place as u64),
            None => Value::Empty,
        },
        Shown::Model(at) => Value::Text(&at.entry.label),
        Shown::Text(text) | Shown::Link(text) => Value::Text(text),
        Shown::Score(score) => Value::Number(exported(score.value)),
        Shown::Number(value, _) => Value::Number(exported(value)),
        Shown::Cell(at) => match at.cell().measured() {
            Some(cell) => Value::Number(exported(cell.shown.value)),
            None => Value::Empty,
        },
        Shown::Absent | Shown::ScoreInterval(..) | Shown::RankInterval(..) => Value::Empty,
    }
}

/// Lower and upper end of a value's interval.
fn ends<'a>(value: Shown<'a>) -> [Value<'a>; 2] {
    match value.interval() {
        Shown::ScoreInterval(_, low, high) => [low, high].map(|end| Value::Number(exported(end))),
        Shown::RankInterval(low, high) => [low, high].map(|end| Value::Count(end as u64)),
        _ => [Value::Empty; 2],
    }
}

fn incomplete<'a>(value: Shown<'a>) -> Value<'a> {
    match value {
        Shown::Score(score) => Value::Flag(score.incomplete),
        _ => Value::Empty,
    }
}
