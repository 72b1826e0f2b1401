//! ESCO: skills of the European classification, and the files of their relations.

use std::fs;
use std::path::{Path, PathBuf};

use super::csv_file::CsvFile;
use super::{Entry, Form, Nature, Reason, Source};
use crate::error::{Error, Result};

const WHAT: &str = "a CSV of ESCO skills";

/// Starts of the names of files in a folder of ESCO: skills, relations between them, broader skills.
const SKILLS: [&str; 5] =
    ["skills_", "skillscollection", "digitalskillscollection", "digcompcollection", "transversalskillscollection"];
const RELATIONS: [&str; 1] = ["skillskillrelations"];
const BROADER: [&str; 1] = ["broaderrelationsskillpillar"];

pub(super) fn read(input: &Path) -> Result<Source> {
    let mut source = Source::default();
    if !input.is_dir() {
        skills(input, &mut source)?;
        return Ok(source);
    }
    let mut files = fs::read_dir(input)
        .and_then(|entries| entries.map(|entry| Ok(entry?.path())).collect::<std::io::Result<Vec<PathBuf>>>())
        .map_err(|error| Error::io(error, input))?;
    files.sort();
    let named = |starts: &[&str]| -> Vec<PathBuf> {
        let name = |file: &Path| file.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
        let is_wanted =
            |file: &&PathBuf| name(file).ends_with(".csv") && starts.iter().any(|start| name(file).starts_with(start));
        files.iter().filter(is_wanted).cloned().collect()
    };
    let lists = named(&SKILLS);
    if lists.is_empty() {
        return Err(Error::syntax("there is no `skills_en.csv` and no collection of skills in it").in_file(input));
    }
    for file in lists {
        skills(&file, &mut source)?;
    }
    for file in named(&RELATIONS) {
        relations(&file, &mut source)?;
    }
    for file in named(&BROADER) {
        broader(&file, &mut source)?;
    }
    Ok(source)
}

fn skills(input: &Path, source: &mut Source) -> Result<()> {
    let file = CsvFile::open(input, b',')?;
    let uri = file.required(&["conceptUri"], WHAT)?;
    let label = file.required(&["preferredLabel"], WHAT)?;
    let sort = file.required(&["skillType"], WHAT)?;
    let labels = [file.column(&["altlabels"]), file.column(&["hiddenlabels"])];
    let status = file.column(&["status"]);
    let broader = file.column(&["broaderconcepturi"]);
    let broader_label = file.column(&["broaderconceptpt"]);
    for row in file.rows() {
        let row = row?;
        let name = row.get(Some(label));
        let above: Vec<&str> = parts(row.get(broader_label)).collect();
        let is_knowledge = row.get(Some(sort)) == "knowledge";
        let nature = if is_knowledge { nature(name) } else { phrase(name) };
        let refused = match row.get(status) {
            "" | "released" => None,
            _ => Some(Reason::Unreleased),
        };
        source.entries.push(Entry {
            line: row.line,
            reference: row.get(Some(uri)).to_owned(),
            name: Form::new(name, "name"),
            others: labels
                .into_iter()
                .flat_map(|column| parts(row.get(column)))
                .map(|text| Form::new(text, ""))
                .collect(),
            kind: kind(name, nature, &above).to_owned(),
            nature,
            // A narrow group of tools says more than a field of study.
            area: above.iter().min_by_key(|label| label.contains(" and ")).copied().unwrap_or_default().to_owned(),
            broader: parts(row.get(broader)).map(str::to_owned).collect(),
            refused,
            ..Entry::default()
        });
    }
    Ok(())
}

/// Essential relations say that one skill asks for the other, optional ones that they go together.
fn relations(input: &Path, source: &mut Source) -> Result<()> {
    const WHAT: &str = "`skillSkillRelations` of ESCO";
    let file = CsvFile::open(input, b',')?;
    let from = file.required(&["originalSkillUri"], WHAT)?;
    let to = file.required(&["relatedSkillUri"], WHAT)?;
    let sort = file.required(&["relationType"], WHAT)?;
    for row in file.rows() {
        let row = row?;
        let rel = if row.get(Some(sort)) == "essential" { "implies" } else { "used_with" };
        source.relations.push((row.get(Some(from)).to_owned(), rel, row.get(Some(to)).to_owned()));
    }
    Ok(())
}

fn broader(input: &Path, source: &mut Source) -> Result<()> {
    const WHAT: &str = "`broaderRelationsSkillPillar` of ESCO";
    let file = CsvFile::open(input, b',')?;
    let child = file.required(&["conceptUri"], WHAT)?;
    let parent = file.required(&["broaderUri"], WHAT)?;
    let mut parents: std::collections::HashMap<String, Vec<String>> = std::collections::HashMap::new();
    for row in file.rows() {
        let row = row?;
        parents.entry(row.get(Some(child)).to_owned()).or_default().push(row.get(Some(parent)).to_owned());
    }
    for entry in &mut source.entries {
        entry.broader.extend(parents.remove(&entry.reference).into_iter().flatten());
    }
    Ok(())
}

/// Labels of one cell: a line each in the files of all skills, between bars in those of collections.
fn parts(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(['\n', '|']).map(str::trim).filter(|part| !part.is_empty())
}

/// A label with a capital names a product; in a phrase the capitals of abbreviations prove nothing: "ICT encryption".
fn nature(label: &str) -> Nature {
    let name = label.split(" (").next().unwrap_or(label);
    let is_capital = |word: &str| {
        word.chars().any(char::is_uppercase) && (!name.contains(' ') || word.chars().any(char::is_lowercase))
    };
    if name.split(' ').any(is_capital) { Nature::Product } else { Nature::Idea }
}

/// Skills that are no knowledge begin with a verb: "manage projects". What is left is a way of working.
fn phrase(label: &str) -> Nature {
    match label.split_once(' ') {
        Some((first, _)) if !first.ends_with("ing") && first.starts_with(char::is_lowercase) => Nature::Phrase,
        _ => Nature::Idea,
    }
}

/// Words of brackets and broader labels, and the kind that they tell.
const KINDS: [(&str, &str); 7] = [
    ("computer programming", "language"),
    ("query languages", "language"),
    ("markup languages", "language"),
    ("database management systems", "database"),
    ("frameworks", "framework"),
    ("operating systems", "platform"),
    ("digital game creation systems", "platform"),
];

fn kind(label: &str, nature: Nature, above: &[&str]) -> &'static str {
    match nature {
        Nature::Idea => "concept",
        Nature::Phrase => "practice",
        Nature::Product | Nature::Unknown => {
            let says = |word: &str| label.contains(word) || above.iter().any(|label| label.contains(word));
            KINDS.iter().find(|(word, _)| says(word)).map_or("tool", |(_, kind)| kind)
        }
    }
}
