//! A finished answer, ready to be sent any number of times.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use http_body_util::Full;
use hyper::body::Bytes;
use hyper::header::{self, HeaderMap, HeaderValue};
use hyper::{Response, StatusCode};

/// Below this, compression gains nothing.
const WORTH_COMPRESSING: usize = 1000;

/// Fast: a page is compressed while its first reader waits.
const COMPRESSION: u32 = 4;

/// No script or style but our files, nothing from elsewhere.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; \
    connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors \
    'self'";

/// An answer.
#[derive(Debug, Clone)]
pub(super) struct Answer {
    status: StatusCode,
    media_type: &'static str,
    location: Option<String>,
    plain: Bytes,
    gzipped: Option<Bytes>,
    tag: String,
}

impl Answer {
    /// An answer of text or data.
    pub(super) fn new(status: StatusCode, media_type: &'static str, body: Vec<u8>) -> Self {
        let mut hasher = DefaultHasher::new();
        body.hash(&mut hasher);
        let packed = media_type != "image/png" && body.len() >= WORTH_COMPRESSING;
        Answer {
            status,
            media_type,
            location: None,
            gzipped: packed.then(|| gzip(&body)).flatten(),
            plain: body.into(),
            tag: format!("{:016x}", hasher.finish()),
        }
    }

    /// A page.
    pub(super) fn html(status: StatusCode, page: String) -> Self {
        Answer::new(status, "text/html; charset=utf-8", page.into_bytes())
    }

    /// A line of text.
    pub(super) fn text(status: StatusCode, text: &str) -> Self {
        Answer::new(
            status,
            "text/plain; charset=utf-8",
            format!("{text}\n").into_bytes(),
        )
    }

    /// What is asked for is elsewhere.
    pub(super) fn elsewhere(location: String) -> Self {
        Answer {
            location: Some(location),
            ..Answer::text(StatusCode::PERMANENT_REDIRECT, "moved")
        }
    }

    /// Whether it may be kept for others who ask the same.
    pub(super) fn is_good(&self) -> bool {
        self.status == StatusCode::OK
    }

    /// Bytes that it takes in memory.
    pub(super) fn weight(&self) -> usize {
        self.plain.len() + self.gzipped.as_ref().map_or(0, Bytes::len) + 512
    }

    /// The response to someone who sent `asked`: compressed where it is understood, empty where it
    /// is known.
    pub(super) fn response(&self, asked: &HeaderMap) -> Response<Full<Bytes>> {
        let gzipped = self.gzipped.as_ref().filter(|_| accepts_gzip(asked));
        let tag = match gzipped {
            Some(_) => format!("\"{}-gz\"", self.tag),
            None => format!("\"{}\"", self.tag),
        };
        let known = self.is_good() && knows(asked, &self.tag);
        let body = match gzipped {
            _ if known => Bytes::new(),
            Some(gzipped) => gzipped.clone(),
            None => self.plain.clone(),
        };
        let mut response = Response::new(Full::new(body));
        if known {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
        } else {
            *response.status_mut() = self.status;
        }
        let headers = response.headers_mut();
        let mut put = |name, value: &str| {
            if let Ok(value) = HeaderValue::from_str(value) {
                headers.insert(name, value);
            }
        };
        if !known {
            put(header::CONTENT_TYPE, self.media_type);
            if gzipped.is_some() {
                put(header::CONTENT_ENCODING, "gzip");
            }
        }
        if self.is_good() {
            put(header::ETAG, &tag);
            put(header::CACHE_CONTROL, "no-cache");
        } else {
            put(header::CACHE_CONTROL, "no-store");
        }
        if let Some(location) = &self.location {
            put(header::LOCATION, location);
        }
        if self.status == StatusCode::METHOD_NOT_ALLOWED {
            put(header::ALLOW, "GET, HEAD");
        }
        put(header::VARY, "Accept-Encoding");
        put(header::CONTENT_SECURITY_POLICY, POLICY);
        put(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
        put(header::REFERRER_POLICY, "same-origin");
        response
    }
}

fn gzip(body: &[u8]) -> Option<Bytes> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::new(COMPRESSION));
    encoder.write_all(body).ok()?;
    encoder.finish().ok().map(Bytes::from)
}

fn values(headers: &HeaderMap, name: header::HeaderName) -> impl Iterator<Item = &str> {
    let all = headers.get_all(name).into_iter();
    all.filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(str::trim)
}

fn accepts_gzip(headers: &HeaderMap) -> bool {
    values(headers, header::ACCEPT_ENCODING).any(|coding| {
        let (name, quality) = coding.split_once(';').unwrap_or((coding, ""));
        let refused = quality
            .trim()
            .strip_prefix("q=")
            .and_then(|q| q.parse::<f32>().ok());
        matches!(name.trim(), "gzip" | "x-gzip" | "*") && refused != Some(0.0)
    })
}

/// Whether the asker has this content already, in whatever coding.
fn knows(headers: &HeaderMap, tag: &str) -> bool {
    values(headers, header::IF_NONE_MATCH).any(|known| {
        let known = known.trim_start_matches("W/").trim_matches('"');
        known == "*" || known.trim_end_matches("-gz") == tag
    })
}

#[cfg(test)]
mod tests;
