//! How demand moves from month to month, and whether that is more than chance, mix and sources.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::ops::Range;

use super::{Compare, CompareRow, Comparison, Demand, Filter, Group, Market, Period, Side, Standing};
use crate::error::Result;
use crate::stats::{Care, ClusterShare, Figure};

/// A question about months, quarters or years.
///
/// A series is tested by comparing its first complete periods with its last ones, as [`Compare`] compares two sides: by role, knowing of
/// employers, over all skills at once. Which ones:
/// - those after the last break, because what came before was collected otherwise;
/// - no newest period, which is still filling up, and none at either end with too few postings to show a share;
/// - of more than a year, the same part of the year at both ends, at most a whole one, so that a season is not taken for a trend;
/// - of a year or less, the first third and the last.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Trend {
    /// Month, quarter or year.
    pub by: Group,
    /// Which postings.
    pub filter: Filter,
    /// What is held constant, how much must stand behind a figure, and skills or cells.
    pub compare: Compare,
}

/// One skill in one period.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TrendPoint {
    /// Postings that ask for it.
    pub asked: u64,
    /// Share of the postings that ask for it, with its likely range.
    pub share: ClusterShare,
    /// Whether it may be shown; partial in the newest period, break where the series breaks.
    pub standing: Standing,
}

/// The series of one skill.
#[derive(Clone, Debug, PartialEq)]
pub struct TrendRow {
    /// Id of the skill, or the cell of the view that was asked about.
    pub skill: String,
    /// One a period, in their order; none where a period is too thin and nobody names the skill.
    pub points: Vec<Option<TrendPoint>>,
    /// The last complete periods against the first ones; none where [`Trends::spans`] says why.
    pub change: Option<CompareRow>,
}

/// Which periods were compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Spans {
    /// These with those, by their places.
    Compared {
        /// The first ones.
        first: Range<usize>,
        /// The last ones.
        last: Range<usize>,
    },
    /// None: the series breaks too late.
    Broken,
    /// None: fewer than two periods are complete and have enough postings.
    TooShort,
}

/// The series of every skill.
#[derive(Clone, Debug, PartialEq)]
pub struct Trends {
    /// The periods, in order.
    pub periods: Vec<Period>,
    /// Which of them were compared.
    pub spans: Spans,
    /// Postings of the compared spans in strata that both have, as a part of all; 0 if nothing was compared.
    pub common: f64,
    /// Skills that enough ask for to be tested.
    pub tested: u64,
    /// A row for every skill that is asked for at least once, sure changes first.
    pub rows: Vec<TrendRow>,
}

impl Trends {
    /// The names of the two spans that were compared, first and last.
    #[must_use]
    pub fn compared(&self) -> Option<[String; 2]> {
        match &self.spans {
            Spans::Compared { first, last } => Some([first, last].map(|span| span_name(&self.periods[span.clone()]))),
            Spans::Broken | Spans::TooShort => None,
        }
    }
}

/// The name of some periods in a row: `2026-01`, or `2026-01 to 2026-03`.
fn span_name(periods: &[Period]) -> String {
    match periods {
        [] => String::new(),
        [one] => one.name.clone(),
        [first, .., last] => format!("{} to {}", first.name, last.name),
    }
}

impl Trend {
    /// Months, quarters or years of all postings.
    #[must_use]
    pub fn by(group: Group) -> Self {
        Self { by: group, filter: Filter::default(), compare: Compare::default() }
    }

    /// Sets which postings are meant.
    #[must_use]
    pub fn filter(mut self, filter: Filter) -> Self {
        self.filter = filter;
        self
    }

    /// Sets how ends are compared.
    #[must_use]
    pub fn compare(mut self, compare: Compare) -> Self {
        self.compare = compare;
        self
    }
}

impl Market {
    /// The series of every skill that is asked for.
    ///
    /// # Errors
    /// When facts cannot be read, or when the group is not a period.
    pub fn trend(&self, question: &Trend) -> Result<Trends> {
        let care = question.compare.care;
        let periods = self.periods(question.by, &question.filter)?;
        let spans = spans(&periods, question.by, care);
        let mut rows = self.series(question, &periods)?;
        let found = self.ends(question, &periods, &spans)?;
        let (common, tested) = found.as_ref().map_or((0.0, 0), |found| (found.common, found.tested));
        let found = found.map(|found| found.rows).unwrap_or_default();
        let places: HashMap<String, usize> = found.iter().map(|row| row.skill.clone()).zip(0..).collect();
        let mut changes: HashMap<String, CompareRow> = found.into_iter().map(|row| (row.skill.clone(), row)).collect();
        for row in &mut rows {
            row.change = changes.remove(&row.skill);
        }
        // Of skills that nothing is known to have changed, those that most ask for come first.
        let asked = |row: &TrendRow| row.points.iter().flatten().map(|point| point.asked).sum::<u64>();
        let place = |row: &TrendRow| (places.get(&row.skill).copied(), Reverse(asked(row)), row.skill.clone());
        rows.sort_by_cached_key(place);
        Ok(Trends { periods, spans, common, tested, rows })
    }

