use anstyle::{Ansi256Color, RgbColor};
use anstyle_lossy::palette::VGA;
use anstyle_lossy::xterm_to_rgb;

use super::*;

fn depth(when: When, terminal: bool, variables: &[(&str, &str)]) -> Depth {
    Depth::detect(when, terminal, &|name| {
        let found = variables.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| (*value).to_owned())
    })
}

#[test]
fn depth_follows_the_terminal_and_the_environment() {
    use Depth::*;
    use When::*;
    for (when, terminal, variables, expected) in [
        (Auto, true, &[("TERM", "xterm")][..], Named),
        (Auto, true, &[("TERM", "xterm-256color")], Indexed),
        (
            Auto,
            true,
            &[("TERM", "xterm-256color"), ("COLORTERM", "truecolor")],
            True,
        ),
        (Auto, true, &[("TERM", "xterm-kitty")], True),
        (Auto, true, &[("TERM", "dumb")], Plain),
        (Auto, false, &[("TERM", "xterm-256color")], Plain),
        (Auto, true, &[("TERM", "xterm"), ("NO_COLOR", "1")], Plain),
        (Auto, true, &[("TERM", "xterm"), ("NO_COLOR", "")], Named),
        (Auto, true, &[("TERM", "xterm"), ("CLICOLOR", "0")], Plain),
        (
            Auto,
            false,
            &[("CLICOLOR_FORCE", "1"), ("COLORTERM", "24bit")],
            True,
        ),
        (Auto, false, &[("CLICOLOR_FORCE", "0")], Plain),
        (
            Auto,
            false,
            &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")],
            Plain,
        ),
        (Always, false, &[("NO_COLOR", "1")], Indexed),
        (
            Never,
            true,
            &[("CLICOLOR_FORCE", "1"), ("TERM", "xterm")],
            Plain,
        ),
    ] {
        assert_eq!(
            depth(when, terminal, variables),
            expected,
            "{when:?} {terminal} {variables:?}"
        );
    }
}

#[test]
fn the_ramp_is_never_grey_and_changes_with_the_band() {
    for theme in Theme::ALL {
        for palette in Palette::ALL {
            let at = |accuracy: f64| ramp(theme, palette, accuracy);
            for percent in 0..=100 {
                let index = Ansi256Color(at(f64::from(percent) / 100.0));
                let RgbColor(r, g, b) = xterm_to_rgb(index, VGA);
                assert!(
                    r.abs_diff(g).max(g.abs_diff(b)) >= 30,
                    "{theme:?} {palette:?} {percent}"
                );
            }
            assert_eq!(at(0.92), at(0.93));
            for limit in [0.3, 0.5, 0.7, 0.9] {
                assert_ne!(at(limit), at(limit + 0.01), "{theme:?} {palette:?} {limit}");
            }
        }
    }
}

#[test]
fn the_ground_is_told_by_colorfgbg() {
    let theme = |said: Option<&str>| theme_of_environment(&|_| said.map(str::to_owned));
    for (said, expected) in [
        (None, None),
        (Some("15;0"), Some(Theme::Dark)),
        (Some("0;15"), Some(Theme::Light)),
        (Some("0;default;15"), Some(Theme::Light)),
        (Some("12;8"), Some(Theme::Dark)),
        (Some("0;7"), Some(Theme::Light)),
        (Some("default"), None),
        (Some(""), None),
    ] {
        assert_eq!(theme(said), expected, "{said:?}");
    }
}
