//! Pay of strings and postings of our own, annotated by somebody who did not know the parser.

use std::collections::BTreeMap;
use std::path::Path;

use jdlib::eval::{Gold, PayTally, pay};
use jdlib::extract::Annualisation;
use jdlib::terms::{Bound, PayStatement, Period};
use jdlib::{Analyzer, Posting, PostingReader, ReadOptions};
use rust_decimal::prelude::ToPrimitive;

fn golden(file: &str) -> PayTally {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/golden").join(file);
    pay(&Analyzer::builtin(), &Gold::read(&path, None).unwrap())
}

fn misses(tally: &PayTally) -> String {
    let line = |miss: &jdlib::eval::Miss| format!("{}: {:?} read as {:?}", miss.id, miss.gold, miss.read);
    tally.misses.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Strict: minimum, maximum, currency, period and kind.
#[test]
fn golden_strings_are_read_right() {
    let tally = golden("pay.csv");
    assert!(tally.postings >= 380 && tally.gold >= 300, "{} strings", tally.postings);
    let without = tally.postings - tally.gold;
    let invented = tally.read - tally.both;
    assert!(tally.strict_share() >= Some(0.98), "{} of {}\n{}", tally.strict, tally.gold, misses(&tally));
    assert!(invented * 80 <= without, "{invented} of {without} strings without pay\n{}", misses(&tally));
    assert_eq!(tally.scale_errors, 0, "{}", misses(&tally));
}

#[test]
fn golden_postings_are_read_right() {
    let tally = golden("pay-postings.jsonl");
    assert_eq!(tally.postings, 40);
    let [gold, read, both] = tally.statements;
    assert!(tally.misses.len() <= 3, "{}", misses(&tally));
    assert!(both * 100 >= gold * 90 && both * 100 >= read * 80, "{both} of {gold}, {read} read\n{}", misses(&tally));
    assert_eq!(tally.scale_errors, 0, "{}", misses(&tally));
}

/// The rows of a labelled file.
fn labelled(path: &str) -> Option<Vec<BTreeMap<String, String>>> {
    let mut reader = csv::Reader::from_path(crate::real(path)?).unwrap();
    Some(reader.deserialize().map(Result::unwrap).collect())
}

/// How many rows of each half, told by a hash of the row, are right.
#[derive(Default)]
struct Halves([(u64, u64); 2]);

impl Halves {
    fn add(&mut self, row: &BTreeMap<String, String>, right: bool) {
        let text: String = row.values().map(String::as_str).collect();
        let (of, rights) = &mut self.0[(xxhash_rust::xxh3::xxh3_64(text.as_bytes()) & 1) as usize];
        *of += 1;
        *rights += u64::from(right);
    }

    /// Says both halves, and that all together have at least this share.
    fn judge(&self, name: &str, least: f64) {
        let [(a, b), (c, d)] = self.0;
        println!("{name}: {b} of {a} and {d} of {c}");
        assert!((b + d) as f64 >= least * (a + c) as f64, "{name}: {b} of {a} and {d} of {c}");
    }
}

/// The figures of a text, without pence.
fn figures(text: &str) -> Vec<u64> {
    let plain = text.replace(',', "");
    plain.split(|c: char| !c.is_ascii_digit()).filter_map(|figure| figure.parse().ok()).collect()
}

#[test]
fn nhs_bounds_are_read_where_they_stand() {
    let Some(rows) = labelled("labelled/nhs-uk-pay.csv") else { return };
    let analyzer = Analyzer::builtin();
    let mut halves = Halves::default();
    for row in &rows {
        let (Ok(min), Ok(max)) = (row["min"].parse::<u64>(), row["max"].parse::<u64>()) else { continue };
        let written = figures(&row["pay_text"]);
        if !written.contains(&min) || !written.contains(&max) {
            continue;
        }
        let mut posting = Posting::default();
        posting.pay_text.clone_from(&row["pay_text"]);
        posting.country = "GB".to_owned();
        let analysis = analyzer.analyze(&posting);
        let right = analysis.primary_pay().is_some_and(|pay| {
            let whole = |side: Option<rust_decimal::Decimal>| side.and_then(|side| u64::try_from(side.trunc()).ok());
            match pay.bound {
                Bound::UpTo => whole(pay.max) == Some(max),
                Bound::From => whole(pay.min).is_some_and(|side| side == min || side == max),
                _ => (whole(pay.min), whole(pay.max)) == (Some(min), Some(max)),
            }
        });
        halves.add(row, right);
    }
    halves.judge("NHS", 0.98);
}

#[test]
fn adzuna_midpoints_are_those_of_the_board() {
    let Some(rows) = labelled("labelled/adzuna-uk-pay.csv") else { return };
    let constants = Annualisation::default().with(Period::Hour, 1_920.into()).unwrap();
    let analyzer = Analyzer::builtin().with_annualisation(constants);
    let mut halves = Halves::default();
    for row in &rows {
        let Ok(expected) = row["SalaryNormalized"].parse::<f64>() else { continue };
        let mut posting = Posting::default();
        posting.pay_text.clone_from(&row["SalaryRaw"]);
        posting.location.clone_from(&row["LocationRaw"]);
        posting.country = "GB".to_owned();
        let analysis = analyzer.analyze(&posting);
        let middle = analysis.primary_pay().and_then(|pay| {
            let (low, high) = (pay.annual_min.or(pay.annual_max)?, pay.annual_max.or(pay.annual_min)?);
            ((low + high) / rust_decimal::Decimal::TWO).to_f64()
        });
        halves.add(row, middle.is_some_and(|middle| (middle / expected - 1.0).abs() <= 0.01));
    }
    halves.judge("Adzuna", 0.95);
}

/// Bytes between two bounds that stand together.
const TOGETHER: usize = 40;

#[test]
fn linkedin_ranges_are_found_in_the_prose() {
    let Some(path) = crate::real("postings/linkedin-pay-cp1252.csv") else { return };
    let analyzer = Analyzer::builtin();
    let (mut of, mut found, mut missed) = (0, 0, Vec::new());
    let mut options = ReadOptions::default();
    options.encoding = Some("windows-1252".to_owned());
    for posting in PostingReader::open(&path, &options).unwrap().map(Result::unwrap) {
        let (Some(min), Some(max)) = (posting.pay_min, posting.pay_max) else { continue };
        if !stands(&posting.description, min, max) {
            continue;
        }
        of += 1;
        let mut prose = Posting::new(posting.description.clone()).with_title(posting.title.clone());
        prose.location.clone_from(&posting.location);
        let analysis = analyzer.analyze(&prose);
        let is_it = |pay: &PayStatement| (pay.min, pay.max) == (Some(min), Some(max));
        found += u64::from(analysis.pay().iter().any(is_it));
        if !analysis.pay().iter().any(is_it) {
            missed.push(format!("{} {min}-{max}", posting.id));
        }
    }
    println!("LinkedIn: {found} of {of}");
    assert!(of >= 50 && found * 100 >= of * 95, "{found} of {of}: {missed:?}");
}

/// Whether both bounds stand together in a text, written out with or without commas and pence.
fn stands(text: &str, min: rust_decimal::Decimal, max: rust_decimal::Decimal) -> bool {
    let plain = text.replace(',', "").replace(".00", "");
    let written = |bound: rust_decimal::Decimal| bound.normalize().to_string();
    let places = |bound: &str| plain.match_indices(bound).map(|(at, _)| at).collect::<Vec<_>>();
    let (low, high) = (written(min), written(max));
    places(&low).iter().any(|at| places(&high).iter().any(|other| *at < *other && other - at <= TOGETHER + low.len()))
}
