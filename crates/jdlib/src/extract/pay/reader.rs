//! One text read from left to right: amounts, grouped, judged by what is said of them.

use rust_decimal::Decimal;

use super::attach::{Said, is_added};
use super::cue::Cues;
use super::currency::{self, Coin};
use super::money::{self, Money};
use super::number::Shape;
use super::range::{Group, WIDEST, word};
use super::{Context, Draft, size};
use crate::lexicon::{PayJoint, Words, is_unspaced};
use crate::matcher::{Mark, Scan};
use crate::span::Span;
use crate::terms::{Basis, Bound, Currency, PayKind, PaySource, PayStatement, Period, Section};
use crate::text::Text;

/// How much is known of a text before its amounts are read.
#[derive(Clone, Copy)]
pub(super) enum Trust<'a> {
    /// A posting text: an amount has to show that it is pay.
    Prose(&'a Scan),
    /// A field that holds pay and nothing else.
    PayField,
}

/// One text with what is needed to read it.
pub(super) struct Reader<'a, 'l> {
    pub(super) text: &'a Text<'a>,
    pub(super) folded: &'a str,
    pub(super) words: &'l Words,
    pub(super) cues: Cues<'l>,
    pub(super) country: &'a str,
    pub(super) internship: bool,
    context: Context<'a, 'l>,
    trust: Trust<'a>,
}

/// The last statement that was accepted: what follows it closely is more of the same.
struct Before {
    end: usize,
    high: Decimal,
    currency: Option<Currency>,
    period: Option<Period>,
}

/// The pay statements of a text, in order; spans index the folded text.
pub(super) fn read(text: &Text<'_>, marks: &[Mark], context: Context<'_, '_>, trust: Trust<'_>) -> Vec<PayStatement> {
    let folded = text.folded();
    let unspaced = is_unspaced_text(folded, context.language);
    let seen = match trust {
        Trust::Prose(_) if !unspaced => money::figures(folded, context.lexicon, marks),
        _ => money::all_figures(folded),
    };
    if seen.is_empty() {
        return Vec::new();
    }
    let glued = if unspaced { money::unspaced(folded, context.lexicon, marks, &seen) } else { Vec::new() };
    let cues = Cues::new(folded, context.lexicon, if unspaced { &glued } else { marks });
    let country = context.country;
    let mut money = money::amounts(folded, context.lexicon, &cues, &seen, country);
    if matches!(trust, Trust::PayField) && money.iter().any(|money| money.coin.is_some()) {
        // Beside amounts with a currency a small number is a grade or a day, but for a bound of theirs.
        let signed: Vec<bool> = money.iter().map(|money| money.coin.is_some()).collect();
        let near = |at: usize| signed[at] || at > 0 && signed[at - 1] || signed.get(at + 1).is_some_and(|next| *next);
        let mut at = 0;
        money.retain(|money| {
            at += 1;
            near(at - 1) || money.value() >= Decimal::ONE_THOUSAND
        });
    }
    let words = &context.lexicon.inner().words;
    let reader = Reader { text, folded, words, cues, country, internship: context.internship, context, trust };
    reader.statements(&money)
}

/// A short text whose language is not known shows its script within so many bytes.
const SHORT: usize = 600;

/// Whether words of the text are written without spaces: the pass has not seen those inside a run of letters.
fn is_unspaced_text(folded: &str, language: Option<&str>) -> bool {
    match language {
        Some(language) => matches!(language, "ja" | "ko" | "zh"),
        None => folded.len() <= SHORT && !folded.is_ascii() && folded.contains(is_unspaced),
    }
}

