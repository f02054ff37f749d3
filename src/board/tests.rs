//! What the board decides: what is kept, what is incomplete, what is highlighted, what it adds up
//! to.

use std::path::Path;

use crate::Place;
use crate::board::{
    AccuracyKind, Board, Entry, Facet, Facets, Filter, Mark, Selection, Sort, TaskCell,
};
use crate::dataset::{Cell, Counts, Dataset, DatasetBuilder, Evidence};
use crate::stats::{Band, ScoreKind};

/// A line a cell: `model level task correct/n`, then any of `t=TRUNCATED`, `g=LUCKY`, `tok=MEAN`,
/// `p=POINTS`. Models `a` and `b` are in group `x`, `b` and `c` in `y+z`.
fn dataset(text: &str) -> Dataset {
    let mut builder = DatasetBuilder::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let words: Vec<&str> = line.split_whitespace().collect();
        let (correct, trials) = words[3].split_once('/').unwrap();
        let option = |name: &str| -> Option<f64> {
            let found = words[4..].iter().find_map(|word| word.strip_prefix(name));
            found.map(|value| value.parse().unwrap())
        };
        let counts = Counts::new(
            trials.parse().unwrap(),
            correct.parse().unwrap(),
            option("t=").map(|t| t as u64),
            option("g="),
        );
        let cell = Cell {
            evidence: Evidence::Counts(counts.unwrap()),
            tokens: option("tok="),
            points: option("p=").map(|p| p as u64),
        };
        let at = [words[0], words[1], words[2]];
        let origin = (Path::new("test").into(), Place::Whole);
        builder.cell(at, cell, origin).unwrap();
    }
    let groups = |names: &[&str]| -> Vec<String> { names.iter().map(|n| n.to_string()).collect() };
    builder.model("a", Some("Model A"), &groups(&["x"]));
    builder.model("b", Some("Model B"), &groups(&["x", "y", "y+z"]));
    builder.model("c", Some("Model C, large"), &groups(&["y", "y+z"]));
    builder.finish()
}

fn three_models() -> Dataset {
    dataset(
        "a +0 sum 90/100 tok=100
         a +0 sort 80/100 tok=300
         a +1 sum 70/100 tok=200
         a +1 sort 60/100 tok=200
         b +0 sum 70/100 tok=100
         b +0 sort 70/100 tok=100
         b +1 sum 50/100 tok=100
         b +1 sort 50/100 tok=100
         c +0 sum 99/100 tok=500
         c +0 sort 99/100",
    )
}

fn board(dataset: &Dataset, change: impl FnOnce(&mut Selection)) -> Board {
    let mut selection = Selection::default();
    change(&mut selection);
    Board::new(dataset, &selection).unwrap()
}

fn labels(board: &Board) -> Vec<&str> {
    board
        .entries
        .iter()
        .map(|entry| entry.label.as_str())
        .collect()
}

fn levels(board: &Board) -> Vec<&str> {
    let labels = board.levels.iter().map(|level| level.label.as_str());
    labels.collect()
}

fn list(items: &[&str]) -> Vec<String> {
    items.iter().map(|item| item.to_string()).collect()
}

#[test]
fn levels_are_recognised_and_ordered() {
    let data = dataset(
        "a extra sum 1/2
         a +2 sum 1/2
         a easy sum 1/2
         a normal+low+1 sum 1/2",
    );
    let board = board(&data, |_| {});
    assert_eq!(levels(&board), ["Easy", "Medium", "Hard", "extra"]);
}

#[test]
fn level_keys_that_would_pool_stay_apart() {
    let data = dataset(
        "a normal+0 sum 1/2
         a dense+0 sum 2/2
         a +1 sum 1/2",
    );
    assert_eq!(data.cells.len(), 3);
    let board = board(&data, |_| {});
    assert_eq!(
        levels(&board),
        ["Easy (normal+0)", "Easy (dense+0)", "Medium"]
    );
    assert_eq!(data.warnings.count(), 1);
}

#[test]
fn level_keys_of_different_models_are_one_level() {
    let data = dataset("a normal+0 sum 1/2\n b +0 sum 2/2");
    assert_eq!(levels(&board(&data, |_| {})), ["Easy"]);
}

