use super::*;

fn asked(pairs: &[(header::HeaderName, &'static str)]) -> HeaderMap {
    let pair = |(name, value): &(header::HeaderName, &'static str)| {
        (name.clone(), HeaderValue::from_static(value))
    };
    pairs.iter().map(pair).collect()
}

#[test]
fn what_is_known_is_not_sent_again() {
    let answer = Answer::html(StatusCode::OK, "x".repeat(5000));
    let first = answer.response(&asked(&[(header::ACCEPT_ENCODING, "br, gzip;q=0.8")]));
    assert_eq!(first.headers()[header::CONTENT_ENCODING], "gzip");
    let tag = first.headers()[header::ETAG].to_str().unwrap().to_owned();
    for sent in [
        tag.clone(),
        format!("W/{tag}"),
        format!("\"other\", {tag}"),
        "*".to_owned(),
    ] {
        let mut headers = HeaderMap::new();
        headers.insert(header::IF_NONE_MATCH, sent.parse().unwrap());
        assert_eq!(answer.response(&headers).status(), 304, "{sent}");
    }
    let other = asked(&[(header::IF_NONE_MATCH, "\"0\"")]);
    assert_eq!(answer.response(&other).status(), 200);
    let refused = asked(&[(header::ACCEPT_ENCODING, "gzip;q=0")]);
    assert!(
        !answer
            .response(&refused)
            .headers()
            .contains_key(header::CONTENT_ENCODING)
    );
}

#[test]
fn errors_are_not_kept() {
    let answer = Answer::text(StatusCode::NOT_FOUND, "x");
    let response = answer.response(&asked(&[(header::IF_NONE_MATCH, "*")]));
    assert_eq!(response.status(), 404);
    assert_eq!(response.headers()[header::CACHE_CONTROL], "no-store");
}
