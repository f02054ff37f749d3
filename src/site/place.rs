//! How a site gets to its place. All of its files are made in a folder beside it first.
//!
//! Where the place holds an earlier site and nothing else, or nothing at all, the two folders are
//! exchanged in one step: whoever looks, and whatever ends the process, there is the whole earlier
//! site or the whole new one. Where others have files in it, where the system cannot exchange
//! folders, and where the folder is the one that the process runs in, files are moved one by one,
//! in an order in which every link leads somewhere at every moment: what is linked comes before
//! what links, the front page comes last, and only then what is no longer linked goes.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use super::Written;
use crate::error::{Error, Result};
use crate::output::{Target, refuse_inputs};

/// The list of the site's files, in its folder.
const LIST: &str = ".evalboard-site";

/// The page that readers begin with.
const FRONT: &str = "index.html";

/// A site that is not yet in its place.
pub(super) struct Staged {
    folder: PathBuf,
    temporary: tempfile::TempDir,
    files: BTreeSet<String>,
}

impl Staged {
    /// Begins a site for `folder`, in a temporary folder beside it; inside, where beside is not
    /// allowed.
    pub fn beside(folder: &Path) -> Result<Self> {
        let place = whole_path(folder).map_err(Error::writing(folder))?;
        let name = place.file_name().unwrap_or_default().to_string_lossy();
        let prefix = format!(".{name}.evalboard-");
        let staged_in = |parent: &Path| new_folder(&prefix).tempdir_in(parent);
        let parent = place.parent().unwrap_or(&place);
        let temporary = staged_in(parent)
            .or_else(|_| {
                fs::create_dir_all(&place)?;
                staged_in(&place)
            })
            // The error would name the temporary folder, which says nothing to the user.
            .map_err(|error| Error::writing(folder)(io::Error::from(error.kind())))?;
        Ok(Staged {
            folder: place,
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

    /// Puts the site in its place, and takes away what an earlier one had and this one has not.
    ///
    /// # Errors
    /// Where others have files under the names of the site, where a file of the earlier site is one
    /// of the `inputs`, and where the place cannot be written.
    pub fn publish<'a>(mut self, inputs: impl Iterator<Item = &'a Path>) -> Result<Written> {
        let earlier = listed_in(&self.folder);
        self.refuse_to_overwrite(&earlier)?;
        // All of them are replaced or removed.
        let gone = earlier
            .iter()
            .map(|name| Target::File(self.folder.join(name)));
        refuse_inputs(&gone.collect::<Vec<_>>(), inputs)?;
        let files = self.files.len();
        let gone: Vec<PathBuf> = earlier
            .difference(&self.files)
            .map(|name| self.folder.join(name))
            .filter(|file| file.is_file() && !self.leads_out(file))
            .collect();
        let listed = std::mem::take(&mut self.files);
        self.add(LIST, list(&listed).as_bytes())?;
        self.files = listed;
        if !self.exchange(&earlier)? {
            self.move_one_by_one(&earlier, &gone)?;
        }
        Ok(Written {
            files,
            removed: gone.len(),
        })
    }

    /// What no earlier site wrote belongs to someone else.
    fn refuse_to_overwrite(&self, earlier: &BTreeSet<String>) -> Result<()> {
        let foreign = self.files.iter().find(|name| {
            let found = fs::symlink_metadata(self.folder.join(name));
            found.is_ok_and(|found| found.is_dir() || !earlier.contains(*name))
                || self.leads_out(&self.folder.join(name))
        });
        foreign.map_or(Ok(()), |name| {
            Err(Error::Exists {
                path: self.folder.join(name),
                advice: "and was not written by `evalboard site`; remove it or choose another \
                         folder",
            })
        })
    }

    /// Whether a file of the site lies behind a link, elsewhere.
    fn leads_out(&self, file: &Path) -> bool {
        let above = file.ancestors().skip(1);
        let mut inside = above.take_while(|folder| *folder != self.folder);
        inside.any(Path::is_symlink)
    }

    /// Exchanges the folders; false where that cannot be, and then nothing has changed.
    ///
    /// # Errors
    /// Where the earlier site was exchanged although others have files in it, and cannot be put
    /// back.
    fn exchange(&mut self, earlier: &BTreeSet<String>) -> Result<bool> {
        let (staged, place) = (self.temporary.path(), self.folder.as_path());
        if !place.exists() {
            return Ok(fs::rename(staged, place).is_ok());
        }
        let working = std::env::current_dir().and_then(fs::canonicalize);
        let in_use = working.is_ok_and(|working| working.starts_with(place));
        if in_use || staged.starts_with(place) || !holds_only(place, earlier) {
            return Ok(false);
        }
        let same_permissions =
            fs::metadata(place).and_then(|found| fs::set_permissions(staged, found.permissions()));
        if same_permissions.is_err() || exchanged(staged, place).is_err() {
            return Ok(false);
        }
        if holds_only(staged, earlier) {
            return Ok(true);
        }
        // What others put in at the last moment goes back with the earlier site.
        let back = exchanged(staged, place).map_err(|error| {
            let problem = "the earlier site, in which others have files, cannot be put back";
            Error::writing(staged)(io::Error::new(error.kind(), format!("{problem}: {error}")))
        });
        if back.is_err() {
            self.temporary.disable_cleanup(true);
        }
        back.map(|()| false)
    }

    fn move_one_by_one(&self, earlier: &BTreeSet<String>, gone: &[PathBuf]) -> Result<()> {
        fs::create_dir_all(&self.folder).map_err(Error::writing(&self.folder))?;
        let all = Target::File(self.folder.join(LIST));
        // While both are there, both are the site's: the next run cleans up after one that did not
        // come to its end.
        all.write(list(&(earlier | &self.files)).as_bytes())?;
        for name in in_order(&self.files, earlier) {
            let target = self.folder.join(name);
            if let Some(folder) = target.parent() {
                fs::create_dir_all(folder).map_err(Error::writing(folder))?;
            }
            fs::rename(self.temporary.path().join(name), &target)
                .map_err(Error::writing(&target))?;
        }
        for target in gone {
            fs::remove_file(target).map_err(Error::writing(target))?;
        }
        all.write(list(&self.files).as_bytes())
    }
}

/// What is linked before what links: pictures and data, pages that no page there links yet, the
/// others, the front page.
fn in_order<'a>(files: &'a BTreeSet<String>, earlier: &BTreeSet<String>) -> Vec<&'a String> {
    let mut order: Vec<&String> = files.iter().collect();
    order.sort_by_key(|name| {
        let links = name.ends_with(".html");
        (*name == FRONT, links, earlier.contains(*name))
    });
    order
}

