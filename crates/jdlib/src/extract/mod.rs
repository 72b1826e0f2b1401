//! What one posting asks for and pays, with the words that say so.
//!
//! [`Analyzer`] reads one [`Posting`] into one [`Analysis`]: a pure function of the posting and the lexicon. One small module per
//! question; each reads the marks of the same pass.

mod alternatives;
mod analysis;
mod ask;
mod diff;
mod education;
mod employment;
mod fields;
pub(crate) mod language;
mod listed;
pub(crate) mod pay;
mod row;
#[cfg(all(test, feature = "builtin"))]
mod tests_ask;
mod tier;
mod title;
mod words;
mod work_mode;
mod years;

use std::cell::Cell;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use compact_str::CompactString;
use memchr::{memchr3, memmem};
use xxhash_rust::xxh3::Xxh3;

pub use self::analysis::{Analysis, Claim, MentionRecord, RefusedRecord, Status, Story, Told};
use self::analysis::{RawClaim, RawRefusal};
pub use self::diff::{Change, Diff};
use self::fields::Fields;
pub use self::pay::Annualisation;
pub use self::row::Row;
#[cfg(feature = "builtin")]
use crate::lexicon::LexiconBuilder;
use crate::lexicon::{Lexicon, Mutation, SkillId};
use crate::matcher::{Context, Matcher, Mention, Refusal, Scan, Scratch};
use crate::posting::{Posting, employer_key};
use crate::span::Span;
use crate::terms::{Ask, EmploymentType, Field, Found, Role, Seniority, Specialisation, Tier, Unasked, Unread, Years};
use crate::text::{Markup, Text};

/// Reads postings. Built once; cheap to clone; `Send + Sync`.
///
/// ```
/// # #[cfg(feature = "builtin")] {
/// use jdlib::{Analyzer, Posting};
///
/// let analyzer = Analyzer::builtin();
/// let posting = Posting::new("5+ years of Python required. Go is a plus, no PHP. $150k-$180k a year");
/// let analysis = analyzer.analyze(&posting);
/// let asks: Vec<_> = analysis.skills().map(|claim| (claim.id(), claim.ask().as_str())).collect();
/// assert_eq!(asks, [("python", "required"), ("go", "preferred"), ("php", "excluded")]);
/// assert_eq!(analysis.years().min, Some(5));
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Analyzer {
    matcher: Matcher,
    fingerprint: Arc<str>,
    /// Size classes of employers that the caller knows, by employer key.
    tiers: Arc<HashMap<String, Tier>>,
    annualisation: Arc<Annualisation>,
}

impl Analyzer {
    /// An analyzer over the embedded lexicon, built at the first call.
    #[cfg(feature = "builtin")]
    #[must_use]
    pub fn builtin() -> Self {
        static BUILTIN: std::sync::OnceLock<Analyzer> = std::sync::OnceLock::new();
        BUILTIN.get_or_init(|| Self::new(Lexicon::builtin())).clone()
    }

    /// An analyzer over a lexicon of the caller's.
    #[must_use]
    pub fn new(lexicon: Lexicon) -> Self {
        let fingerprint = format!("jdlib {} / {}", env!("CARGO_PKG_VERSION"), lexicon.fingerprint());
        Self {
            matcher: Matcher::new(lexicon),
            fingerprint: fingerprint.into(),
            tiers: Arc::default(),
            annualisation: Arc::default(),
        }
    }

    /// Builds an analyzer over the embedded lexicon with skills of the caller's, or over some of its skills only. For packs see
    /// [`LexiconBuilder`].
    ///
    /// ```
    /// use jdlib::{Analyzer, Posting};
    ///
    /// let analyzer = Analyzer::builder().with_skill("acme-db", "AcmeDB", &["Acme DB"]).build()?;
    /// assert!(analyzer.analyze(&Posting::new("You know Acme DB.")).skill("acme-db").is_some());
    ///
    /// let small = Analyzer::builder().only(["python", "go"]).build()?;
    /// let analysis = small.analyze(&Posting::new("Python, Docker"));
    /// assert_eq!(analysis.skills().map(|claim| claim.id()).collect::<Vec<_>>(), ["python"]);
    ///
    /// let rare = Analyzer::builder().only_view("rare").build()?;
    /// assert!(rare.lexicon().skills().len() < 100);
    /// # Ok::<(), jdlib::Error>(())
    /// ```
    #[cfg(feature = "builtin")]
    #[must_use]
    pub fn builder() -> AnalyzerBuilder {
        AnalyzerBuilder { lexicon: LexiconBuilder::builtin(), annualisation: Annualisation::default() }
    }

