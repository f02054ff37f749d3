#!/usr/bin/env bash
# `evalboard serve` and a Dash app with the same table, side by side, on loopback: 200 models x 36 cells, 50 connections.
# Requests a second and p99 of a view that is asked again and again, views never asked before, the start, memory, and a
# new client's wait beside 1,000 silent ones.
#
#   benches/serve.sh [SECONDS]
#
# wrk (Debian) makes the load. Dash comes from PyPI into target/bench-serve and runs under gunicorn, as Dash's makers
# advise, with a worker for each core. Run it on a quiet machine.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:-10}
target=${CARGO_TARGET_DIR:-$PWD/target}
folder=$PWD/target/bench-serve
mkdir -p "$folder"
command -v wrk >/dev/null || { echo "wrk is missing: apt-get install wrk" >&2; exit 1; }

cargo build --release --locked --bin evalboard
[ -x "$folder/venv/bin/python" ] || python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check dash==4.4.1 gunicorn==23.0.0 pandas
awk -v models=200 -f benches/table.awk > "$folder/table.csv"
ulimit -n "$(ulimit -Hn)"
"$folder/venv/bin/python" benches/serve/measure.py "$target/release/evalboard" "$folder" "$seconds"
