//! Pictures of boards: what they hold, how large they are, and that the backends agree.

mod support;

use std::io::Write;
use std::path::Path;

use evalboard::internals::board::{WHOLE, shortened};
use evalboard::internals::drawing::Rgb;
use evalboard::internals::drawing::scene::{Area, Group, Item, Scene, Turn};
use evalboard::internals::drawing::text::Fonts;
use evalboard::internals::picture::{Colours, MIN_CONTRAST, scene};
use evalboard::{Board, Dataset, Options, Palette, Place, Selection, Theme};

use support::boards;
use support::picture::{Picture, difference};
use support::scene::{cells, painted, room, svg_of, svg_with};

const NAMES: [&str; 5] = [
    "Qwen3-32B Think (AWQ)",
    "gpt-oss-120b (high)",
    "DeepSeek-R1-Distill-Llama-70B",
    "Phi-4 reasoning-plus",
    "Llama-3.1-8B-Instruct",
];

fn board_of(data: &Dataset) -> Board {
    Board::new(data, &Selection::default()).unwrap()
}

/// Five models, three levels, twelve tasks, one hole.
fn usual() -> Board {
    let complete = boards::dataset(&NAMES, &boards::LEVELS, &boards::TASKS);
    board_of(&boards::without(complete, |model, level, task| {
        (model, level, task) == (4, 2, 3)
    }))
}

/// Models named by number, at the usual levels and tasks.
fn numbered(models: usize) -> Board {
    let names: Vec<String> = (1..=models)
        .map(|ix| format!("Model number {ix}"))
        .collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    board_of(&boards::dataset(&names, &boards::LEVELS, &boards::TASKS))
}

/// Long, foreign, empty and malicious names.
fn hostile() -> Board {
    let long = "x".repeat(200);
    let models = [
        long.as_str(),
        "<script>alert(1)</script> & \"quotes\"",
        "name\u{202e}evil\u{1b}[31m\u{0}",
        "名前の長いモデル日本語中文한국어の名前の長いモデル名前の長いモデル日本語中文한국어",
        "A very long name with many words that goes on and on until it finally ends somewhere",
        "مرحبا بالعالم",
        "",
    ];
    let levels = ["easy", "<b>level</b>", "a level with a very long name"];
    let mut tasks = vec![
        "名前の長い名前の長い名前の長い",
        "<i>task</i>",
        &long,
        "short",
        "two words",
        "",
    ];
    tasks.extend([
        "multi-step-reasoning",
        "multi_step_reasoning_2",
        "]]>",
        "&amp;",
        "--",
        "\u{202e}",
    ]);
    let complete = boards::dataset(&models, &levels, &tasks);
    board_of(&boards::without(complete, |model, level, task| {
        model == 3 && (level == 1 || task > 4)
    }))
}

/// Boards of many shapes, by name.
fn all_boards() -> Vec<(&'static str, Board)> {
    let one =
        |levels: &[&str], tasks: &[&str]| board_of(&boards::dataset(&NAMES[..1], levels, tasks));
    let helm = ["MMLU-Pro", "GPQA", "IFEval", "WildBench", "Omni-MATH"];
    let data = boards::dataset(&NAMES, &boards::LEVELS, &boards::TASKS);
    // The last two share nothing with the others.
    let islands = boards::without(data.clone(), |model, _, task| (model < 3) == (task < 6));
    let empty = board_of(&boards::without(data, |_, _, _| true));
    vec![
        ("usual", usual()),
        ("hostile", hostile()),
        ("one", one(&[""], &["gsm8k"])),
        ("one with levels", one(&boards::LEVELS, &["gsm8k"])),
        (
            "no levels",
            board_of(&boards::dataset(&NAMES, &[""], &helm)),
        ),
        ("islands", board_of(&islands)),
        ("empty", empty),
        ("many", numbered(500)),
    ]
}

