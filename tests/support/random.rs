//! A small seeded generator, so that simulations give the same figures everywhere.

/// SplitMix64 (Steele, Lea, Flood 2014).
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Random(seed)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Successes among `trials` with probability `chance` each.
    pub fn binomial(&mut self, trials: u64, chance: f64) -> u64 {
        let limit = (chance * u64::MAX as f64) as u64;
        (0..trials).filter(|_| self.next() < limit).count() as u64
    }
}
