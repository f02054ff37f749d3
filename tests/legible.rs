//! Pictures can be read: no two names read alike, rows keep their distance, nothing is too small.

mod support;

use std::collections::BTreeMap;
use std::path::PathBuf;

use evalboard::internals::board::{Page, WHOLE, shortened};
use evalboard::internals::drawing::scene::{Area, Group, Item, Scene, Text, Turn};
use evalboard::internals::drawing::text::{Fonts, one_line};
use evalboard::internals::input;
use evalboard::internals::picture::{Arrangement, Density, scene};
use evalboard::{Board, Dataset, Options, Selection};

use support::boards;
use support::random::Random;
use support::scene::{cells, distance, room};

/// Real boards, and made ones whose names differ at the end only; those that are no shares are left
/// out.
fn real_boards() -> Vec<(PathBuf, Dataset)> {
    let mut boards = Vec::new();
    for pattern in ["data/tables/*.csv", "data/boards/*.csv", "cases/F07*.csv"] {
        let pattern = support::root().join("../shared").join(pattern);
        let files = glob::glob(pattern.to_str().unwrap()).unwrap();
        let files: Vec<PathBuf> = files.map(Result::unwrap).collect();
        if files.is_empty() {
            println!("skipped: there are no boards at {}", pattern.display());
        }
        for file in files {
            let name = file.to_str().unwrap().to_owned();
            if let Ok(data) = input::load(&[name], &input::Options::default()) {
                boards.push((file, data));
            }
        }
    }
    boards
}

fn board_of(data: &Dataset) -> Board {
    Board::new(data, &Selection::default()).unwrap()
}

fn drawn(page: &Page<'_>, density: Density) -> Scene {
    let options = Options {
        density,
        ..Options::default()
    };
    scene(page, &Fonts::embedded(), &options)
}

/// The groups whose tooltip begins with `name`.
fn groups<'a>(scene: &'a Scene, name: &str) -> Vec<&'a Group> {
    let name = shortened(name, WHOLE);
    let items = scene.items.iter();
    items
        .filter_map(|item| match item {
            Item::Group(group) => Some(group),
            _ => None,
        })
        .filter(|group| group.tooltip.lines().next().unwrap_or_default() == name)
        .collect()
}

/// The size of scores, which stand under the tooltip of their model.
const SCORE: f64 = 16.0;

/// What is written in a group in the size of its first text.
fn said(group: &Group) -> String {
    let mut texts: Vec<&Text> = Vec::new();
    Item::each_text(&group.items, &mut |text| texts.push(text));
    let size = texts.first().map_or(0.0, |text| text.size);
    let texts = texts.iter().filter(|text| text.size == size);
    texts.map(|text| text.text.as_str()).collect()
}

/// The size of the first text of a group.
fn first_size(group: &Group) -> f64 {
    let mut sizes = Vec::new();
    Item::each_text(&group.items, &mut |text| sizes.push(text.size));
    sizes.first().copied().unwrap_or_default()
}

/// Asserts that all that is written for these names differs.
fn assert_apart<'a>(scene: &Scene, names: impl Iterator<Item = &'a String>, about: &str) -> usize {
    let mut known: BTreeMap<String, &str> = BTreeMap::new();
    let mut whole: Vec<String> = Vec::new();
    for name in names {
        // Some labels are the same, to the letter.
        if whole.contains(&one_line(name)) {
            continue;
        }
        whole.push(one_line(name));
        let names = groups(scene, name).into_iter();
        let mut names = names.filter(|group| first_size(group) != SCORE);
        let Some(group) = names.next() else {
            panic!("{about}: {name} is not there");
        };
        let said = said(group);
        if let Some(other) = known.insert(said.clone(), name) {
            panic!("{about}: {name} and {other} both read {said}");
        }
    }
    known.len()
}

