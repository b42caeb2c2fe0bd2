//! The suite: krok from the outside. One binary, so that its browsers are shared.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::disallowed_methods,
    clippy::wildcard_enum_match_arm,
    unreachable_pub,
    reason = "a test fails by panicking, and writes the files that it wants to be read"
)]

mod accessibility;
mod architecture;
mod archives;
mod browser_gone;
mod cards;
mod cli;
mod comparing;
mod conditions;
mod coverage;
mod covered_fields;
mod crash;
mod data;
mod deleting_cards;
mod destroying;
mod destroying_broken;
mod disk;
mod doc;
mod drafting;
mod driver_port;
mod earlier;
mod erasing;
mod evidence;
mod evidence_cards;
mod evidence_forged;
mod executor;
mod faults;
mod final_check;
mod format;
mod frozen;
mod handover;
mod hostile;
mod index;
mod injection;
mod keyboard;
mod knobs;
mod krok_try;
mod language;
mod limits;
mod lines;
mod masks;
mod one_at_a_time;
mod outside_checks;
mod page_fields;
mod page_forms;
mod page_mutations;
mod page_persons;
mod page_places;
mod page_runs;
mod page_scripts;
mod page_sights;
mod page_structure;
mod page_waits;
mod pauses;
mod planted;
mod portal_runs;
mod practising;
mod protocol;
mod recording;
mod recovering;
mod report;
mod report_cards;
mod report_trail;
mod resume;
mod review_by_keyboard;
mod review_gate;
mod review_quorum;
mod reviewing;
mod schema;
mod sekap;
mod series;
mod signatures;
mod signing_keys;
mod stamps;
mod stamps_of_runs;
mod statements;
mod support;
mod systems;
mod threats;
mod unused;
mod verbs;
mod wall;
mod watching;
