//! Line breaks that a text lost: `...deadlines.Strong communication`, `RequirementsBachelor's degree`, `...pipelinesExperience with`.
//!
//! A line is broken only before a word that is known to begin items or headings, and only where that word is glued to what ends
//! another. Names written in one word (`PowerPoint`, `PyTorch`) end in none of those words and stay whole. In a text that lost all
//! of its breaks to spaces, a line is broken before such a word where no sentence could go on with it.

use super::vocabulary::{Entry, Mark, Marks};
use crate::lexicon::Lexicon;
use crate::span::Span;
use crate::text::Text;

/// Breaks the lines of a text anew and admits the words that stood glued.
pub(super) fn mend(text: &mut Text<'_>, lexicon: &Lexicon, marks: &mut Marks) {
    if marks.starters.is_empty() {
        return;
    }
    let breaks = places(text, lexicon, marks);
    if !breaks.is_empty() {
        text.break_lines(&breaks);
        marks.release(text.folded(), &breaks);
    }
}

fn places(text: &Text<'_>, lexicon: &Lexicon, marks: &Marks) -> Vec<usize> {
    let folded = text.folded();
    let mut found: Vec<usize> = marks
        .starters
        .iter()
        .filter(|mark| is_glued(folded, mark.span))
        .map(|mark| item(folded, mark.span.start))
        .collect();
    if lost_all(text) {
        found.extend(marks.starters.iter().filter(|mark| is_run_on(folded, mark, lexicon)).map(|mark| mark.span.start));
    }
    found.sort_unstable();
    found.dedup();
    // From the last to the first: a heading may be glued to the heading behind it.
    for (entry, span) in marks.glued.iter().rev() {
        if matches!(entry, Entry::Heading(_)) && span.of(folded).contains(' ') && is_glued(folded, *span) {
            let after = &folded[span.end..];
            let ends =
                after.starts_with([':', '\n', '\r']) || after.is_empty() || found.binary_search(&span.end).is_ok();
            if ends && let Err(at) = found.binary_search(&span.start) {
                found.insert(at, span.start);
            }
        }
    }
    found
}

/// Whether a capitalised word stands right behind the end of another: a small letter, a digit, a closing sign, an abbreviation.
fn is_glued(text: &str, span: Span) -> bool {
    let before = &text[..span.start];
    let mut back = before.chars().rev();
    let Some(last) = back.next() else { return false };
    let ends = match last {
        '.' | ';' | ':' | ')' | ']' | '!' | '?' | '%' | '+' | '#' => back.next().is_some_and(|c| !c.is_whitespace()),
        _ if last.is_uppercase() => back.next().is_some_and(char::is_uppercase),
        _ => last.is_lowercase() || last.is_ascii_digit(),
    };
    ends && !is_address(token(before))
}

/// Characters to look back for the start of a word.
const TOKEN: usize = 64;

/// The letters and signs without a space at the end of a text.
fn token(before: &str) -> &str {
    let start = before.char_indices().rev().take(TOKEN).take_while(|(_, c)| !c.is_whitespace()).last();
    start.map_or("", |(at, _)| &before[at..])
}

fn is_address(token: &str) -> bool {
    token.contains("://") || token.contains("www.") || token.contains('@') || token.starts_with('#')
}

/// Where the item of a glued word begins: its number belongs to it.
fn item(text: &str, start: usize) -> usize {
    let token = token(&text[..start]);
    let number = token.trim_end_matches(['.', ')']);
    let numbered = number.len() < token.len() && number.len() <= 2 && number.bytes().all(|byte| byte.is_ascii_digit());
    if numbered { start - token.len() } else { start }
}

/// A text with so many bytes to a line lost its line breaks. Paragraphs of postings are shorter.
const LONGEST_LINES: usize = 700;

/// Whether a text is so poor in lines that its items must have been run together.
fn lost_all(text: &Text<'_>) -> bool {
    let bytes: usize = text.lines().iter().map(|line| line.content.len()).sum();
    bytes > LONGEST_LINES && bytes > LONGEST_LINES * text.lines().len()
}

/// Words that cannot end an item: what follows them belongs to them, whatever its case.
const LINKS: [&str; 24] = [
    "a", "an", "and", "any", "as", "at", "by", "for", "from", "has", "have", "in", "is", "of", "on", "or", "our",
    "some", "the", "their", "to", "with", "without", "your",
];

/// Whether a capitalised word goes on where no sentence could: after a small word, with a small one behind it.
fn is_run_on(text: &str, mark: &Mark, lexicon: &Lexicon) -> bool {
    // Other languages than English write nouns with capitals or put the word elsewhere.
    if lexicon.inner().words.starters[mark.index as usize].lang != "en" {
        return false;
    }
    let Some(before) = text[..mark.span.start].strip_suffix(' ') else { return false };
    let word = token(before);
    let links = LINKS.binary_search(&word.to_lowercase().as_str()).is_ok();
    let small = word.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit()) || word.ends_with(')');
    let ends = word.ends_with(|c: char| c.is_alphanumeric() || c == ')');
    small
        && ends
        && !links
        && text[mark.span.end..].strip_prefix(' ').is_some_and(|rest| rest.starts_with(char::is_lowercase))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_sorted() {
        assert!(LINKS.is_sorted());
    }
}
