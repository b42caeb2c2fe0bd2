//! What the protocol says, in the order in which an official reads it.

mod changes;
mod course;
mod persons;

use crate::evidence::bundle::Bundle;
use crate::evidence::chain;
use crate::evidence::format::{Mode, RunStarted};
use crate::evidence::paths;
use crate::evidence::verify::Verification;
use crate::report::assessment::assess;
use crate::report::assurance;
use crate::report::changes::ChangesView;
use crate::report::circumstances;
use crate::report::findings;
use crate::report::groups::Groups;
use crate::report::journey::{self, Stretch};
use crate::report::metadata::Case;
use crate::report::shown::shown;
use crate::report::verdict::VerdictView;
use crate::report::wording::{Wording, wording};
use crate::text::language::Language;

use super::ProtocolError;
use super::draw::About;
use super::font::Faces;
use super::picture::{self, Album};
use super::sheet::{self, HEADING, Mark, STRONG, SUBHEADING, Sheets, TEXT, TITLE};
use super::trail::{Context, Gallery, times};
use course::Course;

/// Steps, rows of tables and findings that are set; the trail has all of them.
const STEPS: usize = 3000;
const ROWS: usize = 1500;
const FINDINGS: usize = 40;
const MESSAGES: usize = 5;

/// The protocol, ready to be written.
pub(super) struct Composed {
    pub(super) pages: Vec<Vec<Mark>>,
    pub(super) album: Album,
    pub(super) about: About,
}

/// What all parts of the protocol are made from.
struct Source<'s> {
    bundle: &'s Bundle,
    verification: &'s Verification,
    started: &'s RunStarted,
    language: Language,
    w: &'static Wording,
    seal: String,
}

/// Sets the protocol of a bundle.
pub(super) fn compose(
    bundle: &Bundle,
    verification: &Verification,
    case: &Case,
    faces: &Faces,
    language: Language,
) -> Result<Composed, ProtocolError> {
    let started = bundle.started().ok_or(ProtocolError::NoBeginning)?;
    let seal = bundle.read(paths::SEAL).map_err(|_| ProtocolError::NoSeal)?;
    let source = Source {
        bundle,
        verification,
        started,
        language,
        w: wording(language),
        seal: chain::sha256(&seal),
    };
    let groups = Groups::of(bundle);
    let mut stretches = journey::stretches(bundle, started, &groups, language);
    let left_out = shorten(&mut stretches);
    let gallery = Gallery::of(&stretches, language);
    let album = picture::album(bundle, &gallery.wanted);
    let course = Course {
        stretches: &stretches,
        left_out,
        gallery: &gallery,
        thrift: album.thrift,
    };
    let context = Context::new(bundle, verification, &album, language);
    let mut sheets = Sheets::new(faces);
    source.cover(case, &mut sheets);
    source.changes(&ChangesView::of(bundle, &groups, language), &mut sheets);
    source.persons(&stretches, &mut sheets);
    source.consents(&stretches, &mut sheets);
    source.process(&mut sheets);
    source.signatures(&mut sheets);
    source.trail(&course, &context, &mut sheets);
    let mut pages = sheets.into_pages();
    let word = (language.pick("strona", "page"), language.pick("z", "of"));
    sheet::number(&mut pages, &shown(&started.run), word, faces);
    let about = source.about(faces);
    Ok(Composed { pages, album, about })
}

/// Leaves out what is beyond the limit, and returns how much that is.
fn shorten(stretches: &mut Vec<Stretch>) -> usize {
    let mut room = STEPS;
    let mut left_out = 0;
    for stretch in stretches.iter_mut() {
        left_out += stretch.steps.len().saturating_sub(room);
        stretch.steps.truncate(room);
        room -= stretch.steps.len();
    }
    stretches.retain(|stretch| !stretch.steps.is_empty());
    left_out
}

