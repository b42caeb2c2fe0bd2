//! What must hold of every page that is seen, and more of it before a write.

use crate::runbook::model::Effect;
use crate::runbook::portal::{Portal, stands_on};
use crate::text::label::Label;

use super::failure::{Failure, Lost, Stop};

/// What a guard looks at.
#[derive(Clone, Debug, Default)]
pub(super) struct Standing {
    /// Address of the page.
    pub(super) url: String,
    /// Acting entity shown.
    pub(super) entity: Option<String>,
}

/// Checks a page that has just been seen: host, session, maintenance, and the entity if one is shown.
pub(super) fn seen(portal: &Portal, entity: &str, standing: &Standing, texts: &[String]) -> Result<(), Stop> {
    host(portal, &standing.url)?;
    let shows = |wanted: &&String| {
        let wanted = Label::new(wanted);
        texts.iter().any(|text| Label::new(text) == wanted)
    };
    if let Some(text) = portal.session_lost.iter().find(shows) {
        return Err(Stop::Failed(Failure::SessionLost(Lost::Said(text.clone()))));
    }
    if let Some(closed) = closed(portal, texts) {
        return Err(Stop::Failed(closed));
    }
    match &standing.entity {
        Some(shown) if Label::new(shown) != Label::new(entity) => Err(Stop::Blocked(Failure::EntityWrong {
            wanted: entity.to_owned(),
            seen: shown.clone(),
        })),
        Some(_) | None => Ok(()),
    }
}

/// Names the works for which the portal is closed, if the page says so; a mere notice of works is none of these texts.
pub(super) fn closed(portal: &Portal, texts: &[String]) -> Option<Failure> {
    let shows = |wanted: &&String| {
        let wanted = Label::new(wanted);
        texts.iter().any(|text| Label::new(text) == wanted)
    };
    let text = portal.maintenance.iter().find(shows)?;
    Some(Failure::Maintenance(text.clone()))
}

/// Checks what must hold before a write: the host, and the entity shown by the portal.
pub(super) fn before_write(portal: &Portal, entity: &str, standing: &Standing) -> Result<(), Stop> {
    seen(portal, entity, standing, &[])?;
    if standing.entity.is_none() {
        return Err(Stop::Blocked(Failure::EntityMissing(entity.to_owned())));
    }
    Ok(())
}

/// Refuses a press under a name that the portal's lists give a greater effect than is declared. A control may have more
/// names than the one it was found by, such as the same in capitals; one that opens or moves something else has its own.
pub(super) fn within_declared<'n>(
    portal: &Portal,
    names: impl Iterator<Item = &'n str>,
    declared: Effect,
) -> Result<(), Failure> {
    let listed = names.filter_map(|name| Some((name, portal.effect_of(name)?)));
    match listed.max_by_key(|(_, effect)| *effect) {
        Some((label, effect)) if effect > declared => Err(Failure::EffectGreater {
            label: label.to_owned(),
            declared: declared.word().to_owned(),
            listed: effect.word().to_owned(),
        }),
        Some(_) | None => Ok(()),
    }
}

/// Tells a login host from any other that is none of the portal's.
pub(super) fn told_apart(portal: &Portal, failure: Failure) -> Failure {
    if let Failure::HostWrong(url) = &failure
        && stands_on(&portal.login.hosts, url)
    {
        return Failure::SessionLost(Lost::LoginPage(url.clone()));
    }
    failure
}

fn host(portal: &Portal, address: &str) -> Result<(), Stop> {
    if stands_on(&portal.hosts, address) {
        return Ok(());
    }
    Err(Stop::Blocked(told_apart(
        portal,
        Failure::HostWrong(address.to_owned()),
    )))
}
