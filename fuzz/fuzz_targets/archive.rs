//! Zip files of bundles.

#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| krok_fuzz::archive(input));
