//! An ear at the page: slices of listening that wait at the driver one behind the other.
//!
//! With one slice at a time nobody would wait in the page from an answer until krok has read it and asked anew: a press
//! in between that leads to another document goes with the old one, for ChromeDriver holds a script back while a document
//! is on its way. So the next slice is at the driver before the one ahead of it is answered, however busy krok is.

#![expect(
    clippy::disallowed_types,
    reason = "a client of the driver's has one command at a time"
)]

use std::io;

use fantoccini::Client;
use fantoccini::error::CmdError;
use fantoccini::wd::WindowHandle;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::Value;
use tokio::task::{JoinHandle, JoinSet};

use super::fault::meaning;
use super::script;
use crate::page::error::PageError;

/// What is at the driver of one session, beside the commands of the session itself.
#[derive(Debug)]
pub(super) struct Ear {
    /// A client has one command at the driver at a time; these have none.
    free: Vec<Client>,
    /// The slice that listens and the one behind it, each with its client. Which is which the driver knows: two that are
    /// sent at once may come to it in either order, so that they are told in the order in which they end.
    slices: JoinSet<(Client, Result<Value, CmdError>)>,
    windows: Option<JoinHandle<Result<Vec<WindowHandle>, CmdError>>>,
}

impl Ear {
    /// Joins a session.
    pub(super) async fn joined(webdriver_url: &str, session: &str) -> Result<Self, PageError> {
        Ok(Self {
            free: vec![
                client(webdriver_url, session).await?,
                client(webdriver_url, session).await?,
            ],
            slices: JoinSet::new(),
            windows: None,
        })
    }

    /// Waits for the next slice to end, with another one behind it.
    pub(super) async fn slice(&mut self, arguments: &[Value]) -> Result<Value, CmdError> {
        for client in self.free.drain(..) {
            let arguments = arguments.to_vec();
            self.slices.spawn(async move {
                let told = client.execute_async(&script::RECORD, arguments).await;
                (client, told)
            });
        }
        self.rest().await.unwrap_or(Ok(Value::Null))
    }

    /// Waits for a slice to end that is still at the driver; none if there is none.
    pub(super) async fn rest(&mut self) -> Option<Result<Value, CmdError>> {
        match self.slices.join_next().await? {
            Ok((client, told)) => {
                self.free.push(client);
                Some(told)
            }
            Err(why) => Some(Err(CmdError::Lost(io::Error::other(why)))),
        }
    }

    /// Asks which windows there are: the driver tells between two slices.
    pub(super) fn ask_for_windows(&mut self, client: Client) {
        self.windows = Some(tokio::spawn(async move { client.windows().await }));
    }

    /// Returns the windows asked for once they are told, and waits for that if no slice is left.
    pub(super) async fn windows(&mut self) -> Option<Vec<WindowHandle>> {
        let is_silent = self.slices.is_empty();
        let asked = self.windows.take_if(|asked| is_silent || asked.is_finished())?;
        // A browser that is gone is told of by the next slice.
        asked.await.ok()?.ok()
    }
}

async fn client(webdriver_url: &str, session: &str) -> Result<Client, PageError> {
    let client = Client::with_existing_session(webdriver_url, session, HttpConnector::new())
        .await
        .map_err(|why| PageError::Lost(why.to_string()))?;
    // The session does not end with this client.
    client.persist().await.map_err(meaning)?;
    Ok(client)
}
