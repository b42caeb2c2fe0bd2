//! How far a record can be relied on, in one honest sentence.

use crate::evidence::assurance::{Assurance, Level};
use crate::evidence::finding::{Finding, StatementFinding};
use crate::evidence::paths;
use crate::evidence::statements::{Kind, Review, Ruling, StepRuling};
use crate::evidence::verify::Verification;
use crate::text::language::Language;

use super::shown::shown;

/// Returns a level in one word.
pub fn level(level: Level, language: Language) -> &'static str {
    match level {
        Level::Unsealed => language.pick("niezamknięty", "unsealed"),
        Level::Sealed => language.pick("zapieczętowany", "sealed"),
        Level::Signed => language.pick("podpisany", "signed"),
        Level::Anchored => language.pick("oznaczony w czasie", "anchored"),
        Level::Countersigned => language.pick("kontrasygnowany", "countersigned"),
    }
}

/// Returns what the level of a bundle proves and what it does not.
pub fn sentence(assurance: &Assurance, language: Language) -> String {
    let Some(level) = assurance.level else {
        return language
            .pick(
                "teczka jest naruszona, więc na niczym w niej nie można polegać",
                "the bundle was changed, so nothing in it can be relied on",
            )
            .to_owned();
    };
    let name = assurance.signer.as_ref().and_then(|signer| signer.name.as_deref());
    let name = shown(name.unwrap_or_default());
    match level {
        Level::Unsealed => language
            .pick(
                "teczki nie zamknięto pieczęcią: nikt nie może stwierdzić, czy coś w niej zmieniono",
                "the bundle was never sealed: nobody can say whether anything in it was changed",
            )
            .to_owned(),
        Level::Sealed => sealed(assurance, language),
        Level::Signed => match language {
            Language::Polish => format!(
                "pieczęć podpisał {name}: nikt bez tego klucza nie zmienił zapisu po podpisaniu; sam podpisujący mógł napisać go od nowa, a czasu nikt z zewnątrz nie poświadcza"
            ),
            Language::English => format!(
                "the seal was signed by {name}: nobody without that key has changed the record since; the signer could write it anew, and nobody else vouches for the time"
            ),
        },
        Level::Anchored => match language {
            Language::Polish => format!(
                "pieczęć podpisał {name}, a znaczniki czasu osób trzecich mówią, po jakiej i przed jaką chwilą zapis powstał; co działo się pomiędzy, wiadomo tylko od programu"
            ),
            Language::English => format!(
                "the seal was signed by {name}, and time stamps of others say after and before which moments the record was made; what happened in between only the program says"
            ),
        },
        Level::Countersigned => match language {
            Language::Polish => format!(
                "pieczęć podpisał {name}, a zgodny z nią werdykt złożył {}: tego zapisu nie można już podmienić bez wiedzy recenzenta",
                reviewers(assurance)
            ),
            Language::English => format!(
                "the seal was signed by {name}, and {} accepted it: the record cannot be exchanged any more without the reviewer's knowledge",
                reviewers(assurance)
            ),
        },
    }
}

/// A signature by nobody knows whom is worth no more than none.
fn sealed(assurance: &Assurance, language: Language) -> String {
    match &assurance.signer {
        None => language
            .pick(
                "pieczęć nie jest podpisana: kto ma teczkę i przeliczy skróty, może napisać ją od nowa bez śladu; chroni przed tym tylko skrót końcowy zanotowany gdzie indziej",
                "the seal is not signed: whoever has the bundle and recomputes the hashes can write it anew without a trace; only the final hash, noted elsewhere, protects against that",
            )
            .to_owned(),
        Some(signer) => match language {
            Language::Polish => format!(
                "pieczęć podpisano kluczem {}, ale plik zaufanych kluczy nie mówi, że to klucz osoby, która mogła podpisać: takim kluczem mógł podpisać ktokolwiek, kto napisał teczkę od nowa",
                signer.fingerprint
            ),
            Language::English => format!(
                "the seal was signed by the key {}, but no trust file says that it is of somebody who may sign: whoever wrote the bundle anew could have signed with such a key",
                signer.fingerprint
            ),
        },
    }
}

fn reviewers(assurance: &Assurance) -> String {
    let accepted = assurance.reviewers.iter();
    let own = assurance.signer.as_ref().map(|signer| &signer.fingerprint);
    let mut names: Vec<String> = accepted
        .filter(|(witness, ruling)| *ruling == Ruling::Accepted && Some(&witness.fingerprint) != own)
        .filter_map(|(witness, _)| witness.name.as_deref().map(shown))
        .collect();
    names.dedup();
    names.join(", ")
}

/// Returns a verdict in one word, and behind a semicolon what was remarked on the whole and held against steps.
fn said(review: &Review, language: Language) -> (&'static str, String) {
    let whole = [shown(&review.remark)].into_iter().filter(|remark| !remark.is_empty());
    let objections = review.steps.iter().filter_map(|step| {
        let word = match step.verdict {
            StepRuling::Accepted => return None,
            StepRuling::Rejected => language.pick("odrzucony krok", "step rejected:"),
            StepRuling::Questioned => language.pick("pytanie o krok", "step questioned:"),
        };
        Some(format!("{word} {} – {}", shown(&step.path), shown(&step.remark)))
    });
    let why = whole.chain(objections).map(|part| format!("; {part}"));
    (ruling(review.verdict, language), why.collect())
}

/// Returns a reviewer's verdict in one word.
pub fn ruling(ruling: Ruling, language: Language) -> &'static str {
    match ruling {
        Ruling::Accepted => language.pick("przyjęto", "accepted"),
        Ruling::Rejected => language.pick("odrzucono", "rejected"),
    }
}

