//! The tree of partners at the start: more than a hundred units, some of them almost the same by name.

use super::unit::Unit;
use crate::fixture::{OFFICE, OTHER_OFFICE};

/// The unit for which the operator works.
pub const MARSHALS_OFFICE: &str = "Urząd Marszałkowski Województwa Śląskiego";
/// The unit of the office of the instruction.
pub const PARTNER: &str = "Starostwo Powiatowe w Gliwicach";
/// The unit of the second office, which looks almost the same.
pub const OTHER_PARTNER: &str = "Starostwo Powiatowe w Gliwicach (filia)";

const COUNTIES: [(&str, &str); 17] = [
    ("Będzinie", "Będziński"),
    ("Bielsku-Białej", "Bielski"),
    ("Cieszynie", "Cieszyński"),
    ("Częstochowie", "Częstochowski"),
    ("Kłobucku", "Kłobucki"),
    ("Lublińcu", "Lubliniecki"),
    ("Mikołowie", "Mikołowski"),
    ("Myszkowie", "Myszkowski"),
    ("Pszczynie", "Pszczyński"),
    ("Raciborzu", "Raciborski"),
    ("Rybniku", "Rybnicki"),
    ("Tarnowskich Górach", "Tarnogórski"),
    ("Bieruniu", "Bieruńsko-Lędziński"),
    ("Wodzisławiu Śląskim", "Wodzisławski"),
    ("Zawierciu", "Zawierciański"),
    ("Żywcu", "Żywiecki"),
    ("Tychach", "Tyski"),
];

const TOWNS: [&str; 24] = [
    "Gliwicach",
    "Bytomiu",
    "Chorzowie",
    "Czeladzi",
    "Dąbrowie Górniczej",
    "Imielinie",
    "Jastrzębiu-Zdroju",
    "Jaworznie",
    "Kaletach",
    "Katowicach",
    "Knurowie",
    "Łaziskach Górnych",
    "Mysłowicach",
    "Orzeszu",
    "Piekarach Śląskich",
    "Pyskowicach",
    "Rudzie Śląskiej",
    "Siemianowicach Śląskich",
    "Sosnowcu",
    "Świętochłowicach",
    "Tychach",
    "Ustroniu",
    "Wiśle",
    "Zabrzu",
];

const COMMUNES: [&str; 22] = [
    "Gierałtowice",
    "Pilchowice",
    "Rudziniec",
    "Sośnicowice",
    "Toszek",
    "Wielowieś",
    "Bestwina",
    "Bobrowniki",
    "Bojszowy",
    "Boronów",
    "Brenna",
    "Buczkowice",
    "Chełm Śląski",
    "Chybie",
    "Ciasna",
    "Dąbrowa Zielona",
    "Dębowiec",
    "Gaszowice",
    "Gilowice",
    "Goczałkowice-Zdrój",
    "Goleszów",
    "Łodygowice",
];

/// All units at the start, each after the unit that it belongs to.
pub(super) fn units() -> Vec<Unit> {
    let mut tree = Tree::default();
    let root = tree.group(None, "Województwo Śląskie");
    tree.group(Some(root), MARSHALS_OFFICE);
    let counties = tree.group(Some(root), "Powiaty");
    let office = tree.partner(counties, PARTNER, OFFICE);
    tree.group(Some(office), "Wydział Komunikacji");
    tree.group(Some(office), "Wydział Geodezji i Kartografii");
    tree.partner(counties, OTHER_PARTNER, OTHER_OFFICE);
    for (number, (place, county)) in (1..).zip(COUNTIES) {
        let seat = tree.partner(
            counties,
            &format!("Starostwo Powiatowe w {place}"),
            &format!("sekap_p{number:02}"),
        );
        tree.group(Some(seat), &format!("Powiat {county} – rejestr przesyłek"));
    }
    let towns = tree.group(Some(root), "Miasta");
    for (number, town) in (1..).zip(TOWNS) {
        tree.partner(
            towns,
            &format!("Urząd Miejski w {town}"),
            &format!("sekap_m{number:02}"),
        );
    }
    let communes = tree.group(Some(root), "Gminy");
    for (number, commune) in (1..).zip(COMMUNES) {
        tree.partner(
            communes,
            &format!("Urząd Gminy {commune}"),
            &format!("sekap_g{number:02}"),
        );
    }
    let institutions = tree.group(Some(root), "Jednostki organizacyjne");
    tree.partner(institutions, "Powiatowy Urząd Pracy w Gliwicach", "sekap_pup");
    tree.partner(
        institutions,
        "Powiatowe Centrum Pomocy Rodzinie w Gliwicach",
        "sekap_pcpr",
    );
    for (number, town) in (1..).zip(&TOWNS[..20]) {
        tree.partner(
            institutions,
            &format!("Ośrodek Pomocy Społecznej w {town}"),
            &format!("sekap_o{number:02}"),
        );
    }
    tree.units
}

#[derive(Default)]
struct Tree {
    units: Vec<Unit>,
    last: u32,
}

impl Tree {
    fn group(&mut self, parent: Option<u32>, name: &str) -> u32 {
        self.last += 1;
        self.units.push(Unit::plain(self.last, parent, name));
        self.last
    }

    fn partner(&mut self, parent: u32, name: &str, podmiot: &str) -> u32 {
        self.last += 1;
        self.units.push(Unit::connected(self.last, parent, name, podmiot));
        self.last
    }
}

#[cfg(test)]
mod tests {
    use super::units;

    #[test]
    fn numbers_are_single_and_parents_come_first() {
        let units = units();
        assert!(units.iter().filter(|unit| !unit.epuap_id.is_empty()).count() > 80);
        assert!(units.len() > 100);
        for (at, unit) in units.iter().enumerate() {
            let before = &units[..at];
            assert!(before.iter().all(|other| other.number != unit.number));
            let parent = |number| before.iter().any(|other| other.number == number);
            assert!(unit.parent.is_none_or(parent), "{}", unit.name);
        }
    }
}
