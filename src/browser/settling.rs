//! Settling a window: its document with the frames that it may look into, the frames apart from it, and windows that open.

use std::time::{Duration, Instant};

use serde_json::Value;

use super::fault::{left_the_document, meaning, timed_out};
use super::frames::{APART, BESIDE};
use super::profile::Leaving;
use super::session::{GRACE, SLICE, Session, UNANSWERED, Whose};
use super::windows::Newcomer;
use super::{reply, script};
use crate::page::error::PageError;
use crate::page::observation::{Amiss, Observation, StoryLine, TextsRead};
use crate::page::touch::Touch;

/// How long a window may be blank on its way to a page.
const BLANK: Duration = Duration::from_secs(2);
/// How long a document that begins to go may take to be gone.
const GOING: Duration = Duration::from_secs(5);
/// Turns between documents that cannot be waited for together.
const TURN: Duration = Duration::from_millis(300);

/// What a wait has gathered so far.
struct Wait<'u> {
    began: Instant,
    deadline: Duration,
    unlike: Option<&'u str>,
    /// A document that begins to go, and since when.
    leaving: Option<(String, Instant)>,
    story: Vec<StoryLine>,
    caught: Vec<String>,
    /// What this wait is to tell the next one, of every document.
    memories: Vec<Value>,
    /// The last answer to a request of the page that was amiss.
    heard: Option<Amiss>,
    /// Whose doing it is if something was done to the page before the next part of the wait.
    whose: Whose,
    /// What somebody did to the page.
    touched: Option<Touch>,
}

impl Wait<'_> {
    /// Remembers a document that begins to go, from the first time it says so.
    fn going(&mut self, document: Option<&str>) {
        let known = self.leaving.as_ref().map(|(known, _)| known.as_str());
        if document.is_some() && document != known {
            self.leaving = document.map(|document| (document.to_owned(), Instant::now()));
        }
    }

    fn left(&self) -> Duration {
        self.deadline.saturating_sub(self.began.elapsed())
    }

    /// The document that is still waited for to go; one that only began a download stays.
    fn leaving(&self) -> Option<&str> {
        let (document, since) = self.leaving.as_ref()?;
        (since.elapsed() < GOING).then_some(document)
    }

    fn tell(&mut self, what: &str) {
        if self.story.last().is_some_and(|line| line.what == what) {
            return;
        }
        self.story.push(StoryLine {
            ms: elapsed_ms(self.began),
            what: what.to_owned(),
        });
    }

    /// Puts what was gathered before an observation into it.
    fn end(mut self, mut seen: Observation) -> Observation {
        self.caught.retain(|message| !seen.messages.contains(message));
        seen.messages.splice(0..0, self.caught);
        self.story.append(&mut seen.story);
        seen.story = self.story;
        seen.amiss = seen.amiss.or(self.heard);
        seen.touched = self.touched;
        seen
    }

    /// Keeps what was answered amiss in a part of the wait, in case the page has settled by the next part.
    fn hear(&mut self, seen: &Observation) {
        if let Some(Amiss::Request(_) | Amiss::WholePage(_) | Amiss::Unreadable) = seen.amiss {
            self.heard.clone_from(&seen.amiss);
        }
    }
}

