//! Nothing but the block changes, running again changes nothing, bad markers are errors.

use comrak::nodes::NodeValue;
use comrak::{Arena, Options, parse_document};
use proptest::prelude::*;

use super::{blocks, replaced};

const START: &str = "<!-- evalboard:start -->";
const END: &str = "<!-- evalboard:end -->";

fn inject(document: &str, content: &str) -> String {
    String::from_utf8(replaced(document.as_bytes(), "", content).unwrap()).unwrap()
}

#[test]
fn only_the_block_changes() {
    for (before, after) in [
        ("# Title\n\n", "\n\nThe end, without a line's end"),
        ("", ""),
        ("  ", "\n"),
        ("trailing space \t\n", "  \n\n\n"),
        (
            "```sh\n<!-- evalboard:start -->\n```\n",
            "\n~~~\n<!-- evalboard:end -->\n~~~",
        ),
        ("- ```\n  <!-- evalboard:start -->\n  ```\n\n", "\n"),
        (
            "    <!-- evalboard:start -->\n",
            "\n\t<!-- evalboard:end -->\n",
        ),
        (
            "Put `<!-- evalboard:start -->` into it.\n",
            "\n> <!-- evalboard:end -->\n",
        ),
        ("<!-->\n<!---> text\n", "\ntext <!-->\n"),
        (
            "<!-- evalboard:start other -->\n<!-- evalboard:end other -->\n",
            "\n<!-- a comment -->\n",
        ),
        (
            "````md\n```\n<!-- evalboard:end -->\n````\n",
            "\n```\nnever closed\n",
        ),
    ] {
        for old in ["\n", "\n\nold | text\n\n", " ", ""] {
            // The parts of the markers' own lines stay, too.
            let document = format!("{before}{START}{old}{END}{after}");
            let new = inject(&document, "| new |\n\n");
            let indent = before
                .chars()
                .rev()
                .take_while(|c| *c == ' ')
                .collect::<String>();
            let expected = format!("{before}{START}\n\n{indent}| new |\n\n{END}{after}");
            assert_eq!(new, expected, "{document}");
            assert_eq!(inject(&new, "| new |"), new);
        }
    }
}

#[test]
fn line_ends_and_bytes_of_the_document_stay() {
    let document = b"\xef\xbb\xbf<!-- evalboard:start -->\r\nold\r\n<!-- evalboard:end -->\r\nnot \
                     UTF-8: \xff\n";
    let new = replaced(document, "", "a\nb\n").unwrap();
    let expected =
        b"\xef\xbb\xbf<!-- evalboard:start -->\r\n\r\na\r\nb\r\n\r\n<!-- evalboard:end -->\r\nnot \
          UTF-8: \xff\n";
    assert_eq!(new, expected);
}

#[test]
fn named_blocks_are_told_apart() {
    let document = format!(
        "<!--evalboard:start small-->\nA\n<!-- evalboard:end small -->\n\n{START}\nB\n{END}\n\
         <!-- evalboard:start very large -->\nC\n<!-- evalboard:end -->\n"
    );
    let new = replaced(document.as_bytes(), "very large", "x").unwrap();
    assert_eq!(
        String::from_utf8(new).unwrap(),
        document.replace("C\n", "\nx\n\n")
    );
    let names: Vec<String> = blocks(document.as_bytes())
        .unwrap()
        .into_iter()
        .map(|block| block.name)
        .collect();
    assert_eq!(names, ["small", "", "very large"]);
}

