//! Conditions of steps and runs on the practice portal: what holds not skips or stops, and is told with what was found.

use std::fs;

use krok::evidence::format::{Condition, Event, Status, Truth, Verdict};
use krok::evidence::verify::verify;
use mock_portal::Settings;

use crate::support::office::{Office, Ran, Told};

const RUNBOOK: &str = "runbooks/epuap/warunki.toml";

const HEAD: &str = r#"schema = 1
title  = "Warunki"
portal = "epuap"
"#;

const LIST: &str = r#"
[inputs]
podmiot = { type = "text", ask = "Identyfikator podmiotu" }

[[step]]
id  = "lista"
go  = ["Administrowanie", "Budowanie usług", "Skrytki"]
see = "Lista Twoich skrytek"
"#;

fn plan(office: &Office, text: &str) -> Ran {
    fs::write(office.folder().join(RUNBOOK), text).unwrap();
    office.krok(&["plan", RUNBOOK, "--input", "podmiot=pzgliwice"])
}

fn conditions(told: &Told) -> Vec<(String, Condition)> {
    let judged = told.0.records().iter().filter_map(|record| match &record.event {
        Event::Condition(condition) => Some((record.step.clone().unwrap(), condition.clone())),
        _ => None,
    });
    judged.collect()
}

/// How long a step took, in milliseconds.
fn took(told: &Told, step: &str) -> u64 {
    let of_step = told
        .0
        .records()
        .iter()
        .filter(|record| record.step.as_deref() == Some(step));
    let times: Vec<u64> = of_step.map(|record| record.mono_ms).collect();
    times.last().unwrap() - times.first().unwrap()
}

#[test]
fn a_step_whose_condition_holds_not_is_skipped_at_once_with_what_was_asked() {
    let office = Office::open(Settings::default());
    let text = format!(
        r#"{HEAD}{LIST}
[[step]]
id   = "brak"
see  = "Nigdzie"
when = {{ see = "Brak skrytek", because = "Bez skrytek nie ma czego ustawiać." }}

[[step]]
id   = "jest"
see  = "Lista Twoich skrytek"
when = [
  {{ not_see = "Brak skrytek" }},
  {{ table = "Lista Twoich skrytek", key = "Nazwa skrytki", has = "Domyślna" }},
  {{ value = "{{podmiot}}", is = "pzgliwice" }},
]

[[step]]
id   = "bez-wiersza"
see  = "Nigdzie"
when = {{ table = "Lista Twoich skrytek", key = "Nazwa skrytki", lacks = "Domyślna" }}
"#
    );
    let ran = plan(&office, &text);
    assert_eq!(ran.code, 0, "{ran:?}");
    let last = office.last();
    assert_eq!(last.finished().verdict, Verdict::Unchanged);
    assert_eq!(last.status_of("brak"), Status::Skipped);
    assert_eq!(last.status_of("jest"), Status::Unchanged);
    assert_eq!(last.status_of("bez-wiersza"), Status::Skipped);
    let judged: Vec<(String, String, Truth)> = conditions(&last)
        .into_iter()
        .map(|(step, condition)| (step, condition.asked.code, condition.truth))
        .collect();
    let judged: Vec<(&str, &str, Truth)> = judged
        .iter()
        .map(|(step, code, truth)| (step.as_str(), code.as_str(), *truth))
        .collect();
    assert_eq!(
        judged,
        [
            ("brak", "see", Truth::HoldsNot),
            ("jest", "not-see", Truth::Holds),
            ("jest", "table-has", Truth::Holds),
            ("jest", "value-is", Truth::Holds),
            ("bez-wiersza", "table-lacks", Truth::HoldsNot),
        ]
    );
    assert!(took(&last, "brak") < 4000, "what is absent is not waited for");
    assert!(
        ran.stderr
            .contains("Warunek kroku nie zachodzi: na stronie jest „Brak skrytek”. Bez skrytek nie ma"),
        "{}",
        ran.stderr
    );
    assert_eq!(verify(last.0.path()).completeness, []);
    let report = fs::read_to_string(last.0.path().join("report.html")).unwrap();
    assert!(report.contains("na stronie jest „Brak skrytek” – nie zachodzi"));
}

#[test]
fn what_is_required_stops_the_run_before_its_step() {
    let office = Office::open(Settings::default());
    let text = format!(
        r#"{HEAD}{LIST}
[[step]]
id      = "otworz"
press   = "Edytuj"
row     = "Domyślna"
require = {{ see = "Brak skrytek", because = "Najpierw usuń skrytki." }}

[[step]]
id  = "dalej"
see = "Nigdzie"
"#
    );
    let ran = plan(&office, &text);
    assert_eq!(ran.code, 10, "{ran:?}");
    let last = office.last();
    assert_eq!(last.finished().verdict, Verdict::Blocked);
    assert_eq!(last.reason().code, "require");
    assert_eq!(last.reason().values["because"], "Najpierw usuń skrytki.");
    assert_eq!(last.status_of("otworz"), Status::Blocked);
    assert_eq!(last.status_of("dalej"), Status::Skipped);
    assert_eq!(verify(last.0.path()).completeness, []);
}

