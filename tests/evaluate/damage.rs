//! Broken lines and damaged files.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;

use super::{assert_equals_reference, evaluate, lines, reference, succeeded, text};
use crate::support::random::Random;

#[test]
fn broken_lines_are_counted_and_named() {
    let folder = tempfile::tempdir().unwrap();
    let mut lines = lines(7, 60);
    let good = reference(lines.clone().into_iter());
    lines.insert(3, "{\"model\": \"m\", \"task\": ".to_owned());
    lines.insert(10, "not json".to_owned());
    lines.insert(
        20,
        "{\"model\":\"m\",\"task\":\"t\",\"correct\":\"perhaps\"}".to_owned(),
    );
    lines.insert(30, "{\"header\": true}".to_owned());
    let file = folder.path().join("all.ndjson");
    let mut bytes = lines.join("\n").into_bytes();
    bytes.extend(b"\n\x00\xff\xfe binary \x80\n");
    fs::write(&file, bytes).unwrap();
    let out = folder.path().join("analysis.json");
    let errors = succeeded(&evaluate(&["--interview", text(&file), "--verbose"], &out));
    assert_equals_reference(&out, &good);
    for expected in [
        "all.ndjson:4",
        "all.ndjson:11",
        "all.ndjson:21",
        "`correct` is \"perhaps\": it must be true or false",
        "4 broken",
        "1 lines without an answer record",
    ] {
        assert!(errors.contains(expected), "{expected} in\n{errors}");
    }
    let strict = evaluate(
        &["--interview", text(&file), "--strict"],
        &folder.path().join("none.json"),
    );
    assert_eq!(strict.status.code(), Some(2));
    assert!(
        String::from_utf8_lossy(&strict.stderr).contains("all.ndjson:4"),
        "{strict:?}"
    );
    assert!(!folder.path().join("none.json").exists());
}

/// Cut, flipped and binary files: no crash, and what is good is counted as it is.
#[test]
fn damaged_files_do_no_harm() {
    let folder = tempfile::tempdir().unwrap();
    let whole = lines(8, 120).join("\n").into_bytes();
    let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
    gzip.write_all(&whole).unwrap();
    let gzip = gzip.finish().unwrap();
    let zstd =
        ruzstd::encoding::compress_to_vec(&whole[..], ruzstd::encoding::CompressionLevel::Fastest);
    let mut random = Random::new(11);
    let file = folder.path().join("damaged");
    let out = folder.path().join("out.json");
    for round in 0..60 {
        let mut bytes = [&whole, &gzip, &zstd][round % 3].clone();
        if round % 2 == 0 {
            bytes.truncate(random.next() as usize % bytes.len());
        }
        for _ in 0..random.next() % 4 {
            if let Some(byte) = {
                let at = random.next() as usize % bytes.len().max(1);
                bytes.get_mut(at)
            } {
                *byte ^= 1 << (random.next() % 8);
            }
        }
        fs::write(&file, &bytes).unwrap();
        let output = evaluate(&["--interview", text(&file)], &out);
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(
            matches!(output.status.code(), Some(0 | 2)),
            "round {round}: {errors}"
        );
        assert!(!errors.contains("panicked"), "round {round}: {errors}");
    }
}

#[test]
fn a_cut_file_keeps_its_whole_lines() {
    let folder = tempfile::tempdir().unwrap();
    let lines = lines(12, 50);
    let file = folder.path().join("cut.ndjson");
    let text_of_all = lines.join("\n");
    fs::write(&file, &text_of_all[..text_of_all.len() - 40]).unwrap();
    let out = folder.path().join("out.json");
    let errors = succeeded(&evaluate(&["--interview", text(&file)], &out));
    assert!(
        errors.contains("cut.ndjson:50") && errors.contains("1 broken"),
        "{errors}"
    );
    assert_equals_reference(&out, &reference(lines.into_iter().take(49)));
}

