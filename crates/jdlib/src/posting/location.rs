//! Country of a posting from what its source wrote.

use super::cities;
use super::country::{country_name, is_code, is_state, named};
use super::region;

/// Cities whose country's code is also that of a US state, sorted: "Berlin, DE" is not in Delaware.
const CITIES: [(&str, &str); 36] = [
    ("bangalore", "IN"),
    ("bengaluru", "IN"),
    ("berlin", "DE"),
    ("bogota", "CO"),
    ("bogot\u{e1}", "CO"),
    ("buenos aires", "AR"),
    ("calgary", "CA"),
    ("chennai", "IN"),
    ("cologne", "DE"),
    ("delhi", "IN"),
    ("d\u{fc}sseldorf", "DE"),
    ("frankfurt", "DE"),
    ("gurgaon", "IN"),
    ("gurugram", "IN"),
    ("haifa", "IL"),
    ("hamburg", "DE"),
    ("hyderabad", "IN"),
    ("jerusalem", "IL"),
    ("kolkata", "IN"),
    ("k\u{f6}ln", "DE"),
    ("medell\u{ed}n", "CO"),
    ("montreal", "CA"),
    ("montr\u{e9}al", "CA"),
    ("mumbai", "IN"),
    ("munich", "DE"),
    ("m\u{fc}nchen", "DE"),
    ("new delhi", "IN"),
    ("noida", "IN"),
    ("nuremberg", "DE"),
    ("ottawa", "CA"),
    ("pune", "IN"),
    ("stuttgart", "DE"),
    ("tel aviv", "IL"),
    ("toronto", "CA"),
    ("vancouver", "CA"),
    ("winnipeg", "CA"),
];

/// The code of the country column, else of the location, where all places that it names are in one country.
pub(crate) fn code(country: &str, location: &str) -> &'static str {
    let named = named(country);
    if !named.is_empty() || location.is_empty() {
        return named;
    }
    let mut found = "";
    // "EU + UK": a group of countries is more than one.
    let mut several = false;
    for place in places(location) {
        match (found, of_place(place)) {
            (_, "") => several |= region::is_group(&parts(place)),
            ("", code) => found = code,
            (found, code) if found != code => return "",
            _ => {}
        }
    }
    if several { "" } else { found }
}

/// What stands between two places.
const BETWEEN: [&str; 14] =
    ["|", ";", "/", " + ", "\u{2022}", "\u{b7}", " or ", " and ", " & ", " oder ", " und ", " ou ", " et ", " lub "];

/// The places of a location: "Leeds / remote", "Warsaw or Vilnius".
fn places(location: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(location);
    std::iter::from_fn(move || {
        let text = rest?;
        let next = BETWEEN.iter().filter_map(|between| text.find(between).map(|at| (at, at + between.len()))).min();
        rest = next.map(|(_, end)| &text[end..]);
        Some(next.map_or(text, |(at, _)| &text[..at]))
    })
}

/// The parts of a place that name something.
fn parts(place: &str) -> Vec<String> {
    let parts = place.split([',', '(', ')', '[', ']', ':', '\u{2013}', '\u{2014}']).flat_map(|part| part.split(" - "));
    parts.map(without_fillers).filter(|part| !part.is_empty()).collect()
}

/// The country of one place: of its last part that tells.
fn of_place(place: &str) -> &'static str {
    let parts = parts(place);
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    // "Austin, TX, US", "Pune, MH, IN": three parts end in a country; "Venice, Los Angeles, CA" in a state.
    if let [front @ .., last] = parts.as_slice()
        && front.len() >= 2
        && is_code(last)
        && !named(last).is_empty()
        && (!is_state(last) || front.iter().any(|part| is_of(part, named(last))))
    {
        return named(last);
    }
    let city = parts.first().map(|city| city.to_lowercase()).unwrap_or_default();
    // "Adelaide, SA" is in South Australia, "Belo Horizonte, MG" in Minas Gerais.
    if let [_, .., last] = parts.as_slice()
        && is_part(last, cities::country(&city))
    {
        return cities::country(&city);
    }
    if let Ok(at) = CITIES.binary_search_by_key(&city.as_str(), |(name, _)| name)
        && (parts.len() == 1 || parts.last().is_some_and(|last| last.eq_ignore_ascii_case(CITIES[at].1)))
    {
        return CITIES[at].1;
    }
    let explicit = || parts.iter().rev().map(|part| of_part(part)).find(|found| !found.is_empty());
    let region = || Some(region::country(&parts)).filter(|found| !found.is_empty());
    let end = || parts.iter().rev().map(|part| of_end(part)).find(|found| !found.is_empty());
    explicit().or_else(region).or_else(end).unwrap_or_else(|| of_cities(&parts))
}

