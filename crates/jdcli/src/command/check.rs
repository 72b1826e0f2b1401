//! `jds check`: what is in a file, before anything is measured.

use std::collections::BTreeMap;

use jdlib::facts::SkillTable;
use jdlib::facts::{Facts, FactsBuilder, Quotes};
use jdlib::market::{Filter, Group};
use jdlib::posting::{FIELDS, Posting};
use jdlib::table::{Column, Table, Unit};
use jdlib::{Market, PostingReader, Repeats};
use rayon::prelude::*;

use crate::args::{CheckArgs, GlobalArgs};
use crate::failure::{Exit, counted, interrupted, thousands};
use crate::input::{self, Bar, Opened};
use crate::output::human::{part, plain};
use crate::output::{Console, Layout, Show, write_table};

const CHUNK: usize = 512;
/// Characters of an example value.
const EXAMPLE: usize = 48;

pub(super) fn run(args: &CheckArgs, global: &GlobalArgs, console: &Console) -> anyhow::Result<Exit> {
    if args.fields {
        let mut table = Table::new("fields", "jds.fields/1", "Fields that columns can be mapped to");
        table.push(Column::text(
            "field",
            "Name for --map FIELD=COLUMN",
            FIELDS.iter().map(|field| (*field).to_owned()),
        ));
        let rows = FIELDS.iter().map(|field| vec![(*field).to_owned()]).collect();
        write_table(&args.output, &table, || {
            vec![Layout { headers: vec![("Field", Show::Left)], rows, ..Layout::default() }]
        })?;
        return Ok(Exit::Ok);
    }
    let analyzer = input::analyzer(global)?;
    let Opened { readers, exit } = input::open(&args.input, console)?;
    let mut bar = Bar::new(&readers, console);
    let mut done = 0;
    let mut checked = Vec::new();
    for mut reader in readers {
        let mut seen = Seen::default();
        let mut repeats = Repeats::default();
        let mut builder = FactsBuilder::new(Quotes::Drop);
        let mut batches = Vec::new();
        loop {
            let chunk: Vec<Posting> = reader.by_ref().take(CHUNK).collect::<jdlib::Result<_>>()?;
            if chunk.is_empty() {
                break;
            }
            let analyses: Vec<_> = chunk.par_iter().map(|posting| analyzer.analyze(posting)).collect();
            for (posting, analysis) in chunk.iter().zip(&analyses) {
                seen.add(posting);
                let placed = repeats.place(posting);
                seen.repeats += u64::from(placed.duplicate_of.is_some());
                builder.push(placed, posting, analysis);
            }
            batches.push(builder.finish()?);
            done += chunk.len() as u64;
            if bar.tick(done).is_break() {
                return Err(interrupted());
            }
        }
        let facts = Facts {
            batches,
            skills: SkillTable::of(analyzer.lexicon()),
            fingerprint: analyzer.fingerprint().to_owned(),
        };
        for (reason, (rows, line)) in &reader.refused().rows {
            console.warning(&format!(
                "{}: {} left out: {reason} (first: line {line})",
                reader.name().display(),
                counted(*rows, "row")
            ));
        }
        for (field, cells) in reader.unread_cells() {
            let cells = counted(*cells, "value");
            console.warning(&format!(
                "{}: {cells} of {field} could not be read and count as missing",
                reader.name().display()
            ));
        }
        checked.push(checked_file(&reader, &seen, &Market::new(facts))?);
    }
    bar.finish();
    let table = table(&checked);
    write_table(&args.output, &table, || checked.into_iter().map(Checked::into_layout).collect())?;
    Ok(exit)
}

/// How often each field is filled, with an example.
#[derive(Default)]
struct Seen {
    rows: u64,
    repeats: u64,
    filled: BTreeMap<&'static str, (u64, String)>,
    swapped: u64,
}

