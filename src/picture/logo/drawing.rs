//! An SVG reduced to drawing.
//!
//! References (`<use>`, clips in clips, markers on each point of a path) can make a small file an endless drawing, so
//! they are counted before usvg follows them, and those that a logo does not need are refused.

use std::collections::{BTreeSet, HashMap};

use usvg::roxmltree::{Document, Node, ParsingOptions};

use crate::error::printable;

/// A drawing, and the names of elements that were left out of it.
pub(super) struct Drawing {
    pub tree: usvg::Tree,
    pub left_out: BTreeSet<String>,
}

/// Most elements that are drawn, references followed.
const MOST_ELEMENTS: usize = 10_000;

/// Deepest nesting, references followed.
const DEEPEST: usize = 100;

/// Longest style sheet in bytes: each rule is held against each element.
const LONGEST_STYLE: usize = 64 << 10;

/// Widths and heights that make sense.
const SIZES: std::ops::RangeInclusive<f32> = 0.01..=100_000.0;

/// Farthest place of a shape.
const FARTHEST: f32 = 1e7;

/// Elements that a logo does without, as they multiply work or look different in each viewer.
const REFUSED: [&str; 4] = ["filter", "mask", "pattern", "marker"];

/// Elements that show something, or do something, and of which nothing is kept.
const LEFT_OUT: [&str; 11] = [
    "animate",
    "animateMotion",
    "animateTransform",
    "audio",
    "foreignObject",
    "iframe",
    "image",
    "script",
    "set",
    "text",
    "video",
];

/// Reads an SVG.
///
/// # Errors
/// With what is wrong.
pub(super) fn read(text: &str) -> Result<Drawing, String> {
    if text.contains("<!ENTITY") {
        return Err("a logo must not define entities; save it as plain SVG".to_owned());
    }
    let options = ParsingOptions {
        allow_dtd: true,
        nodes_limit: 20 * MOST_ELEMENTS as u32,
        ..ParsingOptions::default()
    };
    let document = Document::parse_with_options(text, options)
        .map_err(|error| format!("not an SVG: {}", printable(&error.to_string(), 200)))?;
    let left_out = look_over(&document)?;
    let nothing = usvg::ImageHrefResolver {
        resolve_data: Box::new(|_, _, _| None),
        resolve_string: Box::new(|_, _| None),
    };
    let options = usvg::Options {
        image_href_resolver: nothing,
        ..usvg::Options::default()
    };
    let tree = usvg::Tree::from_xmltree(&document, &options)
        .map_err(|error| format!("not an SVG to draw: {}", printable(&error.to_string(), 200)))?;
    if tree.root().children().is_empty() {
        return Err(
            "there is nothing to draw in it: a logo keeps shapes, no texts and no images"
                .to_owned(),
        );
    }
    let size = tree.size();
    if !(SIZES.contains(&size.width()) && SIZES.contains(&size.height())) {
        return Err(format!(
            "a size of {} x {} makes no sense",
            size.width(),
            size.height()
        ));
    }
    check(tree.root())?;
    Ok(Drawing { tree, left_out })
}

/// Refuses what is too much; returns the names of elements that will be left out.
fn look_over(document: &Document<'_>) -> Result<BTreeSet<String>, String> {
    let mut left_out = BTreeSet::new();
    let mut style = 0;
    let mut depths = HashMap::from([(document.root().id(), 0)]);
    for node in document.descendants() {
        let above = node.parent().and_then(|parent| depths.get(&parent.id()));
        let depth = above.map_or(0, |depth| depth + 1);
        if depth > DEEPEST {
            return Err(too_deep());
        }
        depths.insert(node.id(), depth);
        let name = node.tag_name().name();
        if REFUSED.contains(&name) {
            return Err(format!(
                "<{name}> is not taken: a logo may have shapes, gradients, clips and opacity"
            ));
        }
        if LEFT_OUT.contains(&name) {
            left_out.insert(name.to_owned());
        }
        if name == "style" {
            style += node.text().map_or(0, str::len);
        }
        let inside_clip = || {
            node.ancestors()
                .skip(1)
                .any(|above| above.has_tag_name((SVG, "clipPath")))
        };
        let clipped = node.has_attribute("clip-path")
            || node
                .attribute("style")
                .is_some_and(|style| style.contains("clip-path"));
        if clipped && (name == "clipPath" || inside_clip()) {
            return Err("a clip within a clip is not taken".to_owned());
        }
    }
    if style > LONGEST_STYLE {
        return Err(format!(
            "a style sheet of more than {} KiB is not read",
            LONGEST_STYLE >> 10
        ));
    }
    let mut count = Count {
        targets: document
            .descendants()
            .filter_map(|node| Some((node.attribute("id")?, node)))
            .collect(),
        counted: HashMap::new(),
    };
    let elements = count.of(document.root(), 0)?;
    if elements > MOST_ELEMENTS {
        return Err(format!("it draws more than {MOST_ELEMENTS} elements"));
    }
    Ok(left_out)
}

