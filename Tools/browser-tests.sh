#!/usr/bin/env bash
# The tests of the real program: on the command line (Tests/CommandLine) and in a browser (Tests/Browser).
# Usage: Tools/browser-tests.sh [--binary FILE] [arguments of pytest, such as -k health or Browser/test_pages.py]
# Without --binary it takes what ./test built last.
set -u
cd "$(dirname "$0")/.." || exit 1
. Tools/prepare.sh

binary="$cache/debug/debug/brobygger"
if [ "${1:-}" = "--binary" ]; then
  binary="${2:-}"
  shift 2
fi
[ -x "$binary" ] || stop "there is no program at $binary. Run ./test first, or name one with --binary."

step "Browser: what the tests need"
install_missing "$(browser_needed)"
chromium="$(command -v chromium || command -v chromium-browser)" || stop "chromium is not there, though it was installed"

requirements=Tests/Browser/requirements.txt
venv="$cache/browser/venv-$(python3 -c 'import sys; print("%d.%d" % sys.version_info[:2])')-$(cksum <"$requirements" | cut -d' ' -f1)"
if [ ! -e "$venv/ready" ]; then
  say "Installing playwright, axe and pytest from PyPI into $venv (once)"
  rm -rf "$venv"
  mkdir -p "$cache/browser"
  python3 -m venv "$venv" && "$venv/bin/python" -m pip install --quiet --disable-pip-version-check -r "$requirements" ||
    stop "the packages of $requirements could not be installed. Is there a way to PyPI? (pip's own settings are used.)"
  touch "$venv/ready"
fi
say "$("$chromium" --version 2>/dev/null | head -1); pictures go to Tests/Browser/pictures"

step "Command line and browser"
binary="$(realpath "$binary")"
cd Tests || exit 1
BROBYGGER_BINARY="$binary" BROBYGGER_CHROMIUM="$chromium" PYTHONDONTWRITEBYTECODE=1 \
  "$venv/bin/python" -m pytest "$@" || stop "a test of the command line or the browser failed"
