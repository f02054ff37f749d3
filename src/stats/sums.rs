//! Sums that do not depend on the order of what is added.

/// The sum of `values`, added from the lowest to the highest: the same to the last bit in whatever
/// order they come.
pub fn sum(values: impl IntoIterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.into_iter().collect();
    values.sort_unstable_by(f64::total_cmp);
    values.into_iter().sum()
}

/// Means of logs (of shares, for an average) that differ by no more are equal: rounding may have
/// made the difference.
pub const TIE: f64 = 1e-12;

/// `part / whole`; 0 of nothing is 0.
pub fn share(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_changes_no_bit() {
        let values = [0.1, 0.7, -3.3, 1e-9, 0.2, 0.3];
        let mut turned = values;
        for _ in 0..values.len() {
            turned.rotate_left(1);
            assert_eq!(sum(turned).to_bits(), sum(values).to_bits());
        }
    }
}
