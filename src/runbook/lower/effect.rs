//! What a press does to the world: by the verb, by declaration, and never less than the portal profile's lists say.

use crate::runbook::document::{Entry, Table};
use crate::runbook::fault::{EffectFault, ShapeFault};
use crate::runbook::lower::asked::Admitted;
use crate::runbook::lower::body::BodyReader;
use crate::runbook::model::{Effect, Part, Press, Template};
use crate::runbook::portal::Portal;
use crate::runbook::suggestion::nearest;
use crate::runbook::written::Written;
use crate::text::label::Label;

/// Words that a step may declare.
pub(crate) const DECLARABLE: &[&str] = &["navigate", "write"];

impl BodyReader<'_> {
    /// Reads a bare press with its effect.
    pub(crate) fn press(&mut self, entry: &Entry, table: &Table) -> Option<Press> {
        let written = self.reader.text(entry);
        let declared = table.entry("effect").map(|effect| self.declared(effect, entry));
        let asked = self.asked(table);
        let written = written?;
        let label = self.fillable(written)?;
        if !is_bare_name(&label) {
            self.check_destroy(written, &label)?;
        }
        let effect = match declared {
            // What is nothing but a name, such as the key of a row, is judged when it is known: before the press, in a plan too.
            Some(declared) if is_bare_name(&label) => declared,
            Some(declared) => self.checked(written, &label, declared?),
            None => self.listed(written, &label),
        }?;
        let is_deliberate = declared.is_some();
        self.check_asked(&asked, Admitted { effect, is_deliberate });
        let asked = asked.into_iter().map(|draft| draft.asked).collect();
        Some(Press { label, effect, asked })
    }

    /// Reads a label that the verb presses with a fixed effect, and reports it if the profile knows it for more.
    pub(crate) fn pressed_by_verb(&mut self, written: Written<'_>, effect: Effect) -> Option<Template> {
        let label = self.fillable(written)?;
        if let Some((listed_label, listed)) = self.greatest(&label)
            && listed > effect
        {
            let fault = EffectFault::Verb {
                label: listed_label,
                listed,
                key: written.key.to_owned(),
            };
            self.reader.report(written.span, fault);
            return None;
        }
        Some(label)
    }

    /// Takes the effect from the lists alone.
    fn listed(&mut self, written: Written<'_>, label: &Template) -> Option<Effect> {
        let shown = written.text.to_owned();
        if has_names(label) {
            let fault = EffectFault::Undeclared { label: shown };
            self.reader.report(written.span, fault);
            return None;
        }
        // A profile with mistakes is no ground to judge on; its own mistakes keep the runbook from being used.
        self.portal?;
        let greatest = self.greatest(label);
        if greatest.is_none() {
            let fault = EffectFault::Unknown { label: shown };
            self.reader.report(written.span, fault);
        }
        greatest.map(|(_, effect)| effect)
    }

    /// Compares the declared effect with the lists.
    fn checked(&mut self, written: Written<'_>, label: &Template, declared: Effect) -> Option<Effect> {
        if let Some((listed_label, listed)) = self.greatest(label)
            && listed > declared
        {
            let fault = EffectFault::Lesser {
                label: listed_label,
                listed,
                declared,
            };
            self.reader.report(written.span, fault);
            return None;
        }
        Some(declared)
    }

    /// Refuses a label that destroys, or that could with some value of its names.
    fn check_destroy(&mut self, written: Written<'_>, label: &Template) -> Option<()> {
        let Some((listed, Effect::Destroy)) = self.greatest(label) else {
            return Some(());
        };
        let shown = written.text.to_owned();
        let fault = if has_names(label) {
            EffectFault::MayDestroy { label: shown, listed }
        } else {
            EffectFault::Destroy { label: shown }
        };
        self.reader.report(written.span, fault);
        None
    }

    fn declared(&mut self, entry: &Entry, press: &Entry) -> Option<Effect> {
        let written = self.reader.text(entry)?;
        match written.text {
            "navigate" => Some(Effect::Navigate),
            "write" => Some(Effect::Write),
            "destroy" => {
                let label = press.node.texts().first().map_or("press", |label| label.0);
                let label = label.to_owned();
                self.reader.report(written.span, EffectFault::Destroy { label });
                None
            }
            seen => {
                let fault = ShapeFault::Word {
                    seen: seen.to_owned(),
                    key: "effect",
                    suggestion: nearest(seen, DECLARABLE.iter().copied()),
                    known: DECLARABLE,
                };
                self.reader.report(written.span, fault);
                None
            }
        }
    }

    /// Returns the greatest effect on the lists among all labels that the template could become, with that label.
    pub(crate) fn greatest(&self, label: &Template) -> Option<(String, Effect)> {
        greatest(self.portal?, label)
    }
}