#[test]
fn filters_keep_what_they_name() {
    let data = three_models();
    for (groups, expected) in [
        (&["x"][..], &["Model A", "Model B"][..]),
        (&["x,y"], &["Model C, large", "Model A", "Model B"]),
        (&["x+y"], &["Model B"]),
        (&["y+z"], &["Model C, large", "Model B"]),
        (&["x+y", "y+z"], &["Model C, large", "Model B"]),
    ] {
        let board = board(&data, |selection| selection.groups = list(groups));
        assert_eq!(labels(&board), expected, "{groups:?}");
    }
    for (models, expected) in [
        (&["Model A"][..], &["Model A"][..]),
        (&["b"], &["Model B"]),
        (&["model a,MODEL B"], &["Model A", "Model B"]),
        (&["Model C, large", "a"], &["Model C, large", "Model A"]),
        (&["*c*"], &["Model C, large"]),
    ] {
        let board = board(&data, |selection| selection.models = list(models));
        assert_eq!(labels(&board), expected, "{models:?}");
    }
    for asked in [["easy"], ["Easy"], ["+0"]] {
        let board = board(&data, |selection| selection.levels = list(&asked));
        assert_eq!(levels(&board), ["Easy"]);
        assert_eq!(board.summary.rows, 3);
        assert_eq!(board.filters, [Filter::Levels(vec!["Easy".to_owned()])]);
    }
    let board = board(&data, |selection| selection.tasks = list(&["sort"]));
    assert_eq!(board.tasks.len(), 1);
    assert_eq!(board.tasks[0].label, "sort");
}

#[test]
fn unknown_names_are_errors_that_help() {
    let data = three_models();
    for (list, item, part) in [
        ("models", "modle a", "did you mean 'Model A'"),
        ("groups", "x+w", "unknown group 'w'"),
        ("groups", "q", "known groups: x, y, y+z"),
        ("levels", "hard", "known levels: Easy, Medium"),
        ("tasks", "sums", "did you mean 'sum'"),
        ("models", "z*", "unknown model 'z*'"),
        ("models", "[z", "not a valid model pattern"),
    ] {
        let mut selection = Selection::default();
        let list = match list {
            "groups" => &mut selection.groups,
            "levels" => &mut selection.levels,
            "tasks" => &mut selection.tasks,
            _ => &mut selection.models,
        };
        list.push(item.to_owned());
        let message = Board::new(&data, &selection).unwrap_err().to_string();
        assert!(message.contains(part), "{message}");
    }
}

#[test]
fn filters_that_leave_nothing_give_an_empty_board() {
    let data = three_models();
    let board = board(&data, |selection| {
        selection.models = list(&["a"]);
        selection.groups = list(&["y"]);
    });
    assert!(board.entries.is_empty());
    assert_eq!(board.pages(10), 1);
    assert!(board.page(1, 10).unwrap().entries.is_empty());
    assert!(board.page(2, 10).is_none());
}

#[test]
fn top_cuts_and_changes_nothing_else() {
    let data = three_models();
    let all = board(&data, |_| {});
    let top = board(&data, |selection| selection.top = Some(2));
    assert_eq!(top.entries.len(), 2);
    assert_eq!(top.models_before_top, 3);
    for (a, b) in all.entries.iter().zip(&top.entries) {
        assert_eq!((a.rank, a.overall), (b.rank, b.overall));
        let marks = |entry: &Entry| -> Vec<_> {
            let rows = entry.rows.iter();
            rows.map(|row| (row.best_score, row.efficiency_mark))
                .collect()
        };
        assert_eq!(marks(a), marks(b));
    }
}

