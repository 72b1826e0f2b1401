//! Two sketches of a text, from which the likeness of two texts is estimated without them.
//!
//! - *Words*: the multiset of folded words, as the set of (word, occurrence). 256 rows of 4 bits.
//! - *Shingles*: five words in a row inside one line. 128 rows of 8 bits: bands of eight rows are one number.
//!
//! A row holds the low bits of the hash of one element. Two texts agree in a row with probability J, their Jaccard
//! likeness, or by chance with 1/16 or 1/256; the estimate is corrected for chance. Many short rows say more in the
//! same bytes than few long ones: at J = .6 the standard deviation of the estimate was measured as .027 with 256 rows
//! of 4 bits, .037 with 128 rows of 8. The shingles keep long rows because bands are made of them: eight short rows
//! would agree by chance too often.
//!
//! Rows are filled by fast similarity sketching (Dahlgaard, Knudsen, Thorup 2017): each element is thrown into one row,
//! again and again, until no row is empty; the first throw into a row wins, the least hash among those of one round. A
//! text of 500 words needs three or four rounds for 256 rows, where the plain method hashes every word 256 times.

use std::num::NonZeroU32;

use xxhash_rust::xxh3::xxh3_64_with_seed;

use super::figures::Figures;
use super::words;
use crate::text::Text;

/// Bytes that [`Signature::near`](super::Signature::near) gives, as facts on disk carry them.
pub const NEAR_BYTES: usize = 272;

/// Words in a shingle.
const SHINGLE: usize = 5;

/// Words that a text needs to be compared by likeness. In a shorter one, a teaser or a link, the words are those of any
/// ad, and a handful of them decides. Of 1,834 rows of two real files four are shorter.
pub(super) const MIN_WORDS: u32 = 30;

const WORD_ROWS: usize = 256;
const WORD_CHANCE: f32 = 1.0 / 16.0;
const SHINGLE_ROWS: usize = 128;
const SHINGLE_CHANCE: f32 = 1.0 / 256.0;

/// Numbers of the shingle sketch that find candidates: a pair of likeness .85 agrees in one of them with probability
/// .994, one of .5 with .061.
pub(super) const SHINGLE_BANDS: usize = 16;

/// Numbers of the word sketch that find candidates: a pair of likeness .75 agrees in one of them with probability
/// .9988.
pub(super) const WORD_BANDS: usize = 16;

const WORD_SEED: u64 = 0x776F_7264;
const SHINGLE_SEED: u64 = 0x7368_696E;
const FACTORS: [u64; SHINGLE] =
    [0x9E37_79B9_7F4A_7C15, 0xBF58_476D_1CE4_E5B9, 0x94D0_49BB_1331_11EB, 0xD6E8_FEB8_6659_FD93, 0xA076_1D64_78BD_642F];

/// What is kept of a text: two sketches, its length and its figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Near {
    words: [u64; WORD_ROWS / 16],
    shingles: [u64; SHINGLE_ROWS / 8],
    length: NonZeroU32,
    figures: Figures,
}

impl Near {
    /// Of a folded text; none with fewer than [`MIN_WORDS`] words.
    pub(super) fn of(text: &Text<'_>) -> Option<Self> {
        let mut words = Vec::new();
        let mut shingles = Vec::new();
        let mut figures = Figures::default();
        for line in text.lines() {
            let line = line.content.of(text.folded());
            let start = words.len();
            words::for_each(line, |word| words.push(xxh3_64_with_seed(word.as_bytes(), WORD_SEED)));
            let line_words = &words[start..];
            match line_words.len() {
                0 => {}
                1..SHINGLE => shingles.push(in_a_row(line_words)),
                _ => shingles.extend(line_words.windows(SHINGLE).map(in_a_row)),
            }
            figures.read(line);
        }
        let length = NonZeroU32::new(u32::try_from(words.len()).unwrap_or(u32::MAX))?;
        (length.get() >= MIN_WORDS).then(|| Self {
            words: pack::<WORD_ROWS, { WORD_ROWS / 16 }>(&sketch(&occurrences(words)), 4),
            shingles: pack::<SHINGLE_ROWS, { SHINGLE_ROWS / 8 }>(&sketch(&shingles), 8),
            length,
            figures,
        })
    }

