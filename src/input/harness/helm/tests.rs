use super::*;

#[test]
fn tasks_of_run_names() {
    assert_eq!(
        task("bbq:subject=all,method=multiple_choice_joint,model=meta_llama"),
        "bbq:subject=all"
    );
    assert_eq!(task("gsm:model=x"), "gsm");
    assert_eq!(
        argument("gsm:stop=none,model=x", "model").as_deref(),
        Some("x")
    );
}

#[test]
fn statistics_of_the_whole_split() {
    let stats: Vec<Value> = serde_json::from_str(
        r#"[{"name": {"name": "exact_match", "split": "test",
               "perturbation": {"name": "robustness"}}, "mean": 0.1},
                {"name": {"name": "exact_match", "split": "test", "sub_split": "a"}, "mean": 0.2},
                {"name": {"name": "exact_match", "split": "valid"}, "mean": 0.3},
                {"name": {"name": "bbq_accuracy", "split": "test"}, "mean": 0.4},
                {"name": {"name": "max_prob", "split": "test"}, "mean": 0.5}]"#,
    )
    .unwrap();
    assert_eq!(mean(&stats, "exact_match", "test"), None);
    assert_eq!(mean(&stats, "exact_match", "valid"), Some(0.3));
    let chosen = |split: &str| {
        Wanted::default()
            .choose("task", &figures(&stats, split))
            .map(|figure| figure.name.clone())
    };
    assert_eq!(chosen("test").as_deref(), Some("bbq_accuracy"));
}
