//! Two shares against each other: their difference with its interval, and tests of it.

use super::cluster::ClusterShare;
use super::interval::Interval;
use super::tails::two_sided;

/// Independent trials: `asked` of `n` say yes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Trials {
    /// Trials that say yes; more than `n` counts as `n`.
    pub asked: u64,
    /// All trials.
    pub n: u64,
}

impl Trials {
    /// `asked` of `n` trials.
    pub fn new(asked: u64, n: u64) -> Self {
        Self { asked: asked.min(n), n }
    }

    /// Yes and all as floats, with the promise of `asked <= n` kept.
    pub(super) fn floats(self) -> (f64, f64) {
        (self.asked.min(self.n) as f64, self.n as f64)
    }
}

/// A change of a share, after less before, with its 95 % interval; all from −1 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Difference {
    /// after − before.
    pub value: f64,
    /// Lower bound, never above `value`.
    pub lo: f64,
    /// Upper bound, never below `value`.
    pub hi: f64,
}

impl Difference {
    /// What is known of a change that nothing was observed of.
    pub const UNKNOWN: Self = Self { value: 0.0, lo: -1.0, hi: 1.0 };

    /// Whether `change` lies within the bounds, both included.
    pub fn contains(&self, change: f64) -> bool {
        self.lo <= change && change <= self.hi
    }

    /// Whether the whole interval lies within `margin` of no change: the two shares are equal for practical ends.
    pub fn within(&self, margin: f64) -> bool {
        -margin <= self.lo && self.hi <= margin
    }
}

/// The difference of two independent shares from their own intervals (Newcombe 1998, method 10; MOVER).
///
/// d = p₂ − p₁, lo = d − √((p₂−l₂)² + (u₁−p₁)²), hi = d + √((u₂−p₂)² + (p₁−l₁)²), with (l, u) the interval
/// of each share. Whatever the intervals know of clustering the difference inherits, so intervals
/// from [`cluster_share`](super::cluster_share) give a clustered difference;
/// [`ClusterShare::change_to`] is that. The two sides are taken as independent: employers that are in both
/// make the interval wider than it need be.
///
/// Shares are held to 0..=1 and to their intervals. A NaN gives [`Difference::UNKNOWN`].
pub fn newcombe((before, first): (f64, Interval), (after, second): (f64, Interval)) -> Difference {
    if [before, after, first.lo, first.hi, second.lo, second.hi].iter().any(|bound| bound.is_nan()) {
        return Difference::UNKNOWN;
    }
    let (before, after) = (before.clamp(0.0, 1.0), after.clamp(0.0, 1.0));
    let value = after - before;
    let gap = |far: f64, near: f64| (far - near).clamp(0.0, 1.0);
    let down = gap(after, second.lo).hypot(gap(first.hi, before));
    let up = gap(second.hi, after).hypot(gap(before, first.lo));
    Difference { value, lo: (value - down).max(-1.0), hi: (value + up).min(1.0) }
}

impl ClusterShare {
    /// The change from this share to a `later` one, with an interval that knows both are clustered;
    /// [`Difference::UNKNOWN`] where either side has no observations. The formula is at [`newcombe`].
    pub fn change_to(&self, later: &Self) -> Difference {
        if self.n == 0 || later.n == 0 {
            return Difference::UNKNOWN;
        }
        newcombe((self.share, self.interval()), (later.share, later.interval()))
    }
}

/// A test against the standard normal distribution.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NormalTest {
    /// Standard errors between what was seen and no difference; positive when the second is larger.
    pub z: f64,
    /// Two-sided p-value, 0 to 1.
    pub p: f64,
}

/// The test of two proportions with pooled variance, for *independent* trials.
///
/// z = (p₂ − p₁) / √(p(1−p)(1/n₁ + 1/n₂)) with p the pooled share. `None` where a side is empty or where nobody
/// or everybody says yes, which leaves nothing to test.
///
/// Where trials come in clusters it rejects far too often: use
/// [`mantel_haenszel()`](super::mantel_haenszel()) with a design effect.
pub fn two_proportions(before: Trials, after: Trials) -> Option<NormalTest> {
    let ((x1, n1), (x2, n2)) = (before.floats(), after.floats());
    if n1 == 0.0 || n2 == 0.0 {
        return None;
    }
    let pooled = (x1 + x2) / (n1 + n2);
    let variance = pooled * (1.0 - pooled) * (1.0 / n1 + 1.0 / n2);
    let z = (x2 / n2 - x1 / n1) / variance.sqrt();
    (variance > 0.0).then(|| NormalTest { z, p: two_sided(z) })
}

/// The two-sided p-value of Fisher's exact test: the chance, with all margins fixed, of a table that is no
/// likelier than the one seen (the definition R and `SciPy` use).
///
/// For *independent* trials, like [`two_proportions`]. It is 1 where there is nothing to test. The cost
/// grows with the root of the smallest margin.
pub fn fisher(before: Trials, after: Trials) -> f64 {
    /// Tables as likely as the one seen count, although rounding may say otherwise.
    const SLACK: f64 = 1.0 + 1e-7;
    let ((x1, n1), (x2, n2)) = (before.floats(), after.floats());
    let yes = x1 + x2;
    let (least, most) = ((yes - n2).max(0.0), yes.min(n1));
    // Weights relative to the likeliest table: nothing overflows, and what underflows is too rare to count.
    let mode = (((n1 + 1.0) * (yes + 1.0)) / (n1 + n2 + 2.0)).floor().clamp(least, most);
    let step = |x: f64| ((n1 - x) * (yes - x)) / ((x + 1.0) * (n2 - yes + x + 1.0));
    let weights = |ends: f64, up: bool| {
        let (mut x, mut weight) = (mode, 1.0);
        std::iter::from_fn(move || {
            if x == ends || weight == 0.0 {
                return None;
            }
            weight *= if up { step(x) } else { 1.0 / step(x - 1.0) };
            x += if up { 1.0 } else { -1.0 };
            Some((x, weight))
        })
    };
    let tables = || std::iter::once((mode, 1.0)).chain(weights(most, true)).chain(weights(least, false));
    let seen = tables().find(|&(x, _)| x == x1).map_or(0.0, |(_, weight)| weight);
    let (mut all, mut rare) = (0.0, 0.0);
    for (_, weight) in tables() {
        all += weight;
        if weight <= seen * SLACK {
            rare += weight;
        }
    }
    (rare / all).min(1.0)
}
