//! The rows of the sample: what is planted in each, and its text.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::days;
use crate::draw::Draw;
use crate::employers::{Employer, employers};
use crate::model::COPIES;
use crate::plant::streams;
use crate::terms::{AskLevel, Country, Currency, Employment, Period, Production, Role, Seniority, Stated, WorkMode};
use crate::{places, prose, titles};

/// The postings of one seed in file order, and what is true of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Sample {
    /// The rows. Every original comes before its copies.
    pub postings: Vec<SamplePosting>,
    /// What a perfect measurement finds.
    pub truths: Vec<crate::Truth>,
}

/// One row of the file.
///
/// All fields but the last are columns, as they are written; the last says what the text must say.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct SamplePosting {
    /// Unique in the file.
    pub id: String,
    /// The invented board that the row was seen on.
    pub source: &'static str,
    /// An address under `.example`, which nobody owns.
    pub url: String,
    /// Names the role and perhaps the level, never a skill.
    pub title: String,
    /// An invented employer.
    pub employer: String,
    /// City, or a wording of remote.
    pub location: String,
    /// `US`, `GB` or `DE`.
    pub country: Country,
    /// Year, month, day.
    pub posted_at: String,
    /// Permanent or contract.
    pub employment_type: Employment,
    /// Where the work is done.
    pub work_mode: WorkMode,
    /// Headcount of the employer as a band such as `51-200`.
    pub employer_size: &'static str,
    /// Range, currency and period, if the columns state pay.
    pub pay: Option<PlantedPay>,
    /// 400 to 1,100 characters.
    pub description: String,
    /// What is planted in it.
    pub planted: Planted,
}

/// What a posting says, drawn before its text is written.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Planted {
    /// The role that the title means.
    pub role: Role,
    /// The level that the title names, if it names one.
    pub seniority: Option<Seniority>,
    /// The year it was posted in; copies carry that of their original.
    pub year: i16,
    /// Years of experience the text asks for at least, if it says so.
    pub years_min: Option<u8>,
    /// Skills asked for, the production skills last.
    pub asks: Vec<Ask>,
    /// Skills the text says are not wanted; never one that it asks for.
    pub excluded: Vec<&'static str>,
    /// Whether the production skills of the role are among the asks.
    pub production: Production,
    /// What it pays, stated or not.
    pub pay: PlantedPay,
    /// Where it says so.
    pub stated: Stated,
    /// The row that this one repeats, as a place in [`Sample::postings`].
    pub copy_of: Option<usize>,
}

/// One skill that a posting asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Ask {
    /// Id in the lexicon.
    pub skill: &'static str,
    /// How strongly.
    pub level: AskLevel,
}

/// A pay range, rounded as it is published.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct PlantedPay {
    /// Lower end.
    pub min: u32,
    /// Upper end.
    pub max: u32,
    /// The currency of both.
    pub currency: Currency,
    /// What they are per.
    pub period: Period,
    /// Geometric middle of the rounded range.
    pub mid: f64,
}

/// A posting before its text: what [`crate::plant()`] draws.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct PlantedPosting {
    /// What its text must say.
    pub planted: Planted,
    /// Which of the employers posts it; equal numbers are one employer.
    pub employer: usize,
    /// Where the employer hires.
    pub country: Country,
    /// Permanent or contract.
    pub employment: Employment,
    /// Where the work is done.
    pub work_mode: WorkMode,
    pub(crate) day: Date,
}

impl Planted {
    /// True if the posting asks for the skill, required or preferred.
    pub fn asks_for(&self, skill: &str) -> bool {
        self.asks.iter().any(|ask| ask.skill == skill)
    }
}

/// Writes the text of what was planted, adds the copies and numbers the rows by day.
pub(crate) fn write(seed: u64, plan: &[PlantedPosting]) -> Vec<SamplePosting> {
    let employers = employers(&mut Draw::new(seed, streams::EMPLOYERS));
    let mut seen = BTreeSet::new();
    let mut rows: Vec<Row> = plan
        .iter()
        .enumerate()
        .map(|(number, planted)| {
            let mut draw = Draw::new(seed, streams::TEXTS + number as u64);
            Row {
                day: planted.day,
                order: (number, 0),
                posting: distinct(planted, &employers[planted.employer], &mut seen, &mut draw),
            }
        })
        .collect();
    add_copies(&mut rows, &mut Draw::new(seed, streams::COPIES));
    rows.sort_by_key(|row| (row.day, row.order.1, row.order.0));
    number(rows)
}

struct Row {
    day: Date,
    /// The original's number, and 1 for its copy: sorted so, a copy never comes before its original.
    order: (usize, usize),
    posting: SamplePosting,
}

/// Writes a posting that differs from all before it in what makes two rows one opening.
fn distinct(
    planted: &PlantedPosting,
    employer: &Employer,
    seen: &mut BTreeSet<[String; 4]>,
    draw: &mut Draw,
) -> SamplePosting {
    loop {
        let posting = first_writing(planted, employer, draw);
        let key = [&posting.title, &posting.employer, &posting.location, &posting.description].map(Clone::clone);
        if seen.insert(key) {
            return posting;
        }
    }
}

fn first_writing(posting: &PlantedPosting, employer: &Employer, draw: &mut Draw) -> SamplePosting {
    let planted = &posting.planted;
    SamplePosting {
        id: String::new(),
        source: draw.pick(&BOARDS),
        url: String::new(),
        title: titles::title(planted.role, planted.seniority, posting.country, posting.employment, draw),
        employer: employer.name.clone(),
        location: places::location(posting.country, employer.home, posting.work_mode, draw),
        country: posting.country,
        posted_at: posting.day.to_string(),
        employment_type: posting.employment,
        work_mode: posting.work_mode,
        employer_size: employer.size,
        pay: (planted.stated == Stated::Columns).then_some(planted.pay),
        description: prose::description(posting, employer, draw),
        planted: planted.clone(),
    }
}

/// Repeats some originals, each once: on another board, the same day or up to six weeks later.
fn add_copies(rows: &mut Vec<Row>, draw: &mut Draw) {
    let mut originals: Vec<usize> = (0..rows.len()).collect();
    draw.shuffle(&mut originals);
    for &original in &originals[..COPIES] {
        let mut posting = rows[original].posting.clone();
        let day = if draw.chance(0.3) {
            rows[original].day
        } else {
            days::later(rows[original].day, 1 + draw.below(42) as i32)
        };
        let place = BOARDS.iter().position(|board| *board == posting.source).expect("rows come from the boards");
        posting.source = BOARDS[(place + 1 + draw.below(BOARDS.len() - 1)) % BOARDS.len()];
        posting.posted_at = day.to_string();
        rows.push(Row { day, order: (original, 1), posting });
    }
}

fn number(rows: Vec<Row>) -> Vec<SamplePosting> {
    let mut places = vec![0; rows.len()];
    let mut postings = Vec::with_capacity(rows.len());
    for (place, Row { order: (original, copy), mut posting, .. }) in rows.into_iter().enumerate() {
        posting.id = format!("S{:05}", place + 1);
        posting.url = format!("https://{}.example/jobs/{}", posting.source, place + 1);
        match copy {
            0 => places[original] = place,
            _ => posting.planted.copy_of = Some(places[original]),
        }
        postings.push(posting);
    }
    postings
}

/// The invented boards.
const BOARDS: [&str; 4] = ["hirewharf", "jobthicket", "rolehub", "employer-site"];
