//! The questions about what a person did, one after the other in the terminal.

use std::io::{self, Write as _};

use crate::evidence::format::{ErrandOutcome, ErrandSource};
use crate::evidence::text::printable;
use crate::executor::{Account, Enclosure, NoAccount, Request};
use crate::runbook::model::Need;
use crate::text::language::Language;
use crate::text::plain::plain;

use super::console::read_line;
use super::desk::{MOST, enclosure, too_many, typed_path};
use super::machine;
use super::stop::Stop;
use super::wording;

/// Asks everything that a step wants to know.
pub(super) async fn asked(request: &Request, language: Language, stop: &Stop) -> Result<Account, NoAccount> {
    let questions = Questions { language, stop };
    let what = language.pick("Czynność osoby", "For a person to do");
    say(&format!("\n{what} ({}):\n  {}", request.step, plain(&request.says)));
    let outcome = questions.outcome().await?;
    let by = questions.by().await?;
    let answer = match outcome {
        ErrandOutcome::Done if !request.answers.is_empty() => Some(questions.answer(&request.answers).await?),
        ErrandOutcome::Done | ErrandOutcome::Failed | ErrandOutcome::Skipped => None,
    };
    let is_done = outcome == ErrandOutcome::Done;
    // Why something was not done is worth a note in any case.
    let note = match request.note {
        Need::Unasked if is_done => None,
        Need::Required if is_done => Some(questions.note(Need::Required).await?),
        Need::Unasked | Need::Optional | Need::Required => Some(questions.note(Need::Optional).await?),
    };
    let attachments = match request.attachments {
        Need::Unasked => Vec::new(),
        Need::Optional | Need::Required => {
            let is_owed = is_done && request.attachments == Need::Required;
            questions.attachments(is_owed).await?
        }
    };
    Ok(Account {
        outcome,
        by,
        source: ErrandSource::Terminal,
        answer,
        note: note.filter(|note| !note.is_empty()),
        attachments,
    })
}

/// Waits until the person says that the portal works again.
pub(super) async fn works_again(language: Language, stop: Stop) -> Result<(), NoAccount> {
    let stop = &stop;
    let questions = Questions { language, stop };
    questions.answered(wording::works_again(language)).await.map(drop)
}

/// Waits until the person says that nobody works on the page any more.
pub(super) async fn hands_off(language: Language, stop: Stop) -> Result<(), NoAccount> {
    let stop = &stop;
    let questions = Questions { language, stop };
    questions.answered(wording::hands_off(language)).await.map(drop)
}

/// Who is asked, and who may stop it.
struct Questions<'q> {
    language: Language,
    stop: &'q Stop,
}

impl Questions<'_> {
    async fn outcome(&self) -> Result<ErrandOutcome, NoAccount> {
        let question = self.language.pick(
            "Wynik: [w] wykonano, [n] nie udało się, [p] pominięto",
            "Outcome: [d] done, [f] failed, [s] skipped",
        );
        loop {
            match self.line(question).await?.to_lowercase().as_str() {
                "w" | "wykonano" | "d" | "done" => return Ok(ErrandOutcome::Done),
                "n" | "nie udało się" | "f" | "failed" => return Ok(ErrandOutcome::Failed),
                "p" | "pominięto" | "s" | "skipped" => return Ok(ErrandOutcome::Skipped),
                _ => self.again(),
            }
        }
    }

    async fn by(&self) -> Result<String, NoAccount> {
        let user = machine::user();
        let question = match self.language {
            Language::Polish => format!("Kto to zrobił (pusty wiersz: {user})"),
            Language::English => format!("Who did it (empty line: {user})"),
        };
        let by = self.line(&question).await?;
        Ok(if by.is_empty() { user } else { by })
    }

    async fn answer(&self, answers: &[String]) -> Result<String, NoAccount> {
        for (answer, number) in answers.iter().zip(1..) {
            say(&format!("  {number}) {}", plain(answer)));
        }
        let question = self.language.pick("Numer odpowiedzi", "Number of the answer");
        loop {
            let typed = self.line(question).await?;
            let chosen = typed.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
            match chosen.and_then(|index| answers.get(index)) {
                Some(answer) => return Ok(answer.clone()),
                None => self.again(),
            }
        }
    }

    async fn note(&self, need: Need) -> Result<String, NoAccount> {
        let question = match need {
            Need::Required => self.language.pick("Notatka (wymagana)", "Note (required)"),
            Need::Unasked | Need::Optional => self
                .language
                .pick("Notatka (pusty wiersz: bez niej)", "Note (empty line: none)"),
        };
        loop {
            let note = self.line(question).await?;
            if need == Need::Required && note.is_empty() {
                self.again();
                continue;
            }
            return Ok(note);
        }
    }

    async fn attachments(&self, is_owed: bool) -> Result<Vec<Enclosure>, NoAccount> {
        let question = self.language.pick(
            "Załącznik: ścieżka do pliku (pusty wiersz kończy)",
            "Attachment: path of a file (an empty line ends)",
        );
        let mut files = Vec::new();
        loop {
            let path = self.line(question).await?;
            if path.is_empty() {
                if is_owed && files.is_empty() {
                    self.again();
                    continue;
                }
                return Ok(files);
            }
            if files.len() == MOST {
                say(&format!("  {}", too_many(self.language)));
                continue;
            }
            match enclosure(&typed_path(&path), self.language) {
                Ok(file) => files.push(file),
                Err(trouble) => say(&format!("  {}", trouble.message)),
            }
        }
    }

    fn again(&self) {
        say(self.language.pick(
            "  Tego nie da się przyjąć; proszę odpowiedzieć jeszcze raz.",
            "  This cannot be taken; please answer again.",
        ));
    }

    /// Reads one line.
    async fn line(&self, question: &str) -> Result<String, NoAccount> {
        self.answered(&format!("{question}: ")).await
    }

    async fn answered(&self, question: &str) -> Result<String, NoAccount> {
        let question = question.to_owned();
        match self.stop.unless_asked(move || read_line(&question)).await {
            Ok(Some(Some(line))) => Ok(plain(&line).trim().to_owned()),
            // The terminal is gone, or whoever sat there left.
            Ok(Some(None) | None) | Err(_) => Err(NoAccount::Interrupted),
        }
    }
}

fn say(text: &str) {
    // Whoever closed standard error will not read it.
    drop(writeln!(io::stderr(), "{}", printable(text)));
}
