//! The markup of the house styles.

use super::{House, Piece, Section, Voice};
use crate::draw::Draw;

/// How one posting is laid out.
#[derive(Debug)]
pub(crate) struct Layout {
    house: House,
    voice: Voice,
    /// Sections from top to bottom.
    order: Vec<Section>,
    headings: [&'static str; 4],
    bullet: &'static str,
    stop: Stop,
}

/// How bullets end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stop {
    Bare,
    Period,
}

impl Layout {
    pub(crate) fn new(house: House, voice: Voice, draw: &mut Draw) -> Self {
        use Section::{Closing, Company, Duties, Offer, Pay, Preferred, Required};
        let order = match draw.below(4) {
            0 => vec![Company, Pay, Duties, Required, Preferred, Offer, Closing],
            1 => vec![Company, Duties, Required, Preferred, Pay, Offer, Closing],
            _ => vec![Company, Duties, Required, Preferred, Offer, Pay, Closing],
        };
        let bullet = match house {
            House::Markdown => draw.pick(&["* ", "- ", "\\- "]),
            House::Friendly => draw.pick(&["• ", "- ", "* "]),
            House::Terse => draw.pick(&["- ", "• ", "– "]),
            House::Plain | House::Formal => draw.pick(&["- ", "- ", "• "]),
            House::Html => "",
        };
        let stop = if voice == Voice::Formal || draw.chance(0.2) { Stop::Period } else { Stop::Bare };
        Self { house, voice, order, headings: headings(voice, draw), bullet, stop }
    }

    pub(crate) fn render(&self, pieces: &[Piece]) -> String {
        let blocks: Vec<String> = self.order.iter().filter_map(|section| self.section(*section, pieces)).collect();
        match self.house {
            House::Html => blocks.concat(),
            House::Terse => blocks.join("\n"),
            House::Plain | House::Friendly | House::Formal | House::Markdown => blocks.join("\n\n"),
        }
    }

    fn section(&self, section: Section, pieces: &[Piece]) -> Option<String> {
        let lines: Vec<String> =
            pieces.iter().filter(|piece| piece.section == section).map(|piece| self.escaped(&piece.text)).collect();
        if lines.is_empty() {
            return None;
        }
        Some(match self.heading(section) {
            Some(heading) => self.list(heading, &lines),
            None => self.paragraph(&lines),
        })
    }

    fn heading(&self, section: Section) -> Option<&'static str> {
        match section {
            Section::Duties => Some(self.headings[0]),
            Section::Required => Some(self.headings[1]),
            Section::Preferred => Some(self.headings[2]),
            Section::Offer => Some(self.headings[3]),
            Section::Company | Section::Pay | Section::Closing => None,
        }
    }

    fn paragraph(&self, lines: &[String]) -> String {
        let text = lines.join(" ");
        match self.house {
            House::Html => format!("<p>{text}</p>"),
            _ => text,
        }
    }

    fn list(&self, heading: &str, lines: &[String]) -> String {
        let stop = match self.stop {
            Stop::Period => ".",
            Stop::Bare => "",
        };
        let ended = lines.iter().map(|line| {
            let closed = line.ends_with(['.', '!', '?']);
            (line, if closed { "" } else { stop })
        });
        match self.house {
            House::Html => {
                let items: String = ended.map(|(line, stop)| format!("<li>{line}{stop}</li>")).collect();
                format!("<p><strong>{}</strong></p><ul>{items}</ul>", heading.replace('\'', "&rsquo;"))
            }
            House::Markdown => {
                let items: String = ended.map(|(line, stop)| format!("\n{}{line}{stop}", self.bullet)).collect();
                format!("**{heading}**\n{items}")
            }
            House::Plain | House::Friendly | House::Terse | House::Formal => {
                let colon = if self.voice == Voice::Friendly || heading.ends_with(':') { "" } else { ":" };
                let items: String = ended.map(|(line, stop)| format!("\n{}{line}{stop}", self.bullet)).collect();
                format!("{heading}{colon}{items}")
            }
        }
    }

    /// The text as the markup writes it.
    fn escaped(&self, text: &str) -> String {
        match self.house {
            House::Html => {
                let entities = text.replace('&', "&amp;").replace('–', "&ndash;").replace('\'', "&rsquo;");
                // Some editors glue amounts to their words.
                entities.replace(" a year", "&nbsp;a&nbsp;year")
            }
            House::Markdown => {
                let mut escaped = String::with_capacity(text.len() + 8);
                for letter in text.chars() {
                    if matches!(letter, '&' | '+' | '-' | '$' | '_' | '#') {
                        escaped.push('\\');
                    }
                    escaped.push(letter);
                }
                escaped
            }
            House::Plain | House::Friendly | House::Terse | House::Formal => text.to_owned(),
        }
    }
}

/// What duties, requirements, extras and benefits are headed.
fn headings(voice: Voice, draw: &mut Draw) -> [&'static str; 4] {
    let words: [&[&str]; 4] = match voice {
        Voice::Plain => [
            &["Responsibilities", "Your tasks", "The role", "What the job is"],
            &["Requirements", "Requirements", "What we require", "Your profile"],
            &["Nice to have", "Nice to have", "Nice-to-haves", "Desirable"],
            &["Benefits", "What we offer", "We offer"],
        ],
        Voice::Friendly => [
            &["What you'll do", "What you will do", "A normal month", "Your day to day"],
            &["What you'll bring", "What you'll bring", "What we're looking for", "Who you are"],
            &["Bonus points", "Bonus points", "Even better if", "Nice to have"],
            &["What you'll get", "What's in it for you", "Perks"],
        ],
        Voice::Terse => [
            &["You will", "The work", "What you do"],
            &["Must have", "Must-haves", "You need"],
            &["Nice to have", "Plus", "Good to have"],
            &["You get", "Perks", "We give you"],
        ],
        Voice::Formal => [
            &["Essential Duties and Responsibilities", "Key Responsibilities", "Principal Duties"],
            &["Minimum Qualifications", "Minimum Qualifications", "Basic Qualifications", "Required Qualifications"],
            &["Preferred Qualifications", "Preferred Qualifications", "Desired Qualifications"],
            &["Benefits", "Our Benefits", "Total Rewards"],
        ],
    };
    words.map(|choices| draw.pick(choices))
}
