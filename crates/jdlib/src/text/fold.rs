//! Folding of characters: what looks alike becomes alike, case stays.

use memchr::{memchr2_iter, memrchr};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

use super::map::OffsetMap;
use crate::span::Span;

/// What folding does to a character.
enum Fold {
    Keep,
    Drop,
    Put(&'static str),
    /// Compatibility composition.
    Compose,
}

/// The one table of characters that stand for plain ones. Anything else outside ASCII is composed (NFKC).
fn fold_char(c: char) -> Fold {
    match c {
        // No-break, ogham, en quad to hair, narrow no-break, medium mathematical, ideographic space.
        '\u{A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}' => Fold::Put(" "),
        '\u{85}' | '\u{2028}' | '\u{2029}' => Fold::Put("\n"),
        // Soft hyphen, zero-width characters, direction marks, joiners, byte order mark, variation selectors.
        '\u{AD}'
        | '\u{180E}'
        | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2069}'
        | '\u{FEFF}'
        | '\u{FE00}'..='\u{FE0F}' => Fold::Drop,
        // Signs that would glue letters to a name: composition turns the trade mark sign into "TM".
        '\u{2122}' | '\u{AE}' | '\u{A9}' | '\u{2120}' => Fold::Drop,
        // Hyphen to horizontal bar, minus, small and full-width forms.
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' | '\u{FF0D}' => Fold::Put("-"),
        // Wave dashes of East Asian ranges.
        '\u{301C}' | '\u{FF5E}' | '\u{223C}' => Fold::Put("~"),
        '\u{2018}'..='\u{201B}' | '\u{2032}' | '\u{B4}' | '\u{2BC}' => Fold::Put("'"),
        '\u{201C}'..='\u{201F}' | '\u{2033}' | '\u{AB}' | '\u{BB}' => Fold::Put("\""),
        '\u{266F}' => Fold::Put("#"),
        '\u{2044}' | '\u{2215}' => Fold::Put("/"),
        // A fraction is no digit of the word before it: "s¾" is not S3.
        '\u{BC}' => Fold::Put(" 1/4"),
        '\u{BD}' => Fold::Put(" 1/2"),
        '\u{BE}' => Fold::Put(" 3/4"),
        // The bullet that word processors keep in a private font.
        '\u{F0B7}' | '\u{F0A7}' => Fold::Put("\u{2022}"),
        // Bullets, currency signs, letters of Latin-1 and Latin Extended-A are their own composition.
        '\u{A1}'..='\u{A7}'
        | '\u{B0}'
        | '\u{B1}'
        | '\u{B7}'
        | '\u{BF}'..='\u{131}'
        | '\u{134}'..='\u{13E}'
        | '\u{141}'..='\u{148}'
        | '\u{14A}'..='\u{17E}'
        | '\u{2022}'
        | '\u{20A0}'..='\u{20BF}'
        | '\u{25A0}'..='\u{25FF}' => Fold::Keep,
        _ => Fold::Compose,
    }
}

/// Whether folding leaves the text as it is. ASCII always is; a few other characters are looked at one by one.
pub(super) fn is_folded(text: &str) -> bool {
    let mut rest = text;
    loop {
        rest = &rest[ascii_len(rest.as_bytes())..];
        let mut chars = rest.chars();
        match chars.next() {
            None => return true,
            Some(c) if matches!(fold_char(c), Fold::Keep) => rest = chars.as_str(),
            Some(_) => return false,
        }
    }
}

/// Bytes of ASCII at the start, which most texts are made of: sixteen at a time.
fn ascii_len(bytes: &[u8]) -> usize {
    let (blocks, _) = bytes.as_chunks::<16>();
    let whole = 16 * blocks.iter().take_while(|block| block.is_ascii()).count();
    whole + bytes[whole..].iter().take_while(|byte| byte.is_ascii()).count()
}

/// Whether a character changes the one before it.
fn combines(c: char) -> bool {
    c >= '\u{300}' && canonical_combining_class(c) != 0
}

/// Writes folded text and its offset map from pieces of one source.
pub(super) struct Folder<'s> {
    source: &'s str,
    folded: String,
    map: OffsetMap,
    /// Folded offsets at which markup says that a heading line begins.
    headings: Vec<usize>,
    line: LineSoFar,
}

/// What the line that is being written holds. Looking back for it would cost its length each time.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
enum LineSoFar {
    Nothing,
    Bullet,
    Text,
}

impl<'s> Folder<'s> {
    pub(super) fn new(source: &'s str) -> Self {
        Self {
            source,
            folded: String::with_capacity(source.len()),
            map: OffsetMap::default(),
            headings: Vec::new(),
            line: LineSoFar::Nothing,
        }
    }

    /// Copies a stretch of the source, folding what is not ASCII.
    pub(super) fn copy(&mut self, range: Span) {
        let text = range.of(self.source);
        let mut run = 0;
        let mut at = 0;
        loop {
            let mut begin = at + ascii_len(&text.as_bytes()[at..]);
            let Some(mut c) = text[begin..].chars().next() else { break };
            // A combining mark changes the letter before it, which may be ASCII.
            if combines(c)
                && begin > run
                && let Some(base) = text[run..begin].chars().next_back()
            {
                begin -= base.len_utf8();
                c = base;
            }
            let mut end = begin + c.len_utf8();
            while let Some(mark) = text[end..].chars().next().filter(|c| combines(*c)) {
                end += mark.len_utf8();
            }
            let whole = Span::new(range.start + begin, range.start + end);
            let alone = end == begin + c.len_utf8();
            self.copy_folded(Span::new(range.start + run, range.start + begin));
            match fold_char(c) {
                Fold::Keep if alone => self.copy_folded(whole),
                Fold::Drop if alone => {}
                Fold::Put(text) if alone => self.put_folded(whole, text),
                _ => {
                    let composed: String = text[begin..end].nfkc().collect();
                    if composed == text[begin..end] {
                        self.copy_folded(whole);
                    } else {
                        self.put_folded(whole, &composed);
                    }
                }
            }
            run = end;
            at = end;
        }
        self.copy_folded(Span::new(range.start + run, range.end));
    }

