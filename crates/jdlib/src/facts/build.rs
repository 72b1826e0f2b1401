//! Analyses to record batches.

use std::sync::Arc;

use arrow_array::{
    ArrayRef, BinaryArray, BooleanArray, Date32Array, Float64Array, RecordBatch, StringArray, UInt8Array, UInt32Array,
    UInt64Array,
};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::{Batch, schema};
use crate::error::{Error, Result};
use crate::extract::{Analysis, Status};
use crate::posting::{Posting, Precision};
use crate::repeats::Signature;
use crate::terms::{Ask, Currency, Field, Years};

/// Longest quote, in characters.
const QUOTE: usize = 160;

/// Whether the words that show an ask travel with it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Quotes {
    /// At most 160 characters each.
    #[default]
    Keep,
    /// None: smaller, and no text of the postings leaves.
    Drop,
}

/// Whether what postings are compared by travels with them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sketches {
    /// 256 bytes each: repeats can be found again when several folders are read together.
    #[default]
    Keep,
    /// None: smaller.
    Drop,
}

/// Builds one batch after another.
#[derive(Debug, Default)]
pub struct FactsBuilder {
    quotes: Quotes,
    sketches: Sketches,
    postings: Vec<PostingRow>,
    asks: Vec<AskRow>,
}

/// One row of `postings`. Closed words are kept as such until the columns are made.
#[derive(Debug)]
struct PostingRow {
    key: u64,
    content_hash: Option<u64>,
    near: Option<Vec<u8>>,
    id: String,
    source: String,
    source_id: String,
    url: String,
    title: String,
    employer: String,
    company: String,
    location: String,
    country: &'static str,
    region: &'static str,
    posted_at: Option<i32>,
    posted_basis: &'static str,
    role: Option<&'static str>,
    specialisation: Option<&'static str>,
    seniority: Option<&'static str>,
    years: Years,
    education: Option<&'static str>,
    work_mode: Option<&'static str>,
    employment_type: Option<&'static str>,
    tier: Option<&'static str>,
    pay: Option<PayRow>,
    language: Option<&'static str>,
    applies: Option<u64>,
    views: Option<u64>,
    status: Status,
    text_length: u32,
}

#[derive(Debug)]
struct PayRow {
    min: Option<f64>,
    max: Option<f64>,
    currency: Option<Currency>,
    period: Option<&'static str>,
    kind: &'static str,
    bound: &'static str,
    source: &'static str,
    annual_min: Option<f64>,
    annual_max: Option<f64>,
    annual_mid: Option<f64>,
}

/// One row of `asks`.
#[derive(Debug)]
struct AskRow {
    posting: u64,
    skill: String,
    ask: Ask,
    any_of: Option<u32>,
    years: Years,
    implied: bool,
    mentions: u32,
    start: Option<u32>,
    end: Option<u32>,
    quote: Option<String>,
}

impl FactsBuilder {
    /// An empty builder.
    #[must_use]
    pub fn new(quotes: Quotes, sketches: Sketches) -> Self {
        Self { quotes, sketches, ..Self::default() }
    }

    /// Postings since the last batch.
    #[must_use]
    pub fn len(&self) -> usize {
        self.postings.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.postings.is_empty()
    }

