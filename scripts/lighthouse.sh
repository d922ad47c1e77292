#!/usr/bin/env bash
# Lighthouse, mobile profile, on a demo of its own on the loopback, which it ends.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/install.sh
dir=$(mktemp -d)
pid=
trap '[ -z "$pid" ] || { kill "$pid" && wait "$pid"; } 2>/dev/null || true; rm -rf "$dir"' EXIT
CGO_ENABLED=0 go build -o "$dir/portal" ./cmd/portal
"$dir/portal" demo --listen 127.0.0.1:0 --data "$dir/demo" >"$dir/log" 2>&1 &
pid=$!
for _ in $(seq 1 240); do
  address=$(grep -oE 'http://127\.0\.0\.1:[0-9]+' "$dir/log" | head -1) && break
  kill -0 "$pid" || { cat "$dir/log" >&2; exit 1; }
  sleep 0.5
done
CHROME_PATH=$(command -v chromium) node scripts/lighthouse.mjs "${address:?the demo did not start}"
