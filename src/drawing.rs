//! A scene of few primitives, and the backends that write it as SVG, paint it as PNG, or set it as PDF. Knows
//! nothing of boards or models. The backends decide nothing, so that they look the same.
//!
//! ```text
//! Scene ──svg──▶ text
//!   ├──raster──▶ PNG
//!   └──pdf──▶ PDF
//! ```

pub mod colour;
pub mod logo;
pub mod pdf;
pub mod raster;
pub mod scene;
pub mod svg;
pub mod text;
