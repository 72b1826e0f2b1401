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
const FOREIGN: [(&str, [&str; 16]); 5] = [
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
const FOREIGN_PER_HUNDRED: usize = 12;

fn by_words(text: &str) -> Option<&'static str> {
    let mut words = 0;
    let mut hits = [0_usize; FOREIGN.len()];
    let mut kinds = [0_u32; FOREIGN.len()];
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).take(WORDS) {
        words += 1;
        if word.len() > 7 {
            continue;
        }
        let word = word.to_lowercase();
        for (at, (_, list)) in FOREIGN.iter().enumerate() {
            if let Some(kind) = list.iter().position(|other| *other == word) {
                hits[at] += 1;
                kinds[at] |= 1 << kind;
            }
        }
    }
    let best = (0..FOREIGN.len()).max_by_key(|at| hits[*at])?;
    let second = (0..FOREIGN.len()).filter(|at| *at != best).map(|at| hits[at]).max().unwrap_or(0);
    let sure =
        hits[best] * 100 >= words * FOREIGN_PER_HUNDRED && kinds[best].count_ones() >= 3 && hits[best] >= 2 * second;
    sure.then_some(FOREIGN[best].0)
}

/// A list of skills or a form has fewer of those words, and a short one fewer kinds. It is English when the words that are
/// not ASCII and the function words of other languages are a third as many at most. Of all such texts in the sample and in
/// two real files trigrams say the same, at more than twenty times the cost of folding them.
const FEWER_PER_HUNDRED: usize = 5;
const SHORT_KINDS: u32 = 3;
const ENGLISH_PER_OTHER: usize = 3;

/// Function words of other languages that English texts hardly have, be it as a name or an abbreviation. Sorted.
const OTHERS: [&str; 56] = [
    "att", "auf", "av", "az", "bir", "che", "con", "cu", "dans", "das", "del", "den", "der", "des", "det", "di", "din",
    "dos", "du", "een", "egy", "ein", "el", "em", "er", "et", "gli", "het", "hogy", "il", "ile", "ja", "je", "jest",
    "las", "les", "los", "med", "met", "mit", "na", "nie", "nous", "och", "og", "oraz", "para", "pour", "que", "som",
    "til", "uma", "una", "und", "une", "voor",
];

/// Whether the first words are English. What settles it is mostly seen long before the last of them.
fn is_english(text: &str) -> bool {
    let (mut seen, mut hits, mut kinds) = (0, 0, 0u32);
    for word in words(text).take(WORDS) {
        seen += 1;
        let kind = kind(word);
        if kind != 0 {
            hits += 1;
            kinds |= kind;
            if hits * 100 >= WORDS * PER_HUNDRED && kinds.count_ones() >= KINDS {
                return true;
            }
        }
    }
    // A text of which every word was seen has room for fewer kinds.
    let enough = if seen < WORDS { SHORT_KINDS } else { KINDS };
    let has = |per_hundred, of_kinds| hits * 100 >= seen * per_hundred && kinds.count_ones() >= of_kinds;
    has(PER_HUNDRED, KINDS) || has(FEWER_PER_HUNDRED, enough) && others(text) * ENGLISH_PER_OTHER <= hits
}

/// How many of the first words are not ASCII or function words of other languages.
fn others(text: &str) -> usize {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).take(WORDS);
    words.filter(|word| !word.is_ascii() || OTHERS.iter().any(|other| other.eq_ignore_ascii_case(word))).count()
}

/// The bit of an English function word, none for other words.
fn kind(word: &[u8]) -> u32 {
    let first = word.first().map_or(0, |byte| byte.to_ascii_lowercase().wrapping_sub(b'a'));
    let Some(key) = key(word).filter(|_| FIRSTS.checked_shr(first.into()).unwrap_or(0) & 1 == 1) else { return 0 };
    // All are compared at once, which is less work than to search.
    KEYS.iter().zip(0..).fold(0, |kind, (known, bit)| kind | (u32::from(*known == key) << bit))
}

/// A bit for each letter that a word of [`ENGLISH`] begins with.
const FIRSTS: u32 = {
    let (mut firsts, mut at) = (0, 0);
    while at < ENGLISH.len() {
        firsts |= 1 << (ENGLISH[at].as_bytes()[0] - b'a');
        at += 1;
    }
    firsts
};

