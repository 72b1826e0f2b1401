//! Phrases found word by word: a trie whose edges are words.
//!
//! All vocabulary begins and ends where words do, so a text is cut into words once, each word is looked up by its hash, and a phrase is
//! followed only from a word that begins one. The automaton of Aho and Corasick steps through every byte instead, and its failure links
//! serve phrases that begin inside a word, of which there are none. Over the forms of the core pack a text costs about as much either
//! way; the trie is built in a tenth of the time, which every start of a program pays, and reports no form that stands inside a word.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use crate::span::Span;

/// No word, no node.
const NONE: u32 = u32::MAX;

/// Cuts of a run of letters that are looked at. More of them are no glued words but a code.
const MOST_CUTS: usize = 6;

/// Phrases, each with values.
pub(super) struct Phrases<T> {
    words: Vocables,
    /// Nodes of one word, by word.
    roots: Vec<Node>,
    /// Nodes of more words, by number less [`DEEP`].
    deep: Vec<Node>,
    /// The ways on from each node: an open table for each, which a text looks into at one place of the memory.
    ways: Vec<Way>,
    values: Vec<T>,
    /// Number of phrases.
    len: usize,
}

/// What is known when the words up to here were seen.
#[derive(Clone, Copy, Debug, Default)]
struct Node {
    /// Values of the phrase that ends here.
    start: u32,
    end: u32,
    /// A bit for each word with which a phrase goes on, of 64: most words of a text go on nothing, and need no closer look.
    next: u64,
    /// Where the ways on begin.
    ways: u32,
    /// How many places they have, less one: a power of two, more than there are ways.
    mask: u32,
}

/// A way from a node to the next.
#[derive(Clone, Copy, Debug)]
struct Way {
    /// The word, and whether a space stands before it.
    step: u32,
    node: u32,
}

const NO_WAY: Way = Way { step: NONE, node: NONE };

/// A word and the space before it as one number.
fn step(word: u32, spaced: bool) -> u32 {
    word << 1 | u32::from(spaced)
}

/// Where numbers of steps begin to look in a table.
fn slot(step: u32) -> u32 {
    step.wrapping_mul(0x9E37_79B1) >> 15
}

/// Where the numbers of deep nodes begin; smaller ones are those of words.
const DEEP: u32 = 1 << 31;

/// The bit of a word.
fn bit(word: u32, spaced: bool) -> u64 {
    1 << ((word.wrapping_mul(0x9E37_79B1) >> 26) ^ u32::from(spaced))
}

/// One word of a text: a run of letters, a run of digits, or one sign. A single space before a word is a mark of the word.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    start: u32,
    end: u32,
    id: u32,
    class: Class,
    spaced: bool,
    /// Whether a capital stands inside a run of letters: two words may have been glued there.
    cut: bool,
    /// The node of the word: read where nothing waits for it.
    node: Node,
}

impl Word {
    fn start(&self) -> usize {
        self.start as usize
    }

    fn end(&self) -> usize {
        self.end as usize
    }
}

/// Bytes of a text that are looked at: a posting of four gigabytes is none.
const MOST_BYTES: usize = u32::MAX as usize;

