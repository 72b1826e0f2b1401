//! Whether what an analysis says of its own fields is so.

use crate::extract::Analysis;
use crate::terms::{Ask, Found, Years};

/// Of each field what its status should be and what it is. A field without a value may be absent, or unreadable for a reason that is listed.
/// `unasked` is the reason that a posting gives where it asks for no skill.
pub(super) fn of(analysis: &Analysis) -> Vec<(&'static str, Option<String>, Option<String>)> {
    let status = analysis.status();
    let fields = [
        ("skills", analysis.skills().len() > 0, status.skills),
        ("pay", !analysis.pay().is_empty(), status.pay),
        ("years", analysis.years() != Years::default(), status.years),
        ("seniority", analysis.seniority().is_some(), status.seniority),
        ("role", analysis.role().is_some(), status.role),
        ("specialisation", analysis.specialisation().is_some(), status.specialisation),
        ("education", analysis.education().is_some(), status.education),
        ("work_mode", analysis.work_mode().is_some(), status.work_mode),
        ("employment_type", analysis.employment_type().is_some(), status.employment_type),
        ("tier", analysis.tier().is_some(), status.tier),
        ("language", analysis.language().is_some(), status.language),
    ];
    let said = |field: &str, status: Found| {
        let has_reason = analysis.unread().iter().any(|(unread, _)| *unread == field);
        match (status, has_reason) {
            (Found::Absent, false) | (Found::Unreadable, true) => None,
            (Found::Found, false) => Some(Found::Found.to_string()),
            (other, _) => Some(format!("{other}, reason {}", if has_reason { "given" } else { "missing" })),
        }
    };
    let asks = analysis.skills().any(|claim| matches!(claim.ask(), Ask::Required | Ask::Preferred));
    let reason = |given: bool| given.then(|| "reason".to_owned());
    let unasked = ("unasked", reason(!asks), reason(status.unasked.is_some()));
    let each = fields
        .into_iter()
        .map(|(field, has_value, status)| (field, has_value.then(|| Found::Found.to_string()), said(field, status)));
    each.chain([unasked]).collect()
}

#[cfg(all(test, feature = "builtin"))]
mod tests {
    use super::*;
    use crate::{Analyzer, Posting};

    #[test]
    fn every_status_is_that_of_its_field() {
        let analyzer = Analyzer::builtin();
        for (title, text) in [
            ("", ""),
            ("Senior Engineer", ""),
            ("", "Requirements: 3 years of Python. Remote, full-time, $100k."),
            ("Engineer", "We are a team of twelve."),
            ("Engineer", "\u{5F0A}\u{793E}\u{306F}\u{52DF}\u{96C6}\u{3057}\u{3066}\u{3044}\u{307E}\u{3059}\u{3002}"),
        ] {
            let analysis = analyzer.analyze(&Posting::new(text).with_title(title));
            for (field, expected, said) in of(&analysis) {
                assert_eq!(expected, said, "{field} of {title}: {text}");
            }
        }
    }

    #[test]
    fn who_asks_for_nothing_says_why() {
        let analyzer = Analyzer::builtin();
        let last = |text: &str| of(&analyzer.analyze(&Posting::new(text))).pop().unwrap();
        assert_eq!(last("Requirements: Python."), ("unasked", None, None));
        let reason = Some("reason".to_owned());
        assert_eq!(last("We sell bread."), ("unasked", reason.clone(), reason));
    }
}
