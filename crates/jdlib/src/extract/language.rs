//! Language of a posting.

use whatlang::{Lang, detect};

use crate::text::Text;

/// Characters that are looked at: enough to tell a language, and a bound on the cost.
const SAMPLE: usize = 1_200;
/// Shorter texts are not guessed at.
const SHORTEST: usize = 40;

/// ISO 639-1 codes of the languages in which postings are common. Others are left untold rather than guessed.
const CODES: [(Lang, &str); 22] = [
    (Lang::Eng, "en"),
    (Lang::Deu, "de"),
    (Lang::Fra, "fr"),
    (Lang::Spa, "es"),
    (Lang::Por, "pt"),
    (Lang::Ita, "it"),
    (Lang::Nld, "nl"),
    (Lang::Pol, "pl"),
    (Lang::Swe, "sv"),
    (Lang::Dan, "da"),
    (Lang::Nob, "no"),
    (Lang::Fin, "fi"),
    (Lang::Ces, "cs"),
    (Lang::Ron, "ro"),
    (Lang::Hun, "hu"),
    (Lang::Tur, "tr"),
    (Lang::Rus, "ru"),
    (Lang::Ukr, "uk"),
    (Lang::Ell, "el"),
    (Lang::Jpn, "ja"),
    (Lang::Kor, "ko"),
    (Lang::Cmn, "zh"),
];

/// The language of the text, where trigrams tell it reliably.
pub(super) fn of(text: &Text<'_>) -> Option<&'static str> {
    let folded = text.folded().trim();
    let end = folded.char_indices().nth(SAMPLE).map_or(folded.len(), |(at, _)| at);
    if end < SHORTEST {
        return None;
    }
    let info = detect(&folded[..end])?;
    if !info.is_reliable() {
        return None;
    }
    CODES.iter().find(|(lang, _)| *lang == info.lang()).map(|(_, code)| *code)
}
