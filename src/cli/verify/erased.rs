//! What was removed from a bundle after it was closed, and who answers for that.

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::cli::console::Console;
use crate::evidence::erasure::Erased;
use crate::evidence::signature::{Key, Namespace};
use crate::evidence::trust::Vouching;
use crate::report::erased;
use crate::text::language::Language;
use crate::text::plain::plain;

use super::Checked;

/// Lists every file that was removed.
pub(super) fn tell(checked: &Checked<'_>, console: &Console) {
    let language = console.language();
    let Some(count) = erased::count(checked.verification, language) else {
        return;
    };
    console.result(&count);
    for each in &checked.verification.erased {
        console.result(&format!(
            "  - {}; {}",
            erased::words(each, language),
            signer(each, checked, language)
        ));
    }
    console.result(language.pick(
        "  tak twierdzi posiadacz teczki; co na nich było, wiadomo tylko ze skrótów i z dziennika",
        "  so says whoever holds the bundle; of what they showed there are only the hashes and the trail",
    ));
}

/// Returns the same for programs.
pub(super) fn list(checked: &Checked<'_>) -> Vec<Value> {
    let files = checked.verification.erased.iter();
    files
        .map(|each| {
            let policy = each.policy.as_ref();
            json!({
                "file": each.file.path,
                "sha256": each.file.sha256,
                "size": each.file.size,
                "line": each.line,
                "at": each.at,
                "by": each.by,
                "why": each.why,
                "policy": policy.map(|policy| json!({
                    "name": policy.name, "sha256": policy.sha256, "keep": policy.keep,
                })),
                "fingerprint": each.key.as_ref().map(Key::fingerprint),
                "signer": name(each, checked),
            })
        })
        .collect()
}

fn signer(each: &Erased, checked: &Checked<'_>, language: Language) -> String {
    let Some(key) = &each.key else {
        return language.pick("bez podpisu", "not signed").to_owned();
    };
    match name(each, checked) {
        Some(name) => format!("{} {}", language.pick("podpis:", "signed by"), plain(&name)),
        None => format!(
            "{} {}",
            language.pick(
                "podpis kluczem, którego lista zaufanych nie uznaje:",
                "signed with a key that the trust file does not vouch for:"
            ),
            key.fingerprint()
        ),
    }
}

/// Names who signed, if the verifier knows the key and it may sign this.
fn name(each: &Erased, checked: &Checked<'_>) -> Option<String> {
    let key = each.key.as_ref()?;
    match checked.trust?.vouching(key, Namespace::Erasure, Timestamp::now()) {
        Vouching::Theirs(name) => Some(name),
        Vouching::NotForThis(_) | Vouching::OutOfTime(_) | Vouching::Unknown => None,
    }
}