/// [`ENGLISH`] as numbers.
const KEYS: [u32; ENGLISH.len()] = {
    let mut keys = [0; ENGLISH.len()];
    let mut at = 0;
    while at < keys.len() {
        if let Some(key) = key(ENGLISH[at].as_bytes()) {
            keys[at] = key;
        }
        at += 1;
    }
    keys
};

/// A word of two to four bytes, whatever its case, as a number.
const fn key(word: &[u8]) -> Option<u32> {
    let bytes = match *word {
        [a, b] => [a, b, 0, 0],
        [a, b, c] => [a, b, c, 0],
        [a, b, c, d] => [a, b, c, d],
        _ => return None,
    };
    // The bit that capitals lack. Digits have it, and what is not ASCII does not become so.
    Some(u32::from_le_bytes(bytes) | 0x2020_2020)
}

/// Letters and digits of ASCII.
const IN_WORD: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0u8;
    while byte.is_ascii() {
        table[byte as usize] = byte.is_ascii_alphanumeric();
        byte += 1;
    }
    table
};

/// Runs of letters and digits.
fn words(text: &str) -> impl Iterator<Item = &[u8]> {
    let mut next = 0;
    std::iter::from_fn(move || {
        let mut at = next;
        while at < text.len() {
            let end = word_end(text, at);
            next = end + 1;
            if at < end {
                return Some(&text.as_bytes()[at..end]);
            }
            at = next;
        }
        None
    })
}

/// Where the run of letters and digits ends that holds `at`. Inside a character that is neither, it ends at once.
fn word_end(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    let mut end = at;
    while end < bytes.len() && IN_WORD[usize::from(bytes[end])] {
        end += 1;
    }
    if end < bytes.len() && !bytes[end].is_ascii() && text.is_char_boundary(end) {
        end += text[end..].find(|c: char| !c.is_alphanumeric()).unwrap_or(bytes.len() - end);
    }
    end
}

/// The language of the text, where its words or trigrams tell it reliably.
pub(crate) fn of(text: &Text<'_>) -> Option<&'static str> {
    let folded = text.folded().trim();
    if folded.len() < SHORTEST {
        return None;
    }
    if is_english(folded) {
        return Some("en");
    }
    if let Some(code) = by_words(folded) {
        return Some(code);
    }
    let end = folded.char_indices().nth(SAMPLE).map_or(folded.len(), |(at, _)| at);
    let info = detect(&folded[..end])?;
    if !info.is_reliable() {
        return None;
    }
    CODES.iter().find(|(lang, _)| *lang == info.lang()).map(|(_, code)| *code)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop_assert_eq, proptest};

    use super::*;
    use crate::text::Markup;

    proptest! {
        #[test]
        fn words_are_runs_of_letters_and_digits(text in "[a-cX0-9 .,\u{E9}\u{2022}\u{3A9}\u{65E5}-]{0,40}") {
            let expected: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
            prop_assert_eq!(words(&text).collect::<Vec<_>>(), expected.iter().map(|word| word.as_bytes()).collect::<Vec<_>>());
        }

        #[test]
        fn a_word_has_the_bit_of_its_place(word in "[A-Za-z0-9\u{E9}]{1,5}") {
            let at = ENGLISH.binary_search(&word.to_ascii_lowercase().as_str()).ok();
            prop_assert_eq!(kind(word.as_bytes()), at.map_or(0, |at| 1 << at));
        }
    }

    #[test]
    fn every_listed_word_has_its_bit() {
        for (at, word) in ENGLISH.iter().enumerate() {
            assert_eq!(kind(word.to_uppercase().as_bytes()), 1 << at, "{word}");
        }
    }

    #[test]
    fn few_function_words_are_english_unless_others_have_more() {
        let skills = "Python, SQL, Docker, Kubernetes, Terraform, Kafka, Spark, Airflow, Postgres, Linux, ".repeat(4);
        assert!(is_english(&format!("{skills} You will work with the team.")));
        let german = "Wir suchen eine Person mit Erfahrung und Freude an der Arbeit f\u{FC}r das Team, die den Weg mit uns geht. ";
        assert!(!is_english(&format!("{} You will work with the team.", german.repeat(4))));
    }

    #[test]
    fn languages_are_told_apart() {
        assert!(ENGLISH.is_sorted());
        assert!(OTHERS.is_sorted());
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
