#!/usr/bin/env bash
# Everything that must hold before a change is merged. CI runs this and
# nothing else; it runs in a fresh clone.
set -euo pipefail
cd "$(dirname "$0")/.."

# Packages whose point is that several hands work at once: they run a second
# time under the race detector. The volume tests stay out: SQLite in Go is
# twenty times slower there (rulings 62).
race=(./internal/index ./internal/portal ./internal/i18n ./web)

lint_version=v2.15.0
step() {
  local name=$1 began=$SECONDS
  shift
  echo "== $name"
  "$@"
  echo "== $name: $((SECONDS - began)) s"
}

lint() {
  if ! .tools/golangci-lint version 2>/dev/null | grep -q "${lint_version#v}"; then
    GOBIN="$PWD/.tools" go install "github.com/golangci/golangci-lint/v2/cmd/golangci-lint@$lint_version"
  fi
  .tools/golangci-lint run ./...
}

# What is generated is committed: a fresh run may not change it.
generated() {
  go tool templ generate -log-level error
  go generate ./...
  local changed
  changed=$(git status --porcelain -- '*_templ.go' docs/lifecycle 2>/dev/null || true)
  if [ -n "$changed" ]; then
    echo "generated files are not as committed; run make generate and commit:" >&2
    echo "$changed" >&2
    return 1
  fi
}

formatted() {
  local bad
  bad=$(git ls-files '*.go' | grep -v '_templ\.go$' | xargs -d '\n' gofmt -l)
  [ -z "$bad" ] || { echo "gofmt would change: $bad" >&2; return 1; }
}

export CGO_ENABLED=0
step "tools" scripts/install.sh
step "generated files" generated
step "format" formatted
step "build and vet" go vet ./...
step "lint" lint
step "tests on SQLite and MariaDB" scripts/mariadb.sh go test -timeout 20m ./...
CGO_ENABLED=1 step "race" go test -race -short -timeout 15m "${race[@]}"
echo "all checks passed in $SECONDS s"
