//! Files from anybody, packed into one row of bytes: what must hold of them, whatever stands in them.
//!
//! The fuzz targets call these functions, and so does the suite, with the inputs kept in `tests/corpora`. An input is a
//! row of parts, each behind a line `=== NAME`; a name that ends in ` ->` is a link to something outside the folder.

mod archive;

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Component, Path, PathBuf};

use krok::evidence::bundle::Bundle;
use krok::evidence::chain;
use krok::evidence::left::Left;
use krok::evidence::recover::recover;
use krok::evidence::stamp::{Roots, Token};
use krok::evidence::verify::verify;
use krok::report;
use krok::runbook::consent::{Day, Need, consent_of};
use krok::runbook::data::{self, Addresses, Wanted};
use krok::runbook::model::{InputKind, Runbook};
use krok::runbook::{AnyRunbook, Colour, Diagnostic};
use krok::text::language::Language;
use krok::text::source::SourceFile;

pub use archive::archive;

const LANGUAGES: [Language; 2] = [Language::Polish, Language::English];

/// What stands outside the folder of an input, and must not come out of any reader.
const OUTSIDE: &str = "KANAREK-6f0d9a";

/// A file of an input.
struct Part<'i> {
    name: &'i str,
    bytes: &'i [u8],
    is_link: bool,
}

/// Reads a runbook or a series, what the operator gives with it, and everything that is said of them.
pub fn runbook(input: &[u8]) {
    let parts = parts(input);
    let Some(first) = parts.iter().find(|part| !part.is_link) else {
        return;
    };
    let place = Place::with(&parts);
    if let Ok(text) = std::str::from_utf8(first.bytes) {
        let file = SourceFile::new(first.name, text);
        told(krok::runbook::read_instruction_source(file.clone()).err());
        formatting(file);
    }
    let read = krok::runbook::read_any(&place.folder().join(first.name));
    match read {
        Ok(AnyRunbook::Single(checked)) => {
            told(Some(checked.warnings));
            given(&checked.runbook, &parts, &place);
        }
        Ok(AnyRunbook::Series(series)) => {
            drop(series.turns(&krok::runbook::model::Scope::new()));
            told(Some(series.warnings));
        }
        Err(found) => told(Some(found)),
    }
    place.is_left_alone();
}

/// Reads a portal profile, and everything that is said of it.
pub fn profile(input: &[u8]) {
    let Ok(text) = std::str::from_utf8(input) else {
        return;
    };
    told(krok::runbook::read_portal_source(SourceFile::new("portal.toml", text)).err());
    formatting(SourceFile::new("portal.toml", text));
}

/// Closes and tells the run of a trail whose hashes are in place, however little its records make sense.
pub fn trail(input: &[u8]) {
    let parts = parts(input);
    let place = Place::with(&parts);
    let path = place.folder().join("trail.ndjson");
    let Some(lines) = parts.iter().find(|part| part.name == "trail.ndjson" && !part.is_link) else {
        return;
    };
    let linked = linked(lines.bytes);
    fs::write(&path, &linked).expect("the folder takes a trail");
    assert!(!verify(&place.folder()).is_intact(), "nothing sealed it");
    tell(&place);
    let whole = linked.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    match recover(&place.folder()) {
        Ok(_) => {
            let closed = fs::read(&path).expect("the trail is there");
            assert!(closed.starts_with(&linked[..whole]), "a record was lost or changed");
            let verification = verify(&place.folder());
            assert!(verification.is_intact(), "{:?}", verification.integrity);
            assert!(agrees(&place.folder()), "sealed what is not there");
            tell(&place);
        }
        Err(error) => {
            assert!(
                fs::read(&path).is_ok_and(|left| left == linked),
                "{error}: yet the trail was written"
            );
        }
    }
    place.is_left_alone();
}

/// Reads a time stamp, or roots, and everything that is said of them.
pub fn token(input: &[u8]) {
    let roots = Roots::of_pem(input).unwrap_or_default();
    let Ok(token) = Token::read(input) else {
        return;
    };
    drop(token.check_about(input));
    drop(token.faults(Some(&roots)));
    let unknown = token.faults(Some(&Roots::default()));
    assert!(!unknown.is_empty(), "believed although nobody is trusted");
    for language in LANGUAGES {
        drop(report::stamps::facts(token.facts(), language));
        for fault in &unknown {
            drop(report::stamps::fault(fault, language));
        }
    }
}

/// Checks, opens and tells a bundle: intact is only one that agrees with its seal.
pub fn bundle(input: &[u8]) {
    let place = Place::with(&parts(input));
    let is_agreeing = agrees(&place.folder());
    let verification = verify(&place.folder());
    assert!(
        is_agreeing || !verification.is_intact(),
        "called intact although it does not agree with its seal"
    );
    tell(&place);
    place.is_left_alone();
}

