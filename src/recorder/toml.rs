//! The draft as a file: steps in the order of their places, what to look at in comments before them.

use unicode_normalization::UnicodeNormalization;

use crate::runbook::diagnostic::is_invisible;
use crate::runbook::formatted;
use crate::runbook::model::{Part, Template};
use crate::runbook::portal::Portal;
use crate::text::language::Language;
use crate::text::plain::plain;
use crate::text::source::SourceFile;

use super::inputs::{Inputs, numbered, slug};
use super::remark::Remark;
use super::repeat::ROW;
use super::step::{Form, Goal, Piece, Press, Step, Verb, Want};

/// Longest line of a comment.
const WIDTH: usize = 116;

/// Writes the whole file.
pub(super) fn written(pieces: &[Piece], inputs: &Inputs, portal: &Portal, language: Language) -> String {
    let mut file = Writer {
        text: String::new(),
        language,
        ids: Vec::new(),
    };
    file.head(inputs, portal);
    for piece in pieces {
        file.text.push('\n');
        file.remarks(&piece.remarks);
        if let Some(step) = &piece.step {
            file.step(step, "step");
        }
    }
    let loops = pieces
        .iter()
        .filter_map(|piece| match piece.step.as_ref().map(|step| &step.verb) {
            Some(Verb::Loop(each)) => Some(each),
            Some(Verb::Open(_) | Verb::Go(_) | Verb::Press(_) | Verb::Set(_) | Verb::Filter(_)) | None => None,
        });
    for each in loops {
        file.ids.clear();
        for step in &each.steps {
            file.text.push('\n');
            file.step(step, &format!("block.{ROW}"));
        }
    }
    let file = SourceFile::new("nagranie.toml", file.text);
    // What could not be formatted is no TOML, which the check of the draft will say better.
    formatted(file.clone()).map_or_else(|_| file.text().to_owned(), |formatted| formatted.text)
}

struct Writer {
    text: String,
    language: Language,
    /// Ids of the list that is being written.
    ids: Vec<String>,
}

impl Writer {
    fn head(&mut self, inputs: &Inputs, portal: &Portal) {
        let language = self.language;
        self.comment(language.pick(
            "Szkic z nagrania (krok record). To, co wymaga decyzji autora, stoi w komentarzach „do sprawdzenia”. Pierwsze \
             użycie: krok check, potem sam krok plan. Warto dopisać [source] i cites, żeby było widać, z jakiej instrukcji \
             pochodzą kroki.",
            "Drafted from a recording (krok record). What the author has to decide stands in the comments \"to review\". \
             First krok check, then krok plan alone. Better add [source] and cites, to show which instruction the steps \
             come from.",
        ));
        let title = format!(
            "{} {}",
            language.pick("Szkic z nagrania na portalu", "Draft of a recording on"),
            portal.title
        );
        self.lines(&[
            ("schema", "1".to_owned()),
            ("title", string(&title)),
            ("portal", string(&portal.name)),
        ]);
        self.text.push_str("\n[inputs]\n");
        let asked = inputs.asked().iter().map(|asked| {
            let kind = if asked.is_file { "file" } else { "text" };
            let value = format!("{{ type = \"{kind}\", ask = {} }}", string(&asked.ask));
            (asked.name.as_str(), value)
        });
        let lines: Vec<(&str, String)> = asked.collect();
        self.lines(&lines);
    }

    fn remarks(&mut self, remarks: &[Remark]) {
        let mut told: Vec<String> = Vec::new();
        for remark in remarks {
            let words = remark.words(self.language);
            if !told.contains(&words) {
                let head = self.language.pick("do sprawdzenia", "to review");
                self.comment(&format!("{head}: {words}"));
                told.push(words);
            }
        }
    }

