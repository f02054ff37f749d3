//! The normal distribution's tail and its inverse.

/// Two-sided probability of a standard normal figure beyond `± z`: `2 (1 - Φ(z))`.
pub fn two_sided(z: f64) -> f64 {
    libm::erfc(z / std::f64::consts::SQRT_2)
}

/// The `z` with `two_sided(z) = p`, for `0 < p <= 1`.
///
/// By Newton's method on the logarithm of `two_sided`, which is concave: from above, where `2 (1 -
/// Φ(z)) <= exp(-z² / 2)` lets it start, each step stays above the answer until rounding ends it.
pub fn two_sided_quantile(p: f64) -> f64 {
    let mut z = (-2.0 * libm::log(p)).max(0.0).sqrt();
    loop {
        let tail = two_sided(z);
        let twice_density =
            libm::exp(-0.5 * z * z) * std::f64::consts::FRAC_2_SQRT_PI / std::f64::consts::SQRT_2;
        let next = z + libm::log(tail / p) * tail / twice_density;
        if next < z {
            z = next;
        } else {
            return z;
        }
    }
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
