//! Writes the text of a posting from what is planted in it.
//!
//! A text is a set of [`Piece`]s, each a sentence or bullet of one [`Section`]. The pieces that carry planted values
//! always stand in it; the others are added in random order while the text is shorter than a length drawn for it.
//! [`layout`] turns the pieces into the house style of the employer.

mod asks;
mod company;
mod duties;
mod layout;
mod offers;
mod slots;
#[cfg(test)]
mod tests;
mod traps;

use crate::draw::Draw;
use crate::employers::Employer;
use crate::posting::PlantedPosting;
use crate::terms::{AskLevel, Stated};
use layout::Layout;
use slots::Slots;

/// The house styles of postings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum House {
    /// Sections with colons and dashes.
    Plain,
    /// "What you'll bring", "Bonus points".
    Friendly,
    /// Short lines of a small firm.
    Terse,
    /// "Minimum Qualifications", with an equal-opportunity paragraph.
    Formal,
    /// Markdown with the escapes that scrapers leave.
    Markdown,
    /// HTML with entities.
    Html,
}

/// How sentences sound, whatever the markup around them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Voice {
    Plain,
    Friendly,
    Terse,
    Formal,
}

/// Parts of a posting. Which of them are lists, and what they are headed, is the layout's business.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Section {
    Company,
    Duties,
    Required,
    Preferred,
    Offer,
    Pay,
    Closing,
}

#[derive(Debug, Clone)]
struct Piece {
    section: Section,
    text: String,
}

impl Piece {
    fn new(section: Section, text: impl Into<String>) -> Self {
        Self { section, text: text.into() }
    }
}

/// Characters of a text, at least and at most.
const LENGTH: (usize, usize) = (400, 1_100);

/// Writes one text within the length limits.
pub(crate) fn description(posting: &PlantedPosting, employer: &Employer, draw: &mut Draw) -> String {
    for attempt in 0.. {
        let text = attempt_at(posting, employer, attempt, draw);
        if (LENGTH.0..=LENGTH.1).contains(&text.chars().count()) {
            return text;
        }
    }
    unreachable!("a short enough wording of every plan is drawn sooner or later")
}

fn attempt_at(posting: &PlantedPosting, employer: &Employer, attempt: usize, draw: &mut Draw) -> String {
    // One posting in ten is written by somebody who does not follow the house.
    let house = if draw.chance(0.1) { draw.pick(&ALL_HOUSES) } else { employer.house };
    let voice = voice(house, draw);
    let slots = Slots::new(posting, employer, draw);
    let density = if attempt == 0 { asks::Density::Drawn } else { asks::Density::OneLine };

    let mut pieces = needed(posting, employer, voice, density, &slots, draw);
    let layout = Layout::new(house, voice, draw);
    let longest = draw.between(480.0, 1_090.0) as usize;
    let mut text = layout.render(&pieces);
    for piece in optional(posting, employer, voice, &slots, draw) {
        pieces.push(piece);
        let longer = layout.render(&pieces);
        if longer.chars().count() <= longest {
            text = longer;
        } else {
            pieces.pop();
        }
    }
    text
}

const ALL_HOUSES: [House; 6] =
    [House::Plain, House::Friendly, House::Terse, House::Formal, House::Markdown, House::Html];

fn voice(house: House, draw: &mut Draw) -> Voice {
    match house {
        House::Plain => Voice::Plain,
        House::Friendly => Voice::Friendly,
        House::Terse => Voice::Terse,
        House::Formal => Voice::Formal,
        House::Markdown => draw.pick(&[Voice::Plain, Voice::Friendly]),
        House::Html => draw.pick(&[Voice::Plain, Voice::Formal]),
    }
}

/// The pieces that no text goes without.
fn needed(
    posting: &PlantedPosting,
    employer: &Employer,
    voice: Voice,
    density: asks::Density,
    slots: &Slots,
    draw: &mut Draw,
) -> Vec<Piece> {
    let planted = &posting.planted;
    let mut pieces = vec![Piece::new(Section::Company, company::opening(employer, voice, slots, draw))];
    for duty in duties::duties(planted.role, 2, slots, draw) {
        pieces.push(Piece::new(Section::Duties, duty));
    }
    if let Some(years) = planted.years_min {
        pieces.push(Piece::new(Section::Required, asks::years(years, planted.seniority, voice, slots, draw)));
    }
    for (level, section) in [(AskLevel::Required, Section::Required), (AskLevel::Preferred, Section::Preferred)] {
        for line in asks::lines(&planted.asks, level, voice, density, draw) {
            pieces.push(Piece::new(section, line));
        }
    }
    if pieces.iter().all(|piece| piece.section != Section::Required) {
        pieces.push(Piece::new(Section::Required, asks::soft(slots, draw)));
    }
    if !planted.excluded.is_empty() {
        pieces.push(traps::negation(&planted.excluded, draw));
    }
    if planted.stated == Stated::Prose {
        pieces.push(Piece::new(Section::Pay, offers::pay(&planted.pay, voice, draw)));
    }
    pieces
}

/// The pieces that fill a text, in the order in which they are tried.
fn optional(posting: &PlantedPosting, employer: &Employer, voice: Voice, slots: &Slots, draw: &mut Draw) -> Vec<Piece> {
    let mut pieces = traps::traps(employer, slots, draw);
    let mut rest = offers::offers(posting, voice, slots, draw);
    rest.push(Piece::new(Section::Company, company::second(employer, slots, draw)));
    for duty in duties::more(slots, draw) {
        rest.push(Piece::new(Section::Duties, duty));
    }
    rest.push(Piece::new(Section::Required, asks::soft(slots, draw)));
    rest.push(Piece::new(Section::Closing, company::closing(voice, slots, draw)));
    draw.shuffle(&mut rest);
    if voice == Voice::Formal {
        // The paragraph that formal houses never leave out.
        pieces.insert(0, Piece::new(Section::Closing, company::equal_opportunity(employer, draw)));
    }
    pieces.append(&mut rest);
    pieces
}
