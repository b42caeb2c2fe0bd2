//! A browser without a screen: cookies, forms and the partial requests of the page's script.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use mock_portal::{DataSet, EditScope, Fault, MockPortal, OFFICE, Settings};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// One answer of the portal.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) location: String,
    pub(crate) body: String,
}

/// A visitor of one portal, with the page it looks at.
pub(crate) struct Visitor {
    pub(crate) portal: MockPortal,
    cookies: BTreeMap<String, String>,
    page: String,
}

impl Visitor {
    pub(crate) async fn new(settings: Settings) -> Self {
        Self {
            portal: MockPortal::start(settings).await.unwrap(),
            cookies: BTreeMap::new(),
            page: String::new(),
        }
    }

    /// A visitor who works for the office of a portal with these settings.
    pub(crate) async fn with(settings: Settings) -> Self {
        let mut visitor = Self::new(Settings {
            context: Some(OFFICE.to_owned()),
            ..settings
        })
        .await;
        visitor.log_in().await;
        visitor
    }

    /// Logs in, whatever was before.
    pub(crate) async fn log_in(&mut self) {
        let ticket = self.ticket().await;
        self.post("/wps/acs", &[("SAMLResponse", &ticket)]).await;
    }

    /// A visitor who works for the office.
    pub(crate) async fn in_office(data: DataSet, edit_scope: EditScope) -> Self {
        Self::with(Settings {
            data,
            edit_scope,
            ..Settings::default()
        })
        .await
    }

    /// A visitor who looks at one skrytka of the instruction.
    pub(crate) async fn at(name: &str) -> Self {
        let mut visitor = Self::in_office(DataSet::Instruction, EditScope::Whole).await;
        visitor.open(name).await;
        visitor
    }

    /// A visitor who looks at one skrytka while a fault is on.
    pub(crate) async fn at_with(name: &str, fault: Fault) -> Self {
        let mut visitor = Self::in_office(DataSet::Instruction, EditScope::Whole).await;
        visitor.portal.set_fault(fault);
        visitor.open(name).await;
        visitor
    }

    /// Starts a login; returns the id of the attempt.
    pub(crate) async fn attempt(&mut self) -> String {
        let answer = self.get("/wps/logowanie").await;
        let (_, id) = answer.location.split_once("SAMLRequest=").unwrap();
        id.to_owned()
    }

    /// Logs in up to the one-time token that the browser would carry to the portal.
    pub(crate) async fn ticket(&mut self) -> String {
        let attempt = self.attempt().await;
        let page = self.reach_code_page(&attempt).await;
        let answer = self.confirm(&attempt, &shown_code(&page)).await;
        after(&answer.body, "SAMLResponse\" value=\"").to_owned()
    }

    pub(crate) async fn reach_code_page(&mut self, attempt: &str) -> String {
        let login = self.portal.login_url().to_owned();
        let fields = [
            ("ssot", attempt),
            ("login", "adam.kmiecik"),
            ("password", "Cwiczenia-2015"),
        ];
        let answer = self.post(&format!("{login}/dt/login/login"), &fields).await;
        let page = self.get(&format!("{login}{}", answer.location)).await;
        page.body
    }

    pub(crate) async fn confirm(&mut self, attempt: &str, code: &str) -> Answer {
        let url = format!("{}/dt/login/sms", self.portal.login_url());
        self.post(&url, &[("ssot", attempt), ("code", code)]).await
    }

    /// Opens the list of skrytki through the menu.
    pub(crate) async fn open_list(&mut self) -> String {
        self.open_entry("budowanie-uslug", "Skrytki").await
    }

    /// Opens the list of karty spraw, where Budowanie usług begins.
    pub(crate) async fn open_cards(&mut self) -> String {
        self.open_entry("budowanie-uslug", "Karty spraw").await
    }

    /// Opens a place of Zarządzanie kontem through its menu.
    pub(crate) async fn open_account(&mut self, entry: &str) -> String {
        self.open_entry("zarzadzanie-kontem", entry).await
    }

