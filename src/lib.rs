//! krok carries out written procedures on web portals step by step and proves what it did.
//!
//! The library is the program's inside; its interface is the `krok` binary and is not promised to anybody else.
//!
//! # Words
//!
//! *portal* a web system with a profile · *runbook* a procedure as TOML · *step* its unit, one verb ·
//! *series* runbooks one after another · *place* a part of a
//! page named as a person would: tab, section, dialog, row, frame, window · *target* a control by visible label within
//! places · *effect* of a step: read, navigate, write, destroy, manual · *observation* what was read · *plan* the differences
//! found, nothing changed · *apply* carrying out a saved plan · *trail* the append-only journal of a run · *picture* a
//! screenshot in the trail · *bundle* the folder of one run · *seal* what closes a bundle · *review* what a second person
//! says of a bundle, step by step · *acting entity* the
//! institution on whose behalf the portal believes we act.
//!
//! # Rooms
//!
//! `text` ← `runbook` ← `page` ← {`browser`, `executor`}; `executor` also writes `evidence`, which imports of ours
//! only `text`, to compare texts by the same rule; `report` reads `evidence`; `review` shows the
//! report's steps to a second person and keeps what they say; `recorder` drafts a runbook from what a person did; `cli` joins everything.
//! `executor` and `browser` never see each other: they meet in the trait [`page::protocol::Page`]. A test enforces the
//! table of imports.
//!
//! # Life of a step
//!
//! locate → guards (host, entity) → observe (picture before) → decide → *intent on disk* → act → settle → re-read →
//! observe (picture after) → *outcome on disk*. Page scripts only gather; which candidate is meant is decided here, by
//! one rule ([`text::label`]).
//!
//! Every frame and open shadow tree of the window in front is looked at; a window that a press opens comes to the front
//! and is closed by the first step that does not name it. Native dialogs are answered as the runbook declares and in no
//! other way. Numbers that a portal shows of a table are compared with what was read of it.

pub mod browser;
pub mod cli;
pub mod evidence;
pub mod executor;
pub mod page;
pub mod recorder;
pub mod report;
pub mod review;
pub mod runbook;
pub mod text;
