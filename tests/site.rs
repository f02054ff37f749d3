//! The static site through the binary: every link leads to a file, and nothing of others is
//! touched.

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

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

/// The addresses in a page or a style file.
fn links(page: &str) -> Vec<&str> {
    ["href=\"", "src=\"", "srcset=\"", "action=\"", "url(\""]
        .iter()
        .flat_map(|attribute| page.split(attribute).skip(1))
        .map(|rest| rest.split('"').next().unwrap())
        .collect()
}

#[test]
fn every_link_leads_to_a_file() {
    for arguments in [
        &["golden/reasonscape"][..],
        &["golden/hostile/hostile.csv"],
        // Nothing is left.
        &["golden/reasonscape", "--groups", "size:small+size:large"],
    ] {
        let folder = tempfile::tempdir().unwrap();
        site(arguments, folder.path());
        let pages = files(folder.path());
        let mut met = BTreeSet::new();
        for name in pages
            .iter()
            .filter(|name| name.extension().is_some_and(|e| e == "html" || e == "css"))
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
        "plot/tradeoff.svg",
        "plot/dark/scaling.svg",
        "plot/ranks.png",
        "plot/correlation.pdf",
        "plot/profile/aurora-max.svg",
        "plot/dark/profile/aurora-max.svg",
        "level-easy.png",
        "group-top.csv",
        "style.css",
        "script.js",
        "icon.svg",
        "regular.ttf",
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

/// All files with their content.
fn contents(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let read = |name: PathBuf| (name.clone(), fs::read(folder.join(name)).unwrap());
    files(folder).into_iter().map(read).collect()
}

#[test]
fn filters_say_what_is_published() {
    let folder = tempfile::tempdir().unwrap();
    let arguments = [
        "golden/reasonscape",
        "--groups",
        "top",
        "--tasks",
        "sort,letters",
    ];
    site(&arguments, folder.path());
    let all = contents(folder.path());
    for (name, content) in &all {
        let text = String::from_utf8_lossy(content);
        assert!(
            !text.contains("Fjord"),
            "{name:?} shows a model that is not to be published"
        );
    }
    let page = String::from_utf8_lossy(&all[Path::new("index.html")]);
    assert!(page.contains("Aurora Max"));
    // Other groups of these models can be chosen; their pages are there.
    let chips: Vec<&str> = links(&page)
        .into_iter()
        .filter(|link| link.contains("group-"))
        .collect();
    assert!(chips.len() > 1, "{chips:?}");
    for chip in chips {
        assert!(
            all.contains_key(Path::new(chip.trim_start_matches("./"))),
            "{chip}"
        );
    }
    assert!(
        all.contains_key(Path::new("task-sort.html"))
            && !all.contains_key(Path::new("task-dates.html"))
    );
}

#[test]
fn is_the_earlier_or_the_new_one_whenever_it_is_stopped() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = scratch.path().join("public");
    let data = [
        "golden/one_cell/one_cell.csv",
        "golden/zeroeval/zeroeval.csv",
    ];
    let whole = data.map(|data| {
        site(&[data], &folder);
        contents(&folder)
    });
    assert_ne!(whole[0], whole[1]);
    let mut stopped = 0;
    for round in 0..24 {
        let mut child = evalboard()
            .args(["site", data[round % 2], "-o"])
            .arg(&folder)
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(4 * round as u64));
        let _ = child.kill();
        stopped += usize::from(!child.wait().unwrap().success());
        let now = contents(&folder);
        assert!(whole.contains(&now), "round {round}: {:?}", now.keys());
    }
    assert!(stopped > 0, "no run was stopped in its midst");
}