    /// Estimated Jaccard likeness of the multisets of words.
    pub(super) fn words_like(&self, other: &Self) -> f32 {
        let differing: u32 = self.words.iter().zip(&other.words).map(|(a, b)| nibbles(a ^ b)).sum();
        likeness(WORD_ROWS, differing, WORD_CHANCE)
    }

    /// Estimated Jaccard likeness of the sets of shingles.
    pub(super) fn shingles_like(&self, other: &Self) -> f32 {
        let differing: u32 = self.shingles.iter().zip(&other.shingles).map(|(a, b)| bytes(a ^ b)).sum();
        likeness(SHINGLE_ROWS, differing, SHINGLE_CHANCE)
    }

    /// Whether both sketches are equal: the same text, or one that differs by a word or two.
    pub(super) fn same_text(&self, other: &Self) -> bool {
        self.words == other.words && self.shingles == other.shingles
    }

    pub(super) const fn length(&self) -> u32 {
        self.length.get()
    }

    pub(super) const fn figures(&self) -> Figures {
        self.figures
    }

    /// Eight rows of the shingle sketch.
    pub(super) const fn shingle_band(&self, band: usize) -> u64 {
        self.shingles[band]
    }

    /// Four rows of the word sketch.
    pub(super) const fn word_band(&self, band: usize) -> u64 {
        self.words[band] & 0xFFFF
    }

    /// As facts on disk carry it: words, shingles, length, years, least and greatest amount; little-endian.
    pub(super) fn to_bytes(&self) -> [u8; NEAR_BYTES] {
        let mut bytes = [0; NEAR_BYTES];
        let (sketches, figures) = bytes.split_at_mut(256);
        for (chunk, row) in sketches.chunks_exact_mut(8).zip(self.words.iter().chain(&self.shingles)) {
            chunk.copy_from_slice(&row.to_le_bytes());
        }
        let [years, least, greatest] = self.figures.to_parts();
        for (chunk, number) in figures.chunks_exact_mut(4).zip([self.length(), years, least, greatest]) {
            chunk.copy_from_slice(&number.to_le_bytes());
        }
        bytes
    }

    /// From the bytes that [`Near::to_bytes`] gave; none from another number of them.
    pub(super) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let bytes: &[u8; NEAR_BYTES] = bytes.try_into().ok()?;
        let number = |at: usize| u64::from_le_bytes(std::array::from_fn(|byte| bytes[at + byte]));
        let half = |at: usize| u32::from_le_bytes(std::array::from_fn(|byte| bytes[at + byte]));
        Some(Self {
            words: std::array::from_fn(|row| number(8 * row)),
            shingles: std::array::from_fn(|row| number(128 + 8 * row)),
            length: NonZeroU32::new(half(256))?,
            figures: Figures::from_parts([half(260), half(264), half(268)]),
        })
    }
}

/// Words in order as one element: their hashes are good, a sum with odd factors keeps them so.
fn in_a_row(words: &[u64]) -> u64 {
    words
        .iter()
        .zip(FACTORS)
        .fold(SHINGLE_SEED + words.len() as u64, |sum, (word, factor)| sum.wrapping_add(word.wrapping_mul(factor)))
}

/// The multiset as a set: each word with the number of its occurrence.
fn occurrences(mut words: Vec<u64>) -> Vec<u64> {
    words.sort_unstable();
    let mut earlier = None;
    let mut count = 0;
    for word in &mut words {
        count = if earlier == Some(*word) { count + 1 } else { 0 };
        earlier = Some(*word);
        *word = mix(word.wrapping_add(count));
    }
    words
}

