//! Skills of Lightcast: JSON of its API, or the flat CSV that goes around.

use std::io::BufRead;
use std::path::Path;

use serde::Deserialize;

use super::csv_file::{self, CsvFile};
use super::{Entry, Form, Nature, Source, json_file};
use crate::error::{Error, Result};

#[derive(Deserialize)]
struct Skill {
    #[serde(default)]
    id: String,
    name: String,
    #[serde(default, rename = "type")]
    sort: Named,
    #[serde(default)]
    category: Named,
    #[serde(default)]
    subcategory: Named,
}

/// An object with a name, a bare name, or nothing.
#[derive(Default, Deserialize)]
#[serde(untagged)]
enum Named {
    Object {
        name: Option<String>,
    },
    Text(String),
    #[default]
    Nothing,
}

impl Named {
    fn text(&self) -> &str {
        match self {
            Self::Object { name } => name.as_deref().unwrap_or_default(),
            Self::Text(text) => text,
            Self::Nothing => "",
        }
    }
}

/// The list itself, or the answer of the API around it.
#[derive(Deserialize)]
#[serde(untagged)]
enum Answer {
    List(Vec<Skill>),
    Data { data: Vec<Skill> },
}

const WHAT: &str = "a list of Lightcast skills: objects with `id`, `name`, `type`, `category`";

pub(super) fn read(input: &Path) -> Result<Source> {
    let mut start = csv_file::open(input)?;
    let bytes = start.fill_buf().map_err(|error| Error::io(error, input))?;
    let first = bytes.iter().find(|byte| !byte.is_ascii_whitespace()).copied();
    if !matches!(first, Some(b'[' | b'{')) {
        return table(input);
    }
    drop(start);
    let (Answer::List(skills) | Answer::Data { data: skills }) = json_file::read(input, WHAT)?;
    let entry = |(number, skill): (u64, Skill)| {
        let area = [&skill.category, &skill.subcategory].into_iter().map(Named::text).find(|name| !name.is_empty());
        let (kind, nature) = kind(&skill.name, skill.sort.text());
        Entry {
            line: number,
            area: area.unwrap_or_default().to_owned(),
            kind: kind.to_owned(),
            nature,
            reference: skill.id,
            name: Form::new(skill.name, "name"),
            ..Entry::default()
        }
    };
    Ok(Source { entries: (1..).zip(skills).map(entry).collect(), ..Source::default() })
}

fn table(input: &Path) -> Result<Source> {
    let file = CsvFile::open(input, b',')?;
    let name = file.required(&["skill", "name", "skill_name"], WHAT)?;
    let id = file.column(&["id", "skill_id"]);
    let area = file.column(&["skill_category", "category", "subcategory"]);
    let url = file.column(&["info_url", "infourl"]);
    let sort = file.column(&["type", "skill_type"]);
    let mut source = Source::default();
    for row in file.rows() {
        let row = row?;
        let (kind, nature) = kind(row.get(Some(name)), row.get(sort));
        // The page of a skill ends in its id.
        let page = row.get(url).rsplit('/').find(|part| !part.is_empty()).unwrap_or_default();
        source.entries.push(Entry {
            line: row.line,
            reference: [row.get(id), page].into_iter().find(|id| !id.is_empty()).unwrap_or_default().to_owned(),
            name: Form::new(row.get(Some(name)), "name"),
            area: row.get(area).to_owned(),
            kind: kind.to_owned(),
            nature,
            ..Entry::default()
        });
    }
    Ok(source)
}

/// Senses that Lightcast writes in brackets.
const SENSES: [(&str, &str); 9] = [
    ("programming language", "language"),
    ("query language", "language"),
    ("javascript library", "library"),
    ("library", "library"),
    ("framework", "framework"),
    ("database", "database"),
    ("operating system", "platform"),
    ("platform", "platform"),
    ("software", "tool"),
];

/// What a skill is, by the type that the list gives and the bracket of its name.
pub(super) fn kind(name: &str, sort: &str) -> (&'static str, Nature) {
    let (sort, name) = (sort.to_lowercase(), name.to_lowercase());
    let sense = name.rsplit_once('(').map_or("", |(_, sense)| sense);
    if sort.starts_with("certification") {
        ("certification", Nature::Product)
    } else if sort.starts_with("common") || sort.starts_with("soft") {
        ("soft", Nature::Idea)
    } else {
        let known = SENSES.iter().find(|(word, _)| sense.contains(word));
        known.map_or(("", Nature::Idea), |(_, kind)| (*kind, Nature::Product))
    }
}
