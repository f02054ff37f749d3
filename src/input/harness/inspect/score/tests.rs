use super::*;

#[test]
fn reducers() {
    let scores = [1.0, 0.0, 1.0, 0.0, 0.0];
    for (name, expected) in [
        ("mean", 0.4),
        ("median", 0.0),
        ("mode", 0.0),
        ("max", 1.0),
        ("at_least_2", 1.0),
        ("at_least_3", 0.0),
        ("pass_at_1", 0.4),
        ("pass_at_2", 0.7),
        ("pass_at_4", 1.0),
    ] {
        let reduced = Reducer::named(name).unwrap().reduce(&scores);
        assert!((reduced - expected).abs() < 1e-12, "{name}");
    }
    assert_eq!(Reducer::named("new_one"), None);
}

#[test]
fn values() {
    for (json, expected) in [
        ("\"C\"", Some(1.0)),
        ("\"P\"", Some(0.5)),
        ("\"N\"", Some(0.0)),
        ("true", Some(1.0)),
        ("0.65", Some(0.65)),
        ("\"0.5\"", Some(0.5)),
        ("null", None),
        ("\"no idea\"", None),
    ] {
        assert_eq!(
            score(&serde_json::from_str(json).unwrap()),
            expected,
            "{json}"
        );
    }
}
