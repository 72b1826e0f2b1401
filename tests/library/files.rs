//! Files of every shape: what is read is what stands there, and every row is a posting or a counted refusal.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use jdlib::lexicon::Profile;
use jdlib::posting::Posting;
use jdlib::text::{Markup, Text};
use jdlib::{PostingReader, ReadOptions};
use serde_json::Value;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn read(path: &Path) -> Vec<Posting> {
    read_with(path, &ReadOptions::default())
}

fn read_with(path: &Path, options: &ReadOptions) -> Vec<Posting> {
    let reader = PostingReader::open(path, options).unwrap_or_else(|error| panic!("{error}"));
    reader.map(|posting| posting.unwrap_or_else(|error| panic!("{error}"))).collect()
}

/// The fields that a posting gives; its file's name is no source.
fn given(posting: &Posting, path: &Path) -> BTreeMap<String, String> {
    let own = path.display().to_string();
    let number = |text: &str| text.parse::<f64>().map_or(text.to_owned(), |number| number.to_string());
    posting
        .given()
        .filter(|(field, value)| *field != "source" || **value != own)
        .map(|(field, value)| {
            let value = if matches!(field, "pay_min" | "pay_max") { number(&value) } else { value.into_owned() };
            (field.to_owned(), value)
        })
        .collect()
}

/// The fields of a line of expectations.
fn expected(line: &str) -> BTreeMap<String, String> {
    let Value::Object(object) = serde_json::from_str(line).unwrap() else { panic!("{line}") };
    let text = |value: &Value| match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("; "),
        other => other.to_string(),
    };
    object.iter().map(|(field, value)| (field.clone(), text(value))).collect()
}

#[test]
fn every_profile_reads_its_files() {
    let dir = root().join("tests/library/data/profiles");
    let mut seen: Vec<String> = Vec::new();
    let mut paths: Vec<PathBuf> = std::fs::read_dir(&dir).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if name.ends_with(".expected.jsonl") {
            continue;
        }
        let (stem, _) = name.rsplit_once('.').unwrap();
        let reader = PostingReader::from_path(&path).unwrap_or_else(|error| panic!("{error}"));
        let profile = stem.split('.').next().unwrap();
        let recognised = reader.mapping().unwrap().profile.clone();
        assert_eq!(if recognised.is_empty() { "generic" } else { recognised.as_str() }, profile, "{name}");
        let postings = read(&path);
        let text = std::fs::read_to_string(dir.join(format!("{stem}.expected.jsonl"))).unwrap();
        let lines: Vec<_> = text.lines().map(expected).collect();
        let found: Vec<_> = postings.iter().map(|posting| given(posting, &path)).collect();
        for (row, (found, expected)) in found.iter().zip(&lines).enumerate() {
            assert_eq!(found, expected, "{name}, row {row}");
        }
        assert_eq!(found.len(), lines.len(), "{name}");
        seen.push(profile.to_owned());
    }
    for profile in Profile::builtin() {
        assert!(seen.contains(&profile.name), "the profile {} has no file that shows it", profile.name);
    }
}

