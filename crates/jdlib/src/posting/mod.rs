//! One job posting as its source gave it, and the readers that fill it.

mod cities;
mod country;
mod date;
mod employer;
mod location;
#[cfg(feature = "read")]
mod read;
mod region;

use rust_decimal::Decimal;
use xxhash_rust::xxh3::Xxh3;

pub(crate) use self::country::names as country_names;
pub use self::date::{Date, DayOrder, Precision};
pub use self::employer::{employer_key, strip_rating};
pub(crate) use self::location::code as country_code;
#[cfg(feature = "read")]
pub use self::read::{
    FIELDS, Header, InputFormat, Inspection, Mapping, PostingReader, Quote, ReadOptions, Refusals, Refused,
};
pub(crate) use self::region::leading as region_code;
use crate::text::Markup;

/// One job posting. An empty text or `None` is a field that the source did not give.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Posting {
    /// Identifier in its source.
    pub id: String,
    /// Name of the source.
    pub source: String,
    /// Address of the posting.
    pub url: String,
    /// Job title.
    pub title: String,
    /// Who is hiring, as written.
    pub employer: String,
    /// The posting text.
    pub description: String,
    /// How the posting text is written.
    pub markup: Markup,
    /// Place, as written.
    pub location: String,
    /// Country, as written: a name or an ISO 3166 code.
    pub country: String,
    /// Day of posting; the first of the month or year where the source gives no more.
    pub posted_at: Option<Date>,
    /// How much of that day the source gives.
    pub posted_precision: Precision,
    /// Lower pay bound of the source's pay column.
    pub pay_min: Option<Decimal>,
    /// Upper pay bound.
    pub pay_max: Option<Decimal>,
    /// Currency of the pay columns, as written.
    pub pay_currency: String,
    /// Period of the pay columns, as written.
    pub pay_period: String,
    /// Pay as a text, such as `$53K-$91K (Glassdoor est.)`.
    pub pay_text: String,
    /// Kind of contract, as written.
    pub employment_type: String,
    /// Remote, hybrid or on site, as written.
    pub work_mode: String,
    /// Level given by the source, as written.
    pub seniority: String,
    /// Skills given by the source.
    pub skills: Vec<String>,
    /// Size of the employer, as written.
    pub employer_size: String,
    /// Applications so far.
    pub applies: Option<u64>,
    /// Views so far.
    pub views: Option<u64>,
    /// The row as its file has it, where the reader was told to keep rows.
    pub row: Option<Box<SourceRow>>,
}

/// A row as its file has it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SourceRow {
    /// What it holds.
    pub content: RowContent,
    /// Why it could not be read as a posting.
    pub refused: Option<String>,
}

/// What a row holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowContent {
    /// The cells of a table, in its order.
    Cells(Vec<String>),
    /// A JSON object, as written where that is known.
    Object(String),
}

impl Posting {
    /// A posting that is nothing but its text.
    #[must_use]
    pub fn new(description: impl Into<String>) -> Self {
        Self { description: description.into(), ..Self::default() }
    }

    /// Sets the title.
    #[must_use]
    pub fn with_title(mut self, title: impl Into<String>) -> Self {
        self.title = title.into();
        self
    }

    /// Sets the employer.
    #[must_use]
    pub fn with_employer(mut self, employer: impl Into<String>) -> Self {
        self.employer = employer.into();
        self
    }

    /// The employer as a cluster: case folded, legal suffix and trailing rating stripped. Empty when unknown.
    #[must_use]
    pub fn employer_key(&self) -> String {
        employer_key(&self.employer)
    }

    /// ISO 3166 code of the country, from the country column or the last part of the location. Empty when neither tells.
    #[must_use]
    pub fn country_code(&self) -> &'static str {
        location::code(&self.country, &self.location)
    }

    /// Code of the state, province or nation inside the country, where the location names it: `US-TX`, `CA-ON`, `GB-SCT`. Empty
    /// otherwise.
    #[must_use]
    pub fn region_code(&self) -> &'static str {
        region::of(self.country_code(), &self.location)
    }

    /// A stable number: of source and id, or of folded title, employer and text where there is no id.
    #[must_use]
    pub fn key(&self) -> Key {
        if self.id.is_empty() {
            let mut hasher = Xxh3::new();
            fold_into(&mut hasher, &self.title);
            fold_into(&mut hasher, &self.employer_key());
            fold_into(&mut hasher, &self.description);
            Key::Content(hasher.digest())
        } else {
            Key::of_source(&self.source, &self.id)
        }
    }

    /// A number that equal openings share: title, employer, place and text, whatever the case and spacing.
    ///
    /// None for a posting without text, where nothing says that two rows are one opening.
    #[must_use]
    pub fn content_hash(&self) -> Option<u64> {
        if self.description.trim().is_empty() {
            return None;
        }
        let mut hasher = Xxh3::new();
        for text in [&self.title, &self.employer_key(), &self.location, &self.description] {
            fold_into(&mut hasher, text);
        }
        Some(hasher.digest())
    }
}

/// What a posting is known by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    /// Its source and its id there: two rows with one key are one posting.
    SourceId(u64),
    /// Its title, employer and text: two rows with one key may stand for two places.
    Content(u64),
}

impl Key {
    /// The key of a posting that its source numbers.
    pub(crate) fn of_source(source: &str, id: &str) -> Self {
        Self::SourceId(hash(&["id", source, id]))
    }

    /// The number.
    #[must_use]
    pub const fn number(self) -> u64 {
        match self {
            Self::SourceId(number) | Self::Content(number) => number,
        }
    }
}

/// Hashes a text whatever its case and spacing.
fn fold_into(hasher: &mut Xxh3, text: &str) {
    let mut folded = [0; 64];
    for word in text.split_whitespace() {
        let bytes = word.as_bytes();
        match folded.get_mut(..bytes.len()) {
            Some(folded) if word.is_ascii() => {
                folded.copy_from_slice(bytes);
                folded.make_ascii_lowercase();
                hasher.update(folded);
            }
            _ => hasher.update(word.to_lowercase().as_bytes()),
        }
        hasher.update(b" ");
    }
    hasher.update(&[0]);
}

fn hash(parts: &[&str]) -> u64 {
    let mut hasher = Xxh3::new();
    for part in parts {
        hasher.update(part.as_bytes());
        hasher.update(&[0]);
    }
    hasher.digest()
}
