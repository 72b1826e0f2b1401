//! Whole texts, from source to lines and back.

use super::*;

/// The stretch of the source that a stretch of the folded text comes from.
fn source_of<'s>(text: &Text<'s>, folded: &str) -> &'s str {
    let at = text.folded().find(folded).unwrap_or_else(|| panic!("{folded:?} is not in {:?}", text.folded()));
    text.to_source(Span::new(at, at + folded.len())).of(text.source())
}

#[test]
fn repaired_characters_lead_back_to_the_broken_ones() {
    for (source, folded, count, part, origin) in [
        ("Pay: Â£45k â€“ Â£60k a year", "Pay: £45k - £60k a year", 3, "£45k - £60k", "Â£45k â€“ Â£60k"),
        ("weâ€™re on Python", "we're on Python", 1, "Python", "Python"),
        ("<p>Câ\u{80}\u{99}s R&amp;D Â£5</p>", "C's R&D £5\n", 2, "C's R&D", "Câ\u{80}\u{99}s R&amp;D"),
        ("â€¢ Python\nâ€¢ C\\+\\+", "• Python\n• C++\n", 2, "C++", "C\\+\\+"),
        ("SASÂ® and Goâ„¢", "SAS and Go", 2, "SAS and Go", "SASÂ® and Go"),
        ("Ã¢â‚¬Å“GoÃ¢â‚¬Â\u{9d} lang", "\"Go\" lang", 6, "\"Go", "Ã¢â‚¬Å“Go"),
        ("NestlÃ© ðŸš€ team", "Nestlé 🚀 team", 2, "Nestlé 🚀", "NestlÃ© ðŸš€"),
    ] {
        let text = Text::new(source, Markup::Auto);
        assert_eq!(text.folded(), folded);
        assert_eq!(source_of(&text, part), origin);
        assert_eq!(text.repaired(), count, "{source}");
    }
}
