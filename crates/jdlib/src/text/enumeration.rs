//! Enumerations: items between commas, slashes, bars, "and", "or".

use crate::span::Span;

/// What joins the items of an enumeration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Joint {
    /// Commas, bars or slashes alone.
    Plain,
    /// "and", "&", "plus".
    And,
    /// "or", "and/or".
    Or,
}

/// A run of items in one sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enumeration {
    /// Folded-text spans of the items, in order, at least two.
    pub items: Vec<Span>,
    /// What joins them.
    pub joint: Joint,
}

impl Enumeration {
    /// The stretch from the first item to the last.
    #[must_use]
    pub fn span(&self) -> Span {
        match (self.items.first(), self.items.last()) {
            (Some(first), Some(last)) => Span::new(first.start, last.end),
            _ => Span::default(),
        }
    }
}

/// An item longer than this many words is a clause: it may close or open an enumeration with its near end, not stand inside one.
const ITEM_WORDS: usize = 4;

/// What stands between two pieces of a sentence.
#[derive(Clone, Copy, PartialEq)]
enum Separator {
    Plain,
    And,
    Or,
    /// A bracket, a colon, a spaced dash: the enumeration ends here.
    Border,
}

pub(super) fn find(text: &str, within: Span) -> Vec<Enumeration> {
    let mut found = Vec::new();
    let mut items: Vec<Span> = Vec::new();
    let mut joint = Joint::Plain;
    // Items there were when "or" came: alternatives end with the item behind it.
    let mut or_at: Option<usize> = None;
    let mut close = |items: &mut Vec<Span>, joint: &mut Joint, or_at: &mut Option<usize>| {
        if or_at.take().is_some_and(|before| items.len() != before + 1) {
            // "Java, Go or Rust, Docker": which of them are alternatives is not to be told.
            *joint = Joint::Plain;
        }
        if items.len() >= 2 {
            found.push(Enumeration { items: std::mem::take(items), joint: *joint });
        }
        items.clear();
        *joint = Joint::Plain;
    };
    let mut at = within.start;
    loop {
        let next = separator(text, at, within.end);
        let piece = trim(text, Span::new(at, next.map_or(within.end, |(span, _)| span.start)));
        let is_last = next.is_none_or(|(_, separator)| separator == Separator::Border);
        if !piece.is_empty() {
            if piece.of(text).split_whitespace().nth(ITEM_WORDS).is_none() {
                items.push(piece);
            } else {
                // The near ends of a clause belong to the lists that it closes and opens.
                if !items.is_empty() {
                    items.push(first_words(text, piece));
                }
                close(&mut items, &mut joint, &mut or_at);
                if !is_last {
                    items.push(last_words(text, piece));
                }
            }
        }
        let Some((span, separator)) = next else { break };
        match separator {
            Separator::Border => close(&mut items, &mut joint, &mut or_at),
            Separator::And if joint == Joint::Plain => joint = Joint::And,
            // "SQL, Python or R, and Tableau" mixes both.
            Separator::And if joint == Joint::Or => or_at = Some(usize::MAX - 1),
            Separator::Or if joint == Joint::And => {}
            Separator::Or => {
                joint = Joint::Or;
                or_at = or_at.filter(|before| *before == usize::MAX - 1).or(Some(items.len()));
            }
            Separator::And | Separator::Plain => {}
        }
        at = span.end;
    }
    close(&mut items, &mut joint, &mut or_at);
    found
}

