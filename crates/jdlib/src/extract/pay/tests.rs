//! Pay of single texts, and what holds for all of them.

use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};
use proptest::strategy::Strategy;
use proptest::{prop_oneof, sample};

use super::money;
use crate::matcher::Scratch;
use crate::terms::{PayFlag, PaySource, PayStatement, Period};
use crate::text::{Markup, Text};
use crate::{Analyzer, Posting};

/// Minimum, maximum, currency, period, kind, bound of every statement; the primary one is marked.
fn read(posting: &Posting) -> Vec<String> {
    let analysis = Analyzer::builtin().analyze(posting);
    let side = |side: Option<rust_decimal::Decimal>| side.map(|side| side.normalize().to_string()).unwrap_or_default();
    let word = |word: Option<&str>| word.unwrap_or("?").to_owned();
    let written = |pay: &PayStatement| {
        let currency = pay.currency.map(|currency| currency.to_string());
        format!(
            "{}{}-{} {} {} {} {}",
            if pay.primary { "*" } else { "" },
            side(pay.min),
            side(pay.max),
            word(currency.as_deref()),
            word(pay.period.map(Period::as_str)),
            pay.kind,
            pay.bound
        )
    };
    analysis.pay().iter().map(written).collect()
}

fn of_text(text: &str, country: &str) -> Vec<String> {
    let mut posting = Posting::new(text);
    country.clone_into(&mut posting.country);
    read(&posting)
}