/// Fast similarity sketch: one hash of the set for each row.
fn sketch<const ROWS: usize>(elements: &[u64]) -> [u64; ROWS] {
    /// A row that no element has reached.
    const EMPTY: u64 = u64::MAX;
    let mut rows = [EMPTY; ROWS];
    let mut empty = ROWS;
    // A round is a fresh throw of every element. In the second half a round fills one row alone, so the loop ends
    // whatever the elements.
    for round in 0..2 * ROWS {
        let mut filled = [EMPTY; ROWS];
        for element in elements {
            let hash = mix(element ^ mix(round as u64 + 1)).min(EMPTY - 1);
            // The row is told by the high bits, the winner by all, what is kept by the low ones.
            let row = if round < ROWS { (hash >> 48) as usize % ROWS } else { round - ROWS };
            let turned = hash.rotate_left(32);
            if rows[row] == EMPTY && turned < filled[row] {
                filled[row] = turned;
            }
        }
        for (row, value) in rows.iter_mut().zip(filled) {
            if *row == EMPTY && value != EMPTY {
                *row = value;
                empty -= 1;
            }
        }
        if empty == 0 || elements.is_empty() {
            break;
        }
    }
    rows
}

/// Keeps the low bits of each row's hash.
fn pack<const ROWS: usize, const NUMBERS: usize>(rows: &[u64; ROWS], bits: u32) -> [u64; NUMBERS] {
    let each = ROWS / NUMBERS;
    std::array::from_fn(|number| {
        rows[number * each..(number + 1) * each]
            .iter()
            .enumerate()
            .fold(0, |packed, (place, row)| packed | (mix(*row) & ((1 << bits) - 1)) << (place as u32 * bits))
    })
}

