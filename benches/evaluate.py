"""Rounds of whole processes over one file of interviews; see evaluate.sh."""

import os
import statistics
import sys
import time

FOLDER, ROUNDS = sys.argv[1], int(sys.argv[2])
FILE = f"{FOLDER}/interviews.ndjson"

# The same answer as far as the engines' typed readers go: five sums by model, level, task and point.
DUCKDB = f"""
import duckdb
rows = duckdb.sql('''
  SELECT model, template, coalesce(sampler, param_name) AS sampler, base_task, task, density, "precision", degree,
    count(*) AS responses,
    sum(CASE WHEN coalesce(truncated, coalesce(finish_reason, stop_reason) IN ('length', 'max_tokens')) THEN 1 ELSE 0 END) AS truncated,
    sum(CASE WHEN coalesce(is_correct, correct) THEN 1 ELSE 0 END) AS correct,
    sum(coalesce(completion_tokens, usage.completion_tokens)) AS tokens,
    sum(guess_chance) AS lucky
  FROM read_ndjson('{FILE}', columns = {{model: 'VARCHAR', template: 'VARCHAR', sampler: 'VARCHAR', param_name: 'VARCHAR',
    base_task: 'VARCHAR', task: 'VARCHAR', density: 'VARCHAR', "precision": 'VARCHAR', degree: 'VARCHAR',
    truncated: 'BOOLEAN', finish_reason: 'VARCHAR', stop_reason: 'VARCHAR', is_correct: 'BOOLEAN', correct: 'BOOLEAN',
    completion_tokens: 'BIGINT', usage: 'STRUCT(completion_tokens BIGINT)', guess_chance: 'DOUBLE'}})
  GROUP BY ALL
''').fetchall()
assert rows
"""

POLARS = f"""
import polars as pl
schema = {{name: pl.String for name in ["model", "template", "sampler", "param_name", "base_task", "task", "density",
    "precision", "degree", "finish_reason", "stop_reason"]}}
schema |= {{"truncated": pl.Boolean, "is_correct": pl.Boolean, "completion_tokens": pl.Int64, "guess_chance": pl.Float64}}
keys = ["model", "template", "base_task", "task", "density", "precision", "degree"]
rows = (
    pl.scan_ndjson("{FILE}", schema=schema, ignore_errors=True)
    .with_columns(pl.coalesce("sampler", "param_name").alias("sampler"))
    .group_by([*keys, "sampler"])
    .agg(
        pl.len(),
        pl.col("truncated").sum(),
        pl.col("is_correct").sum(),
        pl.col("completion_tokens").sum(),
        pl.col("guess_chance").sum(),
    )
    .collect(engine="streaming")
)
assert rows.height
"""

COMMANDS = {
    "evaluate": ["target/release/evalboard", "evaluate", "--quiet", "--interview", FILE, "--output", f"{FOLDER}/out.json"],
    "DuckDB": [sys.executable, "-c", DUCKDB],
    "polars": [sys.executable, "-c", POLARS],
    "cat": ["cat", FILE],
}


def run(command):
    """Seconds of wall time and peak memory in MB."""
    started = time.perf_counter()
    child = os.fork()
    if child == 0:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os.execvp(command[0], command)
    _, status, usage = os.wait4(child, 0)
    seconds = time.perf_counter() - started
    assert status == 0, command
    return seconds, usage.ru_maxrss / 1024


figures = {name: [] for name in COMMANDS}
for command in COMMANDS.values():
    run(command)  # the file is in the page cache, the interpreter's modules are compiled
for _ in range(ROUNDS):
    for name, command in COMMANDS.items():
        figures[name].append(run(command))

size = os.path.getsize(FILE) / 1e9
print(f"{size:.2f} GB, {ROUNDS} rounds, {os.cpu_count()} cores")
medians = {}
for name, measured in figures.items():
    seconds = medians[name] = statistics.median(s for s, _ in measured)
    low, high = min(s for s, _ in measured), max(s for s, _ in measured)
    peak = max(mb for _, mb in measured)
    print(f"{name:9} {seconds:6.2f} s ({low:.2f} to {high:.2f}), {size / seconds:5.2f} GB/s, peak {peak:6.0f} MB")
faster = min("DuckDB", "polars", key=medians.get)
print(f"evaluate is {medians[faster] / medians['evaluate']:.1f} times as fast as {faster}, the faster engine")
