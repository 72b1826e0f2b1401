//! Amounts as people write them.

use rust_decimal::Decimal;

/// A number with its scale, and the bytes that it takes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Amount {
    /// The figure, scale not applied.
    pub(super) figure: Decimal,
    /// What follows the figure.
    pub(super) scale: Scale,
    /// Bytes of figure and scale.
    pub(super) len: usize,
}

/// What multiplies a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scale {
    One,
    Thousand,
    /// Lakh: 100,000.
    Lakh,
    /// Millions and more: revenue, funding, never a posting's pay.
    Huge,
}

impl Scale {
    pub(super) fn factor(self) -> Decimal {
        match self {
            Self::One => Decimal::ONE,
            Self::Thousand => Decimal::ONE_THOUSAND,
            Self::Lakh => Decimal::from(100_000),
            Self::Huge => Decimal::from(1_000_000),
        }
    }
}

/// Reads the number at the start of `text`.
///
/// `1,234` and `1.234` are thousands, `12.50` and `12,50` decimals, `22.7500` decimals too; a stop that ends a sentence is no part of it.
pub(super) fn amount(text: &str) -> Option<Amount> {
    let (figure, len) = figure(text)?;
    let (scale, taken) = scale(&text[len..]);
    Some(Amount { figure, scale, len: len + taken })
}

fn figure(text: &str) -> Option<(Decimal, usize)> {
    let bytes = text.as_bytes();
    let digits_from = |at: usize| bytes[at.min(bytes.len())..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let first = digits_from(0);
    if first == 0 || first > 9 {
        return None;
    }
    let mut plain = text[..first].to_owned();
    let mut at = first;
    let mut group: Option<u8> = None;
    while let Some(separator) = bytes.get(at).copied().filter(|byte| matches!(byte, b',' | b'.' | b'\'' | b' ')) {
        let count = digits_from(at + 1);
        let same = group.is_none_or(|group| group == separator);
        // Indian grouping has pairs before the last three: 12,34,567.
        let indian = separator == b',' && count == 2 && digits_from(at + 4) >= 2 && bytes.get(at + 3) == Some(&b',');
        // A first group of more than three digits has no separator of thousands after it, nor has a lone zero.
        let grouped = (count == 3 || indian) && same && first <= 3 && !(text.starts_with('0') && group.is_none());
        if grouped && plain.len() <= 12 {
            plain.push_str(&text[at + 1..at + 1 + count]);
            group = Some(separator);
            at += 1 + count;
            continue;
        }
        let decimals = separator != b' '
            && separator != b'\''
            && group != Some(separator)
            && (count == 1 || count == 2 || count == 4);
        if decimals {
            plain.push('.');
            plain.push_str(&text[at + 1..at + 1 + count]);
            at += 1 + count;
        }
        break;
    }
    Some((plain.parse().ok()?, at))
}

/// Scales by their words, the longer first. A letter must end there: `150k`, not `150kg`.
const SCALES: [(&str, Scale); 15] = [
    (" million", Scale::Huge),
    (" billion", Scale::Huge),
    (" mio", Scale::Huge),
    (" lakhs", Scale::Lakh),
    (" lakh", Scale::Lakh),
    (" lpa", Scale::Lakh),
    ("lpa", Scale::Lakh),
    ("mm", Scale::Huge),
    ("mn", Scale::Huge),
    ("bn", Scale::Huge),
    ("k", Scale::Thousand),
    (" k", Scale::Thousand),
    ("m", Scale::Huge),
    ("b", Scale::Huge),
    (" bn", Scale::Huge),
];

fn scale(rest: &str) -> (Scale, usize) {
    for (word, scale) in SCALES {
        let Some(head) = rest.get(..word.len()) else { continue };
        let ends = !rest[word.len()..].starts_with(|c: char| c.is_alphanumeric());
        if head.eq_ignore_ascii_case(word) && ends {
            return (scale, word.len());
        }
    }
    (Scale::One, 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_many_locales() {
        for (text, figure, scale, len) in [
            ("120,000 a year", "120000", Scale::One, 7),
            ("60.000 \u{20AC}", "60000", Scale::One, 6),
            ("60 000 EUR", "60000", Scale::One, 6),
            ("120'000 CHF", "120000", Scale::One, 7),
            ("45.50/hr", "45.50", Scale::One, 5),
            ("22.7500", "22.7500", Scale::One, 7),
            ("1,234,567.89", "1234567.89", Scale::One, 12),
            ("12,34,567", "1234567", Scale::One, 9),
            ("115,500.00.", "115500.00", Scale::One, 10),
            ("98,000.", "98000", Scale::One, 6),
            ("150k-180k", "150", Scale::Thousand, 4),
            ("1.5M in funding", "1.5", Scale::Huge, 4),
            ("20 million", "20", Scale::Huge, 10),
            ("150kg", "150", Scale::One, 3),
            ("120000", "120000", Scale::One, 6),
            ("2024. We", "2024", Scale::One, 4),
            ("12 LPA", "12", Scale::Lakh, 6),
        ] {
            let found = amount(text).unwrap();
            assert_eq!((found.figure, found.scale, found.len), (figure.parse().unwrap(), scale, len), "{text}");
        }
        assert_eq!(amount("abc"), None);
        assert_eq!(amount("1234567890123"), None);
    }
}