/// The country of the cities that a place names: "Paris, Vienna" are in several.
fn of_cities(parts: &[&str]) -> &'static str {
    let mut found = parts.iter().map(|part| cities::country(&part.to_lowercase())).filter(|found| !found.is_empty());
    let first = found.next().unwrap_or("");
    if found.all(|other| other == first) { first } else { "" }
}

/// Whether capitals are the code of a part of a country.
fn is_part(code: &str, country: &str) -> bool {
    let is_short = matches!(code.len(), 2 | 3) && code.bytes().all(|byte| byte.is_ascii_uppercase());
    is_short && !country.is_empty() && !region::of(country, code).is_empty()
}

/// Whether a part of a location is a city or a region of a country.
fn is_of(part: &str, country: &str) -> bool {
    cities::country(&part.to_lowercase()) == country || region::country(&[part]) == country
}

/// The country that a part of a location names, itself or by a state of the US.
fn of_part(part: &str) -> &'static str {
    let found = country_name(part);
    if !found.is_empty() {
        return found;
    }
    // "TX 78701" carries a ZIP code.
    let words: Vec<&str> = part
        .split_whitespace()
        .filter(|word| !word.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-'))
        .collect();
    let state = words.join(" ");
    // Two letters are a state or a country only as capitals: "Santiago de" is no Delaware.
    if (state.len() != 2 || is_code(&state)) && is_state(&state) {
        return "US";
    }
    if is_code(&state) { named(&state) } else { "" }
}

/// The country that the last word of a part names: "Melbourne VIC", "London UK", "Berlin Germany". A code that may be a state of the US
/// or another's is that of the city before it: "Berlin DE", "Perth WA".
fn of_end(part: &str) -> &'static str {
    let Some((front, last)) = part.rsplit_once(' ') else { return "" };
    let is_capital = last.bytes().all(|byte| byte.is_ascii_uppercase());
    let of_city = cities::country(&front.to_lowercase());
    if is_part(last, of_city) {
        return of_city;
    }
    let of_part = if last.len() > 3 || is_capital { of_part(last) } else { "" };
    // German states have codes that nobody writes there, and points of the compass are like them: "Washington NW".
    let of_region = if is_capital && matches!(last.len(), 2 | 3) { region::country(&[last]) } else { "" };
    let of_region = if of_region == "DE" { "" } else { of_region };
    match of_part {
        "US" if is_code(last) && !of_city.is_empty() && of_city == named(last) => of_city,
        "" => of_region,
        _ => of_part,
    }
}

/// A part of a location without the words that say how work is done there, or how much of the place is meant.
fn without_fillers(part: &str) -> String {
    let part = part.trim();
    if !cities::country(&part.to_lowercase()).is_empty() || !country_name(part).is_empty() {
        return part.to_owned();
    }
    // Capitals are a code: "Salem, OR".
    let is_filler =
        |word: &str| !is_code(word) && FILLERS.binary_search(&word.to_lowercase().trim_matches('.')).is_ok();
    // "10115 Berlin", "Sydney NSW 2000".
    let is_postal = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    let words: Vec<&str> = part.split_whitespace().filter(|word| !is_filler(word) && !is_postal(word)).collect();
    words.join(" ").trim_matches([' ', '-', '.']).to_owned()
}