#[test]
fn pay_of_texts() {
    for (country, text, expected) in [
        ("", "Salary: $150-190k", &["*150000-190000 USD year base range"][..]),
        ("CA", "Salary: $90,000 - $120,000", &["*90000-120000 CAD year base range"]),
        ("", "Pay: 45 000 kr per month", &["*45000-45000 ? month base point"]),
        ("SE", "Pay: 45 000 kr per month", &["*45000-45000 SEK month base point"]),
        ("", "CTC: 12 - 18 LPA", &["*1200000-1800000 INR year total range"]),
        ("", "Budget: 20-25 LPA", &["*2000000-2500000 INR year base range"]),
        ("JP", "\u{5E74}\u{53CE} 600\u{4E07}\u{5186} - 800\u{4E07}\u{5186}", &["*6000000-8000000 JPY year base range"]),
        ("CH", "Lohn: CHF 110'000.- bis 130'000.- pro Jahr", &["*110000-130000 CHF year base range"]),
        ("DE", "Gehalt: 70 \u{2013} 90.000 \u{20AC} brutto", &["*70000-90000 EUR year base range"]),
        ("", "95k - 125k per year", &["*95000-125000 ? year base range"]),
        ("GB", "Salary: 50,000 - 60,000", &["*50000-60000 GBP year base range"]),
        ("", "Hourly rate: $25.50+", &["*25.5- USD hour base from"]),
        ("", "Up to \u{A3}60k OTE", &["*-60000 GBP year ote up_to"]),
        ("", "USD120,000 - USD150,000 per year", &["*120000-150000 USD year base range"]),
        ("", "$75,000 base, $150,000 OTE", &["*75000-75000 USD year base point", "150000-150000 USD year ote point"]),
        ("", "Salary $90,000 - $100,000 plus a bonus of $10,000", &["*90000-100000 USD year base range"]),
        ("", "The salary is $91k - $105k. You work on a daily basis.", &["*91000-105000 USD year base range"]),
        ("", "Pay: \u{A3}21,100 / \u{A3}22,500 / \u{A3}24,300", &["*21100-24300 GBP year base range"]),
        ("", "Salary range: $115,000 (entry) to $145,000 (senior)", &["*115000-145000 USD year base range"]),
        ("IN", "Internship stipend: \u{20B9}15,000 per month", &["*15000-15000 INR month base point"]),
        ("", "Salary: 50,000 rupees a month", &["*50000-50000 ? month base point"]),
        ("", "Salary: \u{A3}388k - \u{A3}401k per annum", &["*388000-401000 GBP year base range"]),
        ("KR", "\u{C5F0}\u{BD09} 1\u{C5B5} 2,500\u{B9CC}\u{C6D0}", &["*125000000-125000000 KRW year base point"]),
        ("KR", "3,500~5,000\u{B9CC}\u{C6D0} (\u{C5F0}\u{BD09})", &["*35000000-50000000 KRW year base range"]),
        ("JP", "\u{6708}\u{7D66}\u{FF1A}28\u{4E07}\u{5186}\u{301C}", &["*280000- JPY month base from"]),
        ("CN", "20-30K\u{B7}13\u{85AA}", &["*20000-30000 CNY month base range"]),
        ("IN", "Salary: 1 crore 20 lakh per annum", &["*12000000-12000000 INR year base point"]),
        ("JP", "\u{6708}\u{7D66}28\u{4E07}5,000\u{5186}", &["*285000-285000 JPY month base point"]),
        ("GT", "Sueldo: Q12,000 - Q15,000 al mes", &["*12000-15000 GTQ month base range"]),
        ("GB", "Salary: \u{A3}31k-\u{A3}36kFull-time", &["*31000-36000 GBP year base range"]),
        ("US", "Rate: $70/hr on W2", &["*70-70 USD hour contract point"]),
        ("US", "W2 rate: $70/hr", &["*70-70 USD hour base point"]),
        ("GB", "Build a freelance market for a salary of \u{A3}55,000.", &["*55000-55000 GBP year base point"]),
        (
            "US",
            "A firm with $30 million in revenue looks for one at $88,000 a year.",
            &["*88000-88000 USD year base point"],
        ),
        (
            "US",
            "Pay. As we hate that word: not less than $120,000, wherever you live.",
            &["*120000- USD year base from"],
        ),
        (
            "GB",
            "In return: c. \u{A3}47,000, 27 days of leave, and a dog that you may walk.",
            &["*47000-47000 GBP year base point"],
        ),
        ("US", "Pay: $90k plus equity worth up to 30k", &["*90000-90000 USD year base point"]),
        ("US", "We end with a trial day (paid, $350).", &[]),
        ("GB", "A salary above the market (we look), plus \u{A3}400 for each week on call.", &[]),
        ("US", "A bonus, which was between $20,000 and $30,000.", &[]),
        ("KR", "\u{D68C}\u{C6D0} 200\u{B9CC} \u{BA85}", &[]),
        ("GT", "Plans for Q3 and Q4", &[]),
        ("", "Must lift up to 25 pounds", &[]),
        ("", "Springfield, PA 19064", &[]),
        ("", "Salary: $0 - $0", &[]),
        ("", "We raised $40M and manage a budget of $2M for tools and $640k for machines.", &[]),
        ("", "401(k) with a match of up to $6,000 a year", &[]),
        ("", "Call (415) 555-2671 about requisition 45000 - 50000.", &[]),
        ("", "The FUND pays 212,000 pensions", &[]),
        ("", "We process 9,000 samples a year.", &[]),
    ] {
        assert_eq!(of_text(text, country), expected, "{text}");
    }
}

#[test]
fn statements_of_places_are_kept_and_that_of_the_posting_is_primary() {
    let text = "San Francisco: $172,000 - $205,000\nSeattle: $161,000 - $192,000\nElsewhere: $149,000 - $178,000";
    let mut posting = Posting::new(text);
    posting.location = "Seattle, WA".to_owned();
    let analysis = Analyzer::builtin().analyze(&posting);
    let labels: Vec<_> = analysis.pay().iter().map(|pay| (pay.label.as_deref(), pay.primary)).collect();
    assert_eq!(labels, [(Some("San Francisco"), false), (Some("Seattle"), true), (Some("Elsewhere"), false)]);
}

