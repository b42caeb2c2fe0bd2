//! The command line. Names of commands and options are an interface that people and scripts rely on.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

use crate::browser::family::Family;
use crate::text::language::Language;

mod evidence;
mod work;

pub(super) use evidence::{
    AnchorCommand, AnchorOptions, CaseOptions, ConsentCommand, ExpireOptions, IndexOptions, KeyCommand, KindName,
    RedactOptions, ReviewOptions, RulingName, SigningOptions, TrustOptions, VerifyOptions,
};
use work::name_and_value;
pub(super) use work::{BrowserOptions, DestroyOptions, KeyOfStep, TryOptions, WorkOptions};

/// Carries out written procedures on web portals step by step and proves what it did.
#[derive(Debug, Parser)]
#[command(name = "krok", version, max_term_width = 100)]
pub(super) struct Arguments {
    /// Language of messages and reports.
    #[arg(long, global = true, value_enum, default_value_t = Lang::Pl)]
    pub(super) lang: Lang,
    /// What to do.
    #[command(subcommand)]
    pub(super) command: Command,
}

/// A language as written on the command line.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Lang {
    /// Polish.
    Pl,
    /// English.
    En,
}

impl From<Lang> for Language {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::Pl => Self::Polish,
            Lang::En => Self::English,
        }
    }
}

/// A browser as written on the command line.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum BrowserName {
    /// Chromium or Google Chrome.
    Chromium,
    /// Firefox.
    Firefox,
}

impl From<BrowserName> for Family {
    fn from(name: BrowserName) -> Self {
        match name {
            BrowserName::Chromium => Self::Chromium,
            BrowserName::Firefox => Self::Firefox,
        }
    }
}

