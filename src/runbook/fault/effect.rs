//! What is wrong with what a step would do to the world.

use super::words::Words;
use crate::runbook::model::Effect;
use crate::text::language::Language;

/// A press whose effect is unknown or greater than the step admits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EffectFault {
    /// The label is on no list and the step declares nothing.
    Unknown {
        /// The label.
        label: String,
    },
    /// The label is known only during the run and the step declares nothing.
    Undeclared {
        /// The label with its names.
        label: String,
    },
    /// The step declares less than the profile's list.
    Lesser {
        /// The label on the list.
        label: String,
        /// What the list says.
        listed: Effect,
        /// What the step says.
        declared: Effect,
    },
    /// The verb does less than the profile's list says.
    Verb {
        /// The label on the list.
        label: String,
        /// What the list says.
        listed: Effect,
        /// The key under which it would be pressed.
        key: String,
    },
    /// Some value of a name would make the label one that destroys.
    MayDestroy {
        /// The label with its names.
        label: String,
        /// The label on the list.
        listed: String,
    },
    /// Agreeing to a dialog destroys.
    AskedDestroys {
        /// Text of the dialog.
        says: String,
        /// The label on the list.
        listed: String,
    },
    /// Agreeing to a dialog does more than the step admits.
    AskedMore {
        /// Text of the dialog.
        says: String,
        /// What the list says.
        listed: Effect,
        /// What the step admits.
        admitted: Effect,
    },
    /// A press that only moves brings up a dialog that is on no list, and the step declares nothing.
    AskedUnknown {
        /// Text of the dialog.
        says: String,
    },
    /// The label destroys, and only the verb `destroy` may.
    Destroy {
        /// The label.
        label: String,
    },
    /// The verb `destroy` or its `confirm` on a label that the profile knows for less.
    NoDestroy {
        /// The label on the list.
        label: String,
        /// What the list says.
        listed: Effect,
        /// The key under which it would be pressed.
        key: String,
    },
}

