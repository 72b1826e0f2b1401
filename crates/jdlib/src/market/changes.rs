//! Changes as tables.

use super::tables::{int, push_groups, push_skills};
use super::{Break, CompareRow, Comparison, Group, SideShare, Standing, TrendPoint, TrendRow, Trends};
use crate::facts::SkillTable;
use crate::stats::Difference;
use crate::table::{Column, Table, Unit};

/// Two sides as a table, one row a skill: keys, counts and share of each side, the change as seen and at the same mix, the test, what could
/// have been seen, what is typical.
#[must_use]
pub fn compare_table(
    name: &'static str,
    title: &str,
    sides: &Comparison,
    rows: &[CompareRow],
    skills: &SkillTable,
) -> Table {
    let mut table = Table::new(name, "jds.change/1", title);
    let statuses = rows.iter().map(|row| row.standing.as_str().to_owned());
    table.push(Column::text("status", "ok, zero on both sides, or withheld (too few postings or employers)", statuses));
    push_verdict(&mut table, rows.iter().map(Some));
    push_names(&mut table, rows.iter().map(|_| Some([sides.before.name.as_str(), sides.after.name.as_str()])));
    push_skills(&mut table, rows.iter().map(|row| row.skill.as_str()), skills);
    push_side(&mut table, Which::Before, rows);
    push_side(&mut table, Which::After, rows);
    push_change(&mut table, &rows.iter().map(Some).collect::<Vec<_>>());
    let typical = |value: fn(&CompareRow) -> f64| -> Vec<Option<f64>> {
        rows.iter().map(|row| is_shown(row).then(|| value(row))).collect()
    };
    table.push(Column::float(
        "typical",
        Unit::Ratio,
        "Log-odds among all asks of the second side against the first, above 0 where the skill is typical of the second; tells sides apart, says nothing of demand",
        typical(|row| row.typical.delta),
    ));
    table.push(Column::float("typical_z", Unit::Ratio, "The same in standard errors", typical(|row| row.typical.z)));
    table.meta("before", sides.before.name.as_str());
    table.meta("after", sides.after.name.as_str());
    table.meta("postings_before", int(sides.before.postings).unwrap_or(i64::MAX));
    table.meta("postings_after", int(sides.after.postings).unwrap_or(i64::MAX));
    table.meta("tested", int(sides.tested).unwrap_or(i64::MAX));
    table
}

/// Series as a table, one row a skill and period: keys, counts and share of the period, and what the whole series says, which is the same in
/// all its rows.
#[must_use]
pub fn trend_table(
    name: &'static str,
    title: &str,
    by: Group,
    trends: &Trends,
    rows: &[TrendRow],
    skills: &SkillTable,
) -> Table {
    let mut table = Table::new(name, "jds.trend/1", title);
    let points: Vec<(&TrendRow, usize, Option<&TrendPoint>)> = rows
        .iter()
        .flat_map(|row| row.points.iter().enumerate().map(move |(at, point)| (row, at, point.as_ref())))
        .collect();
    let names: Vec<[String; 1]> = points.iter().map(|(_, at, _)| [trends.periods[*at].name.clone()]).collect();
    push_groups(&mut table, &[by], &names, |name| name.as_slice());
    let standing = |point: Option<&TrendPoint>| point.map_or(Standing::Withheld, |point| point.standing);
    table.push(Column::text(
        "status",
        "ok, zero, withheld (too few postings or employers), partial (newest period) or break (collected otherwise than the period before)",
        points.iter().map(|(_, _, point)| standing(*point).as_str().to_owned()),
    ));
    push_skills(&mut table, points.iter().map(|(row, _, _)| row.skill.as_str()), skills);
    let shown = |value: fn(&TrendPoint) -> f64| -> Vec<Option<f64>> {
        points
            .iter()
            .map(|(_, _, point)| point.filter(|point| point.standing != Standing::Withheld).map(value))
            .collect()
    };
    let asked = points.iter().map(|(_, _, point)| int(point.map_or(0, |point| point.asked)));
    table.push(Column::int("asked", Unit::Count, "Postings of the period that ask for it", asked));
    let postings = points.iter().map(|(_, at, _)| int(trends.periods[*at].postings));
    table.push(Column::int("postings", Unit::Count, "Postings of the period, repeats left out", postings));
    table.push(Column::float("share", Unit::Share, "asked / postings", shown(|point| point.share.share)));
    table.push(Column::float(
        "share_lo",
        Unit::Share,
        "Lower bound of the likely range (95 %, employer-clustered)",
        shown(|point| point.share.lo),
    ));
    table.push(Column::float(
        "share_hi",
        Unit::Share,
        "Upper bound of the likely range",
        shown(|point| point.share.hi),
    ));
    table.push(Column::float(
        "effective_n",
        Unit::Ratio,
        "Independent postings that the likely range is worth",
        shown(|point| point.share.effective_n),
    ));
    table.push(Column::text(
        "break",
        "Why the series breaks here: volume (so many more or fewer postings) or sources (other ones)",
        points
            .iter()
            .map(|(_, at, _)| trends.periods[*at].broken.as_ref().map(|broken| Break::as_str(broken).to_owned())),
    ));
    push_verdict(&mut table, points.iter().map(|(row, _, _)| row.change.as_ref()));
    let spans = trends.compared();
    let spans = spans.as_ref().map(|spans| [0, 1].map(|at| spans[at].as_str()));
    push_names(&mut table, points.iter().map(|(row, _, _)| spans.filter(|_| row.change.is_some())));
    push_change(&mut table, &points.iter().map(|(row, _, _)| row.change.as_ref()).collect::<Vec<_>>());
    table.meta("tested", int(trends.tested).unwrap_or(i64::MAX));
    table
}

