//! `jds extract`: what each posting asks for and pays, in order, in constant memory.

use std::io::Write;

use anyhow::Context;
use jdlib::Analyzer;
use jdlib::extract::{Analysis, Story};
use jdlib::lexicon::SkillId;
use jdlib::posting::Posting;
use jdlib::table::{Column, CsvText, Table, Unit};
use jdlib::terms::{Bound, Field, PayStatement};

use super::Unknown as _;
use crate::args::{ExtractArgs, Format, GlobalArgs};
use crate::failure::{Exit, Failure, counted, quote};
use crate::input::{self, Opened};
use crate::output::human::plain;
use crate::output::{Console, Sink, default_format};

pub(super) fn run(args: &ExtractArgs, global: &GlobalArgs, console: &Console) -> anyhow::Result<Exit> {
    let analyzer = input::analyzer_of(global, &args.input)?;
    let Opened { readers, exit } = input::open(&args.input, console)?;
    let format = default_format(&args.output, Format::Jsonl);
    if args.explain && format == Format::Csv {
        return Err(Failure::usage("a CSV of claims has no place for words that were not counted")
            .hint("use `--format jsonl`, or `--format table`")
            .into());
    }
    let why = args
        .why
        .as_deref()
        .map(|name| analyzer.lexicon().find_id(name).ok_or_else(|| analyzer.lexicon().unknown(name)));
    let why = why.transpose()?;
    if why.is_some() && format == Format::Csv {
        return Err(Failure::usage("a story has no columns").hint("use `--format jsonl`, or `--format table`").into());
    }
    if args.input.report_duplicates.is_some() {
        return Err(Failure::usage("`jds extract` gives every posting, repeats too, and does not look for them")
            .hint(format!(
                "jds check {} --report-duplicates repeats.csv",
                args.input.files.first().map_or_else(|| "-".to_owned(), |file| quote(&file.display().to_string()))
            ))
            .into());
    }
    let mut sink = Sink::open(args.output.output.as_deref())?;
    let mut writer = Writer {
        args,
        why,
        format,
        first: true,
        text: if args.output.csv_safe { CsvText::Safe } else { CsvText::Exact },
    };
    writer.begin(&mut sink)?;
    let make = |posting: Posting| {
        let analysis = analyzer.analyze(&posting);
        (posting, analysis)
    };
    let counts = input::each(readers, console, make, |pairs| writer.write(&mut sink, &analyzer, &pairs))?;
    if counts.postings == 0 && counts.refused > 0 {
        let rows = counted(counts.refused, "row");
        let failure = Failure::usage(format!("none of the {rows} could be read as a posting"));
        return Err(failure.hint("name the field that holds the text: --map description=NAME").into());
    }
    writer.end(&mut sink)?;
    sink.finish()?;
    Ok(if counts.failed > 0 { Exit::Partial } else { exit })
}

struct Writer<'a> {
    args: &'a ExtractArgs,
    /// The skill whose story is told.
    why: Option<SkillId>,
    format: Format,
    first: bool,
    text: CsvText,
}