impl Source<'_> {
    fn pick(&self, polish: &'static str, english: &'static str) -> &'static str {
        self.language.pick(polish, english)
    }

    fn about(&self, faces: &Faces) -> About {
        let last = self.bundle.records().last();
        About {
            title: faces.fit(&format!("{}: {}", self.kicker(), shown(&self.started.runbook.title))),
            subject: faces.fit(&shown(&self.started.entity)),
            author: faces.fit(&shown(&self.started.operator)),
            id: self.seal.clone(),
            at: last.map(|record| record.at.clone()).unwrap_or_default(),
            language: self.language,
        }
    }

    fn kicker(&self) -> &'static str {
        match self.started.mode {
            Mode::Plan => self.w.kicker_plan,
            Mode::Apply => self.w.kicker_apply,
        }
    }

    fn cover(&self, case: &Case, sheets: &mut Sheets<'_>) {
        sheets.paragraph(self.kicker(), SUBHEADING);
        sheets.paragraph(&shown(&self.started.runbook.title), TITLE);
        if self.started.portal.practice {
            sheets.paragraph(self.w.practice, STRONG);
        }
        sheets.gap(6.0);
        let verdict = VerdictView::of(self.bundle, self.language);
        sheets.paragraph(&verdict.sentence, STRONG);
        if let Some(reason) = verdict.reason {
            sheets.paragraph(&reason.message, TEXT);
        }
        self.gaps(sheets);
        sheets.heading(self.pick("Sprawa", "The case"), HEADING);
        let blank = ". . . . . . . . . . . . . . . . . . . .";
        let facts = [
            (self.pick("Znak sprawy", "Number of the case"), &case.number),
            ("JRWA", &case.class),
            (self.pick("Kategoria archiwalna", "Archival category"), &case.category),
        ];
        for (name, text) in facts {
            let text = shown(text);
            sheets.fact(name, if text.is_empty() { blank } else { &text }, None);
        }
        if !case.recipient.is_empty() {
            sheets.fact(self.pick("Odbiorca", "Recipient"), &shown(&case.recipient), None);
        }
        sheets.heading(self.w.facts, HEADING);
        for fact in circumstances::facts(self.bundle, self.started, self.w) {
            sheets.fact(fact.name, &fact.text, fact.detail.as_deref());
        }
        let records = self.bundle.records();
        if let (Some(first), Some(last)) = (records.first(), records.last()) {
            let name = self.pick("Czas lokalny i UTC", "Local time and UTC");
            sheets.fact(name, &times(&first.at), Some(&times(&last.at)));
        }
        let notices = &self.verification.notices;
        let remarks = circumstances::remarks(records, self.started, notices, self.language);
        if !remarks.is_empty() {
            sheets.heading(self.w.notes, SUBHEADING);
        }
        for remark in remarks.iter().take(FINDINGS) {
            sheets.indented(&format!("– {}", remark.message), TEXT, 8.0);
        }
    }

    fn gaps(&self, sheets: &mut Sheets<'_>) {
        let assessment = assess(self.verification);
        if assessment.gaps.is_empty() {
            sheets.paragraph(self.w.complete_says, TEXT);
            return;
        }
        sheets.paragraph(self.w.incomplete_says, TEXT);
        for gap in assessment.gaps.iter().take(FINDINGS) {
            sheets.indented(&format!("– {}", findings::words(gap, self.language)), TEXT, 8.0);
        }
    }

    fn process(&self, sheets: &mut Sheets<'_>) {
        let title = self.pick(
            "Jak powstał ten zapis i czego dowodzi",
            "How this record was made and what it proves",
        );
        sheets.heading(title, HEADING);
        let made = self.pick(
            "Program krok wykonał zapisaną procedurę krok po kroku w przeglądarce, w której zalogowała się osoba. Przed każdą czynnością i po niej zachował obraz i tekst strony dokładnie tak, jak oddała je przeglądarka. Zamiar każdej zmiany zapisał, zanim ją wykonał. Każdy wiersz dziennika jest związany skrótem z poprzednim, a całość zamyka pieczęć: lista plików z ich skrótami.",
            "The program krok carried out a written procedure step by step in a browser in which a person had logged in. Before and after each act it kept picture and text of the page exactly as the browser gave them. The intent of each change was written down before it was made. Each line of the trail is tied to the one before by its hash, and a seal closes the whole: a list of files with their hashes.",
        );
        for text in [
            made,
            self.w.claim,
            &assurance::in_report(self.verification, self.language),
        ] {
            sheets.paragraph(text, TEXT);
        }
        sheets.fact(
            self.pick("Pieczęć", "Seal"),
            &format!("seal.json, SHA-256: {}", self.seal),
            None,
        );
        sheets.fact(self.w.head, self.bundle.head(), None);
        for fact in circumstances::surroundings(self.started, self.w) {
            sheets.fact(fact.name, &fact.text, fact.detail.as_deref());
        }
        sheets.heading(self.pick("Jak to sprawdzić", "How to check it"), SUBHEADING);
        let check = self.pick(
            "Skrót pliku seal.json z teczki (polecenie sha256sum) musi być równy podanemu wyżej. Teczkę sprawdza polecenie „krok verify TECZKA”; powie też, czy ten protokół jest tym, który z niej wynika.",
            "The hash of the bundle's seal.json (command sha256sum) must equal the one above. The command “krok verify BUNDLE” checks the bundle, and says whether this protocol is the one that follows from it.",
        );
        let derived = self.pick(
            "Ten protokół powstał z plików teczki i nie jest dowodem: rozstrzygają dziennik i obrazy w pełnej postaci.",
            "This protocol was made from the files of the bundle and is no part of the evidence: the trail and the full pictures decide.",
        );
        for text in [check, self.w.how_without, derived] {
            sheets.paragraph(text, TEXT);
        }
    }

    fn signatures(&self, sheets: &mut Sheets<'_>) {
        sheets.heading(self.pick("Podpisy", "Signatures"), HEADING);
        let says = self.pick(
            "imię i nazwisko, stanowisko, data, podpis",
            "name, position, date, signature",
        );
        for role in [
            self.pick("Wykonał(a)", "Carried out by"),
            self.pick("Sprawdził(a)", "Checked by"),
        ] {
            sheets.signature(role, says);
        }
    }
}
