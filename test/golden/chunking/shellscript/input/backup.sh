#!/usr/bin/env bash
# Copies folders to another machine.
set -euo pipefail

readonly TARGET="${TARGET:-backup.local}"
EXCLUDES=(
  --exclude .git
  --exclude node_modules
)

source "$(dirname "$0")/log.sh"

# Prints a message and ends.
# $1: the message
die() {
  echo "error: $1" >&2
  exit 1
}

function usage {
  cat <<TEXT
usage: backup.sh [-n] folder...
  -n  only show what would be copied
TEXT
}

function copy_folder() {
  local folder="$1"
  local options=()
  [[ -d "$folder" ]] || die "no such folder: $folder"
  if [[ "${dry_run:-}" == yes ]]; then
    options+=(--dry-run)
  fi
  rsync -a "${EXCLUDES[@]}" "${options[@]}" "$folder" "$TARGET:$folder"
}

cleanup() (
  cd /tmp
  rm -rf backup.*
)

dry_run=no
while getopts "nh" option; do
  case "$option" in
    n) dry_run=yes ;;
    h) usage; exit 0 ;;
    *) usage; exit 2 ;;
  esac
done
shift $((OPTIND - 1))

trap cleanup EXIT
for folder in "$@"; do
  copy_folder "$folder"
done
