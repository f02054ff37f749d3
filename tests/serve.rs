//! The server through the binary, over plain sockets.

mod support;

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use support::evalboard;

/// A running server; it ends with the test.
struct Server {
    child: Child,
    address: SocketAddr,
}

/// What came back.
struct Answer {
    status: u16,
    head: String,
    body: Vec<u8>,
}

impl Answer {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }
}

impl Server {
    fn start(arguments: &[&str]) -> Server {
        let mut command = evalboard();
        command.arg("serve").args(arguments).args(["--port", "0"]);
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let address = line
            .split("http://")
            .nth(1)
            .and_then(|rest| rest.split('/').next());
        let address = address.unwrap_or_else(|| panic!("{line}")).parse().unwrap();
        Server { child, address }
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).unwrap();
        stream
            .set_read_timeout(Some(Duration::from_secs(20)))
            .unwrap();
        stream
    }

    /// Sends bytes as they are, and reads until the server closes.
    fn raw(&self, request: &[u8]) -> Answer {
        let mut stream = self.connect();
        // A server that has seen enough closes before it has read all.
        let _ = stream.write_all(request);
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        let end = bytes
            .windows(4)
            .position(|four| four == b"\r\n\r\n")
            .unwrap_or(bytes.len());
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let status = head.split(' ').nth(1).and_then(|code| code.parse().ok());
        Answer {
            status: status.unwrap_or(0),
            body: bytes[(end + 4).min(bytes.len())..].to_vec(),
            head,
        }
    }

    fn request(&self, method: &str, path: &str, headers: &str) -> Answer {
        self.raw(
            format!("{method} {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{headers}\r\n")
                .as_bytes(),
        )
    }

    fn get(&self, path: &str) -> Answer {
        self.request("GET", path, "")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

const REASONSCAPE: &str = "golden/reasonscape/dataset.json";

#[test]
fn pages_files_and_headers() {
    let server = Server::start(&[REASONSCAPE]);
    let page = server.get("/");
    assert_eq!(page.status, 200);
    assert!(page.text().contains(
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=0.4, minimum-scale=0.2, user-scalable=yes\">"
    ));
    let policy = page.header("content-security-policy").unwrap();
    assert!(
        policy.contains("default-src 'none'") && !policy.contains("unsafe"),
        "{policy}"
    );
    assert_eq!(page.header("x-content-type-options"), Some("nosniff"));
    for (path, media_type) in [
        ("/board.svg?groups=top", "image/svg+xml"),
        ("/board.png?levels=easy", "image/png"),
        ("/board.csv", "text/csv; charset=utf-8"),
        ("/board.json", "application/json"),
        ("/report.md", "text/markdown; charset=utf-8"),
        (
            "/model/aurora-max+zerocot+greedy",
            "text/html; charset=utf-8",
        ),
        ("/style.css", "text/css; charset=utf-8"),
        ("/healthz", "text/plain; charset=utf-8"),
    ] {
        let answer = server.get(path);
        assert_eq!(
            (answer.status, answer.header("content-type")),
            (200, Some(media_type)),
            "{path}"
        );
    }
    let csv = server.get("/board.csv?groups=top&levels=easy").text();
    assert!(csv.contains("Aurora Max") && !csv.contains("Fjord") && !csv.contains("Hard"));
}

#[test]
fn views_have_addresses() {
    let server = Server::start(&[REASONSCAPE]);
    // The page names incomplete models below the table too.
    let table = |path: &str| {
        let page = server.get(path).text();
        page.split("</table>").next().unwrap().to_owned()
    };
    let first = table("/");
    assert!(
        first.contains("Aurora Max") && !first.contains(">Fjord 7B<"),
        "ten models a page"
    );
    assert!(table("/?page=2").contains("Fjord 7B"));
    assert_eq!(server.get("/?page=3").status, 404);
    let both = table("/?groups=top+size:large");
    assert!(both.contains("Basalt R2 (thinking)") && !both.contains("Basalt R2 mini"));
    let found = table("/?q=fjord");
    assert!(found.contains("Fjord 7B") && !found.contains("Aurora Max"));
}

#[test]
fn what_is_not_there_and_what_makes_no_sense() {
    let server = Server::start(&[REASONSCAPE]);
    for (path, status) in [
        ("/nothing", 404),
        ("/model/nobody", 404),
        ("/../../etc/passwd", 404),
        ("/model/..%2f..%2fetc%2fpasswd", 404),
        ("/%ff%fe", 404),
        ("/?groups=nowhere", 400),
        ("/?page=0", 400),
        ("/?page=-1", 400),
        ("/?unknown=1", 400),
        ("/?levels=%ff", 400),
        ("/?q=%3Cscript%3Ealert(1)%3C/script%3E", 200),
    ] {
        let answer = server.get(path);
        assert_eq!(answer.status, status, "{path}");
        assert!(!answer.text().contains("<script>alert"), "{path}");
        assert!(
            !answer.text().contains(env!("CARGO_MANIFEST_DIR")),
            "{path} tells a path"
        );
    }
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "BREW"] {
        assert_eq!(server.request(method, "/", "").status, 405, "{method}");
    }
    let head = server.request("HEAD", "/", "");
    assert_eq!((head.status, head.body.len()), (200, 0));
}

