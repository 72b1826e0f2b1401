//! The second pass: which posting repeats which.
//!
//! Postings are visited from the earliest to the latest. Each joins the most similar *leader*, or becomes one. Members
//! are never compared with: a chain of small changes would end in another opening.
//!
//! Leaders to compare with come from *clues*: numbers that similar postings are likely to share (equal content,
//! employer and title, bands of the sketches). For each clue in turn all postings are sorted by it, which links each to
//! the one before it with the same number; while postings are visited, links are shortened so that they pass over
//! members. From each clue at most a fixed number of leaders is compared with, the latest first, as they are those
//! inside the window: time is linear in the number of postings, whatever their texts.

use super::signature::Signature;
use super::sketch::{SHINGLE_BANDS, WORD_BANDS};
use super::{Repeat, RepeatKind, Repost, WINDOW_DAYS};

/// Estimated words likeness from which two texts of one employer and title are one opening. Of 250 real ads with
/// reordered lines, a tenth of the words dropped, a new footer and another city, one in twenty fell below .84, none
/// below .75; different openings under one title were seen at .72, and .72 is estimated as .76 now and then. What lies
/// between is decided by [`ADDED`].
const SAME_WORDS: f32 = 0.8;

/// Less alike, the longer text may still be the shorter one with something added: a footer, a notice, a part that
/// another board cut. Words it may add, the share of the shorter text that it then holds at least, and the least
/// likeness.
const ADDED: [(f32, f32, f32); 2] = [(64.0, 0.85, 0.45), (f32::INFINITY, 0.96, 0.6)];

/// Shingle likeness from which two texts under one title are one opening, whoever published them.
const SAME_SHINGLES: f32 = 0.85;

/// Leaders compared with through one clue that says much: equal content, equal employer and title.
const MOST_OF_BLOCK: usize = 256;

/// Leaders compared with through one band.
const MOST_OF_BAND: usize = 32;

/// No posting.
const NONE: u32 = u32::MAX;

/// What the second pass found.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// In stream order.
    pub(super) repeats: Vec<Repeat>,
    /// In stream order.
    pub(super) reposts: Vec<Repost>,
    /// Leaders with the number of places of their group, where they are two and more; by key.
    pub(super) places: Vec<(u64, u32)>,
}

/// What became of each posting, by rank: less than the results themselves, which are made when the clues are gone.
struct Outcomes {
    /// Its leader; itself for a leader.
    leaders: Vec<u32>,
    /// The older leader that it renews.
    renewed: Vec<u32>,
    kinds: Vec<RepeatKind>,
    similarities: Vec<f32>,
}

/// Groups postings. `at` gives a posting and its unique key by its place in the stream.
pub(super) fn group<'s>(count: usize, at: impl Fn(u32) -> (&'s Signature, u64)) -> Found {
    let count = u32::try_from(count).expect("a stream has fewer than four billion postings");
    let order = order(count, &at);
    let ranked = |rank: u32| at(order[rank as usize]);
    let heads = heads(count, &ranked);
    let mut outcomes = visit(count, &ranked, &heads);
    for (rank, head) in heads.iter().enumerate().filter(|(rank, head)| *rank != **head as usize) {
        outcomes.leaders[rank] = outcomes.leaders[*head as usize];
        outcomes.kinds[rank] = RepeatKind::SameId;
    }
    drop(heads);
    let places = places(&outcomes.leaders, &ranked);
    let mut ranks: Vec<u32> = vec![NONE; count as usize];
    for (rank, place) in (0_u32..).zip(&order) {
        ranks[*place as usize] = rank;
    }
    let members = ranks.iter().filter(|rank| outcomes.leaders[**rank as usize] != **rank);
    let mut repeats = Vec::with_capacity(members.clone().count());
    repeats.extend(members.map(|rank| {
        let at = *rank as usize;
        repeat(ranked(*rank), ranked(outcomes.leaders[at]), outcomes.kinds[at], outcomes.similarities[at])
    }));
    let renewing = ranks.iter().filter(|rank| outcomes.renewed[**rank as usize] != NONE);
    let reposts = renewing
        .map(|rank| {
            let ((posting, key), (older, of)) = (ranked(*rank), ranked(outcomes.renewed[*rank as usize]));
            Repost { key, of, days: days_after(older, posting) }
        })
        .collect();
    Found { repeats, reposts, places }
}

