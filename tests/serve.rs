//! The server through the binary, over plain sockets.

mod support;

use std::fs;
use std::io::{BufRead, BufReader, ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
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
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=0.4, \
         minimum-scale=0.2, user-scalable=yes\">"
    ));
    assert!(page.text().contains("href=\"./icon.svg\""));
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
        ("/icon.svg", "image/svg+xml"),
        ("/favicon.ico", "image/svg+xml"),
        ("/semibold.ttf", "font/ttf"),
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

/// The values of an attribute in a page, as a browser reads them.
fn values(page: &str, attribute: &str) -> Vec<String> {
    let parts = page.split(attribute).skip(1);
    let values = parts.filter_map(|part| part.split('"').next());
    values.map(|value| value.replace("&amp;", "&")).collect()
}

#[test]
fn pages_and_pictures_look_as_the_command_line_says() {
    let plain = Server::start(&[REASONSCAPE]);
    let look = [
        "--theme",
        "dark",
        "--density",
        "compact",
        "--layout",
        "wrap",
    ];
    let server = Server::start(&[&[REASONSCAPE][..], &look].concat());
    let page = server.get("/").text();
    assert!(
        page.contains("<html lang=\"en\" data-theme=\"dark\">"),
        "{page}"
    );
    assert!(!page.contains("prefers-color-scheme") && !page.contains("data-theme-choice"));
    assert!(plain.get("/").text().contains("data-theme-choice"));
    let height = |svg: &str| -> f64 {
        let (_, after) = svg.split_once(" height=\"").unwrap();
        after.split_once('"').unwrap().0.parse().unwrap()
    };
    let (compact, normal) = (
        server.get("/board.svg").text(),
        plain.get("/board.svg").text(),
    );
    assert!(height(&compact) < 0.6 * height(&normal));
    assert!(compact.contains("#0d1117") && !normal.contains("#0d1117"));
    // The address wins.
    assert!(
        !server
            .get("/board.svg?theme=light")
            .text()
            .contains("#0d1117")
    );
    assert!(server.get("/plot/ranks.svg").text().contains("#0d1117"));
}

#[test]
fn plots_are_shown_with_the_query_of_the_view() {
    let server = Server::start(&[REASONSCAPE]);
    let page = server.get("/?groups=top&page=1").text();
    let images = values(&page, "<img src=\"");
    assert_eq!(
        images,
        ["tradeoff", "scaling", "ranks", "correlation"]
            .map(|id| format!("./plot/{id}.svg?groups=top"))
    );
    assert_eq!(values(&page, "\" alt=\"").len(), 4);
    assert!(page.contains("<details class=\"plots\">"), "folded");
    assert!(
        page.contains("alt=\"ReasonScore against tokens. "),
        "{page}"
    );
    let sources = values(&page, "srcset=\"");
    assert_eq!(sources[0], "./plot/tradeoff.svg?groups=top&theme=dark");
    for (ending, media_type) in [
        ("svg", "image/svg+xml"),
        ("png", "image/png"),
        ("pdf", "application/pdf"),
    ] {
        let link = format!("./plot/ranks.{ending}?groups=top");
        assert!(values(&page, "<a href=\"").contains(&link), "{link}");
        let answer = server.get(&link[1..]);
        let found = (answer.status, answer.header("content-type"));
        assert_eq!(found, (200, Some(media_type)), "{link}");
    }
    let light = server.get("/plot/ranks.svg?groups=top").text();
    assert!(
        light.contains("5 models") && light.contains("<svg"),
        "{light}"
    );
    assert_ne!(
        light,
        server.get("/plot/ranks.svg?groups=top&theme=dark").text()
    );

    let page = server
        .get("/model/aurora-max+zerocot+greedy?levels=easy")
        .text();
    let images = values(&page, "<img src=\"");
    assert_eq!(
        images,
        ["../plot/profile/aurora-max%2Bzerocot%2Bgreedy.svg?levels=easy"]
    );
    let profile = server.get(&images[0][2..]);
    assert_eq!(profile.status, 200);
    assert!(profile.text().contains("Aurora Max by task"));

    // One level has nothing to scale by.
    let page = server.get("/?levels=easy").text();
    assert!(
        !values(&page, "<img src=\"")
            .iter()
            .any(|src| src.contains("scaling"))
    );
    let lacking = server.get("/plot/scaling.svg?levels=easy");
    assert_eq!(lacking.status, 400);
    assert!(lacking.text().contains("it needs two levels"));
    for path in [
        "/plot/nothing.svg",
        "/plot/ranks.gif",
        "/plot/ranks",
        "/plot/profile.svg",
        "/plot/ranks/aurora-max+zerocot+greedy.svg",
        "/plot/profile/nobody.svg",
        "/plot/",
    ] {
        assert_eq!(server.get(path).status, 404, "{path}");
    }
    assert_eq!(server.get("/plot/ranks.svg?score=best").status, 400);
}

