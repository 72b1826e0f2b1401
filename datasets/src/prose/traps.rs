//! Sentences that naive counters fall into, at rates near those of real postings.

use super::slots::Slots;
use super::{Piece, Section};
use crate::draw::Draw;
use crate::employers::Employer;
use crate::skills::skill;
use crate::terms::Tier;

/// One kind of trap: how often it is set, where it stands, and its wordings.
struct Trap {
    rate: f64,
    section: Section,
    wordings: &'static [&'static str],
}

const fn trap(rate: f64, section: Section, wordings: &'static [&'static str]) -> Trap {
    Trap { rate, section, wordings }
}

/// Traps of every employer: words that hold, or are, the name of a skill.
const COMMON: &[Trap] = &[
    // Excel.
    trap(
        0.22,
        Section::Required,
        &[
            "Excellent communication, written and spoken",
            "Excellent communication skills",
            "Excellent written and verbal communication",
            "An excellent sense of priorities",
        ],
    ),
    trap(
        0.04,
        Section::Required,
        &[
            "The wish to excel in a changing field",
            "You excel at turning vague requests into plans",
            "Ability to excel with little supervision",
        ],
    ),
    // Go.
    trap(
        0.03,
        Section::Duties,
        &[
            "Support the go-to-market team with facts before a launch",
            "Shape the go-to-market plan for new features with {partner}",
        ],
    ),
    trap(
        0.03,
        Section::Duties,
        &[
            "Go beyond the ticket when a customer is stuck",
            "Be the go-to person for questions on {product}",
            "Go live with one improvement every week",
        ],
    ),
    // React.
    trap(0.02, Section::Duties, &["React calmly when something breaks", "Help {partner} react to changes in {field}"]),
    // R.
    trap(
        0.04,
        Section::Duties,
        &["Join R&D reviews and bring back what matters", "Work with R&D on the next version of our {product} product"],
    ),
    trap(0.02, Section::Company, &["We spend a fifth of our budget on R&D."]),
    // AWS.
    trap(
        0.04,
        Section::Duties,
        &[
            "Keep our handling of records in line with privacy laws",
            "Prepare a feature that draws on data from {customers}",
        ],
    ),
    trap(
        0.02,
        Section::Company,
        &["Our work draws on years spent beside {customers}.", "Changing laws in {field} keep our roadmap honest."],
    ),
    // REST.
    trap(
        0.05,
        Section::Duties,
        &[
            "Keep the rest of the team informed about what you learn",
            "Agree on interfaces with the rest of engineering",
            "Share results with the rest of the company every month",
        ],
    ),
    // Spring.
    trap(
        0.05,
        Section::Closing,
        &["The start date is {season}.", "We would like you to start in {season}.", "Planned start: {season}."],
    ),
    // Spark, Express, Swift.
    trap(
        0.02,
        Section::Duties,
        &["Spark better conversations about what we measure", "Give swift feedback on plans and drafts"],
    ),
    // Company text that names what its customers are called.
    trap(
        0.01,
        Section::Company,
        &[
            "Our customers include Kafka House Hotels, Spark Dental and Flask & Field Coffee.",
            "Customers such as Tableau Interiors and Redis Street Bakery have been with us from the start.",
            "Among our customers are Django's Diner, Python Lane Books and Looker & Daughters.",
        ],
    ),
];

const STARTUP: &[Trap] = &[
    trap(
        0.12,
        Section::Company,
        &[
            "We raised $2M in funding last year.",
            "We closed a $6.5M seed round in {founded} and have customers who pay.",
            "Backed by $12 million from investors who read our code.",
            "We passed $1.2M in yearly revenue this spring.",
        ],
    ),
    trap(0.10, Section::Company, &["Founded in {founded}.", "We have been at it since {founded}."]),
];

const MID: &[Trap] = &[
    trap(
        0.14,
        Section::Company,
        &["Founded in {founded}, we still answer the phone ourselves.", "The company was founded in {founded}."],
    ),
    trap(
        0.12,
        Section::Company,
        &[
            "We have been in business for over {age} years.",
            "After more than {age} years in business we still like the problem.",
        ],
    ),
    trap(
        0.06,
        Section::Company,
        &["Last year our software handled $300M in orders.", "We serve 400 customers in nine countries."],
    ),
];

const ENTERPRISE: &[Trap] = &[
    trap(
        0.14,
        Section::Company,
        &["Founded in {founded}, the company is still family-owned.", "The group was founded in {founded}."],
    ),
    trap(
        0.14,
        Section::Company,
        &[
            "The company looks back on over {age} years in business.",
            "For more than {age} years we have earned the trust of our customers.",
        ],
    ),
    trap(
        0.08,
        Section::Company,
        &["The group reports yearly revenue of $1.4 billion.", "We manage contracts worth more than $800M."],
    ),
];

/// The traps of one posting.
pub(crate) fn traps(employer: &Employer, slots: &Slots, draw: &mut Draw) -> Vec<Piece> {
    let own = match employer.tier {
        Tier::Startup => STARTUP,
        Tier::Mid => MID,
        Tier::Enterprise => ENTERPRISE,
    };
    let mut pieces = Vec::new();
    for trap in COMMON.iter().chain(own) {
        if draw.chance(trap.rate) {
            pieces.push(Piece::new(trap.section, slots.fill(draw.pick(trap.wordings))));
        }
    }
    draw.shuffle(&mut pieces);
    pieces
}

/// The sentence that says which skills are not wanted.
pub(crate) fn negation(excluded: &[&'static str], draw: &mut Draw) -> Piece {
    let names: Vec<&str> = excluded.iter().map(|id| skill(id).spellings[0]).collect();
    let (section, wording) = match names.len() {
        1 => draw.pick(NEGATE_ONE),
        _ => draw.pick(NEGATE_TWO),
    };
    let text = wording.replace("{a}", names[0]).replace("{b}", names.last().copied().unwrap_or_default());
    Piece::new(section, text)
}

const NEGATE_ONE: &[(Section, &str)] = &[
    (Section::Closing, "No {a}, we promise."),
    (Section::Closing, "There is no {a} anywhere in our stack."),
    (Section::Closing, "Please note that {a} is not required."),
    (Section::Closing, "You will not need {a} here."),
    (Section::Closing, "This is not a {a} role."),
    (Section::Closing, "We chose newer tools instead of {a}."),
    (Section::Required, "{a} is not required"),
    (Section::Required, "No {a} experience needed"),
    (Section::Required, "A taste for plain solutions; we use simpler tools instead of {a}"),
    (Section::Company, "We do not use {a}."),
];

const NEGATE_TWO: &[(Section, &str)] = &[
    (Section::Closing, "No {a} and no {b}, we promise."),
    (Section::Closing, "You will need neither {a} nor {b}."),
    (Section::Required, "Neither {a} nor {b} is required"),
];
