//! Every planted number. Change one here and only here; `tests/planted.rs` checks that the draws meet them.

use crate::terms::{Currency, Role, Seniority};

/// Distinct postings of a sample.
pub const ORIGINALS: usize = 4_020;

/// Exact copies added to them.
pub const COPIES: usize = 280;

/// Invented employers.
pub const EMPLOYERS: usize = 150;

/// Share of the postings that the largest employer may expect.
pub(crate) const LARGEST_EMPLOYER: f64 = 0.027;

/// Intra-class correlation of asks within employers, for every skill.
///
/// An employer has one habit per skill, a uniform number that its postings share. A posting follows the habit with
/// probability sqrt(ICC) and draws afresh otherwise, and asks if the number is below the planted share. Two postings
/// of one employer then correlate by exactly the ICC, and every posting asks with exactly the planted probability,
/// whatever its role and year.
pub const SKILL_ICC: f64 = 0.08;

/// The same for saying what is paid: a matter of house policy more than a skill is.
pub(crate) const DISCLOSURE_ICC: f64 = 0.1;

/// Share of postings that state pay.
pub(crate) const DISCLOSURE: f64 = 0.60;

/// Of those that do, the share that does so in the text alone; the others use the columns alone.
pub(crate) const IN_PROSE: f64 = 0.5;

/// What a posting that asks for the production skills pays more, in log points, at equal role and level.
pub const PREMIUM: f64 = 0.16;

/// Share of mid, senior and lead postings that ask for the production skills.
pub(crate) const PRODUCTION: f64 = 0.18;

/// P(required | asked) of the production skills, drawn once for the bundle.
pub(crate) const PRODUCTION_REQUIRED: f64 = 0.60;

/// Standard deviation of the employer's effect on log pay.
pub(crate) const PAY_EMPLOYER_SD: f64 = 0.06;

/// Standard deviation of the posting's own effect on log pay.
pub(crate) const PAY_NOISE_SD: f64 = 0.12;

/// Width of a pay range as a share of its middle.
pub(crate) const PAY_WIDTH: (f64, f64) = (0.15, 0.35);

/// Working hours of a year, for contracts that pay by the hour.
pub(crate) const HOURS: f64 = 2_080.0;

/// Share of contracts among postings in the United States.
pub(crate) const CONTRACT: f64 = 0.06;

/// Share of postings that negate a skill, and of those the share that negates two.
pub(crate) const NEGATES: f64 = 0.09;
pub(crate) const NEGATES_TWO: f64 = 0.12;

/// Share of postings that say how many years of experience they want.
pub(crate) const YEARS_STATED: f64 = 0.85;

/// Postings by year, in proportion; 2026 has ten months.
pub(crate) const YEAR_WEIGHTS: [f64; 3] = [0.36, 0.36, 0.28];

/// Share of each role, by year: the mix moves towards models and agents.
pub(crate) const ROLE_SHARES: [(Role, [f64; 3]); 8] = [
    (Role::Backend, [0.20, 0.19, 0.18]),
    (Role::Frontend, [0.15, 0.14, 0.12]),
    (Role::DataEngineer, [0.14, 0.14, 0.14]),
    (Role::DataAnalyst, [0.16, 0.15, 0.14]),
    (Role::DataScientist, [0.12, 0.11, 0.10]),
    (Role::MlEngineer, [0.08, 0.09, 0.10]),
    (Role::AiEngineer, [0.05, 0.08, 0.12]),
    (Role::Devops, [0.10, 0.10, 0.10]),
];

/// One level: the share of postings at it, and the years of experience they may state.
#[derive(Debug)]
pub(crate) struct Level {
    pub(crate) seniority: Option<Seniority>,
    pub(crate) share: f64,
    pub(crate) years: &'static [u8],
}

/// The levels, the same in every role and year.
pub(crate) const LEVELS: [Level; 5] = [
    Level { seniority: Some(Seniority::Junior), share: 0.14, years: &[1] },
    Level { seniority: None, share: 0.27, years: &[2, 3, 3, 4, 5] },
    Level { seniority: Some(Seniority::Mid), share: 0.18, years: &[2, 3, 3, 4] },
    Level { seniority: Some(Seniority::Senior), share: 0.33, years: &[5, 5, 6, 7] },
    Level { seniority: Some(Seniority::Lead), share: 0.08, years: &[8, 8, 9, 10] },
];

/// Share of a level's postings that ask for the production skills.
pub(crate) fn production_share(seniority: Option<Seniority>) -> f64 {
    match seniority {
        Some(Seniority::Mid | Seniority::Senior | Seniority::Lead) => PRODUCTION,
        Some(Seniority::Junior) | None => 0.0,
    }
}

