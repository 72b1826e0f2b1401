//! Lines, bullets, heading-like lines and sentences of folded text.

use memchr::{memchr, memchr_iter, memchr2, memchr3_iter, memmem};

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
    /// Whether markup says that it is a heading.
    pub marked: bool,
}

/// Characters that begin an item. A hyphen counts only before a space, a letter `o` only alone.
const BULLETS: [char; 14] = [
    '\u{2022}', '\u{B7}', '\u{25AA}', '\u{25AB}', '\u{25CF}', '\u{25CB}', '\u{25E6}', '\u{25A0}', '\u{25A1}',
    '\u{2023}', '\u{27A2}', '\u{25BA}', '\u{2713}', '\u{2714}',
];

/// The byte that a bullet other than the middle dot begins with, and an ellipsis too.
const LEAD: u8 = 0xE2;

/// A heading is at most this many bytes and words: longer lines are sentences. Of 1,400 headings looked at, none was longer.
const HEADING_BYTES: usize = 80;
const HEADING_WORDS: usize = 10;

/// Bytes of a line in most texts: room for the lines is made once.
const USUAL_LINE: usize = 48;

pub(super) fn split(text: &str, headings: &[usize]) -> Vec<Line> {
    let mut lines = Vec::with_capacity(text.len() / USUAL_LINE + 1);
    let mut start = 0;
    while start < text.len() {
        let end = memchr2(b'\n', b'\r', &text.as_bytes()[start..]).map_or(text.len(), |at| start + at);
        let whole = Span::new(start, end);
        if let Some(line) = line(text, whole, headings) {
            let items = items(text, line.content, whole);
            if items.is_empty() {
                lines.push(line);
            } else {
                lines.extend(split_again(text, &[line], &items, headings));
            }
        }
        start = end + 1;
    }
    lines
}

/// Signs that stand for bullets and also join words; they begin items of one line only where its first item begins with
/// them.
const DASHES: [char; 4] = ['-', '*', '+', '\u{B7}'];

/// What is left of `&bull;` where ampersand and semicolon were dropped.
const RESIDUE: &str = " bull ";

/// Only pages that were put into one line lost their references that way, and no line of another is as long.
const RUN_TOGETHER: usize = 600;

/// Average bytes between the bullets of one line from which on they are items, not names in an enumeration ("Python •
/// SQL • Go").
const ITEM_BYTES: usize = 30;

/// Where further items begin in a line that holds a list: "• Python • SQL", "Skills: - Python - SQL".
fn items(text: &str, content: Span, whole: Span) -> Vec<usize> {
    let head = Span::new(whole.start, content.start).of(text).trim_start().chars().next();
    let body = content.of(text);
    // The bullet of the line, or that behind a colon: "Skills: • Python • SQL".
    let (mark, from) = match head {
        Some(head) if BULLETS.contains(&head) || DASHES.contains(&head) => (head, 0),
        Some(_) => return Vec::new(),
        None if body.len() >= RUN_TOGETHER && residues(body).nth(1).is_some() => {
            return residues(body).map(|at| content.start + at + 1).collect();
        }
        None => match opening(body) {
            Some(found) => found,
            None => return Vec::new(),
        },
    };
    let dash = DASHES.contains(&mark);
    let mut found: Vec<usize> = Vec::new();
    let lead = mark.encode_utf8(&mut [0; 4]).as_bytes()[0];
    for at in memchr_iter(lead, &body.as_bytes()[from..]).map(|at| from + at) {
        let Some(after) = body[at..].strip_prefix(mark) else { continue };
        let spaced = body[..at].is_empty() || body[..at].ends_with(char::is_whitespace);
        let first = trim_start(after).chars().next();
        if !spaced || first.is_none() {
            continue;
        }
        // A dash between words joins them; before a small letter it is one.
        if dash && (!after.starts_with(' ') || !first.is_some_and(char::is_uppercase)) {
            if after.starts_with(' ') {
                return Vec::new();
            }
            continue;
        }
        found.push(content.start + at);
    }
    // One dash more may join the words of an item.
    if dash && found.len() < 2 { Vec::new() } else { found }
}

fn residues(body: &str) -> impl Iterator<Item = usize> {
    memmem::find_iter(body.as_bytes(), RESIDUE)
}

