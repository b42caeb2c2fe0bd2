//! How much is tried, and the figures that are left for a person.

/// A part of all points: `make torture` tries every one, `make torture PART=2/8` every eighth, beginning with the second.
#[derive(Clone, Copy)]
pub struct Part {
    /// Counted from 1.
    number: usize,
    of: usize,
}

impl Part {
    /// Returns the part that is asked for; none if a few points of each kind will do.
    pub fn asked_for() -> Option<Self> {
        let asked = std::env::var("KROK_TORTURE").ok()?;
        let (number, of) = asked.split_once('/').unwrap_or(("1", "1"));
        let (number, of) = (number.parse().unwrap(), of.parse().unwrap());
        assert!((1..=of).contains(&number), "there is no part {asked}");
        Some(Self { number, of })
    }

    /// Tells whether a point, counted from 0, belongs to the part.
    pub fn holds(self, point: usize) -> bool {
        point % self.of == self.number - 1
    }
}

/// Says a figure, which `make torture` shows.
#[expect(clippy::print_stdout, reason = "figures are the result")]
pub fn tell(figure: &str) {
    println!("{figure}");
}
