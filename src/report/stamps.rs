//! Time stamps in words: what is wrong with a token, and what the good ones prove.

use jiff::tz::TimeZone;

use crate::evidence::stamp::{Facts, Fault, Judged, Place, Purpose, Stamps};
use crate::text::language::Language;

use super::shown::shown;

/// Says in one sentence what is wrong with a token.
pub fn fault(fault: &Fault, language: Language) -> String {
    match language {
        Language::Polish => polish(fault),
        Language::English => english(fault),
    }
}

/// Says what a token is of: its time, its authority, its serial number and policy.
pub fn facts(facts: &Facts, language: Language) -> String {
    let authority = shown(&facts.authority);
    let (serial, policy) = (shown(&facts.serial), shown(&facts.policy));
    match language {
        Language::Polish => format!(
            "{}, wystawca: {authority}, numer {serial}, polityka {policy}",
            time(facts)
        ),
        Language::English => format!(
            "{}, authority: {authority}, serial {serial}, policy {policy}",
            time(facts)
        ),
    }
}

/// Names what a token stands for.
pub fn place(token: &Judged, language: Language) -> String {
    match (token.place, language) {
        (Place::Start, Language::Polish) => "znacznik początku".to_owned(),
        (Place::Start, Language::English) => "time stamp of the start".to_owned(),
        (Place::Act(seq), Language::Polish) => format!("znacznik przy usuwaniu (za zapisem nr {seq})"),
        (Place::Act(seq), Language::English) => format!("time stamp around a destroying (after record {seq})"),
        (Place::Seal, Language::Polish) => format!("znacznik pieczęci ({})", shown(&token.path)),
        (Place::Seal, Language::English) => format!("time stamp of the seal ({})", shown(&token.path)),
    }
}

/// Says what the good tokens prove of the time of a bundle: one sentence for each bound; what nothing proves is said, too.
pub fn bounds(stamps: &Stamps, language: Language) -> Vec<String> {
    if stamps.tokens.is_empty() {
        return Vec::new();
    }
    if !stamps.is_rooted {
        return vec![
            language
                .pick(
                    "znaczniki czasu są, ale nie sprawdzono ich względem zaufanego wystawcy (krok verify --tsa-roots PLIK.pem)",
                    "time stamps present, not checked against a root (krok verify --tsa-roots FILE.pem)",
                )
                .to_owned(),
        ];
    }
    let lower = match (stamps.not_before(), language) {
        (Some(facts), Language::Polish) => {
            format!("przebieg po pierwszym zapisie nie zaczął się przed {}", time(facts))
        }
        (Some(facts), Language::English) => {
            format!("nothing after the first record was written before {}", time(facts))
        }
        (None, Language::Polish) => "żaden dobry znacznik nie mówi, od kiedy trwał przebieg".to_owned(),
        (None, Language::English) => "no good time stamp says since when the run went on".to_owned(),
    };
    let upper = match (stamps.not_after(), language) {
        (Some(facts), Language::Polish) => format!("zapieczętowana teczka istniała najpóźniej {}", time(facts)),
        (Some(facts), Language::English) => format!("the sealed bundle existed no later than {}", time(facts)),
        (None, Language::Polish) => "żaden dobry znacznik nie mówi, do kiedy powstała pieczęć".to_owned(),
        (None, Language::English) => "no good time stamp says by when the seal was made".to_owned(),
    };
    vec![lower, upper]
}

/// Says what a report can of the time of a bundle: it lies in the bundle, and nothing in a bundle says which authorities are
/// to be believed.
pub(super) fn in_report(stamps: &Stamps, language: Language) -> Vec<String> {
    if stamps.tokens.is_empty() {
        return vec![
            language
                .pick(
                    "Gdy tworzono tę stronę, teczka nie miała znaczników czasu: kiedy był przebieg, mówi tylko zegar komputera.",
                    "When this page was made, the bundle had no time stamps: only the machine's clock says when the run was.",
                )
                .to_owned(),
        ];
    }
    let good = |place: Place| {
        let tokens = stamps.tokens.iter();
        tokens
            .filter(move |token| token.place == place && token.is_good())
            .filter_map(|token| token.facts.as_ref())
    };
    let lower = good(Place::Start).next();
    let upper = good(Place::Seal).min_by_key(|facts| facts.at);
    let mut told = vec![began(lower, language), sealed(upper, language)];
    let bad = stamps.tokens.iter().filter(|token| !token.is_good());
    told.extend(bad.map(|token| {
        let faults: Vec<String> = token.faults.iter().map(|found| fault(found, language)).collect();
        format!("{}: {}.", place(token, language), faults.join("; "))
    }));
    told.push(
        language
            .pick(
                "Czy tym wystawcom można wierzyć, ta strona nie może wiedzieć: sprawdza to krok verify --tsa-roots PLIK.pem.",
                "Whether these authorities are to be believed this page cannot know: krok verify --tsa-roots FILE.pem checks it.",
            )
            .to_owned(),
    );
    told
}

