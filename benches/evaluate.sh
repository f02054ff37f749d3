#!/usr/bin/env bash
# Times `evalboard evaluate` against DuckDB, polars and cat over the same million interviews (about 1 GB), as whole
# processes, paired in rounds: medians, GB/s, peak memory.
#
#   benches/evaluate.sh [LINES] [ROUNDS]
#
# Python packages go into a virtual environment below target/. Needs 1.5 GB of disk, removed at the end.
set -euo pipefail
cd "$(dirname "$0")/.."
lines=${1:-1000000}
rounds=${2:-7}
folder=target/bench-evaluate
mkdir -p "$folder"
trap 'rm -f "$folder"/*.ndjson "$folder"/*.json' EXIT

cargo build --release --locked --bin evalboard --example generate_interviews
[ -x "$folder/venv/bin/python" ] || python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check duckdb polars
target/release/examples/generate_interviews "$lines" > "$folder/interviews.ndjson"
"$folder/venv/bin/python" benches/evaluate.py "$folder" "$rounds"
