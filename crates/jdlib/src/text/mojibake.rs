//! Repair of characters that were written as UTF-8 and read as Windows-1252 or Latin-1: `â€™` for an apostrophe, `Â£`
//! for a pound sign.
//!
//! Each sequence is judged alone. It is repaired when its characters are the bytes of one character that postings use;
//! what a writer may have meant (`NÃO`, a lone `Â`, `é”…`) does not decode to one, or stands where capitals end before
//! a closing sign.

use memchr::memchr;

use super::map::OffsetMap;
use crate::span::Span;

/// Repairs broken characters, also those broken twice. None when there are none.
///
/// For short values such as titles and names of employers. A posting's text is repaired by [`Text`](super::Text), which
/// keeps the way back.
///
/// ```
/// use jdlib::text::repair;
///
/// assert_eq!(repair("NestlÃ© \u{e2}\u{20ac}\u{201c} Â£45k").as_deref(), Some("Nestlé – £45k"));
/// assert_eq!(repair("Nestlé – £45k, NÃO"), None);
/// ```
#[must_use]
pub fn repair(text: &str) -> Option<String> {
    passes(text).map(|repaired| repaired.text)
}

/// A repaired text.
pub(super) struct Repaired {
    pub(super) text: String,
    /// The way back, in the order of application.
    pub(super) maps: Vec<OffsetMap>,
    /// Broken characters of the source.
    pub(super) count: usize,
}

/// Repairs what was broken once, then what had been broken before that.
pub(super) fn passes(source: &str) -> Option<Repaired> {
    let (text, map, count) = pass(source)?;
    Some(match pass(&text) {
        Some((text, outer, _)) => Repaired { text, maps: vec![outer, map], count },
        None => Repaired { text, maps: vec![map], count },
    })
}

/// The byte that all leads begin with: they are letters of Latin-1.
const LEAD: u8 = 0xC3;

fn pass(source: &str) -> Option<(String, OffsetMap, usize)> {
    let bytes = source.as_bytes();
    // Nearly no text gets past this; looking for one byte is the cheapest look there is.
    memchr(LEAD, bytes)?;
    let mut found: Vec<(Span, char)> = Vec::new();
    let mut at = 0;
    while let Some(step) = memchr(LEAD, &bytes[at..]) {
        let start = at + step;
        at = start + 2;
        if let Some((c, end)) = sequence(source, start) {
            // Read alone these are no text, but behind a repaired character they may be the rest of one that was broken
            // twice.
            let rest = c.is_control() || matches!(c, 'ƒ' | 'ˆ' | '˜');
            let inner = rest && found.last().is_some_and(|(last, _)| last.end == start);
            if inner || is_plausible(c) {
                found.push((Span::new(start, end), c));
                at = end;
            }
        }
    }
    if found.is_empty() {
        return None;
    }
    let count = found.len();
    let mut text = String::with_capacity(source.len());
    let mut map = OffsetMap::default();
    let mut run = 0;
    for (span, c) in found {
        map.push_same(text.len(), Span::new(run, span.start));
        text.push_str(&source[run..span.start]);
        map.push_replaced(text.len(), span);
        text.push(c);
        run = span.end;
    }
    map.push_same(text.len(), Span::new(run, source.len()));
    text.push_str(&source[run..]);
    Some((text, map, count))
}

