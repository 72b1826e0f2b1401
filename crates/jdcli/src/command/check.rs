//! `jds check`: what is in a file, before anything is measured.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use jdlib::facts::{Counts, Watch};
use jdlib::lexicon::Profile;
use jdlib::market::{Filter, Group, RepeatRow, Summary, repeats_table};
use jdlib::posting::{FIELDS, Inspection, Mapping};
use jdlib::stream::Analyzed;
use jdlib::table::{Column, Table, Unit};
use jdlib::terms::PayFlag;
use jdlib::{Analyzer, Market, PostingReader};

use crate::args::{CheckArgs, FailOn, GlobalArgs, Missing};
use crate::failure::{Exit, Failure, counted, explain, quote, thousands};
use crate::input::{self, Bar, Opened};
use crate::output::human::{part, plain};
use crate::output::{Console, Layout, Show, write_table};

/// Characters of an example value.
const EXAMPLE: usize = 48;
/// Values of a kind that people are shown.
const SHOWN: usize = 6;

pub(super) fn run(args: &CheckArgs, global: &GlobalArgs, console: &Console) -> anyhow::Result<Exit> {
    if args.fields {
        return fields(args);
    }
    if args.profiles {
        return profiles(args);
    }
    let analyzer = input::analyzer_of(global, &args.input)?;
    let Opened { readers, mut exit } = input::open(&args.input, console)?;
    let files = readers.len();
    let mut looked = Looked { seen: Seen::default(), bar: Bar::new(&readers, console), before: 0 };
    let mut checked = Vec::new();
    let mut repeats = Vec::new();
    for reader in readers {
        let name = reader.name().display().to_string();
        match file(name, reader, &analyzer, &mut looked, console) {
            Ok((file, rows)) => {
                checked.push(file);
                repeats.extend(rows);
            }
            Err(error) => match error.downcast_ref::<jdlib::Error>() {
                Some(cause) if files > 1 && !matches!(cause.kind(), jdlib::error::ErrorKind::Interrupted) => {
                    console.warning(&format!("left out: {}", explain(cause).message()));
                    exit = Exit::Partial;
                }
                _ => return Err(error),
            },
        }
    }
    looked.bar.finish();
    input::write_duplicates(&repeats_table(&repeats), &args.input, console)?;
    let failing: Vec<String> =
        checked.iter().flat_map(|file| args.fail_on.iter().filter_map(|limit| file.exceeds(limit))).collect();
    let table = table(&checked);
    write_table(&args.output, &table, || checked.into_iter().map(Checked::into_layout).collect())?;
    if failing.is_empty() {
        return Ok(exit);
    }
    let failure = Failure::new(Exit::No, format!("{} of --fail-on exceeded", counted(failing.len() as u64, "limit")));
    Err(failing.into_iter().fold(failure, Failure::fact).into())
}

/// The fields that columns can be mapped to.
fn fields(args: &CheckArgs) -> anyhow::Result<Exit> {
    let mut table = Table::new("fields", "jds.fields/1", "Fields that columns can be mapped to");
    table.push(Column::text("field", "Name for --map FIELD=COLUMN", FIELDS.iter().map(|field| (*field).to_owned())));
    let rows = FIELDS.iter().map(|field| vec![(*field).to_owned()]).collect();
    write_table(&args.output, &table, || {
        vec![Layout { headers: vec![("Field", Show::Left)], rows, ..Layout::default() }]
    })?;
    Ok(Exit::Ok)
}

/// The kinds of files that are recognised.
fn profiles(args: &CheckArgs) -> anyhow::Result<Exit> {
    let signature = |profile: &Profile| -> String {
        let columns: Vec<&str> =
            profile.columns.iter().filter(|column| column.signature).map(|column| column.column.as_str()).collect();
        if columns.is_empty() { "anything else, by usual names".to_owned() } else { columns.join(", ") }
    };
    let all = Profile::builtin();
    let mut table = Table::new("profiles", "jds.profiles/1", "Kinds of files that are recognised");
    table.push(Column::text("profile", "Name for --profile", all.iter().map(|profile| profile.name.clone())));
    table.push(Column::text("signature", "Columns or paths by which it is recognised", all.iter().map(signature)));
    let rows = all.iter().map(|profile| vec![profile.name.clone(), signature(profile)]).collect();
    write_table(&args.output, &table, || {
        let headers = vec![("Profile", Show::Left), ("Recognised by", Show::Left)];
        vec![Layout { headers, rows, ..Layout::default() }]
    })?;
    Ok(Exit::Ok)
}

