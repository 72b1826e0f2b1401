//! Vocabulary that is not skills: headings, markers, titles, words around pay, years and other fields, page chrome, words
//! that begin items.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt;

use super::rows::{Faults, Row};
use crate::error::Result;
use crate::terms::{Ask, EducationLevel, EmploymentType, Role, Section, Seniority, Specialisation, Tier, WorkMode};

/// All word tables of a lexicon.
#[derive(Debug, Default)]
pub(crate) struct Words {
    pub(crate) headings: Vec<Heading>,
    pub(crate) markers: Vec<Marker>,
    pub(crate) titles: Vec<TitleWord>,
    pub(crate) pay: Vec<PayWord>,
    /// Words that are looked up beside amounts only, as joints of years are: scales with their factors, words between two amounts, words
    /// without weight, words that end what belongs to an amount, and what a number counts that is no money.
    pub(crate) pay_scales: HashMap<String, u64>,
    pub(crate) pay_joints: HashMap<String, PayJoint>,
    pub(crate) pay_fillers: BTreeSet<String>,
    pub(crate) pay_stops: BTreeSet<String>,
    pub(crate) pay_units: BTreeSet<String>,
    /// Words around pay of scripts without spaces, by their first letter: the pass over the text finds words that stand alone.
    pub(crate) pay_unspaced: HashMap<char, Vec<u32>>,
    pub(crate) years: Vec<YearWord>,
    /// Words between two numbers of years, and between years and what they are about. Looked up beside numbers only: the pass over the
    /// text would stop at every "to" and "in".
    pub(crate) joints: Vec<YearWord>,
    pub(crate) fillers: BTreeSet<String>,
    /// Words that join the skills of a list that years are about.
    pub(crate) lists: BTreeMap<String, ListWord>,
    /// Words for the reader of the posting, looked up like these.
    pub(crate) readers: BTreeSet<String>,
    pub(crate) fields: Vec<FieldWord>,
    pub(crate) chrome: Vec<String>,
    /// What each heading opens and how much of a line it is: the rows are far apart in memory, and most headings that are seen open
    /// nothing.
    pub(crate) heading_kinds: Vec<(Section, Extent)>,
    /// Languages that words about a posting's fields are of.
    pub(crate) languages: BTreeSet<String>,
    /// Numbers in words, from the words around years.
    pub(crate) numbers: HashMap<String, u32>,
    /// Words before a number that make it the lower side, from the words around years.
    pub(crate) at_least: Vec<String>,
    /// Their places in that list, by their last bytes.
    pub(crate) at_least_by_end: BTreeMap<u8, Vec<usize>>,
    pub(crate) starters: Vec<Starter>,
}

/// A line that opens a section.
#[derive(Clone, Debug)]
pub(crate) struct Heading {
    pub(crate) text: String,
    pub(crate) lang: String,
    pub(crate) section: Section,
    pub(crate) extent: Extent,
}

/// How much of a line a heading's text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Extent {
    /// All of it.
    Whole,
    /// A name follows: "About Acme". Written with ` *` at the end.
    BeforeName,
    /// Words of a heading that is in no table: "What you really won't need". Written with `* ` before and ` *` behind.
    Within,
    /// The last words of such a heading: "The analyst will". Written with `* ` before.
    Last,
}

/// Words that say how much a skill is wanted.
#[derive(Clone, Debug)]
pub(crate) struct Marker {
    pub(crate) text: String,
    pub(crate) lang: String,
    pub(crate) ask: MarkerAsk,
    pub(crate) scope: Scope,
}

/// What a marker says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MarkerAsk {
    Says(Ask),
    /// Looks like a marker and is none: it hides the markers inside it.
    Nothing,
}

/// Which skills a marker speaks about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scope {
    /// Those before it in the clause.
    Left,
    /// Those after it in the clause.
    Right,
    /// Those after it if one follows soon, else those before it: "se valora Docker", "Docker se valora".
    Either,
    /// One that begins within three words after it.
    Next,
    /// All of the line.
    Line,
    /// Those after it on the line up to the next of this kind, where neither another marker nor the section says more.
    Sentence,
    /// The same, for words that say what the person will do.
    Duty,
    /// The same, where the word begins its sentence: "Build services in Go".
    Opening,
    /// As `Sentence`, where the word begins its sentence: "Solid Python, some Docker".
    Start,
}

