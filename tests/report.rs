//! Reports: markdown as GitHub's parser reads it, sizes, sections, pictures.

mod support;

use std::fs;
use std::path::Path;

use comrak::nodes::{AstNode, NodeValue};
use comrak::{Arena, Options, parse_document};
use evalboard::internals::board::shortened;
use evalboard::internals::emit::Emit;
use evalboard::internals::emit::markdown::{Leaderboard, Markdown, Place, Section};
use evalboard::internals::input;
use evalboard::{Board, Selection};
use support::{boards, evalboard, root};

const GOLDEN: [&str; 5] = [
    "reasonscape/dataset.json",
    "helm_capabilities/helm_capabilities.csv",
    "zeroeval/zeroeval.csv",
    "one_cell/one_cell.csv",
    "hostile/hostile.csv",
];

fn board(file: &str) -> Board {
    let path = root().join("golden").join(file);
    let dataset = input::load(
        &[path.to_str().unwrap().to_owned()],
        &input::Options::default(),
    )
    .unwrap();
    Board::new(&dataset, &Selection::default()).unwrap()
}

/// What a reader sees of a markdown document.
#[derive(Default)]
struct Seen {
    /// Tables, each a list of rows of texts of cells, titles first.
    tables: Vec<Vec<Vec<String>>>,
    /// Raw HTML.
    html: Vec<String>,
    /// What only markup makes: links, pictures, code, emphasis and the like, by their kind.
    markup: Vec<String>,
}

fn seen(markdown: &str) -> Seen {
    let mut options = Options::default();
    let extension = &mut options.extension;
    extension.table = true;
    extension.strikethrough = true;
    extension.autolink = true;
    extension.tasklist = true;
    extension.footnotes = true;
    extension.math_dollars = true;
    extension.superscript = true;
    extension.subscript = true;
    let arena = Arena::new();
    let document = parse_document(&arena, markdown, &options);
    let mut seen = Seen::default();
    for node in document.descendants() {
        match &node.data().value {
            NodeValue::Table(_) => seen.tables.push(
                node.children()
                    .map(|row| row.children().map(text_of).collect())
                    .collect(),
            ),
            NodeValue::HtmlBlock(block) => seen.html.push(block.literal.clone()),
            NodeValue::HtmlInline(html) => seen.html.push(html.clone()),
            NodeValue::Link(link) => seen.markup.push(format!("link {}", link.url)),
            NodeValue::Image(image) => seen.markup.push(format!("image {}", image.url)),
            NodeValue::Code(code) => seen.markup.push(format!("code {}", code.literal)),
            NodeValue::Math(math) => seen.markup.push(format!("math {}", math.literal)),
            NodeValue::Emph => seen.markup.push(format!("emphasis {}", text_of(node))),
            NodeValue::Strikethrough | NodeValue::Superscript | NodeValue::Subscript => {
                seen.markup.push(format!("markup {}", text_of(node)));
            }
            _ => {}
        }
    }
    seen
}

fn text_of<'a>(node: &'a AstNode<'a>) -> String {
    let mut text = String::new();
    for node in node.descendants() {
        match &node.data().value {
            NodeValue::Text(part) => text.push_str(part),
            NodeValue::SoftBreak | NodeValue::LineBreak => text.push('\n'),
            _ => {}
        }
    }
    text
}

/// A name as a reader should see it.
fn shown(name: &str) -> String {
    let line = name.split_whitespace().collect::<Vec<_>>().join(" ");
    shortened(&line, 200)
}

