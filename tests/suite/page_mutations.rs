//! The other half of finding: a page on which one thing is otherwise than the runbook has it is refused, for the right
//! reason and with the nearest candidate named. The pages are made from fixtures, one change each.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use jiff::Timestamp;
use krok::evidence::format::{Event, Mode, Reason, RunFinished, Verdict};
use krok::evidence::name::RunName;
use krok::evidence::trail::Trail;
use krok::executor::{Assignment, Attention, NoAccount, Presence, carry_out};
use krok::runbook;
use krok::text::source::SourceFile;

use crate::support::records::{beginning, procedure};
use crate::support::room::Room;

/// How a step works its control.
#[derive(Clone, Copy, PartialEq)]
enum Means {
    Press,
    /// By way of the button that opens its menu.
    Menu,
    /// It is a field, and is only read.
    Check,
}

/// A fixture, a step that succeeds on it, and what in it the step aims at.
struct Case {
    fixture: &'static str,
    means: Means,
    /// The step's keys, without `id`.
    step: &'static str,
    /// The label in the step.
    label: &'static str,
    /// Markup of the control, as it stands in the fixture before `after`.
    control: &'static str,
    after: &'static str,
    /// What else it is found by: texts in the fixture, what each is changed to, and the reason for which that is refused.
    changes: &'static [(&'static str, &'static str, &'static str)],
    /// What of the control's markup makes it a control, and what it is replaced by.
    nature: (&'static str, &'static str),
}

const BUTTON: (&str, &str) = ("button", "em");