/// The bullet with which the items of a line without one begin, and where.
fn opening(body: &str) -> Option<(char, usize)> {
    if let Some(colon) = memchr(b':', body.as_bytes()) {
        let rest = body[colon + 1..].trim_start();
        let mark = rest.chars().next().filter(|c| BULLETS.contains(c) || DASHES.contains(c));
        if let Some(mark) = mark.filter(|mark| rest[mark.len_utf8()..].starts_with(' ')) {
            return Some((mark, body.len() - rest.len()));
        }
    }
    // Of the other lines only those hold bullets that are not plain.
    let first_char = |at: usize| body[at..].chars().next().map(|c| (at, c));
    let (from, mark) = memchr_iter(LEAD, body.as_bytes()).filter_map(first_char).find(|(_, c)| BULLETS.contains(c))?;
    let count = body.matches(mark).count();
    (count >= 2 && (body.len() - from) / count >= ITEM_BYTES).then_some((mark, from))
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
    let raw = trim_start(span.of(text));
    let trimmed = raw.trim_end();
    if trimmed.is_empty() || is_rule(trimmed) {
        return None;
    }
    let begin = span.end - raw.len();
    let bullet = bullet_len(trimmed);
    let content = Span::new(begin + bullet, begin + trimmed.len());
    let body = content.of(text);
    let next = headings.partition_point(|at| *at < span.start);
    let marked = headings.get(next).is_some_and(|at| *at <= content.start);
    let all_caps = is_all_caps(body);
    let kind = if is_heading(body, marked, bullet > 0, all_caps) {
        LineKind::Heading
    } else if bullet > 0 {
        LineKind::Bullet
    } else {
        LineKind::Prose
    };
    Some(Line { span, content, kind, all_caps, marked })
}

/// The text without the space it begins with: one space or none in nearly every place.
fn trim_start(text: &str) -> &str {
    let rest = text.strip_prefix(' ').unwrap_or(text);
    if rest.as_bytes().first().is_some_and(u8::is_ascii_graphic) { rest } else { rest.trim_start() }
}

/// Whether a line is drawn: the line under a heading, the one under the heads of a table.
fn is_rule(line: &str) -> bool {
    let is_drawn = |byte: u8| matches!(byte, b'-' | b'=' | b'_' | b'*' | b'~' | b'|' | b'+');
    line.bytes().next().is_some_and(is_drawn) && line.bytes().all(|byte| is_drawn(byte) || matches!(byte, b':' | b' '))
}

/// Bytes of the bullet at the start of a line, with the space after it.
fn bullet_len(line: &str) -> usize {
    let bytes = line.as_bytes();
    let is_spaced = |at: usize| matches!(bytes.get(at), Some(b' ' | b'\t'));
    let mark = match bytes.first() {
        Some(b'-' | b'*' | b'+' | b'o' | b'~' | b'>') if is_spaced(1) => 1,
        // "1. ", "2) ": a number that is not the start of a sentence about years.
        Some(b'0'..=b'9') => {
            let digits = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
            let is_numbered = digits <= 2 && matches!(bytes.get(digits), Some(b'.' | b')')) && is_spaced(digits + 1);
            if is_numbered { digits + 1 } else { 0 }
        }
        Some(b'b') if line.starts_with(&RESIDUE[1..]) => RESIDUE.len() - 2,
        Some(0x80..) => line.chars().next().filter(|first| BULLETS.contains(first)).map_or(0, char::len_utf8),
        _ => 0,
    };
    if mark == 0 {
        return 0;
    }
    let rest = &line[mark..];
    mark + rest.len() - trim_start(rest).len()
}

/// The tests stand in the order of their cost.
fn is_heading(body: &str, marked: bool, bulleted: bool, all_caps: bool) -> bool {
    let Some(&last) = body.as_bytes().last().filter(|_| body.len() <= HEADING_BYTES) else { return false };
    if marked || matches!(last, b':' | b'?') || (all_caps && !bulleted) {
        return words(body) <= HEADING_WORDS;
    }
    // A short line of capitalised words without a full stop: "Minimum Qualifications". One lower-case word in two is a
    // sentence.
    !bulleted
        && !matches!(last, b'.' | b'!' | b',' | b';')
        && body.starts_with(char::is_uppercase)
        && !body.bytes().any(|byte| matches!(byte, b',' | b'$'))
        && (body.is_ascii() || !body.contains(['\u{20AC}', '\u{A3}']))
        && words(body) <= 6
}

