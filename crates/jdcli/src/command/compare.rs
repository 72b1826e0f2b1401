//! `jds compare`: what changed between two files, periods or groups.

use std::path::{Path, PathBuf};

use jdlib::Market;
use jdlib::facts::{Counts, SkillTable};
use jdlib::market::{
    COMMON_LEAST, Compare, CompareRow, Comparison, Filter, Group, Side, SideShare, SideSize, Standing, Summary,
    compare_table,
};
use jdlib::posting::Date;
use jdlib::stats::{Care, DOMINANT_SHARE_RANKED, Figure, VisibleChange, dominated};

use super::{CANNOT_SHOW, filter, skills, summary};
use crate::args::{CompareArgs, GlobalArgs, SortArg};
use crate::failure::{Exit, Failure, counted, thousands};
use crate::input::{self, Loaded, funnel, without_text};
use crate::output::human::{percent, points, points_range};
use crate::output::{Console, Sheet, Show, say_where_silent, write_table};

/// Rows of a terminal table.
const TOP: usize = 25;

pub(super) fn run(args: &CompareArgs, global: &GlobalArgs, console: &Console) -> anyhow::Result<Exit> {
    let what = What::of(args)?;
    let loaded = load(args, &what, global, console)?;
    let (first, last) = (&loaded[0].market, &loaded[loaded.len() - 1].market);
    if first.fingerprint() != last.fingerprint() {
        return Err(other_lexicon(first, last).into());
    }
    let filters = [first, last].map(|market| filter(&args.filter, market, global));
    let [first_filter, last_filter] = filters;
    let (before, after) = what.sides([first, last], [first_filter?, last_filter?]);
    let summaries = [summary(before.market, &before.filter)?, summary(after.market, &after.filter)?];
    let care = args.care.to_care();
    let mut question = Compare::default().strata(what.strata(&args.hold)).care(care);
    if let Some(view) = &args.by_view {
        question = question.cells(skills::cells(view, global)?);
    }
    let mut found = question.between(&before, &after)?;
    if found.rows.iter().all(|row| row.standing == Standing::Withheld) {
        return Err(too_thin(args, &found, care).into());
    }
    let called = called(found.tested, &found.rows, care);
    super::keep_only(&args.only, first, global, &mut found.rows, |row| &row.skill)?;
    args.sort.to_sort().sort(&mut found.rows);
    let title = format!(
        "Share of postings that ask for each {} \u{B7} {} \u{B7} {}",
        if args.by_view.is_some() { "cell" } else { "skill" },
        sized(&found.before),
        sized(&found.after)
    );
    let no_skills = SkillTable::default();
    // A cell may be called like a skill that is only one of its own.
    let skills = if args.by_view.is_some() { &no_skills } else { first.skills() };
    let top = args.top.unwrap_or(usize::MAX).min(found.rows.len());
    let mut table = compare_table("change", &title, &found, &found.rows[..top], skills);
    if let Some(view) = &args.by_view {
        table.meta("view", view.as_str());
    }
    let held: Vec<&str> = question.strata.iter().map(|group| group.as_str()).collect();
    table.meta("held", held.join(","));
    table.meta("fingerprint", first.fingerprint());
    table.meta("care", care.as_str());
    let counts: Vec<Option<&Counts>> = loaded.iter().map(|loaded| loaded.counts.as_ref()).collect();
    let mut notes = notes(args, &what, &question, &found, &summaries, &counts);
    notes.extend([called, CANNOT_SHOW.to_owned()]);
    for note in &notes {
        table.note(note.clone());
    }
    let said = notes.clone();
    write_table(&args.output, &table, || vec![sheet(args, &found, skills, title, notes)])?;
    say_where_silent(&args.output, &said, console);
    Ok(loaded.iter().map(|loaded| loaded.exit).find(|exit| *exit != Exit::Ok).unwrap_or(Exit::Ok))
}

/// What is compared with what.
enum What {
    /// Two files or folders, with their names.
    Files([(String, PathBuf); 2]),
    /// Two values of a group of the same postings; a period is one.
    Values(Group, [String; 2]),
}

