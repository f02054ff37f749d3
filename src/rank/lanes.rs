//! One model against others, cell by cell.

use fearless_simd::{Level, Simd, dispatch};

use crate::stats::{Bound, FLOOR, ScoreKind, WilsonAt};

use super::figures::Figures;
use super::significance::Verdict;

/// Cells after which running products are moved into a logarithm: values are at least 0.01, those
/// of biases at least its square, so that a product of so many stays a normal float.
const PRODUCT_CELLS: usize = 64;

/// What the cells that a model shares with each of `N` others say about the two.
///
/// Logarithms of noisy values lie below those of what they estimate, the more the fewer trials: of
/// two equal models, the one with fewer trials would look worse. Each log is taken less `b = ln(v₊
/// v₋ / v₀²) / 6`, with `v± = clamp(r₀ ± √3 sd, .01, 1)`, the expectation by three points
/// (Gauss-Hermite: weights 1/6, 2/3, 1/6). `r₀` and `v₀` stand at the pooled accuracy and
/// truncation of both at the smaller number of adjusted trials, so that `v₀` cancels; `sd` is that
/// of the figure there, with the model's own trials and responses. With equal ones both biases are
/// the same.
///
/// Each of the `N` takes the same steps in the same order, whatever `N` is.
pub(super) fn verdicts<const N: usize>(
    kind: ScoreKind,
    own: &[Figures<f64>],
    others: &[Figures<[f64; N]>],
) -> [Verdict; N] {
    // In the widest registers that the processor has: no step rounds otherwise there.
    dispatch!(Level::new(), simd => simd.vectorize(
        #[inline(always)]
        // With the bound known to the compiler, the loop over the others has no branch.
        || match kind.bound() {
            Some(Bound::Upper) => added(own, others, |at, share| end(at, Bound::Upper, share)),
            Some(Bound::Lower) => added(own, others, |at, share| end(at, Bound::Lower, share)),
            None => added(own, others, |_, share| (share, 1.0)),
        },
    ))
}

/// `end` is the figure that the score takes of an accuracy, and its slope.
#[inline(always)]
fn added<const N: usize>(
    own: &[Figures<f64>],
    others: &[Figures<[f64; N]>],
    end: impl Fn(WilsonAt, f64) -> (f64, f64),
) -> [Verdict; N] {
    let mut sums = Sums::<N>::new();
    for (ix, (own, others)) in own.iter().zip(others).enumerate() {
        if own.present > 0.0 && others.present != [0.0; N] {
            let otherwise = sums.add(own, others);
            if otherwise != [0.0; N] {
                sums.add_unequal(own, others, &otherwise, &end);
            }
        }
        if (ix + 1).is_multiple_of(PRODUCT_CELLS) {
            sums.settle();
        }
    }
    sums.settle();
    std::array::from_fn(|lane| sums.verdict(lane))
}

/// An end of the interval of a share, and how fast it moves with the share.
#[inline(always)]
fn end(at: WilsonAt, bound: Bound, share: f64) -> (f64, f64) {
    let interval = at.interval(share);
    (interval.bound(bound), at.slope(bound, interval.centre))
}

/// Sums over the cells shared with each of `N` models.
struct Sums<const N: usize> {
    /// How many.
    shared: [f64; N],
    /// How many of them lack an interval.
    unknown: [f64; N],
    /// Sum of the differences of terms.
    terms: [f64; N],
    /// Running products of the values of both.
    values: [[f64; N]; 2],
    /// Running products of `v₊ v₋` of both.
    spreads: [[f64; N]; 2],
    /// Squared half widths if the first is better (its way down, the other's way up), and the
    /// reverse.
    if_first: [f64; N],
    if_second: [f64; N],
}

impl<const N: usize> Sums<N> {
    fn new() -> Self {
        Sums {
            shared: [0.0; N],
            unknown: [0.0; N],
            terms: [0.0; N],
            values: [[1.0; N]; 2],
            spreads: [[1.0; N]; 2],
            if_first: [0.0; N],
            if_second: [0.0; N],
        }
    }

    /// Adds what needs no correction; 1 for each model with which the cell needs one.
    #[inline(always)]
    fn add(&mut self, own: &Figures<f64>, others: &Figures<[f64; N]>) -> [f64; N] {
        let mut all_otherwise = [0.0; N];
        for (lane, otherwise) in all_otherwise.iter_mut().enumerate() {
            let other = others.lane(lane);
            let present = other.present;
            self.shared[lane] += present;
            self.unknown[lane] += present * (own.unknown + other.unknown);
            self.if_first[lane] += present * (own.down_squared + other.up_squared);
            self.if_second[lane] += present * (own.up_squared + other.down_squared);
            *otherwise = own.scatters_otherwise(&other);
            let alike = present * (1.0 - *otherwise);
            self.terms[lane] += alike * (own.term - other.term);
        }
        all_otherwise
    }

