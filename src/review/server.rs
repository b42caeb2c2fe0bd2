//! The pages of a review, served on this machine to one browser until the review ends.

use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{DefaultBodyLimit, Path as InPath, Request, State};
use axum::http::StatusCode;
use axum::http::header;
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::{get, post};
use axum::{Form, Router};
use serde::Deserialize;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

use crate::evidence::signature::Signer;
use crate::evidence::statements::{Ruling, StatementError, StepRuling, kept};
use crate::evidence::trust::TrustFile;
use crate::report::html::STYLE;
use crate::text::language::Language;

use super::answer::{asset, bound, page, refused, sent};
use super::desk::{Conclusion, Desk};
use super::gate::{Gate, Refusal};
use super::pages;

/// The largest form that is read, in bytes: the longest remark with every letter escaped.
const FORM: usize = 128 * 1024;

/// How long the last page may take to reach the browser once the review has ended.
const GRACE: Duration = Duration::from_secs(2);

/// Files of the pages themselves.
const ASSETS: [&str; 3] = ["/report.css", "/review.css", "/review.js"];

/// What is to be reviewed, and by whom.
pub struct Order<'o> {
    /// Folder of the bundle.
    pub bundle: &'o Path,
    /// What the reviewer is called.
    pub reviewer: String,
    /// Who signs the verdict; none if nobody does.
    pub signer: Option<Arc<Signer>>,
    /// Language of the pages.
    pub language: Language,
    /// Whose keys are known; none if no list says so.
    pub trust: Option<&'o TrustFile>,
}

/// How a review ended.
#[derive(Debug)]
pub enum Ending {
    /// The verdict is stored.
    Finished {
        /// Its file, below the bundle's folder.
        file: String,
        /// What it says.
        verdict: Ruling,
    },
    /// The bundle was changed while it was reviewed, so it was not accepted.
    Altered,
    /// Something could not be stored.
    Failed(StatementError),
}

/// A review cannot begin.
#[derive(Debug)]
pub enum ReviewError {
    /// There is nothing to review, or what the reviewer left of it cannot be read.
    Statement(StatementError),
    /// No port could be had.
    Listen(io::Error),
    /// The system gave no random numbers.
    Random(String),
}

/// A review whose pages can be opened.
pub struct Served {
    listener: TcpListener,
    desk: Arc<Desk>,
    ended: oneshot::Receiver<Ending>,
}

impl Served {
    /// Looks at the bundle and takes a free port of this machine.
    ///
    /// # Errors
    ///
    /// Fails if there is no port, no seal, or a draft that cannot be read.
    pub async fn begin(order: Order<'_>) -> Result<Self, ReviewError> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.map_err(ReviewError::Listen)?;
        let port = listener.local_addr().map_err(ReviewError::Listen)?.port();
        let gate = Gate::new(port, &ASSETS).map_err(|error| ReviewError::Random(error.to_string()))?;
        let (end, ended) = oneshot::channel();
        let desk = Desk::set(order, gate, end).map_err(ReviewError::Statement)?;
        Ok(Self {
            listener,
            desk: Arc::new(desk),
            ended,
        })
    }

    /// Returns the address that opens the review, once.
    pub fn address(&self) -> String {
        self.desk.gate.address().unwrap_or_default()
    }

    /// Serves the pages until the review ends.
    ///
    /// # Errors
    ///
    /// Fails if the port is lost.
    pub async fn until_ended(self) -> io::Result<Ending> {
        let (last, shown) = oneshot::channel::<()>();
        let server = axum::serve(self.listener, router(self.desk)).with_graceful_shutdown(async {
            // Whichever way the other end goes, it is over.
            let _ = shown.await;
        });
        let server = async { server.await };
        tokio::pin!(server);
        tokio::select! {
            served = &mut server => served.and(Err(io::ErrorKind::ConnectionAborted.into())),
            ending = self.ended => {
                let ending = ending.map_err(io::Error::other)?;
                drop(last);
                // A browser that keeps a connection open without asking for anything is not waited for.
                let _ = tokio::time::timeout(GRACE, server).await;
                Ok(ending)
            }
        }
    }
}

fn router(desk: Arc<Desk>) -> Router {
    let room = &desk.gate.room;
    Router::new()
        .route("/{secret}", get(doorstep).post(enter))
        .route(&format!("/{room}/"), get(overview))
        .route(&format!("/{room}/open"), post(open))
        .route(&format!("/{room}/say"), post(say))
        .route(&format!("/{room}/finish"), get(before_end).post(finish))
        .route(&format!("/{room}/{{step}}"), get(step))
        .route(&format!("/{room}/{{folder}}/{{name}}"), get(file))
        .route(ASSETS[0], get(|| async { asset("text/css; charset=utf-8", STYLE) }))
        .route(
            ASSETS[1],
            get(|| async { asset("text/css; charset=utf-8", pages::STYLE) }),
        )
        .route(
            ASSETS[2],
            get(|| async { asset("text/javascript; charset=utf-8", pages::SCRIPT) }),
        )
        .layer(DefaultBodyLimit::max(FORM))
        .layer(from_fn_with_state(Arc::clone(&desk), guard))
        .with_state(desk)
}

