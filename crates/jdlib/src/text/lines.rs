//! Lines, bullets, heading-like lines and sentences of folded text.

use crate::span::Span;

/// The shape of a line. Nothing here knows any word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineKind {
    /// Running text.
    Prose,
    /// An item of a list.
    Bullet,
    /// Short, and set apart by a colon, by capitals, by a question mark or by markup.
    Heading,
}

/// One line that is not blank.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// The whole line without its line feed.
    pub span: Span,
    /// The line without bullet and surrounding space.
    pub content: Span,
    /// Its shape.
    pub kind: LineKind,
    /// Whether it has letters and all of them are capitals, six at least: case proves nothing in it.
    pub all_caps: bool,
}

/// Characters that begin an item. A hyphen counts only before a space, a letter `o` only alone.
const BULLETS: [char; 14] = [
    '\u{2022}', '\u{B7}', '\u{25AA}', '\u{25AB}', '\u{25CF}', '\u{25CB}', '\u{25E6}', '\u{25A0}', '\u{25A1}',
    '\u{2023}', '\u{27A2}', '\u{25BA}', '\u{2713}', '\u{2714}',
];

/// A heading is at most this many bytes and words: longer lines are sentences. Of 1,400 headings looked at, none was longer.
const HEADING_BYTES: usize = 80;
const HEADING_WORDS: usize = 10;

pub(super) fn split(text: &str, headings: &[usize]) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut start = 0;
    while start < text.len() {
        let end = text[start..].find(['\n', '\r']).map_or(text.len(), |at| start + at);
        if let Some(line) = line(text, Span::new(start, end), headings) {
            lines.push(line);
        }
        start = end + 1;
    }
    lines
}

/// Lines broken at further places, which are in order.
pub(super) fn split_again(text: &str, lines: &[Line], breaks: &[usize], headings: &[usize]) -> Vec<Line> {
    let mut split = Vec::with_capacity(lines.len() + breaks.len());
    let mut breaks = breaks.iter().copied().peekable();
    for old in lines {
        while breaks.next_if(|at| *at <= old.span.start).is_some() {}
        if breaks.peek().is_none_or(|at| *at >= old.span.end) {
            split.push(*old);
            continue;
        }
        let mut start = old.span.start;
        while let Some(at) = breaks.next_if(|at| *at < old.span.end) {
            split.extend(line(text, Span::new(start, at), headings));
            start = at;
        }
        split.extend(line(text, Span::new(start, old.span.end), headings));
    }
    split
}

fn line(text: &str, span: Span, headings: &[usize]) -> Option<Line> {
    let raw = span.of(text);
    let trimmed = raw.trim();
    if trimmed.is_empty() {
        return None;
    }
    let begin = span.start + (raw.len() - raw.trim_start().len());
    let bullet = bullet_len(trimmed);
    let content = Span::new(begin + bullet, begin + trimmed.len());
    let body = content.of(text);
    let marked = headings.iter().any(|at| span.start <= *at && *at <= content.start.max(span.start));
    let kind = if is_heading(body, marked, bullet > 0) {
        LineKind::Heading
    } else if bullet > 0 {
        LineKind::Bullet
    } else {
        LineKind::Prose
    };
    Some(Line { span, content, kind, all_caps: is_all_caps(body) })
}

/// Bytes of the bullet at the start of a line, with the space after it.
fn bullet_len(line: &str) -> usize {
    let Some(first) = line.chars().next() else { return 0 };
    let after = &line[first.len_utf8()..];
    let mark = if BULLETS.contains(&first) {
        first.len_utf8()
    } else if matches!(first, '-' | '*' | '+' | 'o' | '~' | '>') && after.starts_with([' ', '\t']) {
        1
    } else if first.is_ascii_digit() {
        // "1. ", "2) ": a number that is not the start of a sentence about years.
        let digits = line.bytes().take_while(u8::is_ascii_digit).count();
        if digits <= 2 && line[digits..].starts_with(['.', ')']) && line[digits + 1..].starts_with([' ', '\t']) {
            digits + 1
        } else {
            0
        }
    } else {
        0
    };
    if mark == 0 {
        return 0;
    }
    let rest = &line[mark..];
    mark + rest.len() - rest.trim_start().len()
}

fn is_heading(body: &str, marked: bool, bulleted: bool) -> bool {
    if body.len() > HEADING_BYTES || body.is_empty() {
        return false;
    }
    let words = body.split_whitespace().count();
    if words > HEADING_WORDS {
        return false;
    }
    if marked || body.ends_with(':') || body.ends_with('?') {
        return true;
    }
    if bulleted {
        return false;
    }
    if is_all_caps(body) {
        return true;
    }
    // A short line of capitalised words without a full stop: "Minimum Qualifications". One lower-case word in two is a sentence.
    if body.ends_with(['.', '!', ',', ';']) || body.contains(['$', '\u{20AC}', '\u{A3}']) {
        return false;
    }
    let starts_upper = body.chars().next().is_some_and(char::is_uppercase);
    starts_upper && words <= 6 && !body.contains(',')
}

