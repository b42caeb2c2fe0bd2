//! Time stamping authorities, made by `openssl` once for all tests, and a server that answers with their tokens.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

use tempfile::TempDir;

/// Policy that the authorities issue under.
pub const POLICY: &str = "1.3.6.1.4.1.99999.1";

const SETTINGS: &str = r"
[req]
distinguished_name = dn
prompt = no
[dn]
CN = x
[authority]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[good]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
[absent]
basicConstraints = critical, CA:FALSE
[loose]
extendedKeyUsage = timeStamping
[more]
extendedKeyUsage = critical, timeStamping, codeSigning
[other]
extendedKeyUsage = critical, codeSigning
[demanding]
extendedKeyUsage = critical, timeStamping
1.2.3.4.5 = critical, ASN1:NULL
[tsa]
default_tsa = service
[service]
serial = serial
signer_digest = sha256
default_policy = 1.3.6.1.4.1.99999.1
other_policies = 1.3.6.1.4.1.99999.2
digests = sha1, sha256, sha384, sha512
accuracy = secs:1, millisecs:500
clock_precision_digits = 3
ess_cert_id_alg = sha256
";

/// Signers: name, key, extensions, issuer, days of validity.
const SIGNERS: &[(&str, &str, &str, &str, &str)] = &[
    ("p256", "p256", "good", "root", "100"),
    ("p384", "p384", "good", "root", "100"),
    ("rsa", "rsa", "good", "root", "100"),
    ("below", "p256", "good", "between", "100"),
    ("stranger", "p256", "good", "strange", "100"),
    ("of-nobody", "p256", "good", "p384", "100"),
    ("twin", "p256", "good", "root", "50"),
    ("expired", "p256", "good", "root", "-1"),
    ("absent", "p256", "absent", "root", "100"),
    ("loose", "p256", "loose", "root", "100"),
    ("more", "p256", "more", "root", "100"),
    ("other", "p256", "other", "root", "100"),
    ("demanding", "p256", "demanding", "root", "100"),
];

/// The authorities.
pub struct Authorities(PathBuf);

/// Returns the authorities, made anew by the first who asks in a run of the suite.
pub fn authorities() -> &'static Authorities {
    static MADE: OnceLock<Authorities> = OnceLock::new();
    MADE.get_or_init(Authorities::make)
}

fn openssl(folder: &Path, arguments: &[&str]) {
    let ran = Command::new("openssl")
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::null())
        .output();
    let ran = ran.expect("openssl is installed");
    let said = String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success(), "openssl {}: {said}", arguments.join(" "));
}

