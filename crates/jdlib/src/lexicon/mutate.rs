//! Lexicons with one rule less: what no example sentence notices the loss of is not tested.

use std::sync::Arc;

use super::{Lexicon, Policy, SkillId};

/// A rule that can be taken away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Mutation {
    /// One cue of a skill, by its place among them.
    Cue(SkillId, usize),
    /// One cue that is about every product.
    ProductCue(usize),
    /// The policies of a skill: all of its forms count in any case.
    Policy(SkillId),
}

impl Mutation {
    /// The skill that the rule is about; none where it is about every product.
    #[must_use]
    pub fn skill(self) -> Option<SkillId> {
        match self {
            Self::Cue(skill, _) | Self::Policy(skill) => Some(skill),
            Self::ProductCue(_) => None,
        }
    }
}

impl Lexicon {
    /// Every rule that can be taken away.
    #[must_use]
    pub fn mutations(&self) -> Vec<Mutation> {
        let inner = self.inner();
        let ids = || (0..).zip(&inner.skills).map(|(number, _)| SkillId(number));
        let cues = ids().flat_map(|id| (0..inner.cues[id.index()].len()).map(move |at| Mutation::Cue(id, at)));
        let products = (0..inner.product_cues.len()).map(Mutation::ProductCue);
        let is_judged = |id: &SkillId| {
            inner.aliases.iter().any(|alias| alias.skill == *id && !matches!(alias.policy, Policy::Any | Policy::Alias))
        };
        let policies = ids().filter(is_judged).map(Mutation::Policy);
        cues.chain(products).chain(policies).collect()
    }

    /// The lexicon without a rule. Cheap: nothing is copied.
    #[must_use]
    pub fn mutated(&self, mutation: Mutation) -> Self {
        Self(Arc::clone(&self.0), Some(mutation))
    }

    /// The rule in words.
    #[must_use]
    pub fn describe(&self, mutation: Mutation) -> String {
        let inner = self.inner();
        match mutation {
            Mutation::Cue(skill, at) => {
                format!("the cue `{}` of `{}`", inner.cues[skill.index()][at].text, self.skill(skill).id())
            }
            Mutation::ProductCue(at) => format!("the cue `{}` of every product", inner.product_cues[at].text),
            Mutation::Policy(skill) => format!("the policy of `{}`", self.skill(skill).id()),
        }
    }
}
