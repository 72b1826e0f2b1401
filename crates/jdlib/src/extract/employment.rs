//! The kind of contract.

use std::ops::RangeInclusive;

use super::fields::{Fields, begins, is_alone};
use super::words;
use crate::lexicon::{ContractWord, FieldKind, HoursOf, Says, Standing};
use crate::posting::Posting;
use crate::span::Span;
use crate::terms::{EmploymentType, Seniority};

/// The column, else the title, else the text: there what limits a contract says more than its hours, in words or in figures, which say
/// more than that it has no end.
pub(super) fn read(
    posting: &Posting,
    rank: Option<Seniority>,
    title: &Fields<'_>,
    column: &Fields<'_>,
    body: &Fields<'_>,
) -> Option<EmploymentType> {
    let intern = || (rank == Some(Seniority::Intern)).then_some(EmploymentType::Internship);
    let kind = |fields| match said(fields) {
        Some(ContractWord::Is(kind)) => Some(kind),
        _ => None,
    };
    let permanent = || [title, body].into_iter().any(|fields| said(fields) == Some(ContractWord::Permanent));
    words::employment_type(&posting.employment_type)
        .or_else(|| said(column).map(full))
        .or_else(|| kind(title))
        .or_else(intern)
        .or_else(|| kind(body))
        .or_else(|| hours(title, LEAST..=MOST))
        .or_else(|| hours(body, USUAL))
        .or_else(|| permanent().then_some(EmploymentType::FullTime))
}

/// Work without an end is full time, if nothing else is said.
fn full(word: ContractWord) -> EmploymentType {
    match word {
        ContractWord::Is(kind) => kind,
        ContractWord::Permanent => EmploymentType::FullTime,
    }
}

/// Which of several words decides; of equals the first.
fn weight(word: ContractWord) -> u8 {
    match word {
        ContractWord::Is(EmploymentType::Apprenticeship) => 0,
        ContractWord::Is(EmploymentType::Internship | EmploymentType::Volunteer) => 1,
        ContractWord::Is(EmploymentType::Contract | EmploymentType::Temporary) => 2,
        ContractWord::Is(EmploymentType::FullTime | EmploymentType::PartTime) => 3,
        ContractWord::Permanent => 4,
    }
}

/// Hours of a week from which on work is full time; where the posting states a range its upper side decides, if it is above.
const FULL: u32 = 32;
/// Hours that are those of a week in running text even where no week is named; in a title all are.
const USUAL: RangeInclusive<u32> = 35..=40;
/// Fewer hours are no week's.
const LEAST: u32 = 5;
const MOST: u32 = 48;

/// What the hours of a week say; those in `unnamed` are of a week even where none is named.
fn hours(fields: &Fields<'_>, unnamed: RangeInclusive<u32>) -> Option<EmploymentType> {
    fields.all().iter().find_map(|word| {
        let FieldKind::Hours(Says::This(of)) = word.kind else { return None };
        let sentence = fields.sentence(word);
        let hours = fields.number_before(word.span.start, sentence)?;
        let hours = if hours == FULL { least(fields, word.span.start, sentence).unwrap_or(hours) } else { hours };
        match of {
            HoursOf::Any if !unnamed.contains(&hours) => None,
            _ if (LEAST..FULL).contains(&hours) => Some(EmploymentType::PartTime),
            _ if (FULL..=MOST).contains(&hours) => Some(EmploymentType::FullTime),
            _ => None,
        }
    })
}

/// The lower side of a range that ends before a place: 24 of "24-32 hours".
fn least(fields: &Fields<'_>, at: usize, sentence: Span) -> Option<u32> {
    let head = fields.folded().get(sentence.start..at)?.trim_end_matches([' ', '-']);
    let head = head.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end();
    let head = RANGE.iter().find_map(|joint| head.strip_suffix(joint))?.trim_end();
    let digits = head.bytes().rev().take_while(u8::is_ascii_digit).count();
    head[head.len() - digits..].parse().ok()
}

/// What joins the sides of a range.
const RANGE: [&str; 7] = ["-", "to", "bis", "\u{e0}", "a", "tot", "do"];

fn said(fields: &Fields<'_>) -> Option<ContractWord> {
    let folded = fields.folded();
    let words = fields.all().iter().filter_map(|word| match word.kind {
        FieldKind::Contract(Says::This(kind)) => {
            let counts =
                word.standing == Standing::Anywhere || (begins(folded, word.span) && is_alone(folded, word.span));
            counts.then_some(kind)
        }
        _ => None,
    });
    words.min_by_key(|word| weight(*word))
}