impl Session {
    /// Waits for the window in front, following one that opens and going back from one that closes itself.
    pub(super) async fn settle_everywhere(
        &mut self,
        unlike: Option<&str>,
        deadline: Duration,
    ) -> Result<Observation, PageError> {
        self.set_patience().await?;
        let mut wait = Wait {
            began: Instant::now(),
            deadline,
            unlike,
            leaving: None,
            story: Vec::new(),
            caught: Vec::new(),
            memories: Vec::new(),
            heard: None,
            whose: match self.visit {
                Some(_) => Whose::Unasked,
                None if self.acted => Whose::Krok,
                None => Whose::Anybody,
            },
            touched: None,
        };
        loop {
            let seen = match self.settle_together(&mut wait).await {
                Ok(seen) => seen,
                Err(PageError::Lost(_) | PageError::WindowClosed(_))
                    if !self.opened.is_empty() && self.fall_back().await? =>
                {
                    wait.tell("the window closed itself");
                    wait.unlike = None;
                    wait.whose = Whose::Krok;
                    continue;
                }
                Err(other) => {
                    // What opens while a person logs in is the person's.
                    self.acted &= !matches!(other, PageError::Elsewhere(_));
                    return Err(other);
                }
            };
            match self.follow().await? {
                Newcomer::Nobody => {}
                Newcomer::Followed => {
                    wait.tell("another window opened");
                    wait.unlike = None;
                    wait.whose = Whose::Krok;
                    wait.caught.extend(seen.messages);
                    continue;
                }
                Newcomer::ByHand => wait.touched = wait.touched.or(Some(Touch::OpenedTab)),
            }
            self.memories = std::mem::take(&mut wait.memories);
            self.acted = false;
            // In words, since a page marks in its markup that it has asked for something.
            let shown = (seen.snapshot.clone(), seen.texts.clone());
            let stood = std::mem::replace(&mut self.stood, shown);
            let mut seen = wait.end(seen);
            if stood != self.stood {
                // The page has done something with its answers, or the act itself shows.
                let of_request = |amiss: &mut Amiss| !matches!(amiss, Amiss::Page(_) | Amiss::Unanswered);
                seen.passed_over = seen.amiss.take_if(of_request);
            }
            return Ok(seen);
        }
    }

    /// Waits for the window's document and for the frames apart from it, in turns if there are any.
    async fn settle_together(&mut self, wait: &mut Wait<'_>) -> Result<Observation, PageError> {
        loop {
            wait.memories.clear();
            self.leave_frames().await?;
            let own = wait.unlike.and_then(|unlike| unlike.split(APART).next());
            let slice = if self.apart.is_empty() { SLICE } else { TURN };
            let mut seen = self.settle_document(own, slice, wait).await?;
            for way in self.apart.clone() {
                self.add_apart(&way, &mut seen, wait).await?;
            }
            let changed = wait.unlike.is_none_or(|unlike| differ(unlike, &seen.fingerprint));
            let over = wait.left().is_zero();
            if over || changed && (seen.quiet || !self.apart.is_empty()) {
                seen.quiet &= changed;
                return Ok(seen);
            }
            wait.caught.append(&mut seen.messages);
            wait.story.append(&mut seen.story);
            wait.story.pop_if(|line| line.what == "deadline");
        }
    }

    /// Adds what a frame shows that the window's document may not look into.
    async fn add_apart(
        &mut self,
        way: &[String],
        seen: &mut Observation,
        wait: &mut Wait<'_>,
    ) -> Result<(), PageError> {
        match self.enter(way).await {
            Ok(()) => {}
            // The next look finds out which frames there are now.
            Err(PageError::Detached | PageError::Lost(_) | PageError::WindowClosed(_)) => {
                return self.leave_frames().await;
            }
            Err(other) => return Err(other),
        }
        let inner = self.settle_document(None, TURN, wait).await?;
        seen.fingerprint = format!("{}{APART}{}", seen.fingerprint, inner.fingerprint);
        seen.texts.extend(inner.texts);
        if inner.texts_read == TextsRead::Part {
            seen.texts_read = TextsRead::Part;
        }
        seen.messages.extend(inner.messages);
        seen.story.extend(inner.story);
        seen.quiet &= inner.quiet;
        seen.amiss = seen.amiss.take().or(inner.amiss);
        seen.snapshot.lines.extend(inner.snapshot.lines);
        Ok(())
    }

