use super::*;

#[test]
fn fences_open_and_close() {
    for (opening, closing, not_closing) in [
        ("```", "```", "``"),
        ("```sh", "````  ", "``` x"),
        ("~~~ ` ~", "~~~", "```"),
        ("   ````", "   ````", "    ````"),
        ("- ```", "  ```", "~~~"),
        ("1. - ```", "     ```", "x"),
    ] {
        let fence = Fence::opened_by(opening).unwrap();
        assert!(fence.is_closed_by(closing), "{opening}");
        assert!(!fence.is_closed_by(not_closing), "{opening}");
    }
    for line in [
        "``",
        "``` a`b",
        "    ```",
        "\t```",
        "text ```",
        "-```",
        "1234567890. ```",
    ] {
        assert_eq!(Fence::opened_by(line), None, "{line:?}");
    }
}

#[test]
fn markers_are_found_in_a_line() {
    let line = "<!--evalboard:start a  b--> x <!-- y --> <!-- evalboard:end --> <!-- evalboard:end";
    let found = markers(line);
    assert_eq!(found.len(), 2);
    assert_eq!((found[0].end, found[0].name.as_str()), (End::Start, "a b"));
    assert_eq!(&line[found[1].at.clone()], "<!-- evalboard:end -->");
}

#[test]
fn comments_with_nothing_in_them_end_at_once() {
    for empty in ["<!-->", "<!--->", "<!---->", "<!-- -->"] {
        assert_eq!(markers(empty), [], "{empty}");
        let line = format!("{empty}<!-- evalboard:end -->");
        let found = markers(&line);
        assert_eq!(found.len(), 1, "{line}");
        assert_eq!(&line[found[0].at.clone()], "<!-- evalboard:end -->");
    }
    for open in ["<!--", "<!---", "<!-->-", "a <!-- <!--"] {
        assert_eq!(markers(open), [], "{open}");
    }
}
