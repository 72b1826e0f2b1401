//! Who is hiring, as a cluster.

/// Suffixes of companies, longest first where one ends another.
const LEGAL_SUFFIXES: [&str; 45] = [
    "incorporated",
    "corporation",
    "limited",
    "company",
    "gmbh & co. kg",
    "gmbh & co kg",
    "sp. z o.o.",
    "private",
    "s.r.l.",
    "s.p.a.",
    "l.l.c.",
    "gmbh",
    "corp.",
    "corp",
    "inc.",
    "inc",
    "llc.",
    "llc",
    "llp",
    "ltd.",
    "ltd",
    "plc",
    "pty",
    "pvt.",
    "pvt",
    "pte.",
    "pte",
    "sarl",
    "s.a.",
    "sas",
    "srl",
    "b.v.",
    "n.v.",
    "aps",
    "oyj",
    "a/s",
    "co.",
    "co",
    "ag",
    "se",
    "lp",
    "as",
    "ab",
    "oy",
    "kg",
];

/// The employer as a cluster. See [`Posting::employer_key`](super::Posting::employer_key).
#[must_use]
pub fn employer_key(name: &str) -> String {
    let mut key = strip_rating(name).split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    loop {
        let before = key.len();
        for suffix in LEGAL_SUFFIXES {
            if let Some(rest) = key.strip_suffix(suffix)
                && rest.ends_with([' ', ','])
            {
                key = rest.trim_end_matches([' ', ',']).to_owned();
            }
        }
        if key.len() == before {
            return key;
        }
    }
}

/// Strips a rating that scrapers glue to the name after a line feed: `Tecolote Research\n3.8`.
#[must_use]
pub fn strip_rating(name: &str) -> &str {
    let name = name.trim();
    match name.rsplit_once('\n') {
        Some((head, tail)) if is_rating(tail.trim()) => head.trim_end(),
        _ => name,
    }
}

fn is_rating(text: &str) -> bool {
    let bytes = text.as_bytes();
    matches!(bytes, [b'0'..=b'5', b'.', b'0'..=b'9'] | [b'0'..=b'5'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn employers_are_clusters() {
        for (name, expected) in [
            ("Tecolote Research\n3.8", "tecolote research"),
            ("Acme, Inc.", "acme"),
            ("ACME  Corp", "acme"),
            ("Northwind Health Ltd.", "northwind health"),
            ("Company", "company"),
            ("Pellmoor Ferries AS", "pellmoor ferries"),
            ("Tarnwick Foods Pvt. Ltd.", "tarnwick foods"),
            ("Atlas", "atlas"),
            ("Studio 54", "studio 54"),
        ] {
            assert_eq!(employer_key(name), expected, "{name}");
        }
    }
}
