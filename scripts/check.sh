#!/usr/bin/env bash
# Everything that must hold before a change is merged. CI runs this and
# nothing else; it runs in a fresh clone, reads no input and says of each step
# how long it took.
set -euo pipefail
cd "$(dirname "$0")/.."

lint_version=v2.15.0

step() {
  local name=$1 began=$SECONDS
  shift
  echo "== $name"
  # not inside a condition: there errexit would be off
  "$@"
  echo "== $name: $((SECONDS - began)) s"
}

# Where a check ends early, it says in which step.
scratch=
trap 'status=$?; [ -z "$scratch" ] || rm -rf "$scratch"; [ "$status" -eq 0 ] || echo "== check failed after $SECONDS s" >&2; exit "$status"' EXIT

lint() {
  if ! .tools/golangci-lint version 2>/dev/null | grep -q "${lint_version#v}"; then
    GOBIN="$PWD/.tools" go install "github.com/golangci/golangci-lint/v2/cmd/golangci-lint@$lint_version"
  fi
  .tools/golangci-lint run --allow-parallel-runners ./...
}

# What is generated is committed: a fresh run may not change it.
generated() {
  make --silent generate
  local changed
  changed=$(git status --porcelain -- '*_templ.go' docs/lifecycle)
  if [ -n "$changed" ]; then
    echo "generated files are not as committed; run make generate and commit:" >&2
    echo "$changed" >&2
    return 1
  fi
}

formatted() {
  local bad
  bad=$(git ls-files -z '*.go' ':!*_templ.go' | xargs -0 gofmt -l)
  [ -z "$bad" ] || { echo "gofmt would change: $bad" >&2; return 1; }
}

vetted() {
  go vet ./...
  go vet -tags browser,office ./browsertest
  go vet -tags timing ./internal/portaltest
}

# The build of the tests is cached, their results are not: chromium and the
# tools of npm are no files that Go looks at.
browser() {
  go test -tags browser -count=1 -timeout 30m ./browsertest
}

# Where several hands work at once runs a second time under the race detector: the
# index and its readers, and a portal that follows another process. The store and all
# the rest do so in the nightly: SQLite in Go is twenty times slower there.
races() {
  export CGO_ENABLED=1
  go test -race -timeout 10m ./internal/index
  go test -race -timeout 10m -run 'TestWhatAnOfficerImports' ./internal/portaltest
}

# What tests write goes to memory where there is room: it is gone with them, no
# test is about a power cut, and each of some hundred databases waits for a disk
# at every table and every commit. Figures are taken on disk (scripts/bench.sh).
in_memory() {
  local room
  room=$(df --output=avail -k /dev/shm 2>/dev/null | tail -1 || true)
  if [ "${room:-0}" -lt 4000000 ] || findmnt -no OPTIONS -T /dev/shm | grep -qw noexec; then
    "$@"
    return
  fi
  scratch=$(mktemp -d -p /dev/shm portal-check.XXXXXX)
  GOTMPDIR=${GOTMPDIR:-${TMPDIR:-/tmp}} TMPDIR=$scratch "$@"
}

export CGO_ENABLED=0
step "tools" scripts/install.sh
step "generated files" generated
step "format" formatted
step "build and vet" vetted
step "lint" lint
step "tests on SQLite and MariaDB" in_memory scripts/mariadb.sh go test -timeout 40m ./...
step "browser" browser
step "race" races
echo "all checks passed in $SECONDS s"