/// exp(mu): the median yearly pay without the production skills, in thousands. Levels in the order of [`LEVELS`].
pub(crate) fn pay_level(currency: Currency, role: Role, level: usize) -> f64 {
    let table = match currency {
        Currency::Usd => &USD,
        Currency::Gbp => &GBP,
        Currency::Eur => &EUR,
    };
    table[role as usize][level]
}

/// A row for each role in the order of [`Role::ALL`]: junior, no level word, mid, senior, lead.
type PayTable = [[f64; 5]; 8];

const USD: PayTable = [
    [92.0, 136.0, 124.0, 160.0, 186.0],  // backend
    [84.0, 124.0, 114.0, 148.0, 172.0],  // frontend
    [94.0, 138.0, 126.0, 162.0, 188.0],  // data-engineer
    [66.0, 88.0, 84.0, 112.0, 132.0],    // data-analyst
    [98.0, 140.0, 130.0, 166.0, 192.0],  // data-scientist
    [108.0, 158.0, 146.0, 188.0, 218.0], // ml-engineer
    [112.0, 164.0, 150.0, 194.0, 226.0], // ai-engineer
    [90.0, 134.0, 122.0, 158.0, 182.0],  // devops
];

const GBP: PayTable = [
    [36.0, 58.0, 52.0, 74.0, 90.0],  // backend
    [33.0, 53.0, 48.0, 68.0, 83.0],  // frontend
    [37.0, 59.0, 53.0, 75.0, 92.0],  // data-engineer
    [30.0, 42.0, 40.0, 54.0, 66.0],  // data-analyst
    [38.0, 60.0, 54.0, 76.0, 94.0],  // data-scientist
    [42.0, 68.0, 60.0, 86.0, 106.0], // ml-engineer
    [44.0, 70.0, 62.0, 88.0, 110.0], // ai-engineer
    [36.0, 58.0, 52.0, 74.0, 90.0],  // devops
];

const EUR: PayTable = [
    [50.0, 66.0, 62.0, 80.0, 94.0],  // backend
    [47.0, 61.0, 58.0, 75.0, 88.0],  // frontend
    [51.0, 67.0, 63.0, 81.0, 96.0],  // data-engineer
    [43.0, 53.0, 51.0, 66.0, 77.0],  // data-analyst
    [52.0, 68.0, 64.0, 83.0, 98.0],  // data-scientist
    [56.0, 75.0, 70.0, 92.0, 109.0], // ml-engineer
    [58.0, 77.0, 72.0, 95.0, 113.0], // ai-engineer
    [50.0, 66.0, 62.0, 80.0, 94.0],  // devops
];

/// What one role plants.
#[derive(Debug)]
pub(crate) struct RolePlan {
    pub(crate) role: Role,
    /// Drawn one by one.
    pub(crate) skills: &'static [SkillPlan],
    /// Asked for together or not at all.
    pub(crate) production: &'static [&'static str],
    /// What a posting may say it does not want, if it does not ask for it.
    pub(crate) negatable: &'static [&'static str],
}

/// What one role plants about one skill.
#[derive(Debug)]
pub(crate) struct SkillPlan {
    pub(crate) skill: &'static str,
    /// Probability that a posting of 2024, 2025, 2026 asks for it.
    pub(crate) share: [f64; 3],
    /// P(required | asked).
    pub(crate) required: f64,
}

pub(crate) fn role_plan(role: Role) -> &'static RolePlan {
    ROLES.iter().find(|plan| plan.role == role).expect("every role has its plan")
}

const fn plan(skill: &'static str, share: [f64; 3], required: f64) -> SkillPlan {
    SkillPlan { skill, share, required }
}

