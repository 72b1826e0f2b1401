//! Structure without vocabulary.
//!
//! [`Text`] turns plain text, HTML or Markdown, also when its entities were escaped twice, into *folded* text: markup
//! gone, typographic dashes, quotes and spaces plain, zero-width characters dropped, compatibility forms composed, case
//! kept. Characters that were read in the wrong encoding are repaired first. An offset map leads every span of the
//! folded text back to the source, byte for byte; runs of ASCII pass untouched. Over the folded text stand [`Line`]s,
//! sentences and [`Enumeration`]s. What any of them *means* is for the matcher to say.
//!
//! ```
//! use jdlib::text::{Markup, Text};
//!
//! let source = "<li>C&#43;&#43; &amp; 5\u{2013}7 years</li>";
//! let text = Text::new(source, Markup::Auto);
//! assert!(text.folded().contains("C++ & 5-7 years"));
//! let at = text.folded().find("C++").unwrap();
//! let span = text.to_source((at..at + 3).into());
//! assert_eq!(span.of(source), "C&#43;&#43;");
//! ```

mod detect;
mod enumeration;
mod fold;
mod html;
mod lines;
mod map;
mod markdown;
mod mojibake;

use std::borrow::Cow;

pub use self::detect::Markup;
pub use self::enumeration::{Enumeration, Joint};
pub use self::lines::{Line, LineKind};
pub use self::mojibake::repair;

use self::detect::Form;
use self::fold::Folder;
use self::map::OffsetMap;
use crate::span::Span;

/// A source text, folded, with its way back and its lines.
#[derive(Clone, Debug)]
pub struct Text<'t> {
    source: &'t str,
    folded: Cow<'t, str>,
    /// Applied in this order to come from folded to source offsets; none when the text is its own folded form.
    maps: Vec<OffsetMap>,
    lines: Vec<Line>,
    /// Folded offsets at which markup says that headings begin.
    headings: Vec<usize>,
    /// Offsets just past the sentences; each line ends one.
    sentence_ends: Vec<usize>,
    /// Broken characters that were repaired.
    repaired: usize,
}

impl<'t> Text<'t> {
    /// Repairs and folds `source`. Never fails: what is no markup is text.
    #[must_use]
    pub fn new(source: &'t str, markup: Markup) -> Self {
        let Some(repaired) = mojibake::passes(source) else {
            let (folded, maps, headings) = fold(source, markup);
            return Self::over(source, folded, maps, headings, 0);
        };
        let (folded, mut maps, headings) = fold(&repaired.text, markup);
        let folded = folded.into_owned();
        maps.extend(repaired.maps);
        Self::over(source, Cow::Owned(folded), maps, headings, repaired.count)
    }

    fn over(
        source: &'t str,
        folded: Cow<'t, str>,
        maps: Vec<OffsetMap>,
        headings: Vec<usize>,
        repaired: usize,
    ) -> Self {
        let lines = lines::split(&folded, &headings);
        let sentence_ends = lines::sentence_ends(&folded, &lines);
        Self { source, folded, maps, lines, headings, sentence_ends, repaired }
    }

    /// The text as the caller gave it.
    #[must_use]
    pub fn source(&self) -> &'t str {
        self.source
    }

    /// The folded text, which lines, sentences and enumerations index.
    #[must_use]
    pub fn folded(&self) -> &str {
        &self.folded
    }

    /// Leads a span of the folded text back to the source. A span that covers part of a replaced character widens to all of it.
    #[must_use]
    pub fn to_source(&self, span: Span) -> Span {
        self.maps.iter().fold(span, |span, map| map.to_source(span))
    }

    /// How many characters of the source were broken (`â€™` for an apostrophe) and repaired.
    #[must_use]
    pub fn repaired(&self) -> usize {
        self.repaired
    }

    /// The lines, in order, blank ones left out.
    #[must_use]
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// The line that holds a byte of the folded text.
    #[must_use]
    pub fn line_at(&self, at: usize) -> Option<&Line> {
        let next = self.lines.partition_point(|line| line.span.start <= at);
        self.lines[..next].last().filter(|line| at < line.span.end)
    }

    /// The sentence that holds a byte of the folded text: never longer than its line.
    #[must_use]
    pub fn sentence_at(&self, at: usize) -> Span {
        let Some(line) = self.line_at(at) else {
            return Span::new(at, at);
        };
        let next = self.sentence_ends.partition_point(|end| *end <= at);
        let start = if next > 0 { self.sentence_ends[next - 1] } else { 0 };
        let end = self.sentence_ends.get(next).copied().unwrap_or(line.content.end);
        Span::new(start.max(line.content.start), end.min(line.content.end).max(start))
    }

    /// Breaks lines at these folded offsets, in order: a text may have lost its line breaks where only vocabulary can
    /// tell. The folded text and its way back stay as they are; lines and sentences change.
    pub(crate) fn break_lines(&mut self, at: &[usize]) {
        self.lines = lines::split_again(&self.folded, &self.lines, at, &self.headings);
        self.sentence_ends = lines::sentence_ends(&self.folded, &self.lines);
    }

    /// The enumerations of a stretch of the folded text, which should be one sentence or one line.
    #[must_use]
    pub fn enumerations(&self, within: Span) -> Vec<Enumeration> {
        enumeration::find(&self.folded, within)
    }
}

/// Folds a text by its form: the folded text, its way back, and where markup says that headings begin.
fn fold(source: &str, markup: Markup) -> (Cow<'_, str>, Vec<OffsetMap>, Vec<usize>) {
    let one = |(folded, map, headings): (String, OffsetMap, Vec<usize>)| (Cow::Owned(folded), vec![map], headings);
    match detect::form(source, markup) {
        Form::Plain if fold::is_folded(source) => (Cow::Borrowed(source), Vec::new(), Vec::new()),
        Form::Plain => {
            let mut folder = Folder::new(source);
            folder.copy((0..source.len()).into());
            one(folder.finish())
        }
        Form::Html => one(html::fold(source)),
        Form::Markdown => one(markdown::fold(source)),
        Form::DoubledMarkdown => {
            let (single, outer) = detect::undouble(source);
            let (folded, inner, headings) = markdown::fold(&single);
            (Cow::Owned(folded), vec![inner, outer], headings)
        }
        Form::EscapedHtml => {
            let (unescaped, outer) = html::unescape(source);
            let (folded, inner, headings) = html::fold(&unescaped);
            (Cow::Owned(folded), vec![inner, outer], headings)
        }
    }
}

#[cfg(test)]
mod tests;
