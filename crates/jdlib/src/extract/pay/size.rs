//! How large pay is in each currency: what a year's pay can be, and which period an amount's size leaves no doubt about.

use rust_decimal::Decimal;

use crate::terms::{Currency, Period};

/// Bounds of one currency, in its units.
struct Size {
    code: &'static str,
    /// A year's pay: less or more is a misreading.
    year: [i64; 2],
    /// An hour's pay, where no period is said. Amounts between the bands tell nothing.
    hour: [i64; 2],
    /// A month's, in the currencies whose countries say pay by the month; else empty.
    month: [i64; 2],
    /// From here on an amount is a year's.
    yearly: i64,
}

/// A band that holds nothing.
const NONE: [i64; 2] = [1, 0];

const fn size(code: &'static str, year: [i64; 2], hour: [i64; 2], month: [i64; 2], yearly: i64) -> Size {
    Size { code, year, hour, month, yearly }
}

/// The table. Floors are near a quarter of a year at the lowest pay of the country, ceilings near thirty times what is usual; bands of hours and
/// months are what postings of the country say. Sorted by code.
const SIZES: [Size; 57] = [
    size("AED", [12_000, 6_000_000], [10, 900], [1_500, 90_000], 120_000),
    size("ARS", [300_000, 900_000_000], NONE, [100_000, 20_000_000], 25_000_000),
    size("AUD", [5_000, 3_000_000], [10, 300], NONE, 15_000),
    size("BDT", [60_000, 60_000_000], NONE, [8_000, 900_000], 1_000_000),
    size("BGN", [4_000, 1_500_000], [4, 150], [700, 20_000], 25_000),
    size("BRL", [6_000, 6_000_000], [8, 400], [900, 45_000], 60_000),
    size("CAD", [5_000, 3_000_000], [10, 300], NONE, 15_000),
    size("CHF", [8_000, 3_000_000], [15, 300], [2_500, 25_000], 30_000),
    size("CLP", [1_500_000, 1_000_000_000], NONE, [300_000, 12_000_000], 15_000_000),
    size("CNY", [10_000, 20_000_000], [10, 800], [2_000, 90_000], 100_000),
    size("COP", [5_000_000, 3_000_000_000], NONE, [900_000, 50_000_000], 60_000_000),
    size("CRC", [1_000_000, 500_000_000], NONE, [300_000, 8_000_000], 10_000_000),
    size("CZK", [80_000, 30_000_000], [90, 3_000], [15_000, 300_000], 320_000),
    size("DKK", [60_000, 15_000_000], [90, 2_000], [12_000, 150_000], 180_000),
    size("EGP", [15_000, 30_000_000], NONE, [2_000, 250_000], 300_000),
    size("EUR", [3_000, 3_000_000], [5, 200], [600, 9_999], 12_000),
    size("GBP", [4_000, 3_000_000], [5, 200], NONE, 12_000),
    size("GEL", [3_000, 1_500_000], NONE, [500, 30_000], 36_000),
    size("GHS", [4_000, 6_000_000], NONE, [500, 60_000], 80_000),
    size("GTQ", [15_000, 8_000_000], NONE, [2_500, 120_000], 150_000),
    size("HKD", [40_000, 25_000_000], [40, 2_500], [8_000, 190_000], 200_000),
    size("HUF", [800_000, 400_000_000], [1_000, 50_000], [150_000, 4_000_000], 4_500_000),
    size("IDR", [10_000_000, 20_000_000_000], NONE, [1_000_000, 90_000_000], 100_000_000),
    size("ILS", [15_000, 6_000_000], [30, 900], [4_000, 80_000], 90_000),
    size("INR", [30_000, 100_000_000], [50, 1_000], [5_000, 170_000], 180_000),
    size("ISK", [1_000_000, 300_000_000], NONE, [300_000, 4_000_000], 4_500_000),
    size("JPY", [400_000, 300_000_000], [800, 12_000], [100_000, 1_600_000], 2_000_000),
    size("KES", [60_000, 60_000_000], NONE, [10_000, 900_000], 1_000_000),
    size("KRW", [5_000_000, 3_000_000_000], [8_000, 200_000], [1_000_000, 15_000_000], 18_000_000),
    size("KZT", [400_000, 300_000_000], NONE, [80_000, 5_000_000], 6_000_000),
    size("LKR", [120_000, 60_000_000], NONE, [20_000, 1_200_000], 1_500_000),
    size("MAD", [12_000, 6_000_000], NONE, [2_000, 90_000], 100_000),
    size("MXN", [30_000, 20_000_000], [30, 1_000], [5_000, 190_000], 200_000),
    size("MYR", [6_000, 3_000_000], [5, 300], [900, 35_000], 40_000),
    size("NGN", [200_000, 300_000_000], NONE, [30_000, 5_000_000], 6_000_000),
    size("NOK", [80_000, 15_000_000], [120, 2_500], [15_000, 150_000], 200_000),
    size("NZD", [5_000, 3_000_000], [10, 300], NONE, 15_000),
    size("PEN", [4_000, 2_500_000], NONE, [800, 35_000], 40_000),
    size("PHP", [40_000, 30_000_000], [50, 3_000], [8_000, 300_000], 320_000),
    size("PKR", [120_000, 100_000_000], NONE, [15_000, 1_500_000], 1_800_000),
    size("PLN", [10_000, 6_000_000], [15, 600], [2_500, 50_000], 55_000),
    size("QAR", [12_000, 6_000_000], NONE, [1_500, 90_000], 120_000),
    size("RON", [8_000, 3_000_000], [8, 400], [1_500, 40_000], 45_000),
    size("RSD", [200_000, 100_000_000], NONE, [40_000, 1_200_000], 1_500_000),
    size("RUB", [100_000, 100_000_000], [100, 8_000], [15_000, 900_000], 1_000_000),
    size("SAR", [12_000, 6_000_000], NONE, [1_500, 90_000], 120_000),
    size("SEK", [80_000, 15_000_000], [100, 2_500], [12_000, 150_000], 180_000),
    size("SGD", [6_000, 3_000_000], [6, 250], [1_200, 20_000], 30_000),
    size("THB", [60_000, 30_000_000], [40, 2_000], [8_000, 300_000], 350_000),
    size("TRY", [40_000, 60_000_000], NONE, [10_000, 500_000], 600_000),
    size("TWD", [120_000, 30_000_000], [150, 3_000], [20_000, 300_000], 350_000),
    size("UAH", [40_000, 30_000_000], NONE, [6_000, 400_000], 450_000),
    size("USD", [4_000, 3_000_000], [7, 300], [1_500, 9_999], 12_000),
    size("UYU", [100_000, 60_000_000], NONE, [20_000, 800_000], 900_000),
    size("UZS", [6_000_000, 9_000_000_000], NONE, [1_000_000, 100_000_000], 120_000_000),
    size("VND", [20_000_000, 20_000_000_000], NONE, [3_000_000, 180_000_000], 200_000_000),
    size("ZAR", [20_000, 12_000_000], [20, 1_500], [3_000, 140_000], 150_000),
];

