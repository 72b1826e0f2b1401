//! Rows as tables, and the set of tables that `jds tables` writes.

use std::collections::HashSet;

use super::{
    Compare, Comparison, Demand, DemandRow, Estimates, Filter, Group, Market, MixRow, Pay, PayRow, PostingCount, Rates,
    Standing, Trend, compare_table,
};
use crate::error::Result;
use crate::facts::{SkillInfo, SkillTable};
use crate::stats::Care;
use crate::table::{Column, Table, Unit, Values};

/// One of the standard tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standard {
    /// Name, which is also the stem of its file: it says the grain.
    pub name: &'static str,
    /// What it answers.
    pub title: &'static str,
    kind: Kind,
    by: &'static [Group],
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Demand,
    Pay,
    Postings,
    Mix,
    Change,
}

/// The standard tables, in order. Totals and parts are never in one table.
pub const TABLES: [Standard; 14] = [
    Standard {
        name: "postings_by_month",
        title: "How many postings there are",
        kind: Kind::Postings,
        by: &[Group::Month],
    },
    Standard { name: "demand", title: "What postings ask for", kind: Kind::Demand, by: &[] },
    Standard {
        name: "demand_by_month",
        title: "What postings ask for, month by month",
        kind: Kind::Demand,
        by: &[Group::Month],
    },
    Standard {
        name: "demand_by_month_role",
        title: "What postings of each role ask for, month by month",
        kind: Kind::Demand,
        by: &[Group::Month, Group::Role],
    },
    Standard {
        name: "demand_by_year",
        title: "What postings ask for, year by year",
        kind: Kind::Demand,
        by: &[Group::Year],
    },
    Standard {
        name: "demand_by_role",
        title: "What postings ask for, by role",
        kind: Kind::Demand,
        by: &[Group::Role],
    },
    Standard {
        name: "demand_by_seniority",
        title: "What postings ask for, by seniority",
        kind: Kind::Demand,
        by: &[Group::Seniority],
    },
    Standard { name: "pay", title: "What postings pay", kind: Kind::Pay, by: &[] },
    Standard { name: "pay_by_month", title: "What postings pay, month by month", kind: Kind::Pay, by: &[Group::Month] },
    Standard { name: "pay_by_role", title: "What postings pay, by role", kind: Kind::Pay, by: &[Group::Role] },
    Standard {
        name: "pay_by_seniority",
        title: "What postings pay, by seniority",
        kind: Kind::Pay,
        by: &[Group::Seniority],
    },
    Standard {
        name: "pay_by_role_seniority",
        title: "What postings pay, by role and seniority",
        kind: Kind::Pay,
        by: &[Group::Role, Group::Seniority],
    },
    Standard {
        name: "change",
        title: "What changed between the first and the last complete months",
        kind: Kind::Change,
        by: &[Group::Month],
    },
    Standard {
        name: "mix_by_month",
        title: "What the postings are made of, month by month",
        kind: Kind::Mix,
        by: &[Group::Month],
    },
];

/// Makes one standard table.
///
/// # Errors
/// When facts cannot be read.
pub fn standard(
    market: &Market,
    table: &Standard,
    filter: &Filter,
    care: Care,
    estimates: Estimates,
    rates: Option<&Rates>,
) -> Result<Table> {
    let mut made = match table.kind {
        Kind::Mix => mix_table(table.name, table.title, &market.mix_by_month(filter, care)?),
        Kind::Change => {
            let question = Trend::by(Group::Month).filter(filter.clone()).compare(Compare::default().care(care));
            let found = market.change(&question)?;
            let mut made = compare_table(
                table.name,
                table.title,
                found.as_ref().unwrap_or(&Comparison::default()),
                found.as_ref().map_or(&[], |found| &found.rows),
                market.skills(),
            );
            if found.is_none() {
                made.note("no two complete months with enough postings lie after the last break: no change is called");
            }
            made
        }
        Kind::Postings => postings_table(table.name, table.title, &market.postings_by_month(filter)?),
        Kind::Demand => {
            let question = Demand::by(table.by.iter().copied()).filter(filter.clone()).care(care);
            let mut rows = market.demand(&question)?;
            if table.by.len() > 1 {
                leave_never_asked(&mut rows);
            }
            demand_table(table.name, table.title, table.by, &rows, market.skills())
        }
        Kind::Pay => {
            let question = Pay::by(table.by.iter().copied()).filter(filter.clone()).care(care);
            let question = question.estimates(estimates).rates(rates.cloned());
            pay_table(table.name, table.title, table.by, &market.pay(&question)?)
        }
    };
    made.meta("fingerprint", market.fingerprint());
    made.meta("care", care.as_str());
    Ok(made)
}

