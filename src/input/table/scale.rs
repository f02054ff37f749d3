//! Decision: whether a table holds shares or percent.

use super::number::Figure;
use super::options::Scale;

/// The scale of a table's figures: percent where at least half of those that are not 0 are above 1.
/// Figures with a percent sign say it themselves and are not asked.
pub(super) fn decide<'a>(figures: impl Iterator<Item = &'a Figure>) -> Scale {
    let (mut above, mut all) = (0_usize, 0_usize);
    for figure in figures.filter(|figure| !figure.number.is_percent) {
        if figure.number.value != 0.0 {
            all += 1;
            above += usize::from(figure.number.value > 1.0);
        }
    }
    match above > 0 && above * 2 >= all {
        true => Scale::Percent,
        false => Scale::Share,
    }
}

#[cfg(test)]
mod tests {
    use super::super::number::of_number;
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
            assert_eq!(decide(figures.iter()), expected, "{values:?}");
        }
    }
}