/// Visits all postings that stand for themselves, from the earliest to the latest.
fn visit<'s>(count: u32, ranked: &impl Fn(u32) -> (&'s Signature, u64), heads: &[u32]) -> Outcomes {
    let all = count as usize;
    let mut outcomes = Outcomes {
        leaders: vec![NONE; all],
        renewed: vec![NONE; all],
        kinds: vec![RepeatKind::SameId; all],
        similarities: vec![1.0; all],
    };
    let mut clues = clues(count, ranked, heads);
    let mut visited: Vec<u32> = vec![NONE; all];
    for rank in (0..count).filter(|rank| heads[*rank as usize] == *rank) {
        let at = rank as usize;
        let mut best = Best::default();
        let copied = clues[0].previous[at];
        for clue in &mut clues {
            let mut leader = clue.previous[at];
            if leader != NONE && outcomes.leaders[leader as usize] != leader {
                leader = clue.previous[leader as usize];
            }
            clue.previous[at] = leader;
            let mut left = clue.most;
            while leader != NONE && left > 0 {
                if visited[leader as usize] != rank {
                    visited[leader as usize] = rank;
                    best.consider(leader, ranked(leader).0, ranked(rank).0);
                }
                leader = clue.previous[leader as usize];
                left -= 1;
            }
        }
        let Some(joined) = best.joined else {
            outcomes.leaders[at] = rank;
            outcomes.renewed[at] = best.reposted.map_or(NONE, |older| older.leader);
            continue;
        };
        // A copy of a member is as alike to the leader as the member is, and still a copy.
        let copy = copied != NONE && outcomes.leaders[copied as usize] == joined.leader;
        outcomes.leaders[at] = joined.leader;
        outcomes.kinds[at] = if copy { RepeatKind::Exact } else { joined.kind };
        outcomes.similarities[at] = if copy { 1.0 } else { joined.similarity };
    }
    outcomes
}

/// Places in the stream from the earliest posting to the latest: by day, undated last, then as they came.
fn order<'s>(count: u32, at: &impl Fn(u32) -> (&'s Signature, u64)) -> Vec<u32> {
    let mut order: Vec<u32> = (0..count).collect();
    order.sort_unstable_by_key(|place| (at(*place).0.posted_at.unwrap_or(i32::MAX), *place));
    order
}

/// Of each rank: the one that stands for all rows of its source and id, the earliest with a text.
fn heads<'s>(count: u32, ranked: &impl Fn(u32) -> (&'s Signature, u64)) -> Vec<u32> {
    let mut heads: Vec<u32> = (0..count).collect();
    let id = |rank: &u32| match ranked(*rank).0.key {
        crate::posting::Key::SourceId(number) => Some(number),
        crate::posting::Key::Content(_) => None,
    };
    let mut rows: Vec<u32> = (0..count).filter(|rank| id(rank).is_some()).collect();
    rows.sort_unstable_by_key(|rank| (id(rank), ranked(*rank).0.content == 0, *rank));
    for same in rows.chunk_by(|one, other| id(one) == id(other)) {
        for rank in same {
            heads[*rank as usize] = same[0];
        }
    }
    heads
}

/// A number that similar postings are likely to share, as links from each posting to the one before it with the same
/// number.
struct Clue {
    previous: Vec<u32>,
    /// Leaders compared with.
    most: usize,
}

impl Clue {
    /// Links by 32 bits of a number: strangers that share them are told apart when they are compared.
    fn of(count: u32, most: usize, number: impl Fn(u32) -> Option<u64>) -> Self {
        let mut sorted: Vec<u64> =
            (0..count).filter_map(|rank| number(rank).map(|number| number >> 32 << 32 | u64::from(rank))).collect();
        sorted.sort_unstable();
        let mut previous = vec![NONE; count as usize];
        for pair in sorted.windows(2) {
            if pair[0] >> 32 == pair[1] >> 32 {
                previous[(pair[1] as u32) as usize] = pair[0] as u32;
            }
        }
        Self { previous, most }
    }

    /// Whether some number is shared by more postings than are compared with.
    fn overflows(&self) -> bool {
        let mut lengths = vec![0_u32; self.previous.len()];
        for rank in 0..self.previous.len() {
            if self.previous[rank] != NONE {
                lengths[rank] = lengths[self.previous[rank] as usize] + 1;
            }
        }
        lengths.iter().any(|length| *length as usize >= self.most)
    }
}

fn clues<'s>(count: u32, ranked: &impl Fn(u32) -> (&'s Signature, u64), heads: &[u32]) -> Vec<Clue> {
    // Rows that repeat an id are no leaders and join none.
    let head = |rank: u32| (heads[rank as usize] == rank).then(|| ranked(rank).0);
    let near = |rank: u32| {
        head(rank)
            .and_then(|posting| posting.near.as_ref().map(|near| (posting, near)))
            .filter(|(posting, _)| posting.title != 0)
    };
    let block = |rank: u32| {
        near(rank)
            .filter(|(posting, _)| posting.employer != 0)
            .map(|(posting, near)| (mix(posting.title, posting.employer), near))
    };
    let mut clues = vec![
        Clue::of(count, MOST_OF_BLOCK, |rank| {
            head(rank).filter(|posting| posting.content != 0).map(|posting| mix(posting.content, 0))
        }),
        Clue::of(count, MOST_OF_BLOCK, |rank| block(rank).map(|(block, _)| block)),
    ];
    if clues[1].overflows() {
        clues.extend((0..WORD_BANDS).map(|band| {
            Clue::of(count, MOST_OF_BAND, |rank| block(rank).map(|(block, near)| mix(block, near.word_band(band))))
        }));
    }
    clues.extend((0..SHINGLE_BANDS).map(|band| {
        Clue::of(count, MOST_OF_BAND, |rank| {
            near(rank).map(|(posting, near)| mix(posting.title, near.shingle_band(band)))
        })
    }));
    clues
}

