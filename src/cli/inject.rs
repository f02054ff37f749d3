//! `evalboard inject`: the board in a block of a README.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;

use super::pictures::{Files, IllustrationArgs};
use super::{DataArgs, Session};
use crate::board::Board;
use crate::emit::Emit;
use crate::emit::embed::is_address;
use crate::emit::markdown::Leaderboard;
use crate::error::{Error, Place, Result, Warnings, printable};
use crate::inject::{BadMarkers, blocks, replaced};
use crate::output::{Target, refuse_inputs};

/// What `--help` says first.
pub(super) const ABOUT: &str = "Puts the leaderboard into a markdown file, between two lines of \
                                it:\n\n  \
        <!-- evalboard:start -->\n  \
        <!-- evalboard:end -->\n\n\
        What stands between them is replaced, every other byte stays. Running it again changes \
        nothing. A file can have several blocks: <!-- evalboard:start NAME --> and <!-- \
        evalboard:end NAME -->, with --block NAME. Markers in code (fenced, indented, between \
        backticks) are left alone.";

/// The arguments of `evalboard inject`.
#[derive(Debug, Args)]
#[command(next_help_heading = "Block")]
#[command(after_long_help = "Examples:\n  \
        evalboard inject README.md results.csv\n  \
        evalboard inject README.md results.csv --image=docs/board.svg\n\n  \
        For PyPI and crates.io, which need whole addresses:\n  \
        evalboard inject README.md results.csv --image-file docs/board.svg \\\n    \
        --image=https://raw.githubusercontent.com/ME/MINE/main/docs/board.svg\n\n  \
        In CI, fail where the README is out of date:\n  \
        evalboard inject README.md results.csv --check\n\n\
        Exit code: 1 where --check finds the file out of date, 2 on bad markers or bad input, \
        else 0.")]
pub struct InjectArgs {
    /// Markdown file with the markers
    #[arg(value_name = "FILE", help_heading = None::<&str>)]
    file: PathBuf,
    /// Draw PICTURE and its dark sibling (board.svg, board-dark.svg) and insert the HTML that shows
    /// them [default: evalboard.svg beside FILE]; with --theme light or dark, one picture. An
    /// address (https://…) stays as it is in the HTML: --image-file names the file that is
    /// published there
    #[arg(long, value_name = "PICTURE", num_args = 0..=1, require_equals = true)]
    #[arg(default_missing_value = "")]
    image: Option<String>,
    /// File that is drawn where --image is an address
    #[arg(long, value_name = "FILE")]
    image_file: Option<PathBuf>,
    /// Name of the block, if it has one
    #[arg(long, value_name = "NAME", default_value = "")]
    #[arg(hide_default_value = true)]
    block: String,
    /// Write nothing; exit with 1 if the file or its pictures are out of date
    #[arg(long)]
    check: bool,
    /// Digits of an accuracy in the table
    #[arg(long, value_name = "N", default_value_t = 2)]
    #[arg(value_parser = clap::value_parser!(u8).range(1..=6))]
    digits: u8,
    /// How the picture looks.
    #[command(flatten)]
    look: IllustrationArgs,
    /// What to show.
    #[command(flatten)]
    data: DataArgs,
}

