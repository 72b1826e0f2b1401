//! The draws meet the planted values, over many seeds and before any text is written.

use std::collections::BTreeMap;

use jd_sample::{
    AskLevel, Country, Employment, Measure, ORIGINALS, PREMIUM, Period, PlantedPosting, Production, Role, SKILL_ICC,
    Seniority, Stated, Truth, plant, planted_truths,
};

const SEEDS: u64 = 30;

/// Asked and postings of one employer of one seed.
type Clusters = BTreeMap<(u64, usize), (f64, f64)>;

fn all() -> Vec<(u64, PlantedPosting)> {
    (0..SEEDS).flat_map(|seed| plant(seed).into_iter().map(move |posting| (seed, posting))).collect()
}

fn truths(measure: Measure) -> Vec<Truth> {
    planted_truths().into_iter().filter(|truth| truth.measure == measure).collect()
}

/// How many standard errors the share of the clusters lies from the planted one.
fn distance(clusters: &Clusters, share: f64, icc: f64) -> f64 {
    let asked: f64 = clusters.values().map(|cluster| cluster.0).sum();
    let postings: f64 = clusters.values().map(|cluster| cluster.1).sum();
    let design: f64 = clusters.values().map(|(_, n)| n * (1.0 + icc * (n - 1.0))).sum::<f64>() / postings;
    (asked / postings - share) / (share * (1.0 - share) * design / postings).sqrt()
}

/// Distances of true shares are standard normal: none is huge and their spread is one.
fn assert_standard(distances: &[(String, f64)], most: f64) {
    let worst = distances.iter().max_by(|a, b| a.1.abs().total_cmp(&b.1.abs())).expect("there are truths");
    assert!(worst.1.abs() < most, "{} is {:.2} standard errors off", worst.0, worst.1);
    let spread = (distances.iter().map(|distance| distance.1.powi(2)).sum::<f64>() / distances.len() as f64).sqrt();
    assert!((0.8..1.2).contains(&spread), "spread of {} distances: {spread:.3}", distances.len());
}

#[test]
fn demand_is_met_in_every_role_and_year() {
    let mut clusters: BTreeMap<(Role, i16, &str), Clusters> = BTreeMap::new();
    let mut postings: BTreeMap<(Role, i16), Clusters> = BTreeMap::new();
    for (seed, posting) in all() {
        let planted = &posting.planted;
        postings.entry((planted.role, planted.year)).or_default().entry((seed, posting.employer)).or_default().1 += 1.0;
        for ask in &planted.asks {
            clusters
                .entry((planted.role, planted.year, ask.skill))
                .or_default()
                .entry((seed, posting.employer))
                .or_default()
                .0 += 1.0;
        }
    }
    let mut distances = Vec::new();
    for truth in truths(Measure::Demand) {
        let (Some(role), Some(year), Some(skill)) = (truth.role, truth.year, truth.skill) else {
            continue;
        };
        let mut asked = clusters.remove(&(role, year, skill)).unwrap_or_default();
        for (employer, (_, count)) in &postings[&(role, year)] {
            asked.entry(*employer).or_default().1 = *count;
        }
        distances.push((format!("{role:?} {year} {skill}"), distance(&asked, truth.value, SKILL_ICC)));
    }
    assert!(clusters.is_empty(), "asks without a truth: {:?}", clusters.keys());
    assert!(distances.len() > 350);
    assert_standard(&distances, 4.5);
}

#[test]
fn demand_of_all_roles_weighs_them_by_their_share() {
    let postings = all();
    for truth in truths(Measure::Demand).iter().filter(|truth| truth.role.is_none()) {
        let of_year = || postings.iter().filter(|(_, posting)| Some(posting.planted.year) == truth.year);
        let asked = of_year().filter(|(_, posting)| truth.skill.is_some_and(|id| posting.planted.asks_for(id))).count();
        let share = asked as f64 / of_year().count() as f64;
        assert!((share - truth.value).abs() < 0.02, "{truth:?} {share}");
    }
}

#[test]
fn asks_are_required_as_often_as_planted() {
    let mut counts: BTreeMap<(Role, &str), (f64, f64)> = BTreeMap::new();
    for (_, posting) in all() {
        for ask in &posting.planted.asks {
            let count = counts.entry((posting.planted.role, ask.skill)).or_default();
            count.1 += 1.0;
            if ask.level == AskLevel::Required {
                count.0 += 1.0;
            }
        }
    }
    let distances: Vec<(String, f64)> = truths(Measure::RequiredShare)
        .iter()
        .filter_map(|truth| Some((truth.role?, truth.skill?, truth.value)))
        .map(|(role, skill, share)| {
            let (required, asked) = counts[&(role, skill)];
            (format!("{role:?} {skill}"), (required / asked - share) / (share * (1.0 - share) / asked).sqrt())
        })
        .collect();
    assert_standard(&distances, 4.5);
}

