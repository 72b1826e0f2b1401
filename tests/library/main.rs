//! Tests of the library through its public face. Real files are found through `JD_REAL_DATA`; without it those tests say so and pass.

#![expect(clippy::print_stdout, reason = "tests say what they measured")]

mod determinism;
mod files;
mod fuzz;
mod fuzz_targets;
mod gold;
mod layers;
mod lexicon;
mod pay;
mod postings;
mod real;
mod spans;
mod truths;

use std::io::Write;
use std::path::PathBuf;

use jdlib::facts::{Facts, FactsBuilder, Quotes, Sketches};
use jdlib::{Analyzer, Posting};

/// Facts of postings in memory, in their order.
fn facts(analyzer: &Analyzer, postings: &[Posting]) -> Facts {
    Facts::of(postings, analyzer, FactsBuilder::new(Quotes::Keep, Sketches::Keep)).expect("columns of one length")
}

/// A file of the real data, or a loud note that it is not there.
fn real(path: &str) -> Option<PathBuf> {
    let found =
        std::env::var_os("JD_REAL_DATA").map(|root| PathBuf::from(root).join(path)).filter(|path| path.is_file());
    if found.is_none() {
        // Not by a macro: those are silent in a test that passes.
        let _ = writeln!(std::io::stderr(), "NOT TESTED: set JD_REAL_DATA to the folder that holds {path}");
    }
    found
}

#[test]
fn public_types_cross_threads() {
    fn crosses<T: Send + Sync>() {}
    crosses::<Analyzer>();
    crosses::<jdlib::Analysis>();
    crosses::<jdlib::Error>();
    crosses::<jdlib::Lexicon>();
    crosses::<jdlib::Market>();
    crosses::<jdlib::matcher::Matcher>();
    crosses::<Posting>();
    crosses::<jdlib::table::Table>();
}

#[test]
fn errors_are_one_word_wide() {
    assert_eq!(size_of::<jdlib::Error>(), size_of::<usize>());
}
