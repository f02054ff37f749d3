#!/usr/bin/env bash
# Whole processes of the release build against typst and matplotlib, each drawing the same table with
# all its marks: 360 and 7,200 cells, SVG and PNG of 1,600 px width; then against matplotlib, score
# against tokens of 200 models. evalboard reads the cell table and computes all statistics; the peers
# are handed the statistics and format, colour and lay out by their own means. They come from PyPI
# into target/peers. Prints medians, ratios and peak memory.
set -euo pipefail
cd "$(dirname "$0")/.."
cargo build --release --locked
root=$PWD
work=$root/target/peers
evalboard=${CARGO_TARGET_DIR:-$root/target}/release/evalboard
mkdir -p "$work/360" "$work/7200"
[ -x "$work/venv/bin/python" ] || python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet typst==0.15.0 matplotlib==3.10.7
for cells in 360 7200; do
  python3 benches/peers/data.py $((cells / 36)) "$work/$cells"
  "$evalboard" export "$work/$cells/board.csv" --to json | python3 benches/peers/shown.py > "$work/$cells/board.json"
  cp benches/peers/board.typ benches/peers/draw_*.py "$work/$cells/"
done
cd "$work"
"$work/venv/bin/python" "$root/benches/peers/measure.py" "$evalboard" "$work/venv/bin/python" "$root/fonts"
