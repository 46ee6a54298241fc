import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A folder below the system's temporary one, for the length of a test. */
export class ScratchFolder {
  /** Absolute and without links. */
  readonly path = realpathSync(mkdtempSync(join(tmpdir(), 'akin-test-')));

  /** The absolute path of something inside. */
  at(path: string): string {
    return join(this.path, path);
  }

  /** Writes a file, with the folders above it, and answers its absolute path. */
  write(path: string, content: string | Uint8Array): string {
    const file = this.at(path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
    return file;
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
