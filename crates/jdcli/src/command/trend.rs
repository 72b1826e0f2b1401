//! `jds trend`: how demand moves from month to month.

use jdlib::facts::SkillTable;
use jdlib::market::{COMMON_LEAST, Compare, Group, Period, Spans, Standing, Trend, TrendRow, Trends, trend_table};
use jdlib::stats::Figure;

use super::compare::{STATS, called, share, visible};
use super::{CANNOT_SHOW, about, breaks, filter, limits, skills, summary};
use crate::args::{GlobalArgs, TrendArgs};
use crate::failure::{Exit, Failure, counted, thousands};
use crate::input::{self, funnel, without_text};
use crate::output::human::{percent, percent_range, points, points_range, sparkline};
use crate::output::{Console, Layout, Sheet, Show, say_where_silent, write_table};

/// Series of a terminal table.
const TOP: usize = 25;

/// With so few series each is also shown period by period.
const FEW: usize = 3;

pub(super) fn run(args: &TrendArgs, global: &GlobalArgs, console: &Console) -> anyhow::Result<Exit> {
    let loaded = input::market(&args.input, args.filter.to_repeats(), global, console)?;
    let market = &loaded.market;
    let filter = filter(&args.filter, market, global)?;
    let summary = summary(market, &filter)?;
    let care = args.care.to_care();
    let held: Vec<Group> = args.hold.iter().copied().filter(|group| !group.is_period()).collect();
    let mut compare = Compare::default().strata(held).care(care);
    if let Some(view) = &args.by_view {
        compare = compare.cells(skills::cells(view, global)?);
    }
    let question = Trend::by(args.by).filter(filter.clone()).compare(compare);
    let mut trends = market.trend(&question)?;
    if trends.periods.is_empty() {
        let failure = Failure::new(Exit::No, "no posting has a date: nothing can be said about change");
        return Err(failure.hint("name the column that has it: --map posted_at=COLUMN").into());
    }
    let changes = trends.rows.iter().filter_map(|row| row.change.as_ref());
    let mut notes = vec![compared(&trends, &question)];
    if matches!(trends.spans, Spans::Compared { .. }) {
        if trends.common < COMMON_LEAST {
            notes.push(format!(
                "only {} of these postings are of a kind that both spans have: no change is called (--hold names another group)",
                percent(trends.common)
            ));
        }
        notes.push(called(trends.tested, changes, care));
    }
    super::keep_only(&args.only, market, global, &mut trends.rows, |row| &row.skill)?;
    let title = format!(
        "Share of postings that ask for each {}, by {}{}",
        if args.by_view.is_some() { "cell" } else { "skill" },
        args.by.as_str(),
        about(&filter, &summary)
    );
    notes.extend(periods(&trends.periods));
    let dated: u64 = trends.periods.iter().map(|period| period.postings).sum();
    if dated < summary.postings {
        let left = counted(summary.postings - dated, "posting");
        notes.push(format!("{left} without a known {} stand in no period", args.by.as_str()));
    }
    if let Some(counts) = &loaded.counts {
        notes.insert(0, funnel(counts, args.filter.no_dedupe));
        notes.extend(without_text(counts));
    }
    notes.extend(limits(&summary));
    notes.push(CANNOT_SHOW.to_owned());
    let no_skills = SkillTable::default();
    // A cell may be called like a skill that is only one of its own.
    let skills = if args.by_view.is_some() { &no_skills } else { market.skills() };
    let top = args.top.unwrap_or(usize::MAX).min(trends.rows.len());
    let mut table = trend_table("trend", &title, args.by, &trends, &trends.rows[..top], skills);
    if let Some(view) = &args.by_view {
        table.meta("view", view.as_str());
    }
    table.meta("fingerprint", market.fingerprint());
    table.meta("care", care.as_str());
    for note in &notes {
        table.note(note.clone());
    }
    let said = notes.clone();
    write_table(&args.output, &table, || {
        let mut sheets: Vec<Sheet<'_>> = Vec::new();
        if trends.rows.len() <= FEW {
            sheets.extend(trends.rows.iter().map(|row| period_by_period(&trends.periods, row, skills)));
        }
        sheets.push(sheet(args, &trends, skills, title, notes));
        sheets
    })?;
    say_where_silent(&args.output, &said, console);
    Ok(loaded.exit)
}

/// What the changes are between.
fn compared(trends: &Trends, question: &Trend) -> String {
    let by = question.by.as_str();
    let held: Vec<&str> = question.compare.strata.iter().map(|group| group.as_str()).collect();
    match (&trends.spans, trends.compared()) {
        (_, Some([first, last])) if held.is_empty() => format!("change: {last} against {first}"),
        (_, Some([first, last])) => {
            format!("change: {last} against {first}; verdicts are about it at the same mix by {}", held.join(" and "))
        }
        (Spans::Broken, None) => {
            format!("no change is called: the series breaks, and too few complete {by}s lie after that")
        }
        (_, None) => {
            let least = question.compare.care.floor(Figure::Share).n;
            format!("no change is called: it takes two complete {by}s of {least} postings")
        }
    }
}

