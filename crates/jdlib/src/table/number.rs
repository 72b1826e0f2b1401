//! How machine formats write a float.

/// The shortest decimal that reads back as `value` rounded to `decimals` places, half to even on the exact value.
///
/// Never an exponent, a trailing zero or a negative zero; `None` if the value is not finite.
///
/// ```
/// use jdlib::table::decimal;
///
/// assert_eq!(decimal(214.0 / 812.0, 6).as_deref(), Some("0.263547"));
/// assert_eq!(decimal(150000.0, 2).as_deref(), Some("150000"));
/// assert_eq!(decimal(-1e-9, 6).as_deref(), Some("0"));
/// assert_eq!(decimal(f64::NAN, 6), None);
/// ```
pub fn decimal(value: f64, decimals: usize) -> Option<String> {
    if !value.is_finite() {
        return None;
    }
    // Two steps: the first rounds, and writes digits a double of this size does not have
    // (1e12 + 0.1 gives …0.099976); the second keeps only those it needs. `Display` never writes an exponent.
    let rounded: f64 = format!("{value:.decimals$}").parse().expect("a formatted finite float is a float");
    Some(if rounded == 0.0 { "0".to_owned() } else { rounded.to_string() })
}

#[cfg(test)]
mod tests {
    use super::decimal;
    use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};

    #[test]
    fn decimals_are_short_and_plain() {
        for (value, decimals, expected) in [
            (0.0, 6, "0"),
            (-0.0, 6, "0"),
            (-0.0000004, 6, "0"),
            (0.0000005, 6, "0"), // the double is a little below the half
            (0.1 + 0.2, 6, "0.3"),
            (1.0 / 3.0, 6, "0.333333"),
            (2.0 / 3.0, 6, "0.666667"),
            (0.9999999, 6, "1"),
            (137_499.995, 2, "137499.99"), // likewise
            (137_500.126, 2, "137500.13"),
            (0.125, 2, "0.12"), // a true tie goes to even
            (-17.5, 2, "-17.5"),
            (1e12 + 0.1, 6, "1000000000000.1"),
            (1e21, 6, "1000000000000000000000"),
            (1e-300, 6, "0"),
        ] {
            assert_eq!(decimal(value, decimals).unwrap(), expected, "{value:?}");
        }
        assert_eq!(decimal(f64::INFINITY, 2), None);
    }

    proptest! {
        #[test]
        fn decimals_read_back_within_half_a_step(value in -1e9f64..1e9, decimals in 0usize..7) {
            let text = decimal(value, decimals).unwrap();
            let back: f64 = text.parse().unwrap();
            prop_assert!((back - value).abs() <= 0.5 * 10f64.powi(-(decimals as i32)) + 1e-6);
            prop_assert!(text.split_once('.').is_none_or(|(_, places)| places.len() <= decimals), "{text}");
            prop_assert_eq!(decimal(back, decimals).unwrap(), text);
        }

        #[test]
        fn any_float_is_written_plainly(value in any::<f64>()) {
            if let Some(text) = decimal(value, 6) {
                prop_assert!(text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b'-')), "{text}");
                prop_assert!(text != "-0" && !text.ends_with('.'));
            }
        }
    }
}
