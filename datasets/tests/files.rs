//! The files: the same bytes for the same seed, and the committed ones are those of seed 1.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use jd_sample::{COPIES, Measure, ORIGINALS, Sample, generate, postings_csv, truths_csv};

fn committed(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample").join(name);
    fs::read(&path)
        .unwrap_or_else(|error| panic!("{}: {error}; run `cargo run -p jd-sample --example write`", path.display()))
}

fn value(sample: &Sample, measure: Measure, skill: Option<&str>) -> Option<f64> {
    sample.truths.iter().find(|truth| truth.measure == measure && truth.skill == skill).map(|truth| truth.value)
}

#[test]
fn committed_files_are_those_of_seed_one() {
    let sample = generate(1);
    assert!(committed("postings.csv") == postings_csv(&sample), "postings.csv is stale: run the example `write`");
    assert!(committed("truths.csv") == truths_csv(&sample), "truths.csv is stale: run the example `write`");
    assert!(committed("postings.csv").len() < 5_000_000);
}

#[test]
fn one_seed_one_file() {
    assert!(postings_csv(&generate(5)) == postings_csv(&generate(5)));
    assert!(postings_csv(&generate(5)) != postings_csv(&generate(6)));
}

#[test]
fn rows_are_what_the_counts_say() {
    for seed in [1, 2] {
        let sample = generate(seed);
        let rows = &sample.postings;
        assert_eq!(rows.len(), ORIGINALS + COPIES);
        assert_eq!(value(&sample, Measure::Repeats, None), Some(COPIES as f64));
        assert_eq!(rows.iter().filter(|row| row.planted.copy_of.is_some()).count(), COPIES);
        assert_eq!(rows.iter().map(|row| &row.id).collect::<BTreeSet<_>>().len(), rows.len());
        assert_eq!(rows.iter().map(|row| &row.url).collect::<BTreeSet<_>>().len(), rows.len());
        assert!(rows.is_sorted_by_key(|row| &row.posted_at));
        assert!(rows.iter().all(|row| ("2024-01-01"..="2026-10-31").contains(&row.posted_at.as_str())));
    }
}

#[test]
fn originals_differ_and_come_before_their_copies() {
    let rows = generate(1).postings;
    let mut first = BTreeMap::new();
    for (place, row) in rows.iter().enumerate() {
        let key = (&row.title, &row.employer, &row.location, &row.description);
        match row.planted.copy_of {
            None => assert_eq!(first.insert(key, place), None, "two originals agree"),
            Some(original) => assert_eq!(first.get(&key), Some(&original)),
        }
    }
}

#[test]
fn exclusions_are_counted_in_distinct_postings() {
    let sample = generate(3);
    let mut counts: BTreeMap<&str, f64> = BTreeMap::new();
    for row in sample.postings.iter().filter(|row| row.planted.copy_of.is_none()) {
        row.planted.excluded.iter().for_each(|id| *counts.entry(id).or_default() += 1.0);
    }
    assert!(counts.len() > 5);
    for (id, count) in counts {
        assert_eq!(value(&sample, Measure::Excluded, Some(id)), Some(count), "{id}");
    }
}

#[test]
fn files_read_back() {
    let sample = generate(2);
    let bytes = postings_csv(&sample);
    let mut reader = csv::Reader::from_reader(bytes.as_slice());
    let rows: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().expect("rows of one length");
    assert_eq!(rows.len(), sample.postings.len());
    for (row, posting) in rows.iter().zip(&sample.postings) {
        assert_eq!((&row[0], &row[15]), (posting.id.as_str(), posting.description.as_str()));
    }
}
