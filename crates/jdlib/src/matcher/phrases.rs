//! Phrases found word by word: a trie whose edges are words.
//!
//! All vocabulary begins and ends where words do, so a text is cut into words once, each word is looked up by its hash, and a phrase is
//! followed only from a word that begins one. The automaton of Aho and Corasick steps through every byte instead, and its failure links
//! serve phrases that begin inside a word, of which there are none: over the 60,000 forms of the core pack it took several times as
//! long, to scan and to build (`jd-benches`, bench `extract`).

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use crate::span::Span;

/// No word, no node.
const NONE: u32 = u32::MAX;

/// Cuts of a run of letters that are looked at. More of them are no glued words but a code.
const MOST_CUTS: usize = 6;

/// Phrases, each with values.
#[derive(Debug)]
pub(super) struct Phrases<T> {
    words: Vocables,
    /// Nodes of one word, by word.
    roots: Vec<u32>,
    /// Nodes by the node before and the word.
    edges: HashMap<u64, u32, BuildHasherDefault<Mix>>,
    nodes: Vec<Node>,
    values: Vec<T>,
    /// Number of phrases.
    len: usize,
}

/// What is known when the words up to here were seen.
#[derive(Clone, Copy, Debug)]
struct Node {
    /// Values of the phrase that ends here.
    start: u32,
    end: u32,
    /// Whether a phrase goes on.
    inner: bool,
}

/// One word of a text: a run of letters, a run of digits, or one sign.
#[derive(Clone, Copy, Debug)]
struct Word {
    start: usize,
    end: usize,
    id: u32,
    /// Whether a capital stands inside a run of letters: two words may have been glued there.
    cut: bool,
}

impl<T> Phrases<T> {
    /// Phrases in any case with their values. The values of equal phrases stay in this order.
    pub(super) fn new<'a>(phrases: impl Iterator<Item = (&'a str, T)>) -> Self {
        let mut words = Vocables::default();
        let mut roots: Vec<u32> = Vec::new();
        let mut edges: HashMap<u64, u32, BuildHasherDefault<Mix>> = HashMap::default();
        // Whether a phrase goes on there.
        let mut inner: Vec<bool> = Vec::new();
        let mut ends: Vec<(u32, T)> = Vec::new();
        for (phrase, value) in phrases {
            let mut node = NONE;
            for (span, class) in Runs::new(phrase) {
                let word = words.insert(span.of(phrase), class);
                let next = u32::try_from(inner.len()).unwrap_or(NONE);
                let reached = if node == NONE {
                    let at = word as usize;
                    if at >= roots.len() {
                        roots.resize(at + 1, NONE);
                    }
                    if roots[at] == NONE {
                        roots[at] = next;
                    }
                    roots[at]
                } else {
                    inner[node as usize] = true;
                    *edges.entry(edge(node, word)).or_insert(next)
                };
                if reached == next {
                    inner.push(false);
                }
                node = reached;
            }
            if node != NONE {
                ends.push((node, value));
            }
        }
        roots.resize(words.len(), NONE);
        ends.sort_by_key(|(node, _)| *node);
        let mut nodes: Vec<Node> = inner.into_iter().map(|inner| Node { start: 0, end: 0, inner }).collect();
        let mut values = Vec::with_capacity(ends.len());
        let mut len = 0;
        for (node, value) in ends {
            let node = &mut nodes[node as usize];
            let at = u32::try_from(values.len()).unwrap_or(NONE);
            if node.end == 0 {
                node.start = at;
                len += 1;
            }
            node.end = at + 1;
            values.push(value);
        }
        Self { words, roots, edges, nodes, values, len }
    }

    /// Number of distinct phrases.
    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// Reports every phrase that stands in a text, however they overlap: where and its values, in the order of their starts. Behind a
    /// capital inside a word, and before one, phrases are found too.
    pub(super) fn find(&self, text: &str, mut report: impl FnMut(Span, &[T])) {
        let words = self.cut(text);
        for (at, word) in words.iter().enumerate() {
            if word.id != NONE && self.roots[word.id as usize] != NONE {
                self.follow(text, &words, at, word.start, self.roots[word.id as usize], &mut report);
            }
            if word.cut {
                self.find_glued(text, &words, at, &mut report);
            }
        }
    }

    /// Follows phrases from a node whose last word stands at `at`.
    fn follow(
        &self,
        text: &str,
        words: &[Word],
        mut at: usize,
        start: usize,
        node: u32,
        report: &mut impl FnMut(Span, &[T]),
    ) {
        let mut node = node;
        loop {
            let here = self.nodes[node as usize];
            if here.end > 0 {
                report(Span::new(start, words[at].end), &self.values[here.start as usize..here.end as usize]);
            }
            at += 1;
            let Some(word) = words.get(at).filter(|_| here.inner) else { return };
            if word.cut {
                // The first part of glued words may be the last of a phrase.
                for end in cuts(Span::new(word.start, word.end).of(text)).map(|cut| word.start + cut) {
                    let part = self.words.get(&text[word.start..end], Class::Letters);
                    let last = part.and_then(|part| self.edges.get(&edge(node, part)));
                    if let Some(last) = last.map(|last| self.nodes[*last as usize]).filter(|last| last.end > 0) {
                        report(Span::new(start, end), &self.values[last.start as usize..last.end as usize]);
                    }
                }
            }
            if word.id == NONE {
                return;
            }
            let Some(next) = self.edges.get(&edge(node, word.id)) else { return };
            node = *next;
        }
    }

    /// Phrases that begin or end at a capital inside a run of letters.
    fn find_glued(&self, text: &str, words: &[Word], at: usize, report: &mut impl FnMut(Span, &[T])) {
        let run = Span::new(words[at].start, words[at].end);
        let inner: Vec<usize> = cuts(run.of(text)).map(|cut| run.start + cut).collect();
        for start in std::iter::once(run.start).chain(inner.iter().copied()) {
            let ends = inner.iter().copied().filter(|end| *end > start);
            for end in ends.chain(Some(run.end).filter(|_| start > run.start)) {
                let Some(root) = self.words.get(&text[start..end], Class::Letters) else { continue };
                let root = self.roots[root as usize];
                if root == NONE {
                    continue;
                }
                let node = self.nodes[root as usize];
                if end == run.end {
                    self.follow(text, words, at, start, root, report);
                } else if node.end > 0 {
                    report(Span::new(start, end), &self.values[node.start as usize..node.end as usize]);
                }
            }
        }
    }

    /// The words of a text.
    fn cut(&self, text: &str) -> Vec<Word> {
        let mut words = Vec::with_capacity(text.len() / 3);
        for (span, class) in Runs::new(text) {
            let word = span.of(text);
            let cut = class == Class::Letters && cuts(word).next().is_some();
            words.push(Word { start: span.start, end: span.end, id: self.words.get(word, class).unwrap_or(NONE), cut });
        }
        words
    }
}

