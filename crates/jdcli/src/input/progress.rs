//! The progress bar: bytes for files, a counter for standard input; on a terminal only.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use jdlib::PostingReader;

use super::interrupt;
use crate::output::Console;

/// Nothing is shown before this: most runs are over by then.
const DELAY: Duration = Duration::from_millis(500);

pub(crate) struct Bar {
    bar: Option<ProgressBar>,
    read: Vec<Arc<AtomicU64>>,
    started: Instant,
    shown: bool,
}

impl Bar {
    pub(crate) fn new(readers: &[PostingReader], console: &Console) -> Self {
        let progress: Vec<_> = readers.iter().map(PostingReader::progress).collect();
        let size: Option<u64> = progress.iter().map(|(_, size)| *size).sum();
        let bar = console.shows_progress().then(|| {
            let bar = match size {
                Some(size) => ProgressBar::new(size),
                None => ProgressBar::no_length(),
            };
            bar.set_draw_target(ProgressDrawTarget::hidden());
            let template = if size.is_some() {
                "{bar:24} {bytes} of {total_bytes}  {msg}  {bytes_per_sec}  {eta} left"
            } else {
                "{spinner} {msg}"
            };
            if let Ok(style) = ProgressStyle::with_template(template) {
                bar.set_style(style);
            }
            bar
        });
        Self { bar, read: progress.into_iter().map(|(read, _)| read).collect(), started: Instant::now(), shown: false }
    }

    /// Told after every chunk. Says whether to go on.
    pub(crate) fn tick(&mut self, postings: u64) -> ControlFlow<()> {
        if let Some(bar) = &self.bar {
            if !self.shown && self.started.elapsed() > DELAY {
                bar.set_draw_target(ProgressDrawTarget::stderr());
                self.shown = true;
            }
            bar.set_position(self.read.iter().map(|read| read.load(Ordering::Relaxed)).sum());
            bar.set_message(format!("{} postings", crate::failure::thousands(postings)));
        }
        if interrupt::asked() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    /// Takes the bar off the screen.
    pub(crate) fn finish(self) {
        drop(self);
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
