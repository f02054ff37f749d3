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
use crate::drawing::scene::{Anchor, Area, Item, Path, Point, Rect, Segment, Stroke, Text, Turn};
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
}

fn px(point: BackendCoord) -> Point {
    Point::new(f64::from(point.0) / FINE, f64::from(point.1) / FINE)
}

fn rgb(color: BackendColor) -> Rgb {
    Rgb(color.rgb.0, color.rgb.1, color.rgb.2)
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
        let Point { x, y } = px(point);
        let area = Area::new(x, y, 1.0 / FINE, 1.0 / FINE);
        let pixel = Rect::filled(area, 0.0, rgb(color));
        self.items.push(Item::Rect(pixel));
        Ok(())
    }

    fn draw_line<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
    ) -> Drawn {
        self.draw_path([from, to], style)
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        let color = style.color();
        let stroke = Stroke::new(rgb(color), f64::from(style.stroke_width()) / FINE);
        let stroke = stroke.with_opacity(color.alpha).rounded();
        let segments = Segment::through(path.into_iter().map(px));
        self.items.push(Item::Path(Path::stroked(segments, stroke)));
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
