//! Paths of steps: `kazda[Karta A]/usun` is the step `usun` in the turn of a loop.

/// Returns the path of a step without the keys of rows: `kazda[Karta A]/usun` is `kazda/usun`.
pub fn without_keys(path: &str) -> String {
    let mut rest = path;
    let mut step = String::new();
    while let Some((before, key)) = rest.split_once('[') {
        step.push_str(before);
        rest = key.split_once("]/").map_or("", |(_, after)| after);
        if !rest.is_empty() {
            step.push('/');
        }
    }
    step.push_str(rest);
    step
}

/// Returns the path of a step and of everything that holds it, the step itself first.
pub(super) fn with_holders(path: &str) -> impl Iterator<Item = &str> {
    let ends = path.rmatch_indices(['/', '[']).map(|(at, _)| at);
    [path.len()].into_iter().chain(ends).filter_map(|end| path.get(..end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_rows_are_no_part_of_a_step() {
        for (path, step) in [
            ("usun", "usun"),
            ("kazda[Karta A]/usun", "kazda/usun"),
            ("kazda[a/b]/w[x]/usun", "kazda/w/usun"),
        ] {
            assert_eq!(without_keys(path), step);
        }
    }

    #[test]
    fn a_step_is_held_by_its_turn_and_its_loop() {
        let holders: Vec<&str> = with_holders("kazda[A]/blok/usun").collect();
        assert_eq!(holders, ["kazda[A]/blok/usun", "kazda[A]/blok", "kazda[A]", "kazda"]);
    }
}
