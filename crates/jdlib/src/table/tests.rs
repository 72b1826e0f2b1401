//! Cases, and round trips through the parsers people will read the formats with.

use proptest::prelude::{Strategy, any, prop, prop_assert_eq, proptest};

use super::{Cell, Column, CsvText, Meta, Table, Unit, Values};

fn some(texts: &[&str]) -> Vec<Option<String>> {
    texts.iter().map(|&text| Some(text.to_owned())).collect()
}

fn demand() -> Table {
    let mut table = Table::new("demand", "jds.demand/1", "Demand by skill");
    table
        .push(Column::text("skill", "Skill id.", some(&["python", "go", "c"])))
        .push(Column::int("asked", Unit::Count, "Postings that ask for it.", [214, 0, 7]))
        .push(Column::float("share", Unit::Share, "asked / postings.", [Some(214.0 / 812.0), Some(-0.0), None]))
        .push(Column::float(
            "median",
            Unit::Money,
            "Median posted pay\n(annual | nominal).",
            [137_499.5, 1e21, f64::NAN],
        ))
        .push(Column::bool("ok", "Whether it is shown.", [Some(true), Some(false), None]));
    table
}

/// One column of text, as CSV fields read back by the `csv` crate.
fn csv_round_trip(texts: &[&str], how: CsvText) -> Vec<String> {
    let mut table = Table::new("t", "jds.t/1", "T");
    table.push(Column::text("a", "Text.", some(texts)));
    table.push(Column::int("b", Unit::Count, "Rows.", vec![1; texts.len()]));
    let csv = table.to_csv(how);
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    reader.records().map(|record| record.unwrap()[0].to_owned()).collect()
}

const HOSTILE: [&str; 14] = [
    "plain",
    "comma, and \"quotes\"",
    "line\nbreak",
    "carriage\r\nreturn",
    "\"",
    "",
    " spaces ",
    "nul \0 bell \u{7} escape \u{1b}[31m",
    "line separator \u{2028}, bidi \u{202e}",
    "Zürich, 東京 🦀",
    "back\\slash",
    "</script><!--",
    "'quoted'",
    "-1",
];

#[test]
fn csv_has_header_plain_numbers_and_empty_fields() {
    assert_eq!(
        demand().to_csv(CsvText::Exact),
        "skill,asked,share,median,ok\n\
         python,214,0.263547,137499.5,true\n\
         go,0,0,1000000000000000000000,false\n\
         c,7,,,\n"
    );
}

#[test]
fn csv_quotes_only_what_needs_it() {
    let mut table = Table::new("t", "jds.t/1", "T");
    table.push(Column::text("a", "", some(&["a b", "a,b", "a\"b", "a\nb", "a'b"])));
    table.push(Column::text("b", "", vec![None::<String>; 5]));
    assert_eq!(table.to_csv(CsvText::Exact), "a,b\na b,\n\"a,b\",\n\"a\"\"b\",\n\"a\nb\",\na'b,\n");
}

#[test]
fn csv_reads_back_hostile_text() {
    assert_eq!(csv_round_trip(&HOSTILE, CsvText::Exact), HOSTILE);
}

#[test]
fn csv_with_one_empty_column_keeps_its_rows() {
    let mut table = Table::new("t", "jds.t/1", "T");
    table.push(Column::text("a", "", [None::<String>, Some("x".to_owned()), None]));
    let csv = table.to_csv(CsvText::Exact);
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    assert_eq!(reader.records().count(), 3, "{csv:?}");
}

#[test]
fn safe_csv_defuses_text_and_leaves_numbers() {
    for start in ["=", "+", "-", "@", "\t", "\r", "\n", "\0"] {
        let text = format!("{start}cmd|' /C calc'!A0");
        assert_eq!(csv_round_trip(&[&text], CsvText::Safe), [format!("'{text}")]);
        assert_eq!(csv_round_trip(&[&text], CsvText::Exact), [text]);
    }
    assert_eq!(csv_round_trip(&["a=b", "", " =x"], CsvText::Safe), ["a=b", "", " =x"]);
    let mut table = Table::new("t", "jds.t/1", "T");
    table.push(Column::float("change", Unit::ShareChange, "", [-0.25]));
    table.push(Column::int("moved", Unit::Count, "", [-3]));
    assert_eq!(table.to_csv(CsvText::Safe), "change,moved\n-0.25,-3\n");
}

