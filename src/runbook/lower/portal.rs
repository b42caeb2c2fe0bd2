//! The portal profile.

use std::collections::BTreeMap;

use url::Url;

use crate::runbook::document::{Entry, Table};
use crate::runbook::fault::{Part, PortalFault, TextFault};
use crate::runbook::lower::mask;
use crate::runbook::lower::value::{is_name, is_path};
use crate::runbook::model::Effect;
use crate::runbook::portal::{Entity, Login, Portal};
use crate::runbook::reader::Reader;
use crate::runbook::written::Written;
use crate::text::label::Label;

/// Every key at the top.
pub(crate) const PORTAL: &[&str] = &[
    "schema", "name", "title", "base", "start", "hosts", "login", "entity", "session", "page", "effects", "aliases",
    "masks",
];

/// Every key of `[login]`.
pub(crate) const LOGIN: &[&str] = &["hosts", "marker", "patience"];

/// Every key of `[entity]`.
pub(crate) const ENTITY: &[&str] = &["css", "input"];

/// Every key of `[session]`.
pub(crate) const SESSION: &[&str] = &["lost", "maintenance"];

/// Every key of `[page]`.
pub(crate) const PAGE: &[&str] = &["busy", "messages", "deadline"];

/// Every key of `[effects]`.
pub(crate) const EFFECTS: &[&str] = &["navigate", "write", "destroy"];

/// Every key of `[masks]`.
pub(crate) const MASKS: &[&str] = &["patterns", "names", "fields", "regions"];

/// Lowers a document to a profile.
pub(crate) fn portal(reader: &mut Reader, table: &Table) -> Option<Portal> {
    reader.keys(table, Part::Portal, PORTAL);
    reader.check_schema(table, Part::Portal);
    let name = reader.required(table, "name", Part::Portal);
    let name = name.and_then(|entry| reader.identifier(entry));
    let title = text(reader, table, "title", Part::Portal);
    let base = reader.required(table, "base", Part::Portal);
    let base = base.and_then(|entry| Some((entry, reader.origin(entry)?)));
    let start = start(reader, table);
    let hosts = hosts(reader, table, Part::Portal);
    check_base(reader, base.as_ref(), table, &hosts);
    let login = part(reader, table, "login", Part::Login, LOGIN);
    let login = login.and_then(|login| read_login(reader, login, &hosts));
    let entity = part(reader, table, "entity", Part::Entity, ENTITY);
    let entity = entity.and_then(|entity| read_entity(reader, entity));
    let session = optional(reader, table, "session", Part::Session, SESSION);
    let page = part(reader, table, "page", Part::Page, PAGE);
    let deadline = page.and_then(|page| reader.required(page, "deadline", Part::Page));
    let deadline = deadline.and_then(|entry| reader.duration(entry));
    let effects = optional(reader, table, "effects", Part::Effects, EFFECTS);
    let session_lost = list(reader, session, "lost");
    let maintenance = list(reader, session, "maintenance");
    let busy = list(reader, page, "busy");
    let messages = list(reader, page, "messages");
    let effects = read_effects(reader, effects);
    let aliases = read_aliases(reader, table);
    let masks = optional(reader, table, "masks", Part::Masks, MASKS);
    let (masks, name_spans) = masks
        .map(|masks| mask::read(reader, masks, &aliases))
        .unwrap_or_default();
    mask::check_file(reader, &masks, &name_spans);
    let portal = Portal {
        name: name?,
        title: title?,
        base: base?.1,
        start: start?,
        hosts,
        login: login?,
        entity: entity?,
        session_lost,
        maintenance,
        busy,
        messages,
        effects,
        aliases,
        deadline: deadline?,
        masks,
        name_spans,
    };
    reader.is_clean().then_some(portal)
}

fn text(reader: &mut Reader, table: &Table, key: &'static str, place: Part) -> Option<String> {
    let entry = reader.required(table, key, place)?;
    reader.text(entry).map(|written| written.text.to_owned())
}

fn list(reader: &mut Reader, table: Option<&Table>, key: &str) -> Vec<String> {
    let Some(entry) = table.and_then(|table| table.entry(key)) else {
        return Vec::new();
    };
    let texts = reader.texts(entry);
    reader.check_distinct(&texts);
    texts.iter().map(|written| written.text.to_owned()).collect()
}