impl<T> Phrases<T> {
    /// Phrases in any case with their values. The values of equal phrases stay in this order.
    pub(super) fn new<'a>(phrases: impl Iterator<Item = (&'a str, T)>) -> Self {
        let mut words = Vocables::default();
        let mut roots: Vec<Node> = Vec::new();
        let mut edges: HashMap<u64, u32, BuildHasherDefault<Mix>> = HashMap::default();
        let mut deep: Vec<Node> = Vec::new();
        let mut ends: Vec<(u32, T)> = Vec::new();
        for (phrase, value) in phrases {
            let mut node = NONE;
            for run in Runs::new(phrase) {
                let word = words.insert(phrase, run);
                if word as usize >= roots.len() {
                    roots.resize(word as usize + 1, Node::default());
                }
                if node == NONE {
                    node = word;
                    continue;
                }
                node_mut(&mut roots, &mut deep, node).next |= bit(word, run.spaced);
                let new = DEEP + u32::try_from(deep.len()).unwrap_or(DEEP - 1);
                node = *edges.entry(edge(node, word, run.spaced)).or_insert(new);
                if node == new {
                    deep.push(Node::default());
                }
            }
            if node != NONE {
                ends.push((node, value));
            }
        }
        ends.sort_by_key(|(node, _)| *node);
        let mut values = Vec::with_capacity(ends.len());
        let mut len = 0;
        for (node, value) in ends {
            let node = node_mut(&mut roots, &mut deep, node);
            let at = u32::try_from(values.len()).unwrap_or(NONE);
            if node.end == 0 {
                node.start = at;
                len += 1;
            }
            node.end = at + 1;
            values.push(value);
        }
        let ways = ways(&edges, &mut roots, &mut deep);
        Self { words, roots, deep, ways, values, len }
    }

    /// Number of distinct phrases.
    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// Reports every phrase that stands in a text, however they overlap: where, whether as words, and its values, in the order of their
    /// starts, the longest first. Behind a capital inside a word, and before one, phrases are found too; those come out of order. Returns
    /// whether all came in order.
    pub(super) fn find(&self, text: &str, words: &mut Vec<Word>, mut report: impl FnMut(Span, bool, &[T])) -> bool {
        self.cut(text, words);
        let words = words.as_slice();
        let mut in_order = true;
        for (at, word) in words.iter().enumerate() {
            let next = words.get(at + 1).filter(|_| word.node.next != 0);
            if next.is_some_and(|next| next.cut || word.node.next & bit(next.id, next.spaced) != 0) {
                self.follow(text, words, at, (word.start(), begins(words, at)), word.node, &mut report);
            } else if word.node.end > 0 {
                let alone = begins(words, at) && ends(words, at);
                self.report(word.node, Span::new(word.start(), word.end()), alone, &mut report);
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
        words: &[Word],
        at: usize,
        start: (usize, bool),
        here: Node,
        report: &mut impl FnMut(Span, bool, &[T]),
    ) {
        if let Some(word) = words.get(at + 1).filter(|_| here.next != 0) {
            if let Some(next) = self.next(here, word.id, word.spaced) {
                self.follow(text, words, at + 1, start, next, report);
            }
            if word.cut {
                // The first part of glued words may be the last of a phrase.
                for end in cuts(&text[word.start()..word.end()]).map(|cut| word.start() + cut) {
                    let part = self.words.part(text, word.start(), end).unwrap_or(NONE);
                    if let Some(last) = self.next(here, part, word.spaced) {
                        self.report(last, Span::new(start.0, end), false, report);
                    }
                }
            }
        }
        if here.end > 0 {
            self.report(here, Span::new(start.0, words[at].end()), start.1 && ends(words, at), report);
        }
    }

    /// The node behind a word.
    fn next(&self, node: Node, word: u32, spaced: bool) -> Option<Node> {
        if word == NONE || node.next & bit(word, spaced) == 0 {
            return None;
        }
        let step = step(word, spaced);
        let mut at = slot(step);
        loop {
            let way = self.ways[(node.ways + (at & node.mask)) as usize];
            if way.step == step {
                return self.deep.get((way.node - DEEP) as usize).copied();
            }
            if way.node == NONE {
                return None;
            }
            at += 1;
        }
    }

    fn report(&self, node: Node, span: Span, alone: bool, report: &mut impl FnMut(Span, bool, &[T])) {
        if node.end > 0 {
            report(span, alone, &self.values[node.start as usize..node.end as usize]);
        }
    }

    /// Phrases that begin or end at a capital inside a run of letters.
    fn find_glued(&self, text: &str, words: &[Word], at: usize, report: &mut impl FnMut(Span, bool, &[T])) {
        let run = Span::new(words[at].start(), words[at].end());
        let inner: Vec<usize> = cuts(run.of(text)).map(|cut| run.start + cut).collect();
        for start in std::iter::once(run.start).chain(inner.iter().copied()) {
            let ends = inner.iter().copied().filter(|end| *end > start);
            for end in ends.chain(Some(run.end).filter(|_| start > run.start)) {
                let Some(root) = self.words.part(text, start, end) else { continue };
                let root = self.roots[root as usize];
                if end == run.end {
                    self.follow(text, words, at, (start, false), root, report);
                } else {
                    self.report(root, Span::new(start, end), false, report);
                }
            }
        }
    }

    /// The words of a text.
    fn cut(&self, text: &str, words: &mut Vec<Word>) {
        words.clear();
        let text = if text.len() > MOST_BYTES { &text[..text.floor_char_boundary(MOST_BYTES)] } else { text };
        let bytes = text.as_bytes();
        let mut runs = Runs::new(text);
        while let Some(first) = bytes.get(runs.at) {
            let spaced = *first == b' ' && bytes.get(runs.at + 1).is_some_and(|next| *next != b' ');
            let start = runs.at + usize::from(spaced);
            let chunk = load(bytes, start);
            let len = letters_in(chunk);
            let (end, id, class, cut) = if matches!(len, 1..8) && chunk >> (8 * len) & 0x80 == 0 {
                // Nearly every word: one load, one multiplication, one look.
                let mask = MASKS[len];
                let has_capital = !chunk & SMALL & mask & !0xFF != 0;
                let cut = has_capital && cuts(&text[start..start + len]).next().is_some();
                (start + len, self.words.look_short((chunk | SMALL) & mask), Class::Letters, cut)
            } else if let Some((end, id, has_capital)) = self.words.letters(bytes, start) {
                let cut = has_capital && cuts(&text[start..end]).next().is_some();
                (end, id, Class::Letters, cut)
            } else if CLASSES[usize::from(bytes[start])] == Class::Sign {
                (start + 1, self.words.sign(bytes[start]), Class::Sign, false)
            } else {
                let Some(run) = runs.next() else { break };
                let (id, has_capital) = self.words.find(text, run);
                (run.end, id, run.class, has_capital && cuts(&text[run.start..run.end]).next().is_some())
            };
            runs.at = end;
            let node = self.roots.get(id as usize).copied().unwrap_or_default();
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
fn begins(words: &[Word], at: usize) -> bool {
    let word = &words[at];
    let touches = at > 0 && words[at - 1].end == word.start && words[at - 1].class == Class::Letters;
    !(touches && word.class == Class::Digits)
}

/// Whether a phrase may end as words there: no letter or figure goes on.
fn ends(words: &[Word], at: usize) -> bool {
    let word = &words[at];
    word.class == Class::Sign
        || words.get(at + 1).is_none_or(|next| next.start != word.end || next.class == Class::Sign)
}

/// The tables of ways of all nodes.
fn ways(edges: &HashMap<u64, u32, BuildHasherDefault<Mix>>, roots: &mut [Node], deep: &mut [Node]) -> Vec<Way> {
    let parts = |edge: u64| ((edge >> 32) as u32, (edge & u64::from(u32::MAX)) as u32);
    for (from, _) in edges.keys().map(|edge| parts(*edge)) {
        node_mut(roots, deep, from).mask += 1;
    }
    let mut places = 0;
    for node in roots.iter_mut().chain(deep.iter_mut()).filter(|node| node.mask > 0) {
        let size = (2 * node.mask).next_power_of_two();
        (node.ways, node.mask) = (places, size - 1);
        places += size;
    }
    let mut ways = vec![NO_WAY; places as usize];
    for (edge, to) in edges {
        let (from, step) = parts(*edge);
        let node = *node_mut(roots, deep, from);
        let mut at = slot(step);
        while ways[(node.ways + (at & node.mask)) as usize].node != NONE {
            at += 1;
        }
        ways[(node.ways + (at & node.mask)) as usize] = Way { step, node: *to };
    }
    ways
}

fn node_mut<'n>(roots: &'n mut [Node], deep: &'n mut [Node], number: u32) -> &'n mut Node {
    match number.checked_sub(DEEP) {
        Some(at) => &mut deep[at as usize],
        None => &mut roots[number as usize],
    }
}

fn edge(node: u32, word: u32, spaced: bool) -> u64 {
    u64::from(node) << 32 | u64::from(step(word, spaced))
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
    /// Of a byte: part of a character that is not ASCII.
    Beyond,
}

/// The classes of all bytes.
const CLASSES: [Class; 256] = {
    let mut classes = [Class::Beyond; 256];
    let mut byte = 0;
    while byte < 128 {
        let ascii = byte as u8;
        classes[byte] = if ascii.is_ascii_alphabetic() {
            Class::Letters
        } else if ascii.is_ascii_digit() {
            Class::Digits
        } else {
            Class::Sign
        };
        byte += 1;
    }
    classes
};

fn class(c: char) -> Class {
    if c.is_alphabetic() {
        Class::Letters
    } else if c.is_numeric() {
        Class::Digits
    } else {
        Class::Sign
    }
}

/// A run of letters, of digits, or one sign.
#[derive(Clone, Copy, Debug)]
struct Run {
    start: usize,
    end: usize,
    class: Class,
    is_ascii: bool,
    /// Whether exactly one space stands before it.
    spaced: bool,
}

/// The runs of a text.
struct Runs<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Runs<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    /// Class and end of a character that is not ASCII.
    fn beyond(&self, at: usize) -> (Class, usize) {
        self.text[at..].chars().next().map_or((Class::Sign, at + 1), |c| (class(c), at + c.len_utf8()))
    }
}

impl Iterator for Runs<'_> {
    type Item = Run;

    fn next(&mut self) -> Option<Run> {
        let bytes = self.text.as_bytes();
        let mut start = self.at;
        let spaced = bytes.get(start) == Some(&b' ') && bytes.get(start + 1).is_some_and(|next| *next != b' ');
        start += usize::from(spaced);
        let mut class = CLASSES[usize::from(*bytes.get(start)?)];
        let mut end = start + 1;
        let mut is_ascii = true;
        if class == Class::Beyond {
            (class, end) = self.beyond(start);
            is_ascii = false;
        }
        if class != Class::Sign {
            while let Some(byte) = bytes.get(end) {
                let next = CLASSES[usize::from(*byte)];
                if next == class {
                    end += 1;
                } else if next == Class::Beyond {
                    let (next, after) = self.beyond(end);
                    if next != class {
                        break;
                    }
                    is_ascii = false;
                    end = after;
                } else {
                    break;
                }
            }
        }
        self.at = end;
        Some(Run { start, end, class, is_ascii, spaced })
    }
}

/// All words of the phrases, in lower case, by their hash.
#[derive(Default)]
struct Vocables {
    /// Open addressing: half of the places are empty.
    table: Vec<Place>,
    /// Where each word stands in `letters`.
    spans: Vec<(u32, u32)>,
    letters: String,
    longest: usize,
    /// The numbers of ASCII signs.
    signs: Vec<u32>,
}

/// A place of the table.
#[derive(Clone, Copy, Debug)]
struct Place {
    /// The first eight bytes of the word: all of most words.
    head: u64,
    len: u32,
    id: u32,
}

const EMPTY: Place = Place { head: 0, len: 0, id: NONE };

impl Vocables {
    fn insert(&mut self, text: &str, run: Run) -> u32 {
        if let (id, _) = self.find(text, run)
            && id != NONE
        {
            return id;
        }
        let id = u32::try_from(self.spans.len()).unwrap_or(NONE);
        let start = self.letters.len();
        self.letters.extend(text[run.start..run.end].chars().flat_map(char::to_lowercase));
        let end = self.letters.len();
        self.spans.push((u32::try_from(start).unwrap_or(NONE), u32::try_from(end).unwrap_or(NONE)));
        self.longest = self.longest.max(end - start);
        if end - start == 1 {
            self.signs.resize(256, NONE);
            self.signs[usize::from(self.letters.as_bytes()[start])] = id;
        }
        if self.spans.len() * 2 > self.table.len() {
            self.table = vec![EMPTY; (self.table.len() * 2).max(64)];
            for id in 0..self.spans.len() {
                self.place(u32::try_from(id).unwrap_or(NONE));
            }
        } else {
            self.place(id);
        }
        id
    }

    fn of(&self, id: u32) -> &[u8] {
        let (start, end) = self.spans[id as usize];
        &self.letters.as_bytes()[start as usize..end as usize]
    }

    fn place(&mut self, id: u32) {
        let word = self.of(id);
        let place = Place { head: eight(word, 0, word.len()), len: length(word.len()), id };
        let mut at = self.slot(hash(word, 0, word.len(), 0));
        while self.table[at].id != NONE {
            at = (at + 1) & (self.table.len() - 1);
        }
        self.table[at] = place;
    }

    /// The end of the run of ASCII letters that begins at a place, its number, and whether there may be a capital behind its first letter.
    /// None where other letters belong to the run.
    fn letters(&self, bytes: &[u8], start: usize) -> Option<(usize, u32, bool)> {
        let (mut end, mut hash, mut head, mut capitals) = (start, 0, 0, 0);
        loop {
            let chunk = load(bytes, end);
            let len = letters_in(chunk);
            if len < 8 && chunk >> (8 * len) & 0x80 != 0 {
                return None;
            }
            let small = (chunk | SMALL) & MASKS[len];
            capitals |= !chunk & SMALL & MASKS[len] & if end == start { !0xFF } else { u64::MAX };
            if end == start {
                if len == 0 {
                    return None;
                }
                (hash, head) = (small, small);
            } else if len > 0 {
                hash = mix(hash, small);
            }
            end += len;
            if len < 8 {
                break;
            }
        }
        let len = end - start;
        let id =
            if len <= 8 { self.look_short(head) } else { self.look_long(bytes, Span::new(start, end), head, hash) };
        Some((end, id, capitals != 0))
    }

    /// The number of an ASCII sign.
    fn sign(&self, byte: u8) -> u32 {
        self.signs.get(usize::from(byte)).copied().unwrap_or(NONE)
    }

    /// The number of a word of more than eight bytes.
    fn look_long(&self, bytes: &[u8], word: Span, head: u64, hash: u64) -> u32 {
        if word.len() > self.longest {
            return NONE;
        }
        let mut at = self.slot(hash);
        loop {
            let place = self.table[at];
            let is_word = place.head == head
                && place.len == length(word.len())
                && self.of(place.id)[8..].eq_ignore_ascii_case(&bytes[word.start + 8..word.end]);
            if place.id == NONE || is_word {
                return place.id;
            }
            at = (at + 1) & (self.table.len() - 1);
        }
    }

    /// The highest bits of a product depend on all bits of what was multiplied.
    fn slot(&self, hash: u64) -> usize {
        (hash.wrapping_mul(FACTOR) >> (64 - self.table.len().trailing_zeros())) as usize
    }

    /// The number of a word in any case, and whether there may be a capital behind its first letter.
    fn find(&self, text: &str, run: Run) -> (u32, bool) {
        let bytes = text.as_bytes();
        let (start, end) = (run.start, run.end);
        let letters = run.class == Class::Letters;
        if run.is_ascii
            && end - start <= 8
            && let Some(all) = bytes.get(start..start + 8).and_then(|all| all.try_into().ok())
        {
            // Nearly every word: one load, one multiplication, one look.
            let mask = MASKS[end - start];
            let word = u64::from_le_bytes(all) & mask;
            let small = if letters { SMALL & mask } else { 0 };
            return (self.look_short(word | small), !word & small & !0xFF != 0);
        }
        if !run.is_ascii {
            let lower = text[start..end].to_lowercase();
            return (self.look(lower.as_bytes(), 0, lower.len(), 0), letters);
        }
        (self.look(bytes, start, end, if letters { SMALL } else { 0 }), letters)
    }

    /// The number of a word of at most eight bytes: they are all of it, and no word holds a zero.
    fn look_short(&self, head: u64) -> u32 {
        if self.table.is_empty() {
            return NONE;
        }
        let mut at = self.slot(head);
        loop {
            let place = self.table[at];
            if (place.head == head && place.len <= 8) || place.id == NONE {
                return place.id;
            }
            at = (at + 1) & (self.table.len() - 1);
        }
    }

    /// The number of a part of a run of letters.
    fn part(&self, text: &str, start: usize, end: usize) -> Option<u32> {
        let part = &text[start..end];
        let run = Run { start, end, class: Class::Letters, is_ascii: part.is_ascii(), spaced: false };
        Some(self.find(text, run).0).filter(|id| *id != NONE)
    }

    /// The number of the word in a stretch of bytes, some bits set in each.
    fn look(&self, bytes: &[u8], start: usize, end: usize, set: u64) -> u32 {
        let len = end - start;
        if len > self.longest {
            return NONE;
        }
        let head = eight(bytes, start, end) | set & MASKS[len.min(8)];
        if len <= 8 {
            return self.look_short(head);
        }
        self.look_long(bytes, Span::new(start, end), head, hash(bytes, start, end, set))
    }
}

fn length(len: usize) -> u32 {
    u32::try_from(len).unwrap_or(NONE)
}

const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;

/// The bit that makes an ASCII letter a small one, eight times.
const SMALL: u64 = 0x2020_2020_2020_2020;

/// The bytes of a number that a word of so many fills.
const MASKS: [u64; 9] =
    [0, 0xFF, 0xFFFF, 0xFF_FFFF, 0xFFFF_FFFF, 0xFF_FFFF_FFFF, 0xFFFF_FFFF_FFFF, 0xFF_FFFF_FFFF_FFFF, u64::MAX];

/// Up to eight bytes of a stretch as one number.
fn eight(bytes: &[u8], start: usize, end: usize) -> u64 {
    let len = (end - start).min(8);
    bytes[start..start + len].iter().rev().fold(0, |eight, byte| eight << 8 | u64::from(*byte))
}

/// A hash of a stretch of bytes, eight at a time, some bits set in each: of at most eight they are the hash.
fn hash(bytes: &[u8], start: usize, end: usize, set: u64) -> u64 {
    let chunk = |at: usize| eight(bytes, at, end) | set & MASKS[(end - at).min(8)];
    (start + 8..end).step_by(8).fold(chunk(start), |hash, at| mix(hash, chunk(at)))
}

fn mix(hash: u64, chunk: u64) -> u64 {
    (hash.rotate_left(23) ^ chunk).wrapping_mul(FACTOR)
}

/// Eight bytes from a place on, zeros behind the end.
fn load(bytes: &[u8], at: usize) -> u64 {
    match bytes.get(at..at + 8).and_then(|eight| eight.try_into().ok()) {
        Some(all) => u64::from_le_bytes(all),
        None => eight(bytes, at, bytes.len()),
    }
}

/// How many of eight bytes, from the first on, are ASCII letters.
fn letters_in(chunk: u64) -> usize {
    /// The same byte eight times.
    const fn all(byte: u8) -> u64 {
        u64::from_le_bytes([byte; 8])
    }
    let low = (chunk | SMALL) & all(0x7F);
    // A sum reaches the highest bit of its byte from the letter on.
    let letters = (low + all(0x80 - b'a')) & !(low + all(0x80 - b'z' - 1)) & !chunk & all(0x80);
    (!letters & all(0x80)).trailing_zeros() as usize / 8
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
        phrases.find(text, &mut Vec::new(), |span, _, values| {
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
