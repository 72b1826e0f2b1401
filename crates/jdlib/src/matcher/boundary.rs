//! Where a name ends and a word begins. Never `\b`: it breaks C++, C#, .NET and every letter outside ASCII.

use crate::span::Span;

/// Whether a surface form stands as a word of its own.
pub(super) fn stands_alone(text: &str, span: Span) -> bool {
    left_free(text, span) && right_free(text, span)
}

/// Whether vocabulary that may begin or end with a sign ("/hr", "$", "(m/w/d)") stands alone on the sides that are letters.
pub(super) fn word_stands_alone(text: &str, span: Span) -> bool {
    let bytes = text.as_bytes();
    let before = span.start.checked_sub(1).map_or(b' ', |before| bytes[before]);
    let after = bytes.get(span.end).copied().unwrap_or(b' ');
    let (first, last) = (bytes[span.start], bytes[span.end - 1]);
    if (before | after | first | last).is_ascii() {
        // A figure may be glued to its unit: "5-7years", "70,000USD".
        let left = !first.is_ascii_alphanumeric() || !before.is_ascii_alphabetic();
        return left && (!last.is_ascii_alphanumeric() || !after.is_ascii_alphanumeric());
    }
    let inner = span.of(text);
    let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
    let left = !word(inner.chars().next()) || !letter(text[..span.start].chars().next_back());
    let right = !word(inner.chars().next_back()) || !word(text[span.end..].chars().next());
    left && right
}

/// Whether a word stands alone but for a figure right behind it.
pub(super) fn touches_figure(text: &str, span: Span) -> bool {
    let bytes = text.as_bytes();
    let free = span.start.checked_sub(1).is_none_or(|before| !bytes[before].is_ascii_alphanumeric());
    free && bytes.get(span.end).is_some_and(u8::is_ascii_digit)
}

/// Whether a word is written as the first of an item: a capital and small letters, then a space or a sign.
pub(super) fn starts_item(text: &str, span: Span) -> bool {
    let bytes = text.as_bytes();
    bytes[span.start].is_ascii_uppercase()
        && text[span.start + 1..].starts_with(char::is_lowercase)
        && matches!(bytes.get(span.end), Some(b' ' | b',' | b':' | b'/'))
}

/// Whether a line break may have been lost at one end of a word: a capital stands there right behind a letter or a
/// sign.
pub(super) fn glued(text: &str, span: Span) -> bool {
    let bytes = text.as_bytes();
    let lost =
        |at: usize| bytes.get(at).is_some_and(u8::is_ascii_uppercase) && at > 0 && !bytes[at - 1].is_ascii_whitespace();
    lost(span.start) || lost(span.end)
}

fn left_free(text: &str, span: Span) -> bool {
    let before = text[..span.start].chars().next_back();
    !before.is_some_and(|c| c.is_alphanumeric() || c == '_')
}

fn right_free(text: &str, span: Span) -> bool {
    let name = span.of(text);
    let rest = &text[span.end..];
    let Some(next) = rest.chars().next() else { return true };
    let last = name.chars().next_back().unwrap_or(' ');
    if !last.is_alphanumeric() {
        // "C++17" and "C#8" are versions; "C+++" and "C#x" are not names.
        return !(next.is_alphabetic() || next == last || next == '_');
    }
    if next == '_' || next == '#' || rest.starts_with("++") {
        return false;
    }
    let one_letter = name.chars().count() == 1;
    if one_letter && matches!(next, '+' | '&' | '\'') {
        return false;
    }
    if !next.is_alphanumeric() {
        return true;
    }
    // A version glued to the name: "Python3", "HTML5", "Java17". Names of one or two letters are too short for it.
    let digits = rest.bytes().take_while(|byte| byte.is_ascii_digit()).count();
    let after = rest[digits..].chars().next();
    (1..=2).contains(&digits)
        && name.len() >= 3
        && last.is_alphabetic()
        && !after.is_some_and(|c| c.is_alphanumeric() || c == '_')
}

/// Characters on each side in which the ends of an address are looked for.
const ADDRESS: usize = 200;

/// The same in bytes.
pub(super) const FARTHEST: usize = 4 * ADDRESS;

/// Where a token without space begins at the earliest.
fn floor(text: &str, at: usize) -> usize {
    text[..at].char_indices().rev().take(ADDRESS).last().map_or(at, |(at, _)| at)
}

/// Where it ends at the latest.
fn ceiling(text: &str, at: usize) -> usize {
    text[at..].char_indices().take(ADDRESS).last().map_or(at, |(last, c)| at + last + c.len_utf8())
}

/// Whether the form is part of an address of the web or of mail: "github.com/acme", "www.python.org", "jobs@redis.io".
pub(super) fn in_address(text: &str, span: Span) -> bool {
    let token_start = text[..span.start].char_indices().rev().take(ADDRESS).find(|(_, c)| c.is_whitespace());
    let token_start = token_start.map_or_else(|| floor(text, span.start), |(at, c)| at + c.len_utf8());
    let token_end = text[span.end..].char_indices().take(ADDRESS).find(|(_, c)| c.is_whitespace());
    let token_end = token_end.map_or_else(|| ceiling(text, span.end), |(at, _)| span.end + at);
    let Some(token) =
        text.get(token_start..token_end).map(|token| token.trim_start_matches(|c: char| !c.is_alphanumeric()))
    else {
        return false;
    };
    if token.contains("://") || token.starts_with("www.") || is_mail(token) {
        return true;
    }
    // A dot between the name and a lower-case word is a domain, unless the sentence is glued ("Python.We").
    let rest = &text[span.end..token_end];
    let mut after = rest.chars();
    let domain_right = after.next() == Some('.')
        && after.next().is_some_and(char::is_lowercase)
        && span.of(text).bytes().next() != Some(b'.');
    let before = &text[token_start..span.start];
    let domain_left = before.ends_with('.')
        && before.len() > 1
        && before[..before.len() - 1].ends_with(|c: char| c.is_ascii_lowercase())
        && span.of(text).starts_with(|c: char| c.is_lowercase());
    domain_right || domain_left
}

fn is_mail(token: &str) -> bool {
    token.find('@').is_some_and(|at| at > 0 && token[at..].contains('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str, name: &str) -> Span {
        let start = text.find(name).unwrap();
        Span::new(start, start + name.len())
    }

    #[test]
    fn names_stand_alone() {
        for (text, name, expected) in [
            ("good", "go", false),
            ("C++ and", "C", false),
            ("C# and", "C", false),
            ("C++17", "C++", true),
            ("R&D", "R", false),
            ("R\u{E9}sum\u{E9}", "R", false),
            ("C\u{F3}digo", "C", false),
            ("Python3 and", "Python", true),
            ("Python-based", "Python", true),
            ("ASP.NET", ".NET", false),
            ("in .NET.", ".NET", true),
            ("S3cret", "S3", false),
            ("SQL2x", "SQL", false),
            ("node_modules", "node", false),
        ] {
            assert_eq!(stands_alone(text, at(text, name)), expected, "{text}");
        }
    }

    #[test]
    fn addresses_are_no_mentions() {
        for (text, name, expected) in [
            ("see github.com/acme", "github", true),
            ("https://www.python.org/jobs", "python", true),
            ("mail jobs@redis.io", "redis", true),
            ("Python.We like it", "Python", false),
            ("Go.", "Go", false),
            ("Java/Python", "Python", false),
        ] {
            assert_eq!(in_address(text, at(text, name)), expected, "{text}");
        }
    }
}
