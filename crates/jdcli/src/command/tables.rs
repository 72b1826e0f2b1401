//! `jds tables`: every table, in a folder.

use std::fs;
use std::io::{BufWriter, Write};
use std::path::Path;

use anyhow::Context;
use jdlib::market::{Estimates, TABLES, columns_table, standard};
use jdlib::table::{CsvText, Table};

use super::{filter, limits, rates, summary};
use crate::args::{GlobalArgs, TableFormat, TablesArgs};
use crate::failure::{Exit, Failure, counted, nearest, thousands};
use crate::input::{self, funnel, without_text};
use crate::output::{Console, Existing, Folder};

pub(super) fn run(args: &TablesArgs, global: &GlobalArgs, console: &Console) -> anyhow::Result<Exit> {
    let wanted = wanted(&args.only)?;
    let folder = Folder::create(&args.output, Existing::from(args.force))?;
    let loaded = input::market(&args.input, args.filter.to_repeats(), global, console)?;
    let market = &loaded.market;
    let filter = filter(&args.filter, market, global)?;
    let summary = summary(market, &filter)?;
    let care = args.care.to_care();
    let estimates = if args.include_estimates { Estimates::Include } else { Estimates::Leave };

    let rates = rates(args.rates.as_deref(), args.currency)?;
    let mut tables = Vec::new();
    for table in wanted {
        tables.push(standard(market, table, &filter, care, estimates, rates.as_ref())?);
    }
    let columns = columns_table(&tables);
    let text = if args.csv_safe { CsvText::Safe } else { CsvText::Exact };
    for table in tables.iter().chain([&columns]) {
        for format in &args.format {
            write(folder.path(), table, *format, text)?;
        }
    }
    let mut notes = limits(&summary);
    if let Some(counts) = &loaded.counts {
        notes.insert(0, funnel(counts, args.filter.no_dedupe));
        notes.extend(without_text(counts));
    }
    if summary.estimated > 0 && !args.include_estimates {
        notes.push(format!(
            "{} of {} pay figures are somebody's estimate, not the employer's word, and are left out of pay tables: add --include-estimates to count them",
            thousands(summary.estimated),
            thousands(summary.estimated + summary.disclosed)
        ));
    }
    let rows = loaded.counts.as_ref();
    let manifest = serde_json::json!({
        "schema": "jds.tables/1",
        "fingerprint": market.fingerprint(),
        "care": care.as_str(),
        "include_estimates": args.include_estimates,
        "currency": args.currency.map(|currency| currency.to_string()),
        "rates": args.rates.as_ref().map(|file| file.display().to_string()),
        "rows": rows.map(|counts| counts.postings + counts.refused),
        "repeats": rows.map(|counts| counts.repeats),
        "reposts": rows.map(|counts| counts.reposts),
        "without_text": rows.map(|counts| counts.without_text),
        "refused": rows.map(|counts| counts.refused),
        "postings": summary.postings,
        "employers": summary.employers,
        "without_employer": summary.without_employer,
        "first": summary.first.map(|date| date.to_string()),
        "last": summary.last.map(|date| date.to_string()),
        "tables": tables.iter().map(|table| serde_json::json!({ "name": table.name(), "rows": table.rows() })).collect::<Vec<_>>(),
        "notes": notes,
    });
    let path = folder.path().join("manifest.json");
    fs::write(&path, serde_json::to_string_pretty(&manifest)? + "\n")
        .with_context(|| format!("cannot write `{}`", path.display()))?;
    folder.finish()?;
    console.note(&format!(
        "wrote {} to {} ({}; the table `columns` says what the columns mean)",
        counted(tables.len() as u64, "table"),
        args.output.display(),
        counted(summary.postings, "posting")
    ));
    for note in &notes {
        console.note(note);
    }
    Ok(loaded.exit)
}

/// The tables asked for, in their order; all of them if none is named.
fn wanted(only: &[String]) -> anyhow::Result<Vec<&'static jdlib::market::Standard>> {
    let known: Vec<&str> = TABLES.iter().map(|table| table.name).collect();
    if let Some(name) = only.iter().find(|name| !known.contains(&name.as_str())) {
        let near =
            nearest(name, known.iter().copied()).map(|near| format!("did you mean `{near}`? ")).unwrap_or_default();
        return Err(Failure::usage(format!("there is no table `{name}`"))
            .hint(format!("{near}Known: {}", known.join(", ")))
            .into());
    }
    Ok(TABLES.iter().filter(|table| only.is_empty() || only.iter().any(|name| name == table.name)).collect())
}

fn write(folder: &Path, table: &Table, format: TableFormat, text: CsvText) -> anyhow::Result<()> {
    let extension = match format {
        TableFormat::Csv => "csv",
        TableFormat::Json => "json",
        TableFormat::Jsonl => "jsonl",
    };
    let path = folder.join(format!("{}.{extension}", table.name()));
    let context = || format!("cannot write `{}`", path.display());
    let mut out = BufWriter::new(fs::File::create(&path).with_context(context)?);
    match format {
        TableFormat::Csv => table.write_csv(&mut out, text),
        TableFormat::Json => table.write_json(&mut out),
        TableFormat::Jsonl => table.write_jsonl(&mut out),
    }
    .with_context(context)?;
    out.flush().with_context(context)
}
