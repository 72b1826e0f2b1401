//! The closed vocabularies that everything else speaks, with their written names. No logic.

use std::fmt;

use rust_decimal::Decimal;
use serde::{Serialize, Serializer};

use crate::span::Span;

/// Declares a closed vocabulary: an enum whose variants have one written name each.
macro_rules! vocabulary {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$vdoc])* $variant,)+
        }

        impl $name {
            /// Every word of the vocabulary, in its order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The written name, as in options, columns and JSON.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)+ }
            }

            /// The word with this written name.
            #[must_use]
            pub fn parse(text: &str) -> Option<Self> {
                match text { $($text => Some(Self::$variant),)+ _ => None }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
    };
}

vocabulary! {
    /// A posting's claim about a skill, strongest first.
    Ask {
        /// Said to be needed.
        Required = "required",
        /// Said to be welcome.
        Preferred = "preferred",
        /// Said not to be wanted or needed.
        Excluded = "excluded",
        /// Asked for, strength not said.
        Unsorted = "unsorted",
        /// Named outside what is asked for, as in company text.
        Mentioned = "mentioned",
    }
}

impl Ask {
    /// Whether the posting asks for the skill: required, preferred or unsorted. The numerator of demand.
    #[must_use]
    pub const fn is_asked(self) -> bool {
        matches!(self, Self::Required | Self::Preferred | Self::Unsorted)
    }
}

vocabulary! {
    /// Rank of a position. Unknown is `None`, never [`Seniority::Mid`].
    Seniority {
        /// Intern, trainee, working student.
        Intern = "intern",
        /// Junior, entry level, associate.
        Junior = "junior",
        /// Mid level, as said.
        Mid = "mid",
        /// Senior.
        Senior = "senior",
        /// Lead of a team, on the technical side.
        Lead = "lead",
        /// Staff level.
        Staff = "staff",
        /// Principal level.
        Principal = "principal",
        /// Manager of people.
        Manager = "manager",
        /// Director.
        Director = "director",
        /// Vice president, chief, head of a company function.
        Executive = "executive",
    }
}

vocabulary! {
    /// What the position does.
    Role {
        /// Server side software.
        Backend = "backend",
        /// Browser side software.
        Frontend = "frontend",
        /// Both sides.
        FullStack = "full-stack",
        /// Phone and tablet software.
        Mobile = "mobile",
        /// Embedded and systems software.
        Embedded = "embedded",
        /// Data pipelines and stores.
        DataEngineer = "data-engineer",
        /// Reports and analyses.
        DataAnalyst = "data-analyst",
        /// Statistics and models.
        DataScientist = "data-scientist",
        /// Models in production.
        MlEngineer = "ml-engineer",
        /// Applications of language models.
        AiEngineer = "ai-engineer",
        /// Delivery and operations.
        Devops = "devops",
        /// Internal platforms.
        Platform = "platform",
        /// Security.
        Security = "security",
        /// Tests and quality.
        Qa = "qa",
        /// Product management.
        Product = "product",
        /// Anything else that the title says.
        Other = "other",
    }
}

vocabulary! {
    /// The columns of the articles' matrix; a property of a posting.
    Specialisation {
        /// The language itself.
        Core = "core",
        /// Web.
        Web = "web",
        /// Data and machine learning.
        DataMl = "data-ml",
        /// Operations and cloud.
        DevopsCloud = "devops-cloud",
    }
}

vocabulary! {
    /// Where the work is done.
    WorkMode {
        /// At the employer's place.
        Onsite = "onsite",
        /// Partly at the employer's place.
        Hybrid = "hybrid",
        /// From anywhere, or from anywhere in a region.
        Remote = "remote",
    }
}

vocabulary! {
    /// How far somebody was educated, lowest first.
    EducationLevel {
        /// Said not to matter.
        None = "none",
        /// School to its end.
        Secondary = "secondary",
        /// A trade, a college of two years.
        Vocational = "vocational",
        /// Bachelor, or a degree that is not named.
        Bachelor = "bachelor",
        /// Master.
        Master = "master",
        /// Doctor.
        Phd = "phd",
    }
}

vocabulary! {
    /// The kind of contract.
    EmploymentType {
        /// Full time.
        FullTime = "full-time",
        /// Part time.
        PartTime = "part-time",
        /// For a limited time or by a contractor.
        Contract = "contract",
        /// For a limited time, employed.
        Temporary = "temporary",
        /// Internship.
        Internship = "internship",
        /// Apprenticeship.
        Apprenticeship = "apprenticeship",
        /// Volunteer.
        Volunteer = "volunteer",
    }
}

vocabulary! {
    /// Size class of the employer.
    Tier {
        /// Young or up to 50 people.
        Startup = "startup",
        /// 51 to 999 people.
        Mid = "mid",
        /// 1,000 people or more, or listed.
        Enterprise = "enterprise",
    }
}

