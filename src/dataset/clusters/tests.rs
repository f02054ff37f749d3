use super::*;
use crate::dataset::Counts;

#[test]
fn sums_are_checked_against_the_counts() {
    let counts = Counts::new(6, 4, Some(1), None).unwrap();
    let mut clusters = Clusters::default();
    clusters.add(3, 3);
    clusters.add(1, 3);
    let expected = Clusters::stated([Some(2), Some(10), Some(12), Some(18)]);
    assert_eq!(Some(clusters), expected);
    let with = counts.with_clusters(clusters).unwrap();
    assert_eq!(with.clusters(), Some(clusters));
    for [items, sum_k2] in [[8, 10], [2, 3]] {
        let impossible = Clusters {
            items,
            sum_k2,
            ..clusters
        };
        assert!(counts.with_clusters(impossible).is_err());
    }
}

#[test]
fn answers_without_items_are_items_of_their_own_when_pooled() {
    let mut clusters = Clusters::default();
    clusters.add(2, 4);
    let with = Counts::new(4, 2, None, None).unwrap();
    let with = with.with_clusters(clusters).unwrap();
    let without = Counts::new(10, 7, None, None).unwrap();
    let expected = Clusters::stated([Some(11), Some(4 + 7), Some(8 + 7), Some(16 + 10)]);
    assert_eq!(with.pool(&without).clusters(), expected);
    assert_eq!(without.pool(&without).clusters(), None);
}