/// What is to be said about single periods.
fn periods(periods: &[Period]) -> Vec<String> {
    let mut notes = Vec::new();
    if let Some(newest) = periods.iter().find(|period| period.standing == Standing::Partial) {
        notes.push(format!("{} is the newest and taken for incomplete: it is shown and not compared", newest.name));
    }
    notes.extend(breaks(periods));
    notes
}

fn name<'s>(row: &'s TrendRow, skills: &'s SkillTable) -> &'s str {
    skills.get(&row.skill).map_or(row.skill.as_str(), |skill| skill.name.as_str())
}

fn sheet(args: &TrendArgs, trends: &Trends, skills: &SkillTable, title: String, mut notes: Vec<String>) -> Layout {
    let is_compared = matches!(trends.spans, Spans::Compared { .. });
    let mut headers: Vec<(&'static str, Show)> =
        vec![(if args.by_view.is_some() { "Cell" } else { "Skill" }, Show::Left), ("Series", Show::Left)];
    if is_compared {
        headers.extend([
            ("First", Show::Right),
            ("Last", Show::Right),
            ("Change", Show::Right),
            ("Likely range", Show::Right),
            ("Same mix", Show::Right),
            ("Verdict", Show::Left),
            ("Visible from", Show::Right),
            ("Asked first", Show::Right),
            ("Asked last", Show::Right),
        ]);
        if args.stats {
            // The smallest visible change stands there already.
            headers.extend(STATS.iter().map(|(name, _)| (*name, Show::Right)).filter(|(name, _)| *name != VISIBLE));
        }
    } else {
        headers.extend([("Highest", Show::Right), ("Asked", Show::Right)]);
    }
    let top = if args.all { usize::MAX } else { args.top.unwrap_or(TOP) };
    let is_shown = |row: &&TrendRow| match &row.change {
        Some(change) => change.standing == Standing::Ok,
        None => !is_compared && points_of(row).iter().any(Option::is_some),
    };
    let shown: Vec<&TrendRow> = trends.rows.iter().filter(is_shown).collect();
    let rows: Vec<Vec<String>> = shown.iter().take(top).map(|row| cells(args, row, skills)).collect();
    let mut under = Vec::new();
    if shown.len() > rows.len() {
        under.push(format!("{} more rows with --all or in CSV", thousands((shown.len() - rows.len()) as u64)));
    }
    if is_compared {
        under.push("visible from: the smallest rise and fall, in points, that these postings could show; `unclear` rules out no change".to_owned());
    }
    under.append(&mut notes);
    Layout { title, headers, rows, notes: under }
}

const VISIBLE: &str = "Visible from";

/// The shares of a series that may be shown.
fn points_of(row: &TrendRow) -> Vec<Option<f64>> {
    let shown = |point: &Option<jdlib::market::TrendPoint>| {
        point.filter(|point| point.standing != Standing::Withheld).map(|point| point.share.share)
    };
    row.points.iter().map(shown).collect()
}

fn cells(args: &TrendArgs, row: &TrendRow, skills: &SkillTable) -> Vec<String> {
    let shares = points_of(row);
    let mut cells = vec![name(row, skills).to_owned(), sparkline(&shares)];
    let Some(change) = &row.change else {
        let highest = shares.iter().flatten().copied().fold(0.0, f64::max);
        let asked: u64 = row.points.iter().flatten().map(|point| point.asked).sum();
        cells.extend([percent(highest), thousands(asked)]);
        return cells;
    };
    let counts = |asked: u64, of: u64| format!("{} of {}", thousands(asked), thousands(of));
    cells.extend([
        share(&change.before),
        share(&change.after),
        points(change.change.value),
        points_range(change.change.lo, change.change.hi),
        change.same_mix.map_or(String::new(), |change| points(change.value)),
        change.verdict.as_str().to_owned(),
        visible(&change.visible),
        counts(change.before.asked, change.before.share.n),
        counts(change.after.asked, change.after.share.n),
    ]);
    if args.stats {
        cells.extend(STATS.iter().filter(|(name, _)| *name != VISIBLE).map(|(_, text)| text(change)));
    }
    cells
}

/// One series as a table of its own.
fn period_by_period<'p>(periods: &'p [Period], row: &TrendRow, skills: &SkillTable) -> Sheet<'p> {
    let headers = vec![
        ("Period", Show::Left),
        ("Share", Show::Right),
        ("Likely range", Show::Right),
        ("Postings", Show::Right),
        ("", Show::Left),
    ];
    let cells = |(period, point): (&Period, &Option<jdlib::market::TrendPoint>)| {
        let asked = point.map_or(0, |point| point.asked);
        let shown = point.filter(|point| point.standing != Standing::Withheld);
        let standing = match point {
            Some(point) if point.standing != Standing::Ok => point.standing.as_str(),
            Some(_) => "",
            None => Standing::Withheld.as_str(),
        };
        vec![
            period.name.clone(),
            shown.map_or(String::new(), |point| percent(point.share.share)),
            shown.map_or(String::new(), |point| percent_range(point.share.lo, point.share.hi)),
            format!("{} of {}", thousands(asked), thousands(period.postings)),
            standing.to_owned(),
        ]
    };
    let rows = periods.iter().zip(&row.points).map(cells).collect();
    Sheet { title: name(row, skills).to_owned(), headers, rows, notes: Vec::new() }
}
