//! Which column of a file holds which field of a posting.

use rust_decimal::Decimal;

use super::{Date, Posting, strip_rating};
use crate::error::{Candidate, Error, ErrorKind, Result};
use crate::lexicon::{Clean, Profile};

/// How a value is put into a field.
type Set = fn(&mut Posting, &str, Clean) -> bool;

/// The fields that columns can be mapped to, with what puts a value there. The setter says whether it could read the value.
const SETTERS: [(&str, Set); 21] = [
    ("id", |posting, value, _| text(&mut posting.id, value)),
    ("source", |posting, value, _| text(&mut posting.source, value)),
    ("url", |posting, value, _| text(&mut posting.url, value)),
    ("title", |posting, value, _| text(&mut posting.title, value)),
    ("employer", |posting, value, clean| {
        text(&mut posting.employer, if clean == Clean::StripTrailingRating { strip_rating(value) } else { value })
    }),
    ("description", |posting, value, _| text(&mut posting.description, value)),
    ("location", |posting, value, _| text(&mut posting.location, value)),
    ("country", |posting, value, _| text(&mut posting.country, value)),
    ("posted_at", |posting, value, clean| {
        posting.posted_at = match clean {
            Clean::EpochMillis => value.parse::<f64>().ok().and_then(|millis| Date::from_epoch_millis(millis as i64)),
            _ => Date::parse(value),
        };
        posting.posted_at.is_some()
    }),
    ("pay_min", |posting, value, _| money(&mut posting.pay_min, value)),
    ("pay_max", |posting, value, _| money(&mut posting.pay_max, value)),
    ("pay_currency", |posting, value, _| text(&mut posting.pay_currency, value)),
    ("pay_period", |posting, value, _| text(&mut posting.pay_period, value)),
    ("pay_text", |posting, value, _| text(&mut posting.pay_text, value)),
    ("employment_type", |posting, value, _| text(&mut posting.employment_type, value)),
    ("work_mode", |posting, value, clean| {
        let says = match clean {
            Clean::RemoteFlag if !matches!(value.to_ascii_lowercase().as_str(), "1" | "1.0" | "true" | "yes") => "",
            Clean::RemoteFlag => "remote",
            _ => value,
        };
        text(&mut posting.work_mode, says)
    }),
    ("seniority", |posting, value, _| text(&mut posting.seniority, value)),
    ("skills", |posting, value, _| {
        posting.skills = list(value);
        true
    }),
    ("employer_size", |posting, value, _| text(&mut posting.employer_size, value)),
    ("applies", |posting, value, _| count(&mut posting.applies, value)),
    ("views", |posting, value, _| count(&mut posting.views, value)),
];

/// Names of the fields that columns can be mapped to, in order.
pub const FIELDS: [&str; SETTERS.len()] = {
    let mut names = [""; SETTERS.len()];
    let mut at = 0;
    while at < SETTERS.len() {
        names[at] = SETTERS[at].0;
        at += 1;
    }
    names
};

fn text(field: &mut String, value: &str) -> bool {
    value.clone_into(field);
    true
}

fn money(field: &mut Option<Decimal>, value: &str) -> bool {
    let value = decimal_point(value);
    let plain: String = value.chars().filter(|c| !matches!(c, ',' | ' ' | '$' | '\u{20AC}' | '\u{A3}')).collect();
    *field = plain.parse().or_else(|_| Decimal::from_scientific(&plain)).ok();
    field.is_some()
}

/// The number with a point before its decimals: in `50.000,00` and `50,00` the comma is one.
fn decimal_point(value: &str) -> String {
    let comma = value.rfind(',');
    let decimals = comma.map_or(0, |at| value[at + 1..].bytes().take_while(u8::is_ascii_digit).count());
    let last =
        comma.is_some_and(|at| value[at..].len() == decimals + 1 && value.rfind('.').is_none_or(|point| point < at));
    if last && (1..=2).contains(&decimals) { value.replace('.', "").replace(',', ".") } else { value.replace(',', "") }
}

fn count(field: &mut Option<u64>, value: &str) -> bool {
    *field = value.parse::<f64>().ok().filter(|count| *count >= 0.0 && count.fract() == 0.0).map(|count| count as u64);
    field.is_some()
}

/// Items of a list cell: `['sql', 'excel']`, `["sql"]`, `sql; excel`, `sql, excel`.
fn list(value: &str) -> Vec<String> {
    let inner = value.trim().trim_start_matches('[').trim_end_matches(']');
    let separator = if inner.contains(';') { ';' } else { ',' };
    let items = inner.split(separator).map(|item| item.trim().trim_matches(['\'', '"']).trim().to_owned());
    items.filter(|item| !item.is_empty()).collect()
}