type Seat = State<Arc<Desk>>;

/// Turns away whoever is not the reviewer, and says of every answer what it may do.
async fn guard(State(desk): Seat, request: Request, next: Next) -> Response {
    let judged = desk.gate.check(request.method(), request.uri(), request.headers());
    let is_asset = desk.gate.is_asset(request.uri().path());
    let mut response = match judged {
        Ok(()) if is_asset || !desk.has_ended() => next.run(request).await,
        Ok(()) => refused(StatusCode::GONE, pages::ended(&desk)),
        Err(Refusal::Method) => StatusCode::METHOD_NOT_ALLOWED.into_response(),
        Err(Refusal::Secret) => refused(StatusCode::FORBIDDEN, pages::used(&desk)),
        Err(Refusal::Host | Refusal::Stranger) => StatusCode::FORBIDDEN.into_response(),
    };
    bound(&mut response, is_asset);
    response
}

async fn doorstep(State(desk): Seat) -> Response {
    page(StatusCode::OK, pages::doorstep(&desk))
}

async fn enter(State(desk): Seat, InPath(secret): InPath<String>) -> Response {
    let Some(cookie) = desk.gate.enter(&secret) else {
        return refused(StatusCode::FORBIDDEN, pages::used(&desk));
    };
    let overview = Redirect::to(&format!("/{}/", desk.gate.room));
    ([(header::SET_COOKIE, cookie)], overview).into_response()
}

async fn overview(State(desk): Seat) -> Response {
    page(StatusCode::OK, pages::overview(&desk))
}

async fn step(State(desk): Seat, InPath(name): InPath<String>) -> Response {
    let record = name.strip_prefix('s').and_then(|number| number.parse().ok());
    let is_open = record.is_some_and(|record| desk.session().is_open(record));
    match record.filter(|_| is_open).and_then(|record| pages::step(&desk, record)) {
        Some(html) => page(StatusCode::OK, html),
        None => to_overview(&desk),
    }
}

fn to_overview(desk: &Desk) -> Response {
    Redirect::to(&format!("/{}/", desk.gate.room)).into_response()
}

fn to_step(desk: &Desk, record: u64) -> Response {
    Redirect::to(&format!("/{}/s{record}", desk.gate.room)).into_response()
}

/// A step that is to be shown.
#[derive(Deserialize)]
struct Opening {
    key: String,
    step: u64,
}

async fn open(State(desk): Seat, Form(form): Form<Opening>) -> Response {
    if !desk.gate.is_key(&form.key) {
        return StatusCode::FORBIDDEN.into_response();
    }
    let mut session = desk.session();
    if !session.open(form.step) {
        return StatusCode::NOT_FOUND.into_response();
    }
    match desk.keep(&session) {
        Ok(()) => to_step(&desk, form.step),
        Err(error) => failed(&desk, error),
    }
}

/// What is said of a step.
#[derive(Deserialize)]
struct Saying {
    key: String,
    step: u64,
    ruling: StepRuling,
    #[serde(default)]
    remark: String,
}

async fn say(State(desk): Seat, Form(form): Form<Saying>) -> Response {
    if !desk.gate.is_key(&form.key) {
        return StatusCode::FORBIDDEN.into_response();
    }
    let mut session = desk.session();
    if session.say(form.step, form.ruling, &form.remark).is_err() {
        return StatusCode::CONFLICT.into_response();
    }
    match desk.keep(&session) {
        Ok(()) => to_step(&desk, form.step),
        Err(error) => failed(&desk, error),
    }
}

async fn before_end(State(desk): Seat) -> Response {
    page(StatusCode::OK, pages::finish(&desk, "", None))
}

/// The verdict on the whole.
#[derive(Deserialize)]
struct Finishing {
    key: String,
    verdict: Ruling,
    #[serde(default)]
    remark: String,
}

async fn finish(State(desk): Seat, Form(form): Form<Finishing>) -> Response {
    if !desk.gate.is_key(&form.key) {
        return StatusCode::FORBIDDEN.into_response();
    }
    // What a person pastes may hold what acts instead of being read.
    let remark = kept(&form.remark);
    match desk.conclude(form.verdict, &remark) {
        Conclusion::Stored(file) => page(StatusCode::OK, pages::done(&desk, &file, form.verdict)),
        Conclusion::Blocked(blocks) => {
            let asked = Some((form.verdict, blocks));
            page(StatusCode::CONFLICT, pages::finish(&desk, &remark, asked))
        }
        Conclusion::Refused => page(StatusCode::INTERNAL_SERVER_ERROR, pages::unstored(&desk)),
    }
}

/// What a reviewer does and cannot be kept is not done: the review ends, and the terminal says why.
fn failed(desk: &Desk, error: StatementError) -> Response {
    desk.end(Ending::Failed(error));
    page(StatusCode::INTERNAL_SERVER_ERROR, pages::unstored(desk))
}

async fn file(State(desk): Seat, InPath((folder, name)): InPath<(String, String)>) -> Response {
    let Some(bytes) = desk.sealed(&format!("{folder}/{name}")) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    sent(&name, bytes)
}
