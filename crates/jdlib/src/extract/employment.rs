//! The kind of contract.

use super::fields::{Fields, begins, is_alone};
use super::words;
use crate::lexicon::{ContractWord, FieldKind, HoursOf, Says, Standing};
use crate::posting::Posting;
use crate::terms::{EmploymentType, Seniority};

/// The column, else the title, else the text: there what limits a contract says more than its hours, which say more than that it has
/// no end.
pub(super) fn read(
    posting: &Posting,
    rank: Option<Seniority>,
    title: &Fields<'_>,
    column: &Fields<'_>,
    body: &Fields<'_>,
) -> Option<EmploymentType> {
    let intern = || (rank == Some(Seniority::Intern)).then_some(EmploymentType::Internship);
    words::employment_type(&posting.employment_type)
        .or_else(|| said(column))
        .or_else(|| said(title))
        .or_else(intern)
        .or_else(|| said(body))
        .or_else(|| hours(title))
        .or_else(|| hours(body))
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

/// Hours of a week from which on work is full time; where the posting states a range its upper side decides.
const FULL: u32 = 32;
/// Hours that are those of a week even where no week is named: 35 to 40.
const USUAL: std::ops::RangeInclusive<u32> = 35..=40;
/// Fewer hours are no week's.
const LEAST: u32 = 5;
const MOST: u32 = 48;

/// What the hours of a week say.
fn hours(fields: &Fields<'_>) -> Option<EmploymentType> {
    fields.all().iter().find_map(|word| {
        let FieldKind::Hours(Says::This(of)) = word.kind else { return None };
        let hours = fields.number_before(word.span.start, fields.sentence(word))?;
        match of {
            HoursOf::Week if (LEAST..FULL).contains(&hours) => Some(EmploymentType::PartTime),
            HoursOf::Week if (FULL..=MOST).contains(&hours) => Some(EmploymentType::FullTime),
            HoursOf::Any if USUAL.contains(&hours) => Some(EmploymentType::FullTime),
            _ => None,
        }
    })
}

fn said(fields: &Fields<'_>) -> Option<EmploymentType> {
    let folded = fields.folded();
    let words = fields.all().iter().filter_map(|word| match word.kind {
        FieldKind::Contract(Says::This(kind)) => {
            let counts =
                word.standing == Standing::Anywhere || (begins(folded, word.span) && is_alone(folded, word.span));
            counts.then_some(kind)
        }
        _ => None,
    });
    words.min_by_key(|word| weight(*word)).map(|word| match word {
        ContractWord::Is(kind) => kind,
        ContractWord::Permanent => EmploymentType::FullTime,
    })
}
