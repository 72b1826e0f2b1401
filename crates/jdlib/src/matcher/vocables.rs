//! The words of all phrases, found by their hash; and how a text falls into words.

use crate::span::Span;

/// No word.
pub(super) const NONE: u32 = u32::MAX;

/// Cuts of a run of letters that are looked at. More of them are no glued words but a code.
const MOST_CUTS: usize = 6;

/// Where words may have been glued together: before a capital behind a small letter, or before a small one.
pub(super) fn cuts(run: &str) -> impl Iterator<Item = usize> {
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
pub(super) enum Class {
    Letters,
    Digits,
    Sign,
    /// Of a byte: part of a character that is not ASCII.
    Beyond,
}

impl Class {
    /// The class of a byte.
    pub(super) fn of(byte: u8) -> Self {
        CLASSES[usize::from(byte)]
    }
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
pub(super) struct Run {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) class: Class,
    is_ascii: bool,
    /// Whether exactly one space stands before it.
    pub(super) spaced: bool,
}

/// The runs of a text.
pub(super) struct Runs<'a> {
    text: &'a str,
    /// Where the next one begins, or the space before it.
    pub(super) at: usize,
}

impl<'a> Runs<'a> {
    pub(super) fn new(text: &'a str) -> Self {
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

/// All words of the phrases, in lower case, by their hash, each with what is known of it.
pub(super) struct Vocables<N> {
    /// The numbers of words with some bits of their hashes, where the hashes say: half of it is empty.
    table: Vec<Entry>,
    /// The words, by their numbers.
    places: Vec<Place<N>>,
    empty: Place<N>,
    /// Where each word stands in `letters`.
    spans: Vec<(u32, u32)>,
    letters: String,
    longest: usize,
}

/// The number of a word in its lower bits, above them some of the hash: a word that is not there needs no look at one that is.
type Entry = u32;

/// Bits of an [`Entry`] for the number: sixteen million words.
const NUMBER: Entry = (1 << 24) - 1;

/// No word.
const NO_ENTRY: Entry = u32::MAX;

/// The first eight bytes of a word and the last: all of nearly every word.
#[derive(Clone, Copy, Debug)]
struct Place<N> {
    head: u64,
    tail: u64,
    len: u32,
    id: u32,
    node: N,
}

/// A word that was looked up.
pub(super) struct Found<N> {
    /// Its number; [`NONE`] where it is not known.
    pub(super) id: u32,
    pub(super) node: N,
    /// Whether there may be a capital behind its first letter.
    pub(super) has_capital: bool,
}

/// Bytes of the longest word of which a place holds all.
const HELD: usize = 16;

/// Places of the smallest table.
const FEWEST: usize = 64;

impl<N: Copy + Default> Default for Vocables<N> {
    fn default() -> Self {
        let empty = Place { head: 0, tail: 0, len: 0, id: NONE, node: N::default() };
        let table = vec![NO_ENTRY; FEWEST];
        Self { table, places: Vec::new(), empty, spans: Vec::new(), letters: String::new(), longest: 0 }
    }
}

impl<N: Copy + Default> Vocables<N> {
    /// The number of a word, a new one if it was not known; [`NONE`] where there are more words than numbers.
    pub(super) fn insert(&mut self, text: &str, run: Run) -> u32 {
        let known = self.find(text, run).id;
        let id = u32::try_from(self.places.len()).unwrap_or(NONE);
        if known != NONE || id >= NO_ENTRY & NUMBER {
            return known;
        }
        let start = self.letters.len();
        self.letters.extend(text[run.start..run.end].chars().flat_map(char::to_lowercase));
        let end = self.letters.len();
        self.spans.push((u32::try_from(start).unwrap_or(NONE), u32::try_from(end).unwrap_or(NONE)));
        self.longest = self.longest.max(end - start);
        let word = &self.letters.as_bytes()[start..];
        let (head, tail) = (eight(word, 0, word.len()), tail(word, 0, word.len()));
        self.places.push(Place { head, tail, len: length(word.len()), id, node: N::default() });
        if self.places.len() * 2 > self.table.len() {
            self.table = vec![NO_ENTRY; self.table.len() * 2];
            for id in 0..=id {
                self.enter(id);
            }
        } else {
            self.enter(id);
        }
        id
    }

    /// Gives each word, by its number, what is known of it.
    pub(super) fn give(&mut self, nodes: &[N]) {
        for (place, node) in self.places.iter_mut().zip(nodes) {
            place.node = *node;
        }
    }

    fn of(&self, id: u32) -> &[u8] {
        let (start, end) = self.spans[id as usize];
        &self.letters.as_bytes()[start as usize..end as usize]
    }

    fn enter(&mut self, id: u32) {
        let word = self.of(id);
        let (mut at, tag) = self.slot(hash(word, 0, word.len(), 0));
        while self.table[at] != NO_ENTRY {
            at = (at + 1) & (self.table.len() - 1);
        }
        self.table[at] = tag | id;
    }

    /// Where a hash says, and its bits beside the number. The highest bits of a product depend on all bits of what was multiplied.
    fn slot(&self, hash: u64) -> (usize, Entry) {
        let product = hash.wrapping_mul(FACTOR);
        let at = (product >> (64 - self.table.len().trailing_zeros())) as usize;
        (at, product as u32 & !NUMBER)
    }

    /// The place of the word with a hash. An empty place where it is not known.
    fn place(&self, hash: u64, is_word: impl Fn(&Place<N>) -> bool) -> &Place<N> {
        let (mut at, tag) = self.slot(hash);
        loop {
            let entry = self.table[at];
            if entry == NO_ENTRY {
                return &self.empty;
            }
            if entry & !NUMBER == tag
                && let Some(place) = self.places.get((entry & NUMBER) as usize)
                && is_word(place)
            {
                return place;
            }
            at = (at + 1) & (self.table.len() - 1);
        }
    }

    /// A word of less than eight letters of ASCII, in the first bytes of a chunk.
    pub(super) fn short(&self, chunk: u64, len: usize) -> Found<N> {
        let mask = MASKS[len];
        found(self.look_short((chunk | SMALL) & mask), !chunk & SMALL & mask & !0xFF != 0)
    }

    /// An ASCII sign.
    pub(super) fn sign(&self, byte: u8) -> Found<N> {
        found(self.look_short(byte.into()), false)
    }

    /// The end of the run of ASCII letters that begins at a place, and the word. None where other letters belong to the run.
    pub(super) fn letters(&self, bytes: &[u8], start: usize) -> Option<(usize, Found<N>)> {
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
        let place = match end - start {
            ..=8 => self.look_short(head),
            _ => self.look_long(bytes, Span::new(start, end), head, hash, SMALL),
        };
        Some((end, found(place, capitals != 0)))
    }

    /// A word in any case.
    pub(super) fn find(&self, text: &str, run: Run) -> Found<N> {
        let bytes = text.as_bytes();
        let (start, end) = (run.start, run.end);
        let letters = run.class == Class::Letters;
        if !run.is_ascii {
            let lower = text[start..end].to_lowercase();
            return found(self.look(lower.as_bytes(), 0, lower.len(), 0), letters);
        }
        found(self.look(bytes, start, end, if letters { SMALL } else { 0 }), letters)
    }

    /// A part of a run of letters.
    pub(super) fn part(&self, text: &str, start: usize, end: usize) -> Found<N> {
        let is_ascii = text[start..end].is_ascii();
        self.find(text, Run { start, end, class: Class::Letters, is_ascii, spaced: false })
    }

    /// The place of the word in a stretch of bytes, some bits set in each.
    fn look(&self, bytes: &[u8], start: usize, end: usize, set: u64) -> &Place<N> {
        let head = eight(bytes, start, end) | set & MASKS[(end - start).min(8)];
        if end - start <= 8 {
            return self.look_short(head);
        }
        self.look_long(bytes, Span::new(start, end), head, hash(bytes, start, end, set), set)
    }

    /// The place of a word of at most eight bytes: they are all of it, and no word holds a zero.
    fn look_short(&self, head: u64) -> &Place<N> {
        self.place(head, |place| place.head == head && place.len <= 8)
    }

    /// The place of a word of more than eight bytes.
    fn look_long(&self, bytes: &[u8], word: Span, head: u64, hash: u64, set: u64) -> &Place<N> {
        if word.len() > self.longest {
            return &self.empty;
        }
        let (len, tail) = (length(word.len()), tail(bytes, word.start, word.end) | set);
        self.place(hash, |place| {
            place.head == head
                && place.tail == tail
                && place.len == len
                && (word.len() <= HELD || self.of(place.id)[8..].eq_ignore_ascii_case(&bytes[word.start + 8..word.end]))
        })
    }
}

fn found<N: Copy>(place: &Place<N>, has_capital: bool) -> Found<N> {
    Found { id: place.id, node: place.node, has_capital }
}

fn length(len: usize) -> u32 {
    u32::try_from(len).unwrap_or(NONE)
}

/// The last eight bytes of a stretch of more than eight as one number; zero of a shorter one.
fn tail(bytes: &[u8], start: usize, end: usize) -> u64 {
    if end - start > 8 { eight(bytes, end - 8, end) } else { 0 }
}

pub(super) const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;

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
pub(super) fn load(bytes: &[u8], at: usize) -> u64 {
    match bytes.get(at..at + 8).and_then(|eight| eight.try_into().ok()) {
        Some(all) => u64::from_le_bytes(all),
        None => eight(bytes, at, bytes.len()),
    }
}

/// How many of eight bytes, from the first on, are ASCII letters.
pub(super) fn letters_in(chunk: u64) -> usize {
    /// The same byte eight times.
    const fn all(byte: u8) -> u64 {
        u64::from_le_bytes([byte; 8])
    }
    let low = (chunk | SMALL) & all(0x7F);
    // A sum reaches the highest bit of its byte from the letter on.
    let letters = (low + all(0x80 - b'a')) & !(low + all(0x80 - b'z' - 1)) & !chunk & all(0x80);
    (!letters & all(0x80)).trailing_zeros() as usize / 8
}
