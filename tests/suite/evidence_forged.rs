//! Bundles of real runs that were written anew with every hash in place: what they say does not agree with itself.

use std::fs;
use std::path::PathBuf;

use krok::evidence::finding::{ConsentPart, Finding};
use krok::evidence::format::{Destroying, Event, Record, Status, StepFinished, Truth};
use krok::report::findings::words;
use krok::text::language::Language;
use mock_portal::Settings;

use crate::support::forger::{change, forged, hide};
use crate::support::office::Office;
use crate::support::outside::Outside;

const RUNBOOK: &str = r#"
schema  = 1
title   = "Usunięcie systemu SEKAP"
portal  = "epuap"
require = { value = "{podmiot}", is = "pzgliwice" }

[inputs]
podmiot = { type = "text", ask = "Podmiot" }
adres   = { type = "text", ask = "Adres" }

[[step]]
id     = "uzgodnij"
manual = "Proszę uzgodnić usunięcie z dostawcą."

[[step]]
id  = "systemy"
go  = ["Zarządzanie kontem", "Systemy"]
see = "Nazwa systemu"

[[step]]
id    = "adres"
visit = "{adres}"

[[step]]
id    = "zobacz"
press = "Zobacz"
row   = "i4m4hvn61u"
see   = "Nazwa i opis systemu"
when  = { value = "{podmiot}", is_not = "gliwice" }

[[step]]
id       = "usun"
destroy  = "Usuń system"
require  = { value = "{podmiot}", is_not = "gliwice" }
identity = { "Nazwa systemu" = "i4m4hvn61u", "Opis systemu" = "serwer SEKAP" }
confirm  = { says = "Czy na pewno chcesz usunąć system i4m4hvn61u?", press = "Tak, usuń", cancel = "Anuluj" }
gone     = { table = "Systemy", key = "Nazwa systemu", row = "i4m4hvn61u" }
consent  = { from = "Urząd Marszałkowski", about = "usunięcie systemu" }
"#;

const GIVEN: &str = r#"from     = "Urząd Marszałkowski"
about    = "usunięcie systemu"
entity   = "pzgliwice"
number   = "OR.1234.5.2026"
given    = 2020-01-02
expires  = 2999-12-31
document = "pismo.pdf"
"#;

const ANSWERS: &str = r#"
[uzgodnij]
outcome = "done"
by      = "Anna Nowak"
"#;

/// Carries the runbook out as its operator would.
fn carried_out(office: &Office) -> PathBuf {
    let outside = Outside::serve();
    let write = |name: &str, text: &str| fs::write(office.folder().join(name), text).unwrap();
    write("runbooks/epuap/usun.toml", RUNBOOK);
    write("zgoda.toml", GIVEN);
    write("pismo.pdf", "%PDF zgoda");
    write("odpowiedzi.toml", ANSWERS);
    let address = format!("adres={}/formularz", outside.base);
    let ran = office.krok(&[
        "run",
        "runbooks/epuap/usun.toml",
        "--input",
        "podmiot=pzgliwice",
        "--input",
        &address,
        "--yes",
        "--confirm",
        "i4m4hvn61u",
        "--consent",
        "usun=zgoda.toml",
        "--answers",
        "odpowiedzi.toml",
    ]);
    assert_eq!(ran.code, 0, "{ran:?}");
    office.bundles().pop().unwrap()
}

fn is_of(record: &Record, step: &str) -> bool {
    record.step.as_deref() == Some(step)
}

/// Gives a step another end, and the counts of the run with it.
fn end_as(records: &mut [Record], step: &str, status: Status) {
    let mut before = None;
    for record in records.iter_mut() {
        let is_meant = is_of(record, step);
        match &mut record.event {
            Event::StepFinished(finished) if is_meant => {
                before = Some(finished.status);
                *finished = StepFinished { status, reason: None };
            }
            Event::RunFinished(finished) => {
                let counts = &mut finished.counts;
                *counts.get_mut(before.unwrap().word()).unwrap() -= 1;
                counts.retain(|_, count| *count > 0);
                *counts.entry(status.word().to_owned()).or_default() += 1;
            }
            _ => {}
        }
    }
}

fn destroying(record: &mut Record) -> Option<&mut Destroying> {
    match &mut record.event {
        Event::Destroying(event) => Some(event),
        _ => None,
    }
}

fn is_proof(record: &Record) -> bool {
    matches!(record.event, Event::Destroying(Destroying::Proved(_)))
}