    /// Waits in the document entered, for one slice at most.
    async fn settle_document(
        &mut self,
        unlike: Option<&str>,
        slice: Duration,
        wait: &mut Wait<'_>,
    ) -> Result<Observation, PageError> {
        let mut unlike = unlike;
        let mut hung = 0;
        let mut blank = None;
        loop {
            let offset = elapsed_ms(wait.began);
            let arguments = self.settling(unlike, wait.left().min(slice), offset, wait.leaving(), wait.whose);
            let told = self.client.execute_async(&script::SETTLE, arguments).await;
            // What krok did it had done before the first part that the page took up; frames apart are heard of by their own.
            if wait.whose == Whose::Krok && self.inside.is_empty() && told.as_ref().is_ok_and(reply::is_taken_up) {
                wait.whose = Whose::Answer;
            }
            if matches!(told, Ok(serde_json::Value::Null)) {
                // A dialog that opens while a script waits cuts it off without an answer; the next command names it.
                continue;
            }
            let unanswered = told.as_ref().is_err_and(timed_out);
            hung = if unanswered { hung + 1 } else { 0 };
            if unanswered {
                // The document has gone without a word, or nothing runs in it yet on a busy machine.
                if hung >= UNANSWERED && wait.left().is_zero() {
                    return Err(told.map_or_else(meaning, |_| PageError::Silent(String::new())));
                }
                wait.tell("the page does not answer");
                self.grow_patience().await?;
                unlike = None;
                wait.unlike = None;
                continue;
            }
            let parting = match &told {
                Ok(reply) if reply::is_blank(reply) => {
                    let since = *blank.get_or_insert_with(Instant::now);
                    (since.elapsed() < BLANK).then(Vec::new)
                }
                Ok(reply) => reply::parting_messages(reply),
                // A document that went between the act and this wait takes the script with it, and nobody answers.
                Err(error) => left_the_document(error).then(Vec::new),
            };
            if let Some(messages) = parting
                && wait.began.elapsed() < wait.deadline + SLICE + GRACE
            {
                wait.caught.extend(messages);
                wait.tell("the page was left for another");
                let document = told.as_ref().ok().and_then(reply::document_left);
                wait.going(document.filter(|_| self.leaving == Leaving::Runs));
                // A new document is a change in itself, even if it looks as before.
                unlike = None;
                wait.unlike = None;
                continue;
            }
            let told = told.map_err(meaning)?;
            if let Some(memory) = told.get("memory") {
                wait.memories.push(memory.clone());
                self.remember(memory);
            }
            let mut seen = understood(told, offset)?;
            wait.touched = wait.touched.take().or(seen.touched.take());
            wait.hear(&seen);
            return Ok(seen);
        }
    }

    /// Keeps what a part of a wait has found for the next part, in place of what was known of the same document.
    fn remember(&mut self, memory: &Value) {
        self.memories
            .retain(|old| old.get("document") != memory.get("document"));
        self.memories.push(memory.clone());
    }
}

fn understood(told: Value, offset: u64) -> Result<Observation, PageError> {
    reply::elsewhere(&told)?;
    let mut seen = reply::observation(told)?;
    for line in &mut seen.story {
        line.ms += offset;
    }
    Ok(seen)
}

/// Says whether the content of any document differs between two fingerprints, whatever it looks like.
fn differ(one: &str, other: &str) -> bool {
    let contents = |fingerprint: &str| -> Vec<String> {
        let parts = fingerprint.split([BESIDE, APART]);
        parts
            .map(|part| part.split('@').next().unwrap_or_default().to_owned())
            .collect()
    };
    contents(one) != contents(other)
}

fn elapsed_ms(since: Instant) -> u64 {
    u64::try_from(since.elapsed().as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_differ_by_what_they_hold_and_not_by_where_they_are_scrolled() {
        assert!(!differ("a@0,0|b@0,0#c@0,0", "a@0,9|b@f0,0#c@0,0"));
        assert!(differ("a@0,0#c@0,0", "a@0,0#d@0,0"));
        assert!(differ("a@0,0", "a@0,0|b@0,0"));
    }
}