fn mix(one: u64, other: u64) -> u64 {
    xxhash_rust::xxh3::xxh3_64_with_seed(&one.to_le_bytes(), other)
}

/// A leader that a posting may join.
#[derive(Clone, Copy, Debug)]
struct Candidate {
    leader: u32,
    kind: RepeatKind,
    similarity: f32,
}

/// The most similar leaders so far: inside the window and before it.
#[derive(Debug, Default)]
struct Best {
    joined: Option<Candidate>,
    reposted: Option<Candidate>,
}

impl Best {
    fn consider(&mut self, leader: u32, older: &Signature, posting: &Signature) {
        let Some((kind, similarity)) = compare(older, posting) else {
            return;
        };
        let candidate = Candidate { leader, kind, similarity };
        if days_after(older, posting) > WINDOW_DAYS {
            // The latest of equals: the ad that this one follows.
            if self.reposted.is_none_or(|best| (similarity, leader) > (best.similarity, best.leader)) {
                self.reposted = Some(candidate);
            }
        } else if self.joined.is_none_or(|best| {
            similarity.total_cmp(&best.similarity).then(best.kind.cmp(&kind)).then(best.leader.cmp(&leader)).is_gt()
        }) {
            self.joined = Some(candidate);
        }
    }
}

/// Whether two postings are one opening as far as their words go, and how alike they are.
fn compare(one: &Signature, other: &Signature) -> Option<(RepeatKind, f32)> {
    if !one.share_country(other) {
        return None;
    }
    if one.content != 0 && one.content == other.content {
        return Some((RepeatKind::Exact, 1.0));
    }
    let (Some(near), Some(other_near)) = (&one.near, &other.near) else {
        return None;
    };
    if one.title == 0 || one.title != other.title || near.figures().conflict(other_near.figures()) {
        return None;
    }
    if one.employer == 0 || one.employer != other.employer {
        let similarity = near.shingles_like(other_near);
        return (similarity >= SAME_SHINGLES).then_some((RepeatKind::Employer, similarity));
    }
    if one.place != 0 && other.place != 0 && one.place != other.place && near.same_text(other_near) {
        return Some((RepeatKind::Place, 1.0));
    }
    let similarity = near.words_like(other_near);
    let same = similarity >= SAME_WORDS || is_added_to(similarity, near.length(), other_near.length());
    same.then_some((RepeatKind::Near, similarity))
}

/// Whether the longer text is the shorter one with something added.
fn is_added_to(similarity: f32, one: u32, other: u32) -> bool {
    let (shorter, longer) = (one.min(other) as f32, one.max(other) as f32);
    let common = similarity / (1.0 + similarity) * (shorter + longer);
    ADDED
        .iter()
        .any(|(added, held, least)| longer - common <= *added && common >= held * shorter && similarity >= *least)
}

/// Days from one posting to a later one; none when either day is unknown.
fn days_after(older: &Signature, posting: &Signature) -> i32 {
    older.posted_at.zip(posting.posted_at).map_or(0, |(older, newer)| newer - older)
}

fn repeat(
    (posting, key): (&Signature, u64),
    (older, leader): (&Signature, u64),
    kind: RepeatKind,
    similarity: f32,
) -> Repeat {
    let crosses_sources = posting.source != 0 && older.source != 0 && posting.source != older.source;
    Repeat { key, leader, kind, similarity, crosses_sources }
}

/// Distinct known places of each group that has two and more, by the leader's key.
fn places<'s>(leaders: &[u32], ranked: &impl Fn(u32) -> (&'s Signature, u64)) -> Vec<(u64, u32)> {
    let mut places: Vec<u64> = (0_u32..)
        .zip(leaders)
        .map(|(rank, leader)| (leader, ranked(rank).0.place))
        .filter(|(_, place)| *place != 0)
        .map(|(leader, place)| u64::from(*leader) << 32 | u64::from(place))
        .collect();
    places.sort_unstable();
    places.dedup();
    let mut counted: Vec<(u64, u32)> = places
        .chunk_by(|one, other| one >> 32 == other >> 32)
        .filter(|group| group.len() > 1)
        .map(|group| (ranked((group[0] >> 32) as u32).1, group.len() as u32))
        .collect();
    counted.sort_unstable();
    counted
}
