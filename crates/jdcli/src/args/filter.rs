//! Which postings.

use clap::Args;
use jdlib::market::{Filter, Group, RepeatRows};
use jdlib::posting::Date;
use jdlib::terms::{Role, Seniority, Specialisation, Tier, WorkMode};

use crate::failure::{Failure, nearest};

#[derive(Debug, Args)]
#[command(next_help_heading = "Which postings")]
pub(crate) struct FilterArgs {
    /// Count postings that repeat another one as well
    #[arg(long)]
    pub(crate) no_dedupe: bool,
    /// Only these roles
    #[arg(long, value_name = "ROLE,...", value_delimiter = ',')]
    role: Vec<String>,
    /// Only these levels
    #[arg(long, value_name = "LEVEL,...", value_delimiter = ',')]
    seniority: Vec<String>,
    /// Only these specialisations
    #[arg(long, value_name = "NAME,...", value_delimiter = ',')]
    specialisation: Vec<String>,
    /// Only these bands of years asked for: 0-1, 2-4, 5-7, 8+
    #[arg(long, value_name = "BAND,...", value_delimiter = ',')]
    years: Vec<String>,
    /// Only these countries, as ISO codes
    #[arg(long, value_name = "CODE,...", value_delimiter = ',')]
    country: Vec<String>,
    /// Only these work modes
    #[arg(long, value_name = "MODE,...", value_delimiter = ',')]
    work_mode: Vec<String>,
    /// Only these employer sizes
    #[arg(long, value_name = "TIER,...", value_delimiter = ',')]
    tier: Vec<String>,
    /// Only these employers
    #[arg(long, value_name = "NAME")]
    employer: Vec<String>,
    /// Only postings that ask for one of these skills
    #[arg(long, value_name = "SKILL,...", value_delimiter = ',')]
    skill: Vec<String>,
    /// Posted on this day or later: 2026-01-31, 2026-01 or 2026
    #[arg(long, value_name = "DAY")]
    since: Option<String>,
    /// Posted on this day or earlier
    #[arg(long, value_name = "DAY")]
    until: Option<String>,
}

impl FilterArgs {
    /// Whether repeats count.
    pub(crate) fn to_repeats(&self) -> RepeatRows {
        if self.no_dedupe { RepeatRows::Keep } else { RepeatRows::Drop }
    }

    /// The filter of the library. `skill` finds the id of a skill by any of its names.
    pub(crate) fn to_filter(&self, skill: impl Fn(&str) -> jdlib::Result<String>) -> anyhow::Result<Filter> {
        let mut filter = Filter::default();
        let known = |list: &[&'static str]| -> Vec<&'static str> { list.to_vec() };
        let roles: Vec<&str> = Role::ALL.iter().map(|word| word.as_str()).collect();
        let levels: Vec<&str> = Seniority::ALL.iter().map(|word| word.as_str()).collect();
        let specialisations: Vec<&str> = Specialisation::ALL.iter().map(|word| word.as_str()).collect();
        let modes: Vec<&str> = WorkMode::ALL.iter().map(|word| word.as_str()).collect();
        let tiers: Vec<&str> = Tier::ALL.iter().map(|word| word.as_str()).collect();
        let bands: Vec<&str> = jdlib::market::YEAR_BANDS.iter().map(|(_, name)| *name).collect();
        for (group, name, values, known) in [
            (Group::Role, "role", &self.role, roles),
            (Group::Seniority, "seniority", &self.seniority, levels),
            (Group::Specialisation, "specialisation", &self.specialisation, specialisations),
            (Group::WorkMode, "work mode", &self.work_mode, modes),
            (Group::Tier, "tier", &self.tier, tiers),
            (Group::Years, "years band", &self.years, known(&bands)),
        ] {
            if let Some(value) = values.iter().find(|value| *value != "unknown" && !known.contains(&value.as_str())) {
                return Err(unknown(name, value, &known));
            }
            if !values.is_empty() {
                filter.only.push((group, values.clone()));
            }
        }
        if !self.country.is_empty() {
            let codes = self.country.iter().map(|code| match code.to_uppercase().as_str() {
                "UNKNOWN" => "unknown".to_owned(),
                "UK" => "GB".to_owned(),
                code => code.to_owned(),
            });
            filter.only.push((Group::Country, codes.collect()));
        }
        if !self.employer.is_empty() {
            let keys = self.employer.iter().map(|name| jdlib::posting::employer_key(name));
            filter.only.push((Group::Employer, keys.collect()));
        }
        for name in &self.skill {
            filter.skills.push(skill(name)?);
        }
        filter.since = self.since.as_deref().map(|text| day(text, "01-01", "01")).transpose()?;
        filter.until = self.until.as_deref().map(|text| day(text, "12-31", "31")).transpose()?;
        Ok(filter)
    }
}

fn unknown(name: &str, value: &str, known: &[&str]) -> anyhow::Error {
    let near = nearest(value, known.iter().copied()).map(|near| format!("did you mean `{near}`? ")).unwrap_or_default();
    Failure::usage(format!("unknown {name} `{value}`")).hint(format!("{near}Known: {}", known.join(", "))).into()
}

/// A day, or the first or last day of a month or year.
fn day(text: &str, of_year: &str, of_month: &str) -> anyhow::Result<Date> {
    let full = match text.len() {
        4 => format!("{text}-{of_year}"),
        7 => format!("{text}-{of_month}"),
        _ => text.to_owned(),
    };
    // A month of fewer than 31 days ends earlier; a day that no month has is a mistake.
    let ends: &[&str] = if text.len() == 7 { &["-31", "-30", "-29", "-28"] } else { &["-31"] };
    let found = ends.iter().find_map(|end| Date::parse(&full.replace("-31", end)));
    found.ok_or_else(|| {
        Failure::usage(format!("`{text}` is not a day")).hint("write it as 2026-01-31, 2026-01 or 2026").into()
    })
}