#[test]
fn no_two_names_read_alike() {
    let mut random = Random::new(11);
    for (file, data) in real_boards() {
        let about = file.display().to_string();
        let mut subsets = vec![(0..data.models.len()).collect::<Vec<usize>>()];
        for _ in 0..4 {
            let mut some: Vec<usize> = subsets[0].clone();
            while some.len() > 30 {
                some.swap_remove(random.next() as usize % some.len());
            }
            subsets.push(some);
        }
        for models in subsets {
            let some = boards::without(data.clone(), |model, _, _| !models.contains(&model));
            let board = board_of(&some);
            for density in Density::ALL {
                let scene = drawn(&board.whole(), density);
                let labels = board.entries.iter().map(|entry| &entry.label);
                assert_apart(&scene, labels, &about);
                assert_apart(&scene, board.tasks.iter().map(|task| &task.label), &about);
            }
        }
    }
    // Long names that differ in one character, and as many tasks.
    for (models, tasks) in [(30, 12), (30, 25), (12, 3)] {
        let name =
            |of: &str, ix: usize| format!("{of}-with-quite-{ix:02}-a-name-{}", "x".repeat(60));
        let models: Vec<String> = (0..models).map(|ix| name("a-model", ix)).collect();
        let tasks: Vec<String> = (0..tasks).map(|ix| name("a-task", ix)).collect();
        let names: Vec<&str> = models.iter().map(String::as_str).collect();
        let titles: Vec<&str> = tasks.iter().map(String::as_str).collect();
        for levels in [&boards::LEVELS[..], &[""]] {
            let board = board_of(&boards::dataset(&names, levels, &titles));
            for density in Density::ALL {
                let scene = drawn(&board.whole(), density);
                assert_eq!(assert_apart(&scene, models.iter(), "long"), models.len());
                assert_eq!(assert_apart(&scene, tasks.iter(), "long"), tasks.len());
            }
        }
    }
}

/// What a text covers: figures and signs do not reach below their line.
fn ink(text: &Text, fonts: &Fonts) -> Area {
    let area = room(text, fonts);
    let only_figures = text
        .text
        .chars()
        .all(|c| c.is_ascii_digit() || ".+−±*<".contains(c));
    let height = match only_figures {
        true => text.at.y - area.y,
        false => area.height,
    };
    Area { height, ..area }
}

#[test]
fn rows_keep_their_distance() {
    let fonts = Fonts::embedded();
    let mut made: Vec<(String, Board)> = Vec::new();
    for (file, data) in real_boards() {
        made.push((file.display().to_string(), board_of(&data)));
    }
    let names = [
        "One",
        "A model with a name of many words that goes on and on",
        "3",
    ];
    for levels in [&boards::LEVELS[..], &["easy", "hard"], &[""]] {
        for count in [1, 3, 12, 20] {
            let tasks: Vec<String> = (0..count).map(|ix| format!("task {ix}")).collect();
            let tasks: Vec<&str> = tasks.iter().map(String::as_str).collect();
            let data = boards::dataset(&names, levels, &tasks);
            made.push((format!("{} x {count}", levels.len()), board_of(&data)));
        }
    }
    let mut compared = 0;
    let each = made
        .iter()
        .flat_map(|(about, board)| Density::ALL.map(|density| (about, board, density)));
    for (about, board, density) in each {
        let scene = drawn(&board.whole(), density);
        let cells = cells(&scene);
        let top = cells.first().map_or(0.0, |(area, _)| area.y - 3.0);
        let bottom = cells.last().map_or(0.0, |(area, _)| area.bottom() + 3.0);
        // What stands under one tooltip belongs to one row.
        let mut texts: Vec<(usize, Area, &str)> = Vec::new();
        for (ix, item) in scene.items.iter().enumerate() {
            Item::each_text(std::slice::from_ref(item), &mut |text| {
                if text.turn == Turn::Level && text.at.y > top && text.at.y < bottom {
                    texts.push((ix, ink(text, &fonts), &text.text));
                }
            });
        }
        texts.sort_by(|a, b| a.1.y.total_cmp(&b.1.y));
        for (at, (ix, area, text)) in texts.iter().enumerate() {
            let below = texts[at + 1..].iter();
            for (other_ix, other, other_text) in
                below.take_while(|other| other.1.y < area.bottom() + 8.0)
            {
                let beside = area.right() <= other.x || other.right() <= area.x;
                compared += usize::from(ix != other_ix);
                assert!(
                    beside || ix == other_ix,
                    "{about}: {text} and {other_text} are {} px apart",
                    other.y - area.bottom()
                );
            }
        }
    }
    assert!(compared > 1000, "{compared}");
}