/// Looks at a file while it is read.
struct Looked {
    seen: Seen,
    bar: Bar,
    /// Postings of the files before.
    before: u64,
}

impl Watch for Looked {
    fn posting(&mut self, analyzed: &Analyzed) {
        self.seen.add(analyzed);
    }

    fn file(&mut self, reader: &PostingReader) {
        self.seen.mapping = reader.mapping().cloned();
        self.seen.inspection = reader.inspection().clone();
        self.seen.refused = reader
            .refused()
            .reasons
            .iter()
            .map(|(reason, refusals)| (reason.clone(), refusals.rows, refusals.first.clone()))
            .collect();
        self.seen.unread = reader.unread_cells().iter().map(|(field, cells)| (*field, *cells)).collect();
    }

    fn progress(&mut self, postings: u64) -> ControlFlow<()> {
        self.bar.tick(self.before + postings)
    }
}

/// What was seen of the rows of one file.
#[derive(Default)]
struct Seen {
    mapping: Option<Mapping>,
    inspection: Inspection,
    refused: Vec<(String, u64, String)>,
    unread: Vec<(&'static str, u64)>,
    /// Rows in which a field is given, and the first value.
    filled: BTreeMap<&'static str, (u64, String)>,
    swapped: u64,
    /// Texts with characters that were broken and repaired.
    repaired: u64,
    currencies: BTreeMap<String, u64>,
    /// Periods of pay as it was written, by their words.
    periods: BTreeMap<&'static str, u64>,
    /// Postings of which some pay cannot be right, or whose columns and text disagree.
    implausible: u64,
    disagreeing: u64,
    months: BTreeSet<(i16, i8)>,
}

impl Seen {
    fn add(&mut self, analyzed: &Analyzed) {
        let posting = &analyzed.posting;
        let has_source = self.mapping.as_ref().is_some_and(|mapping| mapping.has("source"));
        for (field, value) in posting.given().filter(|(field, _)| *field != "source" || has_source) {
            let entry = self.filled.entry(field).or_insert_with(|| (0, shorten(&value)));
            entry.0 += 1;
        }
        self.repaired += u64::from(analyzed.repaired > 0);
        self.swapped += u64::from(posting.pay_min.zip(posting.pay_max).is_some_and(|(min, max)| min > max));
        if let Some(pay) = analyzed.analysis.primary_pay() {
            let currency = pay.currency.map_or("unknown".to_owned(), |currency| currency.to_string());
            *self.currencies.entry(currency).or_default() += 1;
            *self.periods.entry(pay.period.map_or("unknown", |period| period.as_str())).or_default() += 1;
        }
        let flagged = |flag: PayFlag| analyzed.analysis.pay().iter().any(|pay| pay.flags.contains(&flag));
        self.implausible += u64::from(flagged(PayFlag::Implausible));
        self.disagreeing += u64::from(flagged(PayFlag::Disagrees));
        if let Some(date) = posting.posted_at {
            self.months.insert((date.year(), date.month()));
        }
    }

    /// The column of a field, as its header writes it.
    fn column(&self, field: &str) -> String {
        let fields = self.mapping.as_ref().map(|mapping| mapping.fields.as_slice()).unwrap_or_default();
        match fields.iter().find(|(name, _)| *name == field) {
            Some((_, column)) if column.is_empty() => "(no name)".to_owned(),
            Some((_, column)) => column.clone(),
            None => String::new(),
        }
    }
}

fn shorten(value: &str) -> String {
    let line = plain(value);
    let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(EXAMPLE) {
        Some((at, _)) => format!("{}...", &line[..at]),
        None => line,
    }
}

/// One thing that was found out.
struct Measure {
    part: &'static str,
    name: String,
    /// Column that it comes from, or an example, or the answer in words.
    text: String,
    column: String,
    count: Option<u64>,
    of: Option<u64>,
}

impl Measure {
    fn new(part: &'static str, name: impl Into<String>) -> Self {
        Self { part, name: name.into(), text: String::new(), column: String::new(), count: None, of: None }
    }

