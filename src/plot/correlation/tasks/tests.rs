use super::*;

#[test]
fn ranks_of_equal_values_are_their_mean() {
    assert_eq!(ranks(&[3.0, 1.0, 3.0, 9.0]), [2.5, 1.0, 2.5, 4.0]);
}

#[test]
fn without_ties_it_is_the_textbook_formula() {
    let pairs = [
        (1.0, 20.0),
        (2.0, 10.0),
        (3.0, 30.0),
        (4.0, 50.0),
        (5.0, 40.0),
    ];
    // Squared differences of ranks: 1 + 1 + 0 + 1 + 1.
    let expected = 1.0 - 6.0 * 4.0 / (5.0 * 24.0);
    assert!((Correlation::of(&pairs).unwrap().rho - expected).abs() < 1e-12);
    assert_eq!(Correlation::of(&pairs[..3]), None);
    assert_eq!(Correlation::of(&[(1.0, 5.0); 6]), None);
}
