//! The project file on the command line: it is found, and what it says becomes the defaults of the
//! options, so that every option that is given wins over it.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::builder::ArgPredicate;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{ArgMatches, Command, CommandFactory, FromArgMatches};
use glob::Pattern;

use super::Cli;
use crate::board::AccuracyKind;
use crate::error::{Error, Result, printable};
use crate::input::near_path;
use crate::picture::palette::Palette;
use crate::picture::theme::Theme;
use crate::picture::{Arrangement, Density};
use crate::project::Project;
use crate::stats::ScoreKind;

/// The options that name the project file and the data, by id.
const CONFIG: &str = "config";
const DATA: &str = "data";

impl Cli {
    /// Reads a command line and the project file that belongs to its data. Ends the process where
    /// the command line is none, or asks for help.
    ///
    /// # Errors
    /// Where the project file cannot be read, or several could be meant.
    pub fn read(arguments: impl IntoIterator<Item = OsString>) -> Result<Cli> {
        let mut command = Cli::command();
        let arguments = completed(arguments.into_iter().collect(), &command);
        let matches = match command.try_get_matches_from_mut(&arguments) {
            Ok(matches) => matches,
            Err(error) => match no_file(&error) {
                Some(problem) => return Err(Error::Arguments(problem)),
                None => error.exit(),
            },
        };
        let chosen = matches.subcommand();
        let Some((name, chosen)) = chosen.filter(|(name, _)| reads_board(&command, name)) else {
            return Ok(Cli::of(&matches));
        };
        let Some(project) = project_of(chosen)? else {
            // Making the command line again takes longer than the rest of the start.
            need_data(name, chosen);
            return Ok(Cli::of(&matches));
        };
        let command = Cli::command().mut_subcommands(|command| with(command, &project));
        let matches = command.try_get_matches_from(&arguments);
        let matches = matches.unwrap_or_else(|error| error.exit());
        if let Some((name, chosen)) = matches.subcommand() {
            need_data(name, chosen);
        }
        Ok(Cli::of(&matches))
    }

    /// What was parsed. Ends the process where a value is none.
    fn of(matches: &ArgMatches) -> Cli {
        Cli::from_arg_matches(matches).unwrap_or_else(|error| error.exit())
    }
}

/// The arguments with what may be left out: `table`, where there is no subcommand but an existing
/// file or folder, or a glob; and a `--table` that no number follows stands alone.
fn completed(mut arguments: Vec<OsString>, command: &Command) -> Vec<OsString> {
    let first = (1..arguments.len()).find(|at| {
        let text = arguments[*at].to_string_lossy();
        text == "-" || !text.starts_with('-')
    });
    if let Some(at) = first {
        let text = arguments[at].to_string_lossy();
        let is_command = text == "help" || command.find_subcommand(&*text).is_some();
        let is_data = || text == "-" || text.contains(['*', '?', '[']) || text.contains("://");
        if !is_command && (is_data() || Path::new(&arguments[at]).exists()) {
            arguments.insert(at, "table".into());
        }
    }
    // The table that `query` reads is named.
    let is_query = arguments.get(1).is_some_and(|command| command == "query");
    for at in (1..arguments.len()).filter(|_| !is_query) {
        let next = arguments.get(at + 1).map(|next| next.to_string_lossy());
        let is_number = next.is_some_and(|next| next.parse::<usize>().is_ok());
        if arguments[at] == "--table" && !is_number {
            arguments[at] = "--table=0".into();
        }
    }
    arguments
}

fn is_for_boards(command: &Command) -> bool {
    let mut arguments = command.get_arguments();
    arguments.any(|argument| argument.get_id() == CONFIG)
}

/// Whether the subcommand `name` reads a board. (What was parsed does not tell: asked for an option
/// that a command does not have, clap answers "not given" where debug assertions are off.)
fn reads_board(command: &Command, name: &str) -> bool {
    command.find_subcommand(name).is_some_and(is_for_boards)
}

/// Ends the process where the command `name`, which reads a board, has no data, from nowhere.
fn need_data(name: &str, matches: &ArgMatches) {
    if matches.get_many::<String>(DATA).is_none() {
        let mut command = Cli::command();
        command.build();
        let own = command.find_subcommand_mut(name);
        let problem = "DATA is missing: name result files, or let `inputs` of evalboard.toml do so";
        own.unwrap_or(&mut Cli::command())
            .error(ErrorKind::MissingRequiredArgument, problem)
            .exit();
    }
}