impl Writer<'_> {
    fn begin(&self, out: &mut Sink) -> anyhow::Result<()> {
        if self.format == Format::Json {
            out.write_all(b"[")?;
        }
        Ok(())
    }

    fn write(&mut self, out: &mut Sink, analyzer: &Analyzer, pairs: &[(Posting, Analysis)]) -> anyhow::Result<()> {
        match self.format {
            Format::Csv => {
                let csv = claims(analyzer, pairs).to_csv(self.text);
                // The header once, over all chunks.
                let rows = if self.first { csv.as_str() } else { csv.split_once('\n').map_or("", |(_, rows)| rows) };
                out.write_all(rows.as_bytes())?;
            }
            Format::Json | Format::Jsonl => {
                for (posting, analysis) in pairs {
                    if self.format == Format::Json {
                        out.write_all(if self.first { b"\n" } else { b",\n" })?;
                    }
                    self.first = false;
                    let json = match self.why {
                        Some(skill) => serde_json::to_vec(&StoryOf::new(posting, &analysis.story(skill))),
                        None if self.args.explain => serde_json::to_vec(&analysis.explained()),
                        None => serde_json::to_vec(analysis),
                    };
                    out.write_all(&json.context("an analysis is always JSON")?)?;
                    if self.format == Format::Jsonl {
                        out.write_all(b"\n")?;
                    }
                }
            }
            Format::Table | Format::Md => {
                for (posting, analysis) in pairs {
                    let text = match self.why {
                        Some(skill) => self.story(posting, analysis, skill),
                        None => self.card(posting, analysis),
                    };
                    if !self.first {
                        out.write_all(b"\n")?;
                    }
                    self.first = false;
                    out.write_all(text.as_bytes())?;
                }
            }
        }
        self.first = false;
        Ok(())
    }

    fn end(&self, out: &mut Sink) -> anyhow::Result<()> {
        if self.format == Format::Json {
            out.write_all(b"\n]\n")?;
        }
        Ok(())
    }

    /// One skill's story for people.
    fn story(&self, posting: &Posting, analysis: &Analysis, skill: SkillId) -> String {
        let story = analysis.story(skill);
        let name = analysis.lexicon().skill(skill).name();
        let said = match story.ask {
            Some(ask) => ask.to_string(),
            None if !story.implied_by.is_empty() => format!("not named; implied by {}", story.implied_by.join(", ")),
            None => "not counted".to_owned(),
        };
        let mark = if self.format == Format::Md { "## " } else { "" };
        let mut lines =
            vec![format!("{mark}{}", headline(posting, analysis)), format!("{name} ({}): {said}", story.skill)];
        let place = |field: Field, span: Option<jdlib::Span>| {
            span.map_or_else(|| field.to_string(), |span| format!("{field} {}-{}", span.start, span.end))
        };
        for told in &story.mentions {
            let mention = &told.mention;
            let decides = if told.decides { ", and decides" } else { "" };
            lines.push(format!(
                "  counts       \"{}\" at {}: by {}; {} by {}{decides}",
                mention.text(),
                place(mention.field, mention.span),
                told.counted,
                mention.ask,
                mention.why()
            ));
        }
        for refused in &story.refused {
            let at = place(refused.field, Some(refused.span));
            lines.push(format!("  not counted  \"{}\" at {at}: {}", refused.text, refused.why));
        }
        if story.mentions.is_empty() && story.refused.is_empty() {
            lines.push("  none of its forms stands in the posting".to_owned());
        }
        lines.iter().map(|line| plain(line) + "\n").collect()
    }

    /// One posting for people: a headline, then a line a skill.
    fn card(&self, posting: &Posting, analysis: &Analysis) -> String {
        let mut text = String::new();
        let title = if self.format == Format::Md {
            format!("## {}", headline(posting, analysis))
        } else {
            headline(posting, analysis)
        };
        text.push_str(&format!("{}\n\n", plain(&title)));
        let width = analysis.skills().map(|claim| claim.skill().name().chars().count()).max().unwrap_or(0).max(5);
        if analysis.skills().len() == 0 {
            text.push_str("no skill of the lexicon found\n");
        }
        for claim in analysis.skills() {
            let years = match (claim.years().min, claim.years().max) {
                (None, None) => String::new(),
                (Some(min), None) => format!("{min}+ years"),
                (None, Some(max)) => format!("up to {max} years"),
                (Some(min), Some(max)) => format!("{min}-{max} years"),
            };
            let any_of = claim.any_of().map_or(String::new(), |group| format!("one of group {group}"));
            let notes: Vec<&str> =
                [years.as_str(), any_of.as_str()].into_iter().filter(|note| !note.is_empty()).collect();
            let bullet = if self.format == Format::Md { "- " } else { "" };
            let words = if self.args.evidence {
                format!("  \"{}\" ({})", claim.evidence(), claim.why())
            } else {
                String::new()
            };
            let line =
                format!("{bullet}{:<width$}  {:<10}  {}{words}", claim.skill().name(), claim.ask(), notes.join(", "));
            text.push_str(plain(&line).trim_end());
            text.push('\n');
        }
        if self.args.evidence {
            for pay in analysis.pay() {
                let words = pay.span.map_or("", |span| match pay.field {
                    Some(Field::Description) => span.of(&posting.description),
                    Some(Field::PayText) => span.of(&posting.pay_text),
                    _ => "",
                });
                let inferred = if pay.inferred.is_empty() {
                    String::new()
                } else {
                    format!(", inferred: {}", pay.inferred.join(", "))
                };
                text.push_str(&plain(&format!("pay: {}  \"{words}\" ({}{inferred})", pay_words(pay), pay.source)));
                text.push('\n');
            }
        }
        if self.args.explain {
            for refused in analysis.refused() {
                text.push_str(&plain(&format!(
                    "not counted: \"{}\" as {}: {}",
                    refused.text, refused.skill, refused.why
                )));
                text.push('\n');
            }
        }
        text
    }
}

/// A story with the posting that it is about.
#[derive(serde::Serialize)]
struct StoryOf<'a> {
    schema: &'static str,
    id: &'a str,
    title: &'a str,
    #[serde(flatten)]
    story: &'a Story,
}

impl<'a> StoryOf<'a> {
    fn new(posting: &'a Posting, story: &'a Story) -> Self {
        Self { schema: "jds.why/1", id: &posting.id, title: &posting.title, story }
    }
}

