//! How titles are worded. No title names a skill: a skill in a title would be asked for.

use crate::draw::Draw;
use crate::terms::{Country, Employment, Role, Seniority};

/// The words that mean a role; the first is as common as the others together.
pub(crate) fn wordings(role: Role) -> &'static [&'static str] {
    match role {
        Role::Backend => &["Backend Engineer", "Back-End Developer", "Backend Developer", "Backend Software Engineer"],
        Role::Frontend => &["Frontend Engineer", "Front-End Developer", "Frontend Developer", "Front End Engineer"],
        Role::DataEngineer => {
            &["Data Engineer", "Data Pipeline Engineer", "Data Warehouse Engineer", "Big Data Engineer"]
        }
        Role::DataAnalyst => &["Data Analyst", "Business Intelligence Analyst", "Product Data Analyst", "BI Analyst"],
        Role::DataScientist => &["Data Scientist", "Applied Data Scientist", "Product Data Scientist"],
        Role::MlEngineer => &["Machine Learning Engineer", "ML Engineer", "Applied Machine Learning Engineer"],
        Role::AiEngineer => &["AI Engineer", "Applied AI Engineer", "Generative AI Engineer", "LLM Engineer"],
        Role::Devops => &["DevOps Engineer", "Site Reliability Engineer", "Cloud DevOps Engineer"],
    }
}

/// The words that mean a level, with `{}` for the role.
pub(crate) fn level_wordings(seniority: Option<Seniority>) -> &'static [&'static str] {
    match seniority {
        Some(Seniority::Junior) => &["Junior {}", "Junior {}", "Jr. {}", "Entry-Level {}"],
        Some(Seniority::Mid) => &["Mid-level {}", "Mid-Level {}", "{} II", "{} (Mid-level)"],
        Some(Seniority::Senior) => &["Senior {}", "Senior {}", "Sr. {}", "Senior {}"],
        Some(Seniority::Lead) => &["Lead {}", "Lead {}", "{} (Lead)"],
        None => &["{}"],
    }
}

pub(crate) fn title(
    role: Role,
    seniority: Option<Seniority>,
    country: Country,
    employment: Employment,
    draw: &mut Draw,
) -> String {
    let words = wordings(role);
    let word = if draw.chance(0.5) { words[0] } else { draw.pick(&words[1..]) };
    let mut title = draw.pick(level_wordings(seniority)).replace("{}", word);
    match country {
        Country::De if draw.chance(0.7) => title.push_str(draw.pick(&[" (m/f/d)", " (f/m/x)"])),
        _ => {}
    }
    match employment {
        Employment::Contract => {
            title.push_str(draw.pick(&[" (Contract)", " - Contract", ", Contract"]));
        }
        Employment::FullTime => {}
    }
    title
}
