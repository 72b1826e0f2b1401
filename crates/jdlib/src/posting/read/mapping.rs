//! Which column of a file holds which field of a posting.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use rust_decimal::Decimal;

use super::clean;
use crate::error::{Candidate, Error, ErrorKind, Result};
use crate::lexicon::{Clean, ColumnRole, Profile};
use crate::posting::{Date, DayOrder, Posting};

/// How a value is put into a field. It says whether it could read the value.
type Set = fn(&mut Posting, &str, DayOrder) -> bool;

/// One field that columns can be mapped to.
struct FieldKind {
    name: &'static str,
    set: Set,
    /// What stands between the values of several columns.
    joint: &'static str,
    /// The value as a text, for people.
    show: fn(&Posting) -> Option<Cow<'_, str>>,
}

const fn kind(
    name: &'static str,
    set: Set,
    joint: &'static str,
    show: fn(&Posting) -> Option<Cow<'_, str>>,
) -> FieldKind {
    FieldKind { name, set, joint, show }
}

/// The fields that columns can be mapped to.
const KINDS: [FieldKind; 21] = [
    kind("id", |posting, value, _| text(&mut posting.id, value), " ", |posting| some(&posting.id)),
    kind("source", |posting, value, _| text(&mut posting.source, value), " ", |posting| some(&posting.source)),
    kind("url", |posting, value, _| text(&mut posting.url, value), " ", |posting| some(&posting.url)),
    kind("title", |posting, value, _| text(&mut posting.title, value), " ", |posting| some(&posting.title)),
    kind("employer", |posting, value, _| text(&mut posting.employer, value), " ", |posting| some(&posting.employer)),
    kind(
        "description",
        |posting, value, _| text(&mut posting.description, value),
        "\n\n",
        |posting| some(&posting.description),
    ),
    kind("location", |posting, value, _| text(&mut posting.location, value), ", ", |posting| some(&posting.location)),
    kind("country", |posting, value, _| text(&mut posting.country, value), "; ", |posting| some(&posting.country)),
    kind(
        "posted_at",
        |posting, value, order| {
            let found = Date::parse_as(value, order);
            posting.posted_at = found.map(|(date, _)| date);
            posting.posted_precision = found.map(|(_, precision)| precision).unwrap_or_default();
            found.is_some()
        },
        " ",
        |posting| posting.posted_at.map(|date| date.to_string().into()),
    ),
    kind(
        "pay_min",
        |posting, value, _| money(&mut posting.pay_min, value),
        " ",
        |posting| posting.pay_min.map(|pay| pay.to_string().into()),
    ),
    kind(
        "pay_max",
        |posting, value, _| money(&mut posting.pay_max, value),
        " ",
        |posting| posting.pay_max.map(|pay| pay.to_string().into()),
    ),
    kind(
        "pay_currency",
        |posting, value, _| text(&mut posting.pay_currency, value),
        " ",
        |posting| some(&posting.pay_currency),
    ),
    kind(
        "pay_period",
        |posting, value, _| text(&mut posting.pay_period, value),
        " ",
        |posting| some(&posting.pay_period),
    ),
    kind("pay_text", |posting, value, _| text(&mut posting.pay_text, value), "; ", |posting| some(&posting.pay_text)),
    kind(
        "employment_type",
        |posting, value, _| text(&mut posting.employment_type, value),
        "; ",
        |posting| some(&posting.employment_type),
    ),
    kind("work_mode", |posting, value, _| text(&mut posting.work_mode, value), " ", |posting| some(&posting.work_mode)),
    kind(
        "seniority",
        |posting, value, _| text(&mut posting.seniority, value),
        "; ",
        |posting| some(&posting.seniority),
    ),
    kind(
        "skills",
        |posting, value, _| {
            posting.skills = list(value);
            true
        },
        "; ",
        |posting| (!posting.skills.is_empty()).then(|| posting.skills.join("; ").into()),
    ),
    kind(
        "employer_size",
        |posting, value, _| text(&mut posting.employer_size, value),
        " ",
        |posting| some(&posting.employer_size),
    ),
    kind(
        "applies",
        |posting, value, _| count(&mut posting.applies, value),
        " ",
        |posting| posting.applies.map(|count| count.to_string().into()),
    ),
    kind(
        "views",
        |posting, value, _| count(&mut posting.views, value),
        " ",
        |posting| posting.views.map(|count| count.to_string().into()),
    ),
];

