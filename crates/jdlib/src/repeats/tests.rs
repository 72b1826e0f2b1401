//! Rules one by one, then what they find of planted repeats.

use proptest::prelude::*;

use super::*;
use crate::posting::{Date, Posting};
use crate::text::{Markup, Text};

/// Sixty words that no other number shares.
fn body(number: u32) -> String {
    (0..60).map(|word| format!("w{number}x{word}")).collect::<Vec<_>>().join(" ")
}

fn posting(title: &str, employer: &str, location: &str, day: &str, text: &str) -> Posting {
    let mut posting = Posting::new(text).with_title(title).with_employer(employer);
    posting.location = location.to_owned();
    posting.posted_at = Date::parse(day);
    posting
}

fn with_source(mut posting: Posting, source: &str, id: &str) -> Posting {
    posting.source = source.to_owned();
    posting.id = id.to_owned();
    posting
}

/// What a posting repeats, as a place in the stream, and how.
type Outcome = Option<(usize, RepeatKind)>;

/// Groups postings: the groups, and of each posting its key and what became of it.
fn outcomes(postings: &[Posting]) -> (Groups, Vec<u64>, Vec<Outcome>) {
    let mut repeats = Repeats::default();
    let keys: Vec<u64> = postings.iter().map(|posting| repeats.push(Signature::of(posting))).collect();
    let groups = repeats.group();
    let place = |key| keys.iter().position(|other| *other == key).expect("leaders are postings");
    let found = keys.iter().map(|key| groups.repeat(*key).map(|repeat| (place(repeat.leader), repeat.kind))).collect();
    (groups, keys, found)
}

fn found(postings: &[Posting]) -> Vec<Outcome> {
    outcomes(postings).2
}

#[test]
fn pairs_by_rule() {
    use RepeatKind::{Employer, Exact, Near, Place, SameId};
    let text = body(1);
    // Four words of sixty-four differ.
    let like = |number: u32| format!("{text} l{number} m{number} n{number} o{number}");
    let base = posting("Data Engineer", "Acme", "Berlin, Germany", "2026-03-01", &like(1));
    let other = |title: &str, employer: &str, location: &str, text: &str| {
        posting(title, employer, location, "2026-03-09", text)
    };
    for (name, one, other, expected) in [
        ("copy", base.clone(), other("Data Engineer", "ACME Inc.", "Berlin, Germany", &like(1)), Some(Exact)),
        ("place", base.clone(), other("Data Engineer", "Acme", "Munich, Germany", &like(1)), Some(Place)),
        ("title", base.clone(), other("Data Engineer (m/w/d)", "Acme", "Berlin, Germany", &like(1)), Some(Near)),
        ("text", base.clone(), other("Data Engineer", "Acme", "Munich, Germany", &like(2)), Some(Near)),
        (
            "footer",
            base.clone(),
            other("Data Engineer", "Acme", "Berlin", &format!("{} {}", like(1), &body(7)[..240])),
            Some(Near),
        ),
        ("agency", base.clone(), other("Data Engineer", "Agency", "Berlin, Germany", &like(1)), Some(Employer)),
        ("unknown employer", base.clone(), other("Data Engineer", "", "", &like(1)), Some(Employer)),
        ("agency and text", base.clone(), other("Data Engineer", "Agency", "Berlin", &like(2)), Some(Employer)),
        (
            "agency, half a text",
            base.clone(),
            other("Data Engineer", "Agency", "Berlin", &text[..text.len() / 2]),
            None,
        ),
        ("level", base.clone(), other("Senior Data Engineer", "Acme", "Berlin, Germany", &like(1)), None),
        ("other text", base.clone(), other("Data Engineer", "Acme", "Berlin, Germany", &body(2)), None),
        ("other country", base.clone(), other("Data Engineer", "Acme", "Paris, France", &like(1)), None),
        ("unknown country", base.clone(), other("Data Engineer", "Acme", "Remote", &like(1)), Some(Near)),
        (
            "years",
            posting("A", "Acme", "", "", &format!("{text} 3 years")),
            other("A", "Acme", "", &format!("{text} 8 years")),
            None,
        ),
        (
            "pay",
            posting("A", "Acme", "", "", &format!("{text} $90k")),
            other("A", "Acme", "", &format!("{text} $70k")),
            None,
        ),
        ("short", posting("A", "Acme", "Rome", "", "See our site"), other("A", "Acme", "Milan", "See our site"), None),
        (
            "short copy",
            posting("A", "Acme", "Rome", "", "See our site"),
            other("A", "Acme", "Rome", "See our  site"),
            Some(Exact),
        ),
        ("no title", posting("", "Acme", "Rome", "", &text), other("", "Acme", "Milan", &text), None),
        ("no title, copy", posting("", "Acme", "Rome", "", &text), other("", "Acme", "Rome", &text), Some(Exact)),
        ("no text", posting("A", "Acme", "Rome", "", ""), other("A", "Acme", "Rome", ""), None),
        (
            "same id",
            with_source(posting("A", "Acme", "Rome, Italy", "2025-01-01", ""), "board", "7"),
            with_source(other("B", "Other", "Paris, France", &text), "board", "7"),
            Some(SameId),
        ),
        (
            "same id elsewhere",
            with_source(posting("A", "Acme", "Rome", "", ""), "board", "7"),
            with_source(posting("A", "Acme", "Rome", "", ""), "other", "7"),
            None,
        ),
    ] {
        let kinds: Vec<RepeatKind> = found(&[one, other]).into_iter().flatten().map(|(_, kind)| kind).collect();
        assert_eq!(kinds, Vec::from_iter(expected), "{name}");
    }
}

