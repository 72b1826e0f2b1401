//! What a perfect measurement of the sample finds.

use std::collections::BTreeMap;

use crate::days::YEARS;
use crate::model::{
    DISCLOSURE, LEVELS, PAY_EMPLOYER_SD, PAY_NOISE_SD, PREMIUM, PRODUCTION_REQUIRED, ROLE_SHARES, ROLES, RolePlan,
    pay_level, production_share,
};
use crate::normal::mixture_median;
use crate::posting::SamplePosting;
use crate::skills::{Kind, skill, skills};
use crate::terms::{Currency, Role, Seniority};

/// One planted value.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Truth {
    /// What is measured.
    pub measure: Measure,
    /// In which role; `None` is all of them together.
    pub role: Option<Role>,
    /// In which year; `None` is all of them together.
    pub year: Option<i16>,
    /// At which level; `None` is titles without a level word for `pay_median`, and all levels for the others.
    pub seniority: Option<Seniority>,
    /// Of which skill, by id.
    pub skill: Option<&'static str>,
    /// The value.
    pub value: f64,
    /// Its unit.
    pub unit: &'static str,
}

/// What a truth is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Measure {
    /// Expected share of distinct postings that ask for a skill.
    Demand,
    /// Expected share of required among the asks for a skill.
    RequiredShare,
    /// Median of the geometric middles of yearly ranges.
    PayMedian,
    /// Difference in log pay with the skill, at equal role, level and other skills.
    Premium,
    /// Expected share of distinct postings that state pay.
    Disclosure,
    /// Rows that repeat an earlier row; exact for the seed.
    Repeats,
    /// Distinct postings that negate a skill; exact for the seed.
    Excluded,
}

impl Measure {
    /// The written name.
    pub fn id(self) -> &'static str {
        match self {
            Self::Demand => "demand",
            Self::RequiredShare => "required_share",
            Self::PayMedian => "pay_median",
            Self::Premium => "premium",
            Self::Disclosure => "disclosure",
            Self::Repeats => "repeats",
            Self::Excluded => "excluded",
        }
    }
}

/// The truths that hold for every seed: all but the two counts.
pub fn planted_truths() -> Vec<Truth> {
    let mut truths = Vec::new();
    demand(&mut truths);
    required_share(&mut truths);
    pay_median(&mut truths);
    for skill in skills() {
        let premium = if skill.kind == Kind::Production { PREMIUM } else { 0.0 };
        truths.push(Truth { skill: Some(skill.id), ..bare(Measure::Premium, premium, "log points") });
    }
    truths.push(bare(Measure::Disclosure, DISCLOSURE, "share of postings"));
    truths
}

/// All truths of a sample.
pub(crate) fn truths(postings: &[SamplePosting]) -> Vec<Truth> {
    let mut truths = planted_truths();
    let (originals, copies): (Vec<_>, Vec<_>) = postings.iter().partition(|posting| posting.planted.copy_of.is_none());
    truths.push(bare(Measure::Repeats, copies.len() as f64, "rows"));
    let mut counts: BTreeMap<&str, f64> = BTreeMap::new();
    for id in originals.iter().flat_map(|posting| &posting.planted.excluded) {
        *counts.entry(id).or_default() += 1.0;
    }
    for (id, count) in counts {
        truths.push(Truth { skill: Some(skill(id).id), ..bare(Measure::Excluded, count, "postings") });
    }
    truths
}

fn bare(measure: Measure, value: f64, unit: &'static str) -> Truth {
    Truth { measure, role: None, year: None, seniority: None, skill: None, value, unit }
}

/// Share of one role's postings of one year that ask for a skill.
fn share(plan: &RolePlan, year: usize, id: &str) -> f64 {
    if plan.production.contains(&id) {
        return LEVELS.iter().map(|level| level.share * production_share(level.seniority)).sum();
    }
    plan.skills.iter().find(|skill| skill.skill == id).map_or(0.0, |skill| skill.share[year])
}

fn demand(truths: &mut Vec<Truth>) {
    for (year, written) in YEARS.into_iter().enumerate() {
        let truth = |role, id, value| Truth {
            role,
            year: Some(written),
            skill: Some(id),
            ..bare(Measure::Demand, value, "share of postings")
        };
        for plan in &ROLES {
            for id in plan.skills.iter().map(|skill| skill.skill).chain(plan.production.iter().copied()) {
                truths.push(truth(Some(plan.role), id, share(plan, year, id)));
            }
        }
        for skill in skills() {
            let value: f64 =
                ROLES.iter().zip(ROLE_SHARES).map(|(plan, row)| row.1[year] * share(plan, year, skill.id)).sum();
            truths.push(truth(None, skill.id, value));
        }
    }
}

fn required_share(truths: &mut Vec<Truth>) {
    for plan in &ROLES {
        let ordinary = plan.skills.iter().map(|skill| (skill.skill, skill.required));
        let production = plan.production.iter().map(|id| (*id, PRODUCTION_REQUIRED));
        for (id, value) in ordinary.chain(production) {
            truths.push(Truth {
                role: Some(plan.role),
                skill: Some(id),
                ..bare(Measure::RequiredShare, value, "share of asks")
            });
        }
    }
}

/// Medians of the mixture of postings with and without the production skills.
fn pay_median(truths: &mut Vec<Truth>) {
    let deviation = PAY_EMPLOYER_SD.hypot(PAY_NOISE_SD);
    for &currency in Currency::ALL {
        for &role in Role::ALL {
            for (place, level) in LEVELS.iter().enumerate() {
                let mean = (1_000.0 * pay_level(currency, role, place)).ln();
                let median = mixture_median(mean, PREMIUM, production_share(level.seniority), deviation).exp();
                let truth = bare(Measure::PayMedian, median, currency.id());
                truths.push(Truth { role: Some(role), seniority: level.seniority, ..truth });
            }
        }
    }
}
