//! The inventory as one JSON document. Its names are an interface that scripts rely on.

use serde_json::{Value, json};

use crate::cli::exit::Exit;
use crate::cli::trouble::Trouble;
use crate::evidence::format::{Mode, Verdict};
use crate::report::assessment::Integrity;
use crate::report::matrix::{Cell, Content, Facts, Folder, Inventory, Oddity, Review};

/// Name of this format.
const FORMAT: &str = "krok-index/1";

/// Returns the document.
pub(super) fn document(inventory: &Inventory) -> Result<String, Trouble> {
    let document = json!({
        "format": FORMAT,
        "cells": inventory.cells.iter().map(|cell| of_cell(cell, inventory)).collect::<Vec<_>>(),
        "folders": inventory.folders.iter().map(|folder| of_folder(folder, inventory)).collect::<Vec<_>>(),
    });
    serde_json::to_string_pretty(&document)
        .map(|text| format!("{text}\n"))
        .map_err(|error| Trouble::new(Exit::Failed, error.to_string()))
}

fn of_cell(cell: &Cell, inventory: &Inventory) -> Value {
    let name = |index: &usize| inventory.folders.get(*index).map(Folder::name);
    json!({
        "institution": cell.entity,
        "practice": cell.is_practice,
        "portal": cell.portal,
        "runbook": cell.runbook,
        "standing": cell.standing.code(),
        "planned_changes": cell.planned,
        "applied_changes": cell.applied,
        "state": cell.checked.code(),
        "gaps": cell.gaps,
        "review": of_review(cell.review),
        "stands_out": cell.oddities.iter().map(odd).collect::<Vec<_>>(),
        "bundles": cell.bundles.iter().filter_map(name).collect::<Vec<_>>(),
    })
}

fn of_review(review: Review) -> Value {
    let count = match review {
        Review::None | Review::Own | Review::Void => 0,
        Review::Accepted(count) | Review::Vouched(count) | Review::Rejected(count) => count,
    };
    json!({ "verdict": review.code(), "count": count })
}

fn odd(oddity: &Oddity) -> Value {
    match oddity {
        Oddity::Standing(usual) => json!({ "standing": usual.code() }),
        Oddity::Version => json!("version"),
        Oddity::Steps(steps) => json!({ "steps": steps }),
    }
}

fn of_folder(folder: &Folder, inventory: &Inventory) -> Value {
    match &folder.content {
        Content::Bundle(facts) => of_bundle(folder, facts),
        Content::Damaged(_) | Content::Foreign | Content::Link | Content::Unreadable(_) => json!({
            "folder": folder.name(),
            "kind": folder.content.code(),
            "remark": folder.remark(inventory.language),
        }),
    }
}

fn of_bundle(folder: &Folder, facts: &Facts) -> Value {
    json!({
        "folder": folder.name(),
        "kind": folder.content.code(),
        "institution": facts.entity,
        "practice": facts.is_practice,
        "portal": facts.portal,
        "runbook": facts.runbook,
        "runbook_sha256": facts.version,
        "mode": match facts.mode {
            Mode::Plan => "plan",
            Mode::Apply => "apply",
        },
        "began": facts.began,
        "verdict": facts.verdict.map(verdict),
        "changes": facts.changes,
        "integrity": match facts.integrity {
            Integrity::Intact => "intact",
            Integrity::Unsealed => "unsealed",
            Integrity::Altered => "altered",
        },
        "signs": facts.signs,
        "gaps": facts.gaps,
        "findings": facts.findings,
        "review": of_review(facts.review),
    })
}

fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Unchanged => "unchanged",
        Verdict::ChangesPlanned => "changes-planned",
        Verdict::Changed => "changed",
        Verdict::Blocked => "blocked",
        Verdict::Failed => "failed",
        Verdict::Uncertain => "uncertain",
        Verdict::Interrupted => "interrupted",
    }
}
