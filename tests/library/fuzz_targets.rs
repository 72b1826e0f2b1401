//! What fuzz targets do with their bytes, and what holds whatever the bytes are. `fuzz/` finds bytes, `fuzz.rs` replays those found before.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

use jdlib::lexicon::{LexiconBuilder, Pack, Profile, Severity};
use jdlib::posting::{Header, Quote, Refused};
use jdlib::terms::Field;
use jdlib::text::{Markup, Text};
use jdlib::{Analyzer, Posting, PostingReader, ReadOptions, Repeats, Signature};

/// One way to use bytes.
type Target = fn(&[u8]);

/// Name of a target, which is that of its folder in `fuzz/corpus`.
pub(crate) const TARGETS: [(&str, Target); 8] = [
    ("compressed", compressed),
    ("delimited", delimited),
    ("document", document),
    ("json", json),
    ("pack", pack),
    ("parquet", parquet),
    ("posting", posting),
    ("text", text),
];

/// Runs the target of this name.
pub(crate) fn run(name: &str, bytes: &[u8]) {
    let (_, target) = TARGETS.iter().find(|(known, _)| *known == name).expect("a target of this name");
    target(bytes);
}

/// All that a reader says about its bytes.
#[derive(Debug, Default, PartialEq)]
struct Outcome {
    postings: Vec<Posting>,
    refused: Refused,
    unread: BTreeMap<&'static str, u64>,
    error: Option<String>,
    format: &'static str,
    delimiter: Option<char>,
    escape: Option<char>,
}

impl Outcome {
    fn rows(&self) -> usize {
        self.postings.len() + usize::try_from(self.refused.total()).expect("fewer rows than addresses")
    }
}

/// More rows than any input of a few kilobytes holds.
const ENDLESS: usize = 1 << 20;

fn read(stream: impl Read + Send + 'static, name: &str, options: &ReadOptions) -> Outcome {
    let mut outcome = Outcome::default();
    let mut reader = match PostingReader::from_reader(stream, name, options) {
        Ok(reader) => reader,
        Err(error) => {
            outcome.error = Some(format!("{error} {error:?}"));
            return outcome;
        }
    };
    while let Some(next) = reader.next() {
        match next {
            Ok(posting) => outcome.postings.push(posting),
            Err(error) => outcome.error = Some(format!("{error} {error:?}")),
        }
        assert!(outcome.postings.len() < ENDLESS, "the reading does not end");
        assert!(outcome.error.is_none() || reader.next().is_none(), "something follows an error");
    }
    assert!(reader.next().is_none(), "something follows the end");
    assert_eq!(reader.postings(), outcome.postings.len() as u64);
    outcome.refused = reader.refused().clone();
    outcome.unread = reader.unread_cells().clone();
    let inspection = reader.inspection();
    (outcome.format, outcome.delimiter, outcome.escape) = (inspection.format, inspection.delimiter, inspection.escape);
    outcome
}

/// Hands out a few bytes at a time, as a pipe may.
struct Trickle(Cursor<Vec<u8>>);

impl Read for Trickle {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let len = buffer.len().min(7);
        self.0.read(&mut buffer[..len])
    }
}

/// Reads bytes, and checks what holds for every reader.
fn check(bytes: &[u8], name: &str, options: &ReadOptions) -> Outcome {
    let whole = || Cursor::new(bytes.to_vec());
    let outcome = read(whole(), name, options);
    let again = read(Trickle(whole()), name, options);
    assert_eq!(outcome, again, "{name}: the same bytes give the same postings, however they arrive");
    let mut strict = options.clone();
    strict.strict = true;
    let strict = read(whole(), name, &strict);
    if outcome.refused.total() == 0 {
        assert_eq!(outcome, strict, "{name}: where nothing is refused, strict reading reads the same");
    } else {
        assert!(strict.error.is_some(), "{name}: strict reading stops at {:?}", outcome.refused);
        assert!(outcome.postings.starts_with(&strict.postings), "{name}: strict reading reads the same up to there");
    }
    for posting in &outcome.postings {
        assert!(posting.given().all(|(_, value)| !value.is_empty()));
    }
    if outcome.error.is_none()
        && let Some(rows) = rows(bytes, &outcome, options)
    {
        assert_eq!(outcome.rows(), rows, "{name}: every row is a posting or refused: {:?}", outcome.refused);
    }
    outcome
}

/// Rows that a file has, counted by somebody else; none where that is not to be told.
fn rows(bytes: &[u8], outcome: &Outcome, options: &ReadOptions) -> Option<usize> {
    let text = std::str::from_utf8(bytes).ok().filter(|_| options.encoding.is_none())?;
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    match outcome.format {
        "text" => Some(1),
        "jsonl" => Some(text.lines().filter(|line| !line.trim().is_empty()).count()),
        "json" => {
            let items: Vec<serde_json::Value> = serde_json::from_str(text).ok()?;
            // One that holds a graph may hold several postings.
            items.iter().all(|item| item.get("@graph").is_none()).then_some(items.len())
        }
        // A first line that names the separator is no row.
        "csv" | "tsv" if !text.get(..4).is_some_and(|head| head.eq_ignore_ascii_case("sep=")) => {
            let mut builder = csv::ReaderBuilder::new();
            builder.has_headers(options.header == Header::First).flexible(true);
            builder.delimiter(u8::try_from(outcome.delimiter?).ok()?);
            builder.escape(outcome.escape.and_then(|escape| u8::try_from(escape).ok()));
            match options.quote {
                Quote::Double => &mut builder,
                Quote::Sign(sign) => builder.quote(sign),
                Quote::None => builder.quoting(false),
            };
            Some(builder.from_reader(text.as_bytes()).into_byte_records().count())
        }
        _ => None,
    }
}

