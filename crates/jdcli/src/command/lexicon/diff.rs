//! `jds lexicon diff`: what differs between two packs, and what that does to what is found.

use std::collections::BTreeMap;
use std::path::Path;

use jdlib::eval::{Effect, shift};
use jdlib::lexicon::{Difference, LexiconBuilder, Pack, Part};
use jdlib::posting::Posting;
use jdlib::table::{Column, Table, Unit};
use jdlib::{Analyzer, Lexicon};
use rayon::prelude::*;

use crate::args::{DiffArgs, GlobalArgs};
use crate::failure::{Exit, counted, thousands};
use crate::input::{self, Opened};
use crate::output::{Console, Layout, Show, say_where_silent, write_table};

/// Rows of a terminal table, of differences and of effects.
const TOP: usize = 40;

pub(super) fn run(args: &DiffArgs, global: &GlobalArgs, console: &Console) -> anyhow::Result<Exit> {
    let before = Analyzer::new(lexicon(&args.before, global)?);
    let after = Analyzer::new(lexicon(&args.after, global)?);
    let differences = before.lexicon().differences(after.lexicon());
    let (effect, exit) = if args.input.files.is_empty() {
        (of_cases(&before, &after), Exit::Ok)
    } else {
        of_files(args, &before, &after, console)?
    };
    let sample = if args.input.files.is_empty() { "example sentence" } else { "posting" };
    let notes = notes(&differences, &effect, sample);
    let table = table(&differences, &effect, &before, &after, &notes);
    let said = notes.clone();
    write_table(&args.output, &table, || layouts(&differences, &effect, args.all, table.title(), notes))?;
    say_where_silent(&args.output, &said, console);
    let is_same = differences.is_empty() && effect.changed == 0;
    Ok(if exit == Exit::Ok && !is_same { Exit::No } else { exit })
}

/// `core`, or a folder: a pack of its own lies over the core pack, the core pack itself stands alone.
fn lexicon(name: &Path, global: &GlobalArgs) -> anyhow::Result<Lexicon> {
    let mut builder = LexiconBuilder::builtin();
    if name != Path::new("core") || name.is_dir() {
        let pack = Pack::from_dir(name)?;
        if pack.name() == "core" {
            builder = LexiconBuilder::new();
        }
        builder.pack(pack);
    }
    for dir in &global.packs {
        builder.pack(Pack::from_dir(dir)?);
    }
    Ok(builder.build()?)
}

/// The sentences of both packs, each once.
fn of_cases(before: &Analyzer, after: &Analyzer) -> Effect {
    let mut texts: Vec<&str> =
        [before, after].iter().flat_map(|analyzer| analyzer.lexicon().cases()).map(|case| case.text.as_str()).collect();
    texts.sort_unstable();
    texts.dedup();
    let shifts: Vec<_> = texts.par_iter().map(|text| shift(before, after, &Posting::new(*text))).collect();
    let mut effect = Effect::default();
    for shift in shifts {
        effect.add(shift);
    }
    effect
}

fn of_files(args: &DiffArgs, before: &Analyzer, after: &Analyzer, console: &Console) -> anyhow::Result<(Effect, Exit)> {
    let Opened { readers, exit } = input::open(&args.input, console)?;
    let mut effect = Effect::default();
    let compare = |posting: Posting| shift(before, after, &posting);
    let counts = input::each(readers, console, compare, |shifts| {
        for shift in shifts {
            effect.add(shift);
        }
        Ok(())
    })?;
    Ok((effect, if counts.failed > 0 { Exit::Partial } else { exit }))
}

fn notes(differences: &[Difference], effect: &Effect, sample: &str) -> Vec<String> {
    let mut parts: BTreeMap<(Part, &str), u64> = BTreeMap::new();
    for row in differences {
        *parts.entry((row.part, row.change.as_str())).or_default() += 1;
    }
    let counts: Vec<String> =
        parts.iter().map(|((part, change), count)| format!("{} {change}", counted(*count, part.as_str()))).collect();
    let (gained, lost) =
        effect.skills.values().fold((0, 0), |(gained, lost), skill| (gained + skill.gained, lost + skill.lost));
    vec![
        if counts.is_empty() { "the lexicons are the same".to_owned() } else { counts.join(", ") },
        format!(
            "{} read with both: {} gained, {} lost, in {}",
            counted(effect.postings, sample),
            counted(gained, "mention"),
            thousands(lost),
            counted(effect.changed, sample)
        ),
    ]
}

