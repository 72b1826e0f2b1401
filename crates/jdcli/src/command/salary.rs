//! `jds salary`: what postings pay.

use jdlib::market::{Estimates, Pay, PayRow, Standing, Summary, pay_table};
use jdlib::stats::Figure;

use super::skills::heading;
use super::{about, breaks_by, by, filter, limits, rates, summary};
use crate::args::{GlobalArgs, SalaryArgs};
use crate::failure::{Exit, Failure, again, thousands};
use crate::input::{self, funnel, without_text};
use crate::output::human::{money, part};
use crate::output::{Console, Layout, Show, say_where_silent, write_table};

pub(super) fn run(args: &SalaryArgs, global: &GlobalArgs, console: &Console) -> anyhow::Result<Exit> {
    let loaded = input::market(&args.input, args.filter.to_repeats(), global, console)?;
    let market = &loaded.market;
    let filter = filter(&args.filter, market, global)?;
    let summary = summary(market, &filter)?;
    let care = args.care.to_care();
    let estimates = if args.include_estimates { Estimates::Include } else { Estimates::Leave };
    let rates = rates(args.rates.as_deref(), args.currency)?;
    let question = Pay::by(args.by.iter().copied()).filter(filter.clone()).care(care).estimates(estimates).rates(rates);
    let mut rows = market.pay(&question)?;
    let mut notes = notes(args, &summary, &rows);
    notes.extend(breaks_by(market, &args.by, &filter)?);
    if let Some(currency) = args.currency {
        let wanted = currency.to_string();
        let known: std::collections::BTreeSet<String> =
            rows.iter().map(|row| row.currency.clone()).filter(|code| !code.is_empty()).collect();
        rows.retain(|row| row.currency == wanted);
        if rows.is_empty() {
            let known: Vec<String> = known.into_iter().collect();
            let failure = Failure::new(Exit::No, format!("no posting with usable pay in {wanted}"));
            return Err(failure
                .hint(format!(
                    "currencies here: {}",
                    if known.is_empty() { "none".to_owned() } else { known.join(", ") }
                ))
                .into());
        }
    }
    if rows.iter().all(|row| row.standing == Standing::Withheld) {
        return Err(too_thin(args, &rows, &summary, care.floor(Figure::Median).n).into());
    }
    rows.truncate(args.top.unwrap_or(usize::MAX));
    let title = format!("Advertised yearly pay{}{}", by(&args.by), about(&filter, &summary));
    if let Some(counts) = &loaded.counts {
        notes.insert(0, funnel(counts, args.filter.no_dedupe));
        notes.extend(without_text(counts));
    }
    notes.extend(limits(&summary).into_iter().filter(|note| !note.contains("date")));
    let name = if args.by.is_empty() { "pay" } else { "pay_by_group" };
    let mut table = pay_table(name, &title, &args.by, &rows);
    table.meta("fingerprint", market.fingerprint());
    table.meta("care", care.as_str());
    if let Some(file) = &args.rates {
        table.meta("rates", file.display().to_string());
    }
    for note in &notes {
        table.note(note.clone());
    }
    let said = notes.clone();
    write_table(&args.output, &table, || vec![layout(args, &rows, title, notes)])?;
    say_where_silent(&args.output, &said, console);
    Ok(loaded.exit)
}

/// What is to be said about pay here.
fn notes(args: &SalaryArgs, summary: &Summary, rows: &[PayRow]) -> Vec<String> {
    let mut notes = vec![format!(
        "{} of {} postings state pay ({})",
        thousands(summary.disclosed),
        thousands(summary.postings),
        part(summary.disclosed, summary.postings)
    )];
    if summary.estimated > 0 {
        let all = thousands(summary.estimated + summary.disclosed);
        let count = thousands(summary.estimated);
        notes.push(if args.include_estimates {
            format!("{count} of {all} figures are somebody's estimate, not the employer's word; they count here")
        } else {
            format!("{count} of {all} figures are somebody's estimate, not the employer's word, and are left out: add --include-estimates to count them")
        });
    }
    let currencies: std::collections::BTreeSet<&str> =
        rows.iter().map(|row| row.currency.as_str()).filter(|code| !code.is_empty()).collect();
    if currencies.len() > 1 && args.currency.is_none() {
        notes.push(format!(
            "pay is in {} currencies and is not converted; see one with --currency {}",
            currencies.len(),
            currencies.iter().next().unwrap_or(&"USD")
        ));
    }
    if let (Some(file), Some(currency)) = (&args.rates, args.currency) {
        notes
            .push(format!("all pay is told in {currency} at the rates of {}, of the month of posting", file.display()));
    }
    notes.push("postings that state pay are not a random sample, and posted pay is not pay received".to_owned());
    notes
}