/// Names of the fields that columns can be mapped to, in order.
pub const FIELDS: [&str; KINDS.len()] = {
    let mut names = [""; KINDS.len()];
    let mut at = 0;
    while at < KINDS.len() {
        names[at] = KINDS[at].name;
        at += 1;
    }
    names
};

impl Posting {
    /// The fields that are given, as texts, in the order of [`FIELDS`].
    pub fn given(&self) -> impl Iterator<Item = (&'static str, Cow<'_, str>)> {
        KINDS.iter().filter_map(|kind| Some((kind.name, (kind.show)(self)?)))
    }
}

fn some(text: &str) -> Option<Cow<'_, str>> {
    (!text.trim().is_empty()).then_some(Cow::Borrowed(text))
}

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

/// A cell of a row: one text, or the values of a list.
#[derive(Clone, Copy, Debug)]
pub(super) enum Cell<'r> {
    One(&'r str),
    Many(&'r [String]),
}

/// Where a field takes its value from.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Source {
    /// Index of the column; none for a constant.
    column: Option<usize>,
    role: ColumnRole,
    clean: Clean,
}

/// One mapped field.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Mapped {
    /// Index into [`KINDS`].
    kind: usize,
    sources: Vec<Source>,
}

/// Which column holds which field, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapping {
    /// The profile that was recognised or asked for; empty when headers were read by their usual names.
    pub profile: String,
    /// Field and what it is read from, in the order of the fields: a column header, several joined by ` + `, or a constant in quotes.
    pub fields: Vec<(&'static str, String)>,
    /// Headers of the columns that hold no field.
    pub unused: Vec<String>,
    /// Which number of a date is the day, where its column shows it.
    pub(super) order: DayOrder,
    mapped: Vec<Mapped>,
}

/// How a caller wants columns to be mapped.
#[derive(Clone, Debug, Default)]
pub(super) struct Wishes<'o> {
    pub(super) profile: Option<&'o Profile>,
    pub(super) map: &'o [(String, String)],
    /// Whether columns are named by their numbers, so that `2-9` names eight of them.
    pub(super) numbered: bool,
}

