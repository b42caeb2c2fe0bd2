//! Figures that a test leaves for a person.

/// Says a figure, which `make torture` shows.
#[expect(clippy::print_stdout, reason = "figures are the result")]
pub fn tell(figure: &str) {
    println!("{figure}");
}
