//! `evalboard plot`: figures of the board.

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};

use super::values::PictureFormatArgs;
use super::{DataArgs, LookArgs, Session};
use crate::board::Board;
use crate::error::{Error, Result, Warnings, nearest, printable};
use crate::output::{Family, Format, Target, refuse_inputs};
use crate::picture::Options;
use crate::plot::{Choices, Expense, PLOTS, Plot};

/// What `--help` says first.
pub(super) const ABOUT: &str = "Draws a figure of the leaderboard as SVG, PNG or PDF, for a paper \
                                or a model card.\n\n\
        A figure has the fonts, themes and options of the board's picture. Where the \
        data lack what it needs, an error says what.";

/// The arguments of `evalboard plot`.
#[derive(Debug, Args)]
#[command(next_help_heading = "Plot")]
#[command(after_long_help = "Examples:\n  \
        evalboard plot tradeoff results.csv -o tradeoff.svg\n  \
        evalboard plot scaling dataset.json -o tasks.svg --by task\n  \
        evalboard plot ranks dataset.json -o ranks.pdf --groups top --theme dark\n  \
        evalboard plot profile results.csv -o profile.png --model 'Some Model'\n  \
        evalboard plot correlation results.csv -o tasks.svg")]
pub struct PlotArgs {
    /// What to draw
    #[arg(value_name = "PLOT", value_parser = plots(), help_heading = None::<&str>)]
    pub plot: &'static Plot,
    /// Whose profile to draw, by name or key [default: the first of the board]
    #[arg(long, value_name = "NAME")]
    pub model: Option<String>,
    /// What a tradeoff sets the score against [default: tokens]
    #[arg(long, value_name = "WHAT")]
    pub x: Option<Expense>,
    /// Draw several plots by level side by side
    #[arg(long, value_name = "WHAT")]
    pub by: Option<By>,
    /// File to write (plot.svg, plot.png, plot.pdf), or - for standard output
    #[arg(long, short, value_name = "FILE", help_heading = "Picture")]
    pub output: String,
    /// Its format.
    #[command(flatten)]
    pub format: PictureFormatArgs,
    /// How it looks.
    #[command(flatten)]
    pub look: LookArgs,
    /// What to draw it of.
    #[command(flatten)]
    pub data: DataArgs,
}

impl PlotArgs {
    pub(super) fn run(mut self, session: &Session) -> Result<()> {
        self.look.scale = self.data.reading.take_picture_scale();
        self.check()?;
        let picture = Family::Pictures.writer_of(self.format.to, &self.output, Format::picture)?;
        self.look.check(picture)?;
        let fonts = self.look.paint.fonts()?;
        let branded = self.look.brand.on(Options::default(), session)?;
        let board = self.data.board(session)?;
        let target = Target::parse(&self.output);
        refuse_inputs([&target], self.data.files(&board).chain(self.look.files()))?;
        let choices = Choices {
            look: self.look.options(self.look.paint.theme(), picture, branded),
            model: self.model(&board)?,
            expense: self.x.unwrap_or_default(),
            by_task: self.by.is_some(),
        };
        let scene = self.plot.scene(&board, &fonts, &choices)?;
        let mut warnings = Warnings::default();
        let file = &self.output;
        self.look
            .write(scene, picture, &fonts, file, &mut warnings)?;
        session.detail(&format!("wrote {}", self.output));
        session.warnings(&warnings);
        Ok(())
    }

    /// Refuses options that do not fit together.
    fn check(&self) -> Result<()> {
        let given = [
            ("--model", self.model.is_some()),
            ("--x", self.x.is_some()),
            ("--by", self.by.is_some()),
        ];
        for (option, _) in given.into_iter().filter(|(_, is_given)| *is_given) {
            if self.plot.option != Some(option) {
                let of = PLOTS.iter().find(|plot| plot.option == Some(option));
                let of = of.map_or("another plot", |plot| plot.id);
                return Err(Error::Arguments(format!("{option} is for `plot {of}`")));
            }
        }
        Ok(())
    }

    /// Index of the model that is asked for.
    fn model(&self, board: &Board) -> Result<Option<usize>> {
        let Some(name) = &self.model else {
            return Ok(None);
        };
        let mut entries = board.entries.iter();
        if let Some(ix) = entries.position(|entry| entry.label == *name || entry.key == *name) {
            return Ok(Some(ix));
        }
        let labels = board.entries.iter().map(|entry| entry.label.as_str());
        let hint = match nearest(name, labels) {
            Some(known) => format!("; did you mean '{}'?", printable(known, 80)),
            None => String::new(),
        };
        let name = printable(name, 80);
        let problem = format!("--model: the board shows no model '{name}'{hint}");
        Err(Error::Arguments(problem))
    }
}

/// What a plot by level has areas of its own for.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum By {
    /// One for each task
    Task,
}

/// Takes the id of a plot; the help lists all.
fn plots() -> impl TypedValueParser<Value = &'static Plot> {
    let values = PLOTS
        .iter()
        .map(|plot| PossibleValue::new(plot.id).help(plot.about));
    PossibleValuesParser::new(values).try_map(|id| Plot::named(&id).ok_or("no such plot"))
}
