//! Headings open sections; a section ends where the next begins.

use super::boundary;
use super::vocabulary::{Mark, Marks};
use crate::lexicon::{Extent, Lexicon, Policy};
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
    let kinds = &lexicon.inner().words.heading_kinds;
    let folded = text.folded();
    let mut opened: Vec<OpenSection> = Vec::new();
    // The last section that goes on until the next heading.
    let mut running: Option<usize> = None;
    // The heading that was last put together from words of headings.
    let mut composed: Option<Composed> = None;
    for mark in marks.headings() {
        // Of headings that begin together the longest was sorted first; those inside an accepted one are words of it.
        if let Some(last) = opened.last_mut()
            && mark.span.start < last.heading.end
        {
            // "Preferred qualifications": of several words of one heading the telling one decides.
            let (section, extent) = kinds[mark.index as usize];
            let is_composed = composed.is_some_and(|composed| composed.heading == last.heading);
            // A heading that is in the table as it stands is what the table says.
            let whole = extent == Extent::Whole && mark.span == last.heading;
            let tells = extent == Extent::Within && rank(section) < rank(last.section);
            if is_composed && (whole || tells) {
                last.section = section;
            }
            if whole {
                composed = None;
            }
            continue;
        }
        let Some(line) = text.line_at(mark.span.start) else { continue };
        // A bullet or a lost line break inside the words: they are no heading.
        if mark.span.end > line.content.end.max(mark.span.start) {
            continue;
        }
        let (section, extent) = kinds[mark.index as usize];
        let (words, reach) = if matches!(extent, Extent::Within | Extent::Last) {
            let Some(found) = compose(text, lexicon, marks, line, *mark, extent) else { continue };
            // "Not sure whether to apply?" leaves nothing out.
            if section == Section::Unwanted && line.content.of(folded).ends_with('?') {
                continue;
            }
            // "Preferred education and skills:" has been opened by its first words.
            if let Some(last) = opened.last_mut()
                && last.heading.start >= found.heading.start
            {
                if rank(section) < rank(last.section) {
                    last.section = section;
                }
                continue;
            }
            composed = Some(found);
            (found.heading, found.reach)
        } else {
            let Some(reach) = opens(folded, line, *mark, extent, section) else { continue };
            (mark.span, reach)
        };
        if let (Reach::Section, Some(running)) = (reach, running) {
            opened[running].body.end = words.start;
        }
        let (end, resumes) = match reach {
            Reach::Sentence => (text.sentence_at(words.end).end.max(words.end), running),
            Reach::Line => (line.span.end, running),
            Reach::Section => (folded.len(), None),
        };
        opened.push(OpenSection { section, heading: words, body: Span::new(words.end, end.max(words.end)), resumes });
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
    // "Nice to have - Docker, Kafka" has a dash for a colon.
    let colon = after.starts_with(':') || after.starts_with(" :") || (at_start && after.starts_with(" - "));
    // The head of a column: "| Area | What we want from you |".
    let first_row = || !text[..line.span.start].trim_end().ends_with('|');
    if before.trim_end().ends_with('|') && after.trim_start().starts_with('|') && line.content.of(text).starts_with('|')
    {
        return first_row().then_some(Reach::Section);
    }
    // "Location: Boston" under "Requirements" says something about one line only.
    let has_value = colon && after.contains(char::is_alphanumeric);
    let label = matches!(section, Section::Role | Section::Pay | Section::Process | Section::Legal | Section::Company);
    let reach = if has_value && label { Reach::Sentence } else { Reach::Section };
    if at_start {
        let bare = !after.contains(char::is_alphanumeric);
        // A bullet that is nothing but such a word is an item ("- Benefits"), unless it says that something follows.
        let heads = if bare {
            line.kind != LineKind::Bullet || after.contains(':') || is_numbered(text, line)
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

/// A heading that is in no table, known by words in it.
#[derive(Clone, Copy)]
struct Composed {
    heading: Span,
    reach: Reach,
}

/// Which section a heading opens that has words of several, the first of them: "Benefits and requirements" offers.
fn rank(section: Section) -> usize {
    const TELLING: [Section; 8] = [
        Section::Benefits,
        Section::Pay,
        Section::Process,
        Section::Legal,
        Section::Preferred,
        Section::Unwanted,
        Section::Stack,
        Section::Requirements,
    ];
    TELLING.iter().position(|telling| *telling == section).unwrap_or(TELLING.len())
}

/// First words of headings that are sentences.
const QUESTIONS: [&str; 22] = [
    "also", "ce", "co", "czego", "das", "how", "it", "les", "lo", "qué", "these", "this", "was", "wat", "we", "what",
    "what'd", "what's", "which", "who", "would", "you",
];

fn begins_with(words: &str, first: &str) -> bool {
    words.get(..first.len()).is_some_and(|head| head.eq_ignore_ascii_case(first))
        && words[first.len()..].starts_with(' ')
}

/// Most bytes of such a heading behind the words by which it is known.
const COMPOSED_BYTES: usize = 120;

/// Most words of a heading that is known by some of them.
const COMPOSED_WORDS: usize = 9;

/// The heading around words of headings: a line that stands as one, or what a sentence says before its colon. Names of skills stand in what
/// is asked for, not in headings.
fn compose(
    text: &Text<'_>,
    lexicon: &Lexicon,
    marks: &Marks,
    line: &Line,
    mark: Mark,
    extent: Extent,
) -> Option<Composed> {
    let folded = text.folded();
    let sentence = text.sentence_at(mark.span.start);
    let start = sentence.start + sentence.of(folded).find(char::is_alphanumeric)?;
    if start > mark.span.start {
        return None;
    }
    // A heading ends soon, and a text without lines must not be looked through for each word.
    let mut limit = (mark.span.end + COMPOSED_BYTES).min(line.content.end);
    while !folded.is_char_boundary(limit) {
        limit -= 1;
    }
    let rest = &folded[mark.span.end..limit.max(mark.span.end)];
    let colon = rest.find(':').filter(|at| rest[at + 1..].chars().next().is_none_or(char::is_whitespace));
    let (end, reach) = match colon {
        Some(at) if sentence.end > mark.span.end + at => {
            let whole = folded[mark.span.end + at + 1..line.content.end].trim_start().is_empty();
            (mark.span.end + at, if whole { Reach::Section } else { Reach::Line })
        }
        _ if is_set_apart(text, line) => (line.content.end, Reach::Section),
        _ => return None,
    };
    let heading = Span::new(start, end);
    let words = heading.of(folded);
    let ends = extent != Extent::Last || (mark.span.end == words.trim_end().len() + start && mark.span.start > start);
    // A colon at the end makes a heading of a longer line.
    let most = if colon.is_some() && reach == Reach::Section { COMPOSED_WORDS + 5 } else { COMPOSED_WORDS };
    let one = !words.trim_end_matches(['.', '!', ' ']).contains(['.', '!', ';']);
    let short = one && words.split_whitespace().nth(most).is_none();
    // "Master's degree preferred" is an item, "What would be a plus" a heading.
    let says_item = colon.is_none()
        && !(line.marked || line.all_caps || stands_alone(folded, line))
        && mark.span.end == start + words.trim_end().len()
        && mark.span.start > start
        && !QUESTIONS.iter().any(|question| begins_with(words, question));
    let at_start = !folded[line.content.start..start].contains(char::is_alphanumeric);
    let capital = at_start || words.starts_with(char::is_uppercase);
    (ends && short && capital && !says_item && !names_skill(folded, lexicon, marks, heading))
        .then_some(Composed { heading, reach })
}

/// Whether a line stands by itself or heads a list. Items without bullets stand together.
fn is_set_apart(text: &Text<'_>, line: &Line) -> bool {
    let folded = text.folded();
    let words = line.content.of(folded);
    let alone = stands_alone(folded, line);
    let lines = text.lines();
    let next = lines.partition_point(|other| other.span.start <= line.span.start);
    let lists = lines.get(next).is_some_and(|next| next.kind == LineKind::Bullet);
    match line.kind {
        LineKind::Bullet => false,
        LineKind::Heading => line.marked || line.all_caps || words.ends_with(['?', ':']) || alone || lists,
        // "Preferred qualifications, capabilities and skills".
        LineKind::Prose => {
            let asks = QUESTIONS.iter().any(|question| begins_with(words, question));
            (lists && !words.ends_with(['.', ','])) || (asks && alone && lists) || words.ends_with("...")
        }
    }
}

/// Whether a blank line stands before a line.
fn stands_alone(folded: &str, line: &Line) -> bool {
    let before = folded[..line.span.start].trim_end_matches([' ', '\t', '\r']);
    before.is_empty() || before.trim_end_matches('\n').len() + 2 <= before.len()
}

/// Whether a name that needs no context stands in a stretch.
fn names_skill(folded: &str, lexicon: &Lexicon, marks: &Marks, stretch: Span) -> bool {
    Marks::within(marks.aliases(), stretch).iter().any(|mark| {
        let alias = &lexicon.inner().aliases[mark.index as usize];
        let product = lexicon.skill(alias.skill).is_product();
        product
            && stretch.contains(mark.span)
            && boundary::stands_alone(folded, mark.span)
            && (alias.policy == Policy::Any || mark.span.of(folded).contains(char::is_uppercase))
    })
}

/// Whether a line is a numbered heading: an item with a number before one with a bullet.
fn is_numbered(text: &str, line: &Line) -> bool {
    let first = |line: &str| line.trim_start().chars().next();
    let next = text[line.span.end..].trim_start_matches(['\n', '\r', ' ']);
    first(line.span.of(text)).is_some_and(|c| c.is_ascii_digit())
        && first(next).is_some_and(|c| matches!(c, '-' | '*' | '\u{2022}' | '\u{B7}'))
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