impl Scope {
    /// Whether its words set the mood of what follows: "you know", "we use".
    pub(crate) fn is_mood(self) -> bool {
        matches!(self, Self::Sentence | Self::Duty | Self::Opening | Self::Start)
    }
}

/// A word of job titles.
#[derive(Clone, Debug)]
pub(crate) struct TitleWord {
    pub(crate) text: String,
    pub(crate) kind: TitleKind,
}

/// What a word of a title says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TitleKind {
    Seniority(Seniority),
    Role(Role),
    Specialisation(Specialisation),
    /// A trade that says nothing about the role: "engineer", "software developer".
    Generic,
    /// A phrase in which a rank word is no rank.
    Blind,
    /// Nothing about the position.
    Noise,
}

/// A word around pay.
#[derive(Clone, Debug)]
pub(crate) struct PayWord {
    pub(crate) text: String,
    pub(crate) lang: String,
    pub(crate) kind: PayWordKind,
    pub(crate) value: String,
}

/// Whether a letter is of a script that writes words without spaces, or glues endings to them: kana, han, hangul.
pub(crate) fn is_unspaced(c: char) -> bool {
    ('\u{3040}'..='\u{30FF}').contains(&c)
        || ('\u{3400}'..='\u{9FFF}').contains(&c)
        || ('\u{AC00}'..='\u{D7A3}').contains(&c)
}

/// What a word between two amounts does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PayJoint {
    /// Makes a range of them: "to".
    Joins,
    /// The same behind a word that opens a pair: "between 50 and 60".
    Pairs,
    /// Opens such a pair.
    Opens,
}

macro_rules! kinds {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $text:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum $name { $($variant,)+ }

        impl $name {
            pub(super) fn parse(text: &str) -> Option<Self> {
                match text { $($text => Some(Self::$variant),)+ _ => None }
            }
            pub(super) const KNOWN: &'static [&'static str] = &[$($text,)+];
        }
    };
}

kinds! {
    /// What a word around pay says.
    PayWordKind {
        Currency = "currency",
        Period = "period",
        Bound = "bound",
        Basis = "basis",
        Kind = "kind",
        Context = "context",
        Veto = "veto",
        Estimate = "estimate",
        Employer = "employer",
        Months = "months",
        Hours = "hours",
        Neutral = "neutral",
        Scale = "scale",
        Joint = "joint",
        Filler = "filler",
        Stop = "stop",
        Unit = "unit",
    }
}

kinds! {
    /// What a word around years says. `Veto` beside the number, `Company` anywhere in its sentence: no experience that is asked for;
    /// `None` asks for none.
    YearWordKind {
        Unit = "unit",
        Number = "number",
        Experience = "experience",
        Veto = "veto",
        Company = "company",
        None = "none",
        Bound = "bound",
        Joint = "joint",
        Filler = "filler",
        Reader = "reader",
        List = "list",
        Part = "part",
    }
}

kinds! {
    /// What a word that joins the skills of a list says.
    ListWord {
        And = "and",
        Or = "or",
    }
}

/// A word around years of experience.
#[derive(Clone, Debug)]
pub(crate) struct YearWord {
    pub(crate) text: String,
    pub(crate) lang: String,
    pub(crate) kind: YearWordKind,
    pub(crate) value: String,
}

/// A word that decides education, work mode, contract or size of the employer, or that introduces the position.
#[derive(Clone, Debug)]
pub(crate) struct FieldWord {
    pub(crate) text: String,
    pub(crate) lang: String,
    pub(crate) kind: FieldKind,
    pub(crate) standing: Standing,
}

/// Where a word counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    Anywhere,
    /// Where it describes no word behind it: "this is remote", not "remote sites".
    Alone,
}