fn headline(posting: &Posting, analysis: &Analysis) -> String {
    let mut parts: Vec<String> = Vec::new();
    parts.push(if posting.title.is_empty() { "(no title)".to_owned() } else { posting.title.clone() });
    parts.extend(
        [posting.employer.trim().to_owned(), posting.location.clone()].into_iter().filter(|text| !text.is_empty()),
    );
    parts.extend(analysis.seniority().map(|seniority| seniority.to_string()));
    parts.extend(analysis.role().map(|role| role.to_string()));
    parts.extend(analysis.work_mode().map(|mode| mode.to_string()));
    parts.extend(analysis.primary_pay().map(pay_words));
    parts.extend(analysis.years().min.map(|years| format!("{years}+ years")));
    parts.join(" \u{B7} ")
}

/// Pay as a person would say it: `USD 150,000-180,000 a year`.
fn pay_words(pay: &PayStatement) -> String {
    let amount = |value: Option<_>| {
        value.map_or(String::new(), |value: rust_decimal::Decimal| grouped(&value.normalize().to_string()))
    };
    let figure = match pay.bound {
        Bound::From => format!("from {}", amount(pay.min)),
        Bound::UpTo => format!("up to {}", amount(pay.max)),
        Bound::Range => format!("{}-{}", amount(pay.min), amount(pay.max)),
        _ => amount(pay.min),
    };
    let currency = pay.currency.map_or("(unknown currency)".to_owned(), |currency| currency.to_string());
    let period = pay.period.map_or(" (period unknown)".to_owned(), |period| format!(" a {period}"));
    format!("{currency} {figure}{period}")
}

/// Digits before the point in groups of three.
fn grouped(number: &str) -> String {
    let (whole, rest) =
        number.split_once('.').map_or((number, String::new()), |(whole, rest)| (whole, format!(".{rest}")));
    let whole = whole.parse::<u64>().map_or_else(|_| whole.to_owned(), crate::failure::thousands);
    format!("{whole}{rest}")
}

/// Claims as a table, one row each.
fn claims(analyzer: &Analyzer, pairs: &[(Posting, Analysis)]) -> Table {
    let rows: Vec<(&Posting, jdlib::extract::Claim<'_>)> =
        pairs.iter().flat_map(|(posting, analysis)| analysis.skills().map(move |claim| (posting, claim))).collect();
    let mut table = Table::new("claims", "jds.claims/1", "What postings ask for");
    let text = |value: &dyn Fn(&(&Posting, jdlib::extract::Claim<'_>)) -> String| -> Vec<Option<String>> {
        rows.iter().map(|row| Some(value(row)).filter(|text| !text.is_empty())).collect()
    };
    let int = |value: &dyn Fn(&(&Posting, jdlib::extract::Claim<'_>)) -> Option<i64>| -> Vec<Option<i64>> {
        rows.iter().map(value).collect()
    };
    table.push(Column::text("posting", "Id of the posting in its source", text(&|(posting, _)| posting.id.clone())));
    table.push(Column::text("title", "Title of the posting", text(&|(posting, _)| posting.title.clone())));
    table.push(Column::text("skill", "Id of the skill", text(&|(_, claim)| claim.id().to_owned())));
    table.push(Column::text("name", "Name of the skill", text(&|(_, claim)| claim.skill().name().to_owned())));
    table.push(Column::text(
        "ask",
        "required, preferred, excluded, unsorted or mentioned",
        text(&|(_, claim)| claim.ask().to_string()),
    ));
    table.push(Column::text("why", "What decided", text(&|(_, claim)| claim.why().to_owned())));
    table.push(Column::int(
        "any_of",
        Unit::None,
        "Group of alternatives within the posting",
        int(&|(_, claim)| claim.any_of().map(i64::from)),
    ));
    table.push(Column::int(
        "years_min",
        Unit::Years,
        "Years asked for with it",
        int(&|(_, claim)| claim.years().min.map(i64::from)),
    ));
    table.push(Column::int(
        "years_max",
        Unit::Years,
        "Upper end of the years",
        int(&|(_, claim)| claim.years().max.map(i64::from)),
    ));
    let span = |claim: &jdlib::extract::Claim<'_>| claim.strongest().span;
    table.push(Column::text(
        "field",
        "Field that start and end index",
        text(&|(_, claim)| claim.strongest().field.to_string()),
    ));
    table.push(Column::int(
        "start",
        Unit::None,
        "First byte of the name in that field",
        int(&|(_, claim)| span(claim).and_then(|span| i64::try_from(span.start).ok())),
    ));
    table.push(Column::int(
        "end",
        Unit::None,
        "Byte after the name",
        int(&|(_, claim)| span(claim).and_then(|span| i64::try_from(span.end).ok())),
    ));
    table.push(Column::text(
        "section",
        "Section that it stands in",
        text(&|(_, claim)| claim.strongest().section.map_or(String::new(), |section| section.to_string())),
    ));
    table.push(Column::text("words", "The words that say so", text(&|(_, claim)| claim.evidence().to_owned())));
    table.meta("fingerprint", analyzer.fingerprint());
    table
}