    /// The same analyzer with one rule of its lexicon less, made without building anything anew.
    #[must_use]
    pub fn without(&self, mutation: Mutation) -> Self {
        Self { matcher: self.matcher.without(mutation), ..self.clone() }
    }

    /// The same analyzer with size classes of employers that the caller knows: they beat what postings say. Names are compared as
    /// [`Posting::employer_key`] does.
    ///
    /// ```
    /// # #[cfg(feature = "builtin")] {
    /// use jdlib::terms::Tier;
    /// use jdlib::{Analyzer, Posting};
    ///
    /// let analyzer = Analyzer::builtin().with_tiers([("Brook & Sons Ltd", Tier::Mid)]);
    /// let posting = Posting::new("We are a startup.").with_employer("Brook & Sons");
    /// assert_eq!(analyzer.analyze(&posting).tier(), Some(Tier::Mid));
    /// # }
    /// ```
    #[must_use]
    pub fn with_tiers<N: AsRef<str>>(mut self, tiers: impl IntoIterator<Item = (N, Tier)>) -> Self {
        let mut known: BTreeMap<String, Tier> =
            self.tiers.iter().map(|(employer, tier)| (employer.clone(), *tier)).collect();
        known.extend(tiers.into_iter().map(|(employer, tier)| (employer_key(employer.as_ref()), tier)));
        let mut hasher = Xxh3::new();
        for (employer, tier) in &known {
            hasher.update(employer.as_bytes());
            hasher.update(&[0]);
            hasher.update(tier.as_str().as_bytes());
        }
        self.mark("tiers", &format!("{:08x}", hasher.digest() >> 32));
        self.tiers = Arc::new(known.into_iter().collect());
        self
    }

    /// The same analyzer with other constants for a year of pay. The fingerprint names those that differ from the defaults.
    ///
    /// ```
    /// # #[cfg(feature = "builtin")] {
    /// use jdlib::extract::Annualisation;
    /// use jdlib::terms::Period;
    /// use jdlib::{Analyzer, Posting};
    ///
    /// let constants = Annualisation::default().with(Period::Hour, 1920.into()).unwrap();
    /// let analyzer = Analyzer::builtin().with_annualisation(constants);
    /// let analysis = analyzer.analyze(&Posting::new("Pay: \u{a3}10 an hour"));
    /// assert_eq!(analysis.primary_pay().unwrap().annual_min, Some(19_200.into()));
    /// assert!(analyzer.fingerprint().ends_with("/ year hour=1920"));
    /// # }
    /// ```
    #[must_use]
    pub fn with_annualisation(mut self, annualisation: Annualisation) -> Self {
        self.mark("year", &annualisation.differences());
        self.annualisation = Arc::new(annualisation);
        self
    }

    /// Writes a part of the fingerprint, in place of an earlier one of its name; an empty one is left out.
    fn mark(&mut self, name: &str, value: &str) {
        let of_name = |part: &&str| part.split(' ').next() != Some(name);
        let mut parts: Vec<&str> = self.fingerprint.split(" / ").filter(of_name).collect();
        let part = format!("{name} {value}");
        parts.extend((!value.is_empty()).then_some(part.as_str()));
        self.fingerprint = parts.join(" / ").into();
    }

    /// The constants for a year of pay.
    #[must_use]
    pub fn annualisation(&self) -> &Annualisation {
        &self.annualisation
    }

    /// The lexicon it reads with.
    #[must_use]
    pub fn lexicon(&self) -> &Lexicon {
        self.matcher.lexicon()
    }

    /// The matcher it reads with.
    #[must_use]
    pub fn matcher(&self) -> &Matcher {
        &self.matcher
    }

    /// Version of the library and of the packs: analyses made under equal fingerprints are equal.
    #[must_use]
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// Reads one posting.
    #[must_use]
    pub fn analyze(&self, posting: &Posting) -> Analysis {
        self.analyze_text(posting, Text::new(&posting.description, posting.markup))
    }

