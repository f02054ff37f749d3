use super::*;

#[test]
fn every_key_is_found_and_no_other() {
    for (slot, (key, _)) in KEYS.iter().enumerate() {
        match key.strip_prefix("usage.") {
            Some(member) => assert_eq!(in_usage(member.as_bytes()), Some(slot)),
            None => assert_eq!(wanted(key.as_bytes()), Some(Wanted::Value(slot))),
        }
    }
    assert_eq!(wanted(b"usage"), Some(Wanted::Usage));
    for key in [
        "",
        "models",
        "Model",
        "prompt_tokens",
        "usage.output_tokens",
    ] {
        assert_eq!(wanted(key.as_bytes()), None, "{key}");
    }
}

#[cfg(feature = "cli")]
#[test]
fn help_names_every_key_in_80_columns() {
    let help = help();
    for (key, _) in KEYS {
        assert!(help.contains(key), "{key}");
    }
    assert!(help.lines().all(|line| line.len() <= 80), "{help}");
}
