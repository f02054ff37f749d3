//! What plotters draws, as items of a scene.
//!
//! plotters counts in whole numbers: it draws on a canvas that is [`FINE`] times as large, so that
//! lines stand within an eighth of a px of where they belong.

use std::convert::Infallible;

use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
};

use crate::drawing::colour::Rgb;
use crate::drawing::scene::{
    Anchor, Area, Circle, Fill, Item, Join, Path, Point, Rect, Segment, Stroke, Text, Turn,
};
use crate::drawing::text::{Fonts, Weight};

/// Steps of plotters' canvas in a px of the scene.
pub(super) const FINE: f64 = 4.0;

/// Height of capitals and figures of the embedded face, in sizes of the type.
const CAPITALS: f64 = 0.727;

/// Collects items from plotters.
pub(super) struct SceneBackend<'a> {
    fonts: &'a Fonts,
    items: &'a mut Vec<Item>,
    size: (u32, u32),
}

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

/// A length of the scene on plotters' canvas.
pub(super) fn fine(px: f64) -> i32 {
    (px * FINE).round() as i32
}

impl<'a> SceneBackend<'a> {
    /// A canvas of this size in px, whose items go to `items`.
    pub fn new(fonts: &'a Fonts, items: &'a mut Vec<Item>, width: f64, height: f64) -> Self {
        let size = (fine(width).max(1) as u32, fine(height).max(1) as u32);
        SceneBackend { fonts, items, size }
    }

    fn path(
        &mut self,
        points: impl IntoIterator<Item = BackendCoord>,
        color: BackendColor,
        fill: bool,
        width: u32,
    ) {
        let mut segments: Vec<Segment> = points
            .into_iter()
            .map(|point| Segment::Line(px(point)))
            .collect();
        let Some(Segment::Line(start)) = segments.first().copied() else {
            return;
        };
        segments[0] = Segment::Move(start);
        self.items.push(Item::Path(match fill {
            true => Path::filled(segments, filled(color)),
            false => Path::stroked(segments, stroke(color, width)),
        }));
    }
}

fn px(point: BackendCoord) -> Point {
    Point {
        x: f64::from(point.0) / FINE,
        y: f64::from(point.1) / FINE,
    }
}

fn rgb(color: BackendColor) -> Rgb {
    Rgb(color.rgb.0, color.rgb.1, color.rgb.2)
}

fn filled(color: BackendColor) -> Fill {
    Fill {
        colour: rgb(color),
        opacity: color.alpha,
    }
}

fn stroke(color: BackendColor, width: u32) -> Stroke {
    Stroke {
        opacity: color.alpha,
        join: Join::Round,
        ..Stroke::new(rgb(color), f64::from(width) / FINE)
    }
}

impl DrawingBackend for SceneBackend<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Drawn {
        self.draw_rect(point, (point.0 + 1, point.1 + 1), &color, true)
    }

    fn draw_line<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
    ) -> Drawn {
        self.path([from, to], style.color(), false, style.stroke_width());
        Ok(())
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        upper_left: BackendCoord,
        bottom_right: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Drawn {
        let (from, to) = (px(upper_left), px(bottom_right));
        let color = style.color();
        let area = Area {
            x: from.x,
            y: from.y,
            width: to.x - from.x,
            height: to.y - from.y,
        };
        match fill {
            true => self.path(
                [
                    upper_left,
                    (bottom_right.0, upper_left.1),
                    bottom_right,
                    (upper_left.0, bottom_right.1),
                ],
                color,
                true,
                0,
            ),
            false => self.items.push(Item::Rect(Rect {
                area,
                radius: 0.0,
                fill: None,
                stroke: Some(stroke(color, style.stroke_width())),
            })),
        }
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        self.path(path, style.color(), false, style.stroke_width());
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        center: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Drawn {
        let color = style.color();
        self.items.push(Item::Circle(Circle {
            center: px(center),
            radius: f64::from(radius) / FINE,
            fill: fill.then(|| filled(color)),
            stroke: (!fill).then(|| stroke(color, style.stroke_width())),
        }));
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        vert: I,
        style: &S,
    ) -> Drawn {
        self.path(vert, style.color(), true, 0);
        Ok(())
    }

    fn draw_text<T: BackendTextStyle>(
        &mut self,
        text: &str,
        style: &T,
        pos: BackendCoord,
    ) -> Drawn {
        let size = style.size() / FINE;
        let anchor = style.anchor();
        let mut at = px(pos);
        at.y += match anchor.v_pos {
            VPos::Top => CAPITALS * size,
            VPos::Center => CAPITALS * size / 2.0,
            VPos::Bottom => 0.0,
        };
        self.items.push(Item::Text(Text {
            text: text.to_owned(),
            at,
            anchor: match anchor.h_pos {
                HPos::Left => Anchor::Start,
                HPos::Center => Anchor::Middle,
                HPos::Right => Anchor::End,
            },
            size,
            weight: Weight::Regular,
            fill: rgb(style.color()),
            halo: None,
            turn: Turn::Level,
        }));
        Ok(())
    }

    fn estimate_text_size<T: BackendTextStyle>(
        &self,
        text: &str,
        style: &T,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        let size = style.size() / FINE;
        let width = self.fonts.width(text, size, Weight::Regular);
        Ok((fine(width) as u32, fine(CAPITALS * size) as u32))
    }
}
