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
        // "You join a team of 12", "with three colleagues": those one works with.
        let few = matches!(word.kind, FieldKind::HeadsOf) || count.is_some_and(|count| count < FEW);
        if let Some(count) = count.filter(|count| (1..=MOST).contains(count))
            && !(few && speaks_to_reader(front))
            && is_own(fields, word)
        {
            *best = (*best).max(Some(count));
        }
    }
    all.or(teams).map(words::tier_of)
}

/// Fewer people than this are those that somebody works with, where the sentence speaks to the reader.
const FEW: u64 = 20;

/// Words for the reader.
const READER: [&str; 15] = [
    "you", "you'll", "you're", "you've", "your", "du", "dich", "dein", "deine", "vous", "votre", "jij", "jouw",
    "usted", "twoim",
];

fn speaks_to_reader(front: &str) -> bool {
    let front = front.to_lowercase();
    front.split(|c: char| !(c.is_alphanumeric() || c == '\'')).any(|word| READER.contains(&word))
}

/// Whether the employer speaks of itself there: it says so, or nothing has been asked for yet; and nobody else stands before the words.
fn is_own(fields: &Fields<'_>, word: &Word) -> bool {
    let sentence = fields.sentence(word);
    let front = Span::new(sentence.start, word.span.end);
    // "Others, and our 5,500 people": from the word for itself on it speaks of itself.
    let own = fields.within(front).iter().rev().find(|other| other.kind == FieldKind::Own && is_ours(fields, other));
    let from = own.map_or(front.start, |own| own.span.end.min(front.end));
    let mut others = fields.within(Span::new(from, front.end)).iter().filter(|other| other.kind == FieldKind::Others);
    if others.any(|other| !is_counted_apart(fields, other, sentence)) {
        return false;
    }
    match fields.section(word) {
        None | Some(Section::Company | Section::Role) => true,
        _ => fields.within(sentence).iter().any(|other| other.kind == FieldKind::Own),
    }
}

/// Whether a word for the employer goes right before what it has: "our 5,500 people", not "our customers" nor "we help".
fn is_ours(fields: &Fields<'_>, word: &Word) -> bool {
    let folded = fields.folded();
    let begins =
        |ours: &str| word.span.of(folded).get(..ours.len()).is_some_and(|head| head.eq_ignore_ascii_case(ours));
    OURS.iter().any(|ours| begins(ours))
        && folded[word.span.end..].trim_start().starts_with(|c: char| c.is_ascii_digit())
}

/// How words for what is the employer's begin.
const OURS: [&str; 8] = ["our", "unser", "nos ", "notre", "nuestr", "onze", "nasz", "nasi"];

/// Whether others have a number of their own, and nothing of theirs follows: "21,000 students, 4,300 staff".
fn is_counted_apart(fields: &Fields<'_>, word: &Word, sentence: Span) -> bool {
    let folded = fields.folded();
    let front = folded[sentence.start.min(word.span.start)..word.span.start].trim_end();
    let front = ["million", "m"].iter().find_map(|unit| front.strip_suffix(unit)).unwrap_or(front);
    let rest = &folded[word.span.end..];
    let is_theirs = [" with ", " of ", " who ", " mit ", " avec ", " con ", " met ", " z "];
    // "To a population": one is an article.
    count_at_end(front, fields.lexicon).is_some_and(|count| count > 1)
        && !is_theirs.iter().any(|word| rest.starts_with(word))
}

/// The number right behind a place, at most one word before it: "of 35", "of about 1,200", "of twelve".
fn count_behind(fields: &Fields<'_>, at: usize, sentence: Span) -> Option<u64> {
    let mut end = (at + BEHIND).min(sentence.end).max(at);
    while !fields.folded().is_char_boundary(end) {
        end -= 1;
    }
    let after = &fields.folded()[at..end];
    let Some(start) = after.find(|c: char| c.is_ascii_digit()) else {
        let words = after.split_whitespace().take(2).map(|word| word.trim_end_matches(|c: char| !c.is_alphanumeric()));
        let counts = words.filter(|word| !word.is_empty()).filter_map(|word| count_at_end(word, fields.lexicon));
        // "Of a", "un banco": one is an article.
        return counts.into_iter().find(|count| *count > 1);
    };
    if after[..start].split_whitespace().count() > 1 {
        return None;
    }
    let rest = &after[start..];
    let end = rest.find(|c: char| !c.is_ascii_digit() && !matches!(c, ',' | '.')).unwrap_or(rest.len());
    count_at_end(rest[..end].trim_end_matches([',', '.']), fields.lexicon)
}
