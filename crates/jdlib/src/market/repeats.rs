//! Which postings repeat which: for several folders found again, and as a table.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use arrow_array::{Array, ArrayRef, BinaryArray, Date32Array, Float64Array, RecordBatch, StringArray, UInt64Array};

use super::Market;
use crate::error::{Error, Result};
#[cfg(feature = "read")]
use crate::facts::Batch;
use crate::facts::FactsFolder;
use crate::facts::mark::{self, Places, column};
use crate::posting::Date;
use crate::repeats::{Groups, Parts, Repeats, Signature};
use crate::table::{Column, Table, Unit};

/// The repeats among the postings of several folders.
#[derive(Debug)]
pub(super) struct Regroup {
    /// Keys in the groups, in the order of the postings: a key that two folders hold is another one in the second.
    keys: Vec<u64>,
    groups: Groups,
    places: Places,
}

impl Regroup {
    pub(super) fn of(folders: &[FactsFolder]) -> Result<Self> {
        let mut repeats = Repeats::default();
        let mut keys = Vec::new();
        for folder in folders {
            folder.for_each_postings(|postings| {
                for signature in signatures(postings)? {
                    keys.push(repeats.push(signature));
                }
                Ok(())
            })?;
        }
        let groups = repeats.group();
        let mut places = Places::new();
        let mut at = 0;
        for folder in folders {
            folder.for_each_postings(|postings| {
                let end = at + postings.num_rows();
                mark::add_places(postings, &keys[at..end], &groups, &mut places)?;
                at = end;
                Ok(())
            })?;
        }
        Ok(Self { keys, groups, places })
    }

    /// The next postings of the folders, with what the groups say; `at` is the number of postings before them.
    pub(super) fn mark(&self, postings: &RecordBatch, at: &mut usize) -> Result<RecordBatch> {
        let end = *at + postings.num_rows();
        let marked = mark::mark(postings, &self.keys[*at..end], &self.groups, &self.places)?;
        *at = end;
        Ok(marked)
    }

    /// As [`Regroup::mark`], the keys replaced by those of the groups: leaders can be looked up, asks no longer.
    pub(super) fn mark_with_keys(&self, postings: &RecordBatch, at: &mut usize) -> Result<RecordBatch> {
        let keys = UInt64Array::from(self.keys[*at..*at + postings.num_rows()].to_vec());
        replace(&self.mark(postings, at)?, "key", Arc::new(keys))
    }
}

#[cfg(feature = "read")]
impl Regroup {
    /// As [`Regroup::mark_with_keys`], the asks with them.
    pub(super) fn mark_batch(&self, batch: &Batch, at: &mut usize) -> Result<Batch> {
        let old = mark::keys(&batch.postings)?;
        let new: HashMap<u64, u64> = old.into_iter().zip(self.keys[*at..].iter().copied()).collect();
        let of: &UInt64Array = column(&batch.asks, "posting")?;
        let renamed: UInt64Array = of.values().iter().map(|key| new.get(key).copied()).collect();
        let postings = self.mark_with_keys(&batch.postings, at)?;
        Ok(Batch { postings, asks: replace(&batch.asks, "posting", Arc::new(renamed))? })
    }
}

/// A table with another column in the place of one.
fn replace(rows: &RecordBatch, name: &str, column: ArrayRef) -> Result<RecordBatch> {
    let schema = rows.schema();
    let mut columns = rows.columns().to_vec();
    let place = schema.index_of(name).map_err(|error| Error::facts(error.to_string()))?;
    columns[place] = column;
    RecordBatch::try_new(schema, columns).map_err(|error| Error::facts(error.to_string()))
}

/// The value of a text column; empty where it is null.
fn text(values: &StringArray, row: usize) -> &str {
    if values.is_valid(row) { values.value(row) } else { "" }
}

/// The value of a column of numbers.
fn number(values: &UInt64Array, row: usize) -> Option<u64> {
    values.is_valid(row).then(|| values.value(row))
}

/// What the postings of a table are recognised by.
fn signatures(postings: &RecordBatch) -> Result<Vec<Signature>> {
    let keys: &UInt64Array = column(postings, "key")?;
    let hashes: &UInt64Array = column(postings, "content_hash")?;
    let dates: &Date32Array = column(postings, "posted_at")?;
    let near: &BinaryArray = column(postings, "near")?;
    let [source, id, title, employer, location, country] =
        ["source", "source_id", "title", "employer", "location", "country"]
            .map(|name| column::<StringArray>(postings, name));
    let (source, id, title, employer, location, country) = (source?, id?, title?, employer?, location?, country?);
    let one = |row: usize| {
        Signature::from_parts(Parts {
            key: keys.value(row),
            source: text(source, row),
            source_id: text(id, row),
            title: text(title, row),
            employer: text(employer, row),
            location: text(location, row),
            country: text(country, row),
            posted_at: dates.is_valid(row).then(|| dates.value(row)),
            content_hash: number(hashes, row),
            near: near.is_valid(row).then(|| near.value(row)),
        })
    };
    Ok((0..postings.num_rows()).map(one).collect())
}