fn edge(node: u32, word: u32) -> u64 {
    u64::from(node) << 32 | u64::from(word)
}

/// Where words may have been glued together: before a capital behind a small letter, or before a small one.
fn cuts(run: &str) -> impl Iterator<Item = usize> {
    let bytes = run.as_bytes();
    let is_cut = |at: &usize| {
        let at = *at;
        bytes[at].is_ascii_uppercase()
            && (!bytes[at - 1].is_ascii_uppercase() || bytes.get(at + 1).is_some_and(|next| !next.is_ascii_uppercase()))
    };
    let few = (1..bytes.len()).filter(is_cut).nth(MOST_CUTS).is_none();
    (1..if few { bytes.len() } else { 1 }).filter(is_cut)
}

/// What a word is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    Letters,
    Digits,
    Sign,
}

fn class(c: char) -> Class {
    if c.is_alphabetic() {
        Class::Letters
    } else if c.is_numeric() {
        Class::Digits
    } else {
        Class::Sign
    }
}

const fn ascii_class(byte: u8) -> Class {
    if byte.is_ascii_alphabetic() {
        Class::Letters
    } else if byte.is_ascii_digit() {
        Class::Digits
    } else {
        Class::Sign
    }
}

/// Runs of letters, runs of digits and single signs, without a gap.
struct Runs<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Runs<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    /// Class and end of the character at a place.
    fn character(&self, at: usize) -> Option<(Class, usize)> {
        let byte = *self.text.as_bytes().get(at)?;
        if byte.is_ascii() {
            return Some((ascii_class(byte), at + 1));
        }
        self.text[at..].chars().next().map(|c| (class(c), at + c.len_utf8()))
    }
}

impl Iterator for Runs<'_> {
    type Item = (Span, Class);

    fn next(&mut self) -> Option<Self::Item> {
        let start = self.at;
        let (class, mut end) = self.character(start)?;
        if class != Class::Sign {
            while let Some((next, after)) = self.character(end).filter(|(next, _)| *next == class) {
                debug_assert_eq!(next, class);
                end = after;
            }
        }
        self.at = end;
        Some((Span::new(start, end), class))
    }
}

