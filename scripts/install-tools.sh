#!/bin/sh
# install-tools.sh NAME…: makes sure that the programs which tests drive are there (gdb, tmux, chromium); their Debian packages
# have the same names. Says nothing when they are. Exit status 2: one must be installed by hand.
set -eu
. "$(dirname "$0")/apt.sh"

say() { printf 'fencepost install-tools: %s\n' "$*" >&2; }

by_hand() {
  say "$1. Install it by hand (Debian: apt-get install $2)"
  exit 2
}

for name; do
  command -v "$name" >/dev/null 2>&1 && continue
  command -v apt-get >/dev/null 2>&1 || by_hand "$name is missing, and this machine has no apt-get" "$name"
  say "installing $name with apt-get"
  install_package "$name" || by_hand "$name could not be installed from here" "$name"
  command -v "$name" >/dev/null 2>&1 || by_hand "the package $name is installed, but no $name is in PATH" "$name"
done
