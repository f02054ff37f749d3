use super::*;
use crate::dataset::Counts;

#[test]
fn sums_are_checked_against_the_counts() {
    let counts = Counts::new(6, 4, Some(1), None).unwrap();
    let mut clusters = Clusters::default();
    clusters.add(3, 3);
    clusters.add(1, 3);
    assert_eq!(clusters.sum_k2, 10);
    assert_eq!(clusters.sum_kn, 12);
    assert_eq!(clusters.sum_n2, 18);
    assert_eq!(
        counts.with_clusters(clusters).unwrap().clusters(),
        Some(clusters)
    );
    let crowd = Clusters {
        items: 8,
        ..clusters
    };
    assert!(counts.with_clusters(crowd).is_err());
    let short = Clusters {
        sum_k2: 3,
        ..clusters
    };
    assert!(counts.with_clusters(short).is_err());
}

#[test]
fn answers_without_items_are_items_of_their_own_when_pooled() {
    let mut clusters = Clusters::default();
    clusters.add(2, 4);
    let with = Counts::new(4, 2, None, None)
        .unwrap()
        .with_clusters(clusters)
        .unwrap();
    let without = Counts::new(10, 7, None, None).unwrap();
    let pooled = with.pool(&without).clusters().unwrap();
    let expected = Clusters {
        items: 11,
        sum_k2: 4 + 7,
        sum_kn: 8 + 7,
        sum_n2: 16 + 10,
    };
    assert_eq!(pooled, expected);
    assert_eq!(without.pool(&without).clusters(), None);
}
