//! What reading one posting costs, beside the raw automaton over the same folded texts and a regex alternation.

use std::hint::black_box;
use std::path::PathBuf;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use jdlib::lexicon::{LexiconBuilder, Pack};
use jdlib::text::{Markup, Text};
use jdlib::{Analyzer, Lexicon, Posting, PostingReader};

/// Made postings of our own: short, and full of names.
fn sample() -> Vec<Posting> {
    let sample = jd_sample::generate(1);
    let some = sample.postings.into_iter().take(400);
    some.map(|posting| Posting::new(posting.description).with_title(posting.title)).collect()
}

/// Postings as people write them, from a file of the real data where there is one.
fn real() -> Vec<Posting> {
    let path = std::env::var_os("JD_REAL_DATA")
        .map(|root| PathBuf::from(root).join("postings/linkedin-data-jobs-2024-08.csv"))
        .filter(|path| path.is_file());
    let Some(path) = path else { return Vec::new() };
    let reader = PostingReader::from_path(path).expect("a file of postings");
    reader.filter_map(Result::ok).take(300).collect()
}

/// A flat list as an import makes it: invented names of one to three words, one alias each.
fn flat(len: usize) -> (String, String) {
    let syllables =
        ["ka", "ro", "mi", "ten", "lus", "vor", "dai", "nex", "pha", "qui", "sor", "tri", "wen", "yal", "zub"];
    let word = |mut seed: usize| {
        let mut word = String::new();
        while seed > 0 {
            word.push_str(syllables[seed % syllables.len()]);
            seed /= syllables.len();
        }
        word
    };
    let mut skills = "id,name,kind,parent,policy,since,status,note\n".to_owned();
    let mut aliases = "id,alias,type,case,policy\n".to_owned();
    for at in 0..len {
        let name = [word(at + 5_000), word(at * 7 % 900 + 300), word(at % 90 + 300)][..at % 3 + 1].join(" ");
        skills.push_str(&format!("flat-{at:05},{name} {at},tool,,any,,active,\n"));
        aliases.push_str(&format!("flat-{at:05},{name} x{at},variant,,\n"));
    }
    (skills, aliases)
}

fn extract(criterion: &mut Criterion) {
    let postings = sample();
    let folded = folded(&postings);
    let lexicon = Lexicon::builtin();
    let forms: Vec<String> = lexicon.iter().flat_map(|(id, _)| lexicon.surfaces(id)).map(str::to_owned).collect();
    let automaton = AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .match_kind(MatchKind::Standard)
        .kind(Some(AhoCorasickKind::ContiguousNFA))
        .build(&forms)
        .expect("the lexicon fits");
    let alternation = forms.iter().map(|form| regex::escape(form)).collect::<Vec<_>>().join("|");
    let regex = regex::RegexBuilder::new(&format!(r"\b(?:{alternation})\b"))
        .case_insensitive(true)
        .size_limit(1 << 28)
        .build()
        .expect("the lexicon fits");
    let analyzer = Analyzer::builtin();

    for (name, postings) in [("posting/sample", postings.clone()), ("posting/real", real())] {
        if !postings.is_empty() {
            reading(criterion, name, &postings, &automaton, &analyzer);
        }
    }

    // An alternation of all forms takes seconds over the whole sample.
    let few = &folded[..10];
    let mut group = criterion.benchmark_group("ten postings");
    group.throughput(Throughput::Bytes(few.iter().map(|text| text.len() as u64).sum()));
    group.sample_size(10);
    group.bench_function("raw automaton", |bencher| {
        bencher.iter(|| few.iter().map(|text| automaton.find_overlapping_iter(text).count()).sum::<usize>());
    });
    group.bench_function("regex alternation", |bencher| {
        bencher.iter(|| few.iter().map(|text| regex.find_iter(text).count()).sum::<usize>());
    });
    group.bench_function("analyze", |bencher| {
        bencher.iter(|| postings[..10].iter().map(|posting| analyzer.analyze(posting).skills().len()).sum::<usize>());
    });
    group.finish();

    let mut group = criterion.benchmark_group("lexicon");
    group.sample_size(10);
    group.bench_function("load and build", |bencher| {
        bencher.iter(|| {
            let lexicon = LexiconBuilder::builtin().build().expect("valid");
            Analyzer::new(lexicon).matcher().patterns()
        });
    });
    let (skills, aliases) = flat(30_000);
    let files = [
        ("pack.csv", "key,value\nname,flat\nschema,1\nversion,1\n"),
        ("skills/flat.csv", &skills),
        ("aliases/flat.csv", &aliases),
    ];
    let flat = Pack::from_texts("flat", &files);
    group.bench_function("load and build with 30,000 more aliases", |bencher| {
        bencher.iter(|| {
            let mut builder = LexiconBuilder::builtin();
            builder.pack(flat.clone());
            Analyzer::new(builder.build().expect("valid")).matcher().patterns()
        });
    });
    group.finish();
}

fn folded(postings: &[Posting]) -> Vec<String> {
    postings.iter().map(|posting| Text::new(&posting.description, Markup::Auto).folded().to_owned()).collect()
}

/// Reading beside the raw automaton over the same texts.
fn reading(criterion: &mut Criterion, name: &str, postings: &[Posting], automaton: &AhoCorasick, analyzer: &Analyzer) {
    let folded = folded(postings);
    let bytes: usize = postings.iter().map(|posting| posting.description.len()).sum();
    let mut group = criterion.benchmark_group(name);
    group.throughput(Throughput::Bytes(bytes as u64));
    group.sample_size(20);
    group.bench_function("raw automaton", |bencher| {
        bencher.iter(|| {
            let found: usize = folded.iter().map(|text| automaton.find_overlapping_iter(text).count()).sum();
            assert!(found > 1_000);
            black_box(found)
        });
    });
    group.bench_function("fold", |bencher| {
        bencher.iter(|| {
            postings.iter().map(|posting| Text::new(&posting.description, Markup::Auto).lines().len()).sum::<usize>()
        });
    });
    group.bench_function("analyze", |bencher| {
        bencher.iter(|| {
            let claims: usize = postings.iter().map(|posting| analyzer.analyze(posting).skills().len()).sum();
            assert!(claims > 1_000);
            black_box(claims)
        });
    });
    group.finish();
}

criterion_group!(benches, extract);
criterion_main!(benches);
