//! The practice portal: a real HTTP look-alike of ePUAP on two local origins, with server-side state.
//!
//! The portal must not know who uses it: it serves pages to any browser and records what it received.
//! Its journal and state are reachable only in process, through [`Truth`], so that whoever drives the
//! pages cannot read the answers from them.

mod bip;
mod card;
mod card_editor;
mod card_titles;
mod client;
mod deleting;
mod documents;
mod draft;
mod elsewhere;
mod expiry;
mod fault;
mod faults;
mod field;
mod fixture;
mod instruction;
mod journal;
mod knob;
mod late;
mod login;
mod message;
mod origins;
mod pager;
mod papers;
pub mod person;
mod portal;
mod practice;
mod pull;
mod push;
mod random;
mod request;
mod sekap;
mod server;
mod session;
mod settings;
mod skrytka;
mod soap;
mod state;
mod stored;
mod storm;
mod system;
mod tally;
mod truth;
mod turn;

pub use bip::{BipPage, MockBip};
pub use card::{Card, CardForm, CardStatus, FormTarget};
pub use client::{Death, Kept, Mailbox, Refusal, Register, Round, Sod};
pub use documents::{Document, Letter, Passage, Refused, Whereabouts};
pub use expiry::{ExpiryShape, SessionLife};
pub use fault::{Dialog, Fault, HttpFailure, List, Moment, Overlay, Reach, Works};
pub use field::{Field, Tab};
pub use fixture::{ADDRESSES, OFFICE, OTHER_OFFICE, PRIVATE_PERSON, SEKAP_SYSTEM};
pub use instruction::{Deviation, is_as_instructed};
pub use journal::{Change, Entry, Event, FormChange};
pub use knob::Knob;
pub use papers::KEPT_CARDS;
pub use practice::{Practice, Receipt, SOD_SYSTEM};
pub use sekap::{
    MARSHALS_OFFICE, MockSekap, OTHER_PARTNER, PARTNER, SekapEntry, SekapEvent, SekapFault, SekapSettings, SekapTruth,
    Unit, UnitChange, UnitField,
};
pub use server::{MockPortal, serve};
pub use settings::{CardSet, DataSet, EditScope, Settings, SystemSet};
pub use skrytka::{Choice, Content, Kind, Mode, Reply, Scheme, Skrytka, Store, Transmission};
pub use storm::{Raised, Storm};
pub use system::{Origin, System};
pub use tally::{Object, Tally};
pub use truth::{RequestEntry, Requests, Truth};
pub use turn::{RequestKind, Turn};
