//! `evalboard render`: the board as a picture.

use std::path::Path;

use clap::{Args, ValueEnum};

use super::filters::positive;
use super::paint::{self, LayoutArgs, PaintArgs};
use super::values::PictureFormatArgs;
use super::{BrandArgs, DataArgs, Session};
use crate::board::{Board, PER_PAGE, Page};
use crate::drawing::scene::Scene;
use crate::drawing::text::Fonts;
use crate::drawing::{EncodeOptions, encode};
use crate::emit::embed;
use crate::error::{Error, Result, Warnings};
use crate::output::{Family, Format, Picture, Target, refuse_inputs};
use crate::picture::theme::Theme;
use crate::picture::{Background, Options, scene};

/// What `--help` says first.
pub(super) const ABOUT: &str = "Draws the leaderboard as SVG, PNG or PDF: for a README, a paper, \
                                a slide.\n\n\
        One row for each model and level. A cell is filled from the left by accuracy; the \
        cross-hatch over it is as wide as the truncated share of the responses; the whisker is \
        the 95 % interval. The file's ending chooses the format. Texts are drawn \
        as outlines of the embedded font, and a PDF embeds it: the picture looks the same \
        everywhere.";

/// The arguments of `evalboard render`.
#[derive(Debug, Args)]
#[command(next_help_heading = "Picture")]
#[command(after_long_help = "Examples:\n  \
        evalboard render results.csv -o board.svg\n  \
        evalboard render dataset.json -o board.png --width 1600 --theme dark\n\n  \
        Light and dark, and the HTML for a README:\n  \
        evalboard render dataset.json -o board.svg --pair\n\n  \
        A file for each page of ten models:\n  \
        evalboard render dataset.json -o 'board-{page}.svg'\n\n  \
        For the column of a paper:\n  \
        evalboard render data.csv -o col.pdf --columns model,score --no-legend")]
pub struct RenderArgs {
    /// File to write (board.svg, board.png, board.pdf), or - for standard output; {page} writes
    /// every page
    #[arg(long, short, value_name = "FILE")]
    pub output: String,
    /// Its format.
    #[command(flatten)]
    pub format: PictureFormatArgs,
    /// Draw only this page
    #[arg(long, value_name = "N", value_parser = positive)]
    pub page: Option<usize>,
    /// Models a page, for --page and {page} [default: 10]
    #[arg(long, value_name = "N", value_parser = positive)]
    pub per_page: Option<usize>,
    /// Write both themes (FILE and FILE-dark) and print the HTML that a README needs
    #[arg(long, conflicts_with = "theme")]
    pub pair: bool,
    /// How rows and columns stand.
    #[command(flatten)]
    pub layout: LayoutArgs,
    /// How it looks.
    #[command(flatten)]
    pub look: LookArgs,
    /// What to draw.
    #[command(flatten)]
    pub data: DataArgs,
}

/// How a picture looks.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Look")]
pub struct LookArgs {
    /// Colours and fonts.
    #[command(flatten)]
    pub paint: PaintArgs,
    /// Background: theme, none (transparent), or a colour like '#ffffff'
    #[arg(long, value_name = "COLOUR", default_value = "theme")]
    #[arg(value_parser = background, conflicts_with = "transparent")]
    pub background: Background,
    /// Size, as a factor: what a number behind `--scale` says.
    #[arg(skip)]
    pub scale: Option<f64>,
    /// Size, as a width in px
    #[arg(long, value_name = "PX", value_parser = positive)]
    pub width: Option<usize>,
    /// Title, in place of the data's; '' for none
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,
    /// Leave out the legend
    #[arg(long)]
    pub no_legend: bool,
    /// Texts of an SVG: outlines look the same everywhere, live ones can be selected and edited
    #[arg(long, value_name = "KIND", default_value = "outlines")]
    pub text: TextKind,
    /// Leave out the tooltips of an SVG, which an <img> does not show
    #[arg(long)]
    pub no_tooltips: bool,
    /// Logo and lines of text.
    #[command(flatten)]
    pub brand: BrandArgs,
}

