//! One file a command: read, ask the library, hand the answer to `output`.

mod check;
mod compare;
mod enrich;
mod eval;
mod extract;
mod facts;
mod lexicon;
mod salary;
mod skills;
mod tables;
mod trend;

use std::path::Path;

use jdlib::market::{Break, Filter, Group, Period, Rates, Summary};
use jdlib::terms::Currency;
use jdlib::{Analyzer, Lexicon, Market};

use crate::args::{CareArg, Command, FilterArgs, GlobalArgs};
use crate::failure::{Exit, Failure, counted, thousands, unknown_skill};
use crate::output::Console;

pub(crate) fn run(command: &Command, global: &GlobalArgs, console: &Console) -> anyhow::Result<Exit> {
    match command {
        Command::Check(args) => check::run(args, global, console),
        Command::Eval(args) => eval::run(args, global, console),
        Command::Enrich(args) => enrich::run(args, global, console),
        Command::Extract(args) => extract::run(args, global, console),
        Command::Facts(args) => facts::run(args, global, console),
        Command::Skills(args) => skills::run(args, global, console),
        Command::Salary(args) => salary::run(args, global, console),
        Command::Trend(args) => trend::run(args, global, console),
        Command::Compare(args) => compare::run(args, global, console),
        Command::Tables(args) => tables::run(args, global, console),
        Command::Lexicon(args) => lexicon::run(args, global, console),
    }
}

/// The filter of the options; skills are named by id, name or alias.
fn filter(args: &FilterArgs, market: &Market, global: &GlobalArgs) -> anyhow::Result<Filter> {
    let own = own(global)?;
    args.to_filter(|name| skill_id(name, market, own.as_ref()))
}

/// An analyzer over packs of the user's own, where there are any.
fn own(global: &GlobalArgs) -> anyhow::Result<Option<Analyzer>> {
    if global.packs.is_empty() { Ok(None) } else { crate::input::analyzer(global).map(Some) }
}

/// The id of a skill by any of its names.
fn skill_id(name: &str, market: &Market, own: Option<&Analyzer>) -> jdlib::Result<String> {
    if market.skills().get(name).is_some() {
        return Ok(name.to_owned());
    }
    let lexicon = own.map_or_else(Lexicon::builtin, |analyzer| analyzer.lexicon().clone());
    match lexicon.find(name) {
        Some(skill) => Ok(skill.id().to_owned()),
        None => Err(lexicon.unknown(name)),
    }
}

/// Leaves the rows of the skills that are named by `--only`; all of them if none is.
fn keep_only<R>(
    names: &[String],
    market: &Market,
    global: &GlobalArgs,
    rows: &mut Vec<R>,
    skill: fn(&R) -> &String,
) -> anyhow::Result<()> {
    if names.is_empty() {
        return Ok(());
    }
    let own = own(global)?;
    let ids = names.iter().map(|name| skill_id(name, market, own.as_ref())).collect::<jdlib::Result<Vec<_>>>()?;
    rows.retain(|row| ids.contains(skill(row)));
    Ok(())
}

/// What is left of the postings, or the error that says where they went.
fn summary(market: &Market, filter: &Filter) -> anyhow::Result<Summary> {
    let left = market.summary(filter)?;
    if left.postings > 0 {
        return Ok(left);
    }
    let mut funnel = format!("{} postings", thousands(market.summary(&Filter::default())?.postings));
    let mut hint = None;
    let mut so_far = Filter::default();
    for (group, values) in &filter.only {
        let before = so_far.clone();
        so_far.only.push((*group, values.clone()));
        let count = market.summary(&so_far)?.postings;
        funnel.push_str(&format!(" -> {} {} {}", thousands(count), group.as_str(), values.join(" or ")));
        if count == 0 {
            hint = Some((*group, before));
            break;
        }
    }
    if hint.is_none() {
        funnel.push_str(" -> 0 in the days or with the skills asked for");
    }
    let failure = Failure::new(Exit::No, "no postings left").fact(funnel);
    Err(match hint {
        Some((group, before)) => {
            let values = market.values(group, &before)?;
            let shown: Vec<String> =
                values.iter().take(6).map(|(value, count)| format!("{value} {}", thousands(*count))).collect();
            let more = if values.len() > 6 { format!(", ... {} more", values.len() - 6) } else { String::new() };
            failure.hint(format!("{} here: {}{more}", group.as_str(), shown.join(", ")))
        }
        None => failure.hint("widen --since, --until or --skill"),
    }
    .into())
}

