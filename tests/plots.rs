//! Plots: nothing over anything at any size, what they say against other computations, and what
//! they need.

mod support;

use evalboard::internals::drawing::scene::{Circle, Item, Scene, Text, Turn};
use evalboard::internals::drawing::text::{Fonts, Weight};
use evalboard::internals::plot::{Choices, PLOTS, Plot, correlations, profile};
use evalboard::{Board, Estimate, Evidence, MarginSource, Selection};

use support::boards::{LEVELS, TASKS, dataset};
use support::evalboard;
use support::folder::Folder;

fn board_of(names: &[String], levels: &[&str]) -> Board {
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    Board::new(&dataset(&names, levels, &TASKS), &Selection::default()).unwrap()
}

fn names(count: usize) -> Vec<String> {
    let name = |ix: usize| match ix % 3 {
        0 => format!("model-{ix}"),
        1 => format!("{:60}", format!("a-name-of-sixty-characters-{ix}-")).replace(' ', "x"),
        _ => format!("模型名稱很長的一個測試{ix}"),
    };
    (0..count).map(name).collect()
}

/// Left, top, right and bottom of a text.
fn extent(text: &Text, fonts: &Fonts) -> (f64, f64, f64, f64) {
    let width = fonts.width(&text.text, text.size, text.weight);
    let before = text.anchor.before(width);
    let (up, down) = (text.size * 0.73, text.size * 0.2);
    let at = text.at;
    match text.turn {
        Turn::Upright => (
            at.x - up,
            at.y - (width - before),
            at.x + down,
            at.y + before,
        ),
        _ => (at.x - before, at.y - up, at.x - before + width, at.y + down),
    }
}

fn assert_apart(scene: &Scene, fonts: &Fonts, about: &str) {
    let texts = scene.texts();
    let marks = &marks(scene);
    let extents: Vec<_> = texts.iter().map(|text| extent(text, fonts)).collect();
    for (ix, one) in extents.iter().enumerate() {
        let said = &texts[ix].text;
        let inside = one.0 >= 0.0 && one.1 >= 0.0 && one.2 <= scene.width && one.3 <= scene.height;
        assert!(inside, "{about}: {said} leaves the picture {one:?}");
        assert!(
            texts[ix].size * 830.0 / scene.width >= 9.0,
            "{about}: {said} is too small"
        );
        for mark in marks {
            let apart = one.0 >= mark.2 || mark.0 >= one.2 || one.1 >= mark.3 || mark.1 >= one.3;
            assert!(apart, "{about}: {said} over a mark at {mark:?}");
        }
        for (other, two) in extents[..ix].iter().enumerate() {
            let apart = one.0 >= two.2 || two.0 >= one.2 || one.1 >= two.3 || two.1 >= one.3;
            assert!(apart, "{about}: {said} over {}", texts[other].text);
        }
    }
}

/// Left, top, right and bottom of the marks: circles, and closed paths that are filled.
fn marks(scene: &Scene) -> Vec<(f64, f64, f64, f64)> {
    let mut marks = Vec::new();
    Item::each(&scene.items, &mut |item| match item {
        Item::Circle(Circle { center, radius, .. }) => marks.push((
            center.x - radius,
            center.y - radius,
            center.x + radius,
            center.y + radius,
        )),
        Item::Path(path) if path.fill.is_some() => {
            let points = path.segments.iter().flat_map(|segment| segment.points());
            marks.push(points.fold(
                (f64::MAX, f64::MAX, f64::MIN, f64::MIN),
                |(left, top, right, bottom), point| {
                    (
                        left.min(point.x),
                        top.min(point.y),
                        right.max(point.x),
                        bottom.max(point.y),
                    )
                },
            ));
        }
        _ => {}
    });
    marks
}

/// A board of `count` models, without what is not among `has`.
fn varied(count: usize, has: &[&str]) -> Board {
    let names = names(count);
    let levels = match has.contains(&"levels") {
        true => &LEVELS[..],
        false => &LEVELS[..1],
    };
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut dataset = dataset(&names, levels, &TASKS);
    for cell in dataset.cells.values_mut() {
        if !has.contains(&"tokens") {
            cell.tokens = None;
        }
        if !has.contains(&"intervals") {
            let Evidence::Counts(counts) = cell.evidence else {
                unreachable!("made of counts");
            };
            let accuracy = counts.correct() as f64 / counts.trials() as f64;
            cell.evidence = Evidence::Estimate(Estimate {
                accuracy,
                centre: accuracy,
                margin: 0.0,
                margin_source: MarginSource::Unknown,
                truncation: None,
                responses: None,
            });
        }
    }
    if has.contains(&"groups") {
        for (ix, model) in dataset.models.iter_mut().enumerate() {
            model.groups = vec![format!("family:group-{}", ix % 11), "all".to_owned()];
        }
    }
    Board::new(&dataset, &Selection::default()).unwrap()
}

