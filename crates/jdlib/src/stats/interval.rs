//! The score interval of one share.

/// The 0.975 quantile of the standard normal distribution, behind every 95 % interval of the library.
pub const Z_95: f64 = 1.959_963_984_540_054;

/// A range of shares, `0 <= lo <= hi <= 1`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// The lower bound.
    pub lo: f64,
    /// The upper bound.
    pub hi: f64,
}

impl Interval {
    /// The whole range: what is known of a share that nothing was observed of.
    pub const UNKNOWN: Self = Self { lo: 0.0, hi: 1.0 };

    /// The distance between the bounds.
    pub fn width(self) -> f64 {
        self.hi - self.lo
    }

    /// Whether `share` lies within the bounds, both included.
    pub fn contains(self, share: f64) -> bool {
        self.lo <= share && share <= self.hi
    }
}

/// The 95 % interval of `successes` out of `n` independent trials (Wilson 1927).
///
/// Both may be fractional, as an effective sample size is. `n <= 0` gives [`Interval::UNKNOWN`];
/// successes outside `0..=n` count as the nearer end.
///
/// Wilson, because the textbook interval collapses to a point at 0 and 1 and covers far less than it
/// says for small n (Brown et al. 2001).
///
/// ```
/// let interval = jdlib::stats::wilson(0.0, 10.0);
/// assert_eq!(interval.lo, 0.0);
/// assert!((interval.hi - 0.277533).abs() < 1e-6); // none of ten still leaves room for a quarter
/// ```
pub fn wilson(successes: f64, n: f64) -> Interval {
    // `!(n > 0.0)` also catches a NaN, which `n <= 0.0` lets pass.
    if n > 0.0 { wilson_share(successes / n, n) } else { Interval::UNKNOWN }
}

/// The 95 % interval of an observed share `p` over `n` (effective) trials (Wilson 1927).
///
/// The form [`wilson`] rests on, for callers whose `n` is no count. `p` is held to `0..=1`;
/// `n <= 0` or a NaN gives [`Interval::UNKNOWN`], an infinite `n` the point `p`.
pub fn wilson_share(p: f64, n: f64) -> Interval {
    if p.is_nan() || n.is_nan() || n <= 0.0 {
        return Interval::UNKNOWN;
    }
    let p = p.clamp(0.0, 1.0);
    if n.is_infinite() {
        return Interval { lo: p, hi: p };
    }
    // The usual form multiplied through by n: the same numbers, and no overflow where n is tiny.
    let z2 = Z_95 * Z_95;
    let centre = (p * n + z2 / 2.0) / (n + z2);
    let half = Z_95 * (n * p * (1.0 - p) + z2 / 4.0).sqrt() / (n + z2);
    // The bounds are 0 at p = 0 and 1 at p = 1 exactly; rounding may miss that by the last bit.
    Interval {
        lo: if p == 0.0 { 0.0 } else { (centre - half).clamp(0.0, p) },
        hi: if p == 1.0 { 1.0 } else { (centre + half).clamp(p, 1.0) },
    }
}
