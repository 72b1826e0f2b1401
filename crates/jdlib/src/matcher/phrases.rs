//! Phrases found word by word: a trie whose edges are words.
//!
//! All vocabulary begins and ends where words do, so a text is cut into words once, each word is looked up by its hash, and a phrase is
//! followed only from a word that begins one. The automaton of Aho and Corasick steps through every byte instead, and its failure links
//! serve phrases that begin inside a word, of which there are none. What a text costs is mostly waiting for memory, so whatever is
//! asked next stands where the last answer was: the node of a word beside the word, the node behind a step beside the step, the
//! first value of a phrase in its node.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::vocables::{Class, FACTOR, Found, NONE, Runs, Vocables, cuts, letters_in, load};
use crate::span::Span;

/// Phrases, each with values.
pub(super) struct Phrases<T> {
    words: Vocables<Node<T>>,
    /// The ways on from each node: an open table for each.
    ways: Vec<Way<T>>,
    /// The values of each phrase behind its first, each list ended by none.
    more: Vec<Option<T>>,
    /// Number of phrases.
    len: usize,
}

/// What is known when the words up to here were seen.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node<T> {
    /// A bit for each word with which a phrase goes on, of 64: most words of a text go on nothing, and need no closer look.
    next: u64,
    /// The first value of the phrase that ends here.
    value: Option<T>,
    /// Where its further values begin.
    more: u32,
    /// Where the ways on begin, and how many bits a place among them has.
    ways: u32,
}

impl<T> Default for Node<T> {
    fn default() -> Self {
        Self { next: 0, value: None, more: 0, ways: 0 }
    }
}

/// Bits of [`Node::ways`] for the number of places.
const SIZE_BITS: u32 = 5;

impl<T> Node<T> {
    /// The first place of the ways on, and how many there are less one: one less than a power of two.
    fn places(&self) -> (u32, u32) {
        (self.ways >> SIZE_BITS, (1 << (self.ways & ((1 << SIZE_BITS) - 1))) - 1)
    }
}

/// A step from a node and the node behind it.
#[derive(Clone, Copy, Debug)]
struct Way<T> {
    /// The word, and whether a space stands before it.
    step: u32,
    node: Node<T>,
}

/// A word and the space before it as one number.
fn step(word: u32, spaced: bool) -> u32 {
    word << 1 | u32::from(spaced)
}

/// Where a step begins to look in a table.
fn slot(step: u32) -> u32 {
    step.wrapping_mul(0x9E37_79B1) >> 15
}

/// The bit of a word.
fn bit(word: u32, spaced: bool) -> u64 {
    1 << ((word.wrapping_mul(0x9E37_79B1) >> 26) ^ u32::from(spaced))
}

/// One word of a text: a run of letters, a run of digits, or one sign. A single space before a word is a mark of the word.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word<T> {
    start: u32,
    end: u32,
    id: u32,
    class: Class,
    spaced: bool,
    /// Whether a capital stands inside a run of letters: two words may have been glued there.
    cut: bool,
    node: Node<T>,
}

impl<T> Word<T> {
    fn start(&self) -> usize {
        self.start as usize
    }

    fn end(&self) -> usize {
        self.end as usize
    }
}

/// Bytes of a text that are looked at: a posting of four gigabytes is none.
const MOST_BYTES: usize = u32::MAX as usize;

