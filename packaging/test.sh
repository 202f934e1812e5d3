#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Sets up, builds and runs every test. --asan: with the address and undefined-behaviour sanitizers. Other arguments
# go to ctest (-R NAME, -V, ...).
set -eu
cd "$(dirname "$0")/.."
. packaging/setup.sh

preset=release
if [ "${1:-}" = --asan ]; then
  preset=dev-asan
  shift
fi
configure "$preset"
cmake --build "build/$preset" >&2
exec ctest --test-dir "build/$preset" -j 2 --output-on-failure "$@"
