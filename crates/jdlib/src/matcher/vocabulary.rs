//! All phrases that are looked for, and what each stands for.

use super::boundary;
use super::phrases::{Phrases, Word};
use crate::lexicon::Lexicon;
use crate::span::Span;

/// The tables that phrases are rows of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Table {
    Aliases,
    Cues,
    Headings,
    Markers,
    Pay,
    Years,
    Fields,
    Titles,
    Chrome,
    /// Words that begin items.
    Starters,
}

/// Number of tables.
const TABLES: usize = 10;

/// What a phrase stands for. One phrase may stand for several things: "remote" is noise in a title and a cue elsewhere.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    pub(super) table: Table,
    lang: Lang,
    /// The row.
    pub(super) index: u32,
}

/// A phrase that was seen, and the index of what it stands for in its table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Mark {
    pub(crate) span: Span,
    pub(crate) index: u32,
}

/// Everything that one pass saw, by table, in the order of the text: by start, the longest first.
#[derive(Clone, Debug, Default)]
pub(crate) struct Marks {
    lists: [Vec<Mark>; TABLES],
    /// Words that touch a letter where a line break may have been lost.
    pub(super) glued: Vec<(Entry, Span)>,
}

/// The marks of each table.
impl Marks {
    /// Surface forms, boundaries not yet looked at.
    pub(crate) fn aliases(&self) -> &[Mark] {
        self.of(Table::Aliases)
    }

    pub(crate) fn cues(&self) -> &[Mark] {
        self.of(Table::Cues)
    }

    pub(crate) fn headings(&self) -> &[Mark] {
        self.of(Table::Headings)
    }

    pub(crate) fn markers(&self) -> &[Mark] {
        self.of(Table::Markers)
    }

    pub(crate) fn pay(&self) -> &[Mark] {
        self.of(Table::Pay)
    }

    pub(crate) fn years(&self) -> &[Mark] {
        self.of(Table::Years)
    }

    pub(crate) fn fields(&self) -> &[Mark] {
        self.of(Table::Fields)
    }

    pub(crate) fn titles(&self) -> &[Mark] {
        self.of(Table::Titles)
    }

    pub(crate) fn chrome(&self) -> &[Mark] {
        self.of(Table::Chrome)
    }

    /// Words that begin items, capitalised, whatever stands before them.
    pub(super) fn starters(&self) -> &[Mark] {
        self.of(Table::Starters)
    }

    fn of(&self, table: Table) -> &[Mark] {
        &self.lists[table as usize]
    }
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
    words: Vec<Word<Entry>>,
    marks: Vec<Marks>,
}