const ALL: [&str; 4] = ["levels", "tokens", "intervals", "groups"];

/// The plots that need something of a board, and what they say without it.
const NEEDS: [(&str, &str, &str); 3] = [
    ("levels", "scaling", "two levels"),
    ("tokens", "tradeoff", "it needs tokens"),
    ("intervals", "ranks", "it needs intervals"),
];

#[test]
fn what_a_board_lacks_stops_only_the_plots_that_need_it() {
    let fonts = Fonts::embedded();
    for lacking in ALL {
        let has: Vec<&str> = ALL.into_iter().filter(|one| *one != lacking).collect();
        for count in [3, 30] {
            let board = varied(count, &has);
            for plot in PLOTS {
                let need = NEEDS
                    .iter()
                    .find(|(what, id, _)| (*what, *id) == (lacking, plot.id));
                let need = match plot.id {
                    "correlation" if count == 3 => Some("4 ranked models"),
                    _ => need.map(|(_, _, says)| *says),
                };
                let about = format!("{} of {count} without {lacking}", plot.id);
                for by_task in [false, true] {
                    let choices = Choices {
                        by_task,
                        ..Choices::default()
                    };
                    match (plot.scene(&board, &fonts, &choices), need) {
                        (Ok(scene), None) => assert_apart(&scene, &fonts, &about),
                        (Err(error), Some(says)) => {
                            let error = error.to_string();
                            assert!(error.contains(says), "{about}: {error}");
                        }
                        (Ok(_), Some(says)) => panic!("{about} does not say: {says}"),
                        (Err(error), None) => panic!("{about}: {error}"),
                    }
                }
            }
        }
    }
}

#[test]
fn no_text_lies_over_another_or_outside() {
    let fonts = Fonts::embedded();
    for count in [1, 3, 10, 30, 200] {
        let board = varied(count, &ALL);
        for plot in PLOTS {
            for by_task in [false, true] {
                let choices = Choices {
                    by_task,
                    ..Choices::default()
                };
                let needs_more = match plot.id {
                    "profile" => count < 2,
                    "correlation" => count < 4,
                    _ => false,
                };
                assert_eq!(
                    plot.lacks(&board, &choices).is_some(),
                    needs_more,
                    "{plot:?}"
                );
                if !needs_more {
                    let scene = plot.scene(&board, &fonts, &choices).unwrap();
                    assert_apart(&scene, &fonts, &format!("{plot:?} of {count}"));
                }
            }
        }
    }
}

#[test]
fn profiles_have_the_medians_of_a_plain_sort() {
    let board = board_of(&names(9), &LEVELS);
    let found = profile(&board, 4);
    assert_eq!(found.len(), TASKS.len());
    for row in &found {
        let mut means: Vec<f64> = Vec::new();
        for entry in &board.entries {
            let mut sum = 0.0;
            for level in &entry.rows {
                sum += level.cells[row.task].measured().unwrap().shown.value;
            }
            means.push(sum / 3.0);
        }
        let own = means[4];
        means.sort_by(f64::total_cmp);
        assert!((row.median - means[4]).abs() < 1e-12 && (row.best - means[8]).abs() < 1e-12);
        assert!((row.value - own).abs() < 1e-12);
    }
    assert!(
        found
            .windows(2)
            .all(|pair| pair[0].value - pair[0].median >= pair[1].value - pair[1].median)
    );
}

