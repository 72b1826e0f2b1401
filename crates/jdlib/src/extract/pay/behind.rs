//! What the words behind an amount say of it.

use super::attach::{Said, is_addition};
use super::cue::Cue;
use super::currency::Coin;
use super::range::{Group, word};
use super::reader::Reader;
use crate::lexicon::PayWordKind;
use crate::span::Span;
use crate::terms::{Basis, Bound, PayKind, Period};

/// Words behind an amount that may come before its head noun, and before its period.
const HEAD_BEHIND: usize = 3;
const PERIOD_BEHIND: usize = 1;
/// Bytes behind an amount that are walked at most.
const BEHIND: usize = 90;

/// A walk over the words behind an amount.
struct Walk<'l> {
    said: Said<'l>,
    at: usize,
    /// Words that were passed and say nothing.
    skipped: usize,
    /// Whether a comma was passed since the last word that says something.
    comma: bool,
    /// Whether something is added to the amount: what follows is about that.
    additive: bool,
    /// Whether something was named that comes on top: what is said of its worth is not about the amount.
    extras: bool,
    /// Whether the amount has a currency. A bare one needs its words right behind it.
    signed: bool,
}

impl<'l> Reader<'_, 'l> {
    /// Walks the words behind a group, up to where its clause ends or the next amount begins.
    pub(super) fn behind(&self, group: &Group<'l>, ceiling: usize) -> Said<'l> {
        let last = group.last.unwrap_or(group.first);
        let start = self.period_from(&last);
        let ceiling = self.floor_char(ceiling.min(start + BEHIND));
        let said = Said { end: group.span.end, period_end: group.span.end, ..Said::default() };
        let signed = group.first.coin.is_some() || last.coin.is_some();
        let mut walk = Walk { said, at: start, skipped: 0, comma: false, additive: false, extras: false, signed };
        while walk.at < ceiling {
            let goes_on = match self.cues.at(walk.at) {
                Some((span, cues)) => {
                    !self.is_of_next(span, cues[0].kind, ceiling) && self.hear(&mut walk, group, span, cues)
                }
                None => self.pass(&mut walk, ceiling),
            };
            if !goes_on {
                break;
            }
        }
        walk.said
    }

    /// Takes what words around pay say; returns whether more may follow.
    fn hear(&self, walk: &mut Walk<'l>, group: &Group<'l>, span: Span, cues: &[Cue<'l>]) -> bool {
        let Walk { skipped, comma, additive, .. } = *walk;
        if cues.iter().any(|cue| cue.kind == PayWordKind::Veto) {
            let exempt = cues.iter().any(|cue| self.is_exempt(cue.value, group));
            if !additive && !comma && !walk.extras && !walk.said.pay && !exempt && skipped <= HEAD_BEHIND {
                (walk.said.veto, walk.said.distance, walk.said.end) = (true, skipped, span.end);
            }
            return false;
        }
        let close = skipped <= PERIOD_BEHIND && !additive;
        let said = &mut walk.said;
        for cue in cues {
            match cue.kind {
                PayWordKind::Period if said.period.is_none() && (close && walk.signed || skipped == 0) => {
                    said.period = Period::parse(cue.value);
                    if skipped == 0 && !comma {
                        said.period_end = cue.span.end;
                    }
                }
                PayWordKind::Kind if close && said.kind.is_none() => said.kind = PayKind::parse(cue.value),
                PayWordKind::Basis if close && said.basis.is_none() => said.basis = Basis::parse(cue.value),
                PayWordKind::Context if skipped <= HEAD_BEHIND && !additive => said.pay = true,
                PayWordKind::Neutral => walk.extras |= is_addition(cue.span.of(self.folded)),
                PayWordKind::Estimate if close => said.estimated = true,
                PayWordKind::Employer => said.estimated = false,
                PayWordKind::Months if !cue.value.is_empty() => {
                    said.months = said.months.or(cue.value.parse().ok());
                }
                PayWordKind::Currency if close => said.coin = said.coin.or(Some(Coin::read(cue.value, self.country))),
                PayWordKind::Bound => {
                    let bound = Some(cue.value).filter(|_| skipped == 0 && !comma).and_then(behind_bound);
                    let sum = is_sum(cue.span.of(self.folded));
                    if bound.is_some() && (!sum || self.is_open(walk.at == group.span.end, span.end)) {
                        said.bound = said.bound.or(bound);
                    } else {
                        walk.additive |= sum;
                    }
                }
                _ => {}
            }
        }
        walk.comma = false;
        walk.at = span.end;
        if skipped == 0 && !walk.additive && cues[0].kind != PayWordKind::Neutral {
            walk.said.end = span.end;
        }
        true
    }

    /// Passes a word or sign that is none of pay; returns whether more may follow.
    fn pass(&self, walk: &mut Walk<'l>, ceiling: usize) -> bool {
        let rest = &self.folded[walk.at..ceiling];
        let Some(first) = rest.chars().next() else { return false };
        if first.is_alphabetic() {
            let word = word(rest);
            let lower = word.to_lowercase();
            walk.skipped += usize::from(!self.words.pay_fillers.contains(&lower));
            walk.at += word.len().max(1);
            return !self.words.pay_stops.contains(&lower) && walk.skipped <= HEAD_BEHIND;
        }
        match first {
            ' ' | '*' | ')' | '[' | ']' | '"' | ':' | '-' | '/' | '\'' => {}
            // "$5,000 (sign-on bonus)", but "$90,000 (bonus included)".
            '(' => walk.comma = false,
            ',' if !walk.comma => walk.comma = true,
            '+' | '&' => walk.additive = true,
            // "32\u{4E07}\u{5186}\u{301C}": a range that is open above.
            '~' if walk.skipped == 0 && !walk.comma && self.ends_clause(walk.at + 1) => {
                walk.said.bound = walk.said.bound.or(Some(Bound::From));
                return false;
            }
            _ if first.is_ascii_digit() => {
                let (end, months) = self.months_at(walk.at);
                walk.said.months = walk.said.months.or(months);
                walk.at = end;
                return months.is_some();
            }
            _ => return false,
        }
        walk.at += first.len_utf8();
        true
    }

    /// Whether a plus sign leaves an amount open, "$30,000+", and adds nothing to it, "$30,000 + bonus".
    fn is_open(&self, glued: bool, end: usize) -> bool {
        glued && !self.veto_at(self.skip_spaces(end)) || self.ends_clause(end)
    }

    /// Whether a word behind one amount belongs to the next: "$150k OTE base $75k".
    fn is_of_next(&self, span: Span, kind: PayWordKind, ceiling: usize) -> bool {
        let head =
            matches!(kind, PayWordKind::Kind | PayWordKind::Context | PayWordKind::Bound | PayWordKind::Currency);
        let rest = self.folded[span.end..].trim_start_matches([' ', ':']);
        let next = self.folded.len() - rest.len();
        head && (next >= ceiling || rest.starts_with(|c: char| c.is_ascii_digit()))
            && ceiling < self.folded.len()
            && next > span.start
            && span.of(self.folded) != "+"
    }

    fn veto_at(&self, at: usize) -> bool {
        self.cues.at(at).is_some_and(|(_, cues)| cues.iter().any(|cue| cue.kind == PayWordKind::Veto))
    }

    fn ends_clause(&self, at: usize) -> bool {
        self.folded[at..]
            .trim_start_matches(' ')
            .chars()
            .next()
            .is_none_or(|c| matches!(c, '\n' | ',' | '.' | ')' | ';' | '|'))
    }

    /// Months of pay that a number begins: "14 salaries", "14 x".
    fn months_at(&self, at: usize) -> (usize, Option<u8>) {
        let digits = self.folded[at..].bytes().take_while(u8::is_ascii_digit).count();
        let end = self.skip_spaces(at + digits);
        let end = end + self.folded[end..].bytes().take_while(|byte| *byte == b'-').count();
        let months = self.folded[at..at + digits].parse().ok().filter(|months| (12..=18).contains(months));
        let cue = self.cues.at(end).and_then(|(span, cues)| {
            cues.iter().find(|cue| cue.kind == PayWordKind::Months && cue.value.is_empty()).map(|_| span)
        });
        (cue.map_or(end, |span| span.end), months.filter(|_| cue.is_some()))
    }
}

/// The bound that a word says behind an amount.
fn behind_bound(value: &str) -> Option<Bound> {
    value.strip_suffix("_behind").or_else(|| value.strip_suffix("_both")).and_then(Bound::parse)
}

/// Whether a word may add something to an amount.
fn is_sum(word: &str) -> bool {
    matches!(word, "+" | "plus")
}
