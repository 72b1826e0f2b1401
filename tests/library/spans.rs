//! Every span slices the field that it came from, as the caller gave it, and shows the words that it stands for.

use jdlib::text::{Markup, Text};
use jdlib::{Analyzer, Posting, PostingReader};
use proptest::prelude::*;

/// The forms that a slice of a source may fold to: its markup is not always to be told from the slice alone.
fn readings(slice: &str) -> Vec<String> {
    let fold = |text: &str, markup| Text::new(text, markup).folded().trim().to_owned();
    let once = fold(slice, Markup::Html);
    let twice = fold(&once, Markup::Html);
    let markdown = fold(slice, Markup::Markdown);
    let plain = fold(slice, Markup::Plain);
    vec![once, twice, markdown, plain]
}

fn shows(slice: &str, words: &str) -> bool {
    let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    // One character may stand for several: a squared letter folds to a letter in brackets.
    let one = slice.chars().count() == 1;
    readings(slice).iter().any(|reading| flat(reading) == flat(words) || (one && reading.contains(words)))
}

/// Checks every span of one posting.
fn check(analyzer: &Analyzer, posting: &Posting) -> Result<usize, String> {
    let analysis = analyzer.analyze(posting);
    let mut spans = 0;
    let field = |field| if field == jdlib::terms::Field::Title { &posting.title } else { &posting.description };
    let slice = |text: &'_ String, start: usize, end: usize| {
        text.get(start..end).map(str::to_owned).ok_or(format!("{start}..{end} is no slice"))
    };
    for claim in analysis.skills() {
        for mention in claim.mentions() {
            let Some(span) = mention.span else { continue };
            let slice = slice(field(mention.field), span.start, span.end)?;
            if !shows(&slice, mention.text()) {
                return Err(format!("`{}` is not shown by `{slice}`", mention.text()));
            }
            spans += 1;
        }
    }
    for refused in analysis.refused() {
        let slice = slice(field(refused.field), refused.span.start, refused.span.end)?;
        if !shows(&slice, &refused.text) {
            return Err(format!("refused `{}` is not shown by `{slice}`", refused.text));
        }
        spans += 1;
    }
    for pay in analysis.pay().iter().filter(|pay| pay.field == Some(jdlib::terms::Field::Description)) {
        let Some(span) = pay.span else { continue };
        let slice = slice(&posting.description, span.start, span.end)?;
        if !slice.contains(|c: char| c.is_ascii_digit()) {
            return Err(format!("pay `{slice}` has no figure"));
        }
        spans += 1;
    }
    Ok(spans)
}

#[test]
fn real_postings_are_sliced_exactly() {
    let analyzer = Analyzer::builtin();
    for file in [
        "postings/glassdoor-ds-2020.csv",
        "postings/linkedin-data-jobs-2024-08.csv",
        "postings/linkedin-pay-cp1252.csv",
    ] {
        let Some(path) = crate::real(file) else { return };
        let mut options = jdlib::ReadOptions::default();
        options.encoding = file.contains("cp1252").then(|| "windows-1252".to_owned());
        let mut spans = 0;
        for posting in PostingReader::open(&path, &options).unwrap() {
            let posting = posting.unwrap();
            spans +=
                check(&analyzer, &posting).unwrap_or_else(|message| panic!("{file}: {}: {message}", posting.title));
        }
        assert!(spans > 500, "{file}: only {spans} spans");
    }
}

/// Pieces of postings, as people and machines write them.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("Python".to_owned()),
        Just("C&#43;&#43;".to_owned()),
        Just("C\\+\\+".to_owned()),
        Just("C&amp;#43;&amp;#43;".to_owned()),
        Just("Node.js".to_owned()),
        Just("Power\u{a0}BI".to_owned()),
        Just("Power</b> BI".to_owned()),
        Just("Kube\u{200b}rnetes\u{2122}".to_owned()),
        Just("scikit\\_learn".to_owned()),
        Just("\u{ff23}\u{ff0b}\u{ff0b}".to_owned()),
        Just("R&amp;D".to_owned()),
        Just("R&D &nbsp; Caf\u{e9} re\u{301}sume\u{301} \u{1f680}".to_owned()),
        Just("$120,000 \u{2013} $150,000 a year".to_owned()),
        Just("\\$120,000 \\- \\$150,000 per year".to_owned()),
        Just("&#36;60k&ndash;&#36;80k a year".to_owned()),
        Just("5\u{2011}7 years of SQL".to_owned()),
        Just("<p>".to_owned()),
        Just("</p>".to_owned()),
        Just("<ul><li>".to_owned()),
        Just("</li></ul>".to_owned()),
        Just("<br/>".to_owned()),
        Just("<strong>Requirements:</strong>".to_owned()),
        Just("**Nice to have**".to_owned()),
        Just("&lt;p&gt;".to_owned()),
        Just("&lt;li&gt;".to_owned()),
        Just("\n* ".to_owned()),
        Just("\n\n".to_owned()),
        Just("\r\n- ".to_owned()),
        Just("<!-- Go --><script>var react = 1;</script>".to_owned()),
        Just("&bogus; &amp &#x1F600; <".to_owned()),
        "[ -~]{0,12}",
        "\\PC{0,8}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn generated_mixes_are_sliced_exactly(pieces in prop::collection::vec(piece(), 0..14), joint in prop_oneof![Just(" "), Just(""), Just(", ")]) {
        let analyzer = Analyzer::builtin();
        let posting = Posting::new(pieces.join(joint));
        if let Err(message) = check(&analyzer, &posting) {
            return Err(TestCaseError::fail(format!("{message} in {:?}", posting.description)));
        }
    }

    #[test]
    fn every_stretch_of_folded_text_comes_from_somewhere(pieces in prop::collection::vec(piece(), 0..10)) {
        let source = pieces.concat();
        for markup in [Markup::Auto, Markup::Plain, Markup::Html, Markup::Markdown] {
            let text = Text::new(&source, markup);
            let folded = text.folded();
            let bounds: Vec<usize> = folded.char_indices().map(|(at, _)| at).chain([folded.len()]).collect();
            let mut last = 0;
            for pair in bounds.windows(2) {
                let span = text.to_source((pair[0]..pair[1]).into());
                prop_assert!(source.is_char_boundary(span.start) && source.is_char_boundary(span.end) && span.start <= span.end);
                prop_assert!(span.end >= last || span.is_empty(), "the way back runs backwards");
                last = last.max(span.end);
            }
            for line in text.lines() {
                prop_assert!(folded.get(line.content.start..line.content.end).is_some());
                let sentence = text.sentence_at(line.content.start);
                prop_assert!(folded.get(sentence.start..sentence.end).is_some());
            }
        }
    }
}
