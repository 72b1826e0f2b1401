//! Amounts that make one statement: a range, a list, or one amount.

use rust_decimal::Decimal;

use super::attach::is_addition;
use super::money::Money;
use super::reader::Reader;
use crate::lexicon::{PayJoint, PayWordKind};
use crate::span::Span;
use crate::terms::{PayKind, Period};

/// Amounts that make one statement.
#[derive(Clone, Copy, Debug)]
pub(super) struct Group<'l> {
    pub(super) first: Money<'l>,
    pub(super) last: Option<Money<'l>>,
    pub(super) span: Span,
    pub(super) low: Decimal,
    pub(super) high: Option<Decimal>,
    /// Whether the scale of one amount was taken from the other: "$150-190k".
    pub(super) scaled: bool,
    /// The period between them: "$40/hr - $50/hr".
    pub(super) period: Option<Period>,
}

/// What stands between two amounts.
#[derive(Clone, Copy, Debug, Default)]
struct Between {
    joint: Option<Joint>,
    period: Option<Period>,
    kind: Option<PayKind>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Joint {
    /// A dash or a word: the amounts are the bounds of a range.
    Range,
    /// A stroke: the amounts are steps of a scale.
    List,
}

/// Words between the amounts of a pair.
const PAIR_WORDS: usize = 6;
/// Bytes of a bracket between two amounts.
const LONGEST_BRACKET: usize = 24;
/// Bytes between two amounts of one range at most.
const WIDEST_GAP: usize = 64;

/// A range whose upper bound is this many times the lower is no range of pay (Nesta's rule is a factor of ten as well).
pub(super) const WIDEST: Decimal = Decimal::TEN;

impl<'l> Reader<'_, 'l> {
    /// The statement that the first of these amounts opens, and how many of them it takes.
    pub(super) fn group(&self, money: &[Money<'l>], floor: usize) -> (Group<'l>, usize) {
        let first = money[0];
        let single =
            Group { first, last: None, span: first.span, low: first.value(), high: None, scaled: false, period: None };
        let Some((second, between)) =
            money.get(1).and_then(|second| Some((*second, self.joined(&first, second, floor)?)))
        else {
            return (single, 1);
        };
        let Some((mut low, mut high, scaled)) = bounds(&first, &second, between.joint == Some(Joint::List)) else {
            return (single, 1);
        };
        let (mut last, mut taken) = (second, 2);
        // A pay scale: all its steps are one statement, from the lowest to the highest.
        while between.joint == Some(Joint::List)
            && let Some(next) = money.get(taken)
            && self.joined(&last, next, floor).is_some_and(|between| between.joint == Some(Joint::List))
            && let Some((a, b, _)) = bounds(&last, next, true)
        {
            (low, high) = (low.min(a), high.max(b));
            (last, taken) = (*next, taken + 1);
        }
        let span = Span::new(first.span.start, last.span.end);
        let group = Group { last: Some(last), span, low, high: Some(high), scaled, period: between.period, ..single };
        (group, taken)
    }

    /// What joins two amounts to one statement, if anything does.
    fn joined(&self, a: &Money<'l>, b: &Money<'l>, floor: usize) -> Option<Between> {
        let gap = Span::new(a.span.end, b.span.start);
        if gap.start > gap.end || gap.len() > WIDEST_GAP {
            return None;
        }
        let between = self.between(gap, a, b, floor)?;
        let joint = between.joint?;
        match (a.coin, b.coin) {
            (Some(one), Some(other)) if !one.agrees(&other) => return None,
            // The sign of a range stands before its first amount: in "Level 3 - $50" the first is none.
            (None, Some(_)) if b.prefixed && a.scale == 1 && a.value() < Decimal::ONE_THOUSAND => return None,
            _ => {}
        }
        let bare = a.coin.is_none() || b.coin.is_none();
        if bare && (self.counts(b) || self.counts(a)) {
            return None;
        }
        if self.is_other_pay(b, &between) {
            return None;
        }
        (joint == Joint::Range || between.period.is_none()).then_some(between)
    }

    /// Whether the second amount is of another kind: "$90,000 base up to $120,000 OTE", "up to $10,000 bonus".
    fn is_other_pay(&self, b: &Money<'l>, between: &Between) -> bool {
        let Some((_, cues)) = self.cues.at(self.skip_spaces(b.span.end)) else { return false };
        let kind = cues.iter().find(|cue| cue.kind == PayWordKind::Kind).and_then(|cue| PayKind::parse(cue.value));
        let veto = cues[0].kind == PayWordKind::Veto;
        veto || (between.kind.is_some() && kind.is_some() && between.kind != kind)
    }

    /// Whether what follows the figure is counted by it: "40 hours", "10 days".
    pub(super) fn counts(&self, money: &Money<'l>) -> bool {
        let units = &self.words.pay_units;
        let rest = &self.folded[money.span.end..];
        let rest = rest.strip_prefix([' ', '-']).unwrap_or(rest);
        units.contains(&word(rest).to_lowercase())
    }

    /// Reads the text between two amounts: joints, periods, words of kind and basis. None where it holds anything else.
    fn between(&self, gap: Span, a: &Money<'l>, b: &Money<'l>, floor: usize) -> Option<Between> {
        let pair_signed = a.coin.is_some() && b.coin.is_some();
        let mut found = Between::default();
        let mut at = self.period_from(a);
        let pair = self.opens_pair(a, floor) || a.coin.is_some() && self.is_minimum(a, floor);
        let (mut lines, mut fillers) = (0, 0);
        while at < gap.end {
            let rest = &self.folded[at..gap.end];
            if let Some((span, cues)) = self.cues.at(at).filter(|(span, _)| span.end <= gap.end) {
                for cue in cues {
                    match cue.kind {
                        PayWordKind::Period => found.period = found.period.or(Period::parse(cue.value)),
                        PayWordKind::Kind => found.kind = found.kind.or(PayKind::parse(cue.value)),
                        PayWordKind::Bound if cue.value.starts_with("up_to") || self.joins(span) => {
                            found.joint = Some(Joint::Range);
                        }
                        // "25,000+ - 30,000", but "25,000 + 3,000" is a sum.
                        PayWordKind::Bound if at == gap.start || cue.value == "from_both" => {}
                        PayWordKind::Neutral if is_addition(span.of(self.folded)) => return None,
                        PayWordKind::Basis | PayWordKind::Context | PayWordKind::Currency | PayWordKind::Neutral => {}
                        _ => return None,
                    }
                }
                at = span.end;
                continue;
            }
            let first = rest.chars().next()?;
            if first.is_alphabetic() {
                let word = word(rest);
                match self.words.pay_joints.get(&word.to_lowercase()) {
                    Some(PayJoint::Joins) => found.joint = Some(Joint::Range),
                    Some(PayJoint::Pairs) if pair => found.joint = Some(Joint::Range),
                    Some(PayJoint::Opens) => {}
                    // "Between $90k in the lowest market and $120k in the highest".
                    _ if pair && fillers < PAIR_WORDS => fillers += 1,
                    _ if fillers < 2 && self.words.pay_fillers.contains(&word.to_lowercase()) => fillers += 1,
                    _ => return None,
                }
                at += word.len();
                continue;
            }
            if first == '('
                && pair_signed
                && let Some(end) = self.plain_bracket(at, gap.end)
            {
                at = end;
                continue;
            }
            match first {
                '-' | '~' | '\u{2192}' => found.joint = Some(Joint::Range),
                '.' if rest.starts_with("..") => found.joint = Some(Joint::Range),
                '\u{2026}' => found.joint = Some(Joint::Range),
                '/' => found.joint = found.joint.or(Some(Joint::List)),
                '\n' => lines += 1,
                ' ' | '(' | ')' | '[' | ']' | '*' | ',' | ':' | '>' | '.' => {}
                _ => return None,
            }
            at += first.len_utf8();
        }
        // Bounds may stand on lines of their own where the first says that it is one: "Min: $90k", "Max: $120k".
        // So may a dash that page layout put between two lines.
        let dash = gap.of(self.folded).trim() == "-" && lines == 2;
        let apart = lines > 0 && !dash && !(lines <= 4 && self.is_minimum(a, floor));
        (!apart).then_some(found)
    }

    /// Whether a word joins two amounts to a range.
    fn joins(&self, word: Span) -> bool {
        self.words.pay_joints.get(word.of(self.folded)) == Some(&PayJoint::Joins)
    }

    /// Where a bracket ends that says whose an amount is and nothing of pay: "$115,000 (entry) to $145,000 (senior)".
    fn plain_bracket(&self, at: usize, end: usize) -> Option<usize> {
        let inside = self.folded[at..end].find(')').filter(|len| *len <= LONGEST_BRACKET)?;
        let span = Span::new(at, at + inside + 1);
        self.cues.within(span).is_empty().then_some(span.end)
    }

    /// Where the words behind an amount begin: its scale or currency may be part of them ("12 LPA", "15 \u{20AC}/h").
    pub(super) fn period_from(&self, money: &Money<'l>) -> usize {
        let tail = Span::new(money.digits.end, money.span.end);
        let mut cues = self.cues.within(tail).map(|at| self.cues.get(at));
        let inside = cues.find(|cue| matches!(cue.kind, PayWordKind::Period | PayWordKind::Basis));
        inside.map_or(money.span.end, |cue| cue.span.start)
    }

    /// Whether a word before an amount makes a pair of it and the next: "between".
    fn opens_pair(&self, money: &Money<'l>, floor: usize) -> bool {
        let before = &self.folded[floor.min(money.span.start)..money.span.start];
        let opens = |head: &str| self.words.pay_joints.get(&last_word(head).to_lowercase()) == Some(&PayJoint::Opens);
        let head = before.trim_end_matches([' ', ':', '\n']);
        // "Tussen de 3.650 en 5.010": an article may come between.
        let last = last_word(head);
        opens(head)
            || self.words.pay_fillers.contains(&last.to_lowercase())
                && opens(head[..head.len() - last.len()].trim_end())
    }

    fn is_minimum(&self, money: &Money<'l>, floor: usize) -> bool {
        // "Equity from the first day" on the line above is no bound.
        let line = self.text.line_at(money.span.start).map_or(0, |line| line.content.start);
        let from = money.span.start.saturating_sub(WIDEST_GAP).max(floor).max(line.min(money.span.start));
        let stretch = Span::new(from, money.span.start);
        let mut bounds = self.cues.inside(stretch).rev().filter(|cue| cue.kind == PayWordKind::Bound);
        bounds.next().is_some_and(|cue| cue.value.starts_with("from"))
    }

    pub(super) fn skip_spaces(&self, at: usize) -> usize {
        at + self.folded[at..].bytes().take_while(|byte| *byte == b' ').count()
    }
}

/// The letters at the start of a text.
pub(super) fn word(rest: &str) -> &str {
    let len = rest.chars().take(LONGEST_WORD).take_while(|c| c.is_alphabetic() || *c == '\'').map(char::len_utf8).sum();
    &rest[..len]
}

/// The letters at the end of a text.
pub(super) fn last_word(head: &str) -> &str {
    let len: usize =
        head.chars().rev().take(LONGEST_WORD).take_while(|c| c.is_alphabetic() || *c == '\'').map(char::len_utf8).sum();
    &head[head.len() - len..]
}

const LONGEST_WORD: usize = 40;

/// The bounds of two joined amounts in whole units, in order, and whether the scale of one was taken from the other. None where they are no
/// bounds of one range.
fn bounds(first: &Money<'_>, second: &Money<'_>, list: bool) -> Option<(Decimal, Decimal, bool)> {
    let (mut a, mut b) = (first.value(), second.value());
    let mut scaled = false;
    // A figure below the scale of the other may lack it: "4,500~6,000\u{B9CC}".
    let short = |money: &Money<'_>, other: &Money<'_>| {
        money.scale == 1 && money.figure < Decimal::from(other.scale).max(Decimal::ONE_THOUSAND)
    };
    let near = |a: Decimal, b: Decimal| a.max(b) < a.min(b).saturating_mul(WIDEST);
    // One amount has its scale or its zeros, the other neither: "150-190k", "10-15 lakhs", "70 - 90.000 EUR".
    let zeros = |money: &Money<'_>| {
        if money.scale > 1 {
            money.scale
        } else if money.value() >= Decimal::from(10_000) {
            1_000
        } else {
            1
        }
    };
    if short(first, second) && zeros(second) > 1 && near(first.figure * Decimal::from(zeros(second)), b) {
        a = first.figure * Decimal::from(zeros(second));
        scaled = a != first.value();
    } else if short(second, first) && first.scale > 1 && near(second.figure * Decimal::from(first.scale), a) {
        b = second.figure * Decimal::from(first.scale);
        scaled = true;
    }
    let bare = first.coin.is_none() || second.coin.is_none();
    if (bare || list) && !near(a, b) && !a.is_zero() {
        return None;
    }
    Some((a.min(b), a.max(b), scaled))
}
