//! Pay: from the columns of the source and from the words of the posting.
//!
//! Precision first: an amount counts only with a currency beside it and a reason to believe that it is pay. Nothing defaults
//! silently; `inferred` lists what was filled in.

mod number;
mod text;

use rust_decimal::Decimal;

use crate::lexicon::Lexicon;
use crate::matcher::{Marks, Scan};
use crate::posting::Posting;
use crate::span::Span;
use crate::terms::{Basis, Bound, Currency, Field, PayKind, PaySource, PayStatement, Period};
use crate::text::{Markup, Text};

/// Every pay statement of a posting: columns first, then pay text, then the posting text. One is primary.
pub(super) fn read(posting: &Posting, body: &Text<'_>, lexicon: &Lexicon, scan: &Scan) -> Vec<PayStatement> {
    let country = posting.country_code();
    let mut found = Vec::new();
    found.extend(columns(posting, lexicon, country));
    found.extend(pay_text(posting, lexicon, country));
    for statement in text::read(body, lexicon, &scan.marks, country, text::Trust::Prose(scan)) {
        let span = statement.span.map(|span| body.to_source(span));
        found.push(PayStatement { field: Some(Field::Description), span, ..statement });
    }
    choose(&mut found);
    found
}

/// Marks the primary statement: base before contract before on-target before total; what the employer said before an estimate;
/// complete before half; the first.
fn choose(found: &mut [PayStatement]) {
    let rank = |pay: &PayStatement| {
        let kind = match pay.kind {
            PayKind::Base => 0,
            PayKind::Contract => 1,
            PayKind::Ote => 2,
            PayKind::Total => 3,
        };
        let usable = pay.currency.is_some() && pay.period.is_some();
        (pay.source == PaySource::Estimated, !usable, kind)
    };
    if let Some(best) = (0..found.len()).min_by_key(|at| (rank(&found[*at]), *at)) {
        found[best].primary = true;
    }
}

/// The pay columns of the source.
fn columns(posting: &Posting, lexicon: &Lexicon, country: &str) -> Option<PayStatement> {
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
    let (mut currency, sign) = currency_word(lexicon, &posting.pay_currency, country);
    inferred.extend((sign && currency.is_some()).then_some("currency"));
    if currency.is_none() && posting.pay_currency.trim().is_empty() {
        currency = currency_of(country);
        inferred.extend(currency.map(|_| "currency"));
    }
    let mut period = period_word(lexicon, &posting.pay_period);
    if period.is_none() && posting.pay_period.trim().is_empty() {
        period = currency.and_then(|currency| period_by_size(currency, min, max));
        inferred.extend(period.map(|_| "period"));
    }
    let draft = Draft { min, max, currency, period, bound, kind: PayKind::Base, basis: Basis::Unspecified, inferred };
    draft.finish(PaySource::Structured, None)
}

/// The pay text of the source: `$53K-$91K (Glassdoor est.)`. All of it is about pay, so no context is asked for.
fn pay_text(posting: &Posting, lexicon: &Lexicon, country: &str) -> Vec<PayStatement> {
    if posting.pay_text.trim().is_empty() {
        return Vec::new();
    }
    let text = Text::new(&posting.pay_text, Markup::Plain);
    // The same vocabulary, over a few words: the marks of the whole automaton would carry skills that nobody asks about here.
    let marks = text::marks_of(lexicon, text.folded());
    let estimated = Marks::within(marks.pay(), (0..text.folded().len()).into())
        .iter()
        .any(|mark| lexicon.inner().words.pay[mark.index as usize].kind == crate::lexicon::PayWordKind::Estimate);
    let source = if estimated { PaySource::Estimated } else { PaySource::Structured };
    let place = |statement: PayStatement| {
        let span = statement.span.map(|span| text.to_source(span));
        PayStatement { field: Some(Field::PayText), span, source, ..statement }
    };
    text::read(&text, lexicon, &marks, country, text::Trust::PayField).into_iter().map(place).collect()
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
    inferred: Vec<&'static str>,
}

impl Draft {
    /// Annualises, and refuses what cannot be a year's pay.
    fn finish(self, source: PaySource, span: Option<Span>) -> Option<PayStatement> {
        let yearly = |value: Option<Decimal>| {
            let period = self.period?;
            value?.checked_mul(Decimal::from(period.per_year()))
        };
        let (annual_min, annual_max) = (yearly(self.min), yearly(self.max));
        if !plausible(self.currency, annual_min) || !plausible(self.currency, annual_max) {
            return None;
        }
        if let (Some(min), Some(max)) = (self.min, self.max)
            && max >= min.saturating_mul(WIDEST)
        {
            return None;
        }
        Some(PayStatement {
            min: self.min,
            max: self.max,
            currency: self.currency,
            period: self.period,
            kind: self.kind,
            bound: self.bound,
            basis: self.basis,
            pay_months: None,
            annual_min,
            annual_max,
            label: None,
            source,
            inferred: self.inferred,
            primary: false,
            field: None,
            span,
        })
    }
}

