//! The Wilson score interval at 95 %.
//!
//! E. B. Wilson, "Probable inference, the law of succession, and statistical inference",
//! Journal of the American Statistical Association 22 (1927), 209–212.

/// The normal quantile of a two-sided 95 % interval, as ReasonScape rounds it.
pub const Z: f64 = 1.96;

/// A Wilson interval: `centre ± margin`, both shares.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Wilson {
    /// Middle of the interval.
    pub centre: f64,
    /// Half width of the interval.
    pub margin: f64,
}

/// One end of an interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// `centre - margin`
    Lower,
    /// `centre + margin`
    Upper,
}

/// Wilson interval of `successes` out of `trials` (both may be fractional, after adjusting for
/// guesses).
///
/// With `p = successes / trials` and `m = trials`:
/// `centre = (p + z²/2m) / (1 + z²/m)`, `margin = z sqrt(p(1 - p)/m + z²/4m²) / (1 + z²/m)`.
/// Where `trials <= 0` both are 0.
pub fn wilson(successes: f64, trials: f64) -> Wilson {
    if trials <= 0.0 {
        return Wilson {
            centre: 0.0,
            margin: 0.0,
        };
    }
    let share = successes / trials;
    let z2 = Z * Z;
    let scale = 1.0 + z2 / trials;
    let spread = (share * (1.0 - share) / trials + z2 / (4.0 * trials * trials)).max(0.0);
    Wilson {
        centre: (share + z2 / (2.0 * trials)) / scale,
        margin: Z * spread.sqrt() / scale,
    }
}

/// Half width of the Wilson interval of `successes` out of `trials`.
pub fn half_width(successes: f64, trials: f64) -> f64 {
    wilson(successes, trials).margin
}

impl Wilson {
    /// One end of the interval.
    #[inline(always)]
    pub fn bound(&self, bound: Bound) -> f64 {
        match bound {
            Bound::Lower => self.centre - self.margin,
            Bound::Upper => self.centre + self.margin,
        }
    }
}

/// What Wilson intervals of any share need of a number of trials, so that many are had without a
/// division.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WilsonAt {
    /// `1 / m`, 0 without trials.
    pub(crate) inverse: f64,
    /// `1 / (1 + z²/m)`, 0 without trials.
    pub(crate) scale: f64,
}

impl WilsonAt {
    /// For `trials` trials, which may be fractional.
    pub fn new(trials: f64) -> WilsonAt {
        match trials > 0.0 {
            true => WilsonAt {
                inverse: 1.0 / trials,
                scale: 1.0 / (1.0 + Z * Z / trials),
            },
            false => WilsonAt {
                inverse: 0.0,
                scale: 0.0,
            },
        }
    }

    /// The interval of a share, as [`wilson`] has it.
    #[inline(always)]
    pub fn interval(&self, share: f64) -> Wilson {
        let z2 = Z * Z * self.inverse;
        Wilson {
            centre: (share + 0.5 * z2) * self.scale,
            margin: Z * self.root(share) * self.scale,
        }
    }

    /// How fast an end of the interval moves with the share, at `centre`: `(1 ± z (1 - 2c) / (2 m
    /// sqrt(c (1 - c) / m + z²/4m²))) / (1 + z²/m)`. 1 where there are no trials.
    #[inline(always)]
    pub fn slope(&self, bound: Bound, centre: f64) -> f64 {
        if self.inverse == 0.0 {
            return 1.0;
        }
        let bend = 0.5 * Z * (1.0 - 2.0 * centre) * self.inverse / self.root(centre);
        match bound {
            Bound::Upper => (1.0 + bend) * self.scale,
            Bound::Lower => (1.0 - bend) * self.scale,
        }
    }

    /// Variance of the share, `(w / z)²` with the half width `w` of its interval.
    #[inline(always)]
    pub fn variance(&self, share: f64) -> f64 {
        self.square(share) * self.scale * self.scale
    }

    /// `sqrt(p (1 - p) / m + z²/4m²)`
    #[inline(always)]
    fn root(&self, share: f64) -> f64 {
        self.square(share).sqrt()
    }

    #[inline(always)]
    fn square(&self, share: f64) -> f64 {
        ((share * (1.0 - share) + 0.25 * Z * Z * self.inverse) * self.inverse).max(0.0)
    }
}
