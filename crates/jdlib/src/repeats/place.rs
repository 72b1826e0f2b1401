//! The place of a posting, taken apart: what its title may repeat, and what two places are compared by.

use xxhash_rust::xxh3::xxh3_64;

use super::words;
use crate::posting::{country_code, country_names};

/// A location and a country in parts.
#[derive(Clone, Debug, Default)]
pub(super) struct Place {
    /// Names in words: the city, the region, the country.
    pub(super) names: Vec<Vec<String>>,
    /// Codes of two or three letters: of a state, of the country.
    pub(super) codes: Vec<String>,
    /// What the place is known by; none when it is unknown.
    pub(super) key: Option<u64>,
}

/// Words that widen a city's name: `Greater London`, `San Francisco Bay Area`, `New York City`.
const AREA_WORDS: [&str; 8] = ["greater", "metro", "metropolitan", "area", "region", "city", "bay", "county"];

/// Words that stand for no place.
const NOWHERE: [&str; 8] = ["remote", "anywhere", "hybrid", "worldwide", "global", "multiple", "various", "onsite"];

impl Place {
    /// From a location as written and a country's code, empty when unknown.
    pub(super) fn of(location: &str, country: &str) -> Self {
        let mut place = Self::default();
        let mut known = Vec::new();
        for part in location.split([',', ';', '|', '/', '(', ')', '\u{2022}']).flat_map(|part| part.split(" - ")) {
            let mut part_words = Vec::new();
            words::for_each(part, |word| part_words.push(word.to_owned()));
            part_words.retain(|word| !NOWHERE.contains(&word.as_str()));
            if part_words.is_empty() {
                continue;
            }
            // `Berlin` and `Berlin, Germany` are one place.
            let part = part.trim();
            if known.is_empty() || country.is_empty() || country_code(part, "") != country {
                known.push(part_words.join(" "));
            }
            place.add(part_words, !part.contains(char::is_lowercase));
        }
        for name in country_names(country) {
            let mut name_words = Vec::new();
            words::for_each(name, |word| name_words.push(word.to_owned()));
            place.add(name_words, true);
        }
        if !country.is_empty() {
            place.add(vec![country.to_lowercase()], true);
        }
        place.key = (!known.is_empty()).then(|| xxh3_64(known.join(",").as_bytes()));
        place
    }

    fn add(&mut self, name: Vec<String>, capitals: bool) {
        if let [code] = name.as_slice()
            && code.len() <= 3
            && capitals
        {
            self.codes.push(code.clone());
            return;
        }
        let narrow: Vec<String> = name.iter().filter(|word| !AREA_WORDS.contains(&word.as_str())).cloned().collect();
        if !narrow.is_empty() && narrow.len() < name.len() {
            self.names.push(narrow);
        }
        self.names.push(name);
    }
}

#[cfg(test)]
mod tests {
    use super::Place;

    #[test]
    fn places_are_compared() {
        let key = |location, country| Place::of(location, country).key;
        for (one, other, country, same) in [
            ("Berlin", "Berlin, Germany", "DE", true),
            ("Austin, TX", "austin, tx, US", "US", true),
            ("Austin, TX", "Remote (Austin, TX)", "US", true),
            ("Portland, OR", "Portland, ME", "US", false),
            ("Leeds", "London", "GB", false),
        ] {
            assert_eq!(key(one, country) == key(other, country), same, "{one} | {other}");
        }
        for unknown in ["", "Remote", "Anywhere"] {
            assert_eq!(key(unknown, "US"), None, "{unknown}");
        }
    }
}
