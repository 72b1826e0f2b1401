//! Which files, and how to read them.

use std::path::PathBuf;

use clap::Args;
use jdlib::ReadOptions;
use jdlib::lexicon::Profile;
use jdlib::posting::{Header, InputFormat, Quote};
use jdlib::text::Markup;

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
        chosen || self.encoding.is_some() || !self.map.is_empty() || self.text_format != Markup::Auto || self.strict
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

/// A profile by its name, or from a file.
fn profile(name: &str) -> jdlib::Result<Profile> {
    let path = std::path::Path::new(name);
    let is_file = path.extension().is_some() || path.components().count() > 1;
    if is_file { Profile::from_path(path) } else { Profile::find(name).cloned() }
}
