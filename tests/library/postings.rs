//! What single postings say: golden cases, one a row.

use jdlib::{Analyzer, Posting};

/// Text, then `skill ask` pairs that have to come out, in any order; nothing else may.
const ASKS: [(&str, &[&str]); 25] = [
    (
        "5+ years of Python required. Go is a plus, no PHP. $150k-$180k a year",
        &["python required", "go preferred", "php excluded"],
    ),
    (
        "Must have: Docker and Kubernetes; nice to have: Terraform.",
        &["docker required", "kubernetes required", "terraform preferred"],
    ),
    ("Requirements:\n- Django\nNice to have:\n- Redis", &["django required", "redis preferred"]),
    (
        "**Requirements**\n\n* C\\+\\+\n* C\\#\n\n**Bonus points**\n\n* Rust and Go",
        &["cpp required", "csharp required", "rust preferred", "go preferred"],
    ),
    (
        "<h3>What you'll bring</h3><ul><li>PostgreSQL</li></ul><h3>Benefits</h3><ul><li>We pay for AWS courses</li></ul>",
        &["postgresql required", "aws mentioned"],
    ),
    (
        "Minimum qualifications:\n- SQL\nPreferred qualifications:\n- Tableau\nAbout Acme\nWe build Kafka for farmers.",
        &["sql required", "tableau preferred", "kafka mentioned"],
    ),
    ("Java is not required.", &["java excluded"]),
    ("We use React instead of jQuery.", &["jquery excluded", "react unsorted"]),
    ("Excellent manners with the rest of the team, in a spring of growth.", &[]),
    ("You excel in go-to-market work, R&D and the laws of draws.", &[]),
    (
        "Requirements:\n- Experience with relational databases (PostgreSQL preferred)",
        &["relational-databases required", "postgresql preferred"],
    ),
    (
        "Requirements:\n- Proficiency with Python and/or R, SAS, SPSS",
        &["python required", "r required", "sas required", "spss required"],
    ),
    ("Our stack: FastAPI, Postgres, K8s", &["fastapi unsorted", "postgresql unsorted", "kubernetes unsorted"]),
    ("You will build services in Node.js.", &["nodejs required"]),
    ("Responsibilities:\n- You build pipelines in Airflow.", &["airflow required"]),
    ("See github.com/acme and www.python.org for more.", &[]),
    ("Customers such as Notion, Stripe and Snowflake trust us.", &[]),
    (
        "Requirements:\n- Django required\n- Flask desired\n- Experience in Ruby would be an asset",
        &["django required", "flask preferred", "ruby preferred"],
    ),
    ("REQUIREMENTS\nPYTHON AND SQL EXPERIENCE", &["python required", "sql required"]),
    (
        "&lt;p&gt;Requirements:&lt;/p&gt;&lt;ul&gt;&lt;li&gt;C&amp;#43;&amp;#43;&lt;/li&gt;&lt;/ul&gt;",
        &["cpp required"],
    ),
    ("Requirements:\n- Deep knowledge of PySpark", &["pyspark required"]),
    ("Ideally you know Terraform.", &["terraform preferred"]),
    (
        "Requirements:\n- Expertise in Python. Nice to have: AWS and Redis.\n- Kafka",
        &["python required", "aws preferred", "redis preferred", "kafka required"],
    ),
    ("No prior Scala experience needed.", &["scala excluded"]),
    (
        "Anforderungen:\n- Sehr gute Kenntnisse in Python und Docker\n- Von Vorteil: Kubernetes",
        &["python required", "docker required", "kubernetes preferred"],
    ),
];