impl Authorities {
    fn make() -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("authorities");
        drop(fs::remove_dir_all(&folder));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("settings"), SETTINGS).unwrap();
        let ssl = |arguments: &str| openssl(&folder, &arguments.split(' ').collect::<Vec<_>>());
        for (key, curve) in [("root", "prime256v1"), ("p256", "prime256v1"), ("p384", "secp384r1")] {
            ssl(&format!("ecparam -name {curve} -genkey -noout -out {key}.key"));
        }
        ssl("genrsa -out rsa.key 2048");
        let config = "-config settings";
        for root in ["root", "strange"] {
            ssl(&format!(
                "req -x509 -new -key root.key -subj /CN={root} -days 3650 {config} -extensions authority -out {root}.pem"
            ));
        }
        let issue = |name: &str, key: &str, extensions: &str, issuer: &str, days: &str| {
            let signing = if issuer == "p384" { "p384" } else { "root" };
            ssl(&format!(
                "req -new -key {key}.key -subj /O=Próba/CN={name} -utf8 {config} -out {name}.csr"
            ));
            ssl(&format!(
                "x509 -req -in {name}.csr -CA {issuer}.pem -CAkey {signing}.key -set_serial 0x{} -days {days} -extfile settings -extensions {extensions} -out {name}.pem",
                // One of two that only their validity tells apart.
                hex(if name == "twin" { "p256" } else { name })
            ));
        };
        issue("between", "root", "authority", "root", "1000");
        for (name, key, extensions, issuer, days) in SIGNERS {
            issue(name, key, extensions, issuer, days);
        }
        Self(folder)
    }

    /// Returns a file of the authorities.
    pub fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// Returns the certificate of a root, in PEM.
    pub fn root(&self, name: &str) -> Vec<u8> {
        fs::read(self.0.join(format!("{name}.pem"))).unwrap()
    }

    fn key_of(name: &str) -> &str {
        SIGNERS.iter().find(|signer| signer.0 == name).unwrap().1
    }

    /// Answers a request.
    pub fn answer(&self, signer: &str, hash: &str, request: &[u8]) -> Vec<u8> {
        let room = TempDir::new().unwrap();
        fs::write(room.path().join("request"), request).unwrap();
        let (settings, certificate) = (self.file("settings"), self.file(&format!("{signer}.pem")));
        let (key, between) = (
            self.file(&format!("{}.key", Self::key_of(signer))),
            self.file("between.pem"),
        );
        let digest = format!("-{hash}");
        let path = |path: &PathBuf| path.to_str().unwrap().to_owned();
        openssl(
            room.path(),
            &[
                "ts",
                "-reply",
                "-queryfile",
                "request",
                "-section",
                "service",
                &digest,
                "-out",
                "answer",
                "-config",
                &path(&settings),
                "-signer",
                &path(&certificate),
                "-inkey",
                &path(&key),
                "-chain",
                &path(&between),
            ],
        );
        fs::read(room.path().join("answer")).unwrap()
    }

    /// Stamps bytes, as an office does with a tool of its own; the hash is that of the bytes and of the signature.
    pub fn stamp(&self, signer: &str, hash: &str, bytes: &[u8]) -> Vec<u8> {
        let room = TempDir::new().unwrap();
        fs::write(room.path().join("bytes"), bytes).unwrap();
        let digest = format!("-{hash}");
        openssl(
            room.path(),
            &["ts", "-query", "-data", "bytes", &digest, "-cert", "-out", "request"],
        );
        let request = fs::read(room.path().join("request")).unwrap();
        self.answer(signer, if hash == "sha1" { "sha256" } else { hash }, &request)
    }

    /// Stamps what has this SHA-256, in hex.
    pub fn stamp_hash(&self, signer: &str, hash: &str) -> Vec<u8> {
        let room = TempDir::new().unwrap();
        openssl(
            room.path(),
            &["ts", "-query", "-digest", hash, "-sha256", "-cert", "-out", "request"],
        );
        let request = fs::read(room.path().join("request")).unwrap();
        self.answer(signer, "sha256", &request)
    }

    /// Signs what a good token says anew, without asking whether the signer may; `more` are arguments of `openssl cms`.
    pub fn resigned(&self, token: &[u8], signer: &str, more: &[&str]) -> Vec<u8> {
        let room = TempDir::new().unwrap();
        fs::write(room.path().join("answer"), token).unwrap();
        openssl(
            room.path(),
            &["ts", "-reply", "-in", "answer", "-token_out", "-out", "token"],
        );
        openssl(
            room.path(),
            &[
                "cms",
                "-verify",
                "-noverify",
                "-inform",
                "DER",
                "-in",
                "token",
                "-out",
                "says",
            ],
        );
        let certificate = self.file(&format!("{signer}.pem"));
        let key = self.file(&format!("{}.key", Self::key_of(signer)));
        let usual = [
            "cms",
            "-sign",
            "-binary",
            "-nodetach",
            "-nosmimecap",
            "-econtent_type",
            "1.2.840.113549.1.9.16.1.4",
            "-in",
            "says",
            "-outform",
            "DER",
            "-out",
            "anew",
            "-signer",
            certificate.to_str().unwrap(),
            "-inkey",
            key.to_str().unwrap(),
        ];
        let other = self.file("p256.pem");
        let other = other.to_str().unwrap();
        let more: Vec<&str> = more
            .iter()
            .map(|word| if *word == "p256.pem" { other } else { *word })
            .collect();
        openssl(room.path(), &[&usual as &[&str], &more].concat());
        fs::read(room.path().join("anew")).unwrap()
    }
}

fn hex(name: &str) -> String {
    let bytes = name.bytes().map(|byte| format!("{byte:02x}"));
    bytes.collect()
}

/// What a server answers with.
#[derive(Clone, Debug)]
pub enum Answers {
    /// Good tokens of a signer.
    Signed(&'static str),
    /// The same bytes to everybody.
    Always(Vec<u8>),
    /// An HTTP status.
    Status(u16),
}

/// A time stamping authority on this machine.
pub struct Server {
    pub address: String,
    asked: Arc<AtomicUsize>,
}

impl Server {
    /// Answers until the tests end.
    pub fn that(answers: Answers) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}/tsa", listener.local_addr().unwrap());
        let asked = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&asked);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                count.fetch_add(1, Ordering::Relaxed);
                // Whoever asked may have gone.
                drop(answer(stream, &answers));
            }
        });
        Self { address, asked }
    }

    /// Returns an address at which nobody answers.
    pub fn nobody() -> String {
        // No test can take this port.
        "http://127.0.0.1:1/tsa".to_owned()
    }

    /// Counts who asked.
    pub fn asked(&self) -> usize {
        self.asked.load(Ordering::Relaxed)
    }
}

fn answer(mut stream: TcpStream, answers: &Answers) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        if let Some(number) = line.to_lowercase().strip_prefix("content-length:") {
            length = number.trim().parse().unwrap();
        }
        if line.trim().is_empty() {
            break;
        }
    }
    let mut request = vec![0; length];
    reader.read_exact(&mut request)?;
    let (status, body) = match answers {
        Answers::Signed(signer) => (200, authorities().answer(signer, "sha256", &request)),
        Answers::Always(bytes) => (200, bytes.clone()),
        Answers::Status(status) => (*status, Vec::new()),
    };
    let head = format!(
        "HTTP/1.1 {status} X\r\nContent-Type: application/timestamp-reply\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes())?;
    stream.write_all(&body)
}
