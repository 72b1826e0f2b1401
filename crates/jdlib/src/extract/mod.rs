//! What one posting asks for and pays, with the words that say so.
//!
//! [`Analyzer`] reads one [`Posting`] into one [`Analysis`]: a pure function of the posting and the lexicon. One small module per
//! question; each reads the marks of the same pass.

mod alternatives;
mod analysis;
mod ask;
mod diff;
pub(crate) mod language;
pub(crate) mod pay;
mod row;
#[cfg(all(test, feature = "builtin"))]
mod tests_ask;
mod title;
mod words;
mod years;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use self::analysis::RawClaim;
pub use self::analysis::{Analysis, Claim, MentionRecord, RefusedRecord, Status};
pub use self::diff::{Change, Diff};
pub use self::row::Row;
use crate::lexicon::{Lexicon, Mutation, SkillId};
use crate::matcher::{Context, Matcher, Scan};
use crate::posting::Posting;
use crate::span::Span;
use crate::terms::{Ask, Field, Found, Role, Specialisation, Unasked};
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
        Self { matcher: Matcher::new(lexicon), fingerprint: fingerprint.into() }
    }

    /// The same analyzer with one rule of its lexicon less, made without building anything anew.
    #[must_use]
    pub fn without(&self, mutation: Mutation) -> Self {
        Self { matcher: self.matcher.without(mutation), fingerprint: Arc::clone(&self.fingerprint) }
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

    /// Reads a posting whose text is folded already.
    pub(crate) fn analyze_text(&self, posting: &Posting, mut body: Text<'_>) -> Analysis {
        let mut title = Text::new(&posting.title, Markup::Plain);
        let language = language::of(&body);
        let context =
            Context { employer: Some(posting.employer.as_str()).filter(|name| !name.trim().is_empty()), language };
        let title_scan = self.matcher.scan(&mut title, context);
        let body_scan = self.matcher.scan(&mut body, context);

        let lexicon = self.lexicon();
        let stated = years::read(&body, lexicon, &body_scan);
        let mut gathered = Gathered::new(lexicon);
        gathered.title(&title, &title_scan);
        gathered.description(&body, &body_scan, &stated, language);
        gathered.given(&posting.skills);

        let words = title::read(&self.matcher, &title);
        let pay = pay::read(posting, &body, lexicon, &body_scan);
        let mut refused = refusals(lexicon, Field::Title, &title, &title_scan);
        refused.extend(refusals(lexicon, Field::Description, &body, &body_scan));
        let claims = gathered.finish(posting);
        let has_text = !posting.description.trim().is_empty();
        let readable = |found: bool| match (found, has_text) {
            (true, _) => Found::Found,
            (false, true) => Found::Absent,
            (false, false) => Found::Unreadable,
        };
        let titled = |found: bool| match (found, posting.title.trim().is_empty()) {
            (true, _) => Found::Found,
            (false, false) => Found::Absent,
            (false, true) => Found::Unreadable,
        };
        let seniority = words::seniority(&posting.seniority, words.seniority);
        let years = years::overall(&stated);
        let status = Status {
            skills: readable(!claims.is_empty()),
            pay: readable(!pay.is_empty()),
            years: readable(years != crate::terms::Years::default()),
            seniority: titled(seniority.is_some()),
            role: titled(words.role.is_some()),
            unasked: unasked(&claims, &body_scan, has_text),
        };
        Analysis {
            fingerprint: self.fingerprint.clone(),
            lexicon: lexicon.clone(),
            id: posting.id.clone(),
            title: posting.title.clone(),
            claims,
            refused,
            pay,
            years,
            seniority,
            role: words.role,
            specialisation: words.specialisation.or_else(|| words.role.and_then(specialisation_of)),
            work_mode: words::work_mode(&posting.work_mode, &posting.title, &posting.location),
            employment_type: words::employment_type(&posting.employment_type),
            tier: words::tier(&posting.employer_size),
            language,
            status,
        }
    }
}

/// Why no skill is required or preferred.
fn unasked(claims: &[RawClaim], scan: &Scan, has_text: bool) -> Option<Unasked> {
    let mut asks = claims.iter().map(|claim| claim.strongest().ask);
    if asks.any(|ask| matches!(ask, Ask::Required | Ask::Preferred)) {
        return None;
    }
    let given = claims.iter().all(|claim| claim.mentions.iter().all(|mention| mention.field == Field::Skills));
    Some(match (claims.is_empty(), given, has_text) {
        (false, true, _) => Unasked::GivenOnly,
        (_, _, false) => Unasked::NoText,
        (true, ..) => Unasked::NoSkills,
        _ if scan.asks_after(0) => Unasked::NoneAsked,
        _ => Unasked::NoRequirements,
    })
}

