//! Changes of shares: false discoveries, power, shifts between roles, copies.

use super::Draws;
use crate::stats::{
    Care, Cluster, ClusterStratum, Stratum, Trials, benjamini_hochberg, cluster_share, kitagawa_clustered,
    mantel_haenszel, mantel_haenszel_deff, two_proportions,
};

const SKILLS: usize = 60;
const EMPLOYERS: usize = 150;
const POSTINGS: usize = 1000;
const ICC: f64 = 0.1;
const ODDS: f64 = 1.8;
const SAME_MIX: [[f64; 4]; 2] = [[0.4, 0.3, 0.2, 0.1]; 2];
const SHIFTED: [[f64; 4]; 2] = [[0.4, 0.3, 0.2, 0.1], [0.2, 0.2, 0.3, 0.3]];

/// Who posts on the second side.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Employers {
    /// The employers of the first side, of the same opinions.
    Same,
    /// As many others.
    Others,
}

/// Sixty skills asked for in 2 to 50 % of postings, more in one role than in another; every fifth changes.
struct World {
    /// By side, skill and role.
    shares: [Vec<[f64; 4]>; 2],
}

impl World {
    fn new(draws: &mut Draws) -> Self {
        let logit = |p: f64| (p / (1.0 - p)).ln();
        let share = |logit: f64| 1.0 / (1.0 + (-logit).exp());
        let base: Vec<[f64; 4]> = (0..SKILLS)
            .map(|skill| {
                let middle = logit(0.02 + 0.48 * skill as f64 / (SKILLS - 1) as f64);
                [(); 4].map(|()| middle + 0.5 * draws.normal())
            })
            .collect();
        let shares = [0.0, ODDS.ln()].map(|change| {
            let later = |skill: usize| if changes(skill) { change } else { 0.0 };
            base.iter().enumerate().map(|(skill, roles)| roles.map(|role| share(role + later(skill)))).collect()
        });
        Self { shares }
    }
}

fn changes(skill: usize) -> bool {
    skill % 5 == 2
}

/// Postings by employer, role and side, and those that ask for each skill.
struct Counts {
    n: Vec<[[u32; 4]; 2]>,
    /// By skill, then employer.
    asked: Vec<Vec<[[u32; 4]; 2]>>,
}

impl Counts {
    /// A posting holds its employer's opinion of a skill with probability √ICC, else its own; two postings of one
    /// employer then correlate by ICC.
    fn draw(draws: &mut Draws, world: &World, mix: &[[f64; 4]; 2], employers: Employers) -> Self {
        let mut sizes: Vec<f64> = (0..EMPLOYERS).map(|_| f64::from(draws.size())).collect();
        let total: f64 = sizes.iter().sum();
        for size in &mut sizes {
            *size /= total;
        }
        let rooms = if employers == Employers::Same { EMPLOYERS } else { 2 * EMPLOYERS };
        let mut counts =
            Self { n: vec![Default::default(); rooms], asked: vec![vec![Default::default(); rooms]; SKILLS] };
        let opinions: Vec<f64> = (0..rooms * SKILLS).map(|_| draws.uniform()).collect();
        for (side, mix) in mix.iter().enumerate() {
            let first = if employers == Employers::Others { side * EMPLOYERS } else { 0 };
            for _ in 0..POSTINGS {
                let employer = first + draws.one_of(&sizes);
                let role = draws.one_of(mix);
                counts.n[employer][side][role] += 1;
                for skill in 0..SKILLS {
                    let copied = draws.uniform() < ICC.sqrt();
                    let opinion = if copied { opinions[employer * SKILLS + skill] } else { draws.uniform() };
                    counts.asked[skill][employer][side][role] += u32::from(opinion < world.shares[side][skill][role]);
                }
            }
        }
        counts
    }

    fn clusters(&self, skill: usize, side: usize) -> Vec<Cluster> {
        let sum = |roles: &[[u32; 4]; 2]| roles[side].iter().sum();
        self.asked[skill].iter().zip(&self.n).map(|(asked, n)| Cluster::new(sum(asked), sum(n))).collect()
    }

