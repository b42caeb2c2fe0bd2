//! What another user of the machine finds of the driver that krok starts: where it listens, what its processes show, and
//! what lies on the disk.

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use krok::browser::driver::Driver;
use krok::browser::family::Family;
use krok::browser::profile::Settings;
use krok::browser::session::Session;

use crate::support::browsers::family;
use crate::support::office::{krok, run};

/// Returns the processes that work in a folder, with their command lines: keeper, driver and browser.
fn working_in(folder: &Path) -> Vec<(u32, String)> {
    let pids = fs::read_dir("/proc").unwrap();
    pids.filter_map(|entry| entry.unwrap().file_name().to_str()?.parse().ok())
        .map(|pid: u32| {
            let line = fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
            (pid, String::from_utf8_lossy(&line).replace('\0', " "))
        })
        .filter(|(pid, line)| {
            let is_there = fs::read_link(format!("/proc/{pid}/cwd")).is_ok_and(|at| at == folder);
            is_there || line.contains(folder.to_str().unwrap())
        })
        .collect()
}

/// Returns the addresses at which a process listens, in the kernel's own spelling.
fn listening(pid: u32) -> Vec<String> {
    let inodes: BTreeSet<String> = fs::read_dir(format!("/proc/{pid}/fd"))
        .into_iter()
        .flatten()
        .filter_map(|entry| fs::read_link(entry.ok()?.path()).ok())
        .filter_map(|to| Some(to.to_str()?.strip_prefix("socket:[")?.strip_suffix(']')?.to_owned()))
        .collect();
    let tables = ["/proc/net/tcp", "/proc/net/tcp6"].map(|table| fs::read_to_string(table).unwrap_or_default());
    let lines = tables.iter().flat_map(|table| table.lines().skip(1));
    lines
        .map(|line| line.split_ascii_whitespace().collect::<Vec<_>>())
        // State 0A is *listen*; the tenth word is the socket.
        .filter(|words| words[3] == "0A" && inodes.contains(words[9]))
        .map(|words| words[1].to_owned())
        .collect()
}

/// Every file below a folder that others could read, enter or change.
fn open_to_others(folder: &Path) -> Vec<PathBuf> {
    let mut open = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        // What the browser removes meanwhile is open to nobody.
        let Ok(found) = fs::symlink_metadata(&path) else {
            continue;
        };
        if found.is_dir() {
            open.extend(open_to_others(&path));
        }
        if !found.is_symlink() && found.permissions().mode() & 0o077 != 0 {
            open.push(path);
        }
    }
    open
}

/// Asks the driver for its sessions under a path.
fn sessions_under(port: u16, path: &str) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    let request = format!("GET {path}sessions HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).unwrap();
    // The driver keeps the connection open: the answer ends where its head says.
    let mut stream = BufReader::new(stream);
    let (mut line, mut length) = (String::new(), 0);
    while stream.read_line(&mut line).unwrap() > 2 {
        let (name, value) = line.split_once(':').unwrap_or_default();
        if name.eq_ignore_ascii_case("content-length") {
            length = value.trim().parse().unwrap();
        }
        line.clear();
    }
    let mut answer = vec![0; length];
    stream.read_exact(&mut answer).unwrap();
    String::from_utf8(answer).unwrap()
}

#[test]
fn another_user_finds_the_driver_on_loopback_only_and_no_way_in_but_the_one_that_is_told() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let driver = Driver::start(family()).unwrap();
    let session = runtime.block_on(Session::start(&driver, &Settings::default())).unwrap();
    let address = url::Url::parse(driver.url()).unwrap();
    let port = address.port().unwrap();

    let folder = fs::read_link(format!("/proc/{}/cwd", driver.process().pid)).unwrap();
    let processes = working_in(&folder);
    assert!(processes.len() >= 3, "keeper, driver and browser: {processes:?}");
    let loopback = [
        "0100007F:",
        "00000000000000000000000001000000:",
        "0000000000000000FFFF00000100007F:",
    ];
    let mut listeners = 0;
    for (pid, line) in &processes {
        for at in listening(*pid) {
            listeners += 1;
            assert!(loopback.iter().any(|each| at.starts_with(each)), "{at}: {line}");
            let is_driver = line.contains(family().driver());
            assert!(
                is_driver || family() == Family::Firefox,
                "the browser itself listens at {at}: {line}"
            );
        }
    }
    assert!(listeners > 0, "the driver was found");

    // What cannot be prevented, and is therefore told by doctor and in the bundle.
    if family() == Family::Chromium {
        assert_eq!(address.path().len(), "/0123456789abcdef0123456789abcdef/".len());
        assert!(!sessions_under(port, "/").contains(session.id()));
        assert!(sessions_under(port, address.path()).contains(session.id()));
        let secret = address.path().trim_matches('/');
        let showing: Vec<&str> = processes
            .iter()
            .map(|(_, line)| line.as_str())
            .filter(|line| line.contains(secret))
            .collect();
        assert!(
            showing.iter().all(|line| line.contains("--url-base=")),
            "nowhere but where the driver needs it: {showing:?}"
        );
    }

    let (driver_pid, _) = processes
        .iter()
        .find(|(pid, line)| *pid != driver.process().pid && line.contains(family().driver()))
        .unwrap();
    assert_eq!(fs::metadata(&folder).unwrap().mode() & 0o777, 0o700);
    assert_eq!(open_to_others(&folder), [""; 0].map(PathBuf::from));
    let errors = fs::read_link(format!("/proc/{driver_pid}/fd/2")).unwrap();
    assert_eq!(errors, Path::new("/dev/null"));
    let logs = fs::read_dir(&folder).unwrap().filter(|entry| {
        let name = entry.as_ref().unwrap().file_name().to_string_lossy().into_owned();
        name.contains("log") || name.contains("driver")
    });
    assert_eq!(logs.count(), 0, "the driver keeps no log");
    runtime.block_on(session.close()).unwrap();
}

#[test]
fn doctor_tells_whom_the_driver_is_open_to() {
    let folder = tempfile::tempdir().unwrap();
    let said = run(&mut krok(&["doctor"], folder.path())).stdout;
    let passwd = fs::read_to_string("/etc/passwd").unwrap();
    let own = fs::metadata("/proc/self").unwrap().uid();
    let others = passwd.lines().any(|line| {
        let fields: Vec<&str> = line.split(':').collect();
        let uid: u32 = fields[2].parse().unwrap();
        uid != own && (1000..65000).contains(&uid) && !fields[6].ends_with("nologin") && !fields[6].ends_with("false")
    });
    let mounts = fs::read_to_string("/proc/self/mounts").unwrap();
    let hides = mounts
        .lines()
        .any(|line| line.starts_with("proc /proc ") && line.contains("hidepid="));
    assert_eq!(said.contains("inne konta na tym komputerze"), others, "{said}");
    assert_eq!(said.contains("nasłuchuje na 127.0.0.1"), others, "{said}");
    assert_eq!(said.contains("tajną ścieżkę sterownika"), others && !hides, "{said}");
}
