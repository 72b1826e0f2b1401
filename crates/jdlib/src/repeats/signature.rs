//! What is kept of a posting so that it can be compared with others.

use xxhash_rust::xxh3::xxh3_64;

use super::place::Place;
use super::sketch::{NEAR_BYTES, Near};
use super::title;
use crate::posting::{Key, Posting};
use crate::text::Text;

/// What is kept of a posting so that it can be compared with others: a fixed number of bytes, no text.
#[derive(Clone, Debug)]
pub struct Signature {
    pub(super) near: Option<Near>,
    pub(super) key: Key,
    /// Content hash; zero without a text. Below, too, zero is unknown.
    pub(super) content: u64,
    /// Of the employer key.
    pub(super) employer: u64,
    pub(super) title: u64,
    pub(super) place: u32,
    pub(super) source: u32,
    pub(super) country: [u8; 2],
    pub(super) posted_at: Option<i32>,
}

/// The columns of facts from which a signature is made again.
#[derive(Clone, Copy, Debug, Default)]
pub struct Parts<'a> {
    /// Key of the row; needed where there is no id.
    pub key: u64,
    /// Source; empty when unknown.
    pub source: &'a str,
    /// Id in the source; empty when it gave none.
    pub source_id: &'a str,
    /// Title, as written.
    pub title: &'a str,
    /// Employer key; empty when unknown.
    pub employer: &'a str,
    /// Place, as written.
    pub location: &'a str,
    /// ISO 3166 code; empty when unknown.
    pub country: &'a str,
    /// Day of posting, in days since 1970-01-01.
    pub posted_at: Option<i32>,
    /// [`Posting::content_hash`].
    pub content_hash: Option<u64>,
    /// [`Signature::near`].
    pub near: Option<&'a [u8]>,
}

impl Signature {
    /// Of a posting. Folds its text, which is most of the work: a pure function, made to be called in parallel.
    #[must_use]
    pub fn of(posting: &Posting) -> Self {
        Self::of_text(posting, &Text::new(&posting.description, posting.markup))
    }

    /// Of a posting whose text is folded already.
    pub(crate) fn of_text(posting: &Posting, text: &Text<'_>) -> Self {
        let parts = Parts {
            source: &posting.source,
            title: &posting.title,
            employer: &posting.employer_key(),
            location: &posting.location,
            country: posting.country_code(),
            posted_at: posting.posted_at.map(crate::posting::Date::days),
            content_hash: posting.content_hash(),
            ..Parts::default()
        };
        let near = Near::of(text);
        Self::assemble(parts, posting.key(), near)
    }

    /// From columns of facts: equal to that of the posting they were made from.
    #[must_use]
    pub fn from_parts(parts: Parts<'_>) -> Self {
        let key = match parts.source_id {
            "" => Key::Content(parts.key),
            id => Key::of_source(parts.source, id),
        };
        let near = parts.near.and_then(Near::from_bytes);
        Self::assemble(parts, key, near)
    }

    /// The sketches and figures of the text, as facts on disk carry them; none for a text too short for them.
    #[must_use]
    pub fn near(&self) -> Option<[u8; NEAR_BYTES]> {
        self.near.as_ref().map(Near::to_bytes)
    }

    /// [`Posting::content_hash`].
    #[must_use]
    pub fn content_hash(&self) -> Option<u64> {
        (self.content != 0).then_some(self.content)
    }

    fn assemble(parts: Parts<'_>, key: Key, near: Option<Near>) -> Self {
        let known = |text: &str| if text.is_empty() { 0 } else { xxh3_64(text.as_bytes()).max(1) };
        let short = |number: u64| (number >> 32) as u32 | u32::from(number != 0);
        let place = Place::of(parts.location, parts.country);
        Self {
            near,
            key,
            content: parts.content_hash.unwrap_or(0),
            employer: known(parts.employer),
            title: title::key(parts.title, &place).unwrap_or(0),
            place: short(place.key.unwrap_or(0)),
            source: short(known(parts.source)),
            country: parts.country.as_bytes().try_into().unwrap_or_default(),
            posted_at: parts.posted_at,
        }
    }

    /// Whether the two may be openings of one country.
    pub(super) fn share_country(&self, other: &Self) -> bool {
        let unknown = [0; 2];
        self.country == other.country || self.country == unknown || other.country == unknown
    }
}
