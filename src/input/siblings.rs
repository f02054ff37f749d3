//! What lies beside a file.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// The names in folders that were looked at.
pub(super) type Folders = RefCell<BTreeMap<PathBuf, Rc<[String]>>>;

/// The names of the files beside a file; the folder is read when they are asked for.
pub(super) struct Siblings {
    folder: PathBuf,
    folders: Rc<Folders>,
}

impl Siblings {
    /// Those of `file`; `folders` remembers what was looked at.
    pub(super) fn of(file: &Path, folders: &Rc<Folders>) -> Siblings {
        Siblings {
            folder: folder_of(file),
            folders: Rc::clone(folders),
        }
    }

    /// The names of all files and folders beside the file, itself included, sorted. None where they
    /// cannot be read.
    pub(super) fn names(&self) -> Rc<[String]> {
        let mut folders = self.folders.borrow_mut();
        if let Some(names) = folders.get(&self.folder) {
            return Rc::clone(names);
        }
        let entries = fs::read_dir(&self.folder).into_iter().flatten();
        let mut names: Vec<String> = entries
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .collect();
        names.sort();
        let names: Rc<[String]> = names.into();
        folders.insert(self.folder.clone(), Rc::clone(&names));
        names
    }

    /// The path of the file called `name` beside the file; it need not be there.
    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }
}

/// The folder that a file lies in.
fn folder_of(file: &Path) -> PathBuf {
    match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    }
}
