//! Country of a posting from what its source wrote.

/// Names and codes of countries in lower case, sorted, with their ISO 3166 codes.
const COUNTRIES: [(&str, &str); 159] = [
    ("albania", "AL"),
    ("alemania", "DE"),
    ("algeria", "DZ"),
    ("allemagne", "DE"),
    ("argentina", "AR"),
    ("armenia", "AM"),
    ("australia", "AU"),
    ("austria", "AT"),
    ("bahrain", "BH"),
    ("bangladesh", "BD"),
    ("belarus", "BY"),
    ("belgien", "BE"),
    ("belgique", "BE"),
    ("belgium", "BE"),
    ("belgi\u{eb}", "BE"),
    ("bolivia", "BO"),
    ("bosnia and herzegovina", "BA"),
    ("brasil", "BR"),
    ("brazil", "BR"),
    ("bulgaria", "BG"),
    ("cambodia", "KH"),
    ("canada", "CA"),
    ("chile", "CL"),
    ("china", "CN"),
    ("colombia", "CO"),
    ("costa rica", "CR"),
    ("croatia", "HR"),
    ("cuba", "CU"),
    ("cyprus", "CY"),
    ("czech republic", "CZ"),
    ("czechia", "CZ"),
    ("danmark", "DK"),
    ("denmark", "DK"),
    ("deutschland", "DE"),
    ("dominican republic", "DO"),
    ("duitsland", "DE"),
    ("ecuador", "EC"),
    ("egypt", "EG"),
    ("el salvador", "SV"),
    ("england", "GB"),
    ("espa\u{f1}a", "ES"),
    ("estonia", "EE"),
    ("ethiopia", "ET"),
    ("finland", "FI"),
    ("france", "FR"),
    ("francia", "FR"),
    ("frankreich", "FR"),
    ("germany", "DE"),
    ("ghana", "GH"),
    ("great britain", "GB"),
    ("greece", "GR"),
    ("guatemala", "GT"),
    ("guernsey", "GG"),
    ("holland", "NL"),
    ("honduras", "HN"),
    ("hong kong", "HK"),
    ("hungary", "HU"),
    ("iceland", "IS"),
    ("india", "IN"),
    ("indonesia", "ID"),
    ("ireland", "IE"),
    ("israel", "IL"),
    ("italia", "IT"),
    ("italy", "IT"),
    ("jamaica", "JM"),
    ("japan", "JP"),
    ("jersey", "JE"),
    ("jordan", "JO"),
    ("kazakhstan", "KZ"),
    ("kenya", "KE"),
    ("kuwait", "KW"),
    ("latvia", "LV"),
    ("lebanon", "LB"),
    ("liechtenstein", "LI"),
    ("lithuania", "LT"),
    ("luxembourg", "LU"),
    ("luxemburg", "LU"),
    ("macau", "MO"),
    ("malaysia", "MY"),
    ("malta", "MT"),
    ("mexico", "MX"),
    ("moldova", "MD"),
    ("monaco", "MC"),
    ("montenegro", "ME"),
    ("morocco", "MA"),
    ("m\u{e9}xico", "MX"),
    ("nederland", "NL"),
    ("nepal", "NP"),
    ("netherlands", "NL"),
    ("new zealand", "NZ"),
    ("nicaragua", "NI"),
    ("niederlande", "NL"),
    ("niemcy", "DE"),
    ("nigeria", "NG"),
    ("norge", "NO"),
    ("north macedonia", "MK"),
    ("northern ireland", "GB"),
    ("norway", "NO"),
    ("oman", "OM"),
    ("pakistan", "PK"),
    ("panama", "PA"),
    ("panam\u{e1}", "PA"),
    ("paraguay", "PY"),
    ("pays-bas", "NL"),
    ("peru", "PE"),
    ("per\u{fa}", "PE"),
    ("philippines", "PH"),
    ("poland", "PL"),
    ("polen", "PL"),
    ("polska", "PL"),
    ("portugal", "PT"),
    ("qatar", "QA"),
    ("rep\u{fa}blica dominicana", "DO"),
    ("romania", "RO"),
    ("royaume-uni", "GB"),
    ("russia", "RU"),
    ("rwanda", "RW"),
    ("saudi arabia", "SA"),
    ("schweiz", "CH"),
    ("scotland", "GB"),
    ("senegal", "SN"),
    ("serbia", "RS"),
    ("singapore", "SG"),
    ("slovakia", "SK"),
    ("slovenia", "SI"),
    ("south africa", "ZA"),
    ("south korea", "KR"),
    ("spain", "ES"),
    ("spanien", "ES"),
    ("sri lanka", "LK"),
    ("suisse", "CH"),
    ("suomi", "FI"),
    ("sverige", "SE"),
    ("svizzera", "CH"),
    ("sweden", "SE"),
    ("switzerland", "CH"),
    ("taiwan", "TW"),
    ("tanzania", "TZ"),
    ("thailand", "TH"),
    ("the netherlands", "NL"),
    ("tunisia", "TN"),
    ("turkey", "TR"),
    ("t\u{fc}rkiye", "TR"),
    ("u.s.", "US"),
    ("u.s.a.", "US"),
    ("uganda", "UG"),
    ("uk", "GB"),
    ("ukraine", "UA"),
    ("united arab emirates", "AE"),
    ("united kingdom", "GB"),
    ("united states", "US"),
    ("uruguay", "UY"),
    ("usa", "US"),
    ("venezuela", "VE"),
    ("vietnam", "VN"),
    ("wales", "GB"),
    ("\u{e9}ire", "IE"),
    ("\u{f6}sterreich", "AT"),
    ("\u{10d}esko", "CZ"),
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

/// The code of the country column, else of the last part of the location that tells.
pub(crate) fn code(country: &str, location: &str) -> &'static str {
    let named = named(country);
    if !named.is_empty() || location.is_empty() {
        return named;
    }
    let parts: Vec<&str> =
        location.split([',', '|', '(', ')', ';']).map(str::trim).filter(|part| !part.is_empty()).collect();
    // "Austin, TX, US", "Pune, MH, IN": three parts end in a country.
    if parts.len() >= 3
        && let Some(last) = parts.last().filter(|last| is_code(last))
        && !self::named(last).is_empty()
    {
        return self::named(last);
    }
    let city = parts.first().map(|city| city.to_lowercase()).unwrap_or_default();
    if let Ok(at) = CITIES.binary_search_by_key(&city.as_str(), |(name, _)| name)
        && (parts.len() == 1 || parts.last().is_some_and(|last| last.eq_ignore_ascii_case(CITIES[at].1)))
    {
        return CITIES[at].1;
    }
    for part in parts.iter().rev() {
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
        if (state.len() != 2 || is_code(&state)) && US_STATES.binary_search(&state.to_lowercase().as_str()).is_ok() {
            return "US";
        }
        if is_code(&state) && !self::named(&state).is_empty() {
            return self::named(&state);
        }
    }
    let part = super::region::country(&parts);
    if !part.is_empty() {
        return part;
    }
    super::cities::country(location.split([',', '|', '(', ')', ';', '/']).flat_map(|part| part.split(" - ")))
}

/// Names of a country, in lower case.
pub(crate) fn names(code: &str) -> impl Iterator<Item = &'static str> {
    COUNTRIES.iter().filter(move |(_, country)| *country == code).map(|(name, _)| *name)
}

fn is_code(text: &str) -> bool {
    text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// A country column: a code of two letters or a name.
pub(super) fn named(country: &str) -> &'static str {
    let country = country.trim();
    if country.len() == 2 {
        let upper = country.to_ascii_uppercase();
        let upper = if upper == "UK" { "GB" } else { &upper };
        return COUNTRIES.iter().find(|(_, code)| *code == upper).map_or("", |(_, code)| code);
    }
    country_name(country)
}

pub(super) fn country_name(text: &str) -> &'static str {
    if text.is_empty() {
        return "";
    }
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
        assert!(CITIES.is_sorted());
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
        ] {
            assert_eq!(code(country, location), expected, "{country} {location}");
        }
    }
}
