//! Pay in words: money candidates at currency marks, grouped into ranges, attached to a period, vetoed, checked.

use rust_decimal::Decimal;

use super::number::{self, Amount, Scale};
use super::{Draft, dollar_of, period_by_size};
use crate::lexicon::{Lexicon, PayWordKind};
use crate::matcher::{Mark, Marks, Scan};
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

/// Bytes after an amount within which a period belongs to it.
const PERIOD_AFTER: usize = 24;
/// Bytes before an amount within which a period or the word for pay belongs to it.
const BEFORE: usize = 70;
/// Bytes beside an amount within which a head noun says that it is no pay.
const VETO: usize = 34;

/// One amount with its currency.
#[derive(Clone, Copy, Debug)]
struct Money {
    /// Figure, scale and currency.
    span: Span,
    amount: Amount,
    currency: Option<Currency>,
    /// Whether the currency is a guess from the country.
    inferred: bool,
    /// A plus sign directly after it.
    open: bool,
}

/// Marks of words around pay, without the automaton: for short fields.
pub(super) fn marks_of(lexicon: &Lexicon, folded: &str) -> Marks {
    let lower = folded.to_ascii_lowercase();
    let mut found = Vec::new();
    for (index, word) in (0..).zip(&lexicon.inner().words.pay) {
        for (at, _) in lower.match_indices(&word.text) {
            let span = Span::new(at, at + word.text.len());
            let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            let left = letter(word.text.chars().next()) && letter(lower[..at].chars().next_back());
            let right = letter(word.text.chars().next_back()) && letter(lower[span.end..].chars().next());
            if !left && !right {
                found.push(Mark { span, index });
            }
        }
    }
    found.sort_by_key(|mark: &Mark| (mark.span.start, std::cmp::Reverse(mark.span.end)));
    Marks::of_pay(found)
}

/// The pay statements of a text, in order; spans index the folded text.
pub(super) fn read(
    text: &Text<'_>,
    lexicon: &Lexicon,
    marks: &Marks,
    country: &str,
    trust: Trust<'_>,
) -> Vec<PayStatement> {
    let reader = Reader { text, lexicon, marks, country, trust };
    let money = reader.money();
    let mut found = Vec::new();
    let mut at = 0;
    while at < money.len() {
        let (group, taken) = reader.group(&money[at..]);
        let floor = if at > 0 { money[at - 1].span.end } else { 0 };
        let ceiling = money.get(at + taken).map_or(text.folded().len(), |next| next.span.start);
        found.extend(reader.statement(&group, Span::new(floor, ceiling.max(group.span.end))));
        at += taken;
    }
    found
}

/// Amounts that make one statement.
struct Group {
    first: Money,
    second: Option<Money>,
    span: Span,
}

struct Reader<'a> {
    text: &'a Text<'a>,
    lexicon: &'a Lexicon,
    marks: &'a Marks,
    country: &'a str,
    trust: Trust<'a>,
}

impl<'a> Reader<'a> {
    fn kind(&self, mark: &Mark) -> PayWordKind {
        self.lexicon.inner().words.pay[mark.index as usize].kind
    }