    /// Reads one posting with the memory of earlier ones: for loops that hold a [`Scratch`] of their own. The analysis is the same.
    #[must_use]
    pub fn analyze_with(&self, scratch: &mut Scratch, posting: &Posting) -> Analysis {
        self.analyze_folded(scratch, posting, Text::new(&posting.description, posting.markup))
    }

    /// Reads a posting whose text is folded already, with the memory of this thread.
    pub(crate) fn analyze_text(&self, posting: &Posting, body: Text<'_>) -> Analysis {
        thread_local! {
            static SCRATCH: Cell<Scratch> = Cell::default();
        }
        let mut scratch = SCRATCH.take();
        let analysis = self.analyze_folded(&mut scratch, posting, body);
        SCRATCH.set(scratch);
        analysis
    }

    fn analyze_folded(&self, scratch: &mut Scratch, posting: &Posting, mut body: Text<'_>) -> Analysis {
        let mut title = Text::new(&posting.title, Markup::Plain);
        let language = language::of(&body);
        let context =
            Context { employer: Some(posting.employer.as_str()).filter(|name| !name.trim().is_empty()), language };
        let title_scan = self.matcher.scan_with(scratch, &mut title, context);
        let body_scan = self.matcher.scan_with(scratch, &mut body, context);

        let lexicon = self.lexicon();
        let bodies = Fields::new(&body, lexicon, &body_scan);
        let stated = years::read(&bodies);
        let room = title_scan.mentions.len() + body_scan.mentions.len() + posting.skills.len();
        let mut gathered = Gathered::new(lexicon, room);
        gathered.title(&title, &title_scan);
        gathered.description(&body, &body_scan, &stated, language);
        gathered.given(&posting.skills);

        let titles = Fields::new(&title, lexicon, &title_scan);
        let location = Text::new(&posting.location, Markup::Plain);
        let location_scan = self.matcher.scan_words(scratch, &location);
        let column = Text::new(&posting.employment_type, Markup::Plain);
        let column_scan = self.matcher.scan_words(scratch, &column);

        let words = title::read(&self.matcher, scratch, &title);
        let said = title::of_text(&self.matcher, scratch, &bodies);
        let role = match words.role {
            // A title that names no role takes that of the text; one that is a trade of its own ("registered nurse") does not.
            None | Some(Role::Other) => {
                let of_duties = || title::of_duties(&bodies).filter(|_| words.generic);
                let of_text = said.role.filter(|role| *role != Role::Other).or_else(of_duties);
                let trade = || title.folded().contains(char::is_alphabetic).then_some(Role::Other);
                of_text.or(words.role).or(said.role).or_else(trade)
            }
            role => role,
        };
        let specialisation = words.specialisation.filter(|_| role == words.role);
        // A trade that writes software of any kind is core only where its role says no more.
        let of_role = role.and_then(specialisation_of);
        let specialisation =
            specialisation.filter(|found| *found != Specialisation::Core || of_role.is_none()).or(of_role);
        let seniority = words::seniority(&posting.seniority, words.seniority).or(said.seniority);
        let place = work_mode::read(posting, &titles, &Fields::new(&location, lexicon, &location_scan), &bodies);
        let employment_type =
            employment::read(posting, words.seniority, &titles, &Fields::new(&column, lexicon, &column_scan), &bodies);
        let tier = tier::read(posting, &self.tiers, &bodies);
        let education = education::read(&bodies, language);
        let position = pay::Position {
            language,
            internship: seniority == Some(Seniority::Intern) || employment_type == Some(EmploymentType::Internship),
            contract: employment_type == Some(EmploymentType::Contract),
        };
        let pay = pay::read(posting, &body, &body_scan, position, &self.annualisation, (&self.matcher, &mut *scratch));
        let mut refused = Vec::with_capacity(title_scan.refusals.len() + body_scan.refusals.len());
        refused.extend(refusals(Field::Title, &title, &title_scan));
        refused.extend(refusals(Field::Description, &body, &body_scan));
        let (claims, mentions) = gathered.finish(posting);
        let years = years::overall(&stated);

        let mut read = Reading::new(posting, lexicon, language);
        let status = Status {
            skills: read.text("skills", !claims.is_empty()),
            pay: read.text("pay", !pay.is_empty()),
            years: read.words("years", years != Years::default()),
            seniority: read.title("seniority", seniority.is_some()),
            role: read.title("role", role.is_some()),
            specialisation: read.title("specialisation", specialisation.is_some()),
            education: read.words("education", education.is_some()),
            work_mode: read.words("work_mode", place.mode.is_some()),
            employment_type: read.words("employment_type", employment_type.is_some()),
            tier: read.words("tier", tier.is_some()),
            language: read.text("language", language.is_some()),
            unasked: unasked(&mentions, &body_scan, !posting.description.trim().is_empty()),
        };
        // The first that is asked for is the last that was given: each field finds its own memory.
        for scan in [column_scan, location_scan, body_scan, title_scan] {
            scratch.recycle(scan.marks);
        }
        Analysis {
            fingerprint: self.fingerprint.clone(),
            lexicon: lexicon.clone(),
            id: posting.id.clone(),
            title: posting.title.clone(),
            claims,
            mentions,
            refused,
            pay,
            years,
            seniority,
            role,
            specialisation,
            education,
            work_mode: place.mode,
            office_days: place.office_days,
            remote_region: place.region,
            employment_type,
            tier,
            language,
            status,
            unread: read.unread,
        }
    }
}