#[test]
fn what_cannot_be_pay_is_flagged_where_it_is_called_pay() {
    let analysis = Analyzer::builtin().analyze(&Posting::new("Salary: $120,000 - $150,000 per hour"));
    let pay = analysis.primary_pay().unwrap();
    assert_eq!(pay.flags, [PayFlag::Implausible]);
    assert_eq!((pay.annual_min, pay.annual_mid()), (None, None));
    assert_eq!(of_text("It costs $120,000 per hour.", ""), Vec::<String>::new());
}

#[test]
fn months_and_hours_are_the_postings_own_constants() {
    let analyzer = Analyzer::builtin();
    let annual = |text: &str| {
        let analysis = analyzer.analyze(&Posting::new(text));
        let pay = analysis.primary_pay().unwrap();
        (pay.pay_months, pay.weekly_hours.map(|hours| hours.to_string()), pay.annual_min.unwrap().to_string())
    };
    assert_eq!(
        annual("Salary: \u{20AC} 3.200,- gross per month (14 times a year)"),
        (Some(14), None, "44800".to_owned())
    );
    assert_eq!(annual("Pay: $20 per hour, 37.5 hours per week"), (None, Some("37.5".to_owned()), "39000.0".to_owned()));
    // A part of a week is told as if for all of it.
    assert_eq!(annual("Pay: $20 per hour, 20 hours per week"), (None, Some("20".to_owned()), "41600".to_owned()));
}

#[test]
fn columns_and_text_meet() {
    let with = |min: i64, max: i64, text: &str| {
        let mut posting = Posting::new(text);
        posting.pay_min = Some(min.into());
        posting.pay_max = Some(max.into());
        posting.pay_currency = "USD".to_owned();
        posting.pay_period = "per-year-salary".to_owned();
        let analysis = Analyzer::builtin().analyze(&posting);
        analysis.pay().iter().map(|pay| (pay.source, pay.primary, pay.flags.clone())).collect::<Vec<_>>()
    };
    let (given, stated) = (PaySource::Structured, PaySource::Stated);
    // The same: the columns are primary.
    let text = "Salary: $100,000 - $120,000 a year";
    assert_eq!(with(100_000, 120_000, text), [(given, true, vec![]), (stated, false, vec![])]);
    // Another figure: the columns still, the text is flagged.
    assert_eq!(with(60_000, 70_000, text), [(given, true, vec![]), (stated, false, vec![PayFlag::Disagrees])]);
    // Twelve times as much: a month's pay was given as a year's.
    assert_eq!(with(8_334, 10_000, text), [(given, false, vec![PayFlag::Disagrees]), (stated, true, vec![])]);
}

/// A posting's pay and what it is read as.
fn plain() -> impl Strategy<Value = (i64, i64)> {
    (30_i64..400, 0_i64..200).prop_map(|(low, more)| (low * 1_000, (low + more) * 1_000))
}

fn thousands(value: i64) -> String {
    format!("{},{:03}", value / 1_000, value % 1_000)
}

const VETOED: [&str; 8] = [
    "You get a sign-on bonus of $10,000.",
    "401(k) match up to $5,000 per year.",
    "Tuition reimbursement up to $5,250 per year.",
    "We raised $20M in series A funding.",
    "You own a budget of $500,000.",
    "Home office stipend of $1,000 a year.",
    "Employee referral bonus: $2,000.",
    "Revenue grew from $100,000 to $900,000.",
];

