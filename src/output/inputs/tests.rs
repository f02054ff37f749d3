use super::*;

#[test]
fn an_input_is_refused_under_any_name() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("input.csv"), "a").unwrap();
    fs::write(at("other.csv"), "a").unwrap();
    fs::create_dir(at("inner")).unwrap();
    fs::hard_link(at("input.csv"), at("hard.csv")).unwrap();
    let mut names = vec!["input.csv", "inner/../input.csv", "hard.csv"];
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("input.csv", at("link.csv")).unwrap();
        std::os::unix::fs::symlink("link.csv", at("link-of-link.csv")).unwrap();
        names.extend(["link.csv", "link-of-link.csv"]);
    }
    for name in names {
        let targets = [Target::File(at("new.svg")), Target::File(at(name))];
        let error = refuse_inputs(&targets, [at("input.csv")]).unwrap_err();
        let text = error.to_string();
        assert!(text.contains("one of the inputs"), "{text}");
        assert_eq!(text.contains("another name"), name != "input.csv", "{text}");
    }
    for name in ["other.csv", "new.svg", "inner"] {
        refuse_inputs(&[Target::File(at(name))], [at("input.csv")]).unwrap();
    }
}
