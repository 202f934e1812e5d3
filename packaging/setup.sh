# SPDX-License-Identifier: Apache-2.0
# The set-up that run.sh, test.sh and .ci/run share: packages, LibTorch, configuring. POSIX sh, to be sourced with
# the repository's root as the current folder. Messages go to stderr.

ATHENA_TORCH_VERSION=2.13.0
ATHENA_TORCH_VENV=build/torch-venv

# a|b: whichever of the two this system has; the name differs between releases.
ATHENA_PACKAGES="
  cmake ninja-build g++ ccache mold pkg-config python3 python3-venv
  qt6-base-dev qt6-tools-dev qt6-tools-dev-tools qt6-l10n-tools qt6-svg-dev|libqt6svg6-dev libgl-dev
  libqcustomplot-dev libsqlitecpp-dev libsqlite3-dev libcli11-dev nlohmann-json3-dev libexpected-dev libzip-dev
  libstb-dev zlib1g-dev libssl-dev libgtest-dev libgmock-dev librapidcheck-dev libbenchmark-dev"

say() { printf '%s\n' "$*" >&2; }

die() {
  say "$@"
  exit 1
}

# Prints those of the given packages (or alternatives) that are not installed.
missing_packages() {
  # shellcheck disable=SC2046 # one name a word is meant
  installed=" $(dpkg-query -W -f='${db:Status-Status} ${Package}\n' $(echo "$@" | tr '|' ' ') 2>/dev/null |
    sed -n 's/^installed //p' | tr '\n' ' ')"
  for wanted in "$@"; do
    found=
    for name in $(echo "$wanted" | tr '|' ' '); do
      case "$installed" in *" $name "*) found=yes ;; esac
    done
    [ -n "$found" ] || echo "$wanted"
  done
}

# Of each a|b, the first that apt can install; a name it doesn't know is kept, so that apt names it in its error.
available_packages() {
  for wanted in "$@"; do
    chosen=${wanted%%|*}
    for name in $(echo "$wanted" | tr '|' ' '); do
      if apt-cache policy "$name" 2>/dev/null | grep -q 'Candidate: [^(]'; then
        chosen=$name
        break
      fi
    done
    echo "$chosen"
  done
}

# Installs what is missing of the given packages, where apt is; elsewhere says what is needed and goes on.
install_packages() {
  if ! command -v apt-get >/dev/null 2>&1 || ! command -v dpkg-query >/dev/null 2>&1; then
    say "This system has no apt. Athena needs what Debian calls:" $(echo "$@" | sed 's/|[^ ]*//g')
    say "Going on; CMake names what it does not find."
    return 0
  fi
  missing=$(missing_packages "$@")
  [ -n "$missing" ] || return 0
  if [ "$(id -u)" = 0 ]; then
    as_root=
  elif command -v sudo >/dev/null 2>&1; then
    as_root=sudo
  else
    die "Packages are missing, and this user is not root and has no sudo. As root, run this line and start again:
  apt-get update && apt-get install -y --no-install-recommends" $(available_packages $missing)
  fi
  say "Installing:" $missing
  $as_root apt-get update -q >&2 || die "apt-get update failed; see above."
  $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends \
    $(available_packages $missing) >&2 || die "Installing packages failed; see above."
}

# The folder of a LibTorch named by Torch_DIR or CMAKE_PREFIX_PATH, if there is one.
given_torch() {
  if [ -n "${Torch_DIR:-}" ]; then
    [ -f "$Torch_DIR/TorchConfig.cmake" ] || die "Torch_DIR=$Torch_DIR holds no TorchConfig.cmake."
    echo "$Torch_DIR"
    return
  fi
  echo "${CMAKE_PREFIX_PATH:-}" | tr ':;' '\n\n' | while read -r prefix; do
    for folder in "$prefix" "$prefix/Torch" "$prefix/share/cmake/Torch" "$prefix/lib/cmake/Torch"; do
      if [ -n "$prefix" ] && [ -f "$folder/TorchConfig.cmake" ]; then
        echo "$folder"
        return
      fi
    done
  done | head -n 1
}

