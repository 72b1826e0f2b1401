//! Groups of postings that are one opening.
//!
//! [`Signature`] is what is kept of a posting, [`Repeats`] collects them, [`Groups`] says which posting repeats which.
//!
//! ```
//! use jdlib::repeats::{RepeatKind, Repeats, Signature};
//! use jdlib::Posting;
//!
//! let text = "You build the pipelines that bring our orders to the warehouse every night. ".repeat(3);
//! let ad = Posting::new(text.clone()).with_title("Senior Data Engineer (m/w/d)").with_employer("Acme Inc.");
//! let again = Posting::new(text + "We answer all.").with_title("Sr. Data Engineer").with_employer("ACME");
//!
//! let mut repeats = Repeats::default();
//! let first = repeats.push(Signature::of(&ad));
//! let second = repeats.push(Signature::of(&again));
//! let groups = repeats.group();
//! assert!(groups.repeat(first).is_none());
//! assert_eq!(groups.repeat(second).map(|repeat| (repeat.leader, repeat.kind)), Some((first, RepeatKind::Near)));
//! ```
//!
//! # Rules
//!
//! 1. One source and id is one posting, on whatever day. A row without text repeats in no other way.
//! 2. The same title, employer, place and text is the same opening. So it is if the *title keys* are equal, both have a
//!    text, no figure contradicts (years, pay) and the texts are alike: their words where the employer is the same,
//!    their runs of five words where employers differ or are unknown. A text under thirty words repeats only as a
//!    whole.
//! 3. Two known countries are two openings.
//! 4. The earliest ad leads; others are compared with leaders only, and each joins the most similar one. No chains.
//! 5. An ad more than [`WINDOW_DAYS`] after its leader is a [`Repost`], and leads itself.
//!
//! # What it costs
//!
//! 344 bytes a posting and up to 40 for the table of keys; 555 in all at the height of [`Repeats::group`] (measured,
//! for 10,000 and 100,000 postings of several shapes). Grouping is linear but for sorting: a posting is compared with
//! at most 256 leaders of the same content, 256 of the same employer and title, and 32 through each of 32 bands; with a
//! handful in real files. A signature costs about as much as folding the text three times, a third of it for the
//! content hash and the key.
//!
//! # What it does not see
//!
//! Company text is not taken out before texts are compared. To know it, all sentences of an employer would have to be
//! counted first: a second pass over the texts. Titles have to match in any case, so what company text can hide are
//! different openings under one generic title, and those are better told by what differs: threshold and figures refuse
//! 5 of the 14 such pairs of likeness .75 and more that 1,400 distinct real ads have. Most of the other nine differ in
//! one sentence, such as the one that names the team: without company text they would be alike as well. An ad in two
//! languages is two.

mod figures;
mod group;
mod place;
mod signature;
mod sketch;
#[cfg(test)]
mod tests;
mod title;
mod words;

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use xxhash_rust::xxh3::xxh3_64_with_seed;

use self::group::Found;
pub use self::signature::{Parts, Signature};
pub use self::sketch::NEAR_BYTES;

/// Days after a leader within which an equal ad repeats it. A later one is a new ad of the same series: a [`Repost`].
pub const WINDOW_DAYS: i32 = 60;

/// Signatures in a chunk. Chunks are never moved: memory grows by one of them, never by all that was there before.
const CHUNK: usize = 1024;

/// Collects the postings of a stream.
#[derive(Clone, Debug, Default)]
pub struct Repeats {
    chunks: Vec<Vec<(Signature, u64)>>,
    /// Postings with each key so far.
    keys: HashMap<u64, u32>,
}

impl Repeats {
    /// Adds the next posting of the stream, and returns its unique number: that of its key, or, for a row that repeats
    /// the key of an earlier one, a number made from the key and the count.
    pub fn push(&mut self, signature: Signature) -> u64 {
        let unique = self.unique(signature.key.number());
        if self.chunks.last().is_none_or(|chunk| chunk.len() == CHUNK) {
            self.chunks.push(Vec::with_capacity(CHUNK));
        }
        if let Some(chunk) = self.chunks.last_mut() {
            chunk.push((signature, unique));
        }
        unique
    }

    fn unique(&mut self, key: u64) -> u64 {
        let mut count = *self.keys.entry(key).and_modify(|seen| *seen += 1).or_insert(1) - 1;
        let mut unique = key;
        while count > 0 {
            unique = xxh3_64_with_seed(&key.to_le_bytes(), u64::from(count));
            // Facts that are read again bring numbers that were made here: then the next one is taken.
            if let Entry::Vacant(free) = self.keys.entry(unique) {
                free.insert(1);
                self.keys.insert(key, count + 1);
                break;
            }
            count += 1;
        }
        unique
    }