    fn value(&self, mark: &Mark) -> &'a str {
        &self.lexicon.inner().words.pay[mark.index as usize].value
    }

    fn of_kind(&self, stretch: Span, kind: PayWordKind) -> impl Iterator<Item = &'a Mark> {
        Marks::within(self.marks.pay(), stretch)
            .iter()
            .filter(move |mark| mark.span.end <= stretch.end && self.kind(mark) == kind)
    }

    /// Amounts beside a currency, in order: "$120,000", "USD 120k", "60.000 \u{20AC}", "$120,000 AUD".
    fn money(&self) -> Vec<Money> {
        let folded = self.text.folded();
        let mut found: Vec<Money> = Vec::new();
        for mark in self.marks.pay().iter().filter(|mark| self.kind(mark) == PayWordKind::Currency) {
            let (currency, inferred) = self.currency(self.value(mark));
            let last_end = found.last().map_or(0, |money| money.span.end);
            // Of two marks that begin together the longer came first ("us$" before "$"); a mark inside a read amount is spent.
            if mark.span.start < last_end {
                continue;
            }
            let rest = &folded[mark.span.end..];
            let gap = rest.len() - rest.trim_start_matches(' ').len();
            if gap <= 1
                && let Some(amount) = number::amount(&rest[gap..])
            {
                let end = mark.span.end + gap + amount.len;
                found.push(self.money_at(Span::new(mark.span.start, end), amount, currency, inferred));
                continue;
            }
            let head = &folded[last_end..mark.span.start];
            if let Some((start, amount)) = amount_before(head) {
                found.push(self.money_at(Span::new(last_end + start, mark.span.end), amount, currency, inferred));
            }
        }
        if found.is_empty() && matches!(self.trust, Trust::PayField) {
            return self.bare();
        }
        found
    }

    /// Amounts without a currency, in a field that holds nothing but pay. The currency is the country's.
    fn bare(&self) -> Vec<Money> {
        let folded = self.text.folded();
        let currency = super::currency_of(self.country);
        let mut found: Vec<Money> = Vec::new();
        for (at, _) in folded.char_indices().filter(|(_, c)| c.is_ascii_digit()) {
            let glued = folded[..at].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | ','));
            if glued || found.last().is_some_and(|money| at < money.span.end) {
                continue;
            }
            let Some(amount) = number::amount(&folded[at..]) else { continue };
            let span = Span::new(at, at + amount.len);
            let rest = &folded[span.end..];
            let other = rest.starts_with(|c: char| c == '%' || c.is_alphabetic());
            if !other && amount.figure >= Decimal::from(5) {
                let open = rest.starts_with('+');
                found.push(Money { span, amount, currency, inferred: currency.is_some(), open });
            }
        }
        found
    }

    fn money_at(&self, span: Span, amount: Amount, currency: Option<Currency>, inferred: bool) -> Money {
        let folded = self.text.folded();
        let mut money = Money { span, amount, currency, inferred, open: folded[span.end..].starts_with('+') };
        // A code right after a sign settles it: "$120,000 AUD".
        let after = Span::new(span.end, (span.end + 5).min(folded.len()));
        let code = Marks::within(self.marks.pay(), after).iter().find(|mark| {
            self.kind(mark) == PayWordKind::Currency
                && folded[span.end..mark.span.start].trim().is_empty()
                && mark.span.start >= span.end
        });
        if let Some(code) = code
            && let (Some(settled), false) = self.currency(self.value(code))
            && !folded[code.span.end..].trim_start_matches(' ').starts_with(|c: char| c.is_ascii_digit())
        {
            money.currency = Some(settled);
            money.inferred = false;
            money.span.end = code.span.end;
        }
        money
    }

    /// The currency of a mark's value, and whether it was inferred. `USD?` is a dollar sign.
    fn currency(&self, value: &str) -> (Option<Currency>, bool) {
        match value.strip_suffix('?') {
            None => (Currency::parse(value), false),
            Some("USD") => (Some(dollar_of(self.country)), self.country != "US"),
            Some(code) => {
                let own = super::currency_of(self.country);
                (own.or_else(|| Currency::parse(code)), true)
            }
        }
    }

    /// The statement that the first amount opens: a range with the next amount or a bare number beside it, or a point.
    fn group(&self, money: &[Money]) -> (Group, usize) {
        let folded = self.text.folded();
        let first = money[0];
        if let Some(second) = money.get(1)
            && first.span.end <= second.span.start
            && self.joins(Span::new(first.span.end, second.span.start), first.span.start)
            && (first.currency == second.currency || first.inferred || second.inferred)
        {
            return (Group { first, second: Some(*second), span: Span::new(first.span.start, second.span.end) }, 2);
        }
        // "$120,000 - 150,000": the second bound carries no sign.
        // A period may come first: "$40/hr - 50/hr".
        let close = Span::new(first.span.end, (first.span.end + 12).min(folded.len()));
        let unit = self.of_period(close).map_or(first.span.end, |mark| mark.span.end);
        let rest = &folded[unit..];
        if let Some(joint) = joint_len(rest)
            && let Some(amount) = number::amount(&rest[joint..])
            && (amount.figure >= first.amount.figure || amount.scale != Scale::One)
            && amount.figure >= Decimal::from(5)
        {
            let span = Span::new(unit + joint, unit + joint + amount.len);
            let second = Money { span, amount, open: folded[span.end..].starts_with('+'), ..first };
            let overlapping = money.get(1).is_some_and(|next| next.span.overlaps(span));
            let second = if overlapping {
                Money { currency: money[1].currency, inferred: money[1].inferred, ..second }
            } else {
                second
            };
            return (
                Group { first, second: Some(second), span: Span::new(first.span.start, span.end) },
                1 + usize::from(overlapping),
            );
        }
        // "60 - 75.000 EUR": the first bound carries none.
        if let Some((start, amount)) = bound_before(&folded[..first.span.start]) {
            let span = Span::new(start, first.span.start);
            let low = Money { span, amount, open: false, ..first };
            return (Group { first: low, second: Some(first), span: Span::new(start, first.span.end) }, 1);
        }
        (Group { first, second: None, span: first.span }, 1)
    }

    /// A period that touches the start of a stretch.
    fn of_period(&self, stretch: Span) -> Option<&'a Mark> {
        let starts = Marks::within(self.marks.pay(), stretch).iter();
        starts.filter(|mark| mark.span.start <= stretch.start + 1).find(|mark| self.kind(mark) == PayWordKind::Period)
    }

    /// Whether the text between two amounts makes them a range: a dash or word, with at most a period beside it.
    fn joins(&self, between: Span, opened: usize) -> bool {
        let folded = self.text.folded();
        if between.len() > 30 {
            return false;
        }
        let mut plain = between.of(folded).to_lowercase();
        for mark in self.of_kind(between, PayWordKind::Period) {
            plain = plain.replacen(&mark.span.of(folded).to_lowercase(), " ", 1);
        }
        match plain.trim() {
            "-" | "--" | "~" | "to" | "up to" | "bis" | "bis zu" | "\u{E0}" | "a" | "rising to" | "- to" => true,
            "and" | "und" => {
                let before = &folded[..opened];
                let word = before.trim_end().rsplit(' ').next().unwrap_or("");
                word.eq_ignore_ascii_case("between") || word.eq_ignore_ascii_case("zwischen")
            }
            _ => false,
        }
    }

    /// One statement, if the amounts are pay.
    fn statement(&self, group: &Group, room: Span) -> Option<PayStatement> {
        let folded = self.text.folded();
        let line = self.text.line_at(group.span.start).map_or(Span::new(0, folded.len()), |line| line.content);
        if [Some(group.first), group.second].into_iter().flatten().any(|money| money.amount.scale == Scale::Huge) {
            return None;
        }
        let after = stretch(
            folded,
            group.span.end,
            group.span.end + PERIOD_AFTER,
            Span::new(room.start, room.end.min(line.end)),
        );
        let before = stretch(
            folded,
            group.span.start.saturating_sub(BEFORE),
            group.span.start,
            Span::new(room.start.max(line.start), room.end),
        );
        let pay_field = matches!(self.trust, Trust::PayField);
        if !pay_field && self.vetoed(group, before, line) {
            return None;
        }

        let (min, max, scaled) = bounds(group);
        let mut inferred = Vec::new();
        let money = group.second.filter(|second| !second.inferred).unwrap_or(group.first);
        inferred.extend((money.inferred && money.currency.is_some()).then_some("currency"));
        inferred.extend(scaled.then_some("scale"));
        let mut period = self.period(group, before, after);
        let stated_period = period.is_some();
        if period.is_none() {
            period = money.currency.and_then(|currency| period_by_size(currency, Some(min), max));
            inferred.extend(period.map(|_| "period"));
        }
        if !pay_field && !self.is_pay(group, before, line, stated_period, period) {
            return None;
        }

        let near = Span::new(before.start, after.end);
        let closest = |kind: PayWordKind| {
            let list = self.of_kind(near, kind);
            list.min_by_key(|mark| {
                if mark.span.end <= group.span.start {
                    group.span.start - mark.span.end
                } else {
                    mark.span.start.saturating_sub(group.span.end)
                }
            })
        };
        let kind =
            closest(PayWordKind::Kind).and_then(|mark| PayKind::parse(self.value(mark))).unwrap_or(PayKind::Base);
        let basis =
            closest(PayWordKind::Basis).and_then(|mark| Basis::parse(self.value(mark))).unwrap_or(Basis::Unspecified);
        let said = self
            .of_kind(before, PayWordKind::Bound)
            .filter(|mark| folded[mark.span.end..group.span.start].trim().is_empty())
            .last();
        let (bound, min, max) = match (max, said.and_then(|mark| Bound::parse(self.value(mark)))) {
            (Some(max), _) => (Bound::Range, Some(min), Some(max)),
            (None, Some(Bound::UpTo)) => (Bound::UpTo, None, Some(min)),
            (None, Some(Bound::From)) => (Bound::From, Some(min), None),
            (None, _) if group.first.open => (Bound::From, Some(min), None),
            (None, _) => (Bound::Point, Some(min), Some(min)),
        };
        let draft = Draft { min, max, currency: money.currency, period, bound, kind, basis, inferred };
        draft.finish(PaySource::Stated, Some(group.span))
    }

    /// The period attached to the amounts: between them, right after, or before in the same line.
    fn period(&self, group: &Group, before: Span, after: Span) -> Option<Period> {
        let folded = self.text.folded();
        let inside = self.of_kind(group.span, PayWordKind::Period).next();
        // After the amount only brackets, a currency or words of kind and basis may come first: "on a daily basis" is far.
        let behind = self.of_kind(after, PayWordKind::Period).find(|mark| {
            let between = &folded[group.span.end..mark.span.start];
            between.split_whitespace().count() <= 2 && !between.contains(['.', ';'])
        });
        let ahead = || {
            let list = self.of_kind(before, PayWordKind::Period);
            list.filter(|mark| {
                let between = &folded[mark.span.end..group.span.start];
                between.split_whitespace().count() <= 6 && !between.contains(['.', ';'])
            })
            .last()
        };
        inside.or(behind).or_else(ahead).and_then(|mark| Period::parse(self.value(mark)))
    }

    /// Whether a head noun beside the amounts says that they are something else.
    fn vetoed(&self, group: &Group, before: Span, line: Span) -> bool {
        let folded = self.text.folded();
        let behind = stretch(
            folded,
            group.span.end,
            group.span.end + VETO,
            Span::new(group.span.end, line.end.max(group.span.end)),
        );
        let right = self.of_kind(behind, PayWordKind::Veto).any(|mark| {
            let between = &folded[group.span.end..mark.span.start];
            let separated = between.contains(['+', ',', ';', '.', '|', '('])
                || [" plus ", " and ", " with ", " depending "].iter().any(|word| between.contains(word));
            !separated && between.split_whitespace().count() <= 3
        });
        // A "to" or a word for pay nearer than the veto takes the amount back: "bonus eligible salary of $90,000".
        let left = self.of_kind(before, PayWordKind::Veto).last().is_some_and(|mark| {
            let between = Span::new(mark.span.end, group.span.start);
            let words = between.of(folded);
            let pay_between = self.of_kind(between, PayWordKind::Context).next().is_some();
            !pay_between && !words.contains(['.', ';', ',', '|']) && words.split_whitespace().count() <= 4
        });
        right || left
    }

    /// Whether anything says that the amounts are pay: a word for pay before them, a period beside them, a pay section, or a range that has
    /// the line to itself.
    fn is_pay(&self, group: &Group, before: Span, line: Span, stated_period: bool, period: Option<Period>) -> bool {
        let folded = self.text.folded();
        let wide = stretch(folded, group.span.start.saturating_sub(2 * BEFORE), group.span.start, line);
        let context = self.of_kind(wide, PayWordKind::Context).next().is_some()
            || self.of_kind(before, PayWordKind::Kind).next().is_some();
        let section = match self.trust {
            Trust::Prose(scan) => scan.section_at(group.span.start).map(|section| section.section),
            Trust::PayField => Some(Section::Pay),
        };
        let alone = line.len() <= group.span.len() + 40;
        let range = group.second.is_some();
        let yearly_size = period == Some(Period::Year);
        let introduced = self.previous_line_says_pay(group.span.start);
        if stated_period && (range || context || section == Some(Section::Pay) || alone || yearly_size) {
            return true;
        }
        context
            || section == Some(Section::Pay)
            || introduced
            || (range
                && yearly_size
                && (alone || group.first.amount.scale == Scale::Thousand || group.span.len() >= 15))
    }

    /// Whether the line before ends in a word for pay: "Salary range" on its own line.
    fn previous_line_says_pay(&self, at: usize) -> bool {
        let lines = self.text.lines();
        let here = lines.partition_point(|line| line.span.start <= at);
        let Some(line) = here.checked_sub(2).and_then(|before| lines.get(before)) else { return false };
        line.content.len() <= 60 && self.of_kind(line.content, PayWordKind::Context).next().is_some()
    }
}

