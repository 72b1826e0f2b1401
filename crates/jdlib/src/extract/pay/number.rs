//! Numbers as people write them, in every locale at once: the shape of a number tells which separator does what.

use rust_decimal::Decimal;

/// A number, and the bytes that it takes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Figure {
    pub(super) value: Decimal,
    pub(super) len: usize,
    pub(super) shape: Shape,
}

/// How a number is written, where that says something of what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// Digits only: "2024", "50000".
    Plain,
    /// Thousands apart: "50,000", "12,34,567".
    Grouped,
    /// One point before three digits: thousands in Europe, and now and then three decimals: "12.214 per hour".
    Point,
    /// With decimals: "22.50", "1,234.00".
    Decimals,
}

/// More digits than these in a row are an identifier or a phone number.
const LONGEST_RUN: usize = 9;
/// More digits than these are no sum of money.
const LONGEST: usize = 15;

/// Reads the number at the start of `text`.
///
/// `1,234` and `1.234` are thousands, `12.50` and `12,50` decimals, `22.7500` too; in `3.200,-` the dash stands for no cents; a stop that
/// ends a sentence is no part of it. Groups of two before the last three are Indian: `12,34,567`.
pub(super) fn figure(text: &str) -> Option<Figure> {
    let bytes = text.as_bytes();
    let first = digits(bytes, 0);
    if first == 0 || first > LONGEST_RUN || (first > 1 && bytes[0] == b'0') {
        return None;
    }
    let mut mantissa = push(0, &bytes[..first]);
    let (mut at, mut count, mut decimals) = (first, first, 0);
    let mut group: Option<u8> = None;
    let mut groups = 0;
    while let Some(separator) = bytes.get(at).copied().filter(|byte| matches!(byte, b',' | b'.' | b'\'' | b' ')) {
        let run = digits(bytes, at + 1);
        let part = &bytes[at + 1..at + 1 + run];
        let same = group.is_none_or(|group| group == separator);
        let starts = first <= 3 && bytes[0] != b'0';
        let three = run == 3;
        let pair = run == 2 && separator == b',' && first <= 2 && digits(bytes, at + 4) >= 2;
        let indian = pair && bytes.get(at + 3) == Some(&b',');
        if same && starts && (three || indian) && count + run <= LONGEST {
            mantissa = push(mantissa, part);
            (at, count, groups, group) = (at + 1 + run, count + run, groups + 1, Some(separator));
            continue;
        }
        let mark = matches!(separator, b',' | b'.') && group != Some(separator);
        if mark && matches!(run, 1 | 2 | 4) && count + run <= LONGEST {
            mantissa = push(mantissa, part);
            (at, decimals) = (at + 1 + run, run);
        } else if matches!(separator, b',' | b'.') && run == 0 {
            at += no_cents(&bytes[at..]);
        }
        break;
    }
    let shape = match (groups, decimals) {
        (_, 1..) => Shape::Decimals,
        (0, 0) => Shape::Plain,
        (1, 0) if group == Some(b'.') => Shape::Point,
        _ => Shape::Grouped,
    };
    Some(Figure { value: Decimal::new(mantissa, u32::try_from(decimals).unwrap_or(0)), len: at, shape })
}

/// Bytes of ",-", ".-" or ",--", which stand for no cents, unless a number goes on behind them.
fn no_cents(rest: &[u8]) -> usize {
    let dashes = rest[1..].iter().take(2).take_while(|byte| **byte == b'-').count();
    let goes_on = rest.get(1 + dashes).is_some_and(u8::is_ascii_digit);
    if dashes > 0 && !goes_on { 1 + dashes } else { 0 }
}

/// Digits from a place on, no more than matter.
pub(super) fn digits(bytes: &[u8], at: usize) -> usize {
    bytes.iter().skip(at).take(LONGEST_RUN + 1).take_while(|byte| byte.is_ascii_digit()).count()
}

fn push(mantissa: i64, digits: &[u8]) -> i64 {
    digits.iter().fold(mantissa, |sum, digit| sum * 10 + i64::from(digit - b'0'))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop_assert_eq, proptest};

    use super::*;

    #[test]
    fn numbers_of_many_locales() {
        for (text, value, len) in [
            ("120,000 a year", "120000", 7),
            ("60.000 \u{20AC}", "60000", 6),
            ("60 000 EUR", "60000", 6),
            ("120'000 CHF", "120000", 7),
            ("45.50/hr", "45.50", 5),
            ("22.7500", "22.7500", 7),
            ("1,234,567.89", "1234567.89", 12),
            ("1.234.567,89", "1234567.89", 12),
            ("12,34,567", "1234567", 9),
            ("1,20,000", "120000", 8),
            ("115,500.00.", "115500.00", 10),
            ("98,000.", "98000", 6),
            ("3.200,- brutto", "3200", 7),
            ("45.-", "45", 4),
            ("3.200,-- -", "3200", 8),
            ("50,-60", "50", 2),
            ("150k-180k", "150", 3),
            ("120000", "120000", 6),
            ("2024. We", "2024", 4),
            ("0.50", "0.50", 4),
        ] {
            let found = figure(text).unwrap();
            assert_eq!((found.value, found.len), (value.parse().unwrap(), len), "{text}");
        }
        for text in ["abc", "1234567890123", "07700"] {
            assert_eq!(figure(text), None, "{text}");
        }
    }

    /// A whole number with its cents, as each locale writes it.
    fn written(value: i64, cents: i64, [thousands, decimal]: [&str; 2]) -> String {
        let digits = value.to_string();
        let mut text = String::new();
        for (at, digit) in digits.char_indices() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                text.push_str(thousands);
            }
            text.push(digit);
        }
        format!("{text}{decimal}{cents:02}")
    }

    proptest! {
        #[test]
        fn what_a_locale_writes_is_read_back(value in 1_000_i64..1_000_000_000, cents in 0_i64..100) {
            for locale in [[",", "."], [".", ","], ["'", "."], [" ", ","], [" ", "."]] {
                let text = written(value, cents, locale);
                let found = figure(&text).unwrap();
                prop_assert_eq!((found.value, found.len), (Decimal::new(value * 100 + cents, 2), text.len()), "{}", text);
            }
        }
    }
}
