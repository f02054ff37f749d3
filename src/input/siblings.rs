//! What lies beside a file.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

/// The names in folders that were looked at: each folder is read once, whoever asks.
#[derive(Default)]
pub(super) struct Folders(Mutex<BTreeMap<OsString, Names>>);

type Names = Arc<BTreeSet<String>>;

impl Folders {
    /// Whether a file or folder called `name` lies beside `file`; `false` where that cannot be
    /// known.
    pub(super) fn has_beside(&self, file: &Path, name: &str) -> bool {
        let folder = match file.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        self.names(folder).contains(name)
    }

    fn names(&self, folder: &Path) -> Names {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(names) = known.get(folder.as_os_str()) {
            return Arc::clone(names);
        }
        let entries = fs::read_dir(folder).into_iter().flatten();
        let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
        let names: Names = Arc::new(names.collect());
        known.insert(folder.into(), Arc::clone(&names));
        names
    }
}
