//! The two files, as bytes: UTF-8, comma, header line, line feed.

use crate::posting::{Sample, SamplePosting};
use crate::truths::Truth;

/// The bytes of `postings.csv`.
pub fn postings_csv(sample: &Sample) -> Vec<u8> {
    file(&POSTING_COLUMNS, sample.postings.iter().map(posting_row))
}

/// The bytes of `truths.csv`.
pub fn truths_csv(sample: &Sample) -> Vec<u8> {
    file(&TRUTH_COLUMNS, sample.truths.iter().map(truth_row))
}

const POSTING_COLUMNS: [&str; 16] = [
    "id",
    "source",
    "url",
    "title",
    "employer",
    "location",
    "country",
    "posted_at",
    "employment_type",
    "work_mode",
    "employer_size",
    "pay_min",
    "pay_max",
    "pay_currency",
    "pay_period",
    "description",
];

const TRUTH_COLUMNS: [&str; 7] = ["measure", "role", "year", "seniority", "skill", "value", "unit"];

fn file<const COLUMNS: usize>(header: &[&str; COLUMNS], rows: impl Iterator<Item = [String; COLUMNS]>) -> Vec<u8> {
    const MEMORY: &str = "writing rows of one length to memory does not fail";
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(header).expect(MEMORY);
    for row in rows {
        writer.write_record(&row).expect(MEMORY);
    }
    writer.into_inner().expect(MEMORY)
}

fn posting_row(posting: &SamplePosting) -> [String; 16] {
    let pay = |text: fn(&crate::PlantedPay) -> String| posting.pay.as_ref().map(text).unwrap_or_default();
    [
        posting.id.clone(),
        posting.source.to_owned(),
        posting.url.clone(),
        posting.title.clone(),
        posting.employer.clone(),
        posting.location.clone(),
        posting.country.id().to_owned(),
        posting.posted_at.clone(),
        posting.employment_type.id().to_owned(),
        posting.work_mode.id().to_owned(),
        posting.employer_size.to_owned(),
        pay(|pay| pay.min.to_string()),
        pay(|pay| pay.max.to_string()),
        pay(|pay| pay.currency.id().to_owned()),
        pay(|pay| pay.period.id().to_owned()),
        posting.description.clone(),
    ]
}

fn truth_row(truth: &Truth) -> [String; 7] {
    [
        truth.measure.id().to_owned(),
        truth.role.map_or("", |role| role.id()).to_owned(),
        truth.year.map(|year| year.to_string()).unwrap_or_default(),
        truth.seniority.map_or("", |seniority| seniority.id()).to_owned(),
        truth.skill.unwrap_or_default().to_owned(),
        // Six decimals are exact enough for every use, and the same on every machine.
        format!("{:.6}", truth.value).trim_end_matches('0').trim_end_matches('.').to_owned(),
        truth.unit.to_owned(),
    ]
}