/// What becomes of the texts of an SVG.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TextKind {
    /// Outlines of the embedded font.
    Outlines,
    /// `<text>`, drawn with the viewer's fonts.
    Live,
}

/// Scale of pixels: sharp on today's screens.
const SHARP: f64 = 2.0;

/// Pixels above which a picture keeps its plain size where none is asked for.
const MOST_PIXELS: f64 = 60e6;

/// Smallest size of a text in px that is easily read.
const READABLE: f64 = 9.0;

/// Where the number of the page stands in a file's name.
const PAGE: &str = "{page}";

impl RenderArgs {
    pub(super) fn run(mut self, session: &Session) -> Result<()> {
        self.look.scale = self.data.reading.take_picture_scale();
        let picture = Family::Pictures.writer_of(self.format.to, &self.output, Format::picture)?;
        let every_page = self.output.contains(PAGE);
        self.check(picture, every_page)?;
        let fonts = self.look.paint.fonts()?;
        let branded = self.look.brand.on(Options::default(), session)?;
        let board = self.data.board(session)?;
        let themes: &[Theme] = match self.pair {
            true => &Theme::ALL,
            false => &[self.look.paint.theme()],
        };
        let pages: Vec<(Page<'_>, Vec<String>)> = self
            .pages(&board, every_page)?
            .into_iter()
            .map(|page| {
                let files = themes.iter().map(|theme| self.file(&page, *theme));
                (page, files.collect())
            })
            .collect();
        let files = pages.iter().flat_map(|(_, files)| files);
        let targets: Vec<Target> = files.map(|file| Target::parse(file)).collect();
        refuse_inputs(&targets, self.data.files(&board).chain(self.look.files()))?;
        let mut warnings = Warnings::default();
        for (page, files) in &pages {
            for (theme, file) in themes.iter().zip(files) {
                let branded = self.layout.on(branded.clone());
                let mut options = self.look.options(*theme, picture, branded);
                // The snippet's <img> shows none.
                options.no_tooltips |= self.pair;
                let scene = scene(page, &fonts, &options);
                self.look
                    .write(scene, picture, &fonts, file, &mut warnings)?;
                session.detail(&format!("wrote {file}"));
            }
            if let [light, dark] = files.as_slice() {
                let snippet = embed::picture(light, Some(dark), &page.alt_text());
                Target::Stdout.write(snippet.as_bytes())?;
            }
        }
        session.warnings(&warnings);
        Ok(())
    }

    fn check(&self, picture: &Picture, every_page: bool) -> Result<()> {
        self.look.check(picture)?;
        let problem = if self.output == "-" && self.pair {
            "--pair writes two files: name one with --output"
        } else if self.pair && !picture.is_for_web {
            "--pair is for web pages, which cannot show a PDF: name an .svg or .png with --output"
        } else if every_page && self.page.is_some() {
            "--page draws one page and {page} in the file name draws all of them: use one of the \
             two"
        } else if self.per_page.is_some() && self.page.is_none() && !every_page {
            "--per-page needs --page, or {page} in the file name"
        } else {
            return Ok(());
        };
        Err(Error::Arguments(problem.to_owned()))
    }

    fn pages<'a>(&self, board: &'a Board, every_page: bool) -> Result<Vec<Page<'a>>> {
        let per_page = self.per_page.unwrap_or(PER_PAGE);
        let of = board.pages(per_page);
        match self.page {
            Some(number) => match board.page(number, per_page) {
                Some(page) => Ok(vec![page]),
                None => Err(Error::Arguments(format!(
                    "there is no page {number}: at {per_page} models a page, the last is {of}"
                ))),
            },
            None if every_page => Ok((1..=of)
                .filter_map(|number| board.page(number, per_page))
                .collect()),
            None => Ok(vec![board.whole()]),
        }
    }

    /// The file of a page in a theme.
    fn file(&self, page: &Page<'_>, theme: Theme) -> String {
        let file = self.output.replace(PAGE, &page.number.to_string());
        match self.pair && theme == Theme::Dark {
            true => embed::dark_sibling(Path::new(&file))
                .to_string_lossy()
                .into_owned(),
            false => file,
        }
    }
}

