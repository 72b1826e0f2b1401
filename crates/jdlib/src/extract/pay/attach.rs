//! What the words beside an amount say of it, and those before it.

use rust_decimal::Decimal;

use super::currency::Coin;
use super::money::Money;
use super::range::{Group, last_word, word};
use super::reader::Reader;
use crate::lexicon::PayWordKind;
use crate::span::Span;
use crate::terms::{Basis, Bound, PayKind, Period};

/// What was said on one side of an amount.
#[derive(Clone, Debug, Default)]
pub(super) struct Said<'l> {
    pub(super) period: Option<Period>,
    pub(super) kind: Option<PayKind>,
    pub(super) basis: Option<Basis>,
    pub(super) bound: Option<Bound>,
    pub(super) coin: Option<Coin<'l>>,
    /// Whether it is called pay.
    pub(super) pay: bool,
    /// Whether it is called something else.
    pub(super) veto: bool,
    /// Whether punctuation stands between the word that calls it pay and the amount.
    pub(super) parted: bool,
    /// Words between the amount and the word that calls it so.
    pub(super) distance: usize,
    /// Whether it is called an estimate of somebody's.
    pub(super) estimated: bool,
    /// Months of pay in a year.
    pub(super) months: Option<u8>,
    /// Where the words that belong to the amount end.
    pub(super) end: usize,
    /// Where the period that directly follows ends.
    pub(super) period_end: usize,
}

/// Bytes before an amount within which words speak about it.
const BEFORE: usize = 140;
/// Bytes of an abbreviation that ends in a stop, and a space.
const LONGEST_ABBREVIATION: usize = 12;
/// Words between a period before an amount and the amount.
const PERIOD_WORDS: usize = 9;
/// Words between a word for something else and the amount.
const VETO_WORDS: usize = 6;