fn is_all_caps(body: &str) -> bool {
    let letters = body.chars().filter(|c| c.is_alphabetic()).count();
    letters >= 6 && !body.chars().any(char::is_lowercase)
}

/// Words before a full stop that do not end a sentence.
const ABBREVIATIONS: [&str; 28] = [
    "approx", "bzw", "ca", "corp", "dept", "dr", "e.g", "eg", "est", "etc", "ex", "i.e", "ie", "inc", "incl", "jr",
    "llc", "ltd", "mr", "mrs", "ms", "no", "nr", "sr", "st", "u.k", "u.s", "vs",
];

/// Offsets just past every sentence of every line, in order.
pub(super) fn sentence_ends(text: &str, lines: &[Line]) -> Vec<usize> {
    lines.iter().flat_map(|line| ends(text, line.content)).collect()
}

/// Offsets just past the sentences of a line, the last one included.
fn ends(text: &str, line: Span) -> impl Iterator<Item = usize> {
    let body = line.of(text);
    body.char_indices()
        .filter(|(_, c)| matches!(c, '.' | '!' | '?' | '\u{2026}' | '\u{2022}'))
        .filter_map(move |(at, c)| {
            if c == '\u{2022}' {
                // A bullet inside a line separates items of a list that lost its line breaks.
                return (at > 0).then_some(line.start + at);
            }
            let after = &body[at + c.len_utf8()..];
            let gap = after.starts_with(char::is_whitespace);
            let next = after.trim_start().chars().next()?;
            // Without a space only a capitalised word ends a sentence ("in R.Exemplify"); "Node.js", "3.5" and "U.S." do not.
            let glued = !gap && next.is_uppercase() && after.chars().nth(1).is_some_and(char::is_lowercase);
            if !(gap || glued) || next.is_lowercase() {
                return None;
            }
            if c == '.' && is_abbreviation(&body[..at]) {
                return None;
            }
            Some(line.start + at + c.len_utf8())
        })
        .chain([line.end])
}

fn is_abbreviation(before: &str) -> bool {
    // No abbreviation is longer than this; a line without spaces must not be looked at whole for each stop in it.
    let from = before.char_indices().rev().take(24).last().map_or(before.len(), |(at, _)| at);
    let word = before[from..].rsplit(|c: char| c.is_whitespace() || c == '(' || c == '/').next().unwrap_or("");
    let lower = word.to_lowercase();
    // "U.S.", "R." of a person, "B.Sc.": single letters between stops.
    let initials = word.contains('.') && word.split('.').all(|part| part.chars().count() <= 2);
    ABBREVIATIONS.binary_search(&lower.as_str()).is_ok() || initials
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentences(text: &str) -> Vec<&str> {
        let line = Span::new(0, text.len());
        let mut start = 0;
        ends(text, line)
            .map(|end| {
                let sentence = text[start..end].trim();
                start = end;
                sentence
            })
            .filter(|sentence| !sentence.is_empty())
            .collect()
    }

    #[test]
    fn names_with_dots_stay_whole() {
        assert_eq!(
            sentences("We use Node.js. You know C# and .NET. Pay is $4.5 an hour."),
            ["We use Node.js.", "You know C# and .NET.", "Pay is $4.5 an hour."]
        );
        assert_eq!(
            sentences("Skills, e.g. Python, in the U.S. Army. Analysis in R.Exemplify calm."),
            ["Skills, e.g. Python, in the U.S. Army.", "Analysis in R.", "Exemplify calm."]
        );
    }

    #[test]
    fn shapes_of_lines() {
        let text = "REQUIREMENTS\n\u{2022} 5+ years of Go\n- SQL\nWhat you'll bring:\nWe build things that people like.\n1. Python\nMinimum Qualifications\n";
        let kinds: Vec<_> = split(text, &[]).iter().map(|line| (line.kind, line.content.of(text))).collect();
        assert_eq!(
            kinds,
            [
                (LineKind::Heading, "REQUIREMENTS"),
                (LineKind::Bullet, "5+ years of Go"),
                (LineKind::Bullet, "SQL"),
                (LineKind::Heading, "What you'll bring:"),
                (LineKind::Prose, "We build things that people like."),
                (LineKind::Bullet, "Python"),
                (LineKind::Heading, "Minimum Qualifications"),
            ]
        );
    }

    #[test]
    fn abbreviations_are_sorted() {
        assert!(ABBREVIATIONS.is_sorted());
    }
}
