//! What was planted in the sample comes back, at the rate of a 95 % interval.

use std::collections::BTreeMap;

use jd_sample::{Measure, Sample, SamplePosting, Truth};
use jdlib::market::{Compare, Demand, Filter, Group, Market, Pay, Side};
use jdlib::posting::Date;
use jdlib::stats::Care;
use jdlib::terms::Ask;
use jdlib::{Analyzer, Posting};

/// Seeds that are judged together. The committed file is the first, not a chosen one.
const SEEDS: u64 = 20;

fn posting(sample: &SamplePosting) -> Posting {
    let mut posting = Posting::new(sample.description.clone())
        .with_title(sample.title.clone())
        .with_employer(sample.employer.clone());
    posting.id.clone_from(&sample.id);
    posting.source = sample.source.to_owned();
    posting.location.clone_from(&sample.location);
    posting.country = sample.country.id().to_owned();
    posting.posted_at = Date::parse(&sample.posted_at);
    posting.employer_size = sample.employer_size.to_owned();
    if let Some(pay) = &sample.pay {
        posting.pay_min = Some(pay.min.into());
        posting.pay_max = Some(pay.max.into());
        posting.pay_currency = pay.currency.id().to_owned();
        posting.pay_period = pay.period.id().to_owned();
    }
    posting
}

fn postings(sample: &Sample) -> Vec<Posting> {
    sample.postings.iter().map(posting).collect()
}

/// Values that were planted and what was measured of them.
#[derive(Default)]
struct Tally {
    inside: usize,
    all: usize,
    far: Vec<String>,
}

impl Tally {
    fn add(&mut self, what: String, truth: f64, lo: f64, hi: f64, distance: f64) {
        self.all += 1;
        self.inside += usize::from(lo <= truth && truth <= hi);
        if distance > 4.0 {
            self.far.push(format!(
                "{what}: planted {truth:.4}, likely {lo:.4} to {hi:.4}, {distance:.1} standard errors off"
            ));
        }
    }

    fn judge(&self, what: &str) {
        let rate = self.inside as f64 / self.all as f64;
        println!(
            "{what}: {} of {} planted values inside their likely range ({:.1} %)",
            self.inside,
            self.all,
            rate * 100.0
        );
        assert!(self.all > 500, "{what}: too few values to judge");
        assert!((0.90..=0.99).contains(&rate), "{what}: {:.1} % inside", rate * 100.0);
        assert!(self.far.is_empty(), "{what}:\n{}", self.far.join("\n"));
    }
}

#[test]
fn planted_demand_and_pay_come_back() {
    let analyzer = Analyzer::builtin();
    let (mut demand, mut pay) = (Tally::default(), Tally::default());
    for seed in 1..=SEEDS {
        let sample = jd_sample::generate(seed);
        let market = Market::new(crate::facts(&analyzer, &postings(&sample)));
        let rows = market.demand(&Demand::by([Group::Role, Group::Year]).care(Care::Normal)).unwrap();
        for truth in sample.truths.iter().filter(|truth| truth.measure == Measure::Demand) {
            let (Some(role), Some(year), Some(skill)) = (truth.role, truth.year, truth.skill) else { continue };
            let groups = [role.id().to_owned(), year.to_string()];
            let row = rows.iter().find(|row| row.groups == groups && row.skill == skill);
            let row = row.unwrap_or_else(|| panic!("no row for {groups:?} {skill}"));
            let error = (truth.value * (1.0 - truth.value) / row.basis.effective_n).sqrt();
            let distance = (row.share - truth.value).abs() / error;
            demand.add(format!("seed {seed}: {groups:?} {skill}"), truth.value, row.lo, row.hi, distance);
        }
        let rows = market.pay(&Pay::by([Group::Role, Group::Seniority]).care(Care::Relaxed)).unwrap();
        for truth in
            sample.truths.iter().filter(|truth| truth.measure == Measure::PayMedian && truth.unit.contains("USD"))
        {
            let Some(role) = truth.role else { continue };
            let level = truth.seniority.map_or("unknown", |level| level.id());
            let groups = [role.id().to_owned(), level.to_owned()];
            let row = rows.iter().find(|row| row.groups == groups && row.currency == "USD");
            let Some(median) = row.and_then(|row| row.median()).filter(|median| median.n >= 10) else { continue };
            // Half the likely range is about two standard errors.
            let error = (median.hi - median.lo) / 3.92;
            let distance = (median.value - truth.value).abs() / error.max(1.0);
            pay.add(format!("seed {seed}: {groups:?}"), truth.value, median.lo, median.hi, distance);
        }
    }
    demand.judge("demand");
    pay.judge("pay");
}

