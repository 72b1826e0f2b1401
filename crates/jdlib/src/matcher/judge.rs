//! The judges: each surface form that was seen is accepted or refused, with a reason.
//!
//! In order: boundary, address, page chrome, case, cues against, then by policy position, cues for, support; last the longest
//! survivor. A judge that refuses ends the hearing.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use memchr::memchr3_iter;

use super::boundary;
use super::sections::{self, OpenSection};
use super::vocabulary::{Mark, Marks};
use super::{NEAR, words_left, words_right};
use crate::lexicon::{Alias, CaseRule, Cue, Lexicon, Place, Policy, Sign, Skill, SkillId, What, WordId};
use crate::span::Span;
use crate::terms::Section;
use crate::text::{Enumeration, Line, LineKind, Text};

/// Why a surface form was accepted or refused.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Why {
    /// Accepted: the policy asks for no more than this.
    Policy(Policy),
    /// Accepted: a cue speaks for it, as written in the pack.
    CueFor(Arc<str>),
    /// Accepted: a sure skill stands near, or enough of them in the same list.
    Neighbour(SkillId),
    /// Accepted: another name of its kind stands in the same list.
    Mutual(SkillId),
    /// Accepted: it is the whole item of a list of what is asked for.
    Item,
    /// Refused: not written as the lexicon has it.
    Case,
    /// Refused: case proves nothing here, and nothing else speaks for it.
    NoCaseEvidence,
    /// Refused: first word of a sentence, and nothing else speaks for it.
    SentenceStart,
    /// Refused: a cue speaks against it.
    CueAgainst(Arc<str>),
    /// Refused: nothing speaks for it.
    NoSupport(Policy),
    /// Refused: part of an address.
    Address,
    /// Refused: part of the page, not of the posting.
    Chrome,
    /// Refused: the employer's own name.
    Employer,
    /// Refused: part of a longer accepted name.
    Covered(SkillId),
}

impl Why {
    /// The reason in words.
    #[must_use]
    pub fn describe(&self, lexicon: &Lexicon) -> String {
        match self {
            Self::Policy(policy) => format!("policy {policy}"),
            Self::CueFor(cue) => format!("cue: {cue}"),
            Self::Neighbour(skill) => format!("beside {}", lexicon.skill(*skill).name()),
            Self::Mutual(skill) => format!("listed with {}", lexicon.skill(*skill).name()),
            Self::Item => "an item of its own".to_owned(),
            Self::Case => "not written as the name is".to_owned(),
            Self::NoCaseEvidence => "all capitals prove nothing".to_owned(),
            Self::SentenceStart => "first word of a sentence".to_owned(),
            Self::CueAgainst(cue) => format!("negative cue: {}", cue.trim_start_matches("- ")),
            Self::NoSupport(policy) => format!("policy {policy}: no cue, no sure neighbour"),
            Self::Address => "part of an address".to_owned(),
            Self::Chrome => "part of the page, not of the posting".to_owned(),
            Self::Employer => "the employer's own name".to_owned(),
            Self::Covered(skill) => format!("part of {}", lexicon.skill(*skill).name()),
        }
    }
}

/// An accepted surface form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The skill.
    pub skill: SkillId,
    /// Where, in the folded text.
    pub span: Span,
    /// Why it was accepted.
    pub why: Why,
}

/// A surface form that stood as a word and was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The skill that it was not.
    pub skill: SkillId,
    /// Where, in the folded text.
    pub span: Span,
    /// Why it was refused.
    pub why: Why,
}

/// A surface form on its way through the judges.
struct Candidate<'l> {
    alias: &'l Alias,
    /// The number of the surface form.
    form: u32,
    policy: Policy,
    case: CaseRule,
    span: Span,
    line: Option<Line>,
    /// Where the cue words of its line stand among those of the text; none where they are many.
    cues: Option<(usize, usize)>,
    /// Its sentence, when somebody has asked for it.
    sentence: Cell<Option<Span>>,
    /// Whether case could have been written otherwise.
    case_proves: bool,
    verdict: Option<Result<Why, Why>>,
}

impl Candidate<'_> {
    fn is_accepted(&self) -> bool {
        matches!(self.verdict, Some(Ok(_)))
    }
}

