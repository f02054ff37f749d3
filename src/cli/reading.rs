//! How to read DATA: the options of every command that reads a board.

use std::num::NonZero;

use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use crate::error::{Error, Result};
use crate::input::{self, FormatId, Mapping, Repeats, ScaleChoice, TableOptions};

/// How to read DATA.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Reading")]
pub struct ReadingArgs {
    /// Read all DATA as this format
    #[arg(long, value_name = "FORMAT", value_parser = formats())]
    pub from: Option<FormatId>,
    /// Skip files that cannot be read, with a warning
    #[arg(long)]
    pub keep_going: bool,
    /// Metric to take as the accuracy, where a harness reports several: `acc`,
    /// `exact_match,flexible-extract` (repeatable; a task takes the first that it has)
    #[arg(long, value_name = "METRIC")]
    pub metric: Vec<String>,
    /// How to read tables.
    #[command(flatten)]
    pub tables: ReadTableArgs,
}

/// How to read tables.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Reading tables")]
pub struct ReadTableArgs {
    /// What columns hold: `accuracy=Score,model=System`; `model=name+precision` joins two; {file}
    /// and {folder} stand for the names of the file and its folder
    #[arg(long, value_name = "ROLE=COLUMN", value_parser = Mapping::parse_list)]
    map: Vec<Vec<Mapping>>,
    /// Scale of the figures, `share` (0 to 1) or `percent`, in all columns or one: `COLUMN=share`
    /// [default: detected]. A number is the size of a picture, as a factor [default: 2 for PNG,
    /// else 1]
    #[arg(long, value_name = "SCALE", value_parser = scale)]
    scale: Vec<ScaleArg>,
    /// What to do with a cell that occurs several times [default: an error]
    #[arg(long, value_name = "HOW", value_parser = repeats())]
    repeats: Option<Repeats>,
    /// Number of trials behind each figure, where the table does not say it
    #[arg(long, value_name = "N")]
    trials: Option<NonZero<u64>>,
    /// Tasks (globs) where less is better: shown and scored as 1 - value
    #[arg(long, value_name = "TASKS", value_delimiter = ',')]
    lower_is_better: Vec<String>,
    /// Which table of a Markdown file, counted from 1 [default: the first that reads as a board].
    /// `inject --table`, without a number, inserts a table
    #[arg(long, value_name = "N", num_args = 0..=1, default_missing_value = "0")]
    table: Option<usize>,
    /// Swap rows and columns before reading
    #[arg(long)]
    transpose: bool,
}

/// What `--scale` can say.
#[derive(Debug, Clone)]
enum ScaleArg {
    /// The scale of figures.
    Figures(ScaleChoice),
    /// The size of a picture.
    Picture(f64),
}

fn scale(text: &str) -> std::result::Result<ScaleArg, String> {
    match text.parse::<f64>() {
        Ok(factor) if (0.05..=20.0).contains(&factor) => Ok(ScaleArg::Picture(factor)),
        Ok(_) => Err("a factor from 0.05 to 20".to_owned()),
        Err(_) => ScaleChoice::parse(text).map(ScaleArg::Figures),
    }
}

impl ReadingArgs {
    /// Takes out the size of a picture that a number behind `--scale` gives, as a factor. Where
    /// nobody takes it, it is an error.
    pub fn take_picture_scale(&mut self) -> Option<f64> {
        let scale = self.picture_scale();
        let scales = &mut self.tables.scale;
        scales.retain(|scale| matches!(scale, ScaleArg::Figures(_)));
        scale
    }

    fn picture_scale(&self) -> Option<f64> {
        let mut scales = self.tables.scale.iter().rev();
        scales.find_map(|scale| match scale {
            ScaleArg::Picture(factor) => Some(*factor),
            ScaleArg::Figures(_) => None,
        })
    }

    /// Takes out a `--table` that stands alone. Where nobody takes it, it is an error.
    pub fn take_bare_table(&mut self) -> bool {
        let is_bare = self.tables.table == Some(0);
        self.tables.table = self.tables.table.filter(|ordinal| *ordinal > 0);
        is_bare
    }

    /// As the library takes them; `tasks` are those that the command line asks for.
    ///
    /// # Errors
    /// Where `--scale` or `--table` say what the command does not do.
    pub fn options(&self, tasks: &[String]) -> Result<input::Options> {
        let tables = &self.tables;
        if let Some(factor) = self.picture_scale() {
            return Err(Error::Arguments(format!(
                "--scale {factor} is the size of a picture, and none is drawn here: `render` \
                 and `plot` do; for figures it is --scale share or --scale percent"
            )));
        }
        if tables.table == Some(0) {
            let problem = "--table needs the number of a table of a Markdown file: --table 2";
            return Err(Error::Arguments(problem.to_owned()));
        }
        let scales = tables.scale.iter().filter_map(|scale| match scale {
            ScaleArg::Figures(choice) => Some(choice),
            ScaleArg::Picture(_) => None,
        });
        Ok(input::Options {
            from: self.from,
            keep_going: self.keep_going,
            metrics: input::Metrics::new(self.metric.clone()),
            tables: TableOptions {
                map: tables.map.concat(),
                scale: scales.cloned().collect(),
                repeats: tables.repeats,
                trials: tables.trials.map(NonZero::get),
                lower_is_better: tables.lower_is_better.clone(),
                table: tables.table,
                transpose: tables.transpose,
                tasks: tasks.to_vec(),
                ..TableOptions::default()
            },
        })
    }
}

/// Takes the identifier of a format; the help lists all.
fn formats() -> impl TypedValueParser<Value = FormatId> {
    let values = FormatId::all().map(|format| PossibleValue::new(format.id()));
    PossibleValuesParser::new(values)
        .try_map(|id| FormatId::named(&id).ok_or("not a known input format"))
}

fn repeats() -> impl TypedValueParser<Value = Repeats> {
    let value = |word: &'static str, help: &'static str| PossibleValue::new(word).help(help);
    PossibleValuesParser::new([
        value("pool", "add up the counts"),
        value(
            "mean",
            "take the mean of the accuracies, with its standard error",
        ),
        value("first", "keep the first"),
        value("last", "keep the last"),
    ])
    .map(|word| match word.as_str() {
        "pool" => Repeats::Pool,
        "mean" => Repeats::Mean,
        "first" => Repeats::First,
        _ => Repeats::Last,
    })
}
