//! `jds eval skills`: mentions found, beside those marked.

use std::path::Path;

use jdlib::eval::{By, Disagreement, Gold, Score, Tally, disagreements, score_of};
use jdlib::lexicon::Skill;
use jdlib::table::{Column, CsvText, Table, Unit};

use crate::args::{GlobalArgs, OutputArgs};
use crate::failure::{Exit, counted, thousands};
use crate::input;
use crate::output::human::{percent, plain};
use crate::output::{Console, Layout, Show, Sink, say_where_silent, write_table};

/// Misses that people are shown.
const WORST: usize = 15;

pub(super) fn run(
    gold: &Gold,
    without: &[String],
    misses: Option<&Path>,
    output: &OutputArgs,
    global: &GlobalArgs,
    console: &Console,
) -> anyhow::Result<Exit> {
    let analyzer = input::analyzer(global)?;
    let counts = |skill: &Skill| !without.iter().any(|kind| kind == skill.kind());
    let score = score_of(&analyzer, gold, counts);
    if let Some(path) = misses {
        let mut sink = Sink::open(Some(path))?;
        disagreements_table(&disagreements(&analyzer, gold, counts)).write_csv(&mut sink, CsvText::Exact)?;
        sink.finish()?;
    }
    let table = table(&score);
    let notes = notes(&score);
    let said = notes.clone();
    write_table(output, &table, || vec![layout(&score, notes)])?;
    say_where_silent(output, &said, console);
    Ok(Exit::Ok)
}

fn disagreements_table(rows: &[Disagreement]) -> Table {
    let mut table = Table::new("misses", "jds.eval-misses/1", "Marks not found, and mentions not marked");
    table.push(Column::text("id", "Id of the text, or its line", rows.iter().map(|row| row.id.clone())));
    let what = |row: &Disagreement| if row.found { "not marked" } else { "not found" }.to_owned();
    table.push(Column::text("what", "not found: gold marks it; not marked: it was found", rows.iter().map(what)));
    table.push(Column::text("field", "Field that start and end index", rows.iter().map(|row| row.field.to_string())));
    let byte = |value: fn(&Disagreement) -> usize| rows.iter().map(move |row| i64::try_from(value(row)).ok());
    table.push(Column::int("start", Unit::None, "First byte", byte(|row| row.span.start)));
    table.push(Column::int("end", Unit::None, "Byte after the last", byte(|row| row.span.end)));
    table.push(Column::text("skill", "Id of the skill, where known", rows.iter().map(|row| row.skill.clone())));
    table.push(Column::text("words", "The words", rows.iter().map(|row| row.words.clone())));
    table
}

fn table(score: &Score) -> Table {
    let rows: Vec<(&(&'static str, String), &Tally)> = score.parts.iter().collect();
    let mut table = Table::new("eval", "jds.eval/1", "Mentions of skills found, beside those marked");
    table.push(Column::text("part", "all, policy, kind or area", rows.iter().map(|((part, _), _)| (*part).to_owned())));
    let names = rows.iter().map(|((_, name), _)| Some(name.clone()).filter(|name| !name.is_empty()));
    table.push(Column::text("name", "Which", names));
    let count = |value: fn(&Tally) -> u64| rows.iter().map(move |(_, tally)| i64::try_from(value(tally)).ok());
    table.push(Column::int("gold", Unit::Count, "Marks", count(|tally| tally.gold)));
    table.push(Column::int("found", Unit::Count, "Mentions found", count(|tally| tally.found)));
    table.push(Column::int("gold_strict", Unit::Count, "Marks found to the byte", count(|tally| tally.gold_strict)));
    table.push(Column::int(
        "gold_overlap",
        Unit::Count,
        "Marks that a mention overlaps",
        count(|tally| tally.gold_overlap),
    ));
    table.push(Column::int(
        "found_strict",
        Unit::Count,
        "Mentions marked to the byte",
        count(|tally| tally.found_strict),
    ));
    let overlap = count(|tally| tally.found_overlap);
    table.push(Column::int("found_overlap", Unit::Count, "Mentions that overlap a mark", overlap));
    for (by, name) in [(By::Strict, "strict"), (By::Overlap, "overlap")] {
        let share = |value: fn(&Tally, By) -> Option<f64>| rows.iter().map(move |(_, tally)| value(tally, by));
        table.push(Column::float(format!("precision_{name}"), Unit::Share, "Right of found", share(Tally::precision)));
        table.push(Column::float(format!("recall_{name}"), Unit::Share, "Found of marked", share(Tally::recall)));
        table.push(Column::float(format!("f1_{name}"), Unit::Share, "Harmonic mean of the two", share(Tally::f1)));
    }
    table
}

fn layout(score: &Score, notes: Vec<String>) -> Layout {
    let shown = |share: Option<f64>| share.map_or(String::new(), percent);
    let row = |((part, name), tally): (&(&'static str, String), &Tally)| {
        let mut cells = vec![(*part).to_owned(), name.clone(), thousands(tally.gold), thousands(tally.found)];
        for by in [By::Overlap, By::Strict] {
            cells.extend([tally.precision(by), tally.recall(by), tally.f1(by)].map(shown));
        }
        cells
    };
    Layout {
        title: format!("Mentions of skills in {}", counted(score.texts, "marked text")),
        headers: vec![
            ("Part", Show::Left),
            ("Name", Show::Left),
            ("Marked", Show::Right),
            ("Found", Show::Right),
            ("Precision", Show::Right),
            ("Recall", Show::Right),
            ("F1", Show::Right),
            ("strict P", Show::Right),
            ("strict R", Show::Right),
            ("strict F1", Show::Right),
        ],
        rows: score.parts.iter().map(row).collect(),
        notes,
    }
}

/// The worst misses, and what is said of skills that both have.
fn notes(score: &Score) -> Vec<String> {
    let worst = |counts: Vec<(String, u64)>| {
        let mut counts = counts;
        counts.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        let shown: Vec<String> =
            counts.iter().take(WORST).map(|(words, count)| format!("{} {count}", plain(words))).collect();
        shown.join(", ")
    };
    let mut notes = Vec::new();
    let missed: Vec<(String, u64)> = score.missed.iter().map(|(words, count)| (words.clone(), *count)).collect();
    if !missed.is_empty() {
        notes.push(format!("marked and not found: {}", worst(missed)));
    }
    let invented: Vec<(String, u64)> =
        score.invented.iter().map(|((words, skill), count)| (format!("{words} ({skill})"), *count)).collect();
    if !invented.is_empty() {
        notes.push(format!("found and not marked: {}", worst(invented)));
    }
    let all: u64 = score.asks.values().sum();
    if all > 0 {
        let right: u64 = score.asks.iter().filter(|((gold, found), _)| gold == found).map(|(_, count)| count).sum();
        notes.push(format!(
            "asks of skills that both have: {} of {} right ({})",
            thousands(right),
            thousands(all),
            percent(right as f64 / all as f64)
        ));
        let wrong: Vec<(String, u64)> = score
            .asks
            .iter()
            .filter(|((gold, found), _)| gold != found)
            .map(|((gold, found), count)| (format!("{gold} read as {found}"), *count))
            .collect();
        if !wrong.is_empty() {
            notes.push(format!("asks read wrong: {}", worst(wrong)));
        }
    }
    notes
}
