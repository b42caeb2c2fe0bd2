//! Findings in words.

use crate::evidence::bundle::LineFault;
use crate::evidence::finding::{ConsentPart, Finding, RecoveredPart, SealPart, StatementFinding};
use crate::evidence::signature::SignatureFault;
use crate::text::language::Language;

use super::shown::shown;
use super::stamps;
use super::words;

pub mod statement;

/// Returns a finding in one sentence.
pub fn words(finding: &Finding, language: Language) -> String {
    match language {
        Language::Polish => polish(finding),
        Language::English => english(finding),
    }
}

/// Returns what is wrong with a line of a trail.
pub fn fault(fault: &LineFault, language: Language) -> String {
    match language {
        Language::Polish => polish_fault(fault),
        Language::English => shown(&fault.to_string()),
    }
}

#[expect(clippy::too_many_lines, reason = "one sentence a finding: a list is read whole")]
fn polish(finding: &Finding) -> String {
    match finding {
        Finding::TrailUnreadable(why) => format!("nie można odczytać dziennika: {}", shown(why)),
        Finding::TrailEmpty => "dziennik nie zawiera żadnego zapisu".to_owned(),
        Finding::LineBroken { line, fault } => {
            format!("dziennik, wiersz {line}: {}", polish_fault(fault))
        }
        Finding::LineChanged(line) => {
            format!("dziennik, wiersz {line}: zmieniono ten wiersz albo usunięto lub wstawiono wiersz przed nim")
        }
        Finding::LineOutOfPlace { line, expected, found } => {
            format!("dziennik, wiersz {line}: powinien tu być zapis nr {expected}, a jest nr {found}")
        }
        Finding::StartedAgain(line) => format!("dziennik, wiersz {line}: drugi początek przebiegu"),
        Finding::AfterEnd(line) => {
            format!("dziennik, wiersz {line}: zapis po zakończeniu przebiegu")
        }
        Finding::AfterRecovered(line) => {
            format!("dziennik, wiersz {line}: zapis po zamknięciu teczki przerwanego przebiegu")
        }
        Finding::ClockBackwards(line) => {
            format!("dziennik, wiersz {line}: czas liczony od początku przebiegu cofa się albo liczy się od nowa")
        }
        Finding::RecoveredWrong { line, part } => format!(
            "dziennik, wiersz {line}: zapis o zamknięciu teczki przerwanego przebiegu nie zgadza się z dziennikiem: {}",
            recovered_word(*part, Language::Polish)
        ),
        Finding::TornStray(path) => format!(
            "żaden zapis nie mówi, że plik „{}” odcięto z końca dziennika",
            shown(path)
        ),
        Finding::SealMissing => {
            "teczki nie zamknięto pieczęcią (nie ma pliku seal.json): nie ma z czym porównać plików".to_owned()
        }
        Finding::SealUnreadable(why) => format!("nie można odczytać pieczęci: {}", shown(why)),
        Finding::SealDiffers { part, sealed, found } => format!(
            "pieczęć nie zgadza się z dziennikiem, {}: w pieczęci „{}”, w dzienniku „{}”",
            part_word(*part, Language::Polish),
            shown(sealed),
            shown(found)
        ),
        Finding::SealList(path) => format!("lista plików w pieczęci jest nieprawidłowa przy „{}”", shown(path)),
        Finding::FileMissing(path) => format!("brakuje pliku „{}”", shown(path)),
        Finding::FileChanged(path) => format!("plik „{}” został zmieniony", shown(path)),
        Finding::FilesSwapped(one, other) => {
            format!("zamieniono miejscami pliki „{}” i „{}”", shown(one), shown(other))
        }
        Finding::FileAdded(path) => {
            format!("dołożono „{}”: pieczęć tego nie wymienia", shown(path))
        }
        Finding::Statement(finding) => statement::words(finding, Language::Polish),
        Finding::NotAFile(path) => format!("„{}” nie jest zwykłym plikiem", shown(path)),
        Finding::Unreadable { path, why } => {
            format!("nie można odczytać „{}”: {}", shown(path), shown(why))
        }
        Finding::ReferenceDiffers { seq, path } => {
            format!("zapis nr {seq} odwołuje się do innej treści pliku „{}”", shown(path))
        }
        Finding::ReferenceMissing { seq, path } => {
            format!("zapis nr {seq} odwołuje się do pliku „{}”, którego nie ma", shown(path))
        }
        Finding::Stamp { path, fault } => format!(
            "znacznik czasu „{}”: {}",
            shown(path),
            stamps::fault(fault, Language::Polish)
        ),
        Finding::StillWriting => "przebieg jeszcze trwa".to_owned(),
        Finding::FileLost(path) => format!(
            "plik „{}”, na który powołuje się dziennik, przepadł, gdy przebieg się urwał",
            shown(path)
        ),
        Finding::EndMissing => "dziennik nie ma zakończenia: przebieg został przerwany".to_owned(),
        Finding::ActOpen { seq, step } => {
            format!(
                "krok „{}”: czynność (zapis nr {seq}) nie ma wyniku – nie wiadomo, czy ją wykonano",
                shown(step)
            )
        }
        Finding::ActUnknown { seq, step } => {
            format!("krok „{}”: wynik czynności (zapis nr {seq}) jest nieznany", shown(step))
        }
        Finding::OutcomeStray(seq) => format!("zapis nr {seq}: wynik bez zapowiedzianej czynności"),
        Finding::DialogStray(seq) => {
            format!("zapis nr {seq}: okno z pytaniem przypisano do czynności, która wtedy nie trwała")
        }
        Finding::DialogPassedOver { seq, step } => {
            format!(
                "krok „{}”: okno z pytaniem (zapis nr {seq}) pozostawiono bez odpowiedzi, a przebieg działał dalej – nie wiadomo, kto i co odpowiedział",
                shown(step)
            )
        }
        Finding::CandidatesUnseen { seq, step } => {
            format!(
                "krok „{}”: żaden obraz nie pokazuje pasujących elementów (zapis nr {seq})",
                shown(step)
            )
        }
        Finding::RectangleWrong(seq) => {
            format!("zapis nr {seq}: położenie elementu nie może być miejscem na obrazie")
        }
        Finding::MaskUntold(seq) => {
            format!("zapis nr {seq}: obraz ma zakryte miejsce, którego dziennik wcześniej nie ogłosił")
        }
        Finding::StepOpen(step) => format!("krok „{}” nie ma zakończenia", shown(step)),
        Finding::StepStray(step) => format!("krok „{}” ma zakończenie bez początku", shown(step)),
        Finding::PictureBeforeMissing { seq, step } => {
            format!("krok „{}”: brak obrazu przed czynnością (zapis nr {seq})", shown(step))
        }
        Finding::PictureAfterMissing { seq, step } => {
            format!("krok „{}”: brak obrazu po czynności (zapis nr {seq})", shown(step))
        }
        Finding::StepWithoutPicture(step) => {
            format!("krok „{}” nie ma żadnego obrazu", shown(step))
        }
        Finding::StepWithoutAccount { step, verb } => format!(
            "krok „{}” ({}): w dzienniku nie ma tego, co miał zostawić",
            shown(step),
            words::verb(verb, Language::Polish)
        ),
        Finding::PictureUnreadable(path) => format!("obraz „{}” jest nieczytelny", shown(path)),
        Finding::FieldOpen { step, field } => {
            format!(
                "krok „{}”: nie zapisano, co stało się z polem „{}”",
                shown(step),
                shown(field)
            )
        }
        Finding::DestroyUnidentified { seq, step } => {
            format!(
                "krok „{}”: nie zapisano, po czym rozpoznano to, co usunięto (zapis nr {seq})",
                shown(step)
            )
        }
        Finding::DestroyWithoutKey { seq, step } => {
            format!(
                "krok „{}”: nikt nie przepisał klucza przed usunięciem (zapis nr {seq})",
                shown(step)
            )
        }
        Finding::DestroyWithoutConsent { seq, step } => {
            format!(
                "krok „{}”: brak wymaganej zgody na usunięcie (zapis nr {seq})",
                shown(step)
            )
        }
        Finding::DestroyUnproved(step) => {
            format!("krok „{}”: brak dowodu, że tego, co usunięto, już nie ma", shown(step))
        }
        Finding::DestroyUntold { seq, step, status } => format!(
            "krok „{}”: naciśnięto to, co usuwa (zapis nr {seq}), a krok skończył się jako „{}” bez dowodu, czy rzecz nadal istnieje",
            shown(step),
            words::status(*status, Language::Polish)
        ),
        Finding::ThingDiffers { seq, step } => format!(
            "krok „{}”: cechy odczytane z portalu nie są tymi, których oczekiwano (zapis nr {seq})",
            shown(step)
        ),
        Finding::KeyDiffers { seq, step } => format!(
            "krok „{}”: przepisany klucz (zapis nr {seq}) nie pasuje do tego, co usuwano, albo do liczby rzeczy w planie",
            shown(step)
        ),
        Finding::ConsentDiffers { seq, step, part } => format!(
            "krok „{}”: zgoda (zapis nr {seq}) nie jest tą, której krok wymaga: {}",
            shown(step),
            consent_word(*part, Language::Polish)
        ),
        Finding::ProofWrong { seq, step } => format!(
            "krok „{}”: dowód usunięcia (zapis nr {seq}) nie wynika z list, które zawiera, albo dotyczy innej rzeczy",
            shown(step)
        ),
        Finding::ConditionIgnored { seq, step } => format!(
            "krok „{}”: wykonano go, chociaż warunek (zapis nr {seq}) nie zachodzi",
            shown(step)
        ),
        Finding::VisitUnanswered(step) => format!(
            "krok „{}”: adres nie odpowiedział albo odmówił, a krok nie skończył się niepowodzeniem",
            shown(step)
        ),
        Finding::ThingForgotten { step, row } => format!(
            "krok „{}”: tego, co plan miał usunąć („{}”), w przebiegu nie rozpoznano",
            shown(step),
            shown(row)
        ),
        Finding::ErrandForgotten(step) => format!(
            "krok „{}”: w przebiegu nie ma relacji osoby, której plan zlecił tę czynność",
            shown(step)
        ),
        Finding::FieldForgotten { step, field } => {
            format!(
                "krok „{}”: pola „{}” z planu nie ma w przebiegu",
                shown(step),
                shown(field)
            )
        }
        Finding::CustodyUnreadable(why) => format!(
            "nie można odczytać dziennika przekazań (custody.ndjson): {}",
            shown(why)
        ),
        Finding::CustodyBroken { line, fault } => {
            format!("dziennik przekazań, wiersz {line}: {}", polish_fault(fault))
        }
        Finding::CustodyChanged(line) => format!(
            "dziennik przekazań, wiersz {line}: zmieniono ten wiersz albo usunięto, wstawiono lub przestawiono wiersze przed nim"
        ),
        Finding::CustodyOfOther(line) => {
            format!("dziennik przekazań, wiersz {line}: dotyczy teczki z inną pieczęcią")
        }
        Finding::ErasureUnfinished(path) => format!(
            "usuwanie pliku {} zapisano w dzienniku przekazań, ale plik nadal jest; dokończy je krok redact TECZKA",
            shown(path)
        ),
        Finding::ErasureDiffers(path) => format!(
            "dziennik przekazań mówi o usunięciu pliku {}, a pieczęć takiego pliku nie wymienia, wymienia z innym skrótem albo nie wolno go usunąć",
            shown(path)
        ),
        Finding::ErasureSignature { line, fault: None } => {
            format!("dziennik przekazań, wiersz {line}: podpis nie dotyczy żadnego usunięcia")
        }
        Finding::ErasureSignature {
            line,
            fault: Some(fault),
        } => signature_in_custody(*line, fault, Language::Polish),
        Finding::PlanDiffers => "zachowany plan nie jest tym, na który powołuje się przebieg".to_owned(),
        Finding::CountDiffers { what, recorded, found } => {
            format!(
                "liczba „{}” w zakończeniu ({recorded}) nie zgadza się z dziennikiem ({found})",
                shown(what)
            )
        }
    }
}

