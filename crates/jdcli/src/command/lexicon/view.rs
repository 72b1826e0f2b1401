//! `jds lexicon view`: the structures over skills.

use jdlib::Lexicon;
use jdlib::lexicon::{ReferenceRow, View};
use jdlib::table::{Column, Table, Unit};

use crate::args::OutputArgs;
use crate::failure::{Exit, Failure, counted, nearest, thousands};
use crate::output::{Layout, Show, write_table};

pub(super) fn run(lexicon: &Lexicon, name: Option<&str>, output: &OutputArgs) -> anyhow::Result<Exit> {
    match name {
        Some("roadmap") => roadmap(lexicon, output),
        Some("projects") => projects(lexicon, output),
        Some("reference") => reference(lexicon, output),
        Some(name) => one(lexicon, name, output),
        None => all(lexicon, output),
    }
}

/// Structures that are no views, by their names.
const OTHERS: [&str; 3] = ["roadmap", "projects", "reference"];

/// What to learn when: a topic a line.
fn roadmap(lexicon: &Lexicon, output: &OutputArgs) -> anyhow::Result<Exit> {
    let rows = lexicon.roadmap();
    let skill = |at: usize| lexicon.skill(rows[at].skill);
    let mut table = Table::new("roadmap", "jds.roadmap/1", "What to learn when");
    table.push(Column::int("phase", Unit::None, "Phase", rows.iter().map(|row| Some(i64::from(row.phase)))));
    let tracks = rows.iter().map(|row| Some(row.track.clone()).filter(|track| !track.is_empty()));
    table.push(Column::text("track", "Track of the phase; of several one is chosen", tracks));
    table.push(Column::text("topic", "Topic", rows.iter().map(|row| row.topic.clone())));
    table.push(Column::text(
        "skill",
        "Id of a skill that it teaches",
        (0..rows.len()).map(|at| skill(at).id().to_owned()),
    ));
    table.push(Column::text("name", "Name of the skill", (0..rows.len()).map(|at| skill(at).name().to_owned())));
    table.push(Column::float("effort_hours", Unit::None, "Hours", rows.iter().map(|row| Some(row.hours))));
    let mut topics: Vec<([String; 4], f64)> = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let name = skill(at).name().to_owned();
        match topics.last_mut().filter(|(cells, _)| cells[2] == row.topic && cells[1] == row.track) {
            Some((cells, hours)) => {
                cells[3] = format!("{}, {name}", cells[3]);
                *hours += row.hours;
            }
            None => {
                topics.push(([row.phase.to_string(), row.track.clone(), row.topic.clone(), name], row.hours));
            }
        }
    }
    write_table(output, &table, || {
        let headers = vec![
            ("Phase", Show::Left),
            ("Track", Show::Left),
            ("Topic", Show::Left),
            ("Hours", Show::Right),
            ("Skills", Show::Left),
        ];
        let row = |([phase, track, topic, skills], hours): ([String; 4], f64)| {
            vec![phase, track, topic, format!("{hours:.1}"), skills]
        };
        vec![Layout {
            headers,
            rows: topics.into_iter().map(row).collect(),
            title: table.title().to_owned(),
            ..Layout::default()
        }]
    })?;
    Ok(Exit::Ok)
}

/// What each project proves.
fn projects(lexicon: &Lexicon, output: &OutputArgs) -> anyhow::Result<Exit> {
    let rows = lexicon.projects();
    let skill = |at: usize| lexicon.skill(rows[at].skill);
    let mut table = Table::new("projects", "jds.projects/1", "Projects, and the skills that they prove");
    table.push(Column::text("project", "Id of the project", rows.iter().map(|row| row.project.clone())));
    table.push(Column::text("title", "Name of the project", rows.iter().map(|row| row.title.clone())));
    table.push(Column::text(
        "skill",
        "Id of a skill that it proves",
        (0..rows.len()).map(|at| skill(at).id().to_owned()),
    ));
    table.push(Column::text("name", "Name of the skill", (0..rows.len()).map(|at| skill(at).name().to_owned())));
    let mut shown: Vec<Vec<String>> = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let name = skill(at).name();
        match shown.iter_mut().find(|cells| cells[0] == row.title) {
            Some(cells) => cells[1] = format!("{}, {name}", cells[1]),
            None => shown.push(vec![row.title.clone(), name.to_owned()]),
        }
    }
    write_table(output, &table, || {
        let headers = vec![("Project", Show::Left), ("Proves", Show::Left)];
        vec![Layout { headers, rows: shown, title: table.title().to_owned(), ..Layout::default() }]
    })?;
    Ok(Exit::Ok)
}