fn part<'d>(
    reader: &mut Reader,
    table: &'d Table,
    key: &'static str,
    place: Part,
    known: &'static [&'static str],
) -> Option<&'d Table> {
    reader.required(table, key, Part::Portal)?;
    optional(reader, table, key, place, known)
}

fn optional<'d>(
    reader: &mut Reader,
    table: &'d Table,
    key: &str,
    place: Part,
    known: &'static [&'static str],
) -> Option<&'d Table> {
    let inner = reader.table(table.entry(key)?)?;
    reader.keys(inner, place, known);
    Some(inner)
}

fn start(reader: &mut Reader, table: &Table) -> Option<String> {
    let entry = reader.required(table, "start", Part::Portal)?;
    let written = reader.text(entry)?;
    let seen = written.text.to_owned();
    if is_path(&seen) {
        return Some(seen);
    }
    reader.report(written.span, TextFault::Path { seen });
    None
}

fn hosts(reader: &mut Reader, table: &Table, place: Part) -> Vec<Url> {
    let entry = reader.required(table, "hosts", place);
    entry.map_or_else(Vec::new, |entry| reader.origins(entry))
}

fn check_base(reader: &mut Reader, base: Option<&(&Entry, Url)>, table: &Table, hosts: &[Url]) {
    if let Some((entry, base)) = base
        && table.entry("hosts").is_some()
        && !hosts.contains(base)
    {
        let base = base.origin().ascii_serialization();
        reader.report(&entry.node.span, PortalFault::BaseOutside { base });
    }
}

fn read_login(reader: &mut Reader, table: &Table, portal_hosts: &[Url]) -> Option<Login> {
    let hosts = hosts(reader, table, Part::Login);
    if let Some(host) = hosts.iter().find(|host| portal_hosts.contains(host)) {
        let host = host.origin().ascii_serialization();
        let span = table.entry("hosts").map_or(&table.span, |entry| &entry.node.span);
        reader.report(span, PortalFault::LoginHost { host });
    }
    let marker = text(reader, table, "marker", Part::Login);
    let patience = reader.required(table, "patience", Part::Login);
    let patience = patience.and_then(|entry| reader.duration(entry));
    Some(Login {
        hosts,
        marker: marker?,
        patience: patience?,
    })
}

fn read_entity(reader: &mut Reader, table: &Table) -> Option<Entity> {
    let css = text(reader, table, "css", Part::Entity);
    let entry = reader.required(table, "input", Part::Entity);
    let input = entry.and_then(|entry| reader.text(entry))?;
    let seen = input.text.to_owned();
    if !is_name(&seen) {
        reader.report(input.span, TextFault::Name { seen });
        return None;
    }
    Some(Entity { css: css?, input: seen })
}

fn read_effects(reader: &mut Reader, table: Option<&Table>) -> BTreeMap<String, Effect> {
    let mut effects: BTreeMap<String, Effect> = BTreeMap::new();
    let Some(table) = table else { return effects };
    for (key, effect) in [
        ("navigate", Effect::Navigate),
        ("write", Effect::Write),
        ("destroy", Effect::Destroy),
    ] {
        let Some(entry) = table.entry(key) else {
            continue;
        };
        for written in reader.texts(entry) {
            let label = Label::new(written.text);
            if let Some(listed) = effects.get(label.as_str()) {
                let fault = PortalFault::EffectTwice {
                    label: written.text.to_owned(),
                    list: listed.word(),
                };
                reader.report(written.span, fault);
            } else {
                effects.insert(label.as_str().to_owned(), effect);
            }
        }
    }
    effects
}

fn read_aliases(reader: &mut Reader, table: &Table) -> BTreeMap<String, Vec<String>> {
    let mut aliases: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let named = table.entry("aliases").and_then(|entry| reader.table(entry));
    for entry in named.map_or(&[] as &[Entry], |named| &named.entries) {
        let key = Written::key_of(entry);
        if !reader.check_label(key) {
            continue;
        }
        let mut texts = reader.texts(entry);
        texts.insert(0, key);
        reader.check_distinct(&texts);
        let others = texts.iter().skip(1).map(|written| written.text.to_owned());
        let label = Label::new(&entry.key).as_str().to_owned();
        aliases.entry(label).or_default().extend(others);
    }
    aliases
}
