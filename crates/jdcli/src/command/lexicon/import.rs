//! `jds lexicon import`: a list of somebody else's as a pack.

use std::fs;
use std::path::Path;

use anyhow::Context;
use jdlib::Lexicon;
use jdlib::error::ErrorKind;
use jdlib::lexicon::import::{Kind, Phrases, Reason, Report, import};
use jdlib::lexicon::{LexiconBuilder, Pack};
use jdlib::table::{Column, CsvText, Table, Unit};

use crate::args::{GlobalArgs, ImportArgs};
use crate::failure::{Exit, Failure, again, counted, quote};
use crate::output::human::plain;
use crate::output::{Console, Sink};

/// Examples of forms that were left out, per reason.
const EXAMPLES: usize = 4;

pub(super) fn run(args: &ImportArgs, global: &GlobalArgs, console: &Console) -> anyhow::Result<Exit> {
    let name = match &args.name {
        Some(name) => name.clone(),
        None => args.out.file_name().unwrap_or_default().to_string_lossy().into_owned(),
    };
    let is_taken = fs::read_dir(&args.out).is_ok_and(|mut entries| entries.next().is_some());
    if is_taken && !args.force {
        let failure = Failure::usage(format!("`{}` is not empty", args.out.display()));
        let hint = format!("choose another folder, or replace the pack in it: {}", again("--force"));
        return Err(failure.hint(hint).into());
    }
    if is_taken && !args.out.join("pack.csv").is_file() {
        let failure = Failure::usage(format!("`{}` holds something that is no pack", args.out.display()));
        return Err(failure.hint("name a folder that is not there yet").into());
    }
    let mut builder = LexiconBuilder::builtin();
    for dir in &global.packs {
        builder.pack(Pack::from_dir(dir)?);
    }
    let core = if global.packs.is_empty() { Lexicon::builtin() } else { builder.build()? };
    let phrases = if args.phrases { Phrases::Keep } else { Phrases::Drop };
    let imported = import(args.from, &args.input, &name, phrases, &core).map_err(|error| unread(error, args.from))?;
    let report = &imported.report;
    let shown = args.input.display();
    if report.skills == 0 && report.joined.is_empty() {
        let failure = Failure::new(Exit::No, format!("none of the {} of `{shown}` can be used", rows(report)));
        return Err(failure
            .fact(reasons(report).join("; "))
            .hint("look at --from: it says how the file is read")
            .into());
    }
    // What is written has to lie over the core pack.
    builder.pack(imported.pack.clone()).build().context("the imported pack does not fit the lexicon")?;
    write(&imported.pack, &args.out)?;
    if let Some(file) = &args.report {
        let mut sink = Sink::open(Some(file))?;
        dropped(report).write_csv(&mut sink, CsvText::Exact).context("cannot write the report")?;
        sink.finish()?;
    }
    for note in notes(report, &shown.to_string()) {
        console.note(&note);
    }
    let out = quote(&args.out.display().to_string());
    console.note(&format!("wrote the pack `{}` to {out}", plain(&name)));
    if report.judged > 0 {
        console.note(&format!("forms that need a sentence in its cases.csv: jds lexicon check {out}"));
    }
    console.note(&format!("use it: jds skills FILE --lexicon {out}"));
    Ok(Exit::Ok)
}

/// The error of a list that is not what it was said to be, with what to do.
fn unread(error: jdlib::Error, from: Kind) -> anyhow::Error {
    let hint = match (error.kind(), from) {
        (ErrorKind::Syntax(_), Kind::Flat) => {
            "a flat list is UTF-8: a name a line, or CSV with the header name,aliases,category"
        }
        (ErrorKind::Syntax(_), _) => "`--from` says what the list is; a plain list of names is read with `--from flat`",
        _ => return error.into(),
    };
    Failure::usage(error.to_string()).hint(hint).into()
}

/// Writes the files of a pack. Those of an earlier import go; what people added to it, such as `cases.csv`, stays.
fn write(pack: &Pack, out: &Path) -> anyhow::Result<()> {
    for sub in ["skills", "aliases"] {
        let folder = out.join(sub);
        if folder.is_dir() {
            fs::remove_dir_all(&folder).with_context(|| format!("cannot replace `{}`", folder.display()))?;
        }
    }
    for (path, text) in pack.texts() {
        let path = out.join(path);
        let parent = path.parent().unwrap_or(out);
        fs::create_dir_all(parent).with_context(|| format!("cannot make `{}`", parent.display()))?;
        fs::write(&path, text).with_context(|| format!("cannot write `{}`", path.display()))?;
    }
    Ok(())
}

fn rows(report: &Report) -> String {
    counted(report.rows, "row")
}

/// What became of the list, in sentences.
fn notes(report: &Report, file: &str) -> Vec<String> {
    let mut notes = vec![format!(
        "read {} of {file}: {} with {}",
        rows(report),
        counted(report.skills, "new skill"),
        counted(report.forms, "further form")
    )];
    if !report.joined.is_empty() {
        let examples: Vec<String> =
            report.joined.iter().take(EXAMPLES).map(|joined| format!("{} ({})", joined.name, joined.skill)).collect();
        notes.push(format!(
            "{} the lexicon has already; their references were added: {}{}",
            counted(report.joined.len() as u64, "row"),
            examples.join(", "),
            more(report.joined.len())
        ));
    }
    if report.judged > 0 {
        let verb = if report.judged == 1 { "counts" } else { "count" };
        let forms = counted(report.judged, "form");
        notes.push(format!(
            "{forms} {verb} only beside other skills: short ones, English words, what means several things"
        ));
    }
    if report.relations > 0 {
        notes.push(format!("{} to other skills", counted(report.relations, "relation")));
    }
    notes.extend(reasons(report).into_iter().map(|reason| format!("left out {reason}")));
    notes
}

/// `12 forms: too long (example, example)`
fn reasons(report: &Report) -> Vec<String> {
    let line = |(reason, count, examples): (Reason, u64, Vec<&str>)| {
        let shown: Vec<String> = examples.iter().map(|form| form.chars().take(60).collect()).collect();
        let shown =
            if shown.is_empty() { String::new() } else { format!(" ({}{})", shown.join(", "), more(count as usize)) };
        format!("{}: {}{shown}", counted(count, "form"), reason.describe())
    };
    report.reasons(EXAMPLES).into_iter().map(line).collect()
}

fn more(count: usize) -> &'static str {
    if count > EXAMPLES { ", ..." } else { "" }
}

/// Forms that were left out, one row each.
fn dropped(report: &Report) -> Table {
    let rows = &report.dropped;
    let mut table = Table::new("import", "jds.lexicon-import/1", "Forms that were left out");
    table.push(Column::int(
        "line",
        Unit::None,
        "Line of the list",
        rows.iter().map(|row| i64::try_from(row.line).ok()),
    ));
    table.push(Column::text("name", "Name of the row", rows.iter().map(|row| row.name.clone())));
    table.push(Column::text("form", "The form", rows.iter().map(|row| row.form.clone())));
    table.push(Column::text("reason", "Why", rows.iter().map(|row| row.reason.to_string())));
    table.push(Column::text("why", "Why, in words", rows.iter().map(|row| row.reason.describe().to_owned())));
    let owners = rows.iter().map(|row| Some(row.owner.clone()).filter(|owner| !owner.is_empty()));
    table.push(Column::text("owner", "Skill that has the form", owners));
    table
}
