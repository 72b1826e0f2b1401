//! The lexicon packs and column profiles that jdlib embeds.
//!
//! Nothing but data: the CSV files beside this crate's manifest are the source, `include_str!` carries them. `README.md` in the crate's
//! root describes the files. Programs want `jdlib`, which parses and validates them.

/// Files of the core pack: path inside the pack, content. Sorted by path.
pub const CORE: &[(&str, &str)] = &[
    ("aliases/ai.csv", include_str!("../core/aliases/ai.csv")),
    ("aliases/analytics.csv", include_str!("../core/aliases/analytics.csv")),
    ("aliases/architecture.csv", include_str!("../core/aliases/architecture.csv")),
    ("aliases/business.csv", include_str!("../core/aliases/business.csv")),
    ("aliases/certifications.csv", include_str!("../core/aliases/certifications.csv")),
    ("aliases/cloud.csv", include_str!("../core/aliases/cloud.csv")),
    ("aliases/code-quality.csv", include_str!("../core/aliases/code-quality.csv")),
    ("aliases/collaboration.csv", include_str!("../core/aliases/collaboration.csv")),
    ("aliases/data.csv", include_str!("../core/aliases/data.csv")),
    ("aliases/databases.csv", include_str!("../core/aliases/databases.csv")),
    ("aliases/design.csv", include_str!("../core/aliases/design.csv")),
    ("aliases/devops.csv", include_str!("../core/aliases/devops.csv")),
    ("aliases/domains.csv", include_str!("../core/aliases/domains.csv")),
    ("aliases/embedded.csv", include_str!("../core/aliases/embedded.csv")),
    ("aliases/enterprise.csv", include_str!("../core/aliases/enterprise.csv")),
    ("aliases/games.csv", include_str!("../core/aliases/games.csv")),
    ("aliases/human-languages.csv", include_str!("../core/aliases/human-languages.csv")),
    ("aliases/languages.csv", include_str!("../core/aliases/languages.csv")),
    ("aliases/methods.csv", include_str!("../core/aliases/methods.csv")),
    ("aliases/ml.csv", include_str!("../core/aliases/ml.csv")),
    ("aliases/mobile.csv", include_str!("../core/aliases/mobile.csv")),
    ("aliases/networking.csv", include_str!("../core/aliases/networking.csv")),
    ("aliases/observability.csv", include_str!("../core/aliases/observability.csv")),
    ("aliases/office.csv", include_str!("../core/aliases/office.csv")),
    ("aliases/performance.csv", include_str!("../core/aliases/performance.csv")),
    ("aliases/python.csv", include_str!("../core/aliases/python.csv")),
    ("aliases/science.csv", include_str!("../core/aliases/science.csv")),
    ("aliases/security.csv", include_str!("../core/aliases/security.csv")),
    ("aliases/soft.csv", include_str!("../core/aliases/soft.csv")),
    ("aliases/standards.csv", include_str!("../core/aliases/standards.csv")),
    ("aliases/statistics.csv", include_str!("../core/aliases/statistics.csv")),
    ("aliases/systems.csv", include_str!("../core/aliases/systems.csv")),
    ("aliases/testing.csv", include_str!("../core/aliases/testing.csv")),
    ("aliases/web.csv", include_str!("../core/aliases/web.csv")),
    ("areas.csv", include_str!("../core/areas.csv")),
    ("cases.csv", include_str!("../core/cases.csv")),
    ("cells.csv", include_str!("../core/cells.csv")),
    ("chrome.csv", include_str!("../core/chrome.csv")),
    ("classes.csv", include_str!("../core/classes.csv")),
    ("cues.csv", include_str!("../core/cues.csv")),
    ("english.csv", include_str!("../core/english.csv")),
    ("fields.csv", include_str!("../core/fields.csv")),
    ("headings.csv", include_str!("../core/headings.csv")),
    ("markers.csv", include_str!("../core/markers.csv")),
    ("never_merge.csv", include_str!("../core/never_merge.csv")),
    ("pack.csv", include_str!("../core/pack.csv")),
    ("pay_words.csv", include_str!("../core/pay_words.csv")),
    ("projects.csv", include_str!("../core/projects.csv")),
    ("reference.csv", include_str!("../core/reference.csv")),
    ("relations.csv", include_str!("../core/relations.csv")),
    ("roadmap.csv", include_str!("../core/roadmap.csv")),
    ("skills/ai.csv", include_str!("../core/skills/ai.csv")),
    ("skills/analytics.csv", include_str!("../core/skills/analytics.csv")),
    ("skills/architecture.csv", include_str!("../core/skills/architecture.csv")),
    ("skills/business.csv", include_str!("../core/skills/business.csv")),
    ("skills/certifications.csv", include_str!("../core/skills/certifications.csv")),
    ("skills/cloud.csv", include_str!("../core/skills/cloud.csv")),
    ("skills/code-quality.csv", include_str!("../core/skills/code-quality.csv")),
    ("skills/collaboration.csv", include_str!("../core/skills/collaboration.csv")),
    ("skills/data.csv", include_str!("../core/skills/data.csv")),
    ("skills/databases.csv", include_str!("../core/skills/databases.csv")),
    ("skills/design.csv", include_str!("../core/skills/design.csv")),
    ("skills/devops.csv", include_str!("../core/skills/devops.csv")),
    ("skills/domains.csv", include_str!("../core/skills/domains.csv")),
    ("skills/embedded.csv", include_str!("../core/skills/embedded.csv")),
    ("skills/enterprise.csv", include_str!("../core/skills/enterprise.csv")),
    ("skills/games.csv", include_str!("../core/skills/games.csv")),
    ("skills/human-languages.csv", include_str!("../core/skills/human-languages.csv")),
    ("skills/languages.csv", include_str!("../core/skills/languages.csv")),
    ("skills/methods.csv", include_str!("../core/skills/methods.csv")),
    ("skills/ml.csv", include_str!("../core/skills/ml.csv")),
    ("skills/mobile.csv", include_str!("../core/skills/mobile.csv")),
    ("skills/networking.csv", include_str!("../core/skills/networking.csv")),
    ("skills/observability.csv", include_str!("../core/skills/observability.csv")),
    ("skills/office.csv", include_str!("../core/skills/office.csv")),
    ("skills/performance.csv", include_str!("../core/skills/performance.csv")),
    ("skills/python.csv", include_str!("../core/skills/python.csv")),
    ("skills/science.csv", include_str!("../core/skills/science.csv")),
    ("skills/security.csv", include_str!("../core/skills/security.csv")),
    ("skills/soft.csv", include_str!("../core/skills/soft.csv")),
    ("skills/standards.csv", include_str!("../core/skills/standards.csv")),
    ("skills/statistics.csv", include_str!("../core/skills/statistics.csv")),
    ("skills/systems.csv", include_str!("../core/skills/systems.csv")),
    ("skills/testing.csv", include_str!("../core/skills/testing.csv")),
    ("skills/web.csv", include_str!("../core/skills/web.csv")),
    ("starters.csv", include_str!("../core/starters.csv")),
    ("titles.csv", include_str!("../core/titles.csv")),
    ("versions.csv", include_str!("../core/versions.csv")),
    ("views.csv", include_str!("../core/views.csv")),
    ("xrefs.csv", include_str!("../core/xrefs.csv")),
    ("year_words.csv", include_str!("../core/year_words.csv")),
];

