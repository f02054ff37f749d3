//! The pages of [`crate::page`] as static files: every page of the board, of each single filter
//! value, and of each model.
//!
//! Links are relative, so that a site opens from a folder and from any path of a host. A list in
//! the folder says which files are the site's: a later one replaces those and leaves everything
//! else alone.
//!
//! Filters by group, level, task and model say what is published: no other is in the site, nor a
//! name of an input file, and the choices of its pages are among what is left. (To a server they
//! are the first view, from which readers go on.)

mod names;
mod place;

use std::ops::ControlFlow;
use std::path::Path;

use crate::board::{Board, Facet, Facets, Selection};
use crate::dataset::Dataset;
use crate::drawing::text::Fonts;
use crate::error::Result;
use crate::output::Format;
use crate::page::view::View;
use crate::page::{Addresses, Asset, Look, Pages, PlotFile, ViewFile};
use crate::picture::theme::Theme;
use crate::plot::{Choices, Plot, Subject};
use crate::stats::ScoreKind;

use names::Names;
use place::Staged;

/// Where model pages are.
const MODELS: &str = "model";

/// Where plots are.
const PLOTS: &str = "plot";

/// The page that lists all models.
const LIST: &str = "models.html";

/// How to write a site.
#[derive(Debug, Clone)]
pub struct Options {
    /// What is published, and the choices of the first page.
    pub start: Selection,
    /// How pages and their pictures look.
    pub look: Look,
}

/// What was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Written {
    /// Files of the site.
    pub files: usize,
    /// Files of an earlier site that are gone.
    pub removed: usize,
}

/// Writes the site of `dataset` into `folder`. `progress` is told the share that is done; where it
/// breaks, nothing is written, and `None` returned.
///
/// # Errors
/// Where the filters of the start name what is not there, and where a file cannot be written or
/// would take the place of one that no earlier site wrote; an earlier site then stays as it was.
pub fn write(
    dataset: &Dataset,
    options: &Options,
    folder: &Path,
    progress: &dyn Fn(f64) -> ControlFlow<()>,
) -> Result<Option<Written>> {
    let part = options.start.part_of(dataset)?;
    let options = &Options {
        start: options.start.without_lists(),
        ..options.clone()
    };
    let site = Site::new(&part, options)?;
    let mut staged = Staged::beside(folder)?;
    for asset in Asset::ALL {
        staged.add(asset.name(), &asset.content(options.look.pictures.palette))?;
    }
    let fonts = Fonts::with(&options.look.fonts)?;
    site.models(&fonts, &mut staged)?;
    for plot in Plot::about(Subject::Board) {
        site.plot(plot, None, &fonts, &mut staged)?;
    }
    for (ix, (view, board, stem)) in site.views.iter().enumerate() {
        site.view(view, board, stem, &fonts, &mut staged)?;
        if progress((ix + 1) as f64 / site.views.len() as f64).is_break() {
            return Ok(None);
        }
    }
    staged.publish(dataset.files()).map(Some)
}

/// All that is to be written.
struct Site<'a> {
    options: &'a Options,
    facets: Facets,
    /// First pages with their boards, and the names of their files without ending.
    views: Vec<(View, Board, String)>,
    /// Names of their files by their queries.
    names: Names,
    /// Names of the pages of models by their keys.
    models: Names,
}

impl<'a> Site<'a> {
    fn new(dataset: &Dataset, options: &'a Options) -> Result<Self> {
        let facets = Facets::of(dataset);
        let start = View::of(options.start.clone());
        let (mut names, mut models) = (Names::default(), Names::default());
        let board = Board::new(dataset, &start.selection)?;
        let mut views = vec![(
            start.clone(),
            board,
            names.add(&start.query(&options.start), "index"),
        )];
        for (view, name) in single_choices(&start, &facets) {
            let query = view.query(&options.start);
            // What the start chooses already has its page.
            if names.of(&query).is_some() {
                continue;
            }
            if let Ok(board) = Board::new(dataset, &view.selection) {
                let stem = names.add(&query, &name);
                views.push((view, board, stem));
            }
        }
        for entry in &views[0].1.entries {
            models.add(&entry.key, &entry.label);
        }
        Ok(Site {
            options,
            facets,
            views,
            names,
            models,
        })
    }

