//! `jds eval pay`: which postings state pay, and how much of each statement is read right.

use jdlib::eval::{Gold, PAY_FIELDS, PayTally, pay};
use jdlib::stats::wilson;
use jdlib::table::{Column, Table, Unit};

use crate::args::{GlobalArgs, OutputArgs};
use crate::failure::{Exit, Failure, counted, thousands};
use crate::input;
use crate::output::human::percent;
use crate::output::{Console, Layout, Show, say_where_silent, write_table};

/// Misses that people are shown.
const WORST: usize = 15;

pub(super) fn run(gold: &Gold, output: &OutputArgs, global: &GlobalArgs, console: &Console) -> anyhow::Result<Exit> {
    let analyzer = input::analyzer(global)?;
    let rows: Vec<Measure> =
        super::parts(gold).into_iter().flat_map(|(part, gold)| measures(part, &pay(&analyzer, &gold))).collect();
    let all = pay(&analyzer, gold);
    if all.postings == 0 {
        let failure = Failure::new(Exit::No, "nobody judged pay there");
        return Err(failure.hint("see `jds eval pay --help` for the files that hold it").into());
    }
    let notes = notes(&all);
    let said = notes.clone();
    write_table(output, &table(&rows), || vec![layout(&rows, all.postings, notes)])?;
    say_where_silent(output, &said, console);
    Ok(Exit::Ok)
}

/// One share.
struct Measure {
    part: &'static str,
    name: String,
    right: u64,
    of: u64,
}

fn measures(part: &'static str, tally: &PayTally) -> Vec<Measure> {
    let measure = |name: &str, right: u64, of: u64| Measure { part, name: name.to_owned(), right, of };
    let [gold, read, both] = tally.statements;
    let mut found = vec![
        measure("detection precision", tally.both, tally.read),
        measure("detection recall", tally.both, tally.gold),
        measure("all five right", tally.strict, tally.gold),
        measure("statements precision", both, read),
        measure("statements recall", both, gold),
        measure("without pay, some read", tally.read - tally.both, tally.postings - tally.gold),
        measure("scale errors", tally.scale_errors, tally.both),
    ];
    let field = |name: &&'static str| {
        measure(&format!("{} right", name.replace('_', " ")), tally.fields.get(name).copied().unwrap_or(0), tally.both)
    };
    found.extend(PAY_FIELDS.iter().map(field));
    found
}

fn share(measure: &Measure) -> Option<f64> {
    (measure.of > 0).then(|| measure.right as f64 / measure.of as f64)
}

fn table(rows: &[Measure]) -> Table {
    let mut table = Table::new("eval", "jds.eval-pay/1", "Pay read, beside what was judged");
    let int = |value: u64| i64::try_from(value).ok();
    table.push(Column::text(
        "part",
        "all, or half of the postings by hash of id",
        rows.iter().map(|row| row.part.to_owned()),
    ));
    table.push(Column::text("measure", "What is counted", rows.iter().map(|row| row.name.clone())));
    table.push(Column::int("count", Unit::Count, "How many", rows.iter().map(|row| int(row.right))));
    table.push(Column::int("of", Unit::Count, "Of how many", rows.iter().map(|row| int(row.of))));
    table.push(Column::float("share", Unit::Share, "Their ratio", rows.iter().map(share)));
    let bound = |row: &Measure, upper: bool| {
        (row.of > 0).then(|| {
            let interval = wilson(row.right as f64, row.of as f64);
            if upper { interval.hi } else { interval.lo }
        })
    };
    table.push(Column::float(
        "share_lo",
        Unit::Share,
        "Lower end of the 95 % interval",
        rows.iter().map(|row| bound(row, false)),
    ));
    table.push(Column::float(
        "share_hi",
        Unit::Share,
        "Upper end of the 95 % interval",
        rows.iter().map(|row| bound(row, true)),
    ));
    table
}

fn layout(rows: &[Measure], postings: u64, notes: Vec<String>) -> Layout {
    let headers = vec![
        ("Part", Show::Left),
        ("Measure", Show::Left),
        ("Share", Show::Right),
        ("Likely range", Show::Right),
        ("Count", Show::Right),
    ];
    let row = |row: &Measure| {
        let range = if row.of > 0 {
            let interval = wilson(row.right as f64, row.of as f64);
            format!("{} \u{2013} {}", percent(interval.lo), percent(interval.hi))
        } else {
            String::new()
        };
        vec![
            row.part.to_owned(),
            row.name.clone(),
            share(row).map_or(String::new(), percent),
            range,
            format!("{} of {}", thousands(row.right), thousands(row.of)),
        ]
    };
    let title = format!("Pay in {}", counted(postings, "judged posting"));
    Layout { title, headers, rows: rows.iter().map(row).collect(), notes }
}

/// What was read for what.
fn notes(tally: &PayTally) -> Vec<String> {
    let word = |text: &Option<String>| text.clone().unwrap_or_else(|| "nothing".to_owned());
    let shown = tally.misses.iter().take(WORST);
    let mut notes: Vec<String> =
        shown.map(|miss| format!("{}: {} read as {}", miss.id, word(&miss.gold), word(&miss.read))).collect();
    if tally.misses.len() > WORST {
        notes.push(format!("{} more are not right", thousands((tally.misses.len() - WORST) as u64)));
    }
    notes
}
