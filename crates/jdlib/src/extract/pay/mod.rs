//! Pay: from the columns of the source and from the words of the posting.
//!
//! The pass over the text has marked every word around pay. Amounts are looked for beside those marks only (`money`), grouped into ranges
//! (`range`), told what the words around them say (`attach`, `behind`), and judged (`reader`): an amount is pay where a word, a period or its place
//! says so and no nearer word says that it is something else. Nothing defaults silently; `inferred` lists what was filled in. What cannot
//! be a year's pay is flagged and has no yearly figure, or, where nobody calls it pay, is none.

mod annual;
mod attach;
mod behind;
mod cue;
mod currency;
mod label;
mod meet;
mod money;
mod number;
mod range;
mod reader;
mod size;
#[cfg(all(test, feature = "builtin"))]
mod tests;

use rust_decimal::Decimal;

pub use self::annual::Annualisation;
use self::reader::Trust;
use crate::lexicon::{Lexicon, PayWordKind};
use crate::matcher::{Matcher, Scan, Scratch};
use crate::posting::Posting;
use crate::span::Span;
use crate::terms::{Basis, Bound, Currency, Field, PayFlag, PayKind, PaySource, PayStatement, Period};
use crate::text::{Markup, Text};

/// What reading pay needs to know of the posting and of its reader.
#[derive(Clone, Copy)]
pub(super) struct Context<'a, 'l> {
    pub(super) lexicon: &'l Lexicon,
    pub(super) annualisation: &'a Annualisation,
    /// Code of the posting's country, or of its language's; empty if neither is known.
    pub(super) country: &'a str,
    pub(super) language: Option<&'a str>,
    /// Whether the position is an internship: a stipend is its pay.
    pub(super) internship: bool,
    /// Whether it is a contract: an hour's or day's pay is a contractor's rate.
    pub(super) contract: bool,
}

/// The position, as the other fields were read.
#[derive(Clone, Copy)]
pub(super) struct Position<'a> {
    pub(super) language: Option<&'a str>,
    pub(super) internship: bool,
    pub(super) contract: bool,
}

/// Every pay statement of a posting: columns first, then pay text, then the posting text. One is primary.
pub(super) fn read(
    posting: &Posting,
    body: &Text<'_>,
    scan: &Scan,
    position: Position<'_>,
    annualisation: &Annualisation,
    (matcher, scratch): (&Matcher, &mut Scratch),
) -> Vec<PayStatement> {
    let mut country = posting.country_code();
    if country.is_empty() {
        country = currency::country_of_language(position.language);
    }
    let Position { language, internship, contract } = position;
    let context = Context { lexicon: matcher.lexicon(), annualisation, country, language, internship, contract };
    let mut found = Vec::new();
    found.extend(columns(posting, context));
    if !posting.pay_text.trim().is_empty() {
        found.extend(pay_text(posting, context, matcher, scratch));
    }
    for statement in reader::read(body, scan.marks.pay(), context, Trust::Prose(scan)) {
        let span = statement.span.map(|span| body.to_source(span));
        found.push(PayStatement { field: Some(Field::Description), span, ..statement });
    }
    meet::compare(&mut found);
    meet::choose(posting, country, &mut found);
    found
}

/// The pay columns of the source.
fn columns(posting: &Posting, context: Context<'_, '_>) -> Option<PayStatement> {
    let usable = |value: Option<Decimal>| value.filter(|value| *value > Decimal::ZERO);
    let (mut min, mut max) = (usable(posting.pay_min), usable(posting.pay_max));
    if let (Some(low), Some(high)) = (min, max)
        && low > high
    {
        (min, max) = (Some(high), Some(low));
    }
    let bound = match (min, max) {
        (None, None) => return None,
        (Some(_), None) => Bound::From,
        (None, Some(_)) => Bound::UpTo,
        (Some(low), Some(high)) if low == high => Bound::Point,
        _ => Bound::Range,
    };
    let mut inferred = Vec::new();
    let mut currency = None;
    if let Some(coin) = currency::of_column(context.lexicon, &posting.pay_currency, context.country) {
        inferred.extend((coin.inferred && coin.currency.is_some()).then_some("currency"));
        currency = coin.currency;
    } else if posting.pay_currency.trim().is_empty() {
        currency = currency::of_country(context.country);
        inferred.extend(currency.map(|_| "currency"));
    }
    let mut period = period_word(context.lexicon, &posting.pay_period);
    if period.is_none() && posting.pay_period.trim().is_empty() {
        period = currency.and_then(|currency| size::period(currency, max.or(min)?));
        inferred.extend(period.map(|_| "period"));
    }
    let rate = matches!(period, Some(Period::Hour | Period::Day));
    let kind = if rate && context.contract { PayKind::Contract } else { PayKind::Base };
    let basis = Basis::Unspecified;
    let draft =
        Draft { min, max, currency, period, bound, kind, basis, pay_months: None, weekly_hours: None, inferred };
    Some(context.finish(draft, PaySource::Structured, None))
}