/// Differences and effects in one table, told apart by `part`.
fn table(differences: &[Difference], effect: &Effect, before: &Analyzer, after: &Analyzer, notes: &[String]) -> Table {
    const EFFECT: &str = "effect";
    let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let rows = || effect.skills.iter();
    let title = format!("{} against {}", before.lexicon().fingerprint(), after.lexicon().fingerprint());
    let mut table = Table::new("lexicon_diff", "jds.lexicon-diff/1", title);
    let parts = differences.iter().map(|row| row.part.as_str()).chain(rows().map(|_| EFFECT));
    table.push(Column::text("part", "What differs; effect: what is found", parts.map(str::to_owned)));
    let skills = differences.iter().map(|row| some(&row.skill)).chain(rows().map(|(skill, _)| some(skill)));
    table.push(Column::text("skill", "Id of the skill", skills));
    let changes =
        differences.iter().map(|row| row.change.as_str()).chain(rows().map(|(_, row)| match (row.gained, row.lost) {
            (_, 0) => "gained",
            (0, _) => "lost",
            _ => "both",
        }));
    table.push(Column::text("change", "How it differs", changes.map(str::to_owned)));
    let was = differences
        .iter()
        .map(|row| some(&row.before))
        .chain(rows().map(|(_, row)| some(&row.lost_examples.join(" | "))));
    table.push(Column::text("before", "What the first says; examples of what only it finds", was));
    let is = differences
        .iter()
        .map(|row| some(&row.after))
        .chain(rows().map(|(_, row)| some(&row.gained_examples.join(" | "))));
    table.push(Column::text("after", "What the second says; examples of what only it finds", is));
    let none = || differences.iter().map(|_| None);
    let number = |count: u64| i64::try_from(count).ok();
    table.push(Column::int(
        "gained",
        Unit::Count,
        "Mentions that only the second finds",
        none().chain(rows().map(|(_, row)| number(row.gained))),
    ));
    table.push(Column::int(
        "lost",
        Unit::Count,
        "Mentions that only the first finds",
        none().chain(rows().map(|(_, row)| number(row.lost))),
    ));
    for note in notes {
        table.note(note.clone());
    }
    table
}

fn layouts(differences: &[Difference], effect: &Effect, all: bool, title: &str, notes: Vec<String>) -> Vec<Layout> {
    let top = if all { usize::MAX } else { TOP };
    let hidden = |count: usize| match count.saturating_sub(top) {
        0 => Vec::new(),
        hidden => vec![format!("{} more: --all shows them", thousands(hidden as u64))],
    };
    let row = |row: &Difference| {
        vec![
            row.part.as_str().to_owned(),
            row.skill.clone(),
            row.change.as_str().to_owned(),
            row.before.clone(),
            row.after.clone(),
        ]
    };
    let changes = Layout {
        title: title.to_owned(),
        headers: vec![
            ("Part", Show::Left),
            ("Skill", Show::Left),
            ("Change", Show::Left),
            ("Before", Show::Left),
            ("After", Show::Left),
        ],
        rows: differences.iter().take(top).map(row).collect(),
        notes: hidden(differences.len()),
    };
    // What changes most comes first.
    let mut skills: Vec<_> = effect.skills.iter().collect();
    skills.sort_by_key(|(id, skill)| (std::cmp::Reverse(skill.gained + skill.lost), id.as_str()));
    let effects = skills.iter().take(top).map(|(id, skill)| {
        let example = skill.lost_examples.first().or(skill.gained_examples.first());
        vec![(*id).clone(), thousands(skill.gained), thousands(skill.lost), example.cloned().unwrap_or_default()]
    });
    let effects = Layout {
        title: "Mentions gained and lost".to_owned(),
        headers: vec![
            ("Skill", Show::Left),
            ("Gained", Show::Right),
            ("Lost", Show::Right),
            ("For example", Show::Left),
        ],
        rows: effects.collect(),
        notes: [hidden(skills.len()), notes].concat(),
    };
    vec![changes, effects]
}
