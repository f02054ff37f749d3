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

/// Places labels, the first first; `None` for one that finds no room. `marks` are never covered, `lines` only where
/// there is no better place. The same labels find the same places.
pub fn place(
    wanted: &[Wanted],
    marks: &[Area],
    lines: &[(Point, Point)],
    within: Area,
) -> Vec<Option<Placed>> {
    let mut placed: Vec<Placed> = Vec::new();
    wanted
        .iter()
        .map(|label| {
            let best = candidates(label)
                .filter(|(_, candidate)| is_free(candidate, label, marks, &placed, within))
                .map(|(cost, candidate)| {
                    (cost + 14.0 * covered(&candidate, lines) as f64, candidate)
                })
                .min_by(|a, b| a.0.total_cmp(&b.0))
                .map(|(_, candidate)| candidate);
            placed.extend(best);
            best
        })
        .collect()
}

/// Middles of labels that stand below one another, `height` apart or more, each as near to where it is wanted as a push
/// from above and one from below bring it. They stay within `top` and `bottom` where these have the room.
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
    RINGS
        .into_iter()
        .enumerate()
        .flat_map(move |(ring, distance)| {
            DIRECTIONS
                .into_iter()
                .enumerate()
                .map(move |(ix, (dx, dy))| {
                    let reach = radius + distance;
                    // The label's edge or corner that is nearest to the mark lies in this direction.
                    let near = Point {
                        x: mark.x + dx * reach,
                        y: mark.y + dy * reach,
                    };
                    let shift = |part: f64, length: f64| match part {
                        part if part > 0.5 => 0.0,
                        part if part < -0.5 => -length,
                        part => (part - 1.0) * length / 2.0,
                    };
                    let area = Area {
                        x: near.x + shift(dx, width),
                        y: near.y + shift(dy, height),
                        width,
                        height,
                    };
                    let from = Point {
                        x: mark.x + dx * (radius + 1.0),
                        y: mark.y + dy * (radius + 1.0),
                    };
                    let leader = (ring > 0).then_some((from, near));
                    let cost = 10.0 * ring as f64 + 0.5 * ix as f64;
                    (cost, Placed { area, leader })
                })
        })
}

fn is_free(
    candidate: &Placed,
    label: &Wanted,
    marks: &[Area],
    placed: &[Placed],
    within: Area,
) -> bool {
    let area = grown(candidate.area, GAP);
    let inside = candidate.area.x >= within.x
        && candidate.area.y >= within.y
        && candidate.area.right() <= within.right()
        && candidate.area.bottom() <= within.bottom();
    let is_own = |mark: &Area| {
        let middle = Point {
            x: mark.x + mark.width / 2.0,
            y: mark.y + mark.height / 2.0,
        };
        (middle.x - label.mark.x).abs() < 1e-6 && (middle.y - label.mark.y).abs() < 1e-6
    };
    let crosses = |area: &Area| candidate.leader.is_some_and(|line| meets(line, area));
    inside
        && !marks
            .iter()
            .any(|mark| area.overlaps(mark) || (!is_own(mark) && crosses(mark)))
        && !placed.iter().any(|other| {
            let led = other.leader.is_some_and(|line| meets(line, &area));
            area.overlaps(&other.area) || led || crosses(&other.area)
        })
}

fn covered(candidate: &Placed, lines: &[(Point, Point)]) -> usize {
    lines
        .iter()
        .filter(|line| meets(**line, &candidate.area))
        .count()
}

fn grown(area: Area, by: f64) -> Area {
    Area {
        x: area.x - by,
        y: area.y - by,
        width: area.width + 2.0 * by,
        height: area.height + 2.0 * by,
    }
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
mod tests {
    use super::*;

    const WITHIN: Area = Area {
        x: 0.0,
        y: 0.0,
        width: 600.0,
        height: 400.0,
    };

    fn label(x: f64, y: f64, width: f64) -> Wanted {
        Wanted {
            mark: Point { x, y },
            radius: 5.0,
            width,
            height: 14.0,
        }
    }

    fn mark_of(label: &Wanted) -> Area {
        Area {
            x: label.mark.x - label.radius,
            y: label.mark.y - label.radius,
            width: 2.0 * label.radius,
            height: 2.0 * label.radius,
        }
    }

    #[test]
    fn a_lone_label_stands_right_of_its_mark_and_left_of_it_at_the_edge() {
        let at = |x: f64| place(&[label(x, 200.0, 60.0)], &[], &[], WITHIN)[0].unwrap();
        assert_eq!((at(100.0).area.x, at(100.0).leader), (108.0, None));
        assert_eq!(at(580.0).area.right(), 572.0);
    }

    #[test]
    fn nothing_lies_over_anything() {
        let mut seed = 1u64;
        let mut random = |below: f64| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (seed >> 33) as f64 / (1u64 << 31) as f64 * below
        };
        for count in [1, 3, 10, 30, 200] {
            let wanted: Vec<Wanted> = (0..count)
                .map(|_| {
                    label(
                        10.0 + random(580.0),
                        10.0 + random(380.0),
                        20.0 + random(300.0),
                    )
                })
                .collect();
            let marks: Vec<Area> = wanted.iter().map(mark_of).collect();
            let places = place(&wanted, &marks, &[], WITHIN);
            assert_eq!(places, place(&wanted, &marks, &[], WITHIN));
            let placed: Vec<Placed> = places.into_iter().flatten().collect();
            assert!(!placed.is_empty());
            for (ix, one) in placed.iter().enumerate() {
                let area = one.area;
                assert!(
                    area.x >= 0.0
                        && area.y >= 0.0
                        && area.right() <= 600.0
                        && area.bottom() <= 400.0
                );
                assert!(!marks.iter().any(|mark| area.overlaps(mark)));
                for other in &placed[..ix] {
                    assert!(!area.overlaps(&other.area));
                    assert!(!other.leader.is_some_and(|line| meets(line, &area)));
                    assert!(!one.leader.is_some_and(|line| meets(line, &other.area)));
                }
            }
        }
    }

    #[test]
    fn names_below_one_another() {
        assert_eq!(
            spread(&[50.0, 50.0, 90.0], 15.0, 0.0, 100.0),
            [50.0, 65.0, 90.0]
        );
        assert_eq!(spread(&[99.0, 98.0], 15.0, 0.0, 100.0), [92.5, 77.5]);
        assert_eq!(spread(&[0.0], 15.0, 0.0, 100.0), [7.5]);
    }

    #[test]
    fn lines_are_spared() {
        let wanted = label(300.0, 200.0, 60.0);
        let right = (Point { x: 310.0, y: 200.0 }, Point { x: 400.0, y: 200.0 });
        let placed = place(&[wanted], &[], &[right], WITHIN)[0].unwrap();
        assert!(placed.area.right() < 300.0);
    }

    #[test]
    fn lines_through_areas() {
        let area = Area {
            x: 10.0,
            y: 10.0,
            width: 10.0,
            height: 10.0,
        };
        let at = |x: f64, y: f64| Point { x, y };
        assert!(meets((at(0.0, 15.0), at(30.0, 15.0)), &area));
        assert!(meets((at(12.0, 12.0), at(13.0, 13.0)), &area));
        assert!(!meets((at(0.0, 15.0), at(9.0, 15.0)), &area));
        assert!(!meets((at(0.0, 25.0), at(30.0, 21.0)), &area));
        assert!(!meets((at(0.0, 10.0), at(30.0, 10.0)), &area));
    }
}