    async fn open_entry(&mut self, application: &str, entry: &str) -> String {
        let first = self.get(&format!("/wps/myportal/aplikacje/{application}")).await;
        let page = self.get(&first.location).await.body;
        let (_, menu) = page.split_once("<nav class=\"left-menu\">").unwrap();
        let (menu, _) = menu.split_once(&format!(">{entry}</a>")).unwrap();
        let href = menu.rsplit_once("href=\"").unwrap().1.trim_end_matches('"').to_owned();
        self.open_page(&href).await
    }

    /// Opens an address and keeps looking at it.
    pub(crate) async fn open_page(&mut self, url: &str) -> String {
        self.page = self.get(url).await.body;
        self.page.clone()
    }

    /// The page from a text on.
    pub(crate) fn from(&self, text: &str) -> &str {
        &self.page[self.page.find(text).unwrap()..]
    }

    /// Opens one skrytka through its row of the list.
    pub(crate) async fn open(&mut self, name: &str) -> Answer {
        self.open_list().await;
        let source = self.row_action(name, "edytuj");
        let answer = self.ajax(&source, &[]).await;
        let page = self.get(after(&answer.body, "redirect url=\"")).await;
        self.page.clone_from(&page.body);
        page
    }

    /// Opens a skrytka in another window of the same session.
    pub(crate) async fn open_elsewhere(&mut self, name: &str) {
        let page = self.page.clone();
        self.open(name).await;
        self.page = page;
    }

    /// The id of an action in the row that carries exactly this name.
    pub(crate) fn row_action(&self, name: &str, action: &str) -> String {
        let row = &self.page[self.page.find(&format!(">{name}</td>")).unwrap()..];
        let end = row.find(&format!(":{action}\"")).unwrap();
        let start = row[..end].rfind('"').unwrap() + 1;
        format!("{}:{action}", &row[start..end])
    }

    /// Presses a button of the form.
    pub(crate) async fn press(&mut self, button: &str, fields: &[(&str, &str)]) -> Answer {
        let stream = self.press_and_leave(button, fields).await;
        self.hear(stream).await
    }

    /// Presses a button of the form; the answer is still to come.
    pub(crate) async fn press_and_leave(&mut self, button: &str, fields: &[(&str, &str)]) -> TcpStream {
        let id = self.part(&format!("detal:{button}"));
        let mut all = vec![(id.clone(), id.clone())];
        for (label, value) in fields {
            all.push((self.parameter(label), (*value).to_owned()));
        }
        let state = self.view_state().to_owned();
        let (action, fields) = self.to_send(&id, &state, &all);
        self.ask("POST", &action, &form(&fields)).await
    }

    /// Changes one field, as the page's script reports it.
    pub(crate) async fn change(&mut self, label: &str, value: &str) -> Answer {
        let parameter = self.parameter(label);
        let source = parameter.trim_end_matches("_input").to_owned();
        let fields = [
            ("javax.faces.behavior.event".to_owned(), "valueChange".to_owned()),
            (parameter, value.to_owned()),
        ];
        self.send(&source, &fields).await
    }

    /// Brings a tab to the front; remembers its content.
    pub(crate) async fn tab(&mut self, number: usize) -> Answer {
        let tabs = self.part("detal:zakladki");
        let fields = [(format!("{tabs}_activeIndex"), number.to_string())];
        let answer = self.send(&tabs, &fields).await;
        self.page.push_str(&answer.body);
        answer
    }

    pub(crate) async fn ajax(&mut self, source: &str, fields: &[(&str, &str)]) -> Answer {
        let fields: Vec<_> = fields
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        self.send(source, &fields).await
    }

    async fn send(&mut self, source: &str, fields: &[(String, String)]) -> Answer {
        let state = self.view_state().to_owned();
        self.send_with(source, &state, fields).await
    }

    fn view_state(&self) -> &str {
        after(&self.page, "javax.faces.ViewState\" value=\"")
    }