#[test]
fn chains_do_not_merge() {
    // Each is like the one before it, the last is not like the first.
    let text = |from: u32| (from..from + 80).map(|word| format!("w{word}")).collect::<Vec<_>>().join(" ");
    let chain: Vec<Posting> =
        (0..5).map(|step| posting("A", "Acme", "", &format!("2026-03-0{}", step + 1), &text(step * 6))).collect();
    let leaders: Vec<usize> =
        found(&chain).iter().enumerate().map(|(at, found)| found.map_or(at, |(leader, _)| leader)).collect();
    assert_eq!(leaders[..2], [0, 0]);
    assert_ne!(leaders[4], 0);
    for (at, leader) in leaders.iter().enumerate() {
        assert_eq!(leaders[*leader], *leader, "{at} joins a leader");
    }
}

#[test]
fn the_earliest_leads_and_the_undated_follow() {
    let at = |day: &str| posting("A", "Acme", "Rome", day, &body(1));
    let postings = [at(""), at("2026-03-09"), at("2026-03-01")];
    let exact = Some((2, RepeatKind::Exact));
    assert_eq!(found(&postings), [exact, exact, None]);
}

#[test]
fn later_ads_are_reposts() {
    let at = |day: &str| posting("A", "Acme", "Rome", day, &body(1));
    let postings = [at("2026-01-01"), at("2026-03-02"), at("2026-03-03"), at("2026-04-20"), at("2026-09-01")];
    let (groups, keys, found) = outcomes(&postings);
    let exact = |leader| Some((leader, RepeatKind::Exact));
    assert_eq!(found, [None, exact(0), None, exact(2), None]);
    let reposts: Vec<Option<(u64, i32)>> =
        keys.iter().map(|key| groups.repost(*key).map(|repost| (repost.of, repost.days))).collect();
    assert_eq!(reposts, [None, None, Some((keys[0], 61)), None, Some((keys[2], 182))]);
    assert_eq!((groups.counts().reposts(), groups.counts().repeats()), (2, 2));
}

