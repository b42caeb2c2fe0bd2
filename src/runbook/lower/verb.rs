//! The words of a step: its verbs, the keys that go with each, and words that it does not know on purpose.

/// Every key that a step knows.
pub(crate) const STEP: &[&str] = &[
    "id",
    "cites",
    "go",
    "open",
    "press",
    "see",
    "not_see",
    "set",
    "check",
    "filter",
    "record",
    "visit",
    "manual",
    "destroy",
    "for_each",
    "run",
    "with",
    "tab",
    "section",
    "dialog",
    "row",
    "frame",
    "window",
    "edit",
    "save",
    "cancel",
    "saved",
    "appears",
    "effect",
    "asked",
    "differs",
    "answers",
    "as",
    "note",
    "attachments",
    "identity",
    "first",
    "confirm",
    "gone",
    "consent",
    "deadline",
    "when",
    "require",
];

/// Words by which authors ask to wait.
pub(crate) const WAITING: &[&str] = &["sleep", "wait", "pause", "delay", "timeout"];

/// Keys that go with some verbs only, and those verbs.
pub(crate) const COMPANIONS: &[(&str, &[Verb], &str)] = &[
    ("tab", PLACED, OF_PLACED),
    ("section", PLACED, OF_PLACED),
    ("dialog", PLACED, OF_PLACED),
    (
        "row",
        &[Verb::Press, Verb::Filter, Verb::Destroy],
        "`press`, `filter`, `destroy`",
    ),
    ("frame", PLACED, OF_PLACED),
    (
        "window",
        &[
            Verb::Press,
            Verb::See,
            Verb::Set,
            Verb::Check,
            Verb::Filter,
            Verb::Record,
            Verb::ForEach,
            Verb::Destroy,
        ],
        "`press`, `see`, `set`, `check`, `filter`, `record`, `for_each`, `destroy`",
    ),
    ("effect", &[Verb::Press], "`press`"),
    (
        "asked",
        &[Verb::Press, Verb::Set, Verb::Destroy],
        "`press`, `set`, `destroy`",
    ),
    ("identity", &[Verb::Destroy], "`destroy`"),
    ("first", &[Verb::Destroy], "`destroy`"),
    ("confirm", &[Verb::Destroy], "`destroy`"),
    ("gone", &[Verb::Destroy], "`destroy`"),
    ("consent", &[Verb::Destroy], "`destroy`"),
    ("edit", &[Verb::Set], "`set`"),
    ("save", &[Verb::Set], "`set`"),
    ("appears", &[Verb::Set], "`set`"),
    ("cancel", &[Verb::Set], "`set`"),
    ("saved", &[Verb::Set], "`set`"),
    (
        "differs",
        &[Verb::Check, Verb::Record, Verb::See, Verb::ForEach],
        "`check`, `record`, `see`, `for_each`",
    ),
    ("answers", &[Verb::Manual], "`manual`"),
    ("as", &[Verb::Manual], "`manual`"),
    ("note", &[Verb::Manual], "`manual`"),
    ("attachments", &[Verb::Manual], "`manual`"),
    ("with", &[Verb::ForEach, Verb::Run], "`run`"),
];

/// Verbs whose targets are narrowed by places beside the verb.
const PLACED: &[Verb] = &[Verb::Press, Verb::Filter, Verb::Record, Verb::Destroy];

/// The same for a hint.
const OF_PLACED: &str = "`press`, `filter`, `record`, `destroy`";

/// What a step does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verb {
    Go,
    Open,
    Press,
    See,
    Set,
    Check,
    Filter,
    Record,
    Visit,
    Manual,
    Destroy,
    ForEach,
    Run,
}

impl Verb {
    /// Finds the verb of a key.
    pub(crate) fn of(key: &str) -> Option<Self> {
        Some(match key {
            "go" => Self::Go,
            "open" => Self::Open,
            "press" => Self::Press,
            "set" => Self::Set,
            "check" => Self::Check,
            "filter" => Self::Filter,
            "record" => Self::Record,
            "visit" => Self::Visit,
            "manual" => Self::Manual,
            "destroy" => Self::Destroy,
            "for_each" => Self::ForEach,
            "run" => Self::Run,
            _ => return None,
        })
    }

    /// Returns the key.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Go => "go",
            Self::Open => "open",
            Self::Press => "press",
            Self::See => "see",
            Self::Set => "set",
            Self::Check => "check",
            Self::Filter => "filter",
            Self::Record => "record",
            Self::Visit => "visit",
            Self::Manual => "manual",
            Self::Destroy => "destroy",
            Self::ForEach => "for_each",
            Self::Run => "run",
        }
    }
}
