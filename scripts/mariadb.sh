#!/usr/bin/env bash
# Runs a command with a MariaDB of its own: a fresh data directory, a free
# port on the loopback, everything durable as in production. The address is in
# PORTAL_TEST_MYSQL. The server ends with the command.
set -euo pipefail
PATH=$PATH:/usr/sbin

dir=$(mktemp -d)
pid=
stop() {
  [ -z "$pid" ] || { kill "$pid" 2>/dev/null && wait "$pid" 2>/dev/null; } || true
  rm -rf "$dir"
}
trap stop EXIT
trap 'exit 130' INT TERM

user=()
[ "$(id -u)" -ne 0 ] || user=(--user=root)

mariadb-install-db --no-defaults "${user[@]}" --datadir="$dir/data" --auth-root-authentication-method=normal \
  --skip-test-db >"$dir/install.log" 2>&1 || { cat "$dir/install.log" >&2; exit 1; }

answers() { mariadb-admin --no-defaults --socket="$dir/sock" -uroot ping >/dev/null 2>&1; }

# Starts the server on a port; another program may take it first.
start() {
  mariadbd --no-defaults "${user[@]}" --datadir="$dir/data" --socket="$dir/sock" --pid-file="$dir/pid" \
    --bind-address=127.0.0.1 --port="$1" --character-set-server=utf8mb4 --collation-server=utf8mb4_bin \
    --innodb-flush-log-at-trx-commit=1 --sync-binlog=1 --log-bin="$dir/data/binlog" --binlog-format=ROW \
    --innodb-buffer-pool-size=512M --max-connections=200 >"$dir/server.log" 2>&1 &
  pid=$!
  for _ in $(seq 1 240); do
    ! answers || return 0
    kill -0 "$pid" 2>/dev/null || return 1
    sleep 0.25
  done
  return 1
}

port=
for _ in 1 2 3 4 5; do
  port=$((20000 + RANDOM % 12000)) # below the ports that the system hands out itself
  ! start "$port" || break
  kill "$pid" 2>/dev/null && wait "$pid" 2>/dev/null || true
  pid=
done
[ -n "$pid" ] || { cat "$dir/server.log" >&2; exit 1; }

PORTAL_TEST_MYSQL="mysql://root@127.0.0.1:$port/" "$@"
