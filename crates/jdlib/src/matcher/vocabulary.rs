//! All phrases that are looked for, and what each stands for.

use super::boundary;
use super::phrases::{Phrases, Word};
use crate::lexicon::Lexicon;
use crate::span::Span;

/// What a phrase stands for. One phrase may stand for several things: "remote" is noise in a title and a cue elsewhere.
#[derive(Clone, Copy, Debug)]
pub(super) enum Entry {
    /// Index into the lexicon's aliases.
    Alias(u32),
    /// Number of a cue word.
    Cue(u32),
    /// Indices into the word tables.
    Heading(u32),
    Marker(u32),
    Pay(u32),
    Year(u32),
    Field(u32),
    Title(u32),
    Chrome,
    Starter(u32),
}

/// A phrase that was seen, and the index of what it stands for in its table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Mark {
    pub(crate) span: Span,
    pub(crate) index: u32,
}

/// Everything that one pass saw, by table, in the order of the text.
#[derive(Clone, Debug, Default)]
pub(crate) struct Marks {
    /// Surface forms, boundaries not yet looked at.
    pub(crate) aliases: Vec<Mark>,
    pub(crate) cues: Vec<Mark>,
    pub(crate) headings: Vec<Mark>,
    pub(crate) markers: Vec<Mark>,
    pub(crate) pay: Vec<Mark>,
    pub(crate) years: Vec<Mark>,
    pub(crate) fields: Vec<Mark>,
    pub(crate) titles: Vec<Mark>,
    pub(crate) chrome: Vec<Span>,
    /// Words that begin items, capitalised, whatever stands before them.
    pub(super) starters: Vec<Mark>,
    /// Words that touch a letter where a line break may have been lost.
    pub(super) glued: Vec<(Entry, Span)>,
}

/// Memory that one text leaves to the next, so that a loop over many asks for none.
///
/// ```
/// # #[cfg(feature = "builtin")] {
/// use jdlib::matcher::Scratch;
/// use jdlib::{Analyzer, Posting};
///
/// let (analyzer, mut scratch) = (Analyzer::builtin(), Scratch::default());
/// for text in ["You know Python.", "You know Go."] {
///     let analysis = analyzer.analyze_with(&mut scratch, &Posting::new(text));
///     assert_eq!(analysis.skills().len(), 1);
/// }
/// # }
/// ```
#[derive(Default)]
pub struct Scratch {
    words: Vec<Word>,
    marks: Vec<Marks>,
}

impl Scratch {
    /// Takes the memory of a scan that is no longer needed.
    pub(crate) fn recycle(&mut self, mut marks: Marks) {
        for list in marks.lists() {
            list.clear();
        }
        marks.aliases.clear();
        marks.chrome.clear();
        marks.glued.clear();
        self.marks.push(marks);
    }
}

impl std::fmt::Debug for Scratch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Scratch").finish_non_exhaustive()
    }
}

/// Everything that one pass looks for.
pub(super) struct Vocabulary(Phrases<(Entry, Lang)>);

/// A language in two letters; zeros mean every language.
type Lang = [u8; 2];

const EVERY: Lang = [0; 2];

fn lang(code: &str) -> Lang {
    code.as_bytes().try_into().unwrap_or(EVERY)
}

impl Vocabulary {
    pub(super) fn body(lexicon: &Lexicon) -> Self {
        let inner = lexicon.inner();
        let words = &inner.words;
        let aliases = (0..).zip(&inner.aliases).map(|(index, alias)| (alias.text.as_str(), "", Entry::Alias(index)));
        let cues = table(inner.cue_words.iter().map(|(word, lang)| (word.as_str(), lang.as_str())), Entry::Cue);
        let headings = table(words.headings.iter().map(|row| (row.text.as_str(), row.lang.as_str())), Entry::Heading);
        let markers = table(words.markers.iter().map(|row| (row.text.as_str(), row.lang.as_str())), Entry::Marker);
        let pay = table(words.pay.iter().map(|row| (row.text.as_str(), row.lang.as_str())), Entry::Pay);
        let years = table(words.years.iter().map(|row| (row.text.as_str(), row.lang.as_str())), Entry::Year);
        let fields = table(words.fields.iter().map(|row| (row.text.as_str(), row.lang.as_str())), Entry::Field);
        let chrome = table(words.chrome.iter().map(|text| (text.as_str(), "")), |_| Entry::Chrome);
        let starters = table(words.starters.iter().map(|row| (row.text.as_str(), row.lang.as_str())), Entry::Starter);
        // The words of these tables are in every text: side by side they stay in the caches of the machine.
        let common = cues.chain(markers).chain(years).chain(headings).chain(fields).chain(pay).chain(starters);
        Self::new(common.chain(aliases).chain(chrome))
    }

    pub(super) fn titles(lexicon: &Lexicon) -> Self {
        let titles = &lexicon.inner().words.titles;
        Self::new(table(titles.iter().map(|word| (word.text.as_str(), "")), Entry::Title))
    }

