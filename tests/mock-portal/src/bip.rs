//! The office's own site (BIP), to which karty spraw are redirected: a page for each service, and pages that
//! a redirect must not lead to.

use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;

use crate::origins::{Bound, Origins};
use crate::portal::{PageError, page};

/// A page of the office's site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BipPage {
    /// A service: driving licences.
    DrivingLicence,
    /// A service: instructors of driving.
    Instructors,
    /// A service: fishing cards.
    FishingCard,
    /// A service: emission permits.
    Emissions,
    /// Answers 404.
    Missing,
    /// Answers 500.
    Broken,
    /// Redirects to another host.
    Moved,
    /// Never answers.
    Silent,
}

impl BipPage {
    /// All pages.
    pub const ALL: [Self; 8] = [
        Self::DrivingLicence,
        Self::Instructors,
        Self::FishingCard,
        Self::Emissions,
        Self::Missing,
        Self::Broken,
        Self::Moved,
        Self::Silent,
    ];

    /// The path of its address.
    pub fn path(self) -> &'static str {
        match self {
            Self::DrivingLicence => "/uslugi/prawo-jazdy",
            Self::Instructors => "/uslugi/instruktorzy-nauki-jazdy",
            Self::FishingCard => "/uslugi/karta-wedkarska",
            Self::Emissions => "/uslugi/zezwolenie-na-emisje",
            Self::Missing => "/uslugi/usunieta",
            Self::Broken => "/uslugi/awaria",
            Self::Moved => "/uslugi/przeniesiona",
            Self::Silent => "/uslugi/bez-odpowiedzi",
        }
    }

    /// The heading of a service's page.
    fn service(self) -> Option<&'static str> {
        match self {
            Self::DrivingLicence => Some("Wydanie prawa jazdy"),
            Self::Instructors => Some("Wpis do ewidencji instruktorów nauki jazdy"),
            Self::FishingCard => Some("Wydanie karty wędkarskiej"),
            Self::Emissions => Some("Zezwolenie na emisję gazów cieplarnianych"),
            Self::Missing | Self::Broken | Self::Moved | Self::Silent => None,
        }
    }
}

struct Bip {
    url: String,
    /// The same server under another name.
    elsewhere: String,
    visits: Mutex<Vec<String>>,
}

/// The running site of the office. Dropping it stops its origin.
pub struct MockBip {
    bip: Arc<Bip>,
    /// Kept: dropping it ends the serving.
    _origins: Origins,
}

impl MockBip {
    /// Binds the site on 127.0.0.1 and serves it in the background.
    pub async fn start() -> io::Result<Self> {
        let site = Bound::at(0).await?;
        let url = site.url()?;
        let bip = Arc::new(Bip {
            elsewhere: url.replace("127.0.0.1", "localhost"),
            url,
            visits: Mutex::default(),
        });
        let router = Router::new().fallback(get(show)).with_state(Arc::clone(&bip));
        Ok(Self {
            bip,
            _origins: Origins::serve([(site, router)]),
        })
    }

    /// The address of the site, without a path.
    pub fn url(&self) -> &str {
        &self.bip.url
    }

    /// The whole address of a page.
    pub fn address(&self, page: BipPage) -> String {
        format!("{}{}", self.bip.url, page.path())
    }

    /// The paths that were asked for, in order.
    pub fn visits(&self) -> Vec<String> {
        self.bip.visits.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

#[derive(Template)]
#[template(path = "bip.html")]
struct Page {
    title: &'static str,
    services: Vec<(&'static str, &'static str)>,
}

fn home() -> Page {
    Page {
        title: "Biuletyn Informacji Publicznej",
        services: BipPage::ALL
            .into_iter()
            .filter_map(|page| Some((page.path(), page.service()?)))
            .collect(),
    }
}

fn titled(title: &'static str) -> Page {
    Page {
        title,
        services: Vec::new(),
    }
}

async fn show(State(bip): State<Arc<Bip>>, uri: Uri) -> Result<Response, PageError> {
    let path = uri.path().to_owned();
    let asked = BipPage::ALL.into_iter().find(|page| page.path() == path);
    bip.visits
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .push(path.clone());
    let found = match asked {
        Some(BipPage::Moved) => {
            let target = format!("{}{}", bip.elsewhere, BipPage::DrivingLicence.path());
            return Ok(Redirect::to(&target).into_response());
        }
        Some(BipPage::Silent) => return std::future::pending().await,
        Some(BipPage::Broken) => (StatusCode::INTERNAL_SERVER_ERROR, titled("Błąd serwera")),
        Some(other) => other
            .service()
            .map_or_else(missing, |title| (StatusCode::OK, titled(title))),
        None if path == "/" => (StatusCode::OK, home()),
        None => missing(),
    };
    let (status, shown) = found;
    Ok((status, page(&shown)?).into_response())
}

fn missing() -> (StatusCode, Page) {
    (StatusCode::NOT_FOUND, titled("Nie znaleziono strony"))
}
