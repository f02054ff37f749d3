//! lighteval.

use crate::data::{agree, board, json, real, stated, text};

#[test]
fn every_task_of_every_file() {
    let Some(folder) = real("lighteval") else {
        return;
    };
    for (name, key, metric, n) in [
        (
            "Neelectric/Llama-3.1-8B-Instruct_SFT_MoT_mathv00.04/\
             results_2025-10-10T09-09-10.005324.json",
            "custom|math_500_n1|0",
            "math_pass@1:1_samples",
            Some(500),
        ),
        (
            "Neelectric/Llama-3.1-8B-Instruct_SFT_MoT_codev00.03/\
             results_2025-10-10T04-30-07.367941.json",
            "extended|lcb:codegeneration|0",
            "codegen_pass@1:16",
            Some(268),
        ),
        // No number of documents: that which the error implies.
        (
            "meta-llama/Llama-3.1-8B-Instruct/results_2025-10-04T23-43-38.682911.json",
            "lighteval|math_500|0",
            "pass@k_with_k&n",
            None,
        ),
        (
            "meta-llama/Llama-3.1-8B-Instruct/results_2025-10-06T17-24-25.015556.json",
            "lighteval|math_500|0",
            "math_pass@1:1_samples",
            Some(500),
        ),
    ] {
        let path = folder.join(name);
        let file = json(&path);
        let keys: Vec<&String> = file["results"].as_object().unwrap().keys().collect();
        assert_eq!(keys.len(), 2, "the task and `all`: {keys:?}");
        let row = &file["results"][key];
        let value = row[metric].as_f64().unwrap();
        let error = row[format!("{metric}_stderr")].as_f64().unwrap();
        let implied = value * (1.0 - value) / (error * error) + 1.0;
        let n = n.unwrap_or_else(|| {
            assert!((implied - 500.0).abs() < 1e-6);
            implied.round() as u64
        });
        let cell = stated(value, Some(n), Some(error), 1e-9);
        let model = file["config_general"]["model_name"].as_str().unwrap();
        let task = key.split('|').nth(1).unwrap();
        agree(&path, &board(model, [(task, cell)]));
    }
}

/// A model card shows the file without its outer braces and without its end.
#[test]
fn a_fragment_in_a_model_card() {
    let name = "lighteval/model_card_fragment_CBDDO-LLM-8B-Instruct-v1.md";
    let Some(path) = real(name) else { return };
    let text = text(&path);
    let (_, results) = text.split_once("\"results\": {").unwrap();
    let mut cells = Vec::new();
    for row in results.split("\"harness|").skip(1) {
        let field = |key: &str| {
            let (_, rest) = row.split_once(&format!("\"{key}\": ")).unwrap();
            let number = rest.split([',', '\n']).next().unwrap();
            number.trim().parse::<f64>().unwrap()
        };
        let (value, error) = (field("acc_norm"), field("acc_norm_stderr"));
        let implied = value * (1.0 - value) / (error * error) + 1.0;
        assert!((implied - implied.round()).abs() < 1e-5, "{row}");
        let cell = stated(value, Some(implied.round() as u64), Some(error), 1e-9);
        cells.push((row.split('|').next().unwrap().to_owned(), cell));
    }
    assert_eq!(cells.len(), 7);
    assert_eq!(cells[0].1, "640/1172");
    agree(&path, &board("aerdincdal/CBDDO-LLM-8B-Instruct-v1", cells));
}