fn polish_fault(fault: &LineFault) -> String {
    match fault {
        LineFault::Torn => "wiersz jest ucięty".to_owned(),
        LineFault::TooLong => "wiersz jest zbyt długi".to_owned(),
        LineFault::Shape => "wiersz nie ma postaci: zapis, tabulator, skrót".to_owned(),
        LineFault::Json(why) => format!("nieprawidłowy JSON ({})", shown(why)),
        LineFault::Record(why) => format!("nieprawidłowy zapis ({})", shown(why)),
        LineFault::Path(path) => format!("odwołanie poza teczkę: „{}”", shown(path)),
        LineFault::Format(format) => format!("nieznany format „{}”", shown(format)),
    }
}

#[expect(clippy::too_many_lines, reason = "one sentence a finding: a list is read whole")]
fn english(finding: &Finding) -> String {
    match finding {
        Finding::TrailUnreadable(why) => format!("the trail cannot be read: {}", shown(why)),
        Finding::TrailEmpty => "the trail has no records".to_owned(),
        Finding::LineBroken { line, fault } => {
            format!("trail, line {line}: {}", shown(&fault.to_string()))
        }
        Finding::LineChanged(line) => {
            format!("trail, line {line}: this line was changed, or one before it was removed or inserted")
        }
        Finding::LineOutOfPlace { line, expected, found } => {
            format!("trail, line {line}: record {expected} should stand here, not {found}")
        }
        Finding::StartedAgain(line) => format!("trail, line {line}: a second beginning of the run"),
        Finding::AfterEnd(line) => format!("trail, line {line}: a record after the end of the run"),
        Finding::AfterRecovered(line) => {
            format!("trail, line {line}: a record after the bundle of a run that broke off was closed")
        }
        Finding::ClockBackwards(line) => {
            format!("trail, line {line}: the time since the run began goes back or begins anew")
        }
        Finding::RecoveredWrong { line, part } => format!(
            "trail, line {line}: what closes the bundle of a run that broke off differs from the trail: {}",
            recovered_word(*part, Language::English)
        ),
        Finding::TornStray(path) => format!(
            "no record says that the file “{}” was cut off the end of the trail",
            shown(path)
        ),
        Finding::SealMissing => {
            "the bundle was never sealed (there is no seal.json): nothing to compare the files with".to_owned()
        }
        Finding::SealUnreadable(why) => format!("the seal cannot be read: {}", shown(why)),
        Finding::SealDiffers { part, sealed, found } => format!(
            "the seal differs from the trail, {}: sealed “{}”, found “{}”",
            part_word(*part, Language::English),
            shown(sealed),
            shown(found)
        ),
        Finding::SealList(path) => {
            format!("the seal's list of files is wrong at “{}”", shown(path))
        }
        Finding::FileMissing(path) => format!("the file “{}” is missing", shown(path)),
        Finding::FileChanged(path) => format!("the file “{}” was changed", shown(path)),
        Finding::FilesSwapped(one, other) => format!("the files “{}” and “{}” were swapped", shown(one), shown(other)),
        Finding::FileAdded(path) => {
            format!("“{}” was added: the seal does not list it", shown(path))
        }
        Finding::Statement(finding) => statement::words(finding, Language::English),
        Finding::NotAFile(path) => format!("“{}” is not a regular file", shown(path)),
        Finding::Unreadable { path, why } => {
            format!("“{}” cannot be read: {}", shown(path), shown(why))
        }
        Finding::ReferenceDiffers { seq, path } => {
            format!("record {seq} refers to another content of “{}”", shown(path))
        }
        Finding::ReferenceMissing { seq, path } => {
            format!("record {seq} refers to “{}”, which is not there", shown(path))
        }
        Finding::Stamp { path, fault } => format!(
            "time stamp “{}”: {}",
            shown(path),
            stamps::fault(fault, Language::English)
        ),
        Finding::StillWriting => "the run is still going on".to_owned(),
        Finding::FileLost(path) => format!(
            "the file “{}”, which the trail names, was lost when the run broke off",
            shown(path)
        ),
        Finding::EndMissing => "the trail has no end: the run was broken off".to_owned(),
        Finding::ActOpen { seq, step } => {
            format!(
                "step “{}”: an act (record {seq}) has no outcome; nobody knows whether it was done",
                shown(step)
            )
        }
        Finding::ActUnknown { seq, step } => {
            format!(
                "step “{}”: the outcome of an act (record {seq}) is unknown",
                shown(step)
            )
        }
        Finding::OutcomeStray(seq) => format!("record {seq}: an outcome of no announced act"),
        Finding::DialogStray(seq) => format!("record {seq}: a dialog of an act that was not under way"),
        Finding::DialogPassedOver { seq, step } => {
            format!(
                "step “{}”: a dialog (record {seq}) was left open and the run went on; nobody knows who answered it and how",
                shown(step)
            )
        }
        Finding::CandidatesUnseen { seq, step } => {
            format!(
                "step “{}”: no picture shows the elements that matched (record {seq})",
                shown(step)
            )
        }
        Finding::RectangleWrong(seq) => format!("record {seq}: a place that no picture has"),
        Finding::MaskUntold(seq) => format!("record {seq}: a picture with a box that the trail did not announce"),
        Finding::StepOpen(step) => format!("step “{}” has no end", shown(step)),
        Finding::StepStray(step) => format!("step “{}” ends without a beginning", shown(step)),
        Finding::PictureBeforeMissing { seq, step } => {
            format!("step “{}”: no picture before an act (record {seq})", shown(step))
        }
        Finding::PictureAfterMissing { seq, step } => {
            format!("step “{}”: no picture after an act (record {seq})", shown(step))
        }
        Finding::StepWithoutPicture(step) => format!("step “{}” has no picture", shown(step)),
        Finding::StepWithoutAccount { step, verb } => format!(
            "step “{}” ({}): what it should have left is not in the trail",
            shown(step),
            words::verb(verb, Language::English)
        ),
        Finding::PictureUnreadable(path) => format!("the picture “{}” is unreadable", shown(path)),
        Finding::FieldOpen { step, field } => {
            format!(
                "step “{}”: what became of the field “{}” is not recorded",
                shown(step),
                shown(field)
            )
        }
        Finding::DestroyUnidentified { seq, step } => {
            format!(
                "step “{}”: nothing says by what the destroyed thing was recognised (record {seq})",
                shown(step)
            )
        }
        Finding::DestroyWithoutKey { seq, step } => {
            format!(
                "step “{}”: nobody typed the key before the destroying (record {seq})",
                shown(step)
            )
        }
        Finding::DestroyWithoutConsent { seq, step } => {
            format!(
                "step “{}”: the consent that the destroying needs is missing (record {seq})",
                shown(step)
            )
        }
        Finding::DestroyUnproved(step) => {
            format!("step “{}”: no proof that what was destroyed is gone", shown(step))
        }
        Finding::DestroyUntold { seq, step, status } => format!(
            "step “{}”: what destroys was pressed (record {seq}), and the step ended as “{}” without proof whether the thing is still there",
            shown(step),
            words::status(*status, Language::English)
        ),
        Finding::ThingDiffers { seq, step } => format!(
            "step “{}”: the attributes read from the portal are not those wanted (record {seq})",
            shown(step)
        ),
        Finding::KeyDiffers { seq, step } => format!(
            "step “{}”: the key (record {seq}) is not that of what was destroyed, or not of as many things as the plan has",
            shown(step)
        ),
        Finding::ConsentDiffers { seq, step, part } => format!(
            "step “{}”: the consent (record {seq}) is not the one that the step needs: {}",
            shown(step),
            consent_word(*part, Language::English)
        ),
        Finding::ProofWrong { seq, step } => format!(
            "step “{}”: the proof (record {seq}) does not follow from the lists in it, or is of another thing",
            shown(step)
        ),
        Finding::ConditionIgnored { seq, step } => format!(
            "step “{}” was carried out although a condition (record {seq}) does not hold",
            shown(step)
        ),
        Finding::VisitUnanswered(step) => format!(
            "step “{}”: the address did not answer, or refused, and the step did not fail",
            shown(step)
        ),
        Finding::ThingForgotten { step, row } => format!(
            "step “{}”: what the plan would destroy (“{}”) was not recognised in the run",
            shown(step),
            shown(row)
        ),
        Finding::ErrandForgotten(step) => format!(
            "step “{}”: the run has no account of the person to whom the plan left it",
            shown(step)
        ),
        Finding::FieldForgotten { step, field } => {
            format!(
                "step “{}”: the planned field “{}” is not in the run",
                shown(step),
                shown(field)
            )
        }
        Finding::CustodyUnreadable(why) => format!("the custody log (custody.ndjson) cannot be read: {}", shown(why)),
        Finding::CustodyBroken { line, fault } => format!("custody log, line {line}: {}", shown(&fault.to_string())),
        Finding::CustodyChanged(line) => format!(
            "custody log, line {line}: this line was changed, or lines before it were removed, inserted or moved"
        ),
        Finding::CustodyOfOther(line) => format!("custody log, line {line}: it is about a bundle with another seal"),
        Finding::ErasureUnfinished(path) => format!(
            "the custody log says that {} was removed, and it is still there; krok redact BUNDLE finishes that",
            shown(path)
        ),
        Finding::ErasureDiffers(path) => format!(
            "the custody log says that {} was removed, and the seal lists no such file, or with another hash, or it may not be removed",
            shown(path)
        ),
        Finding::ErasureSignature { line, fault: None } => {
            format!("custody log, line {line}: the signature is of no erasure")
        }
        Finding::ErasureSignature {
            line,
            fault: Some(fault),
        } => signature_in_custody(*line, fault, Language::English),
        Finding::PlanDiffers => "the plan kept here is not the one that the run names".to_owned(),
        Finding::CountDiffers { what, recorded, found } => {
            format!(
                "the count “{}” in the last record ({recorded}) differs from the trail ({found})",
                shown(what)
            )
        }
    }
}

