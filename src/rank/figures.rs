//! What comparisons need of a cell.

use std::iter::zip;

use crate::stats::{CellScore, Sample, ScoreKind, WilsonAt};

/// Figures of one cell (`T = f64`), or of the same cell of `N` models beside each other (`T = [f64;
/// N]`), so that a processor compares several at a time. All are 0 where there is no cell.
#[derive(Debug, Clone, Copy)]
pub(super) struct Figures<T> {
    /// 1 where there is a cell, so that sums need no branch.
    pub present: T,
    /// 1 where the source gave no interval.
    pub unknown: T,
    /// 1 where what was counted is known, and the score is a mean of logarithms.
    pub counted: T,
    /// What scores are the mean of.
    pub term: T,
    /// Squared half widths of `term` downwards and upwards.
    pub down_squared: T,
    pub up_squared: T,
    /// Value, adjusted accuracy and truncation.
    pub value: T,
    pub accuracy: T,
    pub truncation: T,
    /// `m`, and `k - g` of them.
    pub trials: T,
    pub successes: T,
    /// `t`, of `N`.
    pub truncated: T,
    pub responses: T,
    /// Chance to be right by guessing.
    pub guess_chance: T,
    /// Times the variance of the raw accuracy is that of the adjusted one.
    pub stretch: T,
    /// Wilson intervals at `m`, at `n` and at `N`, the last all 0 where truncation is not recorded.
    pub adjusted: At<T>,
    pub raw: At<T>,
    pub of_responses: At<T>,
}

/// A [`WilsonAt`] in parts.
#[derive(Debug, Clone, Copy)]
pub(super) struct At<T> {
    pub inverse: T,
    pub scale: T,
}

impl From<WilsonAt> for At<f64> {
    fn from(at: WilsonAt) -> Self {
        At {
            inverse: at.inverse,
            scale: at.scale,
        }
    }
}

impl At<f64> {
    /// The intervals.
    #[inline(always)]
    pub(super) fn wilson(self) -> WilsonAt {
        WilsonAt {
            inverse: self.inverse,
            scale: self.scale,
        }
    }
}

impl<T: Copy> Figures<T> {
    /// No cell.
    const fn filled(zero: T) -> Self {
        let at = At {
            inverse: zero,
            scale: zero,
        };
        Figures {
            present: zero,
            unknown: zero,
            counted: zero,
            term: zero,
            down_squared: zero,
            up_squared: zero,
            value: zero,
            accuracy: zero,
            truncation: zero,
            trials: zero,
            successes: zero,
            truncated: zero,
            responses: zero,
            guess_chance: zero,
            stretch: zero,
            adjusted: at,
            raw: at,
            of_responses: at,
        }
    }
}

impl Figures<f64> {
    /// Those of a cell, if there is one.
    pub(super) fn of(kind: ScoreKind, cell: Option<&CellScore>) -> Self {
        let Some(cell) = cell else {
            return Figures::filled(0.0);
        };
        let figures = Figures {
            present: 1.0,
            unknown: f64::from(u8::from(!cell.interval_known)),
            term: cell.term,
            down_squared: cell.half.down * cell.half.down,
            up_squared: cell.half.up * cell.half.up,
            value: cell.value,
            accuracy: cell.accuracy,
            truncation: cell.truncation,
            ..Figures::filled(0.0)
        };
        match &cell.sample {
            Some(sample) if kind.is_geometric() => figures.counted(sample),
            _ => figures,
        }
    }

    fn counted(self, sample: &Sample) -> Self {
        Figures {
            counted: 1.0,
            trials: sample.adjusted_trials(),
            successes: sample.correct - sample.lucky,
            truncated: sample.truncated,
            responses: sample.responses(),
            guess_chance: sample.guess_chance(),
            stretch: sample.stretch(),
            adjusted: WilsonAt::new(sample.adjusted_trials()).into(),
            raw: WilsonAt::new(sample.trials).into(),
            of_responses: match sample.records_truncation {
                true => WilsonAt::new(sample.responses()).into(),
                false => self.of_responses,
            },
            ..self
        }
    }

    /// Variance of `slope` times the adjusted accuracy less the truncation, where these are
    /// `accuracy` and `truncation`.
    #[inline(always)]
    pub(super) fn variance(&self, accuracy: f64, truncation: f64, slope: f64) -> f64 {
        let raw = accuracy + (1.0 - accuracy) * self.guess_chance;
        let scatter = self.stretch * self.raw.wilson().variance(raw);
        slope * slope * scatter + self.of_responses.wilson().variance(truncation)
    }

    /// What two cells that scatter alike around equal shares have in common.
    #[inline(always)]
    fn scatter(&self) -> [f64; 4] {
        [
            self.trials,
            self.raw.inverse,
            self.stretch,
            self.of_responses.inverse,
        ]
    }

    /// 1 where both are cells whose counts are known and scatter otherwise around equal shares,
    /// else 0.
    #[inline(always)]
    pub(super) fn scatters_otherwise(&self, other: &Self) -> f64 {
        let alike = zip(self.scatter(), other.scatter()).all(|(own, other)| own == other);
        self.counted * other.counted * if alike { 0.0 } else { 1.0 }
    }
}

impl<const N: usize> Figures<[f64; N]> {
    /// Those of up to `N` cells.
    pub(super) fn beside(cells: impl IntoIterator<Item = Figures<f64>>) -> Self {
        let mut lanes = Figures::filled([0.0; N]);
        for (lane, cell) in cells.into_iter().take(N).enumerate() {
            lanes.present[lane] = cell.present;
            lanes.unknown[lane] = cell.unknown;
            lanes.counted[lane] = cell.counted;
            lanes.term[lane] = cell.term;
            lanes.down_squared[lane] = cell.down_squared;
            lanes.up_squared[lane] = cell.up_squared;
            lanes.value[lane] = cell.value;
            lanes.accuracy[lane] = cell.accuracy;
            lanes.truncation[lane] = cell.truncation;
            lanes.trials[lane] = cell.trials;
            lanes.successes[lane] = cell.successes;
            lanes.truncated[lane] = cell.truncated;
            lanes.responses[lane] = cell.responses;
            lanes.guess_chance[lane] = cell.guess_chance;
            lanes.stretch[lane] = cell.stretch;
            for (lanes, cell) in [
                (&mut lanes.adjusted, cell.adjusted),
                (&mut lanes.raw, cell.raw),
                (&mut lanes.of_responses, cell.of_responses),
            ] {
                lanes.inverse[lane] = cell.inverse;
                lanes.scale[lane] = cell.scale;
            }
        }
        lanes
    }

    /// Those of one of the cells.
    #[inline(always)]
    pub(super) fn lane(&self, lane: usize) -> Figures<f64> {
        let at = |at: &At<[f64; N]>| At {
            inverse: at.inverse[lane],
            scale: at.scale[lane],
        };
        Figures {
            present: self.present[lane],
            unknown: self.unknown[lane],
            counted: self.counted[lane],
            term: self.term[lane],
            down_squared: self.down_squared[lane],
            up_squared: self.up_squared[lane],
            value: self.value[lane],
            accuracy: self.accuracy[lane],
            truncation: self.truncation[lane],
            trials: self.trials[lane],
            successes: self.successes[lane],
            truncated: self.truncated[lane],
            responses: self.responses[lane],
            guess_chance: self.guess_chance[lane],
            stretch: self.stretch[lane],
            adjusted: at(&self.adjusted),
            raw: at(&self.raw),
            of_responses: at(&self.of_responses),
        }
    }
}
