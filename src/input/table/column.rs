//! Decision: whether a column holds figures, and which of them are none.

use super::grid::{Field, Grid};
use super::number::{FRACTION, Figure, figure, of_number};

/// A column as figures.
#[derive(Debug)]
pub(super) struct Column {
    /// A figure a row; `None`: not evaluated, or no figure.
    pub(super) figures: Vec<Option<Figure>>,
    /// Rows whose field is filled and no figure.
    pub(super) bad: Vec<usize>,
    /// How many fields are filled.
    pub(super) filled: usize,
    /// Whether -1 was taken as missing.
    pub(super) minus_one: bool,
    /// Whether what stands in brackets was taken as the standard error.
    pub(super) brackets: bool,
    /// Whether a `±` was taken as the standard error.
    pub(super) plus_minus: bool,
    /// Whether the second of two figures in a field was passed over.
    pub(super) has_more: bool,
    /// Whether marks beside figures were passed over.
    pub(super) has_marks: bool,
}

impl Column {
    /// The figures of a column of `grid`.
    pub(super) fn read(grid: &Grid, column: usize) -> Column {
        let mut read = Column {
            figures: Vec::with_capacity(grid.rows.len()),
            bad: Vec::new(),
            filled: 0,
            minus_one: false,
            brackets: false,
            plus_minus: false,
            has_more: false,
            has_marks: false,
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
        read.plus_minus = read.values().any(|figure| figure.error.is_some()) && !read.brackets;
        let has = |is: fn(&Figure) -> bool| read.values().any(is);
        let (has_more, has_marks) = (
            has(|figure| figure.has_more),
            has(|figure| figure.has_marks),
        );
        (read.has_more, read.has_marks) = (has_more, has_marks);
        read
    }

    /// The figures that are there.
    pub(super) fn values(&self) -> impl Iterator<Item = &Figure> {
        self.figures.iter().flatten()
    }

    /// Whether it is a column of numbers: nine of ten filled fields are figures.
    pub(super) fn is_numbers(&self) -> bool {
        let good = self.filled - self.bad.len().min(self.filled);
        self.filled > 0 && good * 10 >= self.filled * 9
    }

    /// Whether it is of figures and texts: at least two and half of the filled fields are figures.
    pub(super) fn is_mixed(&self) -> bool {
        let good = self.filled - self.bad.len().min(self.filled);
        !self.is_numbers() && good > 1 && good * 2 >= self.filled
    }

    /// The largest value.
    pub(super) fn largest(&self) -> f64 {
        self.values()
            .map(|figure| figure.number.value)
            .fold(f64::NEG_INFINITY, f64::max)
    }

    /// What was decided of the column called `name`: in brief and whole.
    pub(super) fn notes(&self, name: &str) -> Vec<(String, String)> {
        let mut notes = Vec::new();
        if self.minus_one {
            notes.push((
                format!("-1 missing in {name}"),
                format!("-1 in {name} is taken as missing"),
            ));
        }
        if self.plus_minus {
            notes.push((
                "± as standard error".to_owned(),
                format!("what stands behind ± in {name} is taken as the standard error"),
            ));
        }
        if self.brackets {
            notes.push((
                "(…) as standard error".to_owned(),
                format!("what stands in brackets in {name} is taken as the standard error"),
            ));
        }
        if self.has_more {
            notes.push((
                "the first of two figures".to_owned(),
                format!("{name} has two figures with errors in a field; the first is read"),
            ));
        }
        if self.has_marks {
            notes.push((
                "marks beside figures passed over".to_owned(),
                format!("footnotes, ~ and intervals beside the figures of {name} are passed over"),
            ));
        }
        notes
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
        for (row, found) in self.figures.iter_mut().enumerate() {
            if found.as_ref().and_then(of).is_some() {
                *found = None;
                self.bad.push(row);
            }
        }
    }

    /// `(.01)` is a standard error only where every filled field has one.
    fn settle_brackets(&mut self) {
        let with = self
            .values()
            .filter(|figure| figure.bracket.is_some())
            .count();
        if with == 0 {
            return;
        }
        self.brackets = with == self.filled;
        for (row, found) in self.figures.iter_mut().enumerate() {
            let Some(figure) = found.as_mut().filter(|figure| figure.bracket.is_some()) else {
                continue;
            };
            if self.brackets {
                figure.error = figure.bracket.take();
            } else {
                *found = None;
                self.bad.push(row);
            }
        }
    }

    /// -1 is missing where nothing else is negative.
    fn settle_minus_one(&mut self) {
        let is_minus_one = |figure: &Figure| figure.number.value == -1.0;
        let mut negative = self
            .values()
            .filter(|figure| figure.number.value < 0.0)
            .peekable();
        let minus_one = negative.peek().is_some() && negative.all(is_minus_one);
        drop(negative);
        self.minus_one = minus_one;
        if self.minus_one {
            for found in &mut self.figures {
                if found.as_ref().is_some_and(is_minus_one) {
                    *found = None;
                }
            }
        }
    }
}
