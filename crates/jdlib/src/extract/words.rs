//! Column values in the words of sources, as the words of the program.

use crate::terms::{EmploymentType, Seniority, Tier, WorkMode};

/// A column value in lower case with single spaces: the form that the tables below hold.
fn plain(value: &str) -> String {
    let spaced: String = value.chars().map(|c| if matches!(c, '-' | '_') { ' ' } else { c }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Words of level columns. Levels that span several ranks ("mid senior level") are left to the title.
const SENIORITY: [(&str, Seniority); 22] = [
    ("internship", Seniority::Intern),
    ("intern", Seniority::Intern),
    ("entry level", Seniority::Junior),
    ("entry", Seniority::Junior),
    ("junior", Seniority::Junior),
    ("associate", Seniority::Junior),
    ("graduate", Seniority::Junior),
    ("mid", Seniority::Mid),
    ("mid level", Seniority::Mid),
    ("intermediate", Seniority::Mid),
    ("senior", Seniority::Senior),
    ("senior level", Seniority::Senior),
    ("lead", Seniority::Lead),
    ("staff", Seniority::Staff),
    ("principal", Seniority::Principal),
    ("manager", Seniority::Manager),
    ("director", Seniority::Director),
    ("executive", Seniority::Executive),
    ("en", Seniority::Junior),
    ("mi", Seniority::Mid),
    ("se", Seniority::Senior),
    ("ex", Seniority::Executive),
];

/// The title's rank, else the column's.
pub(super) fn seniority(column: &str, title: Option<Seniority>) -> Option<Seniority> {
    title.or_else(|| look(&SENIORITY, column))
}

const WORK_MODE: [(&str, WorkMode); 15] = [
    ("remote", WorkMode::Remote),
    ("fully remote", WorkMode::Remote),
    ("100% remote", WorkMode::Remote),
    ("work from home", WorkMode::Remote),
    ("telecommute", WorkMode::Remote),
    ("true", WorkMode::Remote),
    ("100", WorkMode::Remote),
    ("hybrid", WorkMode::Hybrid),
    ("partially remote", WorkMode::Hybrid),
    ("50", WorkMode::Hybrid),
    ("onsite", WorkMode::Onsite),
    ("on site", WorkMode::Onsite),
    ("in office", WorkMode::Onsite),
    ("office", WorkMode::Onsite),
    ("0", WorkMode::Onsite),
];

/// The work-mode column.
pub(super) fn work_mode(column: &str) -> Option<WorkMode> {
    look(&WORK_MODE, column)
}

const EMPLOYMENT: [(&str, EmploymentType); 22] = [
    ("full time", EmploymentType::FullTime),
    ("fulltime", EmploymentType::FullTime),
    ("ft", EmploymentType::FullTime),
    ("permanent", EmploymentType::FullTime),
    ("part time", EmploymentType::PartTime),
    ("parttime", EmploymentType::PartTime),
    ("pt", EmploymentType::PartTime),
    ("contract", EmploymentType::Contract),
    ("contractor", EmploymentType::Contract),
    ("freelance", EmploymentType::Contract),
    ("ct", EmploymentType::Contract),
    ("fl", EmploymentType::Contract),
    ("temporary", EmploymentType::Temporary),
    ("temp", EmploymentType::Temporary),
    ("fixed term", EmploymentType::Temporary),
    ("internship", EmploymentType::Internship),
    ("intern", EmploymentType::Internship),
    ("apprenticeship", EmploymentType::Apprenticeship),
    ("apprentice", EmploymentType::Apprenticeship),
    ("volunteer", EmploymentType::Volunteer),
    ("working student", EmploymentType::PartTime),
    ("employee", EmploymentType::FullTime),
];

pub(super) fn employment_type(column: &str) -> Option<EmploymentType> {
    // "Full-time, Contract": the first one.
    look(&EMPLOYMENT, column.split([',', ';', '/']).next().unwrap_or(""))
}

/// The tier of an employer-size column: a tier's name, or a headcount such as `501 to 1000 employees` or `10000+`.
pub(super) fn tier(column: &str) -> Option<Tier> {
    let text = plain(column);
    if let Some(tier) = Tier::parse(&text) {
        return Some(tier);
    }
    // "10K+ employees" has ten thousand.
    let without_commas = thousands(&text.replace(',', ""));
    let numbers: Vec<u64> =
        without_commas.split(|c: char| !c.is_ascii_digit()).filter_map(|part| part.parse().ok()).collect();
    // The lower end of a class is sure: "501 to 1000" has at least 501 people.
    let heads = *numbers.first()?;
    if !(without_commas.contains("employee")
        || without_commas.ends_with('+')
        || numbers.len() == 2
        || without_commas.parse::<u64>().is_ok())
    {
        return None;
    }
    let top = numbers.get(1).copied().unwrap_or(heads);
    Some(if heads <= 50 && top > 50 { Tier::Mid } else { tier_of(heads) })
}

/// The tier of a headcount: up to 50 people, up to 999, or more.
pub(super) fn tier_of(heads: u64) -> Tier {
    match heads {
        0..=50 => Tier::Startup,
        51..=999 => Tier::Mid,
        _ => Tier::Enterprise,
    }
}

/// Writes `10k` as `10000`.
fn thousands(text: &str) -> String {
    let mut written = String::new();
    for (at, c) in text.char_indices() {
        let after_digit = text[..at].ends_with(|c: char| c.is_ascii_digit());
        let ends = !text[at + c.len_utf8()..].starts_with(char::is_alphanumeric);
        if c == 'k' && after_digit && ends { written.push_str("000") } else { written.push(c) }
    }
    written
}

fn look<T: Copy>(table: &[(&str, T)], column: &str) -> Option<T> {
    let value = plain(column);
    table.iter().find(|(word, _)| *word == value).map(|(_, term)| *term)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_columns() {
        assert_eq!(seniority("Entry level", None), Some(Seniority::Junior));
        assert_eq!(seniority("Mid-Senior level", None), None);
        assert_eq!(seniority("Entry level", Some(Seniority::Senior)), Some(Seniority::Senior));
        assert_eq!(work_mode("Fully remote"), Some(WorkMode::Remote));
        assert_eq!(employment_type("FULL_TIME"), Some(EmploymentType::FullTime));
        assert_eq!(tier("501 to 1000 employees"), Some(Tier::Mid));
        assert_eq!(tier("10000+ employees"), Some(Tier::Enterprise));
        assert_eq!(tier("1 to 50 employees"), Some(Tier::Startup));
        assert_eq!(tier("10K+ employees"), Some(Tier::Enterprise));
        assert_eq!(tier("5K - 10K employees"), Some(Tier::Enterprise));
        assert_eq!(tier("Unknown"), None);
    }
}
