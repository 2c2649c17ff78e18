# shellcheck shell=sh
# What the scripts ask of the machine: to tell people something, and to have a command. Sourced.

say() {
  printf '%s\n' "$*"
}

fail() {
  printf '%s: %s\n' "${0##*/}" "$*" >&2
  exit 1
}

has() {
  command -v "$1" >/dev/null 2>&1
}

# Whether Debian packages can be installed here without asking anybody.
can_install() {
  [ "$(id -u)" = 0 ] && [ -e /etc/debian_version ] && has apt-get
}

# install PACKAGE...   installs Debian packages; the protocol is shown only when it fails
install() {
  say "Installing $* ..."
  install_log=$(mktemp)
  if apt-get update >"$install_log" 2>&1 \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@" >>"$install_log" 2>&1; then
    rm -f "$install_log"
  else
    tail -n 15 "$install_log" >&2
    rm -f "$install_log"
    fail "apt-get could not install: $*"
  fi
}

# need COMMAND PACKAGE   makes sure that a command is there
need() {
  has "$1" && return
  can_install || fail "'$1' is missing. Please install it (on Debian: apt-get install $2)."
  install "$2"
  has "$1" || fail "'$1' is still missing after installing $2."
}
