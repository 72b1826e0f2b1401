//! What an edited ad changed.

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;

use super::analysis::{Analysis, Claim};
use super::row::Row;

/// What one analysis says otherwise than another, in the order of the ids, then of the columns of [`Row`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Diff {
    /// Skills that are claimed otherwise.
    pub skills: Vec<Change>,
    /// Other columns that differ.
    pub fields: Vec<Change>,
}

/// One change. None is what was not said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Change {
    /// Id of the skill, or name of the column without `jds_`.
    pub what: String,
    /// What the earlier posting says.
    pub before: Option<String>,
    /// What the later one says.
    pub after: Option<String>,
}

impl Diff {
    /// Whether both say the same.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.skills.is_empty() && self.fields.is_empty()
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let side = |value: &Option<String>| value.clone().unwrap_or_else(|| "not said".to_owned());
        write!(f, "{}: {} -> {}", self.what, side(&self.before), side(&self.after))
    }
}

impl Analysis {
    /// What `later` says otherwise.
    ///
    /// ```
    /// # #[cfg(feature = "builtin")] {
    /// use jdlib::{Analyzer, Posting};
    ///
    /// let read = |text: &str| Analyzer::builtin().analyze(&Posting::new(text));
    /// let diff = read("Requirements: Python. Salary: $100,000 a year").diff(&read("Requirements: Python and Rust. Salary: $120,000 a year"));
    /// let changes: Vec<String> = diff.skills.iter().chain(&diff.fields).map(ToString::to_string).collect();
    /// assert_eq!(changes[0], "rust: not said -> required");
    /// assert!(changes.contains(&"pay_min: 100000 -> 120000".to_owned()));
    /// # }
    /// ```
    #[must_use]
    pub fn diff(&self, later: &Self) -> Diff {
        let claims = |analysis: &Self| -> BTreeMap<String, String> {
            analysis.skills().map(|claim| (claim.id().to_owned(), said(claim))).collect()
        };
        let (before, after) = (claims(self), claims(later));
        let ids: std::collections::BTreeSet<&String> = before.keys().chain(after.keys()).collect();
        let skills = ids.into_iter().filter(|id| before.get(*id) != after.get(*id));
        let skills = skills
            .map(|id| Change { what: id.clone(), before: before.get(id).cloned(), after: after.get(id).cloned() })
            .collect();
        let (one, other) = (self.row().cells(), later.row().cells());
        let fields = Row::COLUMNS.iter().zip(one.into_iter().zip(other)).filter(|(name, (before, after))| {
            // Skills were compared one by one, and another version is no change of the ad.
            before != after && !NOT_FIELDS.contains(name)
        });
        let given = |text: String| Some(text).filter(|text| !text.is_empty());
        let fields = fields
            .map(|(name, (before, after))| Change {
                what: name.trim_start_matches("jds_").to_owned(),
                before: given(before),
                after: given(after),
            })
            .collect();
        Diff { skills, fields }
    }
}

/// Columns that are compared otherwise or not at all.
const NOT_FIELDS: [&str; 7] = [
    "jds_duplicate_of",
    "jds_fingerprint",
    "jds_not_wanted",
    "jds_preferred",
    "jds_required",
    "jds_status",
    "jds_unsorted",
];

/// A claim in words: `required`, `required, 3+ years`.
fn said(claim: Claim<'_>) -> String {
    let years = claim.years();
    match (years.min, years.max) {
        (None, None) => claim.ask().to_string(),
        (Some(min), None) => format!("{}, {min}+ years", claim.ask()),
        (None, Some(max)) => format!("{}, up to {max} years", claim.ask()),
        (Some(min), Some(max)) => format!("{}, {min}-{max} years", claim.ask()),
    }
}
