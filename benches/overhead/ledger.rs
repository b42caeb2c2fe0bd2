//! Where the time of a run goes, told from the moments at which krok asks the page or announces a record.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use krok::evidence::format::Event;
use krok::page::observation::StoryLine;

/// What time was spent on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Opening an address.
    Open,
    /// Gathering the candidates.
    Look,
    /// Pressing a control.
    Press,
    /// Moving the pointer.
    Hover,
    /// Typing.
    Fill,
    /// Waiting in the page for quiet.
    Quiet,
    /// Rest of a settle: gathering what stands there, and the way to the browser and back.
    Tell,
    /// Taking the picture and decoding it.
    Picture,
    /// Hashing and writing picture and text.
    Store,
    /// Appending a record that must be durable, and waiting for the disk.
    Commit,
    /// Everything else in krok: locating, deciding, other records.
    Rest,
}

impl Part {
    /// Every part in the order in which a person asks for it.
    pub const ALL: [Self; 11] = [
        Self::Open,
        Self::Look,
        Self::Press,
        Self::Hover,
        Self::Fill,
        Self::Quiet,
        Self::Tell,
        Self::Picture,
        Self::Store,
        Self::Commit,
        Self::Rest,
    ];

    /// Names the part.
    pub fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Look => "look",
            Self::Press => "press",
            Self::Hover => "hover",
            Self::Fill => "fill",
            Self::Quiet => "settle: quiet in the page",
            Self::Tell => "settle: gather and transfer",
            Self::Picture => "picture",
            Self::Store => "evidence: hash and write",
            Self::Commit => "evidence: commit",
            Self::Rest => "rest of krok",
        }
    }
}

/// How often and how long.
#[derive(Clone, Copy, Debug, Default)]
pub struct Spent {
    /// How often.
    pub times: u32,
    /// How long in sum.
    pub time: Duration,
}

/// The moment from which time is counted.
#[derive(Clone, Copy, Debug)]
enum Mark {
    /// A call to the page ended.
    Answered(Part),
    /// A record is about to be appended; whether krok then waits for the disk.
    Announced { commits: bool },
}

/// The account of one run.
#[derive(Debug)]
pub struct Ledger {
    parts: BTreeMap<Part, Spent>,
    reasons: BTreeMap<String, Spent>,
    mark: Mark,
    at: Instant,
    writes: bool,
    /// Bytes of all pictures.
    pub picture_bytes: u64,
}

impl Ledger {
    /// Starts now.
    pub fn new() -> Self {
        Self {
            parts: BTreeMap::new(),
            reasons: BTreeMap::new(),
            mark: Mark::Announced { commits: false },
            at: Instant::now(),
            writes: false,
            picture_bytes: 0,
        }
    }

    /// Returns what was spent on a part.
    pub fn spent(&self, part: Part) -> Spent {
        self.parts.get(&part).copied().unwrap_or_default()
    }

    /// Returns for what the page was waited, by reason.
    pub fn reasons(&self) -> &BTreeMap<String, Spent> {
        &self.reasons
    }

    /// krok asks the page: what it did until now was its own work.
    pub fn asked(&mut self) {
        let part = match self.mark {
            Mark::Announced { commits: true } => Part::Commit,
            Mark::Announced { commits: false } | Mark::Answered(_) => Part::Rest,
        };
        self.close(part);
    }

    /// The page answered.
    pub fn answered(&mut self, part: Part) {
        self.close(part);
        self.mark = Mark::Answered(part);
    }

    /// The page answered a settle that tells what it waited for.
    pub fn settled(&mut self, story: &[StoryLine]) {
        let whole = self.at.elapsed();
        let quiet = Duration::from_millis(story.last().map_or(0, |line| line.ms)).min(whole);
        add(&mut self.parts, Part::Quiet, quiet);
        self.at += quiet;
        self.answered(Part::Tell);
        for pair in story.windows(2) {
            let reason = pair[0].what.split(':').next().unwrap_or_default();
            let held = Duration::from_millis(pair[1].ms.saturating_sub(pair[0].ms));
            add(&mut self.reasons, reason.to_owned(), held);
        }
        if let Some(first) = story.first() {
            add(
                &mut self.reasons,
                "first frame".to_owned(),
                Duration::from_millis(first.ms),
            );
        }
    }

    /// krok announces a record, then appends it.
    pub fn announced(&mut self, event: &Event) {
        let part = match (self.mark, event) {
            (Mark::Answered(Part::Picture), Event::Observed(_)) => Part::Store,
            (Mark::Announced { commits: true }, _) => Part::Commit,
            (Mark::Announced { commits: false } | Mark::Answered(_), _) => Part::Rest,
        };
        self.close(part);
        if let Event::Intent(intent) = event {
            self.writes = !matches!(intent.effect.as_str(), "read" | "navigate");
        }
        let commits = match event {
            Event::Intent(_) | Event::Outcome(_) => self.writes,
            Event::StepFinished(_) | Event::RunFinished(_) | Event::Paused(_) | Event::Resumed(_) => true,
            Event::RunStarted(_)
            | Event::Anchored(_)
            | Event::LoggedIn(_)
            | Event::StepStarted(_)
            | Event::Observed(_)
            | Event::Field(_)
            | Event::Rows(_)
            | Event::Condition(_)
            | Event::Masked(_)
            | Event::Recorded(_)
            | Event::Visited(_)
            | Event::Errand(_)
            | Event::Dialog(_)
            | Event::Candidates(_)
            | Event::Destroying(_)
            | Event::Note(_)
            | Event::Recovered(_) => false,
        };
        self.mark = Mark::Announced { commits };
    }

    /// The run ended.
    pub fn ended(&mut self) {
        self.asked();
    }

    fn close(&mut self, part: Part) {
        let now = Instant::now();
        add(&mut self.parts, part, now.saturating_duration_since(self.at));
        self.at = now;
    }
}

fn add<K: Ord>(account: &mut BTreeMap<K, Spent>, key: K, time: Duration) {
    let spent = account.entry(key).or_default();
    spent.times += 1;
    spent.time += time;
}
