use super::*;

#[test]
fn sums_do_not_depend_on_the_order_of_answers() {
    let mut answers = Vec::new();
    for (id, correct, trials) in [("a", 2, 3), ("b", 0, 1), ("c", 4, 4)] {
        answers.extend((0..trials).map(|trial| match trial < correct {
            true => (id, Outcome::Correct),
            false => (id, Outcome::Wrong),
        }));
    }
    answers.push(("a", Outcome::Truncated));
    answers.push(("", Outcome::Correct));
    answers.push(("", Outcome::Invalid));
    let expected = Clusters {
        items: 5,
        sum_k2: 4 + 16 + 1,
        sum_kn: 6 + 16 + 1,
        sum_n2: 9 + 1 + 16 + 2,
    };
    for turn in 0..answers.len() {
        answers.rotate_left(turn);
        let items = ItemCounts::new();
        let total = answers
            .iter()
            .fold(Clusters::default(), |sum, (id, outcome)| {
                let item = item_hash(&mut b"point".to_vec(), id.as_bytes());
                sum.pool(&items.add(item, *outcome))
            });
        assert_eq!(total, expected);
    }
}

#[test]
fn repeats_are_noticed_in_any_order() {
    let ids: Vec<String> = (0..5_000)
        .map(|number| format!("q{}", number % 2_500))
        .collect();
    let noted = |ids: &mut dyn Iterator<Item = &String>| {
        let mut repeats = Repeats::default();
        ids.for_each(|id| repeats.note(b"point", id.as_bytes()));
        repeats
    };
    let forwards = noted(&mut ids.iter());
    let mut parts = noted(&mut ids[1_000..].iter().rev());
    parts.add(noted(&mut ids[..1_000].iter()));
    assert_eq!(forwards, parts);
    assert_eq!(forwards.mean(), Some(2.0));
    assert_eq!(noted(&mut ids[..2_500].iter()).mean(), None);
}
