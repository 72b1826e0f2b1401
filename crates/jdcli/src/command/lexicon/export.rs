//! `jds lexicon export`: the lexicon for other programs.

use std::io::Write;

use anyhow::Context;
use jdlib::lexicon::{ExportedForm, ExportedSkill, LexiconBuilder, Pack, write_esco};
use jdlib::table::{Column, CsvText, Table};

use crate::args::{ExportArgs, ExportTo, GlobalArgs};
use crate::failure::Exit;
use crate::output::Sink;

pub(super) fn run(args: &ExportArgs, global: &GlobalArgs) -> anyhow::Result<Exit> {
    let mut packs = vec![Pack::builtin()];
    for dir in &global.packs {
        packs.push(Pack::from_dir(dir)?);
    }
    let mut builder = LexiconBuilder::new();
    for pack in &packs {
        builder.pack(pack.clone());
    }
    let lexicon = builder.build()?;
    let skills = lexicon.exported(&packs)?;
    let mut sink = Sink::open(args.output.as_deref())?;
    match args.to {
        ExportTo::Csv => flat(&skills).write_csv(&mut sink, CsvText::Exact),
        ExportTo::Esco => write_esco(&skills, &mut sink),
        ExportTo::Json => {
            let document = serde_json::json!({
                "schema": "jds.lexicon-export/1",
                "fingerprint": lexicon.fingerprint(),
                "skills": skills,
            });
            let mut text = serde_json::to_vec_pretty(&document).context("a lexicon is always JSON")?;
            text.push(b'\n');
            sink.write_all(&text)
        }
        ExportTo::Patterns => patterns(&skills, &mut sink),
    }
    .context("cannot write the lexicon")?;
    sink.finish()?;
    Ok(Exit::Ok)
}

/// A form a row. Generated forms follow from the others.
fn flat(skills: &[ExportedSkill]) -> Table {
    let rows: Vec<(&ExportedSkill, &ExportedForm)> = skills
        .iter()
        .flat_map(|skill| skill.forms.iter().filter(|form| !form.is_generated()).map(move |form| (skill, form)))
        .collect();
    let mut table = Table::new("lexicon", "jds.lexicon-flat/1", "Surface forms of skills");
    let mut push =
        |name: &'static str, about: &'static str, value: &dyn Fn(&ExportedSkill, &ExportedForm) -> String| {
            table.push(Column::text(name, about, rows.iter().map(|(skill, form)| value(skill, form))));
        };
    push("id", "Id of the skill", &|skill, _| skill.id.clone());
    push("name", "Name of the skill", &|skill, _| skill.name.clone());
    push("kind", "Kind of the skill", &|skill, _| skill.kind.clone());
    push("area", "Area of the skill", &|skill, _| skill.area.clone());
    push("alias", "Surface form", &|_, form| form.text.clone());
    push("type", "What the form is", &|_, form| form.sort.clone());
    push("policy", "When it counts", &|_, form| form.policy.to_owned());
    push("case", "How it has to be written", &|_, form| form.case.to_owned());
    table
}

/// A form a line, a tab, the id. Forms that never count by themselves are left out.
fn patterns(skills: &[ExportedSkill], out: &mut impl Write) -> std::io::Result<()> {
    for skill in skills {
        for form in skill.forms.iter().filter(|form| form.sort != "no" && form.policy != "alias") {
            writeln!(out, "{}\t{}", form.text, skill.id)?;
        }
    }
    Ok(())
}