/// One command.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Check runbooks and their portal profile: every mistake at once, nothing is opened.
    Check {
        /// Runbook files.
        #[arg(required = true)]
        runbooks: Vec<PathBuf>,
        /// Value of an input, such as a file of lines, which is checked too.
        #[arg(long = "input", value_name = "NAME=VALUE", value_parser = name_and_value)]
        inputs: Vec<(String, String)>,
    },
    /// Say which step of which runbook carries out each point of the instruction; ends with code 1 if one has none.
    Coverage {
        /// Folder of the instruction (instrukcja.toml) and of the runbooks.
        #[arg(default_value = "runbooks")]
        folder: PathBuf,
        /// Write the table as Markdown, too; an existing file is replaced.
        #[arg(long, value_name = "FILE")]
        markdown: Option<PathBuf>,
        /// Write the table as CSV, too; an existing file is replaced.
        #[arg(long, value_name = "FILE")]
        csv: Option<PathBuf>,
    },
    /// Format runbooks and portal profiles: same words, same comments, one look.
    Fmt {
        /// Files, which are changed where they lie; `-` formats standard input to standard output.
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// Change nothing; say which files are not formatted, and end with code 1 if there are any.
        #[arg(long)]
        check: bool,
    },
    /// Print the JSON Schema of the language, by which editors complete and check.
    Schema {
        /// What the schema is for.
        #[arg(value_enum, default_value_t = Schema::Runbook)]
        of: Schema,
    },
    /// Open a browser on a portal, wait until you have logged in, and leave it for later commands.
    Open {
        /// Name of the portal (epuap) or path of its portal.toml.
        portal: String,
        #[command(flatten)]
        browser: BrowserOptions,
    },
    /// Close the browser that `open` left.
    Close {
        /// Name of the portal.
        portal: String,
    },
    /// Read the portal and say what would change; nothing is changed.
    Plan {
        #[command(flatten)]
        work: WorkOptions,
    },
    /// Carry out a saved plan.
    Apply {
        /// Folder of the plan.
        plan: PathBuf,
        /// Runbook that must still be the plan's; by default the file below runbooks/, if it is there.
        #[arg(long)]
        runbook: Option<PathBuf>,
        /// Value of an input, which must be the plan's.
        #[arg(long = "input", value_name = "NAME=VALUE", value_parser = name_and_value)]
        inputs: Vec<(String, String)>,
        /// What a person did in manual steps: a TOML file with one table for each step.
        #[arg(long, value_name = "FILE")]
        answers: Option<PathBuf>,
        /// Do not ask before changing.
        #[arg(long)]
        yes: bool,
        #[command(flatten)]
        destroy: DestroyOptions,
        #[command(flatten)]
        anchor: AnchorOptions,
        /// Folder for bundles.
        #[arg(long, default_value = "screenshots")]
        out: PathBuf,
        #[command(flatten)]
        signing: SigningOptions,
        #[command(flatten)]
        browser: BrowserOptions,
    },
    /// Open, wait for your login, plan, show the plan, ask, apply, report.
    Run {
        #[command(flatten)]
        work: WorkOptions,
        /// What a person did in manual steps: a TOML file with one table for each step; for a series a folder with one such
        /// file for each stage, named after it.
        #[arg(long, value_name = "FILE")]
        answers: Option<PathBuf>,
        /// Do not ask before changing.
        #[arg(long)]
        yes: bool,
        #[command(flatten)]
        destroy: DestroyOptions,
    },
    /// Continue a run that ended before its time: what the portal shows as done is adopted, the rest is planned again,
    /// shown and, once you agree, carried out.
    Resume {
        /// Folder of the run that broke off, or of a series whose last run did.
        bundle: PathBuf,
        /// Value of an input that is a file, of which the bundle keeps the hash alone.
        #[arg(long = "input", value_name = "NAME=VALUE", value_parser = name_and_value)]
        inputs: Vec<(String, String)>,
        /// What a person did in manual steps since: a TOML file with one table for each step.
        #[arg(long, value_name = "FILE")]
        answers: Option<PathBuf>,
        /// Do not ask before changing.
        #[arg(long)]
        yes: bool,
        #[command(flatten)]
        destroy: DestroyOptions,
        #[command(flatten)]
        anchor: AnchorOptions,
        #[command(flatten)]
        signing: SigningOptions,
        #[command(flatten)]
        browser: BrowserOptions,
    },
    /// Say and picture what a step would find on the page that is open; nothing is pressed or entered.
    Try {
        #[command(flatten)]
        order: TryOptions,
    },
    /// Draft a runbook from what you click and fill in; krok itself presses nothing.
    Record {
        /// Name of the portal (epuap) or path of its portal.toml.
        portal: String,
        /// File for the draft, by default nagranie.toml beside the profile; an existing file is never overwritten.
        #[arg(long, value_name = "FILE")]
        output: Option<PathBuf>,
        #[command(flatten)]
        browser: BrowserOptions,
    },
    /// Say whether a bundle is unchanged since it was sealed, whether it is complete, and on whose word.
    Verify {
        #[command(flatten)]
        order: VerifyOptions,
    },
    /// Make the key that signs bundles, choose one that you have, or show it.
    Key {
        #[command(subcommand)]
        command: KeyCommand,
    },
    /// Sign the seal of a bundle: seal.json.sig, as ssh-keygen makes it.
    Sign {
        /// Folder of the bundle.
        bundle: PathBuf,
        #[command(flatten)]
        signing: SigningOptions,
    },
    /// Put your signed verdict on somebody else's bundle.
    Countersign {
        /// Folder of the bundle.
        bundle: PathBuf,
        /// The verdict.
        #[arg(long, value_enum)]
        verdict: RulingName,
        /// Why.
        #[arg(long, value_name = "TEXT")]
        remark: Option<String>,
        /// What you are called [default: your account].
        #[arg(long, value_name = "NAME")]
        name: Option<String>,
        #[command(flatten)]
        signing: SigningOptions,
    },
    /// Keep a signed file with a bundle that krok itself cannot check: podpis zaufany, XAdES, PAdES.
    Attach {
        /// Folder of the bundle.
        bundle: PathBuf,
        /// The signed file.
        file: PathBuf,
        /// What it is.
        #[arg(long = "as", value_enum)]
        kind: KindName,
    },
    /// Sign a consent file, for whoever gives the consent.
    Consent {
        #[command(subcommand)]
        command: ConsentCommand,
    },
    /// Time stamps over a sealed bundle that come from a tool of the office's own.
    Anchor {
        /// What to do.
        #[command(subcommand)]
        what: AnchorCommand,
    },
    /// Go through the trail of a sealed bundle in the browser, step by step, and store your verdict in reviews/.
    Review {
        #[command(flatten)]
        order: ReviewOptions,
    },
    /// Write report.html into a bundle.
    Report {
        /// Folder of the bundle.
        bundle: PathBuf,
    },
    /// Write the protocol of a sealed bundle for the case file: one PDF/A below 10 MB.
    Protocol {
        /// Folder of the bundle.
        bundle: PathBuf,
        /// File to write; an existing file is never overwritten [default: protokol.pdf in the bundle].
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
        #[command(flatten)]
        case: CaseOptions,
    },
    /// Write index.html over a folder of bundles: the stages of a series, or else which institution stands where with
    /// which runbook.
    Index {
        #[command(flatten)]
        order: IndexOptions,
    },
    /// Show two bundles side by side, only what differs; ends with code 5 if anything does.
    Compare {
        /// Folder of the one bundle, called A.
        #[arg(value_name = "A")]
        first: PathBuf,
        /// Folder of the other, called B.
        #[arg(value_name = "B")]
        second: PathBuf,
        /// Folder to make; an existing one is refused [default: porownanie-… beside A].
        #[arg(long, value_name = "FOLDER")]
        out: Option<PathBuf>,
    },
    /// Write the illustrated how-to of a runbook, made of the pictures of a run: HTML and Markdown, in a new folder.
    Doc {
        /// The runbook.
        runbook: PathBuf,
        /// Folder of a bundle that this very runbook left; it must be intact and complete.
        bundle: PathBuf,
        /// Folder to make; an existing one is refused [default: NAME-instrukcja, by the name of the runbook].
        #[arg(long, value_name = "FOLDER")]
        out: Option<PathBuf>,
    },
    /// Pack a bundle into a file that is handed over to another office; refused if the bundle was changed since it was
    /// sealed.
    Export {
        /// Folder of the bundle.
        bundle: PathBuf,
        /// As a zip file, stored, with the bundle's folder at the top.
        #[arg(long, required_unless_present = "for_signing")]
        zip: bool,
        /// As a folder with what podpis zaufany signs: the protocol and the seal, each below 10 MB.
        #[arg(long, conflicts_with_all = ["zip", "as_it_is"])]
        for_signing: bool,
        /// File to write, by default the bundle's name with .zip here; with --for-signing a folder, by default the bundle's
        /// name with -do-podpisu. What exists is never overwritten.
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
        /// Pack a bundle that was changed or never sealed, too.
        #[arg(long)]
        as_it_is: bool,
        #[command(flatten)]
        case: CaseOptions,
    },
    /// Unpack a bundle that came as a zip file into a new folder and verify it.
    Import {
        /// The zip file.
        archive: PathBuf,
        /// Folder for bundles.
        #[arg(long, value_name = "FOLDER", default_value = "screenshots")]
        into: PathBuf,
    },
    /// Remove pictures and texts from a closed bundle, for a reason that its custody log keeps.
    Redact {
        #[command(flatten)]
        order: RedactOptions,
    },
    /// Remove pictures and texts from every closed bundle whose time to be kept is over.
    Expire {
        #[command(flatten)]
        order: ExpireOptions,
    },
    /// Say what is missing on this machine and how to fix it.
    Doctor {
        /// Browser that is to be used.
        #[arg(long, value_enum, default_value_t = BrowserName::Chromium)]
        browser: BrowserName,
    },
    /// Carry out a procedure on the practice portal from login to report.
    Demo {
        /// Which procedure.
        #[arg(value_enum, default_value_t = DemoProcedure::Migracja)]
        procedure: DemoProcedure,
        /// Browser to use.
        #[arg(long, value_enum, default_value_t = BrowserName::Chromium)]
        browser: BrowserName,
        /// Without a visible window.
        #[arg(long)]
        headless: bool,
        /// Let the portal break off again and again with faults that pass, drawn by this seed.
        #[arg(long, value_name = "SEED")]
        faults: Option<u64>,
        /// Folder for bundles.
        #[arg(long, default_value = "screenshots")]
        out: PathBuf,
    },
    /// Serve the practice portal until Ctrl-C.
    PracticePortal {
        /// Port of the portal; 0 takes a free one.
        #[arg(long, default_value_t = 0)]
        port: u16,
        /// Port of the login pages; 0 takes a free one.
        #[arg(long, default_value_t = 0)]
        login_port: u16,
        /// What the portal holds.
        #[arg(long, value_enum, default_value_t = Data::Instruction)]
        data: Data,
    },
}

/// Kinds of files with a schema.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Schema {
    /// Runbooks.
    Runbook,
    /// Series of runbooks.
    Series,
    /// Portal profiles (portal.toml).
    Portal,
}

/// Procedures of the demo.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum DemoProcedure {
    /// The whole instruction for one office.
    Migracja,
    /// Instruction chapter 3, points 1–9.
    Skrytki,
}

/// Data sets of the practice portal.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Data {
    /// The two skrytki of the instruction.
    Instruction,
    /// Many skrytki with similar names, on two pages.
    Many,
    /// All of the migration: unused skrytki beside the two, SEKAP's system, 92 karty spraw.
    #[value(alias = "migracja")]
    Migration,
}
