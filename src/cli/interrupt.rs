//! Ctrl-C in long work: it ends the work, and nothing half-written stays.

use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::Session;
use crate::error::{Error, Result};

/// What shells report of a command that Ctrl-C ended.
const INTERRUPTED: u8 = 130;

/// From now on, the first signal to end sets what is returned, and the second one ends the process.
pub(super) fn end_on_signal() -> Result<Arc<AtomicBool>> {
    let stop = Arc::new(AtomicBool::new(false));
    for signal in [signal_hook::consts::SIGINT, signal_hook::consts::SIGTERM] {
        let shutdown = signal_hook::flag::register_conditional_shutdown(
            signal,
            i32::from(INTERRUPTED),
            Arc::clone(&stop),
        );
        shutdown
            .and_then(|_| signal_hook::flag::register(signal, Arc::clone(&stop)))
            .map_err(|source| Error::Signals { source })?;
    }
    Ok(stop)
}

/// The end of work that was interrupted.
pub(super) fn interrupted(session: &Session) -> ExitCode {
    session.note("interrupted: nothing was written");
    ExitCode::from(INTERRUPTED)
}
