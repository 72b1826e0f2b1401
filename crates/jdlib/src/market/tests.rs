//! Comparisons and series of postings whose truth is known.

use super::*;
use crate::extract::Analyzer;
use crate::facts::{FactsBuilder, Quotes, Sketches};
use crate::posting::{Date, Posting};
use crate::stats::{Care, ClusterStratum, Difference, Stratum, Trials, Verdict, mantel_haenszel_deff};

const BACKEND: &str = "Backend Engineer";
const ANALYST: &str = "Data Analyst";
const DEVOPS: &str = "DevOps Engineer";

/// Postings of one kind: `asked` of `n` require Python, the others Java, each of an employer of its own unless some are named.
#[derive(Clone, Copy)]
struct Lot {
    title: &'static str,
    month: &'static str,
    asked: usize,
    n: usize,
    employers: Option<&'static [&'static str]>,
}

fn lot(title: &'static str, asked: usize, n: usize) -> Lot {
    Lot { title, month: "2026-01", asked, n, employers: None }
}

impl Lot {
    fn month(self, month: &'static str) -> Self {
        Self { month, ..self }
    }

    fn of(self, employers: &'static [&'static str]) -> Self {
        Self { employers: Some(employers), ..self }
    }

    fn postings(&self) -> impl Iterator<Item = Posting> {
        let lot = *self;
        (0..lot.n).map(move |at| {
            let skill = if at < lot.asked { "Python" } else { "Java" };
            let mut posting =
                Posting::new(format!("Requirements: {skill}. Order {at} of {} in {}.", lot.title, lot.month));
            posting.title = lot.title.to_owned();
            posting.source = "board".to_owned();
            posting.id = format!("{} {} {at} {}", lot.title, lot.month, lot.n);
            posting.posted_at = Date::parse(&format!("{}-15", lot.month));
            // In turns over the whole lot, so that each employer has a part of the asks.
            posting.employer = lot.employers.map(|names| names[at % names.len()].to_owned()).unwrap_or_default();
            posting
        })
    }
}

fn facts(lots: &[Lot]) -> Facts {
    let postings: Vec<Posting> = lots.iter().flat_map(Lot::postings).collect();
    let builder = FactsBuilder::new(Quotes::Drop, Sketches::Drop);
    Facts::of(&postings, &Analyzer::builtin(), builder).expect("columns of one length")
}

fn market(lots: &[Lot]) -> Market {
    Market::new(facts(lots)).with_repeats(RepeatRows::Keep)
}

fn compare(before: &Market, after: &Market, question: &Compare) -> Comparison {
    let side = |name: &str, market| Side::new(name, market, Filter::default());
    question.between(&side("before", before), &side("after", after)).expect("both are read alike")
}

fn row<'r>(found: &'r Comparison, skill: &str) -> &'r CompareRow {
    found.rows.iter().find(|row| row.skill == skill).expect("every skill has a row")
}

fn same_mix(row: &CompareRow) -> Difference {
    row.same_mix.expect("the sides have enough in common")
}

fn near(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-6, "{found} is not {expected}");
}

/// The strata of METHOD, whose answers scipy and statsmodels gave.
#[test]
fn the_known_answer_of_three_strata() {
    let before = market(&[lot(BACKEND, 30, 200), lot(ANALYST, 10, 100), lot(DEVOPS, 60, 300)]);
    let after = market(&[lot(BACKEND, 45, 210), lot(ANALYST, 30, 150), lot(DEVOPS, 70, 290)]);
    let found = compare(&before, &after, &Compare::default());
    let python = row(&found, "python");
    assert_eq!((python.before.asked, python.before.share.n), (100, 600));
    assert_eq!((python.after.asked, python.after.share.n), (145, 650));
    let test = python.test.expect("three strata say something");
    near(test.z, 2.6745095480);
    near(test.p, 0.0074838645);
    near(test.odds.expect("both sides have both").ratio, 1.4761513522);
    near(python.deff, 1.0);
    near(python.change.value, same_mix(python).value + python.mix.unwrap());
    near(found.common, 1.0);
}

/// Three roles of weights and shares whose parts are known: the sign of the change is the mix's alone.
#[test]
fn a_change_that_is_mix_alone_is_not_called() {
    let before = market(&[lot(BACKEND, 240, 300), lot(ANALYST, 20, 100)]);
    let after = market(&[lot(BACKEND, 80, 100), lot(ANALYST, 60, 300)]);
    let found = compare(&before, &after, &Compare::default());
    let python = row(&found, "python");
    near(python.change.value, -0.30);
    near(same_mix(python).value, 0.0);
    near(python.mix.unwrap(), -0.30);
    assert!(same_mix(python).contains(0.0) && !python.is_called(), "{python:?}");
    // What holds no mix takes the shift for a fall.
    let pooled = compare(&before, &after, &Compare::default().strata([]));
    assert_eq!(row(&pooled, "python").verdict, Verdict::Declining);
}