fn scene_of(board: &Board, options: &Options) -> Scene {
    scene(&board.whole(), &Fonts::embedded(), options)
}

#[test]
fn twelve_tasks_are_readable_in_a_readme() {
    for (name, board) in [
        ("usual", usual()),
        ("hostile", hostile()),
        ("many", numbered(500)),
    ] {
        let scene = scene_of(&board, &Options::default());
        assert!(scene.width <= 1050.0, "{name}: {}", scene.width);
        let shown = |px: f64| px * (830.0 / scene.width).min(1.0);
        let smallest = scene
            .texts()
            .iter()
            .map(|text| shown(text.size))
            .fold(99.0, f64::min);
        assert!(smallest >= 9.0, "{name}: {smallest} px");
        let mut numbers = 0;
        for (_, group) in cells(&scene) {
            let Some(Item::Text(number)) = group.items.last() else {
                panic!("{name}: a cell without a text");
            };
            if number.text != "N/A" {
                numbers += 1;
                assert!(
                    shown(number.size) >= 11.0,
                    "{name}: {} px",
                    shown(number.size)
                );
            }
        }
        assert!(numbers > 100, "{name}");
    }
}

#[test]
fn no_two_texts_overlap_and_none_leaves_its_place() {
    let fonts = Fonts::embedded();
    for (name, mut board) in all_boards() {
        for columns in ["", "model,score", "tasks", "model,level,overall,efficiency"] {
            board.show(&[columns.to_owned()]).unwrap();
            let scene = scene_of(&board, &Options::default());
            let mut rooms: Vec<(Area, &str)> = scene
                .texts()
                .into_iter()
                .filter(|text| !text.text.is_empty() && text.turn != Turn::Slanted)
                .map(|text| (room(text, &fonts), text.text.as_str()))
                .collect();
            let picture = Area {
                x: 0.0,
                y: 0.0,
                width: scene.width,
                height: scene.height,
            };
            for (area, text) in &rooms {
                let inside = area.x >= 0.0
                    && area.y >= 0.0
                    && area.right() <= picture.right()
                    && area.bottom() <= picture.bottom();
                assert!(inside, "{name}: {text:?} leaves the picture: {area:?}");
            }
            // A cell is its column: its own text lies within, no other reaches into it.
            let cells = cells(&scene);
            for (area, group) in &cells {
                for item in &group.items {
                    if let Item::Text(text) = item {
                        let own = room(text, &fonts);
                        assert!(
                            own.x >= area.x && own.right() <= area.right(),
                            "{name}: {}",
                            text.text
                        );
                    }
                }
            }
            let first_cell = cells.first().map_or(f64::MAX, |(area, _)| area.x);
            rooms.sort_by(|a, b| a.0.y.total_cmp(&b.0.y));
            for (ix, (area, text)) in rooms.iter().enumerate() {
                let below = rooms[ix + 1..]
                    .iter()
                    .take_while(|other| other.0.y < area.bottom());
                for (other, other_text) in below {
                    assert!(
                        !area.overlaps(other),
                        "{name}: {text:?} and {other_text:?} overlap: {area:?} {other:?}"
                    );
                }
                let beside_cells = cells.iter().any(|(cell, _)| {
                    cell.y < area.y && area.bottom() < cell.bottom() + 3.0 && area.x < first_cell
                });
                assert!(
                    !beside_cells || area.right() <= first_cell,
                    "{name}: {text:?} reaches into the cells"
                );
            }
        }
    }
}

