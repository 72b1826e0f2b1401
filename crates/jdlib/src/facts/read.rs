//! Postings to batches: read ahead, analyse in parallel, keep the order.

use std::ops::ControlFlow;

use rayon::prelude::*;

use super::{BATCH, Batch, Facts, FactsBuilder, Quotes, SkillTable};
use crate::error::{Error, ErrorKind, Result};
use crate::extract::{Analysis, Analyzer};
use crate::posting::{Posting, PostingReader};
use crate::repeats::Repeats;

/// Postings read ahead while others are analysed. Two such chunks are in memory at any time, whatever the size of the file.
const CHUNK: usize = 512;

/// What became of the rows of the files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Postings read, repeats among them.
    pub postings: u64,
    /// Postings that repeat an earlier one.
    pub repeats: u64,
    /// Rows that were not read.
    pub refused: u64,
    /// Files whose reading ended early, while others went on.
    pub failed: u64,
    /// What could not be read, in words: file, number of rows, reason, first line.
    pub reasons: Vec<String>,
}

/// Told after every chunk: postings so far. Says whether to go on.
pub type Progress<'p> = &'p mut dyn FnMut(u64) -> ControlFlow<()>;

/// Reads every posting of several files and hands on full batches, in order.
///
/// Memory is two chunks of postings, one batch of facts, and two hash table entries (about 70 bytes) a posting for the recognition of repeats. The result is the same for
/// any number of threads.
///
/// # Errors
/// When no file can be read to its end, when `progress` says to stop, or when `sink` fails.
pub fn for_each_batch(
    readers: Vec<PostingReader>,
    analyzer: &Analyzer,
    quotes: Quotes,
    progress: Progress<'_>,
    mut sink: impl FnMut(Batch) -> Result<()>,
) -> Result<Counts> {
    let mut counts = Counts::default();
    let mut repeats = Repeats::default();
    let mut builder = FactsBuilder::new(quotes);
    let files = readers.len() as u64;
    for mut reader in readers {
        let mut chunk = next_chunk(&mut reader);
        loop {
            let (postings, ended) = chunk;
            let (ahead, analyses) = rayon::join(
                || if ended.is_none() { next_chunk(&mut reader) } else { (Vec::new(), None) },
                || postings.par_iter().map(|posting| analyzer.analyze(posting)).collect::<Vec<Analysis>>(),
            );
            for (posting, analysis) in postings.iter().zip(&analyses) {
                let placed = repeats.place(posting);
                counts.postings += 1;
                counts.repeats += u64::from(placed.duplicate_of.is_some());
                builder.push(placed, posting, analysis);
                if builder.len() == BATCH {
                    sink(builder.finish()?)?;
                }
            }
            if progress(counts.postings).is_break() {
                return Err(Error::new(ErrorKind::Interrupted));
            }
            if let Some(error) = ended {
                // One file alone has to be right; of several, the others go on and the caller is told.
                counts.failed += 1;
                if counts.failed == files {
                    return Err(error);
                }
                counts.reasons.push(format!("the rest of a file was left out: {error}"));
                break;
            }
            if ahead.0.is_empty() && ahead.1.is_none() {
                break;
            }
            chunk = ahead;
        }
        counts.refused += reader.refused().total();
        for (reason, (rows, line)) in &reader.refused().rows {
            counts.reasons.push(format!("{}: {rows} rows have {reason} (first: line {line})", reader.name().display()));
        }
        for (field, cells) in reader.unread_cells() {
            counts.reasons.push(format!(
                "{}: {cells} values of {field} could not be read and count as missing",
                reader.name().display()
            ));
        }
    }
    if !builder.is_empty() {
        sink(builder.finish()?)?;
    }
    Ok(counts)
}

/// Reads every posting of several files into facts in memory.
///
/// # Errors
/// When a file cannot be read.
pub fn read(
    readers: Vec<PostingReader>,
    analyzer: &Analyzer,
    quotes: Quotes,
    progress: Progress<'_>,
) -> Result<(Facts, Counts)> {
    let mut batches = Vec::new();
    let counts = for_each_batch(readers, analyzer, quotes, progress, |batch| {
        batches.push(batch);
        Ok(())
    })?;
    let skills = SkillTable::of(analyzer.lexicon());
    Ok((Facts { batches, skills, fingerprint: analyzer.fingerprint().to_owned() }, counts))
}

/// The next postings, fewer at the end, and the error that ended them.
fn next_chunk(reader: &mut PostingReader) -> (Vec<Posting>, Option<Error>) {
    let mut postings = Vec::with_capacity(CHUNK);
    for posting in reader.by_ref().take(CHUNK) {
        match posting {
            Ok(posting) => postings.push(posting),
            Err(error) => return (postings, Some(error)),
        }
    }
    (postings, None)
}
