//! A change of a share split into what changed within groups and what moved between them (Kitagawa 1955).

use super::cluster::ClusterShare;
use super::interval::Z_95;
use super::two_shares::Difference;

/// One group on one side.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GroupShare {
    /// The part of the side that is this group, 0 to 1; the groups of a side add up to 1.
    pub weight: f64,
    /// The share within the group, 0 to 1.
    pub share: f64,
    /// Standard error of `share`.
    pub se: f64,
}

impl GroupShare {
    /// A group that is `weight` of its side. The standard error is read off the width of the interval, so a group
    /// where nobody says yes is not taken for certain, and clustering is in it.
    pub fn of(weight: f64, share: &ClusterShare) -> Self {
        Self { weight, share: share.share, se: share.interval().width() / (2.0 * Z_95) }
    }
}

/// The parts of a change; `total = within + composition`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Kitagawa {
    /// The change of the share over all groups, −1 to 1.
    pub total: f64,
    /// The change at an unchanged mix of groups, with its 95 % interval.
    pub within: Difference,
    /// What the shift between groups adds, at unchanged shares.
    pub composition: f64,
}

/// Splits the change from `before` to `after`, one pair a group.
///
/// within = Σ ½(w₁+w₂)(p₂−p₁), composition = Σ ½(p₁+p₂)(w₂−w₁). The interval of `within` is
/// ±1.96·√Σ(½(w₁+w₂))²(se₁²+se₂²), which takes the mix as known and groups as independent; where shares do not change,
/// errors of the mix cancel.
///
/// Numbers that are not finite count as 0.
pub fn kitagawa(groups: &[(GroupShare, GroupShare)]) -> Kitagawa {
    let finite = |number: f64| if number.is_finite() { number } else { 0.0 };
    let (mut within, mut composition, mut variance) = (0.0, 0.0, 0.0);
    for (before, after) in groups {
        let (w1, w2) = (finite(before.weight), finite(after.weight));
        let (p1, p2) = (finite(before.share), finite(after.share));
        let weight = f64::midpoint(w1, w2);
        within += weight * (p2 - p1);
        composition += f64::midpoint(p1, p2) * (w2 - w1);
        variance += weight * weight * (finite(before.se).powi(2) + finite(after.se).powi(2));
    }
    let half = Z_95 * variance.sqrt();
    let within = Difference {
        value: within,
        lo: (within - half).max(-1.0).min(within),
        hi: (within + half).min(1.0).max(within),
    };
    Kitagawa { total: within.value + composition, within, composition }
}
