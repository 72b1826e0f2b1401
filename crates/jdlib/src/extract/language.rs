//! Language of a posting.

use whatlang::{Lang, detect};

use crate::text::Text;

/// Characters that are looked at: enough to tell a language, and a bound on the cost.
const SAMPLE: usize = 1_200;
/// Shorter texts are not guessed at.
const SHORTEST: usize = 40;

/// ISO 639-1 codes of the languages in which postings are common. Others are left untold rather than guessed.
const CODES: [(Lang, &str); 22] = [
    (Lang::Eng, "en"),
    (Lang::Deu, "de"),
    (Lang::Fra, "fr"),
    (Lang::Spa, "es"),
    (Lang::Por, "pt"),
    (Lang::Ita, "it"),
    (Lang::Nld, "nl"),
    (Lang::Pol, "pl"),
    (Lang::Swe, "sv"),
    (Lang::Dan, "da"),
    (Lang::Nob, "no"),
    (Lang::Fin, "fi"),
    (Lang::Ces, "cs"),
    (Lang::Ron, "ro"),
    (Lang::Hun, "hu"),
    (Lang::Tur, "tr"),
    (Lang::Rus, "ru"),
    (Lang::Ukr, "uk"),
    (Lang::Ell, "el"),
    (Lang::Jpn, "ja"),
    (Lang::Kor, "ko"),
    (Lang::Cmn, "zh"),
];

/// Function words that English texts are full of and other languages do not have. Sorted.
const ENGLISH: [&str; 14] =
    ["and", "are", "for", "have", "our", "that", "the", "this", "to", "will", "with", "work", "you", "your"];
/// Words looked at for them, and how many of each hundred must be such words, of at least four kinds. In the sample and in two real files
/// no text of another language has a quarter of that. Trigrams cost five times as much as everything else that is read of a posting.
const WORDS: usize = 120;
const PER_HUNDRED: usize = 10;
const KINDS: u32 = 4;

/// Function words of the other languages whose words the lexicon has. Sorted within a language; words that two of them share are left
/// out.
const OTHERS: [(&str, [&str; 16]); 5] = [
    (
        "de",
        [
            "auf",
            "bei",
            "das",
            "dein",
            "der",
            "du",
            "f\u{fc}r",
            "ist",
            "mit",
            "nicht",
            "oder",
            "sie",
            "und",
            "wir",
            "zu",
            "\u{fc}ber",
        ],
    ),
    (
        "es",
        [
            "al",
            "como",
            "con",
            "del",
            "el",
            "las",
            "los",
            "m\u{e1}s",
            "nuestro",
            "para",
            "por",
            "que",
            "se",
            "una",
            "y",
            "\u{e9}xito",
        ],
    ),
    (
        "fr",
        [
            "au", "aux", "avec", "dans", "des", "du", "et", "les", "nous", "notre", "ou", "pour", "sur", "une", "vos",
            "vous",
        ],
    ),
    (
        "nl",
        ["aan", "bij", "dat", "de", "een", "en", "het", "je", "jij", "met", "niet", "ons", "op", "van", "voor", "wij"],
    ),
    (
        "pl",
        [
            "do",
            "dla",
            "i",
            "jest",
            "lub",
            "masz",
            "na",
            "nie",
            "oraz",
            "po",
            "przy",
            "si\u{119}",
            "w",
            "z",
            "za",
            "\u{17c}e",
        ],
    ),
];
/// How many of each hundred words must be such words of one language, of at least three kinds, and twice as many as of any other.
const OTHERS_PER_HUNDRED: usize = 12;

fn by_words(text: &str) -> Option<&'static str> {
    let mut words = 0;
    let mut hits = [0_usize; OTHERS.len()];
    let mut kinds = [0_u32; OTHERS.len()];
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).take(WORDS) {
        words += 1;
        if word.len() > 7 {
            continue;
        }
        let word = word.to_lowercase();
        for (at, (_, list)) in OTHERS.iter().enumerate() {
            if let Some(kind) = list.iter().position(|other| *other == word) {
                hits[at] += 1;
                kinds[at] |= 1 << kind;
            }
        }
    }
    let best = (0..OTHERS.len()).max_by_key(|at| hits[*at])?;
    let second = (0..OTHERS.len()).filter(|at| *at != best).map(|at| hits[at]).max().unwrap_or(0);
    let sure =
        hits[best] * 100 >= words * OTHERS_PER_HUNDRED && kinds[best].count_ones() >= 3 && hits[best] >= 2 * second;
    sure.then_some(OTHERS[best].0)
}

fn is_english(text: &str) -> bool {
    let (mut words, mut hits, mut kinds) = (0, 0, 0u32);
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).take(WORDS) {
        words += 1;
        let mut lower = [0_u8; 4];
        let Some(lower) = lower.get_mut(..word.len()) else { continue };
        lower.copy_from_slice(word.as_bytes());
        lower.make_ascii_lowercase();
        if let Ok(at) = ENGLISH.binary_search_by_key(&&*lower, |word| word.as_bytes()) {
            hits += 1;
            kinds |= 1 << at;
        }
    }
    hits * 100 >= words * PER_HUNDRED && kinds.count_ones() >= KINDS
}

/// The language of the text, where its words or trigrams tell it reliably.
pub(crate) fn of(text: &Text<'_>) -> Option<&'static str> {
    let folded = text.folded().trim();
    let end = folded.char_indices().nth(SAMPLE).map_or(folded.len(), |(at, _)| at);
    if end < SHORTEST {
        return None;
    }
    if is_english(folded) {
        return Some("en");
    }
    if let Some(code) = by_words(folded) {
        return Some(code);
    }
    let info = detect(&folded[..end])?;
    if !info.is_reliable() {
        return None;
    }
    CODES.iter().find(|(lang, _)| *lang == info.lang()).map(|(_, code)| *code)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Markup;

    #[test]
    fn languages_are_told_apart() {
        assert!(ENGLISH.is_sorted());
        for (text, expected) in [
            ("You will work with the team to build our platform, and you have the time for it.", Some("en")),
            (
                "Wir suchen eine Entwicklerin oder einen Entwickler mit Erfahrung in Python und Docker f\u{fc}r unser Team in Berlin.",
                Some("de"),
            ),
            (
                "Nous recherchons une personne avec une bonne connaissance de Python et de Docker pour notre \u{e9}quipe \u{e0} Paris.",
                Some("fr"),
            ),
            (
                "Wij zoeken een ontwikkelaar met ervaring in Python of Java voor ons team in Utrecht, en we werken graag samen.",
                Some("nl"),
            ),
            ("Python, SQL", None),
        ] {
            assert_eq!(of(&Text::new(text, Markup::Plain)), expected, "{text}");
        }
    }
}