fn of(currency: Currency) -> Option<&'static Size> {
    SIZES.binary_search_by(|size| size.code.cmp(currency.as_str())).ok().map(|at| &SIZES[at])
}

fn holds([low, high]: [i64; 2], value: Decimal) -> bool {
    (Decimal::from(low)..=Decimal::from(high)).contains(&value)
}

/// Whether this can be a year's pay. Currencies that the table does not have are not judged.
pub(super) fn is_year(currency: Option<Currency>, annual: Decimal) -> bool {
    currency.and_then(of).is_none_or(|size| holds(size.year, annual))
}

/// Whether it is a year's pay that most work has: far from the bounds. For amounts that nobody calls pay.
pub(super) fn is_usual_year(currency: Option<Currency>, annual: Decimal) -> bool {
    currency.and_then(of).is_none_or(|size| holds([size.year[0] * 3, size.year[1] / 5], annual))
}

/// The period that an amount's size leaves no doubt about.
pub(super) fn period(currency: Currency, value: Decimal) -> Option<Period> {
    let size = of(currency)?;
    if value >= Decimal::from(size.yearly) {
        Some(Period::Year)
    } else if holds(size.month, value) {
        Some(Period::Month)
    } else if holds(size.hour, value) {
        Some(Period::Hour)
    } else {
        None
    }
}

/// Whether millions of the currency are a year's pay.
pub(super) fn counts_millions(currency: Currency) -> bool {
    of(currency).is_some_and(|size| size.yearly >= 1_000_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_its_bands_do_not_meet() {
        assert!(SIZES.is_sorted_by(|a, b| a.code < b.code));
        for size in &SIZES {
            assert!(size.year[0] < size.yearly && size.yearly < size.year[1], "{}", size.code);
            assert!(size.hour == NONE || size.month == NONE || size.hour[1] < size.month[0], "{}", size.code);
            let below = if size.month == NONE { size.hour[1] } else { size.month[1] };
            assert!(below < size.yearly, "{}", size.code);
        }
    }

    #[test]
    fn size_tells_a_period_or_nothing() {
        for (code, value, expected) in [
            ("USD", 120_000, Some(Period::Year)),
            ("USD", 45, Some(Period::Hour)),
            ("USD", 700, None),
            ("EUR", 3_200, Some(Period::Month)),
            ("PLN", 18_000, Some(Period::Month)),
            ("JPY", 6_000_000, Some(Period::Year)),
            ("XAF", 100_000, None),
        ] {
            assert_eq!(period(Currency::parse(code).unwrap(), value.into()), expected, "{code} {value}");
        }
    }
}
