//! What is said on the command line of bundles: how they are signed, stamped, checked and handed over.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use crate::evidence::assurance::Level;
use crate::evidence::erasure::Kind;
use crate::evidence::statements::{self, Ruling};
use crate::runbook::retention::KeepTime;

/// What is done with keys.
#[derive(Debug, Subcommand)]
pub(in crate::cli) enum KeyCommand {
    /// Make an Ed25519 key in a new file; its passphrase is asked in the terminal.
    New {
        /// File of the key [default: id_ed25519 in krok's settings folder].
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
        /// Protect the key by nothing but the rights of its file.
        #[arg(long)]
        no_passphrase: bool,
    },
    /// Sign every bundle with this key from now on.
    Use {
        /// Private key of OpenSSH; or its public half, if ssh-agent holds the key.
        file: PathBuf,
    },
    /// Show the key that signs, and the line for a verifier's trust file.
    Show,
}

/// What is done with consents.
#[derive(Debug, Subcommand)]
pub(in crate::cli) enum ConsentCommand {
    /// Write FILE.sig, which goes into the bundle with the consent.
    Sign {
        /// The consent file.
        file: PathBuf,
        #[command(flatten)]
        signing: SigningOptions,
    },
}

/// Who signs.
#[derive(Debug, Default, Args)]
pub(in crate::cli) struct SigningOptions {
    /// Key to sign with: its file, `agent` for the only one that ssh-agent holds, `none` for no signature [default: the one
    /// of `krok key use`].
    #[arg(long, value_name = "FILE|agent|none")]
    pub(in crate::cli) key: Option<String>,
}

/// What is asked of a bundle.
#[derive(Debug, Default, Args)]
pub(in crate::cli) struct VerifyOptions {
    /// Folder of the bundle.
    pub(in crate::cli) bundle: PathBuf,
    /// List of the keys you trust, as ssh-keygen has it (allowed_signers) [default: allowed_signers in krok's settings
    /// folder, if it is there].
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) trust: Option<PathBuf>,
    /// End with code 4 if the record is worth less than this.
    #[arg(long, value_enum, value_name = "LEVEL")]
    pub(in crate::cli) require: Option<LevelName>,
    /// File of rules how many reviewers must accept; end with code 4 if they do not.
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) policy: Option<PathBuf>,
    /// Print one JSON document instead of sentences.
    #[arg(long)]
    pub(in crate::cli) json: bool,
    #[command(flatten)]
    pub(in crate::cli) authorities: TrustOptions,
}

/// Who reviews a bundle.
#[derive(Debug, Args)]
pub(in crate::cli) struct ReviewOptions {
    /// Folder of the bundle.
    pub(in crate::cli) bundle: PathBuf,
    /// Your name as it goes into the verdict [default: the account].
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) reviewer: Option<String>,
    /// Only print the address, and open no browser.
    #[arg(long)]
    pub(in crate::cli) no_open: bool,
    /// List of the keys you trust, by which krok knows whether you carried out the run [default: allowed_signers in krok's
    /// settings folder, if it is there].
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) trust: Option<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) signing: SigningOptions,
}

/// What is written of many bundles.
#[derive(Debug, Args)]
pub(in crate::cli) struct IndexOptions {
    /// Folder of a series, or any folder below which bundles lie.
    pub(in crate::cli) folder: PathBuf,
    /// List of the keys you trust, by which reviewers are known [default: allowed_signers in krok's settings folder, if it
    /// is there].
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) trust: Option<PathBuf>,
    /// Write one row for each institution and runbook as CSV, too; an existing file is replaced.
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) csv: Option<PathBuf>,
    /// Write the same as JUnit, too; an existing file is replaced.
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) junit: Option<PathBuf>,
    /// Write everything that was found as JSON, too; an existing file is replaced.
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) json: Option<PathBuf>,
}

/// A level of assurance as written on the command line.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(in crate::cli) enum LevelName {
    /// Sealed with hashes alone.
    Sealed,
    /// Signed by a key that you trust.
    Signed,
    /// Signed, with time stamps of others.
    Anchored,
    /// Signed, and accepted by a reviewer whom you trust.
    Countersigned,
}

impl From<LevelName> for Level {
    fn from(name: LevelName) -> Self {
        match name {
            LevelName::Sealed => Self::Sealed,
            LevelName::Signed => Self::Signed,
            LevelName::Anchored => Self::Anchored,
            LevelName::Countersigned => Self::Countersigned,
        }
    }
}

/// A verdict as written on the command line.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(in crate::cli) enum RulingName {
    /// You agree with the record.
    Accepted,
    /// You do not.
    Rejected,
}

impl From<RulingName> for Ruling {
    fn from(name: RulingName) -> Self {
        match name {
            RulingName::Accepted => Self::Accepted,
            RulingName::Rejected => Self::Rejected,
        }
    }
}

/// What an attached file is, as written on the command line.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(in crate::cli) enum KindName {
    /// A reviewer's verdict.
    Verdict,
    /// A consent.
    Consent,
    /// Something else.
    Other,
}

