//! Flat lists: a name a line, or a table of names, other names and categories.

use std::collections::HashMap;
use std::io::BufRead;
use std::path::Path;

use super::csv_file::{self, CsvFile, CsvRow};
use super::{Entry, Form, Source};
use crate::error::{Error, Result};
use crate::lexicon::Policy;
use crate::lexicon::build::KINDS;

/// What the columns of lists are called, in lower case.
const NAME: [&str; 8] = ["name", "skill", "skill_name", "label", "term", "keyword", "technology", "skills"];
const OTHERS: [&str; 6] = ["aliases", "alias", "synonyms", "alternatives", "alt_labels", "other names"];
const AREA: [&str; 5] = ["area", "category", "group", "topic", "domain"];

/// Separators of cells. A separator of names inside a cell is none that separates cells.
const DELIMITERS: [u8; 3] = [b'\t', b';', b','];
/// A file of bare names has none; this control character stands in no name.
const BARE: u8 = 0x1F;

pub(super) fn read(input: &Path) -> Result<Source> {
    let mut start = csv_file::open(input)?;
    let bytes = start.fill_buf().map_err(|error| Error::io(error, input))?;
    let peek = String::from_utf8_lossy(bytes).into_owned();
    let delimiter = delimiter(&peek);
    let first = peek.lines().next().unwrap_or_default();
    let cells = first.split(char::from(delimiter)).map(|cell| cell.trim().trim_matches('"').to_lowercase());
    let has_header = cells.into_iter().any(|cell| NAME.contains(&cell.as_str()));
    let file = CsvFile::new(input, Box::new(start), delimiter, has_header)?;
    if !has_header {
        let mut source = Source::default();
        for row in file.rows() {
            source.entries.push(bare(&row?));
        }
        return Ok(source);
    }
    table(file)
}

/// The separator that most lines have.
fn delimiter(peek: &str) -> u8 {
    const LOOKED_AT: usize = 200;
    let lines: Vec<&str> = peek.lines().filter(|line| !line.trim().is_empty()).take(LOOKED_AT).collect();
    let with = |delimiter: &u8| lines.iter().filter(|line| line.as_bytes().contains(delimiter)).count();
    let best = DELIMITERS.iter().max_by_key(|delimiter| (with(delimiter), std::cmp::Reverse(*delimiter)));
    best.copied().filter(|best| with(best) * 5 > lines.len() * 3).unwrap_or(BARE)
}

/// `name[, other names][, category]`
fn bare(row: &CsvRow) -> Entry {
    Entry {
        line: row.line,
        name: Form::new(row.get(Some(0)), "name"),
        others: parts(row.get(Some(1))).map(|text| Form::new(text, "")).collect(),
        area: row.get(Some(2)).to_owned(),
        ..Entry::default()
    }
}

/// Columns of a table with a header.
struct Columns {
    id: Option<usize>,
    name: Option<usize>,
    others: Option<usize>,
    area: Option<usize>,
    kind: Option<usize>,
    sort: Option<usize>,
    policy: Option<usize>,
    case: Option<usize>,
}

fn table(file: CsvFile) -> Result<Source> {
    let columns = Columns {
        id: file.column(&["id"]),
        name: file.column(&NAME),
        others: file.column(&OTHERS),
        area: file.column(&AREA),
        kind: file.column(&["kind"]),
        sort: file.column(&["type"]),
        policy: file.column(&["policy"]),
        case: file.column(&["case"]),
    };
    // Our own lists have a form a row, the others a skill a row.
    let a_form_a_row = columns.id.is_some() && columns.sort.is_some() && columns.others.is_some();
    let mut source = Source::default();
    let mut by_id: HashMap<String, usize> = HashMap::new();
    let name_of = file.name();
    for row in file.rows() {
        let row = row?;
        let entry = || Entry {
            line: row.line,
            id: row.get(columns.id).to_owned(),
            name: Form::new(row.get(columns.name), "name"),
            area: row.get(columns.area).to_owned(),
            kind: known_kind(row.get(columns.kind)).to_owned(),
            ..Entry::default()
        };
        let policy = policy(&row, columns.policy).map_err(|error| error.in_file(&name_of))?;
        if !a_form_a_row {
            let mut entry = entry();
            entry.name.policy = policy;
            entry.others = parts(row.get(columns.others)).map(|text| Form::new(text, "")).collect();
            source.entries.push(entry);
            continue;
        }
        let at = *by_id.entry(row.get(columns.id).to_owned()).or_insert_with(|| {
            source.entries.push(entry());
            source.entries.len() - 1
        });
        let found = &mut source.entries[at];
        let sort = SORTS.iter().find(|sort| **sort == row.get(columns.sort)).copied().unwrap_or_default();
        let text = row.get(columns.others).to_owned();
        let form = Form { text, sort, policy, case: row.get(columns.case).to_owned() };
        if form.text.is_empty() || form.text == found.name.text {
            found.name.policy = policy;
            found.name.case = form.case;
        } else {
            found.others.push(form);
        }
    }
    Ok(source)
}

/// Types of surface forms, as in `aliases/`.
const SORTS: [&str; 9] = ["name", "abbr", "full", "variant", "plural", "old", "vendor", "typo", "no"];

fn known_kind(cell: &str) -> &str {
    if KINDS.contains(&cell) { cell } else { "" }
}

fn policy(row: &CsvRow, column: Option<usize>) -> Result<Option<Policy>> {
    match row.get(column) {
        "" => Ok(None),
        text => Policy::parse(text).map(Some).ok_or_else(|| {
            let known: Vec<&str> = Policy::NAMES.iter().map(|(name, _)| *name).collect();
            Error::syntax(format!("there is no policy `{text}`; use one of {}, or leave it empty", known.join(", ")))
                .on_line(row.line)
                .in_column("policy")
        }),
    }
}

/// Other names in one cell.
fn parts(cell: &str) -> impl Iterator<Item = &str> {
    let strong = cell.contains(['|', ';', '\n']);
    let separates = move |c: char| if strong { matches!(c, '|' | ';' | '\n') } else { c == ',' };
    cell.split(separates).map(str::trim).filter(|part| !part.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators_are_guessed() {
        for (text, expected) in [
            ("name,aliases\nA,b\n", b','),
            ("Python\nGo\nHTML, CSS\n", BARE),
            ("Python\tpy\nGo\tgolang\n", b'\t'),
            ("name;other;category\nA;b,c;d\n", b';'),
            ("", BARE),
        ] {
            assert_eq!(delimiter(text), expected, "{text:?}");
        }
    }

    #[test]
    fn other_names_of_a_cell() {
        let list = |cell| parts(cell).collect::<Vec<_>>();
        assert_eq!(list("a|b, c"), ["a", "b, c"]);
        assert_eq!(list("a, b"), ["a", "b"]);
        assert_eq!(list(""), [""; 0]);
    }
}
