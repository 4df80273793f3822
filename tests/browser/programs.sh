#!/usr/bin/env bash
# Installs what the browser tests need besides Python packages, where one may: Debian's Chromium,
# Node.js and nginx. What is there already is used as it is.
set -euo pipefail
wanted=()
command -v chromium >/dev/null || wanted+=(chromium)
command -v npm >/dev/null || wanted+=(nodejs npm)
command -v nginx >/dev/null || [ -x /usr/sbin/nginx ] || wanted+=(nginx-light)
[ ${#wanted[@]} -gt 0 ] || exit 0
command -v apt-get >/dev/null || { echo "次のものを入れてください: ${wanted[*]}" >&2; exit 1; }
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi; }
export DEBIAN_FRONTEND=noninteractive
as_root apt-get install -y -qq --no-install-recommends "${wanted[@]}" >/dev/null 2>&1 || {
  as_root apt-get update -qq
  as_root apt-get install -y -qq --no-install-recommends "${wanted[@]}" >/dev/null
}