/// Clamps a stretch to a room, on character boundaries.
fn stretch(text: &str, start: usize, end: usize, room: Span) -> Span {
    let mut start = start.clamp(room.start.min(text.len()), room.end.min(text.len()));
    let mut end = end.clamp(start, room.end.min(text.len()).max(start));
    while !text.is_char_boundary(start) {
        start += 1;
    }
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    Span::new(start, end.max(start))
}

/// The bounds of a group in whole units, in order, and whether the scale of one was taken from the other: "$150-190k".
fn bounds(group: &Group) -> (Decimal, Option<Decimal>, bool) {
    let first = group.first.amount;
    let Some(second) = group.second.map(|money| money.amount) else {
        return (first.figure * first.scale.factor(), None, false);
    };
    let (mut a, mut b) = (first.figure * first.scale.factor(), second.figure * second.scale.factor());
    let mut scaled = false;
    let small = |amount: Amount| amount.scale == Scale::One && amount.figure < Decimal::ONE_THOUSAND;
    // One bound in thousands, the other a figure of the same size without its letter or zeros.
    if small(first)
        && (second.scale == Scale::Thousand || b >= Decimal::from(10_000))
        && first.figure >= Decimal::from(10)
    {
        a = first.figure * Decimal::ONE_THOUSAND;
        scaled = true;
    } else if small(second) && first.scale == Scale::Thousand {
        b = second.figure * Decimal::ONE_THOUSAND;
        scaled = true;
    }
    if a > b { (b, Some(a), scaled) } else { (a, Some(b), scaled) }
}