/// Cells that mean "not given".
const MISSING: [&str; 9] = ["", "-", "n/a", "na", "nan", "none", "null", "nat", "<na>"];

/// One mapped column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mapped {
    /// Index into [`SETTERS`].
    setter: usize,
    /// Index of the column.
    pub(super) column: usize,
    clean: Clean,
}

/// Which column holds which field, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapping {
    /// The profile that was recognised or asked for; empty when headers were read by their usual names.
    pub profile: String,
    /// Field and column header, in the order of the fields.
    pub fields: Vec<(&'static str, String)>,
    /// Headers of the columns that hold no field.
    pub unused: Vec<String>,
    pub(super) mapped: Vec<Mapped>,
}

/// A header as the generic profile writes it: lower case, one space between words.
fn plain(header: &str) -> String {
    let spaced: String = header.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Names that are written almost like `text`, the nearest first.
fn nearest<'a>(text: &str, names: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let wanted = plain(text);
    let score = |name: &str| {
        let name = plain(name);
        let shares_word = name.split(' ').any(|word| word.len() >= 3 && wanted.split(' ').any(|other| other == word));
        strsim::jaro_winkler(&name, &wanted).max(if shares_word { 0.9 } else { 0.0 })
    };
    let mut scored: Vec<(f64, &str)> =
        names.into_iter().map(|name| (score(name), name)).filter(|(score, _)| *score >= 0.78).collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    scored.into_iter().take(3).map(|(_, name)| name.to_owned()).collect()
}

impl Mapping {
    /// Maps a header: by the profile asked for, else by the first whose signature it has, else by usual names; `overrides` win.
    ///
    /// # Errors
    /// An unknown profile, field or column, or two columns that could both be one field.
    pub(super) fn new(header: &[String], profile: Option<&str>, overrides: &[(String, String)]) -> Result<Self> {
        let mut chosen: Vec<Option<(usize, Clean)>> = vec![None; SETTERS.len()];
        let mut name = String::new();
        let overridden = |field: &str| overrides.iter().any(|(wanted, _)| wanted == field);
        let asked = profile.map(Profile::find).transpose()?;
        let recognised = asked.or_else(|| Profile::builtin().iter().find(|profile| profile.recognises(header)));
        if let Some(profile) = recognised {
            for column in profile.columns.iter().filter(|column| !overridden(&column.field)) {
                if let (Some(setter), Some(at)) =
                    (setter(&column.field), header.iter().position(|name| *name == column.column))
                {
                    chosen[setter] = Some((at, column.clean));
                }
            }
            // A column that somebody added to a known kind of file is read by its usual name, if there is no doubt about it.
            let generic = Profile::find("generic").ok();
            for (setter, (field, _)) in SETTERS.iter().enumerate().filter(|(_, (field, _))| !overridden(field)) {
                let taken = |at: usize| chosen.iter().flatten().any(|(column, _)| *column == at);
                let usual = generic.and_then(|generic| by_usual_name(field, header, generic).ok().flatten());
                if let (None, Some(at)) = (chosen[setter], usual.filter(|at| !taken(*at))) {
                    chosen[setter] = Some((at, Clean::None));
                }
            }
            name.clone_from(&profile.name);
        } else if let Ok(generic) = Profile::find("generic") {
            for (setter, (field, _)) in SETTERS.iter().enumerate().filter(|(_, (field, _))| !overridden(field)) {
                chosen[setter] = by_usual_name(field, header, generic)?.map(|at| (at, Clean::None));
            }
        }
        for (field, column) in overrides {
            let setter = setter(self::field(field)?).unwrap_or_default();
            let Some(at) = header.iter().position(|name| name == column) else {
                let nearest = nearest(column, header.iter().map(String::as_str));
                return Err(Error::new(ErrorKind::UnknownColumn {
                    column: column.clone(),
                    columns: header.to_vec(),
                    nearest,
                }));
            };
            // An override keeps the cleaner that the profile has for the column.
            let clean = chosen[setter].map_or(Clean::None, |(_, clean)| clean);
            chosen[setter] = Some((at, clean));
        }
        let mapped: Vec<Mapped> = chosen
            .iter()
            .enumerate()
            .filter_map(|(setter, choice)| choice.map(|(column, clean)| Mapped { setter, column, clean }))
            .collect();
        let used = |at: usize| mapped.iter().any(|column| column.column == at);
        Ok(Self {
            profile: name,
            fields: mapped.iter().map(|column| (SETTERS[column.setter].0, header[column.column].clone())).collect(),
            unused: header.iter().enumerate().filter(|(at, _)| !used(*at)).map(|(_, name)| name.clone()).collect(),
            mapped,
        })
    }

