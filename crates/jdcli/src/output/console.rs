//! Standard error: errors, warnings, notes.

use std::io::{IsTerminal, Write};

use anstyle::{AnsiColor, Style};

use crate::args::{Color, GlobalArgs};
use crate::failure::{Failure, explain, io_reason};
use crate::output::human::plain;

/// Who may say what.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Console {
    quiet: u8,
    verbose: u8,
    progress: bool,
}

const RED: Style = AnsiColor::Red.on_default().bold();
const YELLOW: Style = AnsiColor::Yellow.on_default().bold();
const CYAN: Style = AnsiColor::Cyan.on_default();

impl Console {
    pub(crate) fn new(global: &GlobalArgs) -> Self {
        match global.color {
            Color::Auto => {}
            Color::Always => anstream::ColorChoice::Always.write_global(),
            Color::Never => anstream::ColorChoice::Never.write_global(),
        }
        let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb") || std::env::var_os("CI").is_some();
        let progress =
            std::io::stderr().is_terminal() && global.quiet == 0 && global.verbose == 0 && !global.no_progress && !dumb;
        Self { quiet: global.quiet, verbose: global.verbose, progress }
    }

    pub(crate) fn shows_progress(&self) -> bool {
        self.progress
    }

    /// An error: always, but for `-qq`.
    pub(crate) fn failure(&self, error: &anyhow::Error) {
        if self.quiet > 1 {
            return;
        }
        let own = error.chain().find_map(|cause| cause.downcast_ref::<Failure>());
        let library = error.chain().find_map(|cause| cause.downcast_ref::<jdlib::Error>()).map(explain);
        match (own, library) {
            (Some(failure), _) => self.print(failure),
            (None, Some(failure)) => self.print(&failure),
            (None, None) => {
                let causes: Vec<String> = error
                    .chain()
                    .map(|cause| cause.downcast_ref::<std::io::Error>().map_or_else(|| cause.to_string(), io_reason))
                    .collect();
                self.line(&format!("{RED}error:{RED:#} {}", plain(&causes.join(": "))));
            }
        }
    }

    fn print(&self, failure: &Failure) {
        self.line(&format!("{RED}error:{RED:#} {}", plain(failure.message())));
        for fact in failure.facts() {
            self.line(&format!("  {}", plain(fact)));
        }
        if let Some(hint) = failure.hint_text() {
            self.line(&format!("{CYAN}hint:{CYAN:#} {}", plain(hint)));
        }
    }

    pub(crate) fn warning(&self, text: &str) {
        if self.quiet == 0 {
            self.line(&format!("{YELLOW}warning:{YELLOW:#} {}", plain(text)));
        }
    }

    pub(crate) fn note(&self, text: &str) {
        if self.quiet == 0 {
            self.line(&format!("note: {}", plain(text)));
        }
    }

    /// What `-v` adds.
    pub(crate) fn debug(&self, text: &str) {
        if self.verbose > 0 {
            self.line(&plain(text));
        }
    }

    fn line(&self, text: &str) {
        // A closed standard error is nobody's problem.
        let _ = writeln!(anstream::stderr(), "{text}");
    }
}
