//! Groups of postings that are one opening.
//!
//! Exact repeats: the same source and id, or the same title, employer, place and text, whatever the case and spacing. The first leads.
//! State is two numbers a posting: bounded by the number of postings, not by their texts.

use std::collections::HashMap;

use crate::posting::{Key, Posting};

/// What a posting is among those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placed {
    /// Unique number. A row that repeats the key of an earlier one gets a number of its own, made from that key and the count.
    pub key: u64,
    /// Number of the posting that it repeats.
    pub duplicate_of: Option<u64>,
    /// What equal openings share; none for a posting without text.
    pub content_hash: Option<u64>,
}

/// Recognises repeats in a stream of postings.
///
/// ```
/// use jdlib::{Posting, Repeats};
///
/// let mut repeats = Repeats::default();
/// let posting = Posting::new("We need Python.").with_title("Engineer");
/// assert_eq!(repeats.place(&posting).duplicate_of, None);
/// let first = repeats.place(&posting);
/// assert!(first.duplicate_of.is_some());
/// ```
#[derive(Clone, Debug, Default)]
pub struct Repeats {
    /// Postings with each key so far.
    keys: HashMap<u64, u32>,
    /// Leader of each content.
    leaders: HashMap<u64, u64>,
}

impl Repeats {
    /// Places the next posting of the stream.
    pub fn place(&mut self, posting: &Posting) -> Placed {
        self.place_hashed(posting.key(), posting.content_hash())
    }

    /// Places a posting by its key and content hash, as facts carry them.
    pub fn place_hashed(&mut self, key: Key, content_hash: Option<u64>) -> Placed {
        let number = key.number();
        let seen = self.keys.entry(number).or_default();
        let unique = if *seen == 0 {
            number
        } else {
            xxhash_rust::xxh3::xxh3_64_with_seed(&number.to_le_bytes(), u64::from(*seen))
        };
        let same_posting = *seen > 0 && matches!(key, Key::SourceId(_));
        *seen += 1;
        let leader = content_hash.and_then(|hash| self.leaders.get(&hash).copied());
        let duplicate_of = leader.or(same_posting.then_some(number));
        if let (None, Some(hash)) = (duplicate_of, content_hash) {
            self.leaders.insert(hash, unique);
        }
        Placed { key: unique, duplicate_of, content_hash }
    }
}