impl LookArgs {
    /// Refuses options that do not fit together, or not to the format of the picture.
    pub(super) fn check(&self, picture: &Picture) -> Result<()> {
        let problem = if self.scale.is_some() && self.width.is_some() {
            "--scale N and --width both give the size: use one of them"
        } else if self.text == TextKind::Live && !picture.has_live_text {
            "--text live is for SVG only: a PDF always has text, a PNG never"
        } else {
            return Ok(());
        };
        Err(Error::Arguments(problem.to_owned()))
    }

    /// The fonts and the logo that are read.
    pub fn files(&self) -> impl Iterator<Item = &Path> {
        self.paint.files().chain(self.brand.files())
    }

    /// As the library takes them, on top of what is `branded`.
    pub fn options(&self, theme: Theme, picture: &Picture, branded: Options) -> Options {
        Options {
            theme,
            title: self.title.clone(),
            no_legend: self.no_legend,
            no_tooltips: self.no_tooltips || !picture.has_tooltips,
            ..self.paint.on(Options {
                background: self.background,
                ..branded
            })
        }
    }

    /// Writes a scene as a picture; what is hard to read in it becomes warnings.
    ///
    /// # Errors
    /// Where it cannot be encoded, or the file not be written.
    pub fn write(
        &self,
        scene: Scene,
        picture: &Picture,
        fonts: &Fonts,
        file: &str,
        warnings: &mut Warnings,
    ) -> Result<()> {
        note_lacking(&scene, fonts, warnings);
        self.note_small(&scene, warnings);
        let options = self.encode_options(&scene, picture);
        let bytes = encode(&scene, fonts, picture.encoding, options)?;
        // The many parts of a large scene are given back while the file is written.
        rayon::join(|| Target::parse(file).write(&bytes), || drop(scene)).0
    }

    /// How a scene becomes a file. Pixels are drawn at twice the size unless a size is asked for.
    fn encode_options(&self, scene: &Scene, picture: &Picture) -> EncodeOptions {
        let is_huge = scene.width * scene.height * SHARP * SHARP > MOST_PIXELS;
        let usual = match picture.has_pixels && !is_huge {
            true => SHARP,
            false => 1.0,
        };
        EncodeOptions {
            scale: match self.width {
                Some(width) => width as f64 / scene.width,
                None => self.scale.unwrap_or(usual),
            },
            live_text: self.text == TextKind::Live,
        }
    }

    /// Notes texts that are too small to be read at the width that is asked for.
    fn note_small(&self, scene: &Scene, warnings: &mut Warnings) {
        let Some(width) = self.width else { return };
        let sizes = scene.texts().into_iter().map(|text| text.size);
        let smallest = sizes.fold(f64::MAX, f64::min);
        let shown = smallest * width as f64 / scene.width;
        if shown < READABLE && smallest < f64::MAX {
            let enough = (READABLE * scene.width / smallest).ceil();
            warnings.push(
                "texts are smaller than 9 px and hard to read; --layout wrap, fewer --tasks or \
                 --columns help, or a larger --width",
                format!("{shown:.1} px at --width {width}, 9 px from --width {enough} on"),
            );
        }
    }
}

/// Notes the characters of a scene that no font has.
pub(super) fn note_lacking(scene: &Scene, fonts: &Fonts, warnings: &mut Warnings) {
    if warnings.is_empty() {
        let texts = scene.texts().into_iter().map(|text| text.text.as_str());
        paint::note_lacking(texts, fonts, warnings);
    }
}

fn background(text: &str) -> Result<Background, String> {
    match text {
        "theme" => Ok(Background::Theme),
        "none" => Ok(Background::Transparent),
        colour => colour.parse().map(Background::Colour),
    }
}