fn began(after: Option<&Facts>, language: Language) -> String {
    match (after, language) {
        (Some(facts), Language::Polish) => format!(
            "Przebieg nie zaczął się wcześniej niż {} (znacznik czasu; wystawca: {}).",
            time(facts),
            shown(&facts.authority)
        ),
        (Some(facts), Language::English) => format!(
            "The run began no earlier than {} (time stamp; authority: {}).",
            time(facts),
            shown(&facts.authority)
        ),
        (None, Language::Polish) => "Żaden dobry znacznik czasu nie mówi, od kiedy trwał przebieg.".to_owned(),
        (None, Language::English) => "No good time stamp says since when the run went on.".to_owned(),
    }
}

fn sealed(by: Option<&Facts>, language: Language) -> String {
    match (by, language) {
        (Some(facts), Language::Polish) => format!(
            "Teczkę zamknięto nie później niż {} (znacznik czasu pieczęci; wystawca: {}).",
            time(facts),
            shown(&facts.authority)
        ),
        (Some(facts), Language::English) => format!(
            "The bundle was sealed no later than {} (time stamp of the seal; authority: {}).",
            time(facts),
            shown(&facts.authority)
        ),
        (None, Language::Polish) => {
            "Gdy tworzono tę stronę, żaden dobry znacznik czasu nie mówił, do kiedy zamknięto teczkę.".to_owned()
        }
        (None, Language::English) => {
            "When this page was made, no good time stamp said by when the bundle was sealed.".to_owned()
        }
    }
}

/// Lists the time stamps for a report.
pub(super) fn listed(stamps: &Stamps, language: Language) -> impl Iterator<Item = String> {
    let known = stamps
        .tokens
        .iter()
        .filter_map(|token| Some((token, token.facts.as_ref()?)));
    known.map(move |(token, told)| format!("{}: {}", place(token, language), facts(told, language)))
}

fn time(facts: &Facts) -> String {
    let at = facts.at.to_zoned(TimeZone::UTC).strftime("%Y-%m-%d %H:%M:%S UTC");
    match facts.accuracy {
        Some(accuracy) if !accuracy.is_zero() => format!("{at} (± {} s)", accuracy.as_secs_f64()),
        Some(_) | None => at.to_string(),
    }
}

fn polish(fault: &Fault) -> String {
    match fault {
        Fault::Missing => "nie ma tego pliku, a dziennik go wymienia".to_owned(),
        Fault::Unreadable(why) => format!("nie można go odczytać: {}", shown(why)),
        Fault::TooLarge(size) => format!("jest za duży jak na znacznik czasu ({size} B)"),
        Fault::Unparseable(why) => format!("to nie jest znacznik czasu RFC 3161: {}", shown(why)),
        Fault::Refused(said) => format!("wystawca odmówił: {}", shown(said)),
        Fault::ImprintDiffers { seen, wanted } => {
            format!(
                "dotyczy innej treści: ma skrót {}, a powinien mieć {}",
                shown(seen),
                shown(wanted)
            )
        }
        Fault::ImprintKind(kind) => format!("dotyczy skrótu nieprzyjmowanego rodzaju ({})", shown(kind)),
        Fault::NonceDiffers => "jest odpowiedzią na inne zapytanie (inny nonce)".to_owned(),
        Fault::PolicyDiffers { seen, wanted } => {
            format!(
                "wystawiono go według polityki {}, a miała być {}",
                shown(seen),
                shown(wanted)
            )
        }
        Fault::TrailDiffers { told, seen } => {
            format!(
                "dziennik mówi o innym znaczniku: „{}”, a plik: „{}”",
                shown(told),
                shown(seen)
            )
        }
        Fault::HashDiffers => "skrót pliku jest inny niż w dzienniku".to_owned(),
        Fault::SignerMissing => "nie ma w nim certyfikatu, którym go podpisano".to_owned(),
        Fault::SignerUnnamed => "podpis nie wskazuje swojego certyfikatu (ESSCertID)".to_owned(),
        Fault::SignerDiffers => "podpis wskazuje inny certyfikat niż dołączony".to_owned(),
        Fault::ContentDiffers => "podpisano inną treść niż ta, którą zawiera".to_owned(),
        Fault::SignatureWrong => "podpis jest nieprawidłowy".to_owned(),
        Fault::Algorithm(which) => format!("podpis albo klucz nieprzyjmowanego rodzaju ({})", shown(which)),
        Fault::Purpose(purpose) => format!(
            "certyfikat nie służy wyłącznie do znaczników czasu: {}",
            purpose_word(*purpose, Language::Polish)
        ),
        Fault::NotValidThen { subject, from, to } => format!(
            "w chwili wystawienia certyfikat nie był ważny: {} (ważny od {} do {})",
            shown(subject),
            shown(from),
            shown(to)
        ),
        Fault::Extension(which) => format!(
            "certyfikat albo znacznik stawia warunek, którego krok nie zna ({})",
            shown(which)
        ),
        Fault::NotAnAuthority(subject) => format!("certyfikat nie może wystawiać innych: {}", shown(subject)),
        Fault::NoRoot(issuer) => format!(
            "żaden podany zaufany certyfikat go nie potwierdza; wystawca łańcucha: {}",
            shown(issuer)
        ),
    }
}