/// The finaliser of splitmix64: every bit of the input moves every bit of the output.
const fn mix(number: u64) -> u64 {
    let number = number.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let number = (number ^ (number >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    number ^ (number >> 31)
}

/// Nibbles that are not zero.
const fn nibbles(number: u64) -> u32 {
    let number = number | number >> 1;
    let number = number | number >> 2;
    (number & 0x1111_1111_1111_1111).count_ones()
}

/// Bytes that are not zero.
const fn bytes(number: u64) -> u32 {
    let number = number | number >> 4;
    let number = number | number >> 2;
    let number = number | number >> 1;
    (number & 0x0101_0101_0101_0101).count_ones()
}

/// The share of equal rows, less those equal by chance.
fn likeness(rows: usize, differing: u32, chance: f32) -> f32 {
    let equal = 1.0 - differing as f32 / rows as f32;
    ((equal - chance) / (1.0 - chance)).max(0.0)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::text::Markup;

    fn near(text: &str) -> Near {
        Near::of(&Text::new(text, Markup::Plain)).expect("the text is long enough")
    }

    /// Two sketches of sets of 400 numbers with a given likeness; each number of the draw gives other sets.
    fn pair(likeness: f64, draw: u64) -> [Near; 2] {
        let common = (800.0 * likeness / (1.0 + likeness)).round() as u64;
        let set = |own: u64| -> Vec<u64> {
            let element = |owner: u64, number: u64| mix(mix(mix(draw) ^ owner) ^ number);
            (0..common)
                .map(|number| element(0, number))
                .chain((common..400).map(|number| element(own, number)))
                .collect()
        };
        [1, 2].map(|own| Near {
            words: pack::<WORD_ROWS, { WORD_ROWS / 16 }>(&sketch(&set(own)), 4),
            shingles: pack::<SHINGLE_ROWS, { SHINGLE_ROWS / 8 }>(&sketch(&set(own)), 8),
            length: NonZeroU32::MIN,
            figures: Figures::default(),
        })
    }

    #[test]
    fn multisets_of_short_texts() {
        // {a, a, b} and {a, b, b} have two of four in common; as sets they would be equal.
        let set = |text: &str| -> BTreeSet<u64> {
            let words = text.split(' ').map(|word| xxh3_64_with_seed(word.as_bytes(), WORD_SEED)).collect();
            occurrences(words).into_iter().collect()
        };
        let (one, other) = (set("a a b"), set("a b b"));
        assert_eq!((one.intersection(&other).count(), one.union(&other).count()), (2, 4));
        // Over many words that stand for a and b, the estimate is that half.
        let mean = (0..500)
            .map(|draw| {
                let rows = |text: &str| {
                    let words = text.split(' ').map(|word| mix(xxh3_64_with_seed(word.as_bytes(), draw))).collect();
                    pack::<WORD_ROWS, { WORD_ROWS / 16 }>(&sketch(&occurrences(words)), 4)
                };
                let differing = rows("a a b").iter().zip(rows("a b b")).map(|(a, b)| nibbles(a ^ b)).sum();
                likeness(WORD_ROWS, differing, WORD_CHANCE)
            })
            .sum::<f32>()
            / 500.0;
        assert!((mean - 0.5).abs() < 0.02, "{mean}");
    }

    #[test]
    fn estimates_and_bands_follow_their_curves() {
        const DRAWS: u64 = 400;
        println!(
            "likeness: words (sd), shingles (sd), pairs found by shingle bands (expected), by word bands (expected)"
        );
        for likeness in [0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95] {
            let pairs: Vec<[Near; 2]> = (0..DRAWS).map(|draw| pair(likeness, draw)).collect();
            let estimate = |of: &dyn Fn(&Near, &Near) -> f32| {
                let all: Vec<f64> = pairs.iter().map(|[one, other]| f64::from(of(one, other))).collect();
                let mean = all.iter().sum::<f64>() / DRAWS as f64;
                (mean, (all.iter().map(|one| (one - mean).powi(2)).sum::<f64>() / DRAWS as f64).sqrt())
            };
            let (words, words_sd) = estimate(&Near::words_like);
            let (shingles, shingles_sd) = estimate(&Near::shingles_like);
            let found = |bands: usize, of: &dyn Fn(&Near, usize) -> u64| {
                let found = pairs.iter().filter(|[one, other]| (0..bands).any(|band| of(one, band) == of(other, band)));
                found.count() as f64 / DRAWS as f64
            };
            let by_shingles = found(SHINGLE_BANDS, &|near, band| near.shingle_band(band));
            let by_words = found(WORD_BANDS, &|near, band| near.word_band(band));
            let curve = |bands: i32, rows: i32, chance: f64| {
                1.0 - (1.0 - (likeness + (1.0 - likeness) * chance).powi(rows)).powi(bands)
            };
            let (expected_shingles, expected_words) = (curve(16, 8, 1.0 / 256.0), curve(16, 4, 1.0 / 16.0));
            println!(
                "{likeness}: {words:.3} ({words_sd:.3}), {shingles:.3} ({shingles_sd:.3}), \
                 {by_shingles:.3} ({expected_shingles:.3}), {by_words:.3} ({expected_words:.3})"
            );
            assert!((words - likeness).abs() < 0.01 && words_sd < 0.04, "{likeness}: {words}");
            assert!((shingles - likeness).abs() < 0.01 && shingles_sd < 0.05, "{likeness}: {shingles}");
            assert!((by_shingles - expected_shingles).abs() < 0.06, "{likeness}: {by_shingles}");
            assert!((by_words - expected_words).abs() < 0.06, "{likeness}: {by_words}");
            assert!(likeness < 0.85 || by_shingles > 0.98, "{likeness}: {by_shingles}");
            assert!(likeness < 0.75 || by_words > 0.98, "{likeness}: {by_words}");
        }
    }

    #[test]
    fn texts_keep_what_order_and_case_change() {
        let lines: Vec<String> =
            (0..12).map(|line| format!("Line {line} asks for Python, C++ and {line} years of care")).collect();
        let one = near(&lines.join("\n"));
        let reversed: Vec<String> = lines.iter().rev().map(|line| line.to_uppercase()).collect();
        let other = near(&reversed.join("\n"));
        assert_eq!((one.words_like(&other), one.shingles_like(&other)), (1.0, 1.0));
        assert!(one.same_text(&other));
        assert_eq!(Near::from_bytes(&one.to_bytes()), Some(one));
        assert_eq!(Near::from_bytes(&[0; 256]), None);
        assert_eq!(Near::from_bytes(&[0; NEAR_BYTES]), None);
        assert_eq!(Near::of(&Text::new("See our site for this job", Markup::Plain)), None);
    }

    /// The bytes are on disk: they may not change with a version of a dependency or with the machine.
    #[test]
    fn bytes_are_stable() {
        let words: Vec<String> = (0..60).map(|word| format!("word{word}")).collect();
        let bytes = near(&words.join(" ")).to_bytes();
        assert_eq!(xxh3_64_with_seed(&bytes, 0), 12_197_277_395_241_438_121);
    }
}
