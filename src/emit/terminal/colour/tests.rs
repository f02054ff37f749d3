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
fn nearest_of_256() {
    for (rgb, index) in [
        (RgbColor(255, 0, 0), 196),
        (RgbColor(95, 135, 175), 67),
        (RgbColor(45, 51, 59), 236),
        (RgbColor(255, 255, 255), 231),
    ] {
        assert_eq!(indexed(rgb), Ansi256Color(index).into());
    }
}

#[test]
fn the_ramp_is_never_grey_and_changes_with_the_band() {
    for theme in Theme::ALL {
        for palette in Palette::ALL {
            let at = |accuracy: f64| ramp(theme, palette, accuracy);
            for percent in 0..=100 {
                let Rgb(r, g, b) = index_rgb(at(f64::from(percent) / 100.0));
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
    assert_eq!(index_rgb(67), Rgb(95, 135, 175));
    assert_eq!(index_rgb(236), Rgb(48, 48, 48));
}

#[test]
fn the_ground_is_told_by_colorfgbg() {
    let theme = |said: Option<&str>| theme_of_terminal(&|_| said.map(str::to_owned));
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
