//! The result of reading one posting.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use compact_str::CompactString;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use crate::lexicon::{Lexicon, Skill, SkillId};
use crate::matcher::Why;
use crate::span::Span;
use crate::terms::{
    Ask, Education, EmploymentType, Field, Found, PayStatement, Role, Section, Seniority, Specialisation, Tier,
    Unasked, Unread, WorkMode, Years, span_or_null,
};

/// What one posting asks for and pays.
///
/// Serialises as `jds.extract/1`: byte offsets index the named field exactly as the caller gave it.
#[derive(Clone, Debug)]
pub struct Analysis {
    pub(super) fingerprint: Arc<str>,
    pub(super) lexicon: Lexicon,
    pub(super) id: String,
    pub(super) title: String,
    pub(super) claims: Vec<RawClaim>,
    /// The mentions of all claims, claim by claim.
    pub(super) mentions: Vec<MentionRecord>,
    pub(super) refused: Vec<RawRefusal>,
    pub(super) pay: Vec<PayStatement>,
    pub(super) years: Years,
    pub(super) seniority: Option<Seniority>,
    pub(super) role: Option<Role>,
    pub(super) specialisation: Option<Specialisation>,
    pub(super) education: Option<Education>,
    pub(super) work_mode: Option<WorkMode>,
    pub(super) office_days: Option<u8>,
    pub(super) remote_region: Option<&'static str>,
    pub(super) employment_type: Option<EmploymentType>,
    pub(super) tier: Option<Tier>,
    pub(super) language: Option<&'static str>,
    pub(super) status: Status,
    /// Fields that could not be read, and why.
    pub(super) unread: Vec<(&'static str, Unread)>,
}

/// Everything that one posting says about one skill.
#[derive(Clone, Debug)]
pub(super) struct RawClaim {
    pub(super) skill: SkillId,
    /// Its mentions among those of all claims, at least one.
    pub(super) mentions: Range<usize>,
    /// The mention that decides: the strongest ask; of equals the text, which says more than a title, then the first.
    pub(super) strongest: usize,
    pub(super) any_of: Option<u32>,
    pub(super) years: Years,
    /// Words of the deciding mention.
    pub(super) evidence: String,
}

/// One accepted mention, in offsets of its field.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MentionRecord {
    /// Field that it stands in.
    pub field: Field,
    /// Where; none for skills given by the source.
    #[serde(flatten, serialize_with = "span_or_null")]
    pub span: Option<Span>,
    pub(super) text: CompactString,
    /// Section that it stands in.
    pub section: Option<Section>,
    /// What this mention says.
    pub ask: Ask,
    pub(super) why: CompactString,
    /// The rule by which its words count; none for skills given by the source.
    #[serde(skip)]
    pub(super) accepted: Option<Why>,
    /// The stretch of the field that shows it.
    #[serde(skip)]
    pub(super) quote: Span,
}

impl MentionRecord {
    /// The words, folded.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Why it says so.
    #[must_use]
    pub fn why(&self) -> &str {
        &self.why
    }
}

/// A surface form that was not counted, its reason not yet put in words.
#[derive(Clone, Debug)]
pub(super) struct RawRefusal {
    pub(super) text: CompactString,
    pub(super) field: Field,
    pub(super) span: Span,
    pub(super) skill: SkillId,
    pub(super) why: Why,
}

/// A surface form that was not counted.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RefusedRecord {
    /// The words, folded.
    pub text: String,
    /// Field that they stand in.
    pub field: Field,
    /// Where.
    #[serde(flatten)]
    pub span: Span,
    /// Id of the skill that they are not.
    pub skill: String,
    /// Why not.
    pub why: String,
}

/// What one posting has to do with one skill, as `--why` tells it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Story {
    /// Id of the skill.
    pub skill: String,
    /// What the posting says of it, if it names it.
    pub ask: Option<Ask>,
    /// Every mention that counts.
    pub mentions: Vec<Told>,
    /// Every place that looked like it and does not count.
    pub refused: Vec<RefusedRecord>,
    /// Skills that are asked for and imply it, where it is not named.
    pub implied_by: Vec<String>,
}

/// A mention and the rules that decided about it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Told {
    /// The mention, with what it says and why.
    #[serde(flatten)]
    pub mention: MentionRecord,
    /// The rule by which its words count.
    pub counted: String,
    /// Whether it decides what the posting says: the strongest does.
    pub decides: bool,
}

/// Whether each field was found, absent or unreadable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Status {
    /// Skills.
    pub skills: Found,
    /// Pay.
    pub pay: Found,
    /// Years of experience.
    pub years: Found,
    /// Seniority.
    pub seniority: Found,
    /// Role.
    pub role: Found,
    /// Specialisation.
    pub specialisation: Found,
    /// Education.
    pub education: Found,
    /// Where the work is done.
    pub work_mode: Found,
    /// Kind of contract.
    pub employment_type: Found,
    /// Size class of the employer.
    pub tier: Found,
    /// Language of the text.
    pub language: Found,
    /// Why no skill is required or preferred; none where one is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unasked: Option<Unasked>,
}

