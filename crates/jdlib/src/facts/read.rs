//! Postings to batches.

use std::ops::ControlFlow;

use rayon::prelude::*;

use super::{BATCH, Batch, Facts, FactsBuilder, SkillTable, mark};
use crate::error::{Error, ErrorKind, Result};
use crate::extract::Analyzer;
use crate::posting::{Posting, PostingReader};
use crate::repeats::{Groups, Repeats};
use crate::stream::{Analyzed, Step, for_each_step};

/// What became of the rows of the files: `postings + refused` is the number of rows, and `repeats` of the postings are repeats.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Postings read, repeats among them.
    pub postings: u64,
    /// Postings that repeat another one.
    pub repeats: u64,
    /// Postings that are a new ad of an older one: they count.
    pub reposts: u64,
    /// Postings without a text.
    pub without_text: u64,
    /// Rows that were not read.
    pub refused: u64,
    /// Files whose reading ended early, while others went on.
    pub failed: u64,
    /// What could not be read, in words: file, number of rows, reason, first line.
    pub reasons: Vec<String>,
}

impl Counts {
    /// Adds what a reader could not read, and the error that ended it.
    pub fn add(&mut self, reader: &PostingReader, error: Option<&Error>) {
        let name = reader.name().display();
        if let Some(error) = error {
            self.failed += 1;
            self.reasons.push(format!("the rest of a file was left out: {error}"));
        }
        self.refused += reader.refused().total();
        let rows = reader.postings() + reader.refused().total();
        for (reason, refusals) in &reader.refused().reasons {
            let (count, first) = (refusals.rows, &refusals.first);
            let have = if count == 1 { "has" } else { "have" };
            self.reasons.push(format!(
                "{name}: {count} of {rows} rows {have} {reason} and {} left out (first: {first})",
                if count == 1 { "was" } else { "were" }
            ));
        }
        self.reasons.extend(Self::unread_cells(reader));
    }

    /// What a reader could not read of rows that it read, in words.
    pub fn unread_cells(reader: &PostingReader) -> impl Iterator<Item = String> {
        let name = reader.name().display();
        reader.unread_cells().iter().map(move |(field, cells)| {
            let are = if *cells == 1 { "value of" } else { "values of" };
            format!("{name}: {cells} {are} {field} could not be read and count as missing")
        })
    }
}

/// Looks on while files are read. A closure that takes the number of postings so far is one.
pub trait Watch {
    /// Told of every posting, in order.
    fn posting(&mut self, _: &Analyzed) {}

    /// Told at the end of every file.
    fn file(&mut self, _: &PostingReader) {}

    /// Told after every chunk: postings so far. Says whether to go on.
    fn progress(&mut self, postings: u64) -> ControlFlow<()>;
}

impl<F: FnMut(u64) -> ControlFlow<()>> Watch for F {
    fn progress(&mut self, postings: u64) -> ControlFlow<()> {
        self(postings)
    }
}

/// Reads every posting of several files and hands on full batches, in order.
///
/// Which postings repeat another one is known at the end: the batches do not say so yet, the groups that are returned do. Memory is a few
/// chunks of postings, one batch of facts, and what [`Repeats`] keeps of every posting. The result is the same for any number of threads.
///
/// # Errors
/// When no file can be read to its end, when `watch` says to stop, or when `sink` fails.
pub fn for_each_batch(
    readers: Vec<PostingReader>,
    analyzer: &Analyzer,
    mut builder: FactsBuilder,
    watch: &mut dyn Watch,
    mut sink: impl FnMut(Batch) -> Result<()>,
) -> Result<(Counts, Groups)> {
    let mut counts = Counts::default();
    let mut repeats = Repeats::default();
    let files = readers.len() as u64;
    for_each_step(
        readers,
        |posting| Analyzed::new(posting, analyzer),
        |step| {
            match step {
                Step::Postings(postings) => {
                    for analyzed in postings {
                        watch.posting(&analyzed);
                        counts.postings += 1;
                        counts.without_text += u64::from(analyzed.posting.description.trim().is_empty());
                        let key = repeats.push(analyzed.signature.clone());
                        builder.push(key, &analyzed.signature, &analyzed.posting, &analyzed.analysis);
                        if builder.len() == BATCH {
                            sink(builder.finish()?)?;
                        }
                    }
                    if watch.progress(counts.postings).is_break() {
                        return Err(Error::new(ErrorKind::Interrupted));
                    }
                }
                Step::End(reader, error) => {
                    counts.add(&reader, error.as_ref());
                    watch.file(&reader);
                    // One file alone has to be right; of several, the others go on and the caller is told.
                    if let Some(error) = error.filter(|_| counts.failed == files) {
                        return Err(error);
                    }
                }
            }
            Ok(())
        },
    )?;
    if !builder.is_empty() {
        sink(builder.finish()?)?;
    }
    let groups = repeats.group();
    counts.repeats = groups.counts().repeats();
    counts.reposts = groups.counts().reposts();
    Ok((counts, groups))
}

/// Reads every posting of several files into facts in memory.
///
/// # Errors
/// When a file cannot be read.
pub fn read(
    readers: Vec<PostingReader>,
    analyzer: &Analyzer,
    builder: FactsBuilder,
    watch: &mut dyn Watch,
) -> Result<(Facts, Counts)> {
    let mut batches = Vec::new();
    let (counts, groups) = for_each_batch(readers, analyzer, builder, watch, |batch| {
        batches.push(batch);
        Ok(())
    })?;
    mark_all(&mut batches, &groups)?;
    let skills = SkillTable::of(analyzer.lexicon());
    Ok((Facts { batches, skills, fingerprint: analyzer.fingerprint().to_owned() }, counts))
}

impl Facts {
    /// Facts of postings that are in memory already, in their order.
    ///
    /// # Errors
    /// Never for postings; Arrow checks the columns all the same.
    pub fn of(postings: &[Posting], analyzer: &Analyzer, mut builder: FactsBuilder) -> Result<Self> {
        let analyzed: Vec<Analyzed> =
            postings.par_iter().map(|posting| Analyzed::new(posting.clone(), analyzer)).collect();
        let mut repeats = Repeats::default();
        let mut batches = Vec::new();
        for Analyzed { posting, analysis, signature, .. } in &analyzed {
            let key = repeats.push(signature.clone());
            builder.push(key, signature, posting, analysis);
            if builder.len() == BATCH {
                batches.push(builder.finish()?);
            }
        }
        batches.push(builder.finish()?);
        mark_all(&mut batches, &repeats.group())?;
        Ok(Self { batches, skills: SkillTable::of(analyzer.lexicon()), fingerprint: analyzer.fingerprint().to_owned() })
    }
}

/// Says in batches which postings are repeats.
pub(crate) fn mark_all(batches: &mut [Batch], groups: &Groups) -> Result<()> {
    let mut places = mark::Places::new();
    for batch in &*batches {
        mark::add_places(&batch.postings, &mark::keys(&batch.postings)?, groups, &mut places)?;
    }
    for batch in batches {
        batch.postings = mark::mark(&batch.postings, &mark::keys(&batch.postings)?, groups, &places)?;
    }
    Ok(())
}
