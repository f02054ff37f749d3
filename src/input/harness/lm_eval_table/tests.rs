use super::super::tests::{parsed, shown};
use super::*;

#[test]
fn nested_table_with_its_line() {
    let text = "hf (pretrained=org/m,dtype=auto), gen_kwargs: (None), limit: None\n\
            |Tasks|Version|Filter|n-shot|Metric| |Value| |Stderr|\n\
             |---|--:|---|--:|---|---|--:|---|--:|\n\
            |arc|1|none|0|acc|↑|0.4220|±|0.0156|\n| | |none|0|acc_norm|↑|0.4390|±|0.0157|\n\
            |mmlu|2|none| |acc|↑|0.6153|±|0.0040|\n| - stem|2|none| |acc|↑|0.5293|±|0.0087|\n\
            |  - anatomy|1|none|0|acc|↑|0.5481|±|0.0430|\n\
             |wiki|2|none|0|word_perplexity|↓|9.1|±|N/A|\n\n\
            |Groups|Version|Filter|n-shot|Metric| |Value| |Stderr|\n\
             |---|--:|---|--:|---|---|--:|---|--:|\n\
            |mmlu|2|none| |acc|↑|0.6153|±|0.0040|\n";
    let parsed = parsed(read, "t.md", text, &[]);
    assert_eq!(
        shown(&parsed),
        [
            "org/m | arc | acc_norm,none | 0.439000 ±0.015700",
            "org/m | anatomy | acc,none | 0.548100 ±0.043000",
        ]
    );
    assert_eq!(parsed.runs[1].category.as_deref(), Some("stem"));
    assert!(parsed.notes[0].detail.contains("wiki (word_perplexity)"));
}

#[test]
fn old_table_in_percent() {
    let text = "# m results\n|Benchmark|Model|Average|\n|--|--|--:|\n|nous|\
     [m](https://huggingface.co/o/m)|42.8|\n\n### agieval\n\
            |Task|Version|Metric|Value| |Stderr|\n|--|--:|--|--:|--|--:|\n\
             |aqua|0|acc|20.08|±| 2.52|\n| | |acc_norm|1.11|±|0.5|\n\n\
            ### gsm8k\n|Task|Version|Metric|Value| |Stderr|\n|--|--:|--|--:|--|--:|\n\
             |gsm8k|3|exact_match,strict-match|0.46| | |\n\
            | | |exact_match_stderr,strict-match|0.01| | |\n| | |alias|gsm8k| | |\n";
    assert_eq!(
        shown(&parsed(read, "t.md", text, &[])),
        [
            "o/m | aqua | acc_norm, | 0.011100 ±0.005000",
            "o/m | gsm8k | exact_match,strict-match | 0.460000 ±0.010000",
        ]
    );
}