/// Tells what a posting does not say from what could not be read.
struct Reading {
    /// Why the text could not be read, if so.
    text: Option<Unread>,
    /// Why words about fields could not be read in it.
    words: Option<Unread>,
    title: Option<Unread>,
    unread: Vec<(&'static str, Unread)>,
}

impl Reading {
    fn new(posting: &Posting, lexicon: &Lexicon, language: Option<&str>) -> Self {
        let text = posting.description.trim().is_empty().then_some(Unread::NoText);
        let foreign = language.is_some_and(|language| !lexicon.inner().words.speaks(language));
        let no_title = posting.title.trim().is_empty() && text.is_some();
        Self {
            text,
            words: text.or(foreign.then_some(Unread::Language)),
            title: no_title.then_some(Unread::NoTitle),
            unread: Vec::new(),
        }
    }

    /// A field that is read from the text, whatever its language.
    fn text(&mut self, field: &'static str, found: bool) -> Found {
        self.note(field, found, self.text)
    }

    /// A field that is read from words of the text.
    fn words(&mut self, field: &'static str, found: bool) -> Found {
        self.note(field, found, self.words)
    }

    /// A field that is read from the title, and from the text where that names the position.
    fn title(&mut self, field: &'static str, found: bool) -> Found {
        self.note(field, found, self.title)
    }

    fn note(&mut self, field: &'static str, found: bool, unread: Option<Unread>) -> Found {
        match (found, unread) {
            (true, _) => Found::Found,
            (false, None) => Found::Absent,
            (false, Some(why)) => {
                self.unread.push((field, why));
                Found::Unreadable
            }
        }
    }
}

/// Why no skill is required or preferred.
fn unasked(mentions: &[MentionRecord], scan: &Scan, has_text: bool) -> Option<Unasked> {
    if mentions.iter().any(|mention| matches!(mention.ask, Ask::Required | Ask::Preferred)) {
        return None;
    }
    let given = mentions.iter().all(|mention| mention.field == Field::Skills);
    Some(match (mentions.is_empty(), given, has_text) {
        (false, true, _) => Unasked::GivenOnly,
        (_, _, false) => Unasked::NoText,
        (true, ..) => Unasked::NoSkills,
        _ if scan.asks_after(0) => Unasked::NoneAsked,
        _ => Unasked::NoRequirements,
    })
}

/// Puts an [`Analyzer`] together.
#[cfg(feature = "builtin")]
#[derive(Clone, Debug)]
pub struct AnalyzerBuilder {
    lexicon: LexiconBuilder,
    annualisation: Annualisation,
}

#[cfg(feature = "builtin")]
impl AnalyzerBuilder {
    /// Adds one skill that counts wherever a form of it stands as a word.
    #[must_use]
    pub fn with_skill(mut self, id: &str, name: &str, aliases: &[&str]) -> Self {
        self.lexicon.skill(id, name, aliases);
        self
    }

