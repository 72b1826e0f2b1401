//! What can be typed. Types only: `to_*` methods turn them into configurations of the library.

mod filter;
mod input;
mod output;
mod values;

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum};

pub(crate) use self::filter::FilterArgs;
pub(crate) use self::input::InputArgs;
pub(crate) use self::output::{Format, OutputArgs};
pub(crate) use self::values::{CareArg, FailOn, Missing, SortArg, group};

use jdlib::lexicon::import::Kind as ListKind;
use jdlib::market::Group;
use jdlib::terms::Currency;

const EXAMPLES: &str = "\
Examples:
  jds extract posting.txt                      what one posting asks for
  jds check postings.csv                       what is in a file
  jds skills postings.csv                      skills ranked by demand
  jds salary postings.csv --by seniority       pay bands
  jds trend postings.csv                       what rises and falls month by month
  jds compare 2024.csv 2026.csv                what changed
  jds tables postings.csv -o market            every table as CSV";

/// Measure what job postings ask for and what they pay
#[derive(Debug, Parser)]
#[command(name = "jds", version, after_help = EXAMPLES, arg_required_else_help = true, disable_help_subcommand = false, max_term_width = 100)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
    #[command(flatten)]
    pub(crate) global: GlobalArgs,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Global options")]
pub(crate) struct GlobalArgs {
    /// Say more on standard error (-v, -vv); hides the progress bar
    #[arg(short, long, global = true, action = ArgAction::Count)]
    pub(crate) verbose: u8,
    /// Say less: no notes (-q), no errors either (-qq)
    #[arg(short, long, global = true, action = ArgAction::Count, conflicts_with = "verbose")]
    pub(crate) quiet: u8,
    /// When to use colour
    #[arg(long, global = true, value_enum, default_value = "auto", value_name = "WHEN")]
    pub(crate) color: Color,
    /// Do not show a progress bar
    #[arg(long, global = true, env = "JDS_NO_PROGRESS", hide_env_values = true, value_parser = clap::builder::FalseyValueParser::new())]
    pub(crate) no_progress: bool,
    /// Number of threads; the result is the same for any
    #[arg(long, global = true, value_name = "N", value_parser = values::threads)]
    pub(crate) threads: Option<NonZeroUsize>,
    /// A pack of your own, laid over the built-in lexicon (repeatable)
    #[arg(long = "lexicon", global = true, value_name = "DIR")]
    pub(crate) packs: Vec<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Show what is in a file: columns, gaps, repeats, pay coverage
    Check(CheckArgs),
    /// List what each posting asks for and pays, with the words that say so
    Extract(ExtractArgs),
    /// Add what each posting asks for and pays to the columns of your file
    Enrich(EnrichArgs),
    /// Write what postings say as two Parquet tables, for other engines and for later
    Facts(FactsArgs),
    /// Rank skills by demand
    Skills(SkillsArgs),
    /// Pay bands by role, seniority or any other group
    Salary(SalaryArgs),
    /// Change month by month
    #[command(after_help = TREND)]
    Trend(TrendArgs),
    /// Change between two files, two periods or two groups
    #[command(after_help = COMPARE)]
    Compare(CompareArgs),
    /// Write every table as CSV or JSON
    Tables(TablesArgs),
    /// Search, show, test and extend the skill lexicon
    Lexicon(LexiconArgs),
    /// Measure how well the program reads, on texts that somebody has marked
    Eval(EvalArgs),
}

#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    /// List the fields that columns can be mapped to
    #[arg(long)]
    pub(crate) fields: bool,
    /// List the kinds of files that are recognised
    #[arg(long, conflicts_with = "fields")]
    pub(crate) profiles: bool,
    /// Exit with 1 where a share is larger: `missing-pay=80%,duplicates=30%`, also `refused` and `missing-` with any field
    #[arg(long, value_name = "LIMIT,...", value_delimiter = ',', value_parser = values::fail_on)]
    pub(crate) fail_on: Vec<FailOn>,
    #[command(flatten)]
    pub(crate) input: InputArgs,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