#[cfg(unix)]
#[test]
fn stays_whole_where_files_cannot_be_written() {
    use std::os::unix::fs::PermissionsExt;
    let scratch = tempfile::tempdir().unwrap();
    let folder = scratch.path().join("public");
    site(&["golden/one_cell/one_cell.csv"], &folder);
    let before = contents(&folder);
    let mode =
        |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    for path in [scratch.path(), &folder] {
        mode(path, 0o555);
    }
    // Root may write everywhere.
    let anyone_may = fs::write(folder.join("probe"), "").is_ok();
    let output = evalboard()
        .args(["site", "golden/zeroeval/zeroeval.csv", "-o"])
        .arg(&folder)
        .output()
        .unwrap();
    for path in [scratch.path(), &folder] {
        mode(path, 0o755);
    }
    if anyone_may {
        println!("this user may write where nobody may: not tested");
        let _ = fs::remove_file(folder.join("probe"));
        site(&["golden/one_cell/one_cell.csv"], &folder);
    } else {
        assert_eq!(output.status.code(), Some(2));
    }
    assert_eq!(contents(&folder), before);
    // As on a full disk: files end after some kilobytes.
    let output = std::process::Command::new("sh")
        .args(["-c", "trap '' XFSZ; ulimit -f 16; exec \"$@\"", "sh"])
        .arg(evalboard().get_program())
        .args(["site", "golden/zeroeval/zeroeval.csv", "-o"])
        .arg(&folder)
        .output()
        .unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{errors}");
    assert_eq!(contents(&folder), before);
    let beside: Vec<_> = fs::read_dir(scratch.path()).unwrap().collect();
    assert_eq!(beside.len(), 1, "nothing of the making stays: {beside:?}");
}

#[test]
fn takes_the_place_of_nothing_that_it_did_not_write() {
    for foreign in ["model/aurora-max.html", "style.css/mine.txt"] {
        let folder = tempfile::tempdir().unwrap();
        let mine = folder.path().join(foreign);
        fs::create_dir_all(mine.parent().unwrap()).unwrap();
        fs::write(&mine, "mine").unwrap();
        let output = evalboard()
            .args(["site", "golden/reasonscape", "-o"])
            .arg(folder.path())
            .output()
            .unwrap();
        let errors = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{errors}");
        assert!(errors.contains("was not written by"), "{errors}");
        assert_eq!(
            files(folder.path()),
            BTreeSet::from([PathBuf::from(foreign)])
        );
    }
}

#[cfg(unix)]
#[test]
fn others_may_read_it() {
    use std::os::unix::fs::PermissionsExt;
    let scratch = tempfile::tempdir().unwrap();
    let folder = scratch.path().join("public");
    let plain = scratch.path().join("plain");
    fs::create_dir(&plain).unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    site(&["golden/one_cell/one_cell.csv"], &folder);
    assert_eq!(mode(&folder), mode(&plain));
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o750)).unwrap();
    site(&["golden/one_cell/one_cell.csv"], &folder);
    assert_eq!(mode(&folder), 0o750);
    let beside: Vec<_> = fs::read_dir(scratch.path()).unwrap().collect();
    assert_eq!(beside.len(), 2, "nothing of the making stays: {beside:?}");
}

#[test]
fn names_of_files_with_what_is_left_out_are_not_published() {
    let folder = tempfile::tempdir().unwrap();
    let inputs = [("open.csv", "Open"), ("unreleased.csv", "Secret")].map(|(name, model)| {
        let file = folder.path().join(name);
        fs::write(&file, format!("model,task,n,correct\n{model},t,10,5\n")).unwrap();
        file.to_str().unwrap().to_owned()
    });
    let place = folder.path().join("site");
    site(&[&inputs[0], &inputs[1], "--models", "Open"], &place);
    for (name, content) in contents(&place) {
        let text = String::from_utf8_lossy(&content);
        let told = text.contains("unreleased") || text.contains("Secret");
        assert!(!told, "{}", name.display());
    }
}

#[cfg(unix)]
#[test]
fn writes_nothing_behind_a_link() {
    let folder = tempfile::tempdir().unwrap();
    let (place, elsewhere) = (folder.path().join("site"), folder.path().join("elsewhere"));
    site(&["golden/one_cell/one_cell.csv"], &place);
    fs::rename(place.join("model"), &elsewhere).unwrap();
    std::os::unix::fs::symlink("../elsewhere", place.join("model")).unwrap();
    let before = contents(&elsewhere);
    let output = evalboard()
        .args(["site", "golden/one_cell/one_cell.csv", "-o"])
        .arg(&place)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(contents(&elsewhere), before);
}

#[cfg(unix)]
#[test]
fn leaves_nothing_when_it_is_told_to_end() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("site");
    let mut child = evalboard()
        .args(["site", "golden/reasonscape", "-o"])
        .arg(&place)
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    // At work as soon as its temporary folder is there.
    while fs::read_dir(folder.path()).unwrap().count() == 0 {
        std::thread::sleep(Duration::from_millis(1));
        assert!(child.try_wait().unwrap().is_none());
    }
    let told = std::process::Command::new("kill")
        .args(["-TERM", &child.id().to_string()])
        .status();
    assert!(told.unwrap().success());
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}
