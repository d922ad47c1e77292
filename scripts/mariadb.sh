#!/usr/bin/env bash
# Runs a command with a MariaDB of its own: a fresh data directory, a free
# port on the loopback, everything durable as in production. The address is in
# PORTAL_TEST_MYSQL. The server ends with the command.
set -euo pipefail
PATH=$PATH:/usr/sbin

dir=$(mktemp -d)
pid= keeper=
stop() {
  for one in $keeper $pid; do
    kill "$one" 2>/dev/null && wait "$one" 2>/dev/null || true
  done
  rm -rf "$dir"
}
trap stop EXIT
trap 'exit 130' INT TERM

user=()
[ "$(id -u)" -ne 0 ] || user=(--user=root)

mariadb-install-db --no-defaults "${user[@]}" --datadir="$dir/data" --auth-root-authentication-method=normal \
  --skip-test-db >"$dir/install.log" 2>&1 || { cat "$dir/install.log" >&2; exit 1; }

answers() { mariadb-admin --no-defaults --socket="$dir/sock" -uroot ping >/dev/null 2>&1; }

serve() {
  exec mariadbd --no-defaults "${user[@]}" --datadir="$dir/data" --socket="$dir/sock" --pid-file="$dir/pid" \
    --bind-address=127.0.0.1 --port="$1" --character-set-server=utf8mb4 --collation-server=utf8mb4_bin \
    --innodb-flush-log-at-trx-commit=1 --sync-binlog=1 --log-bin="$dir/data/binlog" --binlog-format=ROW \
    --innodb-buffer-pool-size=512M --max-connections=200 >>"$dir/server.log" 2>&1
}

# Starts the server on a port; another program may take it first.
start() {
  serve "$1" &
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

# PORTAL_TEST_ALONE: one test has the server to itself and kills it; whoever watches
# over a server starts it again, and so does this.
if [ -n "${PORTAL_TEST_ALONE:-}" ]; then
  keep() {
    trap '[ -z "$pid" ] || { kill "$pid" && wait "$pid"; } 2>/dev/null; exit 0' TERM
    while :; do
      serve "$port" &
      pid=$!
      wait "$pid" || true
    done
  }
  kill "$pid" && wait "$pid" 2>/dev/null || true
  pid=
  keep &
  keeper=$!
  for _ in $(seq 1 240); do
    ! answers || break
    sleep 0.25
  done
fi

PORTAL_TEST_MYSQL="mysql://root@127.0.0.1:$port/" "$@"
