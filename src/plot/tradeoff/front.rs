//! The models that no other beats in both score and expense.

/// Indices of the points that no other beats: none has at most the expense and at least the score,
/// and less of the one or more of the other. From the least expense to the most.
pub(super) fn front(points: &[(f64, f64)]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..points.len()).collect();
    order.sort_by(|a, b| {
        let (a, b) = (points[*a], points[*b]);
        a.0.total_cmp(&b.0).then(b.1.total_cmp(&a.1))
    });
    let mut best: Option<(f64, f64)> = None;
    order.retain(|ix| {
        let point = points[*ix];
        let on = best.is_none_or(|best| point.1 > best.1 || point == best);
        if on {
            best = Some(point);
        }
        on
    });
    order
}

/// The border of what the front beats: level to the expense of the next model, then up to its
/// score.
pub(super) fn stairs(front: impl Iterator<Item = (f64, f64)>) -> Vec<(f64, f64)> {
    let mut stairs: Vec<(f64, f64)> = Vec::new();
    for (expense, score) in front {
        if let Some((_, below)) = stairs.last() {
            stairs.push((expense, *below));
        }
        stairs.push((expense, score));
    }
    stairs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_front_by_its_definition() {
        let mut seed = 5u64;
        let mut random = || {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            ((seed >> 33) % 12) as f64
        };
        for count in 1..40 {
            let points: Vec<(f64, f64)> = (0..count).map(|_| (random(), random())).collect();
            let beats = |a: (f64, f64), b: (f64, f64)| a.0 <= b.0 && a.1 >= b.1 && a != b;
            let mut by_definition: Vec<usize> = (0..count)
                .filter(|ix| !points.iter().any(|other| beats(*other, points[*ix])))
                .collect();
            let mut found = front(&points);
            assert!(
                found
                    .windows(2)
                    .all(|pair| points[pair[0]].0 <= points[pair[1]].0)
            );
            by_definition.sort_unstable();
            found.sort_unstable();
            assert_eq!(found, by_definition, "{points:?}");
        }
    }
}
