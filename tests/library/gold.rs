//! What the program reads right on our own gold, against floors that may only rise.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use jdlib::Analyzer;
use jdlib::eval::{By, FIELDS, Gold, asks, fields, score, score_of};
use jdlib::terms::Ask;

/// A measure so far above its floor is a floor that somebody forgot to raise.
const SLACK: f64 = 0.02;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../datasets/gold")
}

/// Every measure by its name.
fn measured(gold: &Gold) -> BTreeMap<String, f64> {
    let analyzer = Analyzer::builtin();
    let mut found: BTreeMap<String, f64> = BTreeMap::new();
    let score = score(&analyzer, gold);
    for ((part, name), tally) in &score.parts {
        // Parts with few marks move by chance.
        let is_shown = *part == "all" || (*part == "policy" && tally.gold >= 60);
        for (by, word) in [(By::Overlap, "overlap"), (By::Strict, "strict")] {
            if is_shown {
                let place = if name.is_empty() { "skills".to_owned() } else { format!("skills {part} {name}") };
                found.extend(tally.precision(by).map(|value| (format!("{place}, precision {word}"), value)));
                found.extend(tally.recall(by).map(|value| (format!("{place}, recall {word}"), value)));
            }
        }
    }
    let asks = asks(&analyzer, gold);
    found.insert("ask, right".to_owned(), asks.right() as f64 / asks.total() as f64);
    for ask in Ask::ALL {
        let of = |gold: bool| -> u64 {
            let pairs = asks.confusion.iter();
            pairs.filter(|((marked, read), _)| if gold { marked == ask } else { read == ask }).map(|(_, n)| n).sum()
        };
        let both = asks.confusion.get(&(*ask, *ask)).copied().unwrap_or(0) as f64;
        found.insert(format!("ask {ask}, precision"), both / of(false) as f64);
        found.insert(format!("ask {ask}, recall"), both / of(true) as f64);
    }
    found.extend(asks.groups.precision().map(|value| ("alternatives, precision".to_owned(), value)));
    found.extend(asks.groups.recall().map(|value| ("alternatives, recall".to_owned(), value)));
    let paid = jdlib::eval::pay(&analyzer, gold);
    found.extend(paid.precision().map(|value| ("pay, precision".to_owned(), value)));
    found.extend(paid.recall().map(|value| ("pay, recall".to_owned(), value)));
    found.extend(paid.strict_share().map(|value| ("pay, all five right".to_owned(), value)));
    let tallies = fields(&analyzer, gold);
    for field in FIELDS {
        let tally = &tallies[field];
        found.extend(tally.accuracy().map(|value| (format!("{field}, accuracy"), value)));
        found.extend(tally.precision().map(|value| (format!("{field}, precision"), value)));
    }
    found
}

#[test]
fn nothing_is_read_worse_than_its_floor() {
    let gold = Gold::read(&folder(), None).unwrap();
    let measured = measured(&gold);
    let text = std::fs::read_to_string(folder().join("floors.csv")).unwrap();
    let mut floors: BTreeMap<String, f64> = BTreeMap::new();
    for line in text.lines().skip(1) {
        let (name, floor) = line.rsplit_once(',').unwrap();
        floors.insert(name.trim_matches('"').to_owned(), floor.parse().unwrap());
    }
    let mut wrong = Vec::new();
    for (name, value) in &measured {
        match floors.get(name) {
            None => wrong.push(format!("`{name}` is {value:.4} and has no floor")),
            Some(floor) if *value < *floor => {
                wrong.push(format!("`{name}` is {value:.4}, below its floor {floor:.3}: mend the rule, not the floor"));
            }
            Some(floor) if *value > *floor + SLACK => {
                wrong.push(format!("`{name}` is {value:.4}, well above its floor {floor:.3}: raise the floor"));
            }
            Some(_) => {}
        }
    }
    wrong.extend(
        floors.keys().filter(|name| !measured.contains_key(*name)).map(|name| format!("no `{name}` is measured")),
    );
    assert!(wrong.is_empty(), "datasets/gold/floors.csv:\n{}", wrong.join("\n"));
}

/// A file that others labelled.
struct Labelled {
    file: &'static str,
    /// Source of sentences within it.
    source: Option<&'static str>,
    /// Kind of skills that its marks leave out.
    without: &'static str,
    /// Least precision and recall, by overlap.
    least: (f64, f64),
}

const LABELLED: [Labelled; 2] = [
    Labelled { file: "labelled/skillspan-train.json", source: Some("tech"), without: "soft", least: (0.65, 0.69) },
    Labelled { file: "labelled/ict-terms-german-dev.jsonl", source: None, without: "", least: (0.80, 0.45) },
];

#[test]
fn texts_that_others_marked_are_read() {
    let analyzer = Analyzer::builtin();
    for Labelled { file, source, without, least } in LABELLED {
        let Some(path) = crate::real(file) else { continue };
        let gold = Gold::read(&path, source).unwrap();
        let all = score_of(&analyzer, &gold, |skill| skill.kind() != without).all();
        let found = (all.precision(By::Overlap).unwrap(), all.recall(By::Overlap).unwrap());
        assert!(found.0 >= least.0 && found.1 >= least.1, "{file}: precision and recall {found:?}");
    }
}