impl What {
    fn of(args: &CompareArgs) -> anyhow::Result<Self> {
        if let [(first, before), (second, after)] = args.periods.as_slice() {
            if first != second {
                return Err(Failure::usage(format!(
                    "a {} cannot be compared with a {}",
                    first.as_str(),
                    second.as_str()
                ))
                .hint("compare years with years, quarters with quarters, months with months")
                .into());
            }
            return Ok(Self::Values(*first, [before.clone(), after.clone()]));
        }
        if let Some((group, values)) = &args.groups {
            return Ok(Self::Values(*group, values.clone()));
        }
        match args.input.files.as_slice() {
            // Asks for files, in the words of every command.
            [] => Ok(Self::Files(Default::default())),
            [before, after] => Ok(Self::Files(named([before, after]))),
            files => {
                Err(Failure::usage(format!("two sides are compared, {} given", counted(files.len() as u64, "file")))
                    .hint(
                        "name two files, or two sides of these: --periods 2024 2026, --groups tier=startup,enterprise",
                    )
                    .into())
            }
        }
    }

    /// The groups whose mix is held: not the one that the sides differ by.
    fn strata(&self, held: &[Group]) -> Vec<Group> {
        let differs = |group: &Group| match self {
            Self::Files(_) => false,
            Self::Values(by, _) => by == group || (by.is_period() && group.is_period()),
        };
        held.iter().copied().filter(|group| !differs(group)).collect()
    }

    fn sides<'m>(&self, markets: [&'m Market; 2], filters: [Filter; 2]) -> (Side<'m>, Side<'m>) {
        let [first, second] = filters;
        match self {
            Self::Files([(before, _), (after, _)]) => {
                (Side::new(before, markets[0], first), Side::new(after, markets[1], second))
            }
            Self::Values(group, [before, after]) => {
                (Side::of_group(markets[0], first, *group, before), Side::of_group(markets[1], second, *group, after))
            }
        }
    }
}

/// Files with the names that people gave them, or that tell them apart.
fn named(files: [&PathBuf; 2]) -> [(String, PathBuf); 2] {
    let given = |file: &PathBuf| {
        let text = file.to_string_lossy();
        let (name, path) = text.split_once('=')?;
        (!file.exists() && !name.is_empty()).then(|| (name.to_owned(), PathBuf::from(path)))
    };
    let stem = |path: &Path| path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let [before, after] = files.map(|file| {
        let (name, path) = given(file).map_or((None, file.clone()), |(name, path)| (Some(name), path));
        (name.or_else(|| stem(&path)), path)
    });
    let same = before.0 == after.0;
    [before, after].map(|(name, path)| {
        let full = path.display().to_string();
        (name.filter(|_| !same).unwrap_or(full), path)
    })
}

/// One market a file, or one of all of them.
fn load(args: &CompareArgs, what: &What, global: &GlobalArgs, console: &Console) -> anyhow::Result<Vec<Loaded>> {
    let repeats = args.filter.to_repeats();
    match what {
        What::Files(files) if !args.input.files.is_empty() => {
            if args.input.report_duplicates.is_some() {
                return Err(Failure::usage("each of the two files has its own repeats")
                    .hint("ask for them file by file: jds skills FILE --report-duplicates OUT")
                    .into());
            }
            files
                .iter()
                .map(|(_, file)| input::market(&args.input.of_file(file.clone()), repeats, global, console))
                .collect()
        }
        _ => Ok(vec![input::market(&args.input, repeats, global, console)?]),
    }
}

fn sized(side: &SideSize) -> String {
    format!("{}: {}", side.name, counted(side.postings, "posting"))
}

/// A skill that only one of two lexicons knows would seem to be new.
fn other_lexicon(first: &Market, last: &Market) -> Failure {
    Failure::usage("the two sides were read with different versions: a change would be theirs, not the market's")
        .fact(format!("the first: {}", first.fingerprint()))
        .fact(format!("the second: {}", last.fingerprint()))
        .hint("make both again with this one: jds facts FILE -o DIR")
}

fn too_thin(args: &CompareArgs, found: &Comparison, care: Care) -> Failure {
    let floor = care.floor(Figure::Share);
    Failure::new(
        Exit::No,
        format!("nothing to compare: a side has fewer than {} postings or {} employers", floor.n, floor.clusters),
    )
    .fact(format!("{}, {}", sized(&found.before), sized(&found.after)))
    .hint(super::widen(args.care))
}

