#!/usr/bin/env bash
# A real WordPress on loopback, on SQLite, from the npm registry and Debian's PHP.
#
#   wp.sh install       download it (about 160 MB, once, outside the project)
#   wp.sh start DIR     start a fresh site on DIR, print its URL; keeps DIR/wp.pid, DIR/wp.log
#                       and DIR/wp.password, an application password of the user "admin"
#   wp.sh stop DIR      stop it
#
# WP_PORT chooses the port; without it a free one is taken. Posts for later are
# published only when somebody asks for URL/wp-cron.php.
# Needs the packages of `bash .ci/setup all`.
set -euo pipefail

BUILDS=0.9.19 # of @wp-playground/wordpress-builds
WORDPRESS=6.5 # 6.5.5, the patch that these builds hold

home=${XDG_CACHE_HOME:-$HOME/.cache}/parvis-ci/wp-$WORDPRESS-builds-$BUILDS

install() {
  [ -e "$home/complete" ] && return
  rm -rf "$home"
  mkdir -p "$home/pack" "$home/site"
  (fetch) >"$home/install.log" 2>&1 || fail "$home/install.log"
  rm -rf "$home/pack"
  touch "$home/complete"
}

# fetch takes WordPress and its SQLite driver out of the package of many builds.
fetch() {
  set -e
  cd "$home/pack"
  npm pack --silent "@wp-playground/wordpress-builds@$BUILDS"
  tar -xzf ./*.tgz --wildcards --no-anchored "wp-$WORDPRESS.zip" 'sqlite-database-integration*.zip'
  rm ./*.tgz
  unzip -q "$(find . -name "wp-$WORDPRESS.zip")" -d "$home/site"
  local plugins="$home/site/wp-content/plugins" driver
  mkdir -p "$plugins"
  unzip -q -o "$(find . -name 'sqlite-database-integration*.zip' | head -1)" -d "$plugins"
  driver=$(cd "$plugins" && ls -d sqlite-database-integration*)
  sed -e "s#'{SQLITE_IMPLEMENTATION_FOLDER_PATH}'#__DIR__ . '/plugins/$driver'#" -e "s#{SQLITE_PLUGIN}#$driver/load.php#" \
    "$plugins/$driver/db.copy" >"$home/site/wp-content/db.php"
  cat >"$home/site/wp-config.php" <<'PHP'
<?php
foreach (['NAME', 'USER', 'PASSWORD', 'HOST', 'COLLATE'] as $name) define("DB_$name", '');
define('DB_CHARSET', 'utf8mb4');
define('WP_ENVIRONMENT_TYPE', 'local');
define('WP_HOME', 'http://127.0.0.1:' . getenv('WP_PORT'));
define('WP_SITEURL', WP_HOME);
define('WP_HTTP_BLOCK_EXTERNAL', true);
define('AUTOMATIC_UPDATER_DISABLED', true);
define('DISABLE_WP_CRON', true);
define('WP_DEBUG', false);
$table_prefix = 'wp_';
if (!defined('ABSPATH')) define('ABSPATH', __DIR__ . '/');
require_once ABSPATH . 'wp-settings.php';
PHP
  cat >"$home/router.php" <<'PHP'
<?php
$site = __DIR__ . '/site';
$path = parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
if ($path !== '/' && is_file($site . $path)) return false;
if (is_file("$site$path/index.php")) { chdir($site . $path); require "$site$path/index.php"; return true; }
$_SERVER['SCRIPT_NAME'] = '/index.php';
require "$site/index.php";
PHP
  cat >"$home/password.php" <<'PHP'
<?php
$_SERVER['HTTP_HOST'] = '127.0.0.1';
require __DIR__ . '/site/wp-load.php';
global $wp_rewrite;
$wp_rewrite->set_permalink_structure('/%postname%/');
$wp_rewrite->flush_rules(false);
$admin = get_user_by('login', 'admin');
[$password] = WP_Application_Passwords::create_new_application_password($admin->ID, ['name' => 'Parvis']);
echo $password;
PHP
}

start() {
  if [ -e "$1/wp.pid" ] && kill -0 "$(cat "$1/wp.pid")" 2>/dev/null; then
    echo "wp.sh: a WordPress runs on $1 already" >&2
    exit 1
  fi
  command -v php >/dev/null || { echo "wp.sh: php is missing: bash .ci/setup all" >&2; exit 1; }
  install
  mkdir -p "$1"
  local dir
  dir=$(cd "$1" && pwd)
  cp -r "$home/site" "$home/router.php" "$home/password.php" "$dir"
  cd "$dir"
  export WP_PORT=${WP_PORT:-$(php -r '$s = stream_socket_server("tcp://127.0.0.1:0"); echo explode(":", stream_socket_get_name($s, false))[1];')}
  (umask 077 && php password.php >wp.password 2>wp.log) || fail "$dir/wp.log"
  # A group of its own: the workers do not end with the first process.
  PHP_CLI_SERVER_WORKERS=4 setsid php -d upload_max_filesize=16M -d post_max_size=20M \
    -S "127.0.0.1:$WP_PORT" -t site router.php >>wp.log 2>&1 &
  local pid=$!
  echo "$pid" >wp.pid
  for _ in $(seq 150); do
    if curl -fsS -o /dev/null "http://127.0.0.1:$WP_PORT/wp-json/" 2>/dev/null; then
      echo "http://127.0.0.1:$WP_PORT"
      return
    fi
    kill -0 "$pid" 2>/dev/null || fail "$dir/wp.log"
    sleep 0.2
  done
  fail "$dir/wp.log"
}

stop() {
  [ -e "$1/wp.pid" ] || return 0
  local pid
  pid=$(cat "$1/wp.pid")
  kill -- "-$pid" 2>/dev/null || true
  for _ in $(seq 50); do
    kill -0 -- "-$pid" 2>/dev/null || break
    sleep 0.1
  done
  kill -9 -- "-$pid" 2>/dev/null || true
  rm -f "$1/wp.pid"
}

fail() {
  echo "wp.sh: WordPress does not start; the end of $1:" >&2
  tail -20 "$1" >&2
  exit 1
}

case "${1:-} ${2:-}" in
"install ") install ;;
"start "?*) start "$2" ;;
"stop "?*) stop "$2" ;;
*)
  sed -n '2,12s/^# \{0,1\}//p' "$0" >&2
  exit 2
  ;;
esac