    pub(crate) async fn send_with(&mut self, source: &str, view_state: &str, fields: &[(String, String)]) -> Answer {
        let (action, all) = self.to_send(source, view_state, fields);
        self.post(&action, &all).await
    }

    /// Where the page's script sends a request, and what with it.
    fn to_send<'a>(
        &self,
        source: &'a str,
        view_state: &'a str,
        fields: &'a [(String, String)],
    ) -> (String, Vec<(&'a str, &'a str)>) {
        let action = after(&self.page, "javax.faces.encodedURL\" value=\"").to_owned();
        let mut all = vec![("javax.faces.source", source), ("javax.faces.ViewState", view_state)];
        all.extend(fields.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        (action, all)
    }

    /// The client id of a part of the portlet.
    pub(crate) fn part(&self, local: &str) -> String {
        let prefix = after(&self.page, "id=\"viewns_Z7_");
        let (prefix, _) = prefix.split_once(':').unwrap();
        format!("viewns_Z7_{prefix}:{local}")
    }

    /// The parameter of the control beside a label.
    pub(crate) fn parameter(&self, label: &str) -> String {
        let plain = self.page.rfind(&format!("class=\"label\">{label}"));
        let at = plain.or_else(|| self.page.rfind(&format!("\">{label}</label></td>")));
        after(&self.page[at.unwrap()..], " name=\"").to_owned()
    }

    pub(crate) async fn get(&mut self, url: &str) -> Answer {
        self.exchange("GET", url, "").await
    }

    pub(crate) async fn post(&mut self, url: &str, fields: &[(&str, &str)]) -> Answer {
        self.exchange("POST", url, &form(fields)).await
    }

    async fn exchange(&mut self, method: &str, url: &str, body: &str) -> Answer {
        let stream = self.ask(method, url, body).await;
        self.hear(stream).await
    }

    async fn ask(&self, method: &str, url: &str, body: &str) -> TcpStream {
        let url = if url.starts_with('/') {
            format!("{}{url}", self.portal.portal_url())
        } else {
            url.to_owned()
        };
        let rest = url.strip_prefix("http://").unwrap();
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        let cookies: Vec<String> = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let ajax = if body.contains(&encoded("javax.faces.source")) {
            "Faces-Request: partial/ajax\r\n"
        } else {
            ""
        };
        let request = format!(
            "{method} /{path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nCookie: {}\r\n{ajax}\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
            cookies.join("; "),
            body.len()
        );
        let mut stream = TcpStream::connect(host).await.unwrap();
        stream.write_all(request.as_bytes()).await.unwrap();
        stream
    }

    async fn hear(&mut self, mut stream: TcpStream) -> Answer {
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        self.read(&answer)
    }

    fn read(&mut self, answer: &str) -> Answer {
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        let mut location = String::new();
        for (name, value) in head.lines().filter_map(|line| line.split_once(": ")) {
            if name == "location" {
                value.clone_into(&mut location);
            }
            if name == "set-cookie" {
                let (cookie, _) = value.split_once(';').unwrap();
                let (name, value) = cookie.split_once('=').unwrap();
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        Answer {
            status: head.split(' ').nth(1).unwrap().parse().unwrap(),
            location,
            body: body.to_owned(),
        }
    }
}

/// The code that the practice phone shows.
pub(crate) fn shown_code(page: &str) -> String {
    let code = &page[page.find("practice-code\">").unwrap() + "practice-code\">".len()..];
    code[..9].to_owned()
}

/// The text between a marker and the next quotation mark.
pub(crate) fn after<'a>(text: &'a str, marker: &str) -> &'a str {
    let (_, rest) = text.split_once(marker).unwrap();
    rest.split('"').next().unwrap()
}

fn form(fields: &[(&str, &str)]) -> String {
    let pairs: Vec<String> = fields
        .iter()
        .map(|(name, value)| format!("{}={}", encoded(name), encoded(value)))
        .collect();
    pairs.join("&")
}

fn encoded(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        write!(encoded, "%{byte:02X}").unwrap();
    }
    encoded
}