impl<T: Copy> Phrases<T> {
    /// Phrases in any case with their values. The values of equal phrases stay in this order.
    pub(super) fn new<'a>(phrases: impl Iterator<Item = (&'a str, T)>) -> Self {
        let mut draft = Draft::default();
        for (phrase, value) in phrases {
            draft.add(phrase, value);
        }
        draft.finish()
    }

    /// Number of distinct phrases.
    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// Reports every phrase that stands in a text, however they overlap: where, whether as words, and each of its values, in the order of
    /// their starts, the longest first. Behind a capital inside a word, and before one, phrases are found too; those come out of order.
    /// Returns whether all came in order.
    pub(super) fn find(&self, text: &str, words: &mut Vec<Word<T>>, mut report: impl FnMut(Span, bool, &T)) -> bool {
        self.cut(text, words);
        let words = words.as_slice();
        let mut in_order = true;
        for (at, word) in words.iter().enumerate() {
            let next = words.get(at + 1).filter(|_| word.node.next != 0);
            if next.is_some_and(|next| next.cut || word.node.next & bit(next.id, next.spaced) != 0) {
                self.follow(text, words, at, (word.start(), begins(words, at)), &word.node, &mut report);
            } else if word.node.value.is_some() {
                let alone = begins(words, at) && ends(words, at);
                self.report(&word.node, Span::new(word.start(), word.end()), alone, &mut report);
            }
            if word.cut {
                self.find_glued(text, words, at, &mut report);
                in_order = false;
            }
        }
        in_order
    }

    /// Follows phrases from a node whose last word stands at `at`, the longest first. As deep as the longest phrase has words. `start` is
    /// where they begin, and whether they do as words.
    fn follow(
        &self,
        text: &str,
        words: &[Word<T>],
        at: usize,
        start: (usize, bool),
        here: &Node<T>,
        report: &mut impl FnMut(Span, bool, &T),
    ) {
        if let Some(word) = words.get(at + 1).filter(|_| here.next != 0) {
            if let Some(next) = self.next(here, word.id, word.spaced) {
                self.follow(text, words, at + 1, start, next, report);
            }
            if word.cut {
                // The first part of glued words may be the last of a phrase.
                for end in cuts(&text[word.start()..word.end()]).map(|cut| word.start() + cut) {
                    let part = self.words.part(text, word.start(), end).id;
                    if let Some(last) = self.next(here, part, word.spaced) {
                        self.report(last, Span::new(start.0, end), false, report);
                    }
                }
            }
        }
        if here.value.is_some() {
            self.report(here, Span::new(start.0, words[at].end()), start.1 && ends(words, at), report);
        }
    }

    /// The node behind a word.
    fn next(&self, node: &Node<T>, word: u32, spaced: bool) -> Option<&Node<T>> {
        if word == NONE || node.next & bit(word, spaced) == 0 {
            return None;
        }
        let (start, mask) = node.places();
        let step = step(word, spaced);
        let from = slot(step);
        for at in from..=from + mask {
            let way = &self.ways[(start + (at & mask)) as usize];
            if way.step == step {
                return Some(&way.node);
            }
            if way.step == NONE {
                break;
            }
        }
        None
    }

    fn report(&self, node: &Node<T>, span: Span, alone: bool, report: &mut impl FnMut(Span, bool, &T)) {
        if let Some(value) = &node.value {
            report(span, alone, value);
            for value in self.more[node.more as usize..].iter().map_while(Option::as_ref) {
                report(span, alone, value);
            }
        }
    }

    /// Phrases that begin or end at a capital inside a run of letters.
    fn find_glued(&self, text: &str, words: &[Word<T>], at: usize, report: &mut impl FnMut(Span, bool, &T)) {
        let run = Span::new(words[at].start(), words[at].end());
        let inner: Vec<usize> = cuts(run.of(text)).map(|cut| run.start + cut).collect();
        for start in std::iter::once(run.start).chain(inner.iter().copied()) {
            let ends = inner.iter().copied().filter(|end| *end > start);
            for end in ends.chain(Some(run.end).filter(|_| start > run.start)) {
                let root = self.words.part(text, start, end);
                if root.id == NONE {
                    continue;
                }
                if end == run.end {
                    self.follow(text, words, at, (start, false), &root.node, report);
                } else {
                    self.report(&root.node, Span::new(start, end), false, report);
                }
            }
        }
    }

    /// The words of a text.
    fn cut(&self, text: &str, words: &mut Vec<Word<T>>) {
        words.clear();
        let text = if text.len() > MOST_BYTES { &text[..text.floor_char_boundary(MOST_BYTES)] } else { text };
        let bytes = text.as_bytes();
        let mut runs = Runs::new(text);
        while let Some(first) = bytes.get(runs.at) {
            let spaced = *first == b' ' && bytes.get(runs.at + 1).is_some_and(|next| *next != b' ');
            let start = runs.at + usize::from(spaced);
            let chunk = load(bytes, start);
            let len = letters_in(chunk);
            let (end, class, found) = if matches!(len, 1..8) && chunk >> (8 * len) & 0x80 == 0 {
                // Nearly every word: one load, one multiplication, one look.
                (start + len, Class::Letters, self.words.short(chunk, len))
            } else if let Some((end, found)) = self.words.letters(bytes, start) {
                (end, Class::Letters, found)
            } else if Class::of(bytes[start]) == Class::Sign {
                (start + 1, Class::Sign, self.words.sign(bytes[start]))
            } else {
                let Some(run) = runs.next() else { break };
                (run.end, run.class, self.words.find(text, run))
            };
            runs.at = end;
            let Found { id, node, has_capital } = found;
            let cut = has_capital && cuts(&text[start..end]).next().is_some();
            words.push(Word { start: offset(start), end: offset(end), id, class, spaced, cut, node });
        }
    }
}