    /// Adds one posting and its asks. `key` is its number in the [`Repeats`](crate::repeats::Repeats) that its signature went to.
    pub fn push(&mut self, key: u64, signature: &Signature, posting: &Posting, analysis: &Analysis) {
        let float = |value: Option<Decimal>| value.and_then(|value| value.to_f64());
        let pay = analysis.primary_pay().map(|pay| PayRow {
            min: float(pay.min),
            max: float(pay.max),
            currency: pay.currency,
            period: pay.period.map(|period| period.as_str()),
            kind: pay.kind.as_str(),
            bound: pay.bound.as_str(),
            source: pay.source.as_str(),
            annual_min: float(pay.annual_min),
            annual_max: float(pay.annual_max),
            annual_mid: pay.annual_mid(),
        });
        self.postings.push(PostingRow {
            key,
            content_hash: signature.content_hash(),
            near: signature.near().filter(|_| self.sketches == Sketches::Keep).map(|near| near.to_vec()),
            id: if posting.id.is_empty() { format!("{key:016x}") } else { posting.id.clone() },
            source: posting.source.clone(),
            source_id: posting.id.clone(),
            url: posting.url.clone(),
            title: posting.title.clone(),
            employer: posting.employer_key(),
            company: posting.employer.trim().to_owned(),
            location: posting.location.clone(),
            country: posting.country_code(),
            region: posting.region_code(),
            posted_at: posting.posted_at.map(crate::posting::Date::days),
            posted_basis: match posting.posted_precision {
                Precision::Day => "posted",
                Precision::Month => "month",
                Precision::Year => "year",
            },
            role: analysis.role().map(|role| role.as_str()),
            specialisation: analysis.specialisation().map(|specialisation| specialisation.as_str()),
            seniority: analysis.seniority().map(|seniority| seniority.as_str()),
            years: analysis.years(),
            education: analysis.education().map(|education| education.level.as_str()),
            work_mode: analysis.work_mode().map(|mode| mode.as_str()),
            employment_type: analysis.employment_type().map(|kind| kind.as_str()),
            tier: analysis.tier().map(|tier| tier.as_str()),
            pay,
            language: analysis.language(),
            applies: posting.applies,
            views: posting.views,
            status: analysis.status(),
            text_length: u32::try_from(posting.description.len()).unwrap_or(u32::MAX),
        });
        self.push_asks(key, analysis);
    }

    fn push_asks(&mut self, posting: u64, analysis: &Analysis) {
        let narrow = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        for claim in analysis.skills() {
            let strongest = claim.strongest();
            let span = strongest.span.filter(|_| strongest.field == Field::Description);
            let quote = (self.quotes == Quotes::Keep).then(|| shorten(claim.evidence()));
            self.asks.push(AskRow {
                posting,
                skill: claim.id().to_owned(),
                ask: claim.ask(),
                any_of: claim.any_of(),
                years: claim.years(),
                implied: false,
                mentions: narrow(claim.mentions().len()),
                start: span.map(|span| narrow(span.start)),
                end: span.map(|span| narrow(span.end)),
                quote,
            });
        }
        for (skill, by) in analysis.implied() {
            self.asks.push(AskRow {
                posting,
                skill: analysis.lexicon().skill(skill).id().to_owned(),
                ask: by.ask(),
                any_of: None,
                years: Years::default(),
                implied: true,
                mentions: 0,
                start: None,
                end: None,
                quote: None,
            });
        }
    }

    /// Takes what was pushed as one batch.
    ///
    /// # Errors
    /// Never for rows that [`FactsBuilder::push`] made; Arrow checks the columns all the same.
    pub fn finish(&mut self) -> Result<Batch> {
        let postings = postings(&std::mem::take(&mut self.postings))?;
        let asks = asks(&std::mem::take(&mut self.asks))?;
        Ok(Batch { postings, asks })
    }
}

fn shorten(quote: &str) -> String {
    match quote.char_indices().nth(QUOTE) {
        Some((at, _)) => quote[..at].to_owned(),
        None => quote.to_owned(),
    }
}

/// An empty text is null: unknown.
fn some(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}

