//! SEKAP's panel over raw HTTP: plain forms that post a whole page and redirect.

use mock_portal::{
    MARSHALS_OFFICE, MockSekap, OFFICE, PARTNER, SekapEvent, SekapFault, SekapSettings, Unit, UnitChange, UnitField,
};

use crate::wire::{Answer, send};

const TICK: &str = "on";

/// An operator's browser.
struct Operator {
    sekap: MockSekap,
    cookie: String,
}

impl Operator {
    async fn logged_in() -> Self {
        let sekap = MockSekap::start(SekapSettings::default()).await.unwrap();
        let mut operator = Self {
            sekap,
            cookie: String::new(),
        };
        let begin = operator.get("/peup/logowanie.seam").await.location;
        let ticket = operator.post(
            &begin,
            &[("logowanie:login", "j.nowak"), ("logowanie:haslo", "Cwiczenia-SEKAP")],
        );
        let answer = operator.get(&ticket.await.location).await;
        operator.cookie = answer.cookie.unwrap();
        operator
    }

    fn url(&self, path: &str) -> String {
        if path.starts_with('/') {
            format!("{}{path}", self.sekap.panel_url())
        } else {
            path.to_owned()
        }
    }

    async fn get(&self, path: &str) -> Answer {
        send(&self.url(path), &format!("Cookie: {}\r\n", self.cookie), "").await
    }

    async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let headers = format!(
            "Cookie: {}\r\nContent-Type: application/x-www-form-urlencoded\r\n",
            self.cookie
        );
        let pairs: Vec<String> = fields
            .iter()
            .map(|(name, value)| format!("{}={}", encoded(name), encoded(value)))
            .collect();
        send(&self.url(path), &headers, &pairs.join("&")).await
    }

    fn unit(&self, name: &str) -> Unit {
        self.sekap.truth().unit(name).unwrap()
    }

    /// Opens the form of a unit through its link in the tree; returns the form's address.
    async fn open(&self, name: &str) -> String {
        let tree = self.get("/peup/struktura.seam").await.body;
        let before = &tree[..tree.find(&format!(">{name}</a>")).unwrap()];
        let href = before.rsplit_once("href=\"").unwrap().1.split('"').next().unwrap();
        self.get(href).await.location
    }
}

fn encoded(text: &str) -> String {
    use std::fmt::Write as _;
    text.bytes().fold(String::new(), |mut encoded, byte| {
        write!(encoded, "%{byte:02X}").unwrap();
        encoded
    })
}

#[tokio::test]
async fn a_stranger_is_sent_to_the_login_side() {
    let sekap = MockSekap::start(SekapSettings::default()).await.unwrap();
    let operator = Operator {
        sekap,
        cookie: String::new(),
    };
    for path in [
        "/peup/struktura.seam",
        "/peup/komorka.seam?id=4",
        "/peup/ustawienia.seam",
    ] {
        assert_eq!(operator.get(path).await.location, "/peup/logowanie.seam");
    }
    let start = operator.get("/peup/start.seam").await.body;
    assert!(start.contains("Zaloguj się"));
    assert!(!start.contains("Ustawienia programu"));
    let login = operator.get("/peup/logowanie.seam").await.location;
    assert!(login.starts_with(operator.sekap.login_url()));
    let refused = operator
        .post(&login, &[("logowanie:login", "j.nowak"), ("logowanie:haslo", "x")])
        .await;
    assert!(refused.body.contains("Nieprawidłowy login lub hasło."));
    assert_eq!(operator.sekap.truth().journal()[0].event, SekapEvent::LoginRefused);
}

#[tokio::test]
async fn the_header_names_the_operators_unit() {
    let operator = Operator::logged_in().await;
    let home = operator.get("/peup/start.seam").await.body;
    assert!(home.contains(&format!("<span class=\"operator-unit\">{MARSHALS_OFFICE}</span>")));
    operator.sekap.set_fault(SekapFault::OtherOperator(PARTNER.to_owned()));
    let home = operator.get("/peup/start.seam").await.body;
    assert!(home.contains(&format!("<span class=\"operator-unit\">{PARTNER}</span>")));
}

