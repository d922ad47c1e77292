#!/usr/bin/env bash
# The figures of docs/benchmarks.md. Ratios hold within one run; absolute
# figures drift with the machine.
set -euo pipefail
cd "$(dirname "$0")/.."
export CGO_ENABLED=0
scripts/install.sh nginx-light wrk

rows=${PORTAL_BENCH_ROWS:-1000000}

echo "== the index alone, $rows subjects and records"
go test -run '^$' -bench . -timeout 60m ./internal/index -rows "$rows"

echo "== store: import against bare INSERTs of the same rows, pages from few and from many records"
scripts/mariadb.sh go test -run '^$' -bench . -benchtime 1x -timeout 120m ./internal/store

echo "== whole pages over the loopback, from the store, with remembered answers, and kept as drawn"
for records in 10000 "${PORTAL_BENCH_RECORDS:-100000}"; do
  echo "-- $records records"
  PORTAL_BENCH_RECORDS=$records go test -run '^$' -bench Pages -benchtime 2s -timeout 120m ./internal/portaltest
done

echo "== pages that are kept, against nginx sending the same bytes"
go test -run '^$' -bench Front -benchtime 1x -timeout 30m ./internal/portaltest

echo "== memory while a list of 100,000 rows is taken home"
go test -run '^$' -bench Export -benchtime 1x -timeout 30m ./internal/portaltest

echo "== answers asked for a second after another process changed a record"
go test -run '^$' -bench Freshness -benchtime 1x -timeout 30m ./internal/portaltest

echo "== answers asked for right after the signature that repairs a record, or brings it back"
go test -run '^$' -bench Repaired -benchtime 1x -timeout 30m ./internal/portaltest

echo "== public pages while ten thousand records whose last day is over are moved to the archive"
go test -run '^$' -bench Midnight -benchtime 1x -timeout 30m ./internal/portaltest

echo "== a provider's file from its first byte to the last commit, against bare INSERTs of the same rows"
PORTAL_BENCH_IMPORT=${PORTAL_BENCH_IMPORT:-100000} scripts/mariadb.sh \
  go test -run '^$' -bench ImportFile -benchtime 1x -timeout 120m ./internal/portaltest

echo "== search as the search page asks it, eight clients, among ${PORTAL_BENCH_SUBJECTS:-100000} subjects"
PORTAL_BENCH_SUBJECTS=${PORTAL_BENCH_SUBJECTS:-100000} go test -run '^$' -bench Search -timeout 120m ./internal/portaltest

echo "== provider files read, free texts scanned"
go test -run '^$' -bench . ./internal/sheet ./internal/disclosure

echo "== objections received, against bare transactions of one row"
scripts/mariadb.sh go test -run '^$' -bench Filing -benchtime 2000x -timeout 30m ./internal/portaltest

echo "== pages of the docket among ${PORTAL_BENCH_CLOSED:-1000000} closed cases and a tenth as many open ones"
PORTAL_BENCH_CLOSED=${PORTAL_BENCH_CLOSED:-1000000} scripts/mariadb.sh \
  go test -run '^$' -bench Docket -benchtime 1000x -timeout 60m ./internal/portaltest

echo "== public pages while passwords are tried"
go test -run '^$' -bench Flood -benchtime 6000x -timeout 30m ./internal/portaltest

echo "== one's own file with its entry in the log committed before, against the same without"
scripts/mariadb.sh go test -run '^$' -bench Logged -benchtime 3000x -timeout 30m ./internal/portaltest

echo "== ${PORTAL_BENCH_LOOKS:-100000} looks held against their tree, and proved one by one"
PORTAL_BENCH_LOOKS=${PORTAL_BENCH_LOOKS:-100000} scripts/mariadb.sh \
  go test -run '^$' -bench Verify -timeout 60m ./cmd/verifyledger

echo "== credit reports of four pages on paper"
go test -run '^$' -bench Report -benchtime 50x ./internal/pdf
