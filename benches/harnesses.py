#!/usr/bin/env python3
"""Makes inputs for benches/harnesses.sh.

usage: harnesses.py lm-eval FOLDER COUNT   COUNT results files of 60 tasks each, models with different names
       harnesses.py inspect FILE MEGABYTES an Inspect log (.eval, deflate) of about that size
"""
import json, os, random, sys, zipfile


def lm_eval(folder, count):
    os.makedirs(folder, exist_ok=True)
    rng = random.Random(0)
    tasks = {f"mmlu_subject_{i}": 100 + rng.randrange(400) for i in range(60)}
    config = {"output_type": "multiple_choice", "doc_to_text": "{{question}}\n" * 40, "description": "x" * 600}
    for model in range(count):
        rng = random.Random(model)
        results, samples = {}, {}
        for task, n in tasks.items():
            p = rng.randrange(n + 1) / n
            results[task] = {"alias": " - " + task, "acc,none": p, "acc_stderr,none": (p * (1 - p) / (n - 1)) ** 0.5}
            samples[task] = {"original": n, "effective": n}
        results["mmlu"] = {"acc,none": 0.5, "acc_stderr,none": 0.01, "alias": "mmlu"}
        document = {
            "results": results, "groups": {"mmlu": results["mmlu"]}, "group_subtasks": {"mmlu": list(tasks)},
            "configs": {task: dict(config, task=task) for task in tasks},
            "versions": {task: 1 for task in tasks}, "n-shot": {task: 5 for task in tasks},
            "higher_is_better": {task: {"acc": True} for task in tasks}, "n-samples": samples,
            "config": {"model": "hf", "model_args": f"pretrained=org/model-{model:04}"},
            "date": 1.7e9 + model, "model_name": f"org/model-{model:04}", "lm_eval_version": "0.4.9",
        }
        with open(f"{folder}/results_{model:04}.json", "w") as file:
            json.dump(document, file, indent=2)


def inspect(path, megabytes):
    rng = random.Random(1)
    words = [rng.randbytes(6).hex() for _ in range(4096)]
    # Text of random words packs to about a third.
    text = " ".join(rng.choice(words) for _ in range(40000))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        number = 0
        while archive.fp.tell() < megabytes << 20:
            number += 1
            start = rng.randrange(len(text) // 2)
            sample = {
                "id": number, "epoch": 1, "input": text[start:start + 2000], "target": "x",
                "messages": [{"role": "assistant", "content": text[start:start + 200000]}],
                "output": {"choices": [{"stop_reason": "stop", "message": {"content": text[start:start + 100000]}}],
                           "usage": {"output_tokens": 100}},
                "scores": {"match": {"value": "C" if number % 3 else "I"}},
            }
            archive.writestr(f"samples/{number}_epoch_1.json", json.dumps(sample))
        right = number - number // 3
        header = {
            "version": 2, "status": "success",
            "eval": {"model": "org/model", "task": "large", "task_id": "a", "created": "2025-01-01T00:00:00Z", "config": {}},
            "results": {"total_samples": number, "scores": [
                {"name": "match", "scorer": "match", "metrics": {"accuracy": {"value": right / number}}}]},
        }
        archive.writestr("header.json", json.dumps(header))
    print(f"{right}/{number}")


if __name__ == "__main__":
    kind, where, size = sys.argv[1:]
    {"lm-eval": lm_eval, "inspect": inspect}[kind](where, int(size))
