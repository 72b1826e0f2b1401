//! Names and types of the columns of facts. New columns go last; nothing is renamed.

use std::sync::Arc;

use arrow_schema::{DataType, Field, Schema};

/// Version of the two tables.
pub const SCHEMA: &str = "jds.facts/1";

/// Columns of `postings`. Empty is null; pay columns as written are the source's, annual ones are units of the currency a year.
///
/// `near` is what a posting is compared by (see [`Signature`](crate::repeats::Signature)); `duplicate_of` and `repost_of` are keys of other
/// postings; `locations` are the places of one opening in several, joined by `; `, at its leader.
const POSTINGS: [(&str, DataType); 51] = [
    ("key", DataType::UInt64),
    ("id", DataType::Utf8),
    ("source", DataType::Utf8),
    ("source_id", DataType::Utf8),
    ("url", DataType::Utf8),
    ("title", DataType::Utf8),
    ("employer", DataType::Utf8),
    ("company", DataType::Utf8),
    ("location", DataType::Utf8),
    ("country", DataType::Utf8),
    ("region", DataType::Utf8),
    ("n_locations", DataType::UInt32),
    ("posted_at", DataType::Date32),
    ("posted_basis", DataType::Utf8),
    ("first_seen", DataType::Date32),
    ("last_seen", DataType::Date32),
    ("role", DataType::Utf8),
    ("specialisation", DataType::Utf8),
    ("seniority", DataType::Utf8),
    ("years_min", DataType::UInt8),
    ("years_max", DataType::UInt8),
    ("education", DataType::Utf8),
    ("work_mode", DataType::Utf8),
    ("employment_type", DataType::Utf8),
    ("tier", DataType::Utf8),
    ("pay_min", DataType::Float64),
    ("pay_max", DataType::Float64),
    ("pay_currency", DataType::Utf8),
    ("pay_period", DataType::Utf8),
    ("pay_kind", DataType::Utf8),
    ("pay_bound", DataType::Utf8),
    ("pay_source", DataType::Utf8),
    ("pay_annual_min", DataType::Float64),
    ("pay_annual_max", DataType::Float64),
    ("pay_annual_mid", DataType::Float64),
    ("language", DataType::Utf8),
    ("applies", DataType::UInt64),
    ("views", DataType::UInt64),
    ("content_hash", DataType::UInt64),
    ("duplicate_of", DataType::UInt64),
    ("status_skills", DataType::Utf8),
    ("status_pay", DataType::Utf8),
    ("status_years", DataType::Utf8),
    ("status_seniority", DataType::Utf8),
    ("status_role", DataType::Utf8),
    ("text_length", DataType::UInt32),
    ("near", DataType::Binary),
    ("repeat_kind", DataType::Utf8),
    ("similarity", DataType::Float64),
    ("repost_of", DataType::UInt64),
    ("locations", DataType::Utf8),
];

/// Columns of `asks`. `start` and `end` are byte offsets into the description as the source gave it; null for titles and given skills.
const ASKS: [(&str, DataType); 11] = [
    ("posting", DataType::UInt64),
    ("skill", DataType::Utf8),
    ("ask", DataType::Utf8),
    ("any_of", DataType::UInt32),
    ("years_min", DataType::UInt8),
    ("years_max", DataType::UInt8),
    ("implied", DataType::Boolean),
    ("mentions", DataType::UInt32),
    ("start", DataType::UInt32),
    ("end", DataType::UInt32),
    ("quote", DataType::Utf8),
];

/// Columns that always hold a value.
const NEVER_NULL: [&str; 6] = ["key", "posting", "skill", "ask", "implied", "mentions"];

fn schema(columns: &[(&str, DataType)]) -> Arc<Schema> {
    let field = |(name, kind): &(&str, DataType)| Field::new(*name, kind.clone(), !NEVER_NULL.contains(name));
    Arc::new(Schema::new(columns.iter().map(field).collect::<Vec<_>>()))
}

/// The schema of `postings`.
#[must_use]
pub fn postings() -> Arc<Schema> {
    schema(&POSTINGS)
}

/// The schema of `asks`.
#[must_use]
pub fn asks() -> Arc<Schema> {
    schema(&ASKS)
}
