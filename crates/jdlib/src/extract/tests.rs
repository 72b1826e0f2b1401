//! Golden tables of fields: one row, one posting.

use std::collections::BTreeMap;
use std::path::Path;

use crate::{Analysis, Analyzer, Posting};

type Row = BTreeMap<String, String>;

/// Reads a table of `tests/golden` and names every row whose posting is read otherwise than it says.
fn check(table: &str, read: impl Fn(&Analysis, &Posting, &Row) -> Vec<(&'static str, String)>) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/golden").join(table);
    let mut reader = csv::Reader::from_path(&path).unwrap();
    let analyzer = Analyzer::builtin();
    let mut wrong = Vec::new();
    for row in reader.deserialize() {
        let row: Row = row.unwrap();
        let cell = |column: &str| row.get(column).cloned().unwrap_or_default();
        let mut posting = Posting::new(cell("text")).with_title(cell("title"));
        posting.location = cell("location");
        match table {
            "employment-type.csv" => posting.employment_type = cell("column"),
            "tier.csv" => posting.employer_size = cell("column"),
            _ => {}
        }
        let analysis = analyzer.analyze(&posting);
        for (column, found) in read(&analysis, &posting, &row) {
            if found != cell(column) {
                wrong.push(format!(
                    "{} | {}: {column} is `{found}`, not `{}`",
                    posting.title,
                    cell("text"),
                    cell(column)
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {table}:\n{}", wrong.len(), wrong.join("\n"));
}

fn word(value: Option<impl ToString>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

#[test]
fn years() {
    check("years.csv", |analysis, _, row| {
        let mut found = vec![("min", word(analysis.years().min)), ("max", word(analysis.years().max))];
        if !row["skill"].is_empty() {
            let years = analysis.skill(&row["skill"]).map(|claim| claim.years()).unwrap_or_default();
            found.extend([("skill_min", word(years.min)), ("skill_max", word(years.max))]);
        }
        found
    });
}

#[test]
fn seniority() {
    check("seniority.csv", |analysis, _, _| vec![("seniority", word(analysis.seniority()))]);
}

#[test]
fn roles() {
    check("role.csv", |analysis, _, _| {
        vec![("role", word(analysis.role())), ("specialisation", word(analysis.specialisation()))]
    });
}

#[test]
fn education() {
    check("education.csv", |analysis, _, _| {
        let education = analysis.education();
        vec![
            ("level", word(education.map(|education| education.level))),
            ("required", word(education.map(|education| education.required))),
            ("or_experience", word(education.map(|education| education.or_experience))),
        ]
    });
}

#[test]
fn work_mode() {
    check("work-mode.csv", |analysis, _, _| {
        vec![
            ("mode", word(analysis.work_mode())),
            ("office_days", word(analysis.office_days())),
            ("region", word(analysis.remote_region())),
        ]
    });
}

#[test]
fn employment_type() {
    check("employment-type.csv", |analysis, _, _| vec![("type", word(analysis.employment_type()))]);
}

#[test]
fn tier() {
    check("tier.csv", |analysis, _, _| vec![("tier", word(analysis.tier()))]);
}

#[test]
fn what_cannot_be_read_is_not_absent() {
    let analyzer = Analyzer::builtin();
    let empty = analyzer.analyze(&Posting::new(""));
    assert!(empty.unread().iter().any(|(field, why)| *field == "role" && why.as_str() == "no-title"));
    assert!(empty.unread().iter().any(|(field, why)| *field == "education" && why.as_str() == "no-text"));
    let text = "\u{5F0A}\u{793E}\u{306F}\u{30D0}\u{30C3}\u{30AF}\u{30A8}\u{30F3}\u{30C9}\u{958B}\u{767A}\u{8005}\u{3092}\u{63A1}\u{7528}\u{3057}\u{3066}\u{3044}\u{307E}\u{3059}\u{3002}".repeat(4);
    let foreign = analyzer.analyze(&Posting::new(text));
    assert_eq!(foreign.language(), Some("ja"));
    assert!(foreign.unread().iter().any(|(field, why)| *field == "education" && why.as_str() == "language"));
}