/// Which postings, for a title: filters and days.
fn about(filter: &Filter, summary: &Summary) -> String {
    let mut parts: Vec<String> = filter.only.iter().map(|(_, values)| values.join(" or ")).collect();
    if !filter.skills.is_empty() {
        parts.push(format!("asking for {}", filter.skills.join(" or ")));
    }
    if let (Some(first), Some(last)) = (summary.first, summary.last) {
        let month = |date: jdlib::posting::Date| format!("{:04}-{:02}", date.year(), date.month());
        parts.push(format!("{} to {}", month(first), month(last)));
    }
    parts.iter().map(|part| format!(" \u{B7} {part}")).collect()
}

/// What this file cannot tell, in sentences.
fn limits(summary: &Summary) -> Vec<String> {
    let mut notes = Vec::new();
    if summary.without_employer == summary.postings {
        notes.push("no posting names its employer: likely ranges take each posting for an employer of its own and are too narrow if some employers posted often".to_owned());
    } else if summary.without_employer * 5 > summary.postings {
        notes.push(format!(
            "{} of {} postings do not name their employer; each counts as an employer of its own",
            thousands(summary.without_employer),
            thousands(summary.postings)
        ));
    }
    if summary.largest_employer * 2 > summary.postings {
        notes.push(format!(
            "one employer has {} of the {} postings",
            thousands(summary.largest_employer),
            thousands(summary.postings)
        ));
    }
    if summary.dated == 0 {
        notes.push("no posting has a date: nothing can be said about change".to_owned());
    }
    notes
}

/// Where series break, and that a break is no rise.
fn breaks(periods: &[Period]) -> Vec<String> {
    let sentence = |period: &Period| {
        let name = &period.name;
        Some(match period.broken.as_ref()? {
            Break::Volume { before, after } => format!(
                "break at {name}: {} after {} in the period before: more or less was collected, which is no rise or fall",
                counted(*after, "posting"),
                thousands(*before)
            ),
            Break::Sources { moved, source } => format!(
                "break at {name}: {} of the postings moved between sources, most of all `{source}`",
                crate::output::human::percent(*moved)
            ),
            _ => return None,
        })
    };
    periods.iter().filter_map(sentence).collect()
}

/// The same for a question about some groups; nothing if no period is among them.
fn breaks_by(market: &Market, by: &[Group], filter: &Filter) -> anyhow::Result<Vec<String>> {
    match by.iter().find(|group| group.is_period()) {
        Some(period) => Ok(breaks(&market.periods(*period, filter)?)),
        None => Ok(Vec::new()),
    }
}

/// What no posting can show, under every figure about change.
const CANNOT_SHOW: &str = "postings show what ads ask for: what is unsaid may still be needed, and neither applicants nor hires stand in them";

/// The rates of exchange of the options.
fn rates(file: Option<&Path>, currency: Option<Currency>) -> anyhow::Result<Option<Rates>> {
    file.zip(currency).map(|(file, currency)| Ok(Rates::read(file, currency)?)).transpose()
}

/// What to do when everything is too thin.
fn widen(care: CareArg) -> &'static str {
    match care {
        CareArg::Relaxed => "widen the filters, or give more postings: less can stand behind a figure only by chance",
        _ => "widen the filters, or accept less certainty with `--care relaxed`",
    }
}

/// The groups of a question in words.
fn by(groups: &[Group]) -> String {
    if groups.is_empty() {
        return String::new();
    }
    let names: Vec<&str> = groups.iter().map(|group| group.as_str()).collect();
    format!(" by {}", names.join(" and "))
}

/// The error of a skill that is not there, from the library's suggestions.
trait Unknown {
    fn unknown(&self, name: &str) -> jdlib::Error;
}

impl Unknown for Lexicon {
    fn unknown(&self, name: &str) -> jdlib::Error {
        jdlib::Error::unknown_skill(name, self.nearest(name))
    }
}

/// Looks a skill up, or says what it might have been.
fn find<'l>(lexicon: &'l Lexicon, name: &str) -> anyhow::Result<&'l jdlib::lexicon::Skill> {
    lexicon.find(name).ok_or_else(|| unknown_skill(name, &lexicon.nearest(name)).into())
}