#[test]
fn groups_know_places_and_sources() {
    let at = |location: &str, source: &str| with_source(posting("A", "Acme", location, "", &body(1)), source, location);
    let postings = [at("Rome, Italy", "x"), at("Milan", "y"), at("Rome", ""), at("", "x"), at("Turin", "x")];
    let (groups, keys, found) = outcomes(&postings);
    assert_eq!(found.iter().flatten().count(), 4);
    assert_eq!(keys.iter().map(|key| groups.places(*key)).collect::<Vec<_>>(), [3, 1, 1, 1, 1]);
    assert_eq!(groups.iter().map(|repeat| repeat.crosses_sources).collect::<Vec<_>>(), [true, false, false, false]);
    assert_eq!(groups.iter().map(|repeat| repeat.key).collect::<Vec<_>>(), keys[1..]);
}

#[test]
fn rows_with_one_id_are_one_posting() {
    // The first row has no text; the others say what it is.
    let row = |day: &str, text: &str| with_source(posting("A", "Acme", "Rome", day, text), "board", "7");
    let copy = with_source(posting("A", "Acme", "Milan", "2026-01-05", &body(1)), "board", "8");
    let postings = [row("2026-01-01", ""), row("2026-01-09", &body(1)), row("2026-09-01", &body(2)), copy];
    let same_id = Some((3, RepeatKind::SameId));
    assert_eq!(found(&postings), [same_id, Some((3, RepeatKind::Place)), same_id, None]);
}

#[test]
fn copies_of_members_are_copies() {
    let near = format!("{} one two three four", body(1));
    let at = |day: &str, text: &str| posting("A", "Acme", "Rome", day, text);
    let postings = [at("2026-01-01", &body(1)), at("2026-01-02", &near), at("2026-01-03", &near)];
    assert_eq!(found(&postings), [None, Some((0, RepeatKind::Near)), Some((0, RepeatKind::Exact))]);
}

#[test]
fn numbers_are_unique_and_signatures_come_back_from_facts() {
    let base = posting("Senior Engineer - Rome", "Acme", "Rome, Italy", "2026-01-01", &body(1));
    let postings =
        [base.clone(), base.clone(), with_source(base.clone(), "board", "7"), with_source(base, "board", "7")];
    let (groups, keys, _) = outcomes(&postings);
    let distinct: std::collections::BTreeSet<u64> = keys.iter().copied().collect();
    assert_eq!(distinct.len(), 4);
    let mut again = Repeats::default();
    for (posting, key) in postings.iter().zip(&keys) {
        let signature = Signature::of(posting);
        let near = signature.near();
        let parts = Parts {
            key: *key,
            source: &posting.source,
            source_id: &posting.id,
            title: &posting.title,
            employer: &posting.employer_key(),
            location: &posting.location,
            country: posting.country_code(),
            posted_at: posting.posted_at.map(Date::days),
            content_hash: posting.content_hash(),
            near: near.as_ref().map(|near| near.as_slice()),
        };
        assert_eq!(again.push(Signature::from_parts(parts)), *key);
    }
    assert!(again.group().iter().eq(groups.iter()));
    // The same facts a second time: numbers stay unique.
    let second = again.push(Signature::from_parts(Parts { key: keys[1], ..Parts::default() }));
    assert!(!keys.contains(&second));
}

#[test]
fn many_texts_of_one_title_take_linear_time() {
    // One employer, one title, nothing alike but every tenth: more than are compared one by one.
    let postings: Vec<Posting> = (0..3_000_u32)
        .map(|number| {
            let text = format!("{} {}", body(number % 2_700), if number < 2_700 { "" } else { "and one more thing" });
            posting("A", "Acme", "", "", &text)
        })
        .collect();
    let found = found(&postings);
    assert_eq!(found.iter().flatten().count(), 300);
    assert!(found[2_700..].iter().enumerate().all(|(at, found)| *found == Some((at, RepeatKind::Near))));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Where all days differ, the order of the stream says nothing.
    #[test]
    fn order_of_the_stream_is_nothing(
        texts in proptest::collection::vec((0_u32..4, 0_u32..4, 0_u32..3), 2..24),
        seed in any::<u64>(),
    ) {
        let postings: Vec<Posting> = texts
            .iter()
            .enumerate()
            .map(|(at, (text, tail, employer))| {
                let text = format!("{} {}", body(*text), &body(100 + tail)[..(*tail * 60) as usize]);
                let mut posting = posting("A", ["Acme", "Other", ""][*employer as usize], "", "", &text);
                posting.posted_at = Date::from_days(20_000 + 7 * at as i32);
                with_source(posting, "board", &at.to_string())
            })
            .collect();
        let mut shuffled = postings.clone();
        Draw(seed).shuffle(&mut shuffled);
        let repeats_of = |postings: &[Posting]| {
            let (groups, keys, _) = outcomes(postings);
            let all = groups.iter().map(|one| (one.key, one.leader, one.kind));
            let mut all: Vec<(u64, u64, RepeatKind)> = all.collect();
            all.sort_unstable();
            let mut reposts: Vec<Option<Repost>> = keys.iter().map(|key| groups.repost(*key).copied()).collect();
            reposts.sort_unstable_by_key(|repost| repost.map(|repost| repost.key));
            (all, reposts)
        };
        prop_assert_eq!(repeats_of(&postings), repeats_of(&shuffled));
    }
}

