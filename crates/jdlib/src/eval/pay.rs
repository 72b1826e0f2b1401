//! Pay: which postings state it, and how much of each statement is read right.

use std::collections::BTreeMap;
use std::path::Path;

use rayon::prelude::*;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::Deserialize;
use serde_json::Value;

use super::fields::Miss;
use super::gold::{Gold, GoldText};
use crate::error::{Error, ErrorKind, Result};
use crate::extract::{Analysis, Analyzer};
use crate::posting::Posting;
use crate::terms::{Basis, Bound, Currency, PayKind, PayStatement, Period};

/// A pay statement as gold has it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct GoldPay {
    /// Lower side, as written.
    pub min: Option<Decimal>,
    /// Upper side.
    pub max: Option<Decimal>,
    /// Currency; none where nothing tells it.
    pub currency: Option<Currency>,
    /// Period.
    pub period: Option<Period>,
    /// What the figure covers.
    pub kind: PayKind,
    /// Which sides are given.
    pub bound: Bound,
    /// What is taken off.
    pub basis: Basis,
    /// Months of pay in a year, where stated.
    pub pay_months: Option<u8>,
    /// The place or level that it is for.
    pub label: Option<String>,
    /// Whether it is the one that the posting's pay columns should carry.
    pub primary: bool,
}

/// The fields that are compared one by one, by their names in the machine form.
pub const PAY_FIELDS: [&str; 9] = ["min", "max", "currency", "period", "kind", "bound", "basis", "pay_months", "label"];

/// The first so many of them have to be right for a statement to be: minimum, maximum, currency, period, kind.
const STRICT: usize = 5;

/// How pay is read.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct PayTally {
    /// Postings in which gold judged pay.
    pub postings: u64,
    /// Postings for which gold has pay.
    pub gold: u64,
    /// Postings for which pay was read.
    pub read: u64,
    /// Postings of both: the numerator of precision and recall of detection.
    pub both: u64,
    /// Of `gold`, postings whose primary statement is right in minimum, maximum, currency, period and kind.
    pub strict: u64,
    /// Of `both`, primary statements whose yearly figure is less than half or more than twice the right one.
    pub scale_errors: u64,
    /// Of `both`, primary statements that are right in each of [`PAY_FIELDS`].
    pub fields: BTreeMap<&'static str, u64>,
    /// Statements of gold, statements read, and those that are in both, right in all five.
    pub statements: [u64; 3],
    /// Every posting whose primary statement is not right, in the order of gold.
    pub misses: Vec<Miss>,
}

impl PayTally {
    /// Of the postings for which pay was read, the share that states it.
    #[must_use]
    pub fn precision(&self) -> Option<f64> {
        share(self.both, self.read)
    }

    /// Of the postings that state pay, the share for which it was read.
    #[must_use]
    pub fn recall(&self) -> Option<f64> {
        share(self.both, self.gold)
    }

    /// Of the postings that state pay, the share whose primary statement is right in all five.
    #[must_use]
    pub fn strict_share(&self) -> Option<f64> {
        share(self.strict, self.gold)
    }

    /// Of the postings for which both have pay, the share that is right in a field.
    #[must_use]
    pub fn accuracy(&self, field: &str) -> Option<f64> {
        share(self.fields.get(field).copied().unwrap_or_default(), self.both)
    }

    fn add(&mut self, id: &str, gold: &[GoldPay], analysis: &Analysis) {
        self.postings += 1;
        let read = analysis.primary_pay();
        // Where either of two is right, both are primary.
        let is_read = |pay: &&GoldPay| read.is_some_and(|read| strict(pay) == strict(&of_analysis(read)));
        let mut primaries = gold.iter().filter(|pay| pay.primary);
        let primary = primaries.clone().find(is_read).or_else(|| primaries.next());
        self.gold += u64::from(primary.is_some());
        self.read += u64::from(read.is_some());
        let mut right = primary.is_none() && read.is_none();
        if let (Some(gold), Some(read)) = (primary, read) {
            self.both += 1;
            let (gold, read) = (values(gold), values(&of_analysis(read)));
            for (at, field) in PAY_FIELDS.iter().enumerate() {
                *self.fields.entry(field).or_default() += u64::from(gold[at] == read[at]);
            }
            right = gold[..STRICT] == read[..STRICT];
            self.strict += u64::from(right);
        }
        if let (Some(Some(gold)), Some(Some(read))) = (primary.map(year), read.map(of_analysis).as_ref().map(year)) {
            self.scale_errors += u64::from(read > gold * 2.0 || gold > read * 2.0);
        }
        if !right {
            let word = |pay: GoldPay| values(&pay)[..STRICT].join(" ");
            self.misses.push(Miss {
                id: id.to_owned(),
                gold: primary.cloned().map(word),
                read: read.map(of_analysis).map(word),
            });
        }
        let mut left: Vec<Vec<String>> = gold.iter().map(strict).collect();
        self.statements[0] += gold.len() as u64;
        for read in analysis.pay() {
            self.statements[1] += 1;
            if let Some(at) = left.iter().position(|gold| *gold == strict(&of_analysis(read))) {
                left.swap_remove(at);
                self.statements[2] += 1;
            }
        }
    }
}