/// Everything that the judges look at.
struct Court<'a> {
    text: &'a Text<'a>,
    lexicon: &'a Lexicon,
    marks: &'a Marks,
    sections: &'a [OpenSection],
    /// Surface forms that stand in the employer's name, by their numbers, sorted.
    employer: Vec<u32>,
    /// Language of the text, where it is known.
    language: Option<&'a str>,
    /// Where signs of addresses stand: most names are far from any, and need no closer look.
    addresses: Vec<usize>,
    /// The sentence looked at last, with its enumerations: candidates come in the order of the text.
    lists: RefCell<(Span, Vec<Enumeration>)>,
    /// The first and the last that a cue, by its address, has in a long stretch.
    far: RefCell<Far>,
    /// Bytes of the longest words of the page.
    longest_chrome: usize,
    /// The cue words that stand anywhere in the text, a bit for each of the lexicon's: most cues need no closer look.
    present: Vec<u64>,
    /// The classes of which a word stands anywhere, in the same way.
    classes: Vec<u64>,
    /// The cues against every product that may hold somewhere.
    product_cues: Vec<&'a Cue>,
}

pub(super) fn judge(
    text: &Text<'_>,
    lexicon: &Lexicon,
    marks: &Marks,
    sections: &[OpenSection],
    employer: Vec<u32>,
    language: Option<&str>,
) -> (Vec<Mention>, Vec<Refusal>) {
    let (present, classes) = present(lexicon, marks.cues());
    let named = |cue: &&Cue| match &cue.what {
        What::Class(number) => is_set(&classes, *number),
        What::Word(word) | What::Exact(word, _) => is_set(&present, word.0),
        _ => true,
    };
    let product_cues = lexicon.product_cues().filter(named).collect();
    let court = Court {
        text,
        lexicon,
        marks,
        sections,
        employer,
        language,
        addresses: address_signs(text.folded()),
        lists: RefCell::default(),
        far: RefCell::default(),
        longest_chrome: marks.chrome().iter().map(|chrome| chrome.span.len()).max().unwrap_or(0),
        present,
        classes,
        product_cues,
    };
    let mut candidates: Vec<Candidate<'_>> = Vec::with_capacity(marks.aliases().len());
    candidates.extend(marks.aliases().iter().filter_map(|mark| court.admit(*mark)));
    candidates
        .sort_by_key(|candidate| (candidate.span.start, std::cmp::Reverse(candidate.span.end), candidate.alias.skill));
    let mut line = (Span::default(), None);
    for candidate in &mut candidates {
        let own = candidate.line.map_or(candidate.span, |line| line.span);
        if line.0 != own {
            line = (own, court.cues_of(own));
        }
        candidate.cues = line.1;
        court.judge_alone(candidate);
    }
    court.judge_together(&mut candidates);
    keep_longest(lexicon, &mut candidates);
    let mut mentions: Vec<Mention> = Vec::with_capacity(candidates.len());
    let mut refusals: Vec<Refusal> = Vec::with_capacity(candidates.len());
    // The same words may have been heard in two cases ("Rest", "REST"): one refusal is enough, none beside a mention. That a form fits
    // one case and was refused there says more than that it does not fit the others.
    for same in candidates.chunk_by_mut(|a, b| (a.span, a.alias.skill) == (b.span, b.alias.skill)) {
        let (skill, span) = (same[0].alias.skill, same[0].span);
        let mut refused: Option<Why> = None;
        let mut is_accepted = false;
        for candidate in same {
            match candidate.verdict.take() {
                Some(Ok(why)) => {
                    mentions.push(Mention { skill, span, why });
                    is_accepted = true;
                }
                Some(Err(why)) if refused.as_ref().is_none_or(|before| *before == Why::Case && why != Why::Case) => {
                    refused = Some(why);
                }
                _ => {}
            }
        }
        refusals.extend(refused.filter(|_| !is_accepted).map(|why| Refusal { skill, span, why }));
    }
    refusals.sort_unstable_by_key(|refusal| (refusal.span, refusal.skill));
    (mentions, refusals)
}

