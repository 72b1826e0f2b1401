//! What a change of a share may be called, and the smallest change that data can show.

use super::care::Care;
use super::cluster::ClusterShare;
use super::interval::Z_95;
use super::mantel_haenszel::OddsRatio;
use super::two_shares::Difference;

/// What a change may be called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Verdict {
    /// Never seen before, and now more often than chance could have hidden then.
    New,
    /// Was rare, and surely grows fast.
    Emerging,
    /// Surely rises, by enough to matter.
    Rising,
    /// Surely falls, by enough to matter.
    Declining,
    /// Surely moved by no more than a small margin.
    Stable,
    /// The data cannot tell; how small a change they could show is [`smallest_visible_change`].
    Unclear,
}

impl Verdict {
    /// All verdicts.
    pub const ALL: [Self; 6] = [Self::New, Self::Emerging, Self::Rising, Self::Declining, Self::Stable, Self::Unclear];

    /// The word for it in tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Emerging => "emerging",
            Self::Rising => "rising",
            Self::Declining => "declining",
            Self::Stable => "stable",
            Self::Unclear => "unclear",
        }
    }
}

/// What a change needs to be called anything; [`Care::change_rule`] is the table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ChangeRule {
    /// Yes on both sides together before the change is tested at all; it does not depend on the direction.
    pub pooled: u64,
    /// Distinct clusters that say yes, on both sides together, before the change is tested at all.
    pub clusters: u64,
    /// The largest q-value that counts as sure.
    pub q: f64,
    /// The smallest change worth a name, as a share.
    pub least: f64,
    /// How far the interval of a stable share may reach from no change, as a share.
    pub margin: f64,
    /// The largest share before of what can emerge.
    pub emerging_from: f64,
    /// Yes after, of what emerges.
    pub emerging_asked: u64,
    /// Distinct clusters that say yes after, of what emerges.
    pub emerging_clusters: u64,
    /// Distinct sources that say yes after, of what emerges.
    pub emerging_sources: u64,
    /// The least lower bound of the odds ratio of what emerges.
    pub emerging_odds: f64,
}

impl ChangeRule {
    /// Whether a change is to be tested: only then it belongs to the family of
    /// [`benjamini_hochberg`](super::benjamini_hochberg).
    pub fn tests(&self, pooled: u64, clusters: u64) -> bool {
        pooled >= self.pooled && clusters >= self.clusters
    }
}

impl Care {
    /// What a change needs to be called anything at this setting.
    ///
    /// | | relaxed | normal | strict |
    /// |---|---|---|---|
    /// | tested: yes on both sides / clusters | 10 / 5 | 30 / 10 | 100 / 20 |
    /// | sure: q at most | .10 | .05 | .01 |
    /// | worth a name: points | 0.5 | 1 | 2 |
    /// | stable: interval within, points | 3 | 2 | 1 |
    /// | emerging: share before at most | 5 % | 2 % | 2 % |
    /// | emerging: yes after / clusters / sources | 10 / 5 / 1 | 20 / 10 / 2 | 50 / 20 / 2 |
    /// | emerging: odds ratio at least, lower bound | 1.2 | 1.5 | 2 |
    pub fn change_rule(self) -> ChangeRule {
        match self {
            Self::Relaxed => RELAXED,
            Self::Normal => NORMAL,
            Self::Strict => STRICT,
        }
    }
}

const RELAXED: ChangeRule = ChangeRule {
    pooled: 10,
    clusters: 5,
    q: 0.10,
    least: 0.005,
    margin: 0.03,
    emerging_from: 0.05,
    emerging_asked: 10,
    emerging_clusters: 5,
    emerging_sources: 1,
    emerging_odds: 1.2,
};

const NORMAL: ChangeRule = ChangeRule {
    pooled: 30,
    clusters: 10,
    q: 0.05,
    least: 0.01,
    margin: 0.02,
    emerging_from: 0.02,
    emerging_asked: 20,
    emerging_clusters: 10,
    emerging_sources: 2,
    emerging_odds: 1.5,
};

const STRICT: ChangeRule = ChangeRule {
    pooled: 100,
    clusters: 20,
    q: 0.01,
    least: 0.02,
    margin: 0.01,
    emerging_from: 0.02,
    emerging_asked: 50,
    emerging_clusters: 20,
    emerging_sources: 2,
    emerging_odds: 2.0,
};

