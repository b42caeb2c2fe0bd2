//! The command line: joins everything, and is the only place that speaks to the person at the keyboard.

mod agreement;
mod anchor;
mod anchoring;
mod args;
mod attempt;
mod beforehand;
mod carry;
mod chain;
mod check;
mod compare;
mod consents;
mod console;
mod coverage;
mod demo;
mod desk;
mod doc;
mod doctor;
mod earlier;
mod errors;
mod exit;
mod expire;
mod fmt;
mod gone;
mod handover;
mod index;
mod inputs;
mod job;
mod keys;
mod login;
mod machine;
mod masks;
mod new_folder;
mod open;
mod passphrase;
mod portals;
mod practice;
mod protocol;
mod questions;
mod record;
mod redact;
mod resume;
mod review;
mod schema;
mod seat;
mod series;
mod statements;
mod stop;
mod table;
mod trouble;
mod trust;
mod tsa;
mod verify;
mod watch;
mod window;
mod wording;
mod work;

use clap::Parser;

pub use exit::Exit;

use args::{Arguments, Command, ConsentCommand};
use console::Console;
use trouble::Trouble;

/// Carries out the command of this process's arguments.
pub fn main() -> Exit {
    let arguments = Arguments::parse();
    let mut console = Console::new(arguments.lang.into());
    let ended = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => {
            let ended = runtime.block_on(command(arguments.command, &mut console));
            runtime.block_on(console.end_watch());
            // A thread may still wait for an answer at the keyboard that nobody needs any more.
            runtime.shutdown_background();
            ended
        }
        Err(error) => Err(error.into()),
    };
    ended.unwrap_or_else(|trouble| {
        console.trouble(&trouble);
        trouble.exit
    })
}

#[expect(clippy::too_many_lines, reason = "one arm a command: a list is read whole")]
async fn command(command: Command, console: &mut Console) -> Result<Exit, Trouble> {
    match command {
        Command::Check { runbooks, inputs } => check::check(&runbooks, &inputs, console),
        Command::Coverage { folder, markdown, csv } => {
            coverage::coverage(&folder, markdown.as_deref(), csv.as_deref(), console)
        }
        Command::Fmt { files, check } => fmt::fmt(&files, check, console),
        Command::Schema { of } => schema::schema(of, console),
        Command::Open { portal, browser } => open::open(&portal, &browser, console).await,
        Command::Close { portal } => open::close(&portal, console),
        Command::Plan { work } => work::plan(&work, console).await,
        Command::Apply {
            plan,
            runbook,
            inputs,
            yes,
            answers,
            destroy,
            anchor,
            out,
            signing,
            browser,
        } => {
            let order = work::ApplyOrder {
                plan: &plan,
                runbook: runbook.as_deref(),
                inputs: &inputs,
                answers: answers.as_deref(),
                out: &out,
                browser: &browser,
                destroy: &destroy,
                anchor: &anchor,
                key: signing.key.as_deref(),
            };
            if yes {
                console.leave_alone();
            }
            work::apply(order, yes, console).await
        }
        Command::Run {
            work,
            answers,
            yes,
            destroy,
        } => {
            if yes {
                console.leave_alone();
            }
            work::run(&work, answers.as_deref(), (yes, &destroy), console).await
        }
        Command::Resume {
            bundle,
            inputs,
            answers,
            yes,
            destroy,
            anchor,
            signing,
            browser,
        } => {
            if yes {
                console.leave_alone();
            }
            let order = resume::ResumeOrder {
                bundle: &bundle,
                inputs: &inputs,
                answers: answers.as_deref(),
                browser: &browser,
                destroy: &destroy,
                anchor: &anchor,
                key: signing.key.as_deref(),
                yes,
            };
            Box::pin(resume::resume(order, console)).await
        }
        Command::Try { order } => attempt::attempt(&order, console).await,
        Command::Verify { order } => verify::verify_bundle(&order, console),
        Command::Anchor { what } => anchor::anchor(&what, console),
        Command::Key { command } => keys::command(&command, console),
        Command::Sign { bundle, signing } => statements::sign(&bundle, signing.key.as_deref(), console),
        Command::Countersign {
            bundle,
            verdict,
            remark,
            name,
            signing,
        } => {
            let said = statements::Said {
                verdict: verdict.into(),
                remark: remark.as_deref(),
                name: name.as_deref(),
            };
            statements::countersign(&bundle, &said, signing.key.as_deref(), console)
        }
        Command::Attach { bundle, file, kind } => statements::attach(&bundle, &file, kind.into(), console),
        Command::Consent {
            command: ConsentCommand::Sign { file, signing },
        } => statements::sign_consent(&file, signing.key.as_deref(), console),
        Command::Review { order } => review::review(&order, console).await,
        Command::Report { bundle } => verify::report(&bundle, console),
        Command::Protocol { bundle, out, case } => protocol::protocol(&bundle, out.as_deref(), &case, console),
        Command::Export {
            bundle,
            for_signing: true,
            out,
            case,
            ..
        } => protocol::for_signing(&bundle, out.as_deref(), &case, console),
        Command::Export {
            bundle,
            out,
            as_it_is,
            case,
            ..
        } => {
            let order = handover::ExportOrder {
                bundle: &bundle,
                out: out.as_deref(),
                as_it_is,
                case: &case,
            };
            handover::export(&order, console)
        }
        Command::Import { archive, into } => handover::import(&archive, &into, console),
        Command::Redact { order } => redact::redact(&order, console),
        Command::Expire { order } => expire::expire(&order, console),
        Command::Index { order } => index::index(&order, console),
        Command::Compare { first, second, out } => compare::compare(&first, &second, out.as_deref(), console),
        Command::Doc { runbook, bundle, out } => doc::doc(&runbook, &bundle, out.as_deref(), console),
        Command::Record {
            portal,
            output,
            browser,
        } => record::record(&portal, output.as_deref(), &browser, console).await,
        Command::Doctor { browser } => Ok(doctor::doctor(browser.into(), console)),
        Command::Demo {
            procedure,
            browser,
            headless,
            faults,
            out,
        } => {
            let chosen = window::Chosen {
                family: browser.into(),
                headless,
            };
            let practising = demo::Practising {
                browser: chosen,
                faults,
                out: &out,
            };
            demo::demo(procedure, practising, console).await
        }
        Command::PracticePortal { port, login_port, data } => practice::serve(port, login_port, data, console).await,
    }
}
