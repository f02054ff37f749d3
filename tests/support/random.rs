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
    ///
    /// By inversion from the most likely count outwards: as many steps as the count lies away from
    /// it, twice.
    pub fn binomial(&mut self, trials: u64, chance: f64) -> u64 {
        if chance <= 0.0 || chance >= 1.0 {
            return if chance <= 0.0 { 0 } else { trials };
        }
        let odds = chance / (1.0 - chance);
        let n = trials as f64;
        let mode = ((n + 1.0) * chance).floor().min(n);
        let ln_choose =
            libm::lgamma(n + 1.0) - libm::lgamma(mode + 1.0) - libm::lgamma(n - mode + 1.0);
        let ln_mode = ln_choose + mode * libm::log(chance) + (n - mode) * libm::log1p(-chance);
        let (mut up, mut down) = ((mode, libm::exp(ln_mode)), (mode, libm::exp(ln_mode)));
        let mut left = (self.next() >> 11) as f64 / (1u64 << 53) as f64 - up.1;
        while left >= 0.0 && (up.0 < n || down.0 > 0.0) {
            if up.0 < n {
                up = (up.0 + 1.0, up.1 * odds * (n - up.0) / (up.0 + 1.0));
                left -= up.1;
                if left < 0.0 {
                    return up.0 as u64;
                }
            }
            if down.0 > 0.0 {
                down = (down.0 - 1.0, down.1 * down.0 / (odds * (n - down.0 + 1.0)));
                left -= down.1;
                if left < 0.0 {
                    return down.0 as u64;
                }
            }
        }
        mode as u64
    }
}
