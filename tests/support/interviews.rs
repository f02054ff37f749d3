//! Makes interviews: responses of 0.3 to 2 KB with escapes and Unicode, keys in any order, unknown
//! keys, other spellings of the same fields. Seeded.

use super::random::Random;

const MODELS: [(&str, &str, &str); 4] = [
    ("llama-3-8b", "zeroshot", "greedy"),
    ("org/mixtral-8x7b", "zerocot", "t06"),
    ("qwen2-7b", "zerocot", "greedy"),
    ("modèle-λ", "zeroshot", "greedy"),
];

/// A name that needs escapes, for one line in a hundred.
const ESCAPED: (&str, &str, &str) = ("the \"best\" one", "zeroshot", "greedy");

const TASKS: [(&str, u64); 4] = [
    ("arithmetic", 0),
    ("boolean", 2),
    ("movies", 4),
    ("shuffle", 7),
];

const WORDS: [&str; 12] = [
    "therefore",
    "the \\\"answer\\\"",
    "is\\n\\n",
    "{not: json}",
    "[1, 2]",
    "\\u00e9t\\u00e9",
    "数学",
    "\\\\frac{1}{2}",
    "😀",
    "step\\tby\\tstep",
    "is_correct",
    "}",
];

/// A line whose model stands twice: the last one counts.
pub fn line_with_a_repeated_key(random: &mut Random, number: u64) -> String {
    let line = line(random, number);
    line.replacen('{', "{\"model\":\"not this one\",", 1)
}

/// One line, without its line break.
pub fn line(random: &mut Random, number: u64) -> String {
    let mut pick = |limit: u64| random.next() % limit;
    let (model, template, sampler) = match pick(100) {
        0 => ESCAPED,
        _ => MODELS[pick(4) as usize],
    };
    let (task, choices) = TASKS[pick(4) as usize];
    let degree = pick(3);
    let length = pick(5);
    let mut members = vec![
        format!("\"model\":{}", quoted(model)),
        format!("\"template\":{}", quoted(template)),
        format!(
            "\"{}\":{}",
            ["sampler", "param_name"][pick(2) as usize],
            quoted(sampler)
        ),
        format!("\"base_task\":{}", quoted(task)),
        format!("\"task\":\"{task}_{length}\""),
        format!("\"{}\":\"q{number}\"", ["id", "item_id"][pick(2) as usize]),
    ];
    match pick(3) {
        0 => members.push(format!("\"degree\":{degree}")),
        1 => members.push(format!("\"degree\":\"{degree}\"")),
        _ => members.push(format!(" \"degree\" :\t{degree} ")),
    }
    if pick(4) > 0 {
        members.push("\"density\":\"normal\"".to_owned());
        members.push("\"precision\":\"low\"".to_owned());
    }
    let correct = pick(10) < 3 + 2 * (2 - degree);
    members.push(match pick(4) {
        0 => format!("\"correct\":{correct}"),
        1 => format!("\"correct\":{},\"is_correct\":{correct}", pick(2)),
        _ => format!("\"is_correct\":{correct}"),
    });
    if pick(9) == 0 {
        members.push("\"is_invalid\":true".to_owned());
    }
    match pick(6) {
        0 => members.push("\"truncated\":true".to_owned()),
        1 => members.push("\"truncated\":null,\"finish_reason\":\"length\"".to_owned()),
        2 => members.push("\"stop_reason\":\"max_tokens\",\"finish_reason\":\"stop\"".to_owned()),
        _ => members.push("\"truncated\":false".to_owned()),
    }
    let tokens = pick(3000);
    members.push(match pick(3) {
        0 => format!("\"usage\":{{\"prompt_tokens\":7,\"completion_tokens\":{tokens}}}"),
        _ => format!("\"completion_tokens\":{tokens}"),
    });
    match (choices, pick(3)) {
        (0, _) => members.push("\"guess_chance\":0".to_owned()),
        (choices, 0) => members.push(format!("\"guess_chance\":{}", 1.0 / choices as f64)),
        (choices, 1) => members.push(format!("\"choices\":{choices}")),
        (choices, _) => {
            let list: Vec<String> = (0..choices).map(|ix| format!("\"({ix})\"")).collect();
            members.push(format!("\"choices\":[{}]", list.join(",")));
        }
    }
    members.push(
        "\"meta\":{\"model\":\"other\",\"is_correct\":false,\"deep\":[{\"task\":[[]]}]}".to_owned(),
    );
    members.push(format!(
        "\"elapsed\":{}e-3,\"seed\":18446744073709551616",
        pick(99_999)
    ));
    let words = 40 + pick(200);
    let response: Vec<&str> = (0..words).map(|_| WORDS[pick(12) as usize]).collect();
    members.push(format!("\"response\":\"{}\"", response.join(" ")));
    // Fisher-Yates.
    for ix in (1..members.len()).rev() {
        members.swap(ix, pick(ix as u64 + 1) as usize);
    }
    format!("{{{}}}", members.join(","))
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\\\""))
}
