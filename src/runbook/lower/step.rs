//! One step: its verb, the keys that go with the verb, and what may stand on any step.

use std::collections::BTreeMap;

use crate::runbook::document::{Entry, Table, Value};
use crate::runbook::fault::{Part, SeriesFault, SourceFault, StepFault, TextFault};
use crate::runbook::lower::body::{BodyReader, Citable};
use crate::runbook::lower::call::Bound;
use crate::runbook::lower::value::is_path;
use crate::runbook::lower::verb::{COMPANIONS, STEP, Verb, WAITING};
use crate::runbook::model::{Action, Effect, Place, Step, Template};
use crate::runbook::suggestion::nearest;
use crate::text::label::Label;

/// Most points that a hint lists.
const SHOWN: usize = 20;

impl BodyReader<'_> {
    /// Reads a list of steps; ids are unique within it.
    pub(crate) fn steps(&mut self, tables: &[&Table]) {
        let mut ids = BTreeMap::new();
        for table in tables {
            if let Some(entry) = table.entry("id") {
                let line = self.reader.line(entry.key_span.start);
                if let Value::Text(id) = &entry.node.value
                    && let Some(line) = ids.insert(id.as_str(), line)
                {
                    let id = id.clone();
                    let fault = StepFault::DuplicateId { id, line };
                    self.reader.report(&entry.node.span, fault);
                }
            }
            let asked = self.body.answers.len();
            let step = self.step(table);
            self.body.steps.extend(step);
            for answer in &mut self.body.answers[asked..] {
                answer.from = self.body.uses.len();
            }
        }
    }

    fn step(&mut self, table: &Table) -> Option<Step> {
        let is_known = self.step_keys(table);
        let id = self.reader.required(table, "id", Part::Step);
        let id = id.and_then(|entry| self.reader.identifier(entry));
        let cites = self.cites(table);
        let see = self.seen(table, "see");
        let not_see = self.seen(table, "not_see");
        self.check_contradiction(table);
        let place = self.place(table);
        let deadline = table.entry("deadline").and_then(|entry| self.reader.duration(entry));
        let when = self.conditions(table, "when");
        let require = self.conditions(table, "require");
        let differing = self.differing(table);
        let verb = self.verb(table, is_known)?;
        self.check_companions(table, verb);
        let action = self.action(table, verb);
        Some(Step {
            id: id?,
            cites,
            line: self.reader.line(table.span.start),
            action: action?,
            place,
            see,
            not_see,
            deadline,
            when,
            require,
            differing: differing?,
        })
    }

    /// Reports unknown keys, those with a reason of their own by that reason.
    fn step_keys(&mut self, table: &Table) -> bool {
        let mut is_known = true;
        for entry in &table.entries {
            let key = entry.key.as_str();
            if STEP.contains(&key) {
                continue;
            }
            is_known = false;
            self.scan(&entry.node);
            if key == "use" {
                self.reader.report(&entry.key_span, SeriesFault::UseInRunbook);
                continue;
            }
            let word = key.to_owned();
            if WAITING.contains(&key) {
                self.reader.report(&entry.key_span, StepFault::Waiting { word });
            } else {
                self.reader.unknown_key(table, entry, Part::Step, STEP);
            }
        }
        is_known
    }

    fn verb(&mut self, table: &Table, is_known: bool) -> Option<Verb> {
        let mut verbs = table
            .entries
            .iter()
            .filter_map(|entry| Some((Verb::of(&entry.key)?, entry)))
            .filter(|(verb, _)| *verb != Verb::Run || table.entry("for_each").is_none());
        let Some((first, _)) = verbs.next() else {
            if table.entry("see").is_some() || table.entry("not_see").is_some() {
                return Some(Verb::See);
            }
            // An unknown key was probably meant to be the verb, and has been reported.
            if is_known {
                self.reader.report(&table.span, StepFault::NoVerb);
            }
            return None;
        };
        for (second, entry) in verbs {
            let (first, second) = (first.word(), second.word());
            let fault = StepFault::TwoVerbs { first, second };
            self.reader.report(&entry.key_span, fault);
            self.scan(&entry.node);
        }
        Some(first)
    }

    fn check_companions(&mut self, table: &Table, verb: Verb) {
        for (key, verbs, owners) in COMPANIONS {
            if let Some(entry) = table.entry(key)
                && !verbs.contains(&verb)
            {
                let fault = StepFault::ForeignKey {
                    key,
                    verb: verb.word(),
                    owners,
                };
                self.reader.report(&entry.key_span, fault);
                self.scan(&entry.node);
            }
        }
    }

    fn action(&mut self, table: &Table, verb: Verb) -> Option<Action> {
        if verb == Verb::See {
            return Some(Action::See);
        }
        let entry = table.entry(verb.word())?;
        Some(match verb {
            Verb::See => Action::See,
            Verb::Go => Action::Go(self.path_of_labels(entry)),
            Verb::Open => Action::Open(self.address(entry)?),
            Verb::Press => Action::Press(self.press(entry, table)?),
            Verb::Set => Action::Set(self.form(entry, table)?),
            Verb::Check => Action::Check(self.goals(entry, "check")),
            Verb::Filter => Action::Filter(self.goals(entry, "filter")),
            Verb::Record => Action::Record(self.recording(entry, table)?),
            Verb::Visit => Action::Visit(self.visited(entry)?),
            Verb::Manual => Action::Manual(self.errand(entry, table)?),
            Verb::Destroy => Action::Destroy(self.destroy(entry, table)?),
            Verb::ForEach => Action::ForEach(self.for_each(entry, table)?),
            Verb::Run => Action::Run(self.call(entry, table, Bound::default())?),
        })
    }

    fn path_of_labels(&mut self, entry: &Entry) -> Vec<Template> {
        let texts = self.reader.texts(entry);
        texts
            .into_iter()
            .filter_map(|written| self.pressed_by_verb(written, Effect::Navigate))
            .collect()
    }

    fn address(&mut self, entry: &Entry) -> Option<Template> {
        let written = self.reader.text(entry)?;
        // A name directly behind the root could begin with a slash and so name another host.
        if !is_path(written.text) || written.text.starts_with("/{") {
            let seen = written.text.to_owned();
            self.reader.report(written.span, TextFault::Path { seen });
            return None;
        }
        self.fillable(written)
    }

    fn seen(&mut self, table: &Table, key: &str) -> Vec<Template> {
        let entry = table.entry(key);
        entry.map_or_else(Vec::new, |entry| self.templates(entry))
    }

    fn check_contradiction(&mut self, table: &Table) {
        let texts = |key| table.entry(key).map_or_else(Vec::new, |entry| entry.node.texts());
        let see = texts("see");
        for (text, span) in texts("not_see") {
            if see.iter().any(|(seen, _)| Label::new(seen) == Label::new(text)) {
                let text = text.to_owned();
                self.reader.report(span, StepFault::Contradiction { text });
            }
        }
    }

    fn place(&mut self, table: &Table) -> Place {
        let mut rows = self.rows(table).into_iter();
        Place {
            tab: self.tab(table),
            section: table.entry("section").and_then(|entry| self.template(entry)),
            dialog: table.entry("dialog").and_then(|entry| self.template(entry)),
            row: rows.next(),
            other_rows: rows.collect(),
            frame: table.entry("frame").and_then(|entry| self.template(entry)),
            window: table.entry("window").and_then(|entry| self.template(entry)),
        }
    }

    /// Reads the row: one text, or several of which one stands in it; what is destroyed has one name only.
    fn rows(&mut self, table: &Table) -> Vec<Template> {
        let Some(entry) = table.entry("row") else {
            return Vec::new();
        };
        if table.entry("press").is_some() {
            let texts = self.reader.text_or_texts(entry);
            self.reader.check_distinct(&texts);
            return texts.iter().filter_map(|written| self.fillable(*written)).collect();
        }
        self.template(entry).into_iter().collect()
    }

    /// Reads the tab to be opened first.
    pub(crate) fn tab(&mut self, table: &Table) -> Option<Template> {
        let written = self.reader.text(table.entry("tab")?)?;
        self.pressed_by_verb(written, Effect::Navigate)
    }

    pub(crate) fn cites(&mut self, table: &Table) -> Vec<String> {
        let Some(entry) = table.entry("cites") else {
            return Vec::new();
        };
        let points = self.reader.texts(entry);
        self.reader.check_distinct(&points);
        match self.citable {
            Citable::Nothing => self.reader.report(&entry.key_span, SourceFault::None),
            Citable::Anything => {}
            Citable::Points(known) => {
                for point in points
                    .iter()
                    .filter(|point| !known.iter().any(|known| known == point.text))
                {
                    let fault = SourceFault::UnknownPoint {
                        point: point.text.to_owned(),
                        suggestion: nearest(point.text, known.iter().map(String::as_str)),
                        known: known.iter().take(SHOWN).cloned().collect(),
                    };
                    self.reader.report(point.span, fault);
                }
            }
        }
        let points: Vec<String> = points.iter().map(|point| point.text.to_owned()).collect();
        self.body.cited.extend(points.iter().cloned());
        points
    }
}
