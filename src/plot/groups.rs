//! Groups of models as the shapes and colours of their marks.

use indexmap::{IndexMap, IndexSet};

use crate::board::Entry;
use crate::drawing::colour::Rgb;
use crate::drawing::scene::{Circle, Fill, Item, Path, Point, Segment, Stroke};
use crate::picture::theme::Theme;

/// The shape of a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Circle,
    Square,
    Triangle,
    Diamond,
    Inverted,
    Cross,
    Pentagon,
    Saltire,
}

const SHAPES: [Shape; 8] = [
    Shape::Circle,
    Shape::Square,
    Shape::Triangle,
    Shape::Diamond,
    Shape::Inverted,
    Shape::Cross,
    Shape::Pentagon,
    Shape::Saltire,
];

/// Told apart also by those who do not tell red from green (after Okabe and Ito), each at a
/// contrast of 3 or more.
const LIGHT: [u32; 8] = [
    0x0072b2, 0xc8560a, 0x00855f, 0xa9458f, 0x8a6d00, 0x1f8fc9, 0x7a3b2e, 0x57606a,
];
const DARK: [u32; 8] = [
    0x56b4e9, 0xff8a4c, 0x3ccb9a, 0xe691cb, 0xf0c75e, 0x9bb4ff, 0xc9a27e, 0x9da7b3,
];

/// The colour with this number; from the last on they stay the same.
pub(super) fn colour(theme: Theme, ix: usize) -> Rgb {
    let codes = match theme {
        Theme::Light => &LIGHT,
        Theme::Dark => &DARK,
    };
    Rgb::hex(codes[ix.min(codes.len() - 1)])
}

/// The shape with this number; from the last on they stay the same.
pub(super) fn shape(ix: usize) -> Shape {
    SHAPES[ix.min(SHAPES.len() - 1)]
}

/// How models are grouped.
#[derive(Debug, Default)]
pub(super) struct Groups {
    /// Names with the number of models, the largest first; empty where there is nothing to tell
    /// apart.
    pub names: Vec<(String, usize)>,
    /// Of each model, index into the names.
    of: Vec<usize>,
}

/// Most groups that are told apart; what is beyond shares the last.
const MOST: usize = SHAPES.len();

/// What models of no group, and those beyond [`MOST`], are called.
const OTHERS: &str = "others";

impl Groups {
    /// Groups the models by the kind of group (`dev` of `dev:openai`; plain tags are a kind too)
    /// that most of them have, if it tells some apart. A model with several groups of that kind
    /// stands in its first.
    pub fn of(models: &[&Entry]) -> Groups {
        let kinds = counts(models.iter().flat_map(|entry| {
            let own = entry.groups.iter().map(|group| split(group).0);
            own.collect::<IndexSet<&str>>()
        }));
        let values = |kind: &str| {
            let names = models.iter().map(|entry| value(entry, kind));
            counts(names.map(|name| name.unwrap_or(OTHERS)))
        };
        let mut best: Option<(usize, &str)> = None;
        for (kind, models) in &kinds {
            if values(kind).len() > 1 && best.is_none_or(|(most, _)| *models > most) {
                best = Some((*models, kind));
            }
        }
        let Some((_, kind)) = best else {
            return Groups::default();
        };
        let names = values(kind).into_iter();
        let names = names.map(|(name, models)| (name.to_owned(), models));
        let mut names: Vec<(String, usize)> = names.collect();
        // Stable: equally large ones stay in order of the board.
        names.sort_by_key(|(name, models)| (name == OTHERS, std::cmp::Reverse(*models)));
        let beyond = names.split_off(names.len().min(MOST - 1));
        if beyond.len() == 1 {
            names.extend(beyond);
        } else if !beyond.is_empty() {
            let models = beyond.iter().map(|(_, models)| models).sum();
            names.push((OTHERS.to_owned(), models));
        }
        let of = models.iter().map(|entry| {
            let own = value(entry, kind).unwrap_or(OTHERS);
            let place = names.iter().position(|(name, _)| name == own);
            place.unwrap_or(names.len() - 1)
        });
        Groups {
            of: of.collect(),
            names,
        }
    }

    /// Shape and colour of the mark of the model with this index.
    pub fn mark(&self, model: usize, theme: Theme) -> (Shape, Rgb) {
        let ix = self.of.get(model).copied().unwrap_or(0);
        self.style(ix, theme)
    }