impl<'l> Reader<'_, 'l> {
    fn statements(&self, money: &[Money<'l>]) -> Vec<PayStatement> {
        let mut found: Vec<PayStatement> = Vec::new();
        let mut before: Option<Before> = None;
        let hours = self.weekly_hours();
        // Up to here words belong to amounts that were read.
        let mut floor = 0;
        // Where an amount ends that is called something else.
        let mut refused = None;
        let mut at = 0;
        while at < money.len() {
            let (group, taken) = self.group(&money[at..], floor);
            let ceiling = money.get(at + taken).map_or(self.folded.len(), |next| next.span.start);
            let behind = self.behind(&group, ceiling);
            let ahead = self.ahead(&group, floor);
            let shares = refused.is_some_and(|end| self.shares(end, &group, &ahead));
            let vetoed = shares || self.is_refused(&group, &ahead, &behind);
            let statement = || self.statement(&group, floor, &ahead, &behind, before.as_ref(), hours);
            if let Some(statement) = (!vetoed).then(statement).flatten() {
                floor = behind.end.max(group.span.end);
                before = Some(Before {
                    end: floor,
                    high: group.high.unwrap_or(group.low),
                    currency: statement.currency,
                    period: statement.period,
                });
                self.push(&mut found, statement);
                at += taken;
            } else {
                if vetoed {
                    refused = Some(group.span.end);
                }
                if group.first.coin.is_some() {
                    // A word for something else behind this amount says nothing of the next.
                    floor = behind.end.max(group.span.end);
                }
                // Two bare numbers that are no pay together may hold one that is part of the next range.
                at += if group.first.coin.is_none() { 1 } else { taken };
            }
        }
        self.share_periods(&mut found);
        if matches!(self.trust, Trust::Prose(_)) {
            found.retain(|statement| !self.is_single_sum(statement));
        }
        // A label tells a statement from its neighbours: one alone before a colon is none.
        let labels = found.iter().filter(|statement| statement.label.is_some()).count();
        if found.len() < 2 || labels == 1 && found[0].label.is_some() && !self.labels_behind(&found[0]) {
            for statement in &mut found {
                statement.label = None;
            }
        }
        found
    }

    /// Keeps a statement; one that says the last one again only adds to it.
    fn push(&self, found: &mut Vec<PayStatement>, statement: PayStatement) {
        if let (Some(last), Some(span)) = (found.last_mut(), statement.span)
            && let Some(end) = last.span.map(|span| span.end)
            && (last.min, last.max, last.currency, last.kind)
                == (statement.min, statement.max, statement.currency, statement.kind)
            && end <= span.start
            && self.folded[end..span.start].trim().is_empty()
        {
            let was_inferred = last.inferred.contains(&"period");
            if was_inferred && !statement.inferred.contains(&"period") {
                *last = statement;
            }
            return;
        }
        found.push(statement);
    }

    /// A period said at the end of a list is that of all its amounts: "NY $50-60, CA $40-50 per hour".
    fn share_periods(&self, found: &mut [PayStatement]) {
        for at in (1..found.len()).rev() {
            let [former, latter] = &mut found[at - 1..=at] else { continue };
            let (Some(start), Some(end)) = (former.span.map(|span| span.end), latter.span.map(|span| span.start))
            else {
                continue;
            };
            let unsaid = former.period.is_none() || former.inferred.contains(&"period");
            let said = latter.period.filter(|_| !latter.inferred.contains(&"period") || former.period.is_none());
            let alike = match (former.min.or(former.max), latter.min.or(latter.max)) {
                (Some(a), Some(b)) => a.max(b) < a.min(b).saturating_mul(Decimal::from(4)),
                _ => false,
            };
            let together = start <= end && end - start <= LIST_GAP && !self.folded[start..end].contains(['\n', ';']);
            if unsaid
                && alike
                && together
                && former.currency == latter.currency
                && said.is_some()
                && former.period != said
            {
                former.period = said;
                former.inferred.retain(|name| *name != "period");
                former.inferred.push("period");
                former.flags.clear();
                self.context.annualise(former);
            }
        }
    }

    /// Whether one amount that a verb calls paid is for no time at all: "a paid trial ($400)", "we pay \u{a3}3,000 if you bring a friend".
    /// A label with a colon tells pay without its period.
    fn is_single_sum(&self, statement: &PayStatement) -> bool {
        let labelled = statement.span.is_some_and(|span| self.folded[..span.start].trim_end().ends_with(':'));
        statement.period.is_none()
            && statement.currency.is_some()
            && statement.bound != Bound::Range
            && statement.kind == PayKind::Base
            && !labelled
    }

    /// One statement, if the amounts are pay.
    fn statement(
        &self,
        group: &Group<'l>,
        floor: usize,
        ahead: &Said<'l>,
        behind: &Said<'l>,
        before: Option<&Before>,
        hours: Option<Decimal>,
    ) -> Option<PayStatement> {
        if group.high.unwrap_or(group.low).is_zero() {
            return None;
        }
        let pay_field = matches!(self.trust, Trust::PayField);
        let added = is_added(self.folded, &group.first, floor);
        if added && (before.is_some() && !ahead.pay || ahead.parted) && behind.kind.is_none() {
            return None;
        }
        let above = if ahead.pay { Said::default() } else { self.above(group.span.start) };

        let (coin, mut inferred) = self.coin(group, ahead, behind, &above);
        let stated = group.period.or(behind.period).or(ahead.period).or(above.period);
        let currency = coin.and_then(|coin| coin.currency);
        let largest = group.high.unwrap_or(group.low);
        let period = stated.or_else(|| self.period_by_size(group, currency, largest));
        let group = &dotted(*group, period, currency);
        let amounts = [Some(group.first), group.last];
        let scale = amounts.iter().flatten().map(|money| money.scale).max().unwrap_or(1);
        // A million of dollars is a year's pay only where that is said.
        let said_so = stated == Some(Period::Year) && (ahead.pay || behind.pay);
        if scale >= money::MILLION && !is_millions(scale, currency) && !said_so {
            return None;
        }
        let follows = before.is_some_and(|before| self.follows(group, before, currency));
        let months = behind.months.or_else(|| self.months_behind(group));
        let evidence = Evidence { ahead, behind, above: &above, stated, period, follows, months };
        if !(self.is_pay(group, &evidence, pay_field)) {
            return None;
        }

        inferred.extend(group.scaled.then_some("scale"));
        inferred.extend((stated.is_none() && period.is_some()).then_some("period"));
        let basis = behind.basis.or(ahead.basis).or(above.basis).unwrap_or(Basis::Unspecified);
        let said_ahead = ahead.kind.filter(|_| ahead.distance <= 1);
        let kind = said_ahead.or(behind.kind).or(ahead.kind).or(above.kind);
        let kind = kind.unwrap_or_else(|| self.usual_kind(period, basis));
        let (bound, min, max) = bounds(group, ahead.bound, behind.bound);
        let months = months.filter(|_| matches!(period, Some(Period::Month | Period::Year)));
        let source = if behind.estimated { PaySource::Estimated } else { PaySource::Stated };
        let end = group.span.end.max(behind.period_end);
        let draft =
            Draft { min, max, currency, period, bound, kind, basis, pay_months: months, weekly_hours: hours, inferred };
        let mut statement = self.context.finish(draft, source, Some(Span::new(group.span.start, end)));
        let yearly = stated == Some(Period::Year) && group.last.is_some();
        if !statement.flags.is_empty() && !pay_field && !evidence.is_called() && !yearly {
            // What nobody calls pay and cannot be pay is something else, but for a range that is said to be for a year.
            return None;
        }
        statement.label = self.label(group, floor, end, before.is_some());
        Some(statement)
    }

    /// Months of pay that the line says behind the amounts.
    fn months_behind(&self, group: &Group<'l>) -> Option<u8> {
        let line = self.text.line_at(group.span.start).map_or(group.span, |line| line.content);
        let tail = line.end.min(self.floor_char(group.span.end + MONTHS_BEHIND));
        self.months_in(Span::new(group.span.end, tail.max(group.span.end)))
    }

    /// Whether the nearest head noun says that the amounts are something else.
    fn is_refused(&self, group: &Group<'l>, ahead: &Said<'l>, behind: &Said<'l>) -> bool {
        // "Salary of $90,000 plus a bonus": a label right before the amount stands against a word further behind it.
        let called = ahead.pay && ahead.distance <= 3 && behind.distance > 0;
        // A field for pay names other money only beside an amount of its own.
        let pay_field = matches!(self.trust, Trust::PayField);
        let apart = pay_field && (group.last.is_some() || behind.period.is_some() || behind.distance > 0);
        ahead.veto || (behind.veto && !called && !apart)
    }

    /// Whether the amounts go on with a list of what is no pay: "a budget of \u{a3}2M for people and \u{a3}640k for machines".
    fn shares(&self, end: usize, group: &Group<'l>, ahead: &Said<'l>) -> bool {
        let near = end <= group.span.start && group.span.start - end <= SHARED_GAP;
        near && !ahead.pay && {
            let between = &self.folded[end..group.span.start];
            !between.contains(['\n', ';', '|', ':']) && !between.contains(". ") && self.lists(between)
        }
    }

    /// Whether the words between two amounts make a list of them: a comma, "and", "or".
    fn lists(&self, between: &str) -> bool {
        let pairs = |word: &str| {
            self.words.pay_joints.get(word) == Some(&PayJoint::Pairs) || self.words.pay_stops.contains(word)
        };
        between.contains([',', '/', '&', '+', '-']) || between.split(' ').any(pairs)
    }

    /// The currency of a group, and what of it was inferred.
    fn coin(
        &self,
        group: &Group<'l>,
        ahead: &Said<'l>,
        behind: &Said<'l>,
        above: &Said<'l>,
    ) -> (Option<Coin<'l>>, Vec<&'static str>) {
        let mut coin = group.first.coin;
        if let Some(last) = group.last.and_then(|last| last.coin) {
            // Of "$100 - $120 CAD" the code tells.
            coin = coin.filter(|first| !first.settled_by(&last)).or(Some(last));
        }
        for said in [behind.coin, ahead.coin.filter(|coin| coin.is_certain()), above.coin] {
            coin = match (coin, said) {
                (None, Some(said)) => Some(said),
                (Some(sign), Some(said)) if sign.settled_by(&said) => Some(said),
                (coin, _) => coin,
            };
        }
        let mut inferred = Vec::new();
        if coin.is_none() {
            let rupees = [Some(group.first), group.last]
                .iter()
                .flatten()
                .any(|money| matches!(money.scale, 100_000 | 10_000_000));
            let own = if rupees { Currency::parse("INR") } else { currency::of_country(self.country) };
            coin = own.map(Coin::of);
            inferred.extend(own.map(|_| "currency"));
        } else if coin.is_some_and(|coin| coin.inferred) {
            inferred.push("currency");
        }
        (coin, inferred)
    }

    /// The period that the size of an amount tells. Thousands written as such, without a currency, are a year's.
    fn period_by_size(&self, group: &Group<'l>, currency: Option<Currency>, largest: Decimal) -> Option<Period> {
        match currency {
            Some(currency) => size::period(currency, largest),
            None => {
                let thousands = group.first.scale == 1_000 || group.last.is_some_and(|last| last.scale == 1_000);
                (thousands && largest >= Decimal::from(20_000)).then_some(Period::Year)
            }
        }
    }

    /// The kind of pay of which nothing is said.
    fn usual_kind(&self, period: Option<Period>, basis: Basis) -> PayKind {
        let rate = matches!(period, Some(Period::Hour | Period::Day));
        if basis == Basis::NetOfVat || (rate && self.context.contract) { PayKind::Contract } else { PayKind::Base }
    }

    /// Whether the amounts go on with a list of pay: the next place, the next level.
    fn follows(&self, group: &Group<'l>, before: &Before, currency: Option<Currency>) -> bool {
        let gap = group.span.start.saturating_sub(before.end);
        if gap > LIST_GAP || before.end > group.span.start {
            return false;
        }
        let between = &self.folded[before.end..group.span.start];
        let largest = group.high.unwrap_or(group.low);
        let alike = largest.max(before.high) < largest.min(before.high).saturating_mul(Decimal::from(5));
        let other_period = before.period.is_some() && between.matches('\n').count() <= 1;
        (alike || other_period && currency != before.currency)
            && !between.contains(". ")
            && between.matches('\n').count() <= 1
    }

    /// Whether what is said of the amounts makes them pay.
    fn is_pay(&self, group: &Group<'l>, said: &Evidence<'_, 'l>, pay_field: bool) -> bool {
        let signed = group.first.coin.is_some() || group.last.is_some_and(|last| last.coin.is_some());
        let range = group.last.is_some();
        let last = group.last.unwrap_or(group.first);
        let large = group.high.unwrap_or(group.low) >= Decimal::ONE_THOUSAND;
        let calendar = group.first.is_year() && (!range || last.is_year()) && said.behind.period.is_none();
        if !signed && (self.counts(&last) || calendar || !pay_field && last.scale == 1 && self.names(&last)) {
            return false;
        }
        let decimals = group.first.shape == Shape::Decimals;
        if pay_field {
            return signed || said.stated.is_some() || large || decimals;
        }
        let section = match self.trust {
            Trust::Prose(scan) => {
                scan.section_at(group.span.start).map(|section| section.section) == Some(Section::Pay)
            }
            Trust::PayField => true,
        };
        let year = said.period == Some(Period::Year);
        let alone = self.is_alone(group);
        let scaled = group.first.scale > 1 || last.scale > 1;
        if signed {
            let long = scaled || group.span.len() >= 15;
            let ahead = said.ahead.pay && (range || said.stated.is_some() || said.is_near());
            let called = ahead || said.behind.pay || said.behind.kind.is_some();
            // One amount a day, week or month that nobody calls pay may be a price.
            let timed = said.stated.is_some_and(|period| {
                range || alone || matches!(period, Period::Year | Period::Hour) || self.is_usual(group, period)
            });
            let plain = called || section || said.above.pay || said.follows || timed;
            let worded = group.first.worded || last.worded;
            return plain || (said.period.is_some() && alone && !worded) || (range && year && long);
        }
        let close = said.ahead.pay && said.ahead.distance <= LABEL_WORDS;
        let called = close || said.behind.pay && said.behind.distance == 0 || said.behind.kind.is_some();
        let lakhs = scaled && group.first.scale.max(last.scale) >= 100_000;
        let coded = said.behind.coin.is_some() || said.above.coin.is_some();
        let yearly = said.stated == Some(Period::Year);
        match (close, said.stated) {
            _ if lakhs => called || said.stated.is_some() || section,
            // "Salary: 50,000 - 60,000", "Rate: 45-50 per hour".
            (true, Some(Period::Hour | Period::Day)) => true,
            (true, Some(_)) => large,
            (true, None) => large,
            // "95k - 125k per year", "21000 - 27000/annum".
            (false, Some(_)) if yearly && (said.behind.period.is_some() || group.period.is_some()) => large,
            (false, Some(_)) => {
                let listed = section || said.above.pay || said.follows || coded;
                range && (listed || scaled && said.behind.period.is_some()) || section && decimals
            }
            (false, None) => {
                let placed = (section || said.above.pay) && alone || said.follows || coded && year;
                let paid_by_month = range && scaled && said.months.is_some();
                large && (called && scaled || range && placed || paid_by_month)
            }
        }
    }

    /// Whether an amount for a period comes to what most work pays in a year.
    fn is_usual(&self, group: &Group<'l>, period: Period) -> bool {
        let currency = group.first.coin.and_then(|coin| coin.currency);
        let annual = self.context.annualisation.yearly(group.low, period, None, None);
        annual.is_some_and(|annual| size::is_usual_year(currency, annual))
    }

    /// Whether a noun follows that the bare figure counts: "9,000 samples".
    fn names(&self, money: &Money<'l>) -> bool {
        let rest = &self.folded[money.span.end..];
        let Some(next) = rest.strip_prefix(' ') else { return false };
        let word = word(next).to_lowercase();
        let known = self.words.pay_fillers.contains(&word)
            || self.words.pay_stops.contains(&word)
            || self.words.pay_joints.contains_key(&word);
        !word.is_empty() && !known && self.cues.at(money.span.end + 1).is_none()
    }

    /// Whether the amounts have their line, or their part of it between strokes, to themselves.
    fn is_alone(&self, group: &Group<'l>) -> bool {
        let line = self.text.line_at(group.span.start).map_or(group.span, |line| line.content);
        let sentence = self.text.sentence_at(group.span.start);
        if sentence.start == group.span.start && sentence.end.saturating_sub(group.span.end) <= ALONE {
            return true;
        }
        if line.len() > LONGEST_LINE {
            return false;
        }
        let strokes = ['|', '\u{2022}', '\u{B7}', '/'];
        let head = &self.folded[line.start.min(group.span.start)..group.span.start];
        let tail = &self.folded[group.span.end..line.end.max(group.span.end)];
        let head = head.rsplit(strokes).next().unwrap_or(head);
        let tail = tail.split(strokes).next().unwrap_or(tail);
        head.len() + tail.len() <= ALONE
    }
}

