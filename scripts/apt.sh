# What the scripts that install Debian packages share. Read with: . "$(dirname "$0")/apt.sh"

# Runs a command as root, without a question where nobody could answer one.
as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif [ -t 0 ]; then sudo "$@"
  else sudo -n "$@"
  fi
}

apt() {
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=120 "$@"
}

# Says what apt-get said only when it has failed, and gives 1 then.
install_package() {
  log=$(mktemp)
  # Package lists may be there and fresh enough: they are updated only when the first try fails.
  if apt install -y --no-install-recommends "$1" >"$log" 2>&1 ||
    { apt update >"$log" 2>&1 && apt install -y --no-install-recommends "$1" >"$log" 2>&1; }
  then
    rm -f "$log"
  else
    cat "$log" >&2
    rm -f "$log"
    return 1
  fi
}
