#!/usr/bin/env bash
# Whole processes of the release build against typst and matplotlib, which draw the same table: 360 and 7,200 cells,
# SVG and PNG of 1,600 px width. The peers come from PyPI into target/peers. Prints medians, ratios and peak memory.
set -euo pipefail
cd "$(dirname "$0")/.."
cargo build --release --locked
root=$PWD
work=$root/target/peers
mkdir -p "$work/360" "$work/7200"
[ -x "$work/venv/bin/python" ] || python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet typst==0.15.0 matplotlib==3.10.7
for cells in 360 7200; do
  python3 benches/peers/data.py $((cells / 36)) "$work/$cells"
  cp benches/peers/board.typ benches/peers/draw_*.py "$work/$cells/"
done
cd "$work"
"$work/venv/bin/python" "$root/benches/peers/measure.py" \
  "${CARGO_TARGET_DIR:-$root/target}/release/evalboard" "$work/venv/bin/python" "$root/fonts"
