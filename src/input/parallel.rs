//! Work on many files at once.

use rayon::prelude::*;

/// What `work` makes of each of `items`, in their order. One item needs no threads.
pub(super) fn in_parallel<T: Sync, R: Send>(
    items: &[T],
    work: impl Fn(&T) -> R + Sync + Send,
) -> Vec<R> {
    match items {
        [] | [_] => items.iter().map(work).collect(),
        items => items.par_iter().map(work).collect(),
    }
}

/// Drops what has thousands of parts beside other work: nobody waits for it to be taken apart.
pub(crate) fn drop_aside(what: impl Send + 'static) {
    rayon::spawn(move || drop(what));
}
