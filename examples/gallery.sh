#!/usr/bin/env bash
# Writes docs/gallery.md and its pictures: examples/gallery.sh [FOLDER, in place of docs]
# EVALBOARD names the program, which is looked for on the PATH otherwise.
set -euo pipefail
cd "$(dirname "$0")/.."
evalboard=${EVALBOARD:-evalboard}
docs=${1:-docs}
mkdir -p "$docs/gallery"

cat >"$docs/gallery.md" <<'TEXT'
# Gallery

Boards of published figures, each with its source and the command that draws it.
[`examples/gallery.sh`](../examples/gallery.sh) writes this page.
TEXT

# board NAME HEADING SOURCE DATA OPTION...
board() {
  local name=$1 heading=$2 source=$3 data=$4 shown option
  shift 4
  shown="evalboard render $data -o $name.svg --pair"
  for option in "$@"; do
    case $option in
      *[!A-Za-z0-9_./,-]*) shown+=" '$option'" ;;
      *) shown+=" $option" ;;
    esac
  done
  {
    printf '\n## %s\n\n%s\n\n```sh\n%s\n```\n\n' "$heading" "$source" "$shown"
    "$evalboard" render "$data" -o "$docs/gallery/$name.svg" --pair "$@" |
      sed "s|\"[^\"]*/\($name[^/\"]*\.svg\)\"|\"gallery/\1\"|"
  } >>"$docs/gallery.md"
}

board helm 'HELM Capabilities' \
  'Three tasks, with tokens: [HELM](https://crfm.stanford.edu/helm/capabilities/), as collected in
[every_eval_ever](https://github.com/evaleval/every_eval_ever) (MIT).' \
  golden/helm_capabilities/helm_capabilities.csv --title 'HELM Capabilities' --top 15

board zeroeval 'ZeroEval' \
  'A sparse board, ranked by what models share: [ZeroEval](https://github.com/WildEval/ZeroEval)
(Apache-2.0).' \
  golden/zeroeval/zeroeval.csv --title ZeroEval --top 15

board hal 'Holistic Agent Leaderboard: GAIA' \
  'Agents at three levels of one benchmark: [HAL](https://hal.cs.princeton.edu/gaia), as collected in
[every_eval_ever](https://github.com/evaleval/every_eval_ever) (MIT).' \
  examples/gallery/hal_gaia.csv --title 'Holistic Agent Leaderboard: GAIA' --top 8

board aider 'Aider: editing and refactoring' \
  'Two suites, for readers who do not tell red from green: [aider](https://github.com/Aider-AI/aider)
(Apache-2.0).' \
  examples/gallery/aider.csv --title 'Aider: editing and refactoring' --palette cvd --top 15

board reasoning 'Many tasks, turned round' \
  'Models made up by a [generator](../examples/generate_golden.rs), a task a row.' \
  golden/reasonscape/dataset.json --title 'Reasoning on hard problems' --levels hard \
  --layout transpose --top 10

board compact 'In little room' \
  'The same models, a low row each; the three levels stand side by side in a cell.' \
  golden/reasonscape/dataset.json --title 'Reasoning at three levels' --density compact
