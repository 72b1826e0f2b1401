//! Country of a posting from what its source wrote.

/// Names and codes of countries in lower case, sorted, with their ISO 3166 codes.
const COUNTRIES: [(&str, &str); 295] = [
    ("albania", "AL"),
    ("alemania", "DE"),
    ("algeria", "DZ"),
    ("allemagne", "DE"),
    ("america", "US"),
    ("andorra", "AD"),
    ("angola", "AO"),
    ("argentina", "AR"),
    ("armenia", "AM"),
    ("australia", "AU"),
    ("australien", "AU"),
    ("austria", "AT"),
    ("autriche", "AT"),
    ("azerbaijan", "AZ"),
    ("bahamas", "BS"),
    ("bahrain", "BH"),
    ("bangladesh", "BD"),
    ("barbados", "BB"),
    ("belarus", "BY"),
    ("belgia", "BE"),
    ("belgien", "BE"),
    ("belgique", "BE"),
    ("belgium", "BE"),
    ("belgi\u{eb}", "BE"),
    ("bermuda", "BM"),
    ("bolivia", "BO"),
    ("bosnia and herzegovina", "BA"),
    ("botswana", "BW"),
    ("brasil", "BR"),
    ("brazil", "BR"),
    ("brunei", "BN"),
    ("br\u{e9}sil", "BR"),
    ("bulgaria", "BG"),
    ("bundesrepublik deutschland", "DE"),
    ("b\u{e9}lgica", "BE"),
    ("cambodia", "KH"),
    ("cameroon", "CM"),
    ("canada", "CA"),
    ("canad\u{e1}", "CA"),
    ("chile", "CL"),
    ("china", "CN"),
    ("chine", "CN"),
    ("colombia", "CO"),
    ("costa rica", "CR"),
    ("croatia", "HR"),
    ("cuba", "CU"),
    ("cyprus", "CY"),
    ("czech rep.", "CZ"),
    ("czech republic", "CZ"),
    ("czechia", "CZ"),
    ("czechy", "CZ"),
    ("c\u{f4}te d'ivoire", "CI"),
    ("danemark", "DK"),
    ("dania", "DK"),
    ("danmark", "DK"),
    ("denemarken", "DK"),
    ("denmark", "DK"),
    ("deutschland", "DE"),
    ("dinamarca", "DK"),
    ("dominican republic", "DO"),
    ("duitsland", "DE"),
    ("d\u{e4}nemark", "DK"),
    ("ecuador", "EC"),
    ("eesti", "EE"),
    ("egypt", "EG"),
    ("el salvador", "SV"),
    ("england", "GB"),
    ("espagne", "ES"),
    ("espa\u{f1}a", "ES"),
    ("estados unidos", "US"),
    ("estonia", "EE"),
    ("ethiopia", "ET"),
    ("faroe islands", "FO"),
    ("fiji", "FJ"),
    ("finland", "FI"),
    ("finlande", "FI"),
    ("finnland", "FI"),
    ("france", "FR"),
    ("francia", "FR"),
    ("francja", "FR"),
    ("frankreich", "FR"),
    ("frankrijk", "FR"),
    ("germany", "DE"),
    ("ghana", "GH"),
    ("gibraltar", "GI"),
    ("grande-bretagne", "GB"),
    ("great britain", "GB"),
    ("greece", "GR"),
    ("greenland", "GL"),
    ("griechenland", "GR"),
    ("gro\u{df}britannien", "GB"),
    ("gr\u{e8}ce", "GR"),
    ("guatemala", "GT"),
    ("guernsey", "GG"),
    ("haiti", "HT"),
    ("hiszpania", "ES"),
    ("holandia", "NL"),
    ("holland", "NL"),
    ("honduras", "HN"),
    ("hong kong", "HK"),
    ("hrvatska", "HR"),
    ("hungary", "HU"),
    ("iceland", "IS"),
    ("ierland", "IE"),
    ("inde", "IN"),
    ("india", "IN"),
    ("indien", "IN"),
    ("indonesia", "ID"),
    ("iraq", "IQ"),
    ("ireland", "IE"),
    ("irland", "IE"),
    ("irlanda", "IE"),
    ("irlande", "IE"),
    ("irlandia", "IE"),
    ("isle of man", "IM"),
    ("israel", "IL"),
    ("italia", "IT"),
    ("italie", "IT"),
    ("italien", "IT"),
    ("itali\u{eb}", "IT"),
    ("italy", "IT"),
    ("ivory coast", "CI"),
    ("jamaica", "JM"),
    ("japan", "JP"),
    ("japon", "JP"),
    ("jap\u{f3}n", "JP"),
    ("jersey", "JE"),
    ("jordan", "JO"),
    ("kanada", "CA"),
    ("kazakhstan", "KZ"),
    ("kenya", "KE"),
    ("korea", "KR"),
    ("kosovo", "XK"),
    ("kuwait", "KW"),
    ("kyrgyzstan", "KG"),
    ("laos", "LA"),
    ("latvia", "LV"),
    ("latvija", "LV"),
    ("lebanon", "LB"),
    ("libya", "LY"),
    ("liechtenstein", "LI"),
    ("lietuva", "LT"),
    ("lithuania", "LT"),
    ("luxembourg", "LU"),
    ("luxemburg", "LU"),
    ("macau", "MO"),
    ("madagascar", "MG"),
    ("magyarorsz\u{e1}g", "HU"),
    ("malawi", "MW"),
    ("malaysia", "MY"),
    ("malta", "MT"),
    ("maroc", "MA"),
    ("mauritius", "MU"),
    ("mexico", "MX"),
    ("moldova", "MD"),
    ("monaco", "MC"),
    ("mongolia", "MN"),
    ("montenegro", "ME"),
    ("morocco", "MA"),
    ("mozambique", "MZ"),
    ("myanmar", "MM"),
    ("m\u{e9}xico", "MX"),
    ("namibia", "NA"),
    ("nederland", "NL"),
    ("nepal", "NP"),
    ("netherlands", "NL"),
    ("new zealand", "NZ"),
    ("nicaragua", "NI"),
    ("niderlandy", "NL"),
    ("niederlande", "NL"),
    ("niemcy", "DE"),
    ("nigeria", "NG"),
    ("noorwegen", "NO"),
    ("norge", "NO"),
    ("north macedonia", "MK"),
    ("northern ireland", "GB"),
    ("noruega", "NO"),
    ("norv\u{e8}ge", "NO"),
    ("norway", "NO"),
    ("norwegen", "NO"),
    ("norwegia", "NO"),
    ("oman", "OM"),
    ("oostenrijk", "AT"),
    ("pakistan", "PK"),
    ("panama", "PA"),
    ("panam\u{e1}", "PA"),
    ("papua new guinea", "PG"),
    ("paraguay", "PY"),
    ("pays-bas", "NL"),
    ("pa\u{ed}ses bajos", "NL"),
    ("peru", "PE"),
    ("per\u{fa}", "PE"),
    ("philippines", "PH"),
    ("poland", "PL"),
    ("polen", "PL"),
    ("pologne", "PL"),
    ("polonia", "PL"),
    ("polska", "PL"),
    ("portugal", "PT"),
    ("portugalia", "PT"),
    ("qatar", "QA"),
    ("reino unido", "GB"),
    ("republic of ireland", "IE"),
    ("republic of korea", "KR"),
    ("rep\u{fa}blica dominicana", "DO"),
    ("romania", "RO"),
    ("rom\u{e2}nia", "RO"),
    ("roumanie", "RO"),
    ("royaume-uni", "GB"),
    ("rum\u{e4}nien", "RO"),
    ("russia", "RU"),
    ("russian federation", "RU"),
    ("rwanda", "RW"),
    ("rzeczpospolita polska", "PL"),
    ("saudi arabia", "SA"),
    ("schweden", "SE"),
    ("schweiz", "CH"),
    ("scotland", "GB"),
    ("senegal", "SN"),
    ("serbia", "RS"),
    ("singapore", "SG"),
    ("slovakia", "SK"),
    ("slovenia", "SI"),
    ("slovenija", "SI"),
    ("slovensko", "SK"),
    ("south africa", "ZA"),
    ("south korea", "KR"),
    ("spain", "ES"),
    ("spanien", "ES"),
    ("spanje", "ES"),
    ("sri lanka", "LK"),
    ("stany zjednoczone", "US"),
    ("sudan", "SD"),
    ("suecia", "SE"),
    ("suisse", "CH"),
    ("suiza", "CH"),
    ("suomi", "FI"),
    ("su\u{e8}de", "SE"),
    ("sverige", "SE"),
    ("svizzera", "CH"),
    ("sweden", "SE"),
    ("switzerland", "CH"),
    ("szwajcaria", "CH"),
    ("szwecja", "SE"),
    ("taiwan", "TW"),
    ("tanzania", "TZ"),
    ("thailand", "TH"),
    ("the netherlands", "NL"),
    ("the uk", "GB"),
    ("the united kingdom", "GB"),
    ("the united states", "US"),
    ("the usa", "US"),
    ("trinidad and tobago", "TT"),
    ("tschechien", "CZ"),
    ("tunisia", "TN"),
    ("tunisie", "TN"),
    ("turkey", "TR"),
    ("t\u{fc}rkei", "TR"),
    ("t\u{fc}rkiye", "TR"),
    ("u.a.e.", "AE"),
    ("u.k.", "GB"),
    ("u.s.", "US"),
    ("u.s.a.", "US"),
    ("uae", "AE"),
    ("uganda", "UG"),
    ("uk", "GB"),
    ("ukraina", "UA"),
    ("ukraine", "UA"),
    ("ungarn", "HU"),
    ("united arab emirates", "AE"),
    ("united kingdom", "GB"),
    ("united states", "US"),
    ("united states of america", "US"),
    ("uruguay", "UY"),
    ("usa", "US"),
    ("uzbekistan", "UZ"),
    ("venezuela", "VE"),
    ("vereinigte staaten", "US"),
    ("vereinigtes k\u{f6}nigreich", "GB"),
    ("verenigd koninkrijk", "GB"),
    ("verenigde staten", "US"),
    ("viet nam", "VN"),
    ("vietnam", "VN"),
    ("wales", "GB"),
    ("wielka brytania", "GB"),
    ("w\u{142}ochy", "IT"),
    ("zambia", "ZM"),
    ("zimbabwe", "ZW"),
    ("zweden", "SE"),
    ("zwitserland", "CH"),
    ("\u{e9}ire", "IE"),
    ("\u{e9}tats-unis", "US"),
    ("\u{ed}sland", "IS"),
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

/// The code of the country column, else of the location, where all places that it names are in one country.
pub(crate) fn code(country: &str, location: &str) -> &'static str {
    let named = named(country);
    if !named.is_empty() {
        return named;
    }
    let mut found = "";
    // "EU + UK": a group of countries is more than one.
    let mut several = false;
    for place in places(location) {
        match (found, of_place(place)) {
            (_, "") => several |= super::region::is_group(&parts(place)),
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
    if let Ok(at) = CITIES.binary_search_by_key(&city.as_str(), |(name, _)| name)
        && (parts.len() == 1 || parts.last().is_some_and(|last| last.eq_ignore_ascii_case(CITIES[at].1)))
    {
        return CITIES[at].1;
    }
    let explicit = || parts.iter().rev().map(|part| of_part(part)).find(|found| !found.is_empty());
    let region = || Some(super::region::country(&parts)).filter(|found| !found.is_empty());
    let end = || parts.iter().rev().map(|part| of_end(part)).find(|found| !found.is_empty());
    explicit().or_else(region).or_else(end).unwrap_or_else(|| of_cities(&parts))
}

/// The country of the cities that a place names: "Paris, Vienna" are in several.
fn of_cities(parts: &[&str]) -> &'static str {
    let mut found =
        parts.iter().map(|part| super::cities::country(&part.to_lowercase())).filter(|found| !found.is_empty());
    let first = found.next().unwrap_or("");
    if found.all(|other| other == first) { first } else { "" }
}

/// Whether a part of a location is a city or a region of a country.
fn is_of(part: &str, country: &str) -> bool {
    super::cities::country(&part.to_lowercase()) == country || super::region::country(&[part]) == country
}

fn is_state(code: &str) -> bool {
    US_STATES.binary_search(&code.to_lowercase().as_str()).is_ok()
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
    let of_city = super::cities::country(&front.to_lowercase());
    let of_part = if last.len() > 3 || is_capital { of_part(last) } else { "" };
    let of_region = if is_capital && last.len() == 3 { super::region::country(&[last]) } else { "" };
    let is_there = || of_city == named(last) || !super::region::of(of_city, last).is_empty();
    match of_part {
        "US" if is_code(last) && !of_city.is_empty() && is_there() => of_city,
        "" => of_region,
        _ => of_part,
    }
}

/// A part of a location without the words that say how work is done there, or how much of the place is meant.
fn without_fillers(part: &str) -> String {
    let part = part.trim();
    if !super::cities::country(&part.to_lowercase()).is_empty() || !country_name(part).is_empty() {
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