    fn step(&mut self, step: &Step, list: &str) {
        let id = numbered(&slug(&step.stem(), "krok"), |id| {
            self.ids.iter().any(|taken| taken == id)
        });
        self.ids.push(id.clone());
        self.line(&format!("[[{list}]]"));
        let mut lines = vec![("id", string(&id))];
        match &step.verb {
            Verb::Open(path) => lines.push(("open", label(path))),
            Verb::Go(labels) => lines.push(("go", list_of(labels.iter().map(|text| label(text))))),
            Verb::Press(press) => press_lines(press, &mut lines),
            Verb::Set(form) => form_lines(form, &mut lines),
            Verb::Filter(_) => {}
            Verb::Loop(each) => {
                let row_of = format!(
                    "{{ row_of = {}, key = {}, as = {}, at_most = {} }}",
                    label(&each.table),
                    label(&each.column),
                    string(ROW),
                    each.at_most
                );
                lines.push(("for_each", row_of));
                lines.push(("run", string(ROW)));
            }
        }
        match step.see.as_slice() {
            [] => {}
            [one] => lines.push(("see", template(one))),
            several => lines.push(("see", list_of(several.iter().map(template)))),
        }
        self.lines(&lines);
        match &step.verb {
            Verb::Set(form) => self.goals(&form.goals, &format!("{list}.set")),
            Verb::Filter(goals) => self.goals(goals, &format!("{list}.filter")),
            Verb::Open(_) | Verb::Go(_) | Verb::Press(_) | Verb::Loop(_) => {}
        }
    }

    /// Writes the fields, those without a place first, so that they stand in the table of the verb itself.
    fn goals(&mut self, goals: &[Goal], table: &str) {
        let mut places: Vec<&[String]> = Vec::new();
        for goal in goals {
            if !places.contains(&goal.places.as_slice()) {
                places.push(&goal.places);
            }
        }
        places.sort_by_key(|places| !places.is_empty());
        for place in places {
            let path = [table.to_owned()]
                .into_iter()
                .chain(place.iter().map(|name| label(name)));
            self.line("");
            self.line(&format!("[{}]", path.collect::<Vec<_>>().join(".")));
            for goal in goals.iter().filter(|goal| goal.places == place) {
                self.line(&format!("{} = {}", label(&goal.label), value(&goal.want)));
            }
        }
    }

    fn lines(&mut self, lines: &[(&str, String)]) {
        for (key, value) in lines {
            self.line(&format!("{key} = {value}"));
        }
    }

    fn line(&mut self, text: &str) {
        self.text.push_str(text);
        self.text.push('\n');
    }

    fn comment(&mut self, text: &str) {
        let mut line = String::from("#");
        for word in plain(text).split_whitespace() {
            if line.chars().count() + word.chars().count() >= WIDTH {
                self.line(&line);
                line = String::from("#");
            }
            line.push(' ');
            line.push_str(word);
        }
        self.line(&line);
    }
}

fn press_lines(press: &Press, lines: &mut Vec<(&'static str, String)>) {
    lines.push(("press", label(&press.label)));
    lines.extend(press.row.as_ref().map(|row| ("row", template(row))));
    let places = [
        ("frame", &press.places.frame),
        ("dialog", &press.places.dialog),
        ("tab", &press.places.tab),
        ("section", &press.places.section),
    ];
    lines.extend(
        places
            .into_iter()
            .filter_map(|(key, place)| Some((key, label(place.as_ref()?)))),
    );
    lines.extend(press.effect.map(|effect| ("effect", string(effect))));
}

fn form_lines(form: &Form, lines: &mut Vec<(&'static str, String)>) {
    let buttons = [
        ("edit", form.edit.as_ref()),
        ("save", Some(&form.save)),
        ("cancel", form.cancel.as_ref()),
        ("saved", form.saved.as_ref()),
    ];
    lines.extend(buttons.into_iter().filter_map(|(key, text)| Some((key, label(text?)))));
}

fn value(want: &Want) -> String {
    match want {
        Want::Text(text) => template(text),
        Want::Integer(number) => number.to_string(),
        Want::Switch(on) => on.to_string(),
        Want::Day(day) => day.clone(),
        Want::Several(labels) => list_of(labels.iter().map(|text| label(text))),
    }
}

fn list_of(items: impl Iterator<Item = String>) -> String {
    format!("[{}]", items.collect::<Vec<_>>().join(", "))
}

/// A text of the page: its braces are no names.
fn label(text: &str) -> String {
    string(&text.replace('{', "{{").replace('}', "}}"))
}

fn template(text: &Template) -> String {
    let parts = text.parts().iter().map(|part| match part {
        Part::Literal(literal) => literal.replace('{', "{{").replace('}', "}}"),
        Part::Name(name) => format!("{{{name}}}"),
    });
    string(&parts.collect::<String>())
}

/// A TOML string on one line.
fn string(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in plain(text).nfc().filter(|c| !is_invisible(*c)) {
        if matches!(c, '"' | '\\') {
            quoted.push('\\');
        }
        quoted.push(c);
    }
    quoted.push('"');
    quoted
}