fn english(fault: &Fault) -> String {
    match fault {
        Fault::Missing => "the file is not there, and the trail names it".to_owned(),
        Fault::Unreadable(why) => format!("it cannot be read: {}", shown(why)),
        Fault::TooLarge(size) => format!("it is too large for a time stamp ({size} B)"),
        Fault::Unparseable(why) => format!("this is not a time stamp of RFC 3161: {}", shown(why)),
        Fault::Refused(said) => format!("the authority refused: {}", shown(said)),
        Fault::ImprintDiffers { seen, wanted } => {
            format!(
                "it is about other bytes: its hash is {} and should be {}",
                shown(seen),
                shown(wanted)
            )
        }
        Fault::ImprintKind(kind) => format!("it is about a hash of a kind that is not accepted ({})", shown(kind)),
        Fault::NonceDiffers => "it answers another request (another nonce)".to_owned(),
        Fault::PolicyDiffers { seen, wanted } => {
            format!(
                "it was issued under the policy {}, and {} was wanted",
                shown(seen),
                shown(wanted)
            )
        }
        Fault::TrailDiffers { told, seen } => {
            format!(
                "the trail tells of another time stamp: “{}”, the file: “{}”",
                shown(told),
                shown(seen)
            )
        }
        Fault::HashDiffers => "the hash of the file is not the one in the trail".to_owned(),
        Fault::SignerMissing => "the certificate that it was signed with is not in it".to_owned(),
        Fault::SignerUnnamed => "the signature does not name its certificate (ESSCertID)".to_owned(),
        Fault::SignerDiffers => "the signature names another certificate than the one in it".to_owned(),
        Fault::ContentDiffers => "something else was signed than it holds".to_owned(),
        Fault::SignatureWrong => "the signature is wrong".to_owned(),
        Fault::Algorithm(which) => format!("a signature or key of a kind that is not accepted ({})", shown(which)),
        Fault::Purpose(purpose) => format!(
            "the certificate is not for time stamps alone: {}",
            purpose_word(*purpose, Language::English)
        ),
        Fault::NotValidThen { subject, from, to } => format!(
            "the certificate was not valid at that time: {} (valid from {} to {})",
            shown(subject),
            shown(from),
            shown(to)
        ),
        Fault::Extension(which) => format!(
            "the certificate or token demands what krok does not know ({})",
            shown(which)
        ),
        Fault::NotAnAuthority(subject) => format!("the certificate may not issue others: {}", shown(subject)),
        Fault::NoRoot(issuer) => format!("no given root confirms it; the chain was issued by {}", shown(issuer)),
    }
}

fn purpose_word(purpose: Purpose, language: Language) -> &'static str {
    match purpose {
        Purpose::Absent => language.pick(
            "nie podaje przeznaczenia (extendedKeyUsage)",
            "it names no purpose (extendedKeyUsage)",
        ),
        Purpose::NotCritical => language.pick("przeznaczenie nie jest krytyczne", "the purpose is not critical"),
        Purpose::Other => language.pick("podaje inne przeznaczenie", "it names another purpose"),
        Purpose::Additional => language.pick("podaje także inne przeznaczenia", "it names other purposes, too"),
        Purpose::NotForSigning => language.pick("jego klucz nie służy do podpisów", "its key is not for signatures"),
    }
}