const CASES: &[Case] = &[
    Case {
        fixture: "twins",
        means: Means::Press,
        step: "press = \"Edytuj\"\nrow = \"Domyślna\"",
        label: "Edytuj",
        control: "<button>Edytuj</button>",
        after: "</td></tr></tbody>",
        changes: &[
            ("Domyślna", "Domyślna2", "target-missing"),
            ("Trzecia", "Domyślna", "rows-duplicate"),
        ],
        nature: BUTTON,
    },
    Case {
        fixture: "row_keys",
        means: Means::Press,
        step: "press = \"Odbierz\"\nrow = \"Redaktor\"",
        label: "Odbierz",
        control: "<button>Odbierz</button>",
        after: "</td></tr>\n<tr><th",
        changes: &[("Redaktor", "Redaktorka", "target-missing")],
        nature: BUTTON,
    },
    Case {
        fixture: "key_rows",
        means: Means::Press,
        step: "press = \"Zmień\"\nrow = \"Opis systemu\"",
        label: "Zmień",
        control: "<a href=\"#o\">Zmień</a>",
        after: "</dd></dl>",
        changes: &[("Opis systemu:", "Opis:", "target-missing")],
        nature: ("a href=\"#o\"", "b"),
    },
    Case {
        fixture: "key_rows",
        means: Means::Press,
        step: "press = \"Usuń\"\nrow = \"Wniosek.pdf\"",
        label: "Usuń",
        control: "<button>Usuń</button>",
        after: "</li><li><span>Zgoda",
        changes: &[("Wniosek.pdf", "wniosek.pdf", "target-missing")],
        nature: BUTTON,
    },
    Case {
        fixture: "key_rows",
        means: Means::Press,
        step: "press = \"Otwórz\"\nsection = \"SkrytkaESP\"",
        label: "Otwórz",
        control: "<button>Otwórz</button>",
        after: "</div></div>\n<article",
        changes: &[
            ("<h3>SkrytkaESP</h3>", "<h3>Skrytka ESP</h3>", "target-missing"),
            ("<h3>SkrytkaESP</h3>", "<p>SkrytkaESP</p>", "target-missing"),
        ],
        nature: BUTTON,
    },
    Case {
        fixture: "table_roles",
        means: Means::Press,
        step: "press = \"Zobacz\"\nrow = \"i4m4hvn61u\"",
        label: "Zobacz",
        control: "<button>Zobacz</button>",
        after: "</span></div></div></div>",
        changes: &[
            ("i4m4hvn61u", "i4m4hvn61u h", "target-missing"),
            ("role=\"cell\">i4m4hvn61u", ">i4m4hvn61u", "target-missing"),
        ],
        nature: BUTTON,
    },
    Case {
        fixture: "table_details",
        means: Means::Press,
        step: "press = \"Usuń\"\nrow = \"Podatek\"",
        label: "Usuń",
        control: "<button>Usuń</button>",
        after: "</td></tr>\n<tr><td><button aria-expanded=\"true\"",
        changes: &[("<td>Podatek</td>", "<td>Podatki</td>", "target-missing")],
        nature: BUTTON,
    },
    Case {
        fixture: "dialogs",
        means: Means::Press,
        step: "press = \"Tak\"\ndialog = \"Usuwanie systemu\"",
        label: "Tak",
        control: "<button>Tak</button>",
        after: "</div></td></tr>",
        changes: &[(">Usuwanie systemu<", ">Usuwanie systemów<", "target-missing")],
        nature: BUTTON,
    },
    Case {
        fixture: "tabs_bootstrap",
        means: Means::Press,
        step: "press = \"Dodaj\"\ntab = \"Profile\"",
        label: "Dodaj",
        control: "<button>Dodaj</button>",
        after: "</div></div>\n</body>",
        changes: &[(">Profile<", ">Profil<", "target-missing")],
        nature: BUTTON,
    },
    Case {
        fixture: "title_bars",
        means: Means::Press,
        step: "press = \"Dodaj\"\nsection = \"Certyfikaty\"",
        label: "Dodaj",
        control: "<button>Dodaj</button>",
        after: "</div></div>\n<div class=\"ant-card\"",
        changes: &[
            ("Certyfikaty", "Certyfikat", "target-missing"),
            ("MuiCardHeader-", "x", "target-missing"),
        ],
        nature: BUTTON,
    },
    Case {
        fixture: "stepper",
        means: Means::Press,
        step: "press = \"Podpisz\"\nsection = \"Podpis\"",
        label: "Podpisz",
        control: "<button>Podpisz</button>",
        after: "",
        changes: &[
            (" Podpis<", " Wysłanie<", "target-missing"),
            ("aria-current=\"step\"", "", "target-missing"),
        ],
        nature: BUTTON,
    },
    Case {
        fixture: "tree_primefaces",
        means: Means::Press,
        step: "press = \"Sekretariat\"\nsection = \"Urząd Miasta\"",
        label: "Sekretariat",
        control: "<li class=\"ui-treenode ui-treenode-leaf\" role=\"treeitem\"><span class=\"ui-treenode-content\" role=\"treeitem\" aria-selected=\"true\"><span class=\"ui-treenode-leaf-icon\"></span><span class=\"ui-treenode-label\"><span>Sekretariat</span></span></span></li>",
        after: "",
        changes: &[("Urząd Miasta", "Urząd Gminy", "target-missing")],
        nature: (
            "li class=\"ui-treenode ui-treenode-leaf\" role=\"treeitem\"><span class=\"ui-treenode-content\" role=\"treeitem\"",
            "li><span",
        ),
    },
    Case {
        fixture: "menu_primefaces",
        means: Means::Menu,
        step: "press = \"Edytuj\"\nrow = \"wniosek\"",
        label: "Edytuj",
        control: "<li class=\"ui-menuitem\" role=\"menuitem\"><a class=\"ui-menuitem-link\" href=\"#e1\"><span class=\"ui-menuitem-text\">Edytuj</span></a></li>",
        after: "",
        changes: &[
            (">wniosek<", ">wnioski<", "target-missing"),
            ("f:t:1:mb_menu", "f:t:7:mb_menu", "target-missing"),
        ],
        nature: (
            "li class=\"ui-menuitem\" role=\"menuitem\"><a class=\"ui-menuitem-link\" href=\"#e1\"",
            "li><b",
        ),
    },
    Case {
        fixture: "icon_buttons",
        means: Means::Press,
        step: "press = \"Dodaj\"",
        label: "Dodaj",
        control: "<button aria-label=\"Dodaj\"><svg viewBox=\"0 0 9 9\"><path d=\"M4 0v9M0 4h9\"/></svg></button>",
        after: "",
        changes: &[],
        nature: BUTTON,
    },
    Case {
        fixture: "clickables",
        means: Means::Press,
        step: "press = \"Bank\"",
        label: "Bank",
        control: "<div onclick=\"title='onclick'\">Bank</div>",
        after: "",
        changes: &[],
        nature: ("div onclick=\"title='onclick'\"", "div"),
    },
    Case {
        fixture: "label_buttons",
        means: Means::Press,
        step: "press = \"Menu\"",
        label: "Menu",
        control: "<label for=\"menu\">Menu</label>",
        after: "",
        changes: &[],
        nature: ("label for=\"menu\"", "label"),
    },
    Case {
        fixture: "tabs_roles",
        means: Means::Check,
        step: "[step.check.\"Ogólne\"]\n\"Nazwa\" = \"test\"",
        label: "Nazwa",
        control: "<label>Nazwa <input value=\"test\"></label>",
        after: "",
        changes: &[
            ("Nazwa <", "Nazwisko <", "target-missing"),
            (">Ogólne<", ">Szczegółowe<", "target-missing"),
            ("value=\"test\"", "value=\"tset\"", "value-differs"),
            ("value=\"test\"", "type=\"checkbox\" checked", "wrong-control"),
        ],
        nature: ("input", "i"),
    },
    Case {
        fixture: "layout_rows",
        means: Means::Check,
        step: "[step.check.\"Adres do korespondencji\"]\n\"Ulica\" = \"3\"",
        label: "Ulica",
        control: "<tr><td>Ulica</td><td><input value=\"3\"></td></tr>",
        after: "",
        changes: &[
            ("Adres do korespondencji", "Adres korespondencyjny", "target-missing"),
            (
                "<td>Ulica</td><td><input value=\"3\">",
                "<td>Aleja</td><td><input value=\"3\">",
                "target-missing",
            ),
            ("value=\"3\"", "value=\"03\"", "value-differs"),
        ],
        nature: ("input", "i"),
    },
    Case {
        fixture: "accordion",
        means: Means::Check,
        step: "[step.check.\"Adres\"]\n\"Ulica\" = \"Polna\"",
        label: "Ulica",
        control: "<label>Ulica <input value=\"Polna\"></label>",
        after: "",
        changes: &[
            (
                "aria-controls=\"c1\">Adres",
                "aria-controls=\"c1\">Adresy",
                "target-missing",
            ),
            ("value=\"Polna\"", "value=\"Polne\"", "value-differs"),
        ],
        nature: ("input", "i"),
    },
];