#[test]
fn a_planted_rise_is_found_and_what_nobody_asks_for_has_a_bound() {
    let before = market(&[lot(BACKEND, 80, 400), lot(ANALYST, 20, 200)]);
    let after = market(&[lot(BACKEND, 160, 400), lot(ANALYST, 45, 200)]);
    let found = compare(&before, &after, &Compare::default());
    let python = row(&found, "python");
    assert_eq!(python.verdict, Verdict::Rising);
    assert_eq!(row(&found, "java").verdict, Verdict::Declining);
    assert_eq!(found.tested, 2);
    near(same_mix(python).value, python.change.value);
    assert!(python.typical.z > 0.0 && row(&found, "java").typical.z < 0.0);
    let rust = row(&found, "rust");
    assert_eq!((rust.standing, rust.before.asked, rust.after.asked), (Standing::Zero, 0, 0));
    assert!(rust.before.share.hi > 0.0 && rust.before.share.hi < 0.01 && rust.q.is_none());
    // The sure changes come first.
    assert!(found.rows[..2].iter().all(CompareRow::is_called));
}

#[test]
fn a_role_that_one_side_lacks_is_mix_alone() {
    let before = market(&[lot(BACKEND, 40, 200)]);
    let after = market(&[lot(BACKEND, 40, 200), lot(ANALYST, 160, 200)]);
    let found = compare(&before, &after, &Compare::default());
    let python = row(&found, "python");
    near(python.change.value, 0.30);
    near(same_mix(python).value, 0.0);
    near(python.mix.unwrap(), 0.30);
    near(found.common, 400.0 / 600.0);
}

/// What comes with a role that was not there is not new, and of sides without a common role nothing is said.
#[test]
fn a_new_role_is_no_new_skill() {
    let before = market(&[lot(BACKEND, 0, 300)]);
    let after = market(&[lot(BACKEND, 0, 300), lot(ANALYST, 40, 100)]);
    let found = compare(&before, &after, &Compare::default());
    let python = row(&found, "python");
    assert!(python.before.share.hi < python.after.share.lo && !python.is_called(), "{python:?}");
    let apart = compare(&before, &market(&[lot(ANALYST, 40, 100)]), &Compare::default());
    let python = row(&apart, "python");
    assert_eq!((apart.common, python.same_mix, python.verdict), (0.0, None, Verdict::Unclear));
    let new = compare(&before, &market(&[lot(BACKEND, 40, 300)]), &Compare::default());
    assert_eq!(row(&new, "python").verdict, Verdict::New);
}

#[test]
fn thin_sides_are_withheld() {
    let before = market(&[lot(BACKEND, 5, 20)]);
    let after = market(&[lot(BACKEND, 200, 200)]);
    let found = compare(&before, &after, &Compare::default());
    assert!(found.rows.iter().all(|row| row.standing == Standing::Withheld && row.verdict == Verdict::Unclear));
}

#[test]
fn facts_of_two_lexicons_are_not_compared() {
    let before = market(&[lot(BACKEND, 40, 100)]);
    let mut other = facts(&[lot(BACKEND, 40, 100)]);
    other.fingerprint.push_str(" + mine");
    let after = Market::new(other);
    let side = |name: &str, market| Side::new(name, market, Filter::default());
    let error = Compare::default().between(&side("old", &before), &side("new", &after)).unwrap_err();
    assert!(error.to_string().contains("`old`") && error.to_string().contains("analyse both again"), "{error}");
}

const EMPLOYERS: [&str; 12] = ["A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L"];

/// The design effect from partial sums is the one of the whole table, employer by employer.
#[test]
fn the_design_effect_is_that_of_the_table_of_employers() {
    let lots = |which: usize| {
        let employers: &'static [&'static str] = if which == 0 { &EMPLOYERS[..7] } else { &EMPLOYERS[7..] };
        [lot(BACKEND, 30 + 20 * which, 90).of(employers), lot(ANALYST, 11, 60 + 10 * which).of(&employers[..4])]
    };
    let found = compare(&market(&lots(0)), &market(&lots(1)), &Compare::default());
    let mut entries = Vec::new();
    for which in [0, 1] {
        for (stratum, lot) in lots(which).into_iter().enumerate() {
            for (at, posting) in lot.postings().enumerate() {
                let cluster = EMPLOYERS.iter().position(|name| *name == posting.employer).expect("named above");
                let trial = Trials::new(u64::from(at < lot.asked), 1);
                let counts = if which == 0 {
                    Stratum::new(trial, Trials::default())
                } else {
                    Stratum::new(Trials::default(), trial)
                };
                entries.push(ClusterStratum { cluster: cluster as u64, stratum, counts });
            }
        }
    }
    let python = row(&found, "python");
    near(python.deff, mantel_haenszel_deff(&entries));
}

