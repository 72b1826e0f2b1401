//! Amounts beside the words around pay: figure, scale, currency.

use rust_decimal::Decimal;

use super::cue::Cues;
use super::currency::Coin;
use super::number::{self, Shape};
use crate::lexicon::{Lexicon, PayWordKind, is_unspaced};
use crate::matcher::Mark;
use crate::span::Span;

/// One amount.
#[derive(Clone, Copy, Debug)]
pub(super) struct Money<'l> {
    /// Figure, scale and currency.
    pub(super) span: Span,
    /// The figure alone.
    pub(super) digits: Span,
    /// The figure, scale not applied.
    pub(super) figure: Decimal,
    pub(super) shape: Shape,
    /// What multiplies the figure.
    pub(super) scale: u64,
    /// Its currency, if one stands beside it.
    pub(super) coin: Option<Coin<'l>>,
    /// Whether the currency stands before the figure.
    pub(super) prefixed: bool,
    /// Whether it is a word and no sign or code: pounds are a weight too.
    pub(super) worded: bool,
}

impl Money<'_> {
    pub(super) fn value(&self) -> Decimal {
        self.figure * Decimal::from(self.scale)
    }

    /// Adds the rest of an amount that is said in two scales.
    fn add(&mut self, rest: &Self) {
        self.figure += rest.value() / Decimal::from(self.scale);
        self.digits.end = rest.digits.end;
        self.span.end = rest.span.end;
        self.coin = self.coin.or(rest.coin);
        self.worded |= rest.worded;
    }

    /// Whether the bare figure may be a year of the calendar.
    pub(super) fn is_year(&self) -> bool {
        self.coin.is_none()
            && self.scale == 1
            && self.shape == Shape::Plain
            && (Decimal::from(1_980)..=Decimal::from(2_040)).contains(&self.figure)
    }
}

const THOUSAND: u64 = 1_000;
/// A million: from here on a scale is one of funding and revenue, but where money counts in millions.
pub(super) const MILLION: u64 = 1_000_000;

/// Bytes before and behind a word within which its amounts are looked for. Other kinds of words do not look.
fn reach(kind: PayWordKind) -> Option<(usize, usize)> {
    match kind {
        PayWordKind::Currency => Some((40, 48)),
        PayWordKind::Period => Some((48, 40)),
        PayWordKind::Context | PayWordKind::Kind => Some((28, 72)),
        _ => None,
    }
}

/// Figures of one text that are looked at. No posting has a tenth of them.
const MOST_FIGURES: usize = 4_096;

/// A figure that was seen.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seen {
    at: usize,
    figure: number::Figure,
}

/// The figures near words around pay, in order. Every byte is looked at once at most; text far from such words is not.
pub(super) fn figures(folded: &str, lexicon: &Lexicon, marks: &[Mark]) -> Vec<Seen> {
    let table = &lexicon.inner().words.pay;
    let bytes = folded.as_bytes();
    let mut found = Vec::new();
    let mut read = 0;
    for mark in marks {
        let Some((before, behind)) = reach(table[mark.index as usize].kind) else { continue };
        let end = (mark.span.end + behind).min(bytes.len());
        let mut at = read.max(mark.span.start.saturating_sub(before));
        // A stretch that begins inside a number leaves it alone.
        while at > read && at < end && goes_on(bytes, at) {
            at += 1;
        }
        at = read_figures(folded, at, end, &mut found);
        read = read.max(end).max(at);
    }
    found
}

/// All figures of a text that holds nothing but pay.
pub(super) fn all_figures(folded: &str) -> Vec<Seen> {
    let mut found = Vec::new();
    read_figures(folded, 0, folded.len(), &mut found);
    found
}

/// Bytes beside a figure in which words inside runs of letters are looked for.
const GLUED: usize = 45;

/// The marks of a text in a script without spaces, with the words beside figures that stand inside runs of letters. Every letter is looked at
/// once at most.
pub(super) fn unspaced(folded: &str, lexicon: &Lexicon, marks: &[Mark], seen: &[Seen]) -> Vec<Mark> {
    let words = &lexicon.inner().words;
    let mut found = marks.to_vec();
    let mut read = 0;
    for figure in seen {
        let end = figure.at + figure.figure.len + GLUED;
        let mut at = read.max(figure.at.saturating_sub(GLUED));
        while !folded.is_char_boundary(at) {
            at += 1;
        }
        for (offset, c) in folded[at..].char_indices() {
            let start = at + offset;
            if start >= end {
                break;
            }
            for index in words.pay_unspaced.get(&c).into_iter().flatten() {
                let text = words.pay[*index as usize].text.as_str();
                if folded[start..].starts_with(text) {
                    found.push(Mark { span: Span::new(start, start + text.len()), index: *index });
                }
            }
        }
        read = read.max(end.min(folded.len()));
    }
    found.sort_by_key(|mark| (mark.span.start, std::cmp::Reverse(mark.span.end), mark.index));
    found.dedup();
    found
}