/// All that a verdict looks at.
#[derive(Debug, Clone, Copy)]
pub struct Change<'a> {
    /// The share before.
    pub before: &'a ClusterShare,
    /// The share after.
    pub after: &'a ClusterShare,
    /// The change to be named: at an unchanged mix ([`Kitagawa::within`](super::Kitagawa::within)) where there are
    /// strata, else [`ClusterShare::change_to`].
    pub difference: Difference,
    /// The q-value of the stratified test; `None` where it was not tested ([`ChangeRule::tests`]).
    pub q: Option<f64>,
    /// The odds ratio all strata have in common; `None` where it has no bound.
    pub odds: Option<OddsRatio>,
    /// Yes before.
    pub asked_before: u64,
    /// Yes after.
    pub asked_after: u64,
    /// Distinct clusters that say yes after.
    pub clusters_after: u64,
    /// Distinct sources that say yes after; `None` where the data have but one source or do not name it, and the
    /// rule about sources cannot be asked.
    pub sources_after: Option<u64>,
}

/// What `change` may be called under `rule`.
///
/// In this order: **new** when nobody said yes before and the interval before lies wholly below the one after (it
/// needs no test: what is new is mostly too rare for the family);
/// **emerging** when the share before is small, the rise is sure, enough clusters and sources say yes after, and the lower
/// bound of the odds ratio reaches the rule's; **rising** and **declining** when the change is sure and
/// worth a name; **stable** when the whole interval of the change lies within the margin; else **unclear**.
/// A side without observations makes everything unclear.
pub fn verdict(change: &Change<'_>, rule: &ChangeRule) -> Verdict {
    if change.before.n == 0 || change.after.n == 0 {
        return Verdict::Unclear;
    }
    let sure = change.q.is_some_and(|q| q <= rule.q);
    let value = change.difference.value;
    if change.asked_before == 0 && change.before.hi < change.after.lo {
        Verdict::New
    } else if sure && value > 0.0 && emerges(change, rule) {
        Verdict::Emerging
    } else if sure && value >= rule.least {
        Verdict::Rising
    } else if sure && value <= -rule.least {
        Verdict::Declining
    } else if change.difference.within(rule.margin) {
        Verdict::Stable
    } else {
        Verdict::Unclear
    }
}

fn emerges(change: &Change<'_>, rule: &ChangeRule) -> bool {
    change.before.share <= rule.emerging_from
        && change.asked_after >= rule.emerging_asked
        && change.clusters_after >= rule.emerging_clusters
        && change.sources_after.is_none_or(|sources| sources >= rule.emerging_sources)
        && change.odds.is_some_and(|odds| odds.lo >= rule.emerging_odds)
}

/// The 0.8 quantile of the standard normal distribution: the power a visible change is found with.
pub const Z_POWER: f64 = 0.841_621_233_572_914_4;

/// The smallest changes that data can show, as shares above 0.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct VisibleChange {
    /// The smallest rise; `None` where not even a rise to everybody would show.
    pub rise: Option<f64>,
    /// The smallest fall; `None` where not even a fall to nobody would show.
    pub fall: Option<f64>,
}

/// The smallest changes from `share` that a two-sided test at .05 finds with power .8, for two sides worth
/// `before` and `after` independent observations ([`ClusterShare::effective_n`]).
///
/// The d with d = z₀.₉₇₅·√(p̄(1−p̄)(1/n₁+1/n₂)) + z₀.₈·√(p₁(1−p₁)/n₁ + p₂(1−p₂)/n₂), where p₂ = p₁ ± d and p̄ is the pooled
/// share (Fleiss, Levin & Paik 2003, without the continuity correction). "Nothing changed" means little
/// without it.
pub fn smallest_visible_change(share: f64, before: f64, after: f64) -> VisibleChange {
    if share.is_nan() || !(before > 0.0 && after > 0.0) {
        return VisibleChange { rise: None, fall: None };
    }
    let share = share.clamp(0.0, 1.0);
    let (n1, n2) = (before.min(f64::MAX / 4.0), after.min(f64::MAX / 4.0));
    let shows = |later: f64| {
        let pooled = share * (n1 / (n1 + n2)) + later * (n2 / (n1 + n2));
        let under_none = (pooled * (1.0 - pooled) * (1.0 / n1 + 1.0 / n2)).max(0.0).sqrt();
        let under_change = (share * (1.0 - share) / n1 + later * (1.0 - later) / n2).sqrt();
        (later - share).abs() >= Z_95 * under_none + Z_POWER * under_change
    };
    VisibleChange { rise: least(share, 1.0, shows), fall: least(share, 0.0, shows) }
}

/// The distance from `share` towards `end` from which a change shows; `None` where the end itself does not.
fn least(share: f64, end: f64, shows: impl Fn(f64) -> bool) -> Option<f64> {
    if share == end || !shows(end) {
        return None;
    }
    let (mut hidden, mut seen) = (share, end);
    // Halved to far below any digit that is printed.
    for _ in 0..60 {
        let middle = f64::midpoint(hidden, seen);
        if shows(middle) {
            seen = middle;
        } else {
            hidden = middle;
        }
    }
    Some((seen - share).abs())
}