/// A signature in the custody log is worded as one in a file.
fn signature_in_custody(line: u64, fault: &SignatureFault, language: Language) -> String {
    let finding = StatementFinding::SignatureBad {
        file: format!("custody.ndjson:{line}"),
        fault: fault.clone(),
    };
    statement::words(&finding, language)
}

fn part_word(part: SealPart, language: Language) -> &'static str {
    match part {
        SealPart::Format => language.pick("format", "format"),
        SealPart::Run => language.pick("nazwa przebiegu", "name of the run"),
        SealPart::Records => language.pick("liczba zapisów", "number of records"),
        SealPart::First => language.pick("pierwszy skrót", "first hash"),
        SealPart::Last => language.pick("ostatni skrót", "last hash"),
        SealPart::State => language.pick("stan", "state"),
        SealPart::Uncertain => language.pick("kroki o nieznanym wyniku", "steps of unknown outcome"),
    }
}

fn recovered_word(part: RecoveredPart, language: Language) -> &'static str {
    match part {
        RecoveredPart::Torn => language.pick(
            "ucięty wiersz nie stał w tym miejscu dziennika",
            "what was cut off did not stand in this place",
        ),
        RecoveredPart::Loose => language.pick(
            "plik, którego nie ma wymieniać żaden zapis, jest wymieniony",
            "a file that no record is to name is named",
        ),
        RecoveredPart::Lost => language.pick(
            "pliku podanego jako utracony nie wymienia żaden zapis albo był już utrwalony",
            "a file said to be lost is named by no record, or was durable already",
        ),
    }
}

fn consent_word(part: ConsentPart, language: Language) -> &'static str {
    match part {
        ConsentPart::Entity => language.pick("dotyczy innego podmiotu", "it is for another entity"),
        ConsentPart::From => language.pick("wydał ją kto inny", "somebody else gave it"),
        ConsentPart::About => language.pick("dotyczy czego innego", "it is about something else"),
        ConsentPart::Day => language.pick(
            "w dniu użycia nie obowiązywała",
            "it was not good on the day of its use",
        ),
        ConsentPart::Binding => language.pick(
            "wydano ją do innego planu, kroku, rzeczy albo pisma",
            "it is bound to another plan, step, thing or document",
        ),
        ConsentPart::File => language.pick(
            "zachowany plik zgody mówi co innego, niż podaje dziennik",
            "the consent file that is kept says something else than the trail",
        ),
    }
}
