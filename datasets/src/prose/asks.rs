//! The sentences that ask for something.

use super::Voice;
use super::slots::Slots;
use crate::draw::Draw;
use crate::posting::Ask;
use crate::skills::{Kind, Skill, skill};
use crate::terms::{AskLevel, Seniority};

/// How the skills of one section are spread over lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Density {
    /// Often a line for each kind of skill, sometimes one line for all.
    Drawn,
    /// One line for all: for postings that would grow too long.
    OneLine,
}

/// The lines that ask for the skills of one level; none if there are none.
pub(crate) fn lines(asks: &[Ask], level: AskLevel, voice: Voice, density: Density, draw: &mut Draw) -> Vec<String> {
    let asked: Vec<&Skill> = asks.iter().filter(|ask| ask.level == level).map(|ask| skill(ask.skill)).collect();
    let (production, mut others): (Vec<&Skill>, Vec<&Skill>) =
        asked.iter().partition(|skill| skill.kind == Kind::Production);
    draw.shuffle(&mut others);
    let mut lines: Vec<String> =
        groups(others, density, draw).iter().map(|group| ask(group, level, voice, draw)).collect();
    if !production.is_empty() {
        let names: Vec<String> = production.iter().map(|skill| habit(skill)).collect();
        lines.push(capitalized(&draw.pick(bundle_wordings(voice)).replace("{}", &joined(&names))));
    }
    lines
}

fn groups<'s>(mut skills: Vec<&'s Skill>, density: Density, draw: &mut Draw) -> Vec<Vec<&'s Skill>> {
    if skills.is_empty() {
        return Vec::new();
    }
    if density == Density::OneLine || draw.chance(0.25) {
        return vec![skills];
    }
    skills.sort_by_key(|skill| skill.kind);
    let mut groups: Vec<Vec<&Skill>> = Vec::new();
    for skill in skills {
        match groups.last_mut() {
            Some(group) if group[0].kind == skill.kind && group.len() < 4 => group.push(skill),
            // Loose skills are sometimes listed together, whatever their kind.
            Some(group) if group.len() == 1 && draw.chance(0.35) => group.push(skill),
            _ => groups.push(vec![skill]),
        }
    }
    draw.shuffle(&mut groups);
    groups
}

fn ask(group: &[&Skill], level: AskLevel, voice: Voice, draw: &mut Draw) -> String {
    let names: Vec<String> = group.iter().map(|skill| spelling(skill, draw)).collect();
    let kind = group[0].kind;
    let one_kind = group.iter().all(|skill| skill.kind == kind);
    let fitting = kind_wordings(kind, level);
    let wording = if one_kind && voice != Voice::Terse && !fitting.is_empty() && draw.chance(0.45) {
        draw.pick(fitting)
    } else {
        draw.pick(wordings(level, voice))
    };
    wording.replace("{}", &joined(&names))
}

/// The usual spelling, and in one ask of seven another one.
fn spelling(skill: &Skill, draw: &mut Draw) -> String {
    match skill.spellings {
        [_, others @ ..] if !others.is_empty() && draw.chance(0.15) => draw.pick(others).to_owned(),
        spellings => spellings[0].to_owned(),
    }
}

