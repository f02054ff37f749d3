use super::*;

#[test]
fn a_margin_has_two_sides_where_they_differ_by_more_than_a_tenth() {
    let even = |text: &str| Margin::Even(text.to_owned());
    assert_eq!(margin(ScoreKind::Reason, 5.0, 5.2), even("±5"));
    assert_eq!(margin(ScoreKind::Reason, 20.0, 18.5), even("±19"));
    assert_eq!(margin(ScoreKind::Reason, 0.3, 0.2), even("±<1"));
    assert_eq!(margin(ScoreKind::Reason, 0.0, 0.0), even("±0"));
    let sides = Margin::Sides {
        above: "+55".to_owned(),
        below: "−21".to_owned(),
    };
    assert_eq!(margin(ScoreKind::Reason, 55.2, 21.4), sides);
}
