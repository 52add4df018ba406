#!/bin/sh
# Makes sure that Go 1.22 is there: the compiler whose output the listings of asm/go1.22 are compared with. Debian has it
# in the backports of its release. Says nothing when it is there. Exit status 2: it must be installed by hand.
set -eu
. "$(dirname "$0")/apt.sh"

GO=/usr/lib/go-1.22/bin/go
PACKAGE=golang-1.22-go

say() { printf 'fencepost install-go: %s\n' "$*" >&2; }

by_hand() {
  say "$1. Install Go 1.22.12 so that $GO is there (Debian: $PACKAGE from bookworm-backports)"
  exit 2
}

# The machine's own sources of the release, in either format of apt, with the suite changed to backports.
backports_from_deb822() {
  awk -v RS= -v suite="$1" '
    { found = 0; text = ""; count = split($0, lines, "\n") }
    {
      for (i = 1; i <= count; i++) {
        if (lines[i] ~ /^Enabled: *no/) { found = 0; break }
        if (lines[i] ~ "^Suites:(.* )?" suite "( |$)") { found = 1; lines[i] = "Suites: " suite "-backports" }
        text = text lines[i] "\n"
      }
      if (found) print text
    }' "$2"
}

backports_from_list() {
  sed -n "s/^\(deb \(\[[^]]*\] \)\{0,1\}[^ ]*\) $1 \(.*\)/\1 $1-backports \3/p" "$2"
}

# Prints the name of the new source file and nothing else.
add_backports() {
  new=$(mktemp)
  for file in /etc/apt/sources.list.d/*.sources; do
    [ -e "$file" ] && backports_from_deb822 "$1" "$file" >>"$new"
  done
  target=/etc/apt/sources.list.d/$1-backports.sources
  if [ ! -s "$new" ]; then
    for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
      [ -e "$file" ] && backports_from_list "$1" "$file" >>"$new"
    done
    target=/etc/apt/sources.list.d/$1-backports.list
  fi
  if [ ! -s "$new" ]; then
    rm -f "$new"
    by_hand "no apt source of this machine has the suite $1"
  fi
  as_root install -m 644 "$new" "$target"
  rm -f "$new"
  say "added $target"
}

has_package() { apt-cache show "$PACKAGE" >/dev/null 2>&1; }

[ -x "$GO" ] && exit 0
command -v apt-get >/dev/null 2>&1 || by_hand 'this machine has no apt-get'

suite=$(. /etc/os-release && printf '%s' "${VERSION_CODENAME:-}")
if ! has_package; then
  [ "$suite" = bookworm ] || by_hand "the release ${suite:-of this machine} has no $PACKAGE"
  add_backports "$suite"
  apt update
fi

say "installing $PACKAGE with apt-get"
install_package "$PACKAGE" || by_hand "$PACKAGE could not be installed from here"
[ -x "$GO" ] || by_hand "$PACKAGE is installed, but $GO is missing"
