//! A server outside the portal: pages that answer, that do not, and that lead elsewhere.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};

/// The server, and the requests it got.
pub struct Outside {
    pub base: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Outside {
    /// Serves until the test ends.
    pub fn serve() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let asked = Arc::new(Mutex::new(Vec::new()));
        let heard = Arc::clone(&asked);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let heard = Arc::clone(&heard);
                // A browser opens connections in store, and says nothing on them for a while.
                std::thread::spawn(move || {
                    let mut request = String::new();
                    if BufReader::new(&stream).read_line(&mut request).is_err() {
                        return;
                    }
                    let path = request.split(' ').nth(1).unwrap_or_default().to_owned();
                    let (status, more, body) = page(&path);
                    heard.lock().unwrap().push(path);
                    let head = format!(
                        "HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\n{more}Content-Length: {}\r\nConnection: close\r\n\r\n",
                        body.len()
                    );
                    let _ = stream
                        .write_all(head.as_bytes())
                        .and_then(|()| stream.write_all(body.as_bytes()));
                });
            }
        });
        Self { base, asked }
    }

    /// Returns the pages asked for, without the sign that browsers ask for by themselves.
    pub fn asked(&self) -> Vec<String> {
        let asked = self.asked.lock().unwrap();
        asked.iter().filter(|path| *path != "/favicon.ico").cloned().collect()
    }
}

fn page(path: &str) -> (&'static str, String, &'static str) {
    const FORM: &str = "<!doctype html><title>Formularz</title><h1>Skargi i wnioski</h1>";
    if let Some(elsewhere) = path.strip_prefix("/dalej?") {
        return ("302 Found", format!("Location: {elsewhere}\r\n"), "");
    }
    match path {
        "/formularz" => ("200 OK", String::new(), FORM),
        "/stary" => ("301 Moved Permanently", "Location: /formularz\r\n".to_owned(), ""),
        "/okno" => (
            "200 OK",
            String::new(),
            "<!doctype html><h1>Skargi i wnioski</h1><script>open('/formularz'); onbeforeunload = e => { e.preventDefault(); }</script>",
        ),
        "/pytanie" => (
            "200 OK",
            String::new(),
            "<!doctype html><h1>Witamy</h1><script>setTimeout(() => alert('Ciasteczka?'), 50)</script>",
        ),
        "/pytanie-w-trakcie" => (
            "200 OK",
            String::new(),
            "<!doctype html><h1>Witamy</h1><script>performance.getEntriesByType = () => { alert('Ciasteczka?'); }</script>",
        ),
        "/awaria" => (
            "500 Internal Server Error",
            String::new(),
            "<!doctype html><h1>Awaria</h1>",
        ),
        _ => (
            "404 Not Found",
            String::new(),
            "<!doctype html><h1>Nie ma takiej strony</h1>",
        ),
    }
}
