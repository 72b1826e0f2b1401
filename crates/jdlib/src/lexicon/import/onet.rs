//! `Technology Skills.txt` of O*NET: one row an example and occupation.

use std::collections::HashMap;
use std::path::Path;

use super::clean::initials;
use super::csv_file::CsvFile;
use super::english::words;
use super::{Entry, Form, Nature, Source};
use crate::error::Result;

/// Makers whose names O*NET puts before those of their products. Bare names are what postings write.
const VENDORS: [&str; 34] = [
    "Adobe",
    "Amazon",
    "Apache",
    "Apple",
    "Atlassian",
    "Autodesk",
    "Bentley",
    "Blackbaud",
    "Broadcom",
    "Cisco",
    "Citrix",
    "Corel",
    "Epic",
    "ESRI",
    "Esri",
    "Google",
    "Hewlett Packard",
    "IBM",
    "Infor",
    "Intuit",
    "Micro Focus",
    "Microsoft",
    "Nuance",
    "NVIDIA",
    "Oracle",
    "Progress",
    "Red Hat",
    "Sage",
    "Salesforce",
    "SAP",
    "Siemens",
    "Symantec",
    "The MathWorks",
    "VMware",
];

/// Words at the end of a name that say what it is, not what it is called.
const SORTS: [&str; 4] = [" software", " programs", " systems software", " system software"];

pub(super) fn read(input: &Path) -> Result<Source> {
    let file = CsvFile::open(input, b'\t')?;
    let example = file.required(&["Example"], "the tab-separated `Technology Skills.txt` of O*NET")?;
    let commodity = file.column(&["commodity title", "commodity_titles"]);
    let hot = file.column(&["hot technology", "hot"]);
    let demand = file.column(&["in demand", "in_demand"]);
    let mut source = Source::default();
    let mut seen: HashMap<String, usize> = HashMap::new();
    for row in file.rows() {
        let row = row?;
        let name = row.get(Some(example));
        let flags = [(hot, "hot technology"), (demand, "in demand")];
        let flags = flags.into_iter().filter(|(column, _)| row.get(*column) == "Y").map(|(_, flag)| flag);
        // One example stands in a row for each occupation.
        let at = *seen.entry(name.to_owned()).or_insert_with(|| {
            let area = row.get(commodity).split(['|', ';']).next().unwrap_or_default().trim().to_owned();
            source.entries.push(entry(row.line, name, area));
            source.entries.len() - 1
        });
        let note = &mut source.entries[at].note;
        for flag in flags {
            if !note.contains(flag) {
                note.push_str(if note.is_empty() { "" } else { ", " });
                note.push_str(flag);
            }
        }
    }
    Ok(source)
}

fn entry(line: u64, example: &str, area: String) -> Entry {
    let mut entry = Entry { line, reference: example.to_owned(), area, ..Entry::default() };
    let sort = SORTS.iter().find(|sort| example.ends_with(**sort));
    let bare = sort.map_or(example, |sort| &example[..example.len() - sort.len()]).trim();
    let lower = bare
        .char_indices()
        .skip(1)
        .all(|(at, c)| !c.is_uppercase() || bare[..at].ends_with(' ') && is_caps(&bare[at..]));
    // "Word processing software": what O*NET has in mind is any of them.
    // "Word processing software", "Lighting calculation": what is meant is any of them. Products have more capitals.
    let is_generic = lower && (sort.is_some() || bare.contains(' '));
    entry.nature = if is_generic { Nature::Idea } else { Nature::Product };
    entry.kind = kind(entry.nature, &entry.area).to_owned();
    if let Some((long, short)) = bare.rsplit_once(' ').filter(|(long, short)| is_caps(short) && initials(long, short)) {
        // "Structured query language SQL"
        entry.name = Form::new(long, "name");
        entry.others.push(Form::new(short, "abbr"));
        return entry;
    }
    if is_generic {
        entry.refused = Some(super::Reason::Generic);
        entry.name = Form::new(bare, "name");
        if bare != example {
            entry.others.push(Form::new(example, "full"));
        }
        return entry;
    }
    let vendor = VENDORS.iter().find_map(|vendor| bare.strip_prefix(*vendor)?.strip_prefix(' '));
    match vendor {
        // "Microsoft Word": the bare name means more than one thing, the gatherer decides what it is good for.
        Some(product) if product.chars().any(char::is_alphabetic) && words(product).count() <= 4 => {
            entry.name = Form::new(product, "name");
            entry.others.push(Form::new(bare, "vendor"));
        }
        _ => entry.name = Form::new(bare, "name"),
    }
    if sort.is_some() && bare != example && entry.nature == Nature::Product {
        entry.others.push(Form::new(example, "full"));
    }
    entry
}

fn is_caps(word: &str) -> bool {
    let word = word.split(' ').next().unwrap_or_default();
    word.len() >= 2 && word.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
}

fn kind(nature: Nature, commodity: &str) -> &'static str {
    match commodity {
        _ if nature == Nature::Idea => "concept",
        "Data base management system software" => "database",
        "Operating system software" => "platform",
        "Web platform development software" => "framework",
        _ => "tool",
    }
}
