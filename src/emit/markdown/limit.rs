//! Reports for places that hold only so much.

use crate::format::grouped;

use super::table::Part;

/// A place with a limit. Sizes count in bytes, so that they also hold where characters are counted
/// otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The summary of a step of GitHub Actions: 1 MiB.
    Summary,
    /// A comment on a pull or merge request on GitHub: 65,536 characters.
    Comment,
}

impl Place {
    /// How many bytes it holds.
    pub fn holds(self) -> usize {
        match self {
            Place::Summary => 1 << 20,
            Place::Comment => 1 << 16,
        }
    }

    fn words(self) -> &'static str {
        match self {
            Place::Summary => "a step summary",
            Place::Comment => "a comment",
        }
    }
}

/// Cuts tables at a row so that the document fits, and says under each how many rows were left out.
/// Tables keep what room there is in this order of their indices.
pub(super) fn fit(parts: Vec<Part>, order: &[usize], place: Place) -> Vec<Part> {
    let total: usize = parts.iter().map(|part| part.size() + 1).sum();
    if total <= place.holds() {
        return parts;
    }
    let notice = |left_out: usize, rows: usize| {
        Part::line(format!(
            "*{} of {} rows left out: {} holds {} characters.*",
            grouped(left_out as f64),
            grouped(rows as f64),
            place.words(),
            grouped(place.holds() as f64)
        ))
    };
    // Empty lines, texts, and a notice for every table.
    let fixed: usize = parts
        .iter()
        .map(|part| match part {
            Part::Text(text) => text.len() + 1,
            Part::Table { rows, .. } => notice(rows.len(), rows.len()).size() + 2,
        })
        .sum();
    let mut room = place.holds().saturating_sub(fixed);
    let mut kept = vec![0; parts.len()];
    for ix in order {
        let Part::Table { head, rows } = &parts[*ix] else {
            continue;
        };
        let mut taken = head.len();
        for row in rows {
            if taken + row.len() > room {
                break;
            }
            taken += row.len();
            kept[*ix] += 1;
        }
        if kept[*ix] > 0 {
            room -= taken;
        }
    }
    let mut fitted = Vec::with_capacity(parts.len());
    for (part, kept) in parts.into_iter().zip(kept) {
        match part {
            Part::Table { head, mut rows } if kept < rows.len() => {
                let notice = notice(rows.len() - kept, rows.len());
                if kept > 0 {
                    rows.truncate(kept);
                    fitted.push(Part::Table { head, rows });
                }
                fitted.push(notice);
            }
            part => fitted.push(part),
        }
    }
    fitted
}