/// An offset in a text that is short enough.
fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// Whether a phrase may begin as words there: a figure behind a letter ("S3") is part of what the letter begins, a unit behind a figure is
/// not ("5years").
fn begins<T>(words: &[Word<T>], at: usize) -> bool {
    let word = &words[at];
    let touches = at > 0 && words[at - 1].end == word.start && words[at - 1].class == Class::Letters;
    !(touches && word.class == Class::Digits)
}

/// Whether a phrase may end as words there: no letter or figure goes on.
fn ends<T>(words: &[Word<T>], at: usize) -> bool {
    let word = &words[at];
    word.class == Class::Sign
        || words.get(at + 1).is_none_or(|next| next.start != word.end || next.class == Class::Sign)
}

/// Phrases on their way into the tables.
struct Draft<T> {
    words: Vocables<Node<T>>,
    /// Nodes of one word, by word, and of more words, by number less [`DEEP`].
    roots: Vec<Node<T>>,
    deep: Vec<Node<T>>,
    edges: HashMap<u64, u32, BuildHasherDefault<Mix>>,
    /// The nodes at which phrases end, with their values.
    ends: Vec<(u32, T)>,
}

/// Where the numbers of deep nodes begin; smaller ones are those of words.
const DEEP: u32 = 1 << 31;

impl<T: Copy> Default for Draft<T> {
    fn default() -> Self {
        Self {
            words: Vocables::default(),
            roots: Vec::new(),
            deep: Vec::new(),
            edges: HashMap::default(),
            ends: Vec::new(),
        }
    }
}

impl<T: Copy> Draft<T> {
    fn add(&mut self, phrase: &str, value: T) {
        let mut node = NONE;
        for run in Runs::new(phrase) {
            let word = self.words.insert(phrase, run);
            if word as usize >= self.roots.len() {
                self.roots.resize_with(word as usize + 1, Node::default);
            }
            if node == NONE {
                node = word;
                continue;
            }
            self.node(node).next |= bit(word, run.spaced);
            let new = DEEP + u32::try_from(self.deep.len()).unwrap_or(DEEP - 1);
            node = *self.edges.entry(edge(node, step(word, run.spaced))).or_insert(new);
            if node == new {
                self.deep.push(Node::default());
            }
        }
        if node != NONE {
            self.ends.push((node, value));
        }
    }

    fn node(&mut self, number: u32) -> &mut Node<T> {
        match number.checked_sub(DEEP) {
            Some(at) => &mut self.deep[at as usize],
            None => &mut self.roots[number as usize],
        }
    }

    fn finish(mut self) -> Phrases<T> {
        let (more, len) = self.values();
        let ways = self.ways();
        let Self { mut words, roots, .. } = self;
        words.give(&roots);
        Phrases { words, ways, more, len }
    }

    /// Gives the nodes their values. Returns those behind the first of each, and the number of phrases.
    fn values(&mut self) -> (Vec<Option<T>>, usize) {
        let mut ends = std::mem::take(&mut self.ends);
        ends.sort_by_key(|(node, _)| *node);
        // The first list is empty: that of most phrases.
        let mut more = vec![None];
        let mut len = 0;
        for same in ends.chunk_by(|a, b| a.0 == b.0) {
            len += 1;
            let at = u32::try_from(more.len()).unwrap_or(NONE);
            let node = self.node(same[0].0);
            node.value = Some(same[0].1);
            if same.len() > 1 {
                node.more = at;
                more.extend(same[1..].iter().map(|(_, value)| Some(*value)));
                more.push(None);
            }
        }
        (more, len)
    }