/// What is to be said about this comparison.
fn notes(
    args: &CompareArgs,
    what: &What,
    question: &Compare,
    found: &Comparison,
    summaries: &[Summary; 2],
    counts: &[Option<&Counts>],
) -> Vec<String> {
    let mut notes = Vec::new();
    let sides = [&found.before, &found.after];
    for (at, counts) in counts.iter().enumerate() {
        let Some(counts) = counts else { continue };
        let of = if matches!(what, What::Files(_)) { format!("{}: ", sides[at].name) } else { String::new() };
        notes.push(format!("{of}{}", funnel(counts, args.filter.no_dedupe)));
        notes.extend(without_text(counts).map(|note| format!("{of}{note}")));
    }
    for (side, summary) in sides.into_iter().zip(summaries) {
        notes.extend(few_employers(side, summary));
    }
    match what {
        What::Files(_) => notes.push(
            "two files may differ by where and how their postings were collected as well as by what changed".to_owned(),
        ),
        What::Values(group, [_, after]) if group.is_period() => notes.extend(unfinished(*group, after, &summaries[1])),
        What::Values(..) => {}
    }
    let held: Vec<&str> = question.strata.iter().map(|group| group.as_str()).collect();
    let held = held.join(" and ");
    if held.is_empty() {
        notes.push(
            "no mix is held constant: the sides differ by the group that would be held (--hold names another)"
                .to_owned(),
        );
    } else {
        if found.common < COMMON_LEAST {
            notes.push(format!(
                "only {} of the postings have a {held} that both sides have: no change is called (--hold names another group)",
                percent(found.common)
            ));
        }
        notes.push(format!(
            "same mix: the change that is left if each {held} keeps its part of the postings; verdicts are about it"
        ));
    }
    notes
}

/// How many changes have a direction, and how many of those may be chance.
pub(super) fn called<'r>(tested: u64, rows: impl IntoIterator<Item = &'r CompareRow>, care: Care) -> String {
    let called = rows.into_iter().filter(|row| row.is_called()).count() as u64;
    format!(
        "{} tested, {} with a direction; up to {:.0} % of those may be chance",
        counted(tested, "skill"),
        thousands(called),
        care.change_rule().q * 100.0
    )
}

/// A sentence where one employer has so many postings that a side speaks for few.
fn few_employers(side: &SideSize, summary: &Summary) -> Option<String> {
    if summary.without_employer == summary.postings {
        return Some(format!(
            "{}: no posting names its employer, so likely ranges are too narrow where some posted often",
            side.name
        ));
    }
    dominated(summary.largest_employer, summary.postings, DOMINANT_SHARE_RANKED).then(|| {
        format!(
            "{}: {} of these {} come from one employer; they count like those of {:.0} equal employers",
            side.name,
            thousands(summary.largest_employer),
            counted(summary.postings, "posting"),
            side.effective_employers
        )
    })
}

/// A sentence where the postings end before the period does.
fn unfinished(group: Group, period: &str, summary: &Summary) -> Option<String> {
    // A period whose last days brought no posting is complete all the same.
    const SLACK: i32 = 4;
    let last = summary.last?;
    let later = Date::from_days(last.days() + SLACK)?;
    let name = match group {
        Group::Year => format!("{:04}", later.year()),
        Group::Quarter => format!("{:04}-Q{}", later.year(), (later.month() + 2) / 3),
        _ => format!("{:04}-{:02}", later.year(), later.month()),
    };
    (name == period).then(|| format!("{period} is not complete: its last posting is of {last}"))
}