/// Reads the figures that begin within a stretch; returns where the last of them ends.
fn read_figures(folded: &str, mut at: usize, end: usize, found: &mut Vec<Seen>) -> usize {
    let bytes = folded.as_bytes();
    while at < end && found.len() < MOST_FIGURES {
        let Some(gap) = bytes[at..end].iter().position(u8::is_ascii_digit) else { break };
        at += gap;
        match number::figure(&folded[at..]) {
            Some(figure) => {
                found.push(Seen { at, figure });
                at += figure.len;
            }
            None => at += bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count(),
        }
    }
    at
}

/// Whether a byte belongs to a number that began before it.
fn goes_on(bytes: &[u8], at: usize) -> bool {
    bytes[at].is_ascii_digit() && (bytes[at - 1].is_ascii_digit() || matches!(bytes[at - 1], b',' | b'.' | b'\''))
}

/// The amounts among the figures: those that are no part of a word, a share, a time or a name.
pub(super) fn amounts<'l>(
    folded: &str,
    lexicon: &'l Lexicon,
    cues: &Cues<'l>,
    seen: &[Seen],
    country: &str,
) -> Vec<Money<'l>> {
    let mut found: Vec<Money<'l>> = Vec::with_capacity(seen.len());
    for seen in seen {
        let floor = found.last().map_or(0, |money| money.span.end);
        if seen.at < floor {
            continue;
        }
        let Some(money) = amount(folded, lexicon, cues, *seen, floor, country) else { continue };
        match found.last_mut() {
            Some(last) if is_rest(folded, last, &money) => last.add(&money),
            _ => found.push(money),
        }
    }
    found
}

/// Whether an amount is the rest of the one before it: "1\u{C5B5} 2,000\u{B9CC}", "1 crore 20 lakh".
fn is_rest(folded: &str, money: &Money<'_>, next: &Money<'_>) -> bool {
    let gap = folded.get(money.span.end..next.span.start);
    let touches = matches!(gap, Some("" | " "));
    // "28\u{4E07}5,000": behind the sign of ten thousand ones need no sign.
    let ones = next.scale == 1 && gap == Some("") && folded[..money.span.end].ends_with(is_unspaced);
    let smaller = (next.scale > 1 || ones) && next.scale < money.scale && next.value() < Decimal::from(money.scale);
    touches && smaller && money.scale > THOUSAND && money.shape != Shape::Decimals && !next.prefixed
}

fn amount<'l>(
    folded: &str,
    lexicon: &'l Lexicon,
    cues: &Cues<'l>,
    seen: Seen,
    floor: usize,
    country: &str,
) -> Option<Money<'l>> {
    let bytes = folded.as_bytes();
    let digits = Span::new(seen.at, seen.at + seen.figure.len);
    let (scale, taken) = scale(&folded[digits.end..], lexicon);
    let mut money = Money {
        span: Span::new(digits.start, digits.end + taken),
        digits,
        figure: seen.figure.value,
        shape: seen.figure.shape,
        scale,
        coin: None,
        prefixed: false,
        worded: false,
    };
    before(folded, cues, &mut money, floor, country);
    behind(folded, cues, &mut money, country);
    let glued = money.span.start == digits.start
        && digits
            .start
            .checked_sub(1)
            .is_some_and(|at| bytes[at].is_ascii_alphanumeric() || matches!(bytes[at], b'#' | b'_' | b'@'));
    (!glued && !is_other(folded, cues, &money)).then_some(money)
}

/// The scale at the start of a text, and its bytes: "k", " lakhs", "-million", "\u{4E07}".
fn scale(rest: &str, lexicon: &Lexicon) -> (u64, usize) {
    let scales = &lexicon.inner().words.pay_scales;
    let gap = usize::from(rest.starts_with([' ', '-']));
    let word = &rest[gap..];
    let Some(first) = word.chars().next().filter(|c| c.is_alphabetic()) else { return (1, 0) };
    // Scripts without spaces: the sign of ten thousand is followed by that of the money.
    if !first.is_ascii() && scales.contains_key(&word[..first.len_utf8()]) {
        return (scales[&word[..first.len_utf8()]], gap + first.len_utf8());
    }
    let len = word.chars().take(LONGEST_SCALE).take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum::<usize>();
    let named = |len: usize| scales.get(&word[..len].to_lowercase()).copied();
    // A line break may have been lost behind it: "\u{a3}35k-\u{a3}42kFull-time".
    let small = word.bytes().take_while(u8::is_ascii_lowercase).count();
    let lost = word[small..].starts_with(|c: char| c.is_uppercase());
    let (len, found) = match named(len) {
        None if lost => (small, named(small)),
        found => (len, found),
    };
    match found {
        // "100-million", but "100 - k" is nothing.
        Some(scale) if gap == 0 || !rest.starts_with('-') || scale >= MILLION => {
            let stop = word[len..].starts_with('.') && len > 1 && word[len + 1..].starts_with(' ');
            (scale, gap + len + usize::from(stop))
        }
        _ => (1, 0),
    }
}