/// A page changed once, and the reason for which it is to be refused.
struct Mutant {
    what: &'static str,
    page: String,
    code: &'static str,
    /// A label that the refusal has to name.
    names: Option<String>,
}

impl Case {
    fn page(&self) -> String {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/fixtures/{}.html", self.fixture));
        std::fs::read_to_string(path).unwrap()
    }

    fn with_control(&self, control: &str) -> String {
        let (page, aim) = (self.page(), format!("{}{}", self.control, self.after));
        assert_eq!(page.matches(&aim).count(), 1, "{} in {}", self.label, self.fixture);
        page.replace(&aim, &format!("{control}{}", self.after))
    }

    /// The control with attributes added to its outermost tag.
    fn attributed(&self, attributes: &str) -> String {
        let (start, rest) = self.control.split_at(self.control.find([' ', '>']).unwrap());
        self.with_control(&format!("{start} {attributes}{rest}"))
    }

    /// Everything that can go wrong with the control itself, and with what it is found by.
    fn mutants(&self) -> Vec<Mutant> {
        let like = format!("{} 2", self.label);
        let (made, unmade) = self.nature;
        let relabelled = self.with_control(&self.control.replace(self.label, &like));
        let cover = "<div class=\"zaslona\" style=\"position:fixed;inset:0;z-index:9999\"></div></body>";
        let covered = self.page().replace("</body>", cover);
        // The pages of a longer table are turned first, and nobody tells what lies over a pager.
        let over = if covered.contains("ui-paginator") {
            "(1 of 2)"
        } else {
            "zaslona"
        };
        let mut mutants = vec![
            Mutant::new(
                "no control",
                self.with_control(&self.control.replace(made, unmade)),
                "target-missing",
            ),
            Mutant::new("a twin", self.with_control(&self.control.repeat(2)), "target-ambiguous").naming(self.label),
            Mutant::new("gone", self.with_control(""), "target-missing"),
            Mutant::new(
                "out of sight",
                self.attributed("style=\"display:none\""),
                "target-hidden",
            ),
        ];
        match self.means {
            Means::Press => mutants.extend([
                Mutant::new("another label", relabelled, "target-missing").naming(&like),
                Mutant::new(
                    "switched off",
                    self.attributed("disabled aria-disabled=\"true\""),
                    "target-disabled",
                ),
                Mutant::new("covered", covered, "target-covered").naming(over),
            ]),
            // What lies over the button that opens the menu keeps the menu closed.
            Means::Menu => mutants.extend([
                Mutant::new("another label", relabelled, "target-missing"),
                Mutant::new(
                    "switched off",
                    self.attributed("disabled aria-disabled=\"true\""),
                    "target-disabled",
                ),
                Mutant::new("covered", self.page().replace("</body>", cover), "target-covered"),
            ]),
            Means::Check => {}
        }
        for (text, other, code) in self.changes {
            let page = self.page();
            assert!(page.contains(text), "{text} in {}", self.fixture);
            mutants.push(Mutant::new(other, page.replace(text, other), code));
        }
        mutants
    }
}