fn postings(rows: &[PostingRow]) -> Result<RecordBatch> {
    fn text<'r>(rows: &'r [PostingRow], value: impl Fn(&'r PostingRow) -> Option<&'r str>) -> ArrayRef {
        Arc::new(rows.iter().map(value).collect::<StringArray>())
    }
    fn float(rows: &[PostingRow], value: impl Fn(&PayRow) -> Option<f64>) -> ArrayRef {
        Arc::new(rows.iter().map(|row| row.pay.as_ref().and_then(&value)).collect::<Float64Array>())
    }
    fn small(rows: &[PostingRow], value: impl Fn(&PostingRow) -> Option<u8>) -> ArrayRef {
        Arc::new(rows.iter().map(value).collect::<UInt8Array>())
    }
    fn large(rows: &[PostingRow], value: impl Fn(&PostingRow) -> Option<u64>) -> ArrayRef {
        Arc::new(rows.iter().map(value).collect::<UInt64Array>())
    }
    fn pay<'r>(rows: &'r [PostingRow], value: impl Fn(&'r PayRow) -> Option<&'r str>) -> ArrayRef {
        Arc::new(rows.iter().map(|row| row.pay.as_ref().and_then(&value)).collect::<StringArray>())
    }
    let days = |value: fn(&PostingRow) -> Option<i32>| -> ArrayRef {
        Arc::new(rows.iter().map(value).collect::<Date32Array>())
    };
    let number = |value: fn(&PostingRow) -> u32| -> ArrayRef {
        Arc::new(rows.iter().map(value).map(Some).collect::<UInt32Array>())
    };
    // In the order of `schema::postings`. Columns that later sources fill (first and last seen) are null; so are
    // those about repeats, which are known when all postings are: see `mark`.
    let columns: Vec<ArrayRef> = vec![
        large(rows, |row| Some(row.key)),
        text(rows, |row| some(&row.id)),
        text(rows, |row| some(&row.source)),
        text(rows, |row| some(&row.source_id)),
        text(rows, |row| some(&row.url)),
        text(rows, |row| some(&row.title)),
        text(rows, |row| some(&row.employer)),
        text(rows, |row| some(&row.company)),
        text(rows, |row| some(&row.location)),
        text(rows, |row| some(row.country)),
        text(rows, |row| some(row.region)),
        number(|_| 1),
        days(|row| row.posted_at),
        text(rows, |row| row.posted_at.map(|_| row.posted_basis)),
        days(|_| None),
        days(|_| None),
        text(rows, |row| row.role),
        text(rows, |row| row.specialisation),
        text(rows, |row| row.seniority),
        small(rows, |row| row.years.min),
        small(rows, |row| row.years.max),
        text(rows, |row| row.education),
        text(rows, |row| row.work_mode),
        text(rows, |row| row.employment_type),
        text(rows, |row| row.tier),
        float(rows, |pay| pay.min),
        float(rows, |pay| pay.max),
        pay(rows, |pay| pay.currency.as_ref().map(|currency| currency.as_str())),
        pay(rows, |pay| pay.period),
        pay(rows, |pay| Some(pay.kind)),
        pay(rows, |pay| Some(pay.bound)),
        pay(rows, |pay| Some(pay.source)),
        float(rows, |pay| pay.annual_min),
        float(rows, |pay| pay.annual_max),
        float(rows, |pay| pay.annual_mid),
        text(rows, |row| row.language),
        large(rows, |row| row.applies),
        large(rows, |row| row.views),
        large(rows, |row| row.content_hash),
        large(rows, |_| None),
        text(rows, |row| Some(row.status.skills.as_str())),
        text(rows, |row| Some(row.status.pay.as_str())),
        text(rows, |row| Some(row.status.years.as_str())),
        text(rows, |row| Some(row.status.seniority.as_str())),
        text(rows, |row| Some(row.status.role.as_str())),
        number(|row| row.text_length),
        Arc::new(rows.iter().map(|row| row.near.as_deref()).collect::<BinaryArray>()),
        text(rows, |_| None),
        float(rows, |_| None),
        large(rows, |_| None),
        text(rows, |_| None),
    ];
    RecordBatch::try_new(schema::postings(), columns).map_err(|error| Error::facts(error.to_string()))
}

fn asks(rows: &[AskRow]) -> Result<RecordBatch> {
    let number =
        |value: fn(&AskRow) -> Option<u32>| -> ArrayRef { Arc::new(rows.iter().map(value).collect::<UInt32Array>()) };
    let columns: Vec<ArrayRef> = vec![
        Arc::new(rows.iter().map(|row| Some(row.posting)).collect::<UInt64Array>()),
        Arc::new(rows.iter().map(|row| Some(row.skill.as_str())).collect::<StringArray>()),
        Arc::new(rows.iter().map(|row| Some(row.ask.as_str())).collect::<StringArray>()),
        number(|row| row.any_of),
        Arc::new(rows.iter().map(|row| row.years.min).collect::<UInt8Array>()),
        Arc::new(rows.iter().map(|row| row.years.max).collect::<UInt8Array>()),
        Arc::new(rows.iter().map(|row| Some(row.implied)).collect::<BooleanArray>()),
        number(|row| Some(row.mentions)),
        number(|row| row.start),
        number(|row| row.end),
        Arc::new(rows.iter().map(|row| row.quote.as_deref()).collect::<StringArray>()),
    ];
    RecordBatch::try_new(schema::asks(), columns).map_err(|error| Error::facts(error.to_string()))
}