impl Scratch {
    /// Takes the memory of a scan that is no longer needed.
    pub(crate) fn recycle(&mut self, mut marks: Marks) {
        for list in &mut marks.lists {
            list.clear();
        }
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
pub(super) struct Vocabulary {
    phrases: Phrases<Entry>,
    langs: Langs,
}

/// The number of a language.
type Lang = u8;

const EVERY: Lang = 0;

/// A language in which no phrase is.
const NO_OTHER: Lang = Lang::MAX;

/// The languages of phrases, by their numbers.
#[derive(Default)]
struct Langs(Vec<String>);

impl Langs {
    fn find(&self, code: &str) -> Option<Lang> {
        let at = self.0.iter().position(|lang| lang == code)?;
        Lang::try_from(at + 1).ok()
    }

    fn insert(&mut self, code: &str) -> Lang {
        match self.find(code) {
            _ if code.is_empty() => EVERY,
            Some(lang) => lang,
            None => {
                self.0.push(code.to_owned());
                self.find(code).unwrap_or(EVERY)
            }
        }
    }
}

impl Vocabulary {
    pub(super) fn body(lexicon: &Lexicon) -> Self {
        let inner = lexicon.inner();
        let words = &inner.words;
        let aliases = rows(Table::Aliases, inner.aliases.iter().map(|alias| (alias.text.as_str(), "")));
        let cues = rows(Table::Cues, inner.cue_words.iter().map(|(word, lang)| (word.as_str(), lang.as_str())));
        let headings = rows(Table::Headings, words.headings.iter().map(|row| (row.text.as_str(), row.lang.as_str())));
        let markers = rows(Table::Markers, words.markers.iter().map(|row| (row.text.as_str(), row.lang.as_str())));
        let pay = rows(Table::Pay, words.pay.iter().map(|row| (row.text.as_str(), row.lang.as_str())));
        let years = rows(Table::Years, words.years.iter().map(|row| (row.text.as_str(), row.lang.as_str())));
        let fields = rows(Table::Fields, words.fields.iter().map(|row| (row.text.as_str(), row.lang.as_str())));
        let starters = rows(Table::Starters, words.starters.iter().map(|row| (row.text.as_str(), row.lang.as_str())));
        let chrome = rows(Table::Chrome, words.chrome.iter().map(|text| (text.as_str(), "")));
        // The words of these tables are in every text: side by side they stay in the caches of the machine.
        let common = cues.chain(markers).chain(years).chain(headings).chain(fields).chain(pay).chain(starters);
        Self::new(common.chain(aliases).chain(chrome))
    }

    pub(super) fn titles(lexicon: &Lexicon) -> Self {
        let titles = &lexicon.inner().words.titles;
        Self::new(rows(Table::Titles, titles.iter().map(|word| (word.text.as_str(), ""))))
    }

    fn new<'a>(rows: impl Iterator<Item = Row<'a>>) -> Self {
        let mut langs = Langs::default();
        let phrases = rows.map(|row| {
            let lang = langs.insert(row.lang);
            (row.text, Entry { table: row.table, lang, index: row.index })
        });
        let phrases = Phrases::new(phrases);
        Self { phrases, langs }
    }

    pub(super) fn len(&self) -> usize {
        self.phrases.len()
    }

    /// The surface forms, by their numbers, that stand in a short text as words.
    pub(super) fn forms(&self, folded: &str, scratch: &mut Scratch) -> Vec<u32> {
        let mut forms = Vec::new();
        self.phrases.find(folded, &mut scratch.words, |_, alone, entry| {
            forms.extend(Some(entry.index).filter(|_| alone && entry.table == Table::Aliases));
        });
        forms.sort_unstable();
        forms
    }

    /// One pass over a folded text. Words of other languages than the text's are passed over: "sin" and "package" mean other things there.
    pub(super) fn marks(&self, folded: &str, language: Option<&str>, scratch: &mut Scratch) -> Marks {
        let language = language.map(|code| self.langs.find(code).unwrap_or(NO_OTHER));
        let mut marks = scratch.marks.pop().unwrap_or_default();
        let in_order = self.phrases.find(folded, &mut scratch.words, |span, alone, entry| {
            if entry.lang != EVERY && language.is_some_and(|language| language != entry.lang) {
                return;
            }
            let counts = match entry.table {
                Table::Aliases => true,
                Table::Starters => boundary::starts_item(folded, span),
                // A code of a currency may touch its figure: "USD120,000".
                Table::Pay if !alone && boundary::touches_figure(folded, span) => true,
                _ if !alone && boundary::glued(folded, span) => {
                    marks.glued.push((*entry, span));
                    false
                }
                _ => alone,
            };
            if counts {
                marks.push(*entry, span);
            }
        });
        if !in_order {
            marks.sort();
        }
        marks
    }
}

/// A row of a table as a phrase.
struct Row<'a> {
    text: &'a str,
    lang: &'a str,
    table: Table,
    index: u32,
}

/// Rows, given by text and language, as phrases.
fn rows<'a>(table: Table, rows: impl Iterator<Item = (&'a str, &'a str)>) -> impl Iterator<Item = Row<'a>> {
    (0..).zip(rows).map(move |(index, (text, lang))| Row { text, lang, table, index })
}

impl Marks {
    fn push(&mut self, entry: Entry, span: Span) {
        self.lists[entry.table as usize].push(Mark { span, index: entry.index });
    }

    /// By start, the longest first: what readers look up.
    fn sort(&mut self) {
        for list in &mut self.lists {
            list.sort_by_key(|mark| (mark.span.start, std::cmp::Reverse(mark.span.end)));
        }
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
        for (table, list) in self.lists.iter_mut().enumerate() {
            // The ends of surface forms are judged later.
            if table != Table::Aliases as usize && table != Table::Chrome as usize {
                list.retain(whole);
            }
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