#[test]
fn tables_have_a_cell_for_every_column_in_every_row() {
    for file in GOLDEN {
        let board = board(file);
        let report = Markdown::default().to_bytes(&board);
        let table = Leaderboard::default().to_bytes(&board);
        for bytes in [report, table] {
            let markdown = String::from_utf8(bytes).unwrap();
            let seen = seen(&markdown);
            // The parser gives each row as many cells as there are titles: count what stands in the
            // lines, too.
            for lines in markdown.split("\n\n").filter(|part| part.starts_with('|')) {
                let columns = |line: &str| {
                    line.replace("\\\\", "")
                        .replace("\\|", "")
                        .matches('|')
                        .count()
                };
                let titles = columns(lines.lines().next().unwrap());
                for line in lines.lines() {
                    assert_eq!(columns(line), titles, "{file}: {line}");
                }
            }
            assert_eq!(seen.tables[0].len(), board.rows().count() + 1, "{file}");
            assert!(
                seen.html.iter().all(|html| html == "<!-- -->"),
                "{file}: {:?}",
                seen.html
            );
            let explained = [
                "code .87 - .91",
                "code [-.03]",
                "code N/A",
                "code *",
                "code -",
            ];
            let markup = seen
                .markup
                .iter()
                .filter(|kind| !explained.contains(&kind.as_str()));
            assert_eq!(markup.collect::<Vec<_>>(), Vec::<&String>::new(), "{file}");
        }
    }
}

#[test]
fn names_are_read_back_as_they_are() {
    for file in GOLDEN {
        let board = board(file);
        if board.entries.is_empty() {
            continue;
        }
        let tables =
            seen(&String::from_utf8(Leaderboard::default().to_bytes(&board)).unwrap()).tables;
        let titles = &tables[0][0];
        let tasks: Vec<String> = board.tasks.iter().map(|task| shown(&task.label)).collect();
        assert_eq!(titles[titles.len() - tasks.len()..], tasks, "{file}");
        for ((entry, _), cells) in board.rows().zip(&tables[0][1..]) {
            assert_eq!(cells[1], shown(&entry.label), "{file}");
        }
    }
}

/// The worst that names can do, in every place where a name can stand.
#[test]
fn no_name_is_markup() {
    let names = [
        "|",
        "\\",
        "\\|",
        "`",
        "``|``",
        "**b**",
        "_i_",
        "~~s~~",
        "[a](b)",
        "![a](b)",
        "<!--",
        "-->",
        "</td>",
        "https://example.invalid",
        "www.example.invalid",
        "a@example.invalid",
        "@someone",
        "#1",
        "$x$",
        "^a^",
        "H~2~O",
        "&amp;",
        "&#124;",
        "---",
        ":---:",
        "- [ ] x",
        "[^1]",
        "[x]: y",
        "# h",
        "> q",
        "1. x",
        "a\n\nb",
        "a\r\n| b |",
        "*",
        "**",
        "__",
        " ",
        "\u{202e}x",
        "<https://example.invalid>",
        "mailto:a@example.invalid",
        "{{ x }}",
        ":+1:",
        "<!-- evalboard:end -->",
    ];
    let dataset = boards::dataset(
        &names,
        &["<easy>|", "[b](c)", "`"],
        &["a|b", "*t*", "`", "\\"],
    );
    let board = Board::new(&dataset, &Selection::default()).unwrap();
    for bytes in [
        Markdown::default().to_bytes(&board),
        Leaderboard::default().to_bytes(&board),
    ] {
        let markdown = String::from_utf8(bytes).unwrap();
        let seen = seen(&markdown);
        assert_eq!(seen.tables[0].len(), board.rows().count() + 1);
        assert!(
            seen.html.iter().all(|html| html == "<!-- -->"),
            "{:?}",
            seen.html
        );
        assert!(
            seen.markup
                .iter()
                .all(|kind| ["code .87 - .91", "code [-.03]", "code -"].contains(&kind.as_str())),
            "{:?}",
            seen.markup
        );
        assert!(!markdown.contains("evalboard:end -->"));
        for ((entry, row), cells) in board.rows().zip(&seen.tables[0][1..]) {
            let name = match shown(&entry.label) {
                name if name.is_empty() => "(no name)".to_owned(),
                name => name,
            };
            let level = shown(&board.levels[row.level].label);
            let lead = [cells[0].clone(), cells[1].clone()];
            assert!(
                lead.contains(&name) || lead.contains(&format!("{name} ({level})")),
                "{name}: {lead:?}"
            );
        }
    }
}