/// The character whose bytes stand at `start`, each read as a character, and where they end.
fn sequence(source: &str, start: usize) -> Option<(char, usize)> {
    let mut rest = source[start..].chars();
    let lead = rest.next()?;
    // Leads of the characters that count as plausible. Most letters of Latin-1 lead to none.
    let len = match lead {
        'Â' | 'Ã' | 'Ä' | 'Å' | 'Æ' | 'È' | 'Ë' | 'Ì' => 2,
        'â' | 'ï' => 3,
        'ð' => 4,
        _ => return None,
    };
    let mut bytes = [byte(lead)?; 4];
    let mut end = start + lead.len_utf8();
    for (at, slot) in bytes.iter_mut().enumerate().take(len).skip(1) {
        let next = rest.next();
        match next.and_then(|c| continuation(c).map(|byte| (c, byte))) {
            Some((c, byte)) => {
                *slot = byte;
                end += c.len_utf8();
            }
            // The last byte of a closing quote has no character in Windows-1252, and some readers drop it.
            None if at == 2 && bytes[..2] == [0xE2, 0x80] => return Some(('\u{201D}', end)),
            None => return None,
        }
    }
    let c = std::str::from_utf8(&bytes[..len]).ok()?.chars().next()?;
    (!may_be_meant(source, start, end)).then_some((c, end))
}

/// The byte that was read as this character.
fn byte(c: char) -> Option<u8> {
    match WINDOWS_1252.iter().find(|(written, _)| *written == c) {
        Some((_, byte)) => Some(*byte),
        // Latin-1, and the bytes that Windows-1252 leaves undefined: readers keep them as control characters.
        None => u8::try_from(u32::from(c)).ok().filter(|byte| *byte >= 0x80),
    }
}

fn continuation(c: char) -> Option<u8> {
    byte(c).filter(|byte| (0x80..0xC0).contains(byte))
}

/// Characters of Windows-1252 that are not those of Latin-1.
const WINDOWS_1252: [(char, u8); 27] = [
    ('€', 0x80),
    ('‚', 0x82),
    ('ƒ', 0x83),
    ('„', 0x84),
    ('…', 0x85),
    ('†', 0x86),
    ('‡', 0x87),
    ('ˆ', 0x88),
    ('‰', 0x89),
    ('Š', 0x8A),
    ('‹', 0x8B),
    ('Œ', 0x8C),
    ('Ž', 0x8E),
    ('‘', 0x91),
    ('’', 0x92),
    ('“', 0x93),
    ('”', 0x94),
    ('•', 0x95),
    ('–', 0x96),
    ('—', 0x97),
    ('˜', 0x98),
    ('™', 0x99),
    ('š', 0x9A),
    ('›', 0x9B),
    ('œ', 0x9C),
    ('ž', 0x9E),
    ('Ÿ', 0x9F),
];

/// Characters that postings hold. Others are more likely to be what was meant than what was broken: "…" and a quote
/// behind "â" make a fraction.
fn is_plausible(c: char) -> bool {
    matches!(c,
        // Latin-1, Latin Extended-A, the Romanian letters with a comma, accents of their own.
        '\u{A0}'..='\u{17F}' | '\u{218}'..='\u{21B}' | '\u{300}'..='\u{30F}'
        // Punctuation, currency, letterlike signs, arrows, comparisons.
        | '\u{2000}'..='\u{206F}' | '\u{20A0}'..='\u{20BF}' | '\u{2100}'..='\u{214F}' | '\u{2190}'..='\u{21FF}'
        | '\u{2200}'..='\u{22FF}'
        // Squares and circles that begin items, symbols, check marks.
        | '\u{25A0}' | '\u{25A1}' | '\u{25AA}' | '\u{25AB}' | '\u{25B6}' | '\u{25B8}' | '\u{25BA}' | '\u{25C6}'
        | '\u{25CB}' | '\u{25CF}' | '\u{25E6}' | '\u{2600}'..='\u{27BF}' | '\u{2B00}'..='\u{2BFF}'
        // The private bullets of word processors, ligatures, marks of order and of loss.
        | '\u{F0A7}' | '\u{F0B7}' | '\u{FB00}'..='\u{FB06}' | '\u{FE0F}' | '\u{FEFF}' | '\u{FFFD}'
        // Letters of mathematics, which profiles use as bold, and emoji.
        | '\u{1D400}'..='\u{1D7FF}' | '\u{1F000}'..='\u{1FAFF}')
}

/// Signs that a writer puts right behind a word.
const CLOSING: [char; 17] = ['‚', '„', '…', '‘', '’', '“', '”', '‹', '›', '–', '—', '«', '»', '®', '™', '°', '\u{A0}'];