#[tokio::test]
async fn both_tabs_are_stored_with_one_save() {
    let operator = Operator::logged_in().await;
    let before = operator.unit(PARTNER);
    assert!(before.carries(OFFICE));
    let form = operator.open(PARTNER).await;
    assert!(form.contains("?cid="));
    operator
        .post(&form, &[("komorka:nazwa", PARTNER), ("komorka:zakladka", "opis")])
        .await;
    let page = operator.get(&form).await.body;
    assert!(page.contains("Parametry wydruku") && !page.contains("Do BIP"));
    operator
        .post(
            &form,
            &[("komorka:powiazanaSkrzynka", "(brak)"), ("komorka:zapisz", "tak")],
        )
        .await;
    assert!(operator.get(&form).await.body.contains("Zmiany zapisano."));
    let expected = Unit {
        number: before.number,
        current: false,
        in_bip: false,
        ..Unit::plain(before.number, before.parent, PARTNER)
    };
    assert_eq!(operator.unit(PARTNER), expected);
    assert_eq!(operator.sekap.truth().writes().len(), 1);
}

#[tokio::test]
async fn nothing_is_stored_before_the_save_or_after_giving_up() {
    let operator = Operator::logged_in().await;
    let before = operator.unit(PARTNER);
    let form = operator.open(PARTNER).await;
    operator
        .post(&form, &[("komorka:nazwa", "Inna"), ("komorka:zakladka", "opis")])
        .await;
    let left = operator
        .post(&form, &[("komorka:ikona", ""), ("komorka:anuluj", "tak")])
        .await;
    assert_eq!(left.location, "/peup/struktura.seam");
    assert_eq!(operator.unit(PARTNER), before);
    assert_eq!(operator.sekap.truth().writes(), []);
}

#[tokio::test]
async fn a_unit_without_a_name_is_not_stored() {
    let operator = Operator::logged_in().await;
    let form = operator.open(PARTNER).await;
    operator
        .post(&form, &[("komorka:nazwa", " "), ("komorka:zapisz", "tak")])
        .await;
    assert!(
        operator
            .get(&form)
            .await
            .body
            .contains("Pole „Nazwa komórki” jest wymagane.")
    );
    assert_eq!(operator.sekap.truth().writes(), []);
}

#[tokio::test]
async fn a_lost_field_answers_well_and_stays() {
    let operator = Operator::logged_in().await;
    operator.sekap.set_fault(SekapFault::LostField("Do BIP".to_owned()));
    let form = operator.open(PARTNER).await;
    operator
        .post(&form, &[("komorka:nazwa", PARTNER), ("komorka:zapisz", "tak")])
        .await;
    assert!(operator.get(&form).await.body.contains("Zmiany zapisano."));
    let unit = operator.unit(PARTNER);
    assert!(!unit.current && unit.in_bip);
    let expected = SekapEvent::UnitSaved {
        number: unit.number,
        name: PARTNER.to_owned(),
        changes: vec![UnitChange {
            field: UnitField::Current,
            old: TICK.to_owned(),
            new: String::new(),
        }],
    };
    assert_eq!(operator.sekap.truth().writes()[0].event, expected);
}

#[tokio::test]
async fn an_ended_conversation_stores_nothing() {
    let operator = Operator::logged_in().await;
    let form = operator.open(PARTNER).await;
    operator.sekap.set_fault(SekapFault::ConversationEnded);
    let answer = operator
        .post(&form, &[("komorka:nazwa", "Inna"), ("komorka:zapisz", "tak")])
        .await;
    assert!(answer.body.contains("Konwersacja wygasła"));
    operator.sekap.set_fault(SekapFault::SessionExpired);
    let answer = operator
        .post(&form, &[("komorka:nazwa", "Inna"), ("komorka:zapisz", "tak")])
        .await;
    assert_eq!(answer.location, "/peup/logowanie.seam");
    assert_eq!(operator.sekap.truth().writes(), []);
}

#[tokio::test]
async fn twins_in_the_tree_stay_apart() {
    let operator = Operator::logged_in().await;
    operator.sekap.arrange_units(|units| {
        let twin = Unit {
            number: 900,
            ..units.iter().find(|unit| unit.name == PARTNER).unwrap().clone()
        };
        units.push(twin);
    });
    let tree = operator.get("/peup/struktura.seam").await.body;
    assert_eq!(tree.matches(&format!(">{PARTNER}</a>")).count(), 2);
    let form = operator.get("/peup/komorka.seam?id=900").await.location;
    operator
        .post(&form, &[("komorka:nazwa", PARTNER), ("komorka:zapisz", "tak")])
        .await;
    assert!(operator.unit(PARTNER).current);
    let twin = operator.sekap.truth().units().pop().unwrap();
    assert!(!twin.current);
}