impl<'l> Reader<'_, 'l> {
    /// Walks the words before a group, back to where its clause begins.
    pub(super) fn ahead(&self, group: &Group<'l>, floor: usize) -> Said<'l> {
        let start = group.span.start;
        let floor = self.clause_start(start, floor);
        let mut said = Said { distance: usize::MAX, ..Said::default() };
        // A word that stands for something else hides what was said before it.
        let mut vetoed = false;
        // Where the nearest word for pay begins.
        let mut head: Option<usize> = None;
        for cue in self.cues.inside(Span::new(floor, start)).rev() {
            let gap = Span::new(cue.span.end, start);
            match cue.kind {
                PayWordKind::Bound if said.bound.is_none() => {
                    let bound = Bound::parse(cue.value.trim_end_matches("_both"));
                    if bound.is_some() && self.is_transparent(gap) {
                        said.bound = bound;
                    }
                }
                PayWordKind::Period if said.period.is_none() && !vetoed && self.words_in(gap) <= PERIOD_WORDS => {
                    // "An hour" belongs to what stands before it, "hourly rate" to what follows.
                    let follows = !is_trailing(cue.span.of(self.folded)) || self.is_transparent(gap);
                    said.period = Period::parse(cue.value).filter(|_| follows);
                }
                // "Plus tips (usually $6 an hour)".
                PayWordKind::Neutral
                    if !said.pay
                        && !vetoed
                        && is_addition(cue.span.of(self.folded))
                        && self.words_in(gap) <= VETO_WORDS
                        && !self.is_parted(gap) =>
                {
                    (said.veto, said.distance) = (true, self.words_in(gap));
                    vetoed = true;
                }
                PayWordKind::Context | PayWordKind::Kind => {
                    let distance = self.words_in(gap);
                    // Of another noun than the pay: "a freelance marketplace for a salary of $90k".
                    let of_other =
                        head.is_some_and(|head| !self.is_transparent(Span::new(cue.span.end, head.max(cue.span.end))));
                    let near = distance <= PERIOD_WORDS && !(said.pay && self.is_parted(gap)) && !of_other;
                    if !said.pay && !vetoed {
                        (said.pay, said.distance, said.parted) = (true, distance, self.is_parted(gap));
                    }
                    if cue.kind == PayWordKind::Kind && said.kind.is_none() && !vetoed && near {
                        said.kind = PayKind::parse(cue.value);
                    }
                    head = head.or(Some(cue.span.start));
                }
                PayWordKind::Basis if said.basis.is_none() && self.words_in(gap) <= PERIOD_WORDS => {
                    said.basis = Basis::parse(cue.value);
                }
                PayWordKind::Currency if said.coin.is_none() && !vetoed => {
                    said.coin = Some(Coin::read(cue.value, self.country));
                }
                PayWordKind::Veto if !said.pay && !vetoed => {
                    let headed = self.folded[cue.span.end..].starts_with(':') && !gap.of(self.folded).contains(", ");
                    let joined = self.goes_on(gap) || !self.is_parted(gap);
                    let reaches = headed || joined && self.words_in(gap) <= VETO_WORDS;
                    if reaches && !self.is_exempt(cue.value, group) {
                        if self.is_coordinated(cue.span.start, floor) {
                            // "Salary + bonus: $120k": both together.
                            said.kind = said.kind.or(Some(PayKind::Total));
                            (said.pay, said.distance) = (true, self.words_in(gap));
                        } else {
                            (said.veto, said.distance) = (true, self.words_in(gap));
                            vetoed = true;
                        }
                    }
                }
                PayWordKind::Estimate => said.estimated = true,
                PayWordKind::Employer => said.estimated = false,
                _ => {}
            }
        }
        if said.bound.is_none() && group.last.is_none() && self.is_to(start, floor) {
            said.bound = Some(Bound::UpTo);
        }
        said
    }

    /// Whether "to" stands before a lone amount, behind nothing or a word for pay: "Salary to \u{a3}75k".
    fn is_to(&self, start: usize, floor: usize) -> bool {
        let head = self.folded[floor.min(start)..start].trim_end();
        let before = head.strip_suffix(|c: char| c == 'o' || c == 'O').and_then(|head| head.strip_suffix(['t', 'T']));
        before.is_some_and(|before| {
            let end = floor + before.trim_end_matches([' ', ':']).len();
            let called = |cue: &super::cue::Cue<'l>| {
                cue.span.end == end && matches!(cue.kind, PayWordKind::Context | PayWordKind::Kind)
            };
            let near = Span::new(end.saturating_sub(LONGEST_LABEL).max(floor), end);
            end == floor || before.ends_with(' ') && self.cues.inside(near).any(called)
        })
    }

    /// What a short line above says of the amounts below it: "Annual salary (USD)" on its own line.
    pub(super) fn above(&self, at: usize) -> Said<'l> {
        let mut said = Said { pay: self.is_headed(at), ..Said::default() };
        let lines = self.text.lines();
        let here = lines.partition_point(|line| line.span.start <= at);
        let Some(line) = here.checked_sub(2).and_then(|before| lines.get(before)) else { return said };
        // A line with a figure, or a sentence, speaks for itself.
        let words = line.content.of(self.folded);
        if words.len() > LONGEST_LABEL || words.ends_with('.') || words.contains(|c: char| c.is_ascii_digit()) {
            return said;
        }
        for cue in self.cues.inside(line.content) {
            match cue.kind {
                PayWordKind::Context | PayWordKind::Kind => {
                    said.pay = true;
                    if cue.kind == PayWordKind::Kind {
                        said.kind = said.kind.or(PayKind::parse(cue.value));
                    }
                }
                PayWordKind::Period => said.period = said.period.or(Period::parse(cue.value)),
                PayWordKind::Basis => said.basis = said.basis.or(Basis::parse(cue.value)),
                PayWordKind::Currency => said.coin = said.coin.or(Some(Coin::read(cue.value, self.country))),
                PayWordKind::Veto => said.veto = true,
                _ => {}
            }
        }
        said.pay &= !said.veto;
        said
    }

    /// Whether the line of a byte begins with a heading that is a word for pay: "Pay. Not less than $120,000".
    fn is_headed(&self, at: usize) -> bool {
        let Some(line) = self.text.line_at(at) else { return false };
        let first = self.text.sentence_at(line.content.start);
        let head = first.of(self.folded).trim_end().trim_end_matches(['.', ':']);
        let heading = Span::new(first.start, first.start + head.len());
        first.end <= at
            && self
                .cues
                .at(first.start)
                .is_some_and(|(span, cues)| span == heading && cues.iter().any(|cue| cue.kind == PayWordKind::Context))
    }

    /// Where the clause of a byte begins: at the start of its sentence, behind a stroke or a semicolon, not before `floor`.
    fn clause_start(&self, at: usize, floor: usize) -> usize {
        let mut sentence = self.text.sentence_at(at).start;
        // "Min. 3 000 EUR": the stop of an abbreviation ends no sentence.
        let head = self.folded[..sentence].trim_end_matches(' ');
        let ends_there = |cue: &&super::cue::Cue<'l>| cue.span.end == head.len() && head.ends_with('.');
        let near = Span::new(sentence.saturating_sub(LONGEST_ABBREVIATION), sentence);
        if let Some(cue) = self.cues.inside(near).find(ends_there) {
            sentence = self.text.sentence_at(cue.span.start).start;
        }
        // So does that of a filler of one or two letters: "c. \u{a3}58,000".
        if let Some(before) = head.strip_suffix('.')
            && matches!(last_word(before).len(), 1 | 2)
            && self.words.pay_fillers.contains(&last_word(before).to_lowercase())
        {
            sentence = self.text.sentence_at(before.len() - 1).start;
        }
        let start = sentence.max(floor).max(self.floor_char(at.saturating_sub(BEFORE)));
        let head = &self.folded[start..at.max(start)];
        start + head.len() - head.rsplit([';', '|', '\u{2022}']).next().map_or(0, str::len)
    }

    /// The last boundary of characters up to a byte.
    pub(super) fn floor_char(&self, at: usize) -> usize {
        let mut at = at.min(self.folded.len());
        while !self.folded.is_char_boundary(at) {
            at -= 1;
        }
        at
    }

    /// Words in a stretch.
    pub(super) fn words_in(&self, stretch: Span) -> usize {
        let words = stretch.of(self.folded).split_whitespace();
        words.filter(|word| word.contains(char::is_alphanumeric)).count()
    }

    /// Whether what stands between a word and an amount parts them.
    fn is_parted(&self, gap: Span) -> bool {
        let words = gap.of(self.folded);
        words.contains([';', '|', ')', '\n']) || words.contains(", ") || words.contains(". ")
    }

    /// Whether a comma goes on with the noun before it: "a bonus, which was $5,000", "the pension, at $6 an hour".
    fn goes_on(&self, gap: Span) -> bool {
        let Some(rest) = gap.of(self.folded).strip_prefix(", ") else { return false };
        let first = word(rest);
        let rest = Span::new(gap.end - (rest.len() - first.len()), gap.end);
        RELATIVES.contains(&first) && !self.is_parted(rest)
    }

    /// Whether a stretch holds nothing but words around pay and fillers.
    fn is_transparent(&self, gap: Span) -> bool {
        let mut at = gap.start;
        while at < gap.end {
            if let Some((span, cues)) = self.cues.at(at).filter(|(span, _)| span.end <= gap.end) {
                if matches!(cues[0].kind, PayWordKind::Veto | PayWordKind::Neutral) {
                    return false;
                }
                at = span.end;
                continue;
            }
            let rest = &self.folded[at..gap.end];
            let Some(first) = rest.chars().next() else { break };
            if first.is_alphabetic() {
                let word = word(rest);
                if !self.words.pay_fillers.contains(&word.to_lowercase()) {
                    return false;
                }
                at += word.len();
                continue;
            }
            if !matches!(first, ' ' | ':' | '(' | ')' | '*' | '-' | '\n' | '.') {
                return false;
            }
            at += first.len_utf8();
        }
        true
    }

    /// Whether a word for something else is one of several, of which pay is the first: "salary and bonus".
    fn is_coordinated(&self, mut start: usize, floor: usize) -> bool {
        loop {
            let before = self.cues.inside(Span::new(start.saturating_sub(32).max(floor), start)).rev();
            let heads =
                before.filter(|cue| matches!(cue.kind, PayWordKind::Context | PayWordKind::Kind | PayWordKind::Veto));
            let Some(cue) = heads.max_by_key(|cue| cue.span.end) else { return false };
            let joint = self.folded[cue.span.end..start].trim();
            if !matches!(
                joint,
                "+" | "&"
                    | "and"
                    | "plus"
                    | "/"
                    | "und"
                    | "et"
                    | "y"
                    | "e"
                    | "en"
                    | "i"
                    | ","
                    | ", and"
                    | "incl."
                    | "including"
            ) {
                return false;
            }
            if cue.kind != PayWordKind::Veto {
                return true;
            }
            start = cue.span.start;
        }
    }

    /// Whether a word that mostly stands for something else is pay here, as its row says: a stipend of an internship, a budget in rupees.
    pub(super) fn is_exempt(&self, value: &str, group: &Group<'l>) -> bool {
        match value {
            "" => false,
            "internship" => {
                self.internship
                    || self.text.sentence_at(group.span.start).of(self.folded).to_lowercase().contains("internship")
            }
            code => {
                let coin = group.first.coin.or(group.last.and_then(|last| last.coin));
                coin.and_then(|coin| coin.currency).is_some_and(|currency| currency.as_str() == code)
                    || [Some(group.first), group.last]
                        .into_iter()
                        .flatten()
                        .any(|money| money.scale >= 100_000 && code == "INR")
            }
        }
    }

    /// Hours of a week that the text states once.
    pub(super) fn weekly_hours(&self) -> Option<Decimal> {
        let mut found: Option<Decimal> = None;
        for cue in self.cues.all().iter().filter(|cue| cue.kind == PayWordKind::Hours) {
            let head = self.folded[..cue.span.start].trim_end_matches([' ', '-']);
            let start = head
                .bytes()
                .rev()
                .take(5)
                .take_while(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','))
                .count();
            let Some(figure) = super::number::figure(&head[head.len() - start..]).filter(|figure| figure.len == start)
            else {
                continue;
            };
            let range = head[..head.len() - start].trim_end_matches(' ').ends_with(['-', '/']);
            if range
                || !(Decimal::from(4)..=Decimal::from(60)).contains(&figure.value)
                || found.is_some_and(|hours| hours != figure.value)
            {
                return None;
            }
            found = Some(figure.value);
        }
        found
    }

    /// Months of pay that a sentence states, behind or before the amount.
    pub(super) fn months_in(&self, stretch: Span) -> Option<u8> {
        let months = self.cues.inside(stretch).filter(|cue| cue.kind == PayWordKind::Months);
        months
            .map(|cue| {
                if !cue.value.is_empty() {
                    return cue.value.parse().ok();
                }
                let head = self.folded[..cue.span.start].trim_end_matches([' ', '-']);
                let start = head.bytes().rev().take(2).take_while(u8::is_ascii_digit).count();
                head[head.len() - start..].parse().ok().filter(|months| (12..=18).contains(months))
            })
            .find(Option::is_some)
            .flatten()
    }
}

