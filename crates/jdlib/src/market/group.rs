//! By what figures are grouped, and which postings they are about.

use polars::prelude::{DataType, Expr, col, lit, when};

use crate::posting::Date;

/// A property of postings to group by. An unknown value is a group of its own, `unknown`, shown last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Group {
    /// Role.
    Role,
    /// Seniority.
    Seniority,
    /// Specialisation.
    Specialisation,
    /// Years of experience, in the bands of [`YEAR_BANDS`].
    Years,
    /// Country.
    Country,
    /// Work mode.
    WorkMode,
    /// Employment type.
    EmploymentType,
    /// Size class of the employer.
    Tier,
    /// Employer.
    Employer,
    /// Language of the text.
    Language,
    /// Source.
    Source,
    /// Education asked for.
    Education,
    /// Month of posting.
    Month,
    /// Quarter of posting.
    Quarter,
    /// Year of posting.
    Year,
}

/// The bands of years of experience: least years of each, name.
pub const YEAR_BANDS: [(u8, &str); 4] = [(0, "0-1"), (2, "2-4"), (5, "5-7"), (8, "8+")];

/// The name of an unknown value.
pub(super) const UNKNOWN: &str = "unknown";

impl Group {
    /// Every group with its written name, which is also its column.
    pub const NAMES: &'static [(&'static str, Self)] = &[
        ("role", Self::Role),
        ("seniority", Self::Seniority),
        ("specialisation", Self::Specialisation),
        ("years", Self::Years),
        ("country", Self::Country),
        ("work_mode", Self::WorkMode),
        ("employment_type", Self::EmploymentType),
        ("tier", Self::Tier),
        ("employer", Self::Employer),
        ("language", Self::Language),
        ("source", Self::Source),
        ("education", Self::Education),
        ("month", Self::Month),
        ("quarter", Self::Quarter),
        ("year", Self::Year),
    ];

    /// The written name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        Self::NAMES.iter().find(|(_, group)| *group == self).map_or("", |(name, _)| name)
    }

    /// The group with this written name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(name, _)| *name == text).map(|(_, group)| *group)
    }

    /// The value of the group, as text.
    pub(super) fn expr(self) -> Expr {
        let value = match self {
            Self::Years => years_band(),
            Self::Month => within_year(col("posted_at").dt().strftime("%Y-%m")),
            Self::Quarter => {
                let quarter = col("posted_at").dt().quarter().cast(DataType::String);
                within_year(col("posted_at").dt().strftime("%Y-Q") + quarter)
            }
            Self::Year => col("posted_at").dt().strftime("%Y"),
            other => col(other.as_str()),
        };
        value.fill_null(lit(UNKNOWN)).alias(self.as_str())
    }

    /// Whether it is a span of time: a table has one of them at most, and its newest one is still filling up.
    #[must_use]
    pub fn is_period(self) -> bool {
        matches!(self, Self::Month | Self::Quarter | Self::Year)
    }

    /// The text column of postings that it is read from; none for groups made of dates and years.
    pub(super) fn text(self) -> Option<&'static str> {
        match self {
            Self::Years | Self::Month | Self::Quarter | Self::Year => None,
            other => Some(other.as_str()),
        }
    }

    /// Where a value of the group stands in tables: closed lists in their own order, others by name, unknown last.
    pub(super) fn rank(self, value: &str) -> (bool, usize, String) {
        use crate::terms::{EducationLevel, Role, Seniority, Tier, WorkMode};
        let closed: Vec<&str> = match self {
            Self::Role => Role::ALL.iter().map(|role| role.as_str()).collect(),
            Self::Seniority => Seniority::ALL.iter().map(|seniority| seniority.as_str()).collect(),
            Self::Education => EducationLevel::ALL.iter().map(|level| level.as_str()).collect(),
            Self::Tier => Tier::ALL.iter().map(|tier| tier.as_str()).collect(),
            Self::WorkMode => WorkMode::ALL.iter().map(|mode| mode.as_str()).collect(),
            Self::Years => YEAR_BANDS.iter().map(|(_, name)| *name).collect(),
            _ => Vec::new(),
        };
        let place = closed.iter().position(|known| *known == value).unwrap_or(closed.len());
        (value == UNKNOWN, place, value.to_owned())
    }
}

/// A part of a year; of a posting that gives its year only, nobody knows it.
fn within_year(part: Expr) -> Expr {
    let nothing = lit(polars::prelude::NULL).cast(DataType::String);
    when(col("posted_basis").eq(lit("year"))).then(nothing).otherwise(part)
}

/// The first day of a month, quarter or year; none for `unknown`.
pub(super) fn first_day(period: &str) -> Option<String> {
    match (period.get(..4)?, period.get(4..)?) {
        (year, "") => Some(format!("{year}-01-01")),
        (year, "-Q1") => Some(format!("{year}-01-01")),
        (year, "-Q2") => Some(format!("{year}-04-01")),
        (year, "-Q3") => Some(format!("{year}-07-01")),
        (year, "-Q4") => Some(format!("{year}-10-01")),
        (_, month) if period != UNKNOWN && month.len() == 3 => Some(format!("{period}-01")),
        _ => None,
    }
}

/// The name of the band of `years_min`.
fn years_band() -> Expr {
    // Later bands win: a value of 8 is at least 0, 2, 5 and 8.
    let null = lit(polars::prelude::NULL).cast(DataType::String);
    YEAR_BANDS.iter().fold(null, |rest, (least, name)| {
        when(col("years_min").gt_eq(lit(i32::from(*least)))).then(lit(*name)).otherwise(rest)
    })
}

/// Which postings figures are about. Empty lists keep everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Filter {
    /// Values to keep, by group; several values of one group are alternatives.
    pub only: Vec<(Group, Vec<String>)>,
    /// Earliest day of posting.
    pub since: Option<Date>,
    /// Latest day of posting.
    pub until: Option<Date>,
    /// Skills of which one must be asked for.
    pub skills: Vec<String>,
}

impl Filter {
    /// Whether everything is kept.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The condition on postings; none when everything is kept. Skills are a join of their own.
    pub(super) fn expr(&self) -> Option<Expr> {
        let mut conditions: Vec<Expr> = Vec::new();
        for (group, values) in self.only.iter().filter(|(_, values)| !values.is_empty()) {
            let any = values.iter().map(|value| group.expr().eq(lit(value.as_str())));
            conditions.extend(any.reduce(Expr::or));
        }
        if let Some(since) = self.since {
            conditions.push(col("posted_days").gt_eq(lit(since.days())));
        }
        if let Some(until) = self.until {
            conditions.push(col("posted_days").lt_eq(lit(until.days())));
        }
        conditions.into_iter().reduce(Expr::and)
    }
}
