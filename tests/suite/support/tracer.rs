//! Runs krok under trace: at each system call that stores evidence it can be looked at, killed or refused.
//!
//! A kill at the entry of a call leaves what a crash at that very point would: the page cache survives the process.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::io::{Read as _, Seek as _, SeekFrom};
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::FileExt as _;
use std::os::unix::process::ExitStatusExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus};

use nix::errno::Errno;
use nix::libc::user_regs_struct;
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
    /// The file or folder that it makes, changes or removes.
    pub path: PathBuf,
    /// Files and folders that other threads are just making durable: nobody knows yet whether they are.
    pub under_way: Vec<PathBuf>,
}

/// How a call says what it works on.
#[derive(Clone, Copy)]
enum Names {
    /// By an open handle.
    Handle,
    /// By a path, from the working folder on.
    Path,
    /// By a path, from an open folder on.
    Below,
}

/// The calls that store something: numbers of x86-64, names, and how each names its file.
const STORING: &[(u64, &str, Names)] = &[
    (1, "write", Names::Handle),
    (18, "pwrite64", Names::Handle),
    (20, "writev", Names::Handle),
    (74, "fsync", Names::Handle),
    (75, "fdatasync", Names::Handle),
    (77, "ftruncate", Names::Handle),
    (82, "rename", Names::Path),
    (83, "mkdir", Names::Path),
    (87, "unlink", Names::Path),
    (257, "openat", Names::Below),
    (258, "mkdirat", Names::Below),
    (263, "unlinkat", Names::Below),
    (264, "renameat", Names::Below),
    (285, "fallocate", Names::Handle),
    (316, "renameat2", Names::Below),
];
/// `O_CREAT`.
const CREATE: u64 = 0o100;

/// How a traced command ended, and how many calls it made that store something below a folder.
#[derive(Debug)]
pub struct Traced {
    pub status: ExitStatus,
    pub calls: usize,
    /// What it told the person at the terminal.
    pub said: String,
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
    let mut said = tempfile::tempfile().unwrap();
    shell
        .stdin(std::process::Stdio::null())
        .stdout(std::process::Stdio::null())
        .stderr(said.try_clone().unwrap());
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
    let mut bytes = Vec::new();
    said.seek(SeekFrom::Start(0)).unwrap();
    said.read_to_end(&mut bytes).unwrap();
    Traced {
        status,
        calls: tracer.calls,
        said: String::from_utf8_lossy(&bytes).into_owned(),
    }
}

/// A call that has not returned yet.
#[derive(Default)]
struct Within {
    /// The error that it is refused with, if it is.
    refused: Option<Errno>,
    /// What it makes durable, if it does.
    syncs: Option<PathBuf>,
}

struct Tracer {
    main: Pid,
    folder: PathBuf,
    /// Threads within a call.
    entered: BTreeMap<Pid, Within>,
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
        if let Some(within) = self.entered.remove(&pid) {
            if let (Some(errno), Ok(mut registers)) = (within.refused, ptrace::getregs(pid)) {
                registers.rax = (-i64::from(errno as i32)).cast_unsigned();
                ptrace::setregs(pid, registers).unwrap();
            }
            return;
        }
        let under_way = self
            .entered
            .values()
            .filter_map(|within| within.syncs.clone())
            .collect();
        self.entered.insert(pid, Within::default());
        let Ok(mut registers) = ptrace::getregs(pid) else {
            return;
        };
        let Some(mut call) = call(pid, &registers) else {
            return;
        };
        if !call.path.starts_with(&self.folder) {
            return;
        }
        call.under_way = under_way;
        let number = self.calls;
        self.calls += 1;
        let mut within = Within::default();
        if call.name.ends_with("sync") {
            within.syncs = Some(call.path.clone());
        }
        match at(number, &call) {
            Fate::Goes => drop(self.entered.insert(pid, within)),
            Fate::Dies => kill(self.main, Signal::SIGKILL).unwrap(),
            Fate::Refused(errno) => {
                registers.orig_rax = u64::MAX;
                ptrace::setregs(pid, registers).unwrap();
                within.refused = Some(errno);
                within.syncs = None;
                self.entered.insert(pid, within);
            }
        }
    }
}

/// Lets a stopped thread run to its next call; one that was killed meanwhile is told by the next wait.
fn go_on(pid: Pid, signal: Option<Signal>) {
    let _ = ptrace::syscall(pid, signal);
}

fn call(pid: Pid, registers: &user_regs_struct) -> Option<Call> {
    let (_, name, names) = STORING.iter().find(|(number, ..)| *number == registers.orig_rax)?;
    // `openat` stores something only if it may make the file.
    if *name == "openat" && registers.rdx & CREATE == 0 {
        return None;
    }
    let path = match names {
        Names::Handle => handle(pid, registers.rdi),
        Names::Path => handle(pid, u64::MAX).join(text(pid, registers.rdi)),
        Names::Below => handle(pid, registers.rdi).join(text(pid, registers.rsi)),
    };
    Some(Call {
        name,
        path,
        under_way: Vec::new(),
    })
}

/// Reads a path out of the memory of a stopped thread.
fn text(pid: Pid, address: u64) -> PathBuf {
    const LONGEST: usize = 4096;
    let mut bytes = Vec::new();
    if let Ok(memory) = fs::File::open(format!("/proc/{pid}/mem")) {
        let mut chunk = [0; 64];
        // Small pieces: what lies behind the text need not be readable.
        while bytes.len() < LONGEST && !bytes.contains(&0) {
            match memory.read_at(&mut chunk, address + bytes.len() as u64) {
                Ok(count) if count > 0 => bytes.extend_from_slice(&chunk[..count]),
                Ok(_) | Err(_) => break,
            }
        }
    }
    let end = bytes.iter().position(|byte| *byte == 0).unwrap_or(0);
    PathBuf::from(OsStr::from_bytes(&bytes[..end]))
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
