//! The entries of a ZIP archive, by its central directory: stored, deflated, or in zstd frames.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::Path;

/// The entries by name.
pub fn entries(path: &Path) -> BTreeMap<String, Vec<u8>> {
    let file = fs::read(path).unwrap();
    let number = |at: usize, bytes: usize| {
        file[at..at + bytes]
            .iter()
            .rev()
            .fold(0_usize, |all, byte| all << 8 | usize::from(*byte))
    };
    let end = (0..file.len() - 21)
        .rev()
        .find(|at| file[*at..].starts_with(b"PK\x05\x06"))
        .unwrap();
    let mut at = number(end + 16, 4);
    let mut entries = BTreeMap::new();
    for _ in 0..number(end + 10, 2) {
        assert!(file[at..].starts_with(b"PK\x01\x02"));
        let (method, packed) = (number(at + 10, 2), number(at + 20, 4));
        let [name, extra, comment] = [28, 30, 32].map(|field| number(at + field, 2));
        let local = number(at + 42, 4);
        let begin = local + 30 + number(local + 26, 2) + number(local + 28, 2);
        let content = unpacked(method, &file[begin..begin + packed]);
        let name_text = String::from_utf8(file[at + 46..at + 46 + name].to_owned()).unwrap();
        entries.insert(name_text, content);
        at += 46 + name + extra + comment;
    }
    entries
}

fn unpacked(method: usize, packed: &[u8]) -> Vec<u8> {
    let mut content = Vec::new();
    match method {
        0 => content.extend(packed),
        8 => {
            let mut deflated = flate2::read::DeflateDecoder::new(packed);
            deflated.read_to_end(&mut content).unwrap();
        }
        93 => {
            let mut rest = packed;
            while !rest.is_empty() {
                let mut frame = ruzstd::decoding::StreamingDecoder::new(&mut rest).unwrap();
                frame.read_to_end(&mut content).unwrap();
            }
        }
        other => panic!("method {other}"),
    }
    content
}

/// An archive, as a log's writer would make it: entries are deflated where that makes them smaller.
pub fn of(entries: &[(&str, &str)]) -> Vec<u8> {
    let (mut file, mut directory) = (Vec::new(), Vec::new());
    for (name, content) in entries {
        let mut crc = flate2::Crc::new();
        crc.update(content.as_bytes());
        let mut deflated =
            flate2::read::DeflateEncoder::new(content.as_bytes(), flate2::Compression::fast());
        let mut packed = Vec::new();
        deflated.read_to_end(&mut packed).unwrap();
        let method = if packed.len() < content.len() { 8 } else { 0 };
        if method == 0 {
            packed = content.as_bytes().to_vec();
        }
        let mut common = vec![20, 0, 0, 0, method, 0, 0, 0, 0, 0];
        common.extend(crc.sum().to_le_bytes());
        common.extend((packed.len() as u32).to_le_bytes());
        common.extend((content.len() as u32).to_le_bytes());
        common.extend((name.len() as u16).to_le_bytes());
        common.extend([0, 0]);
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(&common);
        directory.extend([0; 10]);
        directory.extend((file.len() as u32).to_le_bytes());
        directory.extend(name.as_bytes());
        file.extend(b"PK\x03\x04");
        file.extend(&common);
        file.extend(name.as_bytes());
        file.extend(packed);
    }
    let begin = file.len() as u32;
    let size = directory.len() as u32;
    file.extend(&directory);
    file.extend(b"PK\x05\x06\x00\x00\x00\x00");
    file.extend((entries.len() as u16).to_le_bytes());
    file.extend((entries.len() as u16).to_le_bytes());
    file.extend(size.to_le_bytes());
    file.extend(begin.to_le_bytes());
    file.extend([0, 0]);
    file
}
