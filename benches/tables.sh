#!/usr/bin/env bash
# Time and memory of reading a wide table of 7,000 models and 6 tasks (1 MB), without the number of
# answers and with it, which lets 24 million pairs of models be compared.
# usage: benches/tables.sh [EVALBOARD]; needs GNU time
set -euo pipefail
cd "$(dirname "$0")/.."
evalboard=${1:-target/release/evalboard}
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
awk 'BEGIN {
  srand(7)
  print "Model,Average,IFEval,BBH,MATH Lvl 5,GPQA,MUSR,MMLU-PRO,organisation,licence,params"
  for (model = 0; model < 7000; model++) {
    total = 0; cells = ""
    for (task = 0; task < 6; task++) {
      share = int(rand() * 10000) / 100
      total += share
      cells = cells "," share
    }
    printf "org%d/some-model-with-a-suffix-%05d-instruct,%.2f%s,organisation %d with a long name,apache-2.0,%.1f\n",
      model % 300, model, total / 6, cells, model % 300, model % 97 + .1
  }
}' > "$work/wide.csv"
time_table() {
  echo "table --top 20 $*"
  for _ in 1 2 3 4 5; do
    /usr/bin/time -f '%e s, %U s of the processor, %M KB' \
      "$evalboard" table "$work/wide.csv" --top 20 "$@" >/dev/null
  done
}
time_table
time_table --trials 100
