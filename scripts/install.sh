#!/usr/bin/env bash
# Installs what the tests need on a Debian machine and is quick when it is
# there already. Go itself is expected.
set -euo pipefail
cd "$(dirname "$0")/.."

need=()
have() { command -v "$1" >/dev/null 2>&1; }
package() { dpkg-query -W -f='${Status}' "$1" 2>/dev/null | grep -q '^install ok installed'; }

have mariadbd || have mysqld || need+=(mariadb-server)
have chromium || need+=(chromium)
have java || need+=(default-jre-headless)
have node || need+=(nodejs)
have npm || need+=(npm)
have gcc || need+=(gcc libc6-dev)
package fonts-noto-cjk || need+=(fonts-noto-cjk)

if [ "${#need[@]}" -gt 0 ]; then
  as_root=()
  [ "$(id -u)" -eq 0 ] || as_root=(sudo)
  export DEBIAN_FRONTEND=noninteractive
  # a server that Debian would start at once is not wanted: the tests start their own
  "${as_root[@]}" apt-get update -qq
  printf '#!/bin/sh\nexit 101\n' >/tmp/policy-rc.d.$$
  if [ ! -e /usr/sbin/policy-rc.d ]; then
    "${as_root[@]}" install -m 755 /tmp/policy-rc.d.$$ /usr/sbin/policy-rc.d
    trap '"${as_root[@]}" rm -f /usr/sbin/policy-rc.d' EXIT
  fi
  rm -f /tmp/policy-rc.d.$$
  "${as_root[@]}" apt-get install -y -qq --no-install-recommends "${need[@]}" >/dev/null
fi

stamp=node_modules/.installed
if [ ! -e "$stamp" ] || [ package-lock.json -nt "$stamp" ]; then
  npm ci --silent --no-audit --no-fund --ignore-scripts
  touch "$stamp"
fi