/// Bytes between two amounts of one list.
const LIST_GAP: usize = 90;
/// Bytes between two amounts of which neither is pay.
const SHARED_GAP: usize = 40;
/// Words between a word for pay and an amount that nothing else speaks for.
const NEAR_WORDS: usize = 4;
/// Words between a word for pay and an amount without a currency.
const LABEL_WORDS: usize = 9;
/// Bytes behind an amount in which months of pay are said.
const MONTHS_BEHIND: usize = 110;
/// Bytes beside an amount that has its line or sentence to itself.
const ALONE: usize = 40;
/// A longer line holds more than an amount.
const LONGEST_LINE: usize = 400;

/// What speaks for amounts being pay.
struct Evidence<'s, 'l> {
    ahead: &'s Said<'l>,
    behind: &'s Said<'l>,
    above: &'s Said<'l>,
    stated: Option<Period>,
    period: Option<Period>,
    follows: bool,
    /// Months of pay in a year, where they are said.
    months: Option<u8>,
}

impl Evidence<'_, '_> {
    /// Whether a word for pay before them is about them, and not about what stands between.
    fn is_near(&self) -> bool {
        self.ahead.pay && (!self.ahead.parted || self.ahead.distance <= NEAR_WORDS)
    }

    /// Whether a word beside them calls them pay.
    fn is_called(&self) -> bool {
        self.is_near() || self.behind.pay || self.behind.kind.is_some() || self.above.pay
    }
}

