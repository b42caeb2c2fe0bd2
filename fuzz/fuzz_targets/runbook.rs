//! Runbooks with what lies beside them: profile, runbooks of a series, files of lines, consent.

#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| krok_fuzz::runbook(input));
