//! Bands of scores.

/// A limit is reached by what falls short of it by rounding alone.
const ROUNDING: f64 = 1e-12;

/// Bands of scores on the scale to 1,000, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Band {
    /// 900 and more.
    Saturated,
    /// 700 to 900.
    Excellent,
    /// 500 to 700.
    Good,
    /// 300 to 500.
    Limited,
    /// Below 300.
    Severe,
}

impl Band {
    /// All bands, best first.
    pub const ALL: [Band; 5] = [
        Band::Saturated,
        Band::Excellent,
        Band::Good,
        Band::Limited,
        Band::Severe,
    ];

    /// The band of a score: the first whose limit it reaches, `score >= limit (1 - 1e-12)`.
    pub fn of(score: f64) -> Band {
        Band::ALL
            .into_iter()
            .find(|band| score >= band.from() * (1.0 - ROUNDING))
            .unwrap_or(Band::Severe)
    }

    /// The lowest score of the band.
    pub fn from(self) -> f64 {
        match self {
            Band::Saturated => 900.0,
            Band::Excellent => 700.0,
            Band::Good => 500.0,
            Band::Limited => 300.0,
            Band::Severe => 0.0,
        }
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Band::Saturated => "saturated",
            Band::Excellent => "excellent",
            Band::Good => "good",
            Band::Limited => "limited",
            Band::Severe => "severe",
        }
    }

    /// Its range in words: `700–900`.
    pub fn range(self) -> &'static str {
        match self {
            Band::Saturated => "900+",
            Band::Excellent => "700–900",
            Band::Good => "500–700",
            Band::Limited => "300–500",
            Band::Severe => "below 300",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One task with an accuracy of .3: the logarithm and back give 299.99999999999994.
    #[test]
    fn rounding_does_not_cost_a_band() {
        assert_eq!(Band::of(299.999_999_999_999_94), Band::Limited);
        assert_eq!(Band::of(299.999_999), Band::Severe);
    }
}
