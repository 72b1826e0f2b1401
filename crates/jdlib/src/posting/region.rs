//! Parts of countries, and groups of them.

use super::country;

/// Country, name of the part in lower case, ISO 3166-2 code. Sorted.
const PARTS: [(&str, &str, &str); 160] = [
    ("AU", "australian capital territory", "AU-ACT"),
    ("AU", "new south wales", "AU-NSW"),
    ("AU", "northern territory", "AU-NT"),
    ("AU", "queensland", "AU-QLD"),
    ("AU", "south australia", "AU-SA"),
    ("AU", "tasmania", "AU-TAS"),
    ("AU", "victoria", "AU-VIC"),
    ("AU", "western australia", "AU-WA"),
    ("BR", "acre", "BR-AC"),
    ("BR", "alagoas", "BR-AL"),
    ("BR", "amap\u{e1}", "BR-AP"),
    ("BR", "amazonas", "BR-AM"),
    ("BR", "bahia", "BR-BA"),
    ("BR", "cear\u{e1}", "BR-CE"),
    ("BR", "distrito federal", "BR-DF"),
    ("BR", "esp\u{ed}rito santo", "BR-ES"),
    ("BR", "goi\u{e1}s", "BR-GO"),
    ("BR", "maranh\u{e3}o", "BR-MA"),
    ("BR", "mato grosso", "BR-MT"),
    ("BR", "mato grosso do sul", "BR-MS"),
    ("BR", "minas gerais", "BR-MG"),
    ("BR", "paran\u{e1}", "BR-PR"),
    ("BR", "para\u{ed}ba", "BR-PB"),
    ("BR", "par\u{e1}", "BR-PA"),
    ("BR", "pernambuco", "BR-PE"),
    ("BR", "piau\u{ed}", "BR-PI"),
    ("BR", "rio de janeiro", "BR-RJ"),
    ("BR", "rio grande do norte", "BR-RN"),
    ("BR", "rio grande do sul", "BR-RS"),
    ("BR", "rond\u{f4}nia", "BR-RO"),
    ("BR", "roraima", "BR-RR"),
    ("BR", "santa catarina", "BR-SC"),
    ("BR", "sergipe", "BR-SE"),
    ("BR", "s\u{e3}o paulo", "BR-SP"),
    ("BR", "tocantins", "BR-TO"),
    ("CA", "alberta", "CA-AB"),
    ("CA", "british columbia", "CA-BC"),
    ("CA", "manitoba", "CA-MB"),
    ("CA", "new brunswick", "CA-NB"),
    ("CA", "newfoundland and labrador", "CA-NL"),
    ("CA", "northwest territories", "CA-NT"),
    ("CA", "nova scotia", "CA-NS"),
    ("CA", "nunavut", "CA-NU"),
    ("CA", "ontario", "CA-ON"),
    ("CA", "prince edward island", "CA-PE"),
    ("CA", "quebec", "CA-QC"),
    ("CA", "qu\u{e9}bec", "CA-QC"),
    ("CA", "saskatchewan", "CA-SK"),
    ("CA", "yukon", "CA-YT"),
    ("DE", "baden-w\u{fc}rttemberg", "DE-BW"),
    ("DE", "bavaria", "DE-BY"),
    ("DE", "bayern", "DE-BY"),
    ("DE", "berlin", "DE-BE"),
    ("DE", "brandenburg", "DE-BB"),
    ("DE", "bremen", "DE-HB"),
    ("DE", "hamburg", "DE-HH"),
    ("DE", "hesse", "DE-HE"),
    ("DE", "hessen", "DE-HE"),
    ("DE", "lower saxony", "DE-NI"),
    ("DE", "mecklenburg-vorpommern", "DE-MV"),
    ("DE", "niedersachsen", "DE-NI"),
    ("DE", "nordrhein-westfalen", "DE-NW"),
    ("DE", "north rhine-westphalia", "DE-NW"),
    ("DE", "rheinland-pfalz", "DE-RP"),
    ("DE", "saarland", "DE-SL"),
    ("DE", "sachsen", "DE-SN"),
    ("DE", "sachsen-anhalt", "DE-ST"),
    ("DE", "saxony", "DE-SN"),
    ("DE", "schleswig-holstein", "DE-SH"),
    ("DE", "thuringia", "DE-TH"),
    ("DE", "th\u{fc}ringen", "DE-TH"),
    ("GB", "england", "GB-ENG"),
    ("GB", "northern ireland", "GB-NIR"),
    ("GB", "scotland", "GB-SCT"),
    ("GB", "wales", "GB-WLS"),
    ("IN", "andhra pradesh", "IN-AP"),
    ("IN", "arunachal pradesh", "IN-AR"),
    ("IN", "assam", "IN-AS"),
    ("IN", "bihar", "IN-BR"),
    ("IN", "chandigarh", "IN-CH"),
    ("IN", "chhattisgarh", "IN-CG"),
    ("IN", "delhi", "IN-DL"),
    ("IN", "goa", "IN-GA"),
    ("IN", "gujarat", "IN-GJ"),
    ("IN", "haryana", "IN-HR"),
    ("IN", "himachal pradesh", "IN-HP"),
    ("IN", "jammu and kashmir", "IN-JK"),
    ("IN", "jharkhand", "IN-JH"),
    ("IN", "karnataka", "IN-KA"),
    ("IN", "kerala", "IN-KL"),
    ("IN", "madhya pradesh", "IN-MP"),
    ("IN", "maharashtra", "IN-MH"),
    ("IN", "manipur", "IN-MN"),
    ("IN", "meghalaya", "IN-ML"),
    ("IN", "mizoram", "IN-MZ"),
    ("IN", "nagaland", "IN-NL"),
    ("IN", "odisha", "IN-OD"),
    ("IN", "puducherry", "IN-PY"),
    ("IN", "punjab", "IN-PB"),
    ("IN", "rajasthan", "IN-RJ"),
    ("IN", "sikkim", "IN-SK"),
    ("IN", "tamil nadu", "IN-TN"),
    ("IN", "telangana", "IN-TG"),
    ("IN", "telangana", "IN-TS"),
    ("IN", "tripura", "IN-TR"),
    ("IN", "uttar pradesh", "IN-UP"),
    ("IN", "uttarakhand", "IN-UK"),
    ("IN", "west bengal", "IN-WB"),
    ("US", "alabama", "US-AL"),
    ("US", "alaska", "US-AK"),
    ("US", "arizona", "US-AZ"),
    ("US", "arkansas", "US-AR"),
    ("US", "california", "US-CA"),
    ("US", "colorado", "US-CO"),
    ("US", "connecticut", "US-CT"),
    ("US", "delaware", "US-DE"),
    ("US", "district of columbia", "US-DC"),
    ("US", "florida", "US-FL"),
    ("US", "georgia", "US-GA"),
    ("US", "hawaii", "US-HI"),
    ("US", "idaho", "US-ID"),
    ("US", "illinois", "US-IL"),
    ("US", "indiana", "US-IN"),
    ("US", "iowa", "US-IA"),
    ("US", "kansas", "US-KS"),
    ("US", "kentucky", "US-KY"),
    ("US", "louisiana", "US-LA"),
    ("US", "maine", "US-ME"),
    ("US", "maryland", "US-MD"),
    ("US", "massachusetts", "US-MA"),
    ("US", "michigan", "US-MI"),
    ("US", "minnesota", "US-MN"),
    ("US", "mississippi", "US-MS"),
    ("US", "missouri", "US-MO"),
    ("US", "montana", "US-MT"),
    ("US", "nebraska", "US-NE"),
    ("US", "nevada", "US-NV"),
    ("US", "new hampshire", "US-NH"),
    ("US", "new jersey", "US-NJ"),
    ("US", "new mexico", "US-NM"),
    ("US", "new york", "US-NY"),
    ("US", "north carolina", "US-NC"),
    ("US", "north dakota", "US-ND"),
    ("US", "ohio", "US-OH"),
    ("US", "oklahoma", "US-OK"),
    ("US", "oregon", "US-OR"),
    ("US", "pennsylvania", "US-PA"),
    ("US", "puerto rico", "US-PR"),
    ("US", "rhode island", "US-RI"),
    ("US", "south carolina", "US-SC"),
    ("US", "south dakota", "US-SD"),
    ("US", "tennessee", "US-TN"),
    ("US", "texas", "US-TX"),
    ("US", "utah", "US-UT"),
    ("US", "vermont", "US-VT"),
    ("US", "virginia", "US-VA"),
    ("US", "washington", "US-WA"),
    ("US", "west virginia", "US-WV"),
    ("US", "wisconsin", "US-WI"),
    ("US", "wyoming", "US-WY"),
];

