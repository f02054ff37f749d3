use super::super::number::{number, of_number};
use super::*;

#[test]
fn half_of_the_figures_above_one_are_percent() {
    for (values, expected) in [
        (&[0.5, 0.9, 0.0][..], Scale::Share),
        (&[50.0, 0.9], Scale::Percent),
        (&[50.0, 0.9, 0.8], Scale::Share),
        (&[0.0, 0.0, 7.5], Scale::Percent),
        (&[1.0, 1.0], Scale::Share),
        (&[], Scale::Share),
    ] {
        let figures: Vec<Figure> = values.iter().map(|value| of_number(*value)).collect();
        assert_eq!(scale_of(figures.iter()), expected, "{values:?}");
    }
}

#[test]
fn percentages_become_the_nearest_share() {
    for text in ["74.2", "6.556", "28.7", "0.07", "100", "57"] {
        let number = number(text, false).unwrap();
        let share = share("accuracy", &number, Scale::Percent, false).unwrap();
        let expected: f64 = format!("{text}e-2").parse().unwrap();
        assert_eq!(share.value, expected, "{text}");
    }
}
