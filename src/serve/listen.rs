//! Connections: accepted within bounds, each with its timeouts, and ended gracefully.

use std::convert::Infallible;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, Instant};

use http_body_util::Full;
use hyper::body::{Body, Bytes, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Runtime;
use tokio::sync::Semaphore;
use tokio_io_timeout::TimeoutStream;

use super::answer::Answer;
use super::base_path::Location;
use super::leaderboard::Leaderboard;
use super::route::route;
use super::slots::{Slot, Slots};
use super::{Event, Options, Report};
use crate::error::{Error, Result, printable};

/// Connections at a time. A process may usually have 1,024 files open.
const MOST_CONNECTIONS: usize = 700;

/// How long a client may take for the head of a request, and stay silent between two.
const HEAD_TIMEOUT: Duration = Duration::from_secs(10);

/// How long a client may take to read on.
const READ_TIMEOUT: Duration = Duration::from_secs(20);

/// How long answers may go on when the server is told to end.
const GRACE: Duration = Duration::from_secs(3);

/// Bytes of a request's head. Longer ones are refused; up to this, the refusal says whether it is
/// the address.
const LONGEST_HEAD: usize = 112 * 1024;

/// Headers of a request.
const MOST_HEADERS: usize = 64;

/// Bytes of an address. The query's own bound is below.
const LONGEST_ADDRESS: usize = 16 * 1024;

/// A bound address.
pub(super) struct Listener {
    runtime: Runtime,
    listener: TcpListener,
    address: String,
    /// Resolves when the process is told to end.
    end: Pin<Box<dyn Future<Output = ()>>>,
}

/// What all connections share.
struct Server {
    leaderboard: Arc<Leaderboard>,
    report: Report,
    /// Answers that are made at a time: as many as there are cores.
    makers: Semaphore,
}

impl Listener {
    /// Takes the address.
    ///
    /// # Errors
    /// Where the address is in use, not ours or not allowed.
    pub(super) fn bind(options: &Options) -> Result<Self> {
        let failed = |source| Error::Listen {
            address: format!("{}:{}", options.host, options.port),
            source,
        };
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .max_blocking_threads(8)
            .build()
            .map_err(failed)?;
        let bound = runtime.block_on(TcpListener::bind((options.host.as_str(), options.port)));
        let listener = bound.map_err(failed)?;
        let socket = listener.local_addr().map_err(failed)?;
        let address = format!("http://{}{}", clickable(socket), options.base_path);
        // Listened to from here on: who learns the address may already tell us to end.
        let signals = {
            let _context = runtime.enter();
            end_signal()
        };
        let end = signals.map_err(|source| Error::Signals { source })?;
        Ok(Listener {
            runtime,
            listener,
            address,
            end: Box::pin(end),
        })
    }

    /// The address to click.
    pub(super) fn address(&self) -> &str {
        &self.address
    }

    /// Answers until the process is told to end.
    pub(super) fn run(self, leaderboard: Arc<Leaderboard>, report: &Report) {
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        let server = Arc::new(Server {
            leaderboard,
            report: Arc::clone(report),
            makers: Semaphore::new(cores),
        });
        let (listener, mut end) = (self.listener, self.end);
        self.runtime.block_on(async move {
            let slots = Slots::new(MOST_CONNECTIONS);
            let graceful = GracefulShutdown::new();
            loop {
                let accepted = tokio::select! {
                    accepted = listener.accept() => accepted,
                    () = &mut end => break,
                };
                match accepted {
                    Ok((stream, peer)) => {
                        // Where all places are busy, the connection is closed at once.
                        if let Some(slot) = slots.take() {
                            let server = Arc::clone(&server);
                            tokio::spawn(server.converse(stream, peer, slot, graceful.watcher()));
                        }
                    }
                    // Out of files: others will leave.
                    Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
                }
            }
            drop(listener);
            // Browsers keep connections ready on which they have asked for nothing yet.
            slots.dismiss_silent();
            // Who is not done by then is cut off.
            let _ = tokio::time::timeout(GRACE, graceful.shutdown()).await;
        });
        // Whatever still makes an answer makes it for nobody.
        self.runtime.shutdown_background();
    }
}

/// The address as a browser takes it.
fn clickable(socket: SocketAddr) -> SocketAddr {
    match socket.ip() {
        ip if ip.is_unspecified() => {
            SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), socket.port())
        }
        _ => socket,
    }
}

#[cfg(unix)]
fn end_signal() -> std::io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