#[test]
fn what_is_too_large_is_refused() {
    let server = Server::start(&["golden/one_cell/one_cell.csv"]);
    let long = server.get(&format!("/?q={}", "x".repeat(100_000)));
    assert!((400..=431).contains(&long.status), "{}", long.status);
    let flood = server.request("GET", "/", &"X-Header: y\r\n".repeat(5_000));
    assert!((400..=431).contains(&flood.status), "{}", flood.status);
    assert_ne!(server.raw(b"\x16\x03\x01 not http\r\n\r\n").status, 200);
    assert_eq!(server.get("/healthz").status, 200, "still up");
}

#[test]
fn unchanged_pages_are_not_sent_again() {
    let server = Server::start(&[REASONSCAPE]);
    let first = server.get("/");
    let tag = first.header("etag").unwrap();
    let again = server.request("GET", "/", &format!("If-None-Match: {tag}\r\n"));
    assert_eq!((again.status, again.body.len()), (304, 0));
    let packed = server.request("GET", "/", "Accept-Encoding: gzip\r\n");
    assert_eq!(packed.header("content-encoding"), Some("gzip"));
    assert!(packed.body.len() * 4 < first.body.len());
}

#[test]
fn a_base_path_with_and_without_its_slash() {
    let server = Server::start(&[REASONSCAPE, "--url-base-pathname", "/leaderboard/"]);
    assert_eq!(server.get("/leaderboard/").status, 200);
    assert_eq!(server.get("/leaderboard/healthz").status, 200);
    let bare = server.get("/leaderboard");
    assert!(
        matches!(bare.status, 200 | 301 | 302 | 307 | 308),
        "{}",
        bare.status
    );
    assert_eq!(server.get("/").status, 404);
    assert_eq!(server.get("/leaderboardx/").status, 404);
}

#[test]
fn new_data_are_shown_and_bad_ones_are_not() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("cells.csv");
    let write = |text: &str| fs::write(&data, format!("model,task,n,correct\n{text}\n")).unwrap();
    write("First,t,100,50");
    let server = Server::start(&[data.to_str().unwrap()]);
    assert!(server.get("/").text().contains("First"));
    let until = |wanted: &str| {
        let started = Instant::now();
        loop {
            let page = server.get("/").text();
            if page.contains(wanted) {
                return page;
            }
            assert!(
                started.elapsed() < Duration::from_secs(20),
                "no {wanted} in\n{page}"
            );
            std::thread::sleep(Duration::from_millis(50));
        }
    };
    write("Second,t,100,60");
    until("Second");
    write("Third,t,100,600");
    let page = until("correct cannot exceed n");
    assert!(page.contains("Second"), "the last good board stays");
    assert!(
        !page.contains(folder.path().to_str().unwrap()),
        "no path is told"
    );
    write("Fourth,t,100,70");
    assert!(!until("Fourth").contains("correct cannot exceed n"));
}

#[test]
fn slow_clients_do_not_block_others() {
    let server = Server::start(&["golden/one_cell/one_cell.csv"]);
    let idle: Vec<TcpStream> = (0..200)
        .map(|_| {
            let mut stream = server.connect();
            stream.write_all(b"GET / HT").unwrap();
            stream
        })
        .collect();
    let started = Instant::now();
    assert_eq!(server.get("/").status, 200);
    assert!(started.elapsed() < Duration::from_secs(5));
    drop(idle);
}

#[test]
fn bad_starts_are_errors() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let run = |arguments: &[&str]| {
        let output = evalboard().arg("serve").args(arguments).output().unwrap();
        (
            output.status.code(),
            String::from_utf8_lossy(&output.stderr).into_owned(),
        )
    };
    let (code, errors) = run(&[REASONSCAPE, "--port", &port]);
    assert_eq!(code, Some(2));
    assert!(errors.contains(&port), "{errors}");
    let (code, errors) = run(&["nothing.json"]);
    assert_eq!(code, Some(2), "{errors}");
    assert!(!Path::new("nothing.json").exists());
}

#[cfg(unix)]
#[test]
fn a_signal_ends_it_cleanly() {
    let mut server = Server::start(&["golden/one_cell/one_cell.csv"]);
    let id = server.child.id().to_string();
    std::process::Command::new("kill")
        .args(["-TERM", &id])
        .status()
        .unwrap();
    assert_eq!(server.child.wait().unwrap().code(), Some(0));
}
