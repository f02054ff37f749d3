//! Where below the host the board lies.

use std::fmt;
use std::str::FromStr;

/// A path that begins and ends with a slash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BasePath(String);

impl Default for BasePath {
    fn default() -> Self {
        BasePath("/".to_owned())
    }
}

/// Where a path lies, seen from a base path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Location<'a> {
    /// The base path without its last slash.
    Unslashed,
    /// Below it: the rest of the path.
    Below(&'a str),
    /// Elsewhere.
    Outside,
}

impl BasePath {
    /// Where `path` lies.
    pub fn locate<'a>(&self, path: &'a str) -> Location<'a> {
        match path.strip_prefix(self.0.as_str()) {
            Some(below) => Location::Below(below),
            None if path == &self.0[..self.0.len() - 1] => Location::Unslashed,
            None => Location::Outside,
        }
    }

    /// Its last part, for a link from the same path without its slash.
    pub fn last_part(&self) -> &str {
        self.0.trim_matches('/').rsplit('/').next().unwrap_or("")
    }
}

impl fmt::Display for BasePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for BasePath {
    type Err = String;

    /// Slashes at the ends may be left out.
    fn from_str(text: &str) -> Result<Self, String> {
        let inner = text.trim_matches('/');
        if inner.is_empty() {
            return Ok(BasePath::default());
        }
        let plain = |c: char| c.is_ascii_alphanumeric() || "-._~/".contains(c);
        let bad_part = |part: &str| part.is_empty() || part == "." || part == "..";
        if !inner.chars().all(plain) || inner.split('/').any(bad_part) {
            return Err(
                "must look like /leaderboard/: letters, digits, - . _ ~ between slashes".into(),
            );
        }
        Ok(BasePath(format!("/{inner}/")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slashes_at_the_ends_are_added() {
        for text in ["/a/b/", "a/b", "/a/b", "a/b/"] {
            assert_eq!(text.parse::<BasePath>().unwrap().to_string(), "/a/b/");
        }
        assert_eq!("".parse::<BasePath>().unwrap().to_string(), "/");
        for text in ["/a/../b", "a b", "/a?x", "//a//b", "/a/%2e/"] {
            assert!(text.parse::<BasePath>().is_err(), "{text}");
        }
    }

    #[test]
    fn paths_are_located() {
        let base: BasePath = "/a/b/".parse().unwrap();
        assert_eq!(base.locate("/a/b"), Location::Unslashed);
        assert_eq!(base.locate("/a/b/"), Location::Below(""));
        assert_eq!(base.locate("/a/b/board.svg"), Location::Below("board.svg"));
        assert_eq!(base.locate("/a/bc"), Location::Outside);
        assert_eq!(base.locate("/"), Location::Outside);
        assert_eq!(base.last_part(), "b");
        assert_eq!(BasePath::default().locate("/x"), Location::Below("x"));
    }
}
