import { around } from './logistics/around';
import { codec } from './logistics/codec';
import { domain } from './logistics/domain';
import { gateway } from './logistics/gateway';
import { ingest } from './logistics/ingest';
import { ops } from './logistics/ops';
import { siblings } from './logistics/siblings';
import { web } from './logistics/web';
import { united, type SourceFiles } from './sourceFiles';

/** Tracking of parcels and vehicles in Go, TypeScript, Java, Rust and shell, with generated code beside the real. */
export function logisticsFiles(): SourceFiles {
  return united(ingest, gateway, web, domain, codec, ops, siblings(), around);
}