#[test]
fn fields_and_texts_with_a_label_are_read_as_they_stand() {
    let office = Office::open(Settings::default());
    let text = format!(
        r#"{HEAD}{LIST}
[[step]]
id    = "otworz"
press = "Edytuj"
row   = "Domyślna"
see   = "Konfiguracja skrytki: Domyślna"

[[step]]
id   = "nie"
see  = "Nigdzie"
when = {{ tab = "Tryb pracy", field = "Typ skrytki", is = "asynchroniczna" }}

[[step]]
id      = "tak"
see     = "Konfiguracja skrytki: Domyślna"
require = {{ tab = "Tryb pracy", field = "Typ skrytki", is_not = "asynchroniczna" }}

[[step]]
id   = "bez-pola"
see  = "Konfiguracja skrytki: Domyślna"
when = {{ field = "Numer buta", is = "42" }}
"#
    );
    let ran = plan(&office, &text);
    let last = office.last();
    assert_eq!(last.status_of("nie"), Status::Skipped, "{ran:?}");
    assert_eq!(last.status_of("tak"), Status::Unchanged);
    assert_eq!(last.status_of("bez-pola"), Status::Failed);
    assert_eq!(last.reason().code, "target-missing");
    assert!(took(&last, "bez-pola") < 4000, "what is absent is not waited for");
    let found: Vec<Option<String>> = conditions(&last).into_iter().map(|(_, one)| one.found).collect();
    assert!(found[0].is_some() && found[0] == found[1], "{found:?}");
}

#[test]
fn an_earlier_run_counts_only_if_it_is_sealed_intact_complete_and_for_the_same_office() {
    let office = Office::open(Settings::default());
    let text = format!("{HEAD}\nrequire = {{ done = \"skrytki-pull\", because = \"Najpierw skrytki.\" }}\n{LIST}");
    let refused = plan(&office, &text);
    assert_eq!(refused.code, 10, "{refused:?}");
    assert!(
        refused
            .stderr
            .contains("wykonano wcześniej procedurę „skrytki-pull”. Najpierw skrytki."),
        "{refused:?}"
    );
    assert_eq!(office.bundles().len(), 0, "no browser was asked, no bundle made");

    assert_eq!(office.plan().code, 0);
    assert_eq!(plan(&office, &text).code, 10, "a plan with changes is not done");
    assert_eq!(office.run().code, 0);
    let relied_on = office.last();
    let ran = plan(&office, &text);
    assert_eq!(ran.code, 0, "{ran:?}");
    let last = office.last();
    assert_eq!(last.status_of("require"), Status::Unchanged);
    let (_, condition) = conditions(&last).remove(0);
    let run = &relied_on.0.started().unwrap().run;
    assert_eq!(condition.found, Some(format!("{run} ({})", relied_on.0.head())));
    assert_eq!(verify(last.0.path()).completeness, []);

    let picture = relied_on.0.path().join("pictures/0001.png");
    fs::remove_file(picture).unwrap();
    assert_eq!(
        plan(&office, &text).code,
        10,
        "a bundle that was touched is no evidence"
    );
}

#[test]
fn what_a_plan_cannot_know_never_counts_as_true_and_spreads_over_what_moves() {
    let office = Office::open(Settings::default());
    let text = format!(
        r#"{HEAD}{LIST}
[[step]]
id      = "sposob"
manual  = "Proszę wybrać sposób."
answers = ["PULL", "PUSH"]
as      = "sposob"

[[step]]
id   = "patrz"
see  = "Lista Twoich skrytek"
when = {{ value = "{{sposob}}", is = "PULL" }}

[[step]]
id  = "wiadomo"
see = "Lista Twoich skrytek"

[[step]]
id    = "otworz"
press = "Edytuj"
row   = "Domyślna"
when  = {{ value = "{{sposob}}", is_not = "PULL" }}

[[step]]
id  = "nie-wiadomo"
see = "Konfiguracja skrytki: Domyślna"
"#
    );
    let ran = plan(&office, &text);
    let last = office.last();
    assert_eq!(last.status_of("patrz"), Status::Skipped, "{ran:?}");
    assert_eq!(last.status_of("wiadomo"), Status::Unchanged);
    assert_eq!(last.status_of("otworz"), Status::Skipped);
    assert_eq!(last.status_of("nie-wiadomo"), Status::Skipped);
    let judged: Vec<Truth> = conditions(&last).into_iter().map(|(_, one)| one.truth).collect();
    assert_eq!(judged, [Truth::Unknown, Truth::Unknown]);
    let codes: Vec<&str> = last
        .0
        .records()
        .iter()
        .filter_map(|record| match &record.event {
            Event::StepFinished(finished) => finished.reason.as_ref().map(|reason| reason.code.as_str()),
            _ => None,
        })
        .collect();
    assert!(codes.iter().all(|code| *code == "unknown-until-applied"), "{codes:?}");
}
