//! Spellings that follow from a name by rule, so that packs need not list them.

/// Names of at most this many letters get no separators: their parts are too short to be told from other words.
const SHORT: usize = 3;

/// The mechanical variants of a surface form, without the form itself.
pub(super) fn of(form: &str) -> Vec<String> {
    let mut variants = Vec::new();
    if form.chars().filter(|c| c.is_alphanumeric()).count() > SHORT {
        separators(form, &mut variants);
    }
    plural(form, &mut variants);
    british(form, &mut variants);
    variants.retain(|variant| variant != form);
    variants.sort();
    variants.dedup();
    variants
}

/// Joined, spaced and hyphened forms.
fn separators(form: &str, variants: &mut Vec<String>) {
    let parts: Vec<&str> = match form.strip_suffix(".js") {
        Some(stem) => vec![stem, "JS"],
        None if form.contains([' ', '-']) => form.split([' ', '-']).collect(),
        None => camel_parts(form),
    };
    if parts.len() < 2 || parts.iter().any(|part| part.is_empty()) {
        return;
    }
    variants.extend([parts.concat(), parts.join(" "), parts.join("-")]);
}

/// Parts of a name that changes from lower to upper case: `Fast`, `API`.
fn camel_parts(form: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut before = ' ';
    for (at, c) in form.char_indices() {
        if before.is_lowercase() && c.is_uppercase() {
            parts.push(&form[start..at]);
            start = at;
        }
        before = c;
    }
    parts.push(&form[start..]);
    // A part of one letter ("LaTeX", "iOS") is no word of its own.
    if parts.iter().any(|part| part.chars().count() < 2) { vec![form] } else { parts }
}

/// The plural of an abbreviation: `LLMs`.
fn plural(form: &str, variants: &mut Vec<String>) {
    let last = form.rsplit([' ', '-']).next().unwrap_or(form);
    if last.len() >= 3 && last.chars().all(|c| c.is_ascii_uppercase()) && !last.ends_with('S') {
        variants.push(format!("{form}s"));
    }
}

/// Endings that British and American spelling write differently.
const BRITISH: [(&str, &str); 4] =
    [("ization", "isation"), ("izing", "ising"), ("avior", "aviour"), ("odeling", "odelling")];

fn british(form: &str, variants: &mut Vec<String>) {
    for (american, british) in BRITISH {
        if form.contains(american) {
            variants.push(form.replace(american, british));
        } else if form.contains(british) {
            variants.push(form.replace(british, american));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn variants_follow_from_separators_and_case() {
        for (form, expected) in [
            ("Power BI", vec!["Power-BI", "PowerBI"]),
            ("Node.js", vec!["Node JS", "Node-JS", "NodeJS"]),
            ("FastAPI", vec!["Fast API", "Fast-API"]),
            ("scikit-learn", vec!["scikit learn", "scikitlearn"]),
            ("query optimization", vec!["query optimisation", "query-optimization", "queryoptimization"]),
            ("REST API", vec!["REST APIs", "REST-API", "RESTAPI"]),
            ("Go", vec![]),
            ("JWT", vec!["JWTs"]),
            ("AWS", vec![]),
            ("LaTeX", vec![]),
        ] {
            assert_eq!(of(form), expected, "{form}");
        }
    }
}
