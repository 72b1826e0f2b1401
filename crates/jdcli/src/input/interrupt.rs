//! Ctrl-C: the first one ends the run cleanly at the next chunk, the second one at once.

use std::sync::atomic::{AtomicBool, Ordering};

static ASKED: AtomicBool = AtomicBool::new(false);

/// Starts to listen. Where that fails, Ctrl-C ends the program as usual.
pub(crate) fn watch() {
    let listening = ctrlc::set_handler(|| {
        if ASKED.swap(true, Ordering::Relaxed) {
            // The user asked twice: open files are temporary ones, which the next run ignores.
            #[expect(clippy::exit, reason = "the second Ctrl-C has to end the program wherever it is")]
            std::process::exit(130);
        }
    });
    if let Err(error) = listening {
        tracing::debug!("cannot listen for Ctrl-C: {error}");
    }
}

/// Whether the user asked to stop.
pub(crate) fn asked() -> bool {
    ASKED.load(Ordering::Relaxed)
}
