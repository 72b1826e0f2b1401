//! Whether a form is made of common English words: then writing alone does not tell what it means.

use crate::lexicon::Lexicon;

/// Words of a form: letters and digits, and signs that belong to names.
pub(super) fn words(form: &str) -> impl Iterator<Item = &str> {
    form.split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '+' | '#'))).filter(|word| !word.is_empty())
}

/// Whether all words of a form are common English ones.
pub(super) fn is_english(form: &str, lexicon: &Lexicon) -> bool {
    words(form).next().is_some() && words(form).all(|word| lexicon.is_english(word))
}