#[test]
fn postings_of_one_employer_are_as_alike_as_planted() {
    // Pairs of backend postings of one employer and year, over the skills whose share is near a half.
    let (mut together, mut pairs, mut variance) = (0.0, 0.0, 0.0);
    let shares: Vec<Truth> = truths(Measure::Demand)
        .into_iter()
        .filter(|truth| truth.role == Some(Role::Backend) && truth.value > 0.3)
        .collect();
    let mut cells: BTreeMap<(u64, usize, i16), Vec<PlantedPosting>> = BTreeMap::new();
    for (seed, posting) in all().into_iter().filter(|(_, posting)| posting.planted.role == Role::Backend) {
        cells.entry((seed, posting.employer, posting.planted.year)).or_default().push(posting);
    }
    for ((_, _, year), postings) in &cells {
        for truth in shares.iter().filter(|truth| truth.year == Some(*year)) {
            let off: Vec<f64> = postings
                .iter()
                .map(|posting| {
                    f64::from(u8::from(posting.planted.asks_for(truth.skill.unwrap_or_default()))) - truth.value
                })
                .collect();
            let n = off.len() as f64;
            together += off.iter().sum::<f64>().powi(2) - off.iter().map(|x| x * x).sum::<f64>();
            pairs += n * (n - 1.0);
            variance += n * (n - 1.0) * truth.value * (1.0 - truth.value);
        }
    }
    let icc = together / variance;
    assert!(pairs > 100_000.0 && (icc - SKILL_ICC).abs() < 0.012, "{icc} of {pairs}");
}

#[test]
fn pay_medians_are_met() {
    let mut pays: BTreeMap<(&str, Role, Option<Seniority>), Vec<f64>> = BTreeMap::new();
    for (_, posting) in all() {
        let planted = &posting.planted;
        if planted.pay.period == Period::Year {
            pays.entry((planted.pay.currency.id(), planted.role, planted.seniority)).or_default().push(planted.pay.mid);
        }
    }
    for truth in truths(Measure::PayMedian) {
        let pays = pays.get_mut(&(truth.unit, truth.role.expect("a role"), truth.seniority)).expect("postings");
        pays.sort_by(f64::total_cmp);
        let median = pays[pays.len() / 2];
        // 1.253 deviations of a mean, widened for employers that post often.
        let error = 1.253 * (0.018 / pays.len() as f64 * 2.0 + 0.0036 / (3.0 * SEEDS as f64)).sqrt() + 0.001;
        assert!((median / truth.value).ln().abs() < 4.5 * error, "{truth:?} {median} of {}", pays.len());
    }
}

#[test]
fn the_premium_is_met_at_equal_role_and_level() {
    // Sum of log pay and count, without the production skills and with them.
    type Sides = [(f64, f64); 2];
    let mut cells: BTreeMap<(&str, Role, Option<Seniority>), Sides> = BTreeMap::new();
    for (_, posting) in all().iter().filter(|(_, posting)| posting.planted.pay.period == Period::Year) {
        let planted = &posting.planted;
        let cell = cells.entry((planted.pay.currency.id(), planted.role, planted.seniority)).or_default();
        let side = &mut cell[usize::from(planted.production == Production::Asked)];
        *side = (side.0 + planted.pay.mid.ln(), side.1 + 1.0);
    }
    let (mut sum, mut weights) = (0.0, 0.0);
    for [without, with] in cells.values().filter(|cell| cell[1].1 > 0.0) {
        let weight = without.1 * with.1 / (without.1 + with.1);
        sum += weight * (with.0 / with.1 - without.0 / without.1);
        weights += weight;
    }
    assert!((sum / weights - PREMIUM).abs() < 0.006, "{}", sum / weights);
}

#[test]
fn pay_is_stated_as_often_as_planted() {
    let mut clusters = Clusters::new();
    let (mut prose, mut stated) = (0.0, 0.0);
    for (seed, posting) in all() {
        let cluster = clusters.entry((seed, posting.employer)).or_default();
        cluster.1 += 1.0;
        if posting.planted.stated != Stated::Nowhere {
            cluster.0 += 1.0;
            stated += 1.0;
        }
        if posting.planted.stated == Stated::Prose {
            prose += 1.0;
        }
    }
    let share = truths(Measure::Disclosure)[0].value;
    assert!(distance(&clusters, share, 0.1).abs() < 4.0);
    assert!((prose / stated - 0.5_f64).abs() < 0.01);
}

#[test]
fn ranges_are_as_wide_as_planted() {
    for (_, posting) in all() {
        let pay = posting.planted.pay;
        if pay.period == Period::Year {
            let width = f64::from(pay.max - pay.min) / pay.mid;
            let rounding = 1_001.0 / pay.mid;
            assert!(width > 0.15 - rounding && width < 0.35 + rounding, "{pay:?}");
        }
        assert_eq!(pay.period == Period::Hour, posting.employment == Employment::Contract);
        assert_eq!(pay.currency, posting.country.currency());
    }
}

#[test]
fn what_is_negated_is_never_asked_for() {
    let postings = all();
    let negating = postings.iter().filter(|(_, posting)| !posting.planted.excluded.is_empty()).count();
    let share = negating as f64 / postings.len() as f64;
    assert!((share - 0.09).abs() < 0.005, "{share}");
    for (_, posting) in &postings {
        assert!(posting.planted.excluded.iter().all(|id| !posting.planted.asks_for(id)));
    }
}

#[test]
fn employers_and_countries_are_spread_as_told() {
    let mut american = 0.0;
    for seed in 0..SEEDS {
        let postings = plant(seed);
        let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
        for posting in &postings {
            *counts.entry(posting.employer).or_default() += 1;
        }
        let largest = *counts.values().max().expect("postings") as f64 / ORIGINALS as f64;
        assert!(largest < 0.036, "{largest}");
        american += postings.iter().filter(|posting| posting.country == Country::Us).count() as f64;
    }
    american /= ORIGINALS as f64 * SEEDS as f64;
    assert!((0.76..0.84).contains(&american), "{american}");
}