/// What is wrong with a word that is no command, where it looks like a file that is not there.
fn no_file(error: &clap::Error) -> Option<String> {
    let Some(ContextValue::String(word)) = error.get(ContextKind::InvalidSubcommand) else {
        return None;
    };
    let path = Path::new(word);
    let is_path = path.extension().is_some() || path.components().count() > 1;
    let is_slip = error.get(ContextKind::SuggestedSubcommand).is_some();
    let near = near_path(path);
    if !is_path && (is_slip || near.is_none()) {
        return None;
    }
    let hint = near.map_or_else(String::new, |near| format!("; did you mean {near}?"));
    let word = printable(word, 200);
    Some(format!("{word} is no command and no file here{hint}"))
}

/// The project file of a command that reads a board.
fn project_of(matches: &ArgMatches) -> Result<Option<Project>> {
    let file = match matches.get_one::<PathBuf>(CONFIG) {
        Some(file) => Some(file.clone()),
        None => {
            let data = matches.get_many::<String>(DATA).unwrap_or_default();
            Project::find(&data.cloned().collect::<Vec<_>>())?
        }
    };
    file.map(|file| Project::read(&file)).transpose()
}

/// A command with the options of `project` as defaults, of those that it has.
fn with(command: Command, project: &Project) -> Command {
    if !is_for_boards(&command) {
        return command;
    }
    let text = |text: &Option<String>| text.iter().cloned().collect::<Vec<_>>();
    let word = |word: Option<&'static str>| word.map(str::to_owned).into_iter().collect();
    let logo = project.logo.as_deref();
    let logo = logo.map(|logo| path(project.folder(), logo));
    let map = project.map.iter();
    // A terminal has its own ground.
    let theme = project.theme.filter(|_| command.get_name() != "table");
    let defaults: [(&str, Vec<String>); 13] = [
        (CONFIG, vec![project.file.to_string_lossy().into_owned()]),
        (DATA, inputs(project)),
        ("subtitle", text(&project.subtitle)),
        ("footer", text(&project.footer)),
        ("logo", text(&logo)),
        ("theme", word(theme.map(Theme::word))),
        ("palette", word(project.palette.map(Palette::word))),
        ("layout", word(project.layout.map(Arrangement::word))),
        ("density", word(project.density.map(Density::word))),
        ("columns", project.columns.clone()),
        ("score", word(project.score.map(ScoreKind::word))),
        ("cell", word(project.cell.map(AccuracyKind::word))),
        (
            "map",
            map.map(|(role, column)| format!("{role}={column}"))
                .collect(),
        ),
    ];
    let given = defaults
        .into_iter()
        .filter(|(_, values)| !values.is_empty());
    given.fold(command, |command, (id, values)| {
        default(command, id, values)
    })
}

/// A command in which the option `id`, if it has it, has these values where it is not given.
fn default(command: Command, id: &str, values: Vec<String>) -> Command {
    let has = |id: &str| command.get_arguments().any(|one| one.get_id() == id);
    if !has(id) {
        return command;
    }
    // What a picture bears is refused where none is asked for.
    let is_borne = ["subtitle", "footer", "logo"].contains(&id);
    let picture = ["images", "image"].into_iter().find(|id| has(id));
    command.mut_arg(id, |argument| {
        let argument = argument.hide_default_value(true);
        match (picture.filter(|_| is_borne), values.first()) {
            (Some(picture), Some(value)) => {
                argument.default_value_if(picture, ArgPredicate::IsPresent, value.clone())
            }
            _ => argument.default_values(values),
        }
    })
}

/// What to read, from the working directory.
fn inputs(project: &Project) -> Vec<String> {
    let folder = Pattern::escape(&project.folder().to_string_lossy());
    let inputs = project.inputs.iter();
    inputs
        .map(|input| {
            let plain = path(project.folder(), Path::new(input));
            match Path::new(&plain).exists() || input == "-" {
                true if input == "-" => input.clone(),
                true => plain,
                false => path(Path::new(&folder), Path::new(input)),
            }
        })
        .collect()
}

fn path(folder: &Path, path: &Path) -> String {
    folder.join(path).to_string_lossy().into_owned()
}