/// Employers who all ask, or all do not, are few opinions.
#[test]
fn few_employers_say_little() {
    let yes: &[&str] = &EMPLOYERS[..6];
    let no: &[&str] = &EMPLOYERS[6..];
    let of = |asked: usize| market(&[lot(BACKEND, asked, asked).of(yes), lot(BACKEND, 0, 200 - asked).of(no)]);
    let found = compare(&of(80), &of(120), &Compare::default());
    let python = row(&found, "python");
    assert!(python.deff > 10.0, "{}", python.deff);
    assert!(!python.is_called());
}

/// Parts hold employers of their own; what is counted does not depend on them.
#[test]
fn parts_add_up() {
    let lots = [lot(BACKEND, 60, 120).of(&EMPLOYERS[..6]), lot(ANALYST, 10, 80).of(&EMPLOYERS[6..])];
    let whole = market(&lots);
    let parts: Vec<Part> = lots.iter().map(|lot| Part::Memory(facts(&[*lot]).batches)).collect();
    let cut =
        Market::of_parts(parts, whole.skills().clone(), whole.fingerprint().to_owned()).with_repeats(RepeatRows::Keep);
    let other = market(&[lot(BACKEND, 90, 120).of(&EMPLOYERS), lot(ANALYST, 20, 80).of(&EMPLOYERS)]);
    let question = Compare::default().care(Care::Relaxed);
    let (one, two) = (compare(&whole, &other, &question), compare(&cut, &other, &question));
    for (one, two) in one.rows.iter().zip(&two.rows) {
        assert_eq!((&one.skill, one.before, one.verdict), (&two.skill, two.before, two.verdict));
        near(one.deff, two.deff);
    }
}

const MONTHS: [&str; 8] = ["2025-11", "2025-12", "2026-01", "2026-02", "2026-03", "2026-04", "2026-05", "2026-06"];

#[test]
fn a_series_that_rises() {
    let month = |(at, month): (usize, &&'static str)| {
        [lot(BACKEND, 20 + 8 * at, 100).month(month), lot(ANALYST, 5, 50).month(month)]
    };
    let lots: Vec<Lot> = MONTHS.iter().enumerate().flat_map(month).collect();
    let found = market(&lots).trend(&Trend::by(Group::Month)).unwrap();
    assert_eq!(found.periods.len(), 8);
    assert_eq!(found.periods[7].standing, Standing::Partial);
    assert_eq!(found.spans, Spans::Compared { first: 0..2, last: 5..7 });
    let python = found.rows.iter().find(|row| row.skill == "python").unwrap();
    let change = python.change.as_ref().unwrap();
    assert_eq!(change.verdict, Verdict::Rising);
    assert_eq!((change.before.asked, change.before.share.n), (58, 300));
    assert_eq!((change.after.asked, change.after.share.n), (138, 300));
    assert!(change.visible.rise.is_some_and(|rise| rise < change.change.value));
    let shares: Vec<u64> = python.points.iter().flatten().map(|point| point.asked).collect();
    assert_eq!(shares, [25, 33, 41, 49, 57, 65, 73, 81]);
    assert_eq!(python.points[7].unwrap().standing, Standing::Partial);
    // Nobody asks for it, so it is no series.
    assert!(!found.rows.iter().any(|row| row.skill == "rust"));
}

#[test]
fn a_jump_in_volume_is_not_a_rise() {
    let lots = [
        lot(BACKEND, 10, 60).month("2026-01"),
        lot(BACKEND, 300, 600).month("2026-02"),
        lot(BACKEND, 30, 60).month("2026-03"),
    ];
    let found = market(&lots).trend(&Trend::by(Group::Month)).unwrap();
    assert_eq!(found.periods[1].standing, Standing::Break);
    assert_eq!(found.spans, Spans::Broken);
    assert!(found.rows.iter().all(|row| row.change.is_none()));
    let table = trend_table("trend", "Trend", Group::Month, &found, &found.rows, &SkillTable::default());
    let text = table.to_csv(crate::table::CsvText::Exact);
    assert!(text.contains("2026-02,2026-02-01,break,python"), "{text}");
}

#[test]
fn quarters_have_names_and_first_days() {
    let lots = MONTHS.map(|month| lot(BACKEND, 10, 30).month(month));
    let found = market(&lots).periods(Group::Quarter, &Filter::default()).unwrap();
    let names: Vec<(&str, u64)> = found.iter().map(|period| (period.name.as_str(), period.postings)).collect();
    assert_eq!(names, [("2025-Q4", 60), ("2026-Q1", 90), ("2026-Q2", 90)]);
    assert_eq!(group::first_day("2026-Q2").as_deref(), Some("2026-04-01"));
    assert_eq!(group::first_day("2026-02").as_deref(), Some("2026-02-01"));
    assert_eq!(group::first_day("2026").as_deref(), Some("2026-01-01"));
    assert_eq!(group::first_day("unknown"), None);
}
