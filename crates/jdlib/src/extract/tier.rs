//! The size class of the employer.

use std::collections::HashMap;

use super::fields::{Fields, Word, count_at_end};
use super::words;
use crate::lexicon::{FieldKind, Says};
use crate::posting::Posting;
use crate::span::Span;
use crate::terms::{Section, Tier};

/// Headcounts beyond this are not of one employer.
const MOST: u64 = 3_000_000;

/// Bytes behind "a team of" within which the number stands.
const BEHIND: usize = 24;

/// What the caller knows of the employer, else the column, else a headcount that the employer states of itself, else words.
pub(super) fn read(posting: &Posting, known: &HashMap<String, Tier>, body: &Fields<'_>) -> Option<Tier> {
    let looked_up = || (!known.is_empty()).then(|| known.get(&posting.employer_key()).copied()).flatten();
    looked_up().or_else(|| words::tier(&posting.employer_size)).or_else(|| heads(body)).or_else(|| said(body))
}

fn said(fields: &Fields<'_>) -> Option<Tier> {
    fields.all().iter().find_map(|word| match word.kind {
        FieldKind::Tier(Says::This(tier)) if is_own(fields, word) => Some(tier),
        _ => None,
    })
}

/// The largest headcount; of a team or a trade only where no other is stated, since the employer has more.
fn heads(fields: &Fields<'_>) -> Option<Tier> {
    let folded = fields.folded();
    let (mut all, mut teams) = (None, None);
    for word in fields.all() {
        let sentence = fields.sentence(word);
        let front = &folded[sentence.start.min(word.span.start)..word.span.start];
        let (best, count) = match word.kind {
            FieldKind::Heads => (&mut all, count_at_end(front, fields.lexicon)),
            FieldKind::HeadsOf => (&mut teams, count_behind(fields, word.span.end, sentence)),
            _ => continue,
        };
        if let Some(count) = count.filter(|count| (1..=MOST).contains(count))
            && is_own(fields, word)
        {
            *best = (*best).max(Some(count));
        }
    }
    all.or(teams).map(words::tier_of)
}

/// Whether the employer speaks of itself there: it says so, or nothing has been asked for yet; and nobody else stands before the words.
fn is_own(fields: &Fields<'_>, word: &Word) -> bool {
    let sentence = fields.sentence(word);
    let front = Span::new(sentence.start, word.span.end);
    if fields.within(front).iter().any(|other| other.kind == FieldKind::Others) {
        return false;
    }
    match fields.section(word) {
        None | Some(Section::Company | Section::Role) => true,
        _ => fields.within(sentence).iter().any(|other| other.kind == FieldKind::Own),
    }
}

/// The number right behind a place, at most one word before it: "of 35", "of about 1,200".
fn count_behind(fields: &Fields<'_>, at: usize, sentence: Span) -> Option<u64> {
    let mut end = (at + BEHIND).min(sentence.end).max(at);
    while !fields.folded().is_char_boundary(end) {
        end -= 1;
    }
    let after = &fields.folded()[at..end];
    let start = after.find(|c: char| c.is_ascii_digit())?;
    if after[..start].split_whitespace().count() > 1 {
        return None;
    }
    let rest = &after[start..];
    let end = rest.find(|c: char| !c.is_ascii_digit() && !matches!(c, ',' | '.')).unwrap_or(rest.len());
    count_at_end(rest[..end].trim_end_matches([',', '.']), fields.lexicon)
}
