//! `jds lexicon candidates`: names that the lexicon may lack.

use jdlib::Lexicon;
use jdlib::eval::{Candidate, Candidates, LIMIT, Lookout};
use jdlib::posting::Posting;
use jdlib::table::{Column, Table, Unit};

use crate::args::{CandidatesArgs, GlobalArgs};
use crate::failure::{Exit, Failure, counted, thousands};
use crate::input::{self, Opened};
use crate::output::{Console, Layout, Show, say_where_silent, write_table};

/// Rows of a terminal table.
const TOP: usize = 40;
/// Neighbours that are shown.
const NEIGHBOURS: usize = 3;

pub(super) fn run(args: &CandidatesArgs, global: &GlobalArgs, console: &Console) -> anyhow::Result<Exit> {
    let analyzer = input::analyzer(global)?;
    let lookout = Lookout::new(&analyzer);
    let Opened { readers, exit } = input::open(&args.input, console)?;
    let mut candidates = Candidates::default();
    let look = |posting: Posting| lookout.look(&posting);
    let counts = input::each(readers, console, look, |sightings| {
        for sighting in sightings {
            candidates.add(sighting);
        }
        Ok(())
    })?;
    let ranked = candidates.ranked(args.min_employers);
    if ranked.is_empty() {
        let found = candidates.ranked(0).len() as u64;
        let failure = Failure::new(
            Exit::No,
            format!("no unknown name stands in lists of {}", counted(args.min_employers, "employer")),
        );
        let failure = failure.fact(format!(
            "{} read, {}",
            counted(candidates.postings, "posting"),
            counted(found, "unknown name")
        ));
        return Err(failure.hint("lower --min-employers, or give more postings").into());
    }
    let notes = notes(&candidates, &ranked);
    let shown = args.top.unwrap_or(usize::MAX).min(ranked.len());
    let table = table(&ranked[..shown], analyzer.lexicon(), &notes);
    let said = notes.clone();
    write_table(&args.output, &table, || {
        let rows = args.top.unwrap_or(TOP).min(ranked.len());
        vec![layout(&ranked[..rows], analyzer.lexicon(), table.title(), notes)]
    })?;
    say_where_silent(&args.output, &said, console);
    Ok(if counts.failed > 0 { Exit::Partial } else { exit })
}

fn notes(candidates: &Candidates, ranked: &[Candidate]) -> Vec<String> {
    let mut notes = vec![format!(
        "{} in lists with at least two sure skills, of {}",
        counted(ranked.len() as u64, "unknown name"),
        counted(candidates.postings, "posting")
    )];
    if candidates.with_employer == 0 {
        notes.push(
            "no posting names its employer: names are ranked by the distinct sentences that list them".to_owned(),
        );
    }
    if candidates.forgotten > 0 {
        notes.push(format!(
            "{} names of single postings were forgotten: at most {} are held at once",
            thousands(candidates.forgotten),
            thousands(LIMIT as u64)
        ));
    }
    notes
}

fn neighbours(candidate: &Candidate, lexicon: &Lexicon) -> String {
    let names = candidate.neighbours.iter().take(NEIGHBOURS).map(|(skill, _)| lexicon.skill(*skill).name());
    names.collect::<Vec<_>>().join(", ")
}

fn table(rows: &[Candidate], lexicon: &Lexicon, notes: &[String]) -> Table {
    let mut table = Table::new("candidates", "jds.lexicon-candidates/1", "Names that the lexicon may lack");
    let count = |value: fn(&Candidate) -> u64| rows.iter().map(move |row| i64::try_from(value(row)).ok());
    table.push(Column::text(
        "name",
        "The name, in its most frequent spelling",
        rows.iter().map(|row| row.name.clone()),
    ));
    table.push(Column::int("employers", Unit::Count, "Distinct employers that list it", count(|row| row.employers)));
    table.push(Column::int("postings", Unit::Count, "Postings that list it", count(|row| row.postings)));
    let beside = rows.iter().map(|row| neighbours(row, lexicon));
    table.push(Column::text("neighbours", "Skills most often in lists with it", beside));
    table.push(Column::text(
        "example",
        "Words around it in the first posting",
        rows.iter().map(|row| row.example.clone()),
    ));
    let spellings = rows.iter().map(|row| Some(row.spellings.join("; ")).filter(|text| !text.is_empty()));
    table.push(Column::text("spellings", "Other spellings", spellings));
    for note in notes {
        table.note(note.clone());
    }
    table.meta("fingerprint", lexicon.fingerprint());
    table
}

fn layout(rows: &[Candidate], lexicon: &Lexicon, title: &str, notes: Vec<String>) -> Layout {
    let row = |row: &Candidate| {
        vec![
            row.name.clone(),
            thousands(row.employers),
            thousands(row.postings),
            neighbours(row, lexicon),
            row.example.clone(),
        ]
    };
    Layout {
        title: title.to_owned(),
        headers: vec![
            ("Name", Show::Left),
            ("Employers", Show::Right),
            ("Postings", Show::Right),
            ("Listed with", Show::Left),
            ("For example", Show::Left),
        ],
        rows: rows.iter().map(row).collect(),
        notes,
    }
}
