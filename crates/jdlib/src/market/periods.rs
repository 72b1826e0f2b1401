//! Months, quarters and years of a market, and where its series break.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::*;

use super::frame::{self, Needs, Sums};
use super::{Filter, Group, Market, Standing, engine};
use crate::error::{Error, Result};

/// From one period to the next, a number of postings that grows or falls by this factor is not the market's doing.
pub const VOLUME_JUMP: f64 = 4.0;

/// Fewer postings than this in both periods may jump as they like.
pub const VOLUME_LEAST: u64 = 100;

/// The part of the postings that moves between sources from one period to the next above which sources have changed.
pub const SOURCES_MOVED: f64 = 0.25;

/// Fewer postings than this say nothing of the mix of sources.
const SOURCES_LEAST: u64 = 30;

/// Why what comes after cannot be compared with what was before.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Break {
    /// The number of postings jumped: more or less was collected.
    Volume {
        /// Postings in the period before.
        before: u64,
        /// Postings in this one.
        after: u64,
    },
    /// Postings come from other sources.
    Sources {
        /// The part of the postings that moved, 0 to 1.
        moved: f64,
        /// The source that gained or lost most.
        source: String,
    },
}

impl Break {
    /// The written name, as in the column `break`.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Volume { .. } => "volume",
            Self::Sources { .. } => "sources",
        }
    }
}

/// A month, quarter or year of postings.
#[derive(Clone, Debug, PartialEq)]
pub struct Period {
    /// `2026-09`, `2026-Q3` or `2026`.
    pub name: String,
    /// Postings, repeats left out.
    pub postings: u64,
    /// Partial for the newest, break where the series breaks, else ok.
    pub standing: Standing,
    /// Why the series breaks at this period.
    pub broken: Option<Break>,
}

/// Postings of one period by source.
#[derive(Clone, Debug, Default)]
struct Mix {
    name: String,
    postings: u64,
    sources: BTreeMap<String, u64>,
}

impl Mix {
    /// The break between the period before and this one.
    fn breaks(&self, before: &Self) -> Option<Break> {
        let (less, more) = (self.postings.min(before.postings), self.postings.max(before.postings));
        if more >= VOLUME_LEAST && more as f64 >= VOLUME_JUMP * less as f64 {
            return Some(Break::Volume { before: before.postings, after: self.postings });
        }
        if less < SOURCES_LEAST {
            return None;
        }
        let part =
            |mix: &Self, source: &String| mix.sources.get(source).copied().unwrap_or(0) as f64 / mix.postings as f64;
        let sources = before.sources.keys().chain(self.sources.keys());
        let moves: BTreeMap<&String, f64> =
            sources.map(|source| (source, (part(self, source) - part(before, source)).abs())).collect();
        // What one source gains another loses.
        let moved = moves.values().sum::<f64>() / 2.0;
        let most = moves.iter().max_by(|a, b| a.1.total_cmp(b.1).then_with(|| b.0.cmp(a.0)));
        let (source, _) = most.filter(|_| moved >= SOURCES_MOVED)?;
        Some(Break::Sources { moved, source: (*source).clone() })
    }
}

