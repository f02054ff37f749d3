//! Names, as they are compared.

use unicode_normalization::UnicodeNormalization;

/// A name in NFC and lower case. (ASCII, as most names are, is in NFC.)
pub(crate) fn folded(name: &str) -> String {
    match name.is_ascii() {
        true => name.to_ascii_lowercase(),
        false => name.nfc().flat_map(char::to_lowercase).collect(),
    }
}
