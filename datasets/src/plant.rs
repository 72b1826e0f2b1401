//! Draws what every posting says, before any text is written.

use crate::draw::Draw;
use crate::employers::{Employer, employers};
use crate::model::{
    CONTRACT, DISCLOSURE, DISCLOSURE_ICC, IN_PROSE, LEVELS, NEGATES, NEGATES_TWO, ORIGINALS, PRODUCTION_REQUIRED,
    ROLE_SHARES, RolePlan, SKILL_ICC, YEAR_WEIGHTS, YEARS_STATED, production_share, role_plan,
};
use crate::pay::{Grounds, pay};
use crate::posting::{Ask, Planted, PlantedPosting};
use crate::terms::{AskLevel, Country, Employment, Period, Production, Stated, WorkMode};
use crate::{days, skills};

/// The streams of a seed. What is planted never shares one with the text.
pub(crate) mod streams {
    pub(crate) const EMPLOYERS: u64 = 0;
    pub(crate) const PLANT: u64 = 1;
    pub(crate) const COPIES: u64 = 2;
    /// One stream for each posting from here on.
    pub(crate) const TEXTS: u64 = 1_000;
}

/// Draws the distinct postings of a seed without their text: the planted model alone.
pub fn plant(seed: u64) -> Vec<PlantedPosting> {
    let employers = employers(&mut Draw::new(seed, streams::EMPLOYERS));
    let weights: Vec<f64> = employers.iter().map(|employer| employer.weight).collect();
    let mut draw = Draw::new(seed, streams::PLANT);
    (0..ORIGINALS)
        .map(|_| {
            let number = draw.weighted(&weights);
            posting(number, &employers[number], &mut draw)
        })
        .collect()
}

fn posting(number: usize, employer: &Employer, draw: &mut Draw) -> PlantedPosting {
    let year = draw.weighted(&YEAR_WEIGHTS);
    let day = days::posted(days::YEARS[year], draw.below(days::covered(days::YEARS[year]) as usize) as i32);
    let role = ROLE_SHARES[draw.weighted(&ROLE_SHARES.map(|row| row.1[year]))].0;
    let level = draw.weighted(&LEVELS.each_ref().map(|level| level.share));
    let employment = match employer.country {
        Country::Us if draw.chance(CONTRACT) => Employment::Contract,
        _ => Employment::FullTime,
    };
    let work_mode = [WorkMode::Remote, WorkMode::Hybrid, WorkMode::Onsite][draw.weighted(&[0.38, 0.37, 0.25])];

    let plan = role_plan(role);
    let production = production(level, employer, draw);
    let asks = asks(plan, year, production, employer, draw);
    let excluded = excluded(plan, &asks, draw);
    let years_min = draw.chance(YEARS_STATED).then(|| draw.pick(LEVELS[level].years));
    let period = match employment {
        Employment::Contract => Period::Hour,
        Employment::FullTime => Period::Year,
    };
    let currency = employer.country.currency();
    let grounds = Grounds { role, level, production, employer: employer.pay, currency, period };
    let planted = Planted {
        role,
        seniority: LEVELS[level].seniority,
        year: day.year(),
        years_min,
        asks,
        excluded,
        production,
        pay: pay(&grounds, draw),
        stated: stated(employer, draw),
        copy_of: None,
    };
    PlantedPosting { planted, employer: number, country: employer.country, employment, work_mode, day }
}

/// True with exactly the given probability; two postings that share a habit agree as the ICC says.
fn follows(habit: f64, icc: f64, probability: f64, draw: &mut Draw) -> bool {
    let fresh = draw.unit();
    let shared = draw.chance(icc.sqrt());
    (if shared { habit } else { fresh }) < probability
}

fn production(level: usize, employer: &Employer, draw: &mut Draw) -> Production {
    match follows(employer.production_habit, SKILL_ICC, production_share(LEVELS[level].seniority), draw) {
        true => Production::Asked,
        false => Production::NotAsked,
    }
}

fn stated(employer: &Employer, draw: &mut Draw) -> Stated {
    match (follows(employer.disclosure_habit, DISCLOSURE_ICC, DISCLOSURE, draw), draw.chance(IN_PROSE)) {
        (false, _) => Stated::Nowhere,
        (true, true) => Stated::Prose,
        (true, false) => Stated::Columns,
    }
}

fn asks(plan: &RolePlan, year: usize, production: Production, employer: &Employer, draw: &mut Draw) -> Vec<Ask> {
    let mut asks = Vec::new();
    for skill in plan.skills {
        let asked = follows(employer.habits[skills::place(skill.skill)], SKILL_ICC, skill.share[year], draw);
        let level = ask_level(skill.required, draw);
        if asked {
            asks.push(Ask { skill: skill.skill, level });
        }
    }
    // One draw for the bundle: its skills stand in one sentence.
    let level = ask_level(PRODUCTION_REQUIRED, draw);
    if production == Production::Asked {
        asks.extend(plan.production.iter().map(|skill| Ask { skill, level }));
    }
    asks
}

fn ask_level(required: f64, draw: &mut Draw) -> AskLevel {
    match draw.chance(required) {
        true => AskLevel::Required,
        false => AskLevel::Preferred,
    }
}

fn excluded(plan: &RolePlan, asks: &[Ask], draw: &mut Draw) -> Vec<&'static str> {
    let mut free: Vec<&'static str> =
        plan.negatable.iter().copied().filter(|id| asks.iter().all(|ask| ask.skill != *id)).collect();
    draw.shuffle(&mut free);
    let mut kept: Vec<&'static str> = Vec::new();
    let count = usize::from(draw.chance(NEGATES)) * (1 + usize::from(draw.chance(NEGATES_TWO)));
    for id in free {
        if kept.len() < count && !kept.contains(&id) {
            kept.push(id);
        }
    }
    kept
}