/// Opens the bundle and writes its report, its own files read as the report does.
fn tell(place: &Place) {
    let verification = verify(&place.folder());
    for finding in verification.integrity.iter().chain(&verification.completeness) {
        for language in LANGUAGES {
            let words = report::findings::words(finding, language);
            assert!(!words.contains(OUTSIDE), "{words}");
        }
    }
    let Ok(bundle) = Bundle::open(&place.folder()) else {
        return;
    };
    drop(Left::of(bundle.records()));
    for file in bundle
        .records()
        .iter()
        .flat_map(krok::evidence::format::Record::references)
    {
        let read = bundle.read(&file.path).unwrap_or_default();
        assert!(!read.starts_with(OUTSIDE.as_bytes()), "{} leads outside", file.path);
    }
    for language in LANGUAGES {
        let page = report::html::render(&bundle, &verification, language).unwrap_or_default();
        assert!(!page.contains("<script"), "a script in the report");
        assert!(!page.contains(OUTSIDE), "the report shows what stands outside");
    }
}

/// Reads what the operator gives with a runbook: lines and lists by the name of their input, a consent, answers.
fn given(runbook: &Runbook, parts: &[Part<'_>], place: &Place) {
    for input in &runbook.inputs {
        let wanted = Wanted {
            input,
            runbook,
            addresses: Addresses::Encrypted,
            masks: &krok::text::mask::Rules::default(),
        };
        let is_of = |part: &&Part<'_>| part.name.split('.').next() == Some(&input.name);
        if let InputKind::Rows(_) | InputKind::List = input.kind {
            for part in parts.iter().filter(is_of) {
                told(data::of_bytes(part.name, part.bytes.to_vec(), wanted).err());
                let typed = String::from_utf8_lossy(part.bytes);
                told(data::typed(&typed, wanted).err());
            }
        }
    }
    let need = Need {
        from: "Urząd Marszałkowski".to_owned(),
        about: "usunięcie systemu".to_owned(),
        entity: "pzgliwice".to_owned(),
        today: Day(2026, 11, 28),
    };
    for part in parts.iter().filter(|part| part.name.starts_with("zgoda")) {
        if let Ok(text) = std::str::from_utf8(part.bytes) {
            told(consent_of(SourceFile::new(part.name, text), &need).err());
        }
    }
    let steps: Vec<String> = runbook.steps.iter().map(|step| step.id.clone()).collect();
    for part in parts.iter().filter(|part| part.name.starts_with("odpowiedzi")) {
        told(krok::runbook::read_answers(&place.folder().join(part.name), &steps).err());
    }
}

/// Lays a text out, and the result once more: it must not change again.
fn formatting(file: SourceFile) {
    let name = file.name().to_owned();
    match krok::runbook::formatted(file) {
        Ok(first) => {
            let again = krok::runbook::formatted(SourceFile::new(name, first.text.as_str()));
            let again = again.map(|again| again.text);
            assert_eq!(
                again.as_ref().ok(),
                Some(&first.text),
                "laid out twice, it looks different"
            );
        }
        Err(found) => told(Some(found)),
    }
}

/// Shows what was found as a person would see it.
fn told(found: Option<Vec<Diagnostic>>) {
    for diagnostic in found.unwrap_or_default() {
        for language in LANGUAGES {
            // A profile may be a link: whoever runs krok chose the folder of the runbook.
            drop(diagnostic.render(language, Colour::Never));
        }
    }
}

/// Tells whether a bundle is what its seal says, read without any of the project's readers.
fn agrees(folder: &Path) -> bool {
    let is_plain = |path: &Path| path.symlink_metadata().is_ok_and(|facts| facts.is_file());
    let read = |name: &str| {
        let path = folder.join(name);
        let parent = path.parent().and_then(|parent| parent.symlink_metadata().ok());
        (is_plain(&path) && parent.is_some_and(|facts| facts.is_dir())).then(|| fs::read(&path).ok())?
    };
    let Some(seal) = read("seal.json").and_then(|bytes| serde_json::from_slice::<serde_json::Value>(&bytes).ok())
    else {
        return false;
    };
    let mut listed = BTreeSet::new();
    for file in seal["files"].as_array().into_iter().flatten() {
        let path = file["path"].as_str().unwrap_or_default();
        let holds = |bytes: &Vec<u8>| {
            file["size"].as_u64() == Some(bytes.len() as u64)
                && file["sha256"].as_str() == Some(chain::sha256(bytes).as_str())
        };
        if !read(path).is_some_and(|bytes| holds(&bytes)) {
            return false;
        }
        listed.insert(path.to_owned());
    }
    let trail = read("trail.ndjson").unwrap_or_default();
    let mut last = chain::ORIGIN.to_owned();
    let mut lines = 0;
    for line in trail.split_inclusive(|byte| *byte == b'\n') {
        let Some((json, hash)) = line
            .strip_suffix(b"\n")
            .and_then(|line| line.split_at_checked(line.len().checked_sub(65)?))
        else {
            return false;
        };
        last = chain::link(&last, json);
        lines += 1;
        if hash != format!("\t{last}").as_bytes() {
            return false;
        }
    }
    seal["records"].as_u64() == Some(lines)
        && seal["last"].as_str() == Some(last.as_str())
        && below(folder, "")
            .iter()
            .all(|path| listed.contains(path) || is_beside(path))
}

/// Names that a seal does not list.
fn is_beside(path: &str) -> bool {
    let files = [
        "seal.json",
        "seal.json.sig",
        "seal.json.sig.tmp",
        "used.json",
        "custody.ndjson",
        "report.html",
        "report.css",
        "report.tmp",
        "protokol.pdf",
        ".reserve",
    ];
    let folders = ["anchors/", "countersign/", "reviews/", "derived/"];
    files.contains(&path) || folders.iter().any(|folder| path.starts_with(folder))
}

/// Every file and link below a folder.
fn below(folder: &Path, path: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder.join(path)).into_iter().flatten().flatten() {
        let name = format!("{path}{}", entry.file_name().to_string_lossy());
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            found.extend(below(folder, &format!("{name}/")));
        } else {
            found.push(name);
        }
    }
    found
}