/// Pay as articles state it.
fn reference(lexicon: &Lexicon, output: &OutputArgs) -> anyhow::Result<Exit> {
    let rows = lexicon.reference();
    let skills = |row: &ReferenceRow| -> Vec<String> {
        row.skills.iter().map(|skill| lexicon.skill(*skill).id().to_owned()).collect()
    };
    let number = |number: Option<u64>| number.and_then(|number| i64::try_from(number).ok());
    let some = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
    let mut table = Table::new("reference", "jds.reference/1", "Pay as articles state it");
    table.push(Column::text("article", "Id of the article", rows.iter().map(|row| row.article.clone())));
    table.push(Column::text("role", "Id of the role", rows.iter().map(|row| row.role.clone())));
    table.push(Column::text("title", "Name of the role", rows.iter().map(|row| some(&row.title))));
    let years = |value: fn(&ReferenceRow) -> Option<u8>| rows.iter().map(move |row| value(row).map(i64::from));
    table.push(Column::int(
        "years_min",
        Unit::Years,
        "Experience, in the article's own bins",
        years(|row| row.years_min),
    ));
    table.push(Column::int("years_max", Unit::Years, "Upper end of the bin", years(|row| row.years_max)));
    table.push(Column::int(
        "pay_min",
        Unit::None,
        "Pay, in units of the currency",
        rows.iter().map(|row| number(row.pay_min)),
    ));
    table.push(Column::int("pay_max", Unit::None, "Upper end", rows.iter().map(|row| number(row.pay_max))));
    let open = rows.iter().map(|row| row.pay_open.then(|| "+".to_owned()));
    table.push(Column::text("pay_open", "+ where the upper end is open", open));
    table.push(Column::text("currency", "Currency", rows.iter().map(|row| some(&row.currency))));
    table.push(Column::text("period", "Period", rows.iter().map(|row| some(&row.period))));
    table.push(Column::text("place", "Where the figure holds", rows.iter().map(|row| some(&row.place))));
    table.push(Column::int("year", Unit::None, "Year of the figure", rows.iter().map(|row| row.year.map(i64::from))));
    table.push(Column::text("skills", "Ids of the key skills", rows.iter().map(|row| some(&skills(row).join(";")))));
    let row = |row: &ReferenceRow| {
        let pay = |pay: Option<u64>| pay.map_or(String::new(), thousands);
        let years = match (row.years_min, row.years_max) {
            (Some(min), Some(max)) => format!("{min}-{max}"),
            (Some(min), None) => format!("{min}+"),
            _ => String::new(),
        };
        let open = if row.pay_open { "+" } else { "" };
        let band = format!("{} {}-{}{open}", row.currency, pay(row.pay_min), pay(row.pay_max));
        vec![row.title.clone(), years, band, row.place.clone(), skills(row).join(", ")]
    };
    write_table(output, &table, || {
        let headers = vec![
            ("Role", Show::Left),
            ("Years", Show::Left),
            ("Pay", Show::Left),
            ("Place", Show::Left),
            ("Key skills", Show::Left),
        ];
        vec![Layout {
            headers,
            rows: rows.iter().map(row).collect(),
            title: table.title().to_owned(),
            ..Layout::default()
        }]
    })?;
    Ok(Exit::Ok)
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
        let notes = vec![format!("look into one: jds lexicon view clusters; also {}", OTHERS.join(", "))];
        vec![Layout { headers, rows: views.iter().map(row).collect(), notes, ..Layout::default() }]
    })?;
    Ok(Exit::Ok)
}

/// The view with a name.
pub(in crate::command) fn view<'l>(lexicon: &'l Lexicon, name: &str) -> anyhow::Result<&'l View> {
    lexicon.view(name).ok_or_else(|| {
        let known: Vec<&str> = lexicon.views().chain(OTHERS).collect();
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
        let named: Vec<_> = lexicon.cells().iter().filter(|cell| cell.view == name).collect();
        for (at, entry) in entries.iter().enumerate() {
            let depth = if entry.depth.is_empty() { String::new() } else { format!(" ({})", entry.depth) };
            let shown = format!("{}{depth}", skill(at).name());
            match rows.iter_mut().find(|row| row[0] == entry.cell) {
                Some(row) => row[1] = format!("{}, {shown}", row[1]),
                None => rows.push(vec![entry.cell.clone(), shown]),
            }
        }
        // What the source says in words, and cells that hold no skill at all.
        for cell in named {
            let words = if cell.text.is_empty() { None } else { Some(format!("\"{}\"", cell.text)) };
            match rows.iter_mut().find(|row| row[0] == cell.cell) {
                Some(row) => row[1].push_str(&words.map_or(String::new(), |words| format!("; {words}"))),
                None => rows.push(vec![cell.cell.clone(), words.unwrap_or_default()]),
            }
        }
        let notes = vec![format!("{}, {}", counted(rows.len() as u64, "cell"), counted(entries.len() as u64, "place"))];
        let headers = vec![("Cell", Show::Left), ("Skills", Show::Left)];
        vec![Layout { headers, rows, title: table.title().to_owned(), notes }]
    })?;
    Ok(Exit::Ok)
}