    fn count(mut self, count: u64, of: u64) -> Self {
        self.count = Some(count);
        self.of = Some(of);
        self
    }

    fn text(mut self, text: impl Into<String>) -> Self {
        self.text = text.into();
        self
    }
}

/// What was found out about one file.
struct Checked {
    file: String,
    title: String,
    measures: Vec<Measure>,
    notes: Vec<String>,
}

/// Reads one file and finds out what is in it.
fn file(
    name: String,
    reader: PostingReader,
    analyzer: &Analyzer,
    looked: &mut Looked,
    console: &Console,
) -> anyhow::Result<(Checked, Vec<RepeatRow>)> {
    looked.seen = Seen { mapping: reader.mapping().cloned(), ..Seen::default() };
    let (market, counts) = Market::read_all(vec![reader], analyzer, looked)?;
    looked.before += counts.postings;
    input::report(&counts, console);
    let repeats = market.repeats()?;
    let checked = Checking { seen: &looked.seen, counts: &counts, market: &market, repeats: &repeats }.of(name)?;
    Ok((checked, repeats))
}

/// What is known of a file once it is read.
struct Checking<'f> {
    seen: &'f Seen,
    counts: &'f Counts,
    market: &'f Market,
    repeats: &'f [RepeatRow],
}

/// Groups whose values are listed.
const LISTED: [(&str, Group); 4] = [
    ("languages", Group::Language),
    ("countries", Group::Country),
    ("roles", Group::Role),
    ("levels", Group::Seniority),
];