/// What a posting claims about one skill: the strongest of its mentions.
#[derive(Clone, Copy, Debug)]
pub struct Claim<'a> {
    analysis: &'a Analysis,
    raw: &'a RawClaim,
}

impl<'a> Claim<'a> {
    /// The skill.
    #[must_use]
    pub fn skill(&self) -> &'a Skill {
        self.analysis.lexicon.skill(self.raw.skill)
    }

    /// The number of the skill in the analyzer's lexicon.
    #[must_use]
    pub fn skill_id(&self) -> SkillId {
        self.raw.skill
    }

    /// The id of the skill.
    #[must_use]
    pub fn id(&self) -> &'a str {
        self.skill().id()
    }

    /// The strongest ask.
    #[must_use]
    pub fn ask(&self) -> Ask {
        self.strongest().ask
    }

    /// Why that ask.
    #[must_use]
    pub fn why(&self) -> &'a str {
        self.strongest().why()
    }

    /// Number of the group of alternatives that it belongs to ("Flask or `FastAPI`").
    #[must_use]
    pub fn any_of(&self) -> Option<u32> {
        self.raw.any_of
    }

    /// Years asked for with this skill.
    #[must_use]
    pub fn years(&self) -> Years {
        self.raw.years
    }

    /// Every mention, in order.
    #[must_use]
    pub fn mentions(&self) -> &'a [MentionRecord] {
        &self.analysis.mentions[self.raw.mentions.clone()]
    }

    /// The mention that decided.
    #[must_use]
    pub fn strongest(&self) -> &'a MentionRecord {
        &self.analysis.mentions[self.raw.strongest]
    }

    /// The words that say so: the sentence of the deciding mention, or what surrounds it in a long one; on one line, at most about 160
    /// characters.
    #[must_use]
    pub fn evidence(&self) -> &'a str {
        &self.raw.evidence
    }
}

