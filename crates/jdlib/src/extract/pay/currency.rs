//! Currencies: of signs, codes and words, and of countries.

use crate::lexicon::{Lexicon, PayWordKind};
use crate::terms::Currency;

/// What a currency sign or word says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Coin<'l> {
    /// The currency, if it is known.
    pub(super) currency: Option<Currency>,
    /// Currencies that write the same sign, separated by bars; empty where the word is one currency's own.
    shared: &'l str,
    /// Whether the posting's country had to decide.
    pub(super) inferred: bool,
}

impl<'l> Coin<'l> {
    /// Reads the value of a row: `EUR` is one currency; `USD|CAD|AUD` are those that share a sign, the one meant where nothing tells
    /// first; `|SEK|NOK` share a sign that means nothing without a country.
    pub(super) fn read(value: &'l str, country: &str) -> Self {
        if !value.contains('|') {
            return Self { currency: Currency::parse(value), shared: "", inferred: false };
        }
        let own = of_country(country).filter(|currency| value.split('|').any(|code| code == currency.as_str()));
        let usual = value.split('|').next().and_then(Currency::parse);
        // A sign of the country that is meant by it anyway leaves nothing to infer.
        let inferred = own.is_none() || own != usual;
        let currency = own.or(usual);
        Self { currency, shared: value, inferred: inferred && currency.is_some() }
    }

    /// A currency of which nothing else is said.
    pub(super) fn of(currency: Currency) -> Self {
        Self { currency: Some(currency), shared: "", inferred: false }
    }

    /// Whether a code beside the sign says which of its currencies is meant: `$120,000 AUD`.
    pub(super) fn settled_by(&self, code: &Self) -> bool {
        let code = code.currency.filter(|_| code.shared.is_empty());
        !self.shared.is_empty()
            && code.is_some_and(|currency| self.shared.split('|').any(|shared| shared == currency.as_str()))
    }

    /// Whether it may be the same money as another: equal, or one of the signs leaves it open.
    pub(super) fn agrees(&self, other: &Self) -> bool {
        self.currency == other.currency || self.settled_by(other) || other.settled_by(self)
    }

    /// Whether the word is one currency's own.
    pub(super) fn is_certain(&self) -> bool {
        self.shared.is_empty()
    }
}

/// The currency that a column names by code, sign or word.
pub(super) fn of_column<'l>(lexicon: &'l Lexicon, word: &str, country: &str) -> Option<Coin<'l>> {
    let word = word.trim().to_lowercase();
    if word.is_empty() {
        return None;
    }
    let table = &lexicon.inner().words.pay;
    let known = table.iter().find(|entry| entry.kind == PayWordKind::Currency && entry.text == word);
    match known {
        Some(entry) => Some(Coin::read(&entry.value, country)),
        None => Currency::parse(&word).map(Coin::of),
    }
}

/// Countries with their currencies, by code. Euro countries stand first.
const COUNTRIES: [(&str, &str); 77] = [
    ("AT", "EUR"),
    ("BE", "EUR"),
    ("CY", "EUR"),
    ("DE", "EUR"),
    ("EE", "EUR"),
    ("ES", "EUR"),
    ("FI", "EUR"),
    ("FR", "EUR"),
    ("GR", "EUR"),
    ("HR", "EUR"),
    ("IE", "EUR"),
    ("IT", "EUR"),
    ("LT", "EUR"),
    ("LU", "EUR"),
    ("LV", "EUR"),
    ("MT", "EUR"),
    ("NL", "EUR"),
    ("PT", "EUR"),
    ("SI", "EUR"),
    ("SK", "EUR"),
    ("AE", "AED"),
    ("AR", "ARS"),
    ("AU", "AUD"),
    ("BD", "BDT"),
    ("BG", "BGN"),
    ("BR", "BRL"),
    ("CA", "CAD"),
    ("CH", "CHF"),
    ("CL", "CLP"),
    ("CN", "CNY"),
    ("CO", "COP"),
    ("CR", "CRC"),
    ("CZ", "CZK"),
    ("DK", "DKK"),
    ("EG", "EGP"),
    ("GB", "GBP"),
    ("GE", "GEL"),
    ("GH", "GHS"),
    ("GT", "GTQ"),
    ("HK", "HKD"),
    ("HU", "HUF"),
    ("ID", "IDR"),
    ("IL", "ILS"),
    ("IN", "INR"),
    ("IS", "ISK"),
    ("JM", "JMD"),
    ("JP", "JPY"),
    ("KE", "KES"),
    ("KR", "KRW"),
    ("KZ", "KZT"),
    ("LK", "LKR"),
    ("MA", "MAD"),
    ("MX", "MXN"),
    ("MY", "MYR"),
    ("NG", "NGN"),
    ("NO", "NOK"),
    ("NZ", "NZD"),
    ("PE", "PEN"),
    ("PH", "PHP"),
    ("PK", "PKR"),
    ("PL", "PLN"),
    ("QA", "QAR"),
    ("RO", "RON"),
    ("RS", "RSD"),
    ("RU", "RUB"),
    ("SA", "SAR"),
    ("SE", "SEK"),
    ("SG", "SGD"),
    ("TH", "THB"),
    ("TR", "TRY"),
    ("TT", "TTD"),
    ("TW", "TWD"),
    ("UA", "UAH"),
    ("US", "USD"),
    ("UY", "UYU"),
    ("VN", "VND"),
    ("ZA", "ZAR"),
];

/// The currency of a country.
pub(super) fn of_country(country: &str) -> Option<Currency> {
    COUNTRIES.iter().find(|(code, _)| *code == country).and_then(|(_, currency)| Currency::parse(currency))
}

/// The country that a language speaks for where the posting names none: one that shares its language with no other currency.
pub(super) fn country_of_language(language: Option<&str>) -> &'static str {
    const LANGUAGES: [(&str, &str); 9] = [
        ("cs", "CZ"),
        ("da", "DK"),
        ("hu", "HU"),
        ("ja", "JP"),
        ("ko", "KR"),
        ("no", "NO"),
        ("pl", "PL"),
        ("sv", "SE"),
        ("zh", "CN"),
    ];
    LANGUAGES.iter().find(|(code, _)| Some(*code) == language).map_or("", |(_, country)| country)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shared_sign_asks_the_country() {
        let dollar = "USD|AUD|CAD";
        for (value, country, currency, inferred) in [
            ("EUR", "US", "EUR", false),
            (dollar, "", "USD", true),
            (dollar, "US", "USD", false),
            (dollar, "CA", "CAD", true),
            (dollar, "PL", "USD", true),
            ("|SEK|NOK", "", "", false),
            ("|SEK|NOK", "SE", "SEK", true),
        ] {
            let coin = Coin::read(value, country);
            let found = coin.currency.map(|currency| currency.to_string()).unwrap_or_default();
            assert_eq!((found.as_str(), coin.inferred), (currency, inferred), "{value} in {country}");
        }
        assert!(Coin::read(dollar, "").settled_by(&Coin::read("AUD", "")));
        assert!(!Coin::read(dollar, "").settled_by(&Coin::read("EUR", "")));
    }
}
