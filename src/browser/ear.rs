//! An ear at the page: slices of listening that wait at the driver one behind the other.
//!
//! With one slice at a time nobody would wait in the page from an answer until krok has read it and asked anew: a press
//! in between that leads to another document goes with the old one, for ChromeDriver holds a script back while a document
//! is on its way. So the next slice is at the driver before the one ahead of it is answered, however busy krok is.

use std::collections::VecDeque;
use std::io;

use fantoccini::Client;
use fantoccini::error::CmdError;
use fantoccini::wd::WindowHandle;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::Value;
use tokio::task::JoinHandle;

use super::fault::meaning;
use super::script;
use crate::page::error::PageError;

/// What is at the driver of one session, beside the commands of the session itself.
#[derive(Debug)]
pub(super) struct Ear {
    /// A client has one command at the driver at a time; these take turns.
    clients: [Client; 2],
    /// The slice that listens and the one behind it.
    slices: VecDeque<Asked<Value>>,
    windows: Option<Asked<Vec<WindowHandle>>>,
}

/// A command that was sent.
type Asked<T> = JoinHandle<Result<T, CmdError>>;

impl Ear {
    /// Joins a session.
    pub(super) async fn joined(webdriver_url: &str, session: &str) -> Result<Self, PageError> {
        Ok(Self {
            clients: [
                client(webdriver_url, session).await?,
                client(webdriver_url, session).await?,
            ],
            slices: VecDeque::new(),
            windows: None,
        })
    }

    /// Waits for the next slice to end, with another one behind it.
    pub(super) async fn slice(&mut self, arguments: &[Value]) -> Result<Value, CmdError> {
        while self.slices.len() < self.clients.len() {
            let (client, arguments) = (self.clients[0].clone(), arguments.to_vec());
            self.clients.rotate_left(1);
            let slice = async move { client.execute_async(&script::RECORD, arguments).await };
            self.slices.push_back(tokio::spawn(slice));
        }
        self.rest().await.unwrap_or(Ok(Value::Null))
    }

    /// Waits for a slice to end that is still at the driver; none if there is none.
    pub(super) async fn rest(&mut self) -> Option<Result<Value, CmdError>> {
        Some(answer(self.slices.pop_front()?).await)
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
        answer(asked).await.ok()
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

async fn answer<T>(asked: Asked<T>) -> Result<T, CmdError> {
    asked
        .await
        .unwrap_or_else(|why| Err(CmdError::Lost(io::Error::other(why))))
}