#[test]
fn plots_of_hostile_names_can_be_had() {
    let server = Server::start(&["golden/hostile/hostile.csv"]);
    let page = server.get("/").text();
    let models = values(&page, "<a class=\"name\" href=\"./");
    let models: Vec<String> = match models.is_empty() {
        true => values(&page, "href=\"./model/")
            .into_iter()
            .map(|key| format!("model/{key}"))
            .collect(),
        false => models,
    };
    assert!(!models.is_empty(), "{page}");
    for model in models {
        let page = server.get(&format!("/{model}")).text();
        for image in values(&page, "<img src=\"..") {
            assert_eq!(server.get(&image).status, 200, "{image}");
        }
    }
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

/// The server compares all models once for each score, level and task, whatever groups are shown
/// and however many trials a cell must have.
#[test]
fn views_are_ranked_as_by_a_command() {
    let server = Server::start(&[REASONSCAPE]);
    for score in ["reason", "lower", "average"] {
        for filters in [
            &[("groups", "top")][..],
            &[("groups", "size:large"), ("levels", "hard")],
            &[("groups", "size:large"), ("tasks", "arithmetic")],
            &[("levels", "hard")],
            &[("levels", "hard"), ("min_trials", "1000")],
            &[("min_trials", "1000")],
            &[("groups", "top"), ("min_trials", "1000")],
        ] {
            let mut command = evalboard();
            command.args(["export", REASONSCAPE, "--to", "csv", "--score", score]);
            let mut path = format!("/board.csv?score={score}");
            for (name, value) in filters {
                command.args([&format!("--{}", name.replace('_', "-")), *value]);
                path += &format!("&{name}={value}");
            }
            let exported = command.output().unwrap();
            let exported = String::from_utf8(exported.stdout).unwrap();
            assert!(exported.lines().count() > 2, "{path}: {exported}");
            assert_eq!(server.get(&path).text(), exported, "{path}");
        }
    }
}

#[test]
fn choices_say_how_many_models_are_behind_them() {
    let chips = |data: &str| {
        let page = Server::start(&[data]).get("/").text();
        let filters = page.split("<nav class=\"filters\"").nth(1).unwrap();
        let filters = filters.split("</nav>").next().unwrap().to_owned();
        let of = |kind: &str| {
            let part = filters.split(&format!("id=\"by-{kind}\"")).nth(1);
            let part = part.map(|part| part.split("role=\"group\"").next().unwrap());
            let part = part.unwrap_or_default();
            let counts = part.split("class=\"count\">").skip(1);
            let counts = counts.map(|rest| rest.split('<').next().unwrap().trim().to_owned());
            (
                part.matches("class=\"chip\"").count(),
                counts.collect::<Vec<_>>(),
            )
        };
        ["groups", "levels", "tasks"].map(of)
    };
    let [groups, levels, tasks] = chips(REASONSCAPE);
    assert_eq!(groups.1[..2], ["14", "5"], "all, then top: {groups:?}");
    for (chips, counts) in [groups, levels, tasks] {
        assert!(chips > 1 && chips == counts.len(), "{chips}: {counts:?}");
    }
    for (chips, counts) in chips("golden/hostile/hostile.csv") {
        assert_eq!(chips, counts.len(), "{counts:?}");
    }
}

#[test]
fn an_empty_board_says_why() {
    let server = Server::start(&[REASONSCAPE]);
    for path in ["/?q=nobody", "/board.svg?q=nobody"] {
        let text = server.get(path).text();
        assert!(
            text.contains("No model to show: none passes the filters."),
            "{path}"
        );
    }
}

#[test]
fn keys_with_slashes_survive_proxies() {
    let server = Server::start(&["golden/hostile/hostile.csv"]);
    let page = server.get("/").text();
    let links = page.split("href=\"./model/").skip(1);
    let links: Vec<&str> = links.map(|rest| rest.split('"').next().unwrap()).collect();
    let link = links.iter().find(|link| link.contains("script")).unwrap();
    assert!(!link.contains('/') && !link.contains("%2F"), "{link}");
    // As it is, and as proxies make it: taken apart and put together again, or with a slash.
    let slash = link.replace("%252F", "%2F");
    for path in [*link, &slash] {
        let model = server.get(&format!("/model/{path}"));
        assert_eq!(model.status, 200, "{path}");
        let model = model.text();
        assert!(model.contains("<h1><bdi>&lt;script&gt;alert(1)&lt;/script&gt;"));
        assert!(model.contains("href=\"../style.css\""));
    }
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
        ("/?unknown=1", 200),
        ("/board.svg?v=2", 200),
        ("/board.svg?page=0", 400),
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
    fs::remove_file(&data).unwrap();
    assert!(until("cannot be read").contains("Fourth"), "nor does it go");
    write("Fifth,t,100,80");
    until("Fifth");
    // A pipe that nobody writes to must not stop the reading for good.
    let pipe = folder.path().join("pipe");
    let made = Command::new("mkfifo").arg(&pipe).status().unwrap();
    assert!(made.success());
    fs::rename(&pipe, &data).unwrap();
    assert!(until("cannot be read").contains("Fifth"));
    fs::remove_file(&data).unwrap();
    write("Sixth,t,100,80");
    until("Sixth");
    write("Sixth,t,0,0");
    assert!(
        until("have changed").contains("Sixth"),
        "no result is no board"
    );
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
    assert_eq!(server.get("/").status, 200);
    // The answer did not wait until the others were cut off: they are still waited for.
    let mut first = &idle[0];
    first.set_nonblocking(true).unwrap();
    let error = first.read(&mut [0]).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::WouldBlock);
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
impl Server {
    /// Tells it to end; how it ended and how long that took.
    fn terminate(&mut self) -> (Option<i32>, Duration) {
        let begun = Instant::now();
        let id = self.child.id().to_string();
        let kill = std::process::Command::new("kill")
            .args(["-TERM", &id])
            .status();
        assert!(kill.unwrap().success());
        (self.child.wait().unwrap().code(), begun.elapsed())
    }
}

#[cfg(unix)]
#[test]
fn a_signal_ends_it_at_once_whoever_is_connected() {
    let mut server = Server::start(&["golden/one_cell/one_cell.csv"]);
    // A browser keeps connections: one with an answer behind it, one with nothing yet; a slow
    // client has begun to ask.
    let mut kept = server.connect();
    kept.write_all(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
        .unwrap();
    let mut answer = [0; 12];
    kept.read_exact(&mut answer).unwrap();
    assert_eq!(&answer, b"HTTP/1.1 200");
    let silent = server.connect();
    let mut slow = server.connect();
    slow.write_all(b"GET / HTTP/1.1\r\nHost: ").unwrap();
    let mut slow_again = server.connect();
    slow_again
        .write_all(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
        .unwrap();
    slow_again.read_exact(&mut answer).unwrap();
    slow_again.write_all(b"GET /hea").unwrap();
    // The server has seen all of them once it has answered one more.
    assert_eq!(server.get("/healthz").status, 200);
    let (code, taken) = server.terminate();
    assert_eq!(code, Some(0));
    // An answer on its way would be waited for as long as this.
    assert!(taken < Duration::from_secs(3), "{taken:?}");
    drop((kept, silent, slow, slow_again));
}

#[cfg(unix)]
#[test]
fn a_signal_waits_for_an_answer_that_is_on_its_way() {
    let data = tempfile::tempdir().unwrap();
    let file = data.path().join("large.csv");
    fs::write(&file, large_table()).unwrap();
    let mut server = Server::start(&[file.to_str().unwrap()]);
    let mut client = server.connect();
    client
        .write_all(b"GET /board.json HTTP/1.1\r\nHost: x\r\n\r\n")
        .unwrap();
    // More than sockets hold: the answer has begun and cannot end before the client reads on.
    let mut bytes = vec![0; 1000];
    client.read_exact(&mut bytes).unwrap();
    let reader = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(400));
        client.read_to_end(&mut bytes).unwrap();
        bytes
    });
    let (code, taken) = server.terminate();
    assert_eq!(code, Some(0));
    assert!(taken >= Duration::from_millis(300), "{taken:?}");
    let bytes = reader.join().unwrap();
    let head = String::from_utf8_lossy(&bytes[..1000]).into_owned();
    let length = head.split("content-length: ").nth(1).unwrap();
    let length: usize = length.lines().next().unwrap().parse().unwrap();
    assert!(
        length > 8 << 20,
        "{length}: it must not fit into the sockets"
    );
    let body = bytes.windows(4).position(|four| four == b"\r\n\r\n");
    assert_eq!(bytes.len() - body.unwrap() - 4, length);
}

/// A table whose JSON is larger than what the sockets of a connection hold.
#[cfg(unix)]
fn large_table() -> String {
    let mut table = "model,level,task,n,correct\n".to_owned();
    for model in 0..700 {
        for task in 0..30 {
            table += &format!(
                "model {model},+0,task {task},100,{}\n",
                (model + task) % 100
            );
        }
    }
    table
}

#[test]
fn columns_are_those_of_the_start_or_of_the_address() {
    let server = Server::start(&[REASONSCAPE, "--columns", "model,score,tests"]);
    let head = |path: &str| {
        let page = server.get(path).text();
        let head = page.split("<thead>").nth(1).unwrap();
        head.split("</thead>").next().unwrap().to_owned()
    };
    let start = head("/");
    assert!(
        start.contains(">Tests<") && !start.contains(">Tokens<"),
        "{start}"
    );
    let asked = head("/?columns=model,tokens&sort=tests");
    assert!(
        asked.contains(">Tokens<") && !asked.contains(">Tests<"),
        "{asked}"
    );
    let csv = server.get("/board.csv?columns=model,truncation").text();
    assert!(csv.starts_with("model,truncation\n"), "{csv}");
    assert_eq!(server.get("/?columns=nonesuch").status, 400);
}
