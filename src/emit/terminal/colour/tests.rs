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