impl Checking<'_> {
    fn of(&self, file: String) -> anyhow::Result<Checked> {
        let summary = self.market.summary(&Filter::default())?;
        let rows = self.counts.postings + self.counts.refused;
        let mut measures = self.shape(rows);
        let mut notes = Vec::new();
        measures.extend(self.fields());
        if let Some(mapping) = self.seen.mapping.as_ref().filter(|mapping| !mapping.unused.is_empty()) {
            let name = |name: &String| if name.is_empty() { "(no name)".to_owned() } else { name.clone() };
            let unused: Vec<String> = mapping.unused.iter().map(name).collect();
            notes.push(format!("unused columns: {}", first_of(&unused)));
            measures.extend(unused.into_iter().map(|name| Measure::new("unused", name)));
        }
        for (reason, count, first) in &self.seen.refused {
            measures.push(Measure::new("refused", reason.clone()).count(*count, rows).text(first.clone()));
        }
        for (field, cells) in &self.seen.unread {
            measures.push(Measure::new("unread", *field).count(*cells, self.counts.postings));
        }
        notes.push(format!("rows: {}", input::funnel(self.counts, false)));
        notes.extend(self.repeated(&mut measures));
        notes.push(self.pay(&summary, &mut measures));
        notes.push(self.dates(&summary, &mut measures));
        notes.push(employers(&summary, &mut measures));
        for (label, group) in LISTED {
            let values = self.market.values(group, &Filter::default())?;
            let shown: Vec<String> =
                values.iter().map(|(value, count)| format!("{value} {}", thousands(*count))).collect();
            notes.push(format!("{label}: {}", first_of(&shown)));
            measures.extend(
                values
                    .into_iter()
                    .map(|(value, count)| Measure::new(group.as_str(), value).count(count, summary.postings)),
            );
        }
        if self.seen.swapped > 0 {
            notes.push(format!("{} with minimum pay above maximum, swapped", counted(self.seen.swapped, "row")));
            measures.push(Measure::new("pay", "swapped").count(self.seen.swapped, self.counts.postings));
        }
        if self.seen.repaired > 0 {
            let texts = counted(self.seen.repaired, "text");
            notes.push(format!("{texts} with characters read in the wrong encoding, repaired"));
            measures.push(Measure::new("text", "repaired").count(self.seen.repaired, self.counts.postings));
        }
        let answers = self.answers(&summary);
        let said: Vec<String> = answers.iter().map(|answer| format!("{} {}", answer.name, answer.text)).collect();
        notes.push(format!("answers: {}", said.join("; ")));
        measures.extend(answers);
        notes.push(format!("Next: jds skills {}", quote(&file)));
        Ok(Checked { title: self.title(&file, rows), file, measures, notes })
    }

    fn title(&self, file: &str, rows: u64) -> String {
        let inspection = &self.seen.inspection;
        let kind = match inspection.delimiter {
            Some(',') => "comma-separated".to_owned(),
            Some('\t') => "tab-separated".to_owned(),
            Some(delimiter) => format!("separated by `{delimiter}`"),
            None => inspection.format.to_owned(),
        };
        let escape = inspection.escape.map_or(String::new(), |escape| format!(" with `{escape}` before quotes"));
        let packed = inspection.compression.map_or(String::new(), |packed| format!(", {packed}"));
        let profile =
            self.seen.mapping.as_ref().map(|mapping| mapping.profile.as_str()).filter(|name| !name.is_empty());
        let looks = profile.map_or(String::new(), |profile| format!("; columns of the profile {profile}"));
        format!("{file}: {}, {kind}{escape}{packed}{looks}", counted(rows, "row"))
    }

    /// What kind of file it is, and what became of its rows.
    fn shape(&self, rows: u64) -> Vec<Measure> {
        let inspection = &self.seen.inspection;
        let sign = |sign: Option<char>| sign.map_or(String::new(), |sign| sign.to_string());
        let profile = self.seen.mapping.as_ref().map_or(String::new(), |mapping| mapping.profile.clone());
        let mut measures: Vec<Measure> = [
            ("format", inspection.format.to_owned()),
            ("compression", inspection.compression.unwrap_or_default().to_owned()),
            ("delimiter", sign(inspection.delimiter)),
            ("escape", sign(inspection.escape)),
            ("profile", profile),
        ]
        .into_iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(name, text)| Measure::new("file", name).text(text))
        .collect();
        for (name, count) in [
            ("postings", self.counts.postings - self.counts.repeats),
            ("repeats", self.counts.repeats),
            ("refused", self.counts.refused),
        ] {
            measures.push(Measure::new("rows", name).count(count, rows));
        }
        measures
    }

    fn fields(&self) -> Vec<Measure> {
        let seen = self.seen;
        let given =
            FIELDS.iter().copied().filter(|field| seen.filled.contains_key(field) || !seen.column(field).is_empty());
        given
            .map(|field| {
                let (filled, example) = seen.filled.get(field).cloned().unwrap_or_default();
                let measure = Measure::new("field", field).count(filled, self.counts.postings).text(example);
                Measure { column: seen.column(field), ..measure }
            })
            .collect()
    }

    /// How the repeats repeat.
    fn repeated(&self, measures: &mut Vec<Measure>) -> Option<String> {
        let mut kinds: BTreeMap<&str, u64> = BTreeMap::new();
        for row in self.repeats {
            *kinds.entry(row.kind.as_str()).or_default() += 1;
        }
        let said: Vec<String> = REPEATS
            .iter()
            .filter_map(|(kind, words)| Some(format!("{} {words}", thousands(*kinds.get(kind)?))))
            .collect();
        measures.extend(
            kinds.iter().map(|(kind, count)| Measure::new("repeat", *kind).count(*count, self.counts.postings)),
        );
        (!said.is_empty()).then(|| format!("repeats: {}", said.join(", ")))
    }

    fn pay(&self, summary: &Summary, measures: &mut Vec<Measure>) -> String {
        let all = summary.disclosed + summary.estimated;
        measures.push(Measure::new("pay", "stated").count(summary.disclosed, summary.postings));
        measures.push(Measure::new("pay", "estimated").count(summary.estimated, summary.postings));
        let mut text = format!(
            "pay: {} of {} ({})",
            thousands(all),
            counted(summary.postings, "posting"),
            part(all, summary.postings)
        );
        if summary.estimated > 0 {
            text.push_str(&format!(", {} of them somebody's estimate", thousands(summary.estimated)));
        }
        for (kind, counts) in [
            ("currency", by_count(self.seen.currencies.iter().map(|(name, count)| (name.as_str(), *count)))),
            ("period", by_count(self.seen.periods.iter().map(|(name, count)| (*name, *count)))),
        ] {
            let shown: Vec<String> =
                counts.iter().map(|(name, count)| format!("{name} {}", thousands(*count))).collect();
            if !shown.is_empty() {
                text.push_str(&format!("; rows by {kind}: {}", first_of(&shown)));
            }
            for (name, count) in counts {
                measures.push(Measure::new(kind, name).count(count, self.counts.postings));
            }
        }
        for (name, count, what) in [
            ("implausible", self.seen.implausible, "cannot be right"),
            ("disagrees", self.seen.disagreeing, "in the columns and in the text differs"),
        ] {
            measures.push(Measure::new("pay", name).count(count, self.counts.postings));
            if count > 0 {
                text.push_str(&format!("; {what} in {}", counted(count, "row")));
            }
        }
        text
    }

    fn dates(&self, summary: &Summary, measures: &mut Vec<Measure>) -> String {
        let Some((first, last)) = summary.first.zip(summary.last) else {
            return "dates: none; nothing can be said about change".to_owned();
        };
        measures.push(Measure::new("date", "first").text(first.to_string()));
        measures.push(Measure::new("date", "last").text(last.to_string()));
        let months = self.seen.months.len() as u64;
        measures.push(Measure { count: Some(months), ..Measure::new("date", "months") });
        let dated = thousands(summary.dated);
        format!("dates: {first} to {last}, {dated} of {}", counted(summary.postings, "posting"))
    }

    /// Which questions this file can answer.
    fn answers(&self, summary: &Summary) -> Vec<Measure> {
        let filled = |field: &str| self.seen.filled.get(field).map_or(0, |(count, _)| *count);
        let texts = filled("description");
        let all = summary.disclosed + summary.estimated;
        let share = part(all, summary.postings);
        let months = self.seen.months.len() as u64;
        let yes = |yes: bool| if yes { "yes" } else { "no" };
        let answer = |name: &str, text: String| Measure::new("answer", name).text(text);
        vec![
            answer(
                "demand:",
                match (texts, filled("skills")) {
                    (0, 0) => "no (neither text nor skills)".to_owned(),
                    (0, _) => "yes (skills of a column)".to_owned(),
                    _ => "yes".to_owned(),
                },
            ),
            answer("required or preferred:", yes(texts > 0).to_owned()),
            answer("pay:", if all > 0 { share } else { "no".to_owned() }),
            answer("trend:", if months > 1 { counted(months, "month") } else { "no".to_owned() }),
            answer("employers:", yes(summary.employers > 0).to_owned()),
            answer("tiers:", yes(filled("employer_size") > 0).to_owned()),
        ]
    }
}

