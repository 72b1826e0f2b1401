//! Headings open sections; a section ends where the next begins.

use super::vocabulary::{Mark, Marks};
use crate::lexicon::Lexicon;
use crate::span::Span;
use crate::terms::Section;
use crate::text::{Line, LineKind, Text};

/// A stretch of text under one heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpenSection {
    /// What it is.
    pub section: Section,
    /// The heading's words, in the folded text.
    pub heading: Span,
    /// Everything under the heading.
    pub body: Span,
}

pub(super) fn open(text: &Text<'_>, lexicon: &Lexicon, marks: &Marks) -> Vec<OpenSection> {
    let headings = &lexicon.inner().words.headings;
    let folded = text.folded();
    let mut opened: Vec<OpenSection> = Vec::new();
    for mark in &marks.headings {
        // Of headings that begin together the longest was sorted first; those inside an accepted one are words of it.
        if opened.last().is_some_and(|last| mark.span.start < last.heading.end) {
            continue;
        }
        let Some(line) = text.line_at(mark.span.start) else { continue };
        if opens(folded, line, *mark) {
            opened.push(OpenSection {
                section: headings[mark.index as usize].section,
                heading: mark.span,
                body: Span::new(mark.span.end, folded.len()),
            });
        }
    }
    for at in 1..opened.len() {
        opened[at - 1].body.end = opened[at].heading.start;
    }
    opened
}

/// Whether the words stand where a heading stands.
fn opens(text: &str, line: &Line, mark: Mark) -> bool {
    let before = &text[line.content.start..mark.span.start.max(line.content.start)];
    let after = &text[mark.span.end..line.content.end];
    let at_start = !before.contains(char::is_alphanumeric);
    let colon = after.starts_with([':']) || after.starts_with(" :");
    if at_start {
        let bare = !after.contains(char::is_alphanumeric);
        if bare {
            // A bullet that is nothing but such a word is an item ("- Benefits"), unless it says that something follows.
            return line.kind != LineKind::Bullet || after.contains(':');
        }
        // "Requirements: Python, SQL", "What you'll bring to the team:".
        return colon || (line.kind == LineKind::Heading && after.trim_end().ends_with(':'));
    }
    // A text that lost its line feeds: "... team. Requirements: Python".
    let capital = text[mark.span.start..].chars().next().is_some_and(char::is_uppercase);
    colon && capital && before.trim_end().ends_with(['.', '!', '?', ';', ')', '\u{2022}'])
}

pub(super) fn at(sections: &[OpenSection], at: usize) -> Option<&OpenSection> {
    let next = sections.partition_point(|section| section.heading.start <= at);
    sections[..next].last()
}