/// A range whose upper bound is this many times the lower is no range of pay (Nesta's rule is a factor of ten as well).
const WIDEST: Decimal = Decimal::TEN;

/// Yearly pay outside these bounds is a misreading, per currency of the same magnitude. Other currencies are not judged.
const MAJOR: [Currency; 3] = [Currency::USD, Currency::EUR, Currency::GBP];
const LOWEST_YEAR: Decimal = Decimal::from_parts(4_000, 0, 0, false, 0);
const HIGHEST_YEAR: Decimal = Decimal::from_parts(3_000_000, 0, 0, false, 0);

fn plausible(currency: Option<Currency>, annual: Option<Decimal>) -> bool {
    match (currency, annual) {
        (Some(currency), Some(annual)) if MAJOR.contains(&currency) => (LOWEST_YEAR..=HIGHEST_YEAR).contains(&annual),
        _ => true,
    }
}

/// The period that an amount's size leaves no doubt about, for currencies of the dollar's magnitude only: monthly pay in rupees looks
/// like yearly pay in dollars. Sizes between the bands stay unknown.
fn period_by_size(currency: Currency, min: Option<Decimal>, max: Option<Decimal>) -> Option<Period> {
    let dollar_like = MAJOR.contains(&currency) || matches!(currency.as_str(), "CAD" | "AUD" | "CHF" | "SGD" | "NZD");
    let value = min.or(max).filter(|_| dollar_like)?;
    if value >= Decimal::from(12_000) {
        Some(Period::Year)
    } else if (Decimal::from(7)..=Decimal::from(200)).contains(&value) {
        Some(Period::Hour)
    } else {
        None
    }
}

/// The currency of a country, for amounts that carry none or an ambiguous sign.
fn currency_of(country: &str) -> Option<Currency> {
    const COUNTRIES: [(&str, &str); 28] = [
        ("AT", "EUR"),
        ("AU", "AUD"),
        ("BE", "EUR"),
        ("BR", "BRL"),
        ("CA", "CAD"),
        ("CH", "CHF"),
        ("CZ", "CZK"),
        ("DE", "EUR"),
        ("DK", "DKK"),
        ("ES", "EUR"),
        ("FI", "EUR"),
        ("FR", "EUR"),
        ("GB", "GBP"),
        ("HK", "HKD"),
        ("IE", "EUR"),
        ("IN", "INR"),
        ("IT", "EUR"),
        ("JP", "JPY"),
        ("MX", "MXN"),
        ("NL", "EUR"),
        ("NO", "NOK"),
        ("NZ", "NZD"),
        ("PL", "PLN"),
        ("PT", "EUR"),
        ("SE", "SEK"),
        ("SG", "SGD"),
        ("US", "USD"),
        ("ZA", "ZAR"),
    ];
    COUNTRIES.iter().find(|(code, _)| *code == country).and_then(|(_, currency)| Currency::parse(currency))
}

/// The currency of a dollar sign in a country: its own dollar, the US dollar elsewhere. Inferred unless the country is the United States.
fn dollar_of(country: &str) -> Currency {
    let own = currency_of(country)
        .filter(|currency| matches!(currency.as_str(), "USD" | "CAD" | "AUD" | "NZD" | "SGD" | "HKD" | "MXN"));
    own.unwrap_or(Currency::USD)
}

/// The currency that a column names by code, sign or word, and whether a sign had to be read by the country: `$` is not one currency.
fn currency_word(lexicon: &Lexicon, word: &str, country: &str) -> (Option<Currency>, bool) {
    let word = word.trim().to_lowercase();
    let table = &lexicon.inner().words.pay;
    let known = table.iter().find(|entry| entry.kind == crate::lexicon::PayWordKind::Currency && entry.text == word);
    match known.map(|entry| entry.value.as_str()) {
        Some("USD?") => (Some(dollar_of(country)), country != "US"),
        Some(value) => match value.strip_suffix('?') {
            Some(code) => (currency_of(country).or_else(|| Currency::parse(code)), true),
            None => (Currency::parse(value), false),
        },
        None => (Currency::parse(&word), false),
    }
}

/// The period that a column's word names: `yearly`, `HOURLY`, `per month`.
fn period_word(lexicon: &Lexicon, word: &str) -> Option<Period> {
    let word = word.trim().to_lowercase();
    if word.is_empty() {
        return None;
    }
    Period::parse(&word).or_else(|| {
        let table = &lexicon.inner().words.pay;
        let found = table.iter().find(|entry| entry.kind == crate::lexicon::PayWordKind::Period && entry.text == word);
        found.and_then(|entry| Period::parse(&entry.value))
    })
}
