//! `jds lexicon stats`: how large it is, and what of.

use std::collections::BTreeMap;

use jdlib::Lexicon;
use jdlib::table::{Column, Table, Unit};

use crate::args::OutputArgs;
use crate::failure::{Exit, thousands};
use crate::output::{Layout, Show, write_table};

/// Counts of one area, kind or policy.
#[derive(Clone, Copy, Default)]
struct Count {
    skills: u64,
    forms: u64,
    cues: u64,
}

pub(super) fn run(lexicon: &Lexicon, output: &OutputArgs) -> anyhow::Result<Exit> {
    let mut counts: BTreeMap<(usize, String), Count> = BTreeMap::new();
    for (id, skill) in lexicon.iter() {
        let (forms, cues) = (lexicon.forms(id).count() as u64, lexicon.cues(id).count() as u64);
        let parts = [String::new(), skill.area().to_owned(), skill.kind().to_owned(), skill.policy().to_string()];
        for (part, name) in parts.into_iter().enumerate() {
            let count = counts.entry((part, name)).or_default();
            count.skills += 1;
            count.forms += forms;
            count.cues += cues;
        }
    }
    const PARTS: [&str; 4] = ["all", "area", "kind", "policy"];
    let mut table = Table::new("lexicon", "jds.lexicon-stats/1", format!("The lexicon {}", lexicon.fingerprint()));
    table.push(Column::text(
        "part",
        "all, area, kind or policy",
        counts.keys().map(|(part, _)| PARTS[*part].to_owned()),
    ));
    table.push(Column::text(
        "name",
        "Which",
        counts.keys().map(|(_, name)| Some(name.clone()).filter(|name| !name.is_empty())),
    ));
    let number = |value: fn(&Count) -> u64| counts.values().map(move |count| i64::try_from(value(count)).ok());
    table.push(Column::int("skills", Unit::Count, "Skills", number(|count| count.skills)));
    table.push(Column::int("forms", Unit::Count, "Surface forms, generated ones too", number(|count| count.forms)));
    table.push(Column::int("cues", Unit::Count, "Context cues", number(|count| count.cues)));
    let others = [
        ("example sentences", lexicon.cases().len()),
        ("relations", lexicon.relation_count()),
        ("references to other lists", lexicon.references().len()),
        ("views", lexicon.views().count()),
    ];
    let notes: Vec<String> =
        others.iter().map(|(name, count)| format!("{} {name}", thousands(*count as u64))).collect();
    for note in &notes {
        table.note(note.clone());
    }
    write_table(output, &table, || {
        let headers = vec![
            ("Part", Show::Left),
            ("Name", Show::Left),
            ("Skills", Show::Right),
            ("Forms", Show::Right),
            ("Cues", Show::Right),
        ];
        let row = |((part, name), count): (&(usize, String), &Count)| {
            let numbers = [count.skills, count.forms, count.cues].map(thousands);
            [PARTS[*part].to_owned(), name.clone()].into_iter().chain(numbers).collect()
        };
        vec![Layout { headers, rows: counts.iter().map(row).collect(), title: table.title().to_owned(), notes }]
    })?;
    Ok(Exit::Ok)
}
