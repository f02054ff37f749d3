//! The order of the board from comparisons on shared cells.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::Contender;

/// Where one contender was put.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placement {
    /// Index of the contender.
    pub contender: usize,
    /// Block of contenders that can be compared with each other, counted from 0.
    pub block: usize,
    /// Whether its score and its cells equal those of the one above it.
    pub ties_with_previous: bool,
}

/// What the ordering needs of a contender.
struct Candidate<'a> {
    label: &'a str,
    /// Bit set of the cells it has.
    cells: Vec<u64>,
    /// Logarithm of each cell's value, 0 where it has none.
    logs: Vec<f64>,
    count: usize,
    /// Mean log over all its cells.
    overall: f64,
}

/// Places all contenders, best first.
///
/// 1. Base: among those with the most cells, those with the most frequent set of cells (of equally frequent
///    sets, the one with the best contender), sorted by score.
/// 2. The others are inserted, more cells first, then higher score, then label. One that shares no cell with
///    any placed so far waits until it does; what never does forms the next block, ordered in the same way.
/// 3. Against each placed one, both scores are taken over the shared cells. The contender goes where it
///    contradicts fewest of these comparisons; of equally good positions, to the lowest.
pub fn order(contenders: &[Contender<'_>]) -> Vec<Placement> {
    let candidates: Vec<Candidate<'_>> = contenders.iter().map(Candidate::new).collect();
    // Best first; the rest of this function takes them in this order.
    let mut waiting: Vec<usize> = (0..candidates.len()).collect();
    waiting.sort_by(|a, b| candidates[*a].before(&candidates[*b]).then(a.cmp(b)));

    let mut placements = Vec::with_capacity(candidates.len());
    let mut block = 0;
    while !waiting.is_empty() {
        let placed = place_block(&candidates, &mut waiting);
        for (ix, contender) in placed.iter().enumerate() {
            let ties = ix > 0 && candidates[*contender].equals(&candidates[placed[ix - 1]]);
            placements.push(Placement {
                contender: *contender,
                block,
                ties_with_previous: ties,
            });
        }
        block += 1;
    }
    placements
}

/// Takes one block of comparable candidates out of `waiting` (which is sorted) and returns it in order.
fn place_block(candidates: &[Candidate<'_>], waiting: &mut Vec<usize>) -> Vec<usize> {
    let base = base_cells(candidates, waiting);
    let mut placed: Vec<usize> = Vec::with_capacity(waiting.len());
    waiting.retain(|ix| {
        let in_base = candidates[*ix].cells == base;
        if in_base {
            placed.push(*ix);
        }
        !in_base
    });
    let mut covered = base;
    while let Some(next) = waiting
        .iter()
        .position(|ix| overlaps(&candidates[*ix].cells, &covered))
    {
        let newcomer = waiting.remove(next);
        let at = best_position(candidates, &placed, newcomer);
        placed.insert(at, newcomer);
        for (covered, cells) in covered.iter_mut().zip(&candidates[newcomer].cells) {
            *covered |= cells;
        }
    }
    placed
}

/// The set of cells that a block starts from: among the candidates with the most cells, the most frequent
/// set; of equally frequent ones, that of the best candidate.
fn base_cells(candidates: &[Candidate<'_>], waiting: &[usize]) -> Vec<u64> {
    let most = waiting
        .iter()
        .map(|ix| candidates[*ix].count)
        .max()
        .unwrap_or(0);
    // Set -> how often, and the place of its best candidate (`waiting` is sorted, so its first).
    let mut sets: BTreeMap<&[u64], (usize, usize)> = BTreeMap::new();
    for (place, ix) in waiting.iter().enumerate() {
        let candidate = &candidates[*ix];
        if candidate.count == most {
            sets.entry(&candidate.cells).or_insert((0, place)).0 += 1;
        }
    }
    sets.into_iter()
        .max_by_key(|(_, (count, first))| (*count, std::cmp::Reverse(*first)))
        .map(|(cells, _)| cells.to_vec())
        .unwrap_or_default()
}

/// The position in `placed` where `newcomer` contradicts fewest comparisons; of equally good ones the
/// lowest on the board. Directly below its equal, where it has one.
fn best_position(candidates: &[Candidate<'_>], placed: &[usize], newcomer: usize) -> usize {
    let newcomer = &candidates[newcomer];
    if let Some(twin) = placed
        .iter()
        .rposition(|ix| candidates[*ix].equals(newcomer))
    {
        return twin + 1;
    }
    let outcomes: Vec<Option<Ordering>> = placed
        .iter()
        .map(|ix| newcomer.against(&candidates[*ix]))
        .collect();
    // At the top, everything is below: each one that beats the newcomer contradicts.
    let mut contradictions = outcomes
        .iter()
        .filter(|outcome| **outcome == Some(Ordering::Less))
        .count();
    let (mut best, mut fewest) = (0, contradictions);
    for (ix, outcome) in outcomes.iter().enumerate() {
        match outcome {
            Some(Ordering::Less) => contradictions -= 1,
            Some(Ordering::Greater) => contradictions += 1,
            _ => {}
        }
        if contradictions <= fewest {
            (best, fewest) = (ix + 1, contradictions);
        }
    }
    best
}

fn overlaps(a: &[u64], b: &[u64]) -> bool {
    a.iter().zip(b).any(|(a, b)| a & b != 0)
}

impl<'a> Candidate<'a> {
    fn new(contender: &Contender<'a>) -> Self {
        let mut cells = vec![0u64; contender.cells.len().div_ceil(64)];
        let mut logs = vec![0.0; contender.cells.len()];
        let (mut sum, mut count) = (0.0, 0);
        for (ix, cell) in contender.cells.iter().enumerate() {
            if let Some(cell) = cell {
                cells[ix / 64] |= 1 << (ix % 64);
                logs[ix] = cell.ln;
                sum += cell.ln;
                count += 1;
            }
        }
        Candidate {
            label: contender.label,
            cells,
            logs,
            count,
            overall: if count > 0 {
                sum / count as f64
            } else {
                f64::NEG_INFINITY
            },
        }
    }

    /// More cells first, then higher score, then label.
    fn before(&self, other: &Self) -> Ordering {
        other
            .count
            .cmp(&self.count)
            .then(other.overall.total_cmp(&self.overall))
            .then(self.label.cmp(other.label))
    }

    fn equals(&self, other: &Self) -> bool {
        self.cells == other.cells && self.overall == other.overall
    }

    /// Which has the higher score over the shared cells; `None` where they share none.
    fn against(&self, other: &Self) -> Option<Ordering> {
        let (mut own, mut others, mut shared) = (0.0, 0.0, false);
        for (word, (a, b)) in self.cells.iter().zip(&other.cells).enumerate() {
            let mut both = a & b;
            shared |= both != 0;
            while both != 0 {
                let ix = word * 64 + both.trailing_zeros() as usize;
                own += self.logs[ix];
                others += other.logs[ix];
                both &= both - 1;
            }
        }
        shared.then(|| own.total_cmp(&others))
    }
}
