//! `jds eval years`, `role` and so on: fields that have one value.

use jdlib::eval::{FieldTally, Gold, fields};
use jdlib::table::{Column, Table, Unit};

use crate::args::{GlobalArgs, OutputArgs};
use crate::failure::{Exit, Failure, counted, thousands};
use crate::input;
use crate::output::human::{percent, plain};
use crate::output::{Console, Layout, Show, say_where_silent, write_table};

/// Misses and confusions that people are shown.
const WORST: usize = 15;

pub(super) fn run(
    gold: &Gold,
    names: &[&'static str],
    output: &OutputArgs,
    global: &GlobalArgs,
    console: &Console,
) -> anyhow::Result<Exit> {
    let analyzer = input::analyzer(global)?;
    let mut rows: Vec<(&'static str, &'static str, FieldTally)> = Vec::new();
    for (part, gold) in super::parts(gold) {
        let mut tallies = fields(&analyzer, &gold);
        rows.extend(names.iter().filter_map(|name| Some((*name, part, tallies.remove(name)?))));
    }
    if rows.is_empty() {
        let failure = Failure::new(Exit::No, format!("nobody judged {} there", names.join(" or ")));
        return Err(failure.hint("fields are judged in a folder with `gold.jsonl` and `postings.jsonl`").into());
    }
    let notes: Vec<String> = rows.iter().filter(|(_, part, _)| *part == "all").flat_map(notes).collect();
    let said = notes.clone();
    write_table(output, &table(&rows), || vec![layout(&rows, gold.texts.len(), notes)])?;
    say_where_silent(output, &said, console);
    Ok(Exit::Ok)
}

/// A column: its name, what it means, and its value.
type Measure<T> = (&'static str, &'static str, fn(&FieldTally) -> T);

/// Names and meanings of the counts.
const COUNTS: [Measure<u64>; 6] = [
    ("judged", "Postings in which gold judged the field", |tally| tally.judged),
    ("right", "Gold has a value, and it was read", |tally| tally.right),
    ("wrong", "Gold has a value, and another one was read", |tally| tally.wrong),
    ("missed", "Gold has a value, and none was read", |tally| tally.missed),
    ("invented", "Gold has none, and one was read", |tally| tally.invented),
    ("absent", "Gold has none, and none was read", |tally| tally.absent),
];

/// Names and meanings of the shares.
const SHARES: [Measure<Option<f64>>; 3] = [
    ("accuracy", "Read as gold says, values or none, of the judged", FieldTally::accuracy),
    ("precision", "Right of what was read", FieldTally::precision),
    ("recall", "Right of what gold has", FieldTally::recall),
];

fn table(rows: &[(&'static str, &'static str, FieldTally)]) -> Table {
    let mut table = Table::new("eval", "jds.eval-fields/1", "Fields read, beside those judged");
    table.push(Column::text("field", "Field", rows.iter().map(|(field, ..)| (*field).to_owned())));
    table.push(Column::text(
        "part",
        "all, or half of the postings by hash of id",
        rows.iter().map(|(_, part, _)| (*part).to_owned()),
    ));
    for (name, about, count) in COUNTS {
        let values = rows.iter().map(|(.., tally)| i64::try_from(count(tally)).ok());
        table.push(Column::int(name, Unit::Count, about, values));
    }
    for (name, about, share) in SHARES {
        table.push(Column::float(name, Unit::Share, about, rows.iter().map(|(.., tally)| share(tally))));
    }
    table
}

fn layout(rows: &[(&'static str, &'static str, FieldTally)], texts: usize, notes: Vec<String>) -> Layout {
    let mut headers = vec![("Field", Show::Left), ("Part", Show::Left)];
    headers.extend(["Judged", "Right", "Wrong", "Missed", "Invented", "Absent"].map(|header| (header, Show::Right)));
    headers.extend(["Accuracy", "Precision", "Recall"].map(|header| (header, Show::Right)));
    let row = |(field, part, tally): &(&'static str, &'static str, FieldTally)| {
        let counts = COUNTS.iter().map(|(.., count)| thousands(count(tally)));
        let shares = SHARES.iter().map(|(.., share)| share(tally).map_or(String::new(), percent));
        [(*field).to_owned(), (*part).to_owned()].into_iter().chain(counts).chain(shares).collect()
    };
    let title = format!("Fields of {}", counted(texts as u64, "marked posting"));
    Layout { title, headers, rows: rows.iter().map(row).collect(), notes }
}

/// What was read for what, the most frequent first, and where.
fn notes((field, _, tally): &(&'static str, &'static str, FieldTally)) -> Vec<String> {
    let mut wrong: Vec<(&(String, String), u64)> =
        tally.confusion.iter().filter(|((gold, read), _)| gold != read).map(|(pair, count)| (pair, *count)).collect();
    if wrong.is_empty() {
        return Vec::new();
    }
    wrong.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    let word = |text: &str| if text.is_empty() { "nothing".to_owned() } else { plain(text) };
    let pairs: Vec<String> = wrong
        .iter()
        .take(WORST)
        .map(|((gold, read), count)| format!("{} read as {} {count}", word(gold), word(read)))
        .collect();
    let ids: Vec<&str> = tally.misses.iter().take(WORST).map(|miss| miss.id.as_str()).collect();
    vec![format!("{field}: {}", pairs.join(", ")), format!("{field}: first in {}", ids.join(", "))]
}