#[test]
fn correlations_by_another_definition() {
    // Without ties, ranks are counts of the models below: sums of signs over all triples.
    let board = board_of(&names(12), &LEVELS);
    let table = correlations(&board);
    let figure = |model: usize, task: usize| -> f64 {
        let rows = &board.entries[model].rows;
        rows.iter()
            .map(|row| row.cells[task].measured().unwrap().shown.value)
            .sum()
    };
    let n = board.entries.len();
    for (a, b) in [(0, 1), (3, 7), (11, 2)] {
        let mut sum = 0.0;
        for i in 0..n {
            let sign = |x: f64| {
                if x > 0.0 {
                    1.0
                } else if x < 0.0 {
                    -1.0
                } else {
                    0.0
                }
            };
            let on_a: f64 = (0..n).map(|j| sign(figure(i, a) - figure(j, a))).sum();
            let on_b: f64 = (0..n).map(|j| sign(figure(i, b) - figure(j, b))).sum();
            sum += on_a * on_b;
        }
        let expected = 3.0 * sum / (n * (n * n - 1)) as f64;
        let found = table[a][b].unwrap();
        assert!(
            (found.rho - expected).abs() < 1e-9,
            "{a} {b}: {} {expected}",
            found.rho
        );
        assert_eq!(found.models, n);
    }
}

#[test]
fn what_the_data_lack_is_said() {
    let folder = Folder::new([(
        "results.csv",
        "model,task,n,correct\na,x,50,20\nb,x,50,30\n",
    )]);
    for (plot, needs) in [
        ("tradeoff", "it needs tokens"),
        ("correlation", "it needs two tasks"),
    ] {
        let output = evalboard()
            .args(["plot", plot])
            .arg(folder.path("results.csv"))
            .args(["-o", "-", "--to", "svg"])
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.contains(needs) && output.stdout.is_empty(), "{said}");
    }
}

fn refused(arguments: &[&str]) -> String {
    let output = evalboard()
        .arg("plot")
        .args(arguments)
        .args(["-o", "-", "--to", "svg"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2), "{arguments:?}");
    assert!(output.stdout.is_empty(), "{arguments:?}");
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn options_that_do_not_fit_are_refused() {
    let data = "golden/reasonscape/dataset.json";
    let both = refused(&["ranks", data, "--scale", "2", "--width", "900"]);
    assert!(both.contains("--scale N and --width"), "{both}");
    let cost = refused(&["tradeoff", data, "--x", "cost"]);
    assert!(cost.contains("no input gives that yet"), "{cost}");
    for (plot, option, value, of) in [
        ("ranks", "--model", "Aurora Max", "profile"),
        ("scaling", "--x", "tokens", "tradeoff"),
        ("tradeoff", "--by", "task", "scaling"),
    ] {
        let said = refused(&[plot, data, option, value]);
        assert!(
            said.contains(&format!("{option} is for `plot {of}`")),
            "{said}"
        );
    }
}

#[test]
fn the_legend_counts_the_models_that_are_shown() {
    let folder = Folder::new([(
        "results.csv",
        "model,task,n,correct,tokens,groups\n\
         a,x,50,20,100,big\nb,x,50,30,200,small\nc,x,50,40,,small\n",
    )]);
    let output = evalboard()
        .args([
            "plot", "tradeoff", "--text", "live", "-o", "-", "--to", "svg",
        ])
        .arg(folder.path("results.csv"))
        .output()
        .unwrap();
    let svg = String::from_utf8(output.stdout).unwrap();
    assert!(
        svg.contains(">small (1)<") && svg.contains(">big (1)<"),
        "{svg}"
    );
    assert!(svg.contains("1 model left out"), "{svg}");
}

#[test]
fn the_front_is_told_by_bold_names() {
    // Better than both others with fewer tokens: alone on the front; d has too few cells.
    let folder = Folder::new([(
        "results.csv",
        "model,task,n,correct,tokens\n\
         a,x,500,450,100\na,y,500,450,100\nb,x,500,300,200\nb,y,500,300,200\n\
         c,x,500,200,90\nc,y,500,200,90\nd,x,500,490,20\n",
    )]);
    let dataset = evalboard::load([folder.path("results.csv")]).unwrap();
    let board = Board::new(&dataset, &Selection::default()).unwrap();
    let plot = Plot::named("tradeoff").unwrap();
    let scene = plot
        .scene(&board, &Fonts::embedded(), &Choices::default())
        .unwrap();
    let bold = scene.texts().into_iter();
    let bold = bold.filter(|text| text.weight == Weight::SemiBold && text.size < 12.0);
    let mut names: Vec<&str> = bold.map(|text| text.text.as_str()).collect();
    names.sort_unstable();
    assert_eq!(names, ["a", "c"]);
}

#[test]
fn every_plot_has_a_name_of_its_own() {
    for plot in PLOTS {
        assert_eq!(
            Plot::named(plot.id).map(|found| found.about),
            Some(plot.about)
        );
    }
}
