import type { SourceFiles } from '../sourceFiles';

/** Shell: what an operator runs. */
export const ops: SourceFiles = {
  'ops/rotate_certificates.sh': `#!/usr/bin/env bash
# Renews the certificates that expire within two weeks and reloads the proxy.
set -euo pipefail

expires_soon() {
  ! openssl x509 -checkend $((14 * 86400)) -noout -in "$1"
}

main() {
  local renewed=0
  for certificate in /etc/parcelsight/tls/*.pem; do
    if expires_soon "$certificate"; then
      certbot renew --cert-name "$(basename "$certificate" .pem)"
      renewed=$((renewed + 1))
    fi
  done
  if [ "$renewed" -gt 0 ]; then
    systemctl reload nginx
  fi
}

main
`,
  'ops/drain_node.sh': `#!/usr/bin/env bash
set -euo pipefail

node="$1"

wait_until_idle() {
  for _ in $(seq 1 60); do
    open=$(curl -fsS "http://$node:9090/metrics" | awk '/^open_connections/ {print $2}')
    [ "$open" -eq 0 ] && return 0
    sleep 5
  done
  return 1
}

curl -fsS -X POST "http://balancer:8500/pool/$node/disable"
wait_until_idle || echo "$node still has open connections" >&2
ssh "$node" sudo systemctl stop parcelsight-ingest
`,
  'ops/restore_snapshot.sh': `#!/usr/bin/env bash
# Brings a copy of the telemetry database back, after checking that it is whole.
set -euo pipefail

snapshot="\${1:?name of the snapshot}"
work="$(mktemp -d)"
aws s3 cp "s3://parcelsight-snapshots/$snapshot" "$work/snapshot.tar.zst"
aws s3 cp "s3://parcelsight-snapshots/$snapshot.sha256" "$work/snapshot.sha256"
(cd "$work" && sha256sum --check snapshot.sha256)
systemctl stop parcelsight-ingest
zstd -d --stdout "$work/snapshot.tar.zst" | tar -x -C /var/lib/parcelsight
systemctl start parcelsight-ingest
`,
  'ops/canary.sh': `#!/usr/bin/env bash
set -euo pipefail

version="$1"
budget="0.5"

error_rate() {
  curl -fsS "http://prometheus:9090/api/v1/query?query=error_percent" | jq -r '.data.result[0].value[1]'
}

kubectl set image deployment/gateway-canary gateway="parcelsight/gateway:$version"
kubectl rollout status deployment/gateway-canary --timeout=5m
for _ in 1 2 3 4 5 6; do
  sleep 60
  if (( $(echo "$(error_rate) > $budget" | bc -l) )); then
    kubectl rollout undo deployment/gateway-canary
    exit 1
  fi
done
kubectl set image deployment/gateway gateway="parcelsight/gateway:$version"
`,
};
