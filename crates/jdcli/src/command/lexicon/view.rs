//! `jds lexicon view`: the structures over skills.

use jdlib::Lexicon;
use jdlib::lexicon::View;
use jdlib::table::{Column, Table, Unit};

use crate::args::OutputArgs;
use crate::failure::{Exit, Failure, counted, nearest};
use crate::output::{Layout, Show, write_table};

pub(super) fn run(lexicon: &Lexicon, name: Option<&str>, output: &OutputArgs) -> anyhow::Result<Exit> {
    match name {
        Some(name) => one(lexicon, name, output),
        None => all(lexicon, output),
    }
}

/// The names of the views.
fn all(lexicon: &Lexicon, output: &OutputArgs) -> anyhow::Result<Exit> {
    let views: Vec<(&str, usize, usize)> = lexicon
        .views()
        .filter_map(|name| {
            let view = lexicon.view(name)?;
            let mut cells: Vec<&str> = view.entries.iter().map(|entry| entry.cell.as_str()).collect();
            cells.dedup();
            Some((name, cells.len(), view.entries.len()))
        })
        .collect();
    let mut table = Table::new("views", "jds.views/1", "Structures over skills");
    let number = |number: usize| i64::try_from(number).ok();
    table.push(Column::text("view", "Name", views.iter().map(|(name, ..)| (*name).to_owned())));
    table.push(Column::int("cells", Unit::Count, "Cells", views.iter().map(|(_, cells, _)| number(*cells))));
    table.push(Column::int("skills", Unit::Count, "Skills in them", views.iter().map(|(.., skills)| number(*skills))));
    write_table(output, &table, || {
        let headers = vec![("View", Show::Left), ("Cells", Show::Right), ("Skills", Show::Right)];
        let row = |(name, cells, skills): &(&str, usize, usize)| {
            vec![(*name).to_owned(), cells.to_string(), skills.to_string()]
        };
        let notes = vec!["look into one: jds lexicon view clusters".to_owned()];
        vec![Layout { headers, rows: views.iter().map(row).collect(), notes, ..Layout::default() }]
    })?;
    Ok(Exit::Ok)
}

/// The view with a name.
pub(in crate::command) fn view<'l>(lexicon: &'l Lexicon, name: &str) -> anyhow::Result<&'l View> {
    lexicon.view(name).ok_or_else(|| {
        let known: Vec<&str> = lexicon.views().collect();
        let near = nearest(name, known.iter().copied());
        let near = near.map(|near| format!("did you mean `{near}`? ")).unwrap_or_default();
        let failure = Failure::usage(format!("there is no view `{name}`"));
        failure.hint(format!("{near}Known: {}", known.join(", "))).into()
    })
}

/// The cells of one view, with their skills.
fn one(lexicon: &Lexicon, name: &str, output: &OutputArgs) -> anyhow::Result<Exit> {
    let view = view(lexicon, name)?;
    let entries = &view.entries;
    let skill = |at: usize| lexicon.skill(entries[at].skill);
    let mut table = Table::new("view", "jds.view/1", format!("The view {name}"));
    table.push(Column::text("cell", "Cell", entries.iter().map(|entry| entry.cell.clone())));
    table.push(Column::text("skill", "Id of the skill", (0..entries.len()).map(|at| skill(at).id().to_owned())));
    table.push(Column::text("name", "Name of the skill", (0..entries.len()).map(|at| skill(at).name().to_owned())));
    let depths = entries.iter().map(|entry| Some(entry.depth.clone()).filter(|depth| !depth.is_empty()));
    table.push(Column::text("depth", "family, tool or deep, in views that say so", depths));
    write_table(output, &table, || {
        // One line a cell: what people want to see is what belongs together.
        let mut rows: Vec<Vec<String>> = Vec::new();
        for (at, entry) in entries.iter().enumerate() {
            let depth = if entry.depth.is_empty() { String::new() } else { format!(" ({})", entry.depth) };
            let shown = format!("{}{depth}", skill(at).name());
            match rows.iter_mut().find(|row| row[0] == entry.cell) {
                Some(row) => row[1] = format!("{}, {shown}", row[1]),
                None => rows.push(vec![entry.cell.clone(), shown]),
            }
        }
        let notes = vec![format!("{}, {}", counted(rows.len() as u64, "cell"), counted(entries.len() as u64, "place"))];
        let headers = vec![("Cell", Show::Left), ("Skills", Show::Left)];
        vec![Layout { headers, rows, title: table.title().to_owned(), notes }]
    })?;
    Ok(Exit::Ok)
}