fn too_thin(args: &SalaryArgs, rows: &[PayRow], summary: &Summary, floor: u64) -> Failure {
    let largest = rows.iter().map(|row| row.paid).max().unwrap_or(0);
    let failure = Failure::new(
        Exit::No,
        format!("nothing to show: no group has {floor} postings with usable pay (largest: {largest})"),
    );
    if summary.estimated > 0 && !args.include_estimates {
        let fact = format!(
            "{} figures are somebody's estimate and were left out; {} are the employers' own",
            thousands(summary.estimated),
            thousands(summary.disclosed)
        );
        return failure.fact(fact).hint(format!("count them: {}", again("--include-estimates")));
    }
    failure
        .fact(format!("{} of {} postings state pay", thousands(summary.disclosed), thousands(summary.postings)))
        .hint(super::widen(args.care))
}

fn layout(args: &SalaryArgs, rows: &[PayRow], title: String, notes: Vec<String>) -> Layout {
    let mut headers: Vec<(&'static str, Show)> = args.by.iter().map(|group| (heading(*group), Show::Left)).collect();
    headers.extend([("Typical band", Show::Left)]);
    if args.stats {
        headers.push(("p10", Show::Right));
    }
    headers.extend([("p25", Show::Right), ("Median", Show::Right), ("p75", Show::Right)]);
    if args.stats {
        headers.push(("p90", Show::Right));
    }
    headers.extend([("Likely range", Show::Right), ("With pay", Show::Right)]);
    let employers = rows.iter().any(|row| row.employers > 0);
    if employers {
        headers.push(("Employers", Show::Right));
    }
    if args.stats {
        headers.push(("Design effect", Show::Right));
    }
    let mut shown = Vec::new();
    let mut thin = Vec::new();
    for row in rows {
        if row.standing == Standing::Withheld {
            let currency = if row.currency.is_empty() { "no pay".to_owned() } else { row.currency.clone() };
            thin.push(format!("{} ({currency}, {} with pay)", row.group(), row.paid));
            continue;
        }
        shown.push(cells(args, row, employers.then_some(row.employers)));
    }
    let mut under = Vec::new();
    if !thin.is_empty() {
        const SHOWN: usize = 8;
        let more = if thin.len() > SHOWN { format!(", ... {} more", thin.len() - SHOWN) } else { String::new() };
        under.push(format!(
            "too few to show: {}{more}",
            thin.iter().take(SHOWN).cloned().collect::<Vec<_>>().join(", ")
        ));
    }
    under.extend(notes);
    under.push("Typical band: median posted minimum to median posted maximum; quantiles are of the geometric midpoint; the likely range is the median's 95 % interval".to_owned());
    Layout { title, headers, rows: shown, notes: under }
}

fn cells(args: &SalaryArgs, row: &PayRow, employers: Option<u64>) -> Vec<String> {
    let amount = |value: f64| money(&row.currency, value);
    let quantile = |at: usize| {
        let quantile = row.quantiles[at];
        match (quantile.standing, quantile.estimate) {
            (Standing::Withheld, _) | (_, None) => String::new(),
            (_, Some(estimate)) => amount(estimate.value),
        }
    };
    let mut cells = row.groups.clone();
    cells.push(match (row.typical_min, row.typical_max) {
        (Some(min), Some(max)) => format!("{} \u{2013} {}", amount(min), amount(max)),
        _ => String::new(),
    });
    if args.stats {
        cells.push(quantile(0));
    }
    cells.extend([quantile(1), quantile(2), quantile(3)]);
    if args.stats {
        cells.push(quantile(4));
    }
    cells.push(
        row.median().map_or(String::new(), |median| format!("{} \u{2013} {}", amount(median.lo), amount(median.hi))),
    );
    cells.push(format!("{} of {}", thousands(row.paid), thousands(row.postings)));
    cells.extend(employers.map(thousands));
    if args.stats {
        cells.push(row.median().map_or(String::new(), |median| format!("{:.2}", median.deff)));
    }
    cells
}
