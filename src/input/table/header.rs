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
    let filled = |record: &StringRecord| {
        record
            .iter()
            .filter(|field| !field.trim().is_empty())
            .count()
    };
    let mut at = 0;
    let mut title = None;
    while let Some((_, record)) = records.get(at) {
        let is_separator = record.get(0).is_some_and(|field| field.starts_with("sep=")) && at == 0;
        let next = records.get(at + 1).map(|(_, next)| filled(next));
        let is_title = filled(record) == 1 && next.is_some_and(|next| next > 1);
        if is_title && !is_separator {
            let text = record.iter().find(|field| !field.trim().is_empty());
            title = title.or(text.map(tidy));
        } else if !is_separator {
            break;
        }
        at += 1;
    }
    let (line, first) = records.get(at)?;
    if first.len() < 2 {
        return None;
    }
    let second = records.get(at + 1).map(|(_, record)| record);
    let third = records.get(at + 2).map(|(_, record)| record);
    let texts = |record: &StringRecord| record.iter().map(tidy).collect::<Vec<String>>();
    let head = second.zip(third).and_then(|(second, third)| {
        two_rows(&texts(first), &texts(second), &texts(third), decimal_comma)
    });
    let Some(mut head) = head else {
        return Some(Header {
            head: Header::names(first),
            line: *line,
            records: at + 1,
            title,
        });
    };
    let mut taken = at + 2;
    // pandas names the index on a row of its own.
    if let Some(index) = third
        .filter(|third| filled(third) == 1 && !third.get(0).unwrap_or_default().trim().is_empty())
    {
        head[0] = Head::new(index.get(0).unwrap_or_default());
        taken += 1;
    }
    Some(Header {
        head,
        line: *line,
        records: taken,
        title,
    })
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
    let groups: Vec<String> = (1..first.len()).map(|ix| text(first, ix)).collect();
    let repeats = groups
        .iter()
        .enumerate()
        .any(|(ix, group)| group.is_empty() || groups[..ix].contains(group));
    let is_figure = |row: &[String], ix: usize| number(&text(row, ix), comma).is_some();
    let has_figures = (0..second.len()).any(|ix| is_figure(second, ix));
    let named: Vec<usize> = (1..second.len())
        .filter(|ix| !text(second, *ix).is_empty())
        .collect();
    let is_index_row = third
        .iter()
        .filter(|field| !field.trim().is_empty())
        .count()
        == 1;
    let figures_below = named.iter().any(|ix| is_figure(third, *ix));
    let some_missing = named.iter().any(|ix| is_missing(&text(second, *ix)));
    if !repeats
        || has_figures
        || named.len() < 2
        || some_missing
        || !(figures_below || is_index_row)
    {
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
