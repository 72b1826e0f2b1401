//! Gold and its formats.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use serde_json::Value;

use super::pay::GoldPay;
use crate::error::{Error, ErrorKind, Result};
use crate::posting::Posting;
use crate::span::Span;
use crate::terms::{Ask, Field, Years};

/// Texts in which somebody has marked what a careful reader finds.
#[derive(Clone, Debug, Default)]
pub struct Gold {
    /// The texts.
    pub texts: Vec<GoldText>,
}

/// One text with its marks.
#[derive(Clone, Debug)]
pub struct GoldText {
    /// Id of the posting, or number of the line.
    pub id: String,
    /// The posting.
    pub posting: Posting,
    /// Marks, in any order.
    pub marks: Vec<GoldSpan>,
    /// What the posting says of each skill, where gold says that.
    pub asks: Vec<(String, Ask)>,
    /// Ids of skills that are alternatives to each other, where gold says that.
    pub groups: Vec<Vec<String>>,
    /// Years that gold gives each skill; empty for those without.
    pub years: Vec<(String, Years)>,
    /// What gold says of the other fields, as [`fields()`](super::fields()) writes values; none where it says that the posting does not tell.
    /// A field that is not here was not judged.
    pub judged: BTreeMap<&'static str, Option<String>>,
    /// What it pays; none where gold did not judge that.
    pub pay: Option<Vec<GoldPay>>,
}

/// One mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoldSpan {
    /// Field that it stands in.
    pub field: Field,
    /// Where, in bytes of that field.
    pub span: Span,
    /// Id of the skill; none where gold marks words alone.
    pub skill: Option<String>,
}

impl GoldText {
    /// A posting of which nothing was judged.
    pub(super) fn unjudged(id: String, posting: Posting) -> Self {
        Self {
            id,
            posting,
            marks: Vec::new(),
            asks: Vec::new(),
            groups: Vec::new(),
            years: Vec::new(),
            judged: BTreeMap::new(),
            pay: None,
        }
    }

    /// The words of a mark.
    #[must_use]
    pub fn words(&self, mark: &GoldSpan) -> &str {
        let field = if mark.field == Field::Title { &self.posting.title } else { &self.posting.description };
        field.get(mark.span.start..mark.span.end).unwrap_or_default()
    }
}

impl Gold {
    /// The texts in two halves, by a hash of their ids: rules are written over the first and tried on the second.
    #[must_use]
    pub fn halves(&self) -> [Self; 2] {
        let half = |wanted: u64| {
            let texts = self.texts.iter().filter(|text| xxhash_rust::xxh3::xxh3_64(text.id.as_bytes()) & 1 == wanted);
            Self { texts: texts.cloned().collect() }
        };
        [half(0), half(1)]
    }

    /// Reads gold: a folder with our `gold.jsonl` and `postings.jsonl`; SkillSpan's JSON lines (`tokens`, `tags_knowledge`), JSON lines of
    /// `text` and `spans` in characters, or of postings with a `description` and what they pay; or a CSV of strings about pay with their
    /// `min`, `max`, `currency`, `period` and `kind`. `source` keeps the SkillSpan sentences of one source, such as `tech`.
    ///
    /// # Errors
    /// When a file cannot be read, or a line is of none of these shapes.
    pub fn read(path: &Path, source: Option<&str>) -> Result<Self> {
        if path.is_dir() {
            return own(path);
        }
        if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("csv")) {
            return Ok(Self { texts: super::pay::strings(path)? });
        }
        let mut texts = Vec::new();
        for (line, value) in lines(path)? {
            let bad = |message: &str| Error::new(ErrorKind::Syntax(message.to_owned())).in_file(path).on_line(line);
            if value.get("tokens").is_some() && value.get("tags_knowledge").is_some() {
                let kept = source.is_none_or(|source| value.get("source").and_then(Value::as_str) == Some(source));
                if kept {
                    texts.push(tagged(line, &value).ok_or_else(|| bad("tokens without as many tags"))?);
                }
            } else if let (Some(text), Some(spans)) = (value.get("text").and_then(Value::as_str), value.get("spans")) {
                texts.push(spanned(line, &value, text, spans));
            } else if value.get("description").is_some() && value.get("pay").is_some() {
                texts.push(whole(line, &value));
            } else {
                return Err(bad(
                    "neither `tokens` and `tags_knowledge`, nor `text` and `spans`, nor `description` and `pay`",
                ));
            }
        }
        Ok(Self { texts })
    }
}

/// The objects of a file of JSON lines, with their lines.
fn lines(path: &Path) -> Result<Vec<(u64, Value)>> {
    let text = std::fs::read_to_string(path).map_err(|error| Error::io(error, path))?;
    let object = |(line, text): (u64, &str)| {
        let value = serde_json::from_str(text);
        value
            .map(|value| (line, value))
            .map_err(|error| Error::new(ErrorKind::Syntax(format!("no JSON: {error}"))).in_file(path).on_line(line))
    };
    (1..).zip(text.lines()).filter(|(_, text)| !text.trim().is_empty()).map(object).collect()
}

