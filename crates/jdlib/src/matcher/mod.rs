//! One pass over all vocabulary, then judgement.
//!
//! [`Matcher`] holds one trie of words over surface forms, cue words, headings, markers, words around pay and years.
//! [`Matcher::scan`] runs it once over a folded [`Text`]: lines that lost their breaks are broken again, headings open [`OpenSection`]s,
//! and each surface form that was seen is judged in turn by boundary, case, cues against, cues for and support in lists, and the
//! longest survivor. What survives is a [`Mention`]; what does not, but stood as a word, is a [`Refusal`]. Both keep their reason.
//!
//! All phrases that stand in a text are reported, however they overlap: were it the longest only, a longer one that is refused
//! afterwards would hide the shorter true one.

mod boundary;
mod breaks;
mod judge;
mod phrases;
mod sections;
mod vocables;
mod vocabulary;

use std::fmt;
use std::sync::Arc;

pub use self::judge::{Mention, Refusal, Why};
pub use self::sections::OpenSection;
pub use self::vocabulary::Scratch;
pub(crate) use self::vocabulary::{Mark, Marks};

use self::vocabulary::Vocabulary;
use crate::lexicon::{Lexicon, Mutation};
use crate::span::Span;
use crate::text::Text;

/// All vocabulary of a lexicon, ready to be found. Cheap to clone.
#[derive(Clone)]
pub struct Matcher(Arc<Inner>);

struct Inner {
    lexicon: Lexicon,
    body: Arc<Vocabulary>,
    titles: Arc<Vocabulary>,
}

/// What one text holds, in offsets of its folded form.
#[derive(Clone, Debug, Default)]
pub struct Scan {
    /// Sections in order; text before the first heading is in none.
    pub sections: Vec<OpenSection>,
    /// Accepted mentions, in order. None overlaps another, but for a product inside the name of a concept ("SQL tuning").
    pub mentions: Vec<Mention>,
    /// Surface forms that stood as words and were refused, in order.
    pub refusals: Vec<Refusal>,
    pub(crate) marks: Marks,
}

/// What is known about a posting before its text is read.
#[derive(Clone, Copy, Debug, Default)]
pub struct Context<'a> {
    /// The employer, whose own name is no skill.
    pub employer: Option<&'a str>,
    /// ISO 639-1 code of the text's language; words of other languages are passed over. Unknown keeps all.
    pub language: Option<&'a str>,
}

impl fmt::Debug for Matcher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Matcher({:?}, {} phrases)", self.0.lexicon, self.patterns())
    }
}

impl Matcher {
    /// Builds the tries.
    #[must_use]
    pub fn new(lexicon: Lexicon) -> Self {
        let body = Arc::new(Vocabulary::body(&lexicon));
        let titles = Arc::new(Vocabulary::titles(&lexicon));
        Self(Arc::new(Inner { lexicon, body, titles }))
    }

    /// The same tries over a lexicon with one rule less.
    pub(crate) fn without(&self, mutation: Mutation) -> Self {
        let lexicon = self.0.lexicon.mutated(mutation);
        Self(Arc::new(Inner { lexicon, body: Arc::clone(&self.0.body), titles: Arc::clone(&self.0.titles) }))
    }

    /// The lexicon it was built from.
    #[must_use]
    pub fn lexicon(&self) -> &Lexicon {
        &self.0.lexicon
    }

    /// Finds everything in a text, in one pass. Lines that lost their breaks are broken anew: which words begin an item
    /// is vocabulary.
    #[must_use]
    pub fn scan(&self, text: &mut Text<'_>, context: Context<'_>) -> Scan {
        self.scan_with(&mut Scratch::default(), text, context)
    }

    /// The same with memory of earlier texts.
    #[must_use]
    pub fn scan_with(&self, scratch: &mut Scratch, text: &mut Text<'_>, context: Context<'_>) -> Scan {
        let employer = context.employer.map_or_else(Vec::new, |name| self.0.body.forms(name, scratch));
        let mut marks = self.0.body.marks(text.folded(), context.language, scratch);
        breaks::mend(text, &self.0.lexicon, &mut marks);
        let text = &*text;
        let sections = sections::open(text, &self.0.lexicon, &marks);
        let (mentions, refusals) = judge::judge(text, &self.0.lexicon, &marks, &sections, employer, context.language);
        Scan { sections, mentions, refusals, marks }
    }

    /// The words of a line of the header, such as a location, in every language. Looks for no skills.
    pub(crate) fn scan_words(&self, scratch: &mut Scratch, text: &Text<'_>) -> Scan {
        Scan { marks: self.0.body.marks(text.folded(), None, scratch), ..Scan::default() }
    }

    /// Words of titles in a folded title.
    pub(crate) fn scan_title(&self, scratch: &mut Scratch, folded: &str) -> Marks {
        self.0.titles.marks(folded, None, scratch)
    }

    /// Number of distinct phrases that are looked for, for benchmarks and `jds lexicon`.
    #[must_use]
    pub fn patterns(&self) -> usize {
        self.0.body.len()
    }
}

impl Scan {
    /// The section that holds a byte of the folded text.
    #[must_use]
    pub fn section_at(&self, at: usize) -> Option<&OpenSection> {
        sections::at(&self.sections, at)
    }

    /// Whether a mention stands in a stretch of the folded text.
    pub(crate) fn mention_in(&self, stretch: Span) -> bool {
        let next = self.mentions.partition_point(|mention| mention.span.start < stretch.start);
        self.mentions.get(next).is_some_and(|mention| mention.span.start < stretch.end)
    }

    /// Whether a section that asks begins behind a byte of the folded text.
    pub(crate) fn asks_after(&self, at: usize) -> bool {
        let next = self.sections.partition_point(|section| section.heading.start < at);
        self.sections[next..].iter().any(|section| section.section.asks())
    }
}

/// Bytes of text within which one thing speaks about another, on one line.
pub(crate) const NEAR: usize = 80;

/// The stretch of `text` up to `words` words to the left of `at`, not before `floor`.
pub(crate) fn words_left(text: &str, at: usize, words: usize, floor: usize) -> Span {
    let bytes = text.as_bytes();
    let mut start = at;
    let mut inside = false;
    let mut count = 0;
    let mut next = at;
    while next > floor {
        let byte = bytes[next - 1];
        let (is_word, from) = if byte.is_ascii() {
            (byte.is_ascii_alphanumeric(), next - 1)
        } else {
            let c = text[..next].chars().next_back().unwrap_or(' ');
            (c.is_alphanumeric(), next - c.len_utf8())
        };
        next = from;
        if is_word {
            if !inside {
                count += 1;
                if count > words {
                    break;
                }
            }
            start = from;
        }
        inside = is_word;
    }
    Span::new(start, at)
}

/// The stretch of `text` up to `words` words to the right of `at`, not past `ceiling`.
pub(crate) fn words_right(text: &str, at: usize, words: usize, ceiling: usize) -> Span {
    let bytes = text.as_bytes();
    let mut end = at;
    let mut inside = false;
    let mut count = 0;
    let mut next = at;
    while next < ceiling {
        let byte = bytes[next];
        let (is_word, to) = if byte.is_ascii() {
            (byte.is_ascii_alphanumeric(), next + 1)
        } else {
            let c = text[next..].chars().next().unwrap_or(' ');
            (c.is_alphanumeric(), next + c.len_utf8())
        };
        next = to;
        if is_word {
            if !inside {
                count += 1;
                if count > words {
                    break;
                }
            }
            end = to;
        }
        inside = is_word;
    }
    Span::new(at, end)
}
