//! The same input gives the same bytes: twice, with other threads, through the disk.

use std::path::Path;

use jdlib::facts::{FactsBuilder, FactsFolder, FactsWriter, Quotes, Sketches, SkillTable, for_each_batch};
use jdlib::market::{Demand, Estimates, Filter, Group, Market, Pay, RepeatRows, TABLES, standard};
use jdlib::stats::Care;
use jdlib::table::CsvText;
use jdlib::{Analyzer, PostingReader};

fn sample() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../datasets/sample/postings.csv")
}

fn tables(market: &Market) -> Vec<String> {
    let one = |table| {
        standard(market, table, &Filter::default(), Care::Normal, Estimates::Leave, None)
            .unwrap()
            .to_csv(CsvText::Exact)
    };
    TABLES.iter().map(one).collect()
}

#[test]
fn tables_do_not_depend_on_threads_or_the_disk() {
    let analyzer = Analyzer::builtin();
    let read = || Market::read(PostingReader::from_path(sample()).unwrap(), &analyzer).unwrap();
    let expected = tables(&read());
    assert!(expected.iter().all(|table| table.lines().count() > 1), "an empty table");
    assert_eq!(tables(&read()), expected, "the second run differs");
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    assert_eq!(pool.install(|| tables(&read())), expected, "one thread differs");

    // All of it through temporary files, cut up by employer.
    let readers = vec![PostingReader::from_path(sample()).unwrap()];
    let go_on = &mut |_: u64| std::ops::ControlFlow::Continue(());
    let (spilled, _) = Market::read_within(readers, &analyzer, go_on, 0).unwrap();
    assert_eq!(tables(&spilled), expected, "facts in temporary files differ");

    let dir = tempfile::tempdir().unwrap();
    let mut writer =
        FactsWriter::create(dir.path(), analyzer.fingerprint(), &SkillTable::of(analyzer.lexicon())).unwrap();
    let readers = vec![PostingReader::from_path(sample()).unwrap()];
    let go_on = &mut |_: u64| std::ops::ControlFlow::Continue(());
    let builder = FactsBuilder::new(Quotes::Keep, Sketches::Keep);
    let (counts, groups) = for_each_batch(readers, &analyzer, builder, go_on, |batch| writer.write(&batch)).unwrap();
    let manifest = writer.finish(&groups).unwrap();
    assert_eq!((manifest.postings, manifest.repeats), (counts.postings, counts.repeats));
    assert!(FactsFolder::is_facts(dir.path()));
    let folder = FactsFolder::open(dir.path()).unwrap();
    let from_disk = Market::of_folders(vec![folder.clone()]).unwrap();
    assert_eq!(tables(&from_disk), expected, "facts from the disk differ");

    // The same folder twice: every posting of the second is a repeat of one in the first.
    let twice = Market::of_folders(vec![folder.clone(), folder]).unwrap();
    assert_eq!(tables(&twice), expected, "a folder read twice counts twice");
}

#[test]
fn groups_add_up() {
    let analyzer = Analyzer::builtin();
    let market = Market::read(PostingReader::from_path(sample()).unwrap(), &analyzer).unwrap();
    let all = market.demand(&Demand::overall()).unwrap();
    for group in [Group::Role, Group::Seniority, Group::Country, Group::Month, Group::Tier, Group::Years] {
        let parts = market.demand(&Demand::by([group])).unwrap();
        for whole in all.iter().filter(|row| row.asked > 0) {
            let sum: u64 = parts.iter().filter(|row| row.skill == whole.skill).map(|row| row.asked).sum();
            assert_eq!(sum, whole.asked, "{} by {}", whole.skill, group.as_str());
        }
    }
    for row in &all {
        assert_eq!(row.asked, row.required + row.preferred + row.unsorted, "{}", row.skill);
        assert!(row.lo <= row.share && row.share <= row.hi, "{}", row.skill);
        assert!(row.asking_employers <= row.employers);
    }
}

#[test]
fn filters_cut_and_repeats_count() {
    let analyzer = Analyzer::builtin();
    let read = || Market::read(PostingReader::from_path(sample()).unwrap(), &analyzer).unwrap();
    let market = read();
    let all = market.summary(&Filter::default()).unwrap();
    let mut filter = Filter::default();
    filter.only.push((Group::Role, vec!["backend".to_owned()]));
    let backend = market.summary(&filter).unwrap();
    assert!(backend.postings > 100 && backend.postings < all.postings);
    let by_role = market.demand(&Demand::by([Group::Role])).unwrap();
    assert_eq!(by_role.iter().find(|row| row.groups == ["backend"]).unwrap().postings, backend.postings);
    filter.skills.push("python".to_owned());
    let asking = market.demand(&Demand::overall().filter(filter)).unwrap();
    let python = asking.iter().find(|row| row.skill == "python").unwrap();
    assert_eq!(python.asked, python.postings, "a filter by skill keeps only postings that ask for it");

    let kept = read().with_repeats(RepeatRows::Keep);
    let rows = kept.summary(&Filter::default()).unwrap().postings;
    assert_eq!(rows, 4_300);
    assert_eq!(rows - all.postings, 280);
    let pay = market.pay(&Pay::by([Group::Seniority])).unwrap();
    assert!(pay.iter().any(|row| row.currency == "GBP") && pay.iter().any(|row| row.currency == "EUR"));
}

#[test]
fn groups_that_make_no_table_are_an_error() {
    let market = Market::read(PostingReader::from_path(sample()).unwrap(), &Analyzer::builtin()).unwrap();
    for by in [[Group::Role, Group::Role], [Group::Month, Group::Year]] {
        assert!(market.demand(&Demand::by(by)).is_err());
        assert!(market.pay(&Pay::by(by)).is_err());
    }
}
