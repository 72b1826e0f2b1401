//! Where pay of the columns and pay of the text meet: which statement is primary, and when they disagree.

use rust_decimal::Decimal;

use super::currency;
use crate::posting::{Posting, country_code};
use crate::terms::{Basis, PayFlag, PayKind, PaySource, PayStatement};

/// Factors by which figures differ that are one, but for the unit: cents, thousands, an hour's, day's, week's or month's pay as a year's.
const UNITS: [i64; 8] = [8, 12, 24, 26, 52, 100, 1_000, 2_080];

/// Compares the columns with the text. Columns that say the same take from the words what columns do not tell: kind, basis, months. Where
/// they differ, the columns win: they are typed, and were read by nobody. Only where they differ by a unit (cents for units, an hour's pay
/// as a year's) and the text says its period in words, the text wins. The loser is flagged.
pub(super) fn compare(found: &mut [PayStatement]) {
    let Some(given) = found.iter().position(|pay| pay.source == PaySource::Structured) else { return };
    let (same, other): (Vec<usize>, Vec<usize>) = (0..found.len())
        .filter(|at| found[*at].source == PaySource::Stated && found[*at].currency == found[given].currency)
        .partition(|at| overlap(&found[given], &found[*at]));
    if let Some(twin) =
        same.iter().find(|at| (found[**at].min, found[**at].max) == (found[given].min, found[given].max))
    {
        let twin = found[*twin].clone();
        let columns = &mut found[given];
        columns.pay_months = columns.pay_months.or(twin.pay_months);
        if columns.basis == Basis::Unspecified {
            columns.basis = twin.basis;
        }
        if columns.kind == PayKind::Base {
            columns.kind = twin.kind;
        }
        return;
    }
    let rivals =
        || other.iter().copied().filter(|at| found[*at].kind == found[given].kind && found[*at].flags.is_empty());
    if !same.is_empty() || !found[given].flags.is_empty() {
        return;
    }
    let Some(rival) = rivals().next() else { return };
    let by_unit = match (middle(&found[given]), middle(&found[rival])) {
        (Some(a), Some(b)) => is_unit(a.max(b), a.min(b)),
        _ => return,
    };
    let says_period = !found[rival].inferred.contains(&"period");
    let loser = if by_unit && says_period { given } else { rival };
    found[loser].flags.push(PayFlag::Disagrees);
}

/// Whether two statements have a year's pay in common.
fn overlap(a: &PayStatement, b: &PayStatement) -> bool {
    let bounds = |pay: &PayStatement| {
        let (low, high) = (pay.annual_min.or(pay.annual_max)?, pay.annual_max.or(pay.annual_min)?);
        Some((low, high))
    };
    match (bounds(a), bounds(b)) {
        // What has no year cannot be compared, and disagrees with nothing.
        (Some((a, b)), Some((c, d))) => a <= d.saturating_mul(ROUNDED) && c <= b.saturating_mul(ROUNDED),
        _ => true,
    }
}

/// Whether two amounts differ by a unit and nothing else.
fn is_unit(large: Decimal, small: Decimal) -> bool {
    UNITS
        .iter()
        .map(|unit| small.saturating_mul(Decimal::from(*unit)))
        .any(|scaled| large <= scaled.saturating_mul(ROUNDED) && scaled <= large.saturating_mul(ROUNDED))
}

/// Bounds may be rounded: a hundredth.
const ROUNDED: Decimal = Decimal::from_parts(101, 0, 0, false, 2);

fn middle(pay: &PayStatement) -> Option<Decimal> {
    let (low, high) = (pay.annual_min.or(pay.annual_max)?, pay.annual_max.or(pay.annual_min)?);
    Some((low + high) / Decimal::TWO)
}

/// Marks the primary statement: unflagged before flagged; what the employer said before an estimate; with currency and period before half
/// known; base before contract before on-target before total; the label of the posting's place before none, none before another's; the
/// currency of its country; the first.
pub(super) fn choose(posting: &Posting, country: &str, found: &mut [PayStatement]) {
    if found.len() == 1 {
        found[0].primary = true;
        return;
    }
    let own = currency::of_country(country);
    let rank = |pay: &PayStatement| {
        let kind = match pay.kind {
            PayKind::Base => 0,
            PayKind::Contract => 1,
            PayKind::Ote => 2,
            PayKind::Total => 3,
        };
        let usable = pay.currency.is_some() && pay.period.is_some();
        let place = match &pay.label {
            Some(label) if is_here(label, posting, country) => 0,
            None => 1,
            Some(_) => 2,
        };
        let foreign = own.is_some() && pay.currency != own;
        (!pay.flags.is_empty(), pay.source == PaySource::Estimated, !usable, kind, place, foreign)
    };
    if let Some(best) = (0..found.len()).min_by_key(|at| (rank(&found[*at]), *at)) {
        found[best].primary = true;
    }
}

/// Whether a label names the posting's place.
fn is_here(label: &str, posting: &Posting, country: &str) -> bool {
    let (label, place) = (label.to_lowercase(), posting.location.to_lowercase());
    let city = place.split([',', '(', '/', '|']).next().unwrap_or_default().trim();
    let named = city.len() >= 3 && label.contains(city) || label.len() >= 3 && place.contains(&label);
    named || (!country.is_empty() && country_code(&label, "") == country)
}