/// What a word about a field says. [`Says::Nothing`] looks like such a word and is none: it hides those inside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FieldKind {
    /// A level of education.
    Degree(Says<EducationLevel>),
    /// A degree of no level, "diplomas": it says something only where it is refused.
    Diploma(Says<()>),
    /// Experience may stand for the degree before it.
    Equivalent,
    /// What somebody has who learnt the work by doing it; experience itself stands among the words of years.
    Practice,
    /// Experience that it is said of stands for a degree: "counts as much".
    Stands,
    /// What is said of degrees is no ask: "our founders hold".
    Unasked,
    /// Where the work is done.
    Mode(Says<ModeWord>),
    /// Days of a week, a number before them.
    Days(Says<()>),
    /// A day by its name, from Monday, which is 1.
    Weekday(u8),
    /// Where days are spent.
    Place(Spot),
    /// A region follows, outside of which nobody is hired.
    Within,
    /// The kind of contract.
    Contract(Says<ContractWord>),
    /// Hours, a number before them.
    Hours(Says<HoursOf>),
    /// The size class of the employer.
    Tier(Says<Tier>),
    /// People, a number before them.
    Heads,
    /// A number of people follows.
    HeadsOf,
    /// The employer speaks of itself.
    Own,
    /// Somebody else than the employer is spoken of.
    Others,
    /// The name of the position follows.
    Opening(Opening),
    /// What is done, and by whom only.
    Duty(Says<Role>),
}

/// What a word says, if it says anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Says<T> {
    This(T),
    Nothing,
}

/// A word about where the work is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ModeWord {
    Is(WorkMode),
    /// What is said not to be possible.
    Not(WorkMode),
}

/// Where days are spent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Spot {
    Office,
    Home,
}

/// A word about the contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ContractWord {
    Is(EmploymentType),
    /// Without an end: full time, if nothing else is said.
    Permanent,
}

/// What hours are counted over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HoursOf {
    /// A week, as said.
    Week,
    /// Not said: a week, if the number can be nothing else.
    Any,
}

/// Where words that introduce the position do so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Opening {
    Anywhere,
    /// At the beginning of a sentence only: "As a developer you will", not "worked as a developer".
    Start,
    /// A label: "Level: senior".
    Label,
}

/// Words that begin an item or a heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Starter {
    pub(crate) text: String,
    pub(crate) lang: String,
}

impl Words {
    /// Makes the tables that are looked up by word, when all packs were read.
    pub(super) fn index(&mut self) {
        self.heading_kinds = self.headings.iter().map(|heading| (heading.section, heading.extent)).collect();
        self.languages = self.fields.iter().map(|word| word.lang.clone()).collect();
        let numbers = self.years.iter().filter(|word| word.kind == YearWordKind::Number);
        self.numbers = numbers.filter_map(|word| Some((word.text.clone(), word.value.parse().ok()?))).collect();
        self.pay_unspaced.clear();
        for (index, word) in (0..).zip(&self.pay) {
            if let Some(first) = word.text.chars().next().filter(|_| word.text.chars().all(is_unspaced)) {
                self.pay_unspaced.entry(first).or_default().push(index);
            }
        }
        self.at_least =
            self.years.iter().filter(|word| word.value == "at_least").map(|word| word.text.clone()).collect();
        self.at_least_by_end.clear();
        for (at, word) in self.at_least.iter().enumerate() {
            self.at_least_by_end.entry(word.bytes().next_back().unwrap_or_default()).or_default().push(at);
        }
    }

    /// Whether any word about a posting's fields is of a language.
    pub(crate) fn speaks(&self, language: &str) -> bool {
        self.languages.contains(language)
    }

