//! No output takes the place of a file that was read.

use std::fs;
#[cfg(unix)]
use std::os::unix::fs::MetadataExt;
use std::path::Path;
#[cfg(not(unix))]
use std::path::PathBuf;

use super::Target;
use crate::error::{Error, Result};

/// Refuses to write any of `outputs` over one of `inputs`: whatever the spelling, and through
/// symbolic and hard links too. Pipes, devices and files that are not there are no input that could
/// be lost. `-` names standard input among the inputs; where it is redirected from a file, that
/// file counts.
///
/// # Errors
/// Names the first output that is an input, and the input.
pub fn refuse_inputs<'a, I: AsRef<Path>>(
    outputs: impl IntoIterator<Item = &'a Target>,
    inputs: impl IntoIterator<Item = I>,
) -> Result<()> {
    let outputs: Vec<(&Path, FileId)> = outputs
        .into_iter()
        .map(Target::path)
        .filter_map(|output| Some((output, FileId::of(output)?)))
        .collect();
    if outputs.is_empty() {
        return Ok(());
    }
    for input in inputs {
        let input = input.as_ref();
        let id = match input == Path::new("-") {
            true => FileId::of(Path::new("/dev/stdin")),
            false => FileId::of(input),
        };
        let Some(id) = id else { continue };
        if let Some((output, _)) = outputs.iter().find(|(_, output)| *output == id) {
            return Err(Error::OutputIsInput {
                output: output.to_path_buf(),
                input: input.to_owned(),
            });
        }
    }
    Ok(())
}

/// What tells a regular file from all others.
#[derive(Debug, PartialEq, Eq)]
enum FileId {
    /// Device and inode, where the system has them: hard links share them.
    #[cfg(unix)]
    Numbers(u64, u64),
    /// The path without links and `..`.
    #[cfg(not(unix))]
    Path(PathBuf),
}

impl FileId {
    fn of(file: &Path) -> Option<FileId> {
        let metadata = fs::metadata(file).ok()?;
        #[cfg(unix)]
        let id = Some(FileId::Numbers(metadata.dev(), metadata.ino()));
        #[cfg(not(unix))]
        let id = fs::canonicalize(file).ok().map(FileId::Path);
        id.filter(|_| metadata.is_file())
    }
}
