use super::*;

fn figure(name: &str, filter: &str, value: f64) -> Figure {
    Figure {
        filter: filter.to_owned(),
        ..Figure::new(name, value)
    }
}

fn chosen(wanted: &[&str], figures: &[Figure]) -> Option<String> {
    Wanted::new(wanted.iter().copied())
        .choose("task", figures)
        .map(|figure| format!("{},{}", figure.name, figure.filter))
}

#[test]
fn of_several_metrics() {
    let acc = [
        figure("perplexity", "none", 5.6),
        figure("acc", "none", 0.4),
        figure("acc_norm", "none", 0.5),
    ];
    assert_eq!(chosen(&[], &acc).unwrap(), "acc_norm,none");
    assert_eq!(chosen(&["acc"], &acc).unwrap(), "acc,none");
    assert_eq!(chosen(&["f1", "acc"], &acc).unwrap(), "acc,none");
    let gsm8k = [
        figure("exact_match", "flexible-extract", 0.6),
        figure("exact_match", "strict-match", 0.5),
    ];
    assert_eq!(chosen(&[], &gsm8k).unwrap(), "exact_match,strict-match");
    assert_eq!(
        chosen(&["exact_match,flexible-extract"], &gsm8k).unwrap(),
        "exact_match,flexible-extract"
    );
    let first = [
        figure("micro_f1", "none", 0.3),
        figure("macro_f1", "none", 0.2),
    ];
    assert_eq!(chosen(&[], &first).unwrap(), "micro_f1,none");
}

#[test]
fn what_is_no_share() {
    for (name, value) in [
        ("mcc", 0.1),
        ("word_perplexity", 0.9),
        ("ppl", 1.0),
        ("bleu_acc", 0.4),
        ("rouge1_max", 0.3),
        ("acc_diff", 0.1),
        ("mae", 0.2),
        ("acc", 1.5),
        ("Easy_beyond@1", 0.3),
    ] {
        assert_eq!(chosen(&[], &[figure(name, "none", value)]), None, "{name}");
    }
    let lower = Figure {
        higher_is_better: Some(false),
        ..Figure::new("error", 0.2)
    };
    assert_eq!(Wanted::default().choose("task", &[lower]), None);
    assert_eq!(
        chosen(&[], &[figure("bert_score", "", 0.3)]).unwrap(),
        "bert_score,"
    );
}
