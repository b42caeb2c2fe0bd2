//! Answers of the driver, and what it means that there is none.

use fantoccini::error::CmdError;
use serde_json::Value;

use super::fault::{meaning, unreachable};
use super::session::Session;
use crate::page::error::PageError;

impl Session {
    /// Says what an error means, asking for the dialog that cut a command off: ChromeDriver then answers with nothing.
    pub(super) async fn understood(&self, error: CmdError) -> PageError {
        if let CmdError::NotW3C(Value::Null) = error
            && let Ok(says) = self.client.get_alert_text().await
        {
            return PageError::DialogOpen(says);
        }
        meaning(error)
    }

    /// Takes the answer of a command that must tell something.
    pub(super) async fn told<T>(&self, answer: Result<T, CmdError>) -> Result<T, PageError> {
        match answer {
            Ok(told) => Ok(told),
            Err(error) => Err(self.understood(error).await),
        }
    }

    /// Runs a script that must tell something.
    pub(super) async fn ask(&self, text: &str, arguments: Vec<Value>) -> Result<Value, PageError> {
        let told = match self.run(text, arguments).await {
            Ok(nothing) if nothing.is_null() => Err(CmdError::NotW3C(nothing)),
            told => told,
        };
        self.told(told).await
    }

    /// Leads the window in front to an address.
    pub(super) async fn go(&self, address: &str) -> Result<(), PageError> {
        match self.client.goto(address).await {
            Err(error @ CmdError::NotW3C(_)) => Err(self.understood(error).await),
            gone => gone.map_err(unreachable),
        }
    }

    pub(super) async fn run(&self, text: &str, arguments: Vec<Value>) -> Result<Value, CmdError> {
        self.client.execute(text, arguments).await
    }
}
