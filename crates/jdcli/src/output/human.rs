//! Numbers and texts for people.

/// A text without what could move the cursor, write to the clipboard or turn lines around: scraped text is hostile.
pub(crate) fn plain(text: &str) -> String {
    let hostile = |c: char| {
        c.is_control() || matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
    };
    text.chars().map(|c| if c == '\n' || c == '\t' { ' ' } else { c }).filter(|c| !hostile(*c)).collect()
}

/// A share in percent with one decimal.
pub(crate) fn percent(share: f64) -> String {
    format!("{:.1} %", share * 100.0)
}

/// A likely range of a share: `84.9-87.3`.
pub(crate) fn percent_range(lo: f64, hi: f64) -> String {
    format!("{:.1}-{:.1}", lo * 100.0, hi * 100.0)
}

/// A change of a share in points, with its sign: `+18.6`.
pub(crate) fn points(change: f64) -> String {
    let rounded = format!("{:+.1}", change * 100.0);
    if matches!(rounded.as_str(), "+0.0" | "-0.0") { "0.0".to_owned() } else { rounded }
}

/// A likely range of a change in points: `+15.2 to +22.0`.
pub(crate) fn points_range(lo: f64, hi: f64) -> String {
    format!("{} to {}", points(lo), points(hi))
}

/// A share of a whole as a percentage without decimals.
pub(crate) fn part(part: u64, whole: u64) -> String {
    if whole == 0 {
        return String::new();
    }
    let share = part as f64 / whole as f64 * 100.0;
    if part > 0 && share < 0.5 { "<1 %".to_owned() } else { format!("{share:.0} %") }
}

/// Yearly money: `$138k`, `£61k`, `CHF 120k`.
pub(crate) fn money(currency: &str, value: f64) -> String {
    let sign = match currency {
        "USD" => "$",
        "GBP" => "\u{A3}",
        "EUR" => "\u{20AC}",
        _ => "",
    };
    let amount = if value.abs() >= 10_000.0 { format!("{:.0}k", value / 1000.0) } else { format!("{value:.0}") };
    if sign.is_empty() { format!("{currency} {amount}") } else { format!("{sign}{amount}") }
}

/// A bar of eighths of a block.
pub(crate) fn bar(share: f64, width: usize) -> String {
    const EIGHTHS: [char; 8] =
        [' ', '\u{258F}', '\u{258E}', '\u{258D}', '\u{258C}', '\u{258B}', '\u{258A}', '\u{2589}'];
    let eighths = (share.clamp(0.0, 1.0) * width as f64 * 8.0).round() as usize;
    let mut text = "\u{2588}".repeat(eighths / 8);
    if !eighths.is_multiple_of(8) {
        text.push(EIGHTHS[eighths % 8]);
    }
    text
}

/// A series as a row of blocks, the highest share a full one; nothing known is a gap.
pub(crate) fn sparkline(shares: &[Option<f64>]) -> String {
    const EIGHTHS: [char; 8] =
        ['\u{2581}', '\u{2582}', '\u{2583}', '\u{2584}', '\u{2585}', '\u{2586}', '\u{2587}', '\u{2588}'];
    let most = shares.iter().flatten().copied().fold(0.0, f64::max);
    let block = |share: &Option<f64>| match share {
        None => ' ',
        Some(_) if most == 0.0 => EIGHTHS[0],
        Some(share) => EIGHTHS[((share / most * 8.0).ceil() as usize).clamp(1, 8) - 1],
    };
    shares.iter().map(block).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_for_people() {
        assert_eq!(percent(0.861129), "86.1 %");
        assert_eq!(money("USD", 137_800.0), "$138k");
        assert_eq!(money("CHF", 120_000.0), "CHF 120k");
        assert_eq!(part(1, 1000), "<1 %");
        assert_eq!(plain("a\u{1b}]52;c\u{7}b\nc"), "a]52;cb c");
        assert_eq!((points(0.0861), points(-0.0001), points(-0.05)), ("+8.6".into(), "0.0".into(), "-5.0".into()));
        assert_eq!(sparkline(&[Some(0.0), None, Some(0.2), Some(0.4)]), "\u{2581} \u{2584}\u{2588}");
        assert_eq!(bar(0.5, 4), "\u{2588}\u{2588}");
    }
}
