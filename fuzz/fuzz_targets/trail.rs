//! Trails of runs that broke off, with every hash in place.

#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| krok_fuzz::trail(input));
