//! How much memory reading takes: the peak that the system tells of a running server.

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::Stdio;

use serde_json::json;

use crate::archive;
use crate::support::evalboard;
use crate::support::folder::Folder;

/// Megabytes.
fn peak_of_serving(folder: &Folder, file: &str) -> u64 {
    let mut server = evalboard()
        .args(["serve", "--port", "0"])
        .arg(folder.path(file))
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut address = String::new();
    let mut said = BufReader::new(server.stdout.take().unwrap());
    said.read_line(&mut address).unwrap();
    let status = fs::read_to_string(format!("/proc/{}/status", server.id()));
    server.kill().unwrap();
    server.wait().unwrap();
    assert!(address.contains("http://"), "{address}");
    let status = status.unwrap();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = peak.unwrap().trim().trim_end_matches(" kB");
    kilobytes.parse::<u64>().unwrap() / 1024
}

/// A decoder for each sample, beside what is kept of it, once took 160 MB here.
#[test]
fn of_an_archive_of_many_samples() {
    let names: Vec<String> = (0..8000)
        .map(|id| format!("samples/{id}_epoch_1.json"))
        .collect();
    let sample = |id| {
        let value = if id % 2 == 0 { "C" } else { "I" };
        json!({"id": id, "epoch": 1, "input": "what? ".repeat(50),
            "output": {"choices": [{"stop_reason": "stop"}]},
            "scores": {"match": {"value": value}}})
        .to_string()
    };
    let samples: Vec<String> = (0..8000).map(sample).collect();
    let header = json!({
        "version": 2, "status": "success", "eval": {"model": "o/m", "task": "t", "config": {}},
        "results": {"total_samples": 8000, "scores": [
            {"name": "match", "metrics": {"accuracy": {"value": 0.5}}}]}
    })
    .to_string();
    let entries = names.iter().zip(&samples);
    let mut entries: Vec<(&str, &str)> = entries
        .map(|(name, sample)| (name.as_str(), sample.as_str()))
        .collect();
    entries.push(("header.json", &header));
    let folder = Folder::new::<[u8]>([("many.eval", &archive::of(&entries)[..])]);
    let said = folder.run(&["export", "many.eval", "--to", "csv"]);
    assert!(said.stdout.contains("o/m,,t,8000,4000,0"), "{said:?}");
    let peak = peak_of_serving(&folder, "many.eval");
    assert!(peak < 80, "{peak} MB");
}
