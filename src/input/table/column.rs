//! Decision: whether a column holds figures, and which of them are none.

use super::grid::{Field, Grid};
use super::number::{FRACTION, Figure, figure, of_number};

/// A column as figures.
#[derive(Debug, Default)]
pub(super) struct Column {
    /// A figure a row; `None`: not evaluated, or no figure.
    pub(super) figures: Vec<Option<Figure>>,
    /// Rows whose field is filled and no figure.
    pub(super) bad: Vec<usize>,
    /// How many fields are filled.
    pub(super) filled: usize,
    /// Whether -1 was taken as missing.
    minus_one: bool,
    /// Whether what stands in brackets was taken as the standard error.
    brackets: bool,
}

impl Column {
    /// The figures of a column of `grid`.
    pub(super) fn read(grid: &Grid, column: usize) -> Column {
        let mut read = Column {
            figures: Vec::with_capacity(grid.rows.len()),
            ..Column::default()
        };
        for (row, field) in grid.column(column).enumerate() {
            let found = match field {
                field if field.is_missing() => {
                    read.figures.push(None);
                    continue;
                }
                Field::Number(value) => Some(of_number(*value)).filter(|_| value.is_finite()),
                Field::Text(text) => figure(text, grid.decimal_comma),
                _ => None,
            };
            read.filled += 1;
            if found.is_none() {
                read.bad.push(row);
            }
            read.figures.push(found);
        }
        read.settle_fractions();
        read.settle_brackets();
        read.settle_minus_one();
        read
    }

    /// The figures that are there.
    pub(super) fn values(&self) -> impl Iterator<Item = &Figure> {
        self.figures.iter().flatten()
    }

    /// Whether it is a column of numbers: nine of ten filled fields are figures.
    pub(super) fn is_numbers(&self) -> bool {
        self.filled > 0 && self.good() * 10 >= self.filled * 9
    }

    /// Whether it is of figures and texts: at least two and half of the filled fields are figures.
    pub(super) fn is_mixed(&self) -> bool {
        !self.is_numbers() && self.good() > 1 && self.good() * 2 >= self.filled
    }

    /// How many filled fields are figures.
    fn good(&self) -> usize {
        self.filled.saturating_sub(self.bad.len())
    }

    /// The largest value.
    pub(super) fn largest(&self) -> f64 {
        let values = self.values().map(|figure| figure.number.value);
        values.fold(f64::NEG_INFINITY, f64::max)
    }

    /// What was decided of the column called `name`: in brief and whole.
    pub(super) fn notes(&self, name: &str) -> Vec<(String, String)> {
        let has = |is: fn(&Figure) -> bool| self.values().any(is);
        let notes = [
            (
                self.minus_one,
                format!("-1 missing in {name}"),
                format!("-1 in {name} is taken as missing"),
            ),
            (
                has(|figure| figure.error.is_some()) && !self.brackets,
                "± as standard error".to_owned(),
                format!("what stands behind ± in {name} is taken as the standard error"),
            ),
            (
                self.brackets,
                "(…) as standard error".to_owned(),
                format!("what stands in brackets in {name} is taken as the standard error"),
            ),
            (
                has(|figure| figure.has_more),
                "the first of two figures".to_owned(),
                format!("{name} has two figures with errors in a field; the first is read"),
            ),
            (
                has(|figure| figure.has_marks),
                "marks beside figures passed over".to_owned(),
                format!("footnotes, ~ and intervals beside the figures of {name} are passed over"),
            ),
        ];
        let said = notes.into_iter().filter(|(is_so, ..)| *is_so);
        said.map(|(_, brief, detail)| (brief, detail)).collect()
    }

    /// `24/30` are counts only where all are of the same number, and no months of a year.
    fn settle_fractions(&mut self) {
        let of = |figure: &Figure| figure.counts.filter(|_| figure.number.decimals == FRACTION);
        let counts: Vec<(u64, u64)> = self.values().filter_map(of).collect();
        let Some((_, all)) = counts.first() else {
            return;
        };
        let are_months = (1990..2100).contains(all) && counts.iter().all(|(k, _)| *k <= 12);
        if !are_months && counts.iter().all(|(_, n)| n == all) {
            return;
        }
        self.drop_all(|figure| of(figure).is_some());
    }

    /// Takes figures for none.
    fn drop_all(&mut self, is_none: impl Fn(&Figure) -> bool) {
        for (row, found) in self.figures.iter_mut().enumerate() {
            if found.take_if(|figure| is_none(figure)).is_some() {
                self.bad.push(row);
            }
        }
    }

    /// `(.01)` is a standard error only where every filled field has one.
    fn settle_brackets(&mut self) {
        let has_bracket = |figure: &Figure| figure.bracket.is_some();
        let with = self.values().filter(|figure| has_bracket(figure)).count();
        self.brackets = with > 0 && with == self.filled;
        if !self.brackets {
            return self.drop_all(has_bracket);
        }
        for figure in self.figures.iter_mut().flatten() {
            figure.error = figure.bracket.take();
        }
    }

    /// -1 is missing where nothing else is negative.
    fn settle_minus_one(&mut self) {
        let is_minus_one = |figure: &Figure| figure.number.value == -1.0;
        let negative = self.values().filter(|figure| figure.number.value < 0.0);
        let negative: Vec<&Figure> = negative.collect();
        self.minus_one = !negative.is_empty() && negative.into_iter().all(is_minus_one);
        if self.minus_one {
            for found in &mut self.figures {
                found.take_if(|figure| is_minus_one(figure));
            }
        }
    }
}