    fn pages<'p>(&'p self, addresses: &'p Static<'p>) -> Pages<'p> {
        Pages {
            start: &self.options.start,
            facets: &self.facets,
            addresses,
            theme: self.options.look.theme,
            problem: None,
        }
    }

    fn addresses(&self, up: &'static str) -> Static<'_> {
        Static {
            up,
            start: &self.options.start,
            names: &self.names,
            models: &self.models,
            views: &self.views,
        }
    }

    /// The page of each model, and their list.
    fn models(&self, fonts: &Fonts, staged: &mut Staged) -> Result<()> {
        let (view, board, _) = &self.views[0];
        let addresses = self.addresses("../");
        for (ix, entry) in board.entries.iter().enumerate() {
            let page = self.pages(&addresses).model(board, ix, view);
            if let (Some(page), Some(name)) = (page, self.models.of(&entry.key)) {
                staged.add(&format!("{MODELS}/{name}.html"), page.as_bytes())?;
            }
            for plot in Plot::about(Subject::Model) {
                self.plot(plot, Some(ix), fonts, staged)?;
            }
        }
        let addresses = self.addresses("./");
        let list = self.pages(&addresses).models(board, view);
        staged.add(LIST, list.as_bytes())
    }

    /// The files of a plot of the first view, or of one of its models.
    fn plot(
        &self,
        plot: &'static Plot,
        model: Option<usize>,
        fonts: &Fonts,
        staged: &mut Staged,
    ) -> Result<()> {
        let (view, board, _) = &self.views[0];
        let choices = Choices {
            model,
            ..Choices::default()
        };
        if plot.lacks(board, &choices).is_some() {
            return Ok(());
        }
        let key = model.map(|ix| board.entries[ix].key.as_str());
        let root = self.addresses("");
        for file in PlotFile::all().filter(|file| file.plot == plot) {
            let themes: &[Option<Theme>] = match self.options.look.theme {
                Some(_) => &[None],
                None => &[None, Some(Theme::Dark)],
            };
            for &theme in themes {
                let themed = view.with(|view| view.theme = theme);
                if let Some(name) = root.plot(file, key, &themed) {
                    let look = &self.options.look.pictures;
                    let content = file.content(board, model, &themed, look, fonts)?;
                    staged.add(&name, &content)?;
                }
            }
        }
        Ok(())
    }

    /// All pages of a view, and its files.
    fn view(
        &self,
        view: &View,
        board: &Board,
        stem: &str,
        fonts: &Fonts,
        staged: &mut Staged,
    ) -> Result<()> {
        let addresses = self.addresses("./");
        let pages = self.pages(&addresses);
        for number in 1.. {
            let Some(page) = pages.board(board, &view.at_page(number)) else {
                break;
            };
            staged.add(&page_name(stem, number), page.as_bytes())?;
        }
        for file in ViewFile::all() {
            if let Some(content) = file.content(board, view, &self.options.look.pictures, fonts)? {
                staged.add(&file_name(stem, file), &content)?;
            }
        }
        Ok(())
    }
}

/// The views with one choice other than those of `start`, each with a name.
fn single_choices(start: &View, facets: &Facets) -> Vec<(View, String)> {
    let mut views = Vec::new();
    let mut add = |what: &str, value: &str, choose: &dyn Fn(&mut Selection)| {
        let mut view = start.clone();
        choose(&mut view.selection);
        views.push((view, format!("{what}-{value}")));
    };
    for (word, facets, list) in facets.lists() {
        for Facet { label, .. } in facets {
            add(word.trim_end_matches('s'), label, &|selection| {
                *list(selection) = vec![label.clone()]
            });
        }
    }
    for score in ScoreKind::ALL {
        add("score", score.word(), &|selection| selection.score = score);
    }
    views
}

fn page_name(stem: &str, number: usize) -> String {
    match number {
        1 => format!("{stem}.html"),
        number => format!("{stem}-{number}.html"),
    }
}

fn file_name(stem: &str, file: ViewFile) -> String {
    format!("{stem}.{}", file.format.ending())
}

/// Addresses of files.
struct Static<'a> {
    /// The way from this page to the site's folder.
    up: &'static str,
    start: &'a Selection,
    names: &'a Names,
    models: &'a Names,
    views: &'a [(View, Board, String)],
}

impl Static<'_> {
    /// The files of a view, whatever its page; `None` where it has none.
    fn stem(&self, view: &View) -> Option<&str> {
        let first = View {
            page: 1,
            page_named: false,
            ..view.clone()
        };
        self.names.of(&first.query(self.start))
    }
}

impl Addresses for Static<'_> {
    fn view(&self, view: &View) -> Option<String> {
        let stem = self.stem(view)?;
        let (_, board, _) = self.views.iter().find(|(_, _, own)| own == stem)?;
        board.page(view.page, view.per_page)?;
        Some(format!("{}{}", self.up, page_name(stem, view.page)))
    }

    fn model(&self, key: &str, _: &View) -> Option<String> {
        let name = self.models.of(key)?;
        Some(format!("{}{MODELS}/{name}.html", self.up))
    }

    fn file(&self, file: ViewFile, view: &View) -> Option<String> {
        let stem = self.stem(view)?;
        Some(format!("{}{}", self.up, file_name(stem, file)))
    }

    /// The first view has plots in all formats, its models as SVG only; dark ones are shown, so
    /// that they are SVG, too.
    fn plot(&self, file: PlotFile, model: Option<&str>, view: &View) -> Option<String> {
        let is_dark = view.theme == Some(Theme::Dark);
        let plain = view.with(|view| view.theme = None);
        let is_first = self.stem(&plain)? == self.views[0].2;
        let has_file = *file.format == Format::SVG || !is_dark && model.is_none();
        if !is_first || !has_file {
            return None;
        }
        let dark = if is_dark { "dark/" } else { "" };
        let model = match model {
            Some(key) => format!("/{}", self.models.of(key)?),
            None => String::new(),
        };
        let (id, ending) = (file.plot.id, file.format.ending());
        Some(format!("{}{PLOTS}/{dark}{id}{model}.{ending}", self.up))
    }

    fn asset(&self, asset: Asset) -> String {
        format!("{}{}", self.up, asset.name())
    }

    fn is_served(&self) -> bool {
        false
    }

    fn models(&self) -> Option<String> {
        Some(format!("{}{LIST}", self.up))
    }
}