/// Groups of countries and short names of countries that a text uses, in lower case, with the code or name that stands for them. Sorted.
const GROUPS: [(&str, &str); 26] = [
    ("africa", "Africa"),
    ("americas", "Americas"),
    ("apac", "APAC"),
    ("asia", "Asia"),
    ("dach", "DACH"),
    ("deutschlands", "DE"),
    ("eea", "EEA"),
    ("emea", "EMEA"),
    ("eu", "EU"),
    ("europa", "Europe"),
    ("europe", "Europe"),
    ("european union", "EU"),
    ("europie", "Europe"),
    ("gb", "GB"),
    ("latam", "LATAM"),
    ("latin america", "LATAM"),
    ("niemcy", "DE"),
    ("nordics", "Nordics"),
    ("north america", "North America"),
    ("polsce", "PL"),
    ("u.k.", "GB"),
    ("uae", "AE"),
    ("ue", "EU"),
    ("unia europejska", "EU"),
    ("union europ\u{e9}enne", "EU"),
    ("us", "US"),
];

/// Words between "remote" and the region: "remote, anywhere within the United States". Sorted.
const FILLERS: [&str; 56] = [
    "a",
    "across",
    "all",
    "an",
    "any",
    "anywhere",
    "aus",
    "based",
    "but",
    "candidates",
    "continental",
    "country",
    "dans",
    "de",
    "dentro",
    "der",
    "die",
    "en",
    "entire",
    "for",
    "from",
    "full",
    "fully",
    "ganz",
    "home",
    "im",
    "in",
    "innerhalb",
    "inside",
    "job",
    "la",
    "le",
    "located",
    "mainland",
    "must",
    "na",
    "of",
    "only",
    "opportunity",
    "or",
    "position",
    "possible",
    "role",
    "somewhere",
    "terenie",
    "the",
    "time",
    "to",
    "toda",
    "toute",
    "und",
    "w",
    "whole",
    "within",
    "work",
    "working",
];