impl Analysis {
    /// What it says about each skill, in the order of first mention; title first.
    pub fn skills(&self) -> impl ExactSizeIterator<Item = Claim<'_>> {
        self.claims.iter().map(|raw| Claim { analysis: self, raw })
    }

    /// The lexicon that it was read with.
    #[must_use]
    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// What it says about one skill.
    #[must_use]
    pub fn skill(&self, id: &str) -> Option<Claim<'_>> {
        self.skills().find(|claim| claim.id() == id)
    }

    /// Skills that the asked ones imply and the posting does not name: id and the claim that implies it.
    #[must_use]
    pub fn implied(&self) -> Vec<(SkillId, Claim<'_>)> {
        let mut found: Vec<(SkillId, Claim<'_>)> = Vec::new();
        for claim in self.skills().filter(|claim| claim.ask().is_asked()) {
            for skill in self.lexicon.implied(claim.raw.skill) {
                let stated = self.claims.iter().any(|raw| raw.skill == skill);
                if !stated && !found.iter().any(|(other, _)| *other == skill) {
                    found.push((skill, claim));
                }
            }
        }
        found
    }

    /// Everything about one skill: what counts and by which rule, which mention decides, what was refused, and who implies it.
    #[must_use]
    pub fn story(&self, skill: SkillId) -> Story {
        let claim = self.skills().find(|claim| claim.skill_id() == skill);
        let told = |claim: Claim<'_>| -> Vec<Told> {
            let tell = |at: usize| Told {
                counted: match &self.mentions[at].accepted {
                    Some(why) => why.describe(&self.lexicon),
                    None => "given by the source".to_owned(),
                },
                decides: at == claim.raw.strongest,
                mention: self.mentions[at].clone(),
            };
            claim.raw.mentions.clone().map(tell).collect()
        };
        let id = self.lexicon.skill(skill).id();
        let implied = self.implied();
        let by = implied.iter().filter(|(other, _)| *other == skill).map(|(_, claim)| claim.id().to_owned());
        Story {
            skill: id.to_owned(),
            ask: claim.map(|claim| claim.ask()),
            mentions: claim.map(told).unwrap_or_default(),
            refused: self.refused().into_iter().filter(|refused| refused.skill == id).collect(),
            implied_by: by.collect(),
        }
    }

    /// Surface forms that were not counted, with the reason.
    #[must_use]
    pub fn refused(&self) -> Vec<RefusedRecord> {
        let record = |refusal: &RawRefusal| RefusedRecord {
            text: refusal.text.to_string(),
            field: refusal.field,
            span: refusal.span,
            skill: self.lexicon.skill(refusal.skill).id().to_owned(),
            why: refusal.why.describe(&self.lexicon),
        };
        self.refused.iter().map(record).collect()
    }

    /// Pay statements, the primary one among them.
    #[must_use]
    pub fn pay(&self) -> &[PayStatement] {
        &self.pay
    }

    /// The statement that speaks for the posting.
    #[must_use]
    pub fn primary_pay(&self) -> Option<&PayStatement> {
        self.pay.iter().find(|pay| pay.primary)
    }

    /// Years of experience asked for overall.
    #[must_use]
    pub fn years(&self) -> Years {
        self.years
    }

    /// Rank. None when the title does not say.
    #[must_use]
    pub fn seniority(&self) -> Option<Seniority> {
        self.seniority
    }

    /// What the position does.
    #[must_use]
    pub fn role(&self) -> Option<Role> {
        self.role
    }

    /// Column of the articles' matrix.
    #[must_use]
    pub fn specialisation(&self) -> Option<Specialisation> {
        self.specialisation
    }

    /// Education that is asked for.
    #[must_use]
    pub fn education(&self) -> Option<Education> {
        self.education
    }

    /// Where the work is done.
    #[must_use]
    pub fn work_mode(&self) -> Option<WorkMode> {
        self.work_mode
    }

    /// Days of a week in the office, where hybrid or on-site work says so.
    #[must_use]
    pub fn office_days(&self) -> Option<u8> {
        self.office_days
    }

    /// The region that remote work is restricted to: the code of a country, or the name of a group of countries (`EU`).
    #[must_use]
    pub fn remote_region(&self) -> Option<&'static str> {
        self.remote_region
    }

    /// Kind of contract.
    #[must_use]
    pub fn employment_type(&self) -> Option<EmploymentType> {
        self.employment_type
    }

    /// Size class of the employer.
    #[must_use]
    pub fn tier(&self) -> Option<Tier> {
        self.tier
    }

    /// ISO 639-1 code of the text's language, where it can be told.
    #[must_use]
    pub fn language(&self) -> Option<&'static str> {
        self.language
    }

    /// Whether each field was found, absent or unreadable.
    #[must_use]
    pub fn status(&self) -> Status {
        self.status
    }

    /// Fields that could not be read, by their names in the machine form, and why.
    #[must_use]
    pub fn unread(&self) -> &[(&'static str, Unread)] {
        &self.unread
    }

    /// The same with refused mentions, as `--explain` prints it.
    #[must_use]
    pub fn explained(&self) -> impl Serialize + '_ {
        Explained(self)
    }

    fn write<S: Serializer>(&self, serializer: S, explain: bool) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("schema", "jds.extract/1")?;
        map.serialize_entry("id", &Some(&self.id).filter(|id| !id.is_empty()))?;
        map.serialize_entry("title", &Some(&self.title).filter(|title| !title.is_empty()))?;
        map.serialize_entry("fingerprint", &*self.fingerprint)?;
        let stated = self.skills().map(|claim| ClaimRow { claim, implied_by: None });
        let implied = self.implied();
        let implied = implied.iter().map(|(skill, by)| ClaimRow { claim: *by, implied_by: Some(*skill) });
        map.serialize_entry("skills", &stated.chain(implied).collect::<Vec<_>>())?;
        if explain {
            map.serialize_entry("refused", &self.refused())?;
        }
        map.serialize_entry("pay", &self.pay)?;
        map.serialize_entry("years", &self.years)?;
        map.serialize_entry("seniority", &self.seniority)?;
        map.serialize_entry("role", &self.role)?;
        map.serialize_entry("specialisation", &self.specialisation)?;
        map.serialize_entry("education", &self.education)?;
        map.serialize_entry("work_mode", &self.work_mode)?;
        map.serialize_entry("employment_type", &self.employment_type)?;
        map.serialize_entry("tier", &self.tier)?;
        map.serialize_entry("language", &self.language)?;
        map.serialize_entry("status", &self.status)?;
        map.serialize_entry("unread", &self.unread.iter().copied().collect::<BTreeMap<_, _>>())?;
        map.serialize_entry("office_days", &self.office_days)?;
        map.serialize_entry("remote_region", &self.remote_region)?;
        map.end()
    }
}

impl Serialize for Analysis {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.write(serializer, false)
    }
}

struct Explained<'a>(&'a Analysis);

impl Serialize for Explained<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.write(serializer, true)
    }
}

/// A claim in machine form, stated or implied by another.
struct ClaimRow<'a> {
    claim: Claim<'a>,
    implied_by: Option<SkillId>,
}

impl Serialize for ClaimRow<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let claim = self.claim;
        let skill = self.implied_by.map_or(claim.skill(), |skill| claim.analysis.lexicon.skill(skill));
        let implied = self.implied_by.is_some();
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("id", skill.id())?;
        map.serialize_entry("name", skill.name())?;
        map.serialize_entry("kind", skill.kind())?;
        map.serialize_entry("ask", &claim.ask())?;
        if implied {
            map.serialize_entry("why", &format!("implied by {}", claim.id()))?;
        } else {
            map.serialize_entry("why", claim.why())?;
        }
        map.serialize_entry("any_of", &claim.any_of().filter(|_| !implied))?;
        let years = if implied { Years::default() } else { claim.years() };
        map.serialize_entry("years_min", &years.min)?;
        map.serialize_entry("years_max", &years.max)?;
        map.serialize_entry("implied", &implied)?;
        let mentions: &[MentionRecord] = if implied { &[] } else { claim.mentions() };
        map.serialize_entry("mentions", mentions)?;
        map.end()
    }
}
