import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Machines, versions and models that are remembered; one storage folder may be shared by several machines. */
const MAX_REMEMBERED = 20;

/** Remembers in a file what has been tried and works, so that it need not be tried at each start. A failure is never remembered: what it was for may be mended. */
export class PassedChecks {
  /** @param file absolute path of the JSON file; one that cannot be read or written makes it forget */
  constructor(private readonly file: string) {}

  /** @param key names what was tried, its content and where, so that none of these can change unnoticed */
  async has(key: string): Promise<boolean> {
    return (await this.read()).includes(key);
  }

  async add(key: string): Promise<void> {
    // The last few are enough: an old version that comes back is tried once more.
    const passed = [...(await this.read()), key].slice(-MAX_REMEMBERED);
    try {
      await mkdir(dirname(this.file), { recursive: true });
      await writeFile(this.file, JSON.stringify(passed));
    } catch {
      // Then it is tried again next time; a folder that cannot be written shows when the index is opened.
    }
  }

  private async read(): Promise<string[]> {
    try {
      const content: unknown = JSON.parse(await readFile(this.file, 'utf8'));
      return Array.isArray(content) ? content.filter((item) => typeof item === 'string') : [];
    } catch {
      return [];
    }
  }
}