#[cfg(not(unix))]
fn end_signal() -> std::io::Result<impl Future<Output = ()>> {
    Ok(async {
        // Where the signal cannot be waited for, nothing could end the server: it ends at once.
        let _ = tokio::signal::ctrl_c().await;
    })
}

impl Server {
    /// One connection, until either side ends it or its place is needed.
    async fn converse(
        self: Arc<Self>,
        stream: TcpStream,
        peer: SocketAddr,
        slot: Slot,
        watcher: Watcher,
    ) {
        // Without it, the last packet of an answer may wait for the client.
        let _ = stream.set_nodelay(true);
        let mut stream = TimeoutStream::new(stream);
        stream.set_write_timeout(Some(READ_TIMEOUT));
        let slot = &slot;
        let service = service_fn(|request: Request<Incoming>| {
            let server = Arc::clone(&self);
            async move {
                slot.set_busy(true);
                let response = server.respond(&request, peer).await;
                slot.set_busy(false);
                Ok::<_, Infallible>(response)
            }
        });
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(HEAD_TIMEOUT)
            .max_headers(MOST_HEADERS)
            .max_buf_size(LONGEST_HEAD)
            .serve_connection(TokioIo::new(Box::pin(stream)), service);
        tokio::select! {
            // An error here is a client that went away or talked nonsense.
            _ = watcher.watch(connection) => {}
            () = slot.told_to_leave() => {}
        }
    }

    async fn respond(
        self: &Arc<Self>,
        request: &Request<Incoming>,
        peer: SocketAddr,
    ) -> Response<Full<Bytes>> {
        let begun = Instant::now();
        let answer = self.answer(request).await;
        let response = answer.response(request.headers());
        let address = request
            .uri()
            .path_and_query()
            .map_or("/", |address| address.as_str());
        (self.report)(Event::Answered(&format!(
            "{} {} {} {} {} B {:.1} ms",
            peer.ip(),
            printable(request.method().as_str(), 20),
            printable(address, 300),
            response.status().as_u16(),
            response.body().size_hint().lower(),
            begun.elapsed().as_secs_f64() * 1000.0
        )));
        response
    }

    async fn answer(self: &Arc<Self>, request: &Request<Incoming>) -> Arc<Answer> {
        if !matches!(*request.method(), Method::GET | Method::HEAD) {
            let text = "Only GET and HEAD are answered here.";
            return Arc::new(Answer::text(StatusCode::METHOD_NOT_ALLOWED, text));
        }
        let (path, query) = (request.uri().path(), request.uri().query());
        if path.len() + query.map_or(0, str::len) > LONGEST_ADDRESS {
            return Arc::new(Answer::text(
                StatusCode::URI_TOO_LONG,
                "The address is too long.",
            ));
        }
        let base_path = self.leaderboard.base_path();
        let below = match base_path.locate(path) {
            Location::Below(below) => below,
            Location::Unslashed => {
                let query = query.map_or(String::new(), |query| format!("?{query}"));
                let location = format!("{}/{query}", base_path.last_part());
                return Arc::new(Answer::elsewhere(location));
            }
            Location::Outside => {
                return Arc::new(Answer::text(
                    StatusCode::NOT_FOUND,
                    "There is nothing here.",
                ));
            }
        };
        self.made(below, query.unwrap_or("")).await
    }

    /// The answer to an address, kept if it is a good one. Whoever asks the same in the meantime
    /// waits for it.
    async fn made(self: &Arc<Self>, below: &str, query: &str) -> Arc<Answer> {
        let edition = self.leaderboard.edition();
        let key = format!("{below}?{query}");
        if let Some(known) = edition.answers().get(&key) {
            return known;
        }
        let make = async {
            let server = Arc::clone(self);
            let (edition, below, query) =
                (Arc::clone(&edition), below.to_owned(), query.to_owned());
            let permit = self.makers.acquire().await;
            let made = tokio::task::spawn_blocking(move || {
                server
                    .leaderboard
                    .answer(&edition, route(&below), &below, &query)
            });
            let made = made.await.unwrap_or_else(|_| {
                Answer::text(
                    StatusCode::INTERNAL_SERVER_ERROR,
                    "Something went wrong here.",
                )
            });
            drop(permit);
            match made.is_good() {
                true => Ok(Arc::new(made)),
                false => Err(Arc::new(made)),
            }
        };
        let answer = edition.answers().get_or_insert_async(&key, make).await;
        answer.unwrap_or_else(|bad| bad)
    }
}