/// Words of a location that name no place. Sorted.
const FILLERS: [&str; 93] = [
    "100%",
    "a",
    "across",
    "all",
    "anywhere",
    "area",
    "around",
    "at",
    "based",
    "bei",
    "bundesweit",
    "center",
    "central",
    "centre",
    "city",
    "distance",
    "distancia",
    "downtown",
    "flexible",
    "from",
    "full",
    "full-time",
    "fully",
    "greater",
    "gro\u{df}raum",
    "headquarters",
    "home",
    "home-office",
    "homeoffice",
    "hq",
    "hybrid",
    "hybride",
    "hybryda",
    "hybrydowo",
    "h\u{ed}brido",
    "im",
    "in",
    "inside",
    "job",
    "location",
    "lub",
    "mainly",
    "metro",
    "metropolitan",
    "mobile",
    "nationwide",
    "near",
    "nearby",
    "n\u{e4}he",
    "of",
    "office",
    "office-based",
    "oficina",
    "okolice",
    "on-site",
    "online",
    "only",
    "onsite",
    "optional",
    "or",
    "ou",
    "partly",
    "port",
    "possible",
    "presencial",
    "pr\u{e9}sentiel",
    "raum",
    "regio",
    "region",
    "remote",
    "remote-first",
    "remotely",
    "remoto",
    "r\u{e9}gion",
    "sede",
    "site",
    "stacjonarnie",
    "standort",
    "sur",
    "teletrabajo",
    "the",
    "thuis",
    "thuiswerken",
    "t\u{e9}l\u{e9}travail",
    "w",
    "weltweit",
    "within",
    "work",
    "working",
    "zdalna",
    "zdalnie",
    "zone",
    "\u{e0}",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted() {
        assert!(CITIES.is_sorted());
        assert!(FILLERS.is_sorted());
    }

    #[test]
    fn countries_of_locations() {
        for (country, location, expected) in [
            ("", "Albuquerque, NM", "US"),
            ("", "Austin, TX 78701", "US"),
            ("", "Austin, TX, US", "US"),
            ("", "London, United Kingdom", "GB"),
            ("UK", "", "GB"),
            ("us", "Berlin", "US"),
            ("Germany", "", "DE"),
            ("", "Remote", ""),
            ("", "Leeds / remote", "GB"),
            ("", "Nantes", "FR"),
            ("", "Guelph, ON", "CA"),
            ("", "Ballarat, Victoria", "AU"),
            ("", "Berlin, DE", "DE"),
            ("", "Munich, BY, DE", "DE"),
            ("", "Bangalore, IN", "IN"),
            ("", "Indianapolis, IN", "US"),
            ("", "Toronto, ON, CA", "CA"),
            ("", "San Francisco, CA", "US"),
            ("", "Paris, FR", "FR"),
            ("", "Vilnius, LT", "LT"),
            ("", "Santiago de Chile", "CL"),
            ("", "Berlin, Germany (Remote)", "DE"),
            ("", "Munich / Remote", "DE"),
            ("", "Remote \u{2013} Canada", "CA"),
            ("", "Remote (Germany)", "DE"),
            ("", "Remote (EU)", ""),
            ("", "US Remote", "US"),
            ("", "T\u{e9}l\u{e9}travail \u{2013} France", "FR"),
            ("", "Melbourne VIC", "AU"),
            ("", "Austin TX", "US"),
            ("", "London UK", "GB"),
            ("", "Berlin Mitte", "DE"),
            ("", "Greater Boston Area", "US"),
            ("", "Berlin or Lisbon", ""),
            ("", "Berlin; London, UK", ""),
            ("", "Hamburg / Bremen", "DE"),
            ("", "Ciudad de Guatemala", "GT"),
            ("", "Paris, Texas", "US"),
            ("", "Cambridge, MA", "US"),
            ("", "London, ON", "CA"),
            ("", "Salem, OR", "US"),
            ("", "Perth WA", "AU"),
            ("", "Adelaide SA", "AU"),
            ("", "Adelaide, SA", "AU"),
            ("", "Sydney NSW 2000", "AU"),
            ("", "Toronto ON", "CA"),
            ("", "Vancouver BC", "CA"),
            ("", "Vancouver, WA", "US"),
            ("", "Montreal, QC", "CA"),
            ("", "Calgary AB", "CA"),
            ("", "Kelowna, BC", "CA"),
            ("", "Bengaluru KA", "IN"),
            ("", "Chennai TN", "IN"),
            ("", "Hyderabad, TS", "IN"),
            ("", "S\u{e3}o Paulo SP", "BR"),
            ("", "Rio de Janeiro, RJ", "BR"),
            ("", "Belo Horizonte, MG", "BR"),
            ("", "Recife - PE", "BR"),
            ("", "Nashville TN", "US"),
            ("", "Santa Monica CA", "US"),
            ("", "10115 Berlin", "DE"),
            ("", "London EC2", "GB"),
            ("", "Lyon, Vienna or remote", ""),
            ("", "Remote (EU + UK)", ""),
            ("", "Remote, Europe / Vienna", ""),
            ("", "Vienna, Europe", "AT"),
            ("", "Venice, Los Angeles, CA", "US"),
        ] {
            assert_eq!(code(country, location), expected, "{country} {location}");
        }
    }
}
