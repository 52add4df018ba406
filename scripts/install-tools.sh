#!/bin/sh
# install-tools.sh NAME…: makes sure that the programs which tests drive are there (gdb, tmux, chromium); their Debian packages
# have the same names. Says nothing when they are. Exit status 2: one must be installed by hand.
set -eu

say() { printf 'fencepost install-tools: %s\n' "$*" >&2; }

by_hand() {
  say "$1. Install it by hand (Debian: apt-get install $2)"
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

log=$(mktemp)
trap 'rm -f "$log"' EXIT

for name; do
  command -v "$name" >/dev/null 2>&1 && continue
  command -v apt-get >/dev/null 2>&1 || by_hand "$name is missing, and this machine has no apt-get" "$name"
  say "installing $name with apt-get"
  # Package lists may be there and fresh enough: they are updated only when the first try fails.
  if ! apt install -y --no-install-recommends "$name" >"$log" 2>&1 &&
    ! { apt update >"$log" 2>&1 && apt install -y --no-install-recommends "$name" >"$log" 2>&1; }
  then
    cat "$log" >&2
    by_hand "$name could not be installed from here" "$name"
  fi
  command -v "$name" >/dev/null 2>&1 || by_hand "the package $name is installed, but no $name is in PATH" "$name"
done
