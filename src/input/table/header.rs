//! Decision: which of the first records name the columns.

use ::csv::StringRecord;

use super::grid::Head;
use super::link::tidy;
use super::number::{is_missing, number};

/// The names of the columns, and what stands over them.
#[derive(Debug)]
pub(super) struct Header {
    pub(super) head: Vec<Head>,
    /// The line of the names.
    pub(super) line: u64,
    /// The records up to the first row.
    pub(super) records: usize,
    /// A title that stands over the names.
    pub(super) title: Option<String>,
}

/// The header in the first `records`; `None` where there is none.
pub(super) fn header(records: &[(u64, StringRecord)], decimal_comma: bool) -> Option<Header> {
    let texts = |record: &StringRecord| record.iter().map(tidy).collect::<Vec<String>>();
    let mut at = 0;
    let mut title = None;
    while let Some((_, record)) = records.get(at) {
        let is_separator = record.get(0).is_some_and(|field| field.starts_with("sep=")) && at == 0;
        let next = records.get(at + 1).map(|(_, next)| filled(&texts(next)));
        let is_title = filled(&texts(record)) == 1 && next.is_some_and(|next| next > 1);
        if is_title && !is_separator {
            title = title.or(texts(record).into_iter().find(|text| !text.is_empty()));
        } else if !is_separator {
            break;
        }
        at += 1;
    }
    let (line, first) = records.get(at)?;
    if first.len() < 2 {
        return None;
    }
    let row = |ix: usize| records.get(at + ix).map(|(_, record)| texts(record));
    let (second, third) = (row(1), row(2).unwrap_or_default());
    let head = second.and_then(|second| two_rows(&texts(first), &second, &third, decimal_comma));
    let Some(mut head) = head else {
        return Some(Header {
            head: first.iter().map(Head::new).collect(),
            line: *line,
            records: at + 1,
            title,
        });
    };
    let mut taken = at + 2;
    // pandas names the index on a row of its own.
    if filled(&third) == 1 && !third[0].is_empty() {
        head[0] = Head::new(&third[0]);
        taken += 1;
    }
    Some(Header {
        head,
        line: *line,
        records: taken,
        title,
    })
}

/// How many texts are not empty.
fn filled(texts: &[String]) -> usize {
    texts.iter().filter(|text| !text.is_empty()).count()
}

/// The names that two rows of texts give together: groups above names. `None` where the second is
/// a row like others.
pub(super) fn two_rows(
    first: &[String],
    second: &[String],
    third: &[String],
    comma: bool,
) -> Option<Vec<Head>> {
    let text = |row: &[String], ix: usize| row.get(ix).cloned().unwrap_or_default();
    let columns = first.len().max(second.len());
    let groups = first.get(1..).unwrap_or_default();
    let mut above = groups.iter().enumerate();
    let repeats = above.any(|(ix, group)| group.is_empty() || groups[..ix].contains(group));
    let is_figure = |row: &[String], ix: usize| number(&text(row, ix), comma).is_some();
    let has_figures = (0..second.len()).any(|ix| is_figure(second, ix));
    let named = (1..second.len()).filter(|ix| !second[*ix].is_empty());
    let named: Vec<usize> = named.collect();
    let figures_below = named.iter().any(|ix| is_figure(third, *ix));
    let some_missing = named.iter().any(|ix| is_missing(&second[*ix]));
    let are_names = !has_figures && named.len() > 1 && !some_missing;
    if !(repeats && are_names && (figures_below || filled(third) == 1)) {
        return None;
    }
    let mut group = String::new();
    let mut head = Vec::with_capacity(columns);
    for ix in 0..columns {
        let (above, below) = (text(first, ix), text(second, ix));
        if !above.is_empty() {
            group.clone_from(&above);
        }
        head.push(match below.is_empty() || below == above {
            true => Head::new(&above),
            false => Head {
                group: Some(group.clone()).filter(|group| !group.is_empty()),
                ..Head::new(&below)
            },
        });
    }
    Some(head)
}
