//! Axes: what they span, and the ticks that a person would choose.

/// What ticks of a logarithmic axis begin with, from how many decades on: from few to many.
const MANTISSAS: [(f64, &[f64]); 4] = [
    (3.5, &[1.0]),
    (0.9, &[1.0, 2.0, 5.0]),
    (0.5, &[1.0, 1.5, 2.0, 3.0, 5.0, 7.0]),
    (
        0.0,
        &[1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0],
    ),
];

/// Least part of a whole linear axis that is shown: less would make little look like much.
const LEAST_PART: f64 = 0.02;

/// One axis of a plot.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Axis {
    /// Both ends, as [positions](Axis::position).
    pub ends: (f64, f64),
    /// Labelled positions.
    pub ticks: Vec<(f64, String)>,
    /// Positions of fine grid lines between them.
    pub minor: Vec<f64>,
    is_log: bool,
}

impl Axis {
    /// A linear axis that holds `low` to `high`, with about `count` ticks. It ends at a tick or
    /// halfway between two, and at 0 or `most` rather than beyond. Of 0 to `most` it shows a
    /// fiftieth at least.
    pub fn linear(low: f64, high: f64, most: f64, count: usize) -> Axis {
        let missing = (most * LEAST_PART - (high - low)).max(0.0) / 2.0;
        let (low, high) = ((low - missing).max(0.0), (high + missing).min(most));
        let step = step(((high - low) / count.max(1) as f64).max(most / 200.0));
        let ends = |unit: f64| {
            let from = ((low / unit).floor() * unit).max(0.0);
            let to = ((high / unit).ceil() * unit).min(most);
            let from = match to - from < step {
                true => (to - step).max(0.0),
                false => from,
            };
            match to - from < step {
                true => (from, from + step),
                false => (from, to),
            }
        };
        let ticks = |(from, to): (f64, f64)| -> Vec<(f64, String)> {
            multiples(step, from, to)
                .map(|at| (at, number(at)))
                .collect()
        };
        let halves = ends(step / 2.0);
        let ends = match ticks(halves).len() {
            0..3 => ends(step),
            _ => halves,
        };
        Axis::of(ends, ticks(ends))
    }

    /// A linear axis with these ticks.
    fn of(ends: (f64, f64), ticks: Vec<(f64, String)>) -> Axis {
        Axis {
            ends,
            ticks,
            minor: Vec::new(),
            is_log: false,
        }
    }

    /// Shares from 0 to 1.
    pub fn share() -> Axis {
        let label = |fifths: u32| match fifths {
            0 => "0".to_owned(),
            5 => "1".to_owned(),
            fifths => format!(".{}", 2 * fifths),
        };
        let tick = |fifths| (f64::from(fifths) / 5.0, label(fifths));
        Axis::of((0.0, 1.0), (0..=5).map(tick).collect())
    }

    /// Ranks 1 to `last`.
    pub fn ranks(last: usize, count: usize) -> Axis {
        let step = step((last as f64 / count.max(1) as f64).max(1.0)).max(1.0);
        let mut ticks = vec![1.0];
        ticks.extend(
            multiples(step, step, last as f64).filter(|at| *at > 1.0 && *at - 1.0 >= step / 2.0),
        );
        let ticks = ticks.into_iter().map(|at| (at, number(at)));
        Axis::of((0.5, last as f64 + 0.5), ticks.collect())
    }

    /// Named places 0, 1, 2, with half a step beyond both.
    pub fn named(names: impl IntoIterator<Item = String>) -> Axis {
        let ticks: Vec<(f64, String)> = (0..).map(f64::from).zip(names).collect();
        Axis::of((-0.5, ticks.len().max(1) as f64 - 0.5), ticks)
    }

    /// The same with ticks that say nothing.
    pub fn without_labels(mut self) -> Axis {
        self.ticks.iter_mut().for_each(|(_, label)| label.clear());
        self
    }

    /// No tick.
    pub fn bare(from: f64, to: f64) -> Axis {
        Axis::of((from, to), Vec::new())
    }

    /// A logarithmic axis that holds `low` to `high`, both above 0, with room at both ends.
    pub fn log(low: f64, high: f64) -> Axis {
        let (low, high) = (libm::log10(low), libm::log10(high));
        // One model, or several alike, stand in the middle of a third of a decade.
        let room = ((high - low) * 0.06)
            .max((0.34 - (high - low)) / 2.0)
            .max(0.02);
        let ends = (low - room, high + room);
        let span = ends.1 - ends.0;
        let decades = ends.0.floor() as i32..=ends.1.floor() as i32;
        let within = |mantissas: &[f64]| {
            let powers = decades.clone().map(|power| libm::pow(10.0, power.into()));
            let values = powers.flat_map(|power| mantissas.iter().map(move |m| m * power));
            let values = values.filter(|value| (ends.0..=ends.1).contains(&libm::log10(*value)));
            values.collect::<Vec<f64>>()
        };
        // The first that suit the span, and give three ticks at least.
        let mut ticks: Vec<(f64, String)> = Vec::new();
        for (least, mantissas) in MANTISSAS {
            if span > least && ticks.len() < 3 {
                let values = within(mantissas).into_iter();
                let values = values.map(|value| (libm::log10(value), short_number(value)));
                ticks = values.collect();
            }
        }
        let is_tick = |at: f64| ticks.iter().any(|(tick, _)| (tick - at).abs() < 1e-9);
        let minor = within(&[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0]).into_iter();
        let minor = minor.map(libm::log10).filter(|at| !is_tick(*at));
        Axis {
            minor: minor.collect(),
            is_log: true,
            ..Axis::of(ends, ticks)
        }
    }

    /// Where a value stands, on the scale of the ends.
    pub fn position(&self, value: f64) -> f64 {
        match self.is_log {
            true => libm::log10(value),
            false => value,
        }
    }

    /// How far along the axis a value stands, 0 to 1.
    pub fn part(&self, value: f64) -> f64 {
        (self.position(value) - self.ends.0) / (self.ends.1 - self.ends.0)
    }
}

/// The smallest of 1, 2, 5, 10, 20, … (and .5, .2, …) that is at least `least`.
fn step(least: f64) -> f64 {
    let power = libm::pow(10.0, libm::log10(least).floor());
    let steps = [1.0, 2.0, 5.0].map(|mantissa| mantissa * power);
    steps
        .into_iter()
        .find(|step| *step >= least * (1.0 - 1e-9))
        .unwrap_or(10.0 * power)
}

fn multiples(step: f64, from: f64, to: f64) -> impl Iterator<Item = f64> {
    let first = (from / step - 1e-9).ceil() as i64;
    let last = (to / step + 1e-9).floor() as i64;
    (first..=last).map(move |ix| ix as f64 * step)
}

/// A number of a linear axis: `900`, `1,200`, `0.5`.
fn number(value: f64) -> String {
    match value.fract() == 0.0 {
        true => crate::format::grouped(value),
        false => trimmed(value),
    }
}

/// `500`, `2k`, `1.5k`, `3M`.
fn short_number(value: f64) -> String {
    let scaled = |by: f64, unit: &str| trimmed(value / by) + unit;
    match value {
        value if value >= 1e9 => scaled(1e9, "G"),
        value if value >= 1e6 => scaled(1e6, "M"),
        value if value >= 1e3 => scaled(1e3, "k"),
        value => trimmed(value),
    }
}

/// With as many of at most six decimals as it needs.
fn trimmed(value: f64) -> String {
    let text = format!("{value:.6}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests;