    /// Gives the nodes their tables of ways.
    fn ways(&mut self) -> Vec<Way<T>> {
        let parts = |edge: u64| ((edge >> 32) as u32, (edge & u64::from(u32::MAX)) as u32);
        let edges = std::mem::take(&mut self.edges);
        for edge in edges.keys() {
            self.node(parts(*edge).0).ways += 1;
        }
        let mut places = 0;
        for node in self.roots.iter_mut().chain(&mut self.deep).filter(|node| node.ways > 0) {
            // One way has a place of its own; of more a third at least is free.
            let size = (node.ways + node.ways / 2).next_power_of_two();
            node.ways = places << SIZE_BITS | size.trailing_zeros();
            places += size;
        }
        let mut ways = vec![Way { step: NONE, node: Node::default() }; places as usize];
        for (edge, to) in edges {
            let (from, step) = parts(edge);
            let (start, mask) = self.node(from).places();
            let mut at = slot(step);
            while ways[(start + (at & mask)) as usize].step != NONE {
                at += 1;
            }
            ways[(start + (at & mask)) as usize] = Way { step, node: *self.node(to) };
        }
        ways
    }
}

fn edge(node: u32, step: u32) -> u64 {
    u64::from(node) << 32 | u64::from(step)
}

/// A hasher of one number.
#[derive(Default)]
struct Mix(u64);

impl Hasher for Mix {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0.rotate_left(5) ^ u64::from(*byte)).wrapping_mul(FACTOR);
        }
    }

    fn write_u64(&mut self, number: u64) {
        let mixed = number.wrapping_mul(FACTOR);
        self.0 = mixed ^ mixed >> 32;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(phrases: &[&str], text: &str) -> Vec<String> {
        let phrases = Phrases::new(phrases.iter().copied().zip(0_usize..));
        let mut found = Vec::new();
        phrases.find(text, &mut Vec::new(), |span, _, value| found.push(format!("{}:{value}", span.of(text))));
        found
    }

    #[test]
    fn phrases_are_found_however_they_overlap() {
        let phrases = ["Power BI", "power", "bi", ".NET", "C++", "ci/cd", "Über uns", "s3", "C"];
        for (text, expected) in [
            ("power bi", &["power bi:0", "power:1", "bi:2"][..]),
            ("Power  BI", &["Power:1", "BI:2"]),
            ("empower", &[]),
            ("ASP.NET, C++17", &[".NET:3", "C++:4", "C:8"]),
            ("CI/CD", &["CI/CD:5"]),
            ("ÜBER UNS", &["ÜBER UNS:6"]),
            ("s3cret S3", &["s3:7", "S3:7"]),
            ("Código", &[]),
            ("", &[]),
        ] {
            assert_eq!(found(&phrases, text), expected, "{text}");
        }
    }

    #[test]
    fn glued_words_are_tried_apart() {
        let phrases = ["PowerPoint", "power", "must", "Must have", "good skills", "etl", "developer"];
        for (text, expected) in [
            ("PowerPointMust have", &["Power:1", "PowerPoint:0", "Must have:3", "Must:2"][..]),
            ("good skillsStrong", &["good skills:4"]),
            ("ETLDeveloper", &["ETL:5", "Developer:6"]),
            ("aBcDeFgHiJkLmNoMust", &[]),
        ] {
            assert_eq!(found(&phrases, text), expected, "{text}");
        }
    }

    #[test]
    fn equal_phrases_keep_their_values_in_order() {
        assert_eq!(found(&["go", "rust", "GO"], "Go"), ["Go:0", "Go:2"]);
        assert_eq!(Phrases::new([("go", 1), ("GO", 2), ("go on", 3)].into_iter()).len(), 2);
    }

    #[test]
    fn long_runs_cost_no_more_than_their_length() {
        assert!(found(&["a"], &"aB".repeat(200_000)).is_empty());
    }
}