/// Random numbers that are the same everywhere.
struct Draw(u64);

impl Draw {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(1);
        xxh3_64_with_seed(&self.0.to_le_bytes(), 17)
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound as u64) as usize
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, self.below(at + 1));
        }
    }
}

/// Edits that leave an opening what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Edit {
    Reordered,
    Dropped,
    Footer,
    City,
    All,
}

const EDITS: [Edit; 5] = [Edit::Reordered, Edit::Dropped, Edit::Footer, Edit::City, Edit::All];

/// Notices that boards and employers put under an ad.
const NOTICES: &str = "\
    All qualified applicants will receive consideration for employment without regard to race colour religion \
    sex national origin disability or veteran status and we provide reasonable adjustments throughout the hiring \
    process on request please tell us what you need when you apply our recruiters never ask for money or bank \
    details and write only from addresses of this company unsolicited profiles sent by agencies are the property \
    of the company no fee is paid for them this notice was last changed in spring";

fn edited(posting: &Posting, edit: Edit, draw: &mut Draw) -> Posting {
    let text = Text::new(&posting.description, posting.markup);
    let mut lines: Vec<Vec<&str>> =
        text.lines().iter().map(|line| line.content.of(text.folded()).split_whitespace().collect()).collect();
    let does = |one| edit == one || edit == Edit::All;
    if does(Edit::Reordered) {
        draw.shuffle(&mut lines);
    }
    if does(Edit::Dropped) {
        for line in &mut lines {
            line.retain(|_| draw.below(10) > 0);
        }
    }
    if does(Edit::Footer) {
        let notices: Vec<&str> = NOTICES.split_whitespace().collect();
        let length = 40 + draw.below(21);
        let start = draw.below(notices.len() - length);
        lines.push(notices[start..start + length].to_vec());
    }
    let mut copy = posting.clone();
    if edit != Edit::City {
        copy.description = lines.iter().map(|line| line.join(" ")).collect::<Vec<_>>().join("\n");
        copy.markup = Markup::Plain;
    }
    if does(Edit::City) {
        let city = ["Leeds", "Denver, CO", "Hamburg"]
            [["GB", "US", "DE"].iter().position(|code| *code == posting.country).unwrap_or(0)];
        copy.location = city.to_owned();
    }
    copy.posted_at = posting.posted_at.and_then(|day| Date::from_days(day.days() + draw.below(40) as i32));
    copy
}

/// Distinct generated postings. With `parts` above 1 each text is that many generated ones of its role, as long as real
/// ads.
fn distinct(seed: u64, parts: usize, draw: &mut Draw) -> Vec<Posting> {
    let sample: Vec<jd_sample::SamplePosting> =
        jd_sample::generate(seed).postings.into_iter().filter(|row| row.planted.copy_of.is_none()).collect();
    let plain = |row: &jd_sample::SamplePosting| Text::new(&row.description, Markup::Auto).folded().to_owned();
    sample
        .iter()
        .map(|row| {
            let mut description = row.description.clone();
            if parts > 1 {
                let same_role: Vec<_> = sample.iter().filter(|other| other.planted.role == row.planted.role).collect();
                let others = (1..parts).map(|_| plain(same_role[draw.below(same_role.len())]));
                description = std::iter::once(plain(row)).chain(others).collect::<Vec<_>>().join("\n");
            }
            let mut posting = posting(&row.title, &row.employer, &row.location, &row.posted_at, &description);
            posting.country = row.country.id().to_owned();
            with_source(posting, row.source, &row.id)
        })
        .collect()
}