#[test]
fn what_is_missing_makes_a_score_incomplete() {
    let data = three_models();
    let whole = board(&data, |_| {});
    let c = &whole.entries[0];
    assert_eq!(c.label, "Model C, large");
    assert!(c.overall.incomplete);
    assert!(!c.rows[0].score.incomplete);
    assert_eq!(c.lacks(&whole), ["Medium: no result"]);
    // A complete row takes the highlight of its level, whatever its model lacks elsewhere.
    assert!(c.rows[0].best_score);
    // The best model is a complete one.
    assert_eq!(whole.summary.best_models, [1]);

    let strict = board(&data, |selection| selection.min_trials = 101);
    let a = strict
        .entries
        .iter()
        .find(|entry| entry.key == "a")
        .unwrap();
    assert_eq!(
        a.lacks(&strict)[0],
        "Easy: sum: 100 of 101 responses, sort: 100 of 101 responses"
    );
    assert!(strict.rows().all(|(_, row)| !row.best_score));

    let mut builder = DatasetBuilder::new();
    builder.task("sum", Some("Sums"), Some(5));
    builder.task("sort", None, None);
    let cell = Cell {
        evidence: Evidence::Counts(Counts::new(10, 5, None, None).unwrap()),
        tokens: None,
        points: Some(3),
    };
    let origin = (Path::new("test").into(), Place::Whole);
    builder.cell(["a", "", "sum"], cell, origin).unwrap();
    let board = board(&builder.finish(), |_| {});
    assert!(!board.has_levels());
    assert_eq!(
        board.entries[0].lacks(&board),
        ["Sums: 3 of 5 points, sort missing"]
    );
    assert!(matches!(
        board.entries[0].rows[0].cells[1],
        TaskCell::Absent(_)
    ));
}

#[test]
fn highlights_are_per_level() {
    let data = three_models();
    let board = board(&data, |_| {});
    let row = |key: &str, level: usize| {
        let entry = board.entries.iter().find(|entry| entry.key == key).unwrap();
        entry.rows.iter().find(|row| row.level == level).unwrap()
    };
    assert!(row("c", 0).best_score && !row("a", 0).best_score);
    assert!(row("a", 1).best_score);
    // c has no tokens for one task, so no efficiency.
    assert_eq!(row("c", 0).efficiency, None);
    assert_eq!(row("b", 0).efficiency_mark, Some(Mark::Best));
    assert_eq!(row("a", 0).efficiency_mark, Some(Mark::Worst));
    let efficiency = row("a", 0).score.value / 200.0;
    assert_eq!(row("a", 0).efficiency, Some(efficiency));
}

#[test]
fn equal_efficiencies_are_not_highlighted() {
    let data = dataset("a +0 sum 9/10 tok=5\n b +0 sum 9/10 tok=5");
    let board = board(&data, |_| {});
    assert!(board.rows().all(|(_, row)| row.efficiency_mark.is_none()));
    assert!(board.rows().all(|(_, row)| row.best_score));
    assert_eq!(board.summary.best_models, [0, 1]);
}

#[test]
fn tokens_are_pooled_over_responses() {
    let data = dataset("a +0 sum 50/100 t=100 tok=10\n a +0 sort 50/100 tok=40");
    let board = board(&data, |_| {});
    let usage = &board.entries[0].usage;
    assert_eq!(usage.tests, Some(300));
    assert_eq!(usage.total_tokens, Some(200.0 * 10.0 + 100.0 * 40.0));
    assert_eq!(usage.tokens_per_completion, Some(20.0));
    assert_eq!(usage.tests_per_task, Some(150.0));
    assert_eq!(board.summary.usage.truncation, Some(100.0 / 200.0));
    assert_eq!(board.summary.usage.cells_with_truncation, 1);
    assert_eq!(board.summary.truncated_cells, 1);
}

#[test]
fn choices_of_score_and_accuracy() {
    let data = dataset("a +0 sum 60/100 g=20");
    let adjusted = board(&data, |_| {});
    let cell = |board: &Board| {
        board.entries[0].rows[0].cells[0]
            .measured()
            .unwrap()
            .clone()
    };
    assert_eq!(cell(&adjusted).shown.value, 0.5);
    let raw = board(&data, |selection| selection.accuracy = AccuracyKind::Raw);
    assert_eq!(cell(&raw).shown.value, 0.6);
    let mean = board(&data, |selection| selection.score = ScoreKind::Point);
    assert!((mean.entries[0].overall.value - 500.0).abs() < 1e-9);
    let lower = board(&data, |selection| selection.score = ScoreKind::Lower);
    let expected = 1000.0 * (cell(&lower).centre - cell(&lower).margin);
    assert!((lower.entries[0].overall.value - expected).abs() < 1e-9);
    assert_eq!(adjusted.entries[0].overall.band, Some(Band::Good));
}

