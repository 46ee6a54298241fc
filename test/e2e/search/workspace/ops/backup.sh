#!/bin/sh
# Dumps the database, packs it and deletes copies older than two weeks.
set -eu

dump_database() {
  pg_dump "$DATABASE_URL" | gzip > "backups/$(date +%F).sql.gz"
}

remove_old_copies() {
  find backups -name '*.sql.gz' -mtime +14 -delete
}

dump_database
remove_old_copies
