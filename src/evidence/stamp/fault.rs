//! What can be wrong with a token. Words for it, in every language, are the report's.

/// Something wrong with a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// There is no such file.
    Missing,
    /// The file could not be read.
    Unreadable(String),
    /// Larger than any token.
    TooLarge(usize),
    /// Not a token, or not one of a kind that is read.
    Unparseable(String),
    /// The authority refused; what it said.
    Refused(String),
    /// It is about other bytes.
    ImprintDiffers {
        /// Hash in the token.
        seen: String,
        /// Hash of what it should be about.
        wanted: String,
    },
    /// It is about a hash of a kind that is not accepted.
    ImprintKind(String),
    /// It answers another request.
    NonceDiffers,
    /// It was issued under another policy.
    PolicyDiffers {
        /// Policy of the token.
        seen: String,
        /// Policy asked for.
        wanted: String,
    },
    /// The trail tells another token than this.
    TrailDiffers {
        /// What the trail says.
        told: String,
        /// What the token says.
        seen: String,
    },
    /// The file is not the one of which the trail has the hash.
    HashDiffers,
    /// The certificate of the signer is not in the token.
    SignerMissing,
    /// The signed attributes do not say which certificate signs.
    SignerUnnamed,
    /// The signed attributes name another certificate.
    SignerDiffers,
    /// What was signed is not what the token holds.
    ContentDiffers,
    /// The signature is not of these bytes and this key.
    SignatureWrong,
    /// A kind of signature, hash or key that is not accepted.
    Algorithm(String),
    /// The certificate is not for time stamps alone (RFC 3161 section 2.3).
    Purpose(Purpose),
    /// The certificate was not valid at the time of the token.
    NotValidThen {
        /// Whose.
        subject: String,
        /// First moment of its validity.
        from: String,
        /// Last moment.
        to: String,
    },
    /// A certificate demands what is not understood.
    Extension(String),
    /// A certificate of the chain may not issue others.
    NotAnAuthority(String),
    /// No chain leads to a given root; who issued the last certificate of the chain.
    NoRoot(String),
}

impl Fault {
    /// Tells whether it says that a token, or what the token is about, was changed; otherwise it is why nobody need believe
    /// the token.
    pub fn is_change(&self) -> bool {
        match self {
            Self::Missing
            | Self::Unreadable(_)
            | Self::TooLarge(_)
            | Self::Unparseable(_)
            | Self::Refused(_)
            | Self::ImprintDiffers { .. }
            | Self::TrailDiffers { .. }
            | Self::HashDiffers
            | Self::ContentDiffers
            | Self::SignerDiffers
            | Self::SignatureWrong => true,
            Self::ImprintKind(_)
            | Self::NonceDiffers
            | Self::PolicyDiffers { .. }
            | Self::SignerMissing
            | Self::SignerUnnamed
            | Self::Algorithm(_)
            | Self::Purpose(_)
            | Self::NotValidThen { .. }
            | Self::Extension(_)
            | Self::NotAnAuthority(_)
            | Self::NoRoot(_) => false,
        }
    }
}

/// Why a certificate is not for time stamps alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// It names no extended purpose.
    Absent,
    /// It does not call the purpose critical.
    NotCritical,
    /// It does not name time stamping.
    Other,
    /// It names more than time stamping.
    Additional,
    /// Its key is not for signatures.
    NotForSigning,
}
