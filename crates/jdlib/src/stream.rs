//! Postings of several files, read in parallel, in their order.
//!
//! One thread reads ahead, all cores analyse, and the caller's thread takes the results in the order of the rows. A few chunks of postings
//! are in memory at any time, whatever the size of the files, and the order does not depend on the number of threads.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use rayon::prelude::*;

use crate::error::{Error, Result};
use crate::extract::{Analysis, Analyzer};
use crate::posting::{Posting, PostingReader};
use crate::repeats::Signature;
use crate::text::Text;

/// Postings handed from one thread to the next at once.
const CHUNK: usize = 512;
/// Bytes of posting texts that end a chunk early.
const CHUNK_BYTES: usize = 8 << 20;
/// Chunks that wait between two threads.
const AHEAD: usize = 2;

/// One posting, read and ready to be compared.
#[derive(Debug)]
pub struct Analyzed {
    /// The posting.
    pub posting: Posting,
    /// What it says.
    pub analysis: Analysis,
    /// What it is recognised by.
    pub signature: Signature,
    /// Characters of its text that were broken and repaired.
    pub repaired: usize,
}

impl Analyzed {
    /// Reads a posting.
    #[must_use]
    pub fn new(posting: Posting, analyzer: &Analyzer) -> Self {
        // The text is folded once for both.
        let text = Text::new(&posting.description, posting.markup);
        let repaired = text.repaired();
        let signature = Signature::of_text(&posting, &text);
        let analysis = analyzer.analyze_text(&posting, text);
        Self { posting, analysis, signature, repaired }
    }
}

/// What comes next.
#[derive(Debug)]
pub enum Step<T> {
    /// What was made of postings of the current file, in their order.
    Postings(Vec<T>),
    /// The file has ended. Its reader knows what was refused; the error is what ended it early.
    End(PostingReader, Option<Error>),
}

enum Read {
    Postings(Vec<Posting>),
    End(Box<PostingReader>, Option<Error>),
}

/// Reads every posting of several files, makes something of each on all cores, and hands that on in order.
///
/// # Errors
/// What `sink` returns. A file that ends early is a [`Step`], not an error.
pub fn for_each_step<T: Send, E>(
    readers: Vec<PostingReader>,
    make: impl Fn(Posting) -> T + Sync,
    mut sink: impl FnMut(Step<T>) -> Result<(), E>,
) -> Result<(), E> {
    let (read, to_make) = sync_channel(AHEAD);
    let (made, to_sink) = sync_channel(AHEAD);
    let make = &make;
    std::thread::scope(|scope| {
        scope.spawn(move || read_all(readers, &read));
        scope.spawn(move || make_all(make, &to_make, &made));
        // When the sink fails its end of the channel goes, and with it, one after the other, both threads.
        for step in to_sink {
            sink(step)?;
        }
        Ok(())
    })
}

fn read_all(readers: Vec<PostingReader>, to: &SyncSender<Read>) {
    for mut reader in readers {
        let error = loop {
            let (postings, ended) = next_chunk(&mut reader);
            let is_last = postings.is_empty();
            if !is_last && to.send(Read::Postings(postings)).is_err() {
                return;
            }
            if is_last || ended.is_some() {
                break ended;
            }
        };
        if to.send(Read::End(Box::new(reader), error)).is_err() {
            return;
        }
    }
}

fn make_all<T: Send>(make: &(impl Fn(Posting) -> T + Sync), from: &Receiver<Read>, to: &SyncSender<Step<T>>) {
    for read in from {
        let step = match read {
            Read::Postings(postings) => Step::Postings(postings.into_par_iter().map(make).collect()),
            Read::End(reader, error) => Step::End(*reader, error),
        };
        if to.send(step).is_err() {
            return;
        }
    }
}

/// The next postings, none at the end, and the error that ended them.
fn next_chunk(reader: &mut PostingReader) -> (Vec<Posting>, Option<Error>) {
    let mut postings = Vec::with_capacity(CHUNK);
    let mut bytes = 0;
    while postings.len() < CHUNK && bytes < CHUNK_BYTES {
        match reader.next() {
            Some(Ok(posting)) => {
                bytes += posting.description.len();
                postings.push(posting);
            }
            Some(Err(error)) => return (postings, Some(error)),
            None => break,
        }
    }
    (postings, None)
}
