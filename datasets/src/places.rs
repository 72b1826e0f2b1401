//! Where postings are.

use crate::draw::Draw;
use crate::terms::{Country, WorkMode};

/// The location as a board writes it.
pub(crate) fn location(country: Country, home: usize, mode: WorkMode, draw: &mut Draw) -> String {
    let city = cities(country)[home];
    match mode {
        WorkMode::Remote => match (country, draw.below(3)) {
            (Country::Us, 0) => "Remote (US)".into(),
            (Country::Us, 1) => "United States (Remote)".into(),
            (Country::Gb, 0) => "Remote (UK)".into(),
            (Country::De, 0) => "Remote, Germany".into(),
            _ => format!("{city} (Remote)"),
        },
        WorkMode::Hybrid | WorkMode::Onsite => city.into(),
    }
}

/// The cities of a country that employers of the sample sit in.
pub(crate) fn cities(country: Country) -> &'static [&'static str] {
    match country {
        Country::Us => &[
            "Austin, TX",
            "Boston, MA",
            "Chicago, IL",
            "Columbus, OH",
            "Dallas, TX",
            "Denver, CO",
            "Atlanta, GA",
            "Madison, WI",
            "Minneapolis, MN",
            "Nashville, TN",
            "New York, NY",
            "Phoenix, AZ",
            "Pittsburgh, PA",
            "Portland, OR",
            "Raleigh, NC",
            "San Diego, CA",
            "San Francisco, CA",
            "Seattle, WA",
            "Tampa, FL",
            "Washington, DC",
        ],
        Country::Gb => {
            &["London", "Manchester, UK", "Leeds, England", "Bristol, UK", "Edinburgh, Scotland", "Cambridge, UK"]
        }
        Country::De => {
            &["Berlin, Germany", "Munich, Germany", "Hamburg, Germany", "Cologne, Germany", "Leipzig, Germany"]
        }
    }
}