#[test]
fn task_names_stay_over_their_column() {
    let fonts = Fonts::embedded();
    for (name, board) in all_boards() {
        let scene = scene_of(&board, &Options::default());
        let mut lefts: Vec<(f64, f64)> = cells(&scene)
            .iter()
            .map(|(area, _)| (area.x.floor(), area.right().ceil()))
            .collect();
        lefts.dedup();
        lefts.truncate(board.tasks.len());
        // The heads are the groups whose tooltip is the whole name of a task.
        let heads = scene.items.iter().filter_map(|item| match item {
            Item::Group(group) => Some(group),
            _ => None,
        });
        let tasks = board.tasks.iter().map(|task| &task.label);
        for ((task, head), (left, right)) in tasks.zip(heads).zip(&lefts) {
            assert_eq!(head.tooltip, shortened(task, WHOLE), "{name}");
            for item in &head.items {
                if let Item::Text(text) = item {
                    let area = room(text, &fonts);
                    // A slanted one begins there.
                    if text.turn == Turn::Slanted {
                        assert!(text.at.x > *left && text.at.x < *right, "{name}: {task}");
                        continue;
                    }
                    assert!(
                        area.x >= left - 2.0 && area.right() <= right + 2.0,
                        "{name}: {task}"
                    );
                }
            }
        }
    }
}

/// One model with a task for each accuracy in thousandths, at levels of different truncation.
fn every_accuracy() -> Board {
    use evalboard::{Cell, Counts, DatasetBuilder, Evidence};
    let mut builder = DatasetBuilder::new();
    for truncated in [0, 20, 300, 1000, 100_000] {
        for correct in 0..=1000 {
            let counts = Counts::new(1000, correct, Some(truncated), None).unwrap();
            let cell = Cell {
                evidence: Evidence::Counts(counts),
                tokens: None,
                points: None,
            };
            let (level, task) = (format!("{truncated} truncated"), format!("{correct:04}"));
            let place = ["model", &level, &task];
            let origin = (Path::new("made up").into(), Place::Whole);
            builder.cell(place, cell, origin).unwrap();
        }
    }
    board_of(&builder.finish())
}

#[test]
fn numbers_are_legible_on_everything() {
    let fonts = Fonts::embedded();
    let board = every_accuracy();
    for theme in Theme::ALL {
        for palette in Palette::ALL {
            let colours = Colours::new(theme, palette);
            let scene = scene_of(
                &board,
                &Options {
                    theme,
                    palette,
                    ..Options::default()
                },
            );
            let mut plates = 0;
            let cells = cells(&scene);
            assert_eq!(cells.len(), 5 * 1001);
            for (cell, group) in &cells {
                let Some(Item::Text(number)) = group.items.last() else {
                    panic!("a cell without a number");
                };
                let own = room(number, &fonts);
                let plate = group.items.iter().rev().nth(1);
                if let Some(Item::Rect(plate)) = plate
                    && plate.fill == Some(colours.halo)
                {
                    plates += 1;
                    let area = plate.area;
                    assert!(area.x <= own.x - 2.0 && own.right() + 2.0 <= area.right());
                    assert!(
                        area.y <= number.at.y - number.size * 0.74 && area.bottom() > number.at.y
                    );
                    assert!(number.fill.contrast(colours.halo) >= MIN_CONTRAST);
                    continue;
                }
                // Without a plate, every colour that the number touches counts.
                let mut touched = vec![colours.track];
                for item in &group.items {
                    match item {
                        Item::Bar(bar) if bar.track.x + bar.length > own.x => {
                            touched.push(bar.fill)
                        }
                        Item::Rect(rect) if rect.area.right() > own.x => touched.extend(rect.fill),
                        Item::Hatch(area) => assert!(
                            area.right() <= own.x,
                            "a number without plate on hatch at {cell:?}"
                        ),
                        _ => {}
                    }
                }
                for below in touched {
                    let contrast = number.fill.contrast(below);
                    assert!(
                        contrast >= MIN_CONTRAST,
                        "{theme:?} {palette:?}: {} on {below}: {contrast:.2}",
                        number.text
                    );
                }
            }
            // Some need one, and not all of them.
            assert!(plates > 1000 && plates < cells.len(), "{plates}");
        }
    }
}

