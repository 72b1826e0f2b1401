//! How results are shown.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people: rounded, with a summary line
    Table,
    /// Comma-separated values, complete
    Csv,
    /// One JSON object with everything
    Json,
    /// One JSON object a row
    Jsonl,
    /// A Markdown table
    Md,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Output")]
pub(crate) struct OutputArgs {
    /// Format; a table on a terminal, CSV elsewhere (JSON lines for `extract`)
    #[arg(short, long, value_enum, value_name = "FORMAT")]
    pub(crate) format: Option<Format>,
    /// The same as `--format json`
    #[arg(long, conflicts_with = "format")]
    pub(crate) json: bool,
    /// Write to a file instead of standard output; replaced only when everything is written
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Prefix texts that a spreadsheet would run as formulas with an apostrophe
    #[arg(long)]
    pub(crate) csv_safe: bool,
}

impl OutputArgs {
    /// The format asked for, by option or by the name of the file; else `otherwise`.
    pub(crate) fn format_or(&self, otherwise: Format) -> Format {
        let by_name = || {
            let name = self.output.as_ref()?.extension()?.to_string_lossy().to_lowercase();
            Some(match name.as_str() {
                "csv" => Format::Csv,
                "json" => Format::Json,
                "jsonl" | "ndjson" => Format::Jsonl,
                "md" | "markdown" => Format::Md,
                "txt" => Format::Table,
                _ => return None,
            })
        };
        if self.json {
            return Format::Json;
        }
        self.format.or_else(by_name).unwrap_or(otherwise)
    }
}
