#!/usr/bin/env bash
# Longer proofs than make check has time for.
set -euo pipefail
cd "$(dirname "$0")/.."
export CGO_ENABLED=0
scripts/install.sh sqlmap wapiti libreoffice-calc

# every fuzz target for a while; the minimiser is kept short, it can stall
seconds=${PORTAL_FUZZ_SECONDS:-30}
for file in $(git grep -l '^func Fuzz' -- '*_test.go'); do
  for target in $(grep -oE '^func Fuzz[A-Za-z0-9_]+' "$file" | cut -c6-); do
    echo "== $file $target"
    go test -run '^$' -fuzz "^$target\$" -fuzztime "${seconds}s" -fuzzminimizetime 1x "./$(dirname "$file")"
  done
done

echo "== random walks, ten times as long"
walks=$(git grep -lE '^[[:space:]]+"pgregory.net/rapid"$' -- '*_test.go' | xargs -n1 dirname | sort -u | sed 's,^,./,')
# shellcheck disable=SC2086 # one word a package
go test -count=1 $walks -rapid.checks=2000

echo "== an office killed a thousand times, and a thousand decisions by sixty-four at once, on both databases"
PORTAL_TEST_TIMES=10 scripts/mariadb.sh go test -count=1 -timeout 60m -run '/walks|/objections/.*AtOnce' ./internal/store

echo "== ten thousand kills of eight workers that move to the archive what is over, half of them on either database"
PORTAL_TEST_TIMES=17 scripts/mariadb.sh go test -count=1 -timeout 90m -run '/archive/TestEight' ./internal/store

echo "== two thousand looks on each database whose enquirers hang up while portal and server are killed"
PORTAL_TEST_TIMES=4 PORTAL_TEST_ALONE=1 scripts/mariadb.sh go test -count=1 -timeout 15m -run NoAnswerLeaves ./internal/portaltest

echo "== a thousand numbers of persons through every form, looked for everywhere"
PORTAL_TEST_TIMES=4 scripts/mariadb.sh go test -count=1 -timeout 15m -run NoPlantedNumber ./internal/portaltest

echo "== the time of an answer tells nobody who is known here"
go test -tags timing -count=1 -timeout 15m -run 'TheSameTime' ./internal/portaltest

echo "== the ways of citizen, agent, clerk, provider, authority and enquirer in each language, with scripts and without"
PORTAL_TEST_TIMES=1 go test -tags browser -count=1 -timeout 30m \
  -run 'ACitizen|AnAgent|TheAuthority|AClerk|NothingTyped|ASupplier|WhoeverIs|ALetterOn|AnEnterpriseDeletes|ARepairedPenalty|AProvider' ./browsertest

echo "== everything public, and two writers of the store, under the race detector"
CGO_ENABLED=1 go test -race -timeout 30m ./web ./internal/portaltest
CGO_ENABLED=1 go test -race -timeout 10m -run '/(write|feed|faults)$' ./internal/store

echo "== a million rows"
scripts/bench.sh

echo "== tables in a spreadsheet program"
go test -tags browser,office -count=1 -timeout 15m -run SpreadsheetProgram ./browsertest

echo "== Lighthouse"
scripts/lighthouse.sh

echo "== injections"
scripts/attack.sh