    /// Adds the rows of one file. A later pack's row with the same text replaces the earlier one.
    pub(super) fn add(&mut self, path: &str, rows: &[Row], faults: &mut Faults) -> Result<()> {
        match path {
            "headings.csv" => overlay(&mut self.headings, rows, faults, heading, |a, b| {
                a.text == b.text && a.lang == b.lang && a.extent == b.extent
            }),
            "markers.csv" => {
                overlay(&mut self.markers, rows, faults, marker, |a, b| a.text == b.text && a.lang == b.lang)
            }
            "titles.csv" => overlay(&mut self.titles, rows, faults, title, |a, b| {
                a.text == b.text && std::mem::discriminant(&a.kind) == std::mem::discriminant(&b.kind)
            }),
            "pay_words.csv" => {
                const BESIDE: [&str; 5] = ["scale", "joint", "filler", "stop", "unit"];
                let (beside, found): (Vec<Row>, Vec<Row>) =
                    rows.iter().cloned().partition(|row| BESIDE.contains(&row.get("kind")));
                for row in &beside {
                    faults.pass(self.pay_beside(row))?;
                }
                overlay(&mut self.pay, &found, faults, pay, |a, b| {
                    a.text == b.text && a.lang == b.lang && a.kind == b.kind
                })
            }
            "year_words.csv" => {
                let (beside, found): (Vec<Row>, Vec<Row>) = rows
                    .iter()
                    .cloned()
                    .partition(|row| matches!(row.get("kind"), "joint" | "filler" | "reader" | "list"));
                for row in &beside {
                    let Some(word) = faults.pass(year(row))? else { continue };
                    match word.kind {
                        YearWordKind::Joint => self.joints.push(word),
                        YearWordKind::Reader => _ = self.readers.insert(word.text),
                        YearWordKind::List => {
                            let joined = ListWord::parse(&word.value);
                            let joined = joined.ok_or_else(|| unknown(row, "value", ListWord::KNOWN));
                            if let Some(joined) = faults.pass(joined)? {
                                self.lists.insert(word.text, joined);
                            }
                        }
                        _ => _ = self.fillers.insert(word.text),
                    }
                }
                overlay(&mut self.years, &found, faults, year, |a, b| {
                    a.text == b.text && a.lang == b.lang && a.kind == b.kind
                })
            }
            "fields.csv" => overlay(&mut self.fields, rows, faults, field, |a, b| {
                a.text == b.text
                    && a.lang == b.lang
                    && std::mem::discriminant(&a.kind) == std::mem::discriminant(&b.kind)
            }),
            "chrome.csv" => overlay(&mut self.chrome, rows, faults, text, |a, b| a == b),
            "starters.csv" => overlay(&mut self.starters, rows, faults, starter, |a, b| a == b),
            _ => Ok(()),
        }
    }
}

/// Adds rows to a table, replacing equal ones of earlier packs.
fn overlay<T>(
    table: &mut Vec<T>,
    rows: &[Row],
    faults: &mut Faults,
    parse: impl Fn(&Row) -> Result<T>,
    same: impl Fn(&T, &T) -> bool,
) -> Result<()> {
    let earlier = table.len();
    for row in rows {
        let Some(new) = faults.pass(parse(row))? else { continue };
        match table[..earlier].iter_mut().find(|old| same(old, &new)) {
            Some(old) => *old = new,
            None => table.push(new),
        }
    }
    Ok(())
}

/// The text of a row, which must be folded and in lower case: it is compared with folded text.
fn text(row: &Row) -> Result<String> {
    let text = row.get("text");
    if text.trim() != text || text.is_empty() {
        return Err(row.error("LX11", "text", "a text must not be empty, or begin or end with a space"));
    }
    if text.chars().any(|c| c.is_ascii_uppercase()) {
        return Err(row.error("LX11", "text", format!("write `{text}` in lower case")));
    }
    Ok(text.to_owned())
}

/// The error of a cell that is not in a closed list.
fn unknown(row: &Row, column: &str, known: &[impl fmt::Display]) -> crate::error::Error {
    let known: Vec<String> = known.iter().map(ToString::to_string).collect();
    row.error("LX02", column, format!("unknown {column} `{}`; known: {}", row.get(column), known.join(", ")))
}

