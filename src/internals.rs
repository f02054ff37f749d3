//! What benchmarks and tests use directly: parts of the way from a file to a picture. They may
//! change at any time.

/// What is said of a board, and its columns.
pub mod board {
    pub use crate::board::caption::{WHOLE, shortened};
    pub use crate::board::columns::ALL as COLUMNS;
    pub use crate::board::{Entry, Page};
}

/// What was decided while reading.
pub mod dataset {
    pub use crate::dataset::note_lines;
}

/// Scenes, and the files that they become.
pub mod drawing {
    pub use crate::drawing::colour::Rgb;
    pub use crate::drawing::{EncodeOptions, Format, encode, scene, text};
}

/// Markdown of sections.
pub mod emit {
    pub use crate::emit::{Emit, markdown};
}

/// Reading as the command line's options say.
pub mod input {
    pub use crate::input::{
        FormatId, Mapping, Metrics, Options, Repeats, Scale, ScaleChoice, TableOptions, load,
    };
}

/// Boards as scenes.
pub mod picture {
    pub use crate::picture::colours::{Colours, MIN_CONTRAST};
    pub use crate::picture::{Arrangement, Density, scene};
}

/// Plots, and the figures in them.
#[cfg(feature = "plot")]
pub mod plot {
    pub use crate::plot::correlation::correlations;
    pub use crate::plot::profile::profile;
    pub use crate::plot::{Choices, PLOTS, Plot};
}

/// Fair ranks.
pub mod rank {
    pub use crate::rank::{Contender, beyond, compare, rank};
}

/// Statistics of cells.
pub mod stats {
    pub use crate::stats::{
        CellScore, CellStatistics, Sample, Z, bonferroni_limit, holm_limit, score_interval,
        score_of, wilson,
    };
}