fn has_names(label: &Template) -> bool {
    label.parts().iter().any(|part| matches!(part, Part::Name(_)))
}

/// Says whether a template is made of names alone, so that no word of the author's leads towards a label of the lists.
fn is_bare_name(label: &Template) -> bool {
    has_names(label) && label.parts().iter().all(|part| matches!(part, Part::Name(_)))
}

/// Returns the greatest effect on the lists among all labels that the template could become, with that label.
fn greatest(portal: &Portal, template: &Template) -> Option<(String, Effect)> {
    let aliased = portal.aliases.keys().map(String::as_str);
    let listed = portal.effects.keys().map(String::as_str);
    listed
        .chain(aliased)
        .filter(|label| may_become(template, label))
        .filter_map(|label| Some((label.to_owned(), portal.effect_of(label)?)))
        .max_by_key(|(_, effect)| *effect)
}

/// Says whether some values of its names could make the template this normalised label.
fn may_become(template: &Template, label: &str) -> bool {
    let mut rest = label;
    let mut is_open = false;
    for part in template.parts() {
        match part {
            Part::Name(_) => is_open = true,
            Part::Literal(text) => {
                let literal = Label::new(text);
                let found = if is_open {
                    rest.find(literal.as_str())
                } else {
                    rest.starts_with(literal.as_str()).then_some(0)
                };
                let Some(at) = found else { return false };
                rest = rest[at + literal.as_str().len()..].trim_start();
                is_open = false;
            }
        }
    }
    // A name in the end takes whatever is left; a last literal found early may stand again at the end.
    let ends_with_last = template.parts().last().is_some_and(|part| match part {
        Part::Name(_) => true,
        Part::Literal(text) => template.parts().len() > 1 && label.ends_with(Label::new(text).as_str()),
    });
    rest.is_empty() || ends_with_last
}

#[cfg(test)]
mod tests {
    use super::*;

    fn template(parts: &[&str]) -> Template {
        let part = |text: &&str| match text.strip_prefix('$') {
            Some(name) => Part::Name(name.to_owned()),
            None => Part::Literal((*text).to_owned()),
        };
        Template::new(parts.iter().map(part).collect())
    }

    #[test]
    fn a_template_is_feared_for_every_label_that_it_could_become() {
        for (parts, label) in [
            (&["Usuń"] as &[_], "Usuń"),
            (&["Usuń *"], "Usuń"),
            (&["$x"], "Usuń system"),
            (&["Usuń ", "$x"], "Usuń system"),
            (&["$x", " system"], "Usuń system"),
            (&["$x", "uń", "$y"], "Usuń system"),
            (&["$x", "a"], "baba"),
        ] {
            assert!(may_become(&template(parts), label), "{parts:?} {label}");
        }
        for (parts, label) in [
            (&["Usuń"] as &[_], "Usuń system"),
            (&["system"], "Usuń system"),
            (&["Edytuj ", "$x"], "Usuń system"),
            (&["$x", " kartę"], "Usuń system"),
        ] {
            assert!(!may_become(&template(parts), label), "{parts:?} {label}");
        }
    }
}
