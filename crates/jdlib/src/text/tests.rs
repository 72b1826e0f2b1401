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

/// Contents of the lines with their shapes.
fn shapes(source: &str) -> Vec<(LineKind, String)> {
    let text = Text::new(source, Markup::Auto);
    let has_words = |content: &str| content.contains(char::is_alphanumeric);
    let lines = text.lines().iter().map(|line| (line.kind, line.content.of(text.folded()).to_owned()));
    lines.filter(|(_, content)| has_words(content)).collect()
}

#[test]
fn markdown_of_scrapers_reads_as_the_plain_text() {
    for (markdown, plain) in [
        // Markdownify up to 0.13 escapes every sign.
        (
            "**Requirements**\n\n* C\\+\\+, C\\#, R\\&D, scikit\\-learn\n* 5\\+ years of Python 3\\.x, \\~10% travel\n* \\$120,000 \\- $150,000",
            "Requirements:\n- C++, C#, R&D, scikit-learn\n- 5+ years of Python 3.x, ~10% travel\n- $120,000 - $150,000",
        ),
        ("Pay: $120,000 \\- $150,000", "Pay: $120,000 - $150,000"),
        ("C\\+\\+", "C++"),
        // From 0.14 on underscores and stars only.
        ("You know snake\\_case", "You know snake_case"),
        ("Pay in \\*net\\* terms", "Pay in *net* terms"),
        ("Requirements\n------------\n\n* Python\n* SQL", "Requirements:\n- Python\n- SQL"),
        ("Our Team\n========\n\nWe build things that people like.", "Our Team\n\nWe build things that people like."),
        ("### What you'll do\n\n1. Build APIs\n2. Run them", "What you'll do\n1. Build APIs\n2. Run them"),
        ("* **Python:** 5 years\n\t+ Django\n\t+ Flask\n* *SQL*", "- Python: 5 years\n- Django\n- Flask\n- SQL"),
        ("[Apply **here**](https://acme.com/x_y) with Go\\.", "Apply here with Go."),
        (
            "| Skill | Years |\n| --- | --- |\n| C\\+\\+ | 5\\+ |\n| snake\\_case | 2 |",
            "| Skill | Years |\n| C++ | 5+ |\n| snake_case | 2 |",
        ),
        // Backslashes that a reader of CSV left doubled.
        ("C\\\\+\\\\+, C\\\\# and R\\\\&D\n\n* scikit\\\\-learn", "C++, C# and R&D\n\n- scikit-learn"),
        ("You know snake\\\\_case", "You know snake_case"),
    ] {
        let folded = |source: &str| -> Vec<(LineKind, String)> {
            let kind = |kind| if kind == LineKind::Heading { LineKind::Prose } else { kind };
            shapes(source)
                .into_iter()
                .map(|(of, content)| (kind(of), content.trim_end_matches(':').to_owned()))
                .collect()
        };
        assert_eq!(folded(markdown), folded(plain), "{markdown:?}");
        let headings = |source: &str| shapes(source).iter().filter(|(kind, _)| *kind == LineKind::Heading).count();
        assert_eq!(headings(markdown), headings(plain), "{markdown:?}");
    }
}

#[test]
fn backslashes_of_plain_texts_stay() {
    for source in [
        "Reports go to \\\\files\\_team\\hr and C:\\_builds\\.git",
        "Formulas such as $\\alpha\\_1$ or \\frac{1}{2}",
        "Use \\n and \\t; regex \\d+\\.\\d+",
    ] {
        assert_eq!(Text::new(source, Markup::Auto).folded(), source);
    }
}

#[test]
fn doubled_backslashes_lead_back() {
    let text = Text::new("Knows C\\\\+\\\\+ and scikit\\\\-learn", Markup::Auto);
    assert_eq!(source_of(&text, "C++"), "C\\\\+\\\\+");
    assert_eq!(source_of(&text, "scikit-learn"), "scikit\\\\-learn");
    let text = Text::new("Knows C\\+\\+, 5\\+ years", Markup::Auto);
    assert_eq!(source_of(&text, "C++"), "C\\+\\+");
    assert_eq!(source_of(&text, "5+ years"), "5\\+ years");
}

#[test]
fn entities_and_tags_of_boards() {
    for (source, expected) in [
        // Escaped once, with references inside that are escaped twice.
        (
            "&lt;p&gt;R&amp;amp;D&amp;nbsp;team&lt;/p&gt;&lt;ul&gt;&lt;li&gt;C&amp;#43;&amp;#43;&lt;/li&gt;&lt;/ul&gt;",
            &["R&D team", "C++"][..],
        ),
        // Escaped twice as a whole.
        ("&amp;lt;p&amp;gt;Python &amp;amp;amp; Go&amp;lt;/p&amp;gt;&amp;lt;li&amp;gt;SQL", &["Python & Go", "SQL"]),
        ("&lt;p&gt;Go &amp;mdash; 5&amp;ndash;7 years&lt;/p&gt;", &["Go - 5-7 years"]),
        // HTML already, though it speaks of tags.
        ("<p>You write &lt;div&gt; by hand</p>", &["You write <div> by hand"]),
        // Plain text cut from a page.
        ("Python&nbsp;&amp;&nbsp;Go, R&amp;amp;D", &["Python & Go, R&D"]),
        // Comments of a forum: paragraphs without ends, slashes and apostrophes as numbers.
        (
            "Acme | Engineer | Remote<p>We&#x27;re on CI&#x2F;CD<p>Python &gt; Go<p><a href=\"https:&#x2F;&#x2F;acme.com\" rel=\"nofollow\">https:&#x2F;&#x2F;acme.com</a>",
            &["Acme | Engineer | Remote", "We're on CI/CD", "Python > Go", "https://acme.com"],
        ),
        ("CI&#x2F;CD &#38; SQL &#38;amp; Go", &["CI/CD & SQL & Go"]),
        // Items without their list.
        ("<li>Python</li><li>SQL &amp; Go</li>", &["Python", "SQL & Go"]),
        ("<li>Python<li>SQL<li>C&#43;&#43;", &["Python", "SQL", "C++"]),
        ("<div><b>Requirements</b></div><li>Python</li>\n<li>SQL</li>", &["Requirements", "Python", "SQL"]),
        ("<p>One<br>Two<br/>Three", &["One", "Two", "Three"]),
        ("<P>One</P><UL><LI>Two</LI></UL>", &["One", "Two"]),
        // Broken characters inside markup.
        ("<p>PayÂ: Â£45k &ndash; Â£60k</p>", &["PayÂ: £45k - £60k"]),
        ("&lt;li&gt;weâ€™re on Go&lt;/li&gt;", &["we're on Go"]),
    ] {
        let text = Text::new(source, Markup::Auto);
        let lines: Vec<&str> = text.lines().iter().map(|line| line.content.of(text.folded())).collect();
        assert_eq!(lines, expected, "{source}");
        for line in text.lines() {
            let origin = text.to_source(line.content).of(source);
            let (first, last) = (&line.content.of(text.folded())[..1], line.content.of(text.folded()).chars().last());
            assert!(origin.starts_with(first) && last.is_some(), "{origin:?}");
        }
    }
}

#[test]
fn items_without_a_list_are_bullets() {
    let text = Text::new("Skills:<li>Python<li>SQL", Markup::Auto);
    let kinds: Vec<LineKind> = text.lines().iter().map(|line| line.kind).collect();
    assert_eq!(kinds, [LineKind::Heading, LineKind::Bullet, LineKind::Bullet]);
    assert_eq!(source_of(&text, "SQL"), "SQL");
}
