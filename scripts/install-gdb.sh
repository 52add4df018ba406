#!/bin/sh
# Makes sure that gdb is there, which tests drive `fencepost gdb` with. Says nothing when it is. Exit status 2: it must be
# installed by hand.
set -eu

say() { printf 'fencepost install-gdb: %s\n' "$*" >&2; }

by_hand() {
  say "$1. Install gdb 13 or newer (Debian: apt-get install gdb)"
  exit 2
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif [ -t 0 ]; then sudo "$@"
  else sudo -n "$@"
  fi
}

apt() {
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=120 "$@"
}

command -v gdb >/dev/null 2>&1 && exit 0
command -v apt-get >/dev/null 2>&1 || by_hand 'this machine has no apt-get'

say 'installing gdb with apt-get'
log=$(mktemp)
trap 'rm -f "$log"' EXIT
# Package lists may be there and fresh enough: they are updated only when the first try fails.
if ! apt install -y --no-install-recommends gdb >"$log" 2>&1 &&
  ! { apt update >"$log" 2>&1 && apt install -y --no-install-recommends gdb >"$log" 2>&1; }
then
  cat "$log" >&2
  by_hand 'gdb could not be installed from here'
fi
command -v gdb >/dev/null 2>&1 || by_hand 'the package gdb is installed, but no gdb is in PATH'