#[test]
fn nothing_is_too_small_in_a_readme() {
    let names: Vec<String> = (0..9)
        .map(|ix| format!("Model number {ix} of a family"))
        .collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    for levels in [&boards::LEVELS[..], &[""]] {
        for count in 1..=12 {
            for title in ["sort", "Generalised", "A task with a name of many words"] {
                let tasks: Vec<String> = (0..count).map(|ix| format!("{title} {ix}")).collect();
                let tasks: Vec<&str> = tasks.iter().map(String::as_str).collect();
                let board = board_of(&boards::dataset(&names, levels, &tasks));
                for density in Density::ALL {
                    let scene = drawn(&board.whole(), density);
                    for text in scene.texts() {
                        let shown = text.size * (830.0 / scene.width).min(1.0);
                        assert!(
                            shown >= 9.0,
                            "{count} x {title}: {} at {shown} px",
                            text.text
                        );
                    }
                }
            }
        }
    }
}

#[test]
fn many_tasks_stay_narrow_where_they_are_wrapped_or_turned_round() {
    let names = ["One", "Two", "A model with a name of many words", "Four"];
    let tasks: Vec<String> = (0..40).map(|ix| format!("Generalised {ix}")).collect();
    let tasks: Vec<&str> = tasks.iter().map(String::as_str).collect();
    let fonts = Fonts::embedded();
    for levels in [&boards::LEVELS[..], &[""]] {
        let board = board_of(&boards::dataset(&names, levels, &tasks));
        let mut widths = Vec::new();
        let arrangements = Arrangement::ALL.map(|one| (one, Density::Normal));
        let compact = Arrangement::ALL.map(|one| (one, Density::Compact));
        for (arrangement, density) in arrangements.into_iter().chain(compact) {
            let options = Options {
                arrangement,
                density,
                ..Options::default()
            };
            let scene = scene(&board.whole(), &fonts, &options);
            assert_eq!(
                cells(&scene).len(),
                4 * 40 * levels.len(),
                "{arrangement:?}"
            );
            let texts = scene.texts();
            for (ix, text) in texts.iter().enumerate() {
                let area = room(text, &fonts);
                let inside = area.x >= 0.0 && area.right() <= scene.width;
                assert!(
                    inside && area.y >= 0.0 && area.bottom() <= scene.height,
                    "{}",
                    text.text
                );
                // What adjoins another on its line does not overlap it.
                for other in &texts[..ix] {
                    assert!(
                        (text.at.y - other.at.y).abs() > 150.0
                            || distance(text, other, &fonts) > -0.01,
                        "{arrangement:?}: {} and {}",
                        text.text,
                        other.text
                    );
                }
            }
            widths.push(scene.width);
        }
        for widths in widths.chunks(Arrangement::ALL.len()) {
            assert!(
                widths[0] > 1800.0 && widths[1..].iter().all(|width| *width <= 1050.0),
                "{widths:?}"
            );
        }
    }
}

