# shellcheck shell=sh
# Programs that are built from Go modules, each of a folder beside this file. They are kept by the hash of their sources, so that only
# the first run pays. Sourced, after machine.sh; $here is this folder.

programs=${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/periplus/programs
go_needed=24 # 1.24

# program NAME: says in $built where it is, or will be
program() {
  built=$programs/$1-$(cd "$here/$1" && cat go.mod build ./*.go go.sum 2>/dev/null | sha256sum | cut -c 1-16)
}

# build_program NAME: the same, and it is there then
build_program() {
  program "$1"
  [ ! -x "$built" ] || return 0
  ensure_go
  say "Building $1 of Kubernetes from Go modules (the first time takes some minutes) ..." >&2
  mkdir -p "$programs"
  (cd "$here/$1" && CGO_ENABLED=0 nice sh ./build "$built.$$") >"$built.log" 2>&1 || {
    tail -n 15 "$built.log" >&2
    fail "$1 could not be built."
  }
  mv "$built.$$" "$built"
  rm -f "$built.log"
}

ensure_go() {
  has go || fail "Go 1.$go_needed or newer is missing, from which Kubernetes is built: https://go.dev/dl/"
  minor=$(cd / && go env GOVERSION | sed -n 's/^go1\.\([0-9]*\).*/\1/p')
  [ "${minor:-0}" -ge "$go_needed" ] || fail "Go is 1.$minor, but Kubernetes is built with 1.$go_needed or newer: https://go.dev/dl/"
}
