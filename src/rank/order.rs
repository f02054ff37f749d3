//! The order of the board from comparisons on shared cells.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::candidate::Candidate;
use super::pairs::Pairs;

/// Candidates that can be compared with each other.
pub(super) struct Block {
    /// Indices of candidates in the order in which they are placed: those of the base, best first,
    /// then the others.
    pub members: Vec<usize>,
    /// How many of them are of the base.
    founders: usize,
    /// Bit set of the cells of those of the base.
    pub base: Vec<u64>,
}

/// All candidates in blocks.
///
/// 1. Base: among those with the most cells, those with the most frequent set of cells (of equally
///    frequent sets, the one with the best candidate), sorted by score.
/// 2. The others follow, more cells first, then higher score, then label, then key. One that shares
///    no cell with any before it waits until it does; what never does forms the next block, ordered
///    in the same way.
pub(super) fn blocks(candidates: &[Candidate<'_>]) -> Vec<Block> {
    let mut waiting: Vec<usize> = (0..candidates.len()).collect();
    waiting.sort_by(|a, b| candidates[*a].before(&candidates[*b]));
    let mut blocks = Vec::new();
    while !waiting.is_empty() {
        blocks.push(Block::take(candidates, &mut waiting));
    }
    blocks
}

impl Block {
    /// Takes one block out of `waiting`, which is sorted.
    fn take(candidates: &[Candidate<'_>], waiting: &mut Vec<usize>) -> Block {
        let base = base_cells(candidates, waiting);
        let (mut members, others) = waiting
            .iter()
            .partition::<Vec<usize>, _>(|ix| candidates[**ix].cells == base);
        members.sort_by(|a, b| candidates[*a].better(&candidates[*b]));
        *waiting = others;
        let founders = members.len();
        let mut covered = base.clone();
        while let Some(next) = waiting
            .iter()
            .position(|ix| candidates[*ix].overlaps(&covered))
        {
            let newcomer = waiting.remove(next);
            members.push(newcomer);
            for (covered, cells) in covered.iter_mut().zip(&candidates[newcomer].cells) {
                *covered |= cells;
            }
        }
        Block {
            members,
            founders,
            base,
        }
    }

    /// Its members, best first.
    ///
    /// Those of the base stand by score. Against each placed one, both scores of another are taken
    /// over the shared cells. It goes where it contradicts fewest significant comparisons, then
    /// fewest of all; of equally good positions, to the lowest. It never parts two that tie.
    pub(super) fn order(&self, candidates: &[Candidate<'_>], pairs: &Pairs) -> Vec<usize> {
        let (founders, others) = self.members.split_at(self.founders);
        let mut placed = founders.to_vec();
        for newcomer in others {
            let at = best_position(candidates, pairs, &placed, *newcomer);
            placed.insert(at, *newcomer);
        }
        placed
    }
}

/// The set of cells that a block starts from: among the candidates with the most cells, the most
/// frequent set; of equally frequent ones, that of the best candidate.
fn base_cells(candidates: &[Candidate<'_>], waiting: &[usize]) -> Vec<u64> {
    let most = waiting.iter().map(|ix| candidates[*ix].count).max();
    // Set -> how often, and the place of its best candidate (`waiting` is sorted, so its first).
    let mut sets: BTreeMap<&[u64], (usize, usize)> = BTreeMap::new();
    for (place, ix) in waiting.iter().enumerate() {
        let candidate = &candidates[*ix];
        if Some(candidate.count) == most {
            sets.entry(&candidate.cells).or_insert((0, place)).0 += 1;
        }
    }
    sets.into_iter()
        .max_by_key(|(_, (count, first))| (*count, std::cmp::Reverse(*first)))
        .map(|(cells, _)| cells.to_vec())
        .unwrap_or_default()
}

/// The position in `placed` where `newcomer` contradicts fewest comparisons, significant ones
/// first; of equally good ones the lowest on the board. Directly below its equal, where it has one.
fn best_position(
    candidates: &[Candidate<'_>],
    pairs: &Pairs,
    placed: &[usize],
    newcomer: usize,
) -> usize {
    let own = &candidates[newcomer];
    if let Some(twin) = placed.iter().rposition(|ix| candidates[*ix].ties_with(own)) {
        return twin + 1;
    }
    // What each placed one adds to the contradictions where it stands above the newcomer, less what
    // it adds below it: 1 where the newcomer beats it, -1 where it beats the newcomer.
    let step = |outcome| match outcome {
        Some(Ordering::Greater) => 1,
        Some(Ordering::Less) => -1,
        _ => 0,
    };
    // Relative to the position at the top.
    let (mut significant, mut all) = (0, 0);
    let (mut best, mut fewest) = (0, (0, 0));
    for (ix, above) in placed.iter().enumerate() {
        significant += pairs.sign(newcomer, *above);
        all += step(own.against(&candidates[*above]));
        let parts_ties = placed
            .get(ix + 1)
            .is_some_and(|below| candidates[*below].ties_with(&candidates[*above]));
        if (significant, all) <= fewest && !parts_ties {
            (best, fewest) = (ix + 1, (significant, all));
        }
    }
    best
}
