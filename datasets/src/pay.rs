//! What postings pay, and how texts write it.

use crate::draw::Draw;
use crate::model::{HOURS, PAY_EMPLOYER_SD, PAY_NOISE_SD, PAY_WIDTH, PREMIUM, pay_level};
use crate::posting::PlantedPay;
use crate::terms::{Currency, Period, Production, Role};

/// What decides the pay of a posting, besides chance.
#[derive(Debug)]
pub(crate) struct Grounds {
    pub(crate) role: Role,
    /// A place in [`crate::model::LEVELS`].
    pub(crate) level: usize,
    pub(crate) production: Production,
    /// In standard deviations.
    pub(crate) employer: f64,
    pub(crate) currency: Currency,
    pub(crate) period: Period,
}

/// Draws a range around a geometric middle and rounds it to thousands, or hourly rates to whole dollars.
pub(crate) fn pay(grounds: &Grounds, draw: &mut Draw) -> PlantedPay {
    let premium = match grounds.production {
        Production::Asked => PREMIUM,
        Production::NotAsked => 0.0,
    };
    let base = 1_000.0 * pay_level(grounds.currency, grounds.role, grounds.level);
    let effect = premium + PAY_EMPLOYER_SD * grounds.employer + PAY_NOISE_SD * draw.normal();
    let (middle, step) = match grounds.period {
        Period::Year => (base * effect.exp(), 1_000.0),
        Period::Hour => (base * effect.exp() / HOURS, 1.0),
    };
    // The width is a share of the geometric middle: (max - min) / sqrt(min max) = s - 1/s.
    let width = draw.between(PAY_WIDTH.0, PAY_WIDTH.1);
    let spread = f64::midpoint(width, (width * width + 4.0).sqrt());
    let round = |amount: f64| ((amount / step).round() * step) as u32;
    let (min, max) = (round(middle / spread), round(middle * spread));
    PlantedPay {
        min,
        max,
        currency: grounds.currency,
        period: grounds.period,
        mid: (f64::from(min) * f64::from(max)).sqrt(),
    }
}

/// The range as a text states it.
pub(crate) fn written(pay: &PlantedPay, draw: &mut Draw) -> String {
    let (min, max) = (pay.min, pay.max);
    let (low, high) = (grouped(min, ','), grouped(max, ','));
    let (low_k, high_k) = (min / 1_000, max / 1_000);
    match (pay.period, pay.currency) {
        (Period::Hour, _) => match draw.below(5) {
            0 => format!("${min}-${max}/hr"),
            1 => format!("${min}.00 to ${max}.00 hourly"),
            2 => format!("${min} to ${max} an hour"),
            _ => format!("${min} - ${max} per hour"),
        },
        (Period::Year, Currency::Usd) => match draw.below(12) {
            0 | 1 => format!("${low} - ${high} a year"),
            2 => format!("${low_k}k-${high_k}k"),
            3 => format!("${low_k}K – ${high_k}K"),
            4 => format!("USD {low} to {high} per year"),
            5 => format!("${low}–${high} annually"),
            6 => format!("between ${low} and ${high} per year"),
            7 => format!("${low}.00 - ${high}.00 / year"),
            8 => format!("${low_k}-{high_k}k per year"),
            9 => format!("${low} to ${high} USD annually"),
            10 => format!("${low} - ${high} per annum"),
            _ => format!("${low} to ${high} per year"),
        },
        (Period::Year, Currency::Gbp) => match draw.below(6) {
            0 | 1 => format!("£{low} - £{high} per annum"),
            2 => format!("£{low_k}k-£{high_k}k"),
            3 => format!("GBP {low} to {high} a year"),
            4 => format!("£{low} to £{high} p.a."),
            _ => format!("£{low_k}k to £{high_k}k a year"),
        },
        (Period::Year, Currency::Eur) => {
            let (dot_low, dot_high) = (grouped(min, '.'), grouped(max, '.'));
            match draw.below(7) {
                0 | 1 => format!("€{dot_low} – €{dot_high}"),
                2 => format!("EUR {low} - {high} per year"),
                3 => format!("{dot_low} € - {dot_high} € gross per year"),
                4 => format!("€{low_k}k–€{high_k}k a year"),
                5 => format!("{dot_low} to {dot_high} EUR per year"),
                _ => format!("€{low} to €{high} gross per year"),
            }
        }
    }
}

/// Groups the digits of an amount below a million.
fn grouped(amount: u32, separator: char) -> String {
    match amount {
        0..1_000 => amount.to_string(),
        _ => format!("{}{separator}{:03}", amount / 1_000, amount % 1_000),
    }
}