fn words(body: &str) -> usize {
    if !body.is_ascii() {
        return body.split_whitespace().count();
    }
    let is_space = |byte: u8| matches!(byte, b'\t'..=b'\r' | b' ');
    let starts = body.bytes().zip(body.bytes().skip(1)).filter(|(before, byte)| is_space(*before) && !is_space(*byte));
    starts.count() + usize::from(body.bytes().next().is_some_and(|first| !is_space(first)))
}

fn is_all_caps(body: &str) -> bool {
    // The first small letter settles it, and nearly every line has one among its first.
    match body.bytes().find(|byte| byte.is_ascii_lowercase() || !byte.is_ascii()) {
        None => body.bytes().filter(u8::is_ascii_alphabetic).count() >= 6,
        Some(byte) if byte.is_ascii() => false,
        Some(_) => !body.contains(char::is_lowercase) && body.chars().filter(|c| c.is_alphabetic()).count() >= 6,
    }
}

/// Words before a full stop that do not end a sentence.
const ABBREVIATIONS: [&str; 28] = [
    "approx", "bzw", "ca", "corp", "dept", "dr", "e.g", "eg", "est", "etc", "ex", "i.e", "ie", "inc", "incl", "jr",
    "llc", "ltd", "mr", "mrs", "ms", "no", "nr", "sr", "st", "u.k", "u.s", "vs",
];

/// Offsets just past every sentence of every line, in order. Each line ends one.
pub(super) fn sentence_ends(text: &str, lines: &[Line]) -> Vec<usize> {
    let mut found = Vec::with_capacity(2 * lines.len());
    let mut stops = stops(text.as_bytes()).peekable();
    for Line { content, .. } in lines {
        let body = content.of(text);
        while stops.next_if(|at| *at < content.start).is_some() {}
        while let Some(at) = stops.next_if(|at| *at < content.end) {
            found.extend(ends_at(body, at - content.start).map(|end| content.start + end));
        }
        found.push(content.end);
    }
    found
}

/// Where a sentence may end: at a full stop, a mark, an ellipsis or a bullet.
fn stops(bytes: &[u8]) -> impl Iterator<Item = usize> {
    let mut marks = memchr3_iter(b'.', b'!', b'?', bytes).peekable();
    let mut wide = memchr_iter(LEAD, bytes).peekable();
    std::iter::from_fn(move || match (marks.peek(), wide.peek()) {
        (Some(mark), Some(sign)) if sign < mark => wide.next(),
        (None, _) => wide.next(),
        _ => marks.next(),
    })
}

/// Where the sentence ends that the sign at `at` may end.
fn ends_at(body: &str, at: usize) -> Option<usize> {
    let sign = body[at..].chars().next()?;
    if sign == '\u{2022}' {
        // A bullet inside a line separates items of a list that lost its line breaks.
        return (at > 0).then_some(at);
    }
    if !matches!(sign, '.' | '!' | '?' | '\u{2026}') {
        return None;
    }
    let end = at + sign.len_utf8();
    let after = &body[end..];
    let spaced = trim_start(after);
    let gap = spaced.len() < after.len();
    let next = spaced.chars().next()?;
    // Without a space only a capitalised word ends a sentence ("in R.Exemplify"); "Node.js", "3.5" and "U.S." do not.
    let glued = !gap && next.is_uppercase() && after.chars().nth(1).is_some_and(char::is_lowercase);
    if !(gap || glued) || next.is_lowercase() {
        return None;
    }
    (sign != '.' || !is_abbreviation(&body[..at])).then_some(end)
}

/// Bytes of the longest abbreviation.
const LONGEST: usize = 6;