#[expect(
    clippy::too_many_lines,
    reason = "one row a kind of forgery: a table is read whole, over one run of a browser"
)]
#[test]
fn what_a_forged_bundle_says_does_not_agree_with_itself() {
    type Forgery = fn(&mut Vec<Record>);
    type Meant = fn(&Finding) -> bool;
    let office = Office::open(Settings::default());
    let bundle = carried_out(&office);
    assert_eq!(forged(&bundle, |_| {}), []);
    let kinds: [(&str, Forgery, Meant); 24] = [
        (
            "a destroying that is called nothing",
            |records| {
                hide(records, is_proof);
                end_as(records, "usun", Status::Unchanged);
            },
            |found| matches!(found, Finding::DestroyUntold { step, status: Status::Unchanged, .. } if step == "usun"),
        ),
        (
            "a destroying that is called a failure",
            |records| {
                hide(records, is_proof);
                end_as(records, "usun", Status::Failed);
            },
            |found| {
                matches!(
                    found,
                    Finding::DestroyUntold {
                        status: Status::Failed,
                        ..
                    }
                )
            },
        ),
        (
            "a destroying that is called nothing, with its proof",
            |records| end_as(records, "usun", Status::Unchanged),
            |found| matches!(found, Finding::DestroyUntold { .. }),
        ),
        (
            "a destroying without proof",
            |records| hide(records, is_proof),
            |found| matches!(found, Finding::DestroyUnproved(_)),
        ),
        (
            "another row that went along",
            |records| {
                change(records, |record| {
                    let Some(Destroying::Proved(proof)) = destroying(record) else {
                        return false;
                    };
                    proof.before.push("SOD".to_owned());
                    true
                });
            },
            |found| matches!(found, Finding::ProofWrong { .. }),
        ),
        (
            "a row that is still there",
            |records| {
                change(records, |record| {
                    let Some(Destroying::Proved(proof)) = destroying(record) else {
                        return false;
                    };
                    proof.after.push("i4m4hvn61u\u{a0}".to_owned());
                    true
                });
            },
            |found| matches!(found, Finding::ProofWrong { .. }),
        ),
        (
            "a proof of another thing",
            |records| {
                change(records, |record| {
                    let Some(Destroying::Proved(proof)) = destroying(record) else {
                        return false;
                    };
                    proof.gone.table = "Karty".to_owned();
                    true
                });
            },
            |found| matches!(found, Finding::ProofWrong { .. }),
        ),
        (
            "a thing that was another one",
            |records| {
                change(records, |record| {
                    let Some(Destroying::Identified(thing)) = destroying(record) else {
                        return false;
                    };
                    thing.attributes[1].found = "obieg dokumentów".to_owned();
                    true
                });
            },
            |found| matches!(found, Finding::ThingDiffers { .. }),
        ),
        (
            "another key",
            |records| {
                change(records, |record| {
                    let Some(Destroying::KeyGiven(given)) = destroying(record) else {
                        return false;
                    };
                    given.key = "tak".to_owned();
                    true
                });
            },
            |found| matches!(found, Finding::KeyDiffers { .. }),
        ),
        (
            "one key for many things",
            |records| {
                change(records, |record| {
                    let Some(Destroying::KeyGiven(given)) = destroying(record) else {
                        return false;
                    };
                    given.things = 2;
                    true
                });
            },
            |found| matches!(found, Finding::KeyDiffers { .. }),
        ),
        (
            "a consent for another office",
            |records| change_terms(records, |terms| terms.entity = "umgliwice".to_owned()),
            |found| differs(found, ConsentPart::Entity),
        ),
        (
            "a consent of somebody else",
            |records| change_terms(records, |terms| terms.from = "Starosta".to_owned()),
            |found| differs(found, ConsentPart::From),
        ),
        (
            "a consent about something else",
            |records| change_terms(records, |terms| terms.about = "usunięcie karty".to_owned()),
            |found| differs(found, ConsentPart::About),
        ),
        (
            "a consent that had expired",
            |records| change_terms(records, |terms| terms.expires = "2020-02-01".to_owned()),
            |found| differs(found, ConsentPart::Day),
        ),
        (
            "a consent of a later day",
            |records| change_terms(records, |terms| terms.given = "2998-01-01".to_owned()),
            |found| differs(found, ConsentPart::Day),
        ),
        (
            "a consent with a day that is none",
            |records| change_terms(records, |terms| terms.expires = "zawsze".to_owned()),
            |found| differs(found, ConsentPart::Day),
        ),
        (
            "a consent that was bound to something else",
            |records| {
                change(records, |record| {
                    let Some(Destroying::Consented(consented)) = destroying(record) else {
                        return false;
                    };
                    consented.binding = "0".repeat(64);
                    true
                });
            },
            |found| differs(found, ConsentPart::Binding),
        ),
        (
            "a planned thing that the run does not have",
            |records| {
                hide(records, |record| is_of(record, "usun") && acts(record));
                end_as(records, "usun", Status::Unchanged);
            },
            |found| matches!(found, Finding::ThingForgotten { step, row } if step == "usun" && row == "i4m4hvn61u"),
        ),
        (
            "a planned errand that the run does not have",
            |records| {
                hide(records, |record| matches!(record.event, Event::Errand(_)));
                end_as(records, "uzgodnij", Status::Skipped);
            },
            |found| *found == Finding::ErrandForgotten("uzgodnij".to_owned()),
        ),
        (
            "a count that is left out",
            |records| {
                change(records, |record| {
                    let Event::RunFinished(finished) = &mut record.event else {
                        return false;
                    };
                    finished.counts.remove("manual").is_some()
                });
            },
            |found| matches!(found, Finding::CountDiffers { what, recorded: 0, found: 1 } if what == "manual"),
        ),
        (
            "an address that refused",
            |records| change_visit(records, Some(404)),
            |found| *found == Finding::VisitUnanswered("adres".to_owned()),
        ),
        (
            "an address that gave no answer",
            |records| change_visit(records, None),
            |found| *found == Finding::VisitUnanswered("adres".to_owned()),
        ),
        (
            "a step done against its condition",
            |records| judge(records, "zobacz", Truth::HoldsNot),
            |found| matches!(found, Finding::ConditionIgnored { step, .. } if step == "zobacz"),
        ),
        (
            "a press against what is required",
            |records| judge(records, "usun", Truth::Unknown),
            |found| matches!(found, Finding::ConditionIgnored { step, .. } if step == "usun"),
        ),
    ];
    for (kind, forgery, is_meant) in kinds {
        let found = forged(&bundle, forgery);
        assert!(found.iter().any(is_meant), "{kind}: {found:?}");
    }
    let ignored = forged(&bundle, |records| judge(records, "require", Truth::HoldsNot));
    let is_of = |step: &str| {
        let is_it = |found: &Finding| matches!(found, Finding::ConditionIgnored { step: of, .. } if of == step);
        ignored.iter().any(is_it)
    };
    for step in ["require", "uzgodnij", "systemy", "adres", "zobacz", "usun"] {
        assert!(is_of(step), "{step}: {ignored:?}");
    }
}