/// Recall of each edit, precision of pairs, wrong pairs.
fn planted(seed: u64, parts: usize) -> ([f64; EDITS.len()], f64) {
    let mut draw = Draw(seed);
    let originals = distinct(seed, parts, &mut draw);
    let mut postings = originals.clone();
    // Of each posting: which opening it is, and the edit that made it.
    let mut truths: Vec<(usize, Option<Edit>)> = (0..originals.len()).map(|opening| (opening, None)).collect();
    let mut donors = std::collections::BTreeSet::new();
    for (opening, original) in originals.iter().enumerate() {
        let openings = postings.len();
        let mut add = |mut posting: Posting, truth: (usize, Option<Edit>)| {
            posting.id = format!("P{}", postings.len());
            postings.push(posting);
            truths.push(truth);
        };
        match opening % 8 {
            place @ 0..5 => add(edited(original, EDITS[place], &mut draw), (opening, Some(EDITS[place]))),
            // Hard negatives: another level, another role, another text.
            5 => {
                let mut other = original.clone();
                other.title = match original.title.strip_prefix("Senior ") {
                    Some(rest) => format!("Junior {rest}"),
                    None => format!("Principal {}", original.title),
                };
                add(other, (openings, None));
            }
            6 => {
                let mut other = original.clone();
                other.title = format!("{} Manager", original.title.split(' ').next().unwrap_or_default());
                add(other, (openings, None));
            }
            _ => {
                // The donor has another title, or the text under this one would repeat the donor.
                let key = |posting: &Posting| Signature::of(posting).title;
                let like = |(at, one): &(usize, &Posting)| {
                    one.employer == original.employer && key(one) != key(original) && !donors.contains(at)
                };
                let Some((donor, other)) = originals.iter().enumerate().find(like) else {
                    continue;
                };
                donors.insert(donor);
                let mut other = other.clone();
                other.title.clone_from(&original.title);
                other.location.clone_from(&original.location);
                add(other, (openings, None));
            }
        }
    }
    let (_, _, found) = outcomes(&postings);
    let (mut right, mut wrong) = (0_u32, 0_u32);
    let mut planted = [(0_u32, 0_u32); EDITS.len()];
    for (at, found) in found.iter().enumerate() {
        let (opening, edit) = truths[at];
        let leader = found.map(|(leader, _)| leader);
        match leader {
            Some(leader) if truths[leader].0 == opening => right += 1,
            Some(leader) => {
                wrong += 1;
                println!("wrong: {:?} {} ~ {}", found, postings[at].title, postings[leader].title);
            }
            None => {}
        }
        if let Some(edit) = edit {
            let (total, kept) = &mut planted[edit as usize];
            *total += 1;
            // A copy may lead where its day is that of its original.
            *kept += u32::from(leader == Some(opening));
        }
    }
    (planted.map(|(total, kept)| f64::from(kept) / f64::from(total)), f64::from(right) / f64::from(right + wrong))
}

#[test]
fn planted_repeats_are_found() {
    for (parts, seed) in [(1, 11), (4, 11)] {
        let (recall, precision) = planted(seed, parts);
        println!("texts of {parts}: precision {precision:.4}");
        for (edit, recall) in EDITS.iter().zip(recall) {
            println!("    {edit:?}: recall {recall:.4}");
        }
        assert!(precision >= 0.99, "{parts}: {precision}");
        assert!(recall.iter().all(|recall| *recall >= 0.95), "{parts}: {recall:?}");
    }
}