#[test]
fn what_does_not_fit_is_cut_at_a_row_and_counted() {
    let names: Vec<String> = (0..1000).map(|ix| format!("model {ix}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let dataset = boards::dataset(&names, &boards::LEVELS, &boards::TASKS);
    let board = Board::new(&dataset, &Selection::default()).unwrap();
    for (place, limit) in [(Place::Comment, 65_536), (Place::Summary, 1 << 20)] {
        let report = Markdown {
            place: Some(place),
            digits: 6,
            ..Markdown::default()
        };
        let bytes = report.to_bytes(&board);
        assert!(bytes.len() <= limit, "{} bytes", bytes.len());
        assert!(bytes.len() > limit - 400, "only {} bytes", bytes.len());
        let markdown = String::from_utf8(bytes).unwrap();
        assert!(markdown.contains("\nevalboard "), "the last line stays");
        let mut cut = 0;
        for part in markdown.split("\n\n") {
            let Some(notice) = part
                .strip_prefix('*')
                .filter(|part| part.contains("rows left out"))
            else {
                continue;
            };
            cut += 1;
            let numbers: Vec<usize> = notice
                .replace(',', "")
                .split_whitespace()
                .filter_map(|word| word.parse().ok())
                .collect();
            let before = markdown.split(part).next().unwrap();
            let table = before.trim_end().rsplit("\n\n").next().unwrap();
            let kept = match table.starts_with('|') {
                true => table.lines().count() - 2,
                false => 0,
            };
            assert_eq!(kept + numbers[0], numbers[1], "{notice}");
        }
        assert!(cut >= 1);
        for table in seen(&markdown).tables {
            assert!(table.len() > 1);
        }
    }
    let whole = Markdown {
        place: Some(Place::Summary),
        sections: vec![Section::Overall],
        ..Markdown::default()
    };
    let bytes = whole.to_bytes(&board);
    assert!(
        !String::from_utf8(bytes).unwrap().contains("left out"),
        "it fits as it is"
    );
}

fn report(arguments: &[&str]) -> String {
    let output = evalboard().arg("report").args(arguments).output().unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn without_a_title_it_is_named_like_the_picture_and_says_only_what_is_recorded() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("open_models.csv");
    std::fs::write(&data, "Model,MMLU,GSM8K\na,81,70\nb,60,50\n").unwrap();
    let report = report(&[data.to_str().unwrap()]);
    assert!(report.starts_with("# Open models\n"), "{report}");
    assert!(!report.contains("Resource usage"), "{report}");
    assert!(report.contains("## Overall"), "{report}");
}

#[test]
fn sections_digits_filters_and_date() {
    let data = "golden/reasonscape/dataset.json";
    let overall = report(&[
        data,
        "--sections",
        "overall",
        "--groups",
        "production",
        "--date=2026-01-02",
    ]);
    assert!(!overall.contains("## Performance") && !overall.contains("## Resource usage"));
    assert!(
        overall.contains("· Filters: groups = production · 2026-01-02\n"),
        "{overall}"
    );
    let fine = report(&[
        data,
        "--sections",
        "performance",
        "--digits",
        "4",
        "--models",
        "Aurora Max",
    ]);
    assert!(fine.contains("| .9628 - .9842 |"), "{fine}");
    assert!(
        fine.lines().any(|line| line.matches(" - .").count() == 12),
        "{fine}"
    );
    let dated = report(&[data, "--date"]);
    assert!(dated.trim_end().lines().last().unwrap().contains(" · 20"));
}

#[test]
fn no_path_and_no_date_unless_asked_for() {
    let golden = root().join("golden/reasonscape/dataset.json");
    let from_here = report(&["golden/reasonscape/dataset.json"]);
    let from_elsewhere = report(&[golden.to_str().unwrap()]);
    assert_eq!(from_here, from_elsewhere);
    assert!(!from_here.contains(root().to_str().unwrap()));
    assert!(from_here.contains("from dataset.json, aurora.json"));
}

#[test]
fn pictures_are_drawn_and_linked() {
    let scratch = tempfile::tempdir().unwrap();
    let at = |name: &str| scratch.path().join(name).to_str().unwrap().to_owned();
    fs::create_dir(scratch.path().join("docs")).unwrap();
    report(&[
        "golden/hostile/hostile.csv",
        "--output",
        &at("docs/report.md"),
        "--images",
        &at("img/new"),
    ]);
    let markdown = fs::read_to_string(at("docs/report.md")).unwrap();
    let html = seen(&markdown)
        .html
        .into_iter()
        .find(|html| html.contains("<picture>"))
        .unwrap();
    for name in ["board.svg", "board-dark.svg"] {
        assert!(html.contains(&format!("\"../img/new/{name}\"")), "{html}");
        let file = Path::new(&at("docs")).join("../img/new").join(name);
        let svg = fs::read_to_string(file).unwrap();
        // Where the data have no title, the picture is named after their file.
        assert!(svg.contains("title\">Hostile</title>"));
    }
    assert!(html.contains("alt=\"Leaderboard of "), "{html}");
    assert!(html.trim_end().ends_with("</picture>"), "{html}");
}

#[test]
fn plots_that_the_data_allow_are_drawn_and_linked() {
    for (data, plots) in [
        (
            "golden/reasonscape/dataset.json",
            &["tradeoff", "scaling", "ranks", "correlation"][..],
        ),
        ("golden/zeroeval/zeroeval.csv", &["ranks", "correlation"]),
        ("golden/one_cell/one_cell.csv", &["tradeoff", "ranks"]),
    ] {
        let scratch = tempfile::tempdir().unwrap();
        let at = |name: &str| scratch.path().join(name).to_str().unwrap().to_owned();
        report(&[data, "--output", &at("report.md"), "--images", &at("img")]);
        let markdown = fs::read_to_string(at("report.md")).unwrap();
        let (_, section) = markdown.split_once("\n## Plots\n").unwrap();
        let pictures: Vec<String> = seen(section)
            .html
            .into_iter()
            .filter(|html| html.contains("<picture>"))
            .collect();
        assert_eq!(pictures.len(), plots.len(), "{section}");
        for (html, plot) in pictures.iter().zip(plots) {
            assert!(html.contains(&format!("src=\"img/{plot}.svg\"")), "{html}");
            assert!(html.contains(&format!("srcset=\"img/{plot}-dark.svg\"")));
            assert!(!html.contains("alt=\"\""), "{html}");
            for theme in ["", "-dark"] {
                let svg = fs::read_to_string(at(&format!("img/{plot}{theme}.svg"))).unwrap();
                assert!(svg.starts_with("<svg"));
            }
        }
        assert_eq!(
            fs::read_dir(at("img")).unwrap().count(),
            2 + 2 * plots.len()
        );
    }
}

#[test]
fn pictures_bear_logo_and_lines() {
    let scratch = tempfile::tempdir().unwrap();
    let images = scratch.path().join("img");
    let branding = [
        "--logo",
        "examples/logo.svg",
        "--subtitle",
        "Spring",
        "--footer",
        "Ours",
    ];
    let run = |more: &[&str]| {
        let mut command = evalboard();
        command
            .args(["report", "golden/one_cell/one_cell.csv"])
            .args(branding)
            .args(more);
        command.output().unwrap()
    };
    assert!(
        run(&["--images", images.to_str().unwrap()])
            .status
            .success()
    );
    let svg = fs::read_to_string(images.join("board.svg")).unwrap();
    assert!(svg.contains("<linearGradient"), "the logo");
    let plain = tempfile::tempdir().unwrap();
    report(&[
        "golden/one_cell/one_cell.csv",
        "--images",
        plain.path().to_str().unwrap(),
    ]);
    let without = fs::read_to_string(plain.path().join("board.svg")).unwrap();
    assert!(!without.contains("<linearGradient"));
    // The pictures do not take the place of the logo.
    let logo = images.join("board-dark.svg");
    fs::copy(root().join("examples/logo.svg"), &logo).unwrap();
    let output = evalboard()
        .args(["report", "golden/one_cell/one_cell.csv", "--images"])
        .arg(&images)
        .arg("--logo")
        .arg(&logo)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(
        fs::read(&logo).unwrap(),
        fs::read(root().join("examples/logo.svg")).unwrap()
    );
    // Without a picture there is nothing to put them on.
    let output = run(&[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("--images"));
}
