//! One posting as one flat row: the columns that `jds enrich` adds to a file.

use rust_decimal::Decimal;
use serde::Serialize;

use super::analysis::Analysis;
use crate::terms::{Ask, Currency, Found, Period, Role, Seniority, WorkMode, number_or_null};

/// What a posting says, in one row of seventeen columns whose names are those of [`Row::COLUMNS`].
///
/// Lists hold ids of skills joined by `;`, in the order of the posting. Pay is the primary statement, as written and for a year.
///
/// ```
/// # #[cfg(feature = "builtin")] {
/// use jdlib::{Analyzer, Posting};
///
/// let analysis = Analyzer::builtin().analyze(&Posting::new("Requirements: Python and SQL. Go is a plus. No PHP."));
/// let row = analysis.row();
/// assert_eq!((row.required.as_str(), row.preferred.as_str(), row.not_wanted.as_str()), ("python;sql", "go", "php"));
/// assert_eq!(row.cells()[0], "ok");
/// # }
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Row {
    /// `ok` where skills were found; else why there are none.
    #[serde(rename = "jds_status")]
    pub status: String,
    /// Role.
    #[serde(rename = "jds_role")]
    pub role: Option<Role>,
    /// Seniority.
    #[serde(rename = "jds_seniority")]
    pub seniority: Option<Seniority>,
    /// Years of experience asked for.
    #[serde(rename = "jds_years_min")]
    pub years_min: Option<u8>,
    /// Skills that are required.
    #[serde(rename = "jds_required")]
    pub required: String,
    /// Skills that are preferred.
    #[serde(rename = "jds_preferred")]
    pub preferred: String,
    /// Skills that are asked for, strength not said.
    #[serde(rename = "jds_unsorted")]
    pub unsorted: String,
    /// Skills that are not wanted.
    #[serde(rename = "jds_not_wanted")]
    pub not_wanted: String,
    /// Lower bound of pay, as written.
    #[serde(rename = "jds_pay_min", serialize_with = "number_or_null")]
    pub pay_min: Option<Decimal>,
    /// Upper bound of pay.
    #[serde(rename = "jds_pay_max", serialize_with = "number_or_null")]
    pub pay_max: Option<Decimal>,
    /// ISO 4217 code.
    #[serde(rename = "jds_pay_currency")]
    pub pay_currency: Option<Currency>,
    /// Period of pay.
    #[serde(rename = "jds_pay_period")]
    pub pay_period: Option<Period>,
    /// Lower bound for a year.
    #[serde(rename = "jds_pay_annual_min", serialize_with = "number_or_null")]
    pub pay_annual_min: Option<Decimal>,
    /// Upper bound for a year.
    #[serde(rename = "jds_pay_annual_max", serialize_with = "number_or_null")]
    pub pay_annual_max: Option<Decimal>,
    /// Where the work is done.
    #[serde(rename = "jds_work_mode")]
    pub work_mode: Option<WorkMode>,
    /// The posting that this one repeats: known only to who has seen all of them, and so left empty by [`Analysis::row`].
    #[serde(rename = "jds_duplicate_of")]
    pub duplicate_of: Option<String>,
    /// Version of the library and the packs that read it.
    #[serde(rename = "jds_fingerprint")]
    pub fingerprint: String,
}

impl Row {
    /// Names of the columns, in order.
    pub const COLUMNS: [&'static str; 17] = [
        "jds_status",
        "jds_role",
        "jds_seniority",
        "jds_years_min",
        "jds_required",
        "jds_preferred",
        "jds_unsorted",
        "jds_not_wanted",
        "jds_pay_min",
        "jds_pay_max",
        "jds_pay_currency",
        "jds_pay_period",
        "jds_pay_annual_min",
        "jds_pay_annual_max",
        "jds_work_mode",
        "jds_duplicate_of",
        "jds_fingerprint",
    ];

    /// A row that says nothing but why.
    #[must_use]
    pub fn refused(status: impl Into<String>, fingerprint: &str) -> Self {
        Self { status: status.into(), fingerprint: fingerprint.to_owned(), ..Self::default() }
    }

    /// The cells, in the order of [`Row::COLUMNS`]; empty where the posting does not say.
    #[must_use]
    pub fn cells(&self) -> [String; 17] {
        fn text<T: ToString>(value: Option<T>) -> String {
            value.map_or(String::new(), |value| value.to_string())
        }
        let money = |value: Option<Decimal>| text(value.map(|value| value.normalize()));
        [
            self.status.clone(),
            text(self.role),
            text(self.seniority),
            text(self.years_min),
            self.required.clone(),
            self.preferred.clone(),
            self.unsorted.clone(),
            self.not_wanted.clone(),
            money(self.pay_min),
            money(self.pay_max),
            text(self.pay_currency),
            text(self.pay_period),
            money(self.pay_annual_min),
            money(self.pay_annual_max),
            text(self.work_mode),
            self.duplicate_of.clone().unwrap_or_default(),
            self.fingerprint.clone(),
        ]
    }
}

impl Analysis {
    /// The analysis as one flat row.
    #[must_use]
    pub fn row(&self) -> Row {
        let of = |ask: Ask| {
            let ids: Vec<&str> = self.skills().filter(|claim| claim.ask() == ask).map(|claim| claim.id()).collect();
            ids.join(";")
        };
        let pay = self.primary_pay();
        Row {
            status: match self.status().skills {
                Found::Found => "ok".to_owned(),
                other => format!("no skills: {other}"),
            },
            role: self.role(),
            seniority: self.seniority(),
            years_min: self.years().min,
            required: of(Ask::Required),
            preferred: of(Ask::Preferred),
            unsorted: of(Ask::Unsorted),
            not_wanted: of(Ask::Excluded),
            pay_min: pay.and_then(|pay| pay.min),
            pay_max: pay.and_then(|pay| pay.max),
            pay_currency: pay.and_then(|pay| pay.currency),
            pay_period: pay.and_then(|pay| pay.period),
            pay_annual_min: pay.and_then(|pay| pay.annual_min),
            pay_annual_max: pay.and_then(|pay| pay.annual_max),
            work_mode: self.work_mode(),
            duplicate_of: None,
            fingerprint: self.fingerprint.as_ref().to_owned(),
        }
    }
}
