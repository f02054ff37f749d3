//! Plots: nothing over anything at any size, what they say against other computations, and what
//! they need.

mod support;

use evalboard::board::{Board, Selection};
use evalboard::drawing::scene::{Scene, Text};
use evalboard::drawing::text::Fonts;
use evalboard::plot::correlation::correlations;
use evalboard::plot::profile::profile;
use evalboard::plot::{Choices, PLOTS, Plot};

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
    match text.upright {
        true => (
            at.x - up,
            at.y - (width - before),
            at.x + down,
            at.y + before,
        ),
        false => (at.x - before, at.y - up, at.x - before + width, at.y + down),
    }
}

fn assert_apart(scene: &Scene, fonts: &Fonts, about: &str) {
    let texts = scene.texts();
    let extents: Vec<_> = texts.iter().map(|text| extent(text, fonts)).collect();
    for (ix, one) in extents.iter().enumerate() {
        let said = &texts[ix].text;
        let inside = one.0 >= 0.0 && one.1 >= 0.0 && one.2 <= scene.width && one.3 <= scene.height;
        assert!(inside, "{about}: {said} leaves the picture {one:?}");
        assert!(
            texts[ix].size * 830.0 / scene.width >= 9.0,
            "{about}: {said} is too small"
        );
        for (other, two) in extents[..ix].iter().enumerate() {
            let apart = one.0 >= two.2 || two.0 >= one.2 || one.1 >= two.3 || two.1 >= one.3;
            assert!(apart, "{about}: {said} over {}", texts[other].text);
        }
    }
}

#[test]
fn no_text_lies_over_another_or_outside() {
    let fonts = Fonts::embedded();
    for count in [1, 3, 10, 30, 200] {
        let board = board_of(&names(count), &LEVELS[..if count == 200 { 1 } else { 3 }]);
        for plot in PLOTS {
            let choices = Choices::default();
            if plot.lacks(&board, &choices).is_some() {
                assert!(count < 10 || plot.id == "scaling", "{} needs more", plot.id);
                continue;
            }
            let scene = plot.scene(&board, &fonts, &choices).unwrap();
            assert_apart(&scene, &fonts, &format!("{} of {count}", plot.id));
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

#[test]
fn every_plot_has_a_name_of_its_own() {
    for plot in PLOTS {
        assert_eq!(
            Plot::named(plot.id).map(|found| found.about),
            Some(plot.about)
        );
    }
}