#[test]
fn json_is_one_object_in_a_fixed_order() {
    let mut table = demand();
    table
        .note("Postings are counted once.")
        .meta("as_of", "2026-06-30")
        .meta("input", Meta::Object(vec![("rows".into(), 14_593.into()), ("with_pay".into(), Meta::Missing)]));
    assert_eq!(
        table.head(2).to_json(),
        r#"{"schema":"jds.demand/1","name":"demand","title":"Demand by skill","notes":["Postings are counted once."],"as_of":"2026-06-30","input":{"rows":14593,"with_pay":null},"rows":[
{"skill":"python","asked":214,"share":0.263547,"median":137499.5,"ok":true},
{"skill":"go","asked":0,"share":0,"median":1000000000000000000000,"ok":false}
]}
"#
    );
}

#[test]
fn json_of_an_empty_table_is_an_object_with_no_rows() {
    let table = demand().head(0);
    let json: serde_json::Value = serde_json::from_str(&table.to_json()).unwrap();
    assert_eq!(json["rows"], serde_json::json!([]));
    assert_eq!(table.to_jsonl(), "");
    assert_eq!(table.to_csv(CsvText::Exact), "skill,asked,share,median,ok\n");
    assert_eq!(Table::new("t", "jds.t/1", "T").to_csv(CsvText::Exact), "");
}

#[test]
fn json_reads_back_hostile_text() {
    let mut table = Table::new("t", "jds.t/1", HOSTILE.join("|"));
    table.push(Column::text("a", "", some(&HOSTILE)));
    for text in HOSTILE {
        table.note(text);
    }
    table.meta("codes", HOSTILE.to_vec()).meta("none", None::<i64>).meta("bad", f64::NAN);
    let json: serde_json::Value = serde_json::from_str(&table.to_json()).unwrap();
    assert_eq!(json["title"], HOSTILE.join("|"));
    assert_eq!(json["notes"], serde_json::json!(HOSTILE));
    assert_eq!(json["codes"], serde_json::json!(HOSTILE));
    assert!(json["none"].is_null() && json["bad"].is_null());
    for (row, text) in json["rows"].as_array().unwrap().iter().zip(HOSTILE) {
        assert_eq!(row["a"], text);
    }
    let jsonl = table.to_jsonl();
    assert_eq!(jsonl.lines().count(), HOSTILE.len(), "text never breaks a line");
}

#[test]
fn jsonl_has_a_row_per_line_with_nulls() {
    let jsonl = demand().to_jsonl();
    let last: serde_json::Value = serde_json::from_str(jsonl.lines().last().unwrap()).unwrap();
    assert_eq!(last, serde_json::json!({"skill": "c", "asked": 7, "share": null, "median": null, "ok": null}));
}

#[test]
fn header_page_lists_every_column() {
    assert_eq!(
        demand().head(0).header_page(),
        "# Demand by skill\n\n\
         Table `demand`, schema `jds.demand/1`.\n\
         An empty field (`null` in JSON) is a value that is not known or withheld; it is never zero.\n\n\
         | column | type | unit | meaning |\n\
         |---|---|---|---|\n\
         | `skill` | text |  | Skill id. |\n\
         | `asked` | integer | count | Postings that ask for it. |\n\
         | `share` | decimal | share, 0 to 1 | asked / postings. |\n\
         | `median` | decimal | money | Median posted pay (annual \\| nominal). |\n\
         | `ok` | true or false |  | Whether it is shown. |\n"
    );
}

#[test]
fn cells_are_read_by_row_and_column() {
    let table = demand();
    assert_eq!((table.rows(), table.columns().len()), (3, 5));
    assert_eq!(table.cell(0, 0), Cell::Text("python"));
    assert_eq!(table.cell(1, 1), Cell::Int(0));
    assert_eq!(table.cell(2, 3), Cell::Missing, "a NaN is no value");
    assert_eq!(table.column("ok").map(|column| column.cell(1)), Some(Cell::Bool(false)));
    assert_eq!(table.column("nope"), None);
    let row: Vec<_> = table.row(2).collect();
    assert_eq!(row, [Cell::Text("c"), Cell::Int(7), Cell::Missing, Cell::Missing, Cell::Missing]);
    assert_eq!(table.head(1).rows(), 1);
    assert_eq!(table.head(99).to_csv(CsvText::Exact), table.to_csv(CsvText::Exact));
}