fn options(change: impl FnOnce(&mut ReadOptions)) -> ReadOptions {
    let mut options = ReadOptions::default();
    change(&mut options);
    options
}

fn delimited(bytes: &[u8]) {
    check(bytes, "postings.csv", &ReadOptions::default());
    // One other dialect for each input: all of them would take the time of five.
    match bytes.len() % 5 {
        0 => check(bytes, "postings.tsv", &ReadOptions::default()),
        1 => check(bytes, "postings.csv", &options(|options| options.quote = Quote::None)),
        2 => {
            let dialect = options(|options| {
                options.quote = Quote::Sign(b'\'');
                options.escape = Some(b'\\');
                options.delimiter = Some(b'|');
            });
            check(bytes, "postings.csv", &dialect)
        }
        3 => {
            let columns = [("title", "1"), ("description", "2-3"), ("posted_at", "4")];
            let numbered = options(|options| {
                options.header = Header::None;
                options.map = columns.map(|(field, column)| (field.to_owned(), column.to_owned())).to_vec();
            });
            check(bytes, "postings.csv", &numbered)
        }
        _ => {
            let windows = options(|options| options.encoding = Some("windows-1252".to_owned()));
            check(bytes, "postings.csv", &windows)
        }
    };
}

fn json(bytes: &[u8]) {
    for name in ["postings", "postings.json", "postings.jsonl"] {
        check(bytes, name, &ReadOptions::default());
    }
}

fn document(bytes: &[u8]) {
    for name in ["posting.txt", "posting.md", "posting.html"] {
        let outcome = check(bytes, name, &ReadOptions::default());
        for posting in &outcome.postings {
            folds(&posting.description, posting.markup);
        }
    }
}

fn parquet(bytes: &[u8]) {
    check(bytes, "postings.parquet", &ReadOptions::default());
}

fn compressed(bytes: &[u8]) {
    let read_as_is = |bytes: &[u8]| check(bytes, "-", &ReadOptions::default());
    let plain = read_as_is(bytes);
    // One encoding and one compression for each input: all of them would take the time of seven.
    let label = ["utf-16le", "shift_jis", "gb18030", "iso-2022-jp"][bytes.len() % 4];
    check(bytes, "-", &options(|options| options.encoding = Some(label.to_owned())));
    let is_compressed = bytes.starts_with(&[0x1F, 0x8B]) || bytes.starts_with(&[0x28, 0xB5, 0x2F, 0xFD]);
    if is_compressed || bytes.is_empty() {
        return;
    }
    let (one, two) = bytes.split_at(bytes.len() / 2);
    let packed = match bytes.len() % 3 {
        0 => gzip(bytes),
        1 => [gzip(one), gzip(two)].concat(),
        _ => zstd::encode_all(bytes, 1).expect("memory takes everything"),
    };
    assert_eq!(read_as_is(&packed), plain, "a compressed file is read like what is in it");
    let cut = read_as_is(&packed[..packed.len() - 1]);
    assert!(cut.error.is_some(), "a file that was cut off is read as if it were whole");
    let text = std::str::from_utf8(bytes).ok().filter(|text| !text.starts_with('\u{FEFF}'));
    if let (Some(text), None) = (text, &plain.error) {
        let wide: Vec<u8> = [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        assert_eq!(read_as_is(&wide), plain, "UTF-16 is read like UTF-8");
    }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).and_then(|()| encoder.finish()).expect("memory takes everything")
}

fn text(bytes: &[u8]) {
    let source = String::from_utf8_lossy(bytes);
    for (_, markup) in Markup::NAMES {
        folds(&source, *markup);
    }
    if let Some(repaired) = jdlib::text::repair(&source) {
        assert!(repaired.len() < source.len(), "a repaired character is shorter than its bytes, each read as one");
    }
}

/// Every stretch of the folded text comes from somewhere, and lines, sentences and items are stretches of it.
fn folds(source: &str, markup: Markup) {
    let text = Text::new(source, markup);
    let folded = text.folded();
    let mut last = 0;
    for (at, c) in folded.char_indices() {
        let span = text.to_source((at..at + c.len_utf8()).into());
        assert!(source.get(span.start..span.end).is_some(), "{span:?} is no slice of the source");
        assert!(span.end >= last || span.is_empty(), "the way back runs backwards at {at}");
        last = last.max(span.end);
        assert!(folded.get(text.sentence_at(at).start..text.sentence_at(at).end).is_some());
    }
    let mut before = 0;
    for line in text.lines() {
        assert!(line.span.start >= before, "lines overlap");
        before = line.span.end;
        assert!(line.span.start <= line.content.start && line.content.end <= line.span.end);
        assert!(folded.get(line.span.start..line.span.end).is_some());
        assert!(folded.get(line.content.start..line.content.end).is_some());
        for list in text.enumerations(line.content) {
            assert!(list.items.len() > 1);
            for item in list.items {
                assert!(line.content.start <= item.start && item.end <= line.content.end);
                assert!(folded.get(item.start..item.end).is_some());
            }
        }
    }
}