#[test]
fn asks_of_single_postings() {
    let analyzer = Analyzer::builtin();
    let mut wrong = Vec::new();
    for (text, expected) in ASKS {
        let analysis = analyzer.analyze(&Posting::new(text));
        let mut found: Vec<String> = analysis.skills().map(|claim| format!("{} {}", claim.id(), claim.ask())).collect();
        let mut expected: Vec<String> = expected.iter().map(|pair| (*pair).to_owned()).collect();
        found.sort();
        expected.sort();
        if found != expected {
            wrong.push(format!("{text:?}\n   found {found:?}\nexpected {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Text, overall minimum, overall maximum.
const YEARS: [(&str, Option<u8>, Option<u8>); 25] = [
    ("5+ years of experience with Python", Some(5), None),
    ("3-5 years of experience", Some(3), Some(5)),
    ("3 to 5 years' experience in data", Some(3), Some(5)),
    ("five (5) years of professional experience", Some(5), None),
    ("at least three years of experience", Some(3), None),
    ("10 plus years of experience", Some(10), None),
    ("2 or more years of experience", Some(2), None),
    ("Two (2) or more years of Python experience", Some(2), None),
    ("We have been in business for 25 years.", None, None),
    ("Founded 30 years ago, we serve farmers.", None, None),
    ("A 4-year degree is required.", None, None),
    ("You are 18 years old or older.", None, None),
    ("Stock options vest over 4 years.", None, None),
    ("Bachelor's degree.5+ years of Python experience", Some(5), None),
    ("5-7years of Java experience", Some(5), Some(7)),
    ("2+ years of Go and 6+ years of overall experience", Some(6), None),
    ("Mindestens 3 Jahre Berufserfahrung in der Softwareentwicklung mit Python", Some(3), None),
    ("The contract runs for 2 years.", None, None),
    ("We need \u{2022} years of experience", None, None),
    ("Need 3\u{2192} years of experience", None, None),
    ("Skills\u{2022}five years of experience", Some(5), None),
    ("Experience with Java 8+ and Python 3.11", None, None),
    ("Python 3.11 (5+ years)", Some(5), None),
    ("Python 5+ years", Some(5), None),
    ("Java 17 - 5 years", Some(5), None),
];

#[test]
fn years_of_single_postings() {
    let analyzer = Analyzer::builtin();
    let mut wrong = Vec::new();
    for (text, min, max) in YEARS {
        let years = analyzer.analyze(&Posting::new(text)).years();
        if (years.min, years.max) != (min, max) {
            wrong.push(format!("{text:?}: found {:?}-{:?}, expected {min:?}-{max:?}", years.min, years.max));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn bounds_of_two_statements_make_no_range() {
    let posting = Posting::new("3-5 years of Python experience. 7+ years of Python experience.");
    let years = Analyzer::builtin().analyze(&posting).skill("python").unwrap().years();
    assert_eq!((years.min, years.max), (Some(7), None));
}

#[test]
fn pay_columns_in_the_words_of_sources() {
    let analyzer = Analyzer::builtin();
    for (currency, period, country, expected) in [
        ("USD", "yearly", "", Some("USD")),
        ("$", "YEARLY", "US", Some("USD")),
        ("\u{20ac}", "year", "DE", Some("EUR")),
        ("", "year", "GB", Some("GBP")),
        ("", "year", "", None),
    ] {
        let mut posting = Posting::new("");
        posting.pay_min = Some(60_000.into());
        posting.pay_max = Some(70_000.into());
        posting.pay_currency = currency.to_owned();
        posting.pay_period = period.to_owned();
        posting.country = country.to_owned();
        let analysis = analyzer.analyze(&posting);
        let found = analysis.primary_pay().unwrap().currency.map(|currency| currency.to_string());
        assert_eq!(found.as_deref(), expected, "{currency} {country}");
    }
}

/// Text and its primary pay: minimum, maximum, currency, period; none where it states no pay.
type Pay = Option<(&'static str, &'static str, &'static str, &'static str)>;
const PAY: [(&str, Pay); 31] = [
    ("Salary: $120,000 - $150,000 per year", Some(("120000", "150000", "USD", "year"))),
    ("The range is $120k\u{2013}$150k a year", Some(("120000", "150000", "USD", "year"))),
    ("Pay: $150-190k", Some(("150000", "190000", "USD", "year"))),
    ("Salary: USD 120,000 to 150,000 annually", Some(("120000", "150000", "USD", "year"))),
    ("\u{a3}45,000 - \u{a3}55,000 per annum", Some(("45000", "55000", "GBP", "year"))),
    ("Gehalt: 60.000 \u{20ac} - 75.000 \u{20ac} pro Jahr", Some(("60000", "75000", "EUR", "year"))),
    ("\u{20ac}60.000 \u{2013} \u{20ac}75.000 per year", Some(("60000", "75000", "EUR", "year"))),
    ("$45 - $60 per hour", Some(("45", "60", "USD", "hour"))),
    ("Rate: $40/hr - $50/hr", Some(("40", "50", "USD", "hour"))),
    ("Pay rate is $22.7500/hr", Some(("22.7500", "22.7500", "USD", "hour"))),
    ("Salary: CHF 110'000 - 130'000 per year", Some(("110000", "130000", "CHF", "year"))),
    ("Compensation: $120,000 AUD - $140,000 AUD per year", Some(("120000", "140000", "AUD", "year"))),
    ("Salary up to \u{a3}60,000 per annum", Some(("", "60000", "GBP", "year"))),
    ("Salary from $90,000 a year", Some(("90000", "", "USD", "year"))),
    ("Salary between $90,000 and $110,000 per year", Some(("90000", "110000", "USD", "year"))),
    ("Base salary range $110,000.00 - $140,000.00.", Some(("110000.00", "140000.00", "USD", "year"))),
    ("Hire range: $100,000- $75,000 per year", Some(("75000", "100000", "USD", "year"))),
    ("\\$120,000 \\- \\$150,000 per year", Some(("120000", "150000", "USD", "year"))),
    ("We raised $20M in series A funding.", None),
    ("A sign-on bonus of $10,000 awaits you.", None),
    ("401(k) match up to $5,000 per year", None),
    ("You manage a budget of $500,000 - $750,000.", None),
    ("Revenue grew from $100,000 to $900,000.", None),
    ("Tuition reimbursement up to $5,250 per year", None),
    ("Employee referral bonus: $2,000 - $3,000", None),
    ("Our platform moves $50 - $60 billion a year.", None),
    ("Call 555-0100 or write to us before 2026.", None),
    ("Equity worth $100,000 - $200,000 in options", None),
    ("We serve 200,000 - 300,000 users per year.", None),
    ("Home office stipend of $1,000 a year", None),
    ("&amp;pound;60,000 - &amp;pound;70,000 a year", Some(("60000", "70000", "GBP", "year"))),
];

#[test]
fn pay_of_single_postings() {
    let analyzer = Analyzer::builtin();
    let mut wrong = Vec::new();
    for (text, expected) in PAY {
        let analysis = analyzer.analyze(&Posting::new(text));
        let show = |value: Option<rust_decimal::Decimal>| value.map(|value| value.to_string()).unwrap_or_default();
        let found = analysis.primary_pay().map(|pay| {
            let currency = pay.currency.map(|currency| currency.to_string()).unwrap_or_default();
            (show(pay.min), show(pay.max), currency, pay.period.map_or("", |period| period.as_str()).to_owned())
        });
        let expected = expected.map(|(min, max, currency, period)| {
            (min.to_owned(), max.to_owned(), currency.to_owned(), period.to_owned())
        });
        if found != expected {
            wrong.push(format!("{text:?}\n   found {found:?}\nexpected {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Title, seniority, role.
const TITLES: [(&str, &str, &str); 22] = [
    ("Senior Backend Engineer", "senior", "backend"),
    ("Sr. Data Scientist", "senior", "data-scientist"),
    ("Junior Data Analyst", "junior", "data-analyst"),
    ("Data Engineer II", "mid", "data-engineer"),
    ("Lead Machine Learning Engineer", "lead", "ml-engineer"),
    ("Principal Software Engineer", "principal", "other"),
    ("Staff Data Scientist", "staff", "data-scientist"),
    ("Member of Technical Staff", "", "other"),
    ("Software Engineering Intern, Office of the Director", "intern", "other"),
    ("International Sales Lead Generation Specialist", "", "other"),
    ("Director of Data Science", "director", "data-scientist"),
    ("VP of Engineering", "executive", "other"),
    ("Full Stack Developer (m/w/d)", "", "full-stack"),
    ("DevOps Engineer", "", "devops"),
    ("Site Reliability Engineer", "", "devops"),
    ("Frontend Engineer (React)", "", "frontend"),
    ("iOS Developer", "", "mobile"),
    ("Senior Staff Software Engineer", "staff", "other"),
    ("QA Automation Engineer", "", "qa"),
    ("Product Manager", "", "product"),
    ("AI Engineer", "", "ai-engineer"),
    ("Security Engineer", "", "security"),
];

#[test]
fn titles() {
    let analyzer = Analyzer::builtin();
    let mut wrong = Vec::new();
    for (title, seniority, role) in TITLES {
        let analysis = analyzer.analyze(&Posting::new("").with_title(title));
        let found =
            (analysis.seniority().map_or("", |rank| rank.as_str()), analysis.role().map_or("", |role| role.as_str()));
        if found != (seniority, role) {
            wrong.push(format!("{title:?}: found {found:?}, expected {:?}", (seniority, role)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn hostile_text_is_read_to_its_end() {
    // Long texts of one kind: nothing may panic, and work that grows with the square of the length would not end.
    let analyzer = Analyzer::builtin();
    for unit in [
        "python ",
        "Go, ",
        "$1 - ",
        "5 years ",
        "Requirements: ",
        "a.b ",
        "((((",
        "<b>",
        "&amp;",
        "**x** ",
        "\u{1f680}",
    ] {
        let text = unit.repeat(200_000 / unit.len());
        let analysis = analyzer.analyze(&Posting::new(text));
        assert!(analysis.skills().len() < 10);
    }
}
