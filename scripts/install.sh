#!/usr/bin/env bash
# Installs what the tests need on a Debian machine, and the packages that are
# named beside; it is quick when they are there already. Go itself is expected.
set -euo pipefail
cd "$(dirname "$0")/.."

need=()
command_or() { command -v "$1" >/dev/null 2>&1 || need+=("${@:2}"); }
package() {
  dpkg-query -W -f='${Status}' "$1" 2>/dev/null | grep -q '^install ok installed' || need+=("$1")
}

[ -x /usr/sbin/mariadbd ] || command_or mariadbd mariadb-server
command_or chromium chromium
command_or java default-jre-headless # vnu, the checker of HTML
command_or jing jing # the checker of feeds
command_or node nodejs
command_or npm npm
command_or pdftotext poppler-utils # letters for paper, as readers read them
command_or qpdf qpdf
command_or zbarimg zbar-tools # reads the QR codes that we draw
command_or gcc gcc libc6-dev # the race detector
package fonts-noto-cjk
package fonts-hanazono # characters outside the basic plane, in names of places and people
for name in "$@"; do package "$name"; done

if [ "${#need[@]}" -gt 0 ]; then
  as_root=()
  [ "$(id -u)" -eq 0 ] || as_root=(sudo)
  export DEBIAN_FRONTEND=noninteractive
  echo "installing ${need[*]}"
  # Debian would start a server at once; the tests start their own
  policy=/usr/sbin/policy-rc.d
  if [ ! -e "$policy" ]; then
    trap '"${as_root[@]}" rm -f "$policy"' EXIT
    printf '#!/bin/sh\nexit 101\n' | "${as_root[@]}" tee "$policy" >/dev/null
    "${as_root[@]}" chmod 755 "$policy"
  fi
  "${as_root[@]}" apt-get update -qq </dev/null
  "${as_root[@]}" apt-get install -y -qq --no-install-recommends "${need[@]}" </dev/null >/dev/null
fi

stamp=node_modules/.installed
if [ ! -e "$stamp" ] || [ package-lock.json -nt "$stamp" ]; then
  npm ci --silent --no-audit --no-fund --ignore-scripts </dev/null
  touch "$stamp"
fi
