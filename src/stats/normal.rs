//! The normal distribution's tail and its inverse.

/// Two-sided probability of a standard normal figure beyond `± z`: `2 (1 - Φ(z))`.
pub fn two_sided(z: f64) -> f64 {
    libm::erfc(z / std::f64::consts::SQRT_2)
}

/// The `z` with `two_sided(z) = p`, for `0 < p <= 1`.
///
/// Bisected on `two_sided`, which falls: 60 halvings of `0..=40` settle it to a float's last
/// digits.
pub fn two_sided_quantile(p: f64) -> f64 {
    let (mut low, mut high) = (0.0, 40.0);
    for _ in 0..60 {
        let middle = 0.5 * (low + high);
        if two_sided(middle) > p {
            low = middle;
        } else {
            high = middle;
        }
    }
    0.5 * (low + high)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Values of `scipy.stats.norm`.
    #[test]
    fn known_quantiles() {
        for (p, z) in [
            (0.05, 1.959963984540054),
            (0.01, 2.5758293035489004),
            (1e-6, 4.891638475698969),
            (1.0, 0.0),
        ] {
            assert!((two_sided_quantile(p) - z).abs() < 1e-12, "{p}");
        }
        assert!((two_sided(1.96) - 0.04999579029644087).abs() < 1e-15);
    }
}