#[test]
fn the_svg_holds_only_what_every_viewer_shows() {
    let fonts = Fonts::embedded();
    for (name, board) in all_boards() {
        let scene = scene_of(&board, &Options::default());
        for live_text in [false, true] {
            let text = svg_with(&scene, &fonts, live_text);
            for forbidden in [
                "<script",
                "<style",
                "<filter",
                "<foreignObject",
                "<pattern",
                "<image",
                "@import",
                "url(",
                "href=\"http",
                "file:",
                "data:",
                "<!",
                "<?",
                " onload",
                " style=",
            ] {
                assert!(!text.contains(forbidden), "{name}: {forbidden}");
            }
            assert_eq!(text.contains("<text"), live_text, "{name}");
            assert!(text.contains("title\">") && text.contains("desc\">"));
            let tree = resvg::usvg::Tree::from_str(&text, &resvg::usvg::Options::default());
            assert!(tree.is_ok(), "{name}: {:?}", tree.err());
        }
        let options = Options {
            no_tooltips: true,
            ..Options::default()
        };
        let bare = scene_of(&board, &options);
        let bare = svg_of(&bare, &fonts);
        assert_eq!(bare.matches("<title").count(), 1, "{name}");
    }
}

#[test]
fn tooltips_say_what_a_cell_is() {
    let board = usual();
    let scene = scene_of(&board, &Options::default());
    let tips: Vec<&str> = cells(&scene)
        .iter()
        .map(|(_, group)| group.tooltip.as_str())
        .collect();
    assert_eq!(tips.len(), 5 * 3 * 12);
    let first: Vec<&str> = tips[0].lines().collect();
    assert_eq!(first[0], "Easy · arithmetic");
    let labels: Vec<&str> = first[1..]
        .iter()
        .filter_map(|line| Some(line.split_once(": ")?.0))
        .collect();
    assert_eq!(
        labels,
        [
            "adjusted accuracy",
            "95 % interval",
            "raw accuracy",
            "correct",
            "expected lucky guesses",
            "truncated",
            "tokens a response",
        ]
    );
    assert!(tips.contains(&"Hard · cars\nresult: not evaluated"));
}

#[test]
fn alternative_text_says_the_gist() {
    let board = usual();
    let scene = scene_of(&board, &Options::default());
    let best = &board.entries[0].label;
    for part in [
        "5 models at 3 levels on 12 tasks, ranked by ReasonScore",
        best,
        "scores range from",
        "of 180 cells have truncated responses",
        "1 of 180 cells was not evaluated",
    ] {
        assert!(
            scene.description.contains(part),
            "{part}: {}",
            scene.description
        );
    }
}

#[test]
fn resvg_draws_the_svg_as_the_png() {
    let fonts = Fonts::embedded();
    let boards = [("usual", usual()), ("hostile", hostile())];
    for (name, board) in &boards {
        for theme in Theme::ALL {
            let options = Options {
                theme,
                ..Options::default()
            };
            let scene = scene(&board.whole(), &fonts, &options);
            for scale in [1.0, 1600.0 / scene.width, 2.0] {
                let ours = Picture::decode(&painted(&scene, &fonts, scale));
                let theirs = Picture::of_svg_averaged(&svg_of(&scene, &fonts), scale as f32);
                let Some(found) = difference(&theirs, &ours, 32) else {
                    continue;
                };
                let share = found.pixels as f64 / f64::from(ours.width * ours.height);
                if share > 0.003 {
                    let file = support::root().join("target/picture-difference.png");
                    std::fs::write(&file, found.side_by_side.encode()).unwrap();
                }
                println!("{name} {theme:?} at {scale:.2}: {:.3} %", share * 100.0);
                assert!(
                    share <= 0.003,
                    "{name} {theme:?} at {scale}: {}",
                    found.words
                );
            }
        }
    }
}

