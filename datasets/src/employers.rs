//! The invented employers: who they are, how often they post, and what habits their postings share.

use crate::draw::Draw;
use crate::model::{EMPLOYERS, LARGEST_EMPLOYER};
use crate::places;
use crate::prose::House;
use crate::skills::skills;
use crate::terms::{Country, Tier};

/// One employer.
#[derive(Debug)]
pub(crate) struct Employer {
    pub(crate) name: String,
    pub(crate) tier: Tier,
    pub(crate) country: Country,
    /// Its city, a place in [`places::cities`].
    pub(crate) home: usize,
    /// The size column: a band of headcount within the tier.
    pub(crate) size: &'static str,
    pub(crate) industry: &'static Industry,
    pub(crate) founded: i16,
    pub(crate) house: House,
    /// Share of the postings it may expect.
    pub(crate) weight: f64,
    /// One shared draw per skill, in the order of [`skills`].
    pub(crate) habits: Vec<f64>,
    pub(crate) production_habit: f64,
    pub(crate) disclosure_habit: f64,
    /// Effect on log pay, in standard deviations.
    pub(crate) pay: f64,
}

/// A line of business, in the words that sentences need.
#[derive(Debug)]
pub(crate) struct Industry {
    /// Ends an employer's name.
    pub(crate) ending: &'static str,
    /// "software for ...", in the singular.
    pub(crate) product: &'static str,
    pub(crate) customers: &'static str,
    /// "experience in ..."
    pub(crate) field: &'static str,
}

/// Draws the employers. Independent of every posting: who posts never depends on habits or pay.
pub(crate) fn employers(draw: &mut Draw) -> Vec<Employer> {
    let mut stems: Vec<&str> = STEMS.split_whitespace().collect();
    draw.shuffle(&mut stems);
    let mut list: Vec<Employer> = (0..EMPLOYERS).map(|number| employer(number, stems[number], draw)).collect();
    cap(&mut list);
    list
}

fn employer(number: usize, stem: &str, draw: &mut Draw) -> Employer {
    // Of every 25 employers 20 are American, 3 British and 2 German, in each tier alike.
    let country = match number % 25 {
        3 | 11 | 19 => Country::Gb,
        7 | 15 => Country::De,
        _ => Country::Us,
    };
    let tier = match number % 10 {
        0..=3 => Tier::Startup,
        4..=7 => Tier::Mid,
        _ => Tier::Enterprise,
    };
    let industry = &INDUSTRIES[draw.below(INDUSTRIES.len())];
    let (scale, sizes, founded): (f64, &[&str], (usize, usize)) = match tier {
        Tier::Startup => (1.0, &["1-10", "11-50", "11-50"], (2017, 2024)),
        Tier::Mid => (2.5, &["51-200", "201-500"], (1996, 2016)),
        Tier::Enterprise => (6.0, &["1001-5000", "5001-10000", "10001+"], (1921, 1999)),
    };
    let houses: &[House] = match tier {
        Tier::Startup => &[House::Terse, House::Terse, House::Friendly, House::Markdown, House::Plain],
        Tier::Mid => &[House::Plain, House::Friendly, House::Markdown, House::Html, House::Plain],
        Tier::Enterprise => &[House::Formal, House::Formal, House::Html, House::Plain, House::Formal],
    };
    Employer {
        name: name(stem, industry, tier, country, draw),
        tier,
        country,
        home: draw.below(places::cities(country).len()),
        size: draw.pick(sizes),
        industry,
        founded: (founded.0 + draw.below(founded.1 - founded.0)) as i16,
        house: draw.pick(houses),
        weight: scale * (0.6 * draw.normal()).exp(),
        habits: skills().iter().map(|_| draw.unit()).collect(),
        production_habit: draw.unit(),
        disclosure_habit: draw.unit(),
        pay: draw.normal(),
    }
}

fn name(stem: &str, industry: &Industry, tier: Tier, country: Country, draw: &mut Draw) -> String {
    match (tier, country, draw.below(4)) {
        (Tier::Startup, _, 0 | 1) => format!("{stem} {}", draw.pick(&["Labs", "Studio", "Works"])),
        (Tier::Startup, ..) => format!("{stem}{}", draw.pick(&["loop", "bit", "stack", "desk"])),
        (Tier::Mid, Country::De, 0 | 1) => format!("{stem} {} GmbH", industry.ending),
        (Tier::Mid, Country::Gb, 0 | 1) => format!("{stem} {} Ltd", industry.ending),
        (Tier::Mid, _, 0) => format!("{stem} {}, Inc.", industry.ending),
        (Tier::Mid, ..) => format!("{stem} {}", industry.ending),
        (Tier::Enterprise, Country::Gb, 0) => format!("{stem} {} plc", industry.ending),
        (Tier::Enterprise, Country::De, 0) => format!("{stem} {} AG", industry.ending),
        (Tier::Enterprise, _, 1) => format!("{stem} & Sons {}", industry.ending),
        (Tier::Enterprise, ..) => format!("{stem} {} Group", industry.ending),
    }
}

/// Turns weights into shares of which none exceeds the cap; what is cut goes to the others in proportion.
fn cap(list: &mut [Employer]) {
    for _ in 0..20 {
        let sum: f64 = list.iter().map(|employer| employer.weight).sum();
        for employer in list.iter_mut() {
            employer.weight = (employer.weight / sum).min(LARGEST_EMPLOYER);
        }
    }
}