impl Wishes<'_> {
    /// Whether a column of this name can matter to a mapping: a profile has it, or it is a usual name.
    pub(super) fn knows(&self, column: &str) -> bool {
        static KNOWN: LazyLock<HashSet<&str>> = LazyLock::new(|| {
            Profile::builtin().iter().flat_map(|profile| &profile.columns).map(|row| row.column.as_str()).collect()
        });
        names_column(self.profile, column) || KNOWN.contains(column) || KNOWN.contains(plain(column).as_str())
    }
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
    /// Maps a header: by the profile asked for, else by the first whose signature it has, else by usual names; the caller's pairs win.
    ///
    /// # Errors
    /// An unknown field or column, or two columns that could both be one field.
    pub(super) fn new(header: &[String], wishes: &Wishes<'_>) -> Result<Self> {
        let recognised =
            wishes.profile.or_else(|| Profile::builtin().iter().find(|profile| profile.recognises(header)));
        let mut chosen: Vec<Vec<Source>> = match recognised {
            Some(profile) => by_profile(header, profile),
            None => vec![Vec::new(); KINDS.len()],
        };
        let overridden = |name: &str| wishes.map.iter().any(|(wanted, _)| wanted == name);
        if let Ok(generic) = Profile::find("generic") {
            // A column that somebody added to a known kind of file is read by its usual name, if there is no doubt about it.
            let mut named: HashMap<String, usize> = HashMap::new();
            for (at, name) in header.iter().enumerate().filter(|(_, name)| !names_column(recognised, name)) {
                // Two columns of one name are one column written twice.
                named.entry(plain(name)).or_insert(at);
            }
            for (at, kind) in KINDS.iter().enumerate().filter(|(_, kind)| !overridden(kind.name)) {
                if chosen[at].is_empty() {
                    chosen[at] = match by_usual_name(kind.name, header, generic, &named) {
                        Err(error) if recognised.is_none() => return Err(error),
                        found => found.unwrap_or_default(),
                    };
                }
            }
        }
        let mut mine = vec![false; KINDS.len()];
        for (name, column) in wishes.map {
            let at = position(field(name)?).unwrap_or_default();
            // A pair keeps the cleaner that the profile has for the field; the second pair of a field adds to the first.
            let clean = chosen[at].first().map_or(Clean::None, |source| source.clean.clone());
            if !mine[at] {
                chosen[at].clear();
                mine[at] = true;
            }
            for column in columns(column, header, wishes.numbered)? {
                let role = if chosen[at].is_empty() { ColumnRole::Main } else { ColumnRole::Also };
                chosen[at].push(Source { column: Some(column), role, clean: clean.clone() });
            }
        }
        let mapped: Vec<Mapped> = chosen
            .into_iter()
            .enumerate()
            .filter(|(_, sources)| !sources.is_empty())
            .map(|(kind, sources)| Mapped { kind, sources })
            .collect();
        let used: HashSet<usize> =
            mapped.iter().flat_map(|field| &field.sources).filter_map(|source| source.column).collect();
        let fields = mapped.iter().map(|field| (KINDS[field.kind].name, names(&field.sources, header))).collect();
        Ok(Self {
            profile: recognised.map(|profile| profile.name.clone()).unwrap_or_default(),
            fields,
            unused: header
                .iter()
                .enumerate()
                .filter(|(at, _)| !used.contains(at))
                .map(|(_, name)| name.clone())
                .collect(),
            order: DayOrder::Unknown,
            mapped,
        })
    }

    /// Whether a field has a column.
    #[must_use]
    pub fn has(&self, field: &str) -> bool {
        self.fields.iter().any(|(name, _)| *name == field)
    }

    /// Whether rows can say anything: text, given skills, or pay; of a known kind of file, a title.
    pub(super) fn is_usable(&self) -> bool {
        is_usable(|field| self.has(field)) || (!self.profile.is_empty() && self.has("title"))
    }

    /// The columns that are read, in order.
    pub(super) fn columns(&self) -> Vec<usize> {
        let mut columns: Vec<usize> =
            self.mapped.iter().flat_map(|field| &field.sources).filter_map(|source| source.column).collect();
        columns.sort_unstable();
        columns.dedup();
        columns
    }

    /// Looks at some rows: which number of a date is the day, and whether what is called the text is one.
    ///
    /// # Errors
    /// When the column of the text holds none and another one does.
    pub(super) fn look(&mut self, header: &[String], sample: &[Vec<String>]) -> Result<()> {
        let column = |field: &str| {
            let found = self.mapped.iter().find(|mapped| KINDS[mapped.kind].name == field)?;
            found.sources.first()?.column
        };
        if let Some(at) = column("posted_at") {
            self.order = DayOrder::of_column(sample.iter().filter_map(|row| row.get(at)).map(String::as_str));
        }
        // Only a guess by the header's name is doubted.
        if !self.profile.is_empty() {
            return Ok(());
        }
        if let Some(at) = column("description").filter(|at| median(sample, *at) < BLURB) {
            let other = longest(header, sample).filter(|(length, other)| *length >= TEXT && *other != at);
            if let Some((_, other)) = other
                && self.unused.contains(&header[other])
            {
                return Err(Error::new(ErrorKind::AmbiguousColumn {
                    field: "description".to_owned(),
                    columns: vec![header[other].clone(), header[at].clone()],
                }));
            }
        }
        Ok(())
    }

    /// The error for a file whose rows can say nothing, with the column that looks most like a text.
    pub(super) fn no_text(&self, header: &[String], sample: &[Vec<String>]) -> Error {
        let candidate = longest(header, sample).filter(|(length, _)| *length >= TEXT).map(|(median_length, at)| {
            let tagged = |row: &&Vec<String>| row.get(at).is_some_and(|cell| cell.contains("</"));
            let is_html = sample.iter().filter(tagged).count() * 2 > sample.len();
            Candidate { column: header[at].clone(), median_length, is_html }
        });
        let taken = |column: &str| candidate.as_ref().is_some_and(|candidate| candidate.column == column);
        let maybe = Profile::find("generic").map(|generic| generic.columns.as_slice()).unwrap_or_default();
        let mut proposed: Vec<(String, String)> = Vec::new();
        for row in maybe.iter().filter(|row| row.role == ColumnRole::Maybe && !self.has(&row.field)) {
            let known = proposed.iter().any(|(field, _)| *field == row.field);
            if let (false, Some(found)) = (known, header.iter().find(|name| plain(name) == row.column && !taken(name)))
            {
                proposed.push((row.field.clone(), found.clone()));
            }
        }
        Error::new(ErrorKind::NoTextColumn { columns: header.to_vec(), nearest: candidate, proposed })
    }

    /// Fills a posting from a row. Returns the fields whose values could not be read.
    pub(super) fn fill<'r>(
        &self,
        posting: &mut Posting,
        cell: impl Fn(usize) -> Option<Cell<'r>>,
    ) -> Vec<&'static str> {
        let mut unread = Vec::new();
        for mapped in &self.mapped {
            let kind = &KINDS[mapped.kind];
            let mut value: Option<Cow<'_, str>> = None;
            for source in &mapped.sources {
                if source.role != ColumnRole::Also && value.is_some() {
                    continue;
                }
                let raw: Cow<'_, str> = match source.column.map(&cell) {
                    None => "".into(),
                    Some(None) => continue,
                    Some(Some(Cell::One(text))) => text.into(),
                    Some(Some(Cell::Many(texts))) => {
                        texts.join(if kind.name == "description" { "\n" } else { "; " }).into()
                    }
                };
                if source.column.is_some() && clean::is_missing(kind.name, &raw) {
                    continue;
                }
                let Some(cleaned) = clean::apply(&source.clean, &raw) else { continue };
                if clean::is_missing(kind.name, &cleaned) {
                    continue;
                }
                let cleaned = cleaned.into_owned();
                value = Some(match value {
                    Some(before) if before.trim() == cleaned.trim() => before,
                    Some(before) => format!("{before}{}{cleaned}", kind.joint).into(),
                    None => cleaned.into(),
                });
            }
            let Some(value) = value else { continue };
            // What spans index is kept to the byte; other texts are repaired here.
            let is_indexed = matches!(kind.name, "description" | "title" | "pay_text");
            let repaired = if is_indexed { None } else { crate::text::repair(value.trim()) };
            let value = match &repaired {
                Some(repaired) => repaired.as_str(),
                None if is_indexed => &*value,
                None => value.trim(),
            };
            if !(kind.set)(posting, value, self.order) {
                unread.push(kind.name);
            }
        }
        unread
    }
}

