//! Time stamps and roots.

#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| krok_fuzz::token(input));