pub(crate) const ROLES: [RolePlan; 8] = [
    RolePlan {
        role: Role::Backend,
        skills: &[
            plan("python", [0.52, 0.55, 0.58], 0.80),
            plan("java", [0.34, 0.32, 0.30], 0.75),
            plan("go", [0.20, 0.23, 0.26], 0.55),
            plan("php", [0.10, 0.08, 0.06], 0.70),
            plan("django", [0.24, 0.22, 0.20], 0.60),
            plan("flask", [0.22, 0.16, 0.10], 0.50),
            plan("fastapi", [0.14, 0.23, 0.33], 0.60),
            plan("sql", [0.50, 0.50, 0.50], 0.78),
            plan("postgresql", [0.36, 0.39, 0.42], 0.62),
            plan("redis", [0.20, 0.21, 0.22], 0.35),
            plan("kafka", [0.20, 0.22, 0.24], 0.40),
            plan("docker", [0.46, 0.50, 0.53], 0.58),
            plan("kubernetes", [0.30, 0.34, 0.38], 0.42),
            plan("aws", [0.44, 0.46, 0.48], 0.55),
        ],
        production: &["structured-logging", "distributed-tracing", "idempotency", "circuit-breakers", "n-plus-one"],
        negatable: &["php", "java", "perl", "ruby"],
    },
    RolePlan {
        role: Role::Frontend,
        skills: &[
            plan("javascript", [0.72, 0.68, 0.64], 0.88),
            plan("typescript", [0.58, 0.68, 0.78], 0.80),
            plan("react", [0.64, 0.66, 0.68], 0.82),
            plan("css", [0.56, 0.53, 0.50], 0.80),
            plan("html", [0.48, 0.45, 0.42], 0.80),
            plan("nextjs", [0.20, 0.28, 0.36], 0.50),
            plan("vue", [0.18, 0.16, 0.14], 0.45),
            plan("angular", [0.20, 0.17, 0.14], 0.60),
            plan("nodejs", [0.26, 0.27, 0.28], 0.45),
            plan("graphql", [0.20, 0.19, 0.18], 0.35),
            plan("git", [0.40, 0.40, 0.40], 0.70),
            plan("docker", [0.10, 0.12, 0.14], 0.25),
        ],
        production: &["structured-logging", "distributed-tracing", "n-plus-one"],
        negatable: &["jquery", "jquery", "angular", "php"],
    },
    RolePlan {
        role: Role::DataEngineer,
        skills: &[
            plan("python", [0.74, 0.76, 0.78], 0.88),
            plan("sql", [0.80, 0.80, 0.80], 0.92),
            plan("java", [0.22, 0.19, 0.16], 0.45),
            plan("spark", [0.50, 0.48, 0.46], 0.62),
            plan("airflow", [0.42, 0.46, 0.50], 0.55),
            plan("dbt", [0.26, 0.35, 0.44], 0.48),
            plan("kafka", [0.30, 0.32, 0.34], 0.42),
            plan("snowflake", [0.34, 0.38, 0.42], 0.50),
            plan("postgresql", [0.24, 0.25, 0.26], 0.50),
            plan("aws", [0.48, 0.50, 0.52], 0.60),
            plan("docker", [0.28, 0.30, 0.32], 0.40),
            plan("terraform", [0.16, 0.20, 0.24], 0.32),
        ],
        production: &["structured-logging", "idempotency", "query-optimization"],
        negatable: &["hadoop", "scala", "java", "perl"],
    },
    RolePlan {
        role: Role::DataAnalyst,
        skills: &[
            plan("sql", [0.78, 0.80, 0.82], 0.88),
            plan("microsoft-excel", [0.62, 0.57, 0.52], 0.80),
            plan("tableau", [0.46, 0.43, 0.40], 0.60),
            plan("power-bi", [0.38, 0.42, 0.46], 0.60),
            plan("looker", [0.16, 0.18, 0.20], 0.40),
            plan("python", [0.40, 0.46, 0.52], 0.55),
            plan("r", [0.28, 0.25, 0.22], 0.45),
            plan("pandas", [0.14, 0.18, 0.22], 0.40),
            plan("snowflake", [0.14, 0.18, 0.22], 0.35),
            plan("dbt", [0.06, 0.11, 0.16], 0.25),
            plan("airflow", [0.04, 0.06, 0.08], 0.20),
            plan("git", [0.10, 0.13, 0.16], 0.30),
        ],
        production: &["query-optimization", "idempotency"],
        negatable: &["sas", "java", "matlab"],
    },
    RolePlan {
        role: Role::DataScientist,
        skills: &[
            plan("python", [0.84, 0.86, 0.88], 0.94),
            plan("r", [0.40, 0.36, 0.32], 0.50),
            plan("sql", [0.62, 0.63, 0.64], 0.78),
            plan("pandas", [0.42, 0.43, 0.44], 0.68),
            plan("scikit-learn", [0.40, 0.40, 0.40], 0.62),
            plan("pytorch", [0.28, 0.33, 0.38], 0.50),
            plan("tensorflow", [0.30, 0.25, 0.20], 0.45),
            plan("spark", [0.24, 0.23, 0.22], 0.38),
            plan("aws", [0.26, 0.28, 0.30], 0.40),
            plan("tableau", [0.18, 0.17, 0.16], 0.35),
            plan("docker", [0.14, 0.17, 0.20], 0.30),
            plan("langchain", [0.06, 0.13, 0.20], 0.30),
        ],
        production: &["structured-logging", "query-optimization", "prompt-versioning"],
        negatable: &["sas", "matlab", "java"],
    },
    RolePlan {
        role: Role::MlEngineer,
        skills: &[
            plan("python", [0.90, 0.90, 0.90], 0.95),
            plan("sql", [0.36, 0.36, 0.36], 0.62),
            plan("pytorch", [0.56, 0.62, 0.68], 0.72),
            plan("tensorflow", [0.44, 0.36, 0.28], 0.55),
            plan("mlflow", [0.24, 0.28, 0.32], 0.40),
            plan("fastapi", [0.16, 0.23, 0.30], 0.48),
            plan("spark", [0.26, 0.25, 0.24], 0.40),
            plan("airflow", [0.20, 0.20, 0.20], 0.38),
            plan("docker", [0.50, 0.52, 0.54], 0.60),
            plan("kubernetes", [0.40, 0.43, 0.46], 0.48),
            plan("aws", [0.46, 0.47, 0.48], 0.55),
            plan("langchain", [0.08, 0.17, 0.26], 0.30),
        ],
        production: &["structured-logging", "distributed-tracing", "opentelemetry", "prompt-versioning"],
        negatable: &["matlab", "java", "scala"],
    },
    RolePlan {
        role: Role::AiEngineer,
        skills: &[
            plan("python", [0.90, 0.91, 0.92], 0.95),
            plan("typescript", [0.18, 0.24, 0.30], 0.40),
            plan("langchain", [0.40, 0.52, 0.62], 0.60),
            plan("rag", [0.36, 0.50, 0.60], 0.65),
            plan("vector-databases", [0.24, 0.34, 0.42], 0.50),
            plan("fastapi", [0.30, 0.40, 0.50], 0.60),
            plan("flask", [0.22, 0.15, 0.08], 0.40),
            plan("pytorch", [0.42, 0.36, 0.30], 0.45),
            plan("postgresql", [0.20, 0.25, 0.30], 0.45),
            plan("docker", [0.44, 0.46, 0.48], 0.55),
            plan("kubernetes", [0.28, 0.29, 0.30], 0.38),
            plan("aws", [0.42, 0.42, 0.42], 0.50),
        ],
        production: &["prompt-versioning", "structured-logging", "opentelemetry", "circuit-breakers", "idempotency"],
        negatable: &["java", "php", "matlab"],
    },
    RolePlan {
        role: Role::Devops,
        skills: &[
            plan("kubernetes", [0.70, 0.72, 0.74], 0.80),
            plan("docker", [0.66, 0.66, 0.66], 0.80),
            plan("terraform", [0.58, 0.63, 0.68], 0.72),
            plan("aws", [0.66, 0.66, 0.66], 0.75),
            plan("linux", [0.52, 0.50, 0.48], 0.80),
            plan("ansible", [0.36, 0.31, 0.26], 0.50),
            plan("prometheus", [0.34, 0.38, 0.42], 0.50),
            plan("jenkins", [0.36, 0.28, 0.20], 0.50),
            plan("github-actions", [0.28, 0.36, 0.44], 0.50),
            plan("python", [0.44, 0.46, 0.48], 0.60),
            plan("go", [0.24, 0.28, 0.32], 0.42),
            plan("bash", [0.38, 0.36, 0.34], 0.65),
        ],
        production: &["structured-logging", "distributed-tracing", "opentelemetry", "circuit-breakers"],
        negatable: &["perl", "java", "php", "jenkins"],
    },
];