/// The folder's path from the root, whether it is there or not; the folders above it are made.
fn whole_path(folder: &Path) -> io::Result<PathBuf> {
    match (folder.exists(), folder.file_name()) {
        (false, Some(name)) => {
            let parent = match folder.parent() {
                Some(parent) if !parent.as_os_str().is_empty() => parent,
                _ => Path::new("."),
            };
            fs::create_dir_all(parent)?;
            Ok(fs::canonicalize(parent)?.join(name))
        }
        _ => {
            let place = fs::canonicalize(folder)?;
            match place.is_dir() {
                true => Ok(place),
                false => Err(io::Error::from(io::ErrorKind::NotADirectory)),
            }
        }
    }
}

/// A folder that others may read: it becomes the site's.
fn new_folder(prefix: &str) -> tempfile::Builder<'_, '_> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(prefix);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o777));
    }
    builder
}

fn list(files: &BTreeSet<String>) -> String {
    files.iter().map(|name| format!("{name}\n")).collect()
}

/// The files of the site that is there now. What leads out of the folder is none of them.
fn listed_in(folder: &Path) -> BTreeSet<String> {
    let list = fs::read_to_string(folder.join(LIST)).unwrap_or_default();
    let inside = |name: &&str| {
        let mut components = Path::new(name).components();
        !name.is_empty() && components.all(|part| matches!(part, Component::Normal(_)))
    };
    list.lines().filter(inside).map(str::to_owned).collect()
}

/// Whether a folder holds nothing but `files`, their list, and the folders that they are in.
fn holds_only(folder: &Path, files: &BTreeSet<String>) -> bool {
    let files: BTreeSet<PathBuf> = files
        .iter()
        .chain([&LIST.to_owned()])
        .map(PathBuf::from)
        .collect();
    let folders: BTreeSet<&Path> = files
        .iter()
        .flat_map(|file| file.ancestors().skip(1))
        .collect();
    let mut open = vec![PathBuf::new()];
    while let Some(inner) = open.pop() {
        let Ok(entries) = fs::read_dir(folder.join(&inner)) else {
            return false;
        };
        for entry in entries {
            let Ok((name, kind)) =
                entry.and_then(|entry| Ok((entry.file_name(), entry.file_type()?)))
            else {
                return false;
            };
            let path = inner.join(name);
            match kind.is_dir() {
                true if folders.contains(path.as_path()) => open.push(path),
                false if kind.is_file() && files.contains(&path) => {}
                _ => return false,
            }
        }
    }
    true
}

#[cfg(any(target_os = "linux", target_vendor = "apple"))]
fn exchanged(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
fn exchanged(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::Error::from(io::ErrorKind::Unsupported))
}

#[cfg(test)]
mod tests;