/// One of the two postings of a pair.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RepeatSide {
    /// Id in its source, or its key.
    pub id: String,
    /// Source.
    pub source: String,
    /// Title as written.
    pub title: String,
    /// Employer as written.
    pub company: String,
    /// Place as written.
    pub location: String,
    /// Day of posting.
    pub posted_at: Option<Date>,
}

/// A posting that repeats another one, or is a new ad of it.
#[derive(Clone, Debug, PartialEq)]
pub struct RepeatRow {
    /// `same-id`, `exact`, `place`, `near`, `employer`; `repost` for a new ad of an older one, which counts.
    pub kind: String,
    /// How alike the texts are, from 0 to 1; none for a repost.
    pub similarity: Option<f64>,
    /// The posting.
    pub posting: RepeatSide,
    /// The posting that it repeats.
    pub leader: RepeatSide,
}

impl Market {
    /// Every posting that repeats another one, or is a new ad of it, in the order of the postings. Memory follows their number.
    ///
    /// # Errors
    /// When facts on disk cannot be read.
    pub fn repeats(&self) -> Result<Vec<RepeatRow>> {
        let mut found: Vec<(u64, RepeatRow)> = Vec::new();
        self.for_each_postings(&mut |postings| {
            let leaders: &UInt64Array = column(postings, "duplicate_of")?;
            let reposts: &UInt64Array = column(postings, "repost_of")?;
            let kinds: &StringArray = column(postings, "repeat_kind")?;
            let similarities: &Float64Array = column(postings, "similarity")?;
            for row in 0..postings.num_rows() {
                let repeat = number(leaders, row);
                let Some(leader) = repeat.or(number(reposts, row)) else { continue };
                let kind = if repeat.is_some() { text(kinds, row) } else { "repost" };
                let similarity = similarities.is_valid(row).then(|| similarities.value(row));
                let (posting, leading) = (side(postings, row)?, RepeatSide::default());
                found.push((leader, RepeatRow { kind: kind.to_owned(), similarity, posting, leader: leading }));
            }
            Ok(())
        })?;
        let wanted: HashSet<u64> = found.iter().map(|(leader, _)| *leader).collect();
        let mut sides: HashMap<u64, RepeatSide> = HashMap::new();
        self.for_each_postings(&mut |postings| {
            let keys: &UInt64Array = column(postings, "key")?;
            for row in (0..postings.num_rows()).filter(|row| wanted.contains(&keys.value(*row))) {
                sides.insert(keys.value(row), side(postings, row)?);
            }
            Ok(())
        })?;
        let with_leader = |(leader, row): (u64, RepeatRow)| RepeatRow {
            leader: sides.get(&leader).cloned().unwrap_or_default(),
            ..row
        };
        Ok(found.into_iter().map(with_leader).collect())
    }
}

fn side(postings: &RecordBatch, row: usize) -> Result<RepeatSide> {
    let value = |name: &str| Ok::<_, Error>(text(column(postings, name)?, row).to_owned());
    let dates: &Date32Array = column(postings, "posted_at")?;
    Ok(RepeatSide {
        id: value("id")?,
        source: value("source")?,
        title: value("title")?,
        company: value("company")?,
        location: value("location")?,
        posted_at: if dates.is_valid(row) { Date::from_days(dates.value(row)) } else { None },
    })
}

/// Repeats as a table: the posting, then the one that leads.
#[must_use]
pub fn repeats_table(rows: &[RepeatRow]) -> Table {
    let mut table = Table::new("repeats", "jds.repeats/1", "Postings that repeat another one");
    table.push(Column::text(
        "kind",
        "same-id, exact, place, near, employer; repost: a new ad more than 60 days later, which counts",
        rows.iter().map(|row| row.kind.clone()),
    ));
    let similarities = rows.iter().map(|row| row.similarity);
    table.push(Column::float("similarity", Unit::Share, "How alike the texts are", similarities));
    let postings: Vec<&RepeatSide> = rows.iter().map(|row| &row.posting).collect();
    let leaders: Vec<&RepeatSide> = rows.iter().map(|row| &row.leader).collect();
    for (prefix, sides) in [("", postings), ("leader_", leaders)] {
        let mut push = |name: &str, about: &'static str, value: fn(&RepeatSide) -> String| {
            let cells = sides.iter().map(|side| Some(value(side)).filter(|text| !text.is_empty()));
            table.push(Column::text(format!("{prefix}{name}"), about, cells));
        };
        push("id", "Id of the posting in its source, or its key", |side| side.id.clone());
        push("source", "Source", |side| side.source.clone());
        push("title", "Title as written", |side| side.title.clone());
        push("company", "Employer as written", |side| side.company.clone());
        push("location", "Place as written", |side| side.location.clone());
        push("posted_at", "Day of posting", |side| side.posted_at.map_or(String::new(), |date| date.to_string()));
    }
    table
}