#[test]
fn turned_names_keep_clear_of_other_texts() {
    let fonts = Fonts::embedded();
    let mut slanted = 0;
    let mut made: Vec<(String, Board)> = Vec::new();
    for (file, data) in real_boards() {
        made.push((file.display().to_string(), board_of(&data)));
    }
    let names: Vec<String> = (0..5).map(|ix| format!("Model number {ix}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    for count in [3, 8, 12, 16, 30] {
        let tasks: Vec<String> = (0..count).map(|ix| format!("Generalised {ix}")).collect();
        let tasks: Vec<&str> = tasks.iter().map(String::as_str).collect();
        let data = boards::dataset(&names, &boards::LEVELS, &tasks);
        made.push((format!("{count} tasks"), board_of(&data)));
    }
    let each = made
        .iter()
        .flat_map(|(about, board)| Density::ALL.map(|density| (about, board, density)));
    for (about, board, density) in each {
        let scene = drawn(&board.whole(), density);
        let texts = scene.texts();
        for (ix, text) in texts.iter().enumerate() {
            if text.turn == Turn::Level {
                continue;
            }
            slanted += usize::from(text.turn == Turn::Slanted);
            let area = room(text, &fonts);
            assert!(
                area.x >= 0.0 && area.right() <= scene.width && area.y >= 0.0,
                "{about}: {} leaves the picture",
                text.text
            );
            for (other_ix, other) in texts.iter().enumerate() {
                assert!(
                    ix == other_ix || distance(text, other, &fonts) > -0.01,
                    "{about}: {} and {}",
                    text.text,
                    other.text
                );
            }
        }
    }
    assert!(slanted > 0);
}

#[test]
fn compact_rows_are_low_and_hold_all_levels() {
    let names = ["One", "Two", "Three"];
    let fonts = Fonts::embedded();
    for (tasks, with_numbers) in [(2, true), (12, false)] {
        let tasks: Vec<String> = (0..tasks).map(|ix| format!("task {ix}")).collect();
        let tasks: Vec<&str> = tasks.iter().map(String::as_str).collect();
        let board = board_of(&boards::dataset(&names, &boards::LEVELS, &tasks));
        let heights = Density::ALL.map(|density| drawn(&board.whole(), density).height);
        // Three rows of 22 px in place of nine of 29 px.
        assert!(heights[1] < heights[0] - 150.0, "{heights:?}");
        let scene = drawn(&board.whole(), Density::Compact);
        let cells = cells(&scene);
        assert_eq!(
            cells.len(),
            names.len() * boards::LEVELS.len() * tasks.len()
        );
        let levels = cells[..boards::LEVELS.len()].iter();
        let tops: Vec<f64> = levels.clone().map(|(area, _)| area.y).collect();
        assert!(tops.iter().all(|top| *top == tops[0]), "{tops:?}");
        let told: Vec<bool> = levels
            .zip(boards::LEVELS)
            .map(|((_, group), level)| group.tooltip.to_lowercase().starts_with(level))
            .collect();
        assert_eq!(told, vec![true; boards::LEVELS.len()]);
        for (area, group) in &cells {
            let mut texts = Vec::new();
            Item::each_text(&group.items, &mut |text| texts.push(room(text, &fonts)));
            assert_eq!(!texts.is_empty(), with_numbers);
            for text in texts {
                // The fill is seen beside it.
                assert!(text.x >= area.x + 4.0 && text.right() <= area.right() - 4.0);
            }
        }
        let legend: Vec<&str> = scene
            .texts()
            .iter()
            .map(|text| text.text.as_str())
            .collect();
        assert!(legend.join(" ").contains("left to right"), "{legend:?}");
    }
}

#[test]
fn small_texts_are_larger_in_wide_pictures() {
    let names: Vec<String> = (0..9).map(|ix| format!("Model number {ix}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut wide = 0;
    for count in 13..=17 {
        for title in ["sort", "A task with a name of many words"] {
            let tasks: Vec<String> = (0..count).map(|ix| format!("{title} {ix}")).collect();
            let tasks: Vec<&str> = tasks.iter().map(String::as_str).collect();
            let board = board_of(&boards::dataset(&names, &[""], &tasks));
            for density in Density::ALL {
                let scene = drawn(&board.whole(), density);
                wide += usize::from(scene.width > 1060.0);
                for text in scene.texts() {
                    let shown = text.size * 830.0 / scene.width;
                    assert!(
                        shown >= 9.0,
                        "{count} x {title}: {} at {shown} px",
                        text.text
                    );
                }
            }
        }
    }
    assert!(wide > 10, "{wide}");
}
