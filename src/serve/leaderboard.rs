//! The leaderboard as it is served: the latest good data, and what has been made of them so far.

use std::sync::{Arc, PoisonError, RwLock};

use hyper::StatusCode;
use quick_cache::Weighter;
use quick_cache::sync::Cache;

use super::answer::Answer;
use super::route::{Route, up};
use super::{BasePath, Options};
use crate::board::{Board, Facets, Scored, Selection, Sort};
use crate::dataset::Dataset;
use crate::drawing::text::Fonts;
use crate::error::{Error, Result, Warnings};
use crate::page::view::{LONGEST_QUERY, View, read_query};
use crate::page::{Addresses, Asset, Look, Pages, PlotFile, ViewFile, model_segment};
use crate::rank::Comparisons;

/// Memory for finished answers, in bytes.
const ANSWERS: u64 = 20 << 20;

/// Memory for boards, in cells; a cell takes some 400 bytes.
const BOARD_CELLS: u64 = 20_000;

/// Most models of which all are kept scored and compared, at 8 bytes a pair.
const SCORED_MODELS: usize = 500;

/// What is served.
pub(super) struct Leaderboard {
    start: Selection,
    look: Look,
    base_path: BasePath,
    fonts: Fonts,
    edition: RwLock<Arc<Edition>>,
}

/// One state of the data with all that was made of it. When the data change, all of it goes.
pub(super) struct Edition {
    dataset: Arc<Dataset>,
    facets: Facets,
    /// Why these are not the latest data.
    problem: Option<String>,
    boards: Cache<String, Arc<Board>, ByCells>,
    /// All models scored and compared: what views of some groups or models have in common.
    scored: Cache<String, Arc<Scored>>,
    /// All models compared: what views of the same cells by the same score have in common.
    comparisons: Cache<String, Arc<Comparisons>>,
    answers: Cache<String, Arc<Answer>, ByBytes>,
}

#[derive(Debug, Clone)]
struct ByBytes;

impl Weighter<String, Arc<Answer>> for ByBytes {
    fn weight(&self, key: &String, answer: &Arc<Answer>) -> u64 {
        (key.len() + answer.weight()) as u64
    }
}

#[derive(Debug, Clone)]
struct ByCells;

impl Weighter<String, Arc<Board>> for ByCells {
    fn weight(&self, _: &String, board: &Arc<Board>) -> u64 {
        (board.rows().count() * board.tasks.len() + 50) as u64
    }
}

impl Edition {
    fn new(dataset: Arc<Dataset>, problem: Option<String>) -> Self {
        Edition {
            facets: Facets::of(&dataset),
            dataset,
            problem,
            boards: Cache::with_weighter(32, BOARD_CELLS, ByCells),
            scored: Cache::new(2),
            comparisons: Cache::new(4),
            answers: Cache::with_weighter(256, ANSWERS, ByBytes),
        }
    }

    pub(super) fn answers(
        &self,
    ) -> &Cache<String, Arc<Answer>, impl Weighter<String, Arc<Answer>> + Clone + use<>> {
        &self.answers
    }

    pub(super) fn dataset(&self) -> &Arc<Dataset> {
        &self.dataset
    }

    pub(super) fn has_problem(&self) -> bool {
        self.problem.is_some()
    }

    /// The models that `selection` keeps, compared unless there are too many to keep that.
    fn scored(&self, selection: &Selection) -> Result<Scored> {
        // Neither columns nor how many models are shown change what is kept.
        let of_all = Selection {
            levels: selection.levels.clone(),
            tasks: selection.tasks.clone(),
            score: selection.score,
            accuracy: selection.accuracy,
            min_trials: selection.min_trials,
            ..Selection::default()
        };
        if self.dataset.models.len() > SCORED_MODELS {
            Scored::new(&self.dataset, selection)
        } else if selection.groups.is_empty() && selection.models.is_empty() {
            self.compared(&of_all)
        } else {
            let key = key(&of_all);
            let all = || self.compared(&of_all).map(Arc::new);
            let all = self.scored.get_or_insert_with(&key, all)?;
            all.part(&self.dataset, selection)
        }
    }

    /// All models scored, and compared if their cells were not yet by the same score.
    fn compared(&self, selection: &Selection) -> Result<Scored> {
        let mut scored = Scored::new(&self.dataset, selection)?;
        let same_cells = Selection {
            levels: selection.levels.clone(),
            tasks: selection.tasks.clone(),
            score: selection.score,
            ..Selection::default()
        };
        let compare = || scored.compare(&self.dataset, selection);
        let comparisons = self
            .comparisons
            .get_or_insert_with(&key(&same_cells), compare)?;
        scored.comparisons = Some(comparisons);
        Ok(scored)
    }