#[test]
fn files_are_small() {
    let fonts = Fonts::embedded();
    let scene = scene_of(&numbered(10), &Options::default());
    assert_eq!(cells(&scene).len(), 360);
    let text = svg_of(&scene, &fonts);
    let mut zipped = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::new(6));
    zipped.write_all(text.as_bytes()).unwrap();
    let zipped = zipped.finish().unwrap().len();
    let png = painted(&scene, &fonts, 1600.0 / scene.width).len();
    println!("SVG {} B, gzipped {zipped} B, PNG {png} B", text.len());
    assert!(text.len() < 400_000 && zipped < 60_000 && png < 330_000);
}

#[test]
fn the_bytes_do_not_depend_on_threads() {
    let fonts = Fonts::embedded();
    let scene = scene_of(&numbered(20), &Options::default());
    let with = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        pool.install(|| painted(&scene, &fonts, 1.3))
    };
    let one = with(1);
    assert!(one == with(2) && one == with(3));
}

/// The lines of a cell's whisker from the bottom to the top, if it has one.
fn whisker(group: &Group) -> Vec<&evalboard::internals::drawing::scene::Line> {
    let lines = group.items.iter();
    lines
        .filter_map(|item| match item {
            Item::Line(line) => Some(line),
            _ => None,
        })
        .collect()
}

/// `over` with this opacity on `below`.
fn blended(over: Rgb, opacity: f64, below: Rgb) -> Rgb {
    let mixed = |over: u8, below: u8| {
        (f64::from(over) * opacity + f64::from(below) * (1.0 - opacity)).round() as u8
    };
    let (Rgb(r, g, b), Rgb(below_r, below_g, below_b)) = (over, below);
    Rgb(mixed(r, below_r), mixed(g, below_g), mixed(b, below_b))
}

#[test]
fn whiskers_stay_clear_of_the_number_and_are_wide_enough_to_be_read() {
    let board = usual();
    let scene = scene_of(&board, &Options::default());
    let (mut with, mut without) = (0, 0);
    for (cell, group) in cells(&scene) {
        let [band, tick @ ..] = &whisker(group)[..] else {
            without += 1;
            continue;
        };
        with += 1;
        let width = band.to.x - band.from.x;
        assert!(width >= 3.99, "{width}");
        assert!(band.from.x >= cell.x && band.to.x <= cell.right());
        assert_eq!(tick.is_empty(), width < 10.0, "{width}");
        let Some(Item::Text(number)) = group.items.last() else {
            panic!("a cell without a number");
        };
        // It stands on the foot of the cell.
        assert!(band.from.y - band.stroke.width / 2.0 > number.at.y + 2.5);
        assert_eq!(band.from.y + band.stroke.width / 2.0, cell.bottom());
        for tick in tick {
            assert!((band.from.x..=band.to.x).contains(&tick.from.x));
            assert!(tick.from.y > number.at.y + 1.0);
        }
    }
    assert!(with > 0 && without > 0, "{with} {without}");
    let least = 4.0 / cells(&scene)[0].0.width;
    let legend = format!("from {} wide", &format!("{least:.2}")[1..]);
    let texts = scene.texts();
    assert!(
        texts.iter().any(|text| text.text.contains(&legend)),
        "{legend}"
    );
}

#[test]
fn whiskers_are_told_from_fill_and_track_by_lightness() {
    let board = usual();
    for theme in Theme::ALL {
        for palette in Palette::ALL {
            let options = Options {
                theme,
                palette,
                ..Options::default()
            };
            let scene = scene_of(&board, &options);
            let cells = cells(&scene);
            let mut bands = cells
                .iter()
                .filter_map(|(_, group)| whisker(group).first().copied());
            let band = bands.next().unwrap().stroke;
            let colours = Colours::new(theme, palette);
            let fills = (0..=100).map(|percent| colours.accuracy(f64::from(percent) / 100.0));
            for below in fills.chain([colours.track]) {
                let contrast = blended(band.colour, band.opacity, below).contrast(below);
                assert!(
                    contrast >= 2.0,
                    "{theme:?} {palette:?}: {below} {contrast:.2}"
                );
            }
        }
    }
}

