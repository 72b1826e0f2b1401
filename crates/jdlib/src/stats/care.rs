//! When a figure is shown, withheld or flagged: the one table of thresholds.

use super::interval::Interval;

/// How careful the reader wants to be: one dial that moves every threshold.
///
/// | figure | relaxed: n / clusters | normal | strict |
/// |---|---|---|---|
/// | share | 10 / 5 | 30 / 10 | 100 / 20 |
/// | median | 6 / 3 | 10 / 5 | 100 / 10 |
/// | quartile | 13 / 3 | 20 / 5 | 100 / 10 |
/// | P10, P90 | 36 / 3 | 40 / 5 | 100 / 10 |
///
/// Relaxed stops for quantiles where no two-sided 95 % interval exists even for independent values
/// (6, 13 and 36; [`exact_ranks`](super::exact_ranks)). Strict asks 100 values for pay, as commercial
/// compensation models do, and for shares the 20 clusters from which the intervals were seen
/// to hold their level in simulation.
///
/// Shares are withheld by their denominator alone: a numerator of zero is an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Care {
    /// Shows all that can be estimated at all.
    Relaxed,
    /// Shows what a careful reader may quote.
    #[default]
    Normal,
    /// Shows what may be published without further comment.
    Strict,
}

/// The kinds of figure that have thresholds of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Figure {
    /// A share of the observations.
    Share,
    /// The middle value.
    Median,
    /// P25 or P75, or any quantile between them that is not the median.
    Quartile,
    /// P10 or P90, or any quantile between them that is outside the quartiles.
    Tail,
}

impl Figure {
    /// The kind the quantile `q` is; `None` outside P10 to P90, which no threshold covers.
    pub fn of_quantile(q: f64) -> Option<Self> {
        // Written quantiles such as 0.9 are not exact, and neither is 1 − 0.9.
        const SLACK: f64 = 1e-9;
        match q.min(1.0 - q) {
            side if side >= 0.5 - SLACK => Some(Self::Median),
            side if side >= 0.25 - SLACK => Some(Self::Quartile),
            side if side >= 0.1 - SLACK => Some(Self::Tail),
            _ => None,
        }
    }
}

/// The least a figure needs to be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Floor {
    /// Observations: postings for a share, paid postings for a quantile of pay.
    pub n: u64,
    /// Distinct clusters among them.
    pub clusters: u64,
}

/// Whether a figure may be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Showing {
    /// It stands on enough observations of enough clusters.
    Shown,
    /// It does not; its counts may be printed, the figure may not.
    Withheld,
}

impl Showing {
    /// Whether the figure is shown.
    pub fn is_shown(self) -> bool {
        self == Self::Shown
    }
}

impl Care {
    /// All settings, most permissive first.
    pub const ALL: [Self; 3] = [Self::Relaxed, Self::Normal, Self::Strict];

    /// The word for it on a command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Relaxed => "relaxed",
            Self::Normal => "normal",
            Self::Strict => "strict",
        }
    }

    /// The setting a word stands for, as [`as_str`](Self::as_str) writes it.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|care| care.as_str() == word)
    }

    /// What `figure` needs at this setting.
    pub fn floor(self, figure: Figure) -> Floor {
        let (n, clusters) = match (self, figure) {
            (Self::Relaxed, Figure::Share) => (10, 5),
            (Self::Relaxed, Figure::Median) => (6, 3),
            (Self::Relaxed, Figure::Quartile) => (13, 3),
            (Self::Relaxed, Figure::Tail) => (36, 3),
            (Self::Normal, Figure::Share) => (30, 10),
            (Self::Normal, Figure::Median) => (10, 5),
            (Self::Normal, Figure::Quartile) => (20, 5),
            (Self::Normal, Figure::Tail) => (40, 5),
            (Self::Strict, Figure::Share) => (100, 20),
            (Self::Strict, Figure::Median | Figure::Quartile | Figure::Tail) => (100, 10),
        };
        Floor { n, clusters }
    }

    /// Whether `figure` is shown when it rests on `n` observations of `clusters` clusters.
    pub fn showing(self, figure: Figure, n: u64, clusters: u64) -> Showing {
        let floor = self.floor(figure);
        if n >= floor.n && clusters >= floor.clusters { Showing::Shown } else { Showing::Withheld }
    }
}

/// The widest interval of a share that is not flagged: 20 points.
const WIDEST: f64 = 0.20;
/// The widest interval of a share that is not flagged, as a multiple of the share.
const WIDEST_RELATIVE: f64 = 1.2;

/// Whether the interval of `share` is too wide for it to be read as a number: more than 20 points, or
/// more than 1.2 times the share (the rule of the National Survey of Children's Health).
///
/// At zero the relative rule would flag every interval, although "none, and likely below 1 %" is as sharp as
/// answers get; there only the 20 points count.
pub fn low_precision(share: f64, interval: Interval) -> bool {
    let width = interval.width();
    width > WIDEST || (share > 0.0 && width > WIDEST_RELATIVE * share)
}

/// The part of a cell above which one cluster dominates it.
pub const DOMINANT_SHARE: f64 = 0.50;
/// The part of a cell above which one cluster dominates it in a ranking, where cells compete.
pub const DOMINANT_SHARE_RANKED: f64 = 0.25;

/// Whether the largest cluster holds more than `limit` of the `n` observations of a cell;
/// see [`DOMINANT_SHARE`] and [`DOMINANT_SHARE_RANKED`].
pub fn dominated(largest_cluster: u64, n: u64, limit: f64) -> bool {
    n > 0 && largest_cluster as f64 > limit * n as f64
}