/// Words of a name at most: "united states of america".
const WORDS: usize = 4;

/// The part of a country that a location names: by its name, or by its code in a piece of its own.
pub(super) fn of(country: &str, location: &str) -> &'static str {
    let pieces = location.split([',', '|', '(', ')', ';', '/']).map(str::trim);
    for piece in pieces {
        // "TX 78701" carries a ZIP code.
        let name = piece.trim_end_matches(|c: char| c.is_ascii_digit() || c == '-').trim_end();
        let lower = name.to_lowercase();
        let found = PARTS
            .iter()
            .find(|(of, part, code)| *of == country && (*part == lower || (name.len() <= 3 && code[3..] == *name)));
        if let Some((_, _, code)) = found {
            return code;
        }
    }
    ""
}

/// The country of the part that pieces of a location name, for countries whose parts are not told apart elsewhere: states of the US are
/// known by then, and a code of theirs is no other's. Codes of Brazil are those of Italian provinces too, and tell nothing alone.
pub(super) fn country(pieces: &[&str]) -> &'static str {
    let of_part = |piece: &&str| {
        let lower = piece.to_lowercase();
        let is_code = |of: &str, code: &str| of != "BR" && piece.len() >= 2 && code[3..] == **piece;
        PARTS.iter().find(|(of, part, code)| *part == lower || is_code(of, code))
    };
    pieces.iter().rev().find_map(of_part).map_or("", |(country, _, _)| country)
}

/// Whether one of the parts of a location is a group of countries.
pub(super) fn is_group(parts: &[String]) -> bool {
    parts.iter().any(|part| {
        let found = GROUPS.binary_search_by_key(&part.to_lowercase().as_str(), |(name, _)| name).map(|at| GROUPS[at].1);
        found.is_ok_and(|code| country::names(code).next().is_none())
    })
}

/// The region with which a text begins, once signs and words such as "within" are skipped: the code of a country, or the name of a
/// group of countries. Looks no further than a full stop.
pub(crate) fn leading(text: &str) -> Option<&'static str> {
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches([' ', '(', '-', ',', ':', '|', '[', '/']);
        let word = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        if word.is_empty() {
            return None;
        }
        // A name before a filler: "us" is a country in capitals only.
        if let Some(found) = name_at(rest) {
            return Some(found);
        }
        if FILLERS.binary_search(&word.to_lowercase().as_str()).is_err() {
            return None;
        }
        rest = &rest[word.len()..];
    }
}

/// The longest name at the beginning of a text.
fn name_at(text: &str) -> Option<&'static str> {
    let ends = text.char_indices().filter(|(_, c)| !(c.is_alphanumeric() || *c == '.')).map(|(at, _)| at);
    let ends: Vec<usize> = ends.chain([text.len()]).take(WORDS).collect();
    ends.iter().rev().find_map(|end| {
        let name = &text[..*end];
        let short = name.trim_end_matches('.');
        let is_code = short.len() == 2 && short.bytes().all(|byte| byte.is_ascii_uppercase());
        let lower = short.to_lowercase();
        if let Ok(at) = GROUPS.binary_search_by_key(&lower.as_str(), |(name, _)| name) {
            return (lower.len() > 2 || is_code).then(|| GROUPS[at].1);
        }
        let found = match short.len() {
            2 if is_code => country::named(short),
            2 => "",
            _ if name.len() > short.len() && !country::country_name(name).is_empty() => country::country_name(name),
            _ => country::country_name(short),
        };
        Some(found).filter(|found| !found.is_empty())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted() {
        assert!(PARTS.is_sorted());
        assert!(GROUPS.is_sorted());
        assert!(FILLERS.is_sorted());
    }

    #[test]
    fn parts_of_locations() {
        for (country, location, expected) in [
            ("US", "Austin, TX 78701", "US-TX"),
            ("US", "New York, New York, United States", "US-NY"),
            ("CA", "Toronto, ON", "CA-ON"),
            ("GB", "Aberdeen, Scotland", "GB-SCT"),
            ("DE", "Munich, Bavaria, Germany", "DE-BY"),
            ("DE", "Kiel", ""),
            ("", "Paris, TX", ""),
        ] {
            assert_eq!(of(country, location), expected, "{location}");
        }
    }

    #[test]
    fn regions_behind_remote() {
        for (text, expected) in [
            (" (US only)", Some("US")),
            (", Canada", Some("CA")),
            (" within the EU", Some("EU")),
            (" in the United States of America", Some("US")),
            (" - UK", Some("GB")),
            (" for us", None),
            (" in a team", None),
            ("", None),
        ] {
            assert_eq!(leading(text), expected, "{text}");
        }
    }
}