    /// Keeps these skills only.
    #[must_use]
    pub fn only<'a>(mut self, ids: impl IntoIterator<Item = &'a str>) -> Self {
        self.lexicon.only(ids);
        self
    }

    /// Keeps the skills of a view only, such as `clusters`. A view that does not exist has none.
    #[must_use]
    pub fn only_view(self, name: &str) -> Self {
        let lexicon = Lexicon::builtin();
        let entries = lexicon.view(name).map(|view| view.entries.as_slice()).unwrap_or_default();
        let ids: Vec<&str> = entries.iter().map(|entry| lexicon.skill(entry.skill).id()).collect();
        self.only(ids)
    }

    /// Sets the constants for a year of pay.
    ///
    /// ```
    /// use jdlib::Analyzer;
    /// use jdlib::extract::Annualisation;
    /// use jdlib::terms::Period;
    ///
    /// let constants = Annualisation::default().with(Period::Day, 220.into())?;
    /// let analyzer = Analyzer::builder().annualisation(constants).build()?;
    /// assert_eq!(analyzer.annualisation().per_year(Period::Day), 220.into());
    /// # Ok::<(), jdlib::Error>(())
    /// ```
    #[must_use]
    pub fn annualisation(mut self, annualisation: Annualisation) -> Self {
        self.annualisation = annualisation;
        self
    }

    /// Builds it.
    ///
    /// # Errors
    /// When an added skill breaks a rule of the lexicon: its id is malformed, or another skill has its name.
    pub fn build(&self) -> crate::Result<Analyzer> {
        Ok(Analyzer::new(self.lexicon.build()?).with_annualisation(self.annualisation.clone()))
    }
}

/// The column of the articles' matrix that a role stands in.
fn specialisation_of(role: Role) -> Option<Specialisation> {
    match role {
        Role::Backend | Role::Frontend | Role::FullStack => Some(Specialisation::Web),
        Role::DataEngineer | Role::DataAnalyst | Role::DataScientist | Role::MlEngineer | Role::AiEngineer => {
            Some(Specialisation::DataMl)
        }
        Role::Devops | Role::Platform => Some(Specialisation::DevopsCloud),
        Role::Embedded => Some(Specialisation::Core),
        _ => None,
    }
}

fn refusals(field: Field, text: &Text<'_>, scan: &Scan) -> impl Iterator<Item = RawRefusal> {
    let record = move |refusal: &Refusal| RawRefusal {
        text: refusal.span.of(text.folded()).into(),
        field,
        span: text.to_source(refusal.span),
        skill: refusal.skill,
        why: refusal.why.clone(),
    };
    scan.refusals.iter().map(record)
}

/// Mentions of all fields.
struct Gathered<'l> {
    lexicon: &'l Lexicon,
    mentions: Vec<Gathering>,
}

/// A mention before the claims are put together.
struct Gathering {
    skill: SkillId,
    /// Its number among all mentions.
    at: usize,
    years: Option<Years>,
    any_of: Option<u32>,
    record: MentionRecord,
}

impl<'l> Gathered<'l> {
    fn new(lexicon: &'l Lexicon, room: usize) -> Self {
        Self { lexicon, mentions: Vec::with_capacity(room) }
    }

    /// A skill in the title is required.
    fn title(&mut self, text: &Text<'_>, scan: &Scan) {
        for mention in &scan.mentions {
            let record = MentionRecord {
                field: Field::Title,
                span: Some(text.to_source(mention.span)),
                text: mention.span.of(text.folded()).into(),
                section: None,
                ask: Ask::Required,
                why: CompactString::const_new("in the title"),
                accepted: Some(mention.why.clone()),
                quote: ask::quote(text, text.sentence_at(mention.span.start), mention.span),
            };
            self.add(mention.skill, None, None, record);
        }
    }