/// Puts a hash behind every whole line.
fn linked(lines: &[u8]) -> Vec<u8> {
    let mut previous = chain::ORIGIN.to_owned();
    let mut trail = Vec::new();
    for line in lines.split_inclusive(|byte| *byte == b'\n') {
        let Some(json) = line.strip_suffix(b"\n") else {
            trail.extend_from_slice(line);
            break;
        };
        previous = chain::link(&previous, json);
        trail.extend_from_slice(json);
        trail.extend_from_slice(format!("\t{previous}\n").as_bytes());
    }
    trail
}

/// The files of an input; none if it names what stands outside, so that whoever says that has read it there.
fn parts(input: &[u8]) -> Vec<Part<'_>> {
    const HEAD: &[u8] = b"=== ";
    if input.windows(OUTSIDE.len()).any(|window| window == OUTSIDE.as_bytes()) {
        return Vec::new();
    }
    let mut starts = Vec::new();
    let mut line = 0;
    for (at, byte) in input.iter().enumerate() {
        if *byte == b'\n' {
            line = at + 1;
        } else if at == line && input[at..].starts_with(HEAD) {
            starts.push(at);
        }
    }
    let ends = starts.iter().skip(1).copied().chain([input.len()]);
    let part = |(start, end): (&usize, usize)| {
        let whole = &input[start + HEAD.len()..end];
        let head = whole.iter().position(|byte| *byte == b'\n')?;
        let name = std::str::from_utf8(&whole[..head]).ok()?;
        let link = name.strip_suffix(" ->");
        let name = link.unwrap_or(name);
        let is_below = Path::new(name)
            .components()
            .all(|part| matches!(part, Component::Normal(_)));
        (is_below && !name.is_empty() && name.len() < 200).then_some(Part {
            name,
            bytes: &whole[head + 1..],
            is_link: link.is_some(),
        })
    };
    starts.iter().zip(ends).filter_map(part).collect()
}

/// The folder of an input, in memory where there is one, with something beside it that no reader may touch.
struct Place {
    root: tempfile::TempDir,
}

impl Place {
    fn with(parts: &[Part<'_>]) -> Self {
        let root = tempfile::TempDir::new_in("/dev/shm").or_else(|_| tempfile::TempDir::new());
        let root = root.expect("a folder for the input");
        let place = Self { root };
        for folder in ["outside", "run", "run/pictures", "run/texts", "run/inputs"] {
            fs::create_dir(place.root.path().join(folder)).expect("a folder for the input");
        }
        fs::write(place.outside(), OUTSIDE).expect("a file beside the input");
        for part in parts {
            let path = place.folder().join(part.name);
            // What cannot be written is not there: a name that is too long, a file where a folder should be.
            let _ = path.parent().map(fs::create_dir_all);
            let is_link = |path: &Path| path.symlink_metadata().is_ok_and(|facts| facts.is_symlink());
            if path.ancestors().any(is_link) {
                continue;
            }
            let _ = if part.is_link {
                symlink(place.outside(), &path)
            } else {
                fs::write(&path, part.bytes)
            };
        }
        place
    }

    fn folder(&self) -> PathBuf {
        self.root.path().join("run")
    }

    fn outside(&self) -> PathBuf {
        self.root.path().join("outside/file.toml")
    }

    /// What stands beside the folder is as it was.
    fn is_left_alone(&self) {
        let left = fs::read_to_string(self.outside());
        assert_eq!(
            left.ok().as_deref(),
            Some(OUTSIDE),
            "a file outside the folder was written"
        );
        let beside = below(self.root.path(), "")
            .into_iter()
            .filter(|path| !path.starts_with("run/"));
        assert_eq!(beside.collect::<Vec<_>>(), ["outside/file.toml"]);
    }
}
