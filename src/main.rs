//! The krok program: arguments in, exit code out.

use std::process::ExitCode;

fn main() -> ExitCode {
    krok::cli::main().into()
}