/// A sentence of SkillSpan: tokens with B, I and O tags of hard skills.
fn tagged(line: u64, value: &Value) -> Option<GoldText> {
    let texts = |key: &str| -> Option<Vec<&str>> { value.get(key)?.as_array()?.iter().map(Value::as_str).collect() };
    let (tokens, tags) = (texts("tokens")?, texts("tags_knowledge")?);
    if tokens.len() != tags.len() {
        return None;
    }
    let mut text = String::new();
    let mut marks: Vec<GoldSpan> = Vec::new();
    for (token, tag) in tokens.iter().zip(tags) {
        if !text.is_empty() {
            text.push(' ');
        }
        let start = text.len();
        text.push_str(token);
        let span = Span::new(start, text.len());
        match (tag, marks.last_mut()) {
            ("I", Some(last)) => last.span.end = span.end,
            ("B" | "I", _) => marks.push(GoldSpan { field: Field::Description, span, skill: None }),
            _ => {}
        }
    }
    Some(GoldText { marks, ..GoldText::unjudged(line.to_string(), Posting::new(text)) })
}

/// A text with spans in characters.
fn spanned(line: u64, value: &Value, text: &str, spans: &Value) -> GoldText {
    let bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let byte = |span: &Value, key: &str| {
        let at = usize::try_from(span.get(key)?.as_u64()?).ok()?;
        bytes.get(at).copied()
    };
    let mark = |span: &Value| {
        let span = Span::new(byte(span, "start")?, byte(span, "end")?);
        Some(GoldSpan { field: Field::Description, span, skill: None })
    };
    let marks = spans.as_array().into_iter().flatten().filter_map(mark).collect();
    let id = value.get("id").and_then(Value::as_str).map_or_else(|| line.to_string(), str::to_owned);
    let posting = Posting::new(text);
    GoldText {
        id,
        posting,
        marks,
        asks: Vec::new(),
        groups: Vec::new(),
        years: Vec::new(),
        judged: BTreeMap::new(),
        pay: None,
    }
}

fn text(value: &Value, key: &str) -> String {
    value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// A line of postings.
fn posting_of(value: &Value) -> Posting {
    let mut posting = Posting::new(text(value, "description")).with_title(text(value, "title"));
    posting.id = text(value, "id");
    posting.employer = text(value, "employer");
    posting.location = text(value, "location");
    posting.country = text(value, "country");
    posting.employment_type = text(value, "employment_type");
    posting.employer_size = text(value, "employer_size");
    posting.seniority = text(value, "seniority");
    posting.work_mode = text(value, "work_mode");
    let money = |key: &str| value.get(key).and_then(|money| money.to_string().trim_matches('"').parse().ok());
    (posting.pay_min, posting.pay_max) = (money("pay_min"), money("pay_max"));
    posting.pay_currency = text(value, "pay_currency");
    posting.pay_period = text(value, "pay_period");
    posting.pay_text = text(value, "pay_text");
    posting
}

/// A posting that carries what it pays.
fn whole(line: u64, value: &Value) -> GoldText {
    let mut posting = posting_of(value);
    if posting.id.is_empty() {
        posting.id = line.to_string();
    }
    GoldText { pay: super::pay::judged(value), ..GoldText::unjudged(posting.id.clone(), posting) }
}

/// Our own format: postings, and the judged fields of the extract schema.
fn own(dir: &Path) -> Result<Gold> {
    let mut postings: HashMap<String, Posting> = HashMap::new();
    for (_, value) in lines(&dir.join("postings.jsonl"))? {
        let posting = posting_of(&value);
        postings.insert(posting.id.clone(), posting);
    }
    let path = dir.join("gold.jsonl");
    let mut texts = Vec::new();
    for (line, value) in lines(&path)? {
        let bad = |message: String| Error::new(ErrorKind::Syntax(message)).in_file(&path).on_line(line);
        let id = text(&value, "id");
        let posting = postings.remove(&id).ok_or_else(|| bad(format!("no posting has the id `{id}`")))?;
        let judged = super::fields::judged(&value);
        let pay = super::pay::judged(&value);
        let mut gold = GoldText { judged, pay, ..GoldText::unjudged(id, posting) };
        let mut groups: BTreeMap<u64, Vec<String>> = BTreeMap::new();
        for skill in value.get("skills").and_then(Value::as_array).into_iter().flatten() {
            let name = text(skill, "id");
            if let Some(ask) = Ask::ALL.iter().find(|ask| ask.as_str() == text(skill, "ask")) {
                gold.asks.push((name.clone(), *ask));
            }
            gold.years.push((name.clone(), super::fields::skill_years(skill)));
            if let Some(number) = skill.get("any_of").and_then(Value::as_u64) {
                groups.entry(number).or_default().push(name.clone());
            }
            for mention in skill.get("mentions").and_then(Value::as_array).into_iter().flatten() {
                let field = if text(mention, "field") == "title" { Field::Title } else { Field::Description };
                let at = |key: &str| {
                    mention
                        .get(key)
                        .and_then(Value::as_u64)
                        .and_then(|at| usize::try_from(at).ok())
                        .unwrap_or(usize::MAX)
                };
                let mark = GoldSpan { field, span: Span::new(at("start"), at("end")), skill: Some(name.clone()) };
                let (written, says) = (gold.words(&mark), text(mention, "text"));
                if written != says {
                    return Err(bad(format!("`{says}` does not stand at its place, but `{written}`")));
                }
                gold.marks.push(mark);
            }
        }
        gold.groups = groups.into_values().collect();
        texts.push(gold);
    }
    Ok(Gold { texts })
}
