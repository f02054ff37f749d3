//! An SVG reduced to drawing.
//!
//! References (`<use>`, clips in clips, markers on each point of a path) can make a small file an
//! endless drawing, so they are counted before usvg follows them, and those that a logo does not
//! need are refused.

use resvg::usvg;
use std::collections::{BTreeSet, HashMap, HashSet};

use usvg::roxmltree::{self, Attribute, Document, Node, NodeId, ParsingOptions};

use crate::error::printable;

/// A drawing, and the names of elements that were left out of it.
pub(super) struct Drawing {
    pub tree: usvg::Tree,
    pub left_out: BTreeSet<String>,
}

/// Most elements that are drawn, references followed.
const MOST_ELEMENTS: usize = 5_000;

/// Most elements and texts of the file.
const MOST_NODES: u32 = 20_000;

/// Deepest nesting, references followed.
const DEEPEST: usize = 50;

/// Longest style sheet in bytes: each rule is held against each element.
const LONGEST_STYLE: usize = 64 << 10;

/// Most points of all shapes, of clips as often as they clip.
const MOST_POINTS: usize = 20_000;

/// Widths and heights that make sense.
const SIZES: std::ops::RangeInclusive<f32> = 0.01..=100_000.0;

/// Largest number in a matrix or an outline.
const FARTHEST: f32 = 1e7;

/// Farthest place of a shape, as a multiple of the drawing's longer side.
const FARTHEST_SIDES: f32 = 100.0;

/// Most groups that are drawn apart and then laid over: clipped or translucent ones.
const MOST_LAYERS: usize = 100;

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
        nodes_limit: MOST_NODES,
        ..ParsingOptions::default()
    };
    let document = Document::parse_with_options(text, options).map_err(|error| match error {
        roxmltree::Error::NodesLimitReached => format!("it has more than {MOST_NODES} elements"),
        error => format!("not an SVG: {}", printable(&error.to_string(), 200)),
    })?;
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
    let (width, height) = (tree.size().width(), tree.size().height());
    if !(SIZES.contains(&width) && SIZES.contains(&height)) {
        return Err(format!("a size of {width} x {height} makes no sense"));
    }
    let mut check = Check {
        reach: (width.max(height) * FARTHEST_SIDES).min(FARTHEST),
        points: 0,
        layers: 0,
    };
    check.group(tree.root())?;
    Ok(Drawing { tree, left_out })
}

/// Refuses what is too much; returns the names of elements that will be left out.
fn look_over(document: &Document<'_>) -> Result<BTreeSet<String>, String> {
    let mut left_out = BTreeSet::new();
    let mut style = String::new();
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
            style.push_str(node.text().unwrap_or_default());
        }
    }
    if style.len() > LONGEST_STYLE {
        let limit = LONGEST_STYLE >> 10;
        return Err(format!(
            "a style sheet of more than {limit} KiB is not read"
        ));
    }
    let mut references = References {
        targets: document
            .descendants()
            .filter_map(|node| Some((node.attribute("id")?, node)))
            .collect(),
        clipping: clipping_classes(&style)?,
        largest_clip: 0,
        counted: HashMap::new(),
    };
    references.look_into_clips(document)?;
    if references.count(document.root(), 0)? > MOST_ELEMENTS {
        return Err(format!("it draws more than {MOST_ELEMENTS} elements"));
    }
    Ok(left_out)
}

fn too_deep() -> String {
    format!("its elements are nested more than {DEEPEST} deep")
}

/// The classes to which a style sheet gives a clip.
fn clipping_classes(style: &str) -> Result<HashSet<&str>, String> {
    let mut classes = HashSet::new();
    for rule in style.split('}').filter(|rule| rule.contains("clip-path")) {
        let selectors = rule.split_once('{').map_or("", |(selectors, _)| selectors);
        for selector in selectors.split(',') {
            let class = selector.trim().strip_prefix('.').filter(|name| {
                let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
                !name.is_empty() && name.chars().all(plain)
            });
            classes.insert(class.ok_or(
                "its style sheet may give clips to plain classes only (.name { clip-path: … })",
            )?);
        }
    }
    Ok(classes)
}

/// Where elements lead to.
struct References<'a, 'input> {
    /// By `id`, the first where several have it.
    targets: HashMap<&'a str, Node<'a, 'input>>,
    clipping: HashSet<&'a str>,
    /// Elements of the largest clip.
    largest_clip: usize,
    counted: HashMap<NodeId, usize>,
}

impl<'a, 'input> References<'a, 'input> {
    fn is_clipped(&self, node: Node<'a, 'input>) -> bool {
        let style = node.attribute("style").unwrap_or_default();
        let classes = node.attribute("class").unwrap_or_default();
        let mut classes = classes.split_whitespace();
        node.has_attribute("clip-path")
            || style.contains("clip-path")
            || classes.any(|class| self.clipping.contains(class))
    }