    /// Shape and colour of a group.
    pub fn style(&self, ix: usize, theme: Theme) -> (Shape, Rgb) {
        match self.names.get(ix) {
            Some((name, _)) if name == OTHERS => (Shape::Saltire, colour(theme, MOST - 1)),
            _ => (shape(ix), colour(theme, ix)),
        }
    }
}

/// How often each name is there, in the order in which they come.
fn counts<'a>(names: impl Iterator<Item = &'a str>) -> IndexMap<&'a str, usize> {
    let mut counts = IndexMap::new();
    for name in names {
        *counts.entry(name).or_default() += 1;
    }
    counts
}

fn split(group: &str) -> (&str, &str) {
    group.split_once(':').unwrap_or(("", group))
}

fn value<'a>(entry: &'a Entry, kind: &str) -> Option<&'a str> {
    let mut groups = entry.groups.iter().map(|group| split(group));
    groups.find(|(own, _)| *own == kind).map(|(_, value)| value)
}

/// A mark of about this radius; a hollow one shows what is behind it.
pub(super) fn mark(
    shape: Shape,
    at: Point,
    radius: f64,
    colour: Rgb,
    ground: Rgb,
    hollow: bool,
) -> Item {
    let (fill, line) = match hollow {
        true => (Fill::from(ground), Stroke::new(colour, 1.6).rounded()),
        false => (Fill::from(colour), Stroke::new(ground, 1.0).rounded()),
    };
    if shape == Shape::Circle {
        return Item::Circle(Circle {
            center: at,
            radius,
            fill: Some(fill),
            stroke: Some(line),
        });
    }
    let corner = |(x, y): &(f64, f64)| Point::new(at.x + x * radius, at.y + y * radius);
    let mut segments = Segment::through(corners(shape).iter().map(corner));
    segments.push(Segment::Close);
    Item::Path(Path {
        segments,
        fill: Some(fill),
        stroke: Some(line),
    })
}

/// Corners of a shape of about the area of a circle of radius 1.
fn corners(shape: Shape) -> &'static [(f64, f64)] {
    match shape {
        Shape::Circle => &[],
        Shape::Square => &[(-0.89, -0.89), (0.89, -0.89), (0.89, 0.89), (-0.89, 0.89)],
        Shape::Triangle => &[(0.0, -1.3), (1.2, 0.9), (-1.2, 0.9)],
        Shape::Inverted => &[(0.0, 1.3), (1.2, -0.9), (-1.2, -0.9)],
        Shape::Diamond => &[(0.0, -1.3), (1.3, 0.0), (0.0, 1.3), (-1.3, 0.0)],
        Shape::Cross => &[
            (-0.42, -1.2),
            (0.42, -1.2),
            (0.42, -0.42),
            (1.2, -0.42),
            (1.2, 0.42),
            (0.42, 0.42),
            (0.42, 1.2),
            (-0.42, 1.2),
            (-0.42, 0.42),
            (-1.2, 0.42),
            (-1.2, -0.42),
            (-0.42, -0.42),
        ],
        Shape::Pentagon => &[
            (0.0, -1.15),
            (1.09, -0.36),
            (0.68, 0.93),
            (-0.68, 0.93),
            (-1.09, -0.36),
        ],
        Shape::Saltire => &[
            (-1.15, -0.58),
            (-0.58, -1.15),
            (0.0, -0.57),
            (0.58, -1.15),
            (1.15, -0.58),
            (0.57, 0.0),
            (1.15, 0.58),
            (0.58, 1.15),
            (0.0, 0.57),
            (-0.58, 1.15),
            (-1.15, 0.58),
            (-0.57, 0.0),
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::colours::Colours;
    use crate::picture::palette::Palette;

    #[test]
    fn marks_are_seen_and_told_apart() {
        for theme in Theme::ALL {
            let ground = Colours::new(theme, Palette::Standard).ground;
            for ix in 0..MOST {
                assert!(colour(theme, ix).contrast(ground) >= 3.0, "{theme:?} {ix}");
                for other in 0..ix {
                    assert_ne!(colour(theme, ix), colour(theme, other));
                    assert_ne!(shape(ix), shape(other));
                }
            }
        }
    }
}
