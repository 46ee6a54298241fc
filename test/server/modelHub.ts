import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

/** One request, with all that came with it. */
export interface HubRequest {
  method: string;
  path: string;
  headers: Record<string, unknown>;
  bodyBytes: number;
}

/** A hub of models on this machine, which has one model and notes what it is asked. */
export class ModelHub {
  readonly requests: HubRequest[] = [];

  private constructor(private readonly server: Server) {}

  /**
   * @param id owner/name of the model
   * @param folder its files, of which the weights stand for the quantised ones too
   */
  static async start(id: string, folder: string): Promise<ModelHub> {
    const server = createServer();
    const hub = new ModelHub(server);
    const base = `/${id}/resolve/main/`;
    server.on('request', (request, response) => {
      const path = request.url ?? '';
      let bodyBytes = 0;
      request.on('data', (part: Buffer) => (bodyBytes += part.length));
      request.on('end', () => {
        hub.requests.push({ method: request.method ?? '', path, headers: request.headers, bodyBytes });
        const file = join(folder, path.slice(base.length).replace('model_quantized', 'model'));
        const isThere = path.startsWith(base) && existsSync(file);
        response.writeHead(isThere ? 200 : 404).end(isThere ? readFileSync(file) : undefined);
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return hub;
  }

  get host(): string {
    return `127.0.0.1:${String((this.server.address() as AddressInfo).port)}`;
  }

  get address(): string {
    return `http://${this.host}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}
