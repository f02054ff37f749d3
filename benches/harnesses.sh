#!/usr/bin/env bash
# Time and memory of reading results of harnesses: 1,000 lm-eval files, and an Inspect log of 500 MB.
# usage: benches/harnesses.sh [EVALBOARD]; needs python3 and GNU time
set -euo pipefail
cd "$(dirname "$0")/.."
evalboard=${1:-target/release/evalboard}
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 benches/harnesses.py lm-eval "$work/lm-eval" 1000
python3 benches/harnesses.py inspect "$work/large.eval" 500
for data in "$work/lm-eval" "$work/large.eval"; do
  du -sh "$data"
  for _ in 1 2 3; do
    /usr/bin/time -f '%e s, %M KB' "$evalboard" check "$data" >/dev/null
  done
done
