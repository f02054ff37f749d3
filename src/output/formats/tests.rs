use std::collections::BTreeSet;

use super::*;

#[test]
fn ids_and_endings_are_told_apart() {
    let ids: BTreeSet<&str> = FORMATS.iter().map(|format| format.id).collect();
    assert_eq!(ids.len(), FORMATS.len());
    let endings: Vec<&str> = FORMATS.iter().flat_map(|f| f.endings).copied().collect();
    let different: BTreeSet<&str> = endings.iter().copied().collect();
    assert_eq!(different.len(), endings.len(), "{endings:?}");
    let offered = FORMATS
        .iter()
        .filter_map(|f| Some((f.page_file?, f.ending())));
    assert!(offered.clone().count() > 3);
    assert_eq!(
        offered.clone().collect::<BTreeSet<_>>().len(),
        offered.count()
    );
}

#[test]
fn endings_tell_formats() {
    let of = |file: &str| Format::of_file(Path::new(file)).map(|format| format.id);
    assert_eq!(of("a/b.SVG"), Some("svg"));
    assert_eq!(of("b.ndjson"), Some("jsonl"));
    assert_eq!(of("svg"), None);
    assert_eq!(of("b.svgz"), None);
    let picture = |output: &str| {
        let told = Family::Pictures.writer_of(None, output, Format::picture);
        told.map_err(|error| error.to_string())
    };
    assert!(!picture("b.pdf").unwrap().has_pixels);
    let error = picture("b.tex").unwrap_err();
    assert!(error.contains("`evalboard export` does"), "{error}");
    let error = picture("-").unwrap_err();
    assert!(
        error.ends_with("add --to with one of svg, png, pdf"),
        "{error}"
    );
    let text = |format: &'static Format| format.text().map(|_| format.id);
    let asked = Family::Texts.writer_of(Format::named("csv"), "b.svg", text);
    assert_eq!(asked.unwrap(), "csv");
}