/// How a posting can repeat another one, in words that follow a count.
const REPEATS: [(&str, &str); 6] = [
    ("same-id", "with the same source and id"),
    ("exact", "with the same title, employer, place and text"),
    ("place", "with the same text in another place"),
    ("near", "with nearly the same text"),
    ("employer", "of another or an unknown employer"),
    ("repost", "posted again more than 60 days later, which count"),
];

fn employers(summary: &Summary, measures: &mut Vec<Measure>) -> String {
    measures.push(Measure { count: Some(summary.employers), ..Measure::new("employers", "named") });
    measures.push(Measure::new("employers", "largest").count(summary.largest_employer, summary.postings));
    if summary.employers == 0 {
        return "employers: none named; each posting counts as an employer of its own".to_owned();
    }
    let largest = counted(summary.largest_employer, "posting");
    format!("employers: {} named, the largest with {largest}", thousands(summary.employers))
}

/// The first few, and how many more there are.
fn first_of(items: &[String]) -> String {
    let more = if items.len() > SHOWN { format!(", ... {} more", items.len() - SHOWN) } else { String::new() };
    format!("{}{more}", items[..items.len().min(SHOWN)].join(", "))
}

impl Checked {
    fn fields(&self) -> impl Iterator<Item = &Measure> {
        self.measures.iter().filter(|measure| measure.part == "field")
    }