    fn new<'a>(phrases: impl Iterator<Item = (&'a str, &'a str, Entry)>) -> Self {
        Self(Phrases::new(phrases.map(|(text, code, entry)| (text, (entry, lang(code))))))
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// The surface forms, by their numbers, that stand in a short text as words.
    pub(super) fn forms(&self, folded: &str, scratch: &mut Scratch) -> Vec<u32> {
        let mut forms = Vec::new();
        self.0.find(folded, &mut scratch.words, |_, alone, entries| {
            if alone {
                forms.extend(entries.iter().filter_map(|(entry, _)| match entry {
                    Entry::Alias(index) => Some(*index),
                    _ => None,
                }));
            }
        });
        forms.sort_unstable();
        forms
    }

    /// One pass over a folded text. Words of other languages than the text's are passed over: "sin" and "package" mean other things there.
    pub(super) fn marks(&self, folded: &str, language: Option<&str>, scratch: &mut Scratch) -> Marks {
        let language = language.map(lang);
        let mut marks = scratch.marks.pop().unwrap_or_default();
        let in_order = self.0.find(folded, &mut scratch.words, |span, alone, entries| {
            for (entry, of) in entries {
                if *of != EVERY && language.is_some_and(|language| language != *of) {
                    continue;
                }
                if let Entry::Alias(index) = entry {
                    marks.aliases.push(Mark { span, index: *index });
                    continue;
                }
                if let Entry::Starter(index) = entry {
                    if boundary::starts_item(folded, span) {
                        marks.starters.push(Mark { span, index: *index });
                    }
                    continue;
                }
                // A code of a currency may touch its figure: "USD120,000".
                if alone || matches!(entry, Entry::Pay(_)) && boundary::touches_figure(folded, span) {
                    marks.push(*entry, span);
                } else if boundary::glued(folded, span) {
                    marks.glued.push((*entry, span));
                }
            }
        });
        if !in_order {
            marks.sort();
        }
        marks
    }
}

/// Rows of a table as phrases: text and language, and what their number stands for.
fn table<'a>(
    rows: impl Iterator<Item = (&'a str, &'a str)>,
    entry: impl Fn(u32) -> Entry,
) -> impl Iterator<Item = (&'a str, &'a str, Entry)> {
    (0..).zip(rows).map(move |(index, (text, code))| (text, code, entry(index)))
}

impl Marks {
    fn push(&mut self, entry: Entry, span: Span) {
        match entry {
            Entry::Alias(_) | Entry::Starter(_) => {}
            Entry::Cue(index) => self.cues.push(Mark { span, index }),
            Entry::Heading(index) => self.headings.push(Mark { span, index }),
            Entry::Marker(index) => self.markers.push(Mark { span, index }),
            Entry::Pay(index) => self.pay.push(Mark { span, index }),
            Entry::Year(index) => self.years.push(Mark { span, index }),
            Entry::Field(index) => self.fields.push(Mark { span, index }),
            Entry::Title(index) => self.titles.push(Mark { span, index }),
            Entry::Chrome => self.chrome.push(span),
        }
    }

    /// All lists but those of surface forms, whose ends are judged later.
    fn lists(&mut self) -> [&mut Vec<Mark>; 8] {
        [
            &mut self.cues,
            &mut self.headings,
            &mut self.markers,
            &mut self.pay,
            &mut self.years,
            &mut self.fields,
            &mut self.titles,
            &mut self.starters,
        ]
    }

    /// By start, the longest first: what readers look up.
    fn sort(&mut self) {
        for list in self.lists() {
            list.sort_by_key(|mark| (mark.span.start, std::cmp::Reverse(mark.span.end)));
        }
        self.chrome.sort();
    }

    /// Admits the words that touched a letter across one of these places, where a line was broken, and drops those
    /// across it.
    pub(super) fn release(&mut self, folded: &str, breaks: &[usize]) {
        let broken = |at: usize| breaks.binary_search(&at).is_ok();
        let (left, right) = (|span: Span| broken(span.start), |span: Span| broken(span.end));
        let whole = |mark: &Mark| {
            let next = breaks.partition_point(|at| *at <= mark.span.start);
            breaks.get(next).is_none_or(|at| *at >= mark.span.end)
        };
        for list in self.lists() {
            list.retain(whole);
        }
        for (entry, span) in std::mem::take(&mut self.glued) {
            let from = if left(span) { span.start } else { 0 };
            let to = if right(span) { span.end } else { folded.len() };
            let own = Span::new(span.start - from, span.end - from);
            if (left(span) || right(span)) && boundary::word_stands_alone(&folded[from..to], own) {
                self.push(entry, span);
            }
        }
        self.sort();
    }

    /// The marks of a sorted list that begin within a stretch.
    pub(crate) fn within(list: &[Mark], stretch: Span) -> &[Mark] {
        let from = list.partition_point(|mark| mark.span.start < stretch.start);
        let to = list.partition_point(|mark| mark.span.start < stretch.end);
        &list[from..to.max(from)]
    }
}
