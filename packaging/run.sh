#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Sets up, builds and opens the window with the sample session; arguments go to the program instead. With no display
# it does the same job in the terminal: compresses the sample model several ways, prints the table, and leaves the
# models and the chart in build/sample-run.
set -eu
cd "$(dirname "$0")/.."
. packaging/setup.sh

# compress NAME RULE...: one variant of the sample model into the session, and its exported model.
compress() {
  name=$1
  shift
  say "== $name"
  "$cli" compress resources/samples/digits_transformer.pt --data resources/samples --session "$out/sample.athena" \
    --name "$name" "$@"
  "$cli" export "$out/sample.athena" "$name" --data resources/samples -o "$out/$name.pt"
}

in_terminal() {
  cli=build/release/bin/athena-cli
  out=build/sample-run
  rm -rf "$out"
  mkdir -p "$out"
  compress fp16 --set '@Linear=fp16'
  compress int8 --set '@Linear=int8-dynamic'
  compress int4 --set '@Linear=int4-weight:g=32'
  compress pruned-int8 --prune '@Linear=l1:0.3' --set '@Linear=int8-dynamic'
  "$cli" session compare "$out/sample.athena"
  QT_QPA_PLATFORM=offscreen build/release/bin/athena --light --page 4 --screenshot "$out/compare.png" \
    "$out/sample.athena"
  say "The session, the exported models and the chart (compare.png) are in $(pwd)/$out."
}

configure release
cmake --build build/release --target athena athena-cli >&2
if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || [ $# -gt 0 ]; then
  [ $# -gt 0 ] || set -- --sample
  exec build/release/bin/athena "$@"
fi
say "No display: doing the sample job in the terminal."
in_terminal
