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
  if debian update && debian install -y --no-install-recommends "$@"; then
    rm -f "$install_log"
  else
    tail -n 15 "$install_log" >&2
    rm -f "$install_log"
    fail "apt-get could not install: $*"
  fi
}

# A new machine installs updates of its own first, and holds the locks meanwhile. apt-get waits for that of dpkg when it is told so, but
# not for that of its lists.
debian() {
  debian_tries=120
  until DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=600 "$@" >"$install_log" 2>&1; do
    grep -q 'Could not get lock' "$install_log" && [ "$debian_tries" -gt 0 ] || return 1
    [ "$debian_tries" -lt 120 ] || say "Waiting for another installation of packages to end ..."
    debian_tries=$((debian_tries - 1))
    sleep 5
  done
}

# need COMMAND PACKAGE   makes sure that a command is there
need() {
  has "$1" && return
  can_install || fail "'$1' is missing. Please install it (on Debian: apt-get install $2)."
  install "$2"
  has "$1" || fail "'$1' is still missing after installing $2."
}