#[test]
#[should_panic(expected = "column `b` has 1 values in a table of 2 rows")]
fn columns_have_one_length() {
    let mut table = Table::new("t", "jds.t/1", "T");
    table.push(Column::int("a", Unit::Count, "", [1, 2]));
    table.push(Column::int("b", Unit::Count, "", [1]));
}

#[test]
#[should_panic(expected = "two columns `a`")]
fn columns_have_distinct_names() {
    let mut table = Table::new("t", "jds.t/1", "T");
    table.push(Column::int("a", Unit::Count, "", [1]));
    table.push(Column::int("a", Unit::Count, "", [1]));
}

#[test]
fn names_are_plain() {
    for name in ["", "A", "a b", "a-b", "é", "a,b"] {
        let pushed = std::panic::catch_unwind(|| {
            let values = Values::Bool(Vec::new());
            Table::new("t", "s", "T").push(Column::new(name, Unit::None, "", values));
        });
        assert!(pushed.is_err(), "{name:?}");
    }
    Table::new("t", "s", "T").push(Column::int("p25_lo", Unit::Count, "", [1]));
}

#[test]
#[should_panic(expected = "two keys `rows`")]
fn meta_keys_leave_the_contract_alone() {
    Table::new("t", "jds.t/1", "T").meta("rows", 3);
}

type Row = (Option<String>, Option<i64>, Option<f64>, Option<bool>);

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let text = prop::option::of(any::<String>());
    let float = prop::option::of(-1e12f64..1e12);
    prop::collection::vec((text, any::<Option<i64>>(), float, any::<Option<bool>>()), 0..20)
}

fn table_of(rows: &[Row]) -> Table {
    let mut table = Table::new("t", "jds.t/1", "T");
    table
        .push(Column::text("text", "", rows.iter().map(|row| row.0.clone())))
        .push(Column::int("int", Unit::Count, "", rows.iter().map(|row| row.1)))
        .push(Column::float("float", Unit::Ratio, "", rows.iter().map(|row| row.2)))
        .push(Column::bool("bool", "", rows.iter().map(|row| row.3)));
    table
}

fn near(found: f64, expected: f64) -> bool {
    (found - expected).abs() <= 5.1e-7 + expected.abs() * f64::EPSILON
}

proptest! {
    #[test]
    fn csv_reads_back(rows in rows()) {
        let csv = table_of(&rows).to_csv(CsvText::Exact);
        let mut reader = csv::Reader::from_reader(csv.as_bytes());
        let records: Vec<_> = reader.records().map(Result::unwrap).collect();
        prop_assert_eq!(records.len(), rows.len());
        for (record, (text, int, float, yes)) in records.iter().zip(&rows) {
            prop_assert_eq!(&record[0], text.as_deref().unwrap_or(""));
            prop_assert_eq!(record[1].parse().ok(), *int);
            prop_assert_eq!(record[2].is_empty(), float.is_none());
            if let Some(float) = float {
                assert!(near(record[2].parse().unwrap(), *float), "{} {float}", &record[2]);
            }
            prop_assert_eq!(record[3].parse().ok(), *yes);
        }
    }

    #[test]
    fn json_and_jsonl_read_back_alike(rows in rows()) {
        let table = table_of(&rows);
        let json: serde_json::Value = serde_json::from_str(&table.to_json()).unwrap();
        let lines: Vec<serde_json::Value> =
            table.to_jsonl().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        prop_assert_eq!(json["rows"].as_array().unwrap(), &lines);
        prop_assert_eq!(lines.len(), rows.len());
        for (line, (text, int, float, yes)) in lines.iter().zip(&rows) {
            prop_assert_eq!(line["text"].as_str(), text.as_deref());
            prop_assert_eq!(line["int"].as_i64(), *int);
            prop_assert_eq!(line["float"].is_null(), float.is_none());
            if let Some(float) = float {
                assert!(near(line["float"].as_f64().unwrap(), *float), "{} {float}", line["float"]);
            }
            prop_assert_eq!(line["bool"].as_bool(), *yes);
        }
    }
}