/// All words of the phrases, in lower case, by their hash.
#[derive(Debug, Default)]
struct Vocables {
    /// Open addressing: half of the places are empty.
    table: Vec<(u32, u32)>,
    /// Where each word stands in `letters`.
    spans: Vec<(u32, u32)>,
    letters: String,
    longest: usize,
}

impl Vocables {
    fn len(&self) -> usize {
        self.spans.len()
    }

    fn insert(&mut self, word: &str, class: Class) -> u32 {
        if let Some(id) = self.get(word, class) {
            return id;
        }
        let id = u32::try_from(self.spans.len()).unwrap_or(NONE);
        let start = self.letters.len();
        self.letters.extend(word.chars().flat_map(char::to_lowercase));
        let end = self.letters.len();
        self.spans.push((u32::try_from(start).unwrap_or(NONE), u32::try_from(end).unwrap_or(NONE)));
        self.longest = self.longest.max(end - start);
        if self.spans.len() * 2 > self.table.len() {
            self.grow();
        } else {
            self.place(id);
        }
        id
    }

    fn of(&self, id: u32) -> &str {
        let (start, end) = self.spans[id as usize];
        &self.letters[start as usize..end as usize]
    }

    fn grow(&mut self) {
        self.table = vec![(0, NONE); (self.table.len() * 2).max(64)];
        for id in 0..self.spans.len() {
            self.place(u32::try_from(id).unwrap_or(NONE));
        }
    }

    fn place(&mut self, id: u32) {
        let hash = hash(self.of(id).as_bytes(), 0);
        let mask = self.table.len() - 1;
        let mut at = hash as usize & mask;
        while self.table[at].1 != NONE {
            at = (at + 1) & mask;
        }
        self.table[at] = (check(hash), id);
    }

    /// The number of a word in any case.
    fn get(&self, word: &str, class: Class) -> Option<u32> {
        if word.is_ascii() {
            // Setting one bit makes a letter small; other signs are compared as they are.
            let small = if class == Class::Letters { u64::from_ne_bytes([0x20; 8]) } else { 0 };
            return self.look(hash(word.as_bytes(), small), |known| known.eq_ignore_ascii_case(word), word.len());
        }
        let lower = word.to_lowercase();
        self.look(hash(lower.as_bytes(), 0), |known| known == lower, lower.len())
    }

    fn look(&self, hash: u64, is: impl Fn(&str) -> bool, len: usize) -> Option<u32> {
        if len > self.longest {
            return None;
        }
        let mask = self.table.len() - 1;
        let mut at = hash as usize & mask;
        loop {
            let (known, id) = self.table[at];
            if id == NONE {
                return None;
            }
            if known == check(hash) && is(self.of(id)) {
                return Some(id);
            }
            at = (at + 1) & mask;
        }
    }
}

/// The part of a hash that is compared before the word is.
fn check(hash: u64) -> u32 {
    u32::try_from(hash >> 32).unwrap_or_default()
}

const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;

/// Eight bytes at a time, each with some bits set.
fn hash(bytes: &[u8], set: u64) -> u64 {
    let mut hash = bytes.len() as u64;
    let mut chunks = bytes.chunks_exact(8);
    for chunk in &mut chunks {
        let eight = u64::from_le_bytes(chunk.try_into().unwrap_or_default()) | set;
        hash = (hash.rotate_left(5) ^ eight).wrapping_mul(FACTOR);
    }
    let rest = chunks.remainder();
    if !rest.is_empty() {
        let last = rest.iter().rev().fold(0, |last, byte| last << 8 | u64::from(*byte));
        let set = set & (u64::MAX >> (64 - 8 * rest.len()));
        hash = (hash.rotate_left(5) ^ (last | set)).wrapping_mul(FACTOR);
    }
    hash ^ hash >> 29
}

/// A hasher of one number.
#[derive(Debug, Default)]
struct Mix(u64);

impl Hasher for Mix {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 ^= hash(bytes, 0);
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
        phrases.find(text, |span, values| {
            for value in values {
                found.push(format!("{}:{value}", span.of(text)));
            }
        });
        found
    }

    #[test]
    fn phrases_are_found_however_they_overlap() {
        let phrases = ["Power BI", "power", "bi", ".NET", "C++", "ci/cd", "Über uns", "s3", "C"];
        for (text, expected) in [
            ("power bi", &["power:1", "power bi:0", "bi:2"][..]),
            ("Power  BI", &["Power:1", "BI:2"]),
            ("empower", &[]),
            ("ASP.NET, C++17", &[".NET:3", "C:8", "C++:4"]),
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
            ("PowerPointMust have", &["Power:1", "PowerPoint:0", "Must:2", "Must have:3"][..]),
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