    fn description(&mut self, text: &Text<'_>, scan: &Scan, stated: &[years::Statement], language: Option<&str>) {
        let markers = ask::Markers::new(text, self.lexicon, scan);
        let years_of = years::by_mention(stated, scan.mentions.len());
        let verdict = |(mention, years): (&Mention, &Option<Years>)| {
            let sentence = text.sentence_at(mention.span.start);
            ask::of(text, scan, &markers, mention.span, sentence, years.is_some())
        };
        let verdicts: Vec<ask::Verdict> = scan.mentions.iter().zip(&years_of).map(verdict).collect();
        let groups = alternatives::number(text, self.lexicon, scan, language, |at| verdicts[at].ask == Ask::Excluded);
        for (at, (mention, ask)) in scan.mentions.iter().zip(verdicts).enumerate() {
            let sentence = text.sentence_at(mention.span.start);
            let record = MentionRecord {
                field: Field::Description,
                span: Some(text.to_source(mention.span)),
                text: mention.span.of(text.folded()).into(),
                section: scan.section_at(mention.span.start).map(|section| section.section),
                ask: ask.ask,
                why: ask.why,
                accepted: Some(mention.why.clone()),
                quote: ask::quote(text, sentence, mention.span),
            };
            self.add(mention.skill, years_of[at], groups[at], record);
        }
    }

    /// Skills that the source gives: asked for, strength not said. Names that the lexicon does not know are left out.
    fn given(&mut self, skills: &[String]) {
        for name in skills {
            if let Some(skill) = self.lexicon.find_id(name.trim()) {
                let record = MentionRecord {
                    field: Field::Skills,
                    span: None,
                    text: name.into(),
                    section: None,
                    ask: Ask::Unsorted,
                    why: CompactString::const_new("given by the source"),
                    accepted: None,
                    quote: Span::default(),
                };
                self.add(skill, None, None, record);
            }
        }
    }

    fn add(&mut self, skill: SkillId, years: Option<Years>, any_of: Option<u32>, record: MentionRecord) {
        self.mentions.push(Gathering { skill, at: self.mentions.len(), years, any_of, record });
    }

    /// Claims, the strongest mention of each deciding, in the order of first mention; and their mentions, claim by claim.
    fn finish(mut self, posting: &Posting) -> (Vec<RawClaim>, Vec<MentionRecord>) {
        self.mentions.sort_unstable_by_key(|mention| (mention.skill, mention.at));
        let mut claims: Vec<RawClaim> = Vec::with_capacity(self.mentions.len());
        let mut records: Vec<MentionRecord> = Vec::with_capacity(self.mentions.len());
        for Gathering { skill, years, any_of, record, .. } in self.mentions {
            let at = records.len();
            records.push(record);
            let Some(claim) = claims.last_mut().filter(|claim| claim.skill == skill) else {
                let (years, mentions) = (years.unwrap_or_default(), at..at + 1);
                claims.push(RawClaim { skill, mentions, strongest: at, any_of, years, evidence: String::new() });
                continue;
            };
            claim.mentions.end = at + 1;
            let strength = |at: usize| (records[at].ask, records[at].field == Field::Title);
            if strength(at) < strength(claim.strongest) {
                claim.strongest = at;
            }
            // The statement that asks for most, as it stands: bounds of two statements make no range.
            claim.years = years.filter(|years| claim.years.min <= years.min).unwrap_or(claim.years);
            claim.any_of = claim.any_of.or(any_of);
        }
        for claim in &mut claims {
            let mention = &records[claim.strongest];
            let source = match mention.field {
                Field::Title => posting.title.as_str(),
                _ => posting.description.as_str(),
            };
            claim.evidence = match mention.span {
                Some(_) => in_one_line(mention.quote.of(source)),
                None => mention.text.to_string(),
            };
        }
        claims.sort_by_key(|claim| {
            let first = &records[claim.mentions.start];
            (first.field, first.span.map(|span| span.start), claim.skill)
        });
        (claims, records)
    }
}

/// A text with single spaces.
fn in_one_line(text: &str) -> String {
    let bytes = text.as_bytes();
    let is_plain = bytes.is_ascii()
        && memchr3(b'\n', b'\r', b'\t', bytes).is_none()
        && memmem::find(bytes, b"  ").is_none()
        && !bytes.iter().any(|byte| matches!(byte, 0x0B | 0x0C));
    if is_plain {
        return text.trim().to_owned();
    }
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        line.push_str(if line.is_empty() { "" } else { " " });
        line.push_str(word);
    }
    line
}

#[cfg(all(test, feature = "builtin"))]
mod tests;
