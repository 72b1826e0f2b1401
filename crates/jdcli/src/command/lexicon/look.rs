//! `jds lexicon search`, `show` and `explain`: what is there, and why a word counts.

use std::io::Write;

use jdlib::table::{Column, Table};
use jdlib::terms::Field;
use jdlib::{Analyzer, Lexicon, Posting};

use crate::args::OutputArgs;
use crate::command::find;
use crate::failure::{Exit, Failure};
use crate::output::human::plain;
use crate::output::{Layout, Show, Sink, write_table};

pub(super) fn search(lexicon: &Lexicon, text: &str, output: &OutputArgs) -> anyhow::Result<Exit> {
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

pub(super) fn show(lexicon: &Lexicon, name: &str) -> anyhow::Result<Exit> {
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

/// Every candidate of a text: what counts, what was refused, and the rule that decided.
pub(super) fn explain(analyzer: &Analyzer, text: &str, output: &OutputArgs) -> anyhow::Result<Exit> {
    let analysis = analyzer.analyze(&Posting::new(text));
    let mut rows: Vec<(usize, [String; 5])> = Vec::new();
    for claim in analysis.skills() {
        for mention in claim.mentions() {
            let start = mention.span.map_or(0, |span| span.start);
            let cells = [
                mention.text().to_owned(),
                claim.id().to_owned(),
                "counts".to_owned(),
                claim.skill().policy().to_string(),
                format!("{}: {}", mention.ask, mention.why()),
            ];
            rows.push((start, cells));
        }
    }
    for refused in analysis.refused().iter().filter(|refused| refused.field == Field::Description) {
        let policy = analyzer.lexicon().id(&refused.skill).map(|id| analyzer.lexicon().skill(id).policy().to_string());
        let cells = [
            refused.text.clone(),
            refused.skill.clone(),
            "refused".to_owned(),
            policy.unwrap_or_default(),
            refused.why.clone(),
        ];
        rows.push((refused.span.start, cells));
    }
    rows.sort();
    let mut table = Table::new("explain", "jds.explain/1", "Every candidate of the text, in order");
    table.push(Column::int(
        "start",
        jdlib::table::Unit::None,
        "First byte",
        rows.iter().map(|(start, _)| i64::try_from(*start).ok()),
    ));
    for (at, (name, about)) in [
        ("text", "Words of the candidate"),
        ("skill", "Id of the skill"),
        ("verdict", "counts or refused"),
        ("policy", "Policy of the skill"),
        ("why", "What decided"),
    ]
    .into_iter()
    .enumerate()
    {
        table.push(Column::text(name, about, rows.iter().map(|(_, cells)| cells[at].clone())));
    }
    write_table(output, &table, || {
        let headers = vec![
            ("Words", Show::Left),
            ("Skill", Show::Left),
            ("Verdict", Show::Left),
            ("Policy", Show::Left),
            ("Why", Show::Left),
        ];
        let notes =
            if rows.is_empty() { vec!["no surface form of the lexicon stands in it".to_owned()] } else { Vec::new() };
        let rows = rows.iter().map(|(_, cells)| cells.iter().map(|cell| plain(cell)).collect()).collect();
        vec![Layout { headers, rows, notes, ..Layout::default() }]
    })?;
    Ok(Exit::Ok)
}