#[test]
fn pages_hold_models() {
    let text: String = (0..23)
        .map(|ix| format!("m{ix} +0 sum {ix}/100\n"))
        .collect();
    let data = dataset(&text);
    let board = board(&data, |_| {});
    assert_eq!(board.pages(10), 3);
    assert_eq!(board.page(3, 10).unwrap().entries.len(), 3);
    assert_eq!(board.page(1, 10).unwrap().entries[0].label, "m22");
    assert!(board.page(0, 10).is_none() && board.page(4, 10).is_none());
}

#[test]
fn facets_count_models() {
    let facets = Facets::of(&three_models());
    let shown = |facets: &[Facet]| -> Vec<String> {
        let facets = facets.iter();
        facets
            .map(|one| format!("{} {}", one.label, one.models))
            .collect()
    };
    assert_eq!(shown(&facets.groups), ["x 2", "y 2", "y+z 2"]);
    assert_eq!(shown(&facets.levels), ["Easy 3", "Medium 2"]);
    assert_eq!(shown(&facets.tasks), ["sum 3", "sort 3"]);
    assert!(facets.levels[1].is("+1") && facets.levels[1].is("medium"));
    assert_eq!(facets.models, 3);
}

#[test]
fn other_orders_change_places_and_no_number() {
    let data = three_models();
    let facets = Facets::of(&data);
    let ranked = board(&data, |_| {});
    let arranged = |word: &str, search: &str| {
        let sort = Sort::named(word, &facets.tasks).unwrap();
        ranked.clone().arranged(&sort, search)
    };
    let order = labels(&ranked);
    let mut reversed = order.clone();
    reversed.reverse();
    assert_eq!(labels(&arranged("-rank", "")), reversed);
    let by_name = arranged("model", "");
    assert_eq!(labels(&by_name), ["Model A", "Model B", "Model C, large"]);
    // The mean over a model's rows: c has only one.
    assert_eq!(
        labels(&arranged("-sort", "")),
        ["Model C, large", "Model A", "Model B"]
    );
    // c has no tokens for all its cells, and comes last both ways.
    assert_eq!(labels(&arranged("tokens", ""))[2], "Model C, large");
    assert_eq!(labels(&arranged("-tokens", ""))[2], "Model C, large");
    let levels: Vec<usize> = arranged("-level", "").entries[1]
        .rows
        .iter()
        .map(|row| row.level)
        .collect();
    assert_eq!(levels, [1, 0]);

    let found = arranged("rank", "LARGE c");
    assert_eq!(labels(&found), ["Model C, large"]);
    let own = ranked
        .entries
        .iter()
        .find(|entry| entry.key == "c")
        .unwrap();
    assert_eq!(found.entries[0].rank, own.rank);
    assert_eq!(found.summary.rows, 1);
    assert_eq!(by_name.summary.best_models.len(), 1);
    let place = |entry: &Entry| entry.rank.unwrap().place;
    let best = &by_name.entries[by_name.summary.best_models[0]];
    let complete = by_name.entries.iter().filter(|e| !e.overall.incomplete);
    assert_eq!(Some(place(best)), complete.map(place).min());
}

#[test]
fn rank_intervals_hold_what_single_comparisons_leave_open() {
    let ranked = board(&three_models(), |_| {});
    let models = ranked.entries.len();
    for (ix, entry) in ranked.entries.iter().enumerate() {
        let rivals = ranked.rivals(ix);
        let rank = entry.rank.unwrap();
        assert_eq!(
            rivals.better.len() + rivals.tied.len() + rivals.worse.len(),
            models - 1
        );
        assert!(rank.low <= 1 + rivals.better.len());
        assert!(rank.high >= models - rivals.worse.len());
    }
    assert!(!ranked.rivals(models - 1).better.is_empty());
}
