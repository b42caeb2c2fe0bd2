//! The krok program.

fn main() {}
