//! What employers say about themselves.

use super::Voice;
use super::asks::capitalized;
use super::slots::Slots;
use crate::draw::Draw;
use crate::employers::Employer;
use crate::terms::{Country, Tier};

/// The first sentence, with what the job is for.
pub(crate) fn opening(employer: &Employer, voice: Voice, slots: &Slots, draw: &mut Draw) -> String {
    let first = match voice {
        Voice::Terse => draw.pick(TERSE_OPENINGS),
        Voice::Plain | Voice::Friendly | Voice::Formal => match employer.tier {
            Tier::Startup => draw.pick(STARTUP_OPENINGS),
            Tier::Mid => draw.pick(MID_OPENINGS),
            Tier::Enterprise => draw.pick(ENTERPRISE_OPENINGS),
        },
    };
    capitalized(&slots.fill(first))
}

const TERSE_OPENINGS: &[&str] = &[
    "{name}: {product}, done properly. {people} people, {city}.",
    "We are {name}. We fix {product} for {customers}.",
    "{product} is broken. {name} is {people} people fixing it.",
    "{name} makes {product} boring, which {customers} love.",
    "{name}, {city}. Small team, {product} software, real customers.",
    "Most {customers} still run {product} by phone. {name} changes that.",
];

const STARTUP_OPENINGS: &[&str] = &[
    "{name} is a {people}-person company that makes {product} simple for {customers}.",
    "At {name} we are rebuilding {product} from the ground up, together with the {customers} who live with it.",
    "We started {name} because {customers} deserve better software for {product}.",
    "{name} gives {customers} one calm place for {product}.",
    "{name} is young, small and stubborn about one thing: {product} that just works.",
    "Think of {name} as the missing tool for {product}, built with {customers} in {city} and beyond.",
];

const MID_OPENINGS: &[&str] = &[
    "{name} develops {product} software for {customers}.",
    "{name} has grown from a workshop in {city} to {people} people who care about {product}.",
    "For {customers}, {product} is the part of the day that goes wrong. {name} exists to change that.",
    "{name} runs {product} for {customers} across {nation}.",
    "Our {people} colleagues at {name} build the systems that {customers} depend on for {product}.",
    "{name} is known in {field} for one thing: {product} that holds up on a bad day.",
];

const ENTERPRISE_OPENINGS: &[&str] = &[
    "{name} is a leading provider of {product} services to {customers}.",
    "With {people} employees worldwide, {name} supports {customers} in everything from {product} to long-term planning.",
    "{name} operates one of the largest platforms for {product} in {nation}.",
    "Every day thousands of {customers} rely on {name} for {product}.",
    "{name} combines decades of practice in {field} with modern systems for {product}.",
    "As part of {name}, the digital group is responsible for {product} used by {customers}.",
];

/// A sentence more, about the team or the job.
pub(crate) fn second(employer: &Employer, slots: &Slots, draw: &mut Draw) -> String {
    let choices = match employer.tier {
        Tier::Startup => STARTUP_SECONDS,
        Tier::Mid => MID_SECONDS,
        Tier::Enterprise => ENTERPRISE_SECONDS,
    };
    slots.fill(draw.pick(choices))
}

const STARTUP_SECONDS: &[&str] = &[
    "You would be one of {size} people who write software here.",
    "We ship on most days and sleep on all of them.",
    "Nobody here has a job title that fits on a card.",
    "Decisions take a conversation, seldom a meeting.",
    "Whoever talks to a customer on Monday fixes the problem on Tuesday.",
    "We keep the team small because the product should be small too.",
];

const MID_SECONDS: &[&str] = &[
    "You will join a group of {size} who share one backlog and one coffee machine.",
    "The position is new and comes from growth.",
    "You will replace a colleague who moves to another office and will be there for the handover.",
    "The team works closely with {partner} and releases every other week.",
    "Our systems are older than some of our colleagues, and we are renewing them step by step.",
    "We plan by quarter, change our minds in between, and write both down.",
];

const ENTERPRISE_SECONDS: &[&str] = &[
    "The successful candidate will join a team of {size} within the technology division.",
    "This position reports to a director and works with {partner}.",
    "The division is renewing its core systems over the next three years.",
    "The role offers a broad view of the business and contact with many functions.",
    "The team supports operations in 14 countries from its base in {city}.",
    "You will find clear career paths here, and colleagues who have followed them.",
];

/// The last sentence.
pub(crate) fn closing(voice: Voice, slots: &Slots, draw: &mut Draw) -> String {
    let choices: &[&str] = match voice {
        Voice::Plain => &[
            "Please apply with a short resume; a cover letter is optional.",
            "We answer every application within ten days.",
            "Applications are read as they arrive.",
            "The process is two conversations and one practical task.",
        ],
        Voice::Friendly => &[
            "Not sure you fit? Write to us anyway.",
            "Tell us in three sentences what you would improve about {product}.",
            "We read every note ourselves, promise.",
            "Two calls, one paid trial day, and you know where you stand.",
        ],
        Voice::Terse => &[
            "Mail us a link to something you made.",
            "No agencies.",
            "Two calls, then an offer.",
            "Write three lines. We reply in two days.",
        ],
        Voice::Formal => &[
            "Applicants must be authorized to work in {nation}.",
            "Employment is subject to a background check.",
            "Only candidates selected for an interview will be contacted.",
            "Accommodations are available on request throughout the selection process.",
        ],
    };
    slots.fill(draw.pick(choices))
}

/// The paragraph on equal opportunity, with its laws.
pub(crate) fn equal_opportunity(employer: &Employer, draw: &mut Draw) -> String {
    let name = &employer.name;
    match draw.below(4) {
        0 => format!("{name} is an equal opportunity employer and complies with all applicable employment laws."),
        1 => format!(
            "{name} considers all qualified applicants on merit alone, as its values and the laws on fair hiring demand."
        ),
        2 => format!("As an equal opportunity employer, {name} welcomes applicants of every background."),
        _ => {
            let laws = match employer.country {
                Country::Us => "federal, state and local laws",
                Country::Gb | Country::De => "all laws",
            };
            format!("We are an equal opportunity employer and follow {laws} on fair treatment at work.")
        }
    }
}