    /// Adds a cell where it has other trials or responses for the one than for the other, which is
    /// where `otherwise` is 1. `end` is the figure that the score takes of an accuracy, and its
    /// slope.
    #[inline(always)]
    fn add_unequal(
        &mut self,
        own: &Figures<f64>,
        others: &Figures<[f64; N]>,
        otherwise: &[f64; N],
        end: impl Fn(WilsonAt, f64) -> (f64, f64),
    ) {
        let mut values = [[1.0; N]; 2];
        let (mut raws, mut squares) = ([0.0; N], [[0.0; N]; 2]);
        for lane in 0..N {
            let other = others.lane(lane);
            let fewer = own.trials < other.trials;
            let more = other.trials < own.trials;
            let either = |a: f64, b: f64| if fewer { a } else { b };
            let at_fewer = WilsonAt {
                inverse: either(own.adjusted.inverse, other.adjusted.inverse),
                scale: either(own.adjusted.scale, other.adjusted.scale),
            };
            // The value of whoever has more trials, at the fewer.
            let accuracy = either(other.accuracy, own.accuracy);
            let truncation = either(other.truncation, own.truncation);
            let figure = smaller(larger(end(at_fewer, accuracy).0, 0.0), 1.0);
            let moved = larger(figure - truncation, FLOOR);
            values[0][lane] = if more { moved } else { own.value };
            values[1][lane] = if fewer { moved } else { other.value };

            let trials = own.trials + other.trials;
            let pooled = (own.successes + other.successes) / trials;
            // 0 without trials.
            let accuracy = smaller(larger(pooled, 0.0), 1.0);
            let truncation = (own.truncated + other.truncated) / (own.responses + other.responses);
            let (figure, slope) = end(at_fewer, accuracy);
            raws[lane] = figure - truncation;
            squares[0][lane] = 3.0 * own.variance(accuracy, truncation, slope);
            squares[1][lane] = 3.0 * other.variance(accuracy, truncation, slope);
        }
        for (products, values) in self.values.iter_mut().zip(&values) {
            for lane in 0..N {
                let wanted = otherwise[lane] > 0.0;
                products[lane] *= if wanted { values[lane] } else { 1.0 };
            }
        }
        for (products, squares) in self.spreads.iter_mut().zip(&squares) {
            multiply_spreads(products, &raws, squares, otherwise);
        }
    }

    /// Moves the products into the sum of terms.
    fn settle(&mut self) {
        let [values, others_values] = &self.values;
        let [spreads, others_spreads] = &self.spreads;
        for lane in 0..N {
            self.terms[lane] += libm::log(values[lane] / others_values[lane])
                - libm::log(spreads[lane] / others_spreads[lane]) / 6.0;
        }
        (self.values, self.spreads) = ([[1.0; N]; 2], [[1.0; N]; 2]);
    }

    /// What the cells shared with one of them say together.
    fn verdict(&self, lane: usize) -> Verdict {
        let squares = match self.terms[lane] >= 0.0 {
            true => self.if_first[lane],
            false => self.if_second[lane],
        };
        let cells = self.shared[lane].max(1.0);
        Verdict {
            shared: self.shared[lane] as usize,
            difference: self.terms[lane] / cells,
            half_width: squares.sqrt() / cells,
            known: self.unknown[lane] == 0.0,
        }
    }
}

/// The larger of two, the second where one is no number: one instruction for several lanes, where
/// `f64::max` keeps the compiler from treating them together.
#[inline(always)]
fn larger(a: f64, b: f64) -> f64 {
    if a > b { a } else { b }
}

/// The smaller of two, as above.
#[inline(always)]
fn smaller(a: f64, b: f64) -> f64 {
    if a < b { a } else { b }
}

/// Multiplies by `clamp(r + s, .01, 1) clamp(r - s, .01, 1)`, with the squares of `s`, where
/// `wanted` is 1.
#[inline(always)]
fn multiply_spreads<const N: usize>(
    products: &mut [f64; N],
    raws: &[f64; N],
    squares: &[f64; N],
    wanted: &[f64; N],
) {
    let mut cut = [0.0; N];
    for lane in 0..N {
        let (raw, squared) = (raws[lane], squares[lane]);
        let room = smaller(raw - FLOOR, 1.0 - raw);
        let whole = squared <= if room > 0.0 { room * room } else { -1.0 };
        cut[lane] = if whole { 0.0 } else { wanted[lane] };
        let factor = if whole { raw * raw - squared } else { 1.0 };
        products[lane] *= if wanted[lane] > 0.0 { factor } else { 1.0 };
    }
    // Rare: near the floor, or near 1.
    for lane in (0..N).filter(|lane| cut[*lane] > 0.0) {
        let reach = squares[lane].sqrt();
        products[lane] *=
            (raws[lane] + reach).clamp(FLOOR, 1.0) * (raws[lane] - reach).clamp(FLOOR, 1.0);
    }
}
