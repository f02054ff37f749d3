//! What to show: choices as links, each with the number of models behind it, and the search.

use maud::{Markup, html};

use super::view::View;
use super::{Pages, shown};
use crate::board::caption::capitalised;
use crate::board::{AccuracyKind, Facet, List, Selection};
use crate::stats::ScoreKind;

/// Choices of one kind that are shown without being asked for.
const SHOWN_CHOICES: usize = 16;

pub(super) fn filters(pages: &Pages<'_>, view: &View) -> Markup {
    html! {
        nav.filters aria-label="Filters" {
            @for (word, facets, list) in pages.facets.lists() {
                @if facets.len() > 1 { (choices(pages, view, word, facets, list)) }
            }
            (scores(pages, view))
            @if pages.addresses.is_served() { (cells(pages, view)) }
            (in_force(pages, view))
        }
        (search(pages, view))
    }
}

fn choices(pages: &Pages<'_>, view: &View, word: &str, facets: &[Facet], list: List) -> Markup {
    let own = list(&mut view.selection.clone()).clone();
    let all = view.with(|view| list(&mut view.selection).clear());
    let chips = html! {
        @for facet in clustered(facets) {
            @let on = own.iter().any(|item| facet.is(item));
            @let toggled = toggled(pages, view, list, facet, on);
            @if on || toggled.is_some() {
                (chip(toggled, &shown(&facet.label), Some(facet.models), on))
            }
        }
    };
    let chips = html! {
        (chip(pages.addresses.view(&all), "all", Some(pages.facets.models), own.is_empty()))
        @if facets.len() > SHOWN_CHOICES {
            details open[!own.is_empty()] {
                summary { (facets.len()) " to choose from" }
                div.chips { (chips) }
            }
        } @else {
            (chips)
        }
    };
    group(&capitalised(word), &chips)
}

/// Choices of one kind under what it is called.
fn group(label: &str, chips: &Markup) -> Markup {
    let id = format!("by-{}", label.to_lowercase());
    html! {
        div.choices role="group" aria-labelledby=(id) {
            span.kind id=(id) { (label) }
            div.chips { (chips) }
        }
    }
}

/// Plain names first, then those of a kind (`family:…`, `size:…`) together.
fn clustered(facets: &[Facet]) -> Vec<&Facet> {
    let kind = |facet: &Facet| facet.label.split_once(':').map(|(kind, _)| kind.to_owned());
    let mut sorted: Vec<&Facet> = facets.iter().collect();
    sorted.sort_by_cached_key(|facet| kind(facet));
    sorted
}

/// The view with one more choice, or one less. A site that nobody serves has single choices only.
fn toggled(pages: &Pages<'_>, view: &View, list: List, facet: &Facet, on: bool) -> Option<String> {
    let served = pages.addresses.is_served();
    let next = view.with(|view| {
        if !served {
            view.selection = pages.start.clone();
        }
        let items = list(&mut view.selection);
        if on {
            items.retain(|item| !facet.is(item));
        } else {
            items.push(facet.label.clone());
        }
    });
    pages.addresses.view(&next)
}

fn chip(href: Option<String>, label: &str, models: Option<usize>, on: bool) -> Markup {
    html! {
        a.chip href=[href] aria-current=[on.then_some("true")] {
            bdi { (label) }
            @if let Some(models) = models {
                " "
                span.count {
                    (models)
                    span.unseen { @if models == 1 { " model" } @else { " models" } }
                }
            }
        }
    }
}

/// Every score ranks the same models, so that a number of them would tell the choices from nothing.
fn scores(pages: &Pages<'_>, view: &View) -> Markup {
    let to = |kind: ScoreKind| view.with(|view| view.selection.score = kind);
    let own = view.selection.score;
    let chips = html! {
        @for kind in ScoreKind::ALL {
            @let href = pages.addresses.view(&to(kind));
            @if href.is_some() || kind == own {
                (chip(href, kind.title(), None, kind == own))
            }
        }
    };
    group("Score", &chips)
}

fn cells(pages: &Pages<'_>, view: &View) -> Markup {
    let to = |kind: AccuracyKind| view.with(|view| view.selection.accuracy = kind);
    let own = view.selection.accuracy;
    let kinds = [
        (AccuracyKind::Adjusted, "adjusted for guessing"),
        (AccuracyKind::Raw, "raw"),
    ];
    let chips = html! {
        @for (kind, label) in kinds {
            (chip(pages.addresses.view(&to(kind)), label, None, own == kind))
        }
    };
    group("Cells", &chips)
}

/// Filters for which there are no choices above, and the way out of all of them.
fn in_force(pages: &Pages<'_>, view: &View) -> Markup {
    let own = &view.selection;
    let models = (!own.models.is_empty()).then(|| own.models.join(", "));
    let unfiltered = match pages.addresses.is_served() {
        true => Selection::default(),
        false => pages.start.clone(),
    };
    let anything = View {
        theme: view.theme,
        ..View::of(unfiltered)
    };
    let filtered = view.with(|_| {}) != anything;
    let cleared = pages.addresses.view(&anything).filter(|_| filtered);
    html! {
        @if models.is_some() || own.top.is_some() || own.min_trials > 1 || cleared.is_some() {
            p.force {
                @if let Some(models) = models { span { "models: " (shown(&models)) } }
                @if let Some(top) = own.top { span { "top " (top) } }
                @if own.min_trials > 1 { span { "at least " (own.min_trials) " responses a cell" } }
                @if let Some(href) = cleared { a href=(href) { "Clear all filters" } }
            }
        }
    }
}

/// Where a server answers: a form that carries the rest of the view. Else the list of models, which
/// the script searches.
fn search(pages: &Pages<'_>, view: &View) -> Markup {
    let addresses = pages.addresses;
    let (action, carried) = match addresses.models() {
        Some(models) => (models, Vec::new()),
        None => (
            "./".to_owned(),
            view.with(|view| view.search.clear()).pairs(pages.start),
        ),
    };
    html! {
        form.search role="search" action=(action) method="get" data-live[addresses.is_served()] {
            label for="q" { "Model" }
            input #q type="search" name="q" value=(view.search) maxlength="200"
                placeholder="part of a name" autocomplete="off";
            @for (word, value) in &carried { input type="hidden" name=(word) value=(value); }
            button type="submit" { "Search" }
        }
    }
}
