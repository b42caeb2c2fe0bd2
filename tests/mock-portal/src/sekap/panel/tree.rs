//! The tree of units on the left of `Struktura organizacyjna, rejestry`.

use std::sync::Arc;

use askama::Template;
use axum::extract::State as Shared;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};

use super::frame::{self, Frame, LOG_IN};
use crate::portal::{PageError, page};
use crate::sekap::state::Sekap;
use crate::sekap::unit::Unit;

/// One branch of the tree.
#[derive(Template)]
#[template(path = "sekap_branch.html")]
pub(super) struct Branch {
    number: u32,
    name: String,
    current: bool,
    open: bool,
    branches: Vec<Branch>,
}

/// Grows the branches under a unit; `open` is the unit under edit.
pub(super) fn branches(units: &[Unit], under: Option<u32>, open: Option<u32>) -> Vec<Branch> {
    units
        .iter()
        .filter(|unit| unit.parent == under)
        .map(|unit| Branch {
            number: unit.number,
            name: unit.name.clone(),
            current: unit.current,
            open: open == Some(unit.number),
            branches: branches(units, Some(unit.number), open),
        })
        .collect()
}

#[derive(Template)]
#[template(path = "sekap_structure.html")]
struct Structure {
    frame: Frame,
    branches: Vec<Branch>,
}

/// The tree with no unit chosen.
pub(super) async fn show(Shared(sekap): Shared<Arc<Sekap>>, headers: HeaderMap) -> Result<Response, PageError> {
    let state = sekap.lock();
    if frame::session(&state, &headers).is_none() {
        return Ok(Redirect::to(LOG_IN).into_response());
    }
    page(&Structure {
        frame: Frame::of(&state),
        branches: branches(&state.units, None, None),
    })
}
