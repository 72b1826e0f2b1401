//! Benefits, work modes and pay, as texts state them.

use super::slots::Slots;
use super::{Piece, Section, Voice};
use crate::draw::Draw;
use crate::pay::written;
use crate::posting::{PlantedPay, PlantedPosting};
use crate::terms::{Country, WorkMode};

/// The sentence with the pay range.
pub(crate) fn pay(pay: &PlantedPay, voice: Voice, draw: &mut Draw) -> String {
    let wordings: &[&str] = match voice {
        Voice::Plain => &[
            "Salary: {}",
            "Salary range: {}.",
            "We pay {}, depending on experience.",
            "The pay range for this role is {}.",
        ],
        Voice::Friendly => &[
            "The pay? {}, and we say so up front.",
            "Pay for this role: {}.",
            "You'll earn {}, depending on experience.",
        ],
        Voice::Terse => &["Pay: {}", "{}", "We pay {}.", "Comp: {} plus equity."],
        Voice::Formal => &[
            "The base pay range for this position is {}.",
            "Compensation range: {}, commensurate with experience.",
            "The expected base salary is {} and depends on location and experience.",
        ],
    };
    draw.pick(wordings).replace("{}", &written(pay, draw))
}

/// Some benefits and perhaps a word on where the work is done.
pub(crate) fn offers(posting: &PlantedPosting, voice: Voice, slots: &Slots, draw: &mut Draw) -> Vec<Piece> {
    let mut bank: Vec<&str> = match posting.country {
        Country::Us => AMERICAN.to_vec(),
        Country::Gb => BRITISH.to_vec(),
        Country::De => GERMAN.to_vec(),
    };
    draw.shuffle(&mut bank);
    let count = if voice == Voice::Terse { 2 } else { 1 + draw.below(3) };
    let mut pieces: Vec<Piece> =
        bank[..count].iter().map(|text| Piece::new(Section::Offer, slots.fill(text))).collect();
    if draw.chance(0.5) {
        pieces.push(Piece::new(Section::Closing, slots.fill(draw.pick(work_mode(posting.work_mode)))));
    }
    pieces
}

fn work_mode(mode: WorkMode) -> &'static [&'static str] {
    match mode {
        WorkMode::Remote => {
            &["This role is fully remote within {nation}.", "Work from anywhere in {nation}.", "We are a remote team."]
        }
        WorkMode::Hybrid => &[
            "This role is hybrid, with two days a week in our {city} office.",
            "We work hybrid: three days in {city}, two wherever you like.",
            "Hybrid work, with team days in {city}.",
        ],
        WorkMode::Onsite => &[
            "This role is based on site in {city}.",
            "You will work on site at our {city} office.",
            "We work together in {city}, on site.",
        ],
    }
}

const AMERICAN: &[&str] = &[
    "401(k) match of up to $6,000 a year",
    "401(k) with a 4% company match",
    "401(k) plan, matched up to $4,500",
    "Medical, dental and vision cover from day one",
    "$1,500 a year for courses and books",
    "Twenty days of paid leave and all public holidays",
    "A $3,000 referral bonus",
    "Sixteen weeks of paid parental leave",
    "$100 a month towards phone and internet",
    "Equity from the first day",
    "A yearly bonus of up to 10%",
];

const BRITISH: &[&str] = &[
    "28 days of holiday plus bank holidays",
    "Pension with 6% employer contribution",
    "£1,200 a year for training",
    "Private medical cover",
    "Cycle-to-work scheme",
    "A £2,000 referral bonus",
    "Season ticket loan",
    "Enhanced parental leave",
];

const GERMAN: &[&str] = &[
    "30 days of holiday",
    "Company pension with 20% on top",
    "€49 a month for public transport",
    "A training budget of €1.500 a year",
    "German lessons during working hours",
    "Bicycle leasing",
    "Help with relocation and paperwork",
    "A permanent contract from the start",
];