fn is_abbreviation(before: &str) -> bool {
    // No abbreviation is longer than this; a line without spaces must not be looked at whole for each stop in it.
    let letters = before.char_indices().rev().take(24);
    let word = letters.take_while(|(_, c)| !c.is_whitespace() && !matches!(c, '(' | '/')).last();
    let word = word.map_or("", |(start, _)| &before[start..]);
    // "U.S.", "R." of a person, "B.Sc.": single letters between stops.
    let initials = || word.bytes().any(|byte| byte == b'.') && word.split('.').all(|part| part.chars().count() <= 2);
    let is_listed = word.len() <= LONGEST && ABBREVIATIONS.iter().any(|known| known.eq_ignore_ascii_case(word));
    is_listed || initials()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop, prop_assert_eq, proptest};

    use super::*;

    fn sentences(text: &str) -> Vec<&str> {
        let mut start = 0;
        sentence_ends(text, &split(text, &[]))
            .into_iter()
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
    fn bullets_inside_a_line_begin_items() {
        for (text, expected) in [
            ("\u{2022} Python \u{2022} SQL", &["Python", "SQL"][..]),
            ("Skills: \u{2022} Python \u{2022} SQL", &["Skills:", "Python", "SQL"]),
            ("- Python - SQL - Go", &["Python", "SQL", "Go"]),
            ("* Python * SQL * Go", &["Python", "SQL", "Go"]),
            ("\u{B7} Python \u{B7} SQL \u{B7} Go", &["Python", "SQL", "Go"]),
            ("Requirements: - Python - SQL", &["Requirements:", "Python", "SQL"]),
            // What stands between names is a separator.
            ("Python \u{2022} SQL \u{2022} Go", &["Python \u{2022} SQL \u{2022} Go"]),
            ("Boston \u{B7} Remote \u{B7} Full-time", &["Boston \u{B7} Remote \u{B7} Full-time"]),
            // A dash in an item is a dash.
            ("- Experience - at least 5 years - with Python", &["Experience - at least 5 years - with Python"]),
            ("- Python - SQL", &["Python - SQL"]),
            ("T3 - Senior Tester - Lab", &["T3 - Senior Tester - Lab"]),
            ("Pay: 50 - 60 USD", &["Pay: 50 - 60 USD"]),
            ("* 5 * 3 * 2 = 30", &["5 * 3 * 2 = 30"]),
            (
                "You own our data. \u{2022} Five years of Python in production \u{2022} You know SQL inside and out",
                &["You own our data.", "Five years of Python in production", "You know SQL inside and out"],
            ),
        ] {
            let found: Vec<&str> = split(text, &[]).iter().map(|line| line.content.of(text)).collect();
            assert_eq!(found, expected, "{text}");
        }
        let text = format!("{} bull Strong SQL bull Python", "About us. ".repeat(70));
        let found: Vec<_> = split(&text, &[]).iter().skip(1).map(|line| (line.kind, line.content.of(&text))).collect();
        assert_eq!(found, [(LineKind::Bullet, "Strong SQL"), (LineKind::Bullet, "Python")]);
    }

    proptest! {
        #[test]
        fn bytes_say_what_characters_say(pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..12)) {
            let text = pieces.concat();
            prop_assert_eq!(words(&text), text.split_whitespace().count());
            let letters = text.chars().filter(|c| c.is_alphabetic()).count();
            prop_assert_eq!(is_all_caps(&text), letters >= 6 && !text.contains(char::is_lowercase));
            let signs = ['.', '!', '?', '\u{2026}', '\u{2022}'];
            let stops: Vec<usize> = stops(text.as_bytes()).filter(|at| text[*at..].starts_with(signs)).collect();
            prop_assert_eq!(stops, text.match_indices(signs).map(|(at, _)| at).collect::<Vec<_>>());
        }
    }

    const PIECES: [&str; 22] = [
        "GO",
        "Go",
        "SQL",
        "\u{DC}BER",
        "\u{E4}",
        "\u{DF}",
        "\u{1C5}",
        "\u{3A9}",
        "7",
        " ",
        "  ",
        "\t",
        "\u{B}",
        "\u{1C}",
        "\u{85}",
        "\u{3000}",
        ".",
        "!",
        "? ",
        "\u{2026}",
        "\u{2022}",
        "\u{2013}",
    ];

    #[test]
    fn abbreviations_are_sorted() {
        assert!(ABBREVIATIONS.is_sorted());
        assert_eq!(ABBREVIATIONS.iter().map(|word| word.len()).max(), Some(LONGEST));
        let wide = BULLETS.iter().filter(|bullet| **bullet != '\u{B7}').chain(&['\u{2026}']);
        assert!(wide.map(|c| c.to_string()).all(|c| c.as_bytes()[0] == LEAD));
    }
}
