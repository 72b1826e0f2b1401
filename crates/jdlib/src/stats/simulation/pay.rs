//! Premiums whose truth is planted, the top of rankings, and errors of readers.

use super::Draws;
use crate::stats::{Column, Compared, Estimate, Regression, quantile, regress, shrink};

const EMPLOYERS: usize = 200;
const POSTINGS: usize = 4000;
const ROLES: usize = 4;
const RUNGS: usize = 4;
const OTHERS: usize = 40;
const PREMIUM: f64 = 0.08;

/// One posting: role, rung, employer, skills (the first is the planted one), logarithm of pay without noise of ranges.
struct Posting {
    role: usize,
    rung: usize,
    employer: u64,
    skills: Vec<f64>,
    log_pay: f64,
}

/// Senior postings of well-paid roles ask for the planted skill and for its companions, so that its raw gap is mostly theirs.
fn market(draws: &mut Draws) -> Vec<Posting> {
    let effects: Vec<f64> = (0..OTHERS).map(|_| 0.03 * draws.normal()).collect();
    let common: Vec<f64> = (0..OTHERS).map(|_| 0.05 + 0.35 * draws.uniform()).collect();
    let employers: Vec<(f64, f64)> = (0..EMPLOYERS).map(|_| (f64::from(draws.size()), 0.08 * draws.normal())).collect();
    let total: f64 = employers.iter().map(|employer| employer.0).sum();
    let sizes: Vec<f64> = employers.iter().map(|employer| employer.0 / total).collect();
    (0..POSTINGS)
        .map(|_| {
            let employer = draws.one_of(&sizes);
            let (role, rung) = (draws.below(ROLES), draws.below(RUNGS));
            let planted = draws.uniform() < 0.15 + 0.10 * role as f64 + 0.10 * rung as f64;
            let mut skills = vec![f64::from(u8::from(planted))];
            for &common in &common {
                let share = if planted { 1.5 * common } else { common };
                skills.push(f64::from(u8::from(draws.uniform() < share)));
            }
            let others: f64 = effects.iter().zip(&skills[1..]).map(|(effect, asked)| effect * asked).sum();
            let log_pay = 11.0
                + 0.06 * role as f64
                + 0.12 * rung as f64
                + PREMIUM * skills[0]
                + others
                + employers[employer].1
                + 0.15 * draws.normal();
            Posting { role, rung, employer: employer as u64, skills, log_pay }
        })
        .collect()
}

/// The rungs of the ladder.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Rung {
    Raw,
    Comparable,
    OtherSkills,
    SameEmployer,
}

fn premium(postings: &[Posting], rung: Rung, pay: impl Fn(&Posting) -> f64) -> Regression {
    let mut columns = vec![Column::free("one")];
    if rung != Rung::Raw {
        columns.extend((1..ROLES).map(|role| Column::free(format!("role {role}"))));
        columns.extend((1..RUNGS).map(|rung| Column::free(format!("rung {rung}"))));
    }
    // The raw gap is a plain difference of means.
    let penalty = if rung == Rung::Raw { 0.0 } else { 1.0 };
    columns.push(Column::penalised("planted", penalty));
    if matches!(rung, Rung::OtherSkills | Rung::SameEmployer) {
        columns.extend((0..OTHERS).map(|skill| Column::penalised(format!("skill {skill}"), penalty)));
    }
    let is = |yes: bool| f64::from(u8::from(yes));
    let rows: Vec<Vec<f64>> = postings
        .iter()
        .map(|posting| {
            let mut row = vec![1.0];
            if rung != Rung::Raw {
                row.extend((1..ROLES).map(|role| is(role == posting.role)));
                row.extend((1..RUNGS).map(|rung| is(rung == posting.rung)));
            }
            row.extend(&posting.skills);
            row.truncate(columns.len());
            row
        })
        .collect();
    let compared = if rung == Rung::SameEmployer { Compared::WithinClusters } else { Compared::Overall };
    let rows = rows.iter().zip(postings).map(|(x, posting)| (x.as_slice(), pay(posting), posting.employer));
    regress(columns, compared, rows).expect("thousands of rows of many employers")
}

#[test]
fn the_ladder_finds_the_planted_premium() {
    let mut draws = Draws::new(0x5EED);
    let runs = 200;
    let ladder = [Rung::Raw, Rung::Comparable, Rung::OtherSkills, Rung::SameEmployer];
    let (mut means, mut inside) = ([0.0; 4], [0; 4]);
    for _ in 0..runs {
        let postings = market(&mut draws);
        for (at, rung) in ladder.into_iter().enumerate() {
            let found = premium(&postings, rung, |posting| posting.log_pay);
            let planted = found.coefficient("planted").expect("it varies");
            means[at] += planted.value / f64::from(runs);
            inside[at] += i32::from(planted.lo <= PREMIUM && PREMIUM <= planted.hi);
        }
    }
    assert!(means[0] >= 0.15 && means[1] < means[0], "{means:?}");
    assert!((means[2] - PREMIUM).abs() < 0.01 && (means[3] - PREMIUM).abs() < 0.01, "{means:?}");
    assert!(inside[0] == 0 && inside[2] >= 180 && inside[3] >= 180, "{inside:?}");
}

