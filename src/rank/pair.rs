//! Two models, cell by cell.

use crate::stats::{CellScore, FLOOR, Sample, ScoreKind};

use super::significance::Verdict;

/// Cells after which running products are moved into a logarithm: values are at least 0.01, those
/// of biases at least its square, so that a product of so many stays a normal float.
const PRODUCT_CELLS: usize = 64;

/// Sums over the shared cells of two models.
///
/// Logarithms of noisy values lie below those of what they estimate, the more the fewer trials: of
/// two equal models, the one with fewer trials would look worse. Each log is taken less `b = ln(v₊
/// v₋ / v₀²) / 6`, with `v± = clamp(r₀ ± √3 sd, .01, 1)`, the expectation by three points
/// (Gauss-Hermite: weights 1/6, 2/3, 1/6). `r₀` and `v₀` stand at the pooled accuracy and
/// truncation of both at the smaller number of adjusted trials, so that `v₀` cancels; `sd` is that
/// of the figure there, with the model's own trials and responses. With equal ones both biases are
/// the same.
pub(super) struct Pair {
    kind: ScoreKind,
    shared: usize,
    known: bool,
    /// Sum of the differences of terms.
    terms: f64,
    /// Running products of the values of each.
    values: (f64, f64),
    /// Running products of `v₊ v₋` of each.
    spreads: (f64, f64),
    /// Squared half widths if the first is better (its way down, the second's way up), and the
    /// reverse.
    if_first: f64,
    if_second: f64,
}

impl Pair {
    pub(super) fn new(kind: ScoreKind) -> Self {
        Pair {
            kind,
            shared: 0,
            known: true,
            terms: 0.0,
            values: (1.0, 1.0),
            spreads: (1.0, 1.0),
            if_first: 0.0,
            if_second: 0.0,
        }
    }

    /// Adds a cell that both have.
    pub(super) fn add(&mut self, a: &CellScore, b: &CellScore) {
        self.shared += 1;
        self.known &= a.interval_known && b.interval_known;
        self.if_first += a.half.down * a.half.down + b.half.up * b.half.up;
        self.if_second += a.half.up * a.half.up + b.half.down * b.half.down;
        match (a.sample, b.sample) {
            (Some(first), Some(second))
                if self.kind.is_geometric() && !first.scatters_as(&second) =>
            {
                self.add_unequal((a, &first), (b, &second));
            }
            _ => self.terms += a.term - b.term,
        }
        if self.shared.is_multiple_of(PRODUCT_CELLS) {
            self.settle();
        }
    }

    /// A cell with other trials or responses for the one than for the other.
    fn add_unequal(
        &mut self,
        (a, first): (&CellScore, &Sample),
        (b, second): (&CellScore, &Sample),
    ) {
        let (own, others) = (first.adjusted_trials(), second.adjusted_trials());
        let at_fewer = match own < others {
            true => first.adjusted(),
            false => second.adjusted(),
        };
        let bound = self.kind.bound();
        let value = |cell: &CellScore, has_more: bool| match bound {
            Some(bound) if has_more => {
                let figure = at_fewer
                    .interval(cell.accuracy)
                    .bound(bound)
                    .clamp(0.0, 1.0);
                (figure - cell.truncation).max(FLOOR)
            }
            _ => cell.value,
        };
        self.values.0 *= value(a, own > others);
        self.values.1 *= value(b, others > own);

        let successes = first.correct + second.correct - first.lucky - second.lucky;
        let accuracy = match own + others > 0.0 {
            true => (successes / (own + others)).clamp(0.0, 1.0),
            false => 0.0,
        };
        let truncation =
            (first.truncated + second.truncated) / (first.responses() + second.responses());
        let (figure, slope) = match bound {
            Some(bound) => {
                let interval = at_fewer.interval(accuracy);
                (
                    interval.bound(bound),
                    at_fewer.slope(bound, interval.centre),
                )
            }
            None => (accuracy, 1.0),
        };
        let raw = figure - truncation;
        let room = (raw - FLOOR).min(1.0 - raw);
        let spread = |sample: &Sample| {
            let squared = 3.0 * sample.variance_at(accuracy, truncation, slope);
            if room > 0.0 && squared <= room * room {
                return raw * raw - squared;
            }
            let reach = squared.sqrt();
            (raw + reach).clamp(FLOOR, 1.0) * (raw - reach).clamp(FLOOR, 1.0)
        };
        self.spreads.0 *= spread(first);
        self.spreads.1 *= spread(second);
    }

    fn settle(&mut self) {
        self.terms += libm::log(self.values.0 / self.values.1)
            - libm::log(self.spreads.0 / self.spreads.1) / 6.0;
        (self.values, self.spreads) = ((1.0, 1.0), (1.0, 1.0));
    }

    /// What the cells say together.
    pub(super) fn verdict(mut self) -> Verdict {
        self.settle();
        let squares = match self.terms >= 0.0 {
            true => self.if_first,
            false => self.if_second,
        };
        let cells = self.shared.max(1) as f64;
        Verdict {
            shared: self.shared,
            difference: self.terms / cells,
            half_width: squares.sqrt() / cells,
            known: self.known,
        }
    }
}