    /// The last complete periods against the first ones, skill by skill, without the series between; none where no periods can be
    /// compared. The rule stands at [`Trend`].
    ///
    /// # Errors
    /// As [`Market::trend`].
    pub fn change(&self, question: &Trend) -> Result<Option<Comparison>> {
        let periods = self.periods(question.by, &question.filter)?;
        self.ends(question, &periods, &spans(&periods, question.by, question.compare.care))
    }

    fn ends(&self, question: &Trend, periods: &[Period], spans: &Spans) -> Result<Option<Comparison>> {
        let Spans::Compared { first, last } = spans else { return Ok(None) };
        let [before, after] =
            [first, last].map(|span| self.side(question.by, &question.filter, &periods[span.clone()]));
        question.compare.between(&before, &after).map(Some)
    }

    /// Some periods in a row as a side of a comparison.
    fn side(&self, by: Group, filter: &Filter, periods: &[Period]) -> Side<'_> {
        let names: Vec<String> = periods.iter().map(|period| period.name.clone()).collect();
        let mut filter = filter.clone();
        filter.only.push((by, names));
        Side::new(span_name(periods), self, filter)
    }

    /// Every skill that is asked for, period by period.
    fn series(&self, question: &Trend, periods: &[Period]) -> Result<Vec<TrendRow>> {
        let demand = Demand::by([question.by])
            .filter(question.filter.clone())
            .care(question.compare.care)
            .cells(question.compare.cells.iter().cloned());
        let places: HashMap<&str, usize> = periods.iter().map(|period| period.name.as_str()).zip(0..).collect();
        let mut rows: HashMap<String, TrendRow> = HashMap::new();
        for row in self.demand(&demand)? {
            let Some(at) = places.get(row.groups[0].as_str()).copied() else { continue };
            let standing = match (row.standing, periods[at].standing) {
                (Standing::Withheld, _) => Standing::Withheld,
                (standing, Standing::Ok) => standing,
                (_, period) => period,
            };
            let series = rows.entry(row.skill.clone()).or_insert_with(|| TrendRow {
                skill: row.skill,
                points: vec![None; periods.len()],
                change: None,
            });
            series.points[at] = Some(TrendPoint { asked: row.asked, share: row.basis, standing });
        }
        let is_asked = |row: &TrendRow| row.points.iter().flatten().any(|point| point.asked > 0);
        Ok(rows.into_values().filter(is_asked).collect())
    }
}

/// The periods at both ends that are compared; the rule stands at [`Trend`].
fn spans(periods: &[Period], by: Group, care: Care) -> Spans {
    let least = care.floor(Figure::Share).n;
    let complete = periods.iter().rposition(|period| period.standing != Standing::Partial).map_or(0, |at| at + 1);
    let start = periods[..complete].iter().rposition(|period| period.broken.is_some()).unwrap_or(0);
    let enough = |period: &Period| period.postings >= least;
    let whole = &periods[start..complete];
    let first = whole.iter().position(enough).unwrap_or(whole.len());
    let end = whole.iter().rposition(enough).map_or(first, |at| at + 1);
    let length = end - first;
    if length < 2 {
        return if start > 0 { Spans::Broken } else { Spans::TooShort };
    }
    let year = match by {
        Group::Month => 12,
        Group::Quarter => 4,
        _ => length,
    };
    let ends = if length > year { (length - year).min(year) } else { (length / 3).max(1) };
    Spans::Compared { first: start + first..start + first + ends, last: start + end - ends..start + end }
}

#[cfg(test)]
mod tests {
    use super::super::Break;
    use super::*;

    fn periods(postings: &[u64], broken: Option<usize>) -> Vec<Period> {
        let newest = postings.len() - 1;
        let period = |(at, postings): (usize, &u64)| Period {
            name: format!("{at}"),
            postings: *postings,
            standing: if at == newest { Standing::Partial } else { Standing::Ok },
            broken: (Some(at) == broken).then_some(Break::Volume { before: 1, after: 100 }),
        };
        postings.iter().enumerate().map(period).collect()
    }

    fn ends(postings: &[u64], broken: Option<usize>) -> Spans {
        spans(&periods(postings, broken), Group::Month, Care::Normal)
    }

    fn compared(first: Range<usize>, last: Range<usize>) -> Spans {
        Spans::Compared { first, last }
    }

    #[test]
    fn the_ends_of_a_series() {
        // One complete month says nothing.
        assert_eq!(ends(&[50, 50], None), Spans::TooShort);
        assert_eq!(ends(&[50, 50, 50], None), compared(0..1, 1..2));
        // The thirds of half a year.
        assert_eq!(ends(&[50; 7], None), compared(0..2, 4..6));
        // Fifteen months: the same three of both years. Two years and more: whole years.
        assert_eq!(ends(&[50; 16], None), compared(0..3, 12..15));
        assert_eq!(ends(&[50; 31], None), compared(0..12, 18..30));
    }

    #[test]
    fn thin_ends_do_not_count() {
        assert_eq!(ends(&[3, 5, 50, 50, 2, 50, 9, 50], None), compared(2..3, 5..6));
    }

    #[test]
    fn what_lies_before_a_break_does_not_count() {
        assert_eq!(ends(&[50, 50, 500, 500, 500], Some(2)), compared(2..3, 3..4));
        assert_eq!(ends(&[50, 50, 500, 500], Some(2)), Spans::Broken);
    }
}
