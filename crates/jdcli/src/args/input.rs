//! Which files, and how to read them.

use std::path::PathBuf;

use clap::Args;
use jdlib::ReadOptions;
use jdlib::posting::InputFormat;
use jdlib::text::Markup;

use super::values;

#[derive(Debug, Args)]
pub(crate) struct InputArgs {
    /// Files of postings (CSV, TSV, JSON lines, text; gz and zst too), folders of text files or of facts; `-` is standard input
    #[arg(value_name = "FILE", help_heading = "Arguments")]
    pub(crate) files: Vec<PathBuf>,
    /// Which column holds a field: `description=body_html` (repeatable; `jds check --fields` lists the fields)
    #[arg(long, value_name = "FIELD=COLUMN", value_parser = values::pair, help_heading = "Input")]
    pub(crate) map: Vec<(String, String)>,
    /// Column profile: jobspy, linkedin-kaggle, glassdoor, data-jobs, generic; recognised by the header otherwise
    #[arg(long, value_name = "NAME", help_heading = "Input")]
    pub(crate) profile: Option<String>,
    /// Format: csv, tsv, jsonl or text; told by the name or the content otherwise
    #[arg(long, value_name = "FORMAT", value_parser = |text: &str| values::named(InputFormat::NAMES, text), help_heading = "Input")]
    pub(crate) input_format: Option<InputFormat>,
    /// Separator of cells; told by the header line otherwise
    #[arg(long, value_name = "CHAR", value_parser = values::delimiter, help_heading = "Input")]
    pub(crate) delimiter: Option<u8>,
    /// Encoding, such as windows-1252; UTF-8 otherwise
    #[arg(long, value_name = "NAME", help_heading = "Input")]
    pub(crate) encoding: Option<String>,
    /// How posting texts are written: auto, plain, html or markdown
    #[arg(long, value_name = "MARKUP", default_value = "auto", value_parser = |text: &str| values::named(Markup::NAMES, text), help_heading = "Input")]
    pub(crate) text_format: Markup,
    /// Stop at the first row that cannot be read
    #[arg(long, help_heading = "Input")]
    pub(crate) strict: bool,
}

impl InputArgs {
    /// Whether anything says how files are to be read.
    pub(crate) fn says_how(&self) -> bool {
        let chosen = self.profile.is_some() || self.input_format.is_some() || self.delimiter.is_some();
        chosen || self.encoding.is_some() || !self.map.is_empty() || self.text_format != Markup::Auto || self.strict
    }

    pub(crate) fn to_options(&self) -> ReadOptions {
        let mut options = ReadOptions::default();
        options.map.clone_from(&self.map);
        options.profile.clone_from(&self.profile);
        options.format = self.input_format;
        options.delimiter = self.delimiter;
        options.encoding.clone_from(&self.encoding);
        options.markup = self.text_format;
        options.strict = self.strict;
        options
    }
}
