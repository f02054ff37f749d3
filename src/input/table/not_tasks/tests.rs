use super::*;

#[test]
fn names_of_columns() {
    for name in [
        "Rank",
        "#",
        "Cost ($ Per 1k Function Calls)",
        "Latency Mean (s)",
        "RTFx",
        "Model size (B)",
        "params_b",
        "hub_hearts",
        "Average Summary Length (Words)",
        "Output Length",
        "Hub ❤️",
        "Generation",
        "version",
        "top_p",
        "CO₂ cost (kg)",
        "#Params (B)",
        "Arena Elo [Feb 2, 2024]",
        "rank_stylectrl",
        "n",
        "standard_error",
        "lc_standard_error",
        "n_draws",
        "Unnamed: 0",
        "Δ GSM8K",
        "Memory Usage (GB, fp32)",
    ] {
        assert_eq!(by_name(name), Some(Reason::Known), "{name}");
    }
    for name in [
        "Average",
        "Overall Acc",
        "Avg. WER",
        "Open LLM (average)",
        "total",
    ] {
        assert_eq!(by_name(name), Some(Reason::Average), "{name}");
    }
    for name in [
        "code_generation",
        "Multi Turn Long Context",
        "story_generation",
        "ARC-C (25-shot)",
        "MMLU",
        "date_understanding",
        "MT-bench (multi-turn)",
        "meaning",
        "Live Acc",
        "theory_of_mind",
        "length_controlled_winrate",
        "Long Context Accuracy",
        "MMLU ↑",
    ] {
        assert_eq!(by_name(name), None, "{name}");
    }
}