/// The amount that ends a text, right before a currency: "60.000 " before the sign.
fn amount_before(head: &str) -> Option<(usize, Amount)> {
    let trimmed = head.trim_end_matches(' ');
    if head.len() - trimmed.len() > 1 {
        return None;
    }
    let bytes = trimmed.as_bytes();
    let mut start = trimmed.len();
    while start > 0 && matches!(bytes[start - 1], b'0'..=b'9' | b'.' | b',' | b'\'' | b'k' | b'K') {
        start -= 1;
    }
    // Thousands apart by a space: "60 000".
    while start >= 4 && bytes[start - 1] == b' ' && bytes[start - 2].is_ascii_digit() && trimmed.len() - start >= 3 {
        let mut group = start - 1;
        while group > 0 && bytes[group - 1].is_ascii_digit() {
            group -= 1;
        }
        if start - 1 - group > 3 {
            break;
        }
        start = group;
    }
    while start < trimmed.len() && !bytes[start].is_ascii_digit() {
        start += 1;
    }
    let amount = number::amount(&trimmed[start..])?;
    let glued = trimmed[..start].ends_with(|c: char| c.is_alphanumeric() || c == '$');
    (!glued && start + amount.len == trimmed.len()).then_some((start, amount))
}

/// The bare lower bound before an amount: "60 - " before "75.000 EUR".
fn bound_before(head: &str) -> Option<(usize, Amount)> {
    let trimmed = head.trim_end();
    let rest = ["-", " to", " bis", "~"].iter().find_map(|joint| trimmed.strip_suffix(joint))?;
    let rest = rest.trim_end_matches(' ');
    let (start, amount) = amount_before(rest)?;
    (amount.figure >= Decimal::from(10)).then_some((start, amount))
}

/// Bytes of the connector at the start of a text, before a bare upper bound.
fn joint_len(rest: &str) -> Option<usize> {
    let trimmed = rest.trim_start_matches(' ');
    let spaces = rest.len() - trimmed.len();
    let (joint, needs_space) = [("-", false), ("~", false), ("to ", true), ("bis ", true)]
        .into_iter()
        .find(|(joint, _)| trimmed.starts_with(joint))?;
    if needs_space && spaces == 0 {
        return None;
    }
    let after = &trimmed[joint.len()..];
    let gap = after.len() - after.trim_start_matches(' ').len();
    after.trim_start_matches(' ').starts_with(|c: char| c.is_ascii_digit()).then_some(spaces + joint.len() + gap)
}
