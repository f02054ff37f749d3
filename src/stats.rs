//! Statistics of cells, rows and models: pure functions of numbers, each with its formula.
