//! Labels of others in our form.

use std::borrow::Cow;

use super::report::Reason;
use crate::text::{Markup, Text};

/// A label, cleaned.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Label {
    pub(super) text: String,
    /// What a bracket at its end says of its meaning: `Python (computer programming)`.
    pub(super) sense: String,
    /// What a bracket at its end abbreviates it to: `Application Programming Interface (API)`.
    pub(super) abbreviation: String,
}

/// Longest name and longest other form, in characters, as the format of packs has it.
pub(super) const NAME: usize = 50;
pub(super) const OTHER: usize = 60;

/// Folds a label as postings are folded, takes the bracket at its end off, and says what cannot be used.
pub(super) fn label(raw: &str, longest: usize) -> Result<Label, Reason> {
    let raw = raw.trim_matches(|c: char| c.is_whitespace() || c.is_control());
    if raw.is_empty() {
        return Err(Reason::Empty);
    }
    if raw.chars().any(char::is_control) {
        return Err(Reason::Control);
    }
    let mut label = Label::default();
    let folded = fold(raw);
    let mut text = trim(&folded);
    if let Some((before, inner)) = text.strip_suffix(')').and_then(|rest| rest.rsplit_once(" (")) {
        let inner = inner.trim();
        if is_abbreviation(inner, before) {
            inner.clone_into(&mut label.abbreviation);
        } else {
            inner.clone_into(&mut label.sense);
        }
        text = trim(before);
    }
    if text.is_empty() {
        return Err(Reason::Empty);
    }
    if !text.chars().any(char::is_alphabetic) {
        return Err(Reason::NoLetter);
    }
    if text.chars().count() > longest {
        return Err(Reason::TooLong);
    }
    // What is left of curly quotes and the like after folding stands in no posting either.
    if text.chars().any(|c| matches!(c, '\u{200B}'..='\u{200F}' | '\u{2018}'..='\u{201F}' | '\u{A0}')) {
        return Err(Reason::Control);
    }
    text.clone_into(&mut label.text);
    Ok(label)
}

/// A form as our own lists have it: it was cleaned when it was written, and its brackets are its own.
pub(super) fn own(raw: &str, longest: usize) -> Result<Label, Reason> {
    match raw.trim() {
        "" => Err(Reason::Empty),
        text if text.chars().any(char::is_control) => Err(Reason::Control),
        text if text.chars().count() > longest => Err(Reason::TooLong),
        text => Ok(Label { text: text.to_owned(), ..Label::default() }),
    }
}

fn fold(raw: &str) -> String {
    let text = Text::new(raw, Markup::Plain);
    let folded: Cow<'_, str> = Cow::Borrowed(text.folded());
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Without quotes around it and signs at its ends.
fn trim(text: &str) -> &str {
    let around =
        |c: char| c.is_whitespace() || matches!(c, '"' | '*' | '\u{2022}' | ',' | ';' | ':' | '\u{2122}' | '\u{AE}');
    // A dot in front belongs to a name: ".NET".
    text.trim_matches(around).trim_start_matches(['-', ' ']).trim_end_matches(|c| around(c) || c == '.')
}

/// Whether a bracket holds the initials of what stands before it.
fn is_abbreviation(inner: &str, before: &str) -> bool {
    inner.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit()) && initials(before, inner)
}

/// Whether `short` is made of the initials of `long`, small words passed over or not.
pub(super) fn initials(long: &str, short: &str) -> bool {
    let words = || long.split([' ', '-', '/']).filter(|word| !word.is_empty());
    let first = |word: &str| word.chars().next().map(|c| c.to_ascii_uppercase());
    let all: String = words().filter_map(first).collect();
    let small = ["and", "of", "the", "for", "in", "to", "&"];
    let large: String = words().filter(|word| !small.contains(word)).filter_map(first).collect();
    short.chars().count() >= 2 && (all == short || large == short)
}

/// The id that follows from a name: `C++` is `cplusplus`, `.NET Core` is `dotnet-core`. Empty where nothing of it can be written in
/// an id.
pub(super) fn slug(name: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let mut slug = String::new();
    let push = |word: &str, slug: &mut String| slug.push_str(word);
    let mut before = ' ';
    for c in name.nfd().flat_map(char::to_lowercase) {
        match c {
            'a'..='z' | '0'..='9' => slug.push(c),
            '+' if before.is_ascii_alphanumeric() || before == '+' => push("plus", &mut slug),
            '#' if before.is_ascii_alphanumeric() => push("sharp", &mut slug),
            '&' => push("-and-", &mut slug),
            '.' if !before.is_ascii_alphanumeric() => push("dot", &mut slug),
            '.' => {}
            c if unicode_normalization::char::is_combining_mark(c) || c == '\'' => {}
            _ => slug.push('-'),
        }
        before = c;
    }
    let mut id = slug.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-");
    if id.len() > LONGEST_ID {
        // At a hyphen where there is one not too far back.
        let cut = id[..LONGEST_ID].rfind('-').filter(|at| *at > LONGEST_ID / 2).unwrap_or(LONGEST_ID);
        id.truncate(cut);
    }
    id.trim_end_matches('-').to_owned()
}

/// Characters of an id, with room for a number that tells two apart.
const LONGEST_ID: usize = 36;

/// A form without what tells only spellings apart; as it is where too little would be left.
pub(super) fn squashed(form: &str) -> String {
    let kept: String = form.chars().filter(|c| !matches!(c, ' ' | '-' | '.' | '_' | '/')).collect();
    if kept.chars().count() > 3 { kept.to_lowercase() } else { form.to_lowercase() }
}
