//! Presses as steps: a way through the menu label by label, or one press within its places, each with what shows that it
//! worked.

use crate::page::deed::Scene;
use crate::page::observation::Role;
use crate::runbook::model::{Effect, Template};
use crate::text::label::Label;
use crate::text::plain::plain;

use super::act::Pressing;
use super::aim::{Places, name};
use super::compose::Composer;
use super::form::is_search;
use super::key::key;
use super::personal::personal;
use super::remark::Remark;
use super::step::{Piece, Press, Step, Verb};

impl<'d> Composer<'d> {
    pub(super) fn press(&mut self, press: &Pressing<'d>) {
        let control = press.control;
        if control.labels.iter().any(|label| personal(&label.text).is_some()) {
            self.pending.push(Remark::PersonalName);
            return;
        }
        let key = key(&press.scene.view, control);
        let effect = press.effect(self.portal);
        if effect == Some(Effect::Destroy) {
            let label = control
                .labels
                .first()
                .map(|label| plain(&label.text))
                .unwrap_or_default();
            let row = key.map(|key| key.text).filter(|row| personal(row).is_none());
            self.pending.push(Remark::Destroyed { label, row });
            return;
        }
        let always = Places {
            row: key.as_ref().map(|key| key.text.clone()),
            ..Places::around(&control.place)
        };
        let Some(named) = name(&press.scene.view.controls, control, &always) else {
            return;
        };
        let in_menu = matches!(control.role, Role::Link | Role::MenuItem | Role::TreeItem);
        self.pending.extend(named.remark.clone());
        if effect == Some(Effect::Navigate) && in_menu && named.places.is_empty() {
            self.go(press, named.label);
            return;
        }
        let row = key
            .as_ref()
            .map(|key| self.row(&key.text, key.table.as_ref().map(|table| table.column.as_str())));
        if let Some(key) = &key {
            self.pending.extend(key.remarks.iter().cloned());
        }
        let undeclared = match effect {
            Some(_) => None,
            None if press.is_tab() => Some("navigate"),
            None if is_search(control) => {
                self.pending.push(Remark::Searched {
                    label: named.label.clone(),
                });
                Some("navigate")
            }
            None => {
                self.pending.push(Remark::EffectUnknown {
                    label: named.label.clone(),
                });
                Some("write")
            }
        };
        let see = self.led_to(press, press.scene);
        self.add(Some(Step {
            verb: Verb::Press(Press {
                label: named.label,
                places: named.places,
                row,
                table: key.and_then(|key| key.table),
                navigates: effect == Some(Effect::Navigate) || press.is_tab(),
                effect: undeclared,
            }),
            see,
        }));
    }

    /// A cell's text may be somebody's data: then it is asked for.
    fn row(&mut self, text: &str, column: Option<&str>) -> Template {
        let (row, remark) = self.inputs.text(text, column.unwrap_or("Wiersz"));
        self.pending.extend(remark);
        row
    }

    /// Goes one label further on the way through the menu.
    fn go(&mut self, press: &Pressing<'d>, label: String) {
        let goes_on = self.pending.is_empty() && self.way_from.is_some();
        let from = self.way_from.filter(|_| goes_on).unwrap_or(press.scene);
        let mut labels = vec![label];
        if goes_on
            && let Some(Piece {
                remarks,
                step: Some(Step {
                    verb: Verb::Go(earlier),
                    ..
                }),
            }) = self.pieces.pop()
        {
            labels.splice(0..0, earlier);
            self.pending
                .extend(remarks.into_iter().filter(|remark| !is_of_see(remark)));
        }
        let before = press.scene.headings.as_slice();
        let sign = press
            .after
            .and_then(|after| sign(before, after).or_else(|| sign(&from.headings, after)));
        let see = self.remarked(sign);
        self.add(Some(Step {
            verb: Verb::Go(labels),
            see,
        }));
        self.way_from = Some(from);
    }

    /// Returns what shows that a press led somewhere, and remarks on what is missing.
    fn led_to(&mut self, press: &Pressing<'_>, from: &Scene) -> Vec<Template> {
        let sign = press.after.and_then(|after| sign(&from.headings, after));
        if sign.is_none() && press.is_tab() {
            return Vec::new();
        }
        self.remarked(sign)
    }

    fn remarked(&mut self, sign: Option<String>) -> Vec<Template> {
        match &sign {
            None => self.pending.push(Remark::NothingNew),
            Some(text) if has_number(text) => self.pending.push(Remark::NumberInHeading),
            Some(_) => {}
        }
        sign.map(Template::literal).into_iter().collect()
    }
}

/// Chooses the heading by which a page is known that came after one with these headings.
pub(super) fn sign(before: &[String], after: &Scene) -> Option<String> {
    let old = |heading: &&String| before.iter().any(|known| Label::new(known) == Label::new(heading));
    let fresh: Vec<&String> = after
        .headings
        .iter()
        .filter(|heading| !old(heading) && personal(heading).is_none() && !Label::new(heading).is_empty())
        .collect();
    let chosen = fresh.iter().find(|heading| !has_number(heading)).or(fresh.first());
    chosen.map(|heading| Label::new(&plain(heading)).as_str().to_owned())
}

fn is_of_see(remark: &Remark) -> bool {
    matches!(remark, Remark::NothingNew | Remark::NumberInHeading)
}

fn has_number(text: &str) -> bool {
    text.chars().any(|c| c.is_ascii_digit())
}
