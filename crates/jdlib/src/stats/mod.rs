//! Intervals, tests, regressions and the rules for showing them: pure functions on slices of numbers.
//!
//! Nothing here knows of postings, employers or data frames. A *cluster* is whatever the observations
//! were drawn in (for the market: the employer), *asked* is a count of successes, *n* a count of trials.
//! Shares and interval bounds run from 0 to 1. No function panics on data and none returns NaN: where
//! there is nothing to estimate from, the answer is the whole range or `None`.
//!
//! | item | what it is |
//! |---|---|
//! | [`wilson`], [`wilson_share`], [`Interval`] | the 95 % interval of one share (Wilson 1927) |
//! | [`cluster_share`], [`Clustering`], [`Tally`], [`ClusterShare`] | a share whose observations come in clusters (Korn & Graubard 1998, on Wilson's interval) |
//! | [`quantile`] | the type 7 quantile of Hyndman & Fan 1996 |
//! | [`woodruff`], [`Sample`], [`QuantileEstimate`] | a quantile with its interval under clustering (Woodruff 1952) |
//! | [`exact_ranks`] | the order-statistic interval of independent observations, the yardstick |
//! | [`newcombe`], [`ClusterShare::change_to`], [`Difference`] | the interval of a change of a share (Newcombe 1998) |
//! | [`two_proportions`], [`fisher`], [`Trials`] | tests of two shares of independent observations |
//! | [`mantel_haenszel()`], [`mantel_haenszel_deff`], [`Stratum`] | a test of two shares within strata, with what clustering costs it |
//! | [`benjamini_hochberg`] | q-values of many tests |
//! | [`kitagawa()`], [`kitagawa_clustered`], [`GroupShare`] | a change split into within groups and between them |
//! | [`verdict`], [`Verdict`], [`ChangeRule`], [`smallest_visible_change`] | what a change may be called, and how small a one could be seen |
//! | [`regress`], [`LeastSquares`], [`Residuals`], [`Regression`] | least squares with ridge penalties and clustered errors, in two passes over rows |
//! | [`shrink()`], [`Estimate`] | estimates drawn together before they are ranked (empirical Bayes) |
//! | [`log_odds()`], [`Prior`] | words typical of one corpus against another |
//! | [`association()`] | how two things go together: lift, PMI, φ |
//! | [`Care`], [`Figure`], [`Showing`], [`low_precision`], [`dominated`] | when a figure is shown, withheld or flagged |
//!
//! ```
//! use jdlib::stats::{Care, Cluster, Figure, Showing, cluster_share};
//!
//! // Two large employers agree with themselves: 60 postings carry much less than 60 opinions.
//! let cells = [Cluster::new(28, 30), Cluster::new(4, 28), Cluster::new(1, 1), Cluster::new(0, 1)];
//! let share = cluster_share(&cells);
//! assert_eq!((share.n, share.clusters), (60, 4));
//! assert!(share.deff > 5.0 && share.effective_n < 2.0);
//! assert!(share.lo < 0.1 && share.hi > 0.9);
//! assert_eq!(Care::Normal.showing(Figure::Share, share.n, share.clusters), Showing::Withheld);
//! ```

mod association;
mod care;
mod change;
mod cholesky;
mod cluster;
mod interval;
mod kitagawa;
mod log_odds;
mod mantel_haenszel;
mod multiplicity;
mod quantiles;
mod regression;
mod shrink;
mod tails;
mod two_shares;

#[cfg(test)]
mod comparison_tests;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod regression_tests;
#[cfg(test)]
mod simulation;
#[cfg(test)]
mod tests;

pub use association::{Association, association};
pub use care::{Care, DOMINANT_SHARE, DOMINANT_SHARE_RANKED, Figure, Floor, Showing, dominated, low_precision};
pub use change::{Change, ChangeRule, Verdict, VisibleChange, Z_POWER, smallest_visible_change, verdict};
pub use cluster::{Cluster, ClusterShare, Clustering, Tally, cluster_share};
pub use interval::{Interval, Z_95, wilson, wilson_share};
pub use kitagawa::{GroupShare, Kitagawa, kitagawa, kitagawa_clustered};
pub use log_odds::{LogOdds, Prior, WordCounts, log_odds};
pub use mantel_haenszel::{ClusterStratum, MantelHaenszel, OddsRatio, Stratum, mantel_haenszel, mantel_haenszel_deff};
pub use multiplicity::benjamini_hochberg;
pub use quantiles::{Observation, QuantileEstimate, Ranks, Sample, exact_ranks, quantile, woodruff};
pub use regression::{
    Coefficient, Column, Compared, DropReason, Dropped, Errors, FEW_CLUSTERS, LeastSquares, Regression, Residuals,
    log_percent, regress,
};
pub use shrink::{Estimate, Shrinkage, shrink};
pub use two_shares::{Difference, NormalTest, Trials, fisher, newcombe, two_proportions};
