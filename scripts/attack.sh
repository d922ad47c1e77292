#!/usr/bin/env bash
# Tries injections against a demo of its own on the loopback, and ends it.
set -euo pipefail
cd "$(dirname "$0")/.."
dir=$(mktemp -d)
go build -o "$dir/portal" ./cmd/portal
"$dir/portal" demo --listen 127.0.0.1:18080 --data "$dir/demo" >"$dir/log" 2>&1 &
pid=$!
trap 'kill "$pid" 2>/dev/null; wait "$pid" 2>/dev/null; rm -rf "$dir"' EXIT
for _ in $(seq 1 120); do
  curl -fsS http://127.0.0.1:18080/readyz >/dev/null 2>&1 && break
  sleep 0.5
done
for url in '/search?q=a' '/disclosures/adverse?q=a&item=A06&authority=a&from=2026-01-01&sort=oldest&rows=20'; do
  sqlmap --batch --level 2 --risk 1 --flush-session --output-dir "$dir/sqlmap" \
    -u "http://127.0.0.1:18080$url" | tee "$dir/out"
  ! grep -q 'is vulnerable' "$dir/out"
done
wapiti -u http://127.0.0.1:18080/ --scope folder --max-scan-time 120 --max-attack-time 20 -f txt -o "$dir/wapiti.txt" || true
cat "$dir/wapiti.txt"