fn heading(row: &Row) -> Result<Heading> {
    let whole = text(row)?;
    let (text, extent) = match (whole.strip_prefix("* "), whole.strip_suffix(" *")) {
        (Some(tail), Some(_)) => (tail.trim_end_matches(" *").to_owned(), Extent::Within),
        (Some(tail), None) => (tail.to_owned(), Extent::Last),
        (None, Some(head)) => (head.to_owned(), Extent::BeforeName),
        (None, None) => (whole, Extent::Whole),
    };
    Ok(Heading {
        text,
        lang: row.get("lang").to_owned(),
        extent,
        section: Section::parse(row.get("section")).ok_or_else(|| unknown(row, "section", Section::ALL))?,
    })
}

fn marker(row: &Row) -> Result<Marker> {
    let ask = match row.get("ask") {
        "none" => MarkerAsk::Nothing,
        ask => MarkerAsk::Says(Ask::parse(ask).ok_or_else(|| unknown(row, "ask", Ask::ALL))?),
    };
    let scope = match row.get("scope") {
        "left" => Scope::Left,
        "right" => Scope::Right,
        "either" => Scope::Either,
        "next" => Scope::Next,
        "line" => Scope::Line,
        "sentence" => Scope::Sentence,
        "duty" => Scope::Duty,
        "opening" => Scope::Opening,
        "start" => Scope::Start,
        // A phrase that says nothing speaks about nothing.
        "" if ask == MarkerAsk::Nothing => Scope::Line,
        _ => {
            return Err(unknown(
                row,
                "scope",
                &["left", "right", "either", "next", "line", "sentence", "duty", "opening", "start"],
            ));
        }
    };
    Ok(Marker { text: text(row)?, lang: row.get("lang").to_owned(), ask, scope })
}

fn title(row: &Row) -> Result<TitleWord> {
    let value = row.get("value");
    let kind = match row.get("kind") {
        "seniority" => {
            TitleKind::Seniority(Seniority::parse(value).ok_or_else(|| unknown(row, "value", Seniority::ALL))?)
        }
        "role" => TitleKind::Role(Role::parse(value).ok_or_else(|| unknown(row, "value", Role::ALL))?),
        "specialisation" => TitleKind::Specialisation(
            Specialisation::parse(value).ok_or_else(|| unknown(row, "value", Specialisation::ALL))?,
        ),
        "generic" => TitleKind::Generic,
        "blind" => TitleKind::Blind,
        "noise" => TitleKind::Noise,
        _ => {
            return Err(unknown(row, "kind", &["seniority", "role", "specialisation", "generic", "blind", "noise"]));
        }
    };
    Ok(TitleWord { text: text(row)?, kind })
}

impl Words {
    /// Adds a word that is looked up beside amounts.
    fn pay_beside(&mut self, row: &Row) -> Result<()> {
        let word = pay(row)?;
        match word.kind {
            PayWordKind::Scale => {
                let factor = word.value.parse().map_err(|_| unknown(row, "value", &["a factor, such as 1000"]))?;
                self.pay_scales.insert(word.text, factor);
            }
            PayWordKind::Joint => {
                let joint = match word.value.as_str() {
                    "joins" => PayJoint::Joins,
                    "pairs" => PayJoint::Pairs,
                    "opens" => PayJoint::Opens,
                    _ => return Err(unknown(row, "value", &["joins", "pairs", "opens"])),
                };
                self.pay_joints.insert(word.text, joint);
            }
            PayWordKind::Stop => _ = self.pay_stops.insert(word.text),
            PayWordKind::Unit => _ = self.pay_units.insert(word.text),
            _ => _ = self.pay_fillers.insert(word.text),
        }
        Ok(())
    }
}

fn pay(row: &Row) -> Result<PayWord> {
    Ok(PayWord {
        text: text(row)?,
        lang: row.get("lang").to_owned(),
        kind: PayWordKind::parse(row.get("kind")).ok_or_else(|| unknown(row, "kind", PayWordKind::KNOWN))?,
        value: row.get("value").to_owned(),
    })
}