#[derive(Debug, Args)]
pub(crate) struct ExtractArgs {
    /// Show the words behind each claim
    #[arg(long)]
    pub(crate) evidence: bool,
    /// Show also the words that were not counted, with the reason
    #[arg(long)]
    pub(crate) explain: bool,
    /// Tell one skill's story: every place that counts or was refused, by which rule, and which one decides
    #[arg(long, value_name = "SKILL")]
    pub(crate) why: Option<String>,
    #[command(flatten)]
    pub(crate) input: InputArgs,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

const ENRICH: &str = "\
Examples:
  jds enrich postings.csv -o enriched.csv
  jds enrich postings.csv -o enriched.csv --long asks.csv
  jds enrich postings.jsonl -o enriched.jsonl";

/// Rows, order and columns stay; columns that begin with `jds_` are added. Tables come out as tables, JSON and Parquet as JSON lines.
#[derive(Debug, Args)]
#[command(after_help = ENRICH)]
pub(crate) struct EnrichArgs {
    /// Write to a file instead of standard output; replaced only when everything is written
    #[arg(short, long, value_name = "FILE", help_heading = "Output")]
    pub(crate) output: Option<PathBuf>,
    /// Write also one row for each skill of each posting, as CSV
    #[arg(long, value_name = "FILE", help_heading = "Output")]
    pub(crate) long: Option<PathBuf>,
    /// Prefix texts that a spreadsheet would run as formulas with an apostrophe
    #[arg(long, help_heading = "Output")]
    pub(crate) csv_safe: bool,
    #[command(flatten)]
    pub(crate) input: InputArgs,
}

#[derive(Debug, Args)]
pub(crate) struct FactsArgs {
    /// Folder to write
    #[arg(short, long, value_name = "DIR")]
    pub(crate) output: PathBuf,
    /// Leave out the words that show each claim
    #[arg(long)]
    pub(crate) no_quotes: bool,
    /// Replace what is in the folder
    #[arg(long)]
    pub(crate) force: bool,
    #[command(flatten)]
    pub(crate) input: InputArgs,
}

#[derive(Debug, Args)]
pub(crate) struct SkillsArgs {
    /// Group by role, seniority, specialisation, years, country, `work_mode`, `employment_type`, tier, employer, language, education, source, month,
    /// quarter, year
    #[arg(long, value_name = "GROUP,...", value_delimiter = ',', value_parser = group)]
    pub(crate) by: Vec<Group>,
    /// Count the cells of a view in the place of skills: areas, clusters, rare, matrix, ... (`jds lexicon view` lists them)
    #[arg(long, value_name = "VIEW")]
    pub(crate) by_view: Option<String>,
    /// Rows of a terminal table, per group; other formats are complete unless this is given
    #[arg(short = 'n', long, value_name = "N", value_parser = values::count)]
    pub(crate) top: Option<usize>,
    /// Show every skill that is asked for at all
    #[arg(long, conflicts_with = "top")]
    pub(crate) all: bool,
    /// How much must stand behind a figure
    #[arg(long, value_enum, default_value = "normal")]
    pub(crate) care: CareArg,
    /// Show design effect and effective number of postings as well
    #[arg(long)]
    pub(crate) stats: bool,
    #[command(flatten)]
    pub(crate) input: InputArgs,
    #[command(flatten)]
    pub(crate) filter: FilterArgs,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

#[derive(Debug, Args)]
pub(crate) struct SalaryArgs {
    /// Group by role, seniority, specialisation, years, country, `work_mode`, `employment_type`, tier, employer, language, education, source, month,
    /// quarter, year
    #[arg(long, value_name = "GROUP,...", value_delimiter = ',', value_parser = group)]
    pub(crate) by: Vec<Group>,
    /// Only this currency; with --rates, tell all pay in it
    #[arg(long, value_name = "CODE", value_parser = values::currency)]
    pub(crate) currency: Option<Currency>,
    /// Rates of exchange: a CSV of `date,currency,rate`, the rate being units of --currency for one of `currency`; that of the month of
    /// posting counts
    #[arg(long, value_name = "FILE", requires = "currency")]
    pub(crate) rates: Option<PathBuf>,
    /// Rows that are shown
    #[arg(short = 'n', long, value_name = "N", value_parser = values::count)]
    pub(crate) top: Option<usize>,
    /// Count pay that somebody estimated as well
    #[arg(long)]
    pub(crate) include_estimates: bool,
    /// How much must stand behind a figure
    #[arg(long, value_enum, default_value = "normal")]
    pub(crate) care: CareArg,
    /// Show p10, p90 and the design effect of the median as well
    #[arg(long)]
    pub(crate) stats: bool,
    #[command(flatten)]
    pub(crate) input: InputArgs,
    #[command(flatten)]
    pub(crate) filter: FilterArgs,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

const TREND: &str = "\
Examples:
  jds trend postings.csv                             what rises and what falls
  jds trend postings.csv --by quarter --only python,rust
  jds trend postings.csv --role backend --by-view areas";

#[derive(Debug, Args)]
pub(crate) struct TrendArgs {
    /// Periods: month, quarter or year
    #[arg(long, value_name = "PERIOD", default_value = "month", value_parser = values::period_group)]
    pub(crate) by: Group,
    /// Only these skills are shown
    #[arg(long, value_name = "SKILL,...", value_delimiter = ',', conflicts_with = "by_view")]
    pub(crate) only: Vec<String>,
    /// Show the cells of a view in the place of skills: areas, clusters, rare, matrix, ... (`jds lexicon view` lists them)
    #[arg(long, value_name = "VIEW")]
    pub(crate) by_view: Option<String>,
    /// Groups whose mix is held constant
    #[arg(long, value_name = "GROUP,...", value_delimiter = ',', default_value = "role", value_parser = group)]
    pub(crate) hold: Vec<Group>,
    /// Series of a terminal table; other formats are complete unless this is given
    #[arg(short = 'n', long, value_name = "N", value_parser = values::count)]
    pub(crate) top: Option<usize>,
    /// Show every skill that is asked for at all
    #[arg(long, conflicts_with = "top")]
    pub(crate) all: bool,
    /// How much must stand behind a figure and a verdict
    #[arg(long, value_enum, default_value = "normal")]
    pub(crate) care: CareArg,
    /// Show tests, q-values, odds ratios and design effects as well
    #[arg(long)]
    pub(crate) stats: bool,
    #[command(flatten)]
    pub(crate) input: InputArgs,
    #[command(flatten)]
    pub(crate) filter: FilterArgs,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

const COMPARE: &str = "\
Examples:
  jds compare 2024.csv 2026.csv                              two files
  jds compare early=2024.csv late=2026.csv                   two files, with names of your own
  jds compare postings.csv --periods 2024 2026               two years, quarters (2026-Q1) or months (2026-01)
  jds compare postings.csv --groups tier=startup,enterprise  two values of a group";

#[derive(Debug, Args)]
pub(crate) struct CompareArgs {
    /// Compare two years, quarters or months
    #[arg(long, value_name = "PERIOD", num_args = 2, value_parser = values::period)]
    pub(crate) periods: Vec<(Group, String)>,
    /// Compare two values of a group
    #[arg(long, value_name = "GROUP=VALUE,VALUE", conflicts_with = "periods", value_parser = values::two_groups)]
    pub(crate) groups: Option<(Group, [String; 2])>,
    /// Groups whose mix is held constant
    #[arg(long, value_name = "GROUP,...", value_delimiter = ',', default_value = "role", value_parser = group)]
    pub(crate) hold: Vec<Group>,
    /// Compare the cells of a view in the place of skills: areas, clusters, rare, matrix, ... (`jds lexicon view` lists them)
    #[arg(long, value_name = "VIEW")]
    pub(crate) by_view: Option<String>,
    /// Only these skills are shown
    #[arg(long, value_name = "SKILL,...", value_delimiter = ',', conflicts_with = "by_view")]
    pub(crate) only: Vec<String>,
    /// What comes first: sure changes, what tells the sides apart, or what most postings ask for
    #[arg(long, value_enum, value_name = "ORDER", default_value = "change")]
    pub(crate) sort: SortArg,
    /// Rows of a terminal table; other formats are complete unless this is given
    #[arg(short = 'n', long, value_name = "N", value_parser = values::count)]
    pub(crate) top: Option<usize>,
    /// Show every skill that is asked for at all
    #[arg(long, conflicts_with = "top")]
    pub(crate) all: bool,
    /// How much must stand behind a figure and a verdict
    #[arg(long, value_enum, default_value = "normal")]
    pub(crate) care: CareArg,
    /// Show tests, q-values, odds ratios, design effects and the smallest visible change as well
    #[arg(long)]
    pub(crate) stats: bool,
    #[command(flatten)]
    pub(crate) input: InputArgs,
    #[command(flatten)]
    pub(crate) filter: FilterArgs,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

#[derive(Debug, Args)]
pub(crate) struct TablesArgs {
    /// Folder to write
    #[arg(short, long, value_name = "DIR")]
    pub(crate) output: PathBuf,
    /// Formats of the tables
    #[arg(short, long, value_enum, value_name = "FORMAT,...", value_delimiter = ',', default_value = "csv")]
    pub(crate) format: Vec<TableFormat>,
    /// Only these tables
    #[arg(long, value_name = "NAME,...", value_delimiter = ',')]
    pub(crate) only: Vec<String>,
    /// Count pay that somebody estimated as well
    #[arg(long)]
    pub(crate) include_estimates: bool,
    /// Tell all pay in this currency
    #[arg(long, value_name = "CODE", value_parser = values::currency, requires = "rates")]
    pub(crate) currency: Option<Currency>,
    /// Rates of exchange: a CSV of `date,currency,rate`, the rate being units of --currency for one of `currency`; that of the month of
    /// posting counts
    #[arg(long, value_name = "FILE", requires = "currency")]
    pub(crate) rates: Option<PathBuf>,
    /// How much must stand behind a figure
    #[arg(long, value_enum, default_value = "normal")]
    pub(crate) care: CareArg,
    /// Prefix texts that a spreadsheet would run as formulas with an apostrophe
    #[arg(long)]
    pub(crate) csv_safe: bool,
    /// Replace what is in the folder
    #[arg(long)]
    pub(crate) force: bool,
    #[command(flatten)]
    pub(crate) input: InputArgs,
    #[command(flatten)]
    pub(crate) filter: FilterArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum TableFormat {
    Csv,
    Json,
    Jsonl,
}

#[derive(Debug, Args)]
pub(crate) struct EvalArgs {
    #[command(subcommand)]
    pub(crate) command: EvalCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum EvalCommand {
    /// Precision, recall and F1 of the mentions of skills, and the worst misses
    Skills {
        /// Folder with `gold.jsonl` and `postings.jsonl`, or JSON lines of `SkillSpan` or of `text` and `spans`
        gold: PathBuf,
        /// Only sentences of this source, such as tech
        #[arg(long, value_name = "NAME")]
        source: Option<String>,
        /// Leave out skills of these kinds, such as soft: gold may not mark them
        #[arg(long, value_name = "KIND,...", value_delimiter = ',')]
        without_kind: Vec<String>,
        /// Write every disagreement, as CSV: marks that were not found, and mentions that are not marked
        #[arg(long, value_name = "FILE")]
        misses: Option<PathBuf>,
        #[command(flatten)]
        output: OutputArgs,
    },
    /// Required, preferred, unsorted, mentioned, not wanted; and which skills are alternatives
    Ask(EvalFieldArgs),
    /// Years of experience, overall and of single skills
    Years(EvalFieldArgs),
    /// Seniority
    Seniority(EvalFieldArgs),
    /// Role
    Role(EvalFieldArgs),
    /// Specialisation
    Specialisation(EvalFieldArgs),
    /// Education: level, whether it is required, whether experience may stand for it
    Education(EvalFieldArgs),
    /// Where the work is done
    WorkMode(EvalFieldArgs),
    /// Kind of contract
    EmploymentType(EvalFieldArgs),
    /// Size class of the employer
    Tier(EvalFieldArgs),
    /// Language of the text
    Language(EvalFieldArgs),
    /// Country
    Country(EvalFieldArgs),
    /// Pay: which postings state it, and how much of each statement is read right
    Pay {
        /// Folder with `gold.jsonl` and `postings.jsonl`, JSON lines of postings with `description` and `pay`, or a CSV of strings with
        /// `id,text,min,max,currency,period,kind`
        gold: PathBuf,
        #[command(flatten)]
        output: OutputArgs,
    },
    /// Whether each field is called found exactly where it has a value
    Status(EvalFieldArgs),
}

impl EvalCommand {
    /// The fields of the analysis that are compared.
    pub(crate) fn fields(&self) -> &'static [&'static str] {
        match self {
            Self::Skills { .. } | Self::Ask(_) | Self::Pay { .. } => &[],
            Self::Years(_) => &["years", "skill_years"],
            Self::Seniority(_) => &["seniority"],
            Self::Role(_) => &["role"],
            Self::Specialisation(_) => &["specialisation"],
            Self::Education(_) => &["education", "education_level"],
            Self::WorkMode(_) => &["work_mode"],
            Self::EmploymentType(_) => &["employment_type"],
            Self::Tier(_) => &["tier"],
            Self::Language(_) => &["language"],
            Self::Country(_) => &["country"],
            Self::Status(_) => &["status"],
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct EvalFieldArgs {
    /// Folder with `gold.jsonl` and `postings.jsonl`
    pub(crate) gold: PathBuf,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

const CANDIDATES: &str = "\
Examples:
  jds lexicon candidates postings.csv                      the names that most employers list
  jds lexicon candidates postings.csv --min-employers 5 -o candidates.csv";

const DIFF: &str = "\
Examples:
  jds lexicon diff core mine                    what the pack in the folder `mine` adds to the built-in one
  jds lexicon diff old/core new/core jobs.csv   what a change of the core pack does to these postings";

const EXPORT: &str = "\
Examples:
  jds lexicon export -o lexicon.csv                a form a row: id,name,kind,area,alias,...
  jds lexicon export --to patterns -o forms.tsv    a form a line, with the id of its skill behind a tab
  jds lexicon export --to json --lexicon mine      with a pack of your own, as one JSON object";

const IMPORT: &str = "\
Examples:
  jds lexicon import --from flat skills.csv --out mine     names, or name,aliases,category
  jds lexicon import --from esco skills_en.csv --out esco --report dropped.csv
  jds lexicon import --from onet 'Technology Skills.txt' --out onet

Names that the lexicon has already become references of its skills. Short names and English words
count only beside other skills. What is left out is said on standard error, form by form with
--report.";

#[derive(Debug, Args)]
pub(crate) struct CandidatesArgs {
    /// Only names that at least so many employers list
    #[arg(long, value_name = "N", default_value = "2")]
    pub(crate) min_employers: u64,
    /// Rows; a terminal table shows 40 unless this is given, other formats all
    #[arg(short = 'n', long, value_name = "N", value_parser = values::count)]
    pub(crate) top: Option<usize>,
    #[command(flatten)]
    pub(crate) input: InputArgs,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

#[derive(Debug, Args)]
pub(crate) struct DiffArgs {
    /// Folder of a pack, or `core`
    #[arg(value_name = "BEFORE")]
    pub(crate) before: PathBuf,
    /// Folder of a pack, or `core`
    #[arg(value_name = "AFTER")]
    pub(crate) after: PathBuf,
    /// Show every row on a terminal too
    #[arg(long)]
    pub(crate) all: bool,
    #[command(flatten)]
    pub(crate) input: InputArgs,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

#[derive(Debug, Args)]
pub(crate) struct ExportArgs {
    /// What to write
    #[arg(long, value_enum, value_name = "KIND", default_value = "csv")]
    pub(crate) to: ExportTo,
    /// Write to a file instead of standard output; replaced only when everything is written
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportTo {
    /// A form a row; `import --from flat` reads it
    Csv,
    /// One object with everything
    Json,
    /// The columns of ESCO's list of skills
    Esco,
    /// A form a line, a tab, the id
    Patterns,
}

#[derive(Debug, Args)]
pub(crate) struct ImportArgs {
    /// What the list is: esco, onet, lightcast, skillner or flat
    #[arg(long, value_name = "KIND", value_parser = |text: &str| values::named(ListKind::NAMES, text))]
    pub(crate) from: ListKind,
    /// The list; for ESCO also the folder that holds it and its relations
    #[arg(value_name = "LIST")]
    pub(crate) input: PathBuf,
    /// Folder of the pack to make
    #[arg(short, long, value_name = "DIR", visible_alias = "output")]
    pub(crate) out: PathBuf,
    /// Name of the pack; that of its folder otherwise
    #[arg(long)]
    pub(crate) name: Option<String>,
    /// Keep verbs with their objects ("manage projects") as practices
    #[arg(long)]
    pub(crate) phrases: bool,
    /// Write every form that was left out, with the reason, as CSV
    #[arg(long, value_name = "FILE")]
    pub(crate) report: Option<PathBuf>,
    /// Replace the pack in the folder
    #[arg(long)]
    pub(crate) force: bool,
}

#[derive(Debug, Args)]
pub(crate) struct LexiconArgs {
    #[command(subcommand)]
    pub(crate) command: LexiconCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum LexiconCommand {
    /// List names that the lexicon may lack: unknown items of lists of skills, ranked by employers
    #[command(after_help = CANDIDATES)]
    Candidates(CandidatesArgs),
    /// Validate packs: rules of format and reference, and every example sentence
    Check(LexiconCheckArgs),
    /// Show what differs between two packs, and which mentions that gains and loses; exits with 1 if anything does
    #[command(after_help = DIFF)]
    Diff(DiffArgs),
    /// Show every candidate of a text: what counts, what is refused, and why
    Explain {
        /// The text
        text: String,
        #[command(flatten)]
        output: OutputArgs,
    },
    /// Write the lexicon for other programs: flat CSV, JSON, ESCO's columns, or a list of patterns
    #[command(after_help = EXPORT)]
    Export(ExportArgs),
    /// Sort the files of a pack, so that every change is a line
    Fmt {
        /// Folder of the pack
        folder: PathBuf,
        /// Only say which files are not in order
        #[arg(long)]
        check: bool,
    },
    /// Make a pack of a list of somebody else's: ESCO, O*NET, Lightcast, `SkillNER`, or any list of names
    #[command(after_help = IMPORT)]
    Import(ImportArgs),
    /// Start a pack of your own, with one example that works
    Init {
        /// Folder to make
        folder: PathBuf,
    },
    /// Find skills by a part of their names
    Search {
        /// Part of an id, name or alias
        text: String,
        #[command(flatten)]
        output: OutputArgs,
    },
    /// Show everything that is known of a skill
    Show {
        /// Id, name or alias
        skill: String,
    },
    /// How large the lexicon is: skills, surface forms and cues by area, kind and policy
    Stats {
        #[command(flatten)]
        output: OutputArgs,
    },
    /// Run the sentences of a file against the lexicon
    Test {
        /// CSV with the columns `text,must,must_not`; ids joined by `;`
        file: PathBuf,
    },
    /// Show a structure over skills: areas, clusters, rare, matrix, ...; without a name, which there are
    View {
        /// Name of the view
        view: Option<String>,
        #[command(flatten)]
        output: OutputArgs,
    },
}

#[derive(Debug, Args)]
pub(crate) struct LexiconCheckArgs {
    /// Pack folders to validate on top of the built-in one
    #[arg(value_name = "PACK", id = "pack_folders")]
    pub(crate) packs: Vec<PathBuf>,
    /// Show warnings as well: `few`, the first of each rule, unless `--warnings=all`
    #[arg(long, value_enum, value_name = "WHICH", num_args = 0..=1, require_equals = true, default_missing_value = "few")]
    pub(crate) warnings: Option<Warnings>,
    /// Postings in which misspellings are looked for: one that stands in none of them is a warning (repeatable)
    #[arg(long, value_name = "FILE")]
    pub(crate) seen: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Warnings {
    /// The first ten of each rule
    Few,
    /// All of them
    All,
}
