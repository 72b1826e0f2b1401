//! Figures on real files that nobody here wrote.

use jdlib::facts::{FactsBuilder, Quotes, Sketches, read};
use jdlib::market::{Demand, Filter, Market, RepeatRows};
use jdlib::terms::{PaySource, Period};
use jdlib::{Analyzer, Posting, PostingReader};

#[test]
fn glassdoor_counts_words_right() {
    let Some(path) = crate::real("postings/glassdoor-ds-2020.csv") else { return };
    let analyzer = Analyzer::builtin();
    let readers = vec![PostingReader::from_path(&path).unwrap()];
    let builder = FactsBuilder::new(Quotes::Drop, Sketches::Keep);
    let go_on = &mut |_: u64| std::ops::ControlFlow::Continue(());
    let (facts, counts) = read(readers, &analyzer, builder, go_on).unwrap();
    assert_eq!((counts.postings, counts.refused), (956, 0));
    let market = Market::new(facts);
    let exact = market.repeats().unwrap().iter().filter(|row| row.kind == "exact").count();
    assert_eq!(exact, 356, "exact repeats");
    let market = market.with_repeats(RepeatRows::Keep);
    let rows = market.demand(&Demand::overall()).unwrap();
    // Substring counting finds Excel in 486 postings, R in 2 (or all) and AWS in 242: "excellent", laws, draws.
    for (skill, low, high) in [("microsoft-excel", 125, 145), ("r", 285, 320), ("aws", 150, 172), ("python", 485, 497)]
    {
        let row = rows.iter().find(|row| row.skill == skill).unwrap();
        let named = row.asked + row.mentioned_only + row.excluded;
        assert!((low..=high).contains(&named), "{skill} in {named} postings");
        assert_eq!(row.postings, 956);
    }
    let summary = market.summary(&Filter::default()).unwrap();
    assert_eq!(summary.postings, 956);
}

#[test]
fn glassdoor_pay_is_typed() {
    let Some(path) = crate::real("postings/glassdoor-ds-2020.csv") else { return };
    let analyzer = Analyzer::builtin();
    let postings: Vec<Posting> = PostingReader::from_path(&path).unwrap().map(Result::unwrap).collect();
    let (mut estimated, mut hourly, mut given, mut from_text) = (0, 0, 0, 0);
    for posting in &postings {
        assert!(!posting.employer.contains('\n'), "a rating is glued to {:?}", posting.employer);
        let analysis = analyzer.analyze(posting);
        let column: Vec<_> = analysis.pay().iter().filter(|pay| pay.source != PaySource::Stated).collect();
        assert_eq!(column.is_empty(), posting.pay_text.is_empty(), "{}", posting.pay_text);
        given += usize::from(!column.is_empty());
        estimated += column.iter().filter(|pay| pay.source == PaySource::Estimated).count();
        hourly += column.iter().filter(|pay| pay.period == Some(Period::Hour)).count();
        from_text += usize::from(column.is_empty() && analysis.primary_pay().is_some());
        for pay in column {
            assert!(
                pay.annual_min.is_some_and(|min| min < 400_000.into()),
                "{} read as {:?}",
                posting.pay_text,
                pay.annual_min
            );
        }
    }
    assert_eq!((given, hourly), (742, 24));
    assert!(estimated >= 713, "{estimated} estimates");
    assert!(from_text >= 6, "{from_text} postings state pay in their text alone");
}

#[test]
fn linkedin_without_employers_works() {
    let Some(path) = crate::real("postings/linkedin-data-jobs-2024-08.csv") else { return };
    let market = Market::read(PostingReader::from_path(&path).unwrap(), &Analyzer::builtin()).unwrap();
    let summary = market.summary(&Filter::default()).unwrap();
    assert_eq!((summary.employers, summary.without_employer), (0, summary.postings));
    assert_eq!(summary.dated, summary.postings);
    let rows = market.demand(&Demand::overall()).unwrap();
    let python = rows.iter().find(|row| row.skill == "python").unwrap();
    assert!(python.share > 0.5 && python.lo < python.share && python.share < python.hi);
}