fn year(row: &Row) -> Result<YearWord> {
    Ok(YearWord {
        text: text(row)?,
        lang: row.get("lang").to_owned(),
        kind: YearWordKind::parse(row.get("kind")).ok_or_else(|| unknown(row, "kind", YearWordKind::KNOWN))?,
        value: row.get("value").to_owned(),
    })
}

fn field(row: &Row) -> Result<FieldWord> {
    let value = row.get("value");
    let (name, standing) = match row.get("kind").strip_suffix("_alone") {
        Some(name) => (name, Standing::Alone),
        None => (row.get("kind"), Standing::Anywhere),
    };
    let kind = match name {
        "degree" => FieldKind::Degree(says(row, EducationLevel::parse, EducationLevel::ALL)?),
        "diploma" => FieldKind::Diploma(says(row, |value| value.is_empty().then_some(()), &["nothing"])?),
        "equivalent" => FieldKind::Equivalent,
        "practice" => FieldKind::Practice,
        "stands" => FieldKind::Stands,
        "unasked" => FieldKind::Unasked,
        "mode" => {
            let word = |value: &str| match value.strip_prefix("not-") {
                Some(mode) => WorkMode::parse(mode).map(ModeWord::Not),
                None => WorkMode::parse(value).map(ModeWord::Is),
            };
            FieldKind::Mode(says(row, word, WorkMode::ALL)?)
        }
        "days" => FieldKind::Days(says(row, |value| (value == "week").then_some(()), &["week"])?),
        "weekday" => {
            let days: Vec<u8> = (1..=7).collect();
            let day = value.parse().ok().filter(|day| days.contains(day));
            FieldKind::Weekday(day.ok_or_else(|| unknown(row, "value", &days))?)
        }
        "place" => FieldKind::Place(match value {
            "office" => Spot::Office,
            "home" => Spot::Home,
            _ => return Err(unknown(row, "value", &["office", "home"])),
        }),
        "within" => FieldKind::Within,
        "contract" => {
            let word = |value: &str| match value {
                "permanent" => Some(ContractWord::Permanent),
                _ => EmploymentType::parse(value).map(ContractWord::Is),
            };
            FieldKind::Contract(says(row, word, EmploymentType::ALL)?)
        }
        "hours" => {
            let word = |value: &str| match value {
                "week" => Some(HoursOf::Week),
                "any" => Some(HoursOf::Any),
                _ => None,
            };
            FieldKind::Hours(says(row, word, &["week", "any"])?)
        }
        "tier" => FieldKind::Tier(says(row, Tier::parse, Tier::ALL)?),
        "heads" => FieldKind::Heads,
        "heads_of" => FieldKind::HeadsOf,
        "own" => FieldKind::Own,
        "others" => FieldKind::Others,
        "opening" => FieldKind::Opening(match value {
            "" => Opening::Anywhere,
            "start" => Opening::Start,
            "label" => Opening::Label,
            _ => return Err(unknown(row, "value", &["start", "label"])),
        }),
        "duty" => FieldKind::Duty(says(row, Role::parse, Role::ALL)?),
        _ => return Err(unknown(row, "kind", &FIELD_KINDS)),
    };
    Ok(FieldWord { text: text(row)?, lang: row.get("lang").to_owned(), kind, standing })
}

const FIELD_KINDS: [&str; 20] = [
    "contract",
    "days",
    "degree",
    "diploma",
    "duty",
    "equivalent",
    "heads",
    "heads_of",
    "hours",
    "mode",
    "opening",
    "others",
    "own",
    "place",
    "practice",
    "stands",
    "tier",
    "unasked",
    "weekday",
    "within",
];

/// The value of a row as a word of a closed list, or `nothing`.
fn says<T>(row: &Row, parse: impl Fn(&str) -> Option<T>, known: &[impl fmt::Display]) -> Result<Says<T>> {
    match row.get("value") {
        "nothing" => Ok(Says::Nothing),
        value => parse(value).map(Says::This).ok_or_else(|| unknown(row, "value", known)),
    }
}

fn starter(row: &Row) -> Result<Starter> {
    Ok(Starter { text: text(row)?, lang: row.get("lang").to_owned() })
}
