//! What it costs to find which postings repeat which: time a posting must stay nearly the same when there are ten times as many.

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use jdlib::repeats::Signature;
use jdlib::{Posting, Repeats};

/// Signatures of distinct postings, another market a seed.
fn signatures(count: usize) -> Vec<Signature> {
    let mut found = Vec::with_capacity(count);
    for seed in 1.. {
        for row in jd_sample::generate(seed).postings {
            if found.len() == count {
                return found;
            }
            if row.planted.copy_of.is_none() {
                let mut posting = Posting::new(row.description).with_title(row.title);
                posting.id = format!("{seed}-{}", row.id);
                posting.employer = format!("{} {seed}", row.employer);
                posting.location = row.location;
                found.push(Signature::of(&posting));
            }
        }
    }
    found
}

fn repeats(criterion: &mut Criterion) {
    // Under `--test` each bench runs once, and a small market shows as much.
    let sizes: &[usize] =
        if std::env::args().any(|argument| argument == "--test") { &[1_000] } else { &[10_000, 100_000] };
    let all = signatures(sizes[sizes.len() - 1]);
    let mut group = criterion.benchmark_group("repeats/sample");
    group.sample_size(10);
    for size in sizes {
        group.throughput(Throughput::Elements(*size as u64));
        group.bench_with_input(BenchmarkId::new("push and group", size), size, |bencher, size| {
            bencher.iter(|| {
                let mut repeats = Repeats::default();
                for signature in &all[..*size] {
                    repeats.push(signature.clone());
                }
                let counts = repeats.group().counts();
                assert!(
                    counts.repeats() * 1_000 < *size as u64,
                    "{} repeats among distinct postings",
                    counts.repeats()
                );
            });
        });
    }
    group.finish();
}

criterion_group!(benches, repeats);
criterion_main!(benches);
