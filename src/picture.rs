//! A board laid out as a [`scene`](crate::drawing::scene) of few primitives.

pub mod colours;
pub mod hatch;
pub mod layout;
pub mod palette;
pub mod theme;

pub use colours::Colours;
pub use layout::{Arrangement, Background, Density, Options, scene};
pub use palette::Palette;
pub use theme::Theme;
