//! `jds enrich`: the user's own file, row by row, with what its postings say in further columns.

use std::collections::HashMap;
use std::fs::File;
use std::io::{Seek, Write};

use anyhow::Context;
use jdlib::extract::{Claim, Row};
use jdlib::facts::Counts;
use jdlib::posting::{Posting, RowContent};
use jdlib::repeats::{Groups, Repeats};
use jdlib::stream::{Analyzed, Step, for_each_step};
use jdlib::table::{Column, CsvText, Table, Unit, csv_safe};

use crate::args::{EnrichArgs, GlobalArgs};
use crate::failure::{Exit, Failure, counted, interrupted, quote};
use crate::input::{self, Bar, Opened};
use crate::output::{Console, Sink};

/// Place of `jds_duplicate_of` among the added columns: known only when all postings were seen.
const DUPLICATE_OF: usize = 15;

pub(super) fn run(args: &EnrichArgs, global: &GlobalArgs, console: &Console) -> anyhow::Result<Exit> {
    let analyzer = input::analyzer_of(global, &args.input)?;
    if let [first, second, ..] = args.input.files.as_slice() {
        let failure = Failure::usage("`jds enrich` keeps the columns of one file, and two may not have the same");
        let (first, second) = (quote(&first.display().to_string()), quote(&second.display().to_string()));
        return Err(failure
            .hint(format!("for f in {first} {second}; do jds enrich \"$f\" -o \"rich-$f\"; done"))
            .into());
    }
    let Opened { readers, exit } = input::open_keeping(&args.input, console)?;
    let shape = Shape::of(&readers[0], args)?;
    let mut long = args.long.as_deref().map(|path| Sink::open(Some(path))).transpose()?;
    let text = if args.csv_safe { CsvText::Safe } else { CsvText::Exact };
    let mut bar = Bar::new(&readers, console);
    let mut postings = 0;
    let mut warnings: Vec<String> = Vec::new();
    let mut draft = Draft::new()?;
    let fingerprint = analyzer.fingerprint().to_owned();
    let make = |posting: Posting| match posting.row.as_ref().and_then(|row| row.refused.clone()) {
        Some(reason) => Made::Refused(Box::new(posting), reason),
        None => Made::Read(Box::new(Analyzed::new(posting, &analyzer))),
    };
    let mut is_first = true;
    for_each_step(readers, make, |step| match step {
        Step::Postings(made) => {
            let mut claimed = Vec::new();
            for one in made {
                let posting = match one {
                    Made::Refused(posting, reason) => {
                        draft.push(&posting, &Row::refused(format!("not read: {reason}"), &fingerprint), None)?;
                        continue;
                    }
                    Made::Read(analyzed) => analyzed,
                };
                let Analyzed { posting, analysis, signature, .. } = *posting;
                postings += 1;
                let name = draft.push(&posting, &analysis.row(), Some(signature))?;
                claimed.push((name, analysis));
            }
            if let Some(long) = &mut long {
                let claims: Vec<(&str, Claim<'_>)> = claimed
                    .iter()
                    .flat_map(|(name, analysis)| analysis.skills().map(move |claim| (name.as_str(), claim)))
                    .collect();
                let csv = asks(&claims).to_csv(text);
                // The header once, over all chunks.
                let rows = if is_first { csv.as_str() } else { csv.split_once('\n').map_or("", |(_, rows)| rows) };
                long.write_all(rows.as_bytes())?;
                is_first = false;
            }
            if bar.tick(postings).is_break() { Err(interrupted()) } else { Ok(()) }
        }
        Step::End(reader, error) => {
            if let Some(error) = error {
                return Err(error.into());
            }
            warnings.extend(reader.refused().reasons.iter().map(|(reason, refusals)| {
                let rows = counted(refusals.rows, "row");
                let have = if refusals.rows == 1 { "has" } else { "have" };
                let name = reader.name().display();
                format!("{name}: {rows} {have} {reason}: jds_status says so (first: {})", refusals.first)
            }));
            warnings.extend(Counts::unread_cells(&reader));
            Ok(())
        }
    })?;
    bar.finish();
    for warning in &warnings {
        console.warning(warning);
    }
    let rows = draft.rows;
    let mut sink = Sink::open(args.output.as_deref())?;
    let repeated = draft.write(&mut sink, &shape, text)?;
    sink.finish()?;
    if let Some(long) = long {
        long.finish()?;
    }
    let shown = args.output.as_ref().map_or(String::new(), |path| format!(" in {}", path.display()));
    console.note(&format!(
        "{}{shown}: {} read, {} of them repeats (jds_duplicate_of)",
        counted(rows, "row"),
        counted(postings, "posting"),
        crate::failure::thousands(repeated)
    ));
    Ok(exit)
}

enum Made {
    Read(Box<Analyzed>),
    Refused(Box<Posting>, String),
}

/// What the rows of the file are, and so what comes out.
enum Shape {
    /// A table: its columns that stay, and its separator.
    Table { header: Vec<String>, kept: Vec<usize>, delimiter: u8 },
    /// Objects: one a line.
    Objects,
}

impl Shape {
    fn of(reader: &jdlib::PostingReader, args: &EnrichArgs) -> anyhow::Result<Self> {
        let named = |extensions: &[&str]| {
            let extension = args.output.as_ref().and_then(|path| path.extension());
            extension.is_none_or(|found| extensions.iter().any(|name| found.eq_ignore_ascii_case(name)))
        };
        let wrong = |what: &str, name: &str| {
            let path = args.output.as_ref().map_or(String::new(), |path| path.display().to_string());
            let better = args.output.as_ref().map(|path| path.with_extension(name).display().to_string());
            Failure::usage(format!("{what} come out of {}, and `{path}` is named otherwise", reader.name().display()))
                .hint(format!(
                    "jds enrich {} -o {}",
                    quote(&reader.name().display().to_string()),
                    better.unwrap_or_default()
                ))
        };
        match (reader.columns(), reader.inspection().format) {
            (Some(header), _) => {
                if !named(&["csv", "tsv", "tab", "txt"]) {
                    return Err(wrong("separated values", "csv").into());
                }
                // A file that was enriched before gets new columns for its old ones.
                let kept = (0..header.len()).filter(|at| !Row::COLUMNS.contains(&header[*at].as_str())).collect();
                let delimiter = reader.inspection().delimiter.and_then(|sign| u8::try_from(sign).ok());
                Ok(Self::Table { header: header.to_vec(), kept, delimiter: delimiter.unwrap_or(b',') })
            }
            (None, "text") => Err(Failure::usage("text files have no rows that could get further columns")
                .hint(format!("jds extract {} --format csv", quote(&reader.name().display().to_string())))
                .into()),
            _ if named(&["jsonl", "ndjson"]) => Ok(Self::Objects),
            _ => Err(wrong("JSON lines", "jsonl").into()),
        }
    }
}

/// All rows with their new columns but one, in a temporary file; and what tells repeats.
struct Draft {
    file: csv::Writer<File>,
    rows: u64,
    repeats: Repeats,
    /// Of each row: its unique number among the postings.
    keys: Vec<Option<u64>>,
    /// Ids of postings that have one, by unique number.
    ids: HashMap<u64, String>,
}

impl Draft {
    fn new() -> anyhow::Result<Self> {
        let file = tempfile::tempfile().context("cannot make a temporary file")?;
        let file = csv::WriterBuilder::new().flexible(true).from_writer(file);
        Ok(Self { file, rows: 0, repeats: Repeats::default(), keys: Vec::new(), ids: HashMap::new() })
    }

    /// Adds a row. Returns what the posting is called: its id, or the number of its row.
    fn push(
        &mut self,
        posting: &Posting,
        row: &Row,
        signature: Option<jdlib::repeats::Signature>,
    ) -> anyhow::Result<String> {
        self.rows += 1;
        let content = posting.row.as_ref().map(|row| &row.content);
        match content {
            Some(RowContent::Cells(cells)) => {
                self.file.write_record(row.cells().iter().chain(cells))?;
            }
            Some(RowContent::Object(text)) => {
                self.file.write_record([&serde_json::to_string(row).context("a row is always JSON")?, text])?;
            }
            None => anyhow::bail!("the reader kept no row"),
        }
        let unique = signature.map(|signature| self.repeats.push(signature));
        self.keys.push(unique);
        let name = if posting.id.is_empty() { self.rows.to_string() } else { posting.id.clone() };
        if let (Some(unique), false) = (unique, posting.id.is_empty()) {
            self.ids.insert(unique, posting.id.clone());
        }
        Ok(name)
    }

    /// Writes the rows, now with the posting that each repeats. Returns how many do.
    fn write(self, out: &mut Sink, shape: &Shape, text: CsvText) -> anyhow::Result<u64> {
        let groups = self.repeats.group();
        let rows: HashMap<u64, usize> =
            self.keys.iter().enumerate().filter_map(|(row, key)| Some(((*key)?, row + 1))).collect();
        let leader = |groups: &Groups, key: u64| {
            let leader = groups.repeat(key)?.leader;
            self.ids.get(&leader).cloned().or_else(|| rows.get(&leader).map(ToString::to_string))
        };
        let mut file =
            self.file.into_inner().map_err(|error| anyhow::anyhow!("cannot write a temporary file: {error}"))?;
        file.rewind()?;
        let records =
            csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(std::io::BufReader::new(file));
        let mut repeated = 0;
        let of = self.keys.iter().map(|key| key.and_then(|key| leader(&groups, key)));
        let of = of.inspect(|leader| repeated += u64::from(leader.is_some()));
        match shape {
            Shape::Table { header, kept, delimiter } => {
                let mut writer = csv::WriterBuilder::new().delimiter(*delimiter).from_writer(out);
                writer.write_record(kept.iter().map(|at| header[*at].as_str()).chain(Row::COLUMNS))?;
                for (record, leader) in records.into_records().zip(of) {
                    let record = record?;
                    let mut cells: Vec<String> = record.iter().map(str::to_owned).collect();
                    cells[DUPLICATE_OF] = leader.unwrap_or_default();
                    let own = fitted(cells.split_off(Row::COLUMNS.len()), header.len(), *delimiter);
                    let kept = kept.iter().map(|at| own[*at].as_str());
                    let row = kept.chain(cells.iter().map(String::as_str));
                    match text {
                        CsvText::Exact => writer.write_record(row)?,
                        CsvText::Safe => writer.write_record(row.map(|cell| csv_safe(cell).into_owned()))?,
                    }
                }
                writer.flush()?;
            }
            Shape::Objects => {
                for (record, leader) in records.into_records().zip(of) {
                    let record = record?;
                    let mut row = record[0].to_owned();
                    if let Some(leader) = leader {
                        row =
                            row.replacen(NOT_REPEATED, &format!("{NOT_REPEATED_KEY}{}", serde_json::json!(leader)), 1);
                    }
                    writeln!(out, "{}", joined(&record[1], &row)?)?;
                }
            }
        }
        Ok(repeated)
    }
}

/// How a row says that it repeats nothing, or nothing yet.
const NOT_REPEATED: &str = "\"jds_duplicate_of\":null";
const NOT_REPEATED_KEY: &str = "\"jds_duplicate_of\":";

/// As many cells as there are columns. Those beyond the last column are kept in it.
fn fitted(mut cells: Vec<String>, width: usize, delimiter: u8) -> Vec<String> {
    if cells.len() > width && width > 0 {
        let rest = cells.split_off(width - 1);
        cells.push(rest.join(&char::from(delimiter).to_string()));
    }
    cells.resize(width, String::new());
    cells
}

/// An object as written with further members at its end.
fn joined(object: &str, row: &str) -> anyhow::Result<String> {
    let members = row.strip_prefix('{').unwrap_or(row);
    let parsed = serde_json::from_str::<serde_json::Map<String, serde_json::Value>>(object);
    match parsed {
        // What is no object is kept as a text.
        Err(_) => Ok(format!("{{\"jds_source\":{},{members}", serde_json::to_string(object)?)),
        Ok(map) if map.is_empty() => Ok(row.to_owned()),
        // An object that was enriched before gets new members for its old ones.
        Ok(mut map) if Row::COLUMNS.iter().any(|name| map.contains_key(*name)) => {
            map.retain(|name, _| !Row::COLUMNS.contains(&name.as_str()));
            let text = serde_json::to_string(&map)?;
            joined(&text, row)
        }
        Ok(_) => {
            let open = object.trim_end().strip_suffix('}').unwrap_or(object).trim_end();
            Ok(format!("{open},{members}"))
        }
    }
}

/// Claims as a table, one row each.
fn asks(claims: &[(&str, Claim<'_>)]) -> Table {
    let mut table = Table::new("asks", "jds.asks/1", "What the postings of a file ask for");
    let text = |value: fn(&Claim<'_>) -> String| -> Vec<Option<String>> {
        claims.iter().map(|(_, claim)| Some(value(claim)).filter(|text| !text.is_empty())).collect()
    };
    let int = |value: fn(&Claim<'_>) -> Option<i64>| claims.iter().map(move |(_, claim)| value(claim));
    let names = claims.iter().map(|(name, _)| Some((*name).to_owned()));
    table.push(Column::text("posting", "Id of the posting; the number of its row where it has none", names));
    table.push(Column::text("skill", "Id of the skill", text(|claim| claim.id().to_owned())));
    table.push(Column::text("name", "Name of the skill", text(|claim| claim.skill().name().to_owned())));
    let asked = text(|claim| claim.ask().to_string());
    table.push(Column::text("ask", "required, preferred, excluded, unsorted or mentioned", asked));
    let group = int(|claim| claim.any_of().map(i64::from));
    table.push(Column::int("any_of", Unit::None, "Group of alternatives within the posting", group));
    let years = int(|claim| claim.years().min.map(i64::from));
    table.push(Column::int("years_min", Unit::Years, "Years asked for with it", years));
    let section = text(|claim| claim.strongest().section.map_or(String::new(), |section| section.to_string()));
    table.push(Column::text("section", "Section that it stands in", section));
    table.push(Column::text("words", "The words that say so", text(|claim| claim.evidence().to_owned())));
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_fit_their_header() {
        let row = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
        assert_eq!(fitted(row(&["a"]), 2, b','), ["a", ""]);
        assert_eq!(fitted(row(&["a", "b", "c"]), 2, b';'), ["a", "b;c"]);
    }

    #[test]
    fn objects_keep_their_text() {
        let row = "{\"jds_status\":\"ok\"}";
        for (object, expected) in [
            ("{\"b\": 1, \"a\": 2}", "{\"b\": 1, \"a\": 2,\"jds_status\":\"ok\"}"),
            ("{}", "{\"jds_status\":\"ok\"}"),
            ("{\"a\":1,\"jds_status\":\"old\"}", "{\"a\":1,\"jds_status\":\"ok\"}"),
            ("so much", "{\"jds_source\":\"so much\",\"jds_status\":\"ok\"}"),
        ] {
            assert_eq!(joined(object, row).unwrap(), expected);
        }
    }
}