vocabulary! {
    /// The time a pay figure is for.
    Period {
        /// An hour.
        Hour = "hour",
        /// A day.
        Day = "day",
        /// A week.
        Week = "week",
        /// Two weeks.
        Biweek = "biweek",
        /// Half a month.
        Semimonth = "semimonth",
        /// A month.
        Month = "month",
        /// A year.
        Year = "year",
    }
}

impl Period {
    /// How many of this period a year of pay holds: 2080 hours (40 × 52, the convention of BLS OEWS), 260 days, 52 weeks, 26, 24, 12, 1.
    ///
    /// The defaults of [`Annualisation`](crate::extract::Annualisation); facts write them to their manifest.
    #[must_use]
    pub const fn per_year(self) -> u32 {
        match self {
            Self::Hour => 2080,
            Self::Day => 260,
            Self::Week => 52,
            Self::Biweek => 26,
            Self::Semimonth => 24,
            Self::Month => 12,
            Self::Year => 1,
        }
    }
}

vocabulary! {
    /// What a pay figure covers.
    PayKind {
        /// Base pay.
        Base = "base",
        /// On-target earnings.
        Ote = "ote",
        /// Total compensation.
        Total = "total",
        /// A contractor's rate.
        Contract = "contract",
    }
}

vocabulary! {
    /// Which sides of a pay statement are given.
    Bound {
        /// Both sides.
        Range = "range",
        /// One figure: minimum equals maximum.
        Point = "point",
        /// A minimum alone.
        From = "from",
        /// A maximum alone.
        UpTo = "up_to",
    }
}

vocabulary! {
    /// What is taken off a pay figure.
    Basis {
        /// Before tax.
        Gross = "gross",
        /// After tax.
        Net = "net",
        /// Without value added tax.
        NetOfVat = "net_of_vat",
        /// Not said.
        Unspecified = "unspecified",
    }
}

vocabulary! {
    /// Where a pay figure comes from.
    PaySource {
        /// Written in the posting.
        Stated = "stated",
        /// Given in columns of the source.
        Structured = "structured",
        /// Somebody's estimate, not the employer's word.
        Estimated = "estimated",
    }
}

vocabulary! {
    /// Why a pay statement counts in no figure a year.
    PayFlag {
        /// It cannot be a year's pay, or its bounds are ten times apart: a misreading, or a slip of who wrote it.
        Implausible = "implausible",
        /// Columns and text say different things, and the other one is believed.
        Disagrees = "disagrees",
    }
}

vocabulary! {
    /// Which part of a posting a section is.
    Section {
        /// What is needed.
        Requirements = "requirements",
        /// What is welcome.
        Preferred = "preferred",
        /// What is not needed.
        Unwanted = "unwanted",
        /// The tools in use.
        Stack = "stack",
        /// What the person will do.
        Responsibilities = "responsibilities",
        /// About the position.
        Role = "role",
        /// About the employer.
        Company = "company",
        /// What the employer offers.
        Benefits = "benefits",
        /// What it pays.
        Pay = "pay",
        /// Legal notices.
        Legal = "legal",
        /// How to apply.
        Process = "process",
    }
}

vocabulary! {
    /// Which field of a posting a span indexes.
    Field {
        /// The title.
        Title = "title",
        /// The posting text.
        Description = "description",
        /// Skills given by the source.
        Skills = "skills",
        /// Pay given as text by the source.
        PayText = "pay_text",
    }
}

impl Section {
    /// Whether the posting says in it what it asks for.
    pub(crate) fn asks(self) -> bool {
        matches!(self, Self::Requirements | Self::Preferred | Self::Responsibilities | Self::Stack)
    }
}

vocabulary! {
    /// Why no skill of a posting is required or preferred.
    Unasked {
        /// There is no text.
        NoText = "no-text",
        /// The text was read, and names no skill.
        NoSkills = "no-recognised-skills",
        /// Skills are named, but no part of the text was found that says what is needed, welcome, or to be done.
        NoRequirements = "no-requirements-section",
        /// Such a part was found, and names no skill.
        NoneAsked = "none-in-requirements",
        /// The skills were given by the source, without how much they are wanted.
        GivenOnly = "given-only",
    }
}

vocabulary! {
    /// Whether a field of the analysis was found.
    Found {
        /// The posting says it.
        Found = "found",
        /// The posting was read, and does not say it.
        Absent = "absent",
        /// There was nothing to read it from.
        Unreadable = "unreadable",
    }
}

vocabulary! {
    /// Why a field could not be read.
    Unread {
        /// The posting has no text.
        NoText = "no-text",
        /// The posting has no title.
        NoTitle = "no-title",
        /// No word of the lexicon is in the text's language.
        Language = "language",
    }
}

