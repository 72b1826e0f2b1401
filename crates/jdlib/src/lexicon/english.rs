//! Common English words: a name that is one needs more than itself to count.

use std::collections::BTreeSet;

/// Endings of English words, and what stands in their place in the base form.
const ENDINGS: [(&str, &str); 28] = [
    ("'s", ""),
    ("s", ""),
    ("es", ""),
    ("ies", "y"),
    ("ed", ""),
    ("ed", "e"),
    ("ied", "y"),
    ("ing", ""),
    ("ing", "e"),
    ("er", ""),
    ("er", "e"),
    ("ers", ""),
    ("ers", "e"),
    ("ly", ""),
    ("ily", "y"),
    ("est", ""),
    ("able", ""),
    ("able", "e"),
    ("al", ""),
    ("ation", "e"),
    ("ic", ""),
    ("ion", ""),
    ("ion", "e"),
    ("ive", "e"),
    ("ment", ""),
    ("ness", ""),
    ("or", ""),
    ("or", "e"),
];

/// Whether a word is one of these, in any of its forms: "scaling" as well as "scale".
pub(super) fn is_form_of(words: &BTreeSet<String>, word: &str) -> bool {
    let word = word.to_lowercase();
    let is_known = |word: &str| words.contains(word);
    // "planning" comes from "plan".
    let is_doubled = |stem: &str| {
        let mut last = stem.chars().rev();
        let (a, b) = (last.next(), last.next());
        a.is_some() && a == b && is_known(&stem[..stem.len() - a.map_or(0, char::len_utf8)])
    };
    is_known(&word)
        || ENDINGS.iter().any(|(ending, base)| {
            word.strip_suffix(ending).filter(|stem| stem.len() >= 2).is_some_and(|stem| {
                is_known(&format!("{stem}{base}")) || (ending.len() >= 2 && base.is_empty() && is_doubled(stem))
            })
        })
}

#[cfg(test)]
mod tests {
    use super::is_form_of;

    #[test]
    fn forms_of_english_words() {
        let words = ["scale", "plan", "query", "education", "assess", "data", "run", "calibrate"];
        let words = words.map(str::to_owned).into();
        for (word, expected) in [
            ("Scaling", true),
            ("planning", true),
            ("queries", true),
            ("runner", true),
            ("educational", true),
            ("Assessment", true),
            ("calibration", true),
            ("data", true),
            ("Databricks", false),
            ("plano", false),
            ("ing", false),
            ("s", false),
            ("\u{e9}s", false),
        ] {
            assert_eq!(is_form_of(&words, word), expected, "{word}");
        }
    }
}