proptest! {
    #[test]
    fn dashes_spaces_and_case_are_read_alike((low, high) in plain(), dash in sample::select(vec!["-", " - ", "\u{2013}", " \u{2014} ", " \u{2212} ", " ~ ", " to ", "\u{A0}\u{2013}\u{A0}"])) {
        let range = |dash: &str| format!("Salary: ${}{dash}${} per year", thousands(low), thousands(high));
        let expected = of_text(&range(" - "), "");
        prop_assert_eq!(expected.len(), 1);
        let text = range(dash);
        prop_assert_eq!(&of_text(&text, ""), &expected, "{}", text);
        prop_assert_eq!(&of_text(&text.to_uppercase(), ""), &expected);
        prop_assert_eq!(&of_text(&text.to_lowercase(), ""), &expected);
        let swapped = format!("Salary: ${} - ${} per year", thousands(high), thousands(low));
        prop_assert_eq!(&of_text(&swapped, ""), &expected);
    }

    #[test]
    fn a_sentence_of_other_money_changes_nothing((low, high) in plain(), other in sample::select(VETOED.to_vec()), before in any::<bool>()) {
        let text = format!("The base salary is ${} - ${} per year.", thousands(low), thousands(high));
        let both = if before { format!("{other} {text}") } else { format!("{text} {other}") };
        prop_assert_eq!(of_text(&text, ""), of_text(&both, ""), "{}", both);
    }

    #[test]
    fn what_is_written_is_read_back((low, high) in plain(), form in 0_usize..5) {
        let apart = |value: i64, sign: &str| thousands(value).replace(',', sign);
        let text = match form {
            0 => format!("${} - ${} per year", thousands(low), thousands(high)),
            1 => format!("{} \u{20AC} - {} \u{20AC} pro Jahr", apart(low, "."), apart(high, ".")),
            2 => format!("CHF {} - {} pro Jahr", apart(low, "'"), apart(high, "'")),
            3 => format!("{} - {} EUR par an", apart(low, " "), apart(high, " ")),
            _ => format!("\u{A3}{}k - \u{A3}{}k per annum", low / 1_000, high / 1_000),
        };
        let currency = ["USD", "EUR", "CHF", "EUR", "GBP"][form];
        let bound = if low == high { "point" } else { "range" };
        prop_assert_eq!(of_text(&text, ""), [format!("*{low}-{high} {currency} year base {bound}")], "{}", text);
    }

    #[test]
    fn nothing_panics(parts in proptest::collection::vec(prop_oneof![
        sample::select(vec![
            "$", "\u{20AC}", "kr", " ", "-", " to ", "/", "k", "K", "+", ",", ".", "(", ")", "\n", "%", ":", "salary", "per hour", "/yr",
            "bonus", "between", "and", "up to", "LPA", "\u{4E07}\u{5186}", "14 x", "hours per week", "\u{E9}", "\u{1F600}", "USD", "OTE", "min", "plus",
        ]).prop_map(str::to_owned),
        "[0-9]{1,7}",
        "\\PC{0,4}",
    ], 0..24), field in any::<bool>()) {
        let text = parts.concat();
        let mut posting = Posting::new(if field { "" } else { text.as_str() });
        if field {
            posting.pay_text = text;
        }
        let analysis = Analyzer::builtin().analyze(&posting);
        for pay in analysis.pay() {
            prop_assert!(pay.min.is_none_or(|min| pay.max.is_none_or(|max| min <= max)));
            prop_assert!(pay.bound != crate::terms::Bound::From || pay.max.is_none());
        }
        prop_assert!(analysis.pay().is_empty() || analysis.pay().iter().filter(|pay| pay.primary).count() == 1);
    }
}

/// Steps, not seconds: figures of a text are each read once, whatever stands around them, and no more than it has bytes.
#[test]
fn hostile_texts_are_read_in_steps_of_their_length() {
    let analyzer = Analyzer::builtin();
    for unit in ["$1,", "$1 ", "1-", "$1-", "salary 1 ", "per hour ", "9", "$1/", "between $1 and ", "1,111"] {
        let steps = |times: usize| {
            let source = unit.repeat(times);
            let text = Text::new(&source, Markup::Plain);
            let scan = analyzer.matcher().scan_words(&mut Scratch::default(), &text);
            money::figures(text.folded(), analyzer.lexicon(), scan.marks.pay()).len()
        };
        let (short, long) = (steps(100), steps(1_000));
        assert!(long <= short.max(1) * 11 && long <= unit.len() * 1_000, "{unit:?}: {short}, {long}");
    }
}
