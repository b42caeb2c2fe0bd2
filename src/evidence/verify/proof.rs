//! A proof that something is gone, worked out again from the two lists that it holds.

use crate::evidence::format::Proof;

use super::destroyed::is_same;

/// Says whether the list afterwards has no row of the thing.
pub(super) fn is_gone(proof: &Proof) -> bool {
    !proof.after.iter().any(|row| is_same(row, &proof.gone.row))
}

/// Says whether everything that a proof says follows from its two lists.
pub(super) fn is_sound(proof: &Proof) -> bool {
    let is_it = |row: &str| is_same(row, &proof.gone.row);
    let others = |rows: &[String]| -> Vec<String> { rows.iter().filter(|row| !is_it(row)).cloned().collect() };
    proof.before.iter().any(|row| is_it(row))
        && proof.is_gone == is_gone(proof)
        && proof.vanished == without(others(&proof.before), &proof.after)
        && proof.appeared == without(others(&proof.after), &proof.before)
}

/// Returns what is left of a list when each row of another is taken from it once.
fn without(mut rows: Vec<String>, taken: &[String]) -> Vec<String> {
    for one in taken {
        if let Some(at) = rows.iter().position(|row| row == one) {
            rows.remove(at);
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::format::GoneRow;

    fn proof(is_gone: bool, after: &[&str], vanished: &[&str], appeared: &[&str]) -> Proof {
        let rows = |rows: &[&str]| rows.iter().map(|row| (*row).to_owned()).collect::<Vec<_>>();
        Proof {
            gone: GoneRow {
                table: "Systemy".to_owned(),
                key: "Nazwa".to_owned(),
                row: "SEKAP".to_owned(),
            },
            is_gone,
            before: rows(&["SEKAP", "SOD", "SOD"]),
            after: rows(after),
            vanished: rows(vanished),
            appeared: rows(appeared),
        }
    }

    #[test]
    fn what_a_proof_says_follows_from_its_lists() {
        for sound in [
            proof(true, &["SOD", "SOD"], &[], &[]),
            proof(true, &["SOD", "nowy"], &["SOD"], &["nowy"]),
            proof(false, &["SEKAP\u{a0}", "SOD", "SOD"], &[], &[]),
        ] {
            assert!(is_sound(&sound), "{sound:?}");
        }
        for wrong in [
            proof(true, &["SEKAP\u{a0}", "SOD", "SOD"], &[], &[]),
            proof(false, &["SOD", "SOD"], &[], &[]),
            proof(true, &["SOD"], &[], &[]),
            proof(true, &["SOD", "SOD", "nowy"], &[], &[]),
            proof(true, &["SOD", "SOD"], &["SOD"], &[]),
        ] {
            assert!(!is_sound(&wrong), "{wrong:?}");
        }
    }
}
