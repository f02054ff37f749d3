//! All models against each other.

use std::collections::HashMap;

use rayon::prelude::*;

use crate::stats::{ScoreKind, Z};

use super::Contender;
use super::field::{Field, LANES};
use super::tally::Tally;

/// What comparing all pairs of some models by the plain test says, kept for ranking any of them.
#[derive(Debug)]
pub struct Comparisons {
    /// Where each model stands, by its key.
    places: HashMap<String, usize>,
    /// `z` of each against all before it, above 0 where it is better; 0 where the plain test finds
    /// nothing.
    z: Vec<Vec<f64>>,
}

impl Comparisons {
    /// Of these models.
    pub fn new(kind: ScoreKind, contenders: &[Contender<'_>]) -> Comparisons {
        let field = Field::new(kind, contenders);
        let starts: Vec<usize> = (0..contenders.len()).step_by(LANES).collect();
        let found = starts.into_par_iter().flat_map_iter(|start| {
            let mut found = Vec::new();
            field.compare(start, |i, j, z| {
                if z.abs() > Z {
                    found.push((field.order[i], field.order[j], z));
                }
            });
            found
        });
        let mut z: Vec<Vec<f64>> = (0..contenders.len()).map(|ix| vec![0.0; ix]).collect();
        for (i, j, of_i) in found.collect::<Vec<_>>() {
            z[i.max(j)][i.min(j)] = if i > j { of_i } else { -of_i };
        }
        let keys = contenders.iter().map(|model| model.key.to_owned());
        Comparisons {
            places: keys.zip(0..).collect(),
            z,
        }
    }

    /// Those of `contenders` alone; `None` where some of them are not known here.
    fn among(&self, contenders: &[Contender<'_>]) -> Option<Source<'_>> {
        let places = contenders.iter().map(|model| self.places.get(model.key));
        let places = places.map(|place| place.copied()).collect::<Option<_>>()?;
        Some(Source::Kept(self, places))
    }

    fn z(&self, i: usize, j: usize) -> f64 {
        match i > j {
            true => self.z[i][j],
            false => -self.z[j][i],
        }
    }
}

/// Where `z` of each pair comes from.
enum Source<'a> {
    /// It is computed.
    Field(Field),
    /// It is kept from before; where each contender stands there.
    Kept(&'a Comparisons, Vec<usize>),
}

impl Source<'_> {
    /// Which contender `i` is.
    fn contender(&self, i: usize) -> usize {
        match self {
            Source::Field(field) => field.order[i],
            Source::Kept(..) => i,
        }
    }

    /// As [`Field::compare`].
    fn compare(&self, start: usize, mut each: impl FnMut(usize, usize, f64)) {
        match self {
            Source::Field(field) => field.compare(start, each),
            Source::Kept(kept, places) => {
                for i in start..(start + LANES).min(places.len()) {
                    for j in i + 1..places.len() {
                        each(i, j, kept.z(places[i], places[j]));
                    }
                }
            }
        }
    }
}

/// What comparing each pair by the plain test says.
pub(super) struct Pairs {
    /// Where each model stands among `beats`.
    places: Vec<usize>,
    /// For each model the later ones that it beats, and those that beat it, as bit sets.
    beats: Vec<[Vec<u64>; 2]>,
    /// How each did against those that take a rank.
    pub tallies: Vec<Tally>,
}

impl Pairs {
    /// Compares all pairs, unless `kept` has them; those of `ranked` count in the tallies of the
    /// others. No limit that these are asked for is above `highest`.
    pub(super) fn new(
        kind: ScoreKind,
        contenders: &[Contender<'_>],
        ranked: &[bool],
        highest: f64,
        kept: Option<&Comparisons>,
    ) -> Pairs {
        let models = contenders.len();
        let source = kept
            .and_then(|kept| kept.among(contenders))
            .unwrap_or_else(|| Source::Field(Field::new(kind, contenders)));
        let none = || Pairs {
            places: Vec::new(),
            beats: Vec::new(),
            tallies: vec![Tally::default(); models],
        };
        let starts: Vec<usize> = (0..models).step_by(LANES).collect();
        // Parts are joined in the order of models, and tallies do not depend on any order: the
        // number of threads changes nothing.
        let parts = starts.into_par_iter().with_min_len(match source {
            Source::Field(_) => 1,
            // They are read in no time.
            Source::Kept(..) => usize::MAX,
        });
        let parts = parts.fold(none, |mut pairs, start| {
            let rows = LANES.min(models - start);
            let bits = || vec![0; models.div_ceil(64)];
            pairs.beats.extend((0..rows).map(|_| [bits(), bits()]));
            let known = pairs.beats.len() - rows;
            source.compare(start, |i, j, z| {
                if z.abs() > Z {
                    let beats = &mut pairs.beats[known + i - start][usize::from(z < 0.0)];
                    beats[j / 64] |= 1 << (j % 64);
                    let (i, j) = (source.contender(i), source.contender(j));
                    if ranked[j] {
                        pairs.tallies[i].add(z, highest);
                    }
                    if ranked[i] {
                        pairs.tallies[j].add(-z, highest);
                    }
                }
            });
            pairs
        });
        let mut pairs = parts.reduce(none, |mut pairs, more| {
            pairs.beats.extend(more.beats);
            for (tally, more) in pairs.tallies.iter_mut().zip(more.tallies) {
                tally.append(more);
            }
            pairs
        });
        pairs.places = vec![0; models];
        for place in 0..models {
            pairs.places[source.contender(place)] = place;
        }
        pairs
    }

    /// 1 where `i` is significantly better than `j` by the plain test, -1 where it is worse, else
    /// 0.
    pub(super) fn sign(&self, i: usize, j: usize) -> i32 {
        let (i, j) = (self.places[i], self.places[j]);
        let later = i.max(j);
        let [beats, beaten] = &self.beats[i.min(j)];
        let has = |bits: &[u64]| (bits[later / 64] >> (later % 64) & 1) as i32;
        let sign = has(beats) - has(beaten);
        if i < j { sign } else { -sign }
    }
}

#[cfg(test)]
mod tests;