impl Seen {
    fn add(&mut self, posting: &Posting) {
        self.rows += 1;
        let date = posting.posted_at.map(|date| date.to_string()).unwrap_or_default();
        let number = |value: Option<rust_decimal::Decimal>| value.map(|value| value.to_string()).unwrap_or_default();
        let count = |value: Option<u64>| value.map(|value| value.to_string()).unwrap_or_default();
        self.swapped += u64::from(posting.pay_min.zip(posting.pay_max).is_some_and(|(min, max)| min > max));
        let values = [
            ("id", posting.id.clone()),
            ("source", posting.source.clone()),
            ("url", posting.url.clone()),
            ("title", posting.title.clone()),
            ("employer", posting.employer.clone()),
            ("description", posting.description.clone()),
            ("location", posting.location.clone()),
            ("country", posting.country.clone()),
            ("posted_at", date),
            ("pay_min", number(posting.pay_min)),
            ("pay_max", number(posting.pay_max)),
            ("pay_currency", posting.pay_currency.clone()),
            ("pay_period", posting.pay_period.clone()),
            ("pay_text", posting.pay_text.clone()),
            ("employment_type", posting.employment_type.clone()),
            ("work_mode", posting.work_mode.clone()),
            ("seniority", posting.seniority.clone()),
            ("skills", posting.skills.join("; ")),
            ("employer_size", posting.employer_size.clone()),
            ("applies", count(posting.applies)),
            ("views", count(posting.views)),
        ];
        for (field, value) in values {
            if !value.trim().is_empty() {
                let entry = self.filled.entry(field).or_insert_with(|| (0, shorten(&value)));
                entry.0 += 1;
            }
        }
    }
}

fn shorten(value: &str) -> String {
    let line = plain(value);
    let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(EXAMPLE) {
        Some((at, _)) => format!("{}...", &line[..at]),
        None => line,
    }
}

/// One field of a file.
struct Given {
    field: &'static str,
    column: String,
    /// Rows in which it is given.
    filled: u64,
    example: String,
}

/// What was found out about one file.
struct Checked {
    file: String,
    title: String,
    fields: Vec<Given>,
    rows: u64,
    notes: Vec<String>,
}

impl Checked {
    fn into_layout(self) -> Layout {
        let row = |given: &Given| {
            vec![given.field.to_owned(), given.column.clone(), part(given.filled, self.rows), given.example.clone()]
        };
        Layout {
            headers: vec![
                ("Field", Show::Left),
                ("Column", Show::Left),
                ("Filled", Show::Right),
                ("Example", Show::Left),
            ],
            rows: self.fields.iter().map(row).collect(),
            title: self.title,
            notes: self.notes,
        }
    }
}

/// All files as one table.
fn table(checked: &[Checked]) -> Table {
    let rows: Vec<(&Checked, &Given)> =
        checked.iter().flat_map(|file| file.fields.iter().map(move |given| (file, given))).collect();
    let some = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
    let count = |number: u64| i64::try_from(number).ok();
    let mut table = Table::new("check", "jds.check/1", "What is in the files");
    table.push(Column::text("file", "File", rows.iter().map(|(file, _)| file.file.clone())));
    table.push(Column::text("field", "Field of the posting", rows.iter().map(|(_, given)| given.field.to_owned())));
    table.push(Column::text("column", "Column that holds it", rows.iter().map(|(_, given)| some(&given.column))));
    let filled = rows.iter().map(|(_, given)| count(given.filled));
    table.push(Column::int("filled", Unit::Count, "Rows in which it is given", filled));
    table.push(Column::int("rows", Unit::Count, "Rows of the file", rows.iter().map(|(file, _)| count(file.rows))));
    table.push(Column::text("example", "First value", rows.iter().map(|(_, given)| some(&given.example))));
    for file in checked {
        table.note(file.title.clone());
        for note in &file.notes {
            table.note(note.clone());
        }
    }
    table
}

