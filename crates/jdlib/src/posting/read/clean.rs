//! What is done to a cell before its field reads it.

use std::borrow::Cow;

use serde_json::Value;

use crate::lexicon::Clean;
use crate::posting::{Date, strip_rating};

/// Cells that mean "not given".
const MISSING: [&str; 9] = ["", "-", "n/a", "na", "nan", "none", "null", "nat", "<na>"];
/// Amounts that mean "not given": no posting pays nothing.
const NO_PAY: [&str; 4] = ["-1", "-1.0", "0", "0.0"];

/// Whether a cell of a field says nothing.
pub(super) fn is_missing(field: &str, cell: &str) -> bool {
    let cell = cell.trim();
    MISSING.iter().any(|missing| missing.eq_ignore_ascii_case(cell))
        || (field.starts_with("pay_") && NO_PAY.contains(&cell))
}

/// The value behind a cell. None where it means "not given".
pub(super) fn apply<'c>(clean: &'c Clean, cell: &'c str) -> Option<Cow<'c, str>> {
    let trimmed = cell.trim();
    match clean {
        Clean::MinusOneIsMissing if matches!(trimmed, "-1" | "-1.0") => None,
        Clean::ZeroIsMissing if matches!(trimmed, "0" | "0.0") => None,
        Clean::StripTrailingRating => Some(strip_rating(cell).into()),
        Clean::Epoch => {
            let time = trimmed.parse::<f64>().ok().map(|time| time as i64);
            let date = time.and_then(Date::from_epoch);
            Some(date.map_or(cell.into(), |date| date.to_string().into()))
        }
        Clean::RemoteFlag => {
            let is_set = matches!(trimmed.to_ascii_lowercase().as_str(), "1" | "1.0" | "true" | "yes" | "y");
            is_set.then_some("remote".into())
        }
        Clean::Value(value) => Some(value.as_str().into()),
        Clean::Map(pairs) => match pairs.iter().find(|(from, _)| from.eq_ignore_ascii_case(trimmed)) {
            Some((_, to)) => (!to.is_empty()).then_some(to.as_str().into()),
            None => Some(cell.into()),
        },
        Clean::Json(keys) => Some(values_of(cell, keys).map_or(cell.into(), Cow::Owned)),
        _ => Some(cell.into()),
    }
}

/// The values of some keys in a JSON object or in each of a list of them: `Reno, Nevada; Boise, Idaho`.
fn values_of(cell: &str, keys: &[String]) -> Option<String> {
    let value: Value = serde_json::from_str(cell).ok()?;
    let one = |value: &Value| {
        let text = |key: &String| match value.get(key)? {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        };
        keys.iter().filter_map(text).collect::<Vec<_>>().join(", ")
    };
    match &value {
        Value::Array(items) => {
            let texts: Vec<String> = items.iter().map(one).filter(|text| !text.is_empty()).collect();
            Some(texts.join("; "))
        }
        Value::Object(_) => Some(one(&value)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cleaners_clean() {
        let map = || {
            let pair = |from: &str, to: &str| (from.to_owned(), to.to_owned());
            Clean::Map(vec![pair("EN", "junior"), pair("XX", "")])
        };
        let json = || Clean::Json(vec!["city".to_owned(), "state".to_owned()]);
        for (clean, cell, expected) in [
            (Clean::MinusOneIsMissing, "-1", None),
            (Clean::MinusOneIsMissing, "-12", Some("-12")),
            (Clean::ZeroIsMissing, "0.0", None),
            (Clean::StripTrailingRating, "Acme\n3.8", Some("Acme")),
            (Clean::Epoch, "1793404800000", Some("2026-10-31")),
            (Clean::Epoch, "1793404800.0", Some("2026-10-31")),
            (Clean::Epoch, "soon", Some("soon")),
            (Clean::RemoteFlag, "True", Some("remote")),
            (Clean::RemoteFlag, "False", None),
            (Clean::Value("USD".to_owned()), "", Some("USD")),
            (map(), "en", Some("junior")),
            (map(), "XX", None),
            (map(), "EX", Some("EX")),
            (
                json(),
                r#"[{"city": "Reno", "state": "Nevada"}, {"city": "Boise"}, {"zip": "1"}]"#,
                Some("Reno, Nevada; Boise"),
            ),
            (json(), "Reno", Some("Reno")),
        ] {
            assert_eq!(apply(&clean, cell).as_deref(), expected, "{clean:?} {cell}");
        }
    }

    #[test]
    fn cells_that_say_nothing() {
        for (field, cell, missing) in [
            ("title", " N/A ", true),
            ("title", "nan", true),
            ("title", "-1", false),
            ("pay_min", "-1", true),
            ("pay_text", "-1", true),
            ("pay_max", "0.0", true),
            ("views", "0", false),
        ] {
            assert_eq!(is_missing(field, cell), missing, "{field} {cell}");
        }
    }
}