const SVG: &str = "http://www.w3.org/2000/svg";

fn too_deep() -> String {
    format!("its elements are nested more than {DEEPEST} deep")
}

/// Counts elements as often as they are drawn.
struct Count<'a, 'input> {
    targets: HashMap<&'a str, Node<'a, 'input>>,
    counted: HashMap<Node<'a, 'input>, usize>,
}

impl<'a, 'input> Count<'a, 'input> {
    fn of(&mut self, node: Node<'a, 'input>, depth: usize) -> Result<usize, String> {
        if depth > DEEPEST {
            return Err(too_deep());
        }
        if let Some(known) = self.counted.get(&node) {
            return Ok(*known);
        }
        let mut sum = 1usize;
        for child in node.children().filter(Node::is_element) {
            sum = sum.saturating_add(self.of(child, depth + 1)?);
        }
        if node.tag_name().name() == "use" {
            let link = node
                .attributes()
                .find(|attribute| attribute.name() == "href");
            let target = link.and_then(|link| link.value().strip_prefix('#'));
            if let Some(target) = target.and_then(|id| self.targets.get(id)).copied() {
                sum = sum.saturating_add(self.of(target, depth + 1)?);
            }
        }
        self.counted.insert(node, sum);
        Ok(sum)
    }
}

/// Refuses what style sheets brought in, and numbers that painters stumble over.
fn check(group: &usvg::Group) -> Result<(), String> {
    let plain = group.filters().is_empty()
        && group.mask().is_none()
        && group.blend_mode() == usvg::BlendMode::Normal;
    let clips_once = group
        .clip_path()
        .is_none_or(|clip| clip.clip_path().is_none() && !has_clips(clip.root()));
    if !plain || !clips_once {
        return Err("filters, masks, blending and clips within clips are not taken: a logo may have shapes, gradients, clips and opacity".to_owned());
    }
    if let Some(clip) = group.clip_path() {
        within_reach(clip.transform())?;
        check(clip.root())?;
    }
    within_reach(group.transform())?;
    within_reach(group.abs_transform())?;
    group.children().iter().try_for_each(|node| match node {
        usvg::Node::Group(group) => check(group),
        usvg::Node::Path(path) => {
            let boxes = [path.stroke_bounding_box(), path.abs_stroke_bounding_box()];
            let sides = boxes
                .iter()
                .flat_map(|b| [b.left(), b.top(), b.right(), b.bottom()]);
            let painted = [
                path.fill().map(usvg::Fill::paint),
                path.stroke().map(usvg::Stroke::paint),
            ];
            painted
                .into_iter()
                .flatten()
                .try_for_each(|paint| match paint {
                    usvg::Paint::LinearGradient(gradient) => within_reach(gradient.transform()),
                    usvg::Paint::RadialGradient(gradient) => within_reach(gradient.transform()),
                    _ => Ok(()),
                })?;
            all_within_reach(sides)
        }
        _ => Ok(()),
    })
}

fn within_reach(matrix: usvg::Transform) -> Result<(), String> {
    let usvg::Transform {
        sx,
        ky,
        kx,
        sy,
        tx,
        ty,
    } = matrix;
    all_within_reach([sx, ky, kx, sy, tx, ty])
}

fn all_within_reach(numbers: impl IntoIterator<Item = f32>) -> Result<(), String> {
    match numbers.into_iter().all(|number| number.abs() <= FARTHEST) {
        true => Ok(()),
        false => Err("its shapes reach too far out of sight".to_owned()),
    }
}

fn has_clips(group: &usvg::Group) -> bool {
    group.clip_path().is_some()
        || group.children().iter().any(|node| match node {
            usvg::Node::Group(group) => has_clips(group),
            _ => false,
        })
}
