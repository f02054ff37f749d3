//! A board as a picture.

pub mod colour;
pub mod palette;
pub mod theme;