/// Precision and recall of extraction on the sample, posting by posting.
#[test]
fn planted_asks_are_read() {
    let analyzer = Analyzer::builtin();
    let sample = jd_sample::generate(1);
    let (mut right, mut missed, mut wrong_ask, mut invented, mut excluded, mut not_excluded) = (0, 0, 0, 0, 0, 0);
    let (mut pay_right, mut pay_wrong, mut roles_wrong, mut years_wrong) = (0, Vec::new(), 0, Vec::new());
    let planted_skills: Vec<&str> = jd_sample::skills().iter().map(|skill| skill.id).collect();
    let mut examples = Vec::new();
    for planted in &sample.postings {
        let analysis = analyzer.analyze(&posting(planted));
        for ask in &planted.planted.asks {
            let expected = match ask.level {
                jd_sample::AskLevel::Required => Ask::Required,
                _ => Ask::Preferred,
            };
            match analysis.skill(ask.skill).map(|claim| claim.ask()) {
                Some(found) if found == expected => right += 1,
                Some(found) => {
                    wrong_ask += 1;
                    examples.push(format!("{} {}: {found}, planted {expected}", planted.id, ask.skill));
                }
                None => {
                    missed += 1;
                    examples.push(format!("{} misses {}", planted.id, ask.skill));
                }
            }
        }
        for claim in analysis.skills().filter(|claim| claim.ask().is_asked() && planted_skills.contains(&claim.id())) {
            if !planted.planted.asks_for(claim.id()) {
                invented += 1;
                examples.push(format!("{} invents {}: {}", planted.id, claim.id(), claim.evidence()));
            }
        }
        for skill in &planted.planted.excluded {
            match analysis.skill(skill).map(|claim| claim.ask()) {
                Some(Ask::Excluded) => excluded += 1,
                other => {
                    not_excluded += 1;
                    examples.push(format!("{} does not exclude {skill}: {other:?}", planted.id));
                }
            }
        }
        let truth = &planted.planted;
        roles_wrong += u32::from(analysis.role().map(|role| role.as_str()) != Some(truth.role.id()));
        if truth.stated != jd_sample::Stated::Nowhere {
            let found = analysis.primary_pay().and_then(jdlib::terms::PayStatement::annual_mid);
            let expected = truth.pay.mid * if truth.pay.period.id() == "hour" { 2080.0 } else { 1.0 };
            match found {
                Some(found) if (found / expected - 1.0).abs() < 0.01 => pay_right += 1,
                other => pay_wrong.push(format!("{}: {other:?}, planted {expected}", planted.id)),
            }
        } else if analysis.primary_pay().is_some() {
            pay_wrong.push(format!("{}: pay invented", planted.id));
        }
        if analysis.years().min != truth.years_min {
            years_wrong.push(format!("{}: {:?}, planted {:?}", planted.id, analysis.years().min, truth.years_min));
        }
    }
    let all = (right + wrong_ask + missed) as f64;
    println!(
        "asks: {right} right, {wrong_ask} with another ask, {missed} missed, {invented} invented; excluded {excluded}, not {not_excluded}"
    );
    println!(
        "pay: {pay_right} right, {} wrong; roles wrong {roles_wrong}; years wrong {}",
        pay_wrong.len(),
        years_wrong.len()
    );
    for line in examples.iter().take(25).chain(pay_wrong.iter().take(10)).chain(years_wrong.iter().take(10)) {
        println!("  {line}");
    }
    assert!(f64::from(right) / all >= 0.99, "{right} of {all} asks right");
    assert!(f64::from(invented) / all <= 0.002, "{invented} invented");
    assert!(
        f64::from(excluded) >= 0.98 * f64::from(excluded + not_excluded),
        "{excluded} of {} exclusions",
        excluded + not_excluded
    );
    assert!(pay_wrong.len() * 100 <= pay_right, "{} of {pay_right} pay wrong", pay_wrong.len());
    assert_eq!(roles_wrong, 0);
    assert!(years_wrong.len() * 50 <= sample.postings.len(), "{} years wrong", years_wrong.len());
}

#[test]
fn planted_repeats_are_counted() {
    for seed in 1..=3 {
        let sample = jd_sample::generate(seed);
        let mut repeats = jdlib::Repeats::default();
        for posting in postings(&sample) {
            repeats.push(jdlib::repeats::Signature::of(&posting));
        }
        let found = repeats.group().counts().repeats();
        let planted = sample.truths.iter().find(|truth| truth.measure == Measure::Repeats).unwrap().value;
        assert_eq!(found as f64, planted, "seed {seed}");
    }
}

/// Of what is called between two years, how much was planted; and how much of what was planted is called.
#[test]
fn planted_changes_come_back() {
    let analyzer = Analyzer::builtin();
    let (mut calls, mut wrong, mut planted_large, mut found_large) = (0_u32, 0_u32, 0_u32, 0_u32);
    for seed in 1..=SEEDS {
        let sample = jd_sample::generate(seed);
        let market = Market::new(crate::facts(&analyzer, &postings(&sample)));
        // The planted change of a skill, role by role.
        let mut planted: BTreeMap<String, Vec<f64>> = BTreeMap::new();
        let demand = || sample.truths.iter().filter(|truth| truth.measure == Measure::Demand && truth.role.is_some());
        for before in demand().filter(|truth| truth.year == Some(2024)) {
            let same = |truth: &&Truth| truth.role == before.role && truth.skill == before.skill;
            let after = demand().filter(|truth| truth.year == Some(2026)).find(same);
            let (Some(skill), Some(after)) = (before.skill, after) else { continue };
            planted.entry(skill.to_owned()).or_default().push(after.value - before.value);
        }
        let side = |year: &str| Side::of_group(&market, Filter::default(), Group::Year, year);
        let found = Compare::default().between(&side("2024"), &side("2026")).unwrap();
        for row in &found.rows {
            let moves = planted.get(&row.skill).cloned().unwrap_or_default();
            let (up, down) = (moves.iter().any(|change| *change > 0.0), moves.iter().any(|change| *change < 0.0));
            let large = moves.iter().any(|change| change.abs() >= 0.15);
            if row.is_called() {
                calls += 1;
                wrong += u32::from(if row.change.value > 0.0 { !up } else { !down });
            }
            if large && row.q.is_some() {
                planted_large += 1;
                found_large += u32::from(row.is_called());
            }
        }
    }
    let (false_rate, power) = (f64::from(wrong) / f64::from(calls), f64::from(found_large) / f64::from(planted_large));
    let text = format!("{wrong} of {calls} calls wrong, {found_large} of {planted_large} large changes called");
    assert!(calls > 150 && false_rate <= 0.07 && power >= 0.7, "{text}");
}
