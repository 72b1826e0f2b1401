//! Words of one posting that its sentences share.

use crate::draw::Draw;
use crate::employers::Employer;
use crate::places;
use crate::posting::PlantedPosting;
use crate::terms::{Country, Tier};

/// Fills `{name}`, `{product}` and their like, the same everywhere in a posting.
#[derive(Debug)]
pub(crate) struct Slots(Vec<(&'static str, String)>);

impl Slots {
    pub(crate) fn new(posting: &PlantedPosting, employer: &Employer, draw: &mut Draw) -> Self {
        let city = places::cities(employer.country)[employer.home];
        let age = 2024 - employer.founded;
        Self(vec![
            ("{name}", employer.name.clone()),
            ("{product}", employer.industry.product.to_owned()),
            ("{customers}", employer.industry.customers.to_owned()),
            ("{field}", employer.industry.field.to_owned()),
            ("{founded}", employer.founded.to_string()),
            ("{age}", (age / 5 * 5).max(5).to_string()),
            ("{people}", people(employer)),
            ("{city}", city.split(',').next().unwrap_or(city).to_owned()),
            ("{nation}", nation(employer.country).to_owned()),
            ("{season}", season(posting)),
            ("{partner}", draw.pick(&PARTNERS).to_owned()),
            ("{size}", draw.pick(&["three", "four", "five", "six", "seven", "eight", "nine"]).to_owned()),
        ])
    }

    pub(crate) fn fill(&self, text: &str) -> String {
        let mut filled = text.to_owned();
        for (slot, words) in &self.0 {
            if filled.contains(slot) {
                filled = filled.replace(slot, words);
            }
        }
        filled
    }
}

/// A headcount inside the band of the size column; the same in every posting of the employer.
fn people(employer: &Employer) -> String {
    let (low, high) = match employer.size {
        "1-10" => (6, 10),
        "11-50" => (14, 48),
        "51-200" => (70, 195),
        "201-500" => (210, 490),
        "1001-5000" => (1_200, 4_800),
        "5001-10000" => (5_200, 9_600),
        _ => (11_000, 42_000),
    };
    let exact = low + (employer.habits[0] * f64::from(high - low)) as i32;
    match employer.tier {
        Tier::Startup | Tier::Mid => exact.to_string(),
        Tier::Enterprise => format!("{},{:03}", exact / 1_000, exact % 1_000 / 100 * 100),
    }
}

fn nation(country: Country) -> &'static str {
    match country {
        Country::Us => "the United States",
        Country::Gb => "the UK",
        Country::De => "Germany",
    }
}

/// The season that begins two to four months after the posting.
fn season(posting: &PlantedPosting) -> String {
    let (year, month) = (posting.day.year(), posting.day.month());
    match month {
        1 | 2 => format!("spring {year}"),
        3..=5 => format!("summer {year}"),
        6..=8 if posting.country == Country::Us => format!("fall {year}"),
        6..=8 => format!("autumn {year}"),
        _ => format!("spring {}", year + 1),
    }
}

const PARTNERS: [&str; 8] = [
    "product",
    "customer support",
    "operations",
    "the design group",
    "finance",
    "the field team",
    "sales",
    "our research group",
];