/// "A", "A and B", "A, B and C".
fn joined(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

/// A production skill as a sentence wants it: nobody asks for experience with the bare problem.
fn habit(skill: &Skill) -> String {
    let name = skill.spellings[0];
    match skill.id {
        "n-plus-one" => format!("spotting {name}"),
        _ => name.to_owned(),
    }
}

/// Concepts, unlike names, take a capital at the start of a line.
pub(crate) fn capitalized(line: &str) -> String {
    let mut letters = line.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn wordings(level: AskLevel, voice: Voice) -> &'static [&'static str] {
    match (level, voice) {
        (AskLevel::Required, Voice::Plain) => &[
            "Solid experience with {}",
            "Strong working knowledge of {}",
            "Hands-on experience with {}",
            "Good command of {}",
            "Confident daily use of {}",
            "Practical experience with {}, gained on real projects",
            "Proficiency with {}",
            "Sound knowledge of {}",
        ],
        (AskLevel::Required, Voice::Friendly) => &[
            "You know your way around {}",
            "You have shipped real work with {}",
            "You are comfortable with {} and can show us why",
            "You have used {} in production",
            "Confidence with {}; we use it every day",
            "Real experience with {}, mistakes included",
            "You can explain the choices you made with {}",
        ],
        (AskLevel::Required, Voice::Terse) => {
            &["{}", "{}", "{}, used in anger", "{} (we use this daily)", "Real experience with {}"]
        }
        (AskLevel::Required, Voice::Formal) => &[
            "Demonstrated experience with {}",
            "Proficiency in the use of {}",
            "Working knowledge of {} gained in a professional setting",
            "Proven ability to deliver solutions with {}",
            "Practical experience applying {} to business problems",
            "Strong knowledge of {}",
        ],
        (AskLevel::Preferred, Voice::Plain) => &[
            "Experience with {}",
            "Familiarity with {}",
            "Some exposure to {}",
            "Knowledge of {}",
            "First projects with {}",
            "Having worked with {} before",
        ],
        (AskLevel::Preferred, Voice::Friendly) => &[
            "You have tried {}",
            "Some time spent with {}",
            "Curiosity about {} and a project that shows it",
            "You have seen {} up close",
            "A side project with {}",
            "A little {} experience",
        ],
        (AskLevel::Preferred, Voice::Terse) => &["{}", "{}", "Some {}", "Any work with {}"],
        (AskLevel::Preferred, Voice::Formal) => &[
            "Familiarity with {}",
            "Prior exposure to {}",
            "Experience with {} in a comparable organization",
            "Knowledge of {} is considered an advantage",
            "Additional experience with {}",
        ],
    }
}

/// Wordings that fit one kind of skill, in any voice but the terse one.
fn kind_wordings(kind: Kind, level: AskLevel) -> &'static [&'static str] {
    match (kind, level) {
        (Kind::Language, AskLevel::Required) => &[
            "Fluency in {} and the habit of testing what you write",
            "Clean, readable {} code",
            "Several finished projects written in {}",
            "Strong programming skills in {}",
        ],
        (Kind::Service, AskLevel::Required) => {
            &["Services built and maintained with {}", "Experience designing endpoints with {}"]
        }
        (Kind::Interface, AskLevel::Required) => {
            &["Interfaces built with {} that people enjoy using", "Deep practical knowledge of {}"]
        }
        (Kind::Database, AskLevel::Required) => {
            &["Comfort modelling and reading data with {}", "Experience keeping {} fast as data grows"]
        }
        (Kind::Pipeline, AskLevel::Required) => {
            &["Reliable pipelines built with {}", "Experience moving large volumes of data with {}"]
        }
        (Kind::Platform, AskLevel::Required) => {
            &["Experience shipping and running software with {}", "Day-to-day operation of {}"]
        }
        (Kind::Model, AskLevel::Required) => {
            &["Modelling work carried out in {}", "Experience taking work in {} from notebook to release"]
        }
        (Kind::Assistant, AskLevel::Required) => {
            &["Assistants built with {} that real users rely on", "Practical experience designing with {}"]
        }
        (Kind::Report, AskLevel::Required) => &["Clear reports built in {}", "Advanced {} skills"],
        (Kind::Language, AskLevel::Preferred) => &["Programming experience in {}", "A reading knowledge of {} code"],
        (Kind::Platform, AskLevel::Preferred) => &["Experience deploying with {}"],
        (Kind::Pipeline, AskLevel::Preferred) => &["Pipelines run with {}"],
        (Kind::Report, AskLevel::Preferred) => &["Charts and reports made with {}"],
        (Kind::Assistant, AskLevel::Preferred) => &["Experiments with {}"],
        _ => &[],
    }
}

/// Wordings for the production skills of a role; the section says how strongly they are asked for.
fn bundle_wordings(voice: Voice) -> &'static [&'static str] {
    match voice {
        Voice::Plain => {
            &["Experience with {} in live systems", "Practical knowledge of {}", "Experience running software with {}"]
        }
        Voice::Friendly => &["You have worked with {} in production", "You have opinions on {}, earned the hard way"],
        Voice::Terse => &["{} in production", "Real work with {}"],
        Voice::Formal => {
            &["Experience with {} in production environments", "Working knowledge of {} as applied to critical systems"]
        }
    }
}

/// The line that says how many years of experience are wanted.
pub(crate) fn years(years: u8, seniority: Option<Seniority>, voice: Voice, slots: &Slots, draw: &mut Draw) -> String {
    if seniority == Some(Seniority::Junior) {
        return draw
            .pick(&[
                "1+ year of experience; internships count",
                "At least 1 year of practical experience, internships included",
                "1 year of experience in a similar role",
            ])
            .to_owned();
    }
    let wordings: &[&str] = match voice {
        Voice::Plain => &[
            "{n}+ years of professional experience",
            "At least {n} years of experience in a similar role",
            "{n} or more years of relevant experience",
            "Minimum {n} years of professional experience",
            "{n}-{m} years of experience in a comparable position",
        ],
        Voice::Friendly => &[
            "{n}+ years of experience doing this kind of work",
            "You bring {n}+ years of experience",
            "At least {n} years of professional experience, in whatever shape they came",
            "Around {n} years of experience or more",
        ],
        Voice::Terse => &["{n}+ years experience", "{n}+ yrs of experience", "{n} years of experience, minimum"],
        Voice::Formal => &[
            "A minimum of {n} years of professional experience",
            "{n}+ years of experience in {field} or a comparable industry",
            "At least {n} years of progressively responsible experience",
            "{n} ({word}) or more years of related work experience",
        ],
    };
    let number = usize::from(years);
    slots
        .fill(draw.pick(wordings))
        .replace("{n}", &number.to_string())
        .replace("{m}", &(number + 2).to_string())
        .replace("{word}", NUMBERS[number])
}

const NUMBERS: [&str; 11] = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

/// A requirement that names no skill of the sample.
pub(crate) fn soft(slots: &Slots, draw: &mut Draw) -> String {
    slots.fill(draw.pick(SOFT))
}

const SOFT: &[&str] = &[
    "Clear written English",
    "A habit of asking before assuming",
    "Patience with old systems and the people who run them",
    "A degree in a technical field or comparable experience",
    "An interest in {field}",
    "The ability to say what a change will cost",
    "Care for detail where it matters, and calm where it does not",
    "Willingness to visit {customers} twice a year",
    "Comfort with questions that have no ready answer",
    "Judgement about what to leave out",
    "An eye for the simple version",
    "Ease in talking with {partner}",
    "A record of finishing what you start",
    "Respect for deadlines that others depend on",
];
