//! `evalboard table`: the board in the terminal.

use std::io::{self, IsTerminal};

use clap::Args;

use super::{DataArgs, Session, terminal_theme};
use crate::emit::Emit;
use crate::emit::terminal::{Depth, Terminal, When};
use crate::error::Result;
use crate::output::{Target, refuse_inputs};
use crate::picture::colours::Colours;
use crate::picture::palette::Palette;
use crate::picture::theme::Theme;

/// Print the leaderboard in the terminal
///
/// A line for each model and level: rank, score with its 95 % interval, tokens, efficiency (score
/// per token), and a cell for each task, filled from the left by accuracy and hatched over the
/// truncated share. The table fits the terminal: it leaves out columns and says which, then cuts
/// names so that no two read alike. In a pipe it is plain text with every column.
#[derive(Debug, Args)]
#[command(next_help_heading = "Table")]
#[command(after_help = "\
Examples:
  evalboard table golden/reasonscape/dataset.json
  evalboard table results/*.csv --groups production --top 5
  evalboard table results/ --color always --width 160 | less -RS

Colours follow the terminal (COLORTERM, TERM), NO_COLOR and CLICOLOR_FORCE.")]
pub struct TableArgs {
    /// Columns to fit in, in place of the terminal's
    #[arg(long, value_name = "N")]
    #[arg(value_parser = clap::value_parser!(u16).range(20..))]
    width: Option<u16>,
    /// Whether to use colours
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    color: When,
    /// Colours of cells for a dark or a light terminal [default: the terminal's, else dark]
    ///
    /// The terminal's theme is what COLORFGBG says. Otherwise evalboard asks the terminal (OSC 11),
    /// if a coloured table goes to it; over SSH only inside tmux. Naming a theme avoids the
    /// question.
    #[arg(long, value_name = "THEME")]
    theme: Option<Theme>,
    /// Colours of accuracy; `cvd` is safe for the colour-blind
    #[arg(long, value_name = "PALETTE", default_value = "standard")]
    palette: Palette,
    #[command(flatten)]
    data: DataArgs,
}

impl TableArgs {
    pub(super) fn run(&self, session: &Session) -> Result<()> {
        let terminal = io::stdout().is_terminal();
        let variable = |name: &str| std::env::var(name).ok();
        let depth = Depth::detect(self.color, terminal, &variable);
        // First of all, before more is typed than the command.
        let theme = self
            .theme
            .or_else(|| terminal_theme::detect(terminal, depth, &variable))
            .unwrap_or(Theme::Dark);
        let board = self.data.board(session)?;
        refuse_inputs([&Target::Stdout], self.data.files(&board))?;
        let of_terminal = || terminal_size::terminal_size().map_or(80, |(width, _)| width.0);
        let width = self.width.or_else(|| terminal.then(of_terminal));
        let table = Terminal {
            theme,
            palette: self.palette,
            width: width.map(usize::from),
            depth,
            colours: Colours::new(theme, self.palette),
        };
        Target::Stdout.write(&table.to_bytes(&board))
    }
}
