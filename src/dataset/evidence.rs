//! What is known of a cell: counted answers, or a reported accuracy.

use std::fmt;

use super::clusters::Clusters;

/// What is known of a cell's accuracy.
#[derive(Debug, Clone, PartialEq)]
pub enum Evidence {
    /// Counted answers.
    Counts(Counts),
    /// A reported accuracy whose counts are not known.
    Estimate(Estimate),
}

impl Evidence {
    /// All responses, truncated ones included, where known.
    pub fn responses(&self) -> Option<u64> {
        match self {
            Evidence::Counts(counts) => Some(counts.responses()),
            Evidence::Estimate(estimate) => estimate.responses,
        }
    }
}

/// Counted answers. Impossible counts cannot be built.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Counts {
    trials: u64,
    correct: u64,
    truncated: Option<u64>,
    lucky: Option<f64>,
    clusters: Option<Clusters>,
}

/// Why counts cannot be.
#[derive(Debug, Clone, PartialEq)]
pub enum ImpossibleCounts {
    /// More correct answers than answers.
    CorrectAboveTrials {
        /// Correct answers.
        correct: u64,
        /// Answers.
        trials: u64,
    },
    /// The expected number of lucky guesses is not within 0 and the number of answers.
    LuckyOutOfRange {
        /// Expected lucky guesses.
        lucky: f64,
        /// Answers.
        trials: u64,
    },
    /// A count too large to be one (above 2^53, where floats stop to count).
    TooLarge(u64),
    /// More items than answers.
    Items {
        /// Different items.
        items: u64,
        /// Answers, truncated ones included.
        responses: u64,
    },
    /// Sums over items that contradict each other or the counts.
    Sums,
    /// A reported figure that is no share.
    OutOfRange {
        /// Which figure.
        name: &'static str,
        /// What was reported.
        value: f64,
    },
}

impl fmt::Display for ImpossibleCounts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ImpossibleCounts::CorrectAboveTrials { correct, trials } => write!(
                f,
                "{correct} correct of {trials} responses: correct cannot exceed n"
            ),
            ImpossibleCounts::LuckyOutOfRange { lucky, trials } => write!(
                f,
                "{lucky} expected lucky guesses of {trials} responses: it must lie between 0 and n"
            ),
            ImpossibleCounts::TooLarge(count) => write!(f, "{count} is too large for a count"),
            ImpossibleCounts::Items { items, responses } => write!(
                f,
                "{items} items of {responses} responses: there cannot be more items than responses"
            ),
            ImpossibleCounts::Sums => f.write_str(
                "the sums over items contradict the counts: k <= k2 <= kn <= n2 and n <= n2 must \
                 hold",
            ),
            ImpossibleCounts::OutOfRange { name, value } => {
                write!(f, "{name} is {value}: it must lie between 0 and 1")
            }
        }
    }
}

impl std::error::Error for ImpossibleCounts {}

impl From<ImpossibleCounts> for String {
    fn from(impossible: ImpossibleCounts) -> String {
        impossible.to_string()
    }
}

impl Counts {
    /// The largest count that a float holds exactly.
    pub const MAX: u64 = 1 << 53;

    /// Counts of one cell.
    ///
    /// * `trials`: responses that were not truncated, invalid ones included
    /// * `correct`: correct ones among them
    /// * `truncated`: responses cut off by the token limit, not in `trials`; `None`: not recorded
    /// * `lucky`: expected number of correct answers by guessing; `None`: not recorded
    ///
    /// # Errors
    /// Where `correct > trials`, `lucky` is outside `0..=trials` or not finite, or a count is above
    /// [`Counts::MAX`].
    pub fn new(
        trials: u64,
        correct: u64,
        truncated: Option<u64>,
        lucky: Option<f64>,
    ) -> Result<Self, ImpossibleCounts> {
        let mut counts = [trials, correct, truncated.unwrap_or(0)].into_iter();
        if let Some(large) = counts.find(|count| *count > Self::MAX) {
            return Err(ImpossibleCounts::TooLarge(large));
        }
        if correct > trials {
            return Err(ImpossibleCounts::CorrectAboveTrials { correct, trials });
        }
        if let Some(lucky) = lucky
            && !(0.0..=trials as f64).contains(&lucky)
        {
            return Err(ImpossibleCounts::LuckyOutOfRange { lucky, trials });
        }
        Ok(Counts {
            trials,
            correct,
            truncated,
            lucky,
            clusters: None,
        })
    }