#[test]
fn a_row_is_one_line_of_text() {
    let data = boards::dataset(&NAMES, &[""], &["MMLU-Pro", "GPQA"]);
    let scene = scene_of(&board_of(&data), &Options::default());
    let tops: Vec<f64> = cells(&scene).iter().map(|(area, _)| area.y).collect();
    for pair in tops.windows(3).step_by(2) {
        assert_eq!(pair[2] - pair[0], 29.0);
    }
    // The rank interval stands beside the rank, the interval of the score beside the score.
    let texts = scene.texts();
    let at = |wanted: &str| {
        texts
            .iter()
            .find(|text| text.text.contains(wanted))
            .unwrap()
    };
    let name = texts
        .iter()
        .find(|text| NAMES.contains(&text.text.as_str()));
    let baseline = name.unwrap().at.y;
    // Two sides stand above each other within the row.
    let is_margin = |text: &str| text.starts_with(['±', '+']);
    let in_row = |y: f64| (y - baseline).abs() <= 7.0;
    let margin = texts
        .iter()
        .find(|text| is_margin(&text.text) && in_row(text.at.y));
    let margin = margin.expect("an interval in the row of the name");
    assert!(margin.size < at("MMLU").size + 1.0);
    assert!(!texts.iter().any(|text| text.text.starts_with("rank ")));
}

#[test]
fn an_interval_stands_beside_a_rank_that_is_not_alone_in_it() {
    let names: Vec<String> = (1..=20).map(|model| format!("model {model}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let data = boards::dataset(&names, &[""], &["MMLU-Pro", "GPQA"]);
    let board = board_of(&data);
    let scene = scene_of(&board, &Options::default());
    let texts = scene.texts();
    let mut alone = 0;
    for entry in &board.entries {
        let rank = entry.rank.unwrap();
        let name = texts.iter().find(|text| text.text == entry.label).unwrap();
        let before: Vec<&str> = texts
            .iter()
            .filter(|text| (text.at.y - name.at.y).abs() < 1.0 && text.at.x < name.at.x)
            .map(|text| text.text.as_str())
            .collect();
        let shown = rank.to_string();
        match (rank.low, rank.high) == (rank.place, rank.place) {
            true => {
                alone += 1;
                assert_eq!(before, [shown.as_str()]);
            }
            false => {
                let interval = entry.rank_interval_caption(&board).unwrap();
                assert_eq!(before, [shown.as_str(), interval.as_str()]);
            }
        }
    }
    assert!((1..20).contains(&alone), "{alone}");
    let says = texts
        .iter()
        .any(|text| text.text.contains("a rank without one"));
    assert!(says);
}

#[test]
fn a_small_truncation_is_a_bar() {
    let scene = scene_of(&every_accuracy(), &Options::default());
    let (mut bars, mut hatches, mut ends) = (0, 0, 0);
    let is_end = |item: &Item, hatched: &Area| {
        matches!(item, Item::Rect(rect) if rect.area.width == 1.0
            && (rect.area.right() - hatched.right()).abs() < 1e-9)
    };
    for (_, group) in cells(&scene) {
        for item in &group.items {
            match item {
                Item::Hatch(area) => {
                    hatches += 1;
                    // No narrower than the bar, and with a line at its end.
                    assert!(area.width >= 2.0 - 1e-9, "{area:?}");
                    ends += group.items.iter().filter(|item| is_end(item, area)).count();
                }
                Item::Bar(bar) if bar.length == 2.0 => bars += 1,
                _ => {}
            }
        }
    }
    assert!(bars >= 1001 && hatches >= 2 * 1001, "{bars} {hatches}");
    assert!(ends >= 1001, "{ends}");
}
