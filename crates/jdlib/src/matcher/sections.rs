//! Headings open sections; a section ends where the next begins.

use super::vocabulary::{Mark, Marks};
use crate::lexicon::{Extent, Lexicon};
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
    /// The section in force after the body, where a label covers its own sentence only.
    resumes: Option<usize>,
}

pub(super) fn open(text: &Text<'_>, lexicon: &Lexicon, marks: &Marks) -> Vec<OpenSection> {
    let headings = &lexicon.inner().words.headings;
    let folded = text.folded();
    let mut opened: Vec<OpenSection> = Vec::new();
    // The last section that goes on until the next heading.
    let mut running: Option<usize> = None;
    for mark in &marks.headings {
        // Of headings that begin together the longest was sorted first; those inside an accepted one are words of it.
        if opened.last().is_some_and(|last| mark.span.start < last.heading.end) {
            continue;
        }
        let Some(line) = text.line_at(mark.span.start) else { continue };
        // A bullet or a lost line break inside the words: they are no heading.
        if mark.span.end > line.content.end.max(mark.span.start) {
            continue;
        }
        let heading = &headings[mark.index as usize];
        let Some(reach) = opens(folded, line, *mark, heading.extent, heading.section) else { continue };
        if let (Reach::Section, Some(running)) = (reach, running) {
            opened[running].body.end = mark.span.start;
        }
        let (end, resumes) = match reach {
            Reach::Sentence => (text.sentence_at(mark.span.end).end.max(mark.span.end), running),
            Reach::Line => (line.span.end, running),
            Reach::Section => (folded.len(), None),
        };
        opened.push(OpenSection {
            section: heading.section,
            heading: mark.span,
            body: Span::new(mark.span.end, end.max(mark.span.end)),
            resumes,
        });
        if reach == Reach::Section {
            running = Some(opened.len() - 1);
        }
    }
    opened
}

/// How far a heading reaches.
#[derive(Clone, Copy, PartialEq)]
enum Reach {
    Section,
    /// A heading inside a line: in a text without line feeds that is all of the text behind it.
    Line,
    /// A label.
    Sentence,
}

/// Words of a heading that ends in a name: "About Acme Health Systems".
const NAME_WORDS: usize = 6;

/// Whether the words stand where a heading stands, and how far it reaches.
fn opens(text: &str, line: &Line, mark: Mark, extent: Extent, section: Section) -> Option<Reach> {
    let before = &text[line.content.start..mark.span.start.max(line.content.start)];
    let after = &text[mark.span.end..line.content.end];
    let at_start = !before.contains(char::is_alphanumeric);
    if extent == Extent::BeforeName {
        let named = after.strip_prefix(' ').is_some_and(|name| name.starts_with(char::is_uppercase));
        let short =
            after.split_whitespace().nth(NAME_WORDS).is_none() && !after.trim_end().ends_with(['.', ',', ';', '!']);
        return (at_start && named && short && line.kind == LineKind::Heading).then_some(Reach::Section);
    }
    let colon = after.starts_with([':']) || after.starts_with(" :");
    // "Location: Boston" under "Requirements" says something about one line only.
    let has_value = colon && after.contains(char::is_alphanumeric);
    let label = matches!(section, Section::Role | Section::Pay | Section::Process | Section::Legal | Section::Company);
    let reach = if has_value && label { Reach::Sentence } else { Reach::Section };
    if at_start {
        let bare = !after.contains(char::is_alphanumeric);
        // A bullet that is nothing but such a word is an item ("- Benefits"), unless it says that something follows.
        let heads = if bare {
            line.kind != LineKind::Bullet || after.contains(':')
        } else {
            // "Requirements: Python, SQL", "What you'll bring to the team:".
            colon || (line.kind == LineKind::Heading && after.trim_end().ends_with(':'))
        };
        return heads.then_some(reach);
    }
    // A text that lost its line feeds: "... team. Requirements: Python". What ends its line heads the lines behind it.
    let capital = text[mark.span.start..].chars().next().is_some_and(char::is_uppercase);
    let reach = if has_value { Reach::Line } else { Reach::Section };
    (colon && capital && before.trim_end().ends_with(['.', '!', '?', ';', ')', '\u{2022}'])).then_some(reach)
}

pub(super) fn at(sections: &[OpenSection], at: usize) -> Option<&OpenSection> {
    let next = sections.partition_point(|section| section.heading.start <= at);
    let last = sections[..next].last()?;
    match last.resumes {
        _ if at < last.body.end => Some(last),
        Some(before) => Some(&sections[before]),
        // The last byte of a text belongs to its last section.
        None => Some(last).filter(|_| at <= last.body.end),
    }
}
