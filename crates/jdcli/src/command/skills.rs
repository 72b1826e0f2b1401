//! `jds skills`: what postings ask for.

use jdlib::facts::SkillTable;
use jdlib::market::{Demand, DemandRow, Group, Standing, demand_table};
use jdlib::stats::Figure;

use super::{about, breaks_by, by, filter, limits, summary};
use crate::args::{GlobalArgs, SkillsArgs};
use crate::failure::{Exit, Failure, counted, thousands};
use crate::input::{self, funnel, without_text};
use crate::output::human::{bar, part, percent, percent_range};
use crate::output::{Console, Layout, Show, say_where_silent, write_table};

/// Rows of a terminal table.
const TOP: usize = 25;
const BAR: usize = 16;

pub(super) fn run(args: &SkillsArgs, global: &GlobalArgs, console: &Console) -> anyhow::Result<Exit> {
    let loaded = input::market(&args.input, args.filter.to_repeats(), global, console)?;
    let market = &loaded.market;
    let filter = filter(&args.filter, market, global)?;
    let summary = summary(market, &filter)?;
    let care = args.care.to_care();
    let mut question = Demand::by(args.by.iter().copied()).filter(filter.clone()).care(care);
    if let Some(view) = &args.by_view {
        question = question.cells(cells(view, global)?);
    }
    let rows = market.demand(&question)?;
    let largest = rows.iter().map(|row| row.postings).max().unwrap_or(0);
    if rows.iter().all(|row| row.standing == Standing::Withheld) {
        let floor = care.floor(Figure::Share);
        let employers = rows.iter().map(|row| row.basis.clusters).max().unwrap_or(0);
        let message = format!(
            "nothing to show: every row rests on fewer than {} postings or {} employers (largest: {} of {})",
            floor.n,
            floor.clusters,
            counted(largest, "posting"),
            counted(employers, "employer")
        );
        return Err(Failure::new(Exit::No, message).hint(super::widen(args.care)).into());
    }
    let what = args.by_view.as_ref().map_or("Skills".to_owned(), |view| format!("Cells of the view {view}"));
    let title = format!(
        "{what} asked for in {} postings{}{}",
        thousands(summary.postings),
        by(&args.by),
        about(&filter, &summary)
    );
    let name = if args.by.is_empty() { "demand" } else { "demand_by_group" };
    // A cell may be called like a skill that is only one of its own.
    let no_skills = SkillTable::default();
    let skills = if args.by_view.is_some() { &no_skills } else { market.skills() };
    let mut table = demand_table(name, &title, &args.by, &rows, skills);
    if let Some(top) = args.top {
        table = demand_table(name, &title, &args.by, &cut(&rows, top), skills);
    }
    if let Some(view) = &args.by_view {
        table.meta("view", view.as_str());
    }
    table.meta("fingerprint", market.fingerprint());
    table.meta("care", care.as_str());
    let mut notes = limits(&summary);
    notes.extend(breaks_by(market, &args.by, &filter)?);
    if let Some(counts) = &loaded.counts {
        notes.insert(0, funnel(counts, args.filter.no_dedupe));
        notes.extend(without_text(counts));
        table.meta("input_rows", i64::try_from(counts.postings + counts.refused).unwrap_or(i64::MAX));
        table.meta("repeats", i64::try_from(counts.repeats).unwrap_or(i64::MAX));
    }
    for note in &notes {
        table.note(note.clone());
    }
    let said = notes.clone();
    write_table(&args.output, &table, || {
        let top = if args.all { usize::MAX } else { args.top.unwrap_or(TOP) };
        vec![layout(args, &rows, skills, top, title, notes)]
    })?;
    say_where_silent(&args.output, &said, console);
    Ok(loaded.exit)
}

/// The cells of a view, with the ids of their skills.
pub(super) fn cells(name: &str, global: &GlobalArgs) -> anyhow::Result<Vec<(String, Vec<String>)>> {
    let analyzer = input::analyzer(global)?;
    let lexicon = analyzer.lexicon();
    let view = super::lexicon::view(lexicon, name)?;
    let mut cells: Vec<(String, Vec<String>)> = Vec::new();
    for entry in &view.entries {
        let skill = lexicon.skill(entry.skill).id().to_owned();
        match cells.iter_mut().find(|(cell, _)| *cell == entry.cell) {
            Some((_, skills)) => skills.push(skill),
            None => cells.push((entry.cell.clone(), vec![skill])),
        }
    }
    Ok(cells)
}

