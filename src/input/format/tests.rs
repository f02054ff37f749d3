use super::*;

#[test]
fn identifiers_and_endings_are_in_lower_case_and_tell_formats_apart() {
    for (ix, format) in FORMATS.iter().enumerate() {
        let others = &FORMATS[ix + 1..];
        assert!(
            others.iter().all(|other| other.id != format.id),
            "{}",
            format.id
        );
        for word in format.endings.iter().chain([&format.id]) {
            assert_eq!(*word, word.to_lowercase());
        }
    }
}
