//! `jds eval ask`: what is asked for and how strongly, and which skills are alternatives.

use jdlib::eval::{Asks, Gold, asks};
use jdlib::table::{Column, Table, Unit};
use jdlib::terms::Ask;

use crate::args::{GlobalArgs, OutputArgs};
use crate::failure::{Exit, Failure, counted, thousands};
use crate::input;
use crate::output::human::percent;
use crate::output::{Console, Layout, Show, say_where_silent, write_table};

/// Confusions that people are shown.
const WORST: usize = 12;

/// One line: what of, gold, read, right.
struct Line {
    part: &'static str,
    what: String,
    gold: u64,
    read: u64,
    right: u64,
}

impl Line {
    fn precision(&self) -> Option<f64> {
        (self.read > 0).then(|| self.right as f64 / self.read as f64)
    }

    fn recall(&self) -> Option<f64> {
        (self.gold > 0).then(|| self.right as f64 / self.gold as f64)
    }
}

pub(super) fn run(gold: &Gold, output: &OutputArgs, global: &GlobalArgs, console: &Console) -> anyhow::Result<Exit> {
    let analyzer = input::analyzer(global)?;
    let mut rows = Vec::new();
    let mut notes = Vec::new();
    for (part, gold) in super::parts(gold) {
        let asks = asks(&analyzer, &gold);
        if asks.total() == 0 && part == "all" {
            return Err(Failure::new(Exit::No, "nobody said there what is asked for")
                .hint("asks are judged in a folder with `gold.jsonl` and `postings.jsonl`")
                .into());
        }
        if part == "all" {
            notes.extend(worst(&asks));
        }
        rows.extend(lines(part, &asks));
    }
    let said = notes.clone();
    write_table(output, &table(&rows), || vec![layout(&rows, gold.texts.len(), notes)])?;
    say_where_silent(output, &said, console);
    Ok(Exit::Ok)
}

fn lines(part: &'static str, asks: &Asks) -> Vec<Line> {
    let sum = |keep: &dyn Fn(&(Ask, Ask)) -> bool| -> u64 {
        asks.confusion.iter().filter(|(pair, _)| keep(pair)).map(|(_, count)| count).sum()
    };
    let all = Line { part, what: "all asks".to_owned(), gold: asks.total(), read: asks.total(), right: asks.right() };
    let each = Ask::ALL.iter().map(|ask| Line {
        part,
        what: ask.to_string(),
        gold: sum(&|(gold, _)| gold == ask),
        read: sum(&|(_, read)| read == ask),
        right: sum(&|(gold, read)| gold == ask && read == ask),
    });
    let groups = asks.groups;
    let groups =
        Line { part, what: "alternatives".to_owned(), gold: groups.gold, read: groups.read, right: groups.same };
    std::iter::once(all).chain(each).chain([groups]).collect()
}

fn table(rows: &[Line]) -> Table {
    let mut table = Table::new("eval", "jds.eval-ask/1", "Asks read, beside those judged");
    table.push(Column::text(
        "what",
        "An ask, all of them, or groups of alternatives",
        rows.iter().map(|row| row.what.clone()),
    ));
    table.push(Column::text(
        "part",
        "all, or half of the postings by hash of id",
        rows.iter().map(|row| row.part.to_owned()),
    ));
    let count = |value: fn(&Line) -> u64| rows.iter().map(move |row| i64::try_from(value(row)).ok());
    table.push(Column::int(
        "gold",
        Unit::Count,
        "Skills of gold that were found, with this ask",
        count(|row| row.gold),
    ));
    table.push(Column::int("read", Unit::Count, "Of these, read as this", count(|row| row.read)));
    table.push(Column::int("right", Unit::Count, "Both", count(|row| row.right)));
    table.push(Column::float("precision", Unit::Share, "Right of read", rows.iter().map(Line::precision)));
    table.push(Column::float("recall", Unit::Share, "Right of gold", rows.iter().map(Line::recall)));
    table
}

fn layout(rows: &[Line], texts: usize, notes: Vec<String>) -> Layout {
    let mut headers = vec![("Ask", Show::Left), ("Part", Show::Left)];
    headers.extend(["Marked", "Read", "Right", "Precision", "Recall"].map(|header| (header, Show::Right)));
    let row = |row: &Line| {
        let counts = [row.gold, row.read, row.right].map(thousands);
        let shares = [row.precision(), row.recall()].map(|share| share.map_or(String::new(), percent));
        [row.what.clone(), row.part.to_owned()].into_iter().chain(counts).chain(shares).collect()
    };
    let title = format!("Asks of skills that both have, in {}", counted(texts as u64, "marked posting"));
    Layout { title, headers, rows: rows.iter().map(row).collect(), notes }
}

/// The most frequent confusions.
fn worst(asks: &Asks) -> Option<String> {
    let mut wrong: Vec<(&(Ask, Ask), u64)> =
        asks.confusion.iter().filter(|((gold, read), _)| gold != read).map(|(pair, count)| (pair, *count)).collect();
    wrong.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    let shown: Vec<String> =
        wrong.iter().take(WORST).map(|((gold, read), count)| format!("{gold} read as {read} {count}")).collect();
    (!shown.is_empty()).then(|| format!("read wrong: {}", shown.join(", ")))
}
