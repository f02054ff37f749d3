use super::*;
use std::io::Write;

/// What is read before the first error, and whether there was one.
fn read(compressed: &[u8]) -> (Vec<u8>, bool) {
    let mut content = Vec::new();
    let mut reader = Compression::of(compressed).reader(compressed);
    let mut room = [0; 1000];
    loop {
        match reader.read(&mut room) {
            Ok(0) => return (content, false),
            Ok(read) => content.extend(&room[..read]),
            Err(_) => return (content, true),
        }
    }
}

/// Text that does not compress to next to nothing, of `lines` lines.
fn text(lines: u64) -> Vec<u8> {
    let mut text = Vec::new();
    for line in 0..lines {
        let noise = line.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        writeln!(text, "{line} {noise:x} {}", noise >> 7).unwrap();
    }
    text
}

#[test]
fn a_cut_file_gives_all_that_stands_before_the_cut() {
    let text = text(20_000);
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(&text).unwrap();
    let gzip = gzip.finish().unwrap();
    let fastest = ruzstd::encoding::CompressionLevel::Fastest;
    let zstd = ruzstd::encoding::compress_to_vec(&text[..], fastest);
    for compressed in [gzip, zstd] {
        assert_eq!(read(&compressed), (text.clone(), false));
        let (content, damaged) = read(&compressed[..compressed.len() / 2]);
        assert!(damaged);
        // Blocks of zstd hold up to 128 KB.
        assert!(
            content.len() + (200 << 10) > text.len() / 2,
            "{}",
            content.len()
        );
        assert_eq!(content, text[..content.len()]);
    }
}