/// The column of the articles' matrix that a role stands in.
fn specialisation_of(role: Role) -> Option<Specialisation> {
    match role {
        Role::Backend | Role::Frontend | Role::FullStack => Some(Specialisation::Web),
        Role::DataEngineer | Role::DataAnalyst | Role::DataScientist | Role::MlEngineer | Role::AiEngineer => {
            Some(Specialisation::DataMl)
        }
        Role::Devops | Role::Platform => Some(Specialisation::DevopsCloud),
        _ => None,
    }
}

fn refusals(lexicon: &Lexicon, field: Field, text: &Text<'_>, scan: &Scan) -> Vec<RefusedRecord> {
    let record = |refusal: &crate::matcher::Refusal| RefusedRecord {
        text: refusal.span.of(text.folded()).to_owned(),
        field,
        span: text.to_source(refusal.span),
        skill: lexicon.skill(refusal.skill).id().to_owned(),
        why: refusal.why.describe(lexicon),
    };
    scan.refusals.iter().map(record).collect()
}

/// Mentions of all fields, gathered by skill.
struct Gathered<'l> {
    lexicon: &'l Lexicon,
    by_skill: BTreeMap<SkillId, RawClaim>,
}

impl<'l> Gathered<'l> {
    fn new(lexicon: &'l Lexicon) -> Self {
        Self { lexicon, by_skill: BTreeMap::new() }
    }

    /// A skill in the title is required.
    fn title(&mut self, text: &Text<'_>, scan: &Scan) {
        for mention in &scan.mentions {
            self.add(
                mention.skill,
                MentionRecord {
                    field: Field::Title,
                    span: Some(text.to_source(mention.span)),
                    text: mention.span.of(text.folded()).to_owned(),
                    section: None,
                    ask: Ask::Required,
                    why: "in the title".to_owned(),
                    quote: ask::quote(text, text.sentence_at(mention.span.start), mention.span),
                },
            );
        }
    }

    fn description(&mut self, text: &Text<'_>, scan: &Scan, stated: &[years::Statement], language: Option<&str>) {
        let markers = ask::Markers::new(text, self.lexicon, scan);
        let mut years_of: HashMap<usize, &years::Statement> = HashMap::new();
        for statement in stated {
            for mention in &statement.skills {
                years_of.entry(*mention).or_insert(statement);
            }
        }
        let verdicts: Vec<ask::Verdict> = (0..)
            .zip(&scan.mentions)
            .map(|(at, mention)| {
                let sentence = text.sentence_at(mention.span.start);
                ask::of(text, scan, &markers, mention.span, sentence, years_of.contains_key(&at))
            })
            .collect();
        let groups = alternatives::number(text, self.lexicon, scan, language, |at| verdicts[at].ask == Ask::Excluded);
        for (at, (mention, ask)) in scan.mentions.iter().zip(verdicts).enumerate() {
            let years = years_of.get(&at);
            let sentence = text.sentence_at(mention.span.start);
            let claim = self.add(
                mention.skill,
                MentionRecord {
                    field: Field::Description,
                    span: Some(text.to_source(mention.span)),
                    text: mention.span.of(text.folded()).to_owned(),
                    section: scan.section_at(mention.span.start).map(|section| section.section),
                    ask: ask.ask,
                    why: ask.why,
                    quote: ask::quote(text, sentence, mention.span),
                },
            );
            if let Some(years) = years {
                // The statement that asks for most, as it stands: bounds of two statements make no range.
                if claim.years.min <= years.years.min {
                    claim.years = years.years;
                }
            }
            if claim.any_of.is_none() {
                claim.any_of = groups[at];
            }
        }
    }

    /// Skills that the source gives: asked for, strength not said. Names that the lexicon does not know are left out.
    fn given(&mut self, skills: &[String]) {
        for name in skills {
            if let Some(skill) = self.lexicon.find_id(name.trim()) {
                self.add(
                    skill,
                    MentionRecord {
                        field: Field::Skills,
                        span: None,
                        text: name.clone(),
                        section: None,
                        ask: Ask::Unsorted,
                        why: "given by the source".to_owned(),
                        quote: Span::default(),
                    },
                );
            }
        }
    }

    fn add(&mut self, skill: SkillId, mention: MentionRecord) -> &mut RawClaim {
        let claim = self.by_skill.entry(skill).or_insert_with(|| RawClaim::new(skill));
        claim.mentions.push(mention);
        claim
    }

    /// Claims, the strongest mention of each deciding, in the order of first mention.
    fn finish(self, posting: &Posting) -> Vec<RawClaim> {
        let mut claims: Vec<RawClaim> = self.by_skill.into_values().collect();
        for claim in &mut claims {
            let mention = claim.strongest();
            let source = match mention.field {
                Field::Title => posting.title.as_str(),
                _ => posting.description.as_str(),
            };
            claim.evidence = match mention.span {
                Some(_) => mention.quote.of(source).split_whitespace().collect::<Vec<_>>().join(" "),
                None => mention.text.clone(),
            };
        }
        let place = |claim: &RawClaim| {
            let first = &claim.mentions[0];
            (first.field, first.span.map(|span| span.start), claim.skill)
        };
        claims.sort_by_key(place);
        claims
    }
}