/// Column profiles: name, content. Sorted by name.
pub const PROFILES: &[(&str, &str)] = &[
    ("adzuna", include_str!("../profiles/adzuna.csv")),
    ("ai-jobs", include_str!("../profiles/ai-jobs.csv")),
    ("arbeitnow", include_str!("../profiles/arbeitnow.csv")),
    ("ashby", include_str!("../profiles/ashby.csv")),
    ("data-jobs", include_str!("../profiles/data-jobs.csv")),
    ("generic", include_str!("../profiles/generic.csv")),
    ("glassdoor", include_str!("../profiles/glassdoor.csv")),
    ("greenhouse", include_str!("../profiles/greenhouse.csv")),
    ("himalayas", include_str!("../profiles/himalayas.csv")),
    ("jobfunnel", include_str!("../profiles/jobfunnel.csv")),
    ("jobhive", include_str!("../profiles/jobhive.csv")),
    ("jobicy", include_str!("../profiles/jobicy.csv")),
    ("jobspikr", include_str!("../profiles/jobspikr.csv")),
    ("jobspy", include_str!("../profiles/jobspy.csv")),
    ("lever", include_str!("../profiles/lever.csv")),
    ("linkedin-kaggle", include_str!("../profiles/linkedin-kaggle.csv")),
    ("open-jobs-data", include_str!("../profiles/open-jobs-data.csv")),
    ("remoteok", include_str!("../profiles/remoteok.csv")),
    ("remotive", include_str!("../profiles/remotive.csv")),
    ("schema-org", include_str!("../profiles/schema-org.csv")),
    ("themuse", include_str!("../profiles/themuse.csv")),
    ("usajobs", include_str!("../profiles/usajobs.csv")),
    ("usajobs-api", include_str!("../profiles/usajobs-api.csv")),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    fn on_disk(folder: &str) -> BTreeSet<String> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        let mut found = BTreeSet::new();
        for sub in ["", "skills", "aliases"] {
            let Ok(entries) = fs::read_dir(root.join(sub)) else { continue };
            for entry in entries.flatten().filter(|entry| entry.path().is_file()) {
                let name = entry.file_name().to_string_lossy().into_owned();
                found.insert(if sub.is_empty() { name } else { format!("{sub}/{name}") });
            }
        }
        found
    }

    #[test]
    fn every_file_is_embedded() {
        let embedded: BTreeSet<String> = super::CORE.iter().map(|(path, _)| (*path).to_owned()).collect();
        assert_eq!(embedded, on_disk("core"));
        let profiles: BTreeSet<String> = super::PROFILES.iter().map(|(name, _)| format!("{name}.csv")).collect();
        assert_eq!(profiles, on_disk("profiles"));
    }
}
