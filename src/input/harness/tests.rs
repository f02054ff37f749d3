use std::io::{self, BufReader, Cursor};

use super::*;
use crate::dataset::MarginSource;

type Reader = fn(&mut Source, &Wanted) -> Result<Parsed>;

/// What a reader makes of `content` in a file of this name.
pub(super) fn outcome(
    read: Reader,
    path: &str,
    content: impl AsRef<[u8]>,
    wanted: &[&str],
) -> Result<Parsed> {
    let nothing: Box<dyn Read> = Box::new(io::empty());
    let mut source = Source {
        path: PathBuf::from(path),
        content: BufReader::new(Cursor::new(content.as_ref().to_owned()).chain(nothing)),
        folders: Default::default(),
    };
    read(&mut source, &Wanted::new(wanted.iter().copied()))
}

pub(super) fn parsed(
    read: Reader,
    path: &str,
    content: impl AsRef<[u8]>,
    wanted: &[&str],
) -> Parsed {
    outcome(read, path, content, wanted).unwrap()
}

/// The runs, a line each: `model | task [level] | metric,filter | k/n +t` or the accuracy with
/// its standard error.
pub(super) fn shown(parsed: &Parsed) -> Vec<String> {
    parsed.runs.iter().map(line).collect()
}

fn line(run: &Run) -> String {
    let level = match run.level.as_str() {
        "" => String::new(),
        level => format!(" [{level}]"),
    };
    let truncated = |t: Option<String>| t.map(|t| format!(" +{t}")).unwrap_or_default();
    let figure = match &run.evidence {
        Evidence::Counts(counts) => {
            let t = truncated(counts.truncated().map(|t| t.to_string()));
            format!("{}/{}{t}", counts.correct(), counts.trials())
        }
        Evidence::Estimate(estimate) => {
            let t = truncated(estimate.truncation.map(|t| format!("{t:.3}")));
            let error = match estimate.margin_source {
                MarginSource::StandardError => format!(" ±{:.6}", estimate.margin / 1.96),
                MarginSource::Wilson => " (Wilson)".to_owned(),
                MarginSource::Unknown => String::new(),
            };
            format!("{:.6}{error}{t}", estimate.accuracy)
        }
    };
    format!(
        "{} | {}{level} | {},{} | {figure}",
        run.model, run.task, run.metric, run.filter
    )
}
