//! How a model did against others.

/// How many others a model differs from significantly, whatever the limit turns out to be.
#[derive(Debug, Clone, Default)]
pub(super) struct Tally {
    /// Others that are better, or worse, by any limit.
    better: usize,
    worse: usize,
    /// `z` against those of whom the limit decides.
    between: Vec<f64>,
}

impl Tally {
    /// Counts others by `z`, as [`Tally::add`] does.
    pub(super) fn of(sizes: impl Iterator<Item = f64>, highest: f64) -> Tally {
        let mut tally = Tally::default();
        sizes.for_each(|z| tally.add(z, highest));
        tally
    }

    /// Counts one other: `z` is above 0 where the model is better. No limit is above
    /// `highest`.
    pub(super) fn add(&mut self, z: f64, highest: f64) {
        if z > highest {
            self.worse += 1;
        } else if z < -highest {
            self.better += 1;
        } else {
            self.between.push(z);
        }
    }

    /// Counts those that `other` counted.
    pub(super) fn append(&mut self, other: Tally) {
        self.better += other.better;
        self.worse += other.worse;
        self.between.extend(other.between);
    }

    /// `|z|` of all that may be significant, infinite where it surely is.
    pub(super) fn sizes(&self) -> impl Iterator<Item = f64> {
        let surely = std::iter::repeat_n(f64::INFINITY, self.better + self.worse);
        surely.chain(self.between.iter().map(|z| z.abs()))
    }

    /// How many are significantly better, and how many worse.
    pub(super) fn beyond(&self, limit: f64) -> (usize, usize) {
        let count =
            |wanted: &dyn Fn(f64) -> bool| self.between.iter().filter(|z| wanted(**z)).count();
        (
            self.better + count(&|z| z < -limit),
            self.worse + count(&|z| z > limit),
        )
    }
}
