//! What is to be known of signatures and countersignatures, in words.

use crate::evidence::finding::StatementFinding;
use crate::evidence::signature::SignatureFault;
use crate::report::shown::shown;
use crate::text::language::Language;

/// Returns it in one sentence.
pub fn words(finding: &StatementFinding, language: Language) -> String {
    match language {
        Language::Polish => polish(finding),
        Language::English => english(finding),
    }
}

fn polish(finding: &StatementFinding) -> String {
    match finding {
        StatementFinding::SignatureBad { file, fault } => {
            let why = match fault {
                SignatureFault::Unreadable(why) => format!("nie można go odczytać ({})", shown(why)),
                SignatureFault::Namespace(found) => {
                    format!("złożono go w innym celu (przestrzeń nazw „{}”)", shown(found))
                }
                SignatureFault::Mismatch => {
                    "nie pasuje do pliku obok – zmieniono plik albo podpis po podpisaniu".to_owned()
                }
            };
            format!("podpis „{}” jest nieważny: {why}", shown(file))
        }
        StatementFinding::SignatureWithoutSeal => {
            "jest podpis pieczęci (seal.json.sig), a pieczęci nie da się odczytać albo jej nie ma".to_owned()
        }
        StatementFinding::ReviewUnreadable { file, why } => {
            format!("kontrasygnaty „{}” nie da się odczytać: {}", shown(file), shown(why))
        }
        StatementFinding::ReviewOfOther(file) => format!(
            "kontrasygnata „{}” dotyczy innej pieczęci niż ta – przeniesiono ją z innej teczki albo pieczęć wymieniono",
            shown(file)
        ),
        StatementFinding::AttachedLine(line) => {
            format!("countersign/attached.ndjson, wiersz {line}: to nie jest zapis o załączonym pliku")
        }
        StatementFinding::ReviewUnsigned(file) => {
            format!(
                "opinii „{}” nikt nie podpisał, więc nie podnosi wiarygodności teczki",
                shown(file)
            )
        }
        StatementFinding::CountersignStray(file) => format!(
            "plik „{}” nie jest ani kontrasygnatą, ani załącznikiem z listy; krok go nie ocenia",
            shown(file)
        ),
        StatementFinding::CountersignMany(most) => format!(
            "w folderze countersign albo reviews jest więcej plików, niż krok czyta ({most}); wśród nieprzeczytanych może być odrzucenie – proszę usunąć z niego to, co nie jest kontrasygnatą ani załącznikiem"
        ),
        StatementFinding::SignerUnknown { file, fingerprint } => format!(
            "„{}” podpisano kluczem {}, którego nie ma w pliku zaufanych kluczy – podpisać mógł ktokolwiek",
            shown(file),
            shown(fingerprint)
        ),
        StatementFinding::SignerOutOfTime {
            file,
            name,
            fingerprint,
        } => format!(
            "„{}”: klucz {} ({}) nie jest ważny w chwili, na którą go sprawdzono",
            shown(file),
            shown(fingerprint),
            shown(name)
        ),
        StatementFinding::SignerNotForThis {
            file,
            name,
            fingerprint,
        } => format!(
            "„{}”: klucz {} ({}) według pliku zaufanych kluczy nie służy do takich podpisów",
            shown(file),
            shown(fingerprint),
            shown(name)
        ),
        StatementFinding::ReviewOwn(file) => format!(
            "kontrasygnatę „{}” złożył ten, kto podpisał pieczęć (ten sam klucz albo ta sama osoba w pliku zaufanych kluczy): operator potwierdza sam siebie, więc poziom nie rośnie",
            shown(file)
        ),
        StatementFinding::ReviewRejected { file, name } => {
            format!("recenzent {} odrzucił ten zapis („{}”)", shown(name), shown(file))
        }
        StatementFinding::ConsentOwn(file) => format!(
            "zgodę „{}” podpisał ten, kto podpisał pieczęć (ten sam klucz albo ta sama osoba w pliku zaufanych kluczy): operator zgodził się sam ze sobą, więc poziom nie jest wyższy niż „podpisany”",
            shown(file)
        ),
    }
}

fn english(finding: &StatementFinding) -> String {
    match finding {
        StatementFinding::SignatureBad { file, fault } => {
            let why = match fault {
                SignatureFault::Unreadable(why) => format!("it cannot be read ({})", shown(why)),
                SignatureFault::Namespace(found) => {
                    format!("it was made for something else (namespace “{}”)", shown(found))
                }
                SignatureFault::Mismatch => {
                    "it is not one of the file beside it: file or signature was changed after the signing".to_owned()
                }
            };
            format!("the signature “{}” is not good: {why}", shown(file))
        }
        StatementFinding::SignatureWithoutSeal => {
            "there is a signature of the seal (seal.json.sig), and the seal is missing or cannot be read".to_owned()
        }
        StatementFinding::ReviewUnreadable { file, why } => {
            format!(
                "the countersignature “{}” cannot be understood: {}",
                shown(file),
                shown(why)
            )
        }
        StatementFinding::ReviewOfOther(file) => format!(
            "the countersignature “{}” is about another seal: it comes from another bundle, or the seal was exchanged",
            shown(file)
        ),
        StatementFinding::AttachedLine(line) => {
            format!("countersign/attached.ndjson, line {line}: no record of an attached file")
        }
        StatementFinding::ReviewUnsigned(file) => {
            format!(
                "nobody signed the verdict “{}”, so it does not raise the level",
                shown(file)
            )
        }
        StatementFinding::CountersignStray(file) => format!(
            "“{}” is neither a countersignature nor an attached file that the list has; krok does not judge it",
            shown(file)
        ),
        StatementFinding::CountersignMany(most) => format!(
            "the folder countersign or reviews has more files than krok reads ({most}); a rejection may be among those not read: take out of it what is neither a countersignature nor an attached file"
        ),
        StatementFinding::SignerUnknown { file, fingerprint } => format!(
            "“{}” was signed by the key {}, which the trust file does not have: it may be anybody's",
            shown(file),
            shown(fingerprint)
        ),
        StatementFinding::SignerOutOfTime {
            file,
            name,
            fingerprint,
        } => format!(
            "“{}”: the key {} ({}) is not valid at the time that it is checked for",
            shown(file),
            shown(fingerprint),
            shown(name)
        ),
        StatementFinding::SignerNotForThis {
            file,
            name,
            fingerprint,
        } => format!(
            "“{}”: by the trust file, the key {} ({}) is not for signatures of this kind",
            shown(file),
            shown(fingerprint),
            shown(name)
        ),
        StatementFinding::ReviewOwn(file) => format!(
            "the countersignature “{}” is by whoever signed the seal (the same key, or the same person in the trust file): the operator confirms the operator, which does not raise the level",
            shown(file)
        ),
        StatementFinding::ReviewRejected { file, name } => {
            format!("the reviewer {} rejected this record (“{}”)", shown(name), shown(file))
        }
        StatementFinding::ConsentOwn(file) => format!(
            "the consent “{}” was signed by whoever signed the seal (the same key, or the same person in the trust file): the operator agreed with the operator, so the level is no higher than “signed”",
            shown(file)
        ),
    }
}
