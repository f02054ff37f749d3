//! The area of a plot between its axes, drawn by plotters.

use std::ops::Range;

use plotters::coord::ranged1d::{KeyPointHint, NoDefaultFormatting, Ranged, ValueFormatter};
use plotters::prelude::{ChartBuilder, IntoDrawingArea, LabelAreaPosition, LineSeries};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontFamily, IntoFont, RGBColor, ShapeStyle, TextStyle};

use crate::drawing::colour::Rgb;
use crate::drawing::scene::{Area, Point, Stroke};
use crate::picture::Colours;
use crate::picture::layout::sheet::{Sheet, size};

use super::axis::Axis;
use super::backend::{FINE, SceneBackend, fine};

/// Length of a tick.
const TICK: f64 = 4.0;

/// An area with its two axes.
pub(super) struct Frame {
    /// Where values stand.
    pub area: Area,
    /// From left to right.
    pub x: Axis,
    /// From bottom to top.
    pub y: Axis,
}

/// A line through values.
pub(super) struct Polyline {
    /// Values of x and y.
    pub points: Vec<(f64, f64)>,
    /// How it is drawn.
    pub stroke: Stroke,
}

impl Polyline {
    /// An interval of y at `x`.
    pub fn upright(x: f64, (low, high): (f64, f64), stroke: Stroke) -> Polyline {
        Polyline {
            points: vec![(x, low), (x, high)],
            stroke,
        }
    }

    /// An interval of x at `y`.
    pub fn level(y: f64, (low, high): (f64, f64), stroke: Stroke) -> Polyline {
        Polyline {
            points: vec![(low, y), (high, y)],
            stroke,
        }
    }
}

impl Frame {
    /// The place of a value.
    pub fn at(&self, (x, y): (f64, f64)) -> Point {
        let (right, up) = (
            self.area.width * self.x.part(x),
            self.area.height * self.y.part(y),
        );
        Point::new(self.area.x + right, self.area.bottom() - up)
    }

    /// Whether a line is seen beside a mark of half this size, which stands at a value.
    pub fn is_seen(&self, line: &Polyline, at: (f64, f64), half: f64) -> bool {
        let mark = self.at(at);
        let mut ends = line.points.iter().map(|end| self.at(*end));
        ends.any(|Point { x, y }| (x - mark.x).powi(2) + (y - mark.y).powi(2) > half * half)
    }

    /// Draws grid, axes, the labels of ticks, and lines.
    pub fn draw(&self, sheet: &mut Sheet<'_>, lines: &[Polyline]) {
        let (width, height) = (self.area.right() + 40.0, self.area.bottom() + 40.0);
        let colours = sheet.colours;
        let backend = SceneBackend::new(sheet.fonts, &mut sheet.items, width, height);
        let drawn = self.draw_on(backend, (width, height), lines, colours);
        // Our backend has no way to fail.
        debug_assert!(drawn.is_ok());
    }

    fn draw_on(
        &self,
        backend: SceneBackend<'_>,
        (width, height): (f64, f64),
        lines: &[Polyline],
        colours: &Colours,
    ) -> Result<(), Box<dyn std::error::Error>> {
        let root = backend.into_drawing_area();
        let area = self.area;
        let mut chart = ChartBuilder::on(&root)
            .margin_top(fine(area.y))
            .margin_right(fine(width - area.right()))
            .set_label_area_size(LabelAreaPosition::Left, fine(area.x))
            .set_label_area_size(LabelAreaPosition::Bottom, fine(height - area.bottom()))
            .build_cartesian_2d(self.x.clone(), self.y.clone())?;
        let type_size = size::SMALL * FINE;
        let ink = colour(colours.muted);
        let label = TextStyle::from((FontFamily::SansSerif, type_size).into_font()).color(&ink);
        let line = |ink: Rgb, opacity: f64, width: f64| -> ShapeStyle {
            colour(ink).mix(opacity).stroke_width(fine(width) as u32)
        };
        let mut mesh = chart.configure_mesh();
        mesh.x_label_style(label.clone().pos(Pos::new(HPos::Center, VPos::Top)))
            .y_label_style(label.pos(Pos::new(HPos::Right, VPos::Center)))
            .bold_line_style(line(colours.rule, 0.75, 1.0))
            .light_line_style(line(colours.rule, 0.35, 1.0))
            .axis_style(line(colours.muted, 0.7, 1.0))
            .set_all_tick_mark_size(fine(TICK));
        if self.x.ticks.is_empty() {
            mesh.disable_x_axis().disable_x_mesh();
        }
        if self.y.ticks.is_empty() {
            mesh.disable_y_axis().disable_y_mesh();
        }
        mesh.draw()?;
        for Polyline { points, stroke } in lines {
            let points = points.iter();
            let points = points.map(|(x, y)| (self.x.position(*x), self.y.position(*y)));
            let style = line(stroke.colour, stroke.opacity, stroke.width);
            chart.draw_series(LineSeries::new(points, style))?;
        }
        root.present()?;
        Ok(())
    }
}

fn colour(colour: Rgb) -> RGBColor {
    RGBColor(colour.0, colour.1, colour.2)
}

impl Ranged for Axis {
    type FormatOption = NoDefaultFormatting;
    type ValueType = f64;

    fn map(&self, position: &f64, (from, to): (i32, i32)) -> i32 {
        let (start, end) = self.ends;
        let part = (position - start) / (end - start);
        from + (part * f64::from(to - from)).round() as i32
    }

    fn key_points<H: KeyPointHint>(&self, hint: H) -> Vec<f64> {
        match hint.weight().allow_light_points() {
            true => self.minor.clone(),
            false => self.ticks.iter().map(|(at, _)| *at).collect(),
        }
    }

    fn range(&self) -> Range<f64> {
        self.ends.0..self.ends.1
    }
}

impl ValueFormatter<f64> for Axis {
    fn format(_: &f64) -> String {
        String::new()
    }

    fn format_ext(&self, position: &f64) -> String {
        let tick = self.ticks.iter().find(|(at, _)| at == position);
        tick.map(|(_, label)| label.clone()).unwrap_or_default()
    }
}
