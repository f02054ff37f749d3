//! A board as a picture: laid out once as a [`scene::Scene`] of few primitives, then written as SVG or painted
//! as PNG, or set as PDF. The backends decide nothing, so that they look the same.
//!
//! ```text
//! Board page ──layout──▶ Scene ──svg──▶ text
//!                          ├──raster──▶ PNG
//!                          └──pdf──▶ PDF
//! ```

pub mod colour;
pub mod layout;
pub mod logo;
pub mod palette;
pub mod pdf;
pub mod raster;
pub mod scene;
pub mod svg;
pub mod text;
pub mod theme;

pub use layout::{Background, Column, Options, scene};