    /// Whether a field has a column.
    #[must_use]
    pub fn has(&self, field: &str) -> bool {
        self.fields.iter().any(|(name, _)| *name == field)
    }

    /// Whether rows can say anything: text, given skills, or pay.
    pub(super) fn is_usable(&self) -> bool {
        is_usable(|field| self.has(field))
    }

    /// The error for a file whose rows can say nothing, with the column that looks most like a text.
    pub(super) fn no_text(&self, header: &[String], sample: &[Vec<String>]) -> Error {
        let median = |at: usize| {
            let mut lengths: Vec<usize> =
                sample.iter().filter_map(|row| row.get(at)).map(|cell| cell.chars().count()).collect();
            lengths.sort_unstable();
            lengths.get(lengths.len() / 2).copied().unwrap_or(0)
        };
        let longest =
            (0..header.len()).map(|at| (median(at), at)).max_by_key(|(length, at)| (*length, std::cmp::Reverse(*at)));
        let candidate = longest.filter(|(length, _)| *length >= 200);
        Error::new(ErrorKind::NoTextColumn {
            columns: header.to_vec(),
            nearest: candidate.map(|(median_length, at)| Candidate { column: header[at].clone(), median_length }),
            mapped: self.fields.iter().map(|(field, column)| ((*field).to_owned(), column.clone())).collect(),
        })
    }

    /// Fills a posting from a row. Returns the fields whose values could not be read.
    pub(super) fn fill<'v>(&self, posting: &mut Posting, cell: impl Fn(usize) -> Option<&'v str>) -> Vec<&'static str> {
        let mut unread = Vec::new();
        for column in &self.mapped {
            let Some(value) = cell(column.column) else { continue };
            let (field, _) = SETTERS[column.setter];
            if !set(posting, field, value, column.clean) {
                unread.push(field);
            }
        }
        unread
    }
}

/// Puts a cell into a field, unless it means "not given". Returns whether the value could be read.
pub(super) fn set(posting: &mut Posting, field: &str, value: &str, clean: Clean) -> bool {
    let Some(setter) = setter(field) else { return false };
    let trimmed = value.trim();
    let minus_one = trimmed == "-1" && (clean == Clean::MinusOneIsMissing || field.starts_with("pay_"));
    if minus_one || MISSING.iter().any(|missing| missing.eq_ignore_ascii_case(trimmed)) {
        return true;
    }
    // What spans index is kept to the byte.
    let value = if matches!(field, "description" | "title" | "pay_text") { value } else { trimmed };
    SETTERS[setter].1(posting, value, clean)
}

/// The field with this name.
///
/// # Errors
/// When there is none; the error names those that look like it.
pub(super) fn field(name: &str) -> Result<&'static str> {
    let found = FIELDS.iter().find(|field| **field == name).copied();
    found.ok_or_else(|| Error::new(ErrorKind::UnknownField { field: name.to_owned(), nearest: nearest(name, FIELDS) }))
}

/// The field that a key is usually the name of.
pub(super) fn usual_field(key: &str) -> Option<&'static str> {
    if let Some(own) = FIELDS.iter().find(|field| **field == key) {
        return Some(own);
    }
    let name = plain(key);
    let generic = Profile::find("generic").ok()?;
    let found = generic.columns.iter().find(|column| column.column == name)?;
    FIELDS.iter().find(|field| **field == found.field).copied()
}

/// Whether these fields can say anything: text, given skills, or pay.
pub(super) fn is_usable(has: impl Fn(&str) -> bool) -> bool {
    ["description", "skills", "pay_min", "pay_max", "pay_text"].into_iter().any(has)
}

fn setter(field: &str) -> Option<usize> {
    FIELDS.iter().position(|name| *name == field)
}

/// The column that a field is usually called. The field's own name wins; two other candidates are an error.
fn by_usual_name(field: &str, header: &[String], generic: &Profile) -> Result<Option<usize>> {
    let names: Vec<&str> =
        generic.columns.iter().filter(|column| column.field == field).map(|column| column.column.as_str()).collect();
    let found: Vec<usize> = (0..header.len()).filter(|at| names.contains(&plain(&header[*at]).as_str())).collect();
    if let Some(own) = found.iter().find(|at| header[**at] == field) {
        return Ok(Some(*own));
    }
    match found.as_slice() {
        [] => Ok(None),
        [one] => Ok(Some(*one)),
        _ => Err(Error::new(ErrorKind::AmbiguousColumn {
            field: field.to_owned(),
            columns: found.iter().map(|at| header[*at].clone()).collect(),
        })),
    }
}