impl From<KindName> for statements::Kind {
    fn from(name: KindName) -> Self {
        match name {
            KindName::Verdict => Self::Verdict,
            KindName::Consent => Self::Consent,
            KindName::Other => Self::Other,
        }
    }
}

/// What is done about time stamps from elsewhere.
#[derive(Debug, Subcommand)]
pub(in crate::cli) enum AnchorCommand {
    /// Write a request (RFC 3161) for a time stamp over the bundle's seal.
    Request {
        /// Folder of the bundle.
        bundle: PathBuf,
        /// File for the request; an existing file is never overwritten.
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// Check a time stamp over the bundle's seal and store it there.
    Import {
        /// Folder of the bundle.
        bundle: PathBuf,
        /// The authority's answer, or the token alone.
        token: PathBuf,
    },
}

/// Where the time stamps of a run come from.
#[derive(Debug, Default, Args)]
pub(in crate::cli) struct AnchorOptions {
    /// Ask this time stamping authority (http) at the start of each run and over its seal.
    #[arg(long, value_name = "URL")]
    pub(in crate::cli) tsa: Option<String>,
    /// Do not begin a run, and destroy nothing, without a time stamp before it.
    #[arg(long, requires = "tsa")]
    pub(in crate::cli) require_anchor: bool,
}

/// Whose time stamps are believed.
#[derive(Debug, Default, Args)]
pub(in crate::cli) struct TrustOptions {
    /// File of the trusted time stamping authorities' certificates, in PEM. Repeatable.
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) tsa_roots: Vec<PathBuf>,
    /// Policy that every time stamp must have, as an object identifier.
    #[arg(long, value_name = "OID", requires = "tsa_roots")]
    pub(in crate::cli) tsa_policy: Option<String>,
}

/// What an archive wants to know of a bundle and only the office can say; it goes into derived/metadane.xml.
#[derive(Debug, Args)]
pub(in crate::cli) struct CaseOptions {
    /// Number of the case (znak sprawy).
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub(in crate::cli) znak_sprawy: String,
    /// Class of the office's list of cases (JRWA).
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub(in crate::cli) jrwa: String,
    /// Archival category (kategoria archiwalna).
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub(in crate::cli) kategoria: String,
    /// To whom the bundle is handed over.
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub(in crate::cli) odbiorca: String,
}

/// What is to be removed from a closed bundle, and on whose word.
#[derive(Debug, Args)]
pub(in crate::cli) struct RedactOptions {
    /// Folder of the bundle.
    pub(in crate::cli) bundle: PathBuf,
    /// Step whose pictures and texts go, with the steps below it. Repeatable.
    #[arg(long, value_name = "PATH")]
    pub(in crate::cli) step: Vec<String>,
    /// File that goes, such as pictures/0007.png. Repeatable.
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) file: Vec<String>,
    /// Of the steps only this.
    #[arg(long, value_enum, value_name = "KIND")]
    pub(in crate::cli) only: Option<ErasedKindName>,
    /// Person who decided it; without it the terminal asks.
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) by: Option<String>,
    /// Why; without it the terminal asks.
    #[arg(long, value_name = "TEXT")]
    pub(in crate::cli) reason: Option<String>,
    /// Remove without asking.
    #[arg(long, requires_all = ["by", "reason"])]
    pub(in crate::cli) yes: bool,
    #[command(flatten)]
    pub(in crate::cli) signing: SigningOptions,
}

/// What can be removed, as written on the command line.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(in crate::cli) enum ErasedKindName {
    /// Pictures of pages.
    Pictures,
    /// Texts of pages.
    Texts,
}

impl From<ErasedKindName> for Kind {
    fn from(name: ErasedKindName) -> Self {
        match name {
            ErasedKindName::Pictures => Self::Picture,
            ErasedKindName::Texts => Self::Text,
        }
    }
}

/// Which bundles are looked at, and how long what they show is kept.
#[derive(Debug, Args)]
pub(in crate::cli) struct ExpireOptions {
    /// Bundles, or folders of bundles.
    #[arg(required = true, value_name = "FOLDER|BUNDLE")]
    pub(in crate::cli) paths: Vec<PathBuf>,
    /// Only what is older: days, months or years, such as 90d, 36m or 5y.
    #[arg(long, value_name = "TIME", value_parser = keep_time, required_unless_present = "policy")]
    pub(in crate::cli) older_than: Option<KeepTime>,
    /// File of rules how long an office keeps what; with --older-than both times have to be over.
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) policy: Option<PathBuf>,
    /// Person who decided it [default: the account].
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) by: Option<String>,
    /// Why [default: the time is over].
    #[arg(long, value_name = "TEXT")]
    pub(in crate::cli) reason: Option<String>,
    /// Remove without asking.
    #[arg(long)]
    pub(in crate::cli) yes: bool,
    #[command(flatten)]
    pub(in crate::cli) signing: SigningOptions,
}

fn keep_time(text: &str) -> Result<KeepTime, String> {
    KeepTime::parse(text).ok_or_else(|| "days, months or years, from 1: 90d, 36m, 5y".to_owned())
}
