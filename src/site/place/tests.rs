use super::*;

fn set(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

#[test]
fn what_is_linked_comes_before_what_links() {
    let files = set(&["a.html", "b.html", "index.html", "style.css", "z.svg"]);
    let order = in_order(&files, &set(&["a.html", "style.css"]));
    assert_eq!(
        order,
        ["z.svg", "style.css", "b.html", "a.html", "index.html"]
    );
    let first = in_order(&files, &set(&[]));
    assert_eq!(first.last().unwrap(), &"index.html");
}

#[test]
fn a_folder_with_anything_else_in_it_is_not_exchanged() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let files = set(&["index.html", "model/a.html"]);
    fs::create_dir(at("model")).unwrap();
    for name in ["index.html", "model/a.html", LIST] {
        fs::write(at(name), "").unwrap();
    }
    assert!(holds_only(folder.path(), &files));
    fs::create_dir(at("empty")).unwrap();
    assert!(!holds_only(folder.path(), &files), "a folder of others");
    fs::remove_dir(at("empty")).unwrap();
    fs::write(at("model/mine.html"), "").unwrap();
    assert!(!holds_only(folder.path(), &files), "a file of others");
}
