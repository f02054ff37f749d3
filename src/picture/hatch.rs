//! The hatch over the truncated share of a cell: its geometry, once for pictures, style sheets and
//! LaTeX.

use std::f64::consts::FRAC_1_SQRT_2;

use crate::drawing::colour::Rgb;
use crate::drawing::scene::{Hatch, Stroke};

/// Distance of the lines along a cell's edges in px.
const PITCH: f64 = 7.0;

/// Width in px of the wide lines below.
const UNDER: f64 = 2.4;

/// Width in px of the fine lines above.
const OVER: f64 = 1.0;

/// Width in px of the line at its end.
pub(crate) const END: f64 = 1.0;

/// Truncated share below which there is a bar in place of the hatch, which would look like a fault.
const NARROWEST: f64 = 0.03;

/// Whether a truncated share is shown as a bar.
pub(crate) fn has_bar(truncation: f64) -> bool {
    truncation > 0.0 && truncation < NARROWEST
}

/// The two tones of a hatch, one over the other, so that it is seen on dark and on pale fills.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HatchTones {
    /// The wide lines below.
    pub under: Rgb,
    /// Their opacity.
    pub under_opacity: f64,
    /// The fine lines above.
    pub over: Rgb,
    /// Their opacity.
    pub over_opacity: f64,
}

impl HatchTones {
    /// The colour of the wide lines in CSS.
    pub fn under_css(&self) -> String {
        css_colour(self.under, self.under_opacity)
    }

    /// The colour of the fine lines in CSS.
    pub fn over_css(&self) -> String {
        css_colour(self.over, self.over_opacity)
    }

    /// The pattern in these tones.
    pub fn pattern(&self) -> Hatch {
        let stroke = |colour, width, opacity| Stroke::new(colour, width).with_opacity(opacity);
        Hatch {
            pitch: PITCH,
            under: stroke(self.under, UNDER, self.under_opacity),
            over: stroke(self.over, OVER, self.over_opacity),
        }
    }
}

fn css_colour(colour: Rgb, opacity: f64) -> String {
    format!("{colour}{:02x}", (opacity * 255.0).round() as u8)
}

/// The backgrounds of CSS that draw the hatch and the line at its end, from the top to the bottom,
/// with `over` and `under` as the colours of its tones.
pub fn css_backgrounds(over: &str, under: &str) -> Vec<String> {
    let distance = PITCH * FRAC_1_SQRT_2;
    let lines = |colour: &str, width: f64, angle: i32| {
        let (from, to) = ((distance - width) / 2.0, (distance + width) / 2.0);
        format!(
            "repeating-linear-gradient({angle}deg,transparent 0 {from:.2}px,\
             {colour} {from:.2}px {to:.2}px,transparent {to:.2}px {distance:.2}px)"
        )
    };
    let tones = [(over, OVER), (under, UNDER)];
    let backgrounds = tones
        .into_iter()
        // Both begin at the left, so that a narrow area shows what a wide one begins with.
        .flat_map(|(colour, width)| [45, 135].map(|angle| lines(colour, width, angle)));
    let end = format!("linear-gradient(90deg,transparent calc(100% - {END}px),{over} 0)");
    [end].into_iter().chain(backgrounds).collect()
}

/// The TikZ patterns that draw the hatch, first the one below, for px of `mm` millimetres. They
/// need the library `patterns.meta`.
pub fn tikz_patterns(mm: f64) -> [String; 2] {
    let distance = PITCH * FRAC_1_SQRT_2 * mm;
    [UNDER, OVER].map(|width| {
        let width = width * mm;
        format!("Hatch[angle=45,distance={distance:.3}mm,line width={width:.3}mm]")
    })
}

#[cfg(test)]
mod tests;