    /// The board of a view, made once.
    fn board(&self, view: &View, start: &Selection) -> Result<Arc<Board>> {
        let of_selection = View {
            selection: view.selection.clone(),
            ..View::of(start.clone())
        };
        let plain = self
            .boards
            .get_or_insert_with(&of_selection.query(start), || {
                let scored = self.scored(&view.selection)?;
                Board::of(&self.dataset, &view.selection, scored).map(Arc::new)
            })?;
        if view.sort == Sort::default() && view.search.is_empty() {
            return Ok(plain);
        }
        let arranged = View {
            sort: view.sort.clone(),
            search: view.search.clone(),
            ..of_selection
        };
        self.boards.get_or_insert_with(&arranged.query(start), || {
            Ok(Arc::new(
                Board::clone(&plain).arranged(&view.sort, &view.search),
            ))
        })
    }
}

/// What tells selections apart.
fn key(selection: &Selection) -> String {
    View::of(selection.clone()).query(&Selection::default())
}

impl Leaderboard {
    /// A leaderboard of `dataset`.
    ///
    /// # Errors
    /// Where the filters of the start name what is not there.
    pub(super) fn new(dataset: Dataset, options: &Options) -> Result<Self> {
        let leaderboard = Leaderboard {
            start: options.start.clone(),
            look: options.look.clone(),
            base_path: options.base_path.clone(),
            fonts: Fonts::with(&options.look.fonts)?,
            edition: RwLock::new(Arc::new(Edition::new(Arc::new(dataset), None))),
        };
        let view = View::of(options.start.clone());
        leaderboard.edition().board(&view, &options.start)?;
        Ok(leaderboard)
    }

    pub(super) fn base_path(&self) -> &BasePath {
        &self.base_path
    }

    /// What was odd in the data.
    pub(super) fn warnings(&self) -> Warnings {
        let view = View::of(self.start.clone());
        let board = self.edition().board(&view, &self.start);
        board.map_or_else(|_| Warnings::default(), |board| board.warnings.clone())
    }

    /// What is shown now.
    pub(super) fn edition(&self) -> Arc<Edition> {
        let edition = self.edition.read().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(&edition)
    }

    /// Shows new data.
    ///
    /// # Errors
    /// Where the start filters name what is no longer there.
    pub(super) fn show(&self, dataset: Dataset) -> Result<()> {
        let edition = Edition::new(Arc::new(dataset), None);
        edition.board(&View::of(self.start.clone()), &self.start)?;
        self.replace(edition);
        Ok(())
    }

    /// Keeps what is shown, and says on every page why it is not the latest.
    pub(super) fn keep(&self, error: &Error) {
        let dataset = Arc::clone(&self.edition().dataset);
        self.replace(Edition::new(dataset, Some(without_paths(error))));
    }

    fn replace(&self, edition: Edition) {
        let mut current = self.edition.write().unwrap_or_else(PoisonError::into_inner);
        *current = Arc::new(edition);
    }