const INDUSTRIES: &[Industry] = &[
    industry("Logistics", "freight booking", "shippers and carriers", "logistics"),
    industry("Health", "patient scheduling", "clinics and hospitals", "healthcare"),
    industry("Energy", "grid forecasting", "power utilities", "the energy sector"),
    industry("Insurance", "claims handling", "brokers and insurers", "insurance"),
    industry("Foods", "grocery replenishment", "supermarket chains", "food retail"),
    industry("Travel", "hotel booking", "hotels and tour operators", "travel"),
    industry("Learning", "course delivery", "schools and universities", "education"),
    industry("Payments", "card settlement", "merchants and banks", "payments"),
    industry("Credit", "loan servicing", "lenders and credit unions", "lending"),
    industry("Motors", "fleet maintenance", "garages and fleet owners", "the automotive trade"),
    industry("Media", "audience reporting", "publishers and broadcasters", "media"),
    industry("Homes", "property listing", "letting agents", "real estate"),
    industry("Farms", "crop monitoring", "growers and co-ops", "agriculture"),
    industry("Tickets", "event ticketing", "clubs and venues", "live events"),
    industry("Legal", "contract filing", "law firms", "legal services"),
    industry("Retail", "price planning", "shop chains", "retail"),
    industry("Telecom", "network planning", "phone operators", "telecoms"),
    industry("Pharma", "clinical trial filing", "research hospitals", "life sciences"),
    industry("Games", "player matchmaking", "game studios", "games"),
    industry("Marine", "port scheduling", "ports and ship owners", "shipping"),
    industry("Rail", "timetable planning", "train operators", "public transport"),
    industry("Water", "leak detection", "water companies", "the water sector"),
    industry("Staffing", "shift planning", "employers of hourly staff", "workforce planning"),
    industry("Building", "site safety reporting", "construction firms", "construction"),
];

const fn industry(
    ending: &'static str,
    product: &'static str,
    customers: &'static str,
    field: &'static str,
) -> Industry {
    Industry { ending, product, customers, field }
}

/// Invented stems, one for each employer: none is also a skill.
const STEMS: &str = "\
    Alderwick Anbury Arkholme Ashcombe Averlund Bairnsley Balmoor Barrowen Beckhythe Belverton \
    Bexcombe Birkvale Blakemere Bramholt Brackenby Briarlow Brindle Brockmoor Burnhope Calderin \
    Cambrook Carrowell Castlemarch Charnbury Chilverton Clavering Cliffmoor Coldharrow Corvane \
    Cotterdale Cranwick Cresslow Culverhay Dalehurst Danebury Deepwell Denholm Dorvale Drayhope \
    Dunmarrow Eastlow Edgemarsh Elderford Ellacombe Elmstow Emberly Ensley Eskwater Evenlode \
    Fairlight Farrowdale Fennimore Ferncliff Fieldgate Fosterby Foxholt Frostwick Garlow Gatesby \
    Glenmarrow Goldsithe Grantley Greywell Grimsdale Hadlow Halverson Hampstow Harrowgate \
    Hartsmere Hawkesby Hazelmoor Heronsway Hexworth Hollinsea Holmwick Hornblow Humberly Ilmarsh \
    Inglewick Ironmere Ivelchester Jarrowby Jessamond Juniperway Kelderby Kenmoor Kestrelbank \
    Kilnhurst Kingsmarsh Kirkvale Lambourne Langmere Larkholme Leighbrook Linfold Lockmarsh \
    Longstow Lowmarch Lyndale Maplehurst Marchbank Marlowe Meadvale Merrowby Millhaven Moorgate \
    Mosswell Netherby Newstead Nighthollow Northolt Nutfield Oakhanger Oldmere Orchardley \
    Osmotherby Otterburn Overbeck Oxmarsh Paddlewick Pallister Penwarren Pinehollow Plumley \
    Quarrydale Quillmoor Ravensbeck Redmarley Ridgewell Rookhope Rosedene Rowanby Saltmarsh \
    Sandholme Selwick Shardlow Silverdale Snowdrift Stanhope Stonebeck Tarnside Thistlewood \
    Thornbury Tidewell Underhay Valemont Wetherby Willowmere Wrenfield Yarrowdale";

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{EMPLOYERS, LARGEST_EMPLOYER, STEMS, employers};
    use crate::draw::Draw;
    use crate::terms::Country;

    #[test]
    fn names_differ_and_no_employer_is_too_large() {
        assert_eq!(STEMS.split_whitespace().count(), EMPLOYERS);
        for seed in 0..20 {
            let list = employers(&mut Draw::new(seed, 0));
            let names: BTreeSet<&str> = list.iter().map(|employer| employer.name.as_str()).collect();
            assert_eq!(names.len(), list.len());
            assert!(list.iter().all(|employer| employer.weight < LARGEST_EMPLOYER + 1e-3));
            let american: f64 =
                list.iter().filter(|employer| employer.country == Country::Us).map(|employer| employer.weight).sum();
            assert!((0.70..0.90).contains(&american), "seed {seed}: {american}");
        }
    }
}