/// Says whether a record shows what was done to the thing.
fn acts(record: &Record) -> bool {
    matches!(
        record.event,
        Event::Destroying(_) | Event::Intent(_) | Event::Outcome(_)
    )
}

fn differs(found: &Finding, wanted: ConsentPart) -> bool {
    matches!(found, Finding::ConsentDiffers { step, part, .. } if step == "usun" && *part == wanted)
}

fn change_terms(records: &mut [Record], alter: fn(&mut krok::evidence::format::Consent)) {
    change(records, |record| {
        let Some(Destroying::Consented(consented)) = destroying(record) else {
            return false;
        };
        alter(&mut consented.terms);
        true
    });
}

fn change_visit(records: &mut [Record], status: Option<u16>) {
    change(records, |record| {
        let Event::Visited(visited) = &mut record.event else {
            return false;
        };
        visited.status = status;
        true
    });
}

fn judge(records: &mut [Record], step: &str, truth: Truth) {
    change(records, |record| {
        let is_meant = is_of(record, step);
        let Event::Condition(condition) = &mut record.event else {
            return false;
        };
        if is_meant {
            condition.truth = truth;
        }
        is_meant
    });
}

#[test]
fn each_finding_of_a_forgery_has_its_words_in_both_languages() {
    let step = || "usun".to_owned();
    let parts = [
        ConsentPart::Entity,
        ConsentPart::From,
        ConsentPart::About,
        ConsentPart::Day,
        ConsentPart::Binding,
    ];
    let consents = parts.map(|part| Finding::ConsentDiffers {
        seq: 7,
        step: step(),
        part,
    });
    let others = [
        Finding::DestroyUntold {
            seq: 7,
            step: step(),
            status: Status::Failed,
        },
        Finding::ThingDiffers { seq: 7, step: step() },
        Finding::KeyDiffers { seq: 7, step: step() },
        Finding::ProofWrong { seq: 7, step: step() },
        Finding::ConditionIgnored { seq: 7, step: step() },
        Finding::VisitUnanswered(step()),
        Finding::ThingForgotten {
            step: step(),
            row: "SEKAP".to_owned(),
        },
        Finding::ErrandForgotten(step()),
    ];
    let mut told = std::collections::BTreeSet::new();
    for finding in consents.iter().chain(&others) {
        let (polish, english) = (words(finding, Language::Polish), words(finding, Language::English));
        assert!(polish.contains("krok „usun”"), "{polish}");
        assert!(english.contains("step “usun”"), "{english}");
        assert!(told.insert(polish.clone()) && told.insert(english), "{polish}");
    }
}
