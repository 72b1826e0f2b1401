//! The automaton and what its patterns stand for.

use std::collections::BTreeMap;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use super::boundary;
use crate::lexicon::Lexicon;
use crate::span::Span;

/// What a pattern stands for. One pattern may stand for several things: "remote" is noise in a title and a cue elsewhere.
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

/// A pattern that was seen, and the index of what it stands for in its table.
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

/// Patterns of one automaton.
#[derive(Debug)]
pub(super) struct Vocabulary {
    automaton: AhoCorasick,
    /// Entries of pattern `p` are `entries[starts[p]..starts[p + 1]]`.
    starts: Vec<u32>,
    entries: Vec<(Entry, Lang)>,
}

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
        let mut patterns: Patterns = BTreeMap::new();
        add(&mut patterns, inner.aliases.iter().map(|alias| (alias.text.as_str(), "")), Entry::Alias);
        add(&mut patterns, inner.cue_words.iter().map(|word| (word.as_str(), "")), Entry::Cue);
        add(
            &mut patterns,
            words.headings.iter().map(|heading| (heading.text.as_str(), heading.lang.as_str())),
            Entry::Heading,
        );
        add(
            &mut patterns,
            words.markers.iter().map(|marker| (marker.text.as_str(), marker.lang.as_str())),
            Entry::Marker,
        );
        add(&mut patterns, words.pay.iter().map(|word| (word.text.as_str(), word.lang.as_str())), Entry::Pay);
        add(&mut patterns, words.years.iter().map(|word| (word.text.as_str(), word.lang.as_str())), Entry::Year);
        add(&mut patterns, words.fields.iter().map(|word| (word.text.as_str(), word.lang.as_str())), Entry::Field);
        add(&mut patterns, words.chrome.iter().map(|text| (text.as_str(), "")), |_| Entry::Chrome);
        add(
            &mut patterns,
            words.starters.iter().map(|starter| (starter.text.as_str(), starter.lang.as_str())),
            Entry::Starter,
        );
        Self::new(patterns)
    }

    pub(super) fn titles(lexicon: &Lexicon) -> Self {
        let mut patterns = BTreeMap::new();
        add(&mut patterns, lexicon.inner().words.titles.iter().map(|word| (word.text.as_str(), "")), Entry::Title);
        Self::new(patterns)
    }

    fn new(patterns: Patterns) -> Self {
        let automaton = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::Standard)
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .build(patterns.keys())
            .expect("the automaton of a lexicon fits into 32-bit state ids");
        let mut starts = vec![0];
        let mut entries = Vec::new();
        for list in patterns.into_values() {
            entries.extend(list);
            starts.push(u32::try_from(entries.len()).unwrap_or(u32::MAX));
        }
        Self { automaton, starts, entries }
    }

    pub(super) fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// One pass over a folded text. Words of other languages than the text's are passed over: "sin" and "package" mean other things there.
    pub(super) fn marks(&self, folded: &str, language: Option<&str>) -> Marks {
        let language = language.map(lang);
        let mut marks = Marks::default();
        for found in self.automaton.find_overlapping_iter(folded) {
            let span = Span::new(found.start(), found.end());
            // Patterns are whole characters, so a match inside a character cannot happen; signs of one byte are ASCII.
            let pattern = found.pattern().as_usize();
            let entries = &self.entries[self.starts[pattern] as usize..self.starts[pattern + 1] as usize];
            let mut alone = None;
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
                if *alone.get_or_insert_with(|| boundary::word_stands_alone(folded, span)) {
                    marks.push(*entry, span);
                } else if boundary::glued(folded, span) {
                    marks.glued.push((*entry, span));
                }
            }
        }
        marks.sort();
        marks
    }
}

/// Patterns in lower case with what they stand for, and in which language.
type Patterns = BTreeMap<String, Vec<(Entry, Lang)>>;

fn add<'a>(patterns: &mut Patterns, texts: impl Iterator<Item = (&'a str, &'a str)>, entry: impl Fn(u32) -> Entry) {
    for (index, (text, code)) in (0..).zip(texts) {
        // The automaton folds ASCII case only; patterns with other capitals are found as written.
        patterns.entry(text.to_ascii_lowercase()).or_default().push((entry(index), lang(code)));
    }
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

    /// The automaton reports by end; readers look up by start.
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
