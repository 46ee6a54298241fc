import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Texts by their path, relative to a workspace, with `/`. */
export type SourceFiles = Readonly<Record<string, string>>;

/** One object out of several. @throws {Error} when a path stands in two of them */
export function united(...parts: readonly SourceFiles[]): SourceFiles {
  const all: Record<string, string> = {};
  for (const [path, text] of parts.flatMap((part) => Object.entries(part))) {
    if (path in all) throw new Error(`The file ${path} is generated twice.`);
    all[path] = text;
  }
  return all;
}

/** Writes the files below a folder, which is made when missing. */
export function writeSources(folder: string, files: SourceFiles): void {
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}