    /// The same counts, with what is known of repeated items.
    ///
    /// # Errors
    /// Where no answers with these counts can give such sums.
    pub fn with_clusters(
        self,
        clusters: impl Into<Option<Clusters>>,
    ) -> Result<Self, ImpossibleCounts> {
        let clusters = clusters.into();
        if let Some(Clusters {
            items,
            sum_k2,
            sum_kn,
            sum_n2,
        }) = clusters
        {
            let responses = self.responses();
            if items > responses {
                return Err(ImpossibleCounts::Items { items, responses });
            }
            if !([self.correct, sum_k2, sum_kn, sum_n2].is_sorted() && self.trials <= sum_n2) {
                return Err(ImpossibleCounts::Sums);
            }
        }
        Ok(Counts { clusters, ..self })
    }

    /// Sums over items of one answer each.
    fn independent(&self) -> Clusters {
        Clusters {
            items: self.trials,
            sum_k2: self.correct,
            sum_kn: self.correct,
            sum_n2: self.trials,
        }
    }

    /// `n`: responses that were not truncated.
    pub fn trials(&self) -> u64 {
        self.trials
    }

    /// `k`: correct ones among [`Counts::trials`].
    pub fn correct(&self) -> u64 {
        self.correct
    }

    /// `t`: truncated responses; `None`: not recorded.
    pub fn truncated(&self) -> Option<u64> {
        self.truncated
    }

    /// `g`: expected lucky guesses; `None`: not recorded.
    pub fn lucky(&self) -> Option<f64> {
        self.lucky
    }

    /// Sums over the items that the answers repeat; `None`: answers count as independent.
    pub fn clusters(&self) -> Option<Clusters> {
        self.clusters
    }

    /// All responses, `n + t`.
    pub fn responses(&self) -> u64 {
        self.trials + self.truncated.unwrap_or(0)
    }

    /// The counts of both together. What only one of them recorded counts as 0 in the other;
    /// answers without clusters are then items of their own.
    pub fn pool(&self, other: &Counts) -> Counts {
        fn sum<T: std::ops::Add<Output = T>>(a: Option<T>, b: Option<T>) -> Option<T> {
            match (a, b) {
                (Some(a), Some(b)) => Some(a + b),
                (one, None) | (None, one) => one,
            }
        }
        Counts {
            trials: self.trials + other.trials,
            correct: self.correct + other.correct,
            truncated: sum(self.truncated, other.truncated),
            lucky: sum(self.lucky, other.lucky),
            clusters: (self.clusters.is_some() || other.clusters.is_some()).then(|| {
                let all = |counts: &Counts| counts.clusters.unwrap_or(counts.independent());
                all(self).pool(&all(other))
            }),
        }
    }
}

/// Where the margin of an [`Estimate`] comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MarginSource {
    /// A Wilson interval that the source computed.
    Wilson,
    /// 1.96 times a standard error that the source reported.
    StandardError,
    /// The source gave none.
    Unknown,
}

/// A reported accuracy without counts. All figures are shares in `0..=1`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// Point estimate.
    pub accuracy: f64,
    /// Middle of the 95 % interval.
    pub centre: f64,
    /// Half width of the 95 % interval; 0 where unknown.
    pub margin: f64,
    /// Where the margin comes from.
    pub margin_source: MarginSource,
    /// Truncated share; `None`: not recorded.
    pub truncation: Option<f64>,
    /// All responses, where known.
    pub responses: Option<u64>,
}

impl Estimate {
    /// Checks that every figure is a share.
    ///
    /// # Errors
    /// Names the first figure outside `0..=1` or not finite.
    pub fn checked(self) -> Result<Self, ImpossibleCounts> {
        let figures = [
            ("accuracy", self.accuracy),
            ("centre", self.centre),
            ("margin", self.margin),
            ("truncated ratio", self.truncation.unwrap_or(0.0)),
        ];
        let mut figures = figures.into_iter();
        match figures.find(|(_, value)| !(0.0..=1.0).contains(value)) {
            Some((name, value)) => Err(ImpossibleCounts::OutOfRange { name, value }),
            None => Ok(self),
        }
    }
}