#[cfg(test)]
mod tests {
    use super::{LEVELS, ROLE_SHARES, ROLES};
    use crate::skills;
    use crate::terms::Role;

    #[test]
    fn shares_are_shares() {
        for year in 0..3 {
            let sum: f64 = ROLE_SHARES.iter().map(|row| row.1[year]).sum();
            assert!((sum - 1.0).abs() < 1e-12);
        }
        assert!((LEVELS.iter().map(|level| level.share).sum::<f64>() - 1.0).abs() < 1e-12);
    }

    #[test]
    fn tables_follow_the_order_of_the_roles() {
        assert!(ROLE_SHARES.iter().map(|row| row.0).eq(Role::ALL.iter().copied()));
        assert!(ROLES.iter().map(|plan| plan.role).eq(Role::ALL.iter().copied()));
    }

    #[test]
    fn plans_name_known_skills_once() {
        for plan in &ROLES {
            let mut ids: Vec<&str> = plan.skills.iter().map(|skill| skill.skill).collect();
            ids.extend(plan.production);
            ids.iter().chain(plan.negatable).for_each(|id| _ = skills::skill(id));
            ids.sort_unstable();
            assert!(ids.windows(2).all(|pair| pair[0] != pair[1]), "{:?}", plan.role);
        }
    }
}