    /// Copies like [`Folder::copy`], line feeds as spaces.
    pub(super) fn copy_in_one_line(&mut self, range: Span) {
        let mut run = range.start;
        let text = range.of(self.source);
        for at in memchr2_iter(b'\n', b'\r', text.as_bytes()) {
            let at = range.start + at;
            self.copy(Span::new(run, at));
            self.put_folded(Span::new(at, at + 1), " ");
            run = at + 1;
        }
        self.copy(Span::new(run, range.end));
    }

    /// The source.
    pub(super) fn source(&self) -> &'s str {
        self.source
    }

    /// Puts `text`, folded, where the source has `range`: a decoded entity, for example.
    pub(super) fn put(&mut self, range: Span, text: &str) {
        for c in text.chars() {
            match fold_char(c) {
                _ if c.is_ascii() => self.put_folded(range, c.encode_utf8(&mut [0; 4])),
                Fold::Keep => self.put_folded(range, c.encode_utf8(&mut [0; 4])),
                Fold::Drop => {}
                Fold::Put(text) => self.put_folded(range, text),
                Fold::Compose => self.put_folded(range, &c.nfkc().collect::<String>()),
            }
        }
    }

    /// Ends the line, unless it has just begun.
    pub(super) fn break_line(&mut self, at: usize) {
        if self.line != LineSoFar::Nothing {
            self.put_folded(Span::new(at, at), "\n");
        }
    }

    /// Begins a bulleted line.
    pub(super) fn bullet(&mut self, at: usize) {
        self.break_line(at);
        self.put_folded(Span::new(at, at), "- ");
        self.line = LineSoFar::Bullet;
    }

    /// Says that the line that begins here is a heading.
    pub(super) fn heading(&mut self, at: usize) {
        self.break_line(at);
        self.headings.push(self.folded.len());
    }

    /// Whether the line so far holds no text but a bullet.
    pub(super) fn at_line_start(&self) -> bool {
        self.line < LineSoFar::Text
    }

    /// Length of the folded text so far.
    pub(super) fn len(&self) -> usize {
        self.folded.len()
    }

    /// The folded text since an earlier length.
    pub(super) fn since(&self, at: usize) -> &str {
        &self.folded[at..]
    }

    /// Says that the line that began at this folded offset is a heading.
    pub(super) fn heading_was(&mut self, at: usize) {
        self.headings.push(at);
    }

    pub(super) fn finish(mut self) -> (String, OffsetMap, Vec<usize>) {
        self.headings.sort_unstable();
        (self.folded, self.map, self.headings)
    }

    /// Copies source text that folding leaves alone.
    fn copy_folded(&mut self, range: Span) {
        if !range.is_empty() {
            self.map.push_same(self.folded.len(), range);
            self.write(range.of(self.source));
        }
    }

    fn write(&mut self, text: &str) {
        let last = match memrchr(b'\n', text.as_bytes()) {
            Some(feed) => {
                self.line = LineSoFar::Nothing;
                &text[feed + 1..]
            }
            None => text,
        };
        if self.line != LineSoFar::Text && last.contains(|c: char| !c.is_whitespace()) {
            self.line = LineSoFar::Text;
        }
        self.folded.push_str(text);
    }

    fn put_folded(&mut self, range: Span, text: &str) {
        if !text.is_empty() {
            self.map.push_replaced(self.folded.len(), range);
            self.write(text);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

    use super::*;

    fn folded(source: &str) -> String {
        let mut folder = Folder::new(source);
        folder.copy((0..source.len()).into());
        folder.finish().0
    }

    proptest! {
        #[test]
        fn what_is_folded_stays(text in "[a-z \u{E9}\u{2022}\u{20AC}\u{2013}\u{301}]{0,40}") {
            prop_assert_eq!(is_folded(&text), text.chars().all(|c| c.is_ascii() || matches!(fold_char(c), Fold::Keep)));
            prop_assert!(!is_folded(&text) || folded(&text) == text);
            prop_assert!(text.as_bytes()[..ascii_len(text.as_bytes())].is_ascii());
            prop_assert!(text[ascii_len(text.as_bytes())..].chars().next().is_none_or(|c| !c.is_ascii()));
        }
    }

    #[test]
    fn lookalikes_become_alike() {
        for (source, expected) in [
            ("5\u{2013}7\u{A0}years", "5-7 years"),
            ("Kubernetes\u{2122} and", "Kubernetes and"),
            ("Py\u{200B}thon", "Python"),
            ("\u{FF23}\u{FF0B}\u{FF0B}", "C++"),
            ("C\u{266F}", "C#"),
            ("re\u{301}sume\u{301}", "r\u{E9}sum\u{E9}"),
            ("\u{201C}Go\u{201D}", "\"Go\""),
            ("\u{FB01}nance", "finance"),
            ("60 \u{20AC}", "60 \u{20AC}"),
        ] {
            assert_eq!(folded(source), expected, "{source:?}");
        }
    }
}
