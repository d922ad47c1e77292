#!/usr/bin/env bash
# Runs a command with a MariaDB of its own: a fresh data directory, a free
# port on the loopback, everything durable as in production. The address is in
# PORTAL_TEST_MYSQL. The server ends with the command.
set -euo pipefail

dir=$(mktemp -d)
server=$(command -v mariadbd || command -v mysqld || echo /usr/sbin/mariadbd)
install=$(command -v mariadb-install-db || command -v mysql_install_db)
client=$(command -v mariadb-admin || command -v mysqladmin)
user=()
[ "$(id -u)" -ne 0 ] || user=(--user=root)

port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])' 2>/dev/null ||
  node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close() })')

"$install" --no-defaults "${user[@]}" --datadir="$dir/data" --auth-root-authentication-method=normal \
  --skip-test-db >"$dir/install.log" 2>&1 || { cat "$dir/install.log" >&2; exit 1; }
"$server" --no-defaults "${user[@]}" --datadir="$dir/data" --socket="$dir/sock" --pid-file="$dir/pid" \
  --bind-address=127.0.0.1 --port="$port" --character-set-server=utf8mb4 --collation-server=utf8mb4_bin \
  --innodb-flush-log-at-trx-commit=1 --sync-binlog=1 --log-bin="$dir/data/binlog" --binlog-format=ROW \
  --innodb-buffer-pool-size=512M --max-connections=200 >"$dir/server.log" 2>&1 &
pid=$!
trap 'kill "$pid" 2>/dev/null; wait "$pid" 2>/dev/null; rm -rf "$dir"' EXIT

for _ in $(seq 1 120); do
  "$client" --no-defaults --socket="$dir/sock" -uroot ping >/dev/null 2>&1 && break
  kill -0 "$pid" 2>/dev/null || { cat "$dir/server.log" >&2; exit 1; }
  sleep 0.5
done
"$client" --no-defaults --socket="$dir/sock" -uroot ping >/dev/null || { cat "$dir/server.log" >&2; exit 1; }

PORTAL_TEST_MYSQL="mysql://root@127.0.0.1:$port/" "$@"
