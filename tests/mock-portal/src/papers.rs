//! What the officials of the office have prepared: lists of cards and skrytki, what was decided, and the consent.

use std::fs;
use std::io;
use std::path::Path;

use crate::bip::BipPage;
use crate::fixture::OFFICE;
use crate::practice::Practice;
use crate::sekap::PARTNER;

const LICENCE: &str =
    "Wydanie prawa jazdy z powodu zmiany danych (zmiana nazwiska, adresu, upływ terminu ważności badań lekarskich)";
const DUPLICATE: &str = "Wydanie wtórnika prawa jazdy z powodu jego utraty (zagubienie, kradzież) lub zniszczenia";
const EMISSIONS: &str = "Zezwolenie na emisję gazów cieplarnianych z instalacji objętej systemem handlu uprawnieniami do emisji gazów cieplarnianych";

/// The titles of the cards that the office keeps by these papers, in their order: all others go, by its own hand or with
/// SEKAP.
pub const KEPT_CARDS: [&str; 2] = ["Wydanie prawa jazdy", EMISSIONS];

impl Practice {
    /// Writes the papers into a folder: `przekierowania.csv`, `formularze.csv`, `karty.csv`, `skrytki.csv`, `partnerzy.csv`,
    /// `odpowiedzi/` with what persons did in each stage, `zgoda.toml` and `zgoda.pdf`. Dates are written as
    /// `2026-11-28`; a consent is good for one time, so each set of papers has a number of its own.
    pub fn write_papers(&self, folder: &Path, number: &str, today: &str, expires: &str) -> io::Result<()> {
        let address = |page: BipPage| format!("{}{}", self.bip.url(), page.path());
        let licence = address(BipPage::DrivingLicence);
        let redirections = format!(
            "karta;formularz;nazwa;adres\n\
             Wydanie prawa jazdy;{LICENCE};Prawo jazdy: zmiana danych;{licence}\n\
             {EMISSIONS};{EMISSIONS};Zezwolenie na emisję gazów;{}\n",
            address(BipPage::Emissions)
        );
        let forms = format!("karta;formularz;wzor;skrytka\nWydanie prawa jazdy;{DUPLICATE};Pismo ogólne;Skrytka_ESP\n");
        let decided = "[sposob]\noutcome = \"done\"\nby = \"Jan Nowak, sekretarz powiatu\"\n\
                       answer = \"FINN 8SQL, integracja bezpośrednia\"\n\
                       note = \"Decyzja starosty z dnia ";
        let decision = format!(
            "{decided}{today}.\"\n\n\
             [dostawca]\noutcome = \"done\"\nby = \"Jan Nowak, sekretarz powiatu\"\n\
             note = \"Ustalono z dostawcą systemu: integracja bezpośrednia, zlecenie 17/2026.\"\n\n\
             [termin]\noutcome = \"done\"\nby = \"Jan Nowak, sekretarz powiatu\"\n\
             note = \"Uruchomienie tego samego dnia, po przestawieniu skrytek.\"\n"
        );
        let consent = format!(
            "from     = \"Urząd Marszałkowski Województwa Śląskiego\"\n\
             about    = \"usunięcie systemu i4m4hvn61u (serwer SEKAP)\"\n\
             entity   = \"pzgliwice\"\n\
             number   = \"{number}\"\n\
             given    = {today}\nexpires  = {expires}\ndocument = \"zgoda.pdf\"\n"
        );
        let letter = format!("%PDF-1.4\n% practice document of the practice portal, no. {number}\n%%EOF\n");
        let answers = folder.join("odpowiedzi");
        fs::create_dir_all(&answers)?;
        for (name, text) in [
            ("przekierowania.csv", redirections.as_str()),
            ("formularze.csv", &forms),
            (
                "karty.csv",
                "karta;data\nWpis do ewidencji instruktorów nauki jazdy;19.06.2015\nWydanie karty łowiectwa podwodnego;22.06.2015\n",
            ),
            (
                "skrytki.csv",
                "skrytka;adres;czynnosc\nZMOKU;/pzgliwice/ZMOKU;usunąć\ntest;/pzgliwice/test;zablokować\n",
            ),
            (
                "partnerzy.csv",
                &format!("jednostka;identyfikator\n{PARTNER};{OFFICE}\n"),
            ),
            ("odpowiedzi/decyzja.toml", &decision),
            (
                "odpowiedzi/odbior.toml",
                "[odbiera]\noutcome = \"done\"\nby = \"Anna Wilk, informatyk\"\nanswer = \"odbiera system obiegu dokumentów\"\n\
                 note = \"System pobrał pierwszy dokument ze skrytki Skrytka_ESP.\"\n",
            ),
            (
                "odpowiedzi/nieuzywane.toml",
                "[nic-nie-czeka]\noutcome = \"done\"\nby = \"Anna Wilk, informatyk\"\nanswer = \"tak, żadne nie czekają\"\n\
                 note = \"Sprawdziłam skrytki ZMOKU i test na koncie urzędu.\"\n",
            ),
            ("zgoda.toml", &consent),
            ("zgoda.pdf", &letter),
        ] {
            fs::write(folder.join(name), text)?;
        }
        Ok(())
    }
}