fn sheet<'f>(
    args: &CompareArgs,
    found: &'f Comparison,
    skills: &SkillTable,
    title: String,
    mut notes: Vec<String>,
) -> Sheet<'f> {
    let mut headers: Vec<(&'f str, Show)> = vec![
        (if args.by_view.is_some() { "Cell" } else { "Skill" }, Show::Left),
        (found.before.name.as_str(), Show::Right),
        (found.after.name.as_str(), Show::Right),
        ("Change", Show::Right),
        ("Likely range", Show::Right),
        ("Same mix", Show::Right),
        ("Verdict", Show::Left),
        ("Asked first", Show::Right),
        ("Asked then", Show::Right),
    ];
    if args.sort == SortArg::Distinctive || args.stats {
        headers.push(("Typical of", Show::Left));
    }
    if args.stats {
        headers.extend(STATS.iter().map(|(name, _)| (*name, Show::Right)));
    }
    // Who names a skill wants to know that nobody asks for it.
    let is_shown = |row: &&CompareRow| match row.standing {
        Standing::Ok => true,
        Standing::Zero => !args.only.is_empty(),
        _ => false,
    };
    let asked: Vec<&CompareRow> = found.rows.iter().filter(is_shown).collect();
    let top = if args.all { usize::MAX } else { args.top.unwrap_or(TOP) };
    let rows: Vec<Vec<String>> = asked.iter().take(top).map(|row| cells(args, found, row, skills)).collect();
    let mut under = Vec::new();
    if asked.len() > rows.len() {
        under.push(format!("{} more rows with --all or in CSV", thousands((asked.len() - rows.len()) as u64)));
    }
    let zeros: Vec<&CompareRow> = found.rows.iter().filter(|row| row.standing == Standing::Zero).collect();
    if let Some(zero) = zeros.first().filter(|_| args.only.is_empty()) {
        under.push(format!(
            "{} more are asked for on neither side (likely at most {} and {})",
            thousands(zeros.len() as u64),
            percent(zero.before.share.hi),
            percent(zero.after.share.hi)
        ));
    }
    under.append(&mut notes);
    Sheet { title, headers, rows, notes: under }
}

/// A figure of the test, as text.
pub(super) type Statistic = fn(&CompareRow) -> String;

/// What `--stats` adds.
pub(super) const STATS: [(&str, Statistic); 9] = [
    ("Same mix, likely", |row| row.same_mix.map_or(String::new(), |change| points_range(change.lo, change.hi))),
    ("By mix", |row| row.mix.map_or(String::new(), points)),
    ("z", |row| row.test.map_or(String::new(), |test| format!("{:+.2}", test.z))),
    ("q", |row| row.q.map_or("untested".to_owned(), |q| format!("{q:.3}"))),
    ("Odds ratio", |row| {
        let odds = row.test.and_then(|test| test.odds);
        odds.map_or(String::new(), |odds| format!("{:.2} ({:.2}-{:.2})", odds.ratio, odds.lo, odds.hi))
    }),
    ("Design effect", |row| format!("{:.2}", row.deff)),
    ("Worth first", |row| format!("{:.0}", row.before.share.effective_n)),
    ("Worth then", |row| format!("{:.0}", row.after.share.effective_n)),
    ("Visible from", |row| visible(&row.visible)),
];

/// The smallest changes that would show: `+3.1 / -2.8`.
pub(super) fn visible(visible: &VisibleChange) -> String {
    let one = |change: Option<f64>, sign: f64| change.map_or("none".to_owned(), |change| points(sign * change));
    format!("{} / {}", one(visible.rise, 1.0), one(visible.fall, -1.0))
}

/// A share; of none its upper bound.
pub(super) fn share(side: &SideShare) -> String {
    match side.asked {
        0 => format!("none (at most {})", percent(side.share.hi)),
        _ => percent(side.share.share),
    }
}

fn cells(args: &CompareArgs, found: &Comparison, row: &CompareRow, skills: &SkillTable) -> Vec<String> {
    let name = skills.get(&row.skill).map_or(row.skill.as_str(), |skill| skill.name.as_str());
    let counts = |asked: u64, of: u64| format!("{} of {}", thousands(asked), thousands(of));
    let mut cells = vec![
        name.to_owned(),
        share(&row.before),
        share(&row.after),
        points(row.change.value),
        points_range(row.change.lo, row.change.hi),
        row.same_mix.map_or(String::new(), |change| points(change.value)),
        row.verdict.as_str().to_owned(),
        counts(row.before.asked, row.before.share.n),
        counts(row.after.asked, row.after.share.n),
    ];
    if args.sort == SortArg::Distinctive || args.stats {
        let side = if row.typical.z < 0.0 { &found.before.name } else { &found.after.name };
        cells.push(format!("{side} ({:.1})", row.typical.z.abs()));
    }
    if args.stats {
        cells.extend(STATS.iter().map(|(_, text)| text(row)));
    }
    cells
}
