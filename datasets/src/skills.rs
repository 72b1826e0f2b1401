//! How the skills of the sample are written.

/// A skill that postings ask for, or say they do not want.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Skill {
    /// Its id in the lexicon.
    pub id: &'static str,
    /// The usual spelling first, then the others that texts use now and then.
    pub spellings: &'static [&'static str],
    pub(crate) kind: Kind,
}

/// What sentence a skill fits into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Language,
    Service,
    Interface,
    Database,
    Pipeline,
    Platform,
    Model,
    Assistant,
    Report,
    Production,
}

/// Every skill of the sample, sorted by id.
pub fn skills() -> &'static [Skill] {
    SKILLS
}

pub(crate) fn skill(id: &str) -> &'static Skill {
    &SKILLS[place(id)]
}

/// The place of a skill in [`skills`].
pub(crate) fn place(id: &str) -> usize {
    SKILLS.binary_search_by(|skill| skill.id.cmp(id)).expect("the model names only skills of this table")
}

const fn row(id: &'static str, kind: Kind, spellings: &'static [&'static str]) -> Skill {
    Skill { id, spellings, kind }
}

const SKILLS: &[Skill] = &[
    row("airflow", Kind::Pipeline, &["Airflow", "Apache Airflow"]),
    row("angular", Kind::Interface, &["Angular"]),
    row("ansible", Kind::Platform, &["Ansible"]),
    row("aws", Kind::Platform, &["AWS", "Amazon Web Services"]),
    row("bash", Kind::Language, &["Bash"]),
    row("circuit-breakers", Kind::Production, &["circuit breakers"]),
    row("css", Kind::Interface, &["CSS", "CSS3"]),
    row("dbt", Kind::Pipeline, &["dbt"]),
    row("distributed-tracing", Kind::Production, &["distributed tracing"]),
    row("django", Kind::Service, &["Django"]),
    row("docker", Kind::Platform, &["Docker"]),
    row("fastapi", Kind::Service, &["FastAPI", "Fast API"]),
    row("flask", Kind::Service, &["Flask"]),
    row("git", Kind::Platform, &["Git"]),
    row("github-actions", Kind::Platform, &["GitHub Actions"]),
    row("go", Kind::Language, &["Go", "Golang"]),
    row("graphql", Kind::Interface, &["GraphQL"]),
    row("hadoop", Kind::Pipeline, &["Hadoop"]),
    row("html", Kind::Interface, &["HTML", "HTML5"]),
    row("idempotency", Kind::Production, &["idempotency"]),
    row("java", Kind::Language, &["Java"]),
    row("javascript", Kind::Language, &["JavaScript", "Javascript"]),
    row("jenkins", Kind::Platform, &["Jenkins"]),
    row("jquery", Kind::Interface, &["jQuery"]),
    row("kafka", Kind::Pipeline, &["Kafka", "Apache Kafka"]),
    row("kubernetes", Kind::Platform, &["Kubernetes", "K8s"]),
    row("langchain", Kind::Assistant, &["LangChain", "Langchain"]),
    row("linux", Kind::Platform, &["Linux"]),
    row("looker", Kind::Report, &["Looker"]),
    row("matlab", Kind::Language, &["MATLAB"]),
    row("microsoft-excel", Kind::Report, &["Excel", "Microsoft Excel", "MS Excel"]),
    row("mlflow", Kind::Model, &["MLflow"]),
    row("n-plus-one", Kind::Production, &["N+1 queries"]),
    row("nextjs", Kind::Interface, &["Next.js", "NextJS"]),
    row("nodejs", Kind::Interface, &["Node.js", "NodeJS"]),
    row("opentelemetry", Kind::Production, &["OpenTelemetry"]),
    row("pandas", Kind::Model, &["pandas", "Pandas"]),
    row("perl", Kind::Language, &["Perl"]),
    row("php", Kind::Language, &["PHP"]),
    row("postgresql", Kind::Database, &["PostgreSQL", "Postgres"]),
    row("power-bi", Kind::Report, &["Power BI", "PowerBI"]),
    row("prometheus", Kind::Platform, &["Prometheus"]),
    row("prompt-versioning", Kind::Production, &["prompt versioning"]),
    row("python", Kind::Language, &["Python", "Python 3"]),
    row("pytorch", Kind::Model, &["PyTorch", "Pytorch"]),
    row("query-optimization", Kind::Production, &["query optimization"]),
    row("r", Kind::Language, &["R"]),
    row("rag", Kind::Assistant, &["RAG", "retrieval-augmented generation"]),
    row("react", Kind::Interface, &["React", "React.js", "ReactJS"]),
    row("redis", Kind::Database, &["Redis"]),
    row("ruby", Kind::Language, &["Ruby"]),
    row("sas", Kind::Language, &["SAS"]),
    row("scala", Kind::Language, &["Scala"]),
    row("scikit-learn", Kind::Model, &["scikit-learn", "sklearn"]),
    row("snowflake", Kind::Database, &["Snowflake"]),
    row("spark", Kind::Pipeline, &["Spark", "Apache Spark"]),
    row("sql", Kind::Database, &["SQL"]),
    row("structured-logging", Kind::Production, &["structured logging"]),
    row("tableau", Kind::Report, &["Tableau"]),
    row("tensorflow", Kind::Model, &["TensorFlow", "Tensorflow"]),
    row("terraform", Kind::Platform, &["Terraform"]),
    row("typescript", Kind::Language, &["TypeScript", "Typescript"]),
    row("vector-databases", Kind::Assistant, &["vector databases"]),
    row("vue", Kind::Interface, &["Vue.js", "Vue"]),
];

#[cfg(test)]
mod tests {
    use super::skills;

    #[test]
    fn ids_are_sorted_and_spelled() {
        assert!(skills().is_sorted_by(|a, b| a.id < b.id));
        assert!(skills().iter().all(|skill| !skill.spellings.is_empty()));
    }
}