/// Leaves the skills out that a group never asks for: months times roles times all skills would be millions of zeros, which the table by
/// role says once each.
fn leave_never_asked(rows: &mut Vec<DemandRow>) {
    let asked: HashSet<(Vec<String>, String)> =
        rows.iter().filter(|row| row.asked > 0).map(|row| (row.groups[1..].to_vec(), row.skill.clone())).collect();
    rows.retain(|row| asked.contains(&(row.groups[1..].to_vec(), row.skill.clone())));
}

pub(super) fn int(value: u64) -> Option<i64> {
    i64::try_from(value).ok()
}

/// Key columns: the groups; a month also carries its first day, so that charts need no parsing.
pub(super) fn push_groups<'r, R: 'r>(
    table: &mut Table,
    by: &[Group],
    rows: &'r [R],
    groups: impl Fn(&'r R) -> &'r [String],
) {
    for (at, group) in by.iter().enumerate() {
        let values: Vec<String> = rows.iter().map(|row| groups(row)[at].clone()).collect();
        match group {
            period if period.is_period() => {
                let starts: Vec<Option<String>> = values.iter().map(|value| super::group::first_day(value)).collect();
                table.push(Column::text(
                    "period",
                    "Month, quarter or year of posting; unknown where the posting has no date",
                    values,
                ));
                table.push(Column::new("period_start", Unit::Date, "First day of the period", Values::Text(starts)));
            }
            other => {
                table.push(Column::text(
                    other.as_str(),
                    "Group of postings; unknown where the posting does not say",
                    values,
                ));
            }
        }
    }
}

/// Key columns: the skill, with its names and its places in the views of the articles.
pub(super) fn push_skills<'r>(table: &mut Table, ids: impl Iterator<Item = &'r str> + Clone, skills: &SkillTable) {
    let text = |value: fn(&SkillInfo) -> &String| -> Vec<Option<String>> {
        ids.clone().map(|id| skills.get(id).map(value).filter(|text| !text.is_empty()).cloned()).collect()
    };
    table.push(Column::text("skill", "Id of the skill", ids.clone().map(ToOwned::to_owned)));
    table.push(Column::text("name", "Name of the skill", text(|skill| &skill.name)));
    table.push(Column::text("kind", "Kind of the skill", text(|skill| &skill.kind)));
    table.push(Column::text("area", "Which of the nine areas it belongs to", text(|skill| &skill.area)));
    let cluster = text(|skill| &skill.cluster);
    table.push(Column::text("cluster", "Which of the seven production clusters it belongs to", cluster));
    let depth = text(|skill| &skill.depth);
    table.push(Column::text("depth", "How deep it goes in its cluster: family, tool, deep", depth));
}

/// Demand as a table: keys, names of the skill, counts, share with its likely range, split by ask, basis.
#[must_use]
pub fn demand_table(name: &'static str, title: &str, by: &[Group], rows: &[DemandRow], skills: &SkillTable) -> Table {
    let mut table = Table::new(name, "jds.demand/1", title);
    push_groups(&mut table, by, rows, |row| &row.groups);
    let count = |value: fn(&DemandRow) -> u64| -> Vec<Option<i64>> { rows.iter().map(|row| int(value(row))).collect() };
    let shown = |value: fn(&DemandRow) -> f64| -> Vec<Option<f64>> {
        rows.iter().map(|row| (row.standing != Standing::Withheld).then(|| value(row))).collect()
    };
    table.push(Column::text(
        "status",
        "ok, zero, withheld (too few postings or employers), partial (newest period) or break (collected otherwise than the period before)",
        rows.iter().map(|row| row.standing.as_str().to_owned()),
    ));
    push_skills(&mut table, rows.iter().map(|row| row.skill.as_str()), skills);
    table.push(Column::int(
        "asked",
        Unit::Count,
        "Postings that require it, welcome it or ask for it unsorted",
        count(|row| row.asked),
    ));
    table.push(Column::int(
        "postings",
        Unit::Count,
        "Postings in the group, repeats left out",
        count(|row| row.postings),
    ));
    table.push(Column::int(
        "employers",
        Unit::Count,
        "Distinct known employers in the group",
        count(|row| row.employers),
    ));
    table.push(Column::int(
        "asking_employers",
        Unit::Count,
        "Distinct known employers that ask for it",
        count(|row| row.asking_employers),
    ));
    table.push(Column::float("share", Unit::Share, "asked / postings", shown(|row| row.share)));
    table.push(Column::float(
        "share_lo",
        Unit::Share,
        "Lower bound of the likely range (95 %, employer-clustered)",
        shown(|row| row.lo),
    ));
    table.push(Column::float("share_hi", Unit::Share, "Upper bound of the likely range", shown(|row| row.hi)));
    table.push(Column::int("required", Unit::Count, "Postings that require it", count(|row| row.required)));
    table.push(Column::int("preferred", Unit::Count, "Postings that welcome it", count(|row| row.preferred)));
    table.push(Column::int(
        "unsorted",
        Unit::Count,
        "Postings that ask for it without saying how strongly",
        count(|row| row.unsorted),
    ));
    table.push(Column::int(
        "mentioned_only",
        Unit::Count,
        "Postings that name it without asking for it",
        count(|row| row.mentioned_only),
    ));
    table.push(Column::int(
        "excluded",
        Unit::Count,
        "Postings that say they do not want or need it",
        count(|row| row.excluded),
    ));
    table.push(Column::float(
        "deff",
        Unit::Ratio,
        "Design effect: how much postings of one employer resemble each other",
        shown(|row| row.basis.deff),
    ));
    table.push(Column::float(
        "effective_n",
        Unit::Ratio,
        "Independent postings that the likely range is worth",
        shown(|row| row.basis.effective_n),
    ));
    table
}