#[test]
fn the_geometric_middle_of_a_range_is_blind_to_its_width() {
    let mut draws = Draws::new(0x5EED);
    let runs = 20;
    // Ads that ask for the skill post ranges twice as wide about the same middle.
    let half = |posting: &Posting| if posting.skills[0] > 0.0 { 0.19 } else { 0.10 };
    let min = |posting: &Posting| posting.log_pay - half(posting);
    let max = |posting: &Posting| posting.log_pay + half(posting);
    let mut means = [0.0; 3];
    for _ in 0..runs {
        let postings = market(&mut draws);
        let geometric = |posting: &Posting| (min(posting).exp() * max(posting).exp()).sqrt().ln();
        let found = [
            premium(&postings, Rung::OtherSkills, geometric),
            premium(&postings, Rung::OtherSkills, min),
            premium(&postings, Rung::OtherSkills, max),
        ];
        for (mean, found) in means.iter_mut().zip(found) {
            *mean += found.coefficient("planted").expect("it varies").value / f64::from(runs);
        }
    }
    let [geometric, lower, upper] = means;
    assert!((geometric - PREMIUM).abs() < 0.01, "{means:?}");
    assert!(lower < 0.0 && upper > 0.16, "{means:?}");
}

#[test]
fn the_top_of_a_shrunk_ranking_is_right_on_average() {
    let mut draws = Draws::new(0x5EED);
    let (runs, top) = (300, 10);
    let (mut plain_bias, mut bias, mut plain_truth, mut truth) = (0.0, 0.0, 0.0, 0.0);
    for _ in 0..runs {
        let skills: Vec<(f64, Estimate)> = (0..150)
            .map(|_| {
                let (truth, se) = (0.03 + 0.04 * draws.normal(), 0.01 + 0.11 * draws.uniform());
                (truth, Estimate::new(truth + se * draws.normal(), se))
            })
            .collect();
        let shrunk = shrink(&skills.iter().map(|skill| skill.1).collect::<Vec<_>>()).shrunk;
        let rank = |values: Vec<f64>, bias: &mut f64, sum: &mut f64| {
            let mut order: Vec<usize> = (0..skills.len()).collect();
            order.sort_by(|&a, &b| values[b].total_cmp(&values[a]));
            for &at in &order[..top] {
                *bias += (values[at] - skills[at].0) / (runs * top) as f64;
                *sum += skills[at].0 / (runs * top) as f64;
            }
        };
        rank(skills.iter().map(|skill| skill.1.value).collect(), &mut plain_bias, &mut plain_truth);
        rank(shrunk.iter().map(|estimate| estimate.value).collect(), &mut bias, &mut truth);
    }
    assert!(plain_bias > 0.05, "too easy: {plain_bias}");
    assert!(bias.abs() < 0.01, "{bias}");
    assert!(truth > plain_truth + 0.01, "{truth} {plain_truth}");
}

#[test]
fn errors_of_scale_hardly_move_the_median() {
    /// A year read as a month's or a thousandth, an hour's or a month's pay read as a year's.
    const BOTH_WAYS: [f64; 4] = [12.0, 1000.0, 1.0 / 2080.0, 1.0 / 12.0];
    let median = |pay: &[f64]| {
        let mut pay = pay.to_vec();
        pay.sort_by(f64::total_cmp);
        quantile(&pay, 0.5).expect("there is pay")
    };
    let mean = |pay: &[f64]| pay.iter().sum::<f64>() / pay.len() as f64;
    let mut draws = Draws::new(0x5EED);
    let mut one_way = 0.0;
    for _ in 0..50 {
        let pay: Vec<f64> = (0..2000).map(|_| 120_000.0 * (0.25 * draws.normal()).exp()).collect();
        let mut misread = |scales: &[f64]| -> Vec<f64> {
            pay.iter()
                .map(|pay| if draws.uniform() < 0.05 { pay * scales[draws.below(scales.len())] } else { *pay })
                .collect()
        };
        let both = misread(&BOTH_WAYS);
        assert!((median(&both) / median(&pay) - 1.0).abs() < 0.01, "{} {}", median(&both), median(&pay));
        assert!(mean(&both) > 5.0 * mean(&pay), "too easy: {}", mean(&both));
        one_way += (median(&misread(&[12.0])) / median(&pay) - 1.0) / 50.0;
    }
    // Errors that all run one way are no noise: a twentieth too high takes the median to the quantile .526 of what is left.
    assert!((0.01..0.02).contains(&one_way), "{one_way}");
}