impl Mutant {
    fn new(what: &'static str, page: String, code: &'static str) -> Self {
        Self {
            what,
            page,
            code,
            names: None,
        }
    }

    fn naming(self, name: &str) -> Self {
        Self {
            names: Some(name.to_owned()),
            ..self
        }
    }
}

/// Carries out the step on a page.
fn attempt(room: &mut Room, page: &str, step: &str) -> RunFinished {
    Room::write("mutant.html", page);
    let base = room.base.clone();
    let portal = format!(
        "schema = 1\nname = \"proba\"\ntitle = \"Portal\"\nbase = \"{base}\"\nstart = \"/\"\nhosts = [\"{base}\"]\n\
         [login]\nhosts = [\"https://login.example\"]\nmarker = \"x\"\npatience = \"1m\"\n\
         [entity]\ncss = \"#podmiot\"\ninput = \"podmiot\"\n[page]\ndeadline = \"1s\"\n"
    );
    let steps = format!(
        "schema = 1\ntitle = \"Próba\"\nportal = \"proba\"\n[inputs]\npodmiot = {{ type = \"text\", ask = \"Podmiot\" }}\n\
         [[step]]\nid = \"otworz\"\nopen = \"/mutant.html\"\n[[step]]\nid = \"krok\"\n{step}\n"
    );
    let mut checked = runbook::read_sources(
        SourceFile::new("proba.toml", steps),
        SourceFile::new("portal.toml", portal),
    )
    .unwrap_or_else(|mistakes| panic!("{mistakes:?}"));
    // What is refused is refused at the deadline, and nothing on these pages comes late.
    checked.portal.deadline = Duration::from_millis(150);
    let folder = tempfile::tempdir().unwrap();
    let name = RunName::new(Timestamp::now(), "proba", Mode::Plan, 1);
    let mut trail = Trail::create(folder.path(), &name).unwrap();
    let started = beginning(&mut trail, &name, Mode::Plan);
    trail.append(None, Event::RunStarted(started)).unwrap();
    let procedure = procedure(&checked);
    let attention = Attention {
        listen: &mut |_, _| {},
        stop: &|| false,
        ask: &|_| Box::pin(async { Err(NoAccount::Nobody) }),
        presence: Presence::Nobody,
        stamp: None,
    };
    let Room { runtime, session, .. } = room;
    runtime
        .block_on(carry_out(session, &mut trail, &procedure, Assignment::Plan, attention))
        .unwrap()
}

fn survives(mutant: &Mutant, finished: &RunFinished) -> Option<String> {
    let reason = finished.reason.clone().unwrap_or_else(|| Reason {
        code: "none".to_owned(),
        values: BTreeMap::default(),
    });
    let named = mutant
        .names
        .as_ref()
        .is_none_or(|name| reason.values.values().any(|value| value.contains(name)));
    let killed = finished.verdict != Verdict::Unchanged && reason.code == mutant.code && named;
    (!killed).then(|| {
        format!(
            "{}: wanted {} {:?}, got {reason:?}",
            mutant.what, mutant.code, mutant.names
        )
    })
}

#[test]
fn every_mutant_of_a_page_is_refused_for_the_right_reason() {
    let mut room = Room::furnish();
    let mut survivors = Vec::new();
    for case in CASES {
        let effect = if case.means == Means::Check {
            ""
        } else {
            "effect = \"navigate\"\n"
        };
        let step = format!("{effect}{}", case.step);
        let finished = attempt(&mut room, &case.page(), &step);
        assert_eq!(
            finished.verdict,
            Verdict::Unchanged,
            "{} in {}: {finished:?}",
            case.label,
            case.fixture
        );
        for mutant in case.mutants() {
            let finished = attempt(&mut room, &mutant.page, &step);
            survivors
                .extend(survives(&mutant, &finished).map(|told| format!("{} {}: {told}", case.fixture, case.label)));
        }
    }
    assert!(
        survivors.is_empty(),
        "{} survive:\n{}",
        survivors.len(),
        survivors.join("\n")
    );
}
