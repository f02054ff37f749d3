//! The texts of an SVG: each glyph is a path in `<defs>`, each different text a group of them with
//! a name.

// Into a `String`: writing cannot fail, so its results are passed over.
use std::fmt::Write;

use indexmap::{IndexMap, IndexSet};
use rayon::prelude::*;
use rustc_hash::FxBuildHasher;

use crate::drawing::scene::{Item, Text};
use crate::drawing::text::{FaceIx, Fonts, Weight};

use super::CHUNK;
use super::ids::UNNAMED;
use super::syntax::{attribute, number, path_data};

/// A text that is drawn alike wherever it stands. The size is in thousandths of a px.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Run<'a> {
    text: &'a str,
    size: u64,
    weight: Weight,
}

impl<'a> Run<'a> {
    fn of(text: &'a Text) -> Run<'a> {
        Run {
            text: &text.text,
            size: (text.size * 1000.0).round() as u64,
            weight: text.weight,
        }
    }
}

/// The different texts of a scene with their widths in px. The index of a text is its name.
pub(super) struct Texts<'a> {
    widths: IndexMap<Run<'a>, f64, FxBuildHasher>,
    fonts: &'a Fonts,
}

impl<'a> Texts<'a> {
    /// The texts of some items, in their order.
    pub fn of(items: &'a [Item], fonts: &'a Fonts) -> Texts<'a> {
        let chunks = items.par_chunks(CHUNK).map(|items| {
            let mut runs = IndexSet::with_hasher(FxBuildHasher);
            Item::each_text(items, &mut |text| {
                runs.insert(Run::of(text));
            });
            runs
        });
        let chunks: Vec<IndexSet<Run<'a>, _>> = chunks.collect();
        let mut widths = IndexMap::with_hasher(FxBuildHasher);
        for run in chunks.into_iter().flatten() {
            let width = || fonts.width(run.text, run.size as f64 / 1000.0, run.weight);
            widths.entry(run).or_insert_with(width);
        }
        Texts { widths, fonts }
    }

    /// The name of a text, and its width.
    pub fn get(&self, text: &Text) -> (usize, f64) {
        let found = self.widths.get_full(&Run::of(text));
        let (name, _, width) = found.unwrap_or_else(|| unreachable!("every text has a name"));
        (name, *width)
    }

    /// The glyphs and texts that names refer to.
    pub fn definitions(&self) -> String {
        // Path data of the different glyphs; their index is their name.
        let mut glyphs = IndexMap::with_hasher(FxBuildHasher);
        let mut groups = String::new();
        for (name, run) in self.widths.keys().enumerate() {
            self.text_definition(&mut groups, &mut glyphs, name, run);
        }
        let mut svg = String::new();
        let drawn = glyphs.values().enumerate();
        for (name, data) in drawn.filter(|(_, data)| !data.is_empty()) {
            let _ = writeln!(svg, "<path id=\"{UNNAMED}g{name}\" d=\"{data}\"/>");
        }
        svg.push_str(&groups);
        svg
    }

    fn text_definition(
        &self,
        svg: &mut String,
        glyphs: &mut IndexMap<(FaceIx, u32), String, FxBuildHasher>,
        name: usize,
        run: &Run<'_>,
    ) {
        let own = FaceIx(run.weight as usize);
        let em = self.fonts.face(own).units_per_em;
        let scale = run.size as f64 / 1000.0 / em;
        let _ = write!(
            svg,
            "<g id=\"{UNNAMED}t{name}\" transform=\"scale({scale:.7})\">"
        );
        let mut at = 0.0;
        for glyph in self.fonts.glyphs(run.text, run.weight) {
            let entry = glyphs.entry((glyph.face, glyph.id));
            let glyph_name = entry.index();
            let data = entry.or_insert_with(|| {
                let mut data = String::new();
                path_data(&mut data, &self.fonts.outline(glyph.face, glyph.id));
                data
            });
            if !data.is_empty() {
                let _ = write!(svg, "<use href=\"#{UNNAMED}g{glyph_name}\"");
                let stretch = em / self.fonts.face(glyph.face).units_per_em;
                if stretch != 1.0 {
                    svg.push_str(" transform=\"translate(");
                    number(svg, at);
                    let _ = write!(svg, ")scale({stretch:.4})\"");
                } else if at != 0.0 {
                    attribute(svg, "x", at);
                }
                svg.push_str("/>");
            }
            at += glyph.advance * em;
        }
        svg.push_str("</g>\n");
    }
}
