//! What must hold of every page that is made of bundles: looked at as text, and in a real browser.

use std::net::TcpListener;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::room::Room;

/// What a script leaves in its window.
const RUN: &str = "(self.name='run',document.title='run')";

/// Somebody outside, whom a page might ask for something; whoever does is counted, and turned away at once.
pub struct Outside {
    asked: Arc<AtomicUsize>,
    /// Host and port.
    pub host: String,
    /// An address of theirs.
    pub bait: String,
}

impl Outside {
    pub fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let host = listener.local_addr().unwrap().to_string();
        let asked = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&asked);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                count.fetch_add(1, Ordering::SeqCst);
                drop(stream);
            }
        });
        Self {
            asked,
            bait: format!("http://{host}/bait"),
            host,
        }
    }

    /// A text that asks for scripts, pictures and styles in every way that a page could be made to.
    pub fn hostile(&self) -> String {
        let bait = &self.bait;
        format!(
            "\"'><img src=\"{bait}\" onerror=\"document.title='run'\"><script src=\"{bait}\"></script>\
             <script>document.title='run'</script><link rel=stylesheet href=\"{bait}\">\
             ![x]({bait}) [x](javascript:document.title='run') <{bait}> \u{202e}\u{1b}[31m"
        )
    }

    /// Returns the hostile texts of `tests/corpora/payloads.jsonl`, one a line there: `RUN` stands for what a script would
    /// do, `BAIT` for an address of whoever is outside, `BARE` for their host.
    pub fn payloads(&self) -> Vec<String> {
        let lines = include_str!("../../corpora/payloads.jsonl").lines();
        let payloads = lines.map(|line| serde_json::from_str::<String>(line).unwrap());
        payloads
            .map(|text| {
                text.replace("RUN", RUN)
                    .replace("BAIT", &self.bait)
                    .replace("BARE", &self.host)
            })
            .collect()
    }

    pub fn was_asked(&self) -> bool {
        self.asked.load(Ordering::SeqCst) > 0
    }

    pub fn was_not_asked(&self) {
        assert!(!self.was_asked(), "somebody was asked");
    }
}

/// Fails if a page could do anything by itself.
pub fn is_inert(html: &str, pictures: bool) {
    let images = if pictures { "img-src 'self'; " } else { "" };
    let policy = format!("default-src 'none'; {images}style-src 'self'; base-uri 'none'; form-action 'none'");
    assert!(html.contains(&format!("content=\"{policy}\"")), "{html:.900}");
    for banned in [
        "<script",
        "<style",
        " style=",
        "src=\"http",
        "href=\"http",
        "<form",
        "<iframe",
        "href=\"javascript",
    ] {
        assert!(!html.contains(banned), "{banned}");
    }
    let acting = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{1b}' | '\0');
    assert!(!html.contains(acting));
}

/// Fails unless there is one first heading and none is without its elder.
pub fn headings_are_in_order(html: &str) {
    let levels: Vec<u32> = html
        .split("<h")
        .skip(1)
        .filter_map(|part| part.chars().next()?.to_digit(10))
        .filter(|level| (1..=6).contains(level))
        .collect();
    assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1, "{levels:?}");
    assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{levels:?}");
}

/// Opens a page from disk: all its pictures and looks are there, no script is, and nothing it names is missing.
pub fn opens_in_a_browser(room: &mut Room, page: &Path) {
    room.hand_goes(&format!("file://{}", page.display()));
    let told = room.hand_script(
        "for (const image of document.images) image.loading = 'eager';
         const images = [...document.images];
         return Promise.all(images.map(image => image.decode().then(() => '', () => image.src))).then(broken => ({
           title: document.title,
           scripts: document.scripts.length,
           handlers: [...document.querySelectorAll('*')].filter(e => e.getAttributeNames().some(n => n.startsWith('on'))).length,
           broken: broken.filter(src => src),
           unnamed: images.filter(image => !image.alt).length,
           looks: [...document.styleSheets].length,
           wide: document.documentElement.scrollWidth > document.documentElement.clientWidth,
           lost: [...document.querySelectorAll('a[href^=\"#\"]')].map(a => a.getAttribute('href').slice(1))
             .filter(id => !document.getElementById(id)),
         }))",
    );
    assert_eq!(told["scripts"], 0, "{told}");
    assert_eq!(told["handlers"], 0, "{told}");
    assert_eq!(told["broken"], serde_json::json!([]), "{told}");
    assert_eq!(told["unnamed"], 0, "{told}");
    assert_eq!(told["wide"], false, "{told}");
    assert_eq!(told["lost"], serde_json::json!([]), "{told}");
    assert!(told["looks"].as_u64().unwrap() >= 1, "{told}");
    assert_ne!(told["title"], "run");
}