const LONGEST_SCALE: usize = 12;

/// Takes the currency before a figure: "$120,000", "USD 120k", "USD $120,000". The code of two decides.
fn before<'l>(folded: &str, cues: &Cues<'l>, money: &mut Money<'l>, floor: usize, country: &str) {
    for _ in 0..2 {
        let stretch = Span::new(money.span.start.saturating_sub(LONGEST_SIGN).max(floor), money.span.start);
        let near = cues.inside(stretch).rev().filter(|cue| cue.kind == PayWordKind::Currency);
        let Some(cue) = near.min_by_key(|cue| (money.span.start - cue.span.end, cue.span.start)) else { return };
        let gap = &folded[cue.span.end..money.span.start];
        let word = cue.span.of(folded);
        // The sign of won, yen and yuan in their own scripts stands behind the figure; before one it is the end of a word.
        let ends_word = word.chars().count() == 1 && word.contains(is_unspaced);
        if !matches!(gap, "" | " ") || ends_word {
            return;
        }
        let coin = Coin::read(cue.value, country);
        match money.coin {
            None => money.coin = Some(coin),
            Some(sign) if sign.settled_by(&coin) => money.coin = Some(coin),
            Some(_) => return,
        }
        money.prefixed = true;
        money.span.start = cue.span.start;
    }
}

/// Bytes of the longest currency word and a space.
const LONGEST_SIGN: usize = 24;

/// Takes the currency behind a figure: "60.000 \u{20AC}", "$120,000 AUD"; not one that belongs to the next figure.
fn behind<'l>(folded: &str, cues: &Cues<'l>, money: &mut Money<'l>, country: &str) {
    for _ in 0..2 {
        let end = money.span.end;
        let stretch = Span::new(money.digits.end, end + 2);
        let starts = cues.within(stretch).map(|at| cues.get(at)).filter(|cue| cue.kind == PayWordKind::Currency);
        // The scale may be part of the word: "\u{4E07}\u{5186}".
        let Some(cue) = starts
            .filter(|cue| cue.span.end > end)
            .find(|cue| folded.get(end..cue.span.start.max(end)).is_some_and(|gap| matches!(gap, "" | " ")))
        else {
            return;
        };
        let rest = &folded[cue.span.end..];
        let apart = cue.span.start > end;
        let digit_next = rest.trim_start_matches(' ').starts_with(|c: char| c.is_ascii_digit());
        let of_next = digit_next
            && apart
            && (!rest.starts_with(' ') || money.coin.is_some() || money.value() < Decimal::from(100));
        if of_next {
            return;
        }
        let coin = Coin::read(cue.value, country);
        match money.coin {
            None => money.coin = Some(coin),
            Some(sign) if sign.settled_by(&coin) => money.coin = Some(coin),
            // The same money said twice: "US$ 120,000 USD".
            Some(known) if known.currency == coin.currency => {}
            Some(_) => return,
        }
        let word = cue.span.of(folded);
        money.worded = word.len() > 3 && word.bytes().all(|byte| byte.is_ascii_lowercase());
        money.span.end = cue.span.end;
    }
}

/// Whether the figure is something else: a share, a time of day, part of a word or of a phrase that is no pay.
fn is_other(folded: &str, cues: &Cues<'_>, money: &Money<'_>) -> bool {
    let rest = &folded[money.span.end..];
    if rest.trim_start_matches(' ').starts_with('%') {
        return true;
    }
    let mut chars = rest.chars();
    let (next, after) = (chars.next(), chars.next());
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    if matches!(next, Some(':')) && digit(after) {
        return true;
    }
    // A line break may have been lost behind an amount: "$81,000Full benefits".
    let lost = money.coin.is_some() && next.is_some_and(char::is_uppercase) && after.is_some_and(char::is_lowercase);
    // "28\u{4E07}5,000" goes on.
    let signed = folded[money.digits.end..money.span.end].ends_with(is_unspaced);
    let glued = next.is_some_and(|c| c.is_ascii_alphanumeric()) && !signed;
    if glued && cues.at(money.span.end).is_none() && !lost {
        return true;
    }
    // "401(k)" and "1099" begin with a figure, and so does "13th month". With a currency, 401k is money.
    let named = |cue: &super::cue::Cue<'_>| {
        !matches!(cue.kind, PayWordKind::Currency | PayWordKind::Period | PayWordKind::Bound | PayWordKind::Basis)
    };
    let from = cues.from(money.digits.start.saturating_sub(LONGEST_SIGN));
    let to = cues.from(money.digits.start + 1);
    (from..to).map(|at| cues.get(at)).any(|cue| {
        let own = money.coin.is_some() && cue.span.start == money.digits.start && cue.span.end <= money.span.end;
        named(cue) && cue.span.end > money.digits.start && !own
    })
}