/// Words behind a comma that go on with the noun before it.
const RELATIVES: [&str; 9] = ["at", "che", "dat", "der", "die", "que", "qui", "which", "worth"];

/// Longest line above amounts that is a label of theirs.
const LONGEST_LABEL: usize = 90;

/// Whether a word for a period follows what it is about: "an hour", "per year", "/Monat".
fn is_trailing(word: &str) -> bool {
    const OPENINGS: [&str; 14] =
        ["/", "a ", "al ", "an ", "each ", "im ", "je ", "na ", "par ", "per ", "por ", "pr. ", "pro ", "za "];
    let lower = word.get(..5).unwrap_or(word).to_lowercase();
    let short = matches!(lower.as_str(), "pa" | "ph" | "pd" | "pw" | "pm" | "p.a." | "p.a" | "p.h.");
    short || OPENINGS.iter().any(|opening| lower.starts_with(opening))
}

/// Whether words add something to what was said: "+ tips", "plus bonus".
pub(super) fn is_addition(words: &str) -> bool {
    words.starts_with('+') || words.get(..4).is_some_and(|head| head.eq_ignore_ascii_case("plus"))
}

/// Whether an amount is a sum added to the one before it: "+ \u{a3}3,000", "plus 5k".
pub(super) fn is_added(folded: &str, money: &Money<'_>, floor: usize) -> bool {
    let head = folded[floor.min(money.span.start)..money.span.start].trim_end_matches(' ');
    head.ends_with(['+', '&']) || last_word(head).eq_ignore_ascii_case("plus")
}
