//! Country of a posting from what its source wrote.

/// Names and codes of countries in lower case, sorted, with their ISO 3166 codes.
const COUNTRIES: [(&str, &str); 83] = [
    ("argentina", "AR"),
    ("australia", "AU"),
    ("austria", "AT"),
    ("belgium", "BE"),
    ("brasil", "BR"),
    ("brazil", "BR"),
    ("bulgaria", "BG"),
    ("canada", "CA"),
    ("chile", "CL"),
    ("china", "CN"),
    ("colombia", "CO"),
    ("costa rica", "CR"),
    ("croatia", "HR"),
    ("cyprus", "CY"),
    ("czech republic", "CZ"),
    ("czechia", "CZ"),
    ("denmark", "DK"),
    ("deutschland", "DE"),
    ("egypt", "EG"),
    ("england", "GB"),
    ("espa\u{f1}a", "ES"),
    ("estonia", "EE"),
    ("finland", "FI"),
    ("france", "FR"),
    ("germany", "DE"),
    ("great britain", "GB"),
    ("greece", "GR"),
    ("hong kong", "HK"),
    ("hungary", "HU"),
    ("iceland", "IS"),
    ("india", "IN"),
    ("indonesia", "ID"),
    ("ireland", "IE"),
    ("israel", "IL"),
    ("italia", "IT"),
    ("italy", "IT"),
    ("japan", "JP"),
    ("kenya", "KE"),
    ("latvia", "LV"),
    ("lithuania", "LT"),
    ("luxembourg", "LU"),
    ("malaysia", "MY"),
    ("malta", "MT"),
    ("mexico", "MX"),
    ("morocco", "MA"),
    ("nederland", "NL"),
    ("netherlands", "NL"),
    ("new zealand", "NZ"),
    ("nigeria", "NG"),
    ("northern ireland", "GB"),
    ("norway", "NO"),
    ("pakistan", "PK"),
    ("peru", "PE"),
    ("philippines", "PH"),
    ("poland", "PL"),
    ("polska", "PL"),
    ("portugal", "PT"),
    ("romania", "RO"),
    ("saudi arabia", "SA"),
    ("schweiz", "CH"),
    ("scotland", "GB"),
    ("serbia", "RS"),
    ("singapore", "SG"),
    ("slovakia", "SK"),
    ("slovenia", "SI"),
    ("south africa", "ZA"),
    ("south korea", "KR"),
    ("spain", "ES"),
    ("sweden", "SE"),
    ("switzerland", "CH"),
    ("taiwan", "TW"),
    ("thailand", "TH"),
    ("the netherlands", "NL"),
    ("turkey", "TR"),
    ("u.s.", "US"),
    ("u.s.a.", "US"),
    ("uk", "GB"),
    ("ukraine", "UA"),
    ("united arab emirates", "AE"),
    ("united kingdom", "GB"),
    ("united states", "US"),
    ("usa", "US"),
    ("vietnam", "VN"),
];

/// Postal codes and names of US states, sorted. A location that ends in one is in the United States.
const US_STATES: [&str; 105] = [
    "ak",
    "al",
    "alabama",
    "alaska",
    "ar",
    "arizona",
    "arkansas",
    "az",
    "ca",
    "california",
    "co",
    "colorado",
    "connecticut",
    "ct",
    "dc",
    "de",
    "delaware",
    "district of columbia",
    "fl",
    "florida",
    "ga",
    "georgia",
    "hawaii",
    "hi",
    "ia",
    "id",
    "idaho",
    "il",
    "illinois",
    "in",
    "indiana",
    "iowa",
    "kansas",
    "kentucky",
    "ks",
    "ky",
    "la",
    "louisiana",
    "ma",
    "maine",
    "maryland",
    "massachusetts",
    "md",
    "me",
    "mi",
    "michigan",
    "minnesota",
    "mississippi",
    "missouri",
    "mn",
    "mo",
    "montana",
    "ms",
    "mt",
    "nc",
    "nd",
    "ne",
    "nebraska",
    "nevada",
    "new hampshire",
    "new jersey",
    "new mexico",
    "new york",
    "nh",
    "nj",
    "nm",
    "north carolina",
    "north dakota",
    "nv",
    "ny",
    "oh",
    "ohio",
    "ok",
    "oklahoma",
    "or",
    "oregon",
    "pa",
    "pennsylvania",
    "puerto rico",
    "rhode island",
    "ri",
    "sc",
    "sd",
    "south carolina",
    "south dakota",
    "tennessee",
    "texas",
    "tn",
    "tx",
    "us",
    "ut",
    "utah",
    "va",
    "vermont",
    "virginia",
    "vt",
    "wa",
    "washington",
    "washington dc",
    "west virginia",
    "wi",
    "wisconsin",
    "wv",
    "wy",
    "wyoming",
];

/// The code of the country column, else of the last part of the location that tells.
pub(super) fn code(country: &str, location: &str) -> &'static str {
    let named = named(country);
    if !named.is_empty() {
        return named;
    }
    for part in location.rsplit([',', '|', '(', ')', ';']) {
        let part = part.trim();
        let found = country_name(part);
        if !found.is_empty() {
            return found;
        }
        // "TX 78701" carries a ZIP code.
        let state =
            part.split_whitespace().filter(|word| !word.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-'));
        let state = state.collect::<Vec<_>>().join(" ").to_lowercase();
        // Two letters are a state only as capitals: "Santiago de" is no Delaware.
        let code = state.len() == 2 && !part.starts_with(|c: char| c.is_ascii_uppercase());
        if !code && US_STATES.binary_search(&state.as_str()).is_ok() {
            return "US";
        }
    }
    ""
}

/// A country column: a code of two letters or a name.
fn named(country: &str) -> &'static str {
    let country = country.trim();
    if country.len() == 2 {
        let upper = country.to_ascii_uppercase();
        let upper = if upper == "UK" { "GB" } else { &upper };
        return COUNTRIES.iter().find(|(_, code)| *code == upper).map_or("", |(_, code)| code);
    }
    country_name(country)
}

fn country_name(text: &str) -> &'static str {
    let lower = text.trim().to_lowercase();
    match COUNTRIES.binary_search_by_key(&lower.as_str(), |(name, _)| name) {
        Ok(at) => COUNTRIES[at].1,
        Err(_) => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted() {
        assert!(COUNTRIES.is_sorted());
        assert!(US_STATES.is_sorted());
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
            ("", "Berlin, Germany (Remote)", "DE"),
        ] {
            assert_eq!(code(country, location), expected, "{country} {location}");
        }
    }
}