# True if the sources that pip is set up with give a CPU build: only its version carries "+cpu".
pip_finds_cpu_torch() {
  report=$ATHENA_TORCH_VENV/report.json
  "$ATHENA_TORCH_VENV/bin/pip" install -q --dry-run --no-deps --only-binary :all: --report "$report" \
    "torch==$ATHENA_TORCH_VERSION" >/dev/null 2>&1 && grep -q "\"$ATHENA_TORCH_VERSION+cpu\"" "$report"
}

# Fills the virtual environment: from ATHENA_TORCH_INDEX if it is set (an index or a folder of wheels), else from
# pip's own sources if they have the CPU build, else from PyTorch's index of CPU builds.
install_torch() {
  python3 -m venv "$ATHENA_TORCH_VENV" || die "python3 could not make a virtual environment in $ATHENA_TORCH_VENV."
  pip="$ATHENA_TORCH_VENV/bin/pip install -q --disable-pip-version-check"
  say "Installing the CPU build of torch $ATHENA_TORCH_VERSION into $ATHENA_TORCH_VENV (about 1 GB)."
  if [ -d "${ATHENA_TORCH_INDEX:-}" ]; then
    $pip --find-links "$ATHENA_TORCH_INDEX" "torch==$ATHENA_TORCH_VERSION+cpu" numpy
  elif [ -n "${ATHENA_TORCH_INDEX:-}" ]; then
    $pip --index-url "$ATHENA_TORCH_INDEX" "torch==$ATHENA_TORCH_VERSION" numpy
  elif pip_finds_cpu_torch; then
    $pip "torch==$ATHENA_TORCH_VERSION+cpu" numpy
  else
    $pip --index-url https://download.pytorch.org/whl/cpu "torch==$ATHENA_TORCH_VERSION+cpu" numpy
  fi || die "torch $ATHENA_TORCH_VERSION could not be installed; see above. ATHENA_TORCH_INDEX=<index URL or folder of
wheels> changes where it comes from; Torch_DIR=<folder of TorchConfig.cmake> uses a LibTorch that is there."
  cuda=$("$ATHENA_TORCH_VENV/bin/python" -c 'import torch; print(torch.version.cuda)') ||
    die "The torch in $ATHENA_TORCH_VENV cannot be imported; see above."
  if [ "$cuda" != None ]; then
    rm -rf "$ATHENA_TORCH_VENV"
    die "What was installed is a CUDA build (CUDA $cuda); Athena wants the CPU build. Is ATHENA_TORCH_INDEX right?"
  fi
}

# Sets torch_dir to the folder of TorchConfig.cmake, installing LibTorch if none is given.
find_torch() {
  torch_dir=$(given_torch) || exit 1
  [ -z "$torch_dir" ] || return 0
  ready=$ATHENA_TORCH_VENV/athena-ready
  if [ "$(cat "$ready" 2>/dev/null)" != "$ATHENA_TORCH_VERSION $(pwd)" ]; then
    rm -rf "$ATHENA_TORCH_VENV"
    install_torch
    echo "$ATHENA_TORCH_VERSION $(pwd)" >"$ready"
  fi
  torch_dir=$(ls -d "$(pwd)/$ATHENA_TORCH_VENV"/lib/python3*/site-packages/torch/share/cmake/Torch)
}

# configure PRESET: sets up packages and LibTorch, and runs CMake unless this very configuration is there.
configure() {
  install_packages $ATHENA_PACKAGES
  mkdir -p build
  # One set-up at a time: a second run waits instead of taking the half-made environment away.
  if command -v flock >/dev/null 2>&1; then
    exec 9>build/setup-lock
    flock 9
  fi
  find_torch
  set -- "$1" "-DTorch_DIR=$torch_dir" "-DATHENA_WERROR=${ATHENA_WERROR:-OFF}"
  configured=build/$1/athena-configured
  if [ "$(cat "$configured" 2>/dev/null)" != "$*" ]; then
    cmake --preset "$@" >&2 || die "CMake could not configure the build; see above."
    echo "$*" >"$configured"
  fi
  exec 9>&-
}
