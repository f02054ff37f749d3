//! The style file: the colours of the picture, and classes that draw cells in half percents.
//!
//! | class | means |
//! | --- | --- |
//! | `a0` to `a200` | accuracy: width and colour of the fill |
//! | `o` | the number stands on a plate |
//! | `s` | a little truncation: a bar |
//! | `t1` to `t200` | truncation: width of the hatch |
//! | `l0` to `l200`, `w0` to `w200` | lower end and length of the interval |
//! | `k` | an interval with room for a tick at the estimate |

use std::fmt::Write;

use crate::picture::colours::Colours;
use crate::picture::hatch::{css_backgrounds, has_bar};
use crate::picture::palette::Palette;
use crate::picture::theme::Theme;

/// Steps of a class: half percents.
const STEPS: u32 = 200;

/// Share of a cell's width at which its number begins: `.87`, and a longer one such as `.99+`.
const NUMBER: f64 = 0.16;
const LONG_NUMBER: f64 = 0.06;

/// Narrowest interval with a tick.
const TICKED: f64 = 0.25;

/// Rules that no colour changes.
const RULES: &str = include_str!("page.css");

fn step(share: f64) -> u32 {
    (share.clamp(0.0, 1.0) * f64::from(STEPS)).round() as u32
}

/// The class that fills a cell up to `accuracy`.
pub(super) fn fill_class(accuracy: f64) -> String {
    format!("a{}", step(accuracy))
}

/// The class that hatches a cell up to `truncation`, and gives its `number` a plate where the hatch
/// reaches it; none without any truncation.
pub(super) fn hatch_class(truncation: f64, number: &str) -> Option<String> {
    let begins = if number.len() > 3 {
        LONG_NUMBER
    } else {
        NUMBER
    };
    let plate = if truncation > begins { " o" } else { "" };
    match truncation {
        none if none <= 0.0 => None,
        little if has_bar(little) => Some("s".to_owned()),
        _ => Some(format!("t{}{plate}", step(truncation))),
    }
}

/// The classes that draw an interval.
pub(super) fn whisker_classes(low: f64, high: f64) -> String {
    let (low, high) = (step(low), step(high));
    let length = high - low.min(high);
    let tick = if f64::from(length) >= TICKED * f64::from(STEPS) {
        " k"
    } else {
        ""
    };
    format!("l{low} w{length}{tick}")
}

/// The whole style file.
pub fn sheet(palette: Palette) -> String {
    let light = Colours::new(Theme::Light, palette);
    let dark = Colours::new(Theme::Dark, palette);
    let mut sheet = String::with_capacity(40_000);
    let mut add = |line: std::fmt::Arguments<'_>| {
        // Writing to memory cannot fail.
        let _ = sheet.write_fmt(line);
        sheet.push('\n');
    };
    add(format_args!(":root{{"));
    for (name, of) in VARIABLES {
        add(format_args!(
            "--{name}:light-dark({},{});",
            of(&light),
            of(&dark)
        ));
    }
    add(format_args!(
        "--hatch:light-dark({},{});--hatch-under:light-dark({},{});",
        light.hatch.over_css(),
        dark.hatch.over_css(),
        light.hatch.under_css(),
        dark.hatch.under_css()
    ));
    let hatched = css_backgrounds("var(--hatch)", "var(--hatch-under)");
    add(format_args!("--hatched:{};", hatched.join(",")));
    let stops = |colours: &Colours| -> String {
        let stop = |percent: u32| {
            format!(
                "{} {percent}%",
                colours.accuracy(f64::from(percent) / 100.0)
            )
        };
        (0..=100).step_by(4).map(stop).collect::<Vec<_>>().join(",")
    };
    // A gradient is no colour: one for each theme, and the style file picks.
    add(format_args!(
        "--scale-light:{};--scale-dark:{}",
        stops(&light),
        stops(&dark)
    ));
    add(format_args!("}}"));
    for step in 0..=STEPS {
        let share = f64::from(step) / f64::from(STEPS);
        let fill = (light.accuracy(share), dark.accuracy(share));
        add(format_args!(
            ".a{step}{{--a:{share};--f:light-dark({},{})}}",
            fill.0, fill.1
        ));
        add(format_args!(
            ".t{step}{{--t:{share}}}.l{step}{{--l:{share}}}.w{step}{{--w:{share}}}"
        ));
    }
    sheet.push_str(RULES);
    sheet
}

/// A colour of the style file.
type Variable = (&'static str, fn(&Colours) -> String);

const VARIABLES: [Variable; 11] = [
    ("ground", |colours| colours.ground.to_string()),
    ("band", |colours| colours.band.to_string()),
    ("ink", |colours| colours.ink.to_string()),
    ("muted", |colours| colours.muted.to_string()),
    ("rule", |colours| colours.rule.to_string()),
    ("track", |colours| colours.track.to_string()),
    ("number", |colours| colours.number.to_string()),
    ("plate", |colours| colours.halo.to_string()),
    ("best", |colours| colours.best.to_string()),
    ("best-ground", |colours| colours.best_ground.to_string()),
    ("worst", |colours| colours.worst.to_string()),
];