/// Millions of a currency that counts in them: yen, rupiah, pesos of Chile. Crores are rupees.
fn is_millions(scale: u64, currency: Option<Currency>) -> bool {
    let crores = scale == 10_000_000 && currency.is_some_and(|currency| currency.as_str() == "INR");
    crores || (scale <= 10 * money::MILLION && currency.is_some_and(size::counts_millions))
}

/// Three decimals that look like thousands: "12.214 per hour".
fn dotted<'l>(mut group: Group<'l>, period: Option<Period>, currency: Option<Currency>) -> Group<'l> {
    let dollars = currency.is_some_and(|currency| size::period(currency, Decimal::from(20)) == Some(Period::Hour));
    let points = [Some(group.first), group.last]
        .into_iter()
        .flatten()
        .all(|money| money.shape == Shape::Point && money.scale == 1);
    if period == Some(Period::Hour) && dollars && points && group.low >= Decimal::ONE_THOUSAND {
        group.low /= Decimal::ONE_THOUSAND;
        group.high = group.high.map(|high| high / Decimal::ONE_THOUSAND);
    }
    group
}

/// The bounds of a statement.
fn bounds(group: &Group<'_>, ahead: Option<Bound>, behind: Option<Bound>) -> (Bound, Option<Decimal>, Option<Decimal>) {
    let low = Some(group.low).filter(|low| !low.is_zero());
    match (group.high, behind.or(ahead)) {
        (Some(high), _) if low.is_none() => (Bound::UpTo, None, Some(high)),
        (Some(high), _) if group.low == high => (Bound::Point, low, low),
        (Some(high), _) => (Bound::Range, low, Some(high)),
        (None, Some(Bound::UpTo)) => (Bound::UpTo, None, low),
        (None, Some(Bound::From)) => (Bound::From, low, None),
        (None, _) => (Bound::Point, low, low),
    }
}

/// Whether two bounds are too far apart for one range of pay.
pub(super) fn is_too_wide(min: Option<Decimal>, max: Option<Decimal>) -> bool {
    matches!((min, max), (Some(min), Some(max)) if max >= min.saturating_mul(WIDEST))
}
