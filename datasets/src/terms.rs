//! The closed lists of the sample, with their written names.

/// Declares an enum of written names with `ALL`, `id` and nothing else.
macro_rules! written {
    ($(#[$doc:meta])* $name:ident { $($(#[$item_doc:meta])* $item:ident => $text:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name { $($(#[$item_doc])* $item,)+ }

        impl $name {
            /// Every value, in the order of the list.
            pub const ALL: &[Self] = &[$(Self::$item),+];

            /// The written name, as it stands in the files.
            pub fn id(self) -> &'static str {
                match self { $(Self::$item => $text),+ }
            }
        }
    };
}

written! {
    /// What a posting hires for.
    Role {
        /// Services and their data.
        Backend => "backend",
        /// What runs in the browser.
        Frontend => "frontend",
        /// Pipelines and warehouses.
        DataEngineer => "data-engineer",
        /// Reports and answers.
        DataAnalyst => "data-analyst",
        /// Models and experiments.
        DataScientist => "data-scientist",
        /// Models in production.
        MlEngineer => "ml-engineer",
        /// Products on top of language models.
        AiEngineer => "ai-engineer",
        /// Infrastructure and delivery.
        Devops => "devops",
    }
}

written! {
    /// The level a title names. A title without a level word has none, which is not the same as mid.
    Seniority {
        /// First job.
        Junior => "junior",
        /// Two to four years.
        Mid => "mid",
        /// Five years and more.
        Senior => "senior",
        /// Leads other engineers.
        Lead => "lead",
    }
}

written! {
    /// How strongly a posting asks for a skill.
    AskLevel {
        /// Stands among the requirements.
        Required => "required",
        /// Stands among the extras.
        Preferred => "preferred",
    }
}

written! {
    /// Whether a posting asks for the production skills of its role, all of them together.
    Production {
        /// The bundle stands in the text.
        Asked => "asked",
        /// No skill of the bundle stands in the text.
        NotAsked => "not-asked",
    }
}

written! {
    /// Where a posting says what it pays.
    Stated {
        /// Nowhere.
        Nowhere => "nowhere",
        /// In the pay columns, and not in the text.
        Columns => "columns",
        /// In the text, and not in the columns.
        Prose => "prose",
    }
}

written! {
    /// The currency of a posting, that of its country.
    Currency {
        /// United States.
        Usd => "USD",
        /// United Kingdom.
        Gbp => "GBP",
        /// Germany.
        Eur => "EUR",
    }
}

written! {
    /// What a pay amount is per.
    Period {
        /// Salaries.
        Year => "year",
        /// Contracts in the United States.
        Hour => "hour",
    }
}

written! {
    /// Where an employer hires.
    Country {
        /// United States.
        Us => "US",
        /// United Kingdom.
        Gb => "GB",
        /// Germany; the text is English all the same.
        De => "DE",
    }
}

written! {
    /// The size class of an employer.
    Tier {
        /// Up to 50 people.
        Startup => "startup",
        /// 51 to 999 people.
        Mid => "mid",
        /// 1,000 people and more.
        Enterprise => "enterprise",
    }
}

written! {
    /// How a posting employs.
    Employment {
        /// A permanent job.
        FullTime => "full-time",
        /// A contract, paid by the hour.
        Contract => "contract",
    }
}

written! {
    /// Where the work is done.
    WorkMode {
        /// From anywhere in the country.
        Remote => "remote",
        /// Some days in an office.
        Hybrid => "hybrid",
        /// In an office.
        Onsite => "onsite",
    }
}

impl Country {
    /// The currency that salaries are paid in.
    pub fn currency(self) -> Currency {
        match self {
            Self::Us => Currency::Usd,
            Self::Gb => Currency::Gbp,
            Self::De => Currency::Eur,
        }
    }
}