    /// Answers what a route and a query ask for. `below` is the path below the base path.
    pub(super) fn answer(
        &self,
        edition: &Edition,
        route: Option<Route>,
        below: &str,
        query: &str,
    ) -> Answer {
        let start_view = View::of(self.start.clone());
        let addresses = Served {
            up: up(below),
            start: &self.start,
        };
        let pages = Pages {
            start: &self.start,
            facets: &edition.facets,
            addresses: &addresses,
            theme: self.look.theme,
            problem: edition.problem.as_deref(),
        };
        let not_found = |text: &str| {
            Answer::html(
                StatusCode::NOT_FOUND,
                pages.notice("Not found", text, &start_view),
            )
        };
        let Some(route) = route else {
            return not_found("There is no such page here.");
        };
        match route {
            Route::Health => return Answer::text(StatusCode::OK, "ok"),
            Route::Asset(asset) => {
                let content = asset.content(self.look.pictures.palette).into_owned();
                return Answer::new(StatusCode::OK, asset.media_type(), content);
            }
            Route::Board | Route::Model(_) | Route::File(_) | Route::Plot(..) => {}
        }
        if query.len() > LONGEST_QUERY {
            let text = format!("The query has more than {LONGEST_QUERY} bytes.");
            return Answer::html(
                StatusCode::URI_TOO_LONG,
                pages.notice("Too long", &text, &start_view),
            );
        }
        let asked = read_query(query, &self.start, &edition.facets).and_then(|view| match edition
            .board(&view, &self.start)
        {
            Ok(board) => Ok((view, board)),
            Err(error) => Err(error.to_string()),
        });
        let (view, board) = match asked {
            Ok(asked) => asked,
            Err(problem) => {
                let page = pages.notice("This address cannot be read", &problem, &start_view);
                return Answer::html(StatusCode::BAD_REQUEST, page);
            }
        };
        let ok = |page| Answer::html(StatusCode::OK, page);
        let cannot_be_drawn = |error: &Error| {
            // What a plot lacks is in the view, not in the machine.
            let text = match error {
                Error::CannotPlot { .. } => error.to_string(),
                error => without_paths(error),
            };
            let page = pages.notice("This cannot be drawn", &text, &view);
            Answer::html(StatusCode::BAD_REQUEST, page)
        };
        match route {
            Route::Board => pages
                .board(&board, &view)
                .map_or_else(|| not_found("There are fewer pages than that."), ok),
            Route::Model(key) => self
                .model(edition, &key, &view)
                .and_then(|(board, ix)| pages.model(&board, ix, &view))
                .map_or_else(|| not_found("There is no such model in this view."), ok),
            Route::File(file) => {
                match file.content(&board, &view, &self.look.pictures, &self.fonts) {
                    Ok(Some(content)) => {
                        Answer::new(StatusCode::OK, file.format.media_type, content)
                    }
                    Ok(None) => not_found("There are fewer pages than that."),
                    Err(error) => cannot_be_drawn(&error),
                }
            }
            Route::Plot(file, model) => {
                let found = match &model {
                    None => Some((board, None)),
                    Some(key) => self
                        .model(edition, key, &view)
                        .map(|(board, ix)| (board, Some(ix))),
                };
                let Some((board, model)) = found else {
                    return not_found("There is no such model in this view.");
                };
                match file.content(&board, model, &view, &self.look.pictures, &self.fonts) {
                    Ok(content) => Answer::new(StatusCode::OK, file.format.media_type, content),
                    Err(error) => cannot_be_drawn(&error),
                }
            }
            Route::Health | Route::Asset(_) => not_found("There is no such page here."),
        }
    }

    /// A model among those that the view's filters keep; neither its order nor its search matter.
    fn model(&self, edition: &Edition, key: &str, view: &View) -> Option<(Arc<Board>, usize)> {
        let all = View {
            selection: view.selection.clone(),
            ..View::of(self.start.clone())
        };
        let board = edition.board(&all, &self.start).ok()?;
        let ix = board.entries.iter().position(|entry| entry.key == key)?;
        Some((board, ix))
    }
}

/// Addresses of a server: views are queries.
struct Served<'a> {
    /// The way from this page to the base path.
    up: String,
    start: &'a Selection,
}

impl Addresses for Served<'_> {
    fn view(&self, view: &View) -> Option<String> {
        Some(format!("{}{}", self.up, view.query(self.start)))
    }

    fn model(&self, key: &str, view: &View) -> Option<String> {
        Some(format!(
            "{}model/{}{}",
            self.up,
            model_segment(key),
            view.query(self.start)
        ))
    }

    fn file(&self, file: ViewFile, view: &View) -> Option<String> {
        Some(format!(
            "{}{}{}",
            self.up,
            file.name(),
            view.query(self.start)
        ))
    }

    fn plot(&self, file: PlotFile, model: Option<&str>, view: &View) -> Option<String> {
        let model = model.map(|key| format!("/{}", model_segment(key)));
        Some(format!(
            "{}plot/{}{}.{}{}",
            self.up,
            file.plot.id,
            model.unwrap_or_default(),
            file.format.ending(),
            view.query(self.start)
        ))
    }

    fn asset(&self, asset: Asset) -> String {
        format!("{}{}", self.up, asset.name())
    }

    fn is_served(&self) -> bool {
        true
    }

    fn models(&self) -> Option<String> {
        None
    }
}

/// What an error says, without telling strangers where on the machine a file is.
fn without_paths(error: &Error) -> String {
    let name = |file: &std::path::Path| {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        crate::error::printable(&name, 100)
    };
    match error {
        Error::Input {
            file,
            place,
            problem,
        } => format!("{}{place}: {problem}", name(file)),
        Error::Read { file, .. } => format!("{} cannot be read.", name(file)),
        _ => "the server’s log says why.".to_owned(),
    }
}