fn checked_file(reader: &PostingReader, seen: &Seen, market: &Market) -> anyhow::Result<Checked> {
    let inspection = reader.inspection();
    let mapping = inspection.mapping.as_ref();
    let column = |field: &str| {
        let found = mapping.and_then(|mapping| mapping.fields.iter().find(|(name, _)| *name == field));
        found.map_or(
            String::new(),
            |(_, column)| if column.is_empty() { "(no name)".to_owned() } else { column.clone() },
        )
    };
    let given = FIELDS.iter().copied().filter(|field| seen.filled.contains_key(field) || !column(field).is_empty());
    let fields = given.map(|field| {
        let (filled, example) = seen.filled.get(field).cloned().unwrap_or_default();
        Given { field, column: column(field), filled, example }
    });
    let name = reader.name().display().to_string();
    let kind = match inspection.delimiter {
        Some(',') => "comma-separated".to_owned(),
        Some('\t') => "tab-separated".to_owned(),
        Some(delimiter) => format!("separated by `{delimiter}`"),
        None => inspection.format.to_owned(),
    };
    let profile = mapping.map(|mapping| mapping.profile.as_str()).filter(|profile| !profile.is_empty());
    let looks = profile.map_or(String::new(), |profile| format!("; columns of the profile {profile}"));
    let title = format!("{name}: {}, {kind}{looks}", counted(seen.rows, "row"));
    Ok(Checked {
        fields: fields.collect(),
        rows: seen.rows,
        notes: notes(reader, seen, market, &name)?,
        file: name,
        title,
    })
}

/// What the file can and cannot tell.
fn notes(reader: &PostingReader, seen: &Seen, market: &Market, name: &str) -> anyhow::Result<Vec<String>> {
    let summary = market.summary(&Filter::default())?;
    let mut notes = Vec::new();
    let mapping = reader.inspection().mapping.as_ref();
    if let Some(mapping) = mapping.filter(|mapping| !mapping.unused.is_empty()) {
        let shown: Vec<&str> =
            mapping.unused.iter().take(6).map(|name| if name.is_empty() { "(no name)" } else { name }).collect();
        let more =
            if mapping.unused.len() > 6 { format!(", ... {} more", mapping.unused.len() - 6) } else { String::new() };
        notes.push(format!("unused columns: {}{more}", shown.join(", ")));
    }
    notes.push(format!(
        "repeats: {} ({}) repeat another one: same title, employer, place and text",
        counted(seen.repeats, "row"),
        part(seen.repeats, seen.rows)
    ));
    let all = summary.disclosed + summary.estimated;
    let mut pay = format!(
        "pay: {} of {} ({})",
        thousands(all),
        counted(summary.postings, "posting"),
        part(all, summary.postings)
    );
    if summary.estimated > 0 {
        pay.push_str(&format!(", {} of them somebody's estimate", thousands(summary.estimated)));
    }
    notes.push(pay);
    notes.push(match (summary.first, summary.last) {
        (Some(first), Some(last)) => format!(
            "dates: {first} to {last}, {} of {}",
            thousands(summary.dated),
            counted(summary.postings, "posting")
        ),
        _ => "dates: none; nothing can be said about change".to_owned(),
    });
    notes.push(if summary.employers == 0 {
        "employers: none named; each posting counts as an employer of its own".to_owned()
    } else {
        format!(
            "employers: {} named, the largest with {}",
            thousands(summary.employers),
            counted(summary.largest_employer, "posting")
        )
    });
    for (label, group) in [
        ("languages", Group::Language),
        ("countries", Group::Country),
        ("roles", Group::Role),
        ("levels", Group::Seniority),
    ] {
        let values = market.values(group, &Filter::default())?;
        let shown: Vec<String> =
            values.iter().take(6).map(|(value, count)| format!("{value} {}", thousands(*count))).collect();
        let more = if values.len() > 6 { format!(", ... {} more", values.len() - 6) } else { String::new() };
        notes.push(format!("{label}: {}{more}", shown.join(", ")));
    }
    if seen.swapped > 0 {
        notes.push(format!("{} with minimum pay above maximum, swapped", counted(seen.swapped, "row")));
    }
    notes.push(format!("Next: jds skills {}", crate::failure::quote(name)));
    Ok(notes)
}
