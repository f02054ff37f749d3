//! The HTML that shows a picture in a README, a report or a page, light or dark as the reader
//! prefers.

use std::path::{Component, Path, PathBuf};

/// Shows the one or the other picture, as GitHub and browsers understand it; where `<picture>` is
/// not known, or there is no `dark` one, the light one. There is no empty line in it, so that
/// markdown takes it as one block.
pub fn picture(light: &str, dark: Option<&str>, alt: &str) -> String {
    let source = |dark| {
        let link = url(dark);
        format!("  <source media=\"(prefers-color-scheme: dark)\" srcset=\"{link}\">\n")
    };
    format!(
        "<picture>\n{}  <img alt=\"{}\" src=\"{}\">\n</picture>\n",
        dark.map(source).unwrap_or_default(),
        attribute(alt),
        url(light)
    )
}

/// The name of the dark sibling of a picture: `board.svg`, `board-dark.svg`.
pub fn dark_sibling(light: &Path) -> PathBuf {
    let stem = light.file_stem().unwrap_or_default().to_string_lossy();
    light.with_file_name(match light.extension() {
        Some(ending) => format!("{stem}-dark.{}", ending.to_string_lossy()),
        None => format!("{stem}-dark"),
    })
}

/// The way from the folder of `from` to `to`, as a link takes it; `to` itself where there is none
/// (another drive).
pub fn relative(from: &Path, to: &Path) -> PathBuf {
    let (Some(from), Some(to_whole)) = (whole(from), whole(to)) else {
        return to.to_owned();
    };
    let folder: Vec<Component<'_>> = from.parent().unwrap_or(&from).components().collect();
    let target: Vec<Component<'_>> = to_whole.components().collect();
    let pairs = folder.iter().zip(&target);
    let shared = pairs.take_while(|(a, b)| a == b).count();
    if shared == 0 {
        return to.to_owned();
    }
    let up = folder[shared..].iter().map(|_| Component::ParentDir);
    up.chain(target[shared..].iter().copied()).collect()
}

/// The path from the root, without `.` and `..`; links are not followed.
fn whole(path: &Path) -> Option<PathBuf> {
    let mut whole = PathBuf::new();
    for component in std::path::absolute(path).ok()?.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                whole.pop();
            }
            other => whole.push(other),
        }
    }
    Some(whole)
}

/// Whether a picture is named by its address, not as a file.
pub fn is_address(picture: &str) -> bool {
    picture.starts_with("https://") || picture.starts_with("http://")
}

/// The address of the dark sibling of the picture at an address; what follows its path stays.
pub fn dark_address(light: &str) -> String {
    let (path, rest) = light.split_at(light.find(['?', '#']).unwrap_or(light.len()));
    match path.rsplit_once('.') {
        Some((stem, ending)) if !ending.contains('/') => format!("{stem}-dark.{ending}{rest}"),
        _ => format!("{path}-dark{rest}"),
    }
}

/// A file's name as a link; an address as it is, but for what cannot stand in one.
fn url(file: &str) -> String {
    let stays = |byte: u8| match is_address(file) {
        true => byte.is_ascii_graphic() && !b"\"'<>\\^`{|}".contains(&byte),
        false => byte.is_ascii_alphanumeric() || b"/.-_~".contains(&byte),
    };
    let mut link = String::new();
    for byte in file.bytes() {
        match byte {
            b'&' if is_address(file) => link += "&amp;",
            b'\\' if cfg!(windows) && !is_address(file) => link.push('/'),
            byte if stays(byte) => link.push(char::from(byte)),
            other => link += &format!("%{other:02X}"),
        }
    }
    link
}

fn attribute(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('"', "&quot;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

#[cfg(test)]
mod tests;