/// The pay text of the source: `$53K-$91K (Glassdoor est.)`. All of it is about pay, so no context is asked for.
fn pay_text(
    posting: &Posting,
    context: Context<'_, '_>,
    matcher: &Matcher,
    scratch: &mut Scratch,
) -> Vec<PayStatement> {
    let text = Text::new(&posting.pay_text, Markup::Plain);
    let scan = matcher.scan_words(scratch, &text);
    let has = |kind: PayWordKind| {
        let words = &context.lexicon.inner().words.pay;
        scan.marks.pay().iter().any(|mark| words[mark.index as usize].kind == kind)
    };
    let estimated = has(PayWordKind::Estimate) && !has(PayWordKind::Employer);
    let source = if estimated { PaySource::Estimated } else { PaySource::Structured };
    let place = |statement: PayStatement| {
        let span = statement.span.map(|span| text.to_source(span));
        PayStatement { field: Some(Field::PayText), span, source, ..statement }
    };
    let found = reader::read(&text, scan.marks.pay(), context, Trust::PayField).into_iter().map(place).collect();
    scratch.recycle(scan.marks);
    found
}

/// A statement before annualisation and plausibility.
struct Draft {
    min: Option<Decimal>,
    max: Option<Decimal>,
    currency: Option<Currency>,
    period: Option<Period>,
    bound: Bound,
    kind: PayKind,
    basis: Basis,
    pay_months: Option<u8>,
    weekly_hours: Option<Decimal>,
    inferred: Vec<&'static str>,
}

impl Context<'_, '_> {
    /// Annualises a statement, and flags what cannot be a year's pay.
    fn finish(&self, draft: Draft, source: PaySource, span: Option<Span>) -> PayStatement {
        let mut statement = PayStatement {
            min: draft.min,
            max: draft.max,
            currency: draft.currency,
            period: draft.period,
            kind: draft.kind,
            bound: draft.bound,
            basis: draft.basis,
            pay_months: draft.pay_months,
            annual_min: None,
            annual_max: None,
            label: None,
            source,
            inferred: draft.inferred,
            primary: false,
            field: None,
            span,
            flags: Vec::new(),
            weekly_hours: draft.weekly_hours,
        };
        self.annualise(&mut statement);
        statement
    }

    /// Sets the yearly bounds; none where they cannot be a year's pay, which is flagged.
    fn annualise(&self, statement: &mut PayStatement) {
        let yearly = |value: Option<Decimal>| {
            let (months, hours) = (statement.pay_months, statement.weekly_hours);
            self.annualisation.yearly(value?, statement.period?, months, hours)
        };
        let (min, max) = (yearly(statement.min), yearly(statement.max));
        let is_year = |annual: Option<Decimal>| annual.is_none_or(|annual| size::is_year(statement.currency, annual));
        if is_year(min) && is_year(max) && !reader::is_too_wide(statement.min, statement.max) {
            (statement.annual_min, statement.annual_max) = (min, max);
        } else {
            (statement.annual_min, statement.annual_max) = (None, None);
            statement.flags.push(PayFlag::Implausible);
        }
    }
}

/// The period that a column's word names: `yearly`, `HOURLY`, `per-year-salary`, `1 YEAR`, `PH`.
fn period_word(lexicon: &Lexicon, word: &str) -> Option<Period> {
    let word = word.trim().to_lowercase();
    if word.is_empty() {
        return None;
    }
    let table = &lexicon.inner().words.pay;
    let named = |word: &str| {
        let found = table.iter().find(|entry| entry.kind == PayWordKind::Period && entry.text == word);
        Period::parse(word).or_else(|| found.and_then(|entry| Period::parse(&entry.value)))
    };
    // Boards write `per-year-salary`, `per_hour`, `1 YEAR`, `1-HOUR`.
    let parts =
        || word.split(|c: char| !c.is_alphabetic()).filter(|part| !matches!(*part, "" | "per" | "salary" | "wage"));
    named(&word).or_else(|| {
        let mut parts = parts();
        parts.next().filter(|_| parts.next().is_none()).and_then(named)
    })
}
