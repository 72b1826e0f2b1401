//! Seeded sample postings, and the truths planted in them.
//!
//! [`generate`] draws about 4,300 invented job postings from a model whose numbers are all written in one file
//! (`src/model.rs`), and says beside them what a perfect measurement of them would find. What is planted in a
//! posting is drawn first, on its own stream of random numbers; its text is written afterwards. A new sentence
//! therefore never moves a planted value.
//!
//! - [`Sample`]: the postings in file order, and the [`Truth`]s.
//! - [`SamplePosting`]: one row of the file, with [`Planted`]: what its text must say.
//! - [`postings_csv`] and [`truths_csv`]: the two files, as bytes.
//!
//! ```
//! let sample = jd_sample::generate(7);
//! let asked = sample.postings.iter().filter(|posting| posting.planted.asks_for("python")).count();
//! assert!(asked > 1_000);
//! ```
//!
//! The postings are not a real market: see the README of this folder.

#![deny(missing_docs)]
#![warn(missing_debug_implementations)]

mod days;
mod draw;
mod employers;
mod files;
mod model;
mod normal;
mod pay;
mod places;
mod plant;
mod posting;
mod prose;
mod skills;
mod terms;
mod titles;
mod truths;

pub use files::{postings_csv, truths_csv};
pub use model::{COPIES, EMPLOYERS, ORIGINALS, PREMIUM, SKILL_ICC};
pub use plant::plant;
pub use posting::{Ask, Planted, PlantedPay, PlantedPosting, Sample, SamplePosting};
pub use skills::{Skill, skills};
pub use terms::{AskLevel, Country, Currency, Employment, Period, Production, Role, Seniority, Stated, Tier, WorkMode};
pub use truths::{Measure, Truth, planted_truths};

/// Draws the sample of a seed: the same seed gives the same bytes on every machine.
pub fn generate(seed: u64) -> Sample {
    let postings = posting::write(seed, &plant(seed));
    let truths = truths::truths(&postings);
    Sample { postings, truths }
}