/// Lines in compressed files that are cut in the middle: gzip of one and of two members, zstd.
fn cut_files(folder: &Path, lines: &[String]) -> [PathBuf; 3] {
    let all = lines.join("\n");
    let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
    gzip.write_all(all.as_bytes()).unwrap();
    let zstd = ruzstd::encoding::compress_to_vec(
        all.as_bytes(),
        ruzstd::encoding::CompressionLevel::Fastest,
    );
    let gzip = gzip.finish().unwrap();
    // The first member ends in the middle of a line.
    let (start, rest) = all.as_bytes().split_at(all.len() / 3 + 5);
    let members = [start, rest].map(|part| {
        let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
        gzip.write_all(part).unwrap();
        gzip.finish().unwrap()
    });
    [
        ("cut.gz", gzip),
        ("members.gz", members.concat()),
        ("cut.zst", zstd),
    ]
    .map(|(name, bytes)| {
        let file = folder.join(name);
        fs::write(&file, &bytes[..bytes.len() / 2]).unwrap();
        file
    })
}

#[test]
fn a_cut_compressed_file_is_an_error_or_counts_up_to_the_cut() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out.json");
    let lines = lines(21, 2_000);
    for file in cut_files(folder.path(), &lines) {
        fs::write(&out, "an earlier result").unwrap();
        let refused = evaluate(&["--interview", text(&file)], &out);
        let errors = String::from_utf8_lossy(&refused.stderr);
        assert_eq!(refused.status.code(), Some(2), "{errors}");
        assert!(
            errors.contains("damaged or cut off here (incomplete "),
            "{errors}"
        );
        assert_eq!(fs::read_to_string(&out).unwrap(), "an earlier result");
        // The error names the line that could not be read to its end.
        let place = errors.split(text(&file)).nth(1).unwrap();
        let line: usize = place[1..].split(':').next().unwrap().parse().unwrap();
        assert!((200..2_000).contains(&line), "{errors}");

        let kept = evaluate(&["--interview", text(&file), "--keep-going"], &out);
        assert!(succeeded(&kept).contains("damaged or cut off here"));
        assert_equals_reference(&out, &reference(lines.iter().take(line - 1).cloned()));
    }
}

#[test]
fn a_damaged_file_is_not_remembered_as_whole() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out.json");
    let cache = folder.path().join("cache");
    let [gzip, ..] = cut_files(folder.path(), &lines(21, 500));
    let arguments = ["--interview", text(&gzip), "--cache", text(&cache)];
    let first = evaluate(&[&arguments[..], &["--keep-going"]].concat(), &out);
    succeeded(&first);
    assert_eq!(evaluate(&arguments, &out).status.code(), Some(2));
}

#[test]
fn nothing_usable_is_an_error_that_writes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out.json");
    for (content, expected) in [
        ("", "no answer"),
        ("\n \n", "no answer"),
        ("[]", "no answer"),
        ("[{}, {}]", "no answer in 2 lines"),
        (
            "model,task,n,correct\nA,x,2,1\n",
            "none of 2 lines can be read",
        ),
        ("{\"model\":\"A\"}\n", "no answer in 1 lines"),
    ] {
        let file = folder.path().join("in");
        fs::write(&file, content).unwrap();
        fs::write(&out, "an earlier result").unwrap();
        let output = evaluate(&["--interview", text(&file)], &out);
        let errors = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{content}: {errors}");
        assert!(errors.contains(expected), "{content}: {errors}");
        assert_eq!(fs::read_to_string(&out).unwrap(), "an earlier result");
    }
}

#[test]
fn a_file_without_answers_beside_others_is_named() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.ndjson"), lines(3, 20).join("\n")).unwrap();
    fs::write(folder.path().join("b.ndjson"), "{\"header\": 1}").unwrap();
    let pattern = folder.path().join("*.ndjson");
    let out = folder.path().join("out.json");
    let errors = succeeded(&evaluate(&["--interview", text(&pattern)], &out));
    assert!(
        errors.contains("no answer in a file") && errors.contains("b.ndjson"),
        "{errors}"
    );
}