    fn entries(&self, skill: usize) -> Vec<ClusterStratum> {
        let mut entries = Vec::new();
        for (employer, (asked, n)) in self.asked[skill].iter().zip(&self.n).enumerate() {
            for role in 0..4 {
                let side = |side: usize| Trials::new(u64::from(asked[side][role]), u64::from(n[side][role]));
                let counts = Stratum::new(side(0), side(1));
                if counts.before.n + counts.after.n > 0 {
                    entries.push(ClusterStratum { cluster: employer as u64, stratum: role, counts });
                }
            }
        }
        entries
    }
}

fn strata(entries: &[ClusterStratum]) -> Vec<Stratum> {
    let mut strata = vec![Stratum::default(); 4];
    for entry in entries {
        let sum = &mut strata[entry.stratum];
        for (sum, part) in [(&mut sum.before, entry.counts.before), (&mut sum.after, entry.counts.after)] {
            sum.asked += part.asked;
            sum.n += part.n;
        }
    }
    strata
}

/// The mean share of false ones among calls, and of the changed that are called.
#[derive(Debug, Default)]
struct Calls {
    false_discovery: f64,
    power: f64,
}

impl Calls {
    fn add(&mut self, p: &[Option<f64>], runs: f64) {
        let tested: Vec<usize> = (0..SKILLS).filter(|&skill| p[skill].is_some()).collect();
        let q = benjamini_hochberg(&tested.iter().filter_map(|&skill| p[skill]).collect::<Vec<_>>());
        let called: Vec<usize> =
            tested.into_iter().zip(q).filter(|&(_, q)| q <= 0.05).map(|(skill, _)| skill).collect();
        let right = called.iter().filter(|&&skill| changes(skill)).count();
        self.false_discovery += (called.len() - right) as f64 / called.len().max(1) as f64 / runs;
        self.power += right as f64 / (0..SKILLS).filter(|&skill| changes(skill)).count() as f64 / runs;
    }
}

/// Calls by the stratified test with the design effects of the two sides; the same with the test's own; and by plain
/// tests of two proportions.
#[derive(Debug, Default)]
struct Tests {
    ours: Calls,
    own: Calls,
    plain: Calls,
}

fn tests(mix: &[[f64; 4]; 2], employers: Employers, runs: usize, seed: u64) -> Tests {
    let mut draws = Draws::new(seed);
    let rule = Care::Normal.change_rule();
    let mut found = Tests::default();
    for _ in 0..runs {
        let world = World::new(&mut draws);
        let counts = Counts::draw(&mut draws, &world, mix, employers);
        let mut p: [Vec<Option<f64>>; 3] = Default::default();
        for skill in 0..SKILLS {
            let entries = counts.entries(skill);
            let strata = strata(&entries);
            let sum = |side: fn(&Stratum) -> Trials| {
                let part = strata.iter().map(side);
                part.fold(Trials::default(), |sum, part| Trials::new(sum.asked + part.asked, sum.n + part.n))
            };
            let (before, after) = (sum(|stratum| stratum.before), sum(|stratum| stratum.after));
            let asking = counts.asked[skill].iter().filter(|sides| sides.iter().flatten().any(|&asked| asked > 0));
            let tested = rule.tests(before.asked + after.asked, asking.count() as u64);
            let deff = |side| cluster_share(&counts.clusters(skill, side)).deff;
            let mean = f64::midpoint(deff(0), deff(1));
            let tests = [
                mantel_haenszel(&strata, mean).map(|test| test.p),
                mantel_haenszel(&strata, mantel_haenszel_deff(&entries)).map(|test| test.p),
                two_proportions(before, after).map(|test| test.p),
            ];
            for (p, test) in p.iter_mut().zip(tests) {
                p.push(test.filter(|_| tested));
            }
        }
        for (calls, p) in [&mut found.ours, &mut found.own, &mut found.plain].into_iter().zip(&p) {
            calls.add(p, runs as f64);
        }
    }
    found
}

/// The same bound with and without a shift between roles.
fn assert_discoveries(employers: Employers, power: f64) {
    for mix in [&SAME_MIX, &SHIFTED] {
        let found = tests(mix, employers, 400, 0x5EED);
        for calls in [&found.ours, &found.own] {
            assert!(calls.false_discovery <= 0.07 && calls.power >= power, "{mix:?} {employers:?}: {found:?}");
        }
        let fooled = found.plain.false_discovery;
        assert!(fooled >= 0.20 || (mix == &SAME_MIX && employers == Employers::Same), "too easy: {found:?}");
        // What stays the same between the sides cancels in the test's own design effect only.
        assert!(employers == Employers::Others || found.own.power > found.ours.power, "{found:?}");
    }
}

