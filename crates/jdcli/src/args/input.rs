//! Which files, and how to read them.

use std::path::PathBuf;

use clap::Args;
use jdlib::ReadOptions;
use jdlib::extract::Annualisation;
use jdlib::lexicon::Profile;
use jdlib::posting::{Header, InputFormat, Quote};
use jdlib::terms::Period;
use jdlib::text::Markup;
use rust_decimal::Decimal;

use super::values;

#[derive(Clone, Debug, Args)]
pub(crate) struct InputArgs {
    /// Files of postings (CSV, TSV, JSON, JSON lines, Parquet, text; gz and zst too), folders of text files or of facts; `-` is standard
    /// input
    #[arg(value_name = "FILE", help_heading = "Arguments")]
    pub(crate) files: Vec<PathBuf>,
    /// Which column holds a field: `description=body_html` (repeatable; several columns of one field are joined; `jds check --fields`
    /// lists the fields)
    #[arg(long, value_name = "FIELD=COLUMN", value_parser = values::pair, help_heading = "Input")]
    pub(crate) map: Vec<(String, String)>,
    /// Column profile by name (`jds check --profiles` lists them), or a profile file of your own; recognised by the header otherwise
    #[arg(long, value_name = "NAME|FILE", help_heading = "Input")]
    pub(crate) profile: Option<String>,
    /// Format: csv, tsv, jsonl, json, parquet or text; told by the content and the name otherwise
    #[arg(long, value_name = "FORMAT", value_parser = |text: &str| values::named(InputFormat::NAMES, text), help_heading = "Input")]
    pub(crate) input_format: Option<InputFormat>,
    /// Separator of cells; told by the header line otherwise
    #[arg(long, value_name = "CHAR", value_parser = values::delimiter, help_heading = "Input")]
    pub(crate) delimiter: Option<u8>,
    /// Sign around cells that hold separators
    #[arg(long, value_name = "CHAR", value_parser = values::sign, help_heading = "Input")]
    pub(crate) quote: Option<u8>,
    /// Quotes are letters like any other
    #[arg(long, conflicts_with = "quote", help_heading = "Input")]
    pub(crate) no_quote: bool,
    /// Sign that takes the meaning from a quote, such as a backslash; told by the first rows otherwise
    #[arg(long, value_name = "CHAR", value_parser = values::sign, conflicts_with = "no_quote", help_heading = "Input")]
    pub(crate) escape: Option<u8>,
    /// The first line is a row like the others; columns are named by number: `--map id=1 --map skills=2-9`
    #[arg(long, help_heading = "Input")]
    pub(crate) no_header: bool,
    /// Encoding, such as windows-1252; UTF-8 otherwise
    #[arg(long, value_name = "NAME", help_heading = "Input")]
    pub(crate) encoding: Option<String>,
    /// How posting texts are written: auto, plain, html or markdown
    #[arg(long, value_name = "MARKUP", default_value = "auto", value_parser = |text: &str| values::named(Markup::NAMES, text), help_heading = "Input")]
    pub(crate) text_format: Markup,
    /// Stop at the first row that cannot be read
    #[arg(long, help_heading = "Input")]
    pub(crate) strict: bool,
    /// Hours of a year of pay, for pay by the hour; 2080 otherwise, or what the posting says of a full-time week
    #[arg(long, value_name = "N", value_parser = values::amount, help_heading = "Input")]
    pub(crate) hours_per_year: Option<Decimal>,
    /// How many of a period a year of pay holds: `day=220,month=13`; 260 days, 52 weeks, 26 biweeks, 24 semimonths, 12 months otherwise
    #[arg(long, value_name = "PERIOD=N,...", value_delimiter = ',', value_parser = values::per_year, help_heading = "Input")]
    pub(crate) per_year: Vec<(Period, Decimal)>,
    /// Write which postings repeat which, as CSV
    #[arg(long, value_name = "FILE", help_heading = "Input")]
    pub(crate) report_duplicates: Option<PathBuf>,
}

impl InputArgs {
    /// The same way of reading, for one file.
    pub(crate) fn of_file(&self, file: PathBuf) -> Self {
        Self { files: vec![file], ..self.clone() }
    }

    /// Whether anything says how files are to be read.
    pub(crate) fn says_how(&self) -> bool {
        let dialect = self.delimiter.is_some() || self.quote.is_some() || self.no_quote || self.escape.is_some();
        let chosen = self.profile.is_some() || self.input_format.is_some() || dialect || self.no_header;
        let annual = self.hours_per_year.is_some() || !self.per_year.is_empty();
        chosen
            || annual
            || self.encoding.is_some()
            || !self.map.is_empty()
            || self.text_format != Markup::Auto
            || self.strict
    }

    /// # Errors
    /// When there is no such profile.
    pub(crate) fn to_options(&self) -> jdlib::Result<ReadOptions> {
        let mut options = ReadOptions::default();
        options.map.clone_from(&self.map);
        options.profile = self.profile.as_deref().map(profile).transpose()?;
        options.format = self.input_format;
        options.delimiter = self.delimiter;
        options.quote = match (self.quote, self.no_quote) {
            (_, true) => Quote::None,
            (Some(sign), false) => Quote::Sign(sign),
            (None, false) => Quote::Double,
        };
        options.escape = self.escape;
        options.header = if self.no_header { Header::None } else { Header::First };
        options.encoding.clone_from(&self.encoding);
        options.markup = self.text_format;
        options.strict = self.strict;
        Ok(options)
    }
}

impl InputArgs {
    /// The constants for a year of pay.
    ///
    /// # Errors
    /// When a year cannot hold so many of a period.
    pub(crate) fn to_annualisation(&self) -> jdlib::Result<Annualisation> {
        let hours = self.hours_per_year.map(|hours| (Period::Hour, hours));
        let counts = self.per_year.iter().copied().chain(hours);
        counts.into_iter().try_fold(Annualisation::default(), |table, (period, count)| table.with(period, count))
    }
}

/// A profile by its name, or from a file.
fn profile(name: &str) -> jdlib::Result<Profile> {
    let path = std::path::Path::new(name);
    let is_file = path.extension().is_some() || path.components().count() > 1;
    if is_file { Profile::from_path(path) } else { Profile::find(name).cloned() }
}
