//! One job posting as its source gave it, and the readers that fill it.

mod country;
#[cfg(feature = "read")]
mod input;
#[cfg(feature = "read")]
mod mapping;
#[cfg(feature = "read")]
mod reader;

use std::fmt;

use rust_decimal::Decimal;

pub(crate) use self::country::{code as country_code, names as country_names};
#[cfg(feature = "read")]
pub use self::mapping::{FIELDS, Mapping};
#[cfg(feature = "read")]
pub use self::reader::{InputFormat, Inspection, PostingReader, ReadOptions, Refused};
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
    /// Day of posting.
    pub posted_at: Option<Date>,
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
        country::code(&self.country, &self.location)
    }

    /// A stable number: of source and id, or of folded title, employer and text where there is no id.
    #[must_use]
    pub fn key(&self) -> Key {
        if self.id.is_empty() {
            let folded = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
            Key::Content(hash(&[&folded(&self.title), &self.employer_key(), &folded(&self.description)]))
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
        let folded = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        Some(hash(&[&folded(&self.title), &self.employer_key(), &folded(&self.location), &folded(&self.description)]))
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

/// Suffixes of companies, longest first where one ends another.
const LEGAL_SUFFIXES: [&str; 24] = [
    "incorporated",
    "corporation",
    "limited",
    "company",
    "gmbh & co. kg",
    "gmbh",
    "corp.",
    "corp",
    "inc.",
    "inc",
    "llc.",
    "llc",
    "l.l.c.",
    "ltd.",
    "ltd",
    "plc",
    "s.a.",
    "sarl",
    "b.v.",
    "ag",
    "se",
    "llp",
    "lp",
    "pty",
];

/// The employer as a cluster. See [`Posting::employer_key`].
#[must_use]
pub fn employer_key(name: &str) -> String {
    let mut key = strip_rating(name).split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    loop {
        let before = key.len();
        for suffix in LEGAL_SUFFIXES {
            if let Some(rest) = key.strip_suffix(suffix)
                && rest.ends_with([' ', ','])
            {
                key = rest.trim_end_matches([' ', ',']).to_owned();
            }
        }
        if key.len() == before {
            return key;
        }
    }
}

/// Strips a rating that scrapers glue to the name after a line feed: `Tecolote Research\n3.8`.
#[must_use]
pub fn strip_rating(name: &str) -> &str {
    let name = name.trim();
    match name.rsplit_once('\n') {
        Some((head, tail)) if is_rating(tail.trim()) => head.trim_end(),
        _ => name,
    }
}

fn is_rating(text: &str) -> bool {
    let bytes = text.as_bytes();
    matches!(bytes, [b'0'..=b'5', b'.', b'0'..=b'9'] | [b'0'..=b'5'])
}

fn hash(parts: &[&str]) -> u64 {
    let mut hasher = xxhash_rust::xxh3::Xxh3::new();
    for part in parts {
        hasher.update(part.as_bytes());
        hasher.update(&[0]);
    }
    hasher.digest()
}

/// A day of the calendar.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: i16,
    month: i8,
    day: i8,
}

impl Date {
    /// Reads a day from the forms that files hold: `2026-04-17`, with or without a time after it, `2026/4/17`, `17 April 2026`,
    /// `April 17, 2026`, `17.04.2026`. A day and month that could be swapped (`4/5/2026`) is not read.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let ymd = |year: &str, month: &str, day: &str| {
            let date = jiff::civil::Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
            (1990..=2100).contains(&date.year()).then(|| Self::from_civil(date))
        };
        let head: &str = text.split(['T', ' ']).next().unwrap_or("");
        for separator in ['-', '/'] {
            let parts: Vec<&str> = head.split(separator).collect();
            if let [year, month, day] = parts.as_slice()
                && year.len() == 4
            {
                return ymd(year, month, day);
            }
        }
        let dotted: Vec<&str> = head.split('.').collect();
        if let [day, month, year] = dotted.as_slice()
            && year.len() == 4
        {
            return ymd(year, month, day);
        }
        for format in ["%d %B %Y", "%B %d, %Y", "%d %b %Y", "%b %d, %Y", "%b %d %Y"] {
            if let Ok(date) = jiff::civil::Date::strptime(format, text) {
                return Some(Self::from_civil(date));
            }
        }
        None
    }

    /// The day of a Unix time in milliseconds, in universal time.
    #[must_use]
    pub fn from_epoch_millis(millis: i64) -> Option<Self> {
        let days = i32::try_from(millis.div_euclid(86_400_000)).ok()?;
        let epoch = jiff::civil::date(1970, 1, 1);
        epoch.checked_add(jiff::Span::new().try_days(days).ok()?).ok().map(Self::from_civil)
    }

    /// Days since 1970-01-01, as Arrow counts them.
    #[must_use]
    pub fn days(self) -> i32 {
        let date = jiff::civil::date(self.year, self.month, self.day);
        let since = date.since(jiff::civil::date(1970, 1, 1));
        since.map_or(0, |span| span.get_days())
    }

    /// The day that many days after 1970-01-01.
    #[must_use]
    pub fn from_days(days: i32) -> Option<Self> {
        Self::from_epoch_millis(i64::from(days) * 86_400_000)
    }

    /// Year.
    #[must_use]
    pub fn year(self) -> i16 {
        self.year
    }

    /// Month, from 1.
    #[must_use]
    pub fn month(self) -> i8 {
        self.month
    }

    fn from_civil(date: jiff::civil::Date) -> Self {
        Self { year: date.year(), month: date.month(), day: date.day() }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn employers_are_clusters() {
        for (name, expected) in [
            ("Tecolote Research\n3.8", "tecolote research"),
            ("Acme, Inc.", "acme"),
            ("ACME  Corp", "acme"),
            ("Northwind Health Ltd.", "northwind health"),
            ("Company", "company"),
            ("Studio 54", "studio 54"),
        ] {
            assert_eq!(employer_key(name), expected, "{name}");
        }
    }

    #[test]
    fn days_of_many_forms() {
        for (text, expected) in [
            ("2026-04-17", Some("2026-04-17")),
            ("2026-04-17T10:00:00Z", Some("2026-04-17")),
            ("2024-11-01 00:00:09", Some("2024-11-01")),
            ("17 April 2026", Some("2026-04-17")),
            ("April 17, 2026", Some("2026-04-17")),
            ("17.04.2026", Some("2026-04-17")),
            ("4/5/2026", None),
            ("soon", None),
            ("2026-13-40", None),
        ] {
            assert_eq!(Date::parse(text).map(|date| date.to_string()).as_deref(), expected, "{text}");
        }
        let date = Date::parse("2026-10-31").unwrap();
        assert_eq!(Date::from_days(date.days()), Some(date));
    }
}