#[test]
fn bad_markers_are_errors_with_their_line() {
    let named = |end: &str, name: &str| format!("<!-- evalboard:{end} {name} -->");
    let (start_a, end_a) = (named("start", "a"), named("end", "a"));
    let (start_b, end_b) = (named("start", "b"), named("end", "b"));
    for (document, line, problem) in [
        ("text\n".to_owned(), None, "there is no block: put"),
        (String::new(), None, "there is no block: put"),
        (
            format!("\n{START}\n"),
            Some(2),
            "without <!-- evalboard:end -->",
        ),
        (format!("\n\n{END}\n"), Some(3), "without a start"),
        (format!("{END}\n{START}\n"), Some(1), "without a start"),
        (format!("{START}\n{START}\n{END}"), Some(2), "line 1 starts"),
        (
            format!("{START}\n{END}\n{START}\n{END}"),
            Some(3),
            "a second block",
        ),
        (
            format!("{start_a}\n{start_b}\n{end_a}\n{end_b}"),
            Some(2),
            "line 1 starts",
        ),
        (format!("{START}\n{end_a}\n"), Some(2), "cannot cross"),
        (
            format!("{start_a}\n{end_b}\n"),
            Some(2),
            "the end of block 'b', but line 1 starts one 'a'",
        ),
        (
            format!("{start_a}\n{end_a}\n"),
            None,
            "but one 'a': --block says which",
        ),
        (format!("text {START}\n{END}\n"), Some(1), "alone"),
        (format!("{START} text\n{END}\n"), Some(1), "alone"),
        (format!("{START}\n{END}{START}\n"), Some(2), "alone"),
        (
            format!("{START}\n```\n{END}\n"),
            Some(1),
            "the marker on line 3 stands in code",
        ),
        (
            format!("    {START}\n{END}\n"),
            Some(2),
            "the marker on line 1 stands in code",
        ),
    ] {
        let error = replaced(document.as_bytes(), "", "x").unwrap_err();
        assert_eq!(error.line, line, "{document}: {error}");
        assert!(error.problem.contains(problem), "{document}: {error}");
    }
    let document = format!("{start_a}\n{end_a}\n");
    let error = replaced(document.as_bytes(), "A", "x").unwrap_err();
    assert!(error.problem.ends_with("did you mean 'a'?"), "{error}");
}

/// The lines on which a CommonMark parser sees a comment with a marker that stands alone.
fn markers_by_the_parser(document: &str) -> Vec<usize> {
    let arena = Arena::new();
    let root = parse_document(&arena, document, &Options::default());
    let mut lines: Vec<usize> = root
        .children()
        .filter_map(|node| {
            let data = node.data();
            match &data.value {
                NodeValue::HtmlBlock(block) if block.literal.contains("evalboard:") => {
                    Some(data.sourcepos.start.line)
                }
                _ => None,
            }
        })
        .collect();
    lines.sort_unstable();
    lines
}

fn line() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "text",
        "",
        "```",
        "~~~",
        "````",
        "``` rust",
        "- item",
        "| a | b |",
        "<!-- comment -->",
        "# title",
        "   text",
    ])
}

proptest! {
    #[test]
    fn any_document_keeps_its_bytes(
        before in prop::collection::vec(line(), 0..8),
        inside in prop::collection::vec(line(), 0..4),
        after in prop::collection::vec(line(), 0..8),
    ) {
        let join = |lines: &[&str]| -> String {
            lines.iter().map(|line| format!("{line}\n")).collect()
        };
        let (before, after) = (join(&before), join(&after));
        let document = format!("{before}{START}\n{}{END}\n{after}", join(&inside));
        match replaced(document.as_bytes(), "", "x") {
            Ok(new) => {
                let expected = format!("{before}{START}\n\nx\n\n{END}\n{after}");
                prop_assert_eq!(String::from_utf8(new.clone()).unwrap(), expected);
                prop_assert_eq!(replaced(&new, "", "x").unwrap(), new);
            }
            // Only a fence can hide a marker.
            Err(error) => prop_assert!(
                error.problem.contains("in code") || error.problem.contains("no block")
            ),
        }
    }

    /// What stands in a fence for us stands in one for CommonMark, and the other way round.
    #[test]
    fn fences_are_those_of_commonmark(lines in prop::collection::vec(
        prop::sample::select(vec![
            "```", "~~~", "````", "~~~~ x", "``` a`b", "   ```", "    ```", "text", "",
        ]),
        0..10,
    )) {
        // An empty line ends what is neither a fence nor code.
        let document = format!("{}\n\n{START}\n\n{END}\n", lines.join("\n"));
        let seen = markers_by_the_parser(&document);
        let is_replaced = replaced(document.as_bytes(), "", "x").is_ok();
        prop_assert_eq!(is_replaced, seen.len() == 2, "{}", document);
    }
}
