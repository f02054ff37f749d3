//! All files of a site are made in a folder of their own before the first one takes its place.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use super::Written;
use crate::error::{Error, Result};

/// The list of the site's files, in its folder.
const LIST: &str = ".evalboard-site";

/// A site that is not yet in its place.
pub(super) struct Staged {
    folder: PathBuf,
    temporary: tempfile::TempDir,
    files: BTreeSet<String>,
}

impl Staged {
    /// Begins a site for `folder`, in a temporary folder on the same disk.
    pub fn beside(folder: &Path) -> Result<Self> {
        fs::create_dir_all(folder).map_err(Error::writing(folder))?;
        let temporary = tempfile::Builder::new()
            .prefix(".evalboard-")
            .tempdir_in(folder)
            .map_err(|error| Error::writing(folder)(io::Error::from(error.kind())))?;
        Ok(Staged {
            folder: folder.to_owned(),
            temporary,
            files: BTreeSet::new(),
        })
    }

    /// Adds a file; `name` is relative to the site's folder.
    pub fn add(&mut self, name: &str, content: &[u8]) -> Result<()> {
        let file = self.temporary.path().join(name);
        let target = self.folder.join(name);
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder).map_err(Error::writing(&target))?;
        }
        fs::write(&file, content).map_err(Error::writing(&target))?;
        self.files.insert(name.to_owned());
        Ok(())
    }

    /// Moves every file to its place, the first page last, and removes what an earlier site had and this one has not.
    /// A reader meets whole files only.
    pub fn publish(self) -> Result<Written> {
        let earlier = self.earlier();
        let first = |name: &&String| name.as_str() == "index.html";
        let others = self.files.iter().filter(|name| !first(name));
        for name in others.chain(self.files.iter().filter(first)) {
            let target = self.folder.join(name);
            if let Some(folder) = target.parent() {
                fs::create_dir_all(folder).map_err(Error::writing(folder))?;
            }
            fs::rename(self.temporary.path().join(name), &target)
                .map_err(Error::writing(&target))?;
        }
        let mut removed = 0;
        for name in earlier.difference(&self.files) {
            let target = self.folder.join(name);
            match fs::remove_file(&target) {
                Ok(()) => removed += 1,
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(Error::writing(&target)(error)),
            }
        }
        let list: String = self.files.iter().map(|name| format!("{name}\n")).collect();
        let target = self.folder.join(LIST);
        fs::write(&target, list).map_err(Error::writing(&target))?;
        Ok(Written {
            files: self.files.len(),
            removed,
        })
    }

    /// The files of the site that is there now. What leads out of the folder is none of them.
    fn earlier(&self) -> BTreeSet<String> {
        let list = fs::read_to_string(self.folder.join(LIST)).unwrap_or_default();
        let inside = |name: &&str| {
            let mut components = Path::new(name).components();
            !name.is_empty() && components.all(|part| matches!(part, Component::Normal(_)))
        };
        list.lines().filter(inside).map(str::to_owned).collect()
    }
}