impl InjectArgs {
    pub(super) fn run(mut self, session: &Session) -> Result<ExitCode> {
        if self.data.reading.take_bare_table() && self.image.is_some() {
            let problem = "--table and --image cannot be used with each other: use one of them";
            return Err(Error::Arguments(problem.to_owned()));
        }
        let picture = self.picture()?;
        if picture.is_none() {
            self.look.brand.need("--image")?;
        }
        let document = fs::read(&self.file).map_err(Error::reading(&self.file))?;
        // Before the data are read: markers are what goes wrong most.
        self.replaced(&document, "")?;
        let board = self.data.board(session)?;
        let target = Target::File(self.file.clone());
        refuse_inputs([&target], self.files(&board))?;
        let (content, pictures) = match &picture {
            Some(light) => self.draw(&board, light, session)?,
            None => {
                let table = Leaderboard {
                    digits: usize::from(self.digits),
                };
                let table = String::from_utf8_lossy(&table.to_bytes(&board)).into_owned();
                (table, Vec::new())
            }
        };
        let new = self.replaced(&document, &content)?;
        if picture.is_none() && new != document && self.holds_picture(&document) {
            let mut warnings = Warnings::default();
            warnings.push("the block held a picture; --image keeps it", "");
            session.warnings(&warnings);
        }
        // Pictures first: the document never shows what is not there.
        let mut stale = pictures;
        stale.retain(|(target, bytes)| fs::read(target.path()).ok().as_ref() != Some(bytes));
        if new != document {
            stale.push((target, new));
        }
        let names = stale
            .iter()
            .map(|(target, _)| target.path().display().to_string());
        let names = names.collect::<Vec<_>>().join(", ");
        if stale.is_empty() {
            session.detail(&format!("{} is up to date", self.file.display()));
            return Ok(ExitCode::SUCCESS);
        }
        if self.check {
            session.note(&format!("out of date: {names}"));
            return Ok(ExitCode::from(1));
        }
        for (target, bytes) in &stale {
            target.write(bytes)?;
        }
        session.detail(&format!("wrote {names}"));
        Ok(ExitCode::SUCCESS)
    }

    /// The files that are read for `board` and its pictures.
    fn files<'a>(&'a self, board: &'a Board) -> impl Iterator<Item = &'a Path> {
        self.data.files(board).chain(self.look.files())
    }

    /// The light picture to draw, if one is asked for.
    fn picture(&self) -> Result<Option<PathBuf>> {
        let refuse = |problem: String| Err(Error::Arguments(problem));
        let picture = match self.image.as_deref() {
            None if self.image_file.is_some() => {
                return refuse("--image-file needs --image=ADDRESS".to_owned());
            }
            None => return Ok(None),
            Some("") => {
                let plain = |c: char| if c.is_alphanumeric() { c } else { '-' };
                let name: String = self.block.chars().map(plain).collect();
                let dash = if name.is_empty() { "" } else { "-" };
                self.file
                    .with_file_name(format!("evalboard{dash}{name}.svg"))
            }
            Some(address) if is_address(address) => match &self.image_file {
                Some(file) => file.clone(),
                None => {
                    let address = printable(address, 80);
                    let wanted = "name the file that is published there with --image-file";
                    return refuse(format!("--image={address}: {wanted}"));
                }
            },
            Some(named) => PathBuf::from(named),
        };
        if self.image_file.is_some() && self.address().is_none() {
            let problem = "--image-file goes with an address: --image=https://…; a file is named \
                           by --image alone";
            return refuse(problem.to_owned());
        }
        let ending = picture.extension().unwrap_or_default();
        if !ending.eq_ignore_ascii_case("svg") {
            let picture = picture.display();
            return refuse(format!("{picture}: the picture's name must end in .svg"));
        }
        Ok(Some(picture))
    }

    /// The address at which the picture is published, if it is named.
    fn address(&self) -> Option<&str> {
        self.image.as_deref().filter(|image| is_address(image))
    }

    /// The HTML that shows the pictures of the board, and their files.
    fn draw(&self, board: &Board, light: &Path, session: &Session) -> Result<(String, Files)> {
        let mut illustrator = self.look.illustrator(&self.file, session)?;
        illustrator.address = self.address();
        let html = illustrator.board(board, light)?;
        // The document is read, too.
        let read = self.files(board).chain([self.file.as_path()]);
        refuse_inputs(illustrator.targets(), read)?;
        session.warnings(&illustrator.warnings);
        Ok((html, illustrator.files))
    }

    /// Whether the block shows a picture that was drawn for it.
    fn holds_picture(&self, document: &[u8]) -> bool {
        let blocks = blocks(document).unwrap_or_default();
        let mut own = blocks.iter().filter(|block| block.name == self.block);
        own.any(|block| {
            String::from_utf8_lossy(&document[block.inside.clone()]).contains("<picture>")
        })
    }

    fn replaced(&self, document: &[u8], content: &str) -> Result<Vec<u8>> {
        replaced(document, &self.block, content).map_err(|BadMarkers { line, problem }| {
            let place = line.map_or(Place::Whole, Place::Line);
            Error::input(&self.file, place, problem)
        })
    }
}
