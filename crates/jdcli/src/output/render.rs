//! A table of the library in the format asked for. The library writes the machine formats; terminal and Markdown are written here.

use std::io::{IsTerminal, Write};

use anyhow::Context;
use comfy_table::{CellAlignment, ContentArrangement, Table as Grid};
use jdlib::table::{CsvText, Table};

use crate::args::{Format, OutputArgs};
use crate::output::human::plain;
use crate::output::{Console, Sink};

/// A table for people whose headers are known beforehand.
pub(crate) type Layout = Sheet<'static>;

/// A table for people: headers and cells that are texts already.
#[derive(Debug, Default)]
pub(crate) struct Sheet<'h> {
    /// What it says, above the rows.
    pub(crate) title: String,
    pub(crate) headers: Vec<(&'h str, Show)>,
    pub(crate) rows: Vec<Vec<String>>,
    /// Sentences under the rows.
    pub(crate) notes: Vec<String>,
}

/// On which side a column stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Show {
    Left,
    Right,
}

impl Sheet<'_> {
    fn to_text(&self) -> String {
        let mut grid = Grid::new();

        grid.load_style(comfy_table::presets::NOTHING);
        grid.set_content_arrangement(ContentArrangement::Disabled);
        grid.set_header(self.headers.iter().map(|(name, _)| *name));
        for row in &self.rows {
            grid.add_row(row.iter().map(|cell| plain(cell)));
        }
        for (at, (_, show)) in self.headers.iter().enumerate() {
            if let Some(column) = grid.column_mut(at) {
                column.set_padding((0, 2));
                column.set_cell_alignment(if *show == Show::Right {
                    CellAlignment::Right
                } else {
                    CellAlignment::Left
                });
            }
        }
        let mut text = String::new();
        if !self.title.is_empty() {
            text.push_str(&plain(&self.title));
            text.push_str("\n\n");
        }
        if !self.rows.is_empty() {
            for line in grid.to_string().lines() {
                text.push_str(line.trim_end());
                text.push('\n');
            }
        }
        if !self.notes.is_empty() {
            text.push('\n');
            for note in &self.notes {
                text.push_str(&plain(note));
                text.push('\n');
            }
        }
        text
    }

    fn to_markdown(&self) -> String {
        let cell = |text: &str| plain(text).replace('|', "\\|");
        let mut text = String::new();
        if !self.title.is_empty() {
            text.push_str(&format!("**{}**\n\n", cell(&self.title)));
        }
        let names: Vec<String> = self.headers.iter().map(|(name, _)| cell(name)).collect();
        let rules: Vec<&str> =
            self.headers.iter().map(|(_, show)| if *show == Show::Right { "---:" } else { "---" }).collect();
        text.push_str(&format!("| {} |\n| {} |\n", names.join(" | "), rules.join(" | ")));
        for row in &self.rows {
            let cells: Vec<String> = row.iter().map(|text| cell(text)).collect();
            text.push_str(&format!("| {} |\n", cells.join(" | ")));
        }
        for note in &self.notes {
            text.push_str(&format!("\n{}\n", cell(note)));
        }
        text
    }
}

/// The format when none is asked for: a table on a terminal, otherwise what a program reads.
pub(crate) fn default_format(output: &OutputArgs, piped: Format) -> Format {
    let terminal = output.output.is_none() && std::io::stdout().is_terminal();
    output.format_or(if terminal { Format::Table } else { piped })
}

/// Writes a result: `table` complete for machines, `layout` for people.
pub(crate) fn write_table<'h>(
    output: &OutputArgs,
    table: &Table,
    layout: impl FnOnce() -> Vec<Sheet<'h>>,
) -> anyhow::Result<()> {
    let mut sink = Sink::open(output.output.as_deref())?;
    let text = if output.csv_safe { CsvText::Safe } else { CsvText::Exact };
    match default_format(output, Format::Csv) {
        Format::Table => sink.write_all(join(&layout(), Sheet::to_text).as_bytes()),
        Format::Md => sink.write_all(join(&layout(), Sheet::to_markdown).as_bytes()),
        Format::Csv => table.write_csv(&mut sink, text),
        Format::Json => table.write_json(&mut sink),
        Format::Jsonl => table.write_jsonl(&mut sink),
    }
    .context("cannot write the result")?;
    sink.finish()
}

/// Says on standard error what the format has no place for.
pub(crate) fn say_where_silent(output: &OutputArgs, notes: &[String], console: &Console) {
    if matches!(default_format(output, Format::Csv), Format::Csv | Format::Jsonl) {
        for note in notes {
            console.note(note);
        }
    }
}

/// Several layouts under one another.
fn join<'h>(sheets: &[Sheet<'h>], show: impl Fn(&Sheet<'h>) -> String) -> String {
    sheets.iter().map(show).collect::<Vec<_>>().join("\n")
}