/// Says of an attached file that krok keeps it and has not checked it.
pub fn unchecked(file: &str, name: &str, kind: Kind, language: Language) -> String {
    let kind = match kind {
        Kind::Verdict => language.pick("opinia", "verdict"),
        Kind::Consent => language.pick("zgoda", "consent"),
        Kind::Other => language.pick("inny plik", "other"),
    };
    let (file, name) = (shown(file), shown(name));
    match language {
        Language::Polish => format!(
            "countersign/{file} ({kind}, „{name}”): krok nie sprawdza tego podpisu; proszę go sprawdzić w państwowej usłudze weryfikacji podpisu (gov.pl/weryfikacja)"
        ),
        Language::English => format!(
            "countersign/{file} ({kind}, “{name}”): not checked by krok; check at the state's validator (gov.pl/weryfikacja)"
        ),
    }
}

/// Returns what a report can say: it lies in the bundle, and nothing in a bundle says whose keys are whose.
pub(super) fn in_report(verification: &Verification, language: Language) -> String {
    let sentence = of_seal(verification, language);
    match reviewed(verification, language) {
        Some(reviews) => format!("{sentence} {reviews}"),
        None => sentence,
    }
}

/// Counts the verdicts of those who say to be reviewers; none if there is none.
fn reviewed(verification: &Verification, language: Language) -> Option<String> {
    let reviews = &verification.statements.reviews;
    let count = |wanted| reviews.iter().filter(|signed| signed.review.verdict == wanted).count();
    let (accepted, rejected) = (count(Ruling::Accepted), count(Ruling::Rejected));
    (!reviews.is_empty()).then(|| match language {
        Language::Polish => format!(
            "Kontrasygnaty (wymieniono je niżej): przyjęto – {accepted}, odrzucono – {rejected}. Czyje są, rozstrzyga ten sam plik."
        ),
        Language::English => format!(
            "Countersignatures (listed below): accepted – {accepted}, rejected – {rejected}. Whose they are the same file decides."
        ),
    })
}

fn of_seal(verification: &Verification, language: Language) -> String {
    let is_bad = |finding: &Finding| matches!(finding, Finding::Statement(StatementFinding::SignatureBad { file, .. }) if file == paths::SEAL_SIGNATURE);
    match &verification.statements.seal {
        _ if !verification.sealed => language
            .pick(
                "Teczki nie zamknięto pieczęcią, więc ten zapis nie dowodzi, że czegoś w nim nie zmieniono.",
                "The bundle was never sealed, so this record does not prove that nothing in it was changed.",
            )
            .to_owned(),
        None if verification.integrity.iter().any(is_bad) => language
            .pick(
                "Plik seal.json.sig nie jest dobrym podpisem tej pieczęci, więc nikt za nią nie stoi.",
                "The file seal.json.sig is no good signature of this seal, so nobody stands behind it.",
            )
            .to_owned(),
        // Whoever signs later with another tool does not write this page anew.
        None => language
            .pick(
                "Gdy tworzono tę stronę, pieczęć nie była podpisana: kto przeliczyłby wszystkie skróty od nowa, nie zostawiłby śladu. Chroni przed tym skrót końcowy zanotowany poza teczką, na przykład w aktach sprawy, albo podpis dodany później (plik seal.json.sig).",
                "When this page was made, the seal was not signed: somebody who recomputed every hash would leave no trace. The final hash, noted outside the bundle, for instance in the case file, protects against that, or a signature added later (the file seal.json.sig).",
            )
            .to_owned(),
        Some(key) => match language {
            Language::Polish => format!(
                "Pieczęć podpisano kluczem {}. Czyj to klucz, ta strona nie może wiedzieć: rozstrzyga o tym plik zaufanych kluczy osoby, która sprawdza (krok verify --trust PLIK).",
                key.fingerprint()
            ),
            Language::English => format!(
                "The seal was signed by the key {}. Whose key that is this page cannot know: the trust file of whoever verifies decides it (krok verify --trust FILE).",
                key.fingerprint()
            ),
        },
    }
}

/// Returns what a report lists of those who spoke after the sealing.
pub(super) fn spoken(verification: &Verification, language: Language) -> Vec<String> {
    let statements = &verification.statements;
    let reviews = statements.reviews.iter().map(|signed| {
        let (name, key) = (shown(&signed.review.name), signed.key.fingerprint());
        let (ruling, why) = said(&signed.review, language);
        match language {
            Language::Polish => {
                format!("kontrasygnata: {ruling}; podpisujący podaje się za: {name}; klucz {key}{why}")
            }
            Language::English => format!("countersignature: {ruling}; the signer says to be {name}; key {key}{why}"),
        }
    });
    let unsigned = statements.unsigned.iter().map(|each| {
        let name = shown(&each.review.name);
        let (ruling, why) = said(&each.review, language);
        match language {
            Language::Polish => format!("przegląd bez podpisu (mógł go napisać ktokolwiek): {ruling}; {name}{why}"),
            Language::English => {
                format!("review without a signature (anybody may have written it): {ruling}; {name}{why}")
            }
        }
    });
    let consents = statements.consents.iter().map(|signed| {
        let (from, key) = (shown(&signed.from), signed.key.fingerprint());
        match language {
            Language::Polish => format!("zgoda z podpisem: {from}; klucz {key}"),
            Language::English => format!("signed consent: {from}; key {key}"),
        }
    });
    let attached = statements
        .attached
        .iter()
        .map(|kept| unchecked(&kept.file, &kept.name, kept.kind, language));
    reviews.chain(unsigned).chain(consents).chain(attached).collect()
}