    /// Postings so far.
    #[must_use]
    pub fn len(&self) -> usize {
        self.chunks.last().map_or(0, |last| (self.chunks.len() - 1) * CHUNK + last.len())
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.chunks.is_empty()
    }

    /// Groups the postings so far.
    #[must_use]
    pub fn group(&self) -> Groups {
        Groups::new(group::group(self.len(), |place| {
            let (signature, key) = &self.chunks[place as usize / CHUNK][place as usize % CHUNK];
            (signature, *key)
        }))
    }
}

/// Why a posting is a repeat, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum RepeatKind {
    /// Same source and id.
    SameId,
    /// Same title, employer, place and text.
    Exact,
    /// The same text in another place of the same country.
    Place,
    /// Same employer and title; the texts differ a little.
    Near,
    /// Same title and nearly the same text under another or an unknown employer: agencies, boards.
    Employer,
}

impl RepeatKind {
    /// All kinds, in order.
    pub const ALL: [Self; 5] = [Self::SameId, Self::Exact, Self::Place, Self::Near, Self::Employer];

    /// The written name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SameId => "same-id",
            Self::Exact => "exact",
            Self::Place => "place",
            Self::Near => "near",
            Self::Employer => "employer",
        }
    }
}

/// A posting that stands for the same opening as an earlier one.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Repeat {
    /// Unique number of the posting.
    pub key: u64,
    /// Unique number of the earliest posting of its group.
    pub leader: u64,
    /// How it was recognised.
    pub kind: RepeatKind,
    /// Estimated likeness of the two texts; 1 for equal ones.
    pub similarity: f32,
    /// Whether the two come from different known sources.
    pub crosses_sources: bool,
}

/// A posting that renews an older one: alike as a repeat is, but more than [`WINDOW_DAYS`] later. It leads a group of
/// its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Repost {
    /// Unique number of the posting.
    pub key: u64,
    /// Unique number of the older leader.
    pub of: u64,
    /// Days between the two.
    pub days: i32,
}

/// Which postings of a stream repeat which.
#[derive(Clone, Debug, Default)]
pub struct Groups {
    /// In stream order.
    repeats: Vec<Repeat>,
    /// Places in `repeats`, by key.
    by_key: Vec<u32>,
    /// By key.
    reposts: Vec<Repost>,
    /// By key of the leader.
    places: Vec<(u64, u32)>,
}

impl Groups {
    fn new(found: Found) -> Self {
        let Found { repeats, mut reposts, places } = found;
        let mut by_key: Vec<u32> = (0_u32..).take(repeats.len()).collect();
        by_key.sort_unstable_by_key(|place| repeats[*place as usize].key);
        reposts.sort_unstable_by_key(|repost| repost.key);
        Self { repeats, by_key, reposts, places }
    }

    /// What a posting repeats; none for one that leads a group or stands alone.
    #[must_use]
    pub fn repeat(&self, key: u64) -> Option<&Repeat> {
        let place = self.by_key.binary_search_by_key(&key, |place| self.repeats[*place as usize].key).ok()?;
        Some(&self.repeats[self.by_key[place] as usize])
    }

    /// Which older ad a posting renews.
    #[must_use]
    pub fn repost(&self, key: u64) -> Option<&Repost> {
        self.reposts.binary_search_by_key(&key, |repost| repost.key).ok().map(|place| &self.reposts[place])
    }

    /// Distinct known places of a leader's group; 1 for a posting that stands alone.
    #[must_use]
    pub fn places(&self, leader: u64) -> u32 {
        self.places.binary_search_by_key(&leader, |(key, _)| *key).map_or(1, |place| self.places[place].1)
    }

    /// The repeats, in the order of the stream.
    pub fn iter(&self) -> std::slice::Iter<'_, Repeat> {
        self.repeats.iter()
    }

    /// How many there are.
    #[must_use]
    pub fn counts(&self) -> RepeatCounts {
        let mut counts = RepeatCounts { kinds: [0; RepeatKind::ALL.len()], reposts: self.reposts.len() as u64 };
        for repeat in &self.repeats {
            counts.kinds[repeat.kind as usize] += 1;
        }
        counts
    }
}

impl<'g> IntoIterator for &'g Groups {
    type Item = &'g Repeat;
    type IntoIter = std::slice::Iter<'g, Repeat>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// Numbers of repeats.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RepeatCounts {
    kinds: [u64; RepeatKind::ALL.len()],
    reposts: u64,
}

impl RepeatCounts {
    /// Repeats of a kind.
    #[must_use]
    pub const fn of(&self, kind: RepeatKind) -> u64 {
        self.kinds[kind as usize]
    }

    /// Repeats of all kinds.
    #[must_use]
    pub fn repeats(&self) -> u64 {
        self.kinds.iter().sum()
    }

    /// Reposts, which are no repeats.
    #[must_use]
    pub const fn reposts(&self) -> u64 {
        self.reposts
    }
}