/// Words as they are compared: without markup and spacing.
fn words(text: &str, markup: Markup) -> String {
    Text::new(text, markup).folded().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn jobspy_files_of_both_dialects_and_generations_give_the_same_postings() {
    let dir = root().join("datasets/jobspy");
    let text = std::fs::read_to_string(dir.join("expected.jsonl")).unwrap();
    let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    for file in ["old-quoted.csv", "old-plain.csv", "new-quoted.csv", "new-plain.csv", "new.jsonl"] {
        let path = dir.join(file);
        let generation = file.split(['-', '.']).next().unwrap();
        let postings = read(&path);
        assert_eq!(postings.len(), lines.len(), "{file}");
        for line in &lines {
            // The two generations sort their rows in their own ways.
            let posting = postings.iter().find(|posting| line["title"] == posting.title.as_str());
            let posting = posting.unwrap_or_else(|| panic!("{file} has no {}", line["title"]));
            let found = given(posting, &path);
            for (field, value) in line.as_object().unwrap() {
                if matches!(field.as_str(), "must" | "old" | "new" | "description") {
                    continue;
                }
                // What the two generations write differently stands apart.
                let value = line.get(generation).and_then(|own| own.get(field)).unwrap_or(value);
                let value = match value {
                    Value::String(text) => text.clone(),
                    Value::Array(items) => items.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("; "),
                    _ => String::new(),
                };
                assert_eq!(found.get(field).map_or("", String::as_str), value, "{file}: {field} of {}", posting.id);
            }
            let folded = words(&posting.description, posting.markup);
            let plain = words(line["description"].as_str().unwrap_or(""), Markup::Plain);
            let must = line.get(generation).and_then(|own| own.get("must")).unwrap_or(&line["must"]);
            for must in must.as_array().into_iter().flatten().filter_map(Value::as_str) {
                let must = words(must, Markup::Plain);
                assert!(
                    folded.contains(&must),
                    "{file}: `{must}` of {} is not in\n{folded}\nbut in\n{plain}",
                    posting.id
                );
            }
        }
    }
}

/// A table of three postings, one of them with everything that needs quoting.
const TABLE: &str = "id,title,company,description,date\n\
    1,Data Engineer,Acme,\"Python, SQL\nand \"\"dbt\"\"\",2026-05-01\n\
    2,Analyst,Müller & Söhne,\"Excel – daily\",2026-05-02\n\
    3,Developer,Cie,Rust,2026-05-03\n";

fn objects() -> Vec<Value> {
    let object = |id: &str, title: &str, company: &str, description: &str, date: &str| serde_json::json!({"id": id, "title": title, "company": company, "description": description, "date": date});
    vec![
        object("1", "Data Engineer", "Acme", "Python, SQL\nand \"dbt\"", "2026-05-01"),
        object("2", "Analyst", "Müller & Söhne", "Excel – daily", "2026-05-02"),
        object("3", "Developer", "Cie", "Rust", "2026-05-03"),
    ]
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn utf16(text: &str, mark: [u8; 2], unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
    mark.into_iter().chain(text.encode_utf16().flat_map(unit)).collect()
}

#[test]
fn one_table_in_every_shape() {
    let lines: String = objects().iter().map(|object| format!("{object}\n")).collect();
    let array = Value::Array(objects());
    let pretty = serde_json::to_string_pretty(&array).unwrap();
    let answer = serde_json::json!({"meta": {"count": 3, "facets": [{"a": 1}]}, "jobs": objects()});
    let tabs = "id\ttitle\tcompany\tdescription\tdate\n\
        1\tData Engineer\tAcme\t\"Python, SQL\nand \"\"dbt\"\"\"\t2026-05-01\n\
        2\tAnalyst\tMüller & Söhne\tExcel – daily\t2026-05-02\n\
        3\tDeveloper\tCie\tRust\t2026-05-03\n";
    let half = TABLE.find("2,Analyst").unwrap();
    let members = [gzip(&TABLE.as_bytes()[..half]), gzip(&TABLE.as_bytes()[half..])].concat();
    let (latin, _, lost) = encoding_rs::WINDOWS_1252.encode(TABLE);
    assert!(!lost);
    let marked = format!("\u{FEFF}{TABLE}");
    let shapes: Vec<(&str, Vec<u8>)> = vec![
        ("plain.csv", TABLE.into()),
        ("windows.csv", TABLE.replace('\n', "\r\n").replace("SQL\r\n", "SQL\n").into()),
        ("excel.csv", format!("sep=;\r\n{}", TABLE.replace(',', ";").replace("Python;", "Python,")).into()),
        ("semicolons.csv", TABLE.replace(',', ";").replace("Python;", "Python,").into()),
        ("tabs.tsv", tabs.into()),
        ("tabs.csv", tabs.into()),
        ("no_extension", TABLE.into()),
        ("marked.csv", marked.into_bytes()),
        ("little.csv", utf16(TABLE, [0xFF, 0xFE], u16::to_le_bytes)),
        ("big.csv", utf16(TABLE, [0xFE, 0xFF], u16::to_be_bytes)),
        ("table.csv.gz", gzip(TABLE.as_bytes())),
        ("members.csv.gz", members),
        ("disguised.csv", gzip(TABLE.as_bytes())),
        ("table.csv.zst", zstd::encode_all(TABLE.as_bytes(), 1).unwrap()),
        ("rows.jsonl", lines.clone().into()),
        ("rows.json", lines.clone().into()),
        ("rows", lines.into()),
        ("array.json", array.to_string().into()),
        ("pretty.json", pretty.clone().into()),
        ("array", pretty.into()),
        ("answer.json", answer.to_string().into()),
        ("answer.json.gz", gzip(serde_json::to_string_pretty(&answer).unwrap().as_bytes())),
    ];
    let dir = tempfile::tempdir().unwrap();
    let mut expected: Option<Vec<Posting>> = None;
    let mut options = ReadOptions::default();
    let named = |postings: Vec<Posting>| -> Vec<Posting> {
        let anonymous = |mut posting: Posting| {
            posting.source.clear();
            posting
        };
        postings.into_iter().map(anonymous).collect()
    };
    for (name, bytes) in &shapes {
        let path = dir.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        let from_file = named(read(&path));
        let expected = expected.get_or_insert_with(|| from_file.clone());
        assert_eq!(&from_file, expected, "{name}");
        if !name.starts_with("tabs.tsv") {
            let piped = PostingReader::from_reader(std::io::Cursor::new(bytes.clone()), "-", &options).unwrap();
            assert_eq!(&named(piped.map(Result::unwrap).collect()), expected, "{name} through a pipe");
        }
    }
    let expected = expected.unwrap();
    assert_eq!(expected.len(), 3);
    assert_eq!(expected[0].description, "Python, SQL\nand \"dbt\"");
    let path = dir.path().join("latin.csv");
    std::fs::write(&path, latin).unwrap();
    options.encoding = Some("windows-1252".to_owned());
    assert_eq!(named(read_with(&path, &options)), expected);
}

#[test]
fn what_never_ends_is_an_error() {
    for (name, head) in [
        ("table.csv", "title,description\nEngineer,\"Python"),
        ("rows.jsonl", "{\"title\": \"Engineer\", \"description\": \"Python"),
        ("array.json", "[{\"title\": \"Engineer\", \"description\": \"Python"),
        ("posting.txt", "Engineer\n\nPython"),
    ] {
        let endless = head.as_bytes().chain(std::io::repeat(b'.'));
        let error = match PostingReader::from_reader(endless, name, &ReadOptions::default()) {
            Ok(mut reader) => reader.next().unwrap().unwrap_err(),
            Err(error) => error,
        };
        assert!(error.to_string().contains("more than 64 MiB starts here"), "{error}");
    }
}

#[test]
fn a_folder_holds_a_posting_a_file() {
    let dir = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &[u8]| {
        let path = dir.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    let front = "---\ntitle: Data Engineer\ncompany: Acme\nposted: 2026-05-01\nskills: [Python, SQL]\nsalary:\n  min: 100000\nsalary_min: 100000\n---\n# We need\n\n- Python\n";
    write("b/front.md", front.as_bytes());
    write("a.txt", b"Analyst\n\nExcel every day.");
    write("b/c/page.html", b"<html><script type=\"application/ld+json\">{\"@type\":\"JobPosting\",\"title\":\"Developer\",\"description\":\"<p>Rust</p>\",\"hiringOrganization\":{\"name\":\"Cie\"},\"datePosted\":\"2026-05-03\"}</script><body>menu</body></html>");
    write("b/broken.md", b"---\ntitle: [\n---\ntext\n");
    write("b/latin.txt", b"Caf\xE9 manager\n\nSpanish.");
    write("b/empty.txt", b"");
    write(".hidden/x.txt", b"no posting");
    write("notes.csv", b"a,b\n");
    let mut reader = PostingReader::from_path(dir.path()).unwrap();
    let postings: Vec<Posting> = reader.by_ref().map(Result::unwrap).collect();
    let ids: Vec<&str> = postings.iter().map(|posting| posting.id.as_str()).collect();
    assert_eq!(ids, ["a", "b/c/page", "b/front"]);
    assert_eq!(postings[0].title, "Analyst");
    assert_eq!((postings[1].title.as_str(), postings[1].employer.as_str()), ("Developer", "Cie"));
    assert_eq!(postings[1].description, "<p>Rust</p>");
    assert_eq!(postings[2].description, "# We need\n\n- Python\n");
    assert_eq!(postings[2].skills, ["Python", "SQL"]);
    assert_eq!(postings[2].posted_at.unwrap().to_string(), "2026-05-01");
    assert_eq!(reader.refused().total(), 3, "{:?}", reader.refused());
    let firsts: Vec<&str> = reader.refused().reasons.values().map(|refusals| refusals.first.as_str()).collect();
    assert!(firsts.iter().any(|first| first.contains("broken.md")), "{firsts:?}");
}

#[test]
fn real_files_lose_nothing() {
    for (file, encoding, rows) in [
        ("postings/glassdoor-ds-2020.csv", None, 956),
        ("postings/linkedin-data-jobs-2024-08.csv", None, 878),
        ("postings/linkedin-pay-cp1252.csv", Some("windows-1252"), 85),
        ("structured/ai-jobs-salaries-2020-2025.csv", None, 74_301),
        ("structured/data-jobs-2024-11.csv", None, 13_719),
        ("structured/usajobs-2015.parquet", None, 140),
    ] {
        let Some(path) = crate::real(file) else { return };
        let mut options = ReadOptions::default();
        options.encoding = encoding.map(str::to_owned);
        let mut reader = PostingReader::open(&path, &options).unwrap();
        let postings = reader.by_ref().map(Result::unwrap).count() as u64;
        assert_eq!(postings + reader.refused().total(), rows, "{file}");
        assert_eq!(reader.refused().total(), 0, "{file}: {:?}", reader.refused());
    }
}
