//! What is wrong in a project file is an error with its place.

use super::LONG;
use crate::support::folder::Folder;

/// What is said of a project file with this content.
fn error_of(toml: &str) -> String {
    let folder = Folder::new([("data.csv", LONG), ("evalboard.toml", toml)]);
    let said = folder.run(&["table", "data.csv"]);
    assert_eq!(said.code, Some(2), "{toml}: {}", said.stdout);
    assert_eq!(said.stdout, "");
    let lines = said.stderr.trim_end().lines().count();
    assert!(lines <= 2, "{}", said.stderr);
    said.stderr
}

#[test]
fn errors_name_file_line_and_the_nearest_key() {
    for (toml, place, problem) in [
        (
            "titel = \"x\"",
            "evalboard.toml:1:1",
            "did you mean `title`?",
        ),
        (
            "\n\n[task.x]\nn = 1",
            "evalboard.toml:3:",
            "did you mean `tasks`?",
        ),
        (
            "[tasks.x]\nlable = \"x\"",
            "evalboard.toml:2:1",
            "did you mean `label`?",
        ),
        (
            "[models.x]\nlable = \"x\"",
            "evalboard.toml:",
            "did you mean `label`?",
        ),
        ("[levels.x]\nlabel = 3", "evalboard.toml:2:9", "string"),
        ("title = [1]", "evalboard.toml:1:9", "string"),
        (
            "score = \"averge\"",
            "evalboard.toml:1:9",
            "did you mean \"average\"?",
        ),
        ("theme = \"blue\"", "evalboard.toml:1:9", "light, dark"),
        ("[tasks.x]\nn = 0", "evalboard.toml:2:5", "at least 1"),
        (
            "[tasks.x]\nguess_chance = 25",
            "evalboard.toml:2:",
            "between 0 and 1",
        ),
        (
            "[tasks.x]\nrange = [1, 1]",
            "evalboard.toml:2:9",
            "two different",
        ),
        ("[tasks.x]\nrange = [1]", "evalboard.toml:2:9", "length"),
        ("[tasks.x]\nn = \"many\"", "evalboard.toml:2:5", "integer"),
        (
            "[tasks.x]\nchoices = 4\nguess_chance = 0.25",
            "tasks.\"x\"",
            "give one of them",
        ),
        (
            "[models.x]\nurl = \"javascript:alert(1)\"",
            "evalboard.toml:2:7",
            "https://",
        ),
        ("[models.x]\nlabel = \" \"", "evalboard.toml:2:9", "empty"),
        (
            "[models.x]\nsize = [1]",
            "evalboard.toml:2:8",
            "string, number",
        ),
        ("[map]\nmodle = \"x\"", "evalboard.toml:1:", "ROLE=COLUMN"),
        ("models = 3", "evalboard.toml:1:10", "table"),
        ("title = \"x", "evalboard.toml:1:", ""),
        ("a = 1\na = 2", "evalboard.toml:2:1", "duplicate key"),
        ("category = 1", "evalboard.toml:1:1", "unknown key"),
    ] {
        let said = error_of(toml);
        assert!(
            said.contains(place) && said.contains(problem),
            "{toml}\n{said}"
        );
    }
    let folder = Folder::new([
        ("data.csv", LONG.as_bytes()),
        ("evalboard.toml", b"\xff\xfe"),
    ]);
    let said = folder.run(&["table", "data.csv"]);
    assert!(said.stderr.contains("UTF-8"), "{}", said.stderr);
}

/// Where everything is hidden, nothing is written.
#[test]
fn hiding_everything_is_an_error() {
    let toml = "[models.\"*\"]\nhide = true\n";
    let readme = "<!-- evalboard:start -->\nold\n<!-- evalboard:end -->\n";
    let folder = Folder::new([
        ("data.csv", LONG),
        ("evalboard.toml", toml),
        ("README.md", readme),
    ]);
    let said = folder.run(&["inject", "README.md", "data.csv"]);
    assert_eq!(said.code, Some(2));
    assert_eq!(
        said.stderr,
        "error: nothing to show: evalboard.toml hides every result (hide = true)\n"
    );
    assert_eq!(
        std::fs::read_to_string(folder.path("README.md")).unwrap(),
        readme
    );
}
