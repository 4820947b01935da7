# Sourced by ./run, ./test and ./bench: what the machine needs, where builds go, and the flags they share.
# Written for Debian and Ubuntu with bash.

say() { printf '%s\n' "$*"; }
step() { printf '\n== %s\n' "$*"; }
stop() { printf '\nStopped: %s\n' "$*" >&2; exit 1; }

cache="${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/brobygger"

# Each line: the Debian package | a file that shows it is there | what it is for.
needed="libsqlite3-dev|/usr/include/sqlite3.h|the journal and the read tables
libboost-math-dev|/usr/include/boost/math/distributions.hpp|the distribution functions of the statistics
libsodium-dev|/usr/include/sodium.h|hashing passwords (Argon2id)
libqrencode-dev|/usr/include/qrencode.h|QR codes for authenticator apps and own phones
gzip|/bin/gzip|reading .csv.gz files
pkg-config|/usr/bin/pkg-config|finding the libraries above"

prepare_machine() {
  command -v swift >/dev/null 2>&1 || stop "Swift is missing. Install Swift 6.2 or newer from https://www.swift.org/install/linux/ and run this again."
  install_missing "$needed
${1:-}"
}

# Installs the Debian packages whose file is not there; takes lines as above. Without root it says what to type, and stops.
install_missing() {
  local missing="" package file reason
  while IFS='|' read -r package file reason; do
    [ -n "$package" ] || continue
    if [ ! -e "$file" ]; then
      say "missing: $package (for $reason)"
      missing="$missing $package"
    fi
  done <<EOF
$1
EOF
  [ -z "$missing" ] && return 0
  if [ "$(id -u)" = 0 ]; then
    step "installing$missing"
    DEBIAN_FRONTEND=noninteractive apt-get update -q >/dev/null && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $missing >/dev/null ||
      stop "apt-get could not install:$missing"
  else
    say ""
    say "Please type this line, then run the same command again:"
    say "  sudo apt-get update && sudo apt-get install -y$missing"
    exit 1
  fi
}

# What the tests of the real program need, as such lines. Any Chromium and any Python that can make a virtual environment will do.
browser_needed() {
  command -v chromium >/dev/null || command -v chromium-browser >/dev/null ||
    say "chromium|/usr/bin/chromium|the tests in a real browser"
  python3 -c 'import venv, ensurepip' >/dev/null 2>&1 ||
    say "python3-venv|-|the tests in a real browser"
}

# One folder per set of flags, outside the clone: a second clone then builds in seconds.
flags_debug=(--scratch-path "$cache/debug" -Xswiftc -gnone --explicit-target-dependency-import-check error)
flags_release=(-c release --scratch-path "$cache/release" --explicit-target-dependency-import-check error)

# Runs a build with its progress on the screen and the whole of its output in a file.
build() {
  local log="$1"
  shift
  mkdir -p "$cache"
  set -o pipefail
  swift build "$@" 2>&1 | tee "$log" | grep --line-buffered -E '^\[[0-9]+0/|error:|warning:|^Build|Compiling|Fetching|Computing' |
    awk '{ if ($0 ~ /error:|warning:|^Build/) print; else { n++; if (n % 25 == 0) { print "  " substr($0, 1, 100); fflush() } } }'
  return "${PIPESTATUS[0]}"
}