/// A text column holds at least this many characters in its median row.
const TEXT: usize = 200;
/// A column of texts that are shorter than this holds something else.
const BLURB: usize = 80;

/// Median length of a column's cells, in characters.
fn median(sample: &[Vec<String>], at: usize) -> usize {
    let mut lengths: Vec<usize> =
        sample.iter().filter_map(|row| row.get(at)).map(|cell| cell.chars().count()).collect();
    lengths.sort_unstable();
    lengths.get(lengths.len() / 2).copied().unwrap_or(0)
}

/// The column with the longest median, and that median.
fn longest(header: &[String], sample: &[Vec<String>]) -> Option<(usize, usize)> {
    (0..header.len()).map(|at| (median(sample, at), at)).max_by_key(|(length, at)| (*length, std::cmp::Reverse(*at)))
}

/// What a field is read from, in words.
fn names(sources: &[Source], header: &[String]) -> String {
    let name = |source: &Source| match (source.column, &source.clean) {
        (Some(column), _) => header[column].clone(),
        (None, Clean::Value(value)) => format!("\"{value}\""),
        (None, _) => String::new(),
    };
    match sources {
        [first, .., last] if sources.len() > 4 => format!("{} + ... + {}", name(first), name(last)),
        _ => sources.iter().map(name).collect::<Vec<_>>().join(" + "),
    }
}