/// Whether a writer may have meant the two characters: a word in capitals, or a quoted letter, before a closing sign:
/// `“AMANHÃ”`. `Â` ends no word of capitals, and its sequences are the most frequent of all (`SASÂ®`).
fn may_be_meant(source: &str, start: usize, end: usize) -> bool {
    let mut inner = source[start..end].chars();
    let (Some(lead), Some(sign), None) = (inner.next(), inner.next(), inner.next()) else { return false };
    if lead == 'Â' || !CLOSING.contains(&sign) {
        return false;
    }
    let before = source[..start].chars().next_back();
    let after = source[end..].chars().next();
    let quoted = before.is_some_and(|c| matches!(c, '„' | '“' | '‘' | '‚' | '«' | '"'));
    let capitals = before.is_some_and(char::is_uppercase);
    (quoted || capitals) && (sign == '\u{A0}' || !after.is_some_and(char::is_alphabetic))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a reader of Windows-1252 makes of a text. `undefined` says what becomes of the five bytes without a
    /// character.
    fn broken(text: &str, undefined: impl Fn(u8) -> Option<char>) -> String {
        let read = |byte: u8| match WINDOWS_1252.iter().find(|(_, of)| *of == byte) {
            Some((c, _)) => Some(*c),
            None if matches!(byte, 0x81 | 0x8D | 0x8F | 0x90 | 0x9D) => undefined(byte),
            None => Some(char::from(byte)),
        };
        text.bytes().filter_map(read).collect()
    }

    const CONTROLS: fn(u8) -> Option<char> = |byte| Some(char::from(byte));

    #[test]
    fn every_plausible_character_is_repaired() {
        let text = "Nestlé – we’re “hiring” • £45k-€60k 5–7 years… ≥ 3 → ✓ ● ▪ 🚀 Łódź ș ﬁ\u{A0}× Python™ SAS® ½ \u{FEFF}\u{F0B7} 𝗕";
        assert_eq!(repair(&broken(text, CONTROLS)).as_deref(), Some(text));
        let latin1: String = text.bytes().map(char::from).collect();
        assert_eq!(repair(&latin1).as_deref(), Some(text));
        assert_eq!(repair(text), None);
    }

    #[test]
    fn broken_twice_is_repaired_twice() {
        let text = "weâ€™re";
        assert_eq!(repair(&broken(text, CONTROLS)).as_deref(), Some("we’re"));
        assert_eq!(repair(&broken(&broken("‘Sé’", CONTROLS), CONTROLS)).as_deref(), Some("‘Sé’"));
        assert_eq!(repair("â€œGoâ€ and").as_deref(), Some("“Go” and"));
    }

    #[test]
    fn what_was_meant_stays() {
        for text in [
            "«é” …»",
            "NÃO, AMANHÃ, Â, Ã e Õ",
            "“AMANHÃ” e",
            "AMANHÃ… e AMANHÃ\u{A0}SIM",
            "der Buchstabe „Ä“ und „Å“",
            "l'aimâ…”",
            "Â 5 years",
            "CAFFÈ™",
            "naïve façade, ð and þ",
            "été – « où »",
            "São Paulo, ÅRHUS, ÄRZTE",
            "Ñ‘",
            "LUNEDÌ” e NOËL",
        ] {
            assert_eq!(repair(text), None, "{text}");
        }
    }

    #[test]
    fn capitals_inside_a_word_are_repaired() {
        for (text, expected) in [
            ("MÃ–BEL", "MÖBEL"),
            ("Ã…ngstrÃ¶m", "Ångström"),
            ("SASÂ® and", "SAS® and"),
            ("sÄ…", "są"),
            ("SÃ© parte", "Sé parte"),
            ("clicheÌ\u{81}", "cliche\u{301}"),
        ] {
            assert_eq!(repair(text).as_deref(), Some(expected));
        }
    }
}
