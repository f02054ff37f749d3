use super::*;

/// The names in at most `most` characters.
fn within(names: &[&str], most: usize) -> Vec<String> {
    let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    let short = abbreviated(&names, |text| text.chars().count() <= most);
    for text in &short {
        assert!(text.chars().count() <= most, "{text}");
    }
    let all: BTreeSet<&String> = short.iter().collect();
    let different: BTreeSet<&String> = names.iter().collect();
    assert_eq!(all.len(), different.len(), "{short:?}");
    short
}

#[test]
fn names_that_fit_stay() {
    assert_eq!(within(&["a", "", "b c", "a"], 3), ["a", "", "b c", "a"]);
}

#[test]
fn the_ends_stay_where_names_differ_there() {
    let names = [
        "claude-opus-4-5-thinking-high",
        "claude-opus-4-5-thinking-low",
        "claude-opus-4-5-thinking-none",
    ];
    let expected = ["claude-o…-high", "claude-opu…low", "claude-o…-none"];
    let short = within(&names, 14);
    for ((short, name), expected) in short.iter().zip(names).zip(expected) {
        assert!(name.starts_with(&short[..6]), "{short}");
        assert!(short.ends_with(&expected[expected.len() - 3..]), "{short}");
    }
}

#[test]
fn names_that_differ_in_the_middle_stay_apart() {
    let middle = |c: char| format!("{}{c}{}", "begin-".repeat(5), "-the-end".repeat(5));
    let names: Vec<String> = ('a'..='z').map(middle).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    within(&names, 14);
}

#[test]
fn names_that_differ_in_two_places_stay_apart() {
    let mut names = Vec::new();
    for first in 'a'..='e' {
        for second in 'a'..='e' {
            names.push(format!("the-start-{first}-of-the-{second}-and-its-end"));
        }
    }
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    within(&names, 12);
}

#[test]
fn endless_names_end() {
    let long: Vec<String> = ('a'..='d')
        .map(|c| format!("{c}{}", "x".repeat(1_000_000)))
        .collect();
    let long: Vec<&str> = long.iter().map(String::as_str).collect();
    within(&long, 20);
}
