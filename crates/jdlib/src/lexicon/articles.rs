//! The structures of the articles beyond views: names of cells, a roadmap, projects, a table of pay.

use super::SkillId;

/// A cell of a view: its name, and what its source writes in it in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The view.
    pub view: String,
    /// The cell's id.
    pub cell: String,
    /// Place in the view, from 1.
    pub order: u32,
    /// Name.
    pub title: String,
    /// What the source says in words instead of a list; empty otherwise.
    pub text: String,
}

/// One skill of one topic of the roadmap.
#[derive(Clone, Debug, PartialEq)]
pub struct RoadmapRow {
    /// Phase, 1 to 4.
    pub phase: u8,
    /// Track of the phase; empty where all learn the same.
    pub track: String,
    /// Topic.
    pub topic: String,
    /// What it teaches.
    pub skill: SkillId,
    /// Effort in hours.
    pub hours: f64,
}

/// One skill that a project proves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProjectRow {
    /// Id of the project.
    pub project: String,
    /// Name.
    pub title: String,
    /// What it proves.
    pub skill: SkillId,
}

/// Pay of a role as an article states it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReferenceRow {
    /// Id of the article.
    pub article: String,
    /// Id of the role.
    pub role: String,
    /// Name of the role.
    pub title: String,
    /// Years of experience, in the article's own bins.
    pub years_min: Option<u8>,
    /// Upper end of the bin.
    pub years_max: Option<u8>,
    /// Pay, in units of the currency for one period.
    pub pay_min: Option<u64>,
    /// Upper end.
    pub pay_max: Option<u64>,
    /// Whether the upper end is open.
    pub pay_open: bool,
    /// Currency.
    pub currency: String,
    /// Period.
    pub period: String,
    /// Where the figure holds; empty where the article does not say.
    pub place: String,
    /// Year of the figure.
    pub year: Option<u16>,
    /// Key skills.
    pub skills: Vec<SkillId>,
}

/// All of it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Articles {
    pub(crate) cells: Vec<Cell>,
    pub(crate) roadmap: Vec<RoadmapRow>,
    pub(crate) projects: Vec<ProjectRow>,
    pub(crate) reference: Vec<ReferenceRow>,
}