impl Market {
    /// The periods that have postings, in order; postings without a date are in none. The newest one is partial, and breaks are sought in
    /// the others only.
    ///
    /// # Errors
    /// When facts cannot be read, or when the group is not a period.
    pub fn periods(&self, by: Group, filter: &Filter) -> Result<Vec<Period>> {
        if !by.is_period() {
            return Err(Error::engine(format!("`{}` is no period: use month, quarter or year", by.as_str())));
        }
        let mut sums = Sums::new(vec![by.as_str(), "source"], &["postings"]);
        self.for_each(filter, &Needs::of(&[by, Group::Source], filter), |frames| {
            let counted = [len().cast(DataType::UInt64).alias("postings")];
            let keys = [by.expr(), Group::Source.expr()];
            sums.add(engine(|| frames.postings.lazy().group_by(keys).agg(counted).collect())?)
        })?;
        let Some(frame) = sums.finish()? else { return Ok(Vec::new()) };
        let mut mixes: BTreeMap<String, Mix> = BTreeMap::new();
        let names = frame::texts(&frame, by.as_str())?.into_iter().zip(frame::texts(&frame, "source")?);
        for ((name, source), postings) in names.zip(frame::counts(&frame, "postings")?) {
            if name == super::group::UNKNOWN {
                continue;
            }
            let mix = mixes.entry(name.clone()).or_insert_with(|| Mix { name, ..Mix::default() });
            mix.postings += postings;
            *mix.sources.entry(source).or_default() += postings;
        }
        Ok(periods(&mixes.into_values().collect::<Vec<_>>()))
    }

    /// The names of the periods at which series break, for a question about some groups; none if no period is among them.
    pub(super) fn broken(&self, by: &[Group], filter: &Filter) -> Result<BTreeSet<String>> {
        let Some(by) = by.iter().find(|group| group.is_period()) else { return Ok(BTreeSet::new()) };
        let periods = self.periods(*by, filter)?.into_iter();
        Ok(periods.filter(|period| period.broken.is_some()).map(|period| period.name).collect())
    }
}

fn periods(mixes: &[Mix]) -> Vec<Period> {
    let period = |(at, mix): (usize, &Mix)| {
        let newest = at + 1 == mixes.len();
        let broken = if newest { None } else { at.checked_sub(1).and_then(|before| mix.breaks(&mixes[before])) };
        let standing = match (newest, &broken) {
            (true, _) => Standing::Partial,
            (false, Some(_)) => Standing::Break,
            (false, None) => Standing::Ok,
        };
        Period { name: mix.name.clone(), postings: mix.postings, standing, broken }
    };
    mixes.iter().enumerate().map(period).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mix(name: &str, sources: &[(&str, u64)]) -> Mix {
        Mix {
            name: name.to_owned(),
            postings: sources.iter().map(|(_, count)| count).sum(),
            sources: sources.iter().map(|(source, count)| ((*source).to_owned(), *count)).collect(),
        }
    }

    #[test]
    fn a_jump_in_volume_is_a_break_and_no_rise() {
        let mixes = [
            mix("2022", &[("unknown", 1_333)]),
            mix("2023", &[("unknown", 56_243)]),
            mix("2024", &[("unknown", 60_000)]),
            mix("2025", &[("unknown", 900)]),
        ];
        let found = periods(&mixes);
        assert_eq!(found[1].broken, Some(Break::Volume { before: 1_333, after: 56_243 }));
        let standings: Vec<Standing> = found.iter().map(|period| period.standing).collect();
        // The newest is not complete: that it has few postings says nothing.
        assert_eq!(standings, [Standing::Ok, Standing::Break, Standing::Ok, Standing::Partial]);
    }

    #[test]
    fn few_postings_may_jump() {
        let mixes = [mix("2026-01", &[("a", 3)]), mix("2026-02", &[("a", 40)]), mix("2026-03", &[("a", 1)])];
        assert!(periods(&mixes).iter().all(|period| period.broken.is_none()));
    }

    #[test]
    fn a_new_source_is_a_break() {
        let mixes = [
            mix("2026-01", &[("a", 80), ("b", 20)]),
            mix("2026-02", &[("a", 82), ("b", 18)]),
            mix("2026-03", &[("a", 40), ("b", 20), ("c", 40)]),
            mix("2026-04", &[("a", 40)]),
        ];
        let found = periods(&mixes);
        assert_eq!(found[1].broken, None);
        let Some(Break::Sources { moved, source }) = &found[2].broken else { panic!("{:?}", found[2]) };
        assert!((moved - 0.42).abs() < 1e-12);
        // `a` lost 42 points, `c` gained 40.
        assert_eq!(source, "a");
    }
}