pub(super) fn is_shown(row: &CompareRow) -> bool {
    row.standing != Standing::Withheld
}

/// What is compared with what; empty where nothing was.
fn push_names<'n>(table: &mut Table, names: impl Iterator<Item = Option<[&'n str; 2]>> + Clone) {
    let side = |at: usize| -> Vec<Option<String>> { names.clone().map(|pair| Some(pair?[at].to_owned())).collect() };
    table.push(Column::text("before", "The first side: a file, a span of time, a group", side(0)));
    table.push(Column::text("after", "The second side", side(1)));
}

/// What the change may be called; empty where nothing was compared.
pub(super) fn push_verdict<'r>(table: &mut Table, rows: impl Iterator<Item = Option<&'r CompareRow>>) {
    let verdicts: Vec<Option<String>> =
        rows.map(|row| row.filter(|row| is_shown(row)).map(|row| row.verdict.as_str().to_owned())).collect();
    table.push(Column::text(
        "verdict",
        "What the change at the same mix may be called: new, emerging, rising, declining, stable or unclear",
        verdicts,
    ));
}

#[derive(Clone, Copy)]
enum Which {
    Before,
    After,
}

/// Names and meanings of the columns of one side.
const SIDES: [[(&str, &str); 7]; 2] = [
    [
        ("asked_before", "Postings of the first side that ask for it"),
        ("postings_before", "Postings of the first side, repeats left out"),
        ("asking_employers_before", "Distinct known employers of the first side that ask for it"),
        ("share_before", "asked_before / postings_before"),
        ("share_before_lo", "Lower bound of its likely range (95 %, employer-clustered)"),
        ("share_before_hi", "Upper bound of its likely range"),
        ("effective_n_before", "Independent postings that it is worth"),
    ],
    [
        ("asked_after", "Postings of the second side that ask for it"),
        ("postings_after", "Postings of the second side, repeats left out"),
        ("asking_employers_after", "Distinct known employers of the second side that ask for it"),
        ("share_after", "asked_after / postings_after"),
        ("share_after_lo", "Lower bound of its likely range (95 %, employer-clustered)"),
        ("share_after_hi", "Upper bound of its likely range"),
        ("effective_n_after", "Independent postings that it is worth"),
    ],
];