/// The next separator at or after `from`.
fn separator(text: &str, from: usize, end: usize) -> Option<(Span, Separator)> {
    let bytes = text.as_bytes();
    let mut at = from;
    while at < end {
        if !MAY_SEPARATE[usize::from(bytes[at])] {
            at += 1;
            continue;
        }
        let one = Span::new(at, at + 1);
        match bytes[at] {
            b',' if is_digit(bytes, at.wrapping_sub(1)) && is_digit(bytes, at + 1) => {}
            b',' | b';' | b'|' => return Some((one, Separator::Plain)),
            b'/' => return Some((one, Separator::Plain)),
            b'(' | b')' | b'[' | b']' => return Some((one, Separator::Border)),
            b':' if bytes.get(at + 1).is_none_or(u8::is_ascii_whitespace) => return Some((one, Separator::Border)),
            b'&' if is_space(bytes, at.wrapping_sub(1)) && is_space(bytes, at + 1) => {
                return Some((one, Separator::And));
            }
            b'-' if is_space(bytes, at.wrapping_sub(1)) && is_space(bytes, at + 1) => {
                return Some((one, Separator::Border));
            }
            // The letters that those words begin with.
            b' ' if matches!(
                bytes.get(at + 1),
                Some(b'a' | b'A' | b'i' | b'I' | b'o' | b'O' | b's' | b'S' | b'u' | b'U')
            ) =>
            {
                for (word, separator) in WORDS {
                    let close = at + 1 + word.len();
                    if close < end
                        && is_space(bytes, close)
                        && text.is_char_boundary(close)
                        && text[at + 1..close].eq_ignore_ascii_case(word)
                    {
                        return Some((Span::new(at, close), separator));
                    }
                }
            }
            0xE2 if text[at..].starts_with(['\u{2022}']) => return Some((Span::new(at, at + 3), Separator::Plain)),
            0xC2 if text[at..].starts_with('\u{B7}') => return Some((Span::new(at, at + 2), Separator::Plain)),
            _ => {}
        }
        at += 1;
    }
    None
}

/// The bytes that separators begin with: few of a text.
const MAY_SEPARATE: [bool; 256] = {
    let mut table = [false; 256];
    let (firsts, mut at) = (b" ,;|/()[]:&-\xE2\xC2", 0);
    while at < firsts.len() {
        table[firsts[at] as usize] = true;
        at += 1;
    }
    table
};

/// Words that separate. The longer first.
const WORDS: [(&str, Separator); 7] = [
    ("and/or", Separator::Or),
    ("such as", Separator::Border),
    ("including", Separator::Border),
    ("and", Separator::And),
    ("und", Separator::And),
    ("or", Separator::Or),
    ("oder", Separator::Or),
];

fn is_digit(bytes: &[u8], at: usize) -> bool {
    bytes.get(at).is_some_and(u8::is_ascii_digit)
}

fn is_space(bytes: &[u8], at: usize) -> bool {
    bytes.get(at).is_some_and(u8::is_ascii_whitespace)
}

fn trim(text: &str, span: Span) -> Span {
    let raw = span.of(text);
    let start = span.start + raw.len() - raw.trim_start().len();
    Span::new(start, start + raw.trim().len())
}

fn first_words(text: &str, span: Span) -> Span {
    let raw = span.of(text);
    let end = raw.match_indices(' ').nth(ITEM_WORDS - 1).map_or(raw.len(), |(at, _)| at);
    Span::new(span.start, span.start + end)
}

fn last_words(text: &str, span: Span) -> Span {
    let raw = span.of(text);
    let start = raw.rmatch_indices(' ').nth(ITEM_WORDS - 1).map_or(0, |(at, _)| at + 1);
    Span::new(span.start + start, span.end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lists(text: &str) -> Vec<(Vec<&str>, Joint)> {
        find(text, Span::new(0, text.len()))
            .iter()
            .map(|list| (list.items.iter().map(|item| item.of(text)).collect(), list.joint))
            .collect()
    }

    #[test]
    fn first_letters_of_separating_words_are_looked_for() {
        for (word, _) in WORDS {
            assert!(word.starts_with(['a', 'i', 'o', 's', 'u']), "{word}");
        }
    }

    #[test]
    fn items_and_joints() {
        assert_eq!(lists("Python, Go or Rust"), [(vec!["Python", "Go", "Rust"], Joint::Or)]);
        assert_eq!(
            lists("We have many years of experience with Python, Go and Rust"),
            [(vec!["of experience with Python", "Go", "Rust"], Joint::And)]
        );
        assert_eq!(lists("cloud (AWS, GCP), Docker"), [(vec!["AWS", "GCP"], Joint::Plain)]);
        assert_eq!(lists("Python/R | SQL"), [(vec!["Python", "R", "SQL"], Joint::Plain)]);
        assert_eq!(lists("Pay is 120,000 a year"), []);
        assert_eq!(lists("Java, Go or Rust, Docker")[0].1, Joint::Plain);
        assert_eq!(lists("SQL, Python or R, and Tableau")[0].1, Joint::Plain);
        assert_eq!(lists("Python or R or SQL")[0].1, Joint::Or);
        assert_eq!(lists("Languages: R, SAS"), [(vec!["R", "SAS"], Joint::Plain)]);
    }
}
