//! What a verifier holds beside a bundle, what those who vouch for it put there, and what the verifier sees.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use jiff::Timestamp;
use krok::evidence::assurance::{Anchored, Assurance, Ground, Level};
use krok::evidence::format::{AnchorPlace, Event};
use krok::evidence::signature::{KeyFile, Signer};
use krok::evidence::stamp::{Roots, Token, judge};
use krok::evidence::statements::{Ruling, countersign, sign_seal};
use krok::evidence::trail::Trail;
use krok::evidence::trust::TrustFile;
use krok::evidence::verify::verify;
use krok::report::assessment::{Integrity, assess};
use tempfile::TempDir;

use super::forger::copy_folder;
use super::golden::{Ending, room, written_behind};
use super::tsa::authorities;

/// What the verifier holds beside the bundle, and asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trust {
    /// Nothing: chain and seal alone.
    Sealed,
    /// A list of keys that has the operator's.
    Signed,
    /// The same, and the root of an authority that stamped the start and the seal.
    Anchored,
    /// A list of keys that has the operator's and the reviewer's.
    Countersigned,
}

pub const ALL: [Trust; 4] = [Trust::Sealed, Trust::Signed, Trust::Anchored, Trust::Countersigned];

/// What must come of an attack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Caught {
    /// It is named as a change, every time.
    Yes,
    /// It leaves no trace of a change, every time.
    No,
    /// It leaves no trace of a change, and the bundle is never called whole.
    NotWhole,
    /// It leaves no trace of a change, and is told to whoever verifies.
    Told,
}

/// Runs that were stamped: an authority takes its time, so there are few, and copies of them.
pub const STAMPED: usize = 3;

/// Each with its seal signed and stamped, and as it was before.
pub fn stamped() -> &'static [[PathBuf; 2]; STAMPED] {
    static RUNS: OnceLock<(TempDir, [[PathBuf; 2]; STAMPED])> = OnceLock::new();
    let made = RUNS.get_or_init(|| {
        let room = room();
        let runs = std::array::from_fn(|number| {
            let place = room.path().join(number.to_string());
            let before = written_behind(&place, (2, number as u64, Ending::Finished), stamp_start);
            let after = place.join("poswiadczona");
            copy_folder(&before, &after);
            state(&after, Trust::Anchored);
            [after, before]
        });
        (room, runs)
    });
    &made.1
}

/// Has the first record stamped, as a run does.
pub fn stamp_start(trail: &mut Trail) {
    let (over, hash) = trail.head().unwrap();
    let bytes = authorities().stamp_hash("p256", hash);
    let token = Token::read(&bytes).unwrap();
    let place = (AnchorPlace::Start, over);
    let anchored = trail.store_token(place, &bytes, token.facts()).unwrap();
    trail.append(None, Event::Anchored(anchored)).unwrap();
}

/// Has the seal stamped, in the place of an earlier time stamp.
pub fn stamp_seal(bundle: &Path) {
    let seal = fs::read(bundle.join("seal.json")).unwrap();
    let token = authorities().stamp("p256", "sha256", &seal);
    fs::create_dir_all(bundle.join("anchors")).unwrap();
    fs::write(bundle.join("anchors/seal.tsr"), token).unwrap();
}

/// Keys of the operator, of a reviewer, of who gives consents and of somebody whom nobody knows, and the verifier's list.
pub struct Keys {
    pub operator: PathBuf,
    pub reviewer: PathBuf,
    pub giver: PathBuf,
    pub stranger: PathBuf,
    pub trust: TrustFile,
    _folder: TempDir,
}

pub fn keys() -> &'static Keys {
    static KEYS: OnceLock<Keys> = OnceLock::new();
    KEYS.get_or_init(|| {
        let folder = TempDir::new().unwrap();
        let names = ["operator", "recenzent", "urzad", "obcy"];
        let [operator, reviewer, giver, stranger] = names.map(|name| folder.path().join(name));
        for key in [&operator, &reviewer, &giver, &stranger] {
            KeyFile::make(key, "", None).unwrap();
        }
        let listed = [("operator", &operator), ("recenzent", &reviewer), ("urzad", &giver)];
        let lines = listed.map(|(name, key)| format!("{name} {}\n", KeyFile::read(key).unwrap().key().line()));
        Keys {
            trust: TrustFile::parse(&lines.concat()).unwrap(),
            operator,
            reviewer,
            giver,
            stranger,
            _folder: folder,
        }
    })
}

pub fn signer(key: &Path) -> Signer {
    match KeyFile::read(key).unwrap() {
        KeyFile::Ready(key) => Signer::of_key(key),
        KeyFile::Locked(_) | KeyFile::Public(_) => panic!("the key has no passphrase"),
    }
}

/// Puts on a bundle what a verifier with this trust will ask for.
pub fn state(bundle: &Path, trust: Trust) {
    if trust != Trust::Sealed {
        sign_seal(bundle, &signer(&keys().operator)).unwrap();
    }
    if trust == Trust::Anchored {
        stamp_seal(bundle);
    }
    if trust == Trust::Countersigned {
        countersign(bundle, (Ruling::Accepted, ""), "recenzent", &signer(&keys().reviewer)).unwrap();
    }
}

pub fn unsign(bundle: &Path) {
    for left in ["seal.json.sig", "countersign"] {
        let path = bundle.join(left);
        if path.is_dir() {
            fs::remove_dir_all(path).unwrap();
        } else if path.exists() {
            fs::remove_file(path).unwrap();
        }
    }
}

/// Signs the seal in place of whoever did, and leaves what others said.
pub fn sign_anew(bundle: &Path, key: &Path) {
    let signature = bundle.join("seal.json.sig");
    if signature.exists() {
        fs::remove_file(signature).unwrap();
    }
    sign_seal(bundle, &signer(key)).unwrap();
}

/// Says what a verifier sees who asks for as much as this trust can give, and knows these keys.
pub fn seen(bundle: &Path, trust: Trust, known: &TrustFile) -> Caught {
    let verification = verify(bundle);
    let roots = Roots::of_pem(&authorities().root("root")).unwrap();
    let stamps = judge(
        bundle,
        krok::evidence::stamp::Trust {
            roots: Some(&roots),
            policy: None,
        },
    );
    let anchored = stamps
        .not_before()
        .zip(stamps.not_after())
        .map(|(start, seal)| Anchored {
            began_after: start.at,
            sealed_by: seal.at,
        });
    let ground = Ground {
        trust: (trust != Trust::Sealed).then_some(known),
        anchored: anchored.filter(|_| trust == Trust::Anchored),
        now: Timestamp::now(),
    };
    let required = [Level::Sealed, Level::Signed, Level::Anchored, Level::Countersigned][trust as usize];
    let assurance = Assurance::of(&verification, ground);
    let is_told = trust == Trust::Anchored && stamps.is_doubtful()
        || !assurance.remarks.is_empty()
        || verification
            .notices
            .iter()
            .any(|notice| notice.code == "clock-against-stamp");
    match (assess(&verification).integrity, verification.is_complete()) {
        (Integrity::Altered | Integrity::Unsealed, _) => Caught::Yes,
        (Integrity::Intact, _) if !assurance.meets(required) => Caught::Yes,
        (Integrity::Intact, _) if is_told => Caught::Told,
        (Integrity::Intact, true) => Caught::No,
        (Integrity::Intact, false) => Caught::NotWhole,
    }
}
