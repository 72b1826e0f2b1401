//! Pay of strings and postings of our own, annotated by somebody who did not know the parser.

use std::path::Path;

use jdlib::Analyzer;
use jdlib::eval::{Gold, PayTally, pay};

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
