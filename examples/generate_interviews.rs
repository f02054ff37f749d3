//! Writes made-up interviews to standard output, for measuring and trying out:
//!
//! ```sh
//! cargo run --release --example generate_interviews -- 1000000 > interviews.ndjson
//! ```
//!
//! The first argument is the number of lines, the second one, if given, the seed. The same lines at
//! each run.

// The tests use more of these two.
#[allow(dead_code)]
#[path = "../tests/support/interviews.rs"]
mod interviews;
#[allow(dead_code)]
#[path = "../tests/support/random.rs"]
mod random;

use std::error::Error;
use std::io::{self, BufWriter, Write};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let lines: u64 = arguments.next().ok_or("how many lines?")?.parse()?;
    let seed = arguments.next().map_or(Ok(1), |seed| seed.parse())?;
    let mut random = random::Random::new(seed);
    let mut out = BufWriter::new(io::stdout().lock());
    for number in 0..lines {
        writeln!(out, "{}", interviews::line(&mut random, number))?;
    }
    Ok(out.flush()?)
}
