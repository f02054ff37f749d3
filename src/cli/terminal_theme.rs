//! Whether the terminal that a table goes to is dark or light.

use std::time::Duration;

use terminal_colorsaurus::{QueryOptions, background_color};

use crate::emit::terminal::{Depth, theme_of_environment};
use crate::picture::theme::Theme;

/// How long the terminal may take to answer: terminals that can, answer within a few ms.
const PATIENCE: Duration = Duration::from_millis(150);

/// The theme of the terminal: as `COLORFGBG` says, else as it answers itself (OSC 11). `None` where
/// neither says it.
///
/// It is asked only where a table in colours that depend on the theme goes to it. `variable` reads
/// the environment.
pub(super) fn detect(
    terminal: bool,
    depth: Depth,
    variable: &dyn Fn(&str) -> Option<String>,
) -> Option<Theme> {
    let matters = depth > Depth::Named;
    theme_of_environment(variable).or_else(|| {
        let asked = matters && terminal && is_near(variable) && !is_in_use();
        asked.then(answer).flatten()
    })
}

/// Whether the answer comes at once. Over SSH it may come after the patience has ended, and then
/// the shell takes it as typed; tmux answers on this side of the line.
fn is_near(variable: &dyn Fn(&str) -> Option<String>) -> bool {
    variable("SSH_CONNECTION").is_none() || variable("TMUX").is_some()
}

/// Whether a question would disturb: typed input is waiting, and would be read while looking for
/// the answer; or another program has the terminal, and asking would stop this one.
#[cfg(unix)]
fn is_in_use() -> bool {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    use rustix::{process::getpgrp, termios::tcgetpgrp};

    let terminal = std::io::stdout();
    let mut waiting = [PollFd::new(&terminal, PollFlags::IN)];
    let is_waiting = poll(&mut waiting, Some(&Timespec::default())).is_ok_and(|count| count > 0);
    is_waiting || tcgetpgrp(&terminal).is_ok_and(|group| group != getpgrp())
}

#[cfg(not(unix))]
fn is_in_use() -> bool {
    false
}

/// What the terminal answers.
fn answer() -> Option<Theme> {
    let mut options = QueryOptions::default();
    options.timeout = PATIENCE;
    let ground = background_color(options).ok()?;
    Some(match ground.perceived_lightness() > 0.5 {
        true => Theme::Light,
        false => Theme::Dark,
    })
}