/// Pay as a table: keys, counts, the typical posted band, quantiles of the midpoint, the median's likely range.
#[must_use]
pub fn pay_table(name: &'static str, title: &str, by: &[Group], rows: &[PayRow]) -> Table {
    let mut table = Table::new(name, "jds.pay/1", title);
    push_groups(&mut table, by, rows, |row| &row.groups);
    let count = |value: fn(&PayRow) -> u64| -> Vec<Option<i64>> { rows.iter().map(|row| int(value(row))).collect() };
    let band = |value: fn(&PayRow) -> Option<f64>| -> Vec<Option<f64>> {
        rows.iter().map(|row| value(row).filter(|_| row.standing != Standing::Withheld)).collect()
    };
    let quantile = |at: usize| -> Vec<Option<f64>> {
        let shown =
            |row: &PayRow| row.quantiles[at].estimate.filter(|_| row.quantiles[at].standing != Standing::Withheld);
        rows.iter().map(|row| shown(row).map(|estimate| estimate.value)).collect()
    };
    table.push(Column::text(
        "status",
        "ok, withheld (too few postings with pay, or too few employers), partial (newest period) or break (collected otherwise than the period before)",
        rows.iter().map(|row| row.standing.as_str().to_owned()),
    ));
    table.push(Column::text(
        "currency",
        "Currency of the row; empty where no posting has usable pay",
        rows.iter().map(|row| Some(row.currency.clone()).filter(|code| !code.is_empty())),
    ));
    table.push(Column::int(
        "postings",
        Unit::Count,
        "Postings in the group, whatever they say of pay",
        count(|row| row.postings),
    ));
    table.push(Column::int(
        "paid",
        Unit::Count,
        "Postings with base pay in this currency, both bounds and a known period",
        count(|row| row.paid),
    ));
    table.push(Column::int(
        "disclosed",
        Unit::Count,
        "Postings of the group that state pay at all, in any currency",
        count(|row| row.disclosed),
    ));
    table.push(Column::int(
        "employers",
        Unit::Count,
        "Distinct known employers among the paid ones",
        count(|row| row.employers),
    ));
    table.push(Column::float(
        "typical_min",
        Unit::Money,
        "Median of the posted minima, a year",
        band(|row| row.typical_min),
    ));
    table.push(Column::float(
        "typical_max",
        Unit::Money,
        "Median of the posted maxima, a year",
        band(|row| row.typical_max),
    ));
    table.push(Column::float("p10", Unit::Money, "10th percentile of the geometric midpoint, a year", quantile(0)));
    table.push(Column::float("p25", Unit::Money, "25th percentile", quantile(1)));
    table.push(Column::float("median", Unit::Money, "Median", quantile(2)));
    table.push(Column::float("p75", Unit::Money, "75th percentile", quantile(3)));
    table.push(Column::float("p90", Unit::Money, "90th percentile", quantile(4)));
    table.push(Column::float(
        "median_lo",
        Unit::Money,
        "Lower bound of the median's likely range (95 %, employer-clustered)",
        band(|row| row.median().map(|median| median.lo)),
    ));
    table.push(Column::float(
        "median_hi",
        Unit::Money,
        "Upper bound of the median's likely range",
        band(|row| row.median().map(|median| median.hi)),
    ));
    table.push(Column::int(
        "one_sided",
        Unit::Count,
        "Postings with one bound alone, counted only in its typical bound",
        count(|row| row.one_sided),
    ));
    table.push(Column::int(
        "estimated",
        Unit::Count,
        "Postings of the group whose pay is somebody's estimate",
        count(|row| row.estimated),
    ));
    let basis = |value: fn(&crate::stats::QuantileEstimate) -> f64| -> Vec<Option<f64>> {
        let shown = rows.iter().map(|row| row.median().filter(|_| row.standing != Standing::Withheld));
        shown.map(|median| median.as_ref().map(value)).collect()
    };
    let deff = basis(|median| median.deff);
    table.push(Column::float(
        "deff",
        Unit::Ratio,
        "Design effect of the median: how much pay of one employer resembles",
        deff,
    ));
    let worth = basis(|median| median.effective_n);
    table.push(Column::float("effective_n", Unit::Ratio, "Independent postings that its likely range is worth", worth));
    table
}

