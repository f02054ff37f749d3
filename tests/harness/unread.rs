//! What is recognised and not read is named, with the way in.

use crate::data::real;
use crate::support::folder::Folder;

#[test]
fn recognised_and_not_read() {
    for (path, name) in [
        ("deepeval/cut_rag_latest_test_run.json", "DeepEval"),
        ("deepeval/link_only_latest_test_run.json", "DeepEval"),
        ("arc_agi/random-baseline-sample/results.json", "ARC-AGI"),
        ("arc_agi/submissions/example_model/66e6c45b.json", "ARC-AGI"),
        (
            "livecodebench/Synodic-AI-Sovereign-70M/Scenario.codegeneration_eval_all.json",
            "LiveCodeBench",
        ),
        ("vlmevalkit/vila_8b/vila_8b_MMStar_acc.csv", "VLMEvalKit"),
        ("swe_bench/gold.validate-gold.json", "reference patches"),
        (
            "swe_bench/logs/run_evaluation/enhanced_openhands/enhanced_openhands/\
             koxudaxi__datamodel-code-generator-2334/report.json",
            "one instance",
        ),
        (
            "opencompass/subjective_20231208_194351/predictions/qwen-7b-chat-hf/COREV2_6A_.json",
            "OpenCompass",
        ),
    ] {
        let Some(path) = real(path) else { return };
        let said = Folder::new::<str>([]).run(&["table", path.to_str().unwrap()]);
        assert_eq!(said.code, Some(2), "{}", said.stderr);
        assert!(said.stderr.contains(name), "{name}: {}", said.stderr);
    }
}
