use proptest::prelude::*;

use super::super::tally::Points;
use super::*;

/// Values that no field, or not every field, can hold.
const VALUES: [&str; 24] = [
    "null",
    "true",
    "false",
    "0",
    "1",
    "0.5",
    "-1",
    "1e2",
    "1e999",
    "9007199254740993",
    "\"\"",
    "\"x\"",
    "\"1\"",
    "\"STOP\"",
    "\"max tokens\"",
    "\"\\ud83d\"",
    "\"\\q\"",
    "\"raw \t tab\"",
    "\"\\u00e9\"",
    "[]",
    "[1, \"\\ud83d\"]",
    "{}",
    "{\"b\": 1, \"a\": [0.50]}",
    "{\"a\": \"\\udc00\"}",
];

/// What a line adds: its points and counts, and whether it is broken.
fn counted(line: &str, dedup: bool) -> (Points, LineCounts) {
    let by_item = match dedup {
        true => ByItem::Once(SeenItems::new()),
        false => ByItem::Nothing,
    };
    let mut counter = Counter::new(&by_item);
    counter.begin(0, true);
    counter.line(Line::Bytes(line.as_bytes()));
    (counter.table.without(&counter.withdrawn), counter.counts)
}

/// A line of `members`; its model is written plainly, or so that it must be resolved.
fn line(members: &[(usize, usize)], plain: bool) -> String {
    let mut line = format!("{{\"model\": \"{}\"", if plain { "m" } else { "\\u006d" });
    line += ", \"task\": \"t\", \"correct\": true";
    for (key, value) in members {
        let value = VALUES[*value];
        match KEYS.get(*key) {
            Some((key, _)) => match key.split_once('.') {
                Some((object, key)) => line += &format!(", \"{object}\": {{\"{key}\": {value}}}"),
                None => line += &format!(", \"{key}\": {value}"),
            },
            None => line += &format!(", \"nobody reads {key}\": {value}"),
        }
    }
    line + "}"
}

proptest! {
    #[test]
    fn a_line_counts_the_same_whether_resolved_or_not(
        members in prop::collection::vec((1..2 * KEYS.len(), 0..VALUES.len()), 0..8),
        dedup in any::<bool>(),
    ) {
        let plain = line(&members, true);
        let spaced = counted(&line(&members, false), dedup);
        prop_assert_eq!(counted(&plain, dedup), spaced, "{}", plain);
    }

    #[test]
    fn what_nobody_reads_never_costs_an_answer(
        members in prop::collection::vec((KEYS.len()..2 * KEYS.len(), 0..VALUES.len()), 0..8),
    ) {
        for plain in [true, false] {
            let line = line(&members, plain);
            prop_assert_eq!(counted(&line, false).1.answers, 1, "{}", line);
        }
    }
}

#[test]
fn a_value_that_another_makes_needless_never_costs_an_answer() {
    for odd in ["\"half \\ud83d\"", "[{}]", "1e999", "\"perhaps\""] {
        for members in [
            format!("\"correct\": true, \"id\": {odd}"),
            format!("\"is_correct\": true, \"correct\": {odd}"),
            format!("\"truncated\": true, \"correct\": {odd}, \"guess_chance\": {odd}"),
            format!("\"correct\": true, \"truncated\": false, \"finish_reason\": {odd}"),
            format!("\"correct\": true, \"sampler\": \"s\", \"param_name\": {odd}"),
            format!("\"correct\": true, \"degree\": 1, \"level\": {odd}"),
            format!("\"correct\": true, \"completion_tokens\": 5, \"usage\": {odd}"),
        ] {
            for model in ["m", "\\u006d"] {
                let line = format!("{{\"model\": \"{model}\", \"task\": \"t\", {members}}}");
                assert_eq!(counted(&line, false).1.answers, 1, "{line}");
            }
        }
    }
}
