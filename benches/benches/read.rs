//! What reading a file costs, beside the plain reader of its format over the same bytes.

use std::hint::black_box;
use std::io::Cursor;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use jdlib::stream::{Analyzed, Step, for_each_step};
use jdlib::{Analyzer, PostingReader, ReadOptions};

fn read(criterion: &mut Criterion) {
    let mut sample = jd_sample::generate(1);
    sample.postings.truncate(1_000);
    let rows = sample.postings.len();
    let table = jd_sample::postings_csv(&sample);
    let lines = lines(&table);
    let analyzer = Analyzer::builtin();
    let open = |bytes: &[u8]| {
        PostingReader::from_reader(Cursor::new(bytes.to_vec()), "-", &ReadOptions::default())
            .expect("a file of postings")
    };

    let mut group = criterion.benchmark_group("file/sample");
    group.sample_size(20);
    group.throughput(Throughput::Bytes(table.len() as u64));
    group.bench_function("csv crate", |bencher| {
        bencher.iter(|| {
            let mut reader = csv::Reader::from_reader(table.as_slice());
            let mut record = csv::ByteRecord::new();
            let mut found = 0;
            while reader.read_byte_record(&mut record).expect("a table") {
                found += 1;
            }
            assert_eq!(found, rows);
        });
    });
    group.bench_function("postings of CSV", |bencher| {
        bencher.iter(|| assert_eq!(open(&table).map(Result::unwrap).count(), rows));
    });
    group.bench_function("postings of CSV, analysed and compared", |bencher| {
        bencher.iter(|| {
            let mut found = 0;
            for_each_step(
                vec![open(&table)],
                |posting| Analyzed::new(posting, &analyzer),
                |step| {
                    if let Step::Postings(postings) = step {
                        found += black_box(postings).len();
                    }
                    Ok::<_, jdlib::Error>(())
                },
            )
            .expect("nothing fails");
            assert_eq!(found, rows);
        });
    });
    group.throughput(Throughput::Bytes(lines.len() as u64));
    group.bench_function("serde_json", |bencher| {
        bencher.iter(|| {
            let objects = lines.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
            let read = objects.map(|line| serde_json::from_slice::<serde_json::Value>(line).expect("an object"));
            assert_eq!(read.filter(serde_json::Value::is_object).count(), rows);
        });
    });
    group.bench_function("postings of JSON lines", |bencher| {
        bencher.iter(|| assert_eq!(open(&lines).map(Result::unwrap).count(), rows));
    });
    group.finish();
}

/// A table as one object a line.
fn lines(table: &[u8]) -> Vec<u8> {
    let mut reader = csv::Reader::from_reader(table);
    let header = reader.headers().expect("a header").clone();
    let mut lines = Vec::new();
    for record in reader.records() {
        let record = record.expect("a row");
        let object: serde_json::Map<String, serde_json::Value> =
            header.iter().zip(&record).map(|(name, cell)| (name.to_owned(), cell.into())).collect();
        lines.extend(serde_json::to_vec(&object).expect("an object"));
        lines.push(b'\n');
    }
    lines
}

criterion_group!(benches, read);
criterion_main!(benches);
