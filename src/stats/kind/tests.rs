use super::*;

#[test]
fn words_name_kinds() {
    for kind in ScoreKind::ALL {
        assert_eq!(ScoreKind::named(kind.word()), Ok(kind));
    }
    let old = ScoreKind::named("mean").unwrap_err();
    assert!(
        old.contains("'average'") && old.contains("'point'"),
        "{old}"
    );
    assert!(
        ScoreKind::named("best")
            .unwrap_err()
            .contains("reason, point, lower, average")
    );
}
