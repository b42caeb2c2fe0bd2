//! Another hand in the browser that krok works in: a person's, or the suite's own.
#![expect(clippy::disallowed_types, reason = "the suite looks over krok's shoulder")]

use fantoccini::Client;
use fantoccini::error::CmdError;
use hyper_util::client::legacy::connect::HttpConnector;

/// Joins a session; whatever the hand does then, it leaves it open.
pub async fn hand(webdriver_url: &str, session_id: &str) -> Client {
    let client = Client::with_existing_session(webdriver_url, session_id, HttpConnector::new())
        .await
        .unwrap();
    client.persist().await.unwrap();
    client
}

/// Opens a tab at an address beside the one that krok works in, and leaves the driver where it was.
pub async fn open_tab(hand: &Client, address: &str) -> Result<(), CmdError> {
    let front = hand.window().await?;
    let tab = hand.new_window(true).await?;
    hand.switch_to_window(tab.handle).await?;
    hand.goto(address).await?;
    hand.switch_to_window(front).await
}
