//! Where labels of marks stand: beside their marks, none over another, over a mark, or outside.

use crate::drawing::scene::{Area, Point};

/// A label that is to stand near a mark.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Wanted {
    /// The middle of the mark.
    pub mark: Point,
    /// Half the mark's width and height.
    pub radius: f64,
    /// Width of the label.
    pub width: f64,
    /// Height of the label.
    pub height: f64,
}

/// Where a label stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Placed {
    /// What it covers.
    pub area: Area,
    /// The line that leads from the mark to a label further away.
    pub leader: Option<(Point, Point)>,
}

/// Least distance of a label to a mark or another label.
const GAP: f64 = 2.0;

/// Distances of a label from its mark; from the second on, a line leads to it.
const RINGS: [f64; 5] = [3.0, 14.0, 26.0, 40.0, 58.0];

/// Directions from the mark, the best first: right, left, above, below, then between.
const DIRECTIONS: [(f64, f64); 16] = [
    (1.0, 0.0),
    (-1.0, 0.0),
    (0.0, -1.0),
    (0.0, 1.0),
    (0.7, -0.7),
    (0.7, 0.7),
    (-0.7, -0.7),
    (-0.7, 0.7),
    (0.92, -0.38),
    (0.92, 0.38),
    (-0.92, -0.38),
    (-0.92, 0.38),
    (0.38, -0.92),
    (0.38, 0.92),
    (-0.38, -0.92),
    (-0.38, 0.92),
];

/// A line that labels should not cover.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Obstacle {
    /// Its ends.
    pub line: (Point, Point),
    /// What covering it costs; a ring further from the mark costs [`RING`].
    pub cost: f64,
}

/// What a label costs for each ring that it stands further from its mark.
pub const RING: f64 = 10.0;

/// Places labels, the first first; `None` for one that finds no room. `marks` are never covered,
/// `lines` only where there is no better place. The same labels find the same places.
pub fn place(
    wanted: &[Wanted],
    marks: &[Area],
    lines: &[Obstacle],
    within: Area,
) -> Vec<Option<Placed>> {
    let mut placed: Vec<Placed> = Vec::new();
    wanted
        .iter()
        .map(|label| {
            let best = candidates(label)
                .filter(|(_, candidate)| is_free(candidate, label, marks, &placed, within))
                .map(|(cost, candidate)| (cost + covered(&candidate, lines), candidate))
                .min_by(|a, b| a.0.total_cmp(&b.0))
                .map(|(_, candidate)| candidate);
            placed.extend(best);
            best
        })
        .collect()
}

/// Middles of labels that stand below one another, `height` apart or more, each as near to where it
/// is wanted as a push from above and one from below bring it. They stay within `top` and `bottom`
/// where these have the room.
pub fn spread(wanted: &[f64], height: f64, top: f64, bottom: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|a, b| wanted[*a].total_cmp(&wanted[*b]));
    let mut places = wanted.to_vec();
    let mut least = top + height / 2.0;
    for ix in &order {
        places[*ix] = places[*ix].max(least);
        least = places[*ix] + height;
    }
    let mut most = bottom - height / 2.0;
    for ix in order.iter().rev() {
        places[*ix] = places[*ix].min(most);
        most = places[*ix] - height;
    }
    places
}

/// The possible places of a label with what they cost, the better the less.
fn candidates(label: &Wanted) -> impl Iterator<Item = (f64, Placed)> {
    let Wanted {
        mark,
        radius,
        width,
        height,
    } = *label;
    let rings = RINGS.into_iter().enumerate();
    let places = rings.flat_map(|ring| {
        let directions = DIRECTIONS.into_iter().enumerate();
        directions.map(move |direction| (ring, direction))
    });
    places.map(move |((ring, distance), (ix, (dx, dy)))| {
        let at = |reach: f64| Point::new(mark.x + dx * reach, mark.y + dy * reach);
        // The label's edge or corner that is nearest to the mark lies in this direction.
        let near = at(radius + distance);
        let shift = |part: f64, length: f64| match part {
            part if part > 0.5 => 0.0,
            part if part < -0.5 => -length,
            part => (part - 1.0) * length / 2.0,
        };
        let (x, y) = (near.x + shift(dx, width), near.y + shift(dy, height));
        let area = Area::new(x, y, width, height);
        let leader = (ring > 0).then_some((at(radius + 1.0), near));
        let cost = RING * ring as f64 + 0.5 * ix as f64;
        (cost, Placed { area, leader })
    })
}

fn is_free(
    candidate: &Placed,
    label: &Wanted,
    marks: &[Area],
    placed: &[Placed],
    within: Area,
) -> bool {
    let area = candidate.area.grown(GAP);
    let inside = candidate.area.x >= within.x
        && candidate.area.y >= within.y
        && candidate.area.right() <= within.right()
        && candidate.area.bottom() <= within.bottom();
    let is_own = |mark: &Area| {
        let middle = mark.middle();
        (middle.x - label.mark.x).abs() < 1e-6 && (middle.y - label.mark.y).abs() < 1e-6
    };
    let crosses = |area: &Area| candidate.leader.is_some_and(|line| meets(line, area));
    // A label keeps its distance to its own mark by how it is placed.
    inside
        && !marks
            .iter()
            .any(|mark| !is_own(mark) && (area.overlaps(mark) || crosses(mark)))
        && !placed.iter().any(|other| {
            let led = other.leader.is_some_and(|line| meets(line, &area));
            area.overlaps(&other.area) || led || crosses(&other.area)
        })
}

/// What the lines cost that a label covers.
fn covered(candidate: &Placed, lines: &[Obstacle]) -> f64 {
    let covered = lines
        .iter()
        .filter(|line| meets(line.line, &candidate.area));
    covered.map(|line| line.cost).sum()
}

/// Whether a straight line passes through the inside of an area (Liang and Barsky's clipping).
pub fn meets((from, to): (Point, Point), area: &Area) -> bool {
    let (dx, dy) = (to.x - from.x, to.y - from.y);
    let (mut enters, mut leaves) = (0.0f64, 1.0f64);
    for (step, to_edge) in [
        (-dx, from.x - area.x),
        (dx, area.right() - from.x),
        (-dy, from.y - area.y),
        (dy, area.bottom() - from.y),
    ] {
        if step == 0.0 {
            if to_edge <= 0.0 {
                return false;
            }
        } else if step < 0.0 {
            enters = enters.max(to_edge / step);
        } else {
            leaves = leaves.min(to_edge / step);
        }
    }
    enters < leaves
}

#[cfg(test)]
mod tests;