/// Files stand one after the other, each under a line `>>> path`.
fn pack(bytes: &[u8]) {
    let all = String::from_utf8_lossy(bytes);
    let files: Vec<(&str, &str)> =
        all.split(">>> ").skip(1).map(|file| file.split_once('\n').unwrap_or((file, ""))).collect();
    for (path, text) in files.iter().chain(&[("profiles/own.csv", &*all)]) {
        if path.starts_with("profiles/")
            && let Ok(profile) = Profile::parse("own", text)
        {
            reads_by(&profile);
        }
    }
    let packed = Pack::from_texts("own", &files);
    let mut builder = LexiconBuilder::new();
    builder.pack(packed);
    let built = builder.build();
    match (built, builder.check()) {
        (Ok(lexicon), Ok(_)) => {
            let surfaces: Vec<&str> = lexicon.iter().flat_map(|(id, _)| lexicon.surfaces(id)).collect();
            let posting = Posting::new(format!("Requirements:\n- {}", surfaces.join(", ")));
            says_where(&Analyzer::new(lexicon.clone()), &posting);
        }
        // What stops the building is one of the rows that the validator leaves out.
        (Err(error), Ok((_, findings))) => {
            assert!(findings.iter().any(|finding| finding.severity == Severity::Unread), "nothing says: {error}");
        }
        (built, checked) => panic!("building gives {built:?}, checking {checked:?}"),
    }
}

/// A profile reads a table of its own columns.
fn reads_by(profile: &Profile) {
    let mut row = serde_json::Map::new();
    for (column, value) in
        profile.columns.iter().zip(["1", "Data Engineer", "[{\"a\": 1}]", "2026-05-01"].iter().cycle())
    {
        row.insert(column.column.clone(), serde_json::Value::from(*value));
    }
    let rows = serde_json::Value::Array(vec![row.into()]).to_string();
    check(rows.as_bytes(), "postings.json", &options(|options| options.profile = Some(profile.clone())));
}

/// Title, employer, location, pay as a text, pay columns and skills stand on a line each; the rest is the text.
fn posting(bytes: &[u8]) {
    let all = String::from_utf8_lossy(bytes);
    let mut parts = all.splitn(7, '\n');
    let mut next = || parts.next().unwrap_or_default().to_owned();
    let mut posting = Posting::default().with_title(next()).with_employer(next());
    posting.location = next();
    posting.pay_text = next();
    let columns = next();
    let mut columns = columns.split(' ');
    posting.pay_min = columns.next().and_then(|cell| cell.parse().ok());
    posting.pay_max = columns.next().and_then(|cell| cell.parse().ok());
    posting.pay_currency = columns.next().unwrap_or_default().to_owned();
    posting.pay_period = columns.next().unwrap_or_default().to_owned();
    posting.skills = next().split(';').filter(|skill| !skill.is_empty()).map(str::to_owned).collect();
    posting.description = next();
    says_where(&Analyzer::builtin(), &posting);

    let signature = Signature::of(&posting);
    assert_eq!(signature.near(), Signature::of(&posting).near());
    let mut repeats = Repeats::default();
    repeats.push(signature);
    repeats.push(Signature::of(&posting));
    assert!(repeats.group().iter().count() <= 2);
}

/// An analysis is the same each time, and each of its spans is a slice of its field.
fn says_where(analyzer: &Analyzer, posting: &Posting) {
    let analysis = analyzer.analyze(posting);
    let json = |analysis: &jdlib::Analysis| serde_json::to_string(&analysis.explained()).expect("an analysis is JSON");
    assert_eq!(json(&analysis), json(&analyzer.analyze(posting)));
    let slice = |field: Field, span: jdlib::Span| {
        let text = match field {
            Field::Title => &posting.title,
            Field::Description => &posting.description,
            Field::PayText => &posting.pay_text,
            _ => panic!("{field:?} has no spans"),
        };
        let found = text.get(span.start..span.end);
        found.unwrap_or_else(|| panic!("{span:?} is no slice of the {field:?}")).to_owned()
    };
    for mention in analysis.skills().flat_map(|claim| claim.mentions()) {
        if let Some(span) = mention.span {
            assert!(!slice(mention.field, span).is_empty(), "`{}` comes from nowhere", mention.text());
        }
    }
    for refused in analysis.refused() {
        assert!(!slice(refused.field, refused.span).is_empty(), "`{}` comes from nowhere", refused.text);
    }
    for pay in analysis.pay() {
        if let (Some(field), Some(span)) = (pay.field, pay.span) {
            assert!(!slice(field, span).is_empty(), "pay comes from nowhere");
        }
    }
}
