use super::*;
use crate::board::{Facet, Facets};

fn facets() -> Facets {
    let facet = |label: &str| Facet {
        label: label.to_owned(),
        keys: Vec::new(),
        models: 1,
    };
    Facets {
        groups: vec![
            facet("top"),
            facet("size:large"),
            facet("my group"),
            facet("a,b"),
        ],
        levels: vec![facet("Easy"), facet("Hard")],
        tasks: vec![facet("arithmetic"), facet("score")],
        models: 4,
    }
}

fn read(query: &str) -> Result<View, String> {
    read_query(query, &Selection::default(), &facets())
}

#[test]
fn groups_take_a_plus_however_it_came() {
    for query in [
        "groups=top+size:large",
        "groups=top%2Bsize:large",
        "groups=top%20size%3Alarge",
    ] {
        let view = read(query).unwrap();
        assert_eq!(view.selection.groups, ["top+size:large"], "{query}");
        assert_eq!(
            view.query(&Selection::default()),
            "?groups=top%2Bsize:large"
        );
    }
    assert_eq!(
        read("groups=my+group").unwrap().selection.groups,
        ["my group"]
    );
    assert_eq!(
        read("groups=top,my+group").unwrap().selection.groups,
        ["top", "my group"]
    );
    let comma = read("groups=a,b&groups=top").unwrap();
    assert_eq!(comma.selection.groups, ["a,b", "top"]);
    let again = comma.query(&Selection::default());
    assert_eq!(again, "?groups=a%2Cb&groups=top");
    assert_eq!(read(&again[1..]).unwrap(), comma);
}

#[test]
fn what_a_query_says_is_written_back() {
    for query in [
        "",
        "?levels=Easy",
        "?groups=top&levels=Easy,Hard&tasks=arithmetic&models=llama*&top=3&score=lower&cell=raw\
             &rank_intervals=all&min_trials=5&sort=-arithmetic&q=a%20b&per_page=3&page=2\
             &theme=dark",
        "?sort=task:score",
        "?sort=-score",
    ] {
        let view = read(query.trim_start_matches('?')).unwrap();
        assert_eq!(view.query(&Selection::default()), query);
    }
}

#[test]
fn an_empty_list_lifts_a_filter_of_the_start() {
    let start = Selection {
        groups: vec!["top".to_owned()],
        ..Selection::default()
    };
    let view = read_query("groups=", &start, &facets()).unwrap();
    assert!(view.selection.groups.is_empty());
    assert_eq!(view.query(&start), "?groups=");
    let kept = read_query("page=2", &start, &facets()).unwrap();
    assert_eq!(kept.selection.groups, ["top"]);
}

#[test]
fn unknown_words_are_passed_over_and_said() {
    let view = read("v=2&group=top&v=3&page=2").unwrap();
    assert_eq!(view.page, 2);
    assert_eq!(view.unknown, ["v", "group"]);
    assert_eq!(view.query(&Selection::default()), "?page=2");
    let caption = unknown_caption(&view).unwrap();
    assert!(caption.contains("“v”, “group”") && caption.contains("groups, levels"));
    assert_eq!(unknown_caption(&read("page=2").unwrap()), None);
}

#[test]
fn bad_queries_say_why() {
    for (query, words) in [
        ("page=0", "whole number from 1"),
        ("page=x", "whole number from 1"),
        ("per_page=100000", "from 1 to 200"),
        ("score=best", "reason, point, lower, average"),
        ("score=mean", "'average'"),
        ("rank_intervals=some", "each or all"),
        ("sort=weight", "a task"),
        ("theme=pink", "system or light or dark"),
        ("q=%zz", "hexadecimal"),
        ("q=%ff", "UTF-8"),
        ("page=1&page=2", "given twice"),
    ] {
        let problem = read(query).unwrap_err();
        assert!(problem.contains(words), "{query}: {problem}");
    }
    assert!(read("utm_source=x&fbclid=1&q=").unwrap().unknown.is_empty());
}

#[test]
fn a_column_turns_round_when_it_is_asked_for_again() {
    let view = read("page=3")
        .unwrap()
        .sorted_by(Key::of_id("score").unwrap());
    assert_eq!((view.sort.to_string().as_str(), view.page), ("-score", 1));
    assert_eq!(
        view.sorted_by(Key::of_id("score").unwrap())
            .sort
            .to_string(),
        "score"
    );
    assert_eq!(
        view.sorted_by(Key::of_id("model").unwrap())
            .sort
            .to_string(),
        "model"
    );
}
