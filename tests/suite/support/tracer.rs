//! Runs krok under trace: at each system call that stores evidence it can be looked at, killed or refused.
//!
//! A kill at the entry of a call leaves what a crash at that very point would: the page cache survives the process.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::process::ExitStatusExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus};

use nix::errno::Errno;
use nix::sys::ptrace::{self, Options};
use nix::sys::signal::{Signal, kill};
use nix::sys::wait::{WaitPidFlag, WaitStatus, waitpid};
use nix::unistd::Pid;

/// What is done to a call before it happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It happens.
    Goes,
    /// The process dies instead.
    Dies,
    /// It is refused with this error, and nothing happens.
    Refused(Errno),
}

/// A call that stores something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// Its name.
    pub name: &'static str,
    /// The file or folder that it works on, as far as it is told by an open handle.
    pub path: PathBuf,
}

/// The calls that store something: numbers of x86-64, names, and whether the first argument is a handle.
const STORING: &[(u64, &str, bool)] = &[
    (1, "write", true),
    (18, "pwrite64", true),
    (20, "writev", true),
    (74, "fsync", true),
    (75, "fdatasync", true),
    (77, "ftruncate", true),
    (82, "rename", false),
    (83, "mkdir", false),
    (87, "unlink", false),
    (258, "mkdirat", true),
    (263, "unlinkat", true),
    (264, "renameat", true),
    (285, "fallocate", true),
    (316, "renameat2", true),
];
/// `openat`, which stores something only if it may make the file.
const OPENAT: u64 = 257;
/// `O_CREAT`.
const CREATE: u64 = 0o100;

/// How a traced command ended, and how many calls it made that store something below a folder.
#[derive(Debug)]
pub struct Traced {
    pub status: ExitStatus,
    pub calls: usize,
}

/// Runs a command to its end; every call that stores something below the folder is put to `at` with its number first.
#[expect(clippy::zombie_processes, reason = "the tracer waits for it by its number")]
pub fn trace(command: &mut Command, folder: &Path, mut at: impl FnMut(usize, &Call) -> Fate) -> Traced {
    let mut shell = Command::new("sh");
    shell.args(["-c", "kill -STOP $$; exec \"$0\" \"$@\""]);
    shell.arg(command.get_program()).args(command.get_args());
    for (name, value) in command.get_envs() {
        shell.env(name, value.unwrap_or_default());
    }
    if let Some(folder) = command.get_current_dir() {
        shell.current_dir(folder);
    }
    shell
        .stdin(std::process::Stdio::null())
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null());
    let child = shell.spawn().unwrap();
    let main = Pid::from_raw(i32::try_from(child.id()).unwrap());
    waitpid(main, Some(WaitPidFlag::WUNTRACED)).unwrap();
    ptrace::seize(
        main,
        Options::PTRACE_O_TRACESYSGOOD | Options::PTRACE_O_TRACECLONE | Options::PTRACE_O_EXITKILL,
    )
    .unwrap();
    kill(main, Signal::SIGCONT).unwrap();
    let mut tracer = Tracer {
        main,
        folder: folder.to_owned(),
        entered: BTreeMap::new(),
        calls: 0,
    };
    let status = tracer.follow(&mut at);
    Traced {
        status,
        calls: tracer.calls,
    }
}

struct Tracer {
    main: Pid,
    folder: PathBuf,
    /// Threads within a call; the error that it is refused with, if it is.
    entered: BTreeMap<Pid, Option<Errno>>,
    calls: usize,
}

impl Tracer {
    fn follow(&mut self, at: &mut impl FnMut(usize, &Call) -> Fate) -> ExitStatus {
        loop {
            // Children and tracees of this thread alone: other tests wait for their own.
            let own = WaitPidFlag::__WALL | WaitPidFlag::__WNOTHREAD;
            match waitpid(None, Some(own)).unwrap() {
                WaitStatus::Exited(pid, code) if pid == self.main => return ExitStatus::from_raw(code << 8),
                WaitStatus::Signaled(pid, signal, _) if pid == self.main => {
                    return ExitStatus::from_raw(signal as i32);
                }
                WaitStatus::PtraceSyscall(pid) => {
                    self.at_call(pid, at);
                    go_on(pid, None);
                }
                WaitStatus::PtraceEvent(pid, ..) => go_on(pid, None),
                WaitStatus::Stopped(pid, signal) => go_on(pid, Some(signal)),
                _ => {}
            }
        }
    }

    fn at_call(&mut self, pid: Pid, at: &mut impl FnMut(usize, &Call) -> Fate) {
        if let Some(refused) = self.entered.remove(&pid) {
            if let (Some(errno), Ok(mut registers)) = (refused, ptrace::getregs(pid)) {
                registers.rax = (-i64::from(errno as i32)).cast_unsigned();
                ptrace::setregs(pid, registers).unwrap();
            }
            return;
        }
        self.entered.insert(pid, None);
        let Ok(mut registers) = ptrace::getregs(pid) else {
            return;
        };
        let Some(call) = call(pid, registers.orig_rax, [registers.rdi, registers.rdx]) else {
            return;
        };
        if !call.path.starts_with(&self.folder) {
            return;
        }
        let number = self.calls;
        self.calls += 1;
        match at(number, &call) {
            Fate::Goes => {}
            Fate::Dies => kill(self.main, Signal::SIGKILL).unwrap(),
            Fate::Refused(errno) => {
                registers.orig_rax = u64::MAX;
                ptrace::setregs(pid, registers).unwrap();
                self.entered.insert(pid, Some(errno));
            }
        }
    }
}

/// Lets a stopped thread run to its next call; one that was killed meanwhile is told by the next wait.
fn go_on(pid: Pid, signal: Option<Signal>) {
    let _ = ptrace::syscall(pid, signal);
}

fn call(pid: Pid, number: u64, [first, third]: [u64; 2]) -> Option<Call> {
    if number == OPENAT {
        let creates = third & CREATE != 0;
        return creates.then(|| Call {
            name: "openat",
            path: handle(pid, first),
        });
    }
    let (_, name, is_handle) = STORING.iter().find(|(storing, ..)| *storing == number)?;
    let path = if *is_handle { handle(pid, first) } else { PathBuf::new() };
    Some(Call { name, path })
}

/// Returns where an open handle leads; the working folder for a name without one.
fn handle(pid: Pid, number: u64) -> PathBuf {
    let number = u32::try_from(number & 0xffff_ffff).unwrap_or(u32::MAX).cast_signed();
    let link = if number < 0 {
        format!("/proc/{pid}/cwd")
    } else {
        format!("/proc/{pid}/fd/{number}")
    };
    fs::read_link(link).unwrap_or_default()
}