impl<'a> Court<'a> {
    /// Boundary: what stands inside another word is not even heard.
    fn admit(&self, mark: Mark) -> Option<Candidate<'a>> {
        let alias = &self.lexicon.inner().aliases[mark.index as usize];
        let (policy, case) = self.lexicon.rule_of(alias);
        let folded = self.text.folded();
        // Most forms stand inside other words; only at a capital may the line end between the two.
        let alone = boundary::stands_alone(folded, mark.span);
        if !alone && !boundary::glued(folded, mark.span) {
            return None;
        }
        let line = self.text.line_at(mark.span.start).copied();
        let room = line.map_or(Span::new(0, folded.len()), |line| line.span);
        if !room.contains(mark.span) {
            return None;
        }
        let (own, inside) = (room.of(folded), Span::new(mark.span.start - room.start, mark.span.end - room.start));
        if !(alone || boundary::stands_alone(own, inside)) || hyphenated(own, inside, policy) {
            return None;
        }
        Some(Candidate {
            alias,
            form: mark.index,
            policy,
            case,
            span: mark.span,
            line,
            cues: None,
            sentence: Cell::new(None),
            case_proves: true,
            verdict: None,
        })
    }

    /// Whether a sign of an address stands so near that it may be of the same word.
    fn is_near_address(&self, span: Span) -> bool {
        let next = self.addresses.partition_point(|at| at + boundary::FARTHEST < span.start);
        self.addresses.get(next).is_some_and(|at| *at <= span.end + boundary::FARTHEST)
    }

    /// The judges that need no other candidate.
    fn judge_alone(&self, candidate: &mut Candidate<'_>) {
        let folded = self.text.folded();
        let alias = candidate.alias;
        if self.is_near_address(candidate.span) && boundary::in_address(folded, candidate.span) {
            candidate.verdict = Some(Err(Why::Address));
            return;
        }
        if self.is_chrome(candidate) {
            candidate.verdict = Some(Err(Why::Chrome));
            return;
        }
        let written = candidate.span.of(folded);
        let all_caps = candidate.line.is_some_and(|line| line.all_caps);
        let fits = match candidate.case {
            CaseRule::Any => true,
            CaseRule::Exact => written == alias.text,
            CaseRule::Upper => !written.chars().any(char::is_lowercase),
            CaseRule::Lower => !written.chars().any(char::is_uppercase),
            CaseRule::Title => is_title(written),
        };
        if candidate.case != CaseRule::Any && all_caps && alias.text.contains(char::is_lowercase) {
            // Everything on the line is in capitals: the name may be meant, but its case does not say so.
            candidate.case_proves = false;
        } else if !fits {
            candidate.verdict = Some(Err(Why::Case));
            return;
        }
        if let Some(cue) = self.against(candidate) {
            candidate.verdict = Some(Err(Why::CueAgainst(Arc::clone(&cue.text))));
            return;
        }
        if self.is_employer(candidate) {
            candidate.verdict = Some(Err(Why::Employer));
            return;
        }
        let free = match candidate.policy {
            Policy::Any => true,
            Policy::Case => candidate.case_proves,
            Policy::Mid => candidate.case_proves && !self.starts_sentence(candidate),
            Policy::Ctx | Policy::List => false,
            Policy::Alias => {
                candidate.verdict = Some(Err(Why::NoSupport(Policy::Alias)));
                return;
            }
        };
        if free {
            candidate.verdict = Some(Ok(Why::Policy(candidate.policy)));
        }
    }

    /// The judges that look at neighbours: what was accepted alone is sure and speaks for the rest.
    fn judge_together(&self, candidates: &mut [Candidate<'_>]) {
        let open: Vec<usize> = (0..candidates.len()).filter(|at| candidates[*at].verdict.is_none()).collect();
        if open.is_empty() {
            return;
        }
        let sure: Vec<(Span, SkillId)> = candidates
            .iter()
            .filter(|candidate| candidate.is_accepted())
            .map(|candidate| (candidate.span, candidate.alias.skill))
            .collect();
        let waiting: Vec<(Span, SkillId)> =
            open.iter().map(|at| (candidates[*at].span, candidates[*at].alias.skill)).collect();
        let mut verdicts = Vec::with_capacity(open.len());
        for at in &open {
            verdicts.push(self.hear(&candidates[*at], &sure, &waiting));
        }
        for (at, verdict) in open.into_iter().zip(verdicts) {
            candidates[at].verdict = Some(verdict);
        }
    }

    fn hear(
        &self,
        candidate: &Candidate<'_>,
        sure: &[(Span, SkillId)],
        waiting: &[(Span, SkillId)],
    ) -> Result<Why, Why> {
        if let Some(cue) = self.cue(candidate, Sign::For, Some(sure)) {
            return Ok(Why::CueFor(Arc::clone(&cue.text)));
        }
        if candidate.policy != Policy::List && candidate.case_proves && self.is_item(candidate) {
            return Ok(Why::Item);
        }
        let list = self.has_company(candidate, sure, waiting).then(|| self.enumeration(candidate)).flatten();
        // The first of the skills in the list that speak for it, and whether there is another.
        let siblings = |others: &[(Span, SkillId)]| -> (Option<SkillId>, bool) {
            let Some(list) = list else { return (None, false) };
            let speaks = |(span, skill): &&(Span, SkillId)| {
                list.contains(*span) && !span.overlaps(candidate.span) && self.supports(*skill, candidate)
            };
            let speaking = || starting_in(others, list).iter().filter(speaks).map(|(_, skill)| *skill);
            let first = speaking().min();
            (first, speaking().any(|skill| Some(skill) != first))
        };
        let (sibling, has_another) = siblings(sure);
        match candidate.policy {
            Policy::List => {
                return sibling.filter(|_| has_another).map(Why::Neighbour).ok_or(Why::NoSupport(Policy::List));
            }
            Policy::Case => return sibling.map(Why::Neighbour).ok_or(Why::NoCaseEvidence),
            Policy::Mid => {
                let reason = if candidate.case_proves { Why::SentenceStart } else { Why::NoCaseEvidence };
                let listed = || siblings(waiting).0.filter(|_| candidate.case_proves).map(Why::Mutual);
                return sibling.map(Why::Neighbour).or_else(listed).ok_or(reason);
            }
            _ => {}
        }
        if let Some(skill) = sibling {
            return Ok(Why::Neighbour(skill));
        }
        let line = candidate.line.map_or(candidate.span, |line| line.content);
        let near = Span::new(
            candidate.span.start.saturating_sub(NEAR).max(line.start),
            (candidate.span.end + NEAR).min(line.end),
        );
        let neighbour = starting_in(sure, near).iter().find(|(span, skill)| {
            near.contains(*span) && !span.overlaps(candidate.span) && self.supports(*skill, candidate)
        });
        if let Some((_, skill)) = neighbour {
            return Ok(Why::Neighbour(*skill));
        }
        if candidate.case_proves
            && let (Some(skill), _) = siblings(waiting)
        {
            return Ok(Why::Mutual(skill));
        }
        Err(Why::NoSupport(candidate.policy))
    }

    /// Whether anything else stands in the sentence of a form: without, it is in no list that tells.
    fn has_company(&self, candidate: &Candidate<'_>, sure: &[(Span, SkillId)], waiting: &[(Span, SkillId)]) -> bool {
        let sentence = self.sentence(candidate);
        let others = |list: &[(Span, SkillId)]| {
            starting_in(list, sentence).iter().any(|(span, _)| !span.overlaps(candidate.span))
        };
        others(sure) || others(waiting)
    }

    /// Whether a skill beside a name speaks for it. What stands in the postings of every trade speaks only for its like.
    fn supports(&self, neighbour: SkillId, candidate: &Candidate<'_>) -> bool {
        if neighbour == candidate.alias.skill {
            return false;
        }
        let of_every_trade =
            |skill: &Skill| EVERY_TRADE.contains(&skill.kind()) || EVERY_OFFICE.contains(&skill.area());
        !of_every_trade(self.lexicon.skill(neighbour)) || of_every_trade(self.lexicon.skill(candidate.alias.skill))
    }

    /// Where the enumeration stands in which a form is an item or part of one.
    fn enumeration(&self, candidate: &Candidate<'_>) -> Option<Span> {
        let sentence = self.sentence(candidate);
        let mut lists = self.lists.borrow_mut();
        if lists.0 != sentence {
            *lists = (sentence, self.text.enumerations(sentence));
        }
        lists.1.iter().find(|list| list.items.iter().any(|item| item.overlaps(candidate.span))).map(Enumeration::span)
    }

    /// The sentence of a form. What goes on for pages without a stop is looked at around the name only.
    fn sentence(&self, candidate: &Candidate<'_>) -> Span {
        if let Some(known) = candidate.sentence.get() {
            return known;
        }
        let whole = self.text.sentence_at(candidate.span.start);
        let is_usual = whole.len() <= LONGEST_SENTENCE;
        let sentence = if is_usual { whole } else { around(self.text.folded(), whole, candidate.span) };
        candidate.sentence.set(Some(sentence));
        sentence
    }

    /// Whether the form is all that a bullet says, remarks in brackets aside, where the posting lists what it asks for.
    fn is_item(&self, candidate: &Candidate<'_>) -> bool {
        let Some(line) = candidate.line.filter(|line| line.kind == LineKind::Bullet) else { return false };
        let is_edge = |c: char| c.is_whitespace() || matches!(c, '.' | ',' | ';' | '*');
        let content = line.content.of(self.text.folded()).trim_start_matches(is_edge);
        let Some((said, rest)) = content.split_at_checked(candidate.span.len()) else { return false };
        let is_all = rest.trim_start_matches(is_edge).chars().next().is_none_or(|next| next == '(');
        let section = sections::at(self.sections, candidate.span.start).map(|section| section.section);
        is_all
            && !said.contains('(')
            && !said.ends_with(is_edge)
            && matches!(section, Some(Section::Requirements | Section::Preferred | Section::Unwanted | Section::Stack))
    }

    /// Whether the form is the first word of its sentence or line.
    fn starts_sentence(&self, candidate: &Candidate<'_>) -> bool {
        let sentence = self.text.sentence_at(candidate.span.start);
        let before = &self.text.folded()[sentence.start..candidate.span.start.max(sentence.start)];
        !before.contains(char::is_alphanumeric)
    }

    /// Whether the form is part of a line or sentence that belongs to the page. The same words inside running text are text.
    fn is_chrome(&self, candidate: &Candidate<'_>) -> bool {
        let folded = self.text.folded();
        let chrome = self.marks.chrome();
        let from = chrome.partition_point(|chrome| chrome.span.start + self.longest_chrome < candidate.span.end);
        let to = chrome.partition_point(|chrome| chrome.span.start <= candidate.span.start);
        let around = chrome[from..to.max(from)].iter().map(|mark| mark.span);
        around.filter(|chrome| chrome.contains(candidate.span)).any(|chrome| {
            let whole =
                |stretch: Span| stretch.of(folded).trim_matches(|c: char| !c.is_alphanumeric()).len() <= chrome.len();
            candidate.line.is_some_and(|line| whole(line.content)) || whole(self.text.sentence_at(chrome.start))
        })
    }

    /// Whether the form is the employer's name and stands where the employer speaks of itself.
    fn is_employer(&self, candidate: &Candidate<'_>) -> bool {
        if self.employer.binary_search(&candidate.form).is_err() {
            return false;
        }
        let section = sections::at(self.sections, candidate.span.start).map(|section| section.section);
        let asks = matches!(
            section,
            Some(
                Section::Requirements
                    | Section::Preferred
                    | Section::Unwanted
                    | Section::Stack
                    | Section::Responsibilities
            )
        );
        !asks && self.enumeration(candidate).is_none()
    }

    /// A cue against the form. Where some forms of a skill need judgement, the cues are about those; "Microsoft Excel in" is no verb.
    fn against(&self, candidate: &Candidate<'_>) -> Option<&'a Cue> {
        let inner = self.lexicon.inner();
        let skill = candidate.alias.skill;
        let judged = candidate.policy != Policy::Any || inner.cues_reach_any[skill.index()];
        let own = judged.then(|| self.cue(candidate, Sign::Against, None)).flatten();
        own.or_else(|| {
            let is_product = !self.product_cues.is_empty() && self.lexicon.skill(skill).is_product();
            self.product_cues.iter().copied().filter(|_| is_product).find(|cue| self.holds(cue, candidate, &[]))
        })
    }

    /// The first cue of a sign that holds. Cues on other skills need the sure ones.
    fn cue(&self, candidate: &Candidate<'_>, sign: Sign, sure: Option<&[(Span, SkillId)]>) -> Option<&'a Cue> {
        let lexicon: &'a Lexicon = self.lexicon;
        lexicon
            .cues_of(candidate.alias.skill)
            .filter(|cue| cue.sign == sign)
            .find(|cue| self.holds(cue, candidate, sure.unwrap_or(&[])))
    }

    fn holds(&self, cue: &Cue, candidate: &Candidate<'_>, sure: &[(Span, SkillId)]) -> bool {
        let folded = self.text.folded();
        let span = candidate.span;
        if !cue.lang.is_empty() && self.language.is_some_and(|language| language != cue.lang) {
            return false;
        }
        match &cue.what {
            What::Touching(text) => {
                let (left, right) = (&folded.as_bytes()[..span.start], &folded.as_bytes()[span.end..]);
                let (text, len) = (text.as_bytes(), text.len());
                return match cue.place {
                    Place::Left => left.len() >= len && left[left.len() - len..].eq_ignore_ascii_case(text),
                    _ => right.len() >= len && right[..len].eq_ignore_ascii_case(text),
                };
            }
            What::Employer => return self.is_employer(candidate),
            What::Version => {
                let (skill, rest) = (candidate.alias.skill, &folded[span.end..]);
                return match self.lexicon.inner().versions.know(skill) {
                    true => self.lexicon.version_after(skill, rest).is_some(),
                    false => has_version(rest),
                };
            }
            What::Class(number) if !self.is_class_present(*number) => return false,
            What::Word(word) | What::Exact(word, _) if !self.is_present(*word) => return false,
            _ => {}
        }
        if matches!(cue.place, Place::Left | Place::Right | Place::Near | Place::Line)
            && candidate.cues.is_some_and(|cues| !self.stands_among(cue, cues))
        {
            return false;
        }
        self.windows(cue, candidate).into_iter().flatten().any(|window| self.stands_in(cue, window, span, sure))
    }

    /// Where the cue words of a line stand, unless they are too many to be looked at one by one.
    fn cues_of(&self, line: Span) -> Option<(usize, usize)> {
        let cues = self.marks.cues();
        let from = cues.partition_point(|mark| mark.span.start < line.start);
        let len = cues[from..].iter().take(MANY_CUES + 1).take_while(|mark| mark.span.start < line.end).count();
        (len <= MANY_CUES).then_some((from, from + len))
    }

    /// Whether a word that a cue names is one of a few: most are not, and need no closer look.
    fn stands_among(&self, cue: &Cue, (from, to): (usize, usize)) -> bool {
        let mut words = self.marks.cues()[from..to].iter().map(|mark| WordId(mark.index));
        match &cue.what {
            What::Word(word) | What::Exact(word, _) => words.any(|other| other == *word),
            What::Class(number) => {
                let class = &self.lexicon.inner().cue_classes[*number as usize];
                words.any(|other| class.binary_search(&other).is_ok())
            }
            _ => true,
        }
    }

    fn is_present(&self, word: WordId) -> bool {
        is_set(&self.present, word.0)
    }

    fn is_class_present(&self, number: u32) -> bool {
        is_set(&self.classes, number)
    }

    /// Whether what a cue names stands in a stretch. A name does not speak for itself.
    fn stands_in(&self, cue: &Cue, stretch: Span, name: Span, sure: &[(Span, SkillId)]) -> bool {
        let beside = |found: Span| !found.overlaps(name);
        if stretch.len() <= LONGEST_SENTENCE {
            return self.look(cue, stretch, sure, beside);
        }
        // Every name looks through the whole text: for each anew, that would take the square of the time.
        let key = (std::ptr::from_ref(cue).addr(), stretch);
        let ends = *self.far.borrow_mut().entry(key).or_insert_with(|| {
            let mut ends: Option<(Span, Span)> = None;
            self.look(cue, stretch, sure, |found| {
                ends = Some((ends.map_or(found, |(first, _)| first), found));
                false
            });
            ends
        });
        let Some((first, last)) = ends else { return false };
        beside(first) || beside(last) || self.look(cue, stretch, sure, beside)
    }

    /// Looks for what a cue names in a stretch until one of them is what is wanted.
    fn look(
        &self,
        cue: &Cue,
        stretch: Span,
        sure: &[(Span, SkillId)],
        mut is_wanted: impl FnMut(Span) -> bool,
    ) -> bool {
        let folded = self.text.folded();
        let marks = || Marks::within(self.marks.cues(), stretch).iter().filter(|mark| mark.span.end <= stretch.end);
        let skills = || starting_in(sure, stretch).iter().filter(|(span, _)| stretch.contains(*span));
        match &cue.what {
            What::Class(number) => {
                let words = &self.lexicon.inner().cue_classes[*number as usize];
                let is_one = |mark: &&Mark| words.binary_search(&WordId(mark.index)).is_ok();
                marks().filter(is_one).any(|mark| is_wanted(mark.span))
            }
            What::Word(word) => marks().any(|mark| word.0 == mark.index && is_wanted(mark.span)),
            What::Exact(word, text) => {
                marks().any(|mark| word.0 == mark.index && mark.span.of(folded) == text && is_wanted(mark.span))
            }
            What::Skill(skill) => skills().any(|(span, id)| id == skill && is_wanted(*span)),
            What::Area(area) => skills().any(|(span, id)| self.lexicon.skill(*id).area() == area && is_wanted(*span)),
            What::Touching(_) | What::Version | What::Employer => false,
        }
    }

    /// The stretches in which a cue may stand.
    fn windows(&self, cue: &Cue, candidate: &Candidate<'_>) -> [Option<Span>; 2] {
        let folded = self.text.folded();
        let span = candidate.span;
        let line = candidate.line.map_or(Span::new(0, folded.len()), |line| line.content);
        let floor = line.start.min(span.start);
        let ceiling = line.end.max(span.end);
        let left = || words_left(folded, span.start, cue.reach, floor);
        let right = || words_right(folded, span.end, cue.reach, ceiling);
        match cue.place {
            Place::Left => [Some(left()), None],
            Place::Right => [Some(right()), None],
            Place::Near => [Some(left()), Some(right())],
            Place::Line => [Some(Span::new(floor, ceiling)), None],
            Place::Sentence => [Some(self.sentence(candidate)), None],
            // What introduces a list stands before it in its sentence.
            Place::List => {
                let list = self.enumeration(candidate);
                [list.map(|list| Span::new(self.sentence(candidate).start, list.end)), None]
            }
            Place::Document => [Some(Span::new(0, folded.len())), None],
        }
    }
}

/// Kinds of skills that postings of every trade ask for: communication, a driving licence, English.
const EVERY_TRADE: [&str; 4] = ["certification", "domain", "human-language", "soft"];

/// Areas whose skills they ask for, too.
const EVERY_OFFICE: [&str; 4] = ["business", "methods", "soft", "standards"];

/// Where a text has a sign of an address: `@`, `://`, `www.`, or a full stop between two letters.
fn address_signs(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let is_space = |byte: Option<&u8>| byte.is_none_or(u8::is_ascii_whitespace);
    let is_sign = |at: &usize| match bytes[*at] {
        b'@' => true,
        b'/' => bytes[..*at].ends_with(b":") && bytes.get(at + 1) == Some(&b'/'),
        _ => *at > 0 && !is_space(bytes.get(at - 1)) && !is_space(bytes.get(at + 1)),
    };
    memchr3_iter(b'@', b'/', b'.', bytes).filter(is_sign).collect()
}

/// A bit for each cue word that was seen, and one for each class of which a word was.
fn present(lexicon: &Lexicon, marks: &[Mark]) -> (Vec<u64>, Vec<u64>) {
    let inner = lexicon.inner();
    let mut words = vec![0; inner.cue_words.len().div_ceil(64)];
    let mut classes = vec![0; inner.cue_classes.len().div_ceil(64)];
    for mark in marks.iter().map(|mark| mark.index) {
        if !is_set(&words, mark) {
            words[mark as usize / 64] |= 1 << (mark % 64);
            for class in inner.classes_of_word(mark) {
                classes[*class as usize / 64] |= 1 << (class % 64);
            }
        }
    }
    (words, classes)
}

fn is_set(bits: &[u64], number: u32) -> bool {
    bits[number as usize / 64] >> (number % 64) & 1 == 1
}

/// More cue words than this in one line are looked for by place.
const MANY_CUES: usize = 32;

/// What was looked for in a line or a text, and where it stands first and last.
type Far = HashMap<(usize, Span), Option<(Span, Span)>>;

/// Bytes of a sentence that is looked at whole.
const LONGEST_SENTENCE: usize = 2_000;

/// The part of a sentence around a name.
fn around(text: &str, sentence: Span, name: Span) -> Span {
    let mut start = name.start.saturating_sub(LONGEST_SENTENCE / 8).max(sentence.start.min(name.start));
    let mut end = (name.end + LONGEST_SENTENCE / 8).min(sentence.end.max(name.end));
    while !text.is_char_boundary(start) {
        start += 1;
    }
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    Span::new(start, end)
}

/// Names that are words are refused inside hyphenated ones: "C-level", "Go-to", "pre-Spring".
fn hyphenated(text: &str, span: Span, policy: Policy) -> bool {
    if !matches!(policy, Policy::Ctx | Policy::List) {
        return false;
    }
    let mut after = text[span.end..].chars();
    let right = after.next() == Some('-') && after.next().is_some_and(char::is_alphabetic);
    let mut before = text[..span.start].chars().rev();
    let left = before.next() == Some('-') && before.next().is_some_and(char::is_alphabetic);
    // A single letter beside an ampersand is half of an abbreviation: "P&C".
    let pair = span.len() == 1 && text[..span.start].ends_with('&');
    right || left || pair
}

fn is_title(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(char::is_uppercase) && !chars.any(char::is_uppercase)
}

/// Whether a version number follows a name whose releases are not known: " 3.11", " 17", " v2". A number that counts years or people is
/// none.
fn has_version(rest: &str) -> bool {
    let rest = rest.strip_prefix(' ').unwrap_or(rest);
    let rest = rest.strip_prefix(['v', 'V']).unwrap_or(rest);
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let after = &rest[digits..];
    let dotted = after.starts_with('.') && after[1..].starts_with(|c: char| c.is_ascii_digit() || c == 'x');
    let counts = after.starts_with(['+', '-', '%'])
        || ["year", "yr", "month"].iter().any(|unit| after.trim_start().starts_with(unit));
    (1..=2).contains(&digits) && (dotted || (!counts && !after.starts_with(char::is_alphanumeric)))
}

/// Those of a list sorted by start that begin in a stretch.
fn starting_in(list: &[(Span, SkillId)], stretch: Span) -> &[(Span, SkillId)] {
    let from = list.partition_point(|(span, _)| span.start < stretch.start);
    let to = list.partition_point(|(span, _)| span.start < stretch.end);
    &list[from..to.max(from)]
}

/// Of accepted forms that overlap the longest stays; of equal ones the first in order. A product inside the name of a concept stays too:
/// "SQL tuning" asks for SQL.
fn keep_longest(lexicon: &Lexicon, candidates: &mut [Candidate<'_>]) {
    let is_idea = |skill: SkillId| !lexicon.skill(skill).is_product();
    let mut order: Vec<usize> = Vec::new();
    let mut last: Option<usize> = None;
    let mut end = 0;
    for at in (0..candidates.len()).filter(|at| candidates[*at].is_accepted()) {
        // Most stand alone: only those that overlap another are compared.
        if candidates[at].span.start < end {
            order.extend(last.take());
            order.push(at);
        } else {
            last = Some(at);
        }
        end = end.max(candidates[at].span.end);
    }
    order.sort_by_key(|at| {
        (std::cmp::Reverse(candidates[*at].span.len()), candidates[*at].span.start, candidates[*at].alias.skill)
    });
    // Kept spans do not overlap, so the neighbours by start are the only ones that can.
    let mut kept: BTreeMap<usize, (Span, SkillId)> = BTreeMap::new();
    for at in order {
        let span = candidates[at].span;
        let before = kept.range(..=span.start).next_back();
        let after = kept.range(span.start..).next();
        let over = before.into_iter().chain(after).map(|(_, entry)| entry).find(|(other, _)| other.overlaps(span));
        match over {
            Some((longer, skill))
                if longer.contains(span) && is_idea(*skill) && !is_idea(candidates[at].alias.skill) => {}
            Some((_, skill)) => candidates[at].verdict = Some(Err(Why::Covered(*skill))),
            None => {
                kept.insert(span.start, (span, candidates[at].alias.skill));
            }
        }
    }
}