fn push_side(table: &mut Table, which: Which, rows: &[CompareRow]) {
    let side = |row: &CompareRow| -> SideShare {
        match which {
            Which::Before => row.before,
            Which::After => row.after,
        }
    };
    let count =
        |value: fn(&SideShare) -> u64| -> Vec<Option<i64>> { rows.iter().map(|row| int(value(&side(row)))).collect() };
    let shown = |value: fn(&SideShare) -> f64| -> Vec<Option<f64>> {
        rows.iter().map(|row| is_shown(row).then(|| value(&side(row)))).collect()
    };
    let [asked, postings, employers, share, lo, hi, worth] = SIDES[which as usize];
    table.push(Column::int(asked.0, Unit::Count, asked.1, count(|side| side.asked)));
    table.push(Column::int(postings.0, Unit::Count, postings.1, count(|side| side.share.n)));
    table.push(Column::int(employers.0, Unit::Count, employers.1, count(|side| side.asking_employers)));
    table.push(Column::float(share.0, Unit::Share, share.1, shown(|side| side.share.share)));
    table.push(Column::float(lo.0, Unit::Share, lo.1, shown(|side| side.share.lo)));
    table.push(Column::float(hi.0, Unit::Share, hi.1, shown(|side| side.share.hi)));
    table.push(Column::float(worth.0, Unit::Ratio, worth.1, shown(|side| side.share.effective_n)));
}

/// The change as seen, its parts, its test, and the smallest that could be seen.
pub(super) fn push_change(table: &mut Table, rows: &[Option<&CompareRow>]) {
    let shown = || rows.iter().map(|row| row.filter(|row| is_shown(row)));
    let float = |value: &dyn Fn(&CompareRow) -> Option<f64>| -> Vec<Option<f64>> {
        shown().map(|row| row.and_then(value)).collect()
    };
    let mut push = |name: &'static str, unit: Unit, doc: &'static str, value: &dyn Fn(&CompareRow) -> Option<f64>| {
        table.push(Column::float(name, unit, doc, float(value)));
    };
    let points = Unit::ShareChange;
    let parts = |pick: fn(&CompareRow) -> Option<Difference>, part: fn(&Difference) -> f64| {
        move |row: &CompareRow| pick(row).as_ref().map(part)
    };
    push("change", points, "Second share less first, as seen", &parts(|row| Some(row.change), |change| change.value));
    push("change_lo", points, "Lower bound of its likely range", &parts(|row| Some(row.change), |change| change.lo));
    push("change_hi", points, "Upper bound of its likely range", &parts(|row| Some(row.change), |change| change.hi));
    push(
        "change_same_mix",
        points,
        "The part of the change that is left when the mix of roles (or what else is held) stays the same",
        &parts(|row| row.same_mix, |change| change.value),
    );
    push(
        "change_same_mix_lo",
        points,
        "Lower bound of its likely range",
        &parts(|row| row.same_mix, |change| change.lo),
    );
    push(
        "change_same_mix_hi",
        points,
        "Upper bound of its likely range",
        &parts(|row| row.same_mix, |change| change.hi),
    );
    push("change_by_mix", points, "The part of the change that comes from the mix alone", &|row| row.mix);
    push("z", Unit::Ratio, "Stratified test (Mantel-Haenszel), in standard errors that know of employers", &|row| {
        row.test.map(|test| test.z)
    });
    push("p", Unit::Ratio, "Its p-value", &|row| row.test.map(|test| test.p));
    push(
        "q",
        Unit::Ratio,
        "Its q-value over all skills that are tested (Benjamini-Hochberg); empty where too few ask for it to be tested",
        &|row| row.q,
    );
    push("odds_ratio", Unit::Ratio, "Odds ratio that all strata have in common", &|row| {
        row.test.and_then(|test| test.odds).map(|odds| odds.ratio)
    });
    push("odds_ratio_lo", Unit::Ratio, "Lower bound of its likely range", &|row| {
        row.test.and_then(|test| test.odds).map(|odds| odds.lo)
    });
    push("odds_ratio_hi", Unit::Ratio, "Upper bound of its likely range", &|row| {
        row.test.and_then(|test| test.odds).map(|odds| odds.hi)
    });
    push("deff", Unit::Ratio, "Design effect of the test: what postings of one employer cost it", &|row| {
        row.test.map(|_| row.deff)
    });
    push(
        "visible_rise",
        points,
        "The smallest rise that these postings would show (two-sided .05, power .8); empty where none would",
        &|row| row.visible.rise,
    );
    push("visible_fall", points, "The smallest fall that they would show; empty where none would", &|row| {
        row.visible.fall
    });
}
