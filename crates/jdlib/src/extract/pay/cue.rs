//! Words around pay in one text: the marks of the pass, those inside others sorted out.

use std::ops::Range;

use rust_decimal::Decimal;

use super::number;
use crate::lexicon::{Lexicon, PayWordKind};
use crate::matcher::Mark;
use crate::span::Span;

/// A word around pay that counts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cue<'l> {
    pub(super) span: Span,
    pub(super) kind: PayWordKind,
    pub(super) value: &'l str,
}

/// All of them, by start, the longest first.
#[derive(Debug, Default)]
pub(super) struct Cues<'l>(Vec<Cue<'l>>);

impl<'l> Cues<'l> {
    pub(super) fn new(folded: &str, lexicon: &'l Lexicon, marks: &[Mark]) -> Self {
        let table = &lexicon.inner().words.pay;
        let mut kept: Vec<Cue<'l>> = Vec::with_capacity(marks.len());
        // Where in `kept` the cues of the longest span begin that reaches behind the current one.
        let mut outer = 0;
        for mark in marks {
            let row = &table[mark.index as usize];
            let cue = Cue { span: mark.span, kind: row.kind, value: row.value.as_str() };
            if !stands(folded, &cue) {
                continue;
            }
            match kept.get(outer).map(|cue| cue.span) {
                Some(span) if cue.span.end <= span.end => {
                    let mut around = kept[outer..].iter().take_while(|other| other.span == span);
                    if cue.span == span || !around.any(|other| hides(other.kind, cue.kind)) {
                        kept.push(cue);
                    }
                }
                _ => {
                    outer = kept.len();
                    kept.push(cue);
                }
            }
        }
        Self(kept)
    }

    pub(super) fn all(&self) -> &[Cue<'l>] {
        &self.0
    }

    pub(super) fn get(&self, at: usize) -> &Cue<'l> {
        &self.0[at]
    }

    /// The number of the first cue that begins at a byte or behind it.
    pub(super) fn from(&self, at: usize) -> usize {
        self.0.partition_point(|cue| cue.span.start < at)
    }

    /// The numbers of the cues that begin within a stretch.
    pub(super) fn within(&self, stretch: Span) -> Range<usize> {
        let from = self.from(stretch.start);
        from..self.from(stretch.end).max(from)
    }

    /// The cues that lie within a stretch.
    pub(super) fn inside(&self, stretch: Span) -> impl DoubleEndedIterator<Item = &Cue<'l>> {
        self.0[self.within(stretch)].iter().filter(move |cue| cue.span.end <= stretch.end)
    }

    /// The cues of the longest span that begins at a byte, with those inside it.
    pub(super) fn at(&self, at: usize) -> Option<(Span, &[Cue<'l>])> {
        let from = self.from(at);
        let span = self.0.get(from).map(|cue| cue.span).filter(|span| span.start == at)?;
        let inner = self.0[from..].iter().take_while(|cue| cue.span.end <= span.end).count();
        Some((span, &self.0[from..from + inner]))
    }
}

/// Whether a cue of one kind, around another, takes its meaning away: "minimum wage" is no word for pay, "cost to company" no cost.
fn hides(outer: PayWordKind, inner: PayWordKind) -> bool {
    use PayWordKind::{Basis, Bound, Employer, Estimate, Hours, Months, Neutral, Veto};
    match (outer, inner) {
        (Veto | Neutral | Months | Hours, _) | (_, Veto) | (Employer, Estimate) | (Basis, Bound) => true,
        _ => outer == inner,
    }
}

/// Whether the word stands where such a word can: before a figure that it touches only a currency does, and one letter is one only there.
fn stands(folded: &str, cue: &Cue<'_>) -> bool {
    let bytes = folded.as_bytes();
    let next_digit = bytes.get(cue.span.end).is_some_and(u8::is_ascii_digit);
    let last_letter = bytes[cue.span.end - 1].is_ascii_alphabetic();
    let currency = cue.kind == PayWordKind::Currency;
    if currency && cue.span.len() == 1 && last_letter {
        // "Q3" is a quarter.
        let at = cue.span.end + usize::from(bytes.get(cue.span.end) == Some(&b' '));
        let large = || number::figure(&folded[at..]).is_some_and(|figure| figure.value >= Decimal::TEN);
        return bytes[cue.span.start].is_ascii_uppercase() && bytes.get(at).is_some_and(u8::is_ascii_digit) && large();
    }
    currency || !(next_digit && last_letter)
}
