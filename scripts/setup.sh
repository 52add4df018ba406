#!/bin/sh
# Makes sure that Node and libunicorn are there. Says nothing when they are. Exit status 2: something must be installed by hand.
set -eu
. "$(dirname "$0")/apt.sh"

say() { printf 'fencepost setup: %s\n' "$*" >&2; }
has() { command -v "$1" >/dev/null 2>&1; }

check_node() {
  if ! has node || ! has npm; then
    say 'node and npm were not found: install Node.js 20.19 or newer, then run this again'
    exit 2
  fi
  if ! node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)'
  then
    say "Node.js $(node --version) is too old: 20.19 or newer is needed"
    exit 2
  fi
}

unicorn_found() {
  if [ -n "${FENCEPOST_UNICORN:-}" ]; then
    [ -e "$FENCEPOST_UNICORN" ] && return 0
    say "FENCEPOST_UNICORN names $FENCEPOST_UNICORN, which does not exist: name the library's file, or unset it"
    exit 2
  fi
  case $(uname -s) in
    Darwin)
      [ -e /opt/homebrew/lib/libunicorn.2.dylib ] || [ -e /usr/local/lib/libunicorn.2.dylib ] ;;
    *)
      # ldconfig is in /sbin, which a user's PATH on Debian leaves out.
      PATH="$PATH:/sbin:/usr/sbin" ldconfig -p 2>/dev/null | grep -q 'libunicorn\.so' ;;
  esac
}

install_with_apt() {
  say 'installing libunicorn2 (the CPU emulator) with apt-get'
  install_package libunicorn2 || by_hand 'apt-get update && apt-get install libunicorn2   (as root)'
}

by_hand() {
  say "libunicorn (the CPU emulator) is missing and could not be installed from here. Type: $1"
  exit 2
}

check_node
unicorn_found && exit 0

if [ "$(uname -s)" = Darwin ]; then by_hand 'brew install unicorn'
elif has apt-get && { [ "$(id -u)" = 0 ] || has sudo; }; then install_with_apt
elif has apt-get; then by_hand 'apt-get update && apt-get install libunicorn2   (as root)'
elif has dnf; then by_hand 'sudo dnf install unicorn'
elif has pacman; then by_hand 'sudo pacman -S unicorn'
else by_hand "your system's command for Unicorn 2, or set FENCEPOST_UNICORN to the library's file"
fi

if ! unicorn_found; then
  say 'libunicorn2 is installed, but the dynamic linker does not list libunicorn.so: set FENCEPOST_UNICORN to its file'
  exit 2
fi
