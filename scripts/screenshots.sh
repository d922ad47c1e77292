#!/usr/bin/env bash
# Takes the pictures of every page by the browser test and keeps four of them.
set -euo pipefail
cd "$(dirname "$0")/.."
export CGO_ENABLED=0
scripts/install.sh

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
PORTAL_SCREENSHOTS=$dir go test -tags browser -count=1 -timeout 15m -run AccessibleKeepsThePolicy ./browsertest

keep() { install -m 644 -D "$dir/$1.png" "docs/screenshots/$2.png"; }
keep home-zh-CN-light-1440 home
keep record-zh-CN-light-768 record
keep adverse-zh-CN-dark-1440 list-dark
keep subject-en-light-360 subject-small
