//! The static site through the binary: every link leads to a file, and nothing of others is touched.

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use support::evalboard;

fn site(arguments: &[&str], folder: &Path) -> String {
    let output = evalboard()
        .arg("site")
        .args(arguments)
        .arg("-o")
        .arg(folder)
        .output()
        .unwrap();
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{errors}");
    errors
}

/// All files of a folder, relative to it.
fn files(folder: &Path) -> BTreeSet<PathBuf> {
    let pattern = folder.join("**/*");
    glob::glob(pattern.to_str().unwrap())
        .unwrap()
        .map(Result::unwrap)
        .filter(|path| path.is_file() && !path.ends_with(".evalboard-site"))
        .map(|path| path.strip_prefix(folder).unwrap().to_owned())
        .collect()
}

/// The addresses in a page.
fn links(page: &str) -> Vec<&str> {
    ["href=\"", "src=\"", "action=\""]
        .iter()
        .flat_map(|attribute| page.split(attribute).skip(1))
        .map(|rest| rest.split('"').next().unwrap())
        .collect()
}

#[test]
fn every_link_leads_to_a_file() {
    for data in [
        "golden/reasonscape",
        "golden/hostile/hostile.csv",
        "golden/empty/empty.csv",
    ] {
        let folder = tempfile::tempdir().unwrap();
        site(&[data], folder.path());
        let pages = files(folder.path());
        let mut met = BTreeSet::new();
        for name in pages
            .iter()
            .filter(|name| name.extension().is_some_and(|e| e == "html"))
        {
            let page = fs::read_to_string(folder.path().join(name)).unwrap();
            for link in links(&page)
                .into_iter()
                .filter(|link| !link.is_empty() && !link.starts_with('#'))
            {
                assert!(
                    link.starts_with("./") || link.starts_with("../"),
                    "{link} in {name:?}"
                );
                let file = folder.path().join(name.parent().unwrap()).join(link);
                let file = file
                    .canonicalize()
                    .unwrap_or_else(|_| panic!("{link} in {name:?}"));
                met.insert(
                    file.strip_prefix(folder.path().canonicalize().unwrap())
                        .unwrap()
                        .to_owned(),
                );
            }
        }
        met.insert("index.html".into());
        assert_eq!(met, pages, "every file is linked");
    }
}

#[test]
fn has_a_page_for_each_choice_and_model() {
    let folder = tempfile::tempdir().unwrap();
    site(&["golden/reasonscape"], folder.path());
    for name in [
        "index.html",
        "index-2.html",
        "group-top.html",
        "level-easy.html",
        "task-sort.html",
        "score-lower.html",
        "models.html",
        "model/aurora-max.html",
        "index.svg",
        "level-easy.png",
        "group-top.csv",
        "style.css",
        "script.js",
    ] {
        assert!(folder.path().join(name).is_file(), "{name}");
    }
    let page = fs::read_to_string(folder.path().join("group-top.html")).unwrap();
    assert!(page.contains("Aurora Max") && !page.contains("Fjord"));
}

#[test]
fn replaces_an_earlier_site_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("CNAME"), "example.org").unwrap();
    fs::create_dir(folder.path().join("model")).unwrap();
    fs::write(folder.path().join("model/mine.html"), "mine").unwrap();
    site(&["golden/reasonscape"], folder.path());
    let before = files(folder.path());
    let errors = site(&["golden/one_cell/one_cell.csv"], folder.path());
    assert!(errors.contains("of an earlier site removed"), "{errors}");
    let after = files(folder.path());
    assert!(before.len() > after.len());
    assert!(after.contains(Path::new("CNAME")) && after.contains(Path::new("model/mine.html")));
    assert!(!after.contains(Path::new("group-top.html")));
    let hidden = fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name());
    let hidden: Vec<_> = hidden
        .filter(|name| name.to_string_lossy().starts_with('.'))
        .collect();
    assert_eq!(hidden, [".evalboard-site"], "nothing half-written stays");
}

#[test]
fn the_same_data_give_the_same_bytes() {
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    site(&["golden/hostile/hostile.csv"], one.path());
    site(&["golden/hostile/hostile.csv"], two.path());
    for name in files(one.path()) {
        assert!(
            fs::read(one.path().join(&name)).unwrap() == fs::read(two.path().join(&name)).unwrap(),
            "{name:?}"
        );
    }
}

#[test]
fn bad_input_leaves_the_earlier_site() {
    let folder = tempfile::tempdir().unwrap();
    site(&["golden/one_cell/one_cell.csv"], folder.path());
    let before = files(folder.path());
    let output = evalboard()
        .args(["site", "golden/reasonscape", "--groups", "nowhere", "-o"])
        .arg(folder.path())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(files(folder.path()), before);
}