impl EffectFault {
    #[expect(clippy::too_many_lines, reason = "a table of messages, one arm for each variant")]
    pub(crate) fn words(&self, language: Language) -> Words {
        match self {
            Self::Unknown { label } => Words::pick(
                language,
                (
                    format!("nie wiadomo, co robi przycisk `{label}`"),
                    format!(
                        "dopisz w kroku effect = \"navigate\" albo \"write\", albo dodaj `{label}` do `[effects]` w portal.toml"
                    ),
                ),
                (
                    format!("nobody knows what pressing `{label}` does"),
                    format!(
                        "add effect = \"navigate\" or \"write\" to the step, or put `{label}` on a list under `[effects]` in portal.toml"
                    ),
                ),
            ),
            Self::Undeclared { label } => Words::pick(
                language,
                (
                    format!("etykieta `{label}` będzie znana dopiero w czasie pracy, więc nie ma jej na listach"),
                    "dopisz w kroku effect = \"navigate\" albo effect = \"write\"",
                ),
                (
                    format!("the label `{label}` is known only during the run, so no list holds it"),
                    "add effect = \"navigate\" or effect = \"write\" to the step",
                ),
            ),
            Self::Lesser {
                label,
                listed,
                declared,
            } => {
                let (listed, declared) = (listed.word(), declared.word());
                Words::pick(
                    language,
                    (
                        format!("profil portalu daje `{label}` skutek `{listed}`, a krok tylko `{declared}`"),
                        format!("usuń effect = \"{declared}\"; listy w portal.toml nie można osłabić"),
                    ),
                    (
                        format!("the portal profile gives `{label}` the effect `{listed}`, the step only `{declared}`"),
                        format!("remove effect = \"{declared}\"; a list in portal.toml cannot be weakened"),
                    ),
                )
            }
            Self::Verb { label, listed, key } => {
                let hint = verb_hint(language, *listed, key);
                let listed = listed.word();
                Words::pick(
                    language,
                    (
                        format!("`{label}` ma w profilu portalu skutek `{listed}`, zbyt duży dla `{key}`"),
                        hint,
                    ),
                    (
                        format!("`{label}` has the effect `{listed}` in the portal profile, too great for `{key}`"),
                        hint,
                    ),
                )
            }
            Self::MayDestroy { label, listed } => Words::pick(
                language,
                (
                    format!("`{label}` mogłoby w czasie pracy oznaczać `{listed}`, a to usuwa bezpowrotnie"),
                    "wpisz etykietę przycisku w całości, a nazwy użyj w `row` lub `section`",
                ),
                (
                    format!("`{label}` could become `{listed}` during the run, and that destroys for good"),
                    "write the button's label in full and use the name in `row` or `section`",
                ),
            ),
            Self::AskedDestroys { says, listed } => Words::pick(
                language,
                (
                    format!("zgoda na `{says}` usuwa bezpowrotnie: profil portalu zna to jako `{listed}`"),
                    "odpowiedz answer = \"dismiss\" albo użyj czynności `destroy` z `identity` i `gone`",
                ),
                (
                    format!("agreeing to `{says}` destroys for good: the portal profile knows it as `{listed}`"),
                    "answer with answer = \"dismiss\" or use the verb `destroy` with `identity` and `gone`",
                ),
            ),
            Self::AskedMore { says, listed, admitted } => {
                let (listed, admitted) = (listed.word(), admitted.word());
                Words::pick(
                    language,
                    (
                        format!("zgoda na `{says}` ma w profilu portalu skutek `{listed}`, a krok tylko `{admitted}`"),
                        format!("dopisz w kroku effect = \"{listed}\""),
                    ),
                    (
                        format!(
                            "agreeing to `{says}` has the effect `{listed}` in the portal profile, the step only `{admitted}`"
                        ),
                        format!("add effect = \"{listed}\" to the step"),
                    ),
                )
            }
            Self::AskedUnknown { says } => Words::pick(
                language,
                (
                    format!("nie wiadomo, co zmieni zgoda na `{says}`, a ten krok wykonuje już plan"),
                    "dopisz w kroku effect = \"write\"; a gdy portal niczego przy tym nie zapisuje, effect = \"navigate\"",
                ),
                (
                    format!("nobody knows what agreeing to `{says}` changes, and the plan carries this step out"),
                    "add effect = \"write\" to the step, or effect = \"navigate\" if the portal stores nothing by it",
                ),
            ),
            Self::Destroy { label } => Words::pick(
                language,
                (
                    format!("`{label}` usuwa coś bezpowrotnie, a to robi tylko czynność `destroy`"),
                    format!("napisz destroy = \"{label}\", a obok `identity` i `gone`"),
                ),
                (
                    format!("`{label}` destroys something for good, and only the verb `destroy` does that"),
                    format!("write destroy = \"{label}\" with `identity` and `gone`"),
                ),
            ),
            Self::NoDestroy { label, listed, key } => {
                let listed = listed.word();
                let hint = match (key.as_str(), language) {
                    ("destroy", Language::Polish) => {
                        format!("napisz press = \"{label}\" albo przenieś `{label}` w portal.toml na listę `destroy`")
                    }
                    ("destroy", Language::English) => {
                        format!("write press = \"{label}\" or move `{label}` to the list `destroy` in portal.toml")
                    }
                    (_, Language::Polish) => "w `press` podaj przycisk, który potwierdza usunięcie".to_owned(),
                    (_, Language::English) => "name in `press` the button that agrees to the destroying".to_owned(),
                };
                Words::pick(
                    language,
                    (
                        format!("profil portalu daje `{label}` skutek `{listed}`, więc niczego nie usuwa"),
                        hint.clone(),
                    ),
                    (
                        format!("the portal profile gives `{label}` the effect `{listed}`, so it destroys nothing"),
                        hint,
                    ),
                )
            }
        }
    }
}

fn verb_hint(language: Language, listed: Effect, key: &str) -> &'static str {
    match (listed, key) {
        (Effect::Destroy, _) => language.pick(
            "usuwa tylko czynność `destroy`, osobnym krokiem z `identity` i `gone`",
            "only the verb `destroy` does that, in a step of its own with `identity` and `gone`",
        ),
        (Effect::Read | Effect::Navigate | Effect::Write, "set" | "check" | "filter" | "tab") => language.pick(
            "miejscem jest zakładka albo sekcja, a to jest przycisk",
            "a place is a tab or a section, and this is a button",
        ),
        (Effect::Read | Effect::Navigate | Effect::Write, _) => language.pick(
            "naciśnij ten przycisk osobnym krokiem `press`, jeżeli procedura naprawdę tego wymaga",
            "press it in a step of its own with `press`, if the procedure really wants it",
        ),
    }
}
