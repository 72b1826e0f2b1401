//! What the work is, by role. No sentence here names a skill of the sample.

use super::slots::Slots;
use crate::draw::Draw;
use crate::terms::Role;

/// So many different duties of a role.
pub(crate) fn duties(role: Role, count: usize, slots: &Slots, draw: &mut Draw) -> Vec<String> {
    let mut bank = own(role).to_vec();
    draw.shuffle(&mut bank);
    bank[..count].iter().map(|duty| slots.fill(duty)).collect()
}

/// Duties that may follow, of any role.
pub(crate) fn more(slots: &Slots, draw: &mut Draw) -> Vec<String> {
    let mut bank = SHARED.to_vec();
    draw.shuffle(&mut bank);
    bank[..2].iter().map(|duty| slots.fill(duty)).collect()
}

const SHARED: &[&str] = &[
    "Review the work of colleagues and have yours reviewed",
    "Write down decisions so that others can follow them",
    "Answer questions from {partner} and find out what is behind them",
    "Take your turn on the support rota, one week in {size}",
    "Help newcomers find their feet",
    "Estimate work honestly and say early when it grows",
    "Join planning with {partner} every two weeks",
    "Present finished work to {customers}",
    "Remove what nobody uses any more",
    "Mentor two colleagues who are new to {field}",
    "Watch how {customers} use what you built",
    "Propose the next step for {product}, and argue for it",
];

fn own(role: Role) -> &'static [&'static str] {
    match role {
        Role::Backend => BACKEND,
        Role::Frontend => FRONTEND,
        Role::DataEngineer => DATA_ENGINEER,
        Role::DataAnalyst => DATA_ANALYST,
        Role::DataScientist => DATA_SCIENTIST,
        Role::MlEngineer => ML_ENGINEER,
        Role::AiEngineer => AI_ENGINEER,
        Role::Devops => DEVOPS,
    }
}

const BACKEND: &[&str] = &[
    "Design and run the services behind {product}",
    "Own an endpoint from the first sketch to the last alert",
    "Split an old server program into parts that can be released alone",
    "Build the interfaces through which {customers} send us their data",
    "Find out why a request takes two seconds and make it take a tenth",
    "Model the data of {product} so that next year's questions fit too",
    "Keep payments and notifications correct when a partner system is down",
    "Write background jobs that survive a restart",
    "Extend the permission system for larger {customers}",
    "Move one more feature off the old system each month",
    "Work with {partner} on how our services should fail",
    "Make imports from {customers} safe to repeat",
];

const FRONTEND: &[&str] = &[
    "Build the screens on which {customers} spend their day",
    "Turn drawings from the design group into pages that feel quick",
    "Look after our component library and its examples",
    "Make {product} work for people who use a keyboard or a screen reader",
    "Measure loading times on slow phones and bring them down",
    "Replace the oldest forms in {product} one by one",
    "Agree on page states with {partner} before anything is coded",
    "Write tests for what users do rather than for how it is built",
    "Shape the first-run experience for new {customers}",
    "Own the booking pages from draft to release",
    "Keep our pages usable on tablets in the field",
    "Sort out how the browser remembers unfinished work",
];

const DATA_ENGINEER: &[&str] = &[
    "Build and run the pipelines that feed {product}",
    "Bring data from {customers} into one model that people trust",
    "Cut the nightly load from six hours to one",
    "Define checks that stop bad records before anybody sees them",
    "Give {partner} tables they can use without asking",
    "Retire hand-made exports in favour of scheduled loads",
    "Keep the cost of storage and queries in view",
    "Document where each number comes from",
    "Prepare event data for forecasting and reporting",
    "Plan how late and corrected records are merged",
    "Own the warehouse layer for {field} data",
    "Help analysts write models that last",
];

const DATA_ANALYST: &[&str] = &[
    "Answer questions from {partner} with numbers that hold up",
    "Build the weekly report on {product} and explain what moved it",
    "Define what an active customer is, and keep the definition",
    "Find out why some {customers} leave after a year",
    "Set up dashboards that people open without being told to",
    "Plan and read experiments together with {partner}",
    "Reconcile our figures with those of finance at month end",
    "Clean up data from {customers} and trace errors to their source",
    "Size new ideas for {product} before we build them",
    "Teach colleagues how to help themselves to data",
    "Forecast demand in {field} for the next two quarters",
    "Tell the story behind a chart in five minutes",
];

const DATA_SCIENTIST: &[&str] = &[
    "Build models that improve {product} and measure whether they do",
    "Design experiments with {partner} and report what they showed",
    "Estimate what a change in price does to demand",
    "Forecast volumes in {field}, with honest ranges",
    "Find the few signals in {product} data that predict trouble",
    "Turn a loose question from {customers} into one that can be tested",
    "Explain to managers when a result should not be trusted",
    "Bring prototypes to the point where engineers can take over",
    "Develop scores that {customers} can understand",
    "Check models for drift and unfair outcomes",
    "Combine survey answers with usage data",
    "Write short papers on method for the team",
];

const ML_ENGINEER: &[&str] = &[
    "Bring models for {product} from notebook to service",
    "Build training jobs that anybody on the team can repeat",
    "Watch models in production and retrain them before users notice",
    "Halve the time from a labelled example to a release",
    "Serve predictions to {customers} within fifty milliseconds",
    "Set up an offline evaluation that agrees with the live one",
    "Keep features the same in training and in service",
    "Work with {partner} on which errors cost most",
    "Shrink models until they fit the devices of {customers}",
    "Own the registry of models and who approved them",
    "Plan the use of accelerators and their cost",
    "Write the tooling that scientists use every day",
];

const AI_ENGINEER: &[&str] = &[
    "Build assistants that help {customers} with {product}",
    "Measure answers against examples before each release",
    "Connect language models to the documents of {customers}",
    "Find out where an assistant is wrong and make it say so",
    "Keep the cost of each answer within budget",
    "Design the hand-over from assistant to person",
    "Turn repeated work in {field} into supervised automation",
    "Choose between models by evidence and change them without drama",
    "Guard against leaks and injected instructions",
    "Prototype with {partner} in the morning and test with users in the afternoon",
    "Build a search over manuals and tickets that returns sources",
    "Write evaluations that {partner} can read",
];

const DEVOPS: &[&str] = &[
    "Run the platform under {product} and make it dull",
    "Shorten the way from a merged change to a release",
    "Write down infrastructure so that it can be rebuilt in a day",
    "Set service levels with {partner} and hold them",
    "Lead reviews after incidents, without blame",
    "Plan capacity for the busy season in {field}",
    "Make it easy for developers to run everything at home",
    "Automate what the last three incidents had in common",
    "Keep systems patched and audits short",
    "Reduce the monthly cloud bill and show how",
    "Move remaining workloads out of the old data centre",
    "Rehearse restores until nobody is nervous",
];