/// The first rows of each group.
fn cut(rows: &[DemandRow], top: usize) -> Vec<DemandRow> {
    let mut kept: Vec<DemandRow> = Vec::new();
    let mut here = 0;
    for row in rows {
        here = if kept.last().is_some_and(|last| last.groups == row.groups) { here + 1 } else { 1 };
        if here <= top {
            kept.push(row.clone());
        }
    }
    kept
}

fn layout(
    args: &SkillsArgs,
    rows: &[DemandRow],
    skills: &SkillTable,
    top: usize,
    title: String,
    mut notes: Vec<String>,
) -> Layout {
    let mut headers: Vec<(&'static str, Show)> = args.by.iter().map(|group| (heading(*group), Show::Left)).collect();
    headers.extend([
        (if args.by_view.is_some() { "Cell" } else { "Skill" }, Show::Left),
        ("Share", Show::Right),
        ("", Show::Left),
        ("Likely range", Show::Right),
        ("Must", Show::Right),
        ("Plus", Show::Right),
        ("Postings", Show::Right),
    ]);
    // A file that names no employer has nothing to count here.
    let employers = rows.iter().any(|row| row.employers > 0);
    if employers {
        headers.push(("Employers", Show::Right));
    }
    if args.stats {
        headers.extend([("Design effect", Show::Right), ("Worth", Show::Right)]);
    }
    let asked: Vec<&DemandRow> =
        rows.iter().filter(|row| row.asked > 0 && row.standing != Standing::Withheld).collect();
    let mut shown: Vec<Vec<String>> = Vec::new();
    let mut here = 0;
    let mut last: Option<&Vec<String>> = None;
    for row in &asked {
        here = if last == Some(&row.groups) { here + 1 } else { 1 };
        let first = last != Some(&row.groups);
        last = Some(&row.groups);
        if here > top {
            continue;
        }
        // A group's name stands once, over its rows.
        let mut cells: Vec<String> =
            row.groups.iter().map(|value| if first { value.clone() } else { String::new() }).collect();
        let name = skills.get(&row.skill).map_or(row.skill.as_str(), |skill| skill.name.as_str());
        let mark = if row.standing == Standing::Partial { " (partial)" } else { "" };
        cells.extend([
            format!("{name}{mark}"),
            percent(row.share),
            bar(row.share, BAR),
            percent_range(row.lo, row.hi),
            part(row.required, row.postings),
            part(row.preferred, row.postings),
            format!("{} of {}", thousands(row.asked), thousands(row.postings)),
        ]);
        if employers {
            cells.push(format!("{} of {}", thousands(row.asking_employers), thousands(row.employers)));
        }
        if args.stats {
            cells.extend([format!("{:.2}", row.basis.deff), format!("{:.0}", row.basis.effective_n)]);
        }
        shown.push(cells);
    }
    let left = asked.len() - shown.len();
    let zeros = rows.iter().filter(|row| row.standing == Standing::Zero).count();
    let withheld: std::collections::BTreeSet<String> =
        rows.iter().filter(|row| row.standing == Standing::Withheld).map(DemandRow::group).collect();
    let mut under = Vec::new();
    if left > 0 {
        under.push(format!("{} more rows with --all or in CSV", thousands(left as u64)));
    }
    if args.by.is_empty() && zeros > 0 {
        let bound = rows.iter().find(|row| row.standing == Standing::Zero).map_or(0.0, |row| row.hi);
        let what = if args.by_view.is_some() { "cells of the view" } else { "skills of the lexicon" };
        let zeros = thousands(zeros as u64);
        under.push(format!("{zeros} {what} are asked for by none of them (likely at most {})", percent(bound)));
    }
    if !withheld.is_empty() {
        under.push(format!("too thin to show: {}", withheld.into_iter().collect::<Vec<_>>().join(", ")));
    }
    under.append(&mut notes);
    under.push("Share: postings that require, welcome or otherwise ask for it; the range is a 95 % interval that knows which postings share an employer".to_owned());
    Layout { title, headers, rows: shown, notes: under }
}

/// The head of a group's column.
pub(super) fn heading(group: Group) -> &'static str {
    match group {
        Group::Role => "Role",
        Group::Seniority => "Seniority",
        Group::Specialisation => "Specialisation",
        Group::Years => "Years",
        Group::Country => "Country",
        Group::WorkMode => "Work mode",
        Group::EmploymentType => "Contract",
        Group::Tier => "Tier",
        Group::Employer => "Employer",
        Group::Language => "Language",
        Group::Source => "Source",
        Group::Education => "Education",
        Group::Month => "Month",
        Group::Quarter => "Quarter",
        Group::Year => "Year",
        _ => "Group",
    }
}
