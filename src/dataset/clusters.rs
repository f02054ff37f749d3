//! Answers that repeat items: samples, epochs.

/// Sums over the items of a cell, from which the clustered standard error of its accuracy follows.
///
/// With `kᵢ` correct of `nᵢ` answers (not truncated) to item `i`. The sums of different items add
/// up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Clusters {
    /// How many different items were answered.
    pub items: u64,
    /// `Σ kᵢ²`
    pub sum_k2: u64,
    /// `Σ kᵢ nᵢ`
    pub sum_kn: u64,
    /// `Σ nᵢ²`
    pub sum_n2: u64,
}

impl Clusters {
    /// The sums that an input states: items, then those of k², k n and n². `None` unless it states
    /// them all.
    pub fn stated(sums: [Option<u64>; 4]) -> Option<Clusters> {
        let [items, sum_k2, sum_kn, sum_n2] = sums;
        Some(Clusters {
            items: items?,
            sum_k2: sum_k2?,
            sum_kn: sum_kn?,
            sum_n2: sum_n2?,
        })
    }

    /// Adds an item with `correct` of `trials` answers.
    pub fn add(&mut self, correct: u64, trials: u64) {
        *self = self.pool(&Clusters {
            items: 1,
            sum_k2: correct.saturating_mul(correct),
            sum_kn: correct.saturating_mul(trials),
            sum_n2: trials.saturating_mul(trials),
        });
    }

    /// Both together, where no item stands in both.
    pub fn pool(&self, other: &Clusters) -> Clusters {
        Clusters {
            items: self.items.saturating_add(other.items),
            sum_k2: self.sum_k2.saturating_add(other.sum_k2),
            sum_kn: self.sum_kn.saturating_add(other.sum_kn),
            sum_n2: self.sum_n2.saturating_add(other.sum_n2),
        }
    }

    /// The same of wrong answers in place of right ones: `kᵢ` becomes `nᵢ - kᵢ`.
    pub(crate) fn inverted(&self) -> Clusters {
        let wrong = self.sum_n2.saturating_sub(self.sum_kn);
        Clusters {
            sum_k2: wrong.saturating_sub(self.sum_kn.saturating_sub(self.sum_k2)),
            sum_kn: wrong,
            ..*self
        }
    }
}

#[cfg(test)]
mod tests;