#[test]
fn false_discoveries_stay_rare_among_the_same_employers() {
    assert_discoveries(Employers::Same, 0.85);
}

#[test]
fn false_discoveries_stay_rare_among_other_employers() {
    // A thousand postings of others are worth some five hundred: what power there is is less.
    assert_discoveries(Employers::Others, 0.80);
}

#[test]
fn the_test_keeps_its_level_with_few_employers() {
    let mut draws = Draws::new(0x5EED);
    let (runs, mut ours, mut plain) = (3000, 0, 0);
    for _ in 0..runs {
        // Six employers a side who mostly agree with themselves, two strata, no change.
        let entries: Vec<_> = (0..12u64)
            .flat_map(|cluster| {
                let n = draws.size();
                let asked = draws.asked(n, 0.3, 0.5);
                let first = asked.div_ceil(2);
                let parts = [
                    Trials::new(first.into(), n.div_ceil(2).into()),
                    Trials::new((asked - first).into(), (n / 2).into()),
                ];
                let side =
                    move |trials| if cluster < 6 { [trials, Trials::default()] } else { [Trials::default(), trials] };
                [0, 1].map(|stratum| {
                    let [before, after] = side(parts[stratum]);
                    ClusterStratum { cluster, stratum, counts: Stratum::new(before, after) }
                })
            })
            .collect();
        let p = |deff| mantel_haenszel(&strata(&entries), deff).map_or(1.0, |test| test.p);
        ours += u32::from(p(mantel_haenszel_deff(&entries)) < 0.05);
        plain += u32::from(p(1.0) < 0.05);
    }
    let (ours, plain) = (f64::from(ours) / f64::from(runs), f64::from(plain) / f64::from(runs));
    assert!(ours <= 0.05 && plain > 0.30, "{ours} {plain}");
}

#[test]
fn a_shift_between_roles_alone_changes_nothing_within() {
    let mut draws = Draws::new(0x5EED);
    let (runs, mut within, mut total, mut cells) = (40, 0, 0, 0);
    for _ in 0..runs {
        let mut world = World::new(&mut draws);
        world.shares[1] = world.shares[0].clone();
        let counts = Counts::draw(&mut draws, &world, &SHIFTED, Employers::Others);
        for skill in 0..SKILLS {
            let found = kitagawa_clustered(&counts.entries(skill)).expect("both sides post");
            cells += 1;
            within += usize::from(found.within.contains(0.0));
            let change =
                cluster_share(&counts.clusters(skill, 0)).change_to(&cluster_share(&counts.clusters(skill, 1)));
            assert!((change.value - found.total).abs() < 1e-12);
            total += usize::from(change.contains(0.0));
        }
    }
    let (within, total) = (within as f64 / f64::from(cells), total as f64 / f64::from(cells));
    assert!(within >= 0.93, "{within}");
    assert!(total < 0.85, "too easy: {total}");
}

#[test]
fn copies_of_all_postings_change_no_outcome() {
    let mut draws = Draws::new(0x5EED);
    let world = World::new(&mut draws);
    let counts = Counts::draw(&mut draws, &world, &SHIFTED, Employers::Others);
    for skill in (0..SKILLS).filter(|skill| skill % 7 == 6) {
        let entries = counts.entries(skill);
        let five = |trials: Trials| Trials::new(5 * trials.asked, 5 * trials.n);
        let copied: Vec<_> = entries
            .iter()
            .map(|entry| ClusterStratum {
                counts: Stratum::new(five(entry.counts.before), five(entry.counts.after)),
                ..*entry
            })
            .collect();
        let test = |entries: &[ClusterStratum]| {
            mantel_haenszel(&strata(entries), mantel_haenszel_deff(entries)).expect("some ask and some do not")
        };
        let (once, copies) = (test(&entries), test(&copied));
        assert!((once.z - copies.z).abs() < 1e-9, "{once:?} {copies:?}");
        let plain = mantel_haenszel(&strata(&copied), 1.0).expect("some ask and some do not");
        assert!(plain.z.abs() > 1.5 * once.z.abs(), "{once:?} {plain:?}");
    }
}