    /// Says what exceeds a limit, if anything does.
    fn exceeds(&self, limit: &FailOn) -> Option<String> {
        let of = |part: &str, name: &str| {
            let found = self.measures.iter().find(|measure| measure.part == part && measure.name == name);
            found.and_then(|measure| measure.count.zip(measure.of)).unwrap_or_default()
        };
        let ratio = |(count, of): (u64, u64)| if of == 0 { 0.0 } else { count as f64 / of as f64 };
        let (name, share) = match &limit.what {
            Missing::Duplicates => {
                let (repeats, _) = of("rows", "repeats");
                let (postings, _) = of("rows", "postings");
                ("duplicates".to_owned(), ratio((repeats, repeats + postings)))
            }
            Missing::Refused => ("refused".to_owned(), ratio(of("rows", "refused"))),
            Missing::Pay => {
                let known = ratio(of("pay", "stated")) + ratio(of("pay", "estimated"));
                ("missing-pay".to_owned(), 1.0 - known)
            }
            Missing::Field(field) => (format!("missing-{field}"), 1.0 - ratio(of("field", field))),
        };
        let exceeds = share > limit.share + 1e-9;
        exceeds.then(|| format!("{}: {name} is {:.1} %, above {:.1} %", self.file, share * 100.0, limit.share * 100.0))
    }

    fn into_layout(self) -> Layout {
        let row = |given: &Measure| {
            let filled = part(given.count.unwrap_or(0), given.of.unwrap_or(0));
            vec![given.name.clone(), given.column.clone(), filled, given.text.clone()]
        };
        Layout {
            headers: vec![
                ("Field", Show::Left),
                ("Column", Show::Left),
                ("Filled", Show::Right),
                ("Example", Show::Left),
            ],
            rows: self.fields().map(row).collect(),
            title: self.title,
            notes: self.notes,
        }
    }
}

/// The most frequent first.
fn by_count<'n>(counts: impl Iterator<Item = (&'n str, u64)>) -> Vec<(&'n str, u64)> {
    let mut counts: Vec<(&str, u64)> = counts.collect();
    counts.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    counts
}

/// All files as one table: a row for each thing that was found out.
fn table(checked: &[Checked]) -> Table {
    let rows: Vec<(&Checked, &Measure)> =
        checked.iter().flat_map(|file| file.measures.iter().map(move |measure| (file, measure))).collect();
    let some = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
    let number = |number: Option<u64>| number.and_then(|number| i64::try_from(number).ok());
    let mut table = Table::new("check", "jds.check/1", "What is in the files");
    table.push(Column::text("file", "File", rows.iter().map(|(file, _)| file.file.clone())));
    table.push(Column::text(
        "part",
        "file, rows, field, unused, refused, unread, repeat, text, pay, currency, period, date, employers, language, country, role, seniority, answer",
        rows.iter().map(|(_, measure)| measure.part.to_owned()),
    ));
    let names = rows.iter().map(|(_, measure)| measure.name.trim_end_matches(':').to_owned());
    table.push(Column::text("name", "What of it", names));
    let columns = rows.iter().map(|(_, measure)| some(&measure.column));
    table.push(Column::text("column", "Column that holds a field", columns));
    let counts = rows.iter().map(|(_, measure)| number(measure.count));
    table.push(Column::int("count", Unit::Count, "Rows, postings or values", counts));
    table.push(Column::int("of", Unit::Count, "Of how many", rows.iter().map(|(_, measure)| number(measure.of))));
    let texts = rows.iter().map(|(_, measure)| some(&measure.text));
    table.push(Column::text("text", "First value of a field; place of a refused row; the answer in words", texts));
    for file in checked {
        table.note(file.title.clone());
        for note in &file.notes {
            table.note(note.clone());
        }
    }
    table
}
