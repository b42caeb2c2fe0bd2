//! Which row of which loop a step belongs to, by its path.

use std::collections::BTreeMap;

use crate::evidence::bundle::Bundle;
use crate::evidence::format::Event;

use super::shown::shown;

/// The loops of a run: the column of the keys by path of the looping step.
#[derive(Debug)]
pub(super) struct Groups {
    columns: BTreeMap<String, String>,
}

impl Groups {
    pub(super) fn of(bundle: &Bundle) -> Self {
        let mut columns = BTreeMap::new();
        for record in bundle.records() {
            if let (Some(step), Event::Rows(rows)) = (&record.step, &record.event) {
                columns.insert(step.clone(), rows.key.clone());
            }
        }
        Self { columns }
    }

    /// Returns the title of the row that a step works on (`Nazwa skrytki: Domyślna`); none outside loops.
    pub(super) fn title(&self, path: &str, key: Option<&str>) -> Option<String> {
        let key = key?;
        let column = looping_step(path, key).and_then(|step| self.columns.get(step));
        Some(column.map_or_else(|| shown(key), |column| format!("{}: {}", shown(column), shown(key))))
    }
}

/// Returns what stands before `[key]`.
fn looping_step<'p>(path: &'p str, key: &str) -> Option<&'p str> {
    path.rfind(&format!("[{key}]")).and_then(|end| path.get(..end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_with_slashes_and_brackets_do_not_mislead() {
        assert_eq!(looping_step("kazda[a/b[1]]/ustaw", "a/b[1]"), Some("kazda"));
        assert_eq!(looping_step("lista", "x"), None);
    }
}
