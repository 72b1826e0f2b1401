//! The size class of the employer.

use std::collections::HashMap;

use super::fields::{Fields, Word};
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

fn heads(fields: &Fields<'_>) -> Option<Tier> {
    let folded = fields.folded();
    let counts = fields.all().iter().filter_map(|word| {
        let sentence = fields.sentence(word);
        let count = match word.kind {
            FieldKind::Heads => count_before(&folded[sentence.start.min(word.span.start)..word.span.start]),
            FieldKind::HeadsOf => {
                let end = (word.span.end + BEHIND).min(sentence.end).max(word.span.end);
                count_behind(folded.get(word.span.end..end)?)
            }
            _ => None,
        }?;
        (count <= MOST && is_own(fields, word)).then_some(count)
    });
    // A team of the employer is smaller than the employer.
    counts.max().map(words::tier_of)
}

/// Whether the employer speaks of itself there: it says so, or the section is about it; and nobody else stands before the words.
fn is_own(fields: &Fields<'_>, word: &Word) -> bool {
    let sentence = fields.sentence(word);
    let around = fields.within(sentence);
    let front = Span::new(sentence.start, word.span.end);
    let others = fields.within(front).iter().any(|other| other.kind == FieldKind::Others);
    let own = fields.section(word) == Some(Section::Company) || around.iter().any(|other| other.kind == FieldKind::Own);
    own && !others
}

/// The number at the end of a text, thousands marked or not: "5,000", "1.500", "12 000", "10k", "800+".
fn count_before(before: &str) -> Option<u64> {
    let head = before.trim_end_matches([' ', '+', '-']);
    let (head, thousand) = match head.strip_suffix(['k', 'K']) {
        Some(head) if head.ends_with(|c: char| c.is_ascii_digit()) => (head, 1000),
        _ => (head, 1),
    };
    let from = head
        .char_indices()
        .rev()
        .find(|(at, c)| !(c.is_ascii_digit() || is_thousands_mark(head, *at, *c)))
        .map_or(0, |(at, c)| at + c.len_utf8());
    let digits: String = head[from..].chars().filter(char::is_ascii_digit).collect();
    if head[..from].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '$' | '\u{20AC}' | '\u{A3}')) {
        return None;
    }
    digits.parse::<u64>().ok().filter(|count| *count > 0).map(|count| count * thousand)
}

fn is_thousands_mark(text: &str, at: usize, c: char) -> bool {
    matches!(c, ',' | '.' | '\'' | ' ')
        && text[..at].ends_with(|c: char| c.is_ascii_digit())
        && text[at + 1..].bytes().take_while(u8::is_ascii_digit).count() == 3
}

/// The number at the beginning of a text: "of 35", "of about 1,200".
fn count_behind(after: &str) -> Option<u64> {
    let start = after.find(|c: char| c.is_ascii_digit())?;
    // One word at most before it: "about", "over".
    if after[..start].split_whitespace().count() > 1 {
        return None;
    }
    let rest = &after[start..];
    let end = rest.find(|c: char| !c.is_ascii_digit() && !matches!(c, ',' | '.')).unwrap_or(rest.len());
    count_before(rest[..end].trim_end_matches([',', '.']))
}
