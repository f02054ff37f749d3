use super::*;

#[test]
fn shares() {
    for (value, text) in [
        (0.0, ".00"),
        (-1e-17, ".00"),
        (1e-9, "<.01"),
        (0.004, "<.01"),
        (0.005, ".01"),
        (0.565, ".57"),
        (0.575, ".58"),
        (0.145, ".15"),
        (0.87, ".87"),
        (0.994, ".99"),
        (0.995, ".99+"),
        (0.999_999, ".99+"),
        (0.999_999_999_999_9, "1.0"),
        (1.0, "1.0"),
    ] {
        assert_eq!(share(value), text, "{value}");
    }
    assert_eq!(share_digits(0.12345, 3), ".123");
    assert_eq!(share_digits(0.9996, 3), ".999+");
    assert_eq!(share_digits(0.0001, 3), "<.001");
    assert_eq!(share_digits(0.05, 3), ".050");
}

#[test]
fn numbers() {
    assert_eq!(grouped(1234567.0), "1,234,567");
    assert_eq!(grouped(999.4), "999");
    assert_eq!(grouped(0.0), "0");
    assert_eq!(score(ScoreKind::Reason, 496.5), "497");
    assert_eq!(score(ScoreKind::Average, 63.25), "63.3");
    assert_eq!(percent(0.031), "3.1 %");
    assert_eq!(percent(0.4249), "42 %");
    assert_eq!(percent(0.0225), "2.3 %");
    assert_eq!(percent(0.0995), "10 %");
    assert_eq!(percent(0.0), "0 %");
    assert_eq!(percent(0.0004), "<0.1 %");
    assert_eq!(percent(0.996), "99+ %");
    assert_eq!(percent(1.0), "100 %");
    assert_eq!(grouped(-1234.5), "-1,235");
    assert_eq!(score(ScoreKind::Reason, 299.999_999_999_999_94), "300");
    assert_eq!(efficiency(0.3704), "0.37");
    assert_eq!(efficiency(0.0514), "0.051");
    assert_eq!(efficiency(0.00123), "0.0012");
    assert_eq!(efficiency(0.0001), "0.00010");
    assert_eq!(efficiency(0.000_037_45), "3.7e-5");
    assert_eq!(efficiency(9.96e-8), "1.0e-7");
    assert_eq!(efficiency(0.0), "0.00");
    assert_eq!(rank_interval(2, 5), "2–5");
    assert_eq!(exported(1.0 / 3.0), 0.333333333333);
}

proptest::proptest! {
    #[test]
    fn one_multiplication_rounds_as_the_exact_digits_do(
        value in -1e13..1e13,
        power in 0..24,
        places in 0..12,
    ) {
        let size = f64::abs(value) / 10f64.powi(power);
        // Halves of the last digit, and their neighbours.
        let unit = 10f64.powi(places);
        let half = ((size * unit).floor() + 0.5) / unit;
        for size in [size, half, half.next_up(), half.next_down(), size.round()] {
            if let Some(found) = scaled(size) {
                proptest::prop_assert_eq!(found, exact(size), "{}", size);
            }
        }
    }
}

#[test]
fn one_multiplication_is_enough_for_usual_figures() {
    for size in [0.0, 0.5, 0.3704, 12.0, 480.0, 1e11, 0.001] {
        assert_eq!(scaled(size), Some(exact(size)), "{size}");
    }
    for size in [1e12, 1e-12, f64::NAN, f64::INFINITY, 0.123_456_789_012_5] {
        assert_eq!(scaled(size), None, "{size}");
    }
}
