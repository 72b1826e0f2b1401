use std::sync::LazyLock;

use crate::posting::SamplePosting;
use crate::skills::{Skill, skill, skills};
use crate::terms::{AskLevel, Currency, Period, Stated};

use super::LENGTH;
use super::asks::capitalized;

/// Sentences that hold a skill's name and mean something else.
const TRAPS: &[&str] = &[
    "Kafka House Hotels",
    "Spark Dental",
    "Flask & Field Coffee",
    "Tableau Interiors",
    "Redis Street Bakery",
    "Django's Diner",
    "Python Lane Books",
    "Looker & Daughters",
    "Go beyond the ticket",
    "Go live with",
    "React calmly",
    "Spark better",
    "R&D",
];

/// Postings of two seeds with their plain text.
static POSTINGS: LazyLock<Vec<(SamplePosting, String)>> = LazyLock::new(|| {
    let postings = [1, 2].into_iter().flat_map(|seed| crate::generate(seed).postings);
    postings.map(|posting| (posting.clone(), plain(&posting.description))).collect()
});

fn each_posting(check: impl Fn(&SamplePosting, &str)) {
    for (posting, text) in POSTINGS.iter() {
        check(posting, text);
    }
}

/// The text without its markup.
fn plain(text: &str) -> String {
    let mut plain = String::new();
    let mut inside_tag = false;
    for letter in text.chars() {
        match letter {
            '<' => inside_tag = true,
            '>' => {
                inside_tag = false;
                plain.push('\n');
            }
            '\\' => {}
            _ if !inside_tag => plain.push(letter),
            _ => {}
        }
    }
    for (entity, letter) in [("&ndash;", "–"), ("&rsquo;", "'"), ("&nbsp;", " "), ("&amp;", "&")] {
        plain = plain.replace(entity, letter);
    }
    plain
}

/// Where the words first stand by themselves.
fn find(text: &str, words: &str) -> Option<usize> {
    let apart = |letter: Option<char>| letter.is_none_or(|letter| !letter.is_alphanumeric());
    let mut places = text.match_indices(words).map(|(start, _)| start);
    places.find(|start| apart(text[..*start].chars().next_back()) && apart(text[start + words.len()..].chars().next()))
}

/// Where the text first names the skill in any spelling, at the start of a line or inside one.
fn named(text: &str, skill: &Skill) -> Option<usize> {
    let spellings = skill.spellings.iter();
    let forms = spellings.flat_map(|spelling| [(*spelling).to_owned(), capitalized(spelling)]);
    forms.filter_map(|form| find(text, &form)).min()
}

fn without_traps(text: &str) -> String {
    TRAPS.iter().fold(text.to_owned(), |text, trap| text.replace(trap, ""))
}

#[test]
fn texts_keep_their_length() {
    each_posting(|posting, _| {
        let length = posting.description.chars().count();
        assert!((LENGTH.0..=LENGTH.1).contains(&length), "{length}");
    });
}

#[test]
fn every_ask_and_exclusion_is_written() {
    each_posting(|posting, text| {
        let planted = &posting.planted;
        for id in planted.asks.iter().map(|ask| ask.skill).chain(planted.excluded.iter().copied()) {
            assert!(named(text, skill(id)).is_some(), "{id} is missing in {text}");
        }
    });
}

#[test]
fn required_skills_stand_above_preferred_ones() {
    each_posting(|posting, text| {
        let bare = without_traps(text);
        let places = |level: AskLevel| {
            let asks = posting.planted.asks.iter().filter(move |ask| ask.level == level);
            asks.filter_map(|ask| named(&bare, skill(ask.skill)))
        };
        if let (Some(last), Some(first)) = (places(AskLevel::Required).max(), places(AskLevel::Preferred).min()) {
            assert!(last < first && bare[last..first].contains('\n'), "{text}");
        }
    });
}

#[test]
fn nothing_else_is_written() {
    each_posting(|posting, text| {
        let bare = without_traps(text);
        for skill in skills() {
            let planted = posting.planted.asks_for(skill.id) || posting.planted.excluded.contains(&skill.id);
            assert!(planted || named(&bare, skill).is_none(), "{} is too many in {text}", skill.id);
            assert!(
                named(&posting.title, skill).is_none() && named(&posting.employer, skill).is_none(),
                "{}",
                posting.title
            );
        }
    });
}

#[test]
fn pay_is_written_where_it_is_stated() {
    each_posting(|posting, text| {
        let pay = posting.planted.pay;
        let written = [pay.min, pay.max].map(|amount| match pay.period {
            Period::Hour => vec![amount.to_string()],
            Period::Year => {
                let (high, low) = (amount / 1_000, amount % 1_000);
                vec![
                    format!("{high},{low:03}"),
                    format!("{high}.{low:03}"),
                    format!("{high}k"),
                    format!("{high}K"),
                    format!("{high}-"),
                ]
            }
        });
        let sign = match pay.currency {
            Currency::Usd => ["$", "USD"],
            Currency::Gbp => ["£", "GBP"],
            Currency::Eur => ["€", "EUR"],
        };
        let stated = written.iter().all(|forms| forms.iter().any(|form| text.contains(form)))
            && sign.iter().any(|sign| text.contains(sign));
        match posting.planted.stated {
            Stated::Prose => assert!(stated && posting.pay.is_none(), "{pay:?} is missing in {text}"),
            Stated::Columns => assert_eq!(posting.pay, Some(pay)),
            Stated::Nowhere => assert_eq!(posting.pay, None),
        }
        for words in ["Salary", "base pay", "Pay:", "The pay"] {
            assert!(posting.planted.stated == Stated::Prose || !text.contains(words), "{text}");
        }
    });
}

#[test]
fn years_are_written_if_planted() {
    each_posting(|posting, text| {
        if let Some(years) = posting.planted.years_min {
            assert!(text.contains("experience") && find(text, &years.to_string()).is_some(), "{years} {text}");
        }
    });
}

#[test]
fn slots_are_filled() {
    each_posting(|_, text| assert!(!text.contains(['{', '}']), "{text}"));
}

#[test]
fn traps_are_set() {
    let share = |words: &str| {
        let trapped = POSTINGS.iter().filter(|(_, text)| text.contains(words));
        trapped.count() as f64 / POSTINGS.len() as f64
    };
    let least = [
        ("xcellent", 0.10),
        ("excel ", 0.015),
        ("go-to-market", 0.01),
        ("R&D", 0.02),
        ("laws", 0.04),
        ("draws on", 0.01),
        ("the rest of", 0.02),
        ("spring 20", 0.01),
        ("401(k)", 0.05),
        ("funding", 0.004),
        ("ounded in", 0.05),
        ("years in business", 0.04),
        ("customers include", 0.002),
        ("we promise", 0.005),
        ("is not required", 0.005),
        ("instead of", 0.005),
    ];
    for (words, least) in least {
        assert!(share(words) >= least, "{words}: {:.4}", share(words));
    }
}