/// An ISO 4217 currency code.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency([u8; 3]);

impl Currency {
    /// US dollar.
    pub const USD: Self = Self(*b"USD");
    /// Euro.
    pub const EUR: Self = Self(*b"EUR");
    /// Pound sterling.
    pub const GBP: Self = Self(*b"GBP");

    /// Reads a code of three letters, in either case. Whether ISO lists it is not checked.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let bytes: [u8; 3] = text.as_bytes().try_into().ok()?;
        bytes.iter().all(u8::is_ascii_alphabetic).then(|| Self(bytes.map(|byte| byte.to_ascii_uppercase())))
    }

    /// The code, such as `USD`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        // Only ASCII letters are ever stored.
        std::str::from_utf8(&self.0).unwrap_or("???")
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Currency {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// One statement of pay, as written and per year.
///
/// What the posting does not say is `None`; `inferred` names what was filled in from its surroundings.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PayStatement {
    /// Lower side, in units of the currency per period; none for [`Bound::UpTo`].
    #[serde(serialize_with = "number_or_null")]
    pub min: Option<Decimal>,
    /// Upper side; none for [`Bound::From`].
    #[serde(serialize_with = "number_or_null")]
    pub max: Option<Decimal>,
    /// Currency, if it is known.
    pub currency: Option<Currency>,
    /// Period, if it is known.
    pub period: Option<Period>,
    /// What the figure covers.
    pub kind: PayKind,
    /// Which sides are given.
    pub bound: Bound,
    /// What is taken off.
    pub basis: Basis,
    /// Months of pay in a year, where stated.
    pub pay_months: Option<u8>,
    /// `min` for a year, by the analyzer's [`Annualisation`](crate::extract::Annualisation), stated months of pay, stated hours of a
    /// full-time week. None for a statement that is flagged [`PayFlag::Implausible`].
    #[serde(serialize_with = "number_or_null")]
    pub annual_min: Option<Decimal>,
    /// `max` for a year.
    #[serde(serialize_with = "number_or_null")]
    pub annual_max: Option<Decimal>,
    /// The place or level that the statement is for.
    pub label: Option<String>,
    /// Where it comes from.
    pub source: PaySource,
    /// Names of the fields that were inferred: `currency`, `period`, `scale`.
    pub inferred: Vec<&'static str>,
    /// Whether this is the statement that the posting's pay columns carry.
    pub primary: bool,
    /// Field that the span indexes; none for column values.
    pub field: Option<Field>,
    /// The words, in that field.
    #[serde(flatten, serialize_with = "span_or_null")]
    pub span: Option<Span>,
    /// Why it counts in no statistics; empty where it does.
    pub flags: Vec<PayFlag>,
    /// Hours of a week, where the text states them.
    #[serde(serialize_with = "number_or_null")]
    pub weekly_hours: Option<Decimal>,
}

/// Writes `start` and `end`, null where there is no text to point into.
pub(crate) fn span_or_null<S: Serializer>(span: &Option<Span>, serializer: S) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct Ends {
        start: Option<usize>,
        end: Option<usize>,
    }
    Ends { start: span.map(|span| span.start), end: span.map(|span| span.end) }.serialize(serializer)
}

/// Writes money as a number: whole units without a fraction.
pub(crate) fn number_or_null<S: Serializer>(money: &Option<Decimal>, serializer: S) -> Result<S::Ok, S::Error> {
    use rust_decimal::prelude::ToPrimitive;
    match money {
        None => serializer.serialize_none(),
        Some(money) => match money.is_integer().then(|| money.to_i64()).flatten() {
            Some(whole) => serializer.serialize_i64(whole),
            None => serializer.serialize_f64(money.to_f64().unwrap_or(f64::NAN)),
        },
    }
}

impl PayStatement {
    /// The geometric mean of the yearly bounds, in units of the currency: the point value of bands. None unless both bounds are given,
    /// and for flagged statements.
    #[must_use]
    pub fn annual_mid(&self) -> Option<f64> {
        use rust_decimal::prelude::ToPrimitive;
        if !self.flags.is_empty() {
            return None;
        }
        let min = self.annual_min?.to_f64()?;
        let max = self.annual_max?.to_f64()?;
        (min > 0.0 && max > 0.0).then(|| (min * max).sqrt())
    }
}

/// Years of experience that are asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Years {
    /// At least.
    pub min: Option<u8>,
    /// At most.
    pub max: Option<u8>,
}

/// Education that is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Education {
    /// The lowest level that is enough.
    pub level: EducationLevel,
    /// Whether it is needed; welcome otherwise.
    pub required: bool,
    /// Whether experience may stand for all of it.
    pub or_experience: bool,
}