/// What has to be right.
fn strict(pay: &GoldPay) -> Vec<String> {
    values(pay)[..STRICT].to_vec()
}

fn share(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// Reads every text of gold whose pay was judged, and compares.
#[must_use]
pub fn pay(analyzer: &Analyzer, gold: &Gold) -> PayTally {
    let read = |text: &GoldText| text.pay.is_some().then(|| analyzer.analyze(&text.posting));
    let analyses: Vec<Option<Analysis>> = gold.texts.par_iter().map(read).collect();
    let mut tally = PayTally::default();
    for (text, analysis) in gold.texts.iter().zip(&analyses) {
        if let (Some(pay), Some(analysis)) = (&text.pay, analysis) {
            tally.add(&text.id, pay, analysis);
        }
    }
    tally
}

/// A statement that was read, in the form of gold.
fn of_analysis(pay: &PayStatement) -> GoldPay {
    GoldPay {
        min: pay.min,
        max: pay.max,
        currency: pay.currency,
        period: pay.period,
        kind: pay.kind,
        bound: pay.bound,
        basis: pay.basis,
        pay_months: pay.pay_months,
        label: pay.label.clone(),
        primary: pay.primary,
    }
}

/// What is compared, in the order of [`PAY_FIELDS`]. Empty is none.
fn values(pay: &GoldPay) -> [String; PAY_FIELDS.len()] {
    let money = |side: Option<Decimal>| side.map(|side| side.normalize().to_string()).unwrap_or_default();
    [
        money(pay.min),
        money(pay.max),
        pay.currency.map(|currency| currency.to_string()).unwrap_or_default(),
        pay.period.map(|period| period.to_string()).unwrap_or_default(),
        pay.kind.to_string(),
        pay.bound.to_string(),
        pay.basis.to_string(),
        pay.pay_months.map(|months| months.to_string()).unwrap_or_default(),
        pay.label.clone().unwrap_or_default(),
    ]
}

/// The middle of a statement for a year; without a period, as written.
fn year(pay: &GoldPay) -> Option<f64> {
    let (low, high) = (pay.min.or(pay.max)?.to_f64()?, pay.max.or(pay.min)?.to_f64()?);
    Some((low + high) / 2.0 * pay.period.map_or(1.0, |period| f64::from(period.per_year())))
}

/// The statements that a line of our gold has; none where it does not judge pay.
pub(super) fn judged(value: &Value) -> Option<Vec<GoldPay>> {
    let statement = |pay: &Value| {
        let text = |key: &str| pay.get(key).and_then(Value::as_str);
        let money = |key: &str| match pay.get(key) {
            Some(Value::Number(number)) => number.to_string().parse().ok(),
            Some(Value::String(text)) => text.parse().ok(),
            _ => None,
        };
        GoldPay {
            min: money("min"),
            max: money("max"),
            currency: text("currency").and_then(Currency::parse),
            period: text("period").and_then(Period::parse),
            kind: text("kind").and_then(PayKind::parse).unwrap_or(PayKind::Base),
            bound: text("bound").and_then(Bound::parse).unwrap_or(Bound::Range),
            basis: text("basis").and_then(Basis::parse).unwrap_or(Basis::Unspecified),
            pay_months: pay.get("pay_months").and_then(Value::as_u64).and_then(|months| u8::try_from(months).ok()),
            label: text("label").filter(|label| !label.is_empty()).map(str::to_owned),
            primary: pay.get("primary").and_then(Value::as_bool).unwrap_or_default(),
        }
    };
    Some(value.get("pay")?.as_array()?.iter().map(statement).collect())
}

/// A row of strings about pay.
#[derive(Deserialize)]
struct Line {
    id: String,
    text: String,
    #[serde(default)]
    country: String,
    min: String,
    max: String,
    #[serde(default)]
    currency: String,
    #[serde(default)]
    period: String,
    #[serde(default)]
    kind: String,
    #[serde(default)]
    bound: String,
    #[serde(default)]
    basis: String,
    pay_months: Option<u8>,
    #[serde(default)]
    note: String,
}

impl Line {
    /// # Errors
    /// The cell that is no number.
    fn statement(&self) -> std::result::Result<GoldPay, String> {
        let side = |cell: &str| match cell.trim() {
            "" => Ok(None),
            figure => figure.parse().map(Some).map_err(|_| format!("`{figure}` is no number")),
        };
        Ok(GoldPay {
            min: side(&self.min)?,
            max: side(&self.max)?,
            currency: Currency::parse(&self.currency),
            period: Period::parse(&self.period),
            kind: PayKind::parse(&self.kind).unwrap_or(PayKind::Base),
            bound: Bound::parse(&self.bound).unwrap_or(Bound::Range),
            basis: Basis::parse(&self.basis).unwrap_or(Basis::Unspecified),
            pay_months: self.pay_months,
            label: None,
            primary: true,
        })
    }

    /// The statements that are as right, from the note: `or 25545|25545|GBP|year|base`.
    fn others(&self, first: &GoldPay) -> impl Iterator<Item = GoldPay> {
        self.note.split("or ").filter_map(|part| {
            let mut cells = part.trim_end_matches(|c: char| !c.is_alphanumeric()).split('|');
            let mut next = || cells.next();
            let (min, max) = (next()?.trim().parse().ok(), next()?.parse().ok());
            let (currency, period) = (Currency::parse(next()?), Period::parse(next()?));
            Some(GoldPay { min, max, currency, period, kind: PayKind::parse(next()?)?, ..first.clone() })
        })
    }
}

/// Reads a CSV of strings about pay. A row without `min` and `max` states none.
pub(super) fn strings(path: &Path) -> Result<Vec<GoldText>> {
    let file = std::fs::File::open(path).map_err(|error| Error::io(error, path))?;
    let mut reader = csv::Reader::from_reader(file);
    let mut texts = Vec::new();
    for row in reader.deserialize() {
        let bad = |error: csv::Error| {
            let line = error.position().map_or(0, csv::Position::line);
            Error::new(ErrorKind::Syntax(format!("no row of pay: {error}"))).in_file(path).on_line(line)
        };
        let line: Line = row.map_err(bad)?;
        let statement = line
            .statement()
            .map_err(|message| Error::new(ErrorKind::Syntax(format!("{}: {message}", line.id))).in_file(path))?;
        let mut pay = Vec::new();
        if statement.min.is_some() || statement.max.is_some() {
            pay.extend(line.others(&statement));
            pay.insert(0, statement);
        }
        let mut posting = Posting::new(line.text);
        posting.country = line.country;
        texts.push(GoldText { pay: Some(pay), ..GoldText::unjudged(line.id, posting) });
    }
    Ok(texts)
}

#[cfg(all(test, feature = "builtin"))]
mod tests {
    use super::*;

    #[test]
    fn pay_is_counted() {
        let line = |min: u64, period: &str| {
            let text = format!(
                r#"{{"pay": [{{"min": {min}, "max": 120000, "currency": "USD", "period": "{period}", "kind": "base", "bound": "range",
                    "basis": "unspecified", "primary": true}}]}}"#
            );
            judged(&serde_json::from_str(&text).unwrap())
        };
        let text = |id: &str, description: &str, pay: Option<Vec<GoldPay>>| GoldText {
            id: id.to_owned(),
            posting: Posting::new(description),
            marks: Vec::new(),
            asks: Vec::new(),
            groups: Vec::new(),
            years: Vec::new(),
            judged: BTreeMap::new(),
            pay,
        };
        let salary = "Salary: $100,000 - $120,000 per year";
        let texts = vec![
            text("right", salary, line(100_000, "year")),
            text("wrong", salary, line(90_000, "month")),
            text("missed", "We pay well.", line(90_000, "year")),
            text("invented", salary, Some(Vec::new())),
            text("unjudged", salary, None),
        ];
        let tally = pay(&Analyzer::builtin(), &Gold { texts });
        assert_eq!((tally.postings, tally.gold, tally.read, tally.both, tally.strict), (4, 3, 3, 2, 1));
        assert_eq!(tally.statements, [3, 3, 1]);
        assert_eq!((tally.accuracy("max"), tally.accuracy("period"), tally.scale_errors), (Some(1.0), Some(0.5), 1));
        let misses: Vec<&str> = tally.misses.iter().map(|miss| miss.id.as_str()).collect();
        assert_eq!(misses, ["wrong", "missed", "invented"]);
        assert_eq!(tally.misses[0].read.as_deref(), Some("100000 120000 USD year base"));
    }
}