    /// What a `<use>` stands for.
    fn target(&self, node: Node<'a, 'input>) -> Option<Node<'a, 'input>> {
        let is_use = node.tag_name().name() == "use";
        let links = node.attributes();
        let mut links = links.filter(|attribute| is_use && attribute.name() == "href");
        let target = |link: Attribute<'_, '_>| self.targets.get(link.value().strip_prefix('#')?);
        links.find_map(target).copied()
    }

    /// Refuses clips within clips, which would be followed again and again.
    fn look_into_clips(&mut self, document: &'a Document<'input>) -> Result<(), String> {
        let is_clip = |node: &Node<'_, '_>| node.tag_name().name() == "clipPath";
        let mut open: Vec<_> = document.descendants().filter(is_clip).collect();
        let sizes = open.iter().map(|clip| clip.descendants().count());
        self.largest_clip = sizes.max().unwrap_or(0);
        let mut seen = HashSet::new();
        while let Some(node) = open.pop() {
            if seen.insert(node.id()) {
                if self.is_clipped(node) {
                    return Err("a clip within a clip is not taken".to_owned());
                }
                open.extend(node.children().filter(Node::is_element));
                open.extend(self.target(node));
            }
        }
        Ok(())
    }

    /// Elements that are drawn for a node, references followed.
    fn count(&mut self, node: Node<'a, 'input>, depth: usize) -> Result<usize, String> {
        if depth > DEEPEST {
            return Err(too_deep());
        }
        if let Some(known) = self.counted.get(&node.id()) {
            return Ok(*known);
        }
        let clip = self.is_clipped(node).then_some(self.largest_clip);
        let mut sum = 1 + clip.unwrap_or(0);
        let children = node.children().filter(Node::is_element);
        for next in children.chain(self.target(node)) {
            sum = sum.saturating_add(self.count(next, depth + 1)?);
        }
        self.counted.insert(node.id(), sum);
        Ok(sum)
    }
}

/// Refuses what style sheets brought in, too much work, and numbers that painters stumble over.
struct Check {
    /// Farthest place of a shape.
    reach: f32,
    points: usize,
    layers: usize,
}

impl Check {
    fn group(&mut self, group: &usvg::Group) -> Result<(), String> {
        let plain = group.filters().is_empty()
            && group.mask().is_none()
            && group.blend_mode() == usvg::BlendMode::Normal;
        let clips_once = group
            .clip_path()
            .is_none_or(|clip| clip.clip_path().is_none() && !has_clips(clip.root()));
        if !plain || !clips_once {
            return Err(
                "filters, masks, blending and clips within clips are not taken: a logo may \
                        have shapes, gradients, clips and opacity"
                    .to_owned(),
            );
        }
        self.layers += usize::from(group.should_isolate());
        if self.layers > MOST_LAYERS {
            return Err(format!(
                "it has more than {MOST_LAYERS} groups that are clipped or translucent"
            ));
        }
        if let Some(clip) = group.clip_path() {
            // Painters join several shapes in different ways.
            if paths_in(clip.root()) > 1 {
                return Err(
                    "a clip of several shapes is not taken; join them into one path".to_owned(),
                );
            }
            within_reach(clip.transform())?;
            self.group(clip.root())?;
        }
        within_reach(group.transform())?;
        within_reach(group.abs_transform())?;
        group.children().iter().try_for_each(|node| match node {
            usvg::Node::Group(group) => self.group(group),
            usvg::Node::Path(path) => self.path(path),
            _ => Ok(()),
        })
    }

    fn path(&mut self, path: &usvg::Path) -> Result<(), String> {
        self.points += path.data().points().len();
        if self.points > MOST_POINTS {
            return Err(format!("its shapes have more than {MOST_POINTS} points"));
        }
        let painted = [
            path.fill().map(usvg::Fill::paint),
            path.stroke().map(usvg::Stroke::paint),
        ];
        for paint in painted.into_iter().flatten() {
            match paint {
                usvg::Paint::LinearGradient(gradient) => within_reach(gradient.transform())?,
                usvg::Paint::RadialGradient(gradient) => within_reach(gradient.transform())?,
                _ => {}
            }
        }
        let sides = |b: usvg::Rect| [b.left(), b.top(), b.right(), b.bottom()];
        all_within(FARTHEST, sides(path.stroke_bounding_box()))?;
        all_within(self.reach, sides(path.abs_stroke_bounding_box()))
    }
}

fn paths_in(group: &usvg::Group) -> usize {
    let paths = group.children().iter().map(|node| match node {
        usvg::Node::Group(group) => paths_in(group),
        usvg::Node::Path(_) => 1,
        _ => 0,
    });
    paths.sum()
}

fn within_reach(matrix: usvg::Transform) -> Result<(), String> {
    all_within(FARTHEST, super::numbers(matrix))
}

fn all_within(farthest: f32, numbers: impl IntoIterator<Item = f32>) -> Result<(), String> {
    match numbers.into_iter().all(|number| number.abs() <= farthest) {
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
