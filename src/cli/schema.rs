//! `krok schema`: the language for editors.

use crate::runbook::schema;

use super::args::Schema;
use super::console::Console;
use super::exit::Exit;
use super::trouble::Trouble;

/// Prints the JSON Schema of runbooks, of series or of portal profiles.
pub(super) fn schema(of: Schema, console: &Console) -> Result<Exit, Trouble> {
    let schema = match of {
        Schema::Runbook => schema::runbook(),
        Schema::Series => schema::series(),
        Schema::Portal => schema::portal(),
    };
    console.put(&format!("{schema:#}\n"))?;
    Ok(Exit::Done)
}