/// The columns that a profile maps, by field.
fn by_profile(header: &[String], profile: &Profile) -> Vec<Vec<Source>> {
    let mut chosen: Vec<Vec<Source>> = vec![Vec::new(); KINDS.len()];
    for row in profile.columns.iter().filter(|row| row.role != ColumnRole::Maybe) {
        let Some(at) = position(&row.field) else { continue };
        let column = header.iter().position(|name| *name == row.column);
        if column.is_some() || row.column.is_empty() {
            let role = if chosen[at].is_empty() { ColumnRole::Main } else { row.role };
            chosen[at].push(Source { column, role, clean: row.clean.clone() });
        }
    }
    chosen
}

/// The columns that the caller names: one by its header, or by numbers several.
fn columns(named: &str, header: &[String], numbered: bool) -> Result<Vec<usize>> {
    if let Some(at) = header.iter().position(|name| name == named) {
        return Ok(vec![at]);
    }
    if numbered
        && let Some((first, last)) = named.split_once('-')
        && let (Ok(first), Ok(last)) = (first.parse::<usize>(), last.parse::<usize>())
        && (1..=last).contains(&first)
        && last <= header.len()
    {
        return Ok((first - 1..last).collect());
    }
    let nearest = nearest(named, header.iter().map(String::as_str));
    Err(Error::new(ErrorKind::UnknownColumn { column: named.to_owned(), columns: header.to_vec(), nearest }))
}

/// The field with this name.
///
/// # Errors
/// When there is none; the error names those that look like it.
fn field(name: &str) -> Result<&'static str> {
    let found = FIELDS.iter().find(|field| **field == name).copied();
    found.ok_or_else(|| {
        let mut nearest = nearest(name, FIELDS);
        // `salary` is written like none of them, but it is what columns of pay are called.
        let usual = Profile::find("generic").map(|generic| generic.columns.as_slice()).unwrap_or_default();
        let wanted = plain(name);
        for row in usual.iter().filter(|row| row.column.split(' ').any(|word| word == wanted)) {
            if nearest.len() < 3 && !nearest.contains(&row.field) {
                nearest.push(row.field.clone());
            }
        }
        Error::new(ErrorKind::UnknownField { field: name.to_owned(), nearest })
    })
}

/// Whether these fields can say anything: text, given skills, or pay.
pub(super) fn is_usable(has: impl Fn(&str) -> bool) -> bool {
    ["description", "skills", "pay_min", "pay_max", "pay_text"].into_iter().any(has)
}

fn position(field: &str) -> Option<usize> {
    FIELDS.iter().position(|name| *name == field)
}

/// Whether a profile says something about a column, if only that it holds no field.
fn names_column(profile: Option<&Profile>, name: &str) -> bool {
    profile.is_some_and(|profile| profile.columns.iter().any(|row| row.column == name))
}

/// The columns that a field is usually called, of those `named` plainly. The field's own name wins; two others are an error, but for those
/// that stand back: they are read in their order where the ones before them gave nothing.
fn by_usual_name(
    field: &str,
    header: &[String],
    generic: &Profile,
    named: &HashMap<String, usize>,
) -> Result<Vec<Source>> {
    let mut main: Vec<Source> = Vec::new();
    let mut others: Vec<Source> = Vec::new();
    for row in generic.columns.iter().filter(|row| row.field == field && row.role != ColumnRole::Maybe) {
        let Some(at) = named.get(&row.column).copied() else { continue };
        let found = if row.role == ColumnRole::Main { &mut main } else { &mut others };
        found.push(Source { column: Some(at), role: ColumnRole::Else, clean: row.clean.clone() });
    }
    if let Some(own) = main.iter().position(|source| source.column.is_some_and(|at| header[at] == field)) {
        main = vec![main.swap_remove(own)];
    }
    if main.len() > 1 {
        let columns = main.iter().filter_map(|source| Some(header[source.column?].clone())).collect();
        return Err(Error::new(ErrorKind::AmbiguousColumn { field: field.to_owned(), columns }));
    }
    main.append(&mut others);
    Ok(main)
}
