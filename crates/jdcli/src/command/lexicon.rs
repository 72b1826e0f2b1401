//! `jds lexicon`: look into the vocabulary, and test it.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::PathBuf;

use jdlib::lexicon::{Finding, LexiconBuilder, Pack, Severity};
use jdlib::table::{Column, Table};
use jdlib::{Analyzer, Lexicon, Posting};

use super::find;
use crate::args::{GlobalArgs, LexiconArgs, LexiconCommand, OutputArgs};
use crate::failure::{Exit, Failure, thousands};
use crate::input;
use crate::output::human::plain;
use crate::output::{Console, Layout, Show, Sink, write_table};

pub(super) fn run(args: &LexiconArgs, global: &GlobalArgs, console: &Console) -> anyhow::Result<Exit> {
    match &args.command {
        LexiconCommand::Check { packs, warnings } => check(packs, *warnings, global, console),
        LexiconCommand::Search { text, output } => search(input::analyzer(global)?.lexicon(), text, output),
        LexiconCommand::Show { skill } => show(input::analyzer(global)?.lexicon(), skill),
    }
}

fn check(packs: &[PathBuf], warnings: bool, global: &GlobalArgs, console: &Console) -> anyhow::Result<Exit> {
    let mut builder = LexiconBuilder::builtin();
    for dir in global.packs.iter().chain(packs) {
        let pack = Pack::from_dir(dir)?;
        // The core pack itself, as its writers check it, stands alone: laid over its own copy it would hide removed rows.
        if pack.name() == "core" {
            builder = LexiconBuilder::new();
        }
        builder.pack(pack);
    }
    let (lexicon, mut findings) = builder.check()?;
    let cases = run_cases(&lexicon, &mut findings);
    let shown = findings.iter().filter(|finding| warnings || finding.severity == Severity::Error);
    let mut out = Sink::open(None)?;
    for finding in shown {
        writeln!(out, "{}: {} {}: {}", finding.severity, finding.rule, plain(&finding.place), plain(&finding.message))?;
    }
    let errors = findings.iter().filter(|finding| finding.severity == Severity::Error).count();
    writeln!(
        out,
        "{}: {} skills, {} surface forms, {} example sentences with {} checks; {} errors, {} warnings",
        lexicon.fingerprint(),
        thousands(lexicon.skills().len() as u64),
        thousands(lexicon.alias_count() as u64),
        thousands(lexicon.cases().len() as u64),
        thousands(cases),
        errors,
        findings.len() - errors
    )?;
    out.finish()?;
    if errors == 0 {
        return Ok(Exit::Ok);
    }
    console.debug("rows are named by file and line");
    Ok(Exit::No)
}

/// LX08: every example sentence says what it has to. Returns the number of checks.
fn run_cases(lexicon: &Lexicon, findings: &mut Vec<Finding>) -> u64 {
    let analyzer = Analyzer::new(lexicon.clone());
    let mut checks = 0;
    for case in lexicon.cases() {
        let analysis = analyzer.analyze(&Posting::new(case.text.clone()));
        let found: BTreeSet<_> = analysis.skills().map(|claim| claim.skill_id()).collect();
        let mut fail = |message: String| {
            findings.push(Finding { severity: Severity::Error, rule: "LX08", place: case.origin.clone(), message });
        };
        for skill in &case.must {
            checks += 1;
            if !found.contains(skill) {
                fail(format!("`{}` is not found in: {}", lexicon.skill(*skill).id(), case.text));
            }
        }
        for skill in &case.must_not {
            checks += 1;
            if found.contains(skill) {
                fail(format!("`{}` is found in: {}", lexicon.skill(*skill).id(), case.text));
            }
        }
    }
    checks
}

fn search(lexicon: &Lexicon, text: &str, output: &OutputArgs) -> anyhow::Result<Exit> {
    let found = lexicon.search(text);
    if found.is_empty() {
        let near = lexicon.nearest(text);
        let hint = match near.first() {
            Some((id, name)) => format!("did you mean `{id}` ({name})?"),
            None => "try a shorter part of the name".to_owned(),
        };
        return Err(Failure::new(Exit::No, format!("no skill has `{text}` in a name")).hint(hint).into());
    }
    let surfaces = |id| lexicon.surfaces(id).skip(1).take(6).collect::<Vec<_>>().join(", ");
    let mut table = Table::new("skills", "jds.lexicon/1", format!("Skills with `{text}` in a name"));
    table.push(Column::text("skill", "Id", found.iter().map(|id| lexicon.skill(*id).id().to_owned())));
    table.push(Column::text("name", "Name", found.iter().map(|id| lexicon.skill(*id).name().to_owned())));
    table.push(Column::text("kind", "Kind", found.iter().map(|id| lexicon.skill(*id).kind().to_owned())));
    table.push(Column::text(
        "policy",
        "When its name counts",
        found.iter().map(|id| lexicon.skill(*id).policy().to_string()),
    ));
    table.push(Column::text(
        "surfaces",
        "Other spellings",
        found.iter().map(|id| Some(surfaces(*id)).filter(|text| !text.is_empty())),
    ));
    let row = |id: &jdlib::lexicon::SkillId| {
        let skill = lexicon.skill(*id);
        vec![
            skill.id().to_owned(),
            skill.name().to_owned(),
            skill.kind().to_owned(),
            skill.policy().to_string(),
            surfaces(*id),
        ]
    };
    write_table(output, &table, || {
        let headers = vec![
            ("Id", Show::Left),
            ("Name", Show::Left),
            ("Kind", Show::Left),
            ("Policy", Show::Left),
            ("Also written", Show::Left),
        ];
        vec![Layout { headers, rows: found.iter().map(row).collect(), ..Layout::default() }]
    })?;
    Ok(Exit::Ok)
}

fn show(lexicon: &Lexicon, name: &str) -> anyhow::Result<Exit> {
    let skill = find(lexicon, name)?;
    let Some(id) = lexicon.id(skill.id()) else { return Ok(Exit::No) };
    let mut out = Sink::open(None)?;
    writeln!(out, "{} ({})", skill.name(), skill.id())?;
    let since = skill.since().map_or(String::new(), |year| format!(", since {year}"));
    writeln!(out, "{}, area {}, policy {}{since}", skill.kind(), skill.area(), skill.policy())?;
    if !skill.note().is_empty() {
        writeln!(out, "{}", skill.note())?;
    }
    let forms: Vec<String> = lexicon
        .forms(id)
        .map(|(form, policy)| if policy == skill.policy() { form.to_owned() } else { format!("{form} ({policy})") })
        .collect();
    writeln!(out, "written as: {}", forms.join(", "))?;
    for cue in lexicon.cues(id) {
        writeln!(out, "cue: {cue}")?;
    }
    for (rel, other) in lexicon.relations(id) {
        writeln!(out, "{rel}: {}", lexicon.skill(other).id())?;
    }
    for view in lexicon.views() {
        if let Some((cell, depth)) = lexicon.view(view).and_then(|view| view.cell_of(id)) {
            let depth = if depth.is_empty() { String::new() } else { format!(" ({depth})") };
            writeln!(out, "view {view}: {cell}{depth}")?;
        }
    }
    for case in lexicon.cases() {
        let says = match (case.must.contains(&id), case.must_not.contains(&id)) {
            (true, _) => "counts in",
            (_, true) => "does not count in",
            _ => continue,
        };
        writeln!(out, "{says}: {}", plain(&case.text))?;
    }
    out.finish()?;
    Ok(Exit::Ok)
}