/// Postings by month as a table.
#[must_use]
pub fn postings_table(name: &'static str, title: &str, rows: &[PostingCount]) -> Table {
    let mut table = Table::new(name, "jds.postings/1", title);
    let months: Vec<[String; 1]> = rows.iter().map(|row| [row.month.clone()]).collect();
    push_groups(&mut table, &[Group::Month], &months, |month| month.as_slice());
    let count =
        |value: fn(&PostingCount) -> u64| -> Vec<Option<i64>> { rows.iter().map(|row| int(value(row))).collect() };
    let statuses = rows.iter().map(|row| row.standing.as_str().to_owned());
    let meaning = "ok, partial (newest month) or break (much more or less was collected, or from other sources)";
    table.push(Column::text("status", meaning, statuses));
    table.push(Column::int("postings", Unit::Count, "Postings, repeats left out", count(|row| row.postings)));
    table.push(Column::int("employers", Unit::Count, "Distinct known employers", count(|row| row.employers)));
    table.push(Column::int(
        "with_role",
        Unit::Count,
        "Postings whose title tells the role",
        count(|row| row.with_role),
    ));
    table.push(Column::int(
        "with_seniority",
        Unit::Count,
        "Postings whose title tells the seniority",
        count(|row| row.with_seniority),
    ));
    table.push(Column::int("disclosed", Unit::Count, "Postings that state pay", count(|row| row.disclosed)));
    table
}

/// The mix of postings as a table: keys, counts, share of those that say it.
#[must_use]
pub fn mix_table(name: &'static str, title: &str, rows: &[MixRow]) -> Table {
    let mut table = Table::new(name, "jds.mix/1", title);
    let months: Vec<[String; 1]> = rows.iter().map(|row| [row.month.clone()]).collect();
    push_groups(&mut table, &[Group::Month], &months, |month| month.as_slice());
    let count = |value: fn(&MixRow) -> u64| -> Vec<Option<i64>> { rows.iter().map(|row| int(value(row))).collect() };
    let shown = |value: fn(&MixRow) -> f64| -> Vec<Option<f64>> {
        rows.iter().map(|row| (row.standing != Standing::Withheld).then(|| value(row))).collect()
    };
    let statuses = rows.iter().map(|row| row.standing.as_str().to_owned());
    table.push(Column::text(
        "status",
        "ok, zero, withheld (too few postings or employers), partial (newest month) or break (collected otherwise than the month before)",
        statuses,
    ));
    let dimensions = rows.iter().map(|row| row.dimension.as_str().to_owned());
    table.push(Column::text("dimension", "Property of postings", dimensions));
    table.push(Column::text("value", "Its value", rows.iter().map(|row| row.value.clone())));
    table.push(Column::int("postings", Unit::Count, "Postings that have this value", count(|row| row.postings)));
    table.push(Column::int("known", Unit::Count, "Postings of the month whose value is known", count(|row| row.known)));
    table.push(Column::int("unknown", Unit::Count, "Postings of the month that do not say", count(|row| row.unknown)));
    table.push(Column::float("share", Unit::Share, "postings / known", shown(|row| row.share.share)));
    table.push(Column::float(
        "share_lo",
        Unit::Share,
        "Lower bound of the likely range (95 %, employer-clustered)",
        shown(|row| row.share.lo),
    ));
    table.push(Column::float("share_hi", Unit::Share, "Upper bound of the likely range", shown(|row| row.share.hi)));
    table
}

/// Every column of several tables with its unit and meaning: `columns.csv`.
#[must_use]
pub fn columns_table(tables: &[Table]) -> Table {
    let mut all = Table::new("columns", "jds.columns/1", "Columns of the tables");
    let rows: Vec<(&Table, &Column)> =
        tables.iter().flat_map(|table| table.columns().iter().map(move |column| (table, column))).collect();
    let text =
        |value: fn(&(&Table, &Column)) -> String| -> Vec<Option<String>> { rows.iter().map(value).map(Some).collect() };
    all.push(Column::text("table", "Table", text(|(table, _)| table.name().to_owned())));
    all.push(Column::text("column", "Column", text(|(_, column)| column.name().to_owned())));
    all.push(Column::text("type", "Type of its values", text(|(_, column)| column.values().type_name().to_owned())));
    all.push(Column::text("unit", "Unit of its values", text(|(_, column)| column.unit().as_str().to_owned())));
    all.push(Column::text("meaning", "What it says", text(|(_, column)| column.doc().to_owned())));
    all
}
